#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every source, template, lab and test in the folder is in Makefile.am.
cd "${srcdir:-.}" || exit 99
status=0
for file in src/*.[ch] src/*/*.[ch] platforms/*.[ch] platforms/*.yaml platforms/*.md plots/*.gp \
    tests/*.[ch] tests/*.sh tests/cli/*.sh tests/data/* tests/bench/*.[ch] doc/* tools/* \
    completion/*.* m4/sq_*.m4; do
    test -f "$file" || continue
    case $file in
    src/report/templates.c | *~) continue ;;              # generated, backups
    tests/test_*.c | tests/bench/bench_*.c) listed=${file%.c} ;; # named as programs
    *) listed=$file ;;
    esac
    if ! sed 's/#.*//' Makefile.am | tr -s ' \t\\' '\n' | grep -Fqx "$listed"; then
        echo "not ok - Makefile.am does not list $file"
        status=1
    fi
done
test $status -eq 0 && echo 'ok - Makefile.am lists every file'
exit $status
