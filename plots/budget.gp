# SPDX-License-Identifier: GPL-3.0-or-later
# What is gained as causes are taken out one after the other: a waterfall from the squeezing as
# planned to that of a lab without any of them.  Values come as variables, steps as $steps: number,
# dB from, dB to, cause, text.
# Colours: Okabe & Ito (2008), told apart by every common colour vision.

blue = '#0072B2'; orange = '#D55E00'; grey = '#777777'; green = '#009E73'

small_font = sprintf(',%g', small)
stats $steps using 3 name 'TO' nooutput
top = TO_max > 0 ? TO_max : 1
bottom = TO_min < 0 ? TO_min : 0
span = top - bottom
# The number of a step that loses stands to its left, where there must be room for it.
stats $steps using ($3 < $2 ? $3 : top) name 'LOSS' nooutput
room = LOSS_min < bottom + 0.13 * span ? 0.13 : 0.02

row = 0.33
set border 1 linewidth 0.7
set tics scale 0.6
set lmargin at screen 0.34
set rmargin at screen 0.95
set tmargin at screen 0.855
set bmargin at screen 0.125
set yrange [n_steps - 0.4 : -0.6]
set xrange [bottom - room * span : top + 0.13 * span]
set ytics scale 0 font small_font noenhanced
set xtics nomirror font small_font
set grid xtics linetype 1 linewidth 0.5 linecolor rgb '#e2e2e2'
set xlabel 'squeezing (dB)' font small_font
set key off

set label 1 lab_title at screen 0.5, 0.960 center noenhanced
if (title_is_long) { set label 1 font small_font }
set label 2 'causes taken out one after the other, costliest first, each at its own best time ('.by_text.')' \
    at screen 0.5, 0.912 center noenhanced font small_font
set label 3 'gain' at screen 0.36, 0.872 left font small_font textcolor rgb blue
set label 4 'loss' at screen 0.42, 0.872 left font small_font textcolor rgb orange

if (has_open) {
    set label 5 '> there may be more: trust or time end' at screen 0.645, 0.018 center \
        font small_font textcolor rgb grey
}

low(a, b) = a < b ? a : b
high(a, b) = a > b ? a : b
gap = 0.012 * span
colour(n, a, b) = n == 0 ? 0x777777 : b >= a ? 0x0072B2 : 0xD55E00
plot \
    $steps using (0):1:(low($2, $3)):(high($2, $3)):($1 - row):($1 + row):(colour($1, $2, $3)):ytic(4) \
        with boxxyerror linecolor rgb variable fillstyle solid noborder, \
    $steps using 3:($1 < n_steps - 1 ? $1 + row : NaN):(0):(1 - 2 * row) with vectors nohead linewidth 0.7 linecolor rgb grey, \
    $steps using 3:($1 - row):(0):(2 * row):(colour($1, $2, $3)) with vectors nohead linewidth 1.5 \
        linecolor rgb variable, \
    $steps using ($3 >= $2 ? $3 + gap : NaN):1:(strcol(5)) with labels left font small_font noenhanced, \
    $steps using ($3 < $2 ? $3 - gap : NaN):1:(strcol(5)) with labels right font small_font noenhanced
