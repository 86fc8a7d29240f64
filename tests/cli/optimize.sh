# SPDX-License-Identifier: GPL-3.0-or-later
# The best settings of a lab, and the lab that has them.
. "${srcdir:-.}/tests/cli/lib.sh"
sr87=$srcdir/platforms/sr87-clock-cavity.yaml

# One free input at the point of the paper takes a fifth of a second.
run 'one free input' optimize -q "$sr87" --free drive.ratio
exits 0
complains ''
prints_part 'Best settings'
prints_part '  drive.ratio                 0.94'
prints_part 'within 0.5 dB: 0.9'
prints_part '  the lab as it was           8.02 dB after 2.05'
prints_part '  best squeezing                            7.89 ± 0.06 dB after 2.09'

run 'a range in the file, and the other spelling' optimise -q "$sr87" -s 'drive.ratio=0.5 .. 0.9'
exits 0
prints_part '  drive.ratio                 0.90000'
prints_part 'at the upper end of its range, 0.5000 to 0.9000'
prints_part '  the lab as it was'

run 'the lab as it is, outside of what may be chosen' optimize -q "$sr87" --free drive.power=1fW..10fW
exits 0
prints_part '  the lab as it was, outside  8.02 dB after 2.05'

run 'atoms whose coupling differs' optimize -q "$srcdir/platforms/sr87-effective-cavity.yaml" --free drive.ratio=0.85..0.995
exits 0
prints_part '  in classes of coupling      4.'
prints_part 'found by the uniform model, climbed by atoms in classes'
check 'no worse than it was, 4.25 dB' grep -Eq '^  best squeezing +(4\.[7-9]|5\.)' out
again predict -q "$srcdir/platforms/sr87-effective-cavity.yaml" --solver cumulant
prints_part 'drive, if tuned                           0.7 dB better or more: squint optimize'

run 'for scripts' optimize --json "$sr87" --free drive.ratio
exits 0
prints_part '"goal": "db"'
prints_part '"key": "drive.ratio"'
prints_part '"range_high": 1.2'
prints_part '"at_end": false'

# The file runs as it is, to the last digit of the answer.
run 'a lab with its best settings' optimize --json "$sr87" --free drive.ratio -o best.yaml
exits 0
check 'where it came from' eval 'head -1 best.yaml | grep -q "^# Best settings of .*sr87-clock-cavity.yaml"'
grep '"db":' out | tail -n +3 >before
again predict --json best.yaml
exits 0
check 'the same settings' grep -q '^  ratio: 0.94' best.yaml
again optimize "$sr87" --free drive.ratio -o best.yaml
exits 1
complains_part 'best.yaml is there already, and may hold a lab of yours'

run 'soonest to a target' optimize -q "$sr87" --free drive.ratio --goal time --target 6dB
exits 0
prints_part '6.00 dB after '

run 'a target that nothing reaches' optimize -q "$sr87" --free drive.ratio --goal time --target 30dB
exits 0
prints_part 'nothing within the ranges reaches 30 dB;'

run 'within a time' optimize -q "$sr87" --free drive.ratio --within 1s
exits 0
prints_part 'squeezing still rises where the time ends'
prints_part '(--within)'

run 'conditions that nothing keeps to' optimize -q "$sr87" --free 'atoms.number=1e10 .. 1e11'
exits 0
prints_part 'nothing within the ranges keeps to the model, but'
prints_part 'violates elimination (--allow elimination lets it)'

cat >twisted.yaml <<'END'
squint: 1
platform: model
atoms: {number: 100}
rates: {gamma_collective: 0, chi_z: 1, gamma_phi: 0.5}
drive: {rabi: 0}
initial: {direction: +x}
time: {until: 0.3}
END
run 'settings within 80 columns, each with how well it must be met' optimize -q twisted.yaml
prints_part '  initial.direction.azimuth   '
prints_part 'within 0.5 dB: anywhere in its range'
prints_part '  by the closed form          '
check 'of the settings' eval '! sed "/^Prediction/,\$d" out | LC_ALL=C.UTF-8 grep -qE "^.{81}"'
run 'a time beyond the run of the file' optimize "$sr87" --free drive.ratio=0.9..0.97 --at 3s -o later.yaml
exits 0
prints_part '    until: 3 s'
check 'the file has it' grep -q 'until: 3 s' later.yaml
check 'the answer goes as far' grep -Eq '^  time axis until +3.000 s' out
run 'no squeezing so soon' optimize -q "$sr87" --free drive.ratio --within 1e-30s
exits 0
prints_part 'there is no squeezing within the ranges'
check 'and none later' grep -Eq '^  best squeezing +none: never better than the initial state$' out

