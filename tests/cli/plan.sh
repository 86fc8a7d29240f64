# SPDX-License-Identifier: GPL-3.0-or-later
# doc/plan.md as a reader follows it: its lab, its commands, and every line of their answers.
. "${srcdir:-.}/tests/cli/lib.sh"
page=$srcdir/doc/plan.md
sed -n '/^```yaml$/,/^```$/p' "$page" | sed '/^```/d' >wish.yaml
check_line() { grep -qF -- "$1" out; }

grep '^    ' "$page" | sed 's/^    //' >steps
while IFS= read -r line; do
    case $line in
    '$ squint '*)
        # shellcheck disable=SC2086 # words of a command
        run "${line#??}" ${line#* squint }
        exits 0
        ;;
    *...) ;;
    *) check "$line" check_line "$line" ;;
    esac
done <steps
finish
