# SPDX-License-Identifier: GPL-3.0-or-later
# Squeezing, and when, against one input.  Values come as variables; $points has x, dB, its error,
# the time, and 0, 1 for a lower bound or 2 where there is no answer.
# Colours: Okabe & Ito (2008), told apart by every common colour vision.

blue = '#0072B2'; orange = '#D55E00'; grey = '#777777'; green = '#009E73'; pale = '#bcd7ea'

small_font = sprintf(',%g', small)
stats $points using 2 name 'DB' nooutput
stats $points using 4 name 'TIME' nooutput
has_time = exists('TIME_max') && TIME_records > 0 && TIME_max > 0

if (x_log) { set logscale x }
set xrange [x_low : x_high]
set border linewidth 0.7
set tics scale 0.6
set lmargin at screen 0.135
set rmargin at screen 0.965
set multiplot

span = DB_max - DB_min > 0.5 ? DB_max - DB_min : 0.5
set yrange [DB_min - 0.08 * span : DB_max + 0.12 * span]
set tmargin at screen 0.90
set bmargin at screen 0.405
set format x ''
set label 1 lab_title at screen 0.55, 0.955 center noenhanced
if (title_is_long) { set label 1 font small_font }
set label 5 'best squeezing (dB)' at screen 0.03, graph 0.5 center rotate
set key off
inside = x_here >= x_low && x_here <= x_high
if (inside) {
    set arrow 1 from first x_here, graph 0 to first x_here, graph 1 nohead dashtype 2 \
        linewidth 0.9 linecolor rgb grey
    set label 6 'lab' at first x_here, graph 1 offset 0.4, -0.7 font small_font textcolor rgb grey
}
stats $points using ($5 == 1 ? 1 : NaN) name 'BOUND' nooutput
if (exists('BOUND_records') && BOUND_records > 0) {
    set label 7 'open: a lower bound' at graph 0.98, graph 0.06 right font small_font
}
plot \
    $points using 1:($2 - $3):($2 + $3) with filledcurves fillcolor rgb pale fillstyle solid noborder, \
    $points using 1:2 with lines linewidth 2 linecolor rgb blue, \
    $points using 1:($5 == 0 ? $2 : NaN) with points pointtype 7 pointsize 0.6 * mark linecolor rgb blue, \
    $points using 1:($5 == 1 ? $2 : NaN) with points pointtype 6 pointsize 0.7 * mark linecolor rgb blue

set tmargin at screen 0.385
set bmargin at screen 0.115
unset label
unset arrow 1
if (inside) {
    set arrow 1 from first x_here, graph 0 to first x_here, graph 1 nohead dashtype 2 \
        linewidth 0.9 linecolor rgb grey
}
set format x '%g'
set format y '%g'
set xlabel x_label noenhanced offset 0, 0.4
set label 5 time_label at screen 0.03, graph 0.5 center rotate
if (has_time && TIME_min > 0 && TIME_max > 20 * TIME_min) { set logscale y }
set autoscale y
if (!has_time) { set yrange [0 : 1] }
plot $points using 1:($4 * scale) with lines linewidth 2 linecolor rgb green, \
     $points using 1:($4 * scale) with points pointtype 7 pointsize 0.5 * mark linecolor rgb green
unset multiplot
