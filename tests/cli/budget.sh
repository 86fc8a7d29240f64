# SPDX-License-Identifier: GPL-3.0-or-later
# What each cause costs, as a table, for scripts and as a figure.
. "${srcdir:-.}/tests/cli/lib.sh"
sr87=$srcdir/platforms/sr87-clock-cavity.yaml

run 'the table' budget -q "$sr87"
exits 0
complains ''
prints_part 'squeezing then                            7.89 ± 0.06 dB by order 4'
prints_part 'relaxation of single spins          6.60     8.58      8.26       0.69 #######'
prints_part 'costs most: relaxation of single spins, 0.69 dB'
check 'within 80 columns' eval '! LC_ALL=C.UTF-8 grep -qE "^.{81}" out'

run 'Poisson fluctuations of N are told where nobody says how it fluctuates' budget -q "$sr87"
prints_part 'with it, dB, not counted above      then     re-timed  alone      cost'
prints_part 'if the number were Poisson          -0.78    6.94      8.49       0.95'
again budget -q "$sr87" --noise atoms.number=poisson
check 'not where they are a row' eval '! grep -q "not counted" out'
again budget --json "$sr87"
prints_part '"db_with": 6.93'

run 'noise is listed' budget -q "$sr87" --noise atoms.number=poisson --noise time.stop=2%
exits 0
prints_part 'noise of atoms.number '
prints_part 'noise of time.stop '

run 'what helps' budget -q "$srcdir/platforms/cs133-lossy-cavity.yaml"
prints_part 'helps: relaxation of single spins, without it there are 5.52 dB less'

run 'outside of the model' budget -q "$srcdir/platforms/cs133-lossy-cavity.yaml"
prints_part 'CAUTION                                   the spin model is out of its range for this apparatus'

run 'unequal couplings' budget -q "$srcdir/platforms/sr87-geometry-cavity.yaml"
prints_part 'spread of the coupling '
prints_part 'CAUTION                                   couplings differ: what follows is'
prints_part 'all by the uniform model, but the spread: by atoms in classes, of order 2'
check 'within 80 columns' eval '! LC_ALL=C.UTF-8 grep -qE "^.{81}" out'

run 'for scripts' budget --json "$sr87" --noise drive.ratio=1%
exits 0
prints_part '"cause": "noise.drive.ratio"'
prints_part '"cause": "stop"'
prints_part '"db_only": null'
prints_part '"ideal_db": 9.57'
cp out file
again budget --json "$sr87" --noise drive.ratio=1% --threads 3
check 'threads change nothing' cmp file out

run 'no squeezing' budget "$srcdir/platforms/mg25-penning.yaml"
exits 1
prints ''
complains_part 'this lab shows no squeezing: there is nothing that could be lost'
run 'a figure of no kind' budget "$sr87" --plot figure.txt
exits 2
complains_part 'must end in .png, .svg or .pdf'
if command -v gnuplot >/dev/null; then
    run 'the figure' budget -q "$sr87" --noise atoms.number=poisson --plot figure.svg
    exits 0
    check 'it has the causes' grep -q 'noise of atoms.number' figure.svg
    check 'and by what' grep -q '(order 4)' figure.svg
    again budget -q "$srcdir/platforms/cs133-lossy-cavity.yaml" --noise atoms.number=poisson --plot figure.svg
    check 'what > means' grep -q 'there may be more: trust or time end' figure.svg
fi
finish
