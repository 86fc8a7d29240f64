# SPDX-License-Identifier: GPL-3.0-or-later
# How well each input of a lab has to be held.
. "${srcdir:-.}/tests/cli/lib.sh"
sr87=$srcdir/platforms/sr87-clock-cavity.yaml

run 'the table' tolerance -q "$sr87"
exits 0
complains ''
prints_part 'planned time                              2.106 s'
prints_part 'squeezing then                            7.89 ± 0.06 dB by order 4'
prints_part '7.89 dB by order 4, as all below'
prints_part '  drive.ratio                           0.9477     0.9410    0.9519 ~  ± 0.57 %'
prints_part '  initial.direction.azimuth             147.7 deg  146.84 ~  150.2     ± 1.7 deg'
check 'within 80 columns' eval '! LC_ALL=C.UTF-8 grep -qE "^.{81}" out'
prints_part '~ order 3 puts it elsewhere, by more than a fifth of its distance'
prints_part 'all together: give noise (--noise KEY=RMS) or uncertainties (4.00 ± 0.05 Hz)'
check 'within 80 columns' eval '! LC_ALL=C.UTF-8 grep -qE "^.{81}" out'
check 'it may be replaced by another' eval '"$SQUINT" tolerance -q "$sr87" -s time.until=0.1s -o file && "$SQUINT" tolerance -q "$sr87" -s time.until=0.2s -o file'

run 'a large loss' tolerance -q "$sr87" --loss 3dB
prints_part '  drive.ratio                           0.9477     0.920     0.9534 ?  - 2.9 %'
prints_part '? no order can be trusted beyond: the limit is not known'
check 'within 80 columns' eval '! LC_ALL=C.UTF-8 grep -qE "^.{81}" out'

run 'a small loss' tolerance -q "$sr87" --loss 1e-6dB
prints_part '  atoms.number                          10000      9995.1 ~  (+1e-03)~ ± 0.025 %'
prints_part '( ) how far from the value: too near for its digits'
check 'within 80 columns' eval '! LC_ALL=C.UTF-8 grep -qE "^.{81}" out'

run 'shots' tolerance -q "$sr87" --noise drive.rabi=0.2%
prints_part '9 of 10 shots reach                       7.69 ± 0.11 dB (half: 7.86)'
prints_part 'by order 4, 0.1 % past trust'
again tolerance -q "$sr87" --noise drive.rabi=1%
prints_part '9 of 10 shots reach                       at most 3.6 dB (half: 7.23)'
prints_part 'order 4: 1.4 ± 2.2, 27 % past trust'
prints_part 'CAUTION                                   not known: too many are past trust'
check 'within 80 columns' eval '! LC_ALL=C.UTF-8 grep -qE "^.{81}" out'

run 'for scripts' tolerance --json "$sr87" --loss 0.2dB -s time.until=0.4s --seed 5 --noise time.stop=9ms
exits 0
prints_part '"loss_db": 0.2'
prints_part '"key": "decoherence.relaxation_time"'
prints_part '"low_reason": "bound"'
prints_part '"order": 4'
prints_part '"high_error": '
prints_part '"share": 0.9'
prints_part '"order_error_db": '
prints_part '"at_most_db": null'
prints_part '"draws": 1000'
prints_part '"seed": 5'
cp out file
again tolerance --json "$sr87" --loss 0.2dB -s time.until=0.4s --seed 5 --noise time.stop=9ms --threads 3
check 'threads change nothing' cmp file out

run 'uncertain labs' tolerance -q "$sr87" -s time.until=0.4s -s 'decoherence.relaxation_time=10 ± 0.5 s'
exits 0
prints_part '9 of 10 labs reach'
check 'no shots' eval '! grep -q "of 10 shots" out'

cat >model.yaml <<'END'
squint: 1
platform: model
atoms: {number: 137}
rates: {gamma_collective: 0, chi_z: 0.0385, gamma_phi: 1e-9}
drive: {rabi: 0}
initial: {direction: +x}
END
run 'the rates themselves' tolerance -q model.yaml
exits 0
prints_part '  rates.chi_z '
prints_part '  initial.direction.azimuth             0 deg      no limit  no limit  -'

run 'columns stay apart' tolerance -q "$srcdir/platforms/sr88-intercombination-cavity.yaml" -s atoms.number=3000
exits 0
prints_part '  initial.direction.azimuth             179.91 deg 128       278       ± 75 deg'
prints_part '  decoherence.pumping_rate              0 1/s      -         1121      + 1121'

run 'outside of the model' tolerance -q "$srcdir/platforms/cs133-lossy-cavity.yaml"
prints_part 'CAUTION                                   the spin model is out of its range for this apparatus'
again tolerance --json "$srcdir/platforms/cs133-lossy-cavity.yaml"
prints_part '"verdict": "model only"'

run 'couplings that differ' tolerance -q "$srcdir/platforms/sr87-geometry-cavity.yaml"
prints_part 'CAUTION                                   couplings differ: what follows is'
again tolerance --json "$srcdir/platforms/sr87-geometry-cavity.yaml"
prints_part '"verdict": "uniform model only"'

# refused TITLE CODE MESSAGE OPTION…
refused() {
    title=$1 code=$2 message=$3
    shift 3
    run "$title" tolerance "$@"
    exits "$code"
    prints ''
    complains_part "$message"
}
refused 'a loss without a unit' 2 '--loss 0.5: a loss in dB is wanted, with its unit, such as 0.5dB' "$sr87" --loss 0.5
refused 'no loss' 2 '--loss 0dB: a number of dB from 1e-6 to 100 is wanted' "$sr87" --loss 0dB
refused 'a gain' 2 '--loss -1dB: a number of dB from 1e-6 to 100 is wanted' "$sr87" --loss=-1dB
refused 'no squeezing' 1 'this lab shows no squeezing: there is nothing to hold' "$srcdir/platforms/mg25-penning.yaml"
refused 'a figure of no kind' 2 'must end in .png, .svg or .pdf' "$sr87" --plot figure.txt

if command -v gnuplot >/dev/null; then
    run 'the figure' tolerance -q "$sr87" -s time.until=0.4s --plot figure.svg
    exits 0
    check 'it has the inputs' grep -q 'cavity.linewidth' figure.svg
    check 'pale bars are explained' grep -q 'pale: ' figure.svg
fi
finish
