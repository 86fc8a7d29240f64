#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# No option is silently without effect: each of each command, from the program's own table, beside
# each of the command lines below either changes what comes out or is refused; and beside one of
# them at least it is not refused.
. "${srcdir:-.}/tests/cli/lib.sh"
cat >few.yaml <<'END'
squint: 1
platform: model
atoms: {number: 12}
rates: {gamma_collective: 1, gamma_s: 4}
drive: {ratio: 0.9}
time: {until: 0.5}
END
sed 's/12/3000/; s/until: 0.5/until: 0.01/' few.yaml >many.yaml  # asked for much, ends in trajectories
sed 's/gamma_s: 4/gamma_s: 0/' few.yaml >still.yaml              # a steady state in closed form
sed 's/gamma_s: 4/gamma_s: 40/' few.yaml >weak.yaml              # a condition is violated
cp "$srcdir/platforms/sr87-clock-cavity.yaml" clock.yaml         # an apparatus
(cat clock.yaml; echo 'clock: {interrogation: 1 s}') >ticking.yaml
cp "$srcdir/platforms/sr87-effective-cavity.yaml" unequal.yaml   # atoms differ in their coupling
sed 's/12/40/; s/gamma_s: 4/gamma_s: 1/; s/0.9/1.1/; s/until: 0.5/until: 3/' few.yaml >broad.yaml # ends early
sed 's/12/4/; s/until: 0.5/until: 0.01/' few.yaml >short.yaml
(cat "$srcdir/platforms/ca40-two-ions-cavity.yaml"; echo 'noise: {cavity.coupling: 3 %}') >noisy.yaml # shots differ
{ cat few.yaml && echo 'noise: {drive.ratio: 3 %}'; } >loud.yaml
"$SQUINT" predict -q short.yaml --solver trajectories --trajectories 6 --save ensemble >/dev/null

# The command lines: command, operand, options; after # the only options tried, where each takes long.
lines() {
    cat <<'END'
predict broad.yaml
predict broad.yaml --json
predict broad.yaml --csv --quiet
predict broad.yaml --solver cumulant --csv
predict broad.yaml --order 3 --json
predict few.yaml --dry-run
predict few.yaml --dry-run --json --solver trajectories
predict few.yaml --cross-check --solver cumulant --trajectories 8
predict few.yaml --solver exact --json
predict few.yaml --solver mean-field
predict few.yaml --solver trajectories --trajectories 6
predict few.yaml --solver trajectories --trajectories 6 --json
predict short.yaml --solver trajectories --save ensemble # error more
predict short.yaml --solver trajectories --trajectories 6 --save kept
predict short.yaml --solver trajectories --more 2 --save ensemble --csv
predict many.yaml --error 1e-6dB --trajectories 4 --json
predict many.yaml --trajectories 4 --json
predict still.yaml --solver steady
predict still.yaml --solver steady --csv
predict weak.yaml --solver cumulant
predict unequal.yaml --solver cumulant --json # classes
optimize few.yaml --free initial.direction.polar --free initial.direction.azimuth
optimize few.yaml --target 0.5dB
optimize loud.yaml --free drive.ratio=0.8..0.9 # with-noise noise
optimize few.yaml --goal time
optimize few.yaml --free drive.ratio=0.8..0.9 # pareto
optimize weak.yaml --within 0.1 --set initial.direction=[60deg..90deg,180deg]
sweep few.yaml --vary rates.gamma_s=5,7 # set optimize solver order into json csv output quiet help
sweep few.yaml --vary drive.ratio=0.5,0.8 --csv # set error
sweep many.yaml --vary drive.ratio=0.8 --solver trajectories --trajectories 4 --json # seed
sweep short.yaml --vary drive.ratio=0.8 --solver trajectories --json # trajectories
sweep few.yaml --vary drive.ratio=0.5,0.8 --order 2 --plot picture.svg # curves
clock ticking.yaml
clock ticking.yaml --json
tolerance noisy.yaml
budget noisy.yaml
compare few.yaml weak.yaml
rates clock.yaml
rates clock.yaml --json
rates weak.yaml
check clock.yaml
check clock.yaml --json
steady still.yaml
steady still.yaml --json
steady weak.yaml --set drive.ratio=0.1
merge whole ensemble
new cavity
list platforms
END
}

