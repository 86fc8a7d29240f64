#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Trajectories on the command line: seeds and threads, files, single trajectories, checks.
. "${srcdir:-.}/tests/cli/lib.sh"
cat >lab.yaml <<'END'
squint: 1
platform: model
atoms: {number: 60}
rates: {gamma_collective: 1, gamma_s: 4}
drive: {ratio: 0.9}
initial: {direction: -x}
time: {until: 0.3}
END
line() { test "$(grep -c "$1" out)" -ge 1; }

run '--json' predict lab.yaml --solver trajectories --trajectories 20 --seed 3 --json
exits 0
complains ''
for words in '^  "seed": 3,' '^    "trajectories": 20,' '"unraveling": "displaced"' '"order": null' \
    '"interrupted": false' '"heavy_tail": ' '"single_jumps": '; do
    check 'keys' line "$words"
done
cp out first
run 'seed and threads' predict lab.yaml --solver trajectories --trajectories 20 --seed 3 --json --threads 1
cp out second
check 'the same' cmp first second
again predict lab.yaml --solver trajectories --trajectories 20 --seed 4 --json
cp out second
check 'not the same' sh -c '! cmp -s first second'
run '--direct' predict lab.yaml --solver trajectories --trajectories 5 --direct --json
exits 0
prints_part '"unraveling": "direct"'
run 'a part of an atom' predict lab.yaml --solver trajectories -s atoms.number=60.5
exits 2
complains "squint: --set atoms.number=60.5: '60.5' is not a whole number; it must be between 2 and 1e+15 (number of atoms (spins) in the ensemble; one alone cannot be squeezed)"
run 'one trajectory' predict -q lab.yaml --solver trajectories --trajectories 1
exits 0
prints_part '  best squeezing '
run 'until the error is small' predict -q lab.yaml --solver trajectories --error 0.05dB
exits 0
prints_part '(trajectories until the best point is known to ± 0.05 dB)'

# What rare early crossings may do does not get smaller by as many more.
run 'until more would hardly help' predict -q lab.yaml --solver trajectories --error 0.05dB -s atoms.number=400 -s time.until=0.2
exits 0
prints_part '  not done                                  not known to 0.05 dB: ± 0.0'
prints_part 'is what steps and rare early crossings may do'

# auto
run 'orders that agree' predict -q lab.yaml
exits 0
prints_part 'solver                                    cumulant, order 4 (highest order;'
run 'orders that do not' predict -q lab.yaml -s atoms.number=40 --error 0.001dB
exits 0
prints_part 'solver                                    exact (exact, since its orders disagree)'
prints_part '  cumulant                                  1.295'
prints_part '  exact                                     1.295'
run '--cross-check' predict -q lab.yaml --cross-check --error 0.2dB
exits 0
prints_part '  cross-check, N = 60 '
prints_part '  cross-check, N = 40 '
again predict lab.yaml --cross-check --error 0.2dB --json
prints_part '"difference_db": '

run 'the first 30' predict -q lab.yaml -s time.until=0.05 --solver trajectories --trajectories 30 --save more.sqe
exits 0
run '--cross-check --more' predict -q lab.yaml -s time.until=0.05 --solver trajectories --more 5 --save more.sqe --cross-check
exits 0
complains ''
prints_part '(ensemble of more.sqe and 5 more)'
prints_part '  cross-check, N = 60                       trajectories '
prints_part '  cross-check, N = 40                       trajectories '
run '--cross-check --first' predict -q lab.yaml -s time.until=0.05 --solver trajectories --first 7 --trajectories 30 --cross-check
exits 0
prints_part '  cross-check, N = 40 '
for number in 1e9 ${SQUINT_LONG:+3e11}; do
    run "--cross-check of $number spins" predict -q "$srcdir/platforms/sr87-clock-cavity.yaml" -s atoms.number=$number --cross-check
    exits 0
    complains ''
    prints_part '  best squeezing '
    prints_part "  not done                                  cross-check, N = $(printf %g "$number"): solver 'trajectories' is for up to 1e8 spins"
    prints_part '  cross-check, N = 40 '
done

# SIGINT ends a run with what it has; one of them (timeout sends a second one to its
# group, unless --foreground)
interrupt() {
    begin "$1"
    shift
    timeout --foreground --preserve-status -s INT 2 "$SQUINT" predict lab.yaml "$@" >out 2>err </dev/null
    code=$?
}
interrupt 'SIGINT, trajectories' --solver trajectories --trajectories 100000 --save i.sqe --json
exits 130
complains ''
prints_part '"interrupted": true'
again predict lab.yaml --solver trajectories --save i.sqe --more 0 --json
exits 0
prints_part '"interrupted": false'
interrupt 'SIGINT, exact' --solver exact -s atoms.number=300 -s time.until=9 -v
exits 130
complains_part "squint: solver 'exact': about "
prints_part ': it was interrupted'

