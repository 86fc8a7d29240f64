#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# squint check: the hierarchy of scales and the exit code.
. "${srcdir:-.}/tests/cli/lib.sh"

run 'Sr-87 clock' check --quiet "$srcdir/platforms/sr87-clock-cavity.yaml"
exits 0
complains ''
prints - <<'END'

Validity of the spin model
  ok       gamma_s <~ N Gamma       ratio 0.01865     limit 1
           else: single atoms relax before the ensemble acts together: no squeezing builds up
  ok       N Gamma << g sqrt(N)     ratio 0.002133    limit 0.1
           else: the ensemble emits as fast as it exchanges photons with the cavity: the field no longer follows the atoms
  ok       g sqrt(N) << kappa       ratio 0.002667    limit 0.1
           else: photons are reabsorbed before they leak out: the cavity field cannot be eliminated
  ok       gamma_s << kappa         ratio 1.061e-07   limit 0.1
           else: atoms relax while the field settles: the cavity field cannot be eliminated
END
run 'Sr-87 clock, title' check "$srcdir/platforms/sr87-clock-cavity.yaml"
prints_part 'Sr-87 clock transition in a bad cavity'

run 'Sr-88 intercombination' check -q "$srcdir/platforms/sr88-intercombination-cavity.yaml"
exits 3
complains ''
prints - <<'END'

Validity of the spin model
  VIOLATED gamma_s <~ N Gamma       ratio 1.031       limit 1
           single atoms relax before the ensemble acts together: no squeezing builds up
  ok       N Gamma << g sqrt(N)     ratio 0.0006671   limit 0.1
           else: the ensemble emits as fast as it exchanges photons with the cavity: the field no longer follows the atoms
  VIOLATED g sqrt(N) << kappa       ratio 71.24       limit 0.1
           photons are reabsorbed before they leak out: the cavity field cannot be eliminated
  ok       gamma_s << kappa         ratio 0.04902     limit 0.1
           else: atoms relax while the field settles: the cavity field cannot be eliminated
END

run '--json, valid' check --json "$srcdir/platforms/sr87-clock-cavity.yaml"
exits 0
check 'four conditions hold' test "$(grep -c '"ok": true' out)" -eq 4
run '--json, violated' check --json "$srcdir/platforms/sr88-intercombination-cavity.yaml"
exits 3
check 'two conditions fail' test "$(grep -c '"ok": false' out)" -eq 2
prints_part '"name": "bad-cavity"'

run 'repaired by --set' check -q "$srcdir/platforms/sr88-intercombination-cavity.yaml" \
    -s 'cavity.coupling=10 Hz' -s 'decoherence.relaxation_rate=0 1/s'
exits 0
run '-o of a violated lab' check "$srcdir/platforms/sr88-intercombination-cavity.yaml" -o written
exits 3
check 'the file is there' grep -q VIOLATED written

printf '%s\n' 'squint: 1' 'platform: model' 'atoms: {number: 37}' \
    'rates: {gamma_collective: 0, gamma_s: 4}' 'drive: {rabi: 2}' >model.yaml
run 'ratio that does not exist' check model.yaml
exits 3
prints_part 'ratio infinite    limit 1'
run 'the same in JSON' check --json model.yaml
prints_part '"ratio": null'
finish