# What stands behind an option on the command line.
value_of() {
    case $1 in
    set) echo drive.ratio=0.8 ;;
    noise) echo atoms.number=poisson ;;
    solver) echo mean-field ;;
    error) echo 5dB ;;
    save) echo kept ;;
    plot) echo figure.svg ;;
    vary) echo rates.gamma_s=3,4 ;;
    optimize) echo initial.direction.polar ;;
    into) echo rows.csv ;;
    output) echo answer ;;
    free) echo drive.ratio ;;
    goal) test "$command" = clock && echo 1e-18 || echo time ;;
    target | loss) echo 0.3dB ;;
    within | at) echo 0.2 ;;
    least) echo rates.gamma_s=4..6 ;;
    most) echo drive.ratio=0.5..1 ;;
    allow) echo collective-decay ;;
    best) echo best.yaml ;;
    order | trajectories | seed | threads | first | more | keep | points | classes) echo 3 ;;
    *) echo "no value for --$1" ;;
    esac
}

# is_tried OPTION LINE: it can be, and within a moment.
is_tried() {
    case "$1 $2" in
    *" --$1 "*) return 1 ;; # it is there already
    'plot '*) command -v gnuplot >/dev/null ;;
    'cross-check '*few.yaml* | 'cross-check '*still.yaml*) ;;
    'cross-check '*) return 1 ;;
    esac
}

# may_be_silent OPTION LINE: nothing is to be seen, and rightly so.
may_be_silent() {
    case "$1 $2" in
    'error '*--dry-run* | 'trajectories '*--dry-run* | 'direct '*--dry-run* | 'seed '*--dry-run* | \
        'first '*--dry-run* | 'points '*--dry-run* | 'past-validity '*--dry-run*) ;; # asked of the run
    'allow optimize few'*) ;;                  # no condition is violated there
    'seed optimize weak'*) ;;                  # one is, whatever the rest
    'threads '*) ;;                            # promised not to change the answer
    'quiet clock '*--json | 'verbose clock '*--json | 'strict clock '*) ;; # likewise
    'quiet predict '*--[jc]*) ;;               # seen on a terminal alone
    'verbose '*--[jc]*) ;;                     # announces long runs
    'strict '*weak*) return 1 ;;
    'strict '*) ;;                             # all is well there
    'past-validity '*--order*) return 1 ;;
    'past-validity '*' --solver cumulant --csv') return 1 ;;
    'past-validity '*) ;;                      # nothing ends early there, or no curve is shown
    'points '*mean-field) ;;                   # beyond the digits printed
    'points '*--csv* | 'points '*--series*) return 1 ;;
    'points '*'--solver trajectories'*) ;; # promised not to change the best
    'set check '*) ;;                          # the hierarchy of scales does not know the drive
    'error '*'predict broad.yaml'* | 'error '*'many.yaml --trajectories 4 --json') ;; # reached either way
    *) return 1 ;;
    esac
}

# outcome FOLDER WORD…: what comes out, wall-clock times apart.
outcome() {
    rm -rf "$1" && mkdir "$1" && cp ./*.yaml ensemble "$1"
    (
        cd "$1" || exit 99
        shift
        "$SQUINT" "$@" >out 2>err </dev/null
        echo $? >code
        sed -i 's/"seconds": .*//; s/, in [0-9.]* [mµ]*s//; s/[0-9.]* [mµ]*s\( of computing\|$\)//' out
        rm -f ./*.svg.*
    )
}

"${builddir:?}/src/cli/document" >table <<'END'
@table@
END
: >counted
while read -r command operand options; do
    only=
    case $options in *'# '*) only=" ${options##*# } " options=${options%% #*} ;; esac
    line="$command $operand${options:+ $options}"
    begin "$line"
    # shellcheck disable=SC2086 # words of a command
    outcome without $line
    grep "^$command " table >mine
    while read -r _ option argument; do
        case ${only:- $option } in *" $option "*) ;; *) continue ;; esac
        is_tried "$option" "$line " || continue
        value=
        test -z "$argument" || value=$(value_of "$option")
        # shellcheck disable=SC2086
        outcome with $line --$option $value
        if test "$(cat with/code)" -eq 2; then
            check "--$option is refused with a reason" grep -q '^squint: ' with/err
            continue
        fi
        if ! diff -r without with >/dev/null; then
            echo "$command $option" >>counted
            check "--$option has an effect" true
        else
            check "--$option has an effect" may_be_silent "$option" "$line"
        fi
    done <mine
done <<END
$(lines)
END
begin 'each option counts somewhere'
while read -r command option _; do
    case $option in
    plot | threads | verbose | strict) continue ;; # gnuplot; promised not to; on a terminal; tested apart
    vary) continue ;;                              # there is no sweep without
    esac
    check "$command --$option counts" grep -qx "$command $option" counted
done <table
finish
