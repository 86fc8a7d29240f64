#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs one Criterion program.  A leak is found after Criterion has taken the
# worker's result, so the program passes; here it fails.
"$@" >"$1.out" 2>&1
status=$?
cat "$1.out"
if grep -q 'ERROR: [A-Za-z]*Sanitizer' "$1.out" && test "$status" -eq 0; then
    echo "not ok - ${1##*/}: the sanitizer found a fault"
    status=1
fi
if grep -q 'Warning! The test .* crashed during its setup or teardown' "$1.out"; then
    echo "not ok - ${1##*/}: crash in setup or teardown"
    status=1
fi
rm -f "$1.out"
exit "$status"
