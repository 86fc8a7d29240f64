#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The command line itself: commands, options, and what is said about bad ones.
. "${srcdir:-.}/tests/cli/lib.sh"
lab=$srcdir/platforms/sr87-clock-cavity.yaml

# refused TITLE MESSAGE ARGUMENT…: exit code 2, the message, and no result.
refused() {
    wanted_message=$2 name=$1
    shift 2
    run "$name" "$@"
    exits 2
    prints ''
    complains "squint: $wanted_message"
}

run 'nothing'
exits 2
prints_part 'usage: squint COMMAND'
begin 'help'
for word in --help -h help; do
    again "$word"
    exits 0
    prints_part 'usage: squint COMMAND'
done
run '--version' --version
exits 0
check 'one line' grep -Eq '^squint [0-9]+\.[0-9]+' out
for command in predict rates check steady merge new list; do
    run "$command --help" $command --help
    exits 0
    complains ''
    prints_part "usage: squint $command "
    prints_part '-h, --help'
    cp out help
    again $command -h
    check 'by letter' cmp help out
    again help $command
    check 'by name' cmp help out
done
refused 'help on nothing' "unknown command 'predct'; did you mean 'predict'?" help predct
run 'help wins over what follows' predict --help one two --order 7
exits 0

refused 'command, misspelt' "unknown command 'predct'; did you mean 'predict'?" predct
refused 'command, unknown' "unknown command 'frobnicate'; see 'squint --help'" frobnicate
refused 'no lab' 'LAB.yaml is missing: squint predict LAB.yaml [OPTION]...' predict
refused 'nothing to list' 'WHAT is missing: squint list WHAT [OPTION]...' list
refused 'two labs' "one too many: 'b'; see 'squint rates --help'" rates "$lab" b

refused 'option, misspelt' "unknown option '--jsn'; did you mean '--json'?" predict "$lab" --jsn
refused 'option, unknown' "unknown option '--zebra'; see 'squint predict --help'" predict --zebra "$lab"
refused 'letter' "unknown option '-z'; see 'squint predict --help'" predict "$lab" -z
refused 'letter in a cluster' "unknown option '-z'; see 'squint predict --help'" predict "$lab" -zq
refused 'last letter' "unknown option '-z'; see 'squint predict --help'" predict "$lab" -qz
refused 'of another command' "this command has no option '--plot'; see 'squint rates --help'" \
    rates "$lab" --plot x.png
refused 'letter of another command' "this command has no option '-p'; see 'squint rates --help'" \
    rates "$lab" -p
refused 'no argument' "an argument is missing after '--order'; see 'squint predict --help'" \
    predict "$lab" --order
refused 'value for a flag' "no value goes with '--json'; see 'squint predict --help'" \
    predict "$lab" --json=3

refused 'order 7' '--order 7: a whole number from 2 to 4 is wanted' predict "$lab" --order 7
refused 'order 2x' '--order 2x: a whole number from 2 to 4 is wanted' predict "$lab" --order 2x
refused 'order 1' '--order 1: a whole number from 2 to 4 is wanted' predict "$lab" --order 1
refused 'error 0' '--error 0: a number of dB from 1e-6 to 100 is wanted, such as 0.05dB' \
    predict "$lab" --error 0
refused 'error in words' '--error small: a number of dB from 1e-6 to 100 is wanted, such as 0.05dB' \
    predict "$lab" --error small
refused 'no trajectories' '--trajectories 0: a whole number from 1 to 100000000 is wanted' \
    predict "$lab" --trajectories 0
refused 'given twice' '--order is given twice, as 2 and as 3; keep one of them' \
    predict "$lab" --order 2 --order 3
refused 'solver' "unknown solver 'magic'; see 'squint list solvers'" predict "$lab" --solver magic
for points in 1 0 -3 1e3 100001 99999999999999999999 ''; do
    refused "points '$points'" "--points $points: a whole number from 2 to 100000 is wanted" \
        predict "$lab" --points "$points"
done

# ---- options that would have no effect ----
sampled='use --solver trajectories'
refused 'orders of a solver without' \
    "--order 2: solver 'mean-field' has no orders to choose from; use --solver cumulant" \
    predict "$lab" --order 2 --solver mean-field
refused 'seed of nothing random' "--seed 3: solver 'cumulant' has no random numbers; $sampled" \
    predict "$lab" --solver cumulant --seed 3
refused 'seed with an order' "--seed 3: solver 'cumulant' has no random numbers; $sampled" \
    predict "$lab" --order 2 --seed 3
refused 'threads' "--threads 2: solver 'exact' has no trajectories to share out; $sampled" \
    predict "$lab" --solver exact --threads 2
refused 'trajectories of another solver' "--trajectories 9: solver 'steady' has no trajectories; $sampled" \
    predict "$lab" --solver steady --trajectories 9
refused '--direct' "--direct: solver 'cumulant' has no trajectories to see so; $sampled" \
    predict "$lab" --solver cumulant --direct
refused 'error of a named solver' "--error 0.1: solver 'exact' has one accuracy, whatever the error wanted; leave out --solver and --order, or use --solver trajectories" \
    predict "$lab" --solver exact --error 0.1
refused 'error and number' '--error says when there are enough trajectories, and --trajectories how many; leave out one of them' \
    predict "$lab" --solver trajectories --error 0.1 --trajectories 9
refused 'points of what stands still' "--points 9: solver 'steady' is the same at all times; print them with --csv" \
    predict "$lab" --solver steady --points 9
refused 'past validity without end' "--past-validity: solver 'trajectories' can be trusted to the end; leave out --past-validity" \
    predict "$lab" --solver trajectories --past-validity
refused 'nothing to cross-check' "--cross-check: solver 'mean-field' has no squeezing that a second solver could come to from the same start; use another --solver" \
    predict "$lab" --solver mean-field --cross-check
refused 'cross-check in a table' '--cross-check adds to the report and to --json; leave out --csv' \
    predict "$lab" --cross-check --csv
refused 'JSON and CSV' '--json and --csv exclude each other; --json --series holds the same numbers' \
    predict "$lab" --json --csv
refused 'series without JSON' '--series goes with --json; for a table use --csv' predict "$lab" --series
refused 'table of nothing' '--csv has nothing to print with --dry-run; leave out one of them' \
    predict "$lab" --csv --dry-run
refused 'figure of nothing' '--plot has nothing to draw with --dry-run; leave out one of them' \
    predict "$lab" --plot x.svg --dry-run
refused 'JSON is quiet' '--quiet has nothing to leave out of --json; leave out one of them' \
    check "$lab" --json -q
refused 'details told quietly' '--verbose tells them beside --json and --csv; leave out --quiet' \
    predict "$lab" --json -q -v
refused 'two at once' '--csv has nothing to print with --dry-run; leave out one of them
squint: --verbose has nothing to tell with --dry-run; leave out one of them' \
    predict "$lab" --csv -v --dry-run
run 'what counts with a second solver' predict "$lab" -q -s atoms.number=37 --solver exact --cross-check \
    --trajectories 9 --seed 3 --threads 1
exits 0
prints_part 'cross-check, N = 37'

run 'abbreviation' predict --js "$lab"
exits 0
run 'after --' predict -q -- "$lab"
exits 0
finish
