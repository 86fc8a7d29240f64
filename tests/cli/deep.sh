#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# squint check --deep: what the elimination of the mode costs.
. "${srcdir:-.}/tests/cli/lib.sh"
labs=$srcdir/platforms

run 'Sr-87 clock' check -q --deep "$labs/sr87-clock-cavity.yaml"
exits 0
complains ''
prints_part 'With the mode kept (moment hierarchy, order 2)'
prints_part '  the elimination is off by                 '
prints_part '(with the mode less without it; -: the spin model promises too much)'
prints_part ' (closed alike; compare these two only)'
prints_part "To check this: few spins with the lab's ratios, 6 at eps = 0.03"
prints_part '  by the moment hierarchy, order 2          '
prints_part '  exactly                                   '
run '--json' check --json --deep "$labs/sr87-clock-cavity.yaml"
exits 0
prints_part '"difference_db": '
check 'less than 1e-4 dB' awk '/"difference_db"/ && !n++ { d = $2 + 0; ok = d < 1e-4 && d > -1e-4 }
    END { exit !ok }' out
again check --json "$labs/sr87-clock-cavity.yaml"
check 'nothing of it without --deep' sh -c '! grep deep out'
run 'cold ions' check -q --deep "$labs/mg25-penning-cold.yaml"
complains ''
prints_part 'the elimination is off by'
run 'two qubits' check -q --deep "$labs/transmons-circuit.yaml"
complains ''
prints_part 'With the mode kept (exact: master equation with '
prints_part '  the elimination is off by                 +0.012 dB at the best, up to +0.013 dB on the way, '
run 'too hot for few' check -q --deep "$labs/mg25-penning.yaml"
prints_part '  exactly                                   - (so few spins are not squeezed)'
run 'strong coupling' check -q --deep "$labs/cs133-lossy-cavity.yaml"
exits 3
complains ''
"$SQUINT" new model >model.yaml
run 'no mode' check --deep model.yaml
exits 2
complains "squint: platform 'model' has no mode that was eliminated: there is nothing deeper to check"
run 'few spins that cannot be followed' check -q --deep "$labs/mg25-penning-cold.yaml" -s initial.direction=+z -s drive.ratio=0.1 -s 'decoherence.relaxation_rate=1e6 1/s'
complains ''
prints_part '  exactly                                   - ('
finish
