#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Lab files that are no lab files, and faults that are seen in the file as a whole.
. "${srcdir:-.}/tests/cli/lib.sh"
lab=$srcdir/platforms/sr87-clock-cavity.yaml

# refused TITLE FILE MESSAGE: exit code 2, no result, one message that begins with the file.
refused() {
    run "$1" rates "$2"
    exits 2
    prints ''
    complains "squint: $3"
}

# ---- not a text, not YAML, not a mapping ----
refused 'no such file' missing.yaml 'cannot open missing.yaml: No such file or directory'
refused 'a folder' . 'cannot read .: Is a directory'
refused 'below a file' "$lab/x" "cannot open $lab/x: Not a directory"
: >empty.yaml
run 'empty file' rates empty.yaml
exits 2
complains_part 'empty.yaml: the file is empty'
printf '\177ELF\001\002\377\376junk' >binary.yaml
refused 'binary' binary.yaml 'binary.yaml:1: not a text file: byte 0x7f at offset 0 is a control character or not UTF-8; a lab file is UTF-8 text'
printf ': : : {{{ ]' >nonsense.yaml
run 'nonsense' rates nonsense.yaml
exits 2
complains_part 'nonsense.yaml:1:1: not YAML: '
printf 'hello' >scalar.yaml
refused 'single value' scalar.yaml "scalar.yaml:1:1: a lab file consists of 'key: value' lines; this is a single value"
printf '%s\n' 'a: b' '---' 'c: d' >two.yaml
refused 'two documents' two.yaml 'two.yaml:2:1: a second document begins here; put each lab into a file of its own'
printf 'squint: 1\natoms:\n\tnumber: 3\n' >tab.yaml
run 'tab' rates tab.yaml
exits 2
complains_part 'tab.yaml:3:1: not YAML: '
complains_part 'indent with blanks, not tabs'

# ---- files made to hurt: an answer at once and with little memory ----
# The limit of 400 MB is for the plain program; a sanitizer reserves terabytes.
limited() { (test -n "${SQUINT_SANITIZED-}" || ulimit -v 400000 2>/dev/null; "$SQUINT" rates "$1") >out 2>err; }
hurt() {
    begin "$1"
    limited "$2"
    code=$?
    exits 2
    complains "squint: $3"
}
dd if=/dev/null of=sparse.yaml bs=1 seek=104857600 2>/dev/null
yes 'key: value' | head -c 20000000 >long.yaml
for file in sparse long; do
    hurt "$file file" $file.yaml "$file.yaml: larger than a lab file may be (1024 KiB); is it the right file?"
done
{ printf 'squint: 1\nx: ' && head -c 100000 /dev/zero | tr '\0' '['; } >deep.yaml
hurt 'deep nesting' deep.yaml 'deep.yaml:2:5: a list can hold only single values, no lists and no sections'
head -c 100000 /dev/zero | tr '\0' '{' >braces.yaml
begin 'deep mappings'
limited braces.yaml
code=$?
exits 2
{
    echo 'a: &a [x,x,x,x,x,x,x,x,x]'
    for pair in b:a c:b d:c e:d f:e g:f h:g; do
        echo "${pair%:*}: &${pair%:*} [*${pair#*:},*${pair#*:},*${pair#*:},*${pair#*:},*${pair#*:},*${pair#*:}]"
    done
} >bomb.yaml
hurt 'aliases that multiply' bomb.yaml 'bomb.yaml:1:4: an anchor (&…) cannot be used in a lab file; write the value itself'
printf 'a: &a\n  b: *a\n' >loop.yaml
hurt 'alias to itself' loop.yaml 'loop.yaml:1:4: an anchor (&…) cannot be used in a lab file; write the value itself'

# ---- all faults in one go, with line and column ----
cat >many.yaml <<'END'
squint: 1
name: many faults
platform: cavity
atoms:
  number: 12.5
  colour: red
cavity:
  coupling: 4
  linewith: 150 kHz
  detuning: 150 s
decoherence:
  relaxation_time: 10 s
  relaxation_rate: 0.1 1/s
drive:
  ratio: 0.9
  rabi: 1 Hz
initial:
  direction: north
