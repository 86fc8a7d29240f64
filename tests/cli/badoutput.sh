#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Output that cannot be written: exit code 1, a reason, and nothing left behind.
. "${srcdir:-.}/tests/cli/lib.sh"
lab=$srcdir/platforms/sr87-clock-cavity.yaml
way_out='choose a folder that exists and that you may write to'

# fails TITLE PATH REASON
fails() {
    run "$1" predict "$lab" -o "$2"
    exits 1
    prints ''
    complains "squint: $2: cannot write: $3"
}

fails 'no such folder' nowhere/x "No such file or directory; $way_out"
fails 'a folder' . 'it is a folder'
: >plain
fails 'below a file' plain/x "Not a directory; $way_out"
check 'nothing beside' test "$(ls -d plain*)" = plain

longest=$(printf 'a%.0s' $(seq 255))
fails 'a name that is too long' "${longest}b" 'its name is too long; choose a shorter one'
run 'the longest name that there is' predict "$lab" -q -o "$longest"
exits 0
check 'it is written' test -s "$longest"
rm -f "$longest"

# Through a symbolic link, which stays one; the file keeps its mode.
: >target
chmod 640 target
ln -s target link
run 'through a link' predict "$lab" -q -o link
exits 0
check 'still a link' test -L link
check 'its target is written' grep -q 'best squeezing' target
check 'the mode is kept' test "$(stat -c %a target)" = 640
ln -s later dangling
run 'through a link to nothing yet' rates "$lab" -q -o dangling
exits 0
check 'still a link' test -L dangling
check 'its target is written' grep -q Gamma later
echo 'before' >log
begin 'standard output by its name, behind what is there'
"$SQUINT" rates "$lab" -q -o /dev/stdout >>log 2>err
code=$?
exits 0
check 'what was there' test "$(head -n 1 log)" = before
check 'what was written' grep -q Gamma log

mkdir locked
chmod a-w locked
if test "$(id -u)" -ne 0; then
    fails 'read-only folder' locked/x "Permission denied; $way_out"
    check 'nothing in it' test -z "$(ls locked)"
    again rates "$lab" -q -o kept
    chmod a-w kept
    fails 'read-only file' kept 'Permission denied'
fi
chmod u+w locked

if test -c /dev/full; then
    fails 'full device' /dev/full 'No space left on device'
    for command in predict rates check 'rates --json'; do
        begin "$command on a full disk"
        # shellcheck disable=SC2086 # words of a command
        "$SQUINT" $command "$lab" >/dev/full 2>err
        code=$?
        exits 1
        complains 'squint: standard output: cannot write: No space left on device'
    done
fi
finish
