#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Values that are refused, by way of --set, and odd ones that are physics.
. "${srcdir:-.}/tests/cli/lib.sh"
lab=$srcdir/platforms/sr87-clock-cavity.yaml

# refused SETTING MESSAGE, whole or up to the key's meaning, which stands behind it in brackets
refused() {
    run "'$1'" predict "$lab" -s "$1" -o result
    exits 2
    prints ''
    case $2 in
    *' ('*')') complains "squint: --set $1: $2" ;;
    *) complains_part "squint: --set $1: $2 (" ;;
    esac
}

many="number of atoms (spins) in the ensemble; one alone cannot be squeezed"
for number in -5 0 1 2e15; do
    refused "atoms.number=$number" "'$number' is out of range, it must be between 2 and 1e+15 ($many)"
done
for number in nan .nan inf .inf -.inf; do
    refused "atoms.number=$number" "'$number' is not a number; write for example '1e4'"
done
refused 'atoms.number=12.5' "'12.5' is not a whole number; it must be between 2 and 1e+15 ($many)"
refused 'atoms.number=1e400' "'1e400' is too large for a number"
refused 'atoms.number=1e4 Hz' "'1e4 Hz' carries a unit; a plain number is wanted here, for example '1e4'"
refused 'atoms.number=' "there is no value ($many)"

refused 'cavity.linewidth=0 Hz' "'0 Hz' is out of range, it must be larger than 0 (full width at half maximum kappa, the decay rate of the energy)"
refused 'cavity.coupling=0 Hz' "'0 Hz' is out of range, it must be larger than 0 (atom-cavity coupling g, half the single-photon Rabi frequency 2g; or give cavity.waist and cavity.length, from which it is computed)"
refused 'cavity.coupling=-4 Hz' "'-4 Hz' is out of range, it must be larger than 0 (atom-cavity coupling g, half the single-photon Rabi frequency 2g; or give cavity.waist and cavity.length, from which it is computed)"
refused 'drive.ratio=-1' "'-1' is out of range, it must be 0 or more (drive in units of the critical one, 2 Omega/(N Upsilon_c))"

# Keys that contradict each other name both.
both() {
    run "$1 and $2" predict "$lab" -s "$1" -s "$2" -o result
    exits 2
    complains_part "squint: --set ${2}: '${1%%=*} = ${1#*=}' and '${2%%=*} = ${2#*=}' exclude each other; keep one of them"
}
both 'cavity.linewidth=150 kHz' 'cavity.finesse=2e4'
both 'cavity.coupling=4 Hz' 'cavity.vacuum_rabi=8 Hz'
both 'decoherence.relaxation_time=10 s' 'decoherence.lattice_depth=100'
both 'drive.ratio=0.9' 'drive.photons=0.01'
# alone MESSAGE SETTING…
alone() {
    message=$1
    shift
    begin "$message"
    "$SQUINT" predict "$lab" "$@" >out 2>err </dev/null
    code=$?
    exits 2
    complains_part "squint: $lab:"
    complains_part ": $message"
}
alone 'cavity.finesse makes a linewidth together with cavity.length: give both, or cavity.linewidth instead' \
    -s cavity.finesse=2e4
alone 'atoms.cloud_radius matters beside cavity.waist: give both, or neither' -s 'atoms.cloud_radius=10 um'
alone 'atoms.cloud_radius = 3 m beside cavity.waist = 74 um leaves 3.04e-06 atoms in the mode; check their units, or give more atoms' \
    -s 'atoms.cloud_radius=3 m' -s 'cavity.waist=74 um'
alone 'atoms whose coupling is spread over a lattice count as 1.33 atoms only, and one alone cannot be squeezed: give more (atoms.number), or cavity.coupling_is: uniform' \
    -s atoms.number=2 -s cavity.coupling_is=peak
alone "decoherence.temperature = 300 K: what black-body radiation does to Sr-88 is not in the table; give its rate as decoherence.extra_relaxation_rate" \
    -s atoms.species=Sr-88 -s 'decoherence.temperature=300 K'
alone "decoherence.lattice_depth = 100: how much lattice light Sr-88 scatters is not in the table; give its rate as decoherence.extra_relaxation_rate" \
    -s atoms.species=Sr-88 -s decoherence.lattice_depth=100

