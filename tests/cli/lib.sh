# SPDX-License-Identifier: GPL-3.0-or-later
# For command-line tests; each begins with
#     . "${srcdir:-.}/tests/cli/lib.sh"
# and ends with `finish`.  By hand: SQUINT=$PWD/build/squint sh tests/cli/NAME.sh
#
# A test is a case: one behaviour with a name, however many runs and checks it takes.
#
#   run TITLE ARGUMENT…   begins a case and runs squint
#   begin TITLE           begins a case
#   again ARGUMENT…       runs squint within the case
#   exits CODE            exit code of the last run
#   prints TEXT           standard output is exactly TEXT; with -, what is on standard input
#   complains TEXT        the same for standard error
#   prints_part TEXT      standard output contains TEXT (one line or a part of it)
#   complains_part TEXT   the same for standard error
#   check WORDS COMMAND…  the command succeeds
#
# The work folder is a temporary one, left in ./out and ./err is what the last run
# wrote; $srcdir is absolute.
set -u
: "${SQUINT:?is the absolute path of the program}"
srcdir=$(cd "${srcdir:-.}" && pwd)
cli_work=$(mktemp -d "${TMPDIR:-/tmp}/squint-cli.XXXXXX") || exit 99
cli_title='' cli_checks=0 cli_fault='' cli_failed=0 cli_finished=no
trap 'cli_end $?' EXIT
trap 'exit 99' HUP INT TERM
cd "$cli_work" || exit 99

cli_end() {
    cd / && rm -rf "$cli_work"
    if test "$cli_finished" = no; then
        echo "not ok - ${cli_title:-the script} stopped before its end (status $1)"
        exit 1
    fi
}

# Tells how the case ended, if there is one.
cli_close() {
    test -n "$cli_title" || return 0
    test "$cli_checks" -gt 0 || cli_fault='nothing was checked'
    if test -z "$cli_fault"; then
        echo "ok - $cli_title"
    else
        echo "not ok - $cli_title: $cli_fault"
        cli_failed=1
    fi
    cli_title='' cli_checks=0 cli_fault=''
}

finish() {
    cli_close
    cli_finished=yes
    exit "$cli_failed"
}

# cli_report STATUS WORDS
cli_report() {
    cli_checks=$((cli_checks + 1))
    test "$1" -eq 0 || test -n "$cli_fault" || cli_fault=$2
    return "$1"
}

begin() {
    cli_close
    cli_title=$1
}

again() {
    "$SQUINT" "$@" >out 2>err </dev/null
    code=$?
}

run() {
    begin "$1"
    shift
    again "$@"
}

exits() {
    test "$code" -eq "$1"
    cli_report $? "exit code $1" || { echo "  exit code was $code"; sed 's/^/  err: /' err; }
}

# cli_same FILE TEXT WORDS
cli_same() {
    case $2 in
    -) cat >wanted ;;
    '') : >wanted ;;
    *) printf '%s\n' "$2" >wanted ;;
    esac
    diff wanted "$1" >difference
    cli_report $? "$3" || sed 's/^/  /' difference
}

# cli_part FILE TEXT WORDS
cli_part() {
    grep -Fq -e "$2" "$1"
    cli_report $? "$3 '$2'" || sed 's/^/  /' "$1"
}

prints() { cli_same out "$1" 'standard output'; }
complains() { cli_same err "$1" 'standard error'; }
prints_part() { cli_part out "$1" 'standard output has'; }
complains_part() { cli_part err "$1" 'standard error has'; }

check() {
    cli_words=$1
    shift
    "$@"
    cli_report $? "$cli_words: $*"
}
