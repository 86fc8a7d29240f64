#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The README's own file gives the README's own answer, and its commands run.
. "${srcdir:-.}/tests/cli/lib.sh"
readme=$srcdir/README.md

sed -n '/^```yaml$/,/^```$/p' "$readme" | sed '1d;$d' >lab.yaml
run 'the answer' predict lab.yaml
exits 0
sed -n '/^The answer for this file, abridged:$/,/^## /p' "$readme" | sed -n 's/^    //p' >answer
check 'an answer is there' grep -q 'best squeezing' answer
while IFS= read -r line; do
    prints_part "$line"
done <answer
# Every line of the list of commands, up to its meaning.
begin 'the commands'
sed -n '/^    squint new cavity -o/,/^    squint list/p' "$readme" |
    sed 's/^    squint //; s/   .*//' >commands
check 'commands are there' test "$(wc -l <commands)" -ge 8
while read -r words; do
    case $words in
    new*) continue ;; # it would replace the file
    *--plot*) command -v gnuplot >/dev/null || continue ;;
    esac
    # shellcheck disable=SC2086 # words of a command
    again $words
    check "$words" test "$code" -eq 0
done <commands
begin 'what differs from shot to shot'
sed -n '/^## What differs from shot to shot$/,/^## The best/p' "$readme" >section
{ cat lab.yaml && sed -n '/^```$/,/^```$/p' section | sed '1d;$d'; } >noisy.yaml
again predict noisy.yaml
exits 0
sed -n 's/^    //p' section >answer
check 'an answer is there' grep -q 'with noise' answer
while IFS= read -r line; do
    prints_part "$line"
done <answer
begin 'how well it must be held'
sed -n '/^## How well it must be held$/,/^(abridged)/p' "$readme" | sed -n 's/^    //p' >answer
again tolerance lab.yaml
exits 0
check 'an answer is there' grep -q 'drive.ratio' answer
while IFS= read -r line; do
    prints_part "$line"
done <answer
begin 'what each cause costs'
sed -n '/^## What each cause costs$/,/^(abridged)/p' "$readme" | sed -n 's/^    //p' >answer
again budget lab.yaml --noise atoms.number=poisson --noise drive.ratio=1% --noise time.stop=2%
exits 0
check 'an answer is there' grep -q 'finite number' answer
while IFS= read -r line; do
    prints_part "$line"
done <answer
finish
