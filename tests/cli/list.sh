#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# squint list: what the tables hold.
. "${srcdir:-.}/tests/cli/lib.sh"

run platforms list platforms
exits 0
complains ''
for platform in cavity penning circuit model; do
    prints_part "$platform "
done
prints_part 'circuit      superconducting qubits on one lossy microwave resonator'
run solvers list solvers
exits 0
prints_part 'mean-field   moment hierarchy, order 1'
prints_part 'cumulant     moment hierarchy, order 2, 3 or 4'
run species list species
exits 0
prints_part 'Sr-87        1S0 - 3P0 (clock), 698.4457 nm'
prints_part 'Sr-88        1S0 - 3P1 (intercombination), 689.4489 nm'
run parameters list parameters
exits 0
for key in squint platform atoms.number cavity.coupling cavity.linewidth cavity.detuning \
    decoherence.relaxation_time drive.ratio drive.rabi drive.power initial.direction time.until \
    rates.gamma_collective rates.gamma_s rates.chi_z; do
    prints_part "  $key "
done
prints_part '                                           e.g. 4.08 cm'
prints_part '                                           one of uniform, peak, rms, fourth-moment'
prints_part '                                           excludes cavity.finesse'
# Every listed name is accepted where it is asked for: a lab for which all of them but one are made.
cat >lab.yaml <<'EOF'
squint: 1
platform: model
atoms:
  number: 37
rates:
  gamma_collective: 1
drive:
  ratio: 0.8
EOF
for solver in $("$SQUINT" list solvers | sed -n 's/^\([a-z-]*\)  .*/\1/p'); do
    case $solver in
    ising) set -- --set rates.gamma_collective=0 --set rates.chi_z=1 --set drive.rabi=0 ;;
    *) set -- ;;
    esac
    run "solver $solver" predict -q --solver "$solver" --csv lab.yaml "$@"
    exits 0
done
run figures list figures
prints 'curves
map
predict
sweep
budget
tolerance'
run 'what can be listed is in the help' list --help
prints_part 'WHAT: platforms, solvers, species, parameters or figures'
again --help
prints_part 'WHAT: platforms, solvers, species, parameters or figures'

run 'almost a name' list platform
exits 2
prints ''
complains "squint: cannot list 'platform'; did you mean 'platforms'?"
run 'no name' list zebras
exits 2
complains "squint: cannot list 'zebras'; there are platforms, solvers, species, parameters, figures"
if test -c /dev/full; then
    begin 'full disk'
    "$SQUINT" list species >/dev/full 2>err
    code=$?
    exits 1
    complains 'squint: standard output: cannot write: No space left on device'
fi
finish
