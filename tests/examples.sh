#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The programs of doc/examples, which `make check` builds with what is installed of the library.
examples=${builddir:?}/doc/examples
SQUINT=$(cd "$examples" && pwd)/predict
. "${srcdir:-.}/tests/cli/lib.sh"
lab=$srcdir/platforms/sr87-clock-cavity.yaml

run 'predict.c answers as the command does' "$lab"
exits 0
prints '7.89 +- 0.06 dB after 2.106 s'
complains ''
again "$srcdir/platforms/README.md"
exits 1
prints ''
complains_part 'README.md:'

# The drive and the direction that the file has are near the best ones.
SQUINT=${SQUINT%predict}optimize
run 'optimize.c tells the best settings and what Poisson noise leaves' "$lab"
exits 0
complains ''
check 'a line for each free input' test "$(grep -c ' = ' out)" -eq 3
prints_part 'drive.ratio = 0.9'
prints_part 'initial.direction.azimuth = 14'
prints_part 'dB after 2.'
prints_part 'with Poisson noise of the number'
finish
