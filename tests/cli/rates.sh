#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# squint rates: the translation of the worked lab, and its misreadings.
. "${srcdir:-.}/tests/cli/lib.sh"
lab=$srcdir/platforms/sr87-clock-cavity.yaml

# rate NAME: its value in the JSON of the last run.
rate() { sed -n "s/^    \"$1\": \([^,]*\),\{0,1\}\$/\1/p" out | head -n 1; }

run 'worked lab' rates "$lab"
exits 0
complains ''
prints_part '  Omega                                     2π × 904.2 mHz        5.681 rad/s'
prints_part '  N_c = 2 Omega/Upsilon_c                   9477'
prints_part '  relaxation time, 1/gamma_s                10.00 s'
prints_part '  cooperativity with gamma in all           0.0268083'
prints_part '  cooperativity with the natural linewidth  0.426667'
check 'no conventions unasked' sh -c '! grep misread out'

run '--conventions' rates --conventions "$lab"
exits 0
sed -n '/misread/,$p' out | awk 'NR > 2 { print $NF }' >ratios
check 'gamma_s/Gamma under each reading' \
    test "$(tr '\n' ' ' <ratios)" = '186.5 46.63 149.2 373.0 1172 373.0 7363 186.5 248.7 '
check 'chi changes its sign with the detuning' \
    grep -q 'Delta_c is cavity minus atom  *2π × 85.33 µHz  *2π × -85.33 µHz' out

run '--conventions --json' rates --conventions --json "$lab"
exits 0
prints_part '"misreading": "2g used where g is meant: g doubled"'
check 'eight misreadings' test "$(grep -c '"misreading"' out)" -eq 8
check 'one document' test "$(grep -c '^[{}]$' out)" -eq 2

run 'the sign of the detuning' rates --json "$lab"
gamma=$(rate Gamma) chi=$(rate chi)
again rates --json "$lab" -s 'cavity.detuning=-150 kHz'
check 'Gamma is the same' test "$gamma" = "$(rate Gamma)"
check 'chi is turned round' test "-$chi" = "$(rate chi)"

run 'no drive is physics' rates --json "$lab" -s 'drive.ratio=0'
exits 0
check 'Omega' test "$(rate Omega)" = 0.0

run 'uncertainties' rates -q "$lab" -s 'cavity.coupling=4.00 ± 0.04 Hz'
exits 0
prints_part '2π × (85.3 ± 1.7) µHz           (5.36 ± 0.11)e-4 rad/s'
prints_part 'gamma_s/Gamma                             186.5 ± 3.7'
prints_part 'chi/Gamma                                 1'
run 'uncertainties in JSON' rates --json "$lab" -s 'cavity.coupling=4.00 ± 0.04 Hz'
prints_part '"gamma_s_over_Gamma": 3.73'

run '--quiet' rates --quiet "$lab"
exits 0
check 'rates only' sh -c 'grep -q Upsilon_c out && ! grep "Input in effect" out'
run '-o' rates "$lab" -o there
prints ''
check 'written' grep -q Upsilon_c there

run 'direction with a Unicode minus' rates "$lab" -s 'initial.direction=−x'
exits 0
complains ''
run '--strict, violated' rates --strict "$srcdir/platforms/sr88-intercombination-cavity.yaml" -s atoms.number=1000
exits 3
run 'nothing on standard input' rates -
exits 2
begin 'lab on standard input'
"$SQUINT" rates - <"$lab" >out 2>err
code=$?
exits 0
prints_part 'standard input   (squint'

printf '%s\n' 'squint: 1' 'platform: model' 'atoms: {number: 37}' \
    'rates: {chi: 0.2385, gamma_s: 4}' 'drive: {ratio: 0.9}' >model.yaml
run 'model' rates --conventions model.yaml
exits 0
prints_part '  chi                                       0.238500'
prints_part 'none, the rates are given directly'
check 'no hertz in plain units' sh -c '! grep -e Hz -e rad/s out'
run 'conventions of a coupling from geometry' rates -q --conventions "$srcdir/platforms/sr87-geometry-cavity.yaml"
exits 0
check 'every one has its numbers' sh -c '! grep -e null -e " - (" out'
run 'conventions that cannot be' rates -q --conventions "$srcdir/platforms/ca40-two-ions-cavity.yaml"
exits 0
prints_part 'g is the antinode value in an incommensurate lattice        - (atoms whose coupling'
run 'an uncertainty against the rest' rates -q "$srcdir/platforms/mg25-penning-cold.yaml" -s trap.ions=217 -s 'atoms.number=124 ± 3'
exits 2
complains_part 'the uncertainty of atoms.number cannot be propagated'
check 'one fault, one message' test "$(wc -l <err)" -eq 1
run 'an uncertainty beyond everything' rates -q "$lab" -s 'cavity.coupling=4 Hz ± 1e300 Hz'
exits 2
complains_part 'is beyond any laboratory'
finish
