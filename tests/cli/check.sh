#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# squint check: the hierarchy of scales and the exit code.
. "${srcdir:-.}/tests/cli/lib.sh"

run 'Sr-87 clock' check --quiet "$srcdir/platforms/sr87-clock-cavity.yaml"
exits 0
complains ''
prints - <<'END'

Validity of the spin model
  ok       gamma_s <~ N Gamma         ratio 0.01865     limit 1, caution 0.1
           else: single spins relax before the ensemble acts together: no squeezing builds up
  ok       N Gamma << g sqrt(N)       ratio 0.002133    limit 0.632, caution 0.1
           else: the ensemble emits as fast as it exchanges quanta with the mode, which no longer follows the spins
  ok       g sqrt(N) << kappa or |K|  ratio 0.002385    limit 0.316, caution 0.1
           else: quanta are reabsorbed before they leak out: the mode cannot be eliminated
  ok       gamma_s << kappa           ratio 1.061e-07   limit 0.1
           else: spins relax while the mode settles: it cannot be eliminated
  ok       eps = N Gamma/kappa << 1   ratio 5.689e-06   limit 0.1, caution 0.01
           else: chi and Gamma are the second order in g: above 0.01 they are off by up to 3 eps, above 0.1 do not trust them
END
again check "$srcdir/platforms/sr87-clock-cavity.yaml"
prints_part 'Sr-87 clock transition in a bad cavity'

run 'Sr-88 intercombination' check -q "$srcdir/platforms/sr88-intercombination-cavity.yaml"
exits 0
complains ''
prints - <<'END'

Validity of the spin model
  ok       gamma_s <~ N |chi|         ratio 0.003156    limit 1, caution 0.1
           else: single spins relax before the ensemble acts together: no squeezing builds up
  ok       N Gamma << g sqrt(N)       ratio 0.0006671   limit 0.632, caution 0.1
           else: the ensemble emits as fast as it exchanges quanta with the mode, which no longer follows the spins
  CAUTION  g sqrt(N) << kappa or |K|  ratio 0.2180      limit 0.316, caution 0.1
           beyond the limit: quanta are reabsorbed before they leak out: the mode cannot be eliminated
  ok       gamma_s << kappa           ratio 0.04902     limit 0.1
           else: spins relax while the mode settles: it cannot be eliminated
  CAUTION  eps = N Gamma/kappa << 1   ratio 0.04752     limit 0.1, caution 0.01
           beyond the limit: chi and Gamma are the second order in g: above 0.01 they are off by up to 3 eps, above 0.1 do not trust them
  note     with all orders, near the ground state: Gamma = 2π × 6.375 mHz (x 0.8768), chi = 2π × 2.273 Hz (x 0.9565)
  note     the hierarchy as Tucker et al. (2020) print it, g sqrt(N) << kappa, does not hold: g sqrt(N) is 71.2 kappa. The mode is far detuned, where |K| = 327 kappa stands for kappa: g sqrt(N) is 0.218 |K|
  note     N Gamma/gamma_s = eps kappa/gamma_s: with eps <= 0.1 this linewidth and this gamma_s leave the window 1 <= N Gamma/gamma_s <= 2.04, whatever N and the detuning
END

run '--json, valid' check --json "$srcdir/platforms/sr87-clock-cavity.yaml"
exits 0
check 'five conditions hold' test "$(grep -c '"ok": true' out)" -eq 5
prints_part '"colour": "green"'
prints_part '"epsilon": 5.68888'
run '--json, violated' check --json "$srcdir/platforms/sr88-intercombination-cavity.yaml" -s atoms.number=1000
exits 3
check 'one condition fails' test "$(grep -c '"ok": false' out)" -eq 1
prints_part '"caution": 0.1'
prints_part '"name": "bad-cavity"'

run 'repaired by --set' check -q "$srcdir/platforms/sr88-intercombination-cavity.yaml" \
    -s 'cavity.coupling=10 Hz' -s 'decoherence.relaxation_rate=0 1/s'
exits 0
run '-o of a violated lab' check "$srcdir/platforms/sr88-intercombination-cavity.yaml" -s atoms.number=1000 -o written
exits 3
check 'the file is there' grep -q VIOLATED written

printf '%s\n' 'squint: 1' 'platform: model' 'atoms: {number: 37}' \
    'rates: {gamma_collective: 0, gamma_s: 4}' 'drive: {rabi: 2}' >model.yaml
run 'ratio that does not exist' check model.yaml
exits 3
prints_part 'ratio infinite    limit 1, caution 0.1'
again check --json model.yaml
prints_part '"ratio": null'
finish
