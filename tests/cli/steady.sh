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

run 'nothing is shown as -0' steady -q "$srcdir/platforms/sr87-geometry-cavity.yaml" -s atoms.number=10 -s drive.ratio=0.01
exits 0
prints_part '  squeezing                                 0.0000 dB'

run 'a broad mixture' steady -q lab.yaml -s atoms.number=100 -s rates.gamma_s=2
exits 0
prints_part 'method                                    trajectories'
prints_part 'in the striped region: transient squeezing beyond the steady state'

run 'two branches' steady -q lab.yaml -s atoms.number=20 -s rates.gamma_s=0.4 -s drive.ratio=0.65
exits 0
prints_part 'between the edges: bistable'
prints_part '  lower branch                              1.0'
prints_part 'weight 0.'
prints_part 'mean time to relax between them'

# Trajectories would take weeks; u² = -2 (1+z) z, r being 1e-9: z = -0.60932, and 0.
run 'mean field alone tells of the branches' steady -q lab.yaml -s atoms.number=1e6 -s rates.gamma_s=1e-3 -s drive.ratio=0.69
exits 0
prints_part 'squeezing                                 not known: mean field alone tells of so many spins; trajectories that settle would take about 2.'
prints_part 'method                                    mean-field'
prints_part '  lower branch                              xi^2 not known, 2 <Jz>/N = -0.6093'
prints_part '  upper branch                              xi^2 not known, 2 <Jz>/N = 0.0000'
prints_part 'to which the initial state leads'

run 'hardly any relaxation' steady -q lab.yaml -s atoms.number=2 -s rates.gamma_s=1e-5 -s drive.ratio=0.158
exits 0
prints_part 'settles within, 1/e                       99985'

run 'two spins have two total spins' steady -q lab.yaml -s atoms.number=2 -s rates.gamma_s=1e-5 -s drive.ratio=0.158
prints_part 'triplet, J = 1 '
prints_part 'dark singlet, J = 0                       no mean spin, 2 <Jz>/N = 0.0000, weight 0.0002'

# The other way up: what a pump leaves to the singlet has less <Jz> than the triplet.
run 'pumped' steady -q lab.yaml -s atoms.number=2 -s rates.gamma_up=1e-5 -s rates.gamma_collective=0 -s rates.gamma_collective_up=1 -s rates.gamma_s=0 -s drive.ratio=0 -s rates.chi_z=1
prints_part 'dark singlet, J = 0 '

run 'three spins' steady --json lab.yaml -s atoms.number=3 -s rates.gamma_s=1e-5 -s drive.ratio=0.158
prints_part '"name": "quartet"'
prints_part '"name": "doublet"'

run 'a term that the closed form does not know' steady -q lab.yaml -s atoms.number=20 -s rates.chi_z=1
exits 0
prints_part 'method                                    exact'

run 'edges of the bistable region' rates lab.yaml -s atoms.number=500 -s rates.gamma_s=1 -s drive.ratio=0.9
exits 0
prints_part '  Upsilon_lower, bistable above             0.126'
prints_part "  Upsilon_upper = Upsilon'_c                0.7099"
prints_part 'in the striped region: transient squeezing beyond the steady state'

run 'no edges where other terms act' rates --json lab.yaml -s rates.gamma_s=1 -s rates.chi_z=0.1
exits 0
prints_part '"Upsilon_upper": null'
prints_part '"region": null'

run 'the gain over the steady state without relaxation' predict -q --solver cumulant lab.yaml -s rates.gamma_s=4 -s drive.ratio=0.8
exits 0
prints_part 'dB, whose steady state has 2.2'

run 'what it ends in depends on the start' steady -q lab.yaml -s atoms.number=20 -s rates.gamma_collective=0 -s rates.chi_z=1 -s drive.rabi=0
exits 1
prints ''
complains_part 'depends on where it starts; follow it with'

run 'so many spins that swing for ever' steady -q "$srcdir/platforms/mg25-penning.yaml" -s atoms.number=1e15
exits 2
prints ''
complains_part 'the moment hierarchy does not come to rest, and trajectories cannot go on from there'
complains_part "is for up to 1e8 spins, not 1e+15"

finish
