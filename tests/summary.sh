#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Adds up the single tests in the logs of `make check`.  The last line is
# "N passed, M failed"; the status is 1 if M is not 0.  Usage: summary.sh FILE.log …
#
# Counted are the tests of Criterion's synthesis and the cases of scripts, which print one line
# "ok - …" or "not ok - …" each.  A program that fails without counting anything is one failed
# test.  What was left out is shown and not counted.
passed=0 failed=0
for log; do
    name=${log%.log}
    trs=$name.trs
    result=$(sed -n 's/^:global-test-result: *//p' "$trs" 2>/dev/null)
    counts=$(sed 's/\x1b\[[0-9;]*m//g' "$log" 2>/dev/null | awk '
        /^\[====\] Synthesis: Tested:/ {
            split($0, part, "|")
            gsub(/[^0-9]/, "", part[1]); gsub(/[^0-9]/, "", part[2])
            good += part[2]; bad += part[1] - part[2]
        }
        /^ok - / { good++ }
        /^not ok - / { bad++ }
        END { print good + 0, bad + 0 }')
    good=${counts% *} bad=${counts#* }
    grep '^skip - ' "$log" 2>/dev/null
    case $result in
    PASS | XFAIL) test "$good" -gt 0 || good=1 ;;
    SKIP) grep -q '^skip - ' "$log" || echo "skip - $name" ;;
    *)
        test "$bad" -gt 0 || bad=1
        echo "$name: ${result:-did not run}"
        grep -e '^not ok - ' -e '^\[FAIL\]' "$log" 2>/dev/null
        ;;
    esac
    passed=$((passed + good)) failed=$((failed + bad))
done
echo "$passed passed, $failed failed"
test "$failed" -eq 0
