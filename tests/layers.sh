#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Includes go one way, and only the program prints or exits.
cd "${srcdir:-.}" || exit 99
status=0

# includes FILE: every header of ours that FILE includes, also through others.
includes() {
    seen=' '
    todo=$1
    while test -n "$todo"; do
        next=
        for file in $todo; do
            for header in $(sed -n 's/^ *# *include *"\([^"]*\)".*/\1/p' "$file"); do
                header=${header##*/}
                case $seen in *" $header "*) continue ;; esac
                seen="$seen$header "
                for folder in src platforms; do
                    test -f "$folder/$header" && next="$next $folder/$header"
                done
            done
        done
        todo=$next
    done
    printf '%s\n' $seen
}

# forbid TITLE HEADERS FILES…: no FILE may reach any of HEADERS.
forbid() {
    title=$1 headers=$2
    shift 2
    found=
    for file; do
        test -f "$file" || continue
        for header in $(includes "$file"); do
            case " $headers " in *" $header "*) found="$found$file includes $header
" ;; esac
        done
    done
    report "$title" "$found"
}

report() {
    if test -z "$2"; then
        echo "ok - $1"
    else
        echo "not ok - $1:"
        printf '%s\n' "$2"
        status=1
    fi
}

# code FILE: its text without comments and strings, line for line.
code() {
    awk '
    {
        line = $0; out = ""
        while (line != "") {
            if (comment) {
                end = index(line, "*/")
                if (!end) break
                line = substr(line, end + 2); comment = 0
            } else if (match(line, /^"([^"\\]|\\.)*"/) || match(line, /^\047([^\047\\]|\\.)+\047/)) {
                out = out "\"\""; line = substr(line, RLENGTH + 1)
            } else if (substr(line, 1, 2) == "/*") {
                comment = 1; line = substr(line, 3)
            } else if (substr(line, 1, 2) == "//") {
                break
            } else {
                out = out substr(line, 1, 1); line = substr(line, 2)
            }
        }
        print out
    }' "$1"
}

forbid 'a platform sees no solver' \
    'hierarchy.h moments.h ode.h pauli.h prediction.h solver.h solvers.h' \
    platforms/*.c
forbid 'a solver sees no laboratory' \
    'lab.h param.h platform.h platforms.h tree.h units.h' \
    src/solver_*.c src/band.c src/curve.c src/ensemble.c src/ensemble_file.c src/gauge.c src/kept.c src/predict.c src/cross_check.c src/statistics.c src/trajectory.c src/unravel.c src/wave.c src/density.c src/dicke.c src/frame.c src/master.c src/hierarchy.c src/initial.c src/moments.c src/ode.c \
    src/pauli.c src/plan.c src/prediction.c src/rates.c src/solvers.c src/squeezing.c src/steady.c

printing='(^|[^A-Za-z0-9_])(stdout|stderr|(printf|vprintf|puts|putchar|perror|exit|_exit|abort) *\()'
found=
for file in src/*.c platforms/*.c; do
    case $file in
    src/main.c | src/cmd.c | src/cmd_*.c | src/options.c | src/watch.c | src/commands.c | src/templates.c) continue ;;
    esac
    test -f "$file" || continue
    lines=$(code "$file" | grep -En "$printing") && found="$found$file:
$lines
"
done
report 'only the program prints or exits' "$found"
exit $status
