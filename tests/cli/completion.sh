#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Shells complete what the tables hold, and the man page lists it.
. "${srcdir:-.}/tests/cli/lib.sh"
: "${builddir:?}"
mkdir folder
: >lab.yaml
: >'two words.yaml'

# completes TITLE WORDS WANTED…: what bash offers for the last of the words.
completes() {
    begin "$1"
    bash -c '. "$1"; compopt() { :; }
        # As readline does, = stands alone.
        read -ra COMP_WORDS <<<"${2//=/ = }"
        [[ $2 == *[\ =] ]] && COMP_WORDS+=("")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _squint squint "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf "%s" "${COMPREPLY[@]/%/$'\''\n'\''}"' bash "$builddir/completion/bash/squint" "$2" >out 2>err
    code=$?
    shift 2
    exits 0
    complains ''
    prints "$(printf '%s\n' "$@")"
}

if command -v bash >/dev/null; then
    completes 'a command' 'squint pre' predict
    completes 'all commands' 'squint ' predict optimize sweep tolerance budget clock compare rates check steady merge new list help
    completes 'an option' 'squint predict lab.yaml --cr' --cross-check
    completes 'an option of another command' 'squint rates lab.yaml --cr' ''
    completes 'what to list' 'squint list s' solvers species
    completes 'a platform' 'squint new c' cavity circuit
    completes 'a solver' 'squint predict lab.yaml --solver e' exact
    completes 'a solver behind =' 'squint predict lab.yaml --solver=e' exact
    completes 'a lab' 'squint check l' lab.yaml
    completes 'a lab with a blank' 'squint check tw' 'two words.yaml'
    completes 'a file to write' 'squint predict lab.yaml -o f' folder
    completes 'no number' 'squint predict lab.yaml --seed ' ''
    completes 'help' 'squint help st' steady
else
    echo 'skip - no bash: completion is not tried'
fi
if command -v fish >/dev/null; then
    begin 'fish'
    offered() { fish -c "source '$builddir/completion/fish/squint.fish'; complete -C '$1'" | cut -f1; }
    check 'a command' test "$(offered 'squint ste')" = steady
    check 'an option' test "$(offered 'squint predict lab.yaml --cr')" = --cross-check
    check 'what to list' test "$(offered 'squint list so')" = solvers
    check 'a solver' test "$(offered 'squint predict lab.yaml --solver ex')" = exact
fi

begin 'the man page has every command and option'
page=$builddir/doc/squint.1
test -f "$page" || page=$srcdir/doc/squint.1
"$builddir/src/cli/document" >table <<'END'
@table@
END
while read -r command option _; do
    escaped=$(printf '%s\n' "$option" | sed 's/-/\\-/g')
    check "$command" grep -Fq "squint $command" "$page"
    check "--$option" grep -Fq "\\fB\\-\\-$escaped\\fR" "$page"
done <table
if command -v groff >/dev/null; then
    begin 'the man page has no faults'
    check 'groff' test -z "$(groff -man -Tutf8 -ww "$page" 2>&1 >/dev/null)"
fi
finish
