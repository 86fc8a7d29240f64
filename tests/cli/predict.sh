#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# squint predict: the worked lab in text, JSON and CSV, and the options of the run.
. "${srcdir:-.}/tests/cli/lib.sh"
lab=$srcdir/platforms/sr87-clock-cavity.yaml

# lines FILE NUMBER: FILE has so many lines.
lines() { test "$(wc -l <"$1")" -eq "$2"; }

# has_line FILE REGULAR-EXPRESSION
has_line() { grep -Eq "$2" "$1"; }

run 'worked lab' predict "$lab"
exits 0
complains ''
for value in 'natural linewidth                         2π × 1.000 mHz' '11.7' \
    'solver                                    cumulant, order 4' \
    'order 2                                   8.02' 'order 3                                   7.83' \
    'order 4                                   7.89' 'dB at 2.10' 'late minimum'; do
    prints_part "$value"
done
check 'no condition violated' sh -c '! grep VIOLATED out'

# The printed input is a lab file that gives the same numbers.
cat >awkward.yaml <<'END'
squint: 1
name: "- [odd]: #x, 'q' \"d\""
platform: cavity
atoms: {species: Sr-87, number: 1e4 ± 100}
cavity: {coupling: 4.00 ± 0.05 Hz, linewidth: 9.4e5 rad/s, detuning: -1.5e5 Hz,
         input_transmission: 1e-6, length: 1 m}
decoherence: {extra_relaxation_rate: 0.01 1/s, dephasing_rate: 0.1 rad/s, pumping_rate: 1 mHz}
drive: {power: 8 fW, mode_matching: 0.7, detuning: 2 Hz}
END
for file in "$lab" "$srcdir/platforms/sr88-intercombination-cavity.yaml" awkward.yaml; do
    run "same numbers from the printed input, ${file##*/}" predict "$file"
    exits 0
    sed -n '/^Rates/,$p' out | grep -v '^  note ' >first
    sed -n '/^Input in effect/,/^$/s/^  //p' out >again.yaml
    again predict again.yaml
    exits 0
    sed -n '/^Rates/,$p' out | grep -v '^  note ' >second
    check 'same' cmp first second
done

run '--json' predict --json "$lab"
exits 0
complains ''
check 'first line is {' test "$(head -n 1 out)" = '{'
check 'last line is }' test "$(tail -n 1 out)" = '}'
for key in squint input seed rates validity prediction minima; do
    check 'main keys' has_line out "^  \"$key\": "
done
for key in N chi Gamma Omega Upsilon Upsilon_c gamma_s gamma_up gamma_phi Gamma_up Gamma_phi delta \
    chi_z xi2 db time db_error order valid_until contrast antisqueezing_db n_eff; do
    check 'numbers' has_line out "^    \"$key\": -?[0-9]"
done
for key in name condition ratio limit ok meaning; do
    check 'keys of a condition' has_line out "^      \"$key\": "
done
prints_part '"solver": "cumulant"'
prints_part '"antisqueezing_db": 16.84'
prints_part '"direction": ['
prints_part '"kind": "late"'
check 'seed is null' has_line out '^  "seed": null,'
check 'no series' sh -c '! grep "\"series\"" out'
check 'no NaN, no infinity' sh -c '! grep -i -w -e nan -e inf -e infinity out'

run '--json --series' predict --json --series --points 5 "$lab"
exits 0
for key in t xi2 db jx jy jz jxx jyy jzz jxy jxz jyz j2 n_eff xi2_error; do
    check 'columns' has_line out "^    \"$key\": \["
done
check 'five points in 15 columns' test "$(sed -n '/"series"/,$p' out | grep -Ec '^      -?[0-9]')" -eq 75

begin 'every lab has an answer'
for file in "$srcdir"/platforms/*.yaml; do
    again predict -q "$file" --solver cumulant
    check "${file##*/}" grep -q 'best squeezing' out
    complains ''
done

run '--csv' predict --csv --points 11 "$lab"
exits 0
check 'header' test "$(head -n 1 out)" = 't,xi2,db,jx,jy,jz,jxx,jyy,jzz,jxy,jxz,jyz,j2,n_eff,xi2_error'
check '11 rows' lines out 12
check 'last time' test "$(tail -n 1 out | cut -d, -f1)" = 2.7
cp out table.csv

run '-o' predict --csv --points 11 "$lab" -o written.csv
exits 0
prints ''
complains ''
check 'file is whole' cmp table.csv written.csv
check 'nothing beside it' test "$(ls -d written.csv*)" = written.csv
again predict --csv --points 7 "$lab" -o written.csv
again predict --csv --points 11 "$lab" --output=written.csv
check 'an older one is replaced' cmp table.csv written.csv
run '-o /dev/null' predict "$lab" -o /dev/null
exits 0
check 'still a device' test -c /dev/null

run '--dry-run' predict --dry-run "$lab"
exits 0
prints_part 'solver cumulant, order 2, 3, 4'
prints_part 'of computing and '
check 'no prediction' sh -c '! grep Prediction out'
again predict -n --json "$lab"
prints_part '"orders": ['