refused 'cavity.coupling=4' "'4' has no unit; write for example '4 Hz'"
refused 'cavity.linewidth=4 s' "'4 s' is a time; a rate is wanted, for example '150 kHz' (full width at half maximum kappa, the decay rate of the energy)"
refused 'time.until=2.7 Hz' "'2.7 Hz' is a rate; a time is wanted, for example '2.7 s'"
refused 'cavity.coupling=4 khz' "'4 khz': unknown unit 'khz'; write a rate in Hz, kHz, MHz, mHz …, rad/s or 1/s, for example '4 Hz'"
for written in '2pi 4 Hz' '2pi x 4 Hz' '2π × 4 Hz' '2*pi*4 Hz'; do
    refused "cavity.coupling=$written" "'$written': Hz already means cycles per second; write '4 Hz' or '25.1 rad/s'"
done
refused 'drive.ratio=0,9' "'0,9' contains a comma; write a decimal point, and nothing between thousands"
refused 'atoms.species=Rb-85' "'Rb-85' is not one of Sr-87, Sr-88, Yb-171, Rb-87 and Cs-133; did you mean 'Rb-87'?"
refused 'cavity.coupling_is=peek' "'peek' is not one of uniform, peak, rms and fourth-moment; did you mean 'peak'?"
refused 'initial.direction=[90 deg]' "the list has 1 entry; two angles are wanted, polar and azimuthal, for example '[121.92 deg, 147.70 deg]'"
# The same, of keys.
refused_key() {
    run "'$1'" predict "$lab" -s "$1" -o result
    exits 2
    prints ''
    complains "squint: --set $1: $2"
}
run 'control character' predict "$lab" -s "name=$(printf 'a\033[31mb')" -o result
exits 2
complains 'squint: --set name=a?[31mb: contains a control character, or is not UTF-8'

# ---- the setting itself ----
for setting in '' x =3 . cavity. .cavity; do
    refused_key "$setting" "write KEY=VALUE, for example 'cavity.detuning=300 kHz'"
done
refused_key 'cavity=3' "'cavity' is a section; write for example 'cavity.coupling=…'"
refused_key 'cavity.detunin=1' "unknown key 'cavity.detunin'; did you mean 'cavity.detuning'?"
refused_key 'foo=1' "unknown key 'foo'; known are squint, name, platform, atoms, cavity, decoherence, drive, readout, initial, time, clock, noise"
run 'two bad settings' rates "$lab" -s foo=1 -s cavity.coupling=4
exits 2
check 'two messages' test "$(wc -l <err)" -eq 2

# ---- what only the whole lab shows ----
run 'mean-field above threshold' predict "$lab" -s initial.direction=mean-field -s drive.ratio=1.5
exits 2
complains "squint: $lab: initial.direction: mean-field: there is no mean-field steady state in the superradiant phase (Upsilon/Upsilon_c = 1.5); lower the drive, or give a direction such as -x or [120 deg, 150 deg]"
for value in 'cavity.coupling=1e300 Hz' 'cavity.linewidth=1e-300 Hz' 'decoherence.relaxation_time=1e-300 s' \
    'cavity.length=1e300 m' 'decoherence.temperature=1e300 K' 'drive.power=1e300 W'; do
    run "$value" rates "$lab" -s "$value"
    exits 2
    complains_part "squint: --set $value: '${value#*=}' is beyond any laboratory, where a "
    complains_part ' in size ('
done
printf '%s\n' 'squint: 1' 'platform: model' 'atoms: {number: 37}' 'rates: {gamma_collective: 0}' \
    'drive: {ratio: 0.9}' >model.yaml
run 'ratio of nothing' rates model.yaml
exits 2
complains 'squint: model.yaml:5:16: drive.ratio needs a critical drive, which is zero for rates.gamma_collective = rates.gamma_collective_up and rates.chi = 0; give drive.rabi instead'
begin 'refused values leave no file'
check 'none' test -z "$(ls -d result* 2>/dev/null)"

# ---- odd, and physics ----
for setting in 'drive.rabi=0 Hz' 'drive.ratio=0' 'drive.ratio=1' 'atoms.number=2' 'cavity.detuning=0 Hz' \
    'cavity.detuning=-1e9 kHz' 'decoherence.relaxation_time=1e9 s' 'time.until=1e-12 s'; do
    run "$setting" predict "$lab" -s "$setting"
    exits 0
    complains ''
    prints_part 'best squeezing'
    check 'no NaN, no infinity, no -0' sh -c '! grep -w -i -e nan -e inf -e "-0\.0*" out'
done
finish
