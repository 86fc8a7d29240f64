#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every lab that is distributed: rates, validity, a prediction.
. "${srcdir:-.}/tests/cli/lib.sh"
for lab in "$srcdir"/platforms/*.yaml; do
    run "rates ${lab##*/}" rates -q "$lab"
    exits 0
    complains ''
    run "check ${lab##*/}" check --json "$lab"
    check 'exit code 0 or 3' test "$code" -eq 0 -o "$code" -eq 3
    complains ''
    run "predict ${lab##*/}" predict -q "$lab" --solver cumulant
    exits 0
    prints_part 'best squeezing'
done
finish