END
run 'many faults' predict many.yaml -o out.txt --plot out.png
exits 2
prints ''
complains - <<'END'
squint: many.yaml:5:11: atoms.number: '12.5' is not a whole number; it must be between 2 and 1e+15 (number of atoms (spins) in the ensemble; one alone cannot be squeezed)
squint: many.yaml:6:3: unknown key 'atoms.colour'; the keys of 'atoms' are number, species, wavelength, natural_linewidth, cloud_radius
squint: many.yaml:7:1: required key 'cavity.linewidth' (or 'cavity.finesse') is missing: full width at half maximum kappa, the decay rate of the energy
squint: many.yaml:8:13: cavity.coupling: '4' has no unit; write for example '4 Hz' (atom-cavity coupling g, half the single-photon Rabi frequency 2g; or give cavity.waist and cavity.length, from which it is computed)
squint: many.yaml:9:3: unknown key 'cavity.linewith'; did you mean 'cavity.linewidth'?
squint: many.yaml:10:13: cavity.detuning: '150 s' is a time; a rate is wanted, for example '150 kHz' (Delta_c = atom frequency - cavity frequency; positive (cavity red of the atom) makes chi > 0)
squint: many.yaml:13:3: 'decoherence.relaxation_time = 10 s' (line 12) and 'decoherence.relaxation_rate = 0.1 1/s' (line 13) exclude each other; keep one of them
squint: many.yaml:16:3: 'drive.ratio = 0.9' (line 15) and 'drive.rabi = 1 Hz' (line 16) exclude each other; keep one of them
squint: many.yaml:18:14: initial.direction: 'north' is not one of +x, -x, +y, -y, +z, -z and mean-field, nor a pair of angles such as '[121.92 deg, 147.70 deg]' (where all spins point at time 0: an axis, mean-field (steady state of the collective model), or [polar angle, azimuth]; for chi < 0 the mirror image of -x is +x)
END
check 'no output, no figure, nothing beside them' test -z "$(ls -d out.* 2>/dev/null)"

cat >twice.yaml <<'END'
squint: 1
platform: cavity
atoms: {number: 1e4, species: Sr-87}
cavity: {coupling: 4 Hz, linewidth: 150 kHz, coupling: 5 Hz}
drive: {ratio: 0.9}
drive: {ratio: 0.8}
END
run 'key given twice' rates twice.yaml
exits 2
complains - <<'END'
squint: twice.yaml:4:46: 'cavity.coupling' is given twice, first on line 4
squint: twice.yaml:6:1: 'drive' is given twice, first on line 5
END
printf '%s\n' 'squint: 1' 'platform: cavity' 'atoms: {species: Sr-87}' >few.yaml
run 'required keys' rates few.yaml
exits 2
complains - <<'END'
squint: few.yaml:3:1: required key 'atoms.number' is missing: number of atoms (spins) in the ensemble; one alone cannot be squeezed
squint: few.yaml: required key 'cavity.linewidth' (or 'cavity.finesse') is missing: full width at half maximum kappa, the decay rate of the energy
squint: few.yaml: the coupling is not known: give cavity.coupling (g, half the single-photon Rabi frequency, for example '4 Hz'), or cavity.waist, cavity.length and atoms.species (or its wavelength and natural linewidth), from which it follows
squint: few.yaml: the drive is missing: give drive.ratio (Upsilon/Upsilon_c, for example 0.9), drive.rabi (Omega), drive.photons or drive.power
END
printf '%s\n' 'platform: model' 'atoms: {number: 37}' 'drive: {ratio: 0.9}' >version.yaml
refused 'no version' version.yaml "version.yaml: required key 'squint' is missing: version of the lab file's format, 1"
echo 'squint: 1' >platform.yaml
refused 'no platform' platform.yaml "platform.yaml: required key 'platform' is missing or not a word: write 'platform: cavity' (see 'squint list platforms')"
printf '%s\n' 'squint: 1' 'platform: cavty' >platform.yaml
refused 'misspelt platform' platform.yaml "platform.yaml:2:11: unknown platform 'cavty'; did you mean 'cavity'?"
printf '%s\n' 'squint: 1' 'platform: model' 'atoms: 37' 'drive: {ratio: {a: 1}}' >section.yaml
run 'value for a section' rates section.yaml
exits 2
complains_part "section.yaml:3:1: 'atoms' is a section, it cannot have a value"
complains_part "section.yaml:4:9: 'drive.ratio' is a value, not a section"

printf '%s\n' 'squint: 1' 'platform: cavity' 'atoms: {number: 1e4}' \
    'cavity: {coupling: 4 Hz, linewidth: 150 kHz}' >bare.yaml
run 'no drive, no relaxation' rates bare.yaml
exits 2
complains - <<'END'
squint: bare.yaml: the relaxation of the atoms is not known: give atoms.species (its natural linewidth is then used), atoms.natural_linewidth or decoherence.relaxation_time, for example '10 s'
squint: bare.yaml: the drive is missing: give drive.ratio (Upsilon/Upsilon_c, for example 0.9), drive.rabi (Omega), drive.photons or drive.power
END
finish
