#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# squint new: labs to begin with, which run as they are.
. "${srcdir:-.}/tests/cli/lib.sh"

for platform in $("$SQUINT" list platforms | sed -n 's/^\([a-z]*\) .*/\1/p'); do
    run "new $platform, which runs as it is" new "$platform"
    exits 0
    complains ''
    prints_part "platform: $platform"
    cp out "$platform.yaml"
    again predict -q "$platform.yaml"
    exits 0
    prints_part 'best squeezing'
    again check -q "$platform.yaml"
    complains ''
done
run 'as many qubits as one can build' new circuit
prints_part '  number: 2'
run '-o' new cavity -o mine.yaml
exits 0
prints ''
check 'written' cmp cavity.yaml mine.yaml
run 'a file that is there' new cavity -o mine.yaml
exits 1
complains 'squint: mine.yaml is there already, and may hold a lab of yours: remove it, or give another name'
run 'unknown platform' new cavty
exits 2
complains "squint: unknown platform 'cavty'; did you mean 'cavity'?"
run 'nowhere near' new zebra
exits 2
complains "squint: unknown platform 'zebra'; see 'squint list platforms'"
run 'which one?' new
exits 2
complains 'squint: PLATFORM is missing: squint new PLATFORM [OPTION]...'
run 'no folder' new cavity -o nowhere/lab.yaml
exits 1
complains_part 'squint: nowhere/lab.yaml: '
finish