begin 'SIGINT, a search'
timeout --foreground --preserve-status -s INT 1 "$SQUINT" optimize "$srcdir/platforms/sr87-clock-cavity.yaml" -q --free cavity.detuning=10kHz..600kHz --free drive.ratio --free initial.direction.polar --free initial.direction.azimuth --with-noise --noise atoms.number=poisson -o best.yaml >out 2>err </dev/null
code=$?
exits 130
prints_part 'interrupted: there may be better settings'
check 'the lab with the best so far' grep -q '^# Best settings of' best.yaml

# files
trajectories() { again predict -q lab.yaml --solver trajectories "$@"; }
begin 'an ensemble continued has the bytes of one run'
trajectories --trajectories 50 --save long
exits 0
trajectories --trajectories 20 --save part
trajectories --more 30 --save part
exits 0
prints_part '(ensemble of part and 30 more)'
check 'same bytes' cmp long part
begin 'and so has one merged of parts'
trajectories --first 0 --trajectories 20 --save a
trajectories --first 20 --trajectories 30 --threads 1 --save b
again merge whole b a
exits 0
prints 'whole: 50 trajectories, numbers 0 to 49'
check 'same bytes' cmp long whole
begin 'a report on it'
trajectories --more 0 --save whole
exits 0
check 'unchanged' cmp long whole
begin 'a gap'
trajectories --first 60 --trajectories 5 --save c
again merge x a b c
exits 2
complains 'squint: between b and c the trajectories 50 to 59 are missing; run them with --first 50 --trajectories 10'
run 'twice' merge x a a
exits 2
complains 'squint: a and a both hold trajectory 0; run parts with different --first'
begin 'merge of two seeds'
trajectories --first 20 --trajectories 5 --seed 9 --save d
again merge x a d
exits 2
complains 'squint: a and d are no parts of one ensemble: the seeds differ'
check 'nothing is written' test ! -e x
run 'another lab' predict lab.yaml --solver trajectories --more 5 --save a -s rates.gamma_s=5
exits 2
complains 'squint: a: made for another lab, the rates differ; use another file'
run 'another end' predict lab.yaml --solver trajectories --more 5 --save a -s time.until=0.2
exits 2
complains 'squint: a: made for another lab, the ends of time differ; use another file'
head -c 2000 long >cut
run 'cut off' merge x cut
exits 2
complains 'squint: cut: not as long as its head says; it was cut off or damaged'
run 'no ensemble' merge x lab.yaml
exits 2
complains 'squint: lab.yaml: this is no ensemble of squint; make one with --save'
run 'nothing to merge' merge x
exits 2
complains 'squint: OUT IN... is missing: squint merge OUT IN... [OPTION]...'
# refused <title> <message> <arguments>
refused() {
    words=$2 name=$1
    shift 2
    run "$name" predict lab.yaml "$@"
    exits 2
    complains "squint: $words"
}
refused '--save alone' '--save goes with --solver trajectories' --save x
refused '--more without --save' '--more continues the ensemble in a file: name it with --save' \
    --solver trajectories --more 5
refused '--more and a number' '--more tells how many trajectories to add; leave out --trajectories, --error and --first' \
    --solver trajectories --more 5 --save a --trajectories 7
refused '--keep into nothing' '--keep adds to --json, --csv or --plot; ask for one of them' \
    --solver trajectories --keep 2
refused '--keep without trajectories' '--keep goes with --solver trajectories' --keep 2 --json

# single trajectories
run '--keep --csv' predict lab.yaml --solver trajectories --trajectories 3 --points 4 --keep 2 --csv
exits 0
check 'two of them, at four times' test "$(wc -l <out)" -eq 9
check 'their head' test "$(head -n 1 out)" = trajectory,t,xi2,db,n_eff,jx,jy,jz
check 'a coherent state' test "$(sed -n 6p out)" = 1,0,1,0,60,-30,0,0
run '--keep --json' predict lab.yaml --solver trajectories --trajectories 3 --points 4 --keep 9 --json
check 'no more than there are' test "$(grep -c '"number": [0-9]' out)" -eq 3
if command -v gnuplot >/dev/null; then
    run '--keep --plot' predict -q lab.yaml --solver trajectories --trajectories 3 --keep 2 --plot k.svg
    exits 0
    check 'in the figure' grep -q 'single trajectories' k.svg
fi
run '--points 2' predict lab.yaml --solver trajectories --trajectories 20 --points 2 --csv --save two.sqe --threads 1
exits 0
check 'two points are shown' test "$(wc -l <out)" -eq 3
cp out first
again predict lab.yaml --solver trajectories --trajectories 20 --points 2 --csv --save again.sqe --threads 2
check 'the same by two threads' cmp -s out first
check 'and in the file' cmp -s two.sqe again.sqe
again predict lab.yaml --solver trajectories --save again.sqe --more 5 --csv
check 'two are shown of what goes on' test "$(wc -l <out)" -eq 3
run 'too much memory' predict lab.yaml --solver trajectories --trajectories 100000000 --points 100000
exits 2
complains_part 'GB of memory, and the machine has '
run '--more --points' predict lab.yaml --solver trajectories --save part --more 5 --points 7
exits 2
complains 'squint: --more goes on as the file began; leave out --seed, --direct and --points'
finish
