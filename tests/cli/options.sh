#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The command line itself: commands, options, and what is said about bad ones.
. "${srcdir:-.}/tests/cli/lib.sh"
lab=$srcdir/platforms/sr87-clock-cavity.yaml

# refused TITLE MESSAGE ARGUMENT…: exit code 2, the message, and no result.
refused() {
    wanted_message=$2
    title=$1
    shift 2
    run "$title" "$@"
    exits 2
    prints ''
    complains "squint: $wanted_message"
}

run 'nothing'
exits 2
prints_part 'usage: squint COMMAND'
for word in --help -h help; do
    run "squint $word" "$word"
    exits 0
    prints_part 'usage: squint COMMAND'
done
run '--version' --version
exits 0
check 'one line' grep -Eq '^squint [0-9]+\.[0-9]+' out
for command in predict rates check list; do
    for word in --help -h; do
        run "$command $word" $command $word
        exits 0
        complains ''
        prints_part "usage: squint $command "
        prints_part '-h, --help'
    done
done
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
refused 'order of mean-field' "solver 'mean-field' has no orders to choose from" \
    predict "$lab" --order 2 --solver mean-field
refused 'solver' "unknown solver 'magic'; see 'squint list solvers'" predict "$lab" --solver magic
for points in 1 0 -3 1e3 100001 99999999999999999999 ''; do
    refused "points '$points'" "--points $points: a whole number from 2 to 100000 is wanted" \
        predict "$lab" --points "$points"
done

refused 'JSON and CSV' '--json and --csv exclude each other; --json --series holds the same numbers' \
    predict "$lab" --json --csv
refused 'series without JSON' '--series goes with --json; for a table use --csv' predict "$lab" --series
refused 'table of nothing' '--csv has nothing to print with --dry-run; leave out one of them' \
    predict "$lab" --csv --dry-run
refused 'figure format' '--plot x.gif: the file name must end in .png, .svg or .pdf' \
    predict "$lab" --plot x.gif
refused 'one file for two' '--plot and --output name the same file; choose two names' \
    predict "$lab" --plot x.svg -o x.svg
check 'no figure' test ! -e x.gif
cp "$lab" lab.yaml
refused 'output over the lab' '--output ./lab.yaml: this is the lab file itself; choose another name' \
    predict lab.yaml -o ./lab.yaml
check 'the lab is as it was' cmp "$lab" lab.yaml

run 'abbreviation' predict --js "$lab"
exits 0
run 'after --' predict -q -- "$lab"
exits 0
finish
