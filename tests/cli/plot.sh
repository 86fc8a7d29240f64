#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# squint predict --plot: figures in three formats, and gnuplot that is not there or fails.
. "${srcdir:-.}/tests/cli/lib.sh"
lab=$srcdir/platforms/sr87-clock-cavity.yaml
mkdir empty failing idle tmp
TMPDIR=$PWD/tmp
export TMPDIR
printf '#!/bin/sh\necho "a warning" >&2\necho "it is broken" >&2\nexit 1\n' >failing/gnuplot
chmod +x failing/gnuplot
printf '#!/bin/sh\nexit 0\n' >idle/gnuplot
chmod +x idle/gnuplot

# run_with PATH TITLE ARGUMENT…: run with another search path.
run_with() {
    path_before=$PATH
    begin "$2"
    PATH=$1
    shift 2
    again "$@"
    PATH=$path_before
}

# begins FILE BYTES: FILE is not empty and begins with the bytes, given in hexadecimal.
begins() { test "$(od -An -tx1 -N4 "$1" | tr -d ' \n')" = "$2"; }

nothing_left() {
    check 'no temporary file' test -z "$(ls tmp)"
    check 'nothing beside the figure' test "$(ls -d figure* 2>/dev/null | tr '\n' ' ')" = "$1"
}

if command -v gnuplot >/dev/null; then
    for format in png:89504e47 svg:3c3f786d pdf:25504446; do
        file=figure.${format%:*}
        run "$file" predict "$lab" --plot "$file"
        exits 0
        complains ''
        prints_part 'best squeezing'
        check 'magic bytes' begins "$file" "${format#*:}"
        nothing_left "$file "
        rm -f "$file"
    done

    cat >quoted.yaml <<'END'
squint: 1
name: "it's `a` \"test\" %d {x} Ω _a^b @v \\n"
platform: model
atoms: {number: 37}
rates: {gamma_collective: 1, gamma_s: 4}
drive: {ratio: 0.9}
END
    run 'special characters in names' predict -q quoted.yaml -p "figure's \`x\` %d.svg"
    exits 0
    complains ''
    mv "figure's \`x\` %d.svg" figure.svg
    check 'the title survives' grep -Fq "it's \`a\` \"test\" %d {x} Ω _a^b @v \\n" figure.svg

    begin 'a name of two lines'
    mkdir lines
    again predict -q quoted.yaml -p "$(printf 'lines/a\nb.svg')"
    exits 0
    check 'that file alone' test "$(ls -q lines)" = 'a?b.svg'

    # Whole numbers in the script must not be divided as integers.
    begin 'times that are whole numbers'
    for until in 1 3 10; do
        again predict -q quoted.yaml -s "time.until=$until" --plot figure.svg
        exits 0
        complains ''
    done
    sed 's/ratio: 0.9/rabi: 0/' quoted.yaml >still.yaml
    run 'nothing moves' predict -q still.yaml --plot figure.svg -s rates.gamma_collective=0 \
        -s rates.gamma_s=0
    exits 0
    complains ''
    check 'no nan' sh -c '! grep -iw nan figure.svg'
    run 'JSON and a figure' predict --json "$lab" --plot figure.svg
    check 'nothing but JSON' test "$(head -c 1 out)$(tail -n 1 out)" = '{}'
    rm -f figure.svg
else
    echo 'skip - no gnuplot: figures are not drawn'
fi

run_with "$PWD/empty" 'gnuplot is missing' predict "$lab" --plot figure.png
exits 1
complains 'squint: gnuplot was not found, so there is no figure; install it (Debian: apt-get install gnuplot-nox) or leave out --plot'
prints_part 'best squeezing                            7.89'
nothing_left ''

printf '\211PNG\r\n\032\nold' >figure.png
cp figure.png old
run_with "$PWD/failing:$PATH" 'gnuplot fails' predict "$lab" --plot figure.png
exits 1
complains 'squint: gnuplot failed: it is broken'
prints_part 'best squeezing                            7.89'
check 'the old figure stays' cmp old figure.png
nothing_left 'figure.png '

run_with "$PWD/idle:$PATH" 'gnuplot draws nothing' predict "$lab" --plot figure.png
exits 1
complains "squint: $PWD/figure.png: gnuplot ended without drawing anything; is its terminal for this kind of file there?"
check 'the old figure stays' cmp old figure.png
nothing_left 'figure.png '

run_with "$PWD/failing:$PATH" 'with -o' predict "$lab" --plot figure.png -o answer.txt
exits 1
check 'the answer is written' grep -q 'best squeezing' answer.txt

run 'folder that is not there' predict "$lab" --plot nowhere/figure.png
exits 1
complains 'squint: nowhere/figure.png: cannot write: No such file or directory; choose a folder that exists and that you may write to'
prints_part 'best squeezing'
mkdir folder.png
run 'a folder' predict "$lab" --plot folder.png
exits 1
complains 'squint: folder.png: cannot write: it is a folder'
# What gnuplot is asked to draw: the critical number as it is, and the optimum.
mkdir -p spy
printf '%s\n' '#!/bin/sh' 'cp "$1" seen.gp' "exec $(command -v gnuplot || echo false) \"\$@\"" >spy/gnuplot
chmod +x spy/gnuplot
if command -v gnuplot >/dev/null; then
    run_with "$PWD/spy:$PATH" 'the script' predict -q --plot spied.png "$srcdir/platforms/sr87-clock-cavity.yaml"
    exits 0
    check 'N_c = 2 Omega/Upsilon_c' sh -c 'test "$(awk "/^critical_number =/ {print \$3 + 0}" seen.gp)" = 9477'
    check 'N_c is drawn unscaled' grep -qF 'is_critical_shown ? critical_number * count_scale : NaN with lines' seen.gp
    check 'the optimum is marked' grep -qF 'at first best_time * scale, first best_db' seen.gp
fi

finish