run 'how little is enough' optimize -q twisted.yaml --target 8dB --least atoms.number=2..200 --free initial.direction.azimuth=-1deg..1deg
exits 0
check 'a whole number' grep -Eq '^  atoms.number +[0-9]+ +the least that gives 8 dB' out
again optimize -q twisted.yaml --target 8dB --least atoms.number=2..200 --free initial.direction.polar=20deg..150deg
check 'how well the others have to be met' grep -Eq '^  initial.direction.polar .* within 0.5 dB: [0-9.]+ deg to [0-9.]+ deg' out
run 'how much may be, for scripts' optimize --json twisted.yaml --target 6dB --most 'rates.gamma_phi=5 .. 50' --free initial.direction.azimuth=-1deg..1deg
exits 0
prints_part '"goal": "most"'
prints_part '"sought": "rates.gamma_phi"'
prints_part '"target": 6'
prints_part '"reached": true'
run 'not even all of it' optimize -q twisted.yaml --target 30dB --least atoms.number=2..200 --free initial.direction.azimuth=-1deg..1deg
exits 0
prints_part 'nothing within the ranges reaches 30 dB;'
run 'against time' optimize -q "$sr87" --free drive.ratio=0.9..0.97 --pareto -s time.until=2.5s
exits 0
prints_part 'Squeezing against time'
prints_part '  with drive.ratio:'
check 'earlier is less' eval 'sed -n "/^Squeezing against/,/^$/p" out | sed -n "s/.* \([0-9.]*\) dB .*/\1/p" | sort -n -c'
check 'a dozen points' test "$(grep -c ' dB     *0\.9' out)" -ge 10
run 'even the least of it' optimize -q twisted.yaml --target 6dB --least atoms.number=80..200 --free initial.direction.azimuth=-1deg..1deg
exits 0
prints_part '  atoms.number                80 '
prints_part 'at the lower end of its range, 80.00 to 200.0'
if test -n "${SQUINT_LONG:-}"; then
    run 'atoms for 10 dB' optimize -q "$sr87" --target 10dB --least atoms.number
    exits 0
    check '2.8e4, within 5 %' grep -Eq '^  atoms.number +2(6[6-9]|7|8|9[0-3])[0-9]+ ' out
    check 'no more than it takes' grep -Eq '^  by order 2, then 4 +10.0[01] dB' out
fi

# Searches of a minute, ended after a second: what there is is written.
# interrupted TITLE OPTION…
interrupted() {
    begin "$1"
    shift
    "$SQUINT" optimize -q "$@" >out 2>err &
    pid=$!
    sleep 1
    kill -INT "$pid"
    wait "$pid"
    check 'by its code' test $? -eq 130
    prints_part 'CAUTION                     interrupted: there may be better settings'
    check 'a true reason, if there is no number' eval '! grep -q "mean spin vanishes" out'
    check 'no limit is claimed' eval '! grep -q "the least that gives" out'
}
interrupted 'interrupted against time' "$srcdir/platforms/sr87-effective-cavity.yaml" --pareto
check 'what there is' grep -Eq '^  best squeezing +[0-9.]+ ± ' out
interrupted 'an interrupted limit' "$srcdir/platforms/sr87-effective-cavity.yaml" --least atoms.number --target 9dB -o ended.yaml
check 'the file says so' grep -q '^# Interrupted: there may be better settings' ended.yaml
check 'and no limit' eval '! grep -q "^# The least" ended.yaml'

run 'a lab without squeezing says so in its file' optimize -q "$srcdir/platforms/cs133-lossy-cavity.yaml" -o none.yaml
check 'why' grep -q '^# Nothing within the ranges keeps to the model: violates elimination' none.yaml
check 'no number' eval '! grep -q "^#.*nan" none.yaml'
run 'what the file says of how' optimize -q "$sr87" --free drive.ratio=0.93..0.96 --noise atoms.number=poisson --with-noise -o noisy.yaml
check 'noise' grep -q '^# 7\.[0-9]* dB after .* by order 2, with the noise' noisy.yaml
run 'a target that a better solver does not reach' optimize -q "$sr87" --target 8.5dB --least atoms.number=1e4..2e4 --free drive.ratio=0.93..0.96
exits 0
check 'said' grep -Eq '^  CAUTION +the prediction below has 8\.2[0-9] dB:' out
prints_part 'it does not reach 8.5 dB'
run 'a target that is reached by what answers' optimize -q "$sr87" --goal time --target 7dB --free drive.ratio
exits 0
check 'to two digits' grep -Eq '^  best squeezing +7\.00 ' out

