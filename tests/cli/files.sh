#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Files: nothing of a user's is replaced by what is of another kind, and no file has two names.
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
cp lab.yaml original
printf '\211PNG\r\n\032\nthe rest' >picture
printf '<?xml version="1.0"?>\n<svg>' >drawing
printf '%%PDF-1.5' >paper
echo 'bread, butter' >notes
again predict lab.yaml --solver trajectories --trajectories 9 --save ensemble
again predict lab.yaml -o report
again predict lab.yaml --json -o json
again predict lab.yaml --csv -o csv

# refused TITLE MESSAGE ARGUMENT…: exit code 2, the message, nothing printed.
refused() {
    name=$1 message=$2
    shift 2
    run "$name" "$@"
    exits 2
    prints ''
    complains "squint: $message"
}
sampled='lab.yaml --solver trajectories --trajectories 9'

# ---- what is there and of another kind ----
# kept WORDS FILE WHAT: what an option writes may not take the place of FILE, which holds WHAT.
kept() {
    for file in lab2.yaml picture drawing paper notes ensemble report json csv; do
        case $file:$1 in # of the same kind
        ensemble:*--save* | report:'-o' | json:*--json* | csv:*--csv*) continue ;;
        esac
        cp original lab2.yaml
        cp "$file" before
        # shellcheck disable=SC2086 # words of a command
        again predict $sampled $1 "$file"
        exits 2
        complains_part ": this file holds "
        complains_part " would replace it; choose another name, or remove it"
        check "$file is as it was" cmp before "$file"
    done
}
begin '--save takes the place of ensembles only'
kept --save
begin '-o takes the place of reports only'
kept -o
begin '--json -o takes the place of JSON only'
kept '--json -o'
begin '--csv -o takes the place of tables only'
kept '--csv -o'
begin '--plot takes the place of figures of its format only'
for ending in png svg pdf; do
    for file in lab.yaml picture drawing paper notes ensemble report; do
        case $ending:$file in png:picture | svg:drawing | pdf:paper) continue ;; esac
        cp "$file" figure.$ending
        again predict lab.yaml --plot figure.$ending
        exits 2
        check "$file as a $ending" cmp "$file" figure.$ending
    done
done
run 'merge takes the place of ensembles only' merge notes ensemble
exits 2
complains 'squint: OUT notes: this file holds something that squint did not write, and an ensemble of trajectories would replace it; choose another name, or remove it'
again merge lab.yaml ensemble
exits 2
check 'the lab is as it was' cmp original lab.yaml
refused 'the message' '--save lab2.yaml: this file holds a lab, and an ensemble of trajectories would replace it; choose another name, or remove it' \
    predict lab.yaml --solver trajectories --save lab2.yaml

# ---- the same command again ----
begin 'a command can be run again'
for words in 'predict lab.yaml' 'predict lab.yaml -q' 'predict lab.yaml -n -q' 'predict lab.yaml --json' \
    'predict lab.yaml -n --json' 'predict lab.yaml --csv' "predict $sampled --csv --keep 1" \
    'rates lab.yaml' 'rates lab.yaml -q' 'rates lab.yaml --json' 'check lab.yaml' 'check lab.yaml -q' \
    'steady lab.yaml -s drive.ratio=0.5' 'steady lab.yaml -q -s drive.ratio=0.5'; do
    for time in first second; do
        # shellcheck disable=SC2086 # words of a command
        again $words -o again
        check "$words, $time time" test "$code" -eq 0 -o "$code" -eq 3
        complains ''
    done
    rm again
done
# shellcheck disable=SC2086
again predict $sampled --save ensemble
exits 0
begin 'an empty file may be replaced'
: >empty
again rates lab.yaml -o empty
exits 0
again new cavity -o empty2.yaml
exits 0
if command -v gnuplot >/dev/null; then
    begin 'a figure can be drawn again'
    for ending in png svg pdf; do
        rm -f figure.$ending
        again predict lab.yaml --plot figure.$ending
        again predict lab.yaml --plot figure.$ending
        exits 0
        complains ''
    done
