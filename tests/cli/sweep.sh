#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Many settings of a lab: as text, as a table, in a file that a killed run goes on with.
. "${srcdir:-.}/tests/cli/lib.sh"
cp "$srcdir/platforms/sr87-clock-cavity.yaml" lab.yaml
cat >model.yaml <<'END'
squint: 1
platform: model
atoms: {number: 1e4}
rates: {gamma_collective: 1, gamma_s: 10}
drive: {ratio: 0.9}
initial: {direction: -x}
END

run 'a few settings' sweep lab.yaml --vary drive.ratio=0.9,0.9477,1
exits 0
complains ''
prints 'Sr-87 clock transition in a bad cavity
lab.yaml   (squint 0.1.0)

Sweep
  drive.ratio               0.9 to 1, 3 values
  points                    3 answered
  best                      7.89 ± 0.06 dB after 2.106 s
  at                        drive.ratio = 0.9477
  within 0.5 dB of it       1 point

drive.ratio
  0.9                       4.96 ± 0.00 dB        911.2 ms    minimum
  0.9477                    7.89 ± 0.06 dB        2.106 s     minimum
  1                         6.71 ± 0.00 dB        954.7 ms    minimum'

run 'as a table' sweep lab.yaml --vary cavity.detuning=75,150kHz --vary drive.ratio=0.8..1:3 --order 2 --csv
exits 0
check 'its head is the sweep' grep -q '^# cavity.detuning: 75, 150 kHz$' out
check 'columns' grep -q '^point,cavity.detuning/kHz,drive.ratio,db,db_error,time,xi2,contrast,antisqueezing,n_eff,early_db,early_time,late_db,late_time,order,trajectories,solver,kind,validity,status,remark$' out
check 'a row for each point' test "$(grep -c '^[0-9]' out)" -eq 6
check 'the last changes fastest' grep -q '^4,150,0.9,' out
sed -n 's/^#     //p' out >effect.yaml
again predict -q effect.yaml
exits 0
prints_part 'best squeezing                            7.89 ± 0.06 dB after 2.106 s'

run 'a lab that cannot be' sweep -q model.yaml --vary rates.gamma_collective=0,1
exits 0
prints_part '1 answered, 1 where there can be no such lab'
run 'what is best keeps to the model' sweep -q "$srcdir/platforms/cs133-lossy-cavity.yaml" --vary drive.ratio=0.8,0.9 --order 2
exits 0
prints_part 'best                      none where the model is within its range'
prints_part "says up to 9.01 dB, which need not be the apparatus'"
again sweep --json "$srcdir/platforms/cs133-lossy-cavity.yaml" --vary drive.ratio=0.8,0.9 --order 2
prints_part '"n_invalid": 2'
prints_part '"best": null'

run 'for scripts' sweep --json model.yaml --vary rates.gamma_s=1..100:3:log --order 2
exits 0
prints_part '"logarithmic": true'
prints_part '"n_answered": 3'
prints_part '"kind": "minimum"'

run 'settings that follow' sweep -q lab.yaml --vary cavity.detuning=150,300kHz --optimize drive.ratio=0.7..1.1 --optimize initial.direction.azimuth
exits 0
prints_part 'best                      7.89 ± 0.06 dB after 2.106 s'
check 'the chosen are told' grep -q 'drive.ratio = 0.94' out

# Points are answered by threads in any order.
begin 'the same bytes for any threads'
again sweep model.yaml --vary drive.ratio=0.6..1.1:6 --vary rates.gamma_s=1..100:4:log --order 2 --threads 1 --into one.csv
exits 0
again sweep model.yaml --vary drive.ratio=0.6..1.1:6 --vary rates.gamma_s=1..100:4:log --order 2 --threads 4 --into four.csv
exits 0
check 'files' cmp one.csv four.csv
again sweep model.yaml --vary drive.ratio=0.6..1.1:6 --vary rates.gamma_s=1..100:4:log --order 2 --csv
check 'as on standard output' cmp out one.csv

# At moments from 0 to 99 ms after the start: 5 here, 50 by check-long.
begin 'killed at any moment'
kills=5
test -z "${SQUINT_LONG:-}" || kills=50
i=0
while test $i -lt $kills; do
    i=$((i + 1))
    moment=$(od -An -N1 -tu1 /dev/urandom)
    timeout -s KILL "0.0$(printf %02d $((moment % 99 + 1)))" "$SQUINT" sweep model.yaml --vary drive.ratio=0.6..1.1:6 \
        --vary rates.gamma_s=1..100:4:log --order 2 --into killed.csv >/dev/null 2>&1
done
again sweep model.yaml --vary drive.ratio=0.6..1.1:6 --vary rates.gamma_s=1..100:4:log --order 2 --into killed.csv
exits 0
check 'goes on to the same bytes' cmp killed.csv one.csv
check 'nothing else is left' eval 'test -z "$(ls squint.* 2>/dev/null)"'

begin 'SIGINT'
timeout --foreground --preserve-status -s INT 1 "$SQUINT" sweep model.yaml --vary drive.ratio=0.6..1.1:200 --vary rates.gamma_s=1..100:200:log --order 2 --into stopped.csv >out 2>err </dev/null
code=$?
exits 130
prints_part 'not yet'
check 'rows are kept' test "$(grep -c '^[0-9]' stopped.csv)" -gt 100

