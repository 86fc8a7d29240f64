# SPDX-License-Identifier: GPL-3.0-or-later
# Squeezing and effective atom number against time, for several values of one or two inputs.
# Values come as variables, curves as $curves (t, dB, N_eff, one index each), best points as $best
# (t, dB), what a curve is for as text_0, text_1, …, to stand beside level_0, level_1, … (dB).
# Colours: viridis without its lightest end (van der Walt & Smith 2015): they ascend with the values.

set palette defined (0 '#440154', 1 '#414487', 2 '#2a788e', 3 '#22a884', 4 '#7ad151')
small_font = sprintf(',%g', small)
part(k) = n_curves > 1 ? k / (n_curves - 1.0) : 0.3
set cbrange [0 : 1]
unset colorbox
round_power(x) = 10 ** floor(log10(x))
round_up(x) = round_power(x) * (x / round_power(x) > 5 ? 10 : x / round_power(x) > 2 ? 5 : \
    x / round_power(x) > 1 ? 2 : 1)

stats $curves using 3 name 'NEFF' nooutput
set border linewidth 0.7
set tics scale 0.6
set lmargin at screen 0.135
set rmargin at screen 0.83
set multiplot
set clip points
set xrange [0 : until * scale]
set xtics round_up(until * scale / 7)

set yrange [-0.05 * top : top * 1.12]
set ytics round_up(top / 6)
set tmargin at screen 0.865
set bmargin at screen 0.405
set format x ''
set label 1 lab_title at screen 0.5, 0.965 center noenhanced
if (title_is_long) { set label 1 font small_font }
set label 2 keys at screen 0.98, 0.905 right noenhanced font small_font
set label 5 '−10 log_{10} ξ^2  (dB)' at screen 0.03, graph 0.5 center rotate
set key off
do for [k = 0:n_curves - 1] {
    eval sprintf("set label %d value('text_%d') at graph 1.015, first %g noenhanced font small_font textcolor palette fraction %g", \
        11 + k, k, value(sprintf('level_%d', k)), part(k))
}

plot for [k = 0:n_curves - 1] $curves index k using ($1 * scale):2:(part(k)) with lines \
         linewidth 2 linecolor palette, \
     for [k = 0:n_curves - 1] $best every ::k::k using ($1 * scale):2:(part(k)) with points \
         pointtype 7 pointsize 0.7 * mark linecolor palette

do for [k = 1:n_curves] { unset label 10 + k }
unset label 1
unset label 2
set xtics mirror
set tmargin at screen 0.390
set bmargin at screen 0.105
set format x '%g'
set format y '%.10g'
set xlabel time_label offset 0, 0.5
set label 5 'N_{eff}' at screen 0.03, graph 0.5 center rotate
span = NEFF_max - NEFF_min > 1e-3 * NEFF_max ? NEFF_max - NEFF_min : 1e-3 * NEFF_max
set yrange [NEFF_min - 0.08 * span : NEFF_max + 0.05 * span]
set ytics round_up(span / 5)
plot for [k = 0:n_curves - 1] $curves index k using ($1 * scale):3:(part(k)) with lines \
         linewidth 2 linecolor palette
unset multiplot
set clip points
