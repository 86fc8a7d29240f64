#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Includes go one way, no two files need each other, and only the program prints or exits.
# What a file may include follows from the folder it lies in.
cd "${srcdir:-.}" || exit 99
top=$PWD
: "${builddir:=.}" "${NM:=nm}"
status=0

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

# includes: "FILE HEADER" for every header of ours that a source of ours includes.
includes() {
    for file in src/*/*.[ch] platforms/*.[ch]; do
        test -f "$file" || continue
        sed -n "s|^ *# *include *\"\([^\"]*\)\".*|$file src/\1|p" "$file" |
            sed 's| src/platforms/| platforms/|'
    done
}

# The floors of the house, from the ground up.  On those with two names, the two towers, which
# do not see each other: physics solved, and laboratories translated.
upward() {
    awk '
    BEGIN {
        n = split("base model solvers,input predict,apparatus -,platforms -,lab " \
                  "beyond planning report cli", floors, " ")
        for (i = 1; i <= n; i++) {
            split(floors[i], rooms, ",")
            rank[rooms[1]] = i; tower[rooms[1]] = rooms[2] ? 1 : 0
            if (rooms[2]) { rank[rooms[2]] = i; tower[rooms[2]] = 2 }
        }
    }
    function folder(path) { sub(/\/[^\/]*$/, "", path); sub(/^src\//, "", path); return path }
    {
        from = folder($1); to = folder($2)
        if (!(from in rank)) { print $1 ": the folder " from " has no place in tests/layers.sh"; next }
        if (!(to in rank)) { print $1 " includes " $2 ", which lies in no folder of the house"; next }
        if (rank[to] > rank[from]) print $1 " includes " $2 ", which lies above it"
        if (tower[from] && tower[to] && tower[from] != tower[to])
            print $1 " includes " $2 " of the other tower"
    }' "$1"
}

# circles: names of files, from "FILE NEEDED" lines, that need each other.
circles() {
    awk '$1 != $2' "$1" | tsort 2>&1 >/dev/null | sed -n 's/^tsort: \([^ ]*\)$/\1/p'
}

# calls: "FILE.o FILE.o" where the first uses a symbol of the second.
calls() {
    (cd "$builddir" && find src platforms -name '*.o' 2>/dev/null |
        while read -r object; do
            # Where only a shared library is made its objects lie in .libs; one may be left of a
            # source that is no more.
            name=$(printf '%s\n' "$object" | sed 's|\.libs/||')
            test -f "$top/${name%.o}.c" || continue
            $NM -g "$object" | awk -v o="$name" '
                NF == 3 { print "defines", $3, o } NF == 2 && $1 == "U" { print "uses", $2, o }'
        done) | awk '
        $1 == "defines" { home[$2] = $3 }
        $1 == "uses" { used[++n] = $2; by[n] = $3 }
        END { for (i = 1; i <= n; i++) if (used[i] in home) print by[i], home[used[i]] }' | sort -u
}

work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT

includes >"$work/includes"
report 'no include goes upward' "$(upward "$work/includes")"
# A source and its header are one file here.
sed 's/\.[ch]\( \|$\)/\1/g' "$work/includes" >"$work/modules"
report 'no two files include each other' "$(circles "$work/modules")"
calls >"$work/calls"
report 'calls were found' "$(grep -q 'src/solvers/.* src/model/' "$work/calls" ||
    echo "no object of the library in $builddir")"
report 'no two files call each other' "$(circles "$work/calls")"

printing='(^|[^A-Za-z0-9_])(stdout|stderr|(printf|vprintf|puts|putchar|perror|exit|_exit|abort) *\()'
found=
for file in src/*/*.c platforms/*.c; do
    case $file in src/cli/*) continue ;; esac
    test -f "$file" || continue
    lines=$(code "$file" | grep -En "$printing") && found="$found$file:
$lines
"
done
report 'only the program prints or exits' "$found"
exit $status