run 'a file of another lab' sweep model.yaml --set atoms.number=1001 --vary drive.ratio=0.6..1.1:6 --vary rates.gamma_s=1..100:4:log --order 2 --into one.csv
exits 2
prints ''
complains "squint: one.csv line 9: made by another sweep, '#       number: 1e4' there and '#       number: 1001' here; name another file, or remove it"
check 'it is as it was' cmp one.csv four.csv
run 'a file of another kind' sweep model.yaml --vary drive.ratio=0.6..1.1:6 --into lab.yaml
exits 2
complains_part '--into lab.yaml: this file holds a lab'
check 'it is as it was' cmp lab.yaml "$srcdir/platforms/sr87-clock-cavity.yaml"
begin 'another is writing it'
(
    flock 9
    "$SQUINT" sweep model.yaml --vary drive.ratio=0.6,0.7 --into locked.csv >out 2>err
    echo $? >code
) 9>locked.csv
code=$(cat code)
exits 1
complains_part 'locked.csv: another squint is writing it'
if test -c /dev/full; then
    run 'a device' sweep model.yaml --vary drive.ratio=0.6,0.7 --order 2 --into /dev/full
    exits 2
    complains_part '/dev/full: a sweep is kept in a file that can be read again'
fi

# refused TITLE COMPLAINT ARGUMENT…
refused() {
    complaint=$2
    run "$1" sweep lab.yaml "$3" "$4" ${5:+"$5"} ${6:+"$6"}
    exits 2
    prints ''
    complains_part "$complaint"
}
refused 'reversed' "--vary drive.ratio: '1..0.5' is a reversed range" --vary drive.ratio=1..0.5:5
refused 'empty' "'0.5..0.5' is an empty range" --vary drive.ratio=0.5..0.5:3
refused 'without a count' "how many values from '0.5..1'? Write --vary 'drive.ratio=0.5..1:11'" --vary drive.ratio=0.5..1
refused 'without a unit' "'1' has no unit; write for example '1 kHz'" --vary cavity.detuning=1..3:4
refused 'too many' '10000000 points are the most there can be' --vary drive.ratio=0.5..1:1e8
refused 'too many together' '16000000 points are too many' --vary drive.ratio=0.5..1:4000 --vary cavity.detuning=1..300kHz:4000
refused 'whole numbers twice' '10 is there twice, as values have to be whole' --vary atoms.number=10..12:9
refused 'quotients of zero' 'cannot be spaced by quotients' --vary drive.ratio=0..1:3:log
refused 'no spacing' "'quad' is no spacing; log or lin is wanted" --vary drive.ratio=0.5..1:3:quad
refused 'no number' 'only numbers can be varied' --vary cavity.coupling_is=peak
refused 'without influence' 'time.until: it does not end in the rates' --vary time.until=1s..3s:3
refused 'unknown' "unknown key 'drive.ration'" --vary drive.ration=1,2
refused 'no value' 'KEY=A..B:N, KEY=A..B:N:log or KEY=V,V' --vary drive.ratio
refused 'an uncertain value' 'cannot have an uncertainty' --vary 'drive.ratio=0.9 ± 0.1'
refused 'out of range' "'0' is out of range" --vary atoms.number=0..10:3
refused 'excluded' 'drive.ratio and drive.rabi exclude each other' --vary drive.ratio=0.5,0.6 --vary drive.rabi=1Hz,2Hz
run 'nothing is left of a sweep that cannot be' sweep lab.yaml --vary drive.ratio=0.5,0.6 --optimize drive.rabi --into left.csv
exits 2
check 'no file' test ! -e left.csv
run 'nor of a bad range' sweep lab.yaml --vary drive.ratio=0.5,0.6 --optimize cavity.detuning=5..1kHz --into left.csv
exits 2
complains_part "--optimize cavity.detuning: '5..1kHz' is a reversed range"
check 'no file' test ! -e left.csv
run 'noise of the lab is not counted, and that is said' sweep -q lab.yaml --set noise.atoms.number=poisson --vary drive.ratio=0.9,0.95
exits 0
prints_part 'as all points without the noise of the lab'
refused 'excluded by what is chosen' 'drive.ratio and drive.rabi exclude each other' --vary drive.ratio=0.5,0.6 --optimize drive.rabi
refused 'a range that nobody decides' "'0.8..1' is a range, of which nothing says what to do" --set drive.ratio=0.8..1 --vary atoms.number=1e4,2e4
refused 'curves without a figure' '--curves says what --plot draws' --curves --vary drive.ratio=0.5,0.6
run 'nothing to vary' sweep lab.yaml
exits 2
complains 'squint: what is to be varied? Add --vary KEY=A..B:N, for example --vary drive.ratio=0.5..1.2:15'
run 'a map of three inputs' sweep lab.yaml --vary drive.ratio=0.5,0.6 --vary atoms.number=1e4,2e4 --vary cavity.detuning=100,200kHz --plot a.png
exits 2
complains_part 'a figure has one or two inputs that are varied, and here are 3'
run 'too many curves' sweep lab.yaml --vary drive.ratio=0.5..1:11 --curves --plot a.png
exits 2
complains_part 'ask for 10 points at most'

if command -v gnuplot >/dev/null; then
    run 'a curve' sweep -q lab.yaml --vary drive.ratio=0.9,0.9477,1 --order 2 --plot curve.svg
    exits 0
    check 'it has the key' grep -q 'drive.ratio' curve.svg
    run 'curves' sweep -q lab.yaml --vary cavity.detuning=75,150kHz --order 2 --curves --plot curves.svg
    exits 0
    check 'they have labels' grep -q '150 kHz' curves.svg
    run 'a map' sweep -q model.yaml --vary rates.gamma_s=1..1e5:6:log --vary drive.ratio=0.5..1.2:5 --order 2 --plot map.svg
    exits 0
    check 'edges' grep -q 'upper' map.svg
    check 'where the model is out of its range' grep -q 'model out of range' map.svg
fi
finish