fi

# ---- one file, two names ----
same='name the same file; choose two names'
refused '--save and -o' "--save and --output $same" \
    predict lab.yaml --solver trajectories --trajectories 9 --save e -o ./e
check 'no file' test ! -e e
refused '--plot and -o' "--plot and --output $same" predict lab.yaml --plot ./z.svg -o z.svg
refused '--save and --plot, by an absolute name' "--save and --plot $same" \
    predict lab.yaml --solver trajectories --save "$PWD/z.svg" --plot z.svg
ln -s target.svg link.svg
refused 'a link to nothing yet' "--plot and --output $same" predict lab.yaml --plot link.svg -o target.svg
ln ensemble hard
refused 'a hard link' "--save and --output $same" \
    predict lab.yaml --solver trajectories --save ensemble -o hard
mkdir folder
ln -s folder other
refused 'by way of a linked folder' "--plot and --output $same" \
    predict lab.yaml --plot folder/z.svg -o other/z.svg
ln lab.yaml lab-too.yaml
for option in -o --save; do
    name=--output
    test "$option" = -o || name=--save
    refused "the lab itself, $option" "$name lab-too.yaml: this is the lab file itself; choose another name" \
        predict lab.yaml --solver trajectories $option lab-too.yaml
done
check 'the lab is as it was' cmp original lab.yaml
begin 'the lab on standard input'
"$SQUINT" rates - -o lab.yaml <lab.yaml >out 2>err
code=$?
exits 2
complains 'squint: --output lab.yaml: this is the lab file itself; choose another name'
begin 'standard output behind the lab'
"$SQUINT" rates lab.yaml >>lab.yaml 2>err
code=$?
exits 2
complains 'squint: standard output: this is the lab file itself; choose another name'
check 'the lab is as it was' cmp original lab.yaml
begin '--save and standard output'
"$SQUINT" predict lab.yaml --solver trajectories --save e >e 2>err
code=$?
exits 2
complains "squint: --save and standard output $same"
run 'devices are for all' predict lab.yaml --solver trajectories --trajectories 9 --save /dev/null -o /dev/null
exits 0
refused 'no name' '--save: the name of the file is empty' predict lab.yaml --solver trajectories --save ''
for option in --save --output; do
    refused "$option -" "$option -: the name of a file is wanted; ./- is one" \
        predict lab.yaml --solver trajectories $option -
done
run 'a place that cannot be written to is found before the run' \
    predict lab.yaml --solver trajectories --trajectories 100000000 --points 100000 --save nowhere/e
exits 1
complains 'squint: nowhere/e: cannot write: No such file or directory; choose a folder that exists and that you may write to'

# ---- merge: OUT forgotten, or one of the parts ----
part() { again predict lab.yaml --solver trajectories --first "$1" --trajectories "$2" --save "$3"; }
part 0 20 a
part 20 30 b
part 50 10 c
cp a a.before
begin 'merge with OUT forgotten'
for words in 'a b' 'a b c'; do
    # shellcheck disable=SC2086
    again merge $words
    exits 2
    complains 'squint: a would be replaced, and its trajectories 0 to 19 are not all in the parts; name the file of the whole first, squint merge OUT IN..., or remove a'
done
check 'a is as it was' cmp a.before a
refused 'merge into a part' 'OUT ./a: this is one of the parts; choose another name' merge ./a b a
check 'a is as it was' cmp a.before a
run 'merge again, with more' merge whole a b
exits 0
again merge whole a b
exits 0
again merge whole c a b
exits 0
prints 'whole: 60 trajectories, numbers 0 to 59'
refused 'merge over another ensemble' 'whole would be replaced, and its trajectories 0 to 59 are not all in the parts; name the file of the whole first, squint merge OUT IN..., or remove whole' \
    merge whole b c
head -c 2000 whole >cut
refused 'merge over a damaged one' 'cut: not as long as its head says; it was cut off or damaged; remove it, or name another file first' \
    merge cut a b
finish
