#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What libsquint exports begins with sq_ and stands in a header that is installed; what those
# headers include is installed too; and no object of ours has mutable data at file scope.
: "${builddir:=.}" "${NM:=nm}"
if test -n "$SQUINT_SANITIZED"; then
    echo 'skip - symbols.sh: sanitizers add symbols of their own'
    exit 77
fi
status=0

# check TITLE OFFENDERS: OFFENDERS, one a line, should be empty.
check() {
    if test -z "$2"; then
        echo "ok - $1"
    else
        echo "not ok - $1:"
        printf '%s\n' "$2"
        status=1
    fi
}

shared=$(find "$builddir/.libs" -name 'libsquint.so.*.*.*' -o -name 'libsquint.so' -type f | head -n 1)
static=$builddir/.libs/libcore.a # all objects of the library

# The headers of Makefile.am's list, and the sources they are in.
srcdir=${srcdir:-.}
public=$(sed -n '/^public_headers = /,/[^\\]$/p' "$srcdir/Makefile.am" | tr -d '\\' | sed 1d)

check 'public headers are marked, others are not' "$(
    cd "$srcdir" && for header in src/*/*.h; do
        marked=$(grep -c '^SQ_PUBLIC_BEGIN$' "$header")
        listed=$(printf '%s\n' $public | grep -Fcx "$header")
        test "$header" = src/base/public.h || test "$marked" = "$listed" || echo "$header"
    done)"
check 'public headers include public ones' "$(
    cd "$srcdir" && sed -n 's/^#include "\(.*\)"/src\/\1/p' $public | sort -u |
        grep -Fvx "$(printf '%s\n' $public)")"

if test -f "$shared"; then
    exported=$($NM -D --defined-only "$shared" | awk 'NF == 3 { print $3 }')
    check 'the shared library exports nothing but sq_*' \
        "$(printf '%s\n' "$exported" | grep -v '^sq_')"
    check 'what is exported is in a public header' "$(
        cd "$srcdir" && printf '%s\n' $exported | while read -r symbol; do
            grep -qw "$symbol" $public || echo "$symbol"
        done)"
    check 'the shared library exports something' \
        "$(test -n "$exported" || echo "no symbol in $shared")"
fi
if test -f "$static"; then
    check 'the library defines nothing but sq_*' \
        "$($NM -g --defined-only "$static" | awk 'NF == 3 && $3 !~ /^sq_/ { print $3 }')"
fi

# names: "FILE SYMBOL" where the symbol holds neither the file's name nor begins with the first
# word of it (solvers.c: sq_solver_find, lab_change.c: sq_lab_changed).
names() {
    for object in $objects; do
        file=${object##*/}
        $NM -g --defined-only "$object" | awk -v file="${file%.o}" '
            { word = file; sub(/_.*/, "", word); sub(/s$/, "", word) }
            NF == 3 && !index($3, file) && index($3, "sq_" word) != 1 && $3 != "main" {
                print file ".c", $3
            }'
    done
}

# The sysv format names the section; .data.rel.ro holds const data with addresses.
objects=$(cd "$builddir" && find src platforms -name '*.o' 2>/dev/null |
    while read -r object; do
        # Where only a shared library is made its objects lie in .libs; one may be left of a
        # source that is no more.
        name=$(printf '%s\n' "$object" | sed 's|\.libs/||')
        test -f "$srcdir/${name%.o}.c" && printf '%s\n' "$builddir/$object"
    done)
check 'the objects of the library are there' "$(
    printf '%s\n' $objects | grep -q '/src/solvers/' || echo "none in $builddir")"
check 'a name tells its file' "$(names)"
if $NM -f sysv $objects >/dev/null 2>&1; then
    # A signal handler can reach nothing else than the one flag.
    check 'no mutable data at file scope' "$($NM -A -f sysv $objects | awk -F '|' '
        { section = $NF; gsub(/ /, "", section) }
        section ~ /^(\.data|\.bss|\.tdata|\.tbss|\*COM\*)/ && section !~ /^\.data\.rel\.ro/' |
        grep -v 'watch.o:interrupted ')"
fi
exit $status