run 'the input in effect is as it was chosen' optimize "$sr87" --free initial.direction.polar=100deg..110deg
check 'in the units of the lab' grep -Eq '^    direction: \[1(09|10)[.0-9]* deg, 147\.70 deg\]$' out
run 'no longer time than was asked for' optimize -q "$sr87" --free drive.ratio --within 1s
prints_part 'still improving at the end of the time that was asked for'
check 'no advice against it' eval '! grep -q lengthen out'

# refused TITLE MESSAGE OPTION…
refused() {
    title=$1 message=$2
    shift 2
    run "$title" optimize "$sr87" "$@" -o refused.yaml
    exits 2
    prints ''
    complains_part "$message"
    check 'no file' eval '! test -e refused.yaml'
}
refused 'a key that there is not' "unknown key 'drive.ration'; did you mean 'drive.ratio'?" --free drive.ration
refused 'a reversed range' "'1.2 .. 0.5' is a reversed range; write '0.5 .. 1.2'" --free 'drive.ratio=1.2 .. 0.5'
refused 'a key that is missing' "--free =1 .. 2: a key is missing" --free '=1 .. 2'
refused 'a key that is no number' '--free cavity.coupling_is: only numbers can be free' --free cavity.coupling_is
refused 'half a range' "'0.5 ..' is no range; write its two ends, LOW .. HIGH, each such as '0.9'" --free 'drive.ratio=0.5 ..'
refused 'no whole number' 'there is no whole number from 2.2 to 2.8' --free atoms.number=2.2..2.8
refused 'one whole number' '3 is the only whole number from 2.5 to 3.5; write --set atoms.number=3' --free atoms.number=2.5..3.5
refused 'a range from zero that is too wide' "'0..1e300' is searched in even steps, which are longer than 0.9477 is" --free drive.ratio=0..1e300
refused 'too many decades' "'1e-30..1e3' is more than 20 decades" --free drive.ratio=1e-30..1e3
refused 'an empty range' "'1 .. 1' is an empty range" --free 'drive.ratio=1 .. 1'
refused 'a range without a unit' "'100' has no unit" --free 'cavity.detuning=100 .. 300'
refused 'two keys of one value' 'exclude each other' --free drive.ratio --free drive.rabi
refused 'no influence' 'it does not end in the rates' --free time.until
refused 'a goal that there is not' '--goal clocks' --goal clocks
refused 'a time without a target' 'Add --target' --goal time
refused 'noise that there is not' '--with-noise: this lab has no noise' --with-noise
refused 'noise of a time' '--with-noise and --goal time exclude each other' --with-noise --noise atoms.number=poisson --goal time --target 3dB
refused 'two questions' '--pareto goes with the best squeezing alone' --pareto --at 1s
refused 'the least for nothing' '--least atoms.number: how many dB are to be reached? Add --target' --least atoms.number
refused 'the least and the most' '--least and --most exclude each other' --target 6dB --least atoms.number --most drive.ratio
refused 'two goals' '--least has a goal of its own' --target 6dB --least atoms.number --goal time
refused 'the least of a range without a unit' "--least cavity.detuning: '100' has no unit" --target 6dB --least 'cavity.detuning=100 .. 300'
refused 'the most of nothing' '--most decoherence.dephasing_rate: there is no value to put a range around' --target 6dB --most decoherence.dephasing_rate
refused 'a target without its goal' '--target goes with --goal time' --target 6dB
refused 'a time that is none' "--within '3' has no unit" --within 3
refused 'a condition that there is not' "did you mean 'elimination'?" --allow eliminaton

# A value that is left open has no answer.
for command in predict rates check steady; do
    run "a range, $command" $command "$sr87" -s 'drive.ratio=0.5 .. 1.2' -s 'cavity.detuning=0 .. 1 kHz'
    exits 2
    prints ''
    complains_part "drive.ratio: '0.5 .. 1.2' is a range, from which 'squint optimize' chooses; give one value here"
    complains_part "cavity.detuning: '0 .. 1 kHz' is a range"
done
finish
