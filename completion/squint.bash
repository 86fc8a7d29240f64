# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of squint for bash 4 and newer; the lists are filled in from the program's tables.
_squint()
{
    local command='' cur=$2 prev=$3 operand='' options='' words=''
    # --option=value comes as three words.
    [[ $cur == = ]] && cur=
    [[ $prev == = ]] && prev=${COMP_WORDS[COMP_CWORD - 2]}
    ((COMP_CWORD > 1)) && command=${COMP_WORDS[1]}
    case $command in
@bash-commands@
    esac
    case $prev in
@bash-arguments@
    *) if [[ $cur == -* ]]; then words=$options; else words=$operand; fi ;;
    esac
    if [[ $words == FILE ]]; then
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
    else
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
    fi
}
complete -F _squint squint
