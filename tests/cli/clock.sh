# SPDX-License-Identifier: GPL-3.0-or-later
# What a clock gains.
. "${srcdir:-.}/tests/cli/lib.sh"
sr87=$srcdir/platforms/sr87-clock-cavity.yaml

# 2.1 s of preparation eat 4.9 of 7.9 dB.
run 'a clock' clock -q "$sr87" -s clock.interrogation=1s --goal 1e-18
exits 0
complains ''
prints_part '  line                        Sr-87 1S0 - 3P0 (clock), 429.228004 THz'
prints_part '  preparation                 none          2.1'
prints_part '  Allan deviation at 1 s      3.708e-18     2.6'
prints_part '  averaging to 1e-18          13.7 s        6.9'
prints_part '  costs of most squeezing     preparation 4.9'
check 'the clock within 80 columns' eval '! sed -n "/^Clock/,\$p" out | LC_ALL=C.UTF-8 grep -qE "^.{81}"'

run 'for scripts' clock --json "$sr87" -s clock.interrogation=1s -s clock.laser_phase=0.1rad
exits 0
prints_part '"frequency": 429228004229873'
prints_part '"limit": "preparation"'
prints_part '"averaging": null'

run 'settings for a clock' optimize -q "$sr87" --free drive.ratio --goal clock -s clock.interrogation=1s
exits 0
prints_part '  preparation                 none'

run 'no clock line' clock "$srcdir/platforms/mg25-penning.yaml" -s clock.interrogation=1s
exits 2
complains_part "there is no clock line: platform 'penning' has none; 'cavity' has"

run 'no interrogation' clock "$sr87"
exits 2
complains_part 'clock.interrogation is missing'
again optimize "$sr87" --goal clock
exits 2
complains_part 'clock.interrogation is missing'

run 'a goal that is none' clock "$sr87" -s clock.interrogation=1s --goal 2
exits 2
complains 'squint: --goal 2: a fractional uncertainty is wanted, such as 1e-18'
again clock "$sr87" -s clock.interrogation=1s --goal fast
exits 2
complains_part "squint: --goal 'fast' is not a number; write for example '1e-18'"

run 'a phase beyond the fringe' clock "$sr87" -s clock.interrogation=1s -s clock.laser_phase=0.5rad
exits 2
complains_part 'clock.laser_phase'

run 'time is not chosen by a clock' optimize "$sr87" --goal clock --at 1s -s clock.interrogation=1s
exits 2
complains_part '--at and --goal clock exclude each other'
finish