run '--order 2' predict --order 2 "$lab"
exits 0
prints_part 'best squeezing                            8.02 '
prints_part 'order as asked; the error is the difference from order 3'
check 'no order 4' sh -c '! grep "order 4" out'
run '--solver mean-field' predict --solver mean-field "$lab"
exits 0
prints_part 'solver                                    mean-field'

run '--quiet' predict --quiet "$lab"
exits 0
check 'prediction only' sh -c 'grep -q "best squeezing" out && ! grep -e "Input in effect" -e Rates -e Validity out'
run '--verbose' predict -v "$lab"
prints_part 'steps'

run '--strict, valid' predict --strict "$lab"
exits 0
run '--strict, violated' predict --strict --json "$srcdir/platforms/sr88-intercombination-cavity.yaml" -s atoms.number=1000
exits 3
prints_part '"prediction": {'
run 'violated without --strict' predict "$srcdir/platforms/sr88-intercombination-cavity.yaml" -s atoms.number=1000
exits 0
prints_part 'VIOLATED gamma_s <~ N |chi|'

run '--past-validity' predict --solver cumulant --csv "$lab" -s 'time.until=10 s'
ended=$(wc -l <out)
again predict --solver cumulant --past-validity --csv "$lab" -s 'time.until=10 s'
exits 0
check 'more points past validity' test "$(wc -l <out)" -gt "$ended"

run 'minima past validity' predict --past-validity --solver cumulant "$lab" -s 'time.until=10 s'
exits 0
prints_part ', past trust'
again predict --past-validity --solver cumulant --json "$lab" -s 'time.until=10 s'
prints_part '"trusted": true'
prints_part '"trusted": false'
again predict --solver cumulant --json "$lab" -s 'time.until=10 s'
check 'none past trust by default' test "$(grep -c '"trusted": false' out)" = 0

run '--set' predict "$lab" --set cavity.detuning=300kHz -s 'drive.ratio = 0.8'
exits 0
prints_part 'detuning: 300kHz'
prints_part 'ratio: 0.8'
prints_part 'chi/Gamma                                 2'

set -- "$srcdir/platforms/sr87-effective-cavity.yaml" --solver cumulant # samples would take their time
run '--classes' predict -q "$@" --classes 6
exits 0
complains ''
prints_part 'atoms, in classes of coupling             10000 in 6'
prints_part 'start                                     each class where the drive, turned up slowly, leaves it at rest'
prints_part 'the effective uniform model, closed alike 4.91 dB'
prints_part 'beside that, the differences cost         +3.46 dB (of the spin that the mode sees: +0.66 dB)'
run '--classes, from one direction' predict -q "$@" --classes 6 -s initial.direction=-x
prints_part 'start                                     all spins along initial.direction'
run '--classes --json' predict --json "$@" --classes 6
prints_part '"weighted_db": '
run '--classes auto' predict -q "$@" --classes auto
exits 0
prints_part 'atoms, in classes of coupling             10000 in 16'
# Given up after some seconds: what was followed is not all that was to be compared.
set -- "$srcdir/platforms/sr87-effective-cavity.yaml" --solver mean-field --classes 4 -s atoms.number=1e9
run '--classes, too long' predict -q "$@"
exits 0
prints_part 'beside that, the differences cost         - (the classes could not be followed as long as the uniform model)'
prints_part 's: so many classes, or so fast a collective motion, take too long to be followed further'
if test -n "${SQUINT_LONG:-}"; then
    run '--classes --json, too long' predict --json "$@"
    prints_part '"cost_db": null'
fi
run '--classes, a word' predict "$lab" --classes many
exits 2
complains 'squint: --classes many: a whole number from 1 to 64, or auto, is wanted'
run '--classes of equal couplings' predict "$lab" --classes 6
exits 2
complains "squint: the coupling of this lab is the same for all atoms: there are no classes to tell apart (on platform cavity, cavity.coupling_is: peak or atoms.cloud_radius makes it differ)"
run '--classes --csv' predict "$lab" --classes 6 --csv
exits 2
complains 'squint: --classes adds to the report and to --json; leave out --csv'
run 'outside the model' predict -q "$srcdir/platforms/cs133-lossy-cavity.yaml"
exits 0
prints_part 'CAUTION                                   the spin model is out of its range for this apparatus: 4 conditions are violated'
run 'a rise where the run ends' predict -q "$srcdir/platforms/sr87-clock-cavity.yaml" -s cavity.detuning=50kHz -s drive.ratio=0.75 -s time.until=2s --solver cumulant
exits 0
prints_part 'CAUTION                                   order 4 rises again where the run ends, at 2.000 s: 1.76 dB there;'
prints_part '                                            whether it comes to more than 1.76 dB is not known'
prints_part '                                            (lengthen time.until)'
run 'a rise of the uniform model' predict -q "$srcdir/platforms/sr87-clock-cavity.yaml" -s cavity.coupling_is=peak -s cavity.detuning=50kHz -s drive.ratio=0.75 -s time.until=3.5s --solver cumulant --classes 2
exits 0
prints_part 'CAUTION                                   order 4 of the uniform model rises again where the run ends, at 3.500 s:'
run 'more classes than atoms' predict -q "$srcdir/platforms/sr87-effective-cavity.yaml" -s atoms.number=5 --classes 6
exits 2
complains 'squint: --classes 6 is more than there are atoms (5)'
finish
