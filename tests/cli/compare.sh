# SPDX-License-Identifier: GPL-3.0-or-later
# Labs side by side.
. "${srcdir:-.}/tests/cli/lib.sh"
sr87=$srcdir/platforms/sr87-clock-cavity.yaml
effective=$srcdir/platforms/sr87-effective-cavity.yaml
sed 's/^  number:.*/  number: 3700/; s/number: 1e4/number: 3700/' "$sr87" >few.yaml
cp "$srcdir/platforms/transmons-circuit.yaml" transmons.yaml

run 'two labs' compare "$sr87" few.yaml
exits 0
complains ''
prints_part "  1  $sr87: Sr-87 clock transition in a bad cavity"
prints_part '  lab                      1 (best)          2'
prints_part '  best squeezing           7.89 ± 0.06 dB    '
prints_part '    after                  2.106 s           '
prints_part '  with noise, at best      6.94 dB (N only)  '
prints_part '  verdict of the model     ok                ok'
prints_part '  atoms.number             1e4               3700'
check 'what does not differ is left out' eval '! grep -q cavity.detuning out'
check 'it may be replaced by another' eval '"$SQUINT" compare "$sr87" few.yaml -o file && "$SQUINT" compare few.yaml "$sr87" -o file'

run 'noise of all' compare few.yaml "$sr87" --noise drive.rabi=0.5%
exits 0
prints_part '  lab                      1                 2 (best)'
check 'of the lab, not of N alone' eval '! grep -q "N only" out'

# The others are still shown; the code is that of the first that fails.
run 'one that is not there' compare nosuch.yaml "$sr87"
exits 2
complains_part 'nosuch.yaml'
prints_part '  lab                      1                 2 (best)'
prints_part '  best squeezing           failed            7.89 ± 0.06 dB'

run 'more than fit beside each other' compare transmons.yaml transmons.yaml few.yaml transmons.yaml
exits 0
prints_part '  lab                      1                 2                 3 (best)'
prints_part 'Comparison, from lab 4'
prints_part '  resonator.coupling       3.5 MHz'
check 'within 80 columns' eval '! LC_ALL=C.UTF-8 grep -v "^  [1-4]  " out | LC_ALL=C.UTF-8 grep -qE "^.{81}"'

run 'no best one where the model is out of its range' compare -q "$srcdir/platforms/cs133-lossy-cavity.yaml" "$srcdir/platforms/mg25-penning.yaml"
exits 0
prints_part 'no best one: where there is squeezing the model is out of its range'
check 'none is marked' eval '! grep -q "(best)" out'
again compare --json "$srcdir/platforms/cs133-lossy-cavity.yaml" "$srcdir/platforms/mg25-penning.yaml"
prints_part '"best": null'
again compare -q "$srcdir/platforms/cs133-lossy-cavity.yaml" "$effective"
prints_part '  lab                      1                 2 (best)'
prints_part '  with noise, at best      7.14 dB (N only)  4.52 dB (N only)*'
prints_part '* of the uniform model, whose best squeezing is another'

run 'for scripts' compare --json few.yaml transmons.yaml nosuch.yaml
exits 2
prints_part '"best": 1'
prints_part '"verdict": "ok"'
prints_part '"atoms.number": "3700"'
prints_part '"fault": "cannot open nosuch.yaml'
check 'it is a document of squint' eval 'head -2 out | grep -q "\"squint\": \""'

run 'one alone' compare few.yaml
exits 2
prints ''
complains_part 'one lab is not enough to compare: squint compare LAB.yaml LAB.yaml... [OPTION]...'
finish
