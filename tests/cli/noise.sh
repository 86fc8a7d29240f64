# SPDX-License-Identifier: GPL-3.0-or-later
# What differs from shot to shot: the section noise, --noise, and what is said of them.
. "${srcdir:-.}/tests/cli/lib.sh"
sr87=$srcdir/platforms/sr87-clock-cavity.yaml
cat >lab.yaml <<'EOF'
squint: 1
platform: cavity
atoms: {species: Sr-87, number: 1e4}
cavity: {coupling: 4 Hz, coupling_is: uniform, linewidth: 150 kHz, detuning: 150 kHz}
decoherence: {relaxation_time: 10 s}
drive: {ratio: 0.9477}
initial: {direction: [121.92 deg, 147.70 deg]}
time: {until: 2.7 s}
noise:
  atoms.number: poisson
EOF

# 7.89 to 6.94 dB, as without a word about it; now with that of the plan.
run 'noise of a lab' predict -q lab.yaml
exits 0
complains ''
prints_part 'best squeezing                            7.89 ± 0.06 dB after 2.106 s, without noise'
prints_part 'with noise                                6.94 ± 0.00 dB after 1.543 s, the best time then'
prints_part ' dB after 2.106 s, as planned (about '
prints_part 'by order 4, 7.89 dB without noise'
check 'Poisson is said once' eval '! grep -q "Poisson" out'
cp out file
again predict -q "$sr87" --noise atoms.number=poisson
check 'on the command line the same' cmp file out
again predict -q "$sr87" --set noise.atoms.number=poisson
check 'as a setting the same' cmp file out
again budget -q lab.yaml
prints_part 'at the best time                          6.94 dB after 1.543 s'
again predict -q lab.yaml --noise time.stop=2% --noise atoms.number=0
prints_part 'with noise                                7.68 ± 0.05 dB after 2.058 s, the best time then'
again budget -q lab.yaml --noise time.stop=2% --noise atoms.number=0
prints_part 'at the best time                          7.68 dB after 2.058 s'
again predict -q lab.yaml --noise atoms.number=0
prints_part 'with Poisson N                            by order 4, 7.89 -> '
check 'taken away' eval '! grep -q "with noise" out'
again predict -q lab.yaml -s noise.atoms.number=1% --noise atoms.number=0.1poisson
prints_part '7.72 ± 0.02 dB after 1.961 s'

# What other programs found by order 2: 6.99, 7.87 and 7.08 dB.
run 'by order 2' predict -q lab.yaml --solver cumulant --order 2
prints_part 'with noise                                6.99 ± 0.05 dB after 1.558 s, the best time then'
prints_part 'by order 2, 8.02 dB without noise'
again predict -q lab.yaml --order 2 -s noise.atoms.number=1% --noise atoms.number=0.1poisson
prints_part 'with noise                                7.87 ± 0.17 dB after 2.01'
again predict -q lab.yaml --order 2 --noise atoms.number=0 --noise drive.rabi=1%
prints_part 'with noise                                7.08 ± 0.05 dB after 1.51'

run 'several, in JSON' predict --json lab.yaml --noise drive.rabi=0.5% --noise time.stop=5ms --noise readout.atoms=30
exits 0
prints_part '"key": "atoms.number"'
prints_part '"kind": "poisson"'
prints_part '"rms": 100.0'
prints_part '"kind": "relative"'
prints_part '"key": "readout.atoms"'
prints_part '"drive.rabi": "0.5%"'
prints_part '"planned_error_db": '
prints_part '"shots": 74'

run 'the input in effect' predict lab.yaml --noise drive.detuning='2 mHz'
prints_part '  noise:'
prints_part '    atoms.number: poisson'
prints_part '    drive.detuning: 2 mHz'

run 'the best settings of a lab with noise' optimize -q --free drive.ratio=0.94..0.95 -o best.yaml lab.yaml
exits 0
prints_part 'with noise                                '
check 'it stands in the file' grep -q '  atoms.number: poisson' best.yaml
again predict -q best.yaml
exits 0
prints_part 'with noise                                '

run 'couplings that differ' predict -q "$srcdir/platforms/sr87-geometry-cavity.yaml" --noise readout.atoms=30
prints_part 'with noise, uniform model                 '
prints_part 'by order 4 of the uniform model, 4.44 dB without noise'

# A trajectory is a shot.
run 'trajectories with noise' predict -q lab.yaml --solver trajectories --trajectories 64 --points 21
exits 0
prints_part 'by 64 trajectories, '
cp out one
again predict -q lab.yaml --solver trajectories --trajectories 64 --points 21 --threads 3
check 'threads change nothing' cmp one out
again predict --json lab.yaml --solver trajectories --trajectories 64 --points 21
prints_part '"by": "trajectories"'

run 'shots that there cannot be' predict -q "$sr87" --noise decoherence.relaxation_time=50%
prints_part 'left out are 2.3 % of the shots, which the lab cannot have'

run 'nothing is squeezed' predict -q "$srcdir/platforms/mg25-penning.yaml" --noise readout.atoms=30
exits 0
prints_part 'with noise                                unknown: there is no squeezing that it could spoil'

run 'noise that cannot be' predict lab.yaml --noise drive.detuning=1%
exits 2
complains "squint: lab.yaml: noise.drive.detuning = 1%: drive.detuning is 0, and so would be its noise; write an rms such as '150 kHz'"
again predict lab.yaml --noise drive.rabi=1% --noise drive.ratio=1%
exits 2
complains "squint: --set noise.drive.rabi=1%: 'noise.drive.ratio = 1%' and 'noise.drive.rabi = 1%' exclude each other; keep one of them"
again predict lab.yaml --noise drive.rabi=poisson
exits 2
complains_part "'poisson' is for what is counted, atoms.number; write an rms here, such as '1 %' or '150 kHz'"
again predict lab.yaml --noise number=1%
exits 2
complains "squint: --set noise.number=1%: unknown key 'noise.number'; did you mean 'noise.atoms.number'?"
again predict lab.yaml --noise xyz.qq=1%
exits 2
complains_part "unknown key 'noise.xyz.qq'; the keys of 'noise' are"
complains_part '  cavity.coupling, cavity.vacuum_rabi, cavity.transition_strength,'
check 'within 80 columns but for the first line' eval '! sed 1d err | grep -qE "^.{80}"'
again predict lab.yaml --noise cavity.length=1% --set 'cavity.length=4 cm'
exits 2
complains_part 'cavity.length does not end in the rates or the initial direction of this lab'
again predict lab.yaml --noise atoms.number
exits 2
complains_part "write KEY=RMS, for example 'atoms.number=poisson' or 'drive.ratio=1%'"

run 'where it would have no effect' predict --csv lab.yaml --noise drive.rabi=1%
exits 2
complains 'squint: --noise adds to the report and to --json; leave out --csv'
again predict -n lab.yaml --noise drive.rabi=1%
exits 2
complains 'squint: --noise has nothing to spoil with --dry-run; leave out one of them'
finish
