#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# squint steady: where the system ends up.
. "${srcdir:-.}/tests/cli/lib.sh"

printf '%s\n' 'squint: 1' 'platform: model' 'atoms: {number: 2000}' \
    'rates: {gamma_s: 0}' 'drive: {ratio: 0.9}' >lab.yaml
run 'closed form' steady -q lab.yaml
exits 0
complains ''
prints_part 'squeezing                                 3.6088 dB'
prints_part 'method                                    closed form'

run 'hierarchy' steady -q lab.yaml -s rates.gamma_s=4 -s drive.ratio=0.5
exits 0
prints_part 'cumulant, order 4'

run 'master equation' steady -q lab.yaml -s atoms.number=10 -s rates.gamma_s=4
exits 0
prints_part 'method                                    exact'

run '--json' steady --json lab.yaml
exits 0
prints_part '"steady": {'
prints_part '"method": "closed form"'
prints_part '"time": null'

run 'nothing is shown as -0' steady -q "$srcdir/platforms/sr87-geometry-cavity.yaml" -s atoms.number=10
exits 0
prints_part '  squeezing                                 0.000 ± 0.000 dB'

run 'no steady state to be had' steady -q lab.yaml -s rates.gamma_s=4
exits 1
prints ''
complains 'squint: no order of the hierarchy comes to rest: above the critical drive (Upsilon_c/sqrt(2) with relaxation) the steady state is a broad mixture; lower the drive, or take at most 24 spins, which are solved exactly'

run 'a term that the closed form does not know' steady -q lab.yaml -s rates.chi_z=1
exits 2
complains 'squint: collective steady state: chi_z (one-axis twisting) is 1, and the closed form knows only chi, Gamma and Omega; set it to 0, or let a solver run until nothing changes'

finish
