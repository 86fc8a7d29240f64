# SPDX-License-Identifier: GPL-3.0-or-later
# Squeezing over two inputs.  Values come as variables; $cells has the edges of each cell, its dB,
# 0, 1 for a lower bound or 2 where there is no answer, and 1 where the model is out of its range;
# $points, in lines, x, y, dB, how far
# the model is out of its range, and how far the drive lies above Upsilon_lower, Upsilon_upper and
# Upsilon_c (logarithms: 0 is the border).
# Colours: viridis (van der Walt & Smith 2015), which grows evenly lighter.

set palette defined (0 '#440154', 1 '#482878', 2 '#3e4989', 3 '#31688e', 4 '#26828e', \
    5 '#1f9e89', 6 '#35b779', 7 '#6ece58', 8 '#b5de2b', 9 '#fde725')
grey = '#bbbbbb'
small_font = sprintf(',%g', small)
# Before there are ranges, which would leave out what is beyond them.
stats $cells using 5 name 'DB' nooutput
stats $cells using ($6 == 1) name 'BOUND' nooutput
stats $cells using ($6 == 2) name 'NONE' nooutput
has_bound = BOUND_max > 0
has_none = NONE_max > 0
bottom = DB_min > -1 ? (DB_min < 0 ? DB_min : 0) : -1
top = DB_max > bottom + 0.5 ? DB_max : bottom + 0.5

# Contours, each as lines of their own, in coordinates from 0 to 1: gnuplot drops what is close.  A border that no point lies beyond has none.
power(x) = 10 ** floor(log10(x))
round_up(x) = power(x) * (x / power(x) > 5 ? 10 : x / power(x) > 2 ? 5 : x / power(x) > 1 ? 2 : 1)
step = round_up((top - bottom) / 8.0)
to_x(x) = x_log ? log(x / x_low) / log(x_high / x_low) : (x - x_low) / (x_high - x_low)
to_y(y) = y_log ? log(y / y_low) / log(y_high / y_low) : (y - y_low) / (y_high - y_low)
of_x(u) = x_log ? x_low * (x_high / x_low) ** u : x_low + u * (x_high - x_low)
of_y(u) = y_log ? y_low * (y_high / y_low) ** u : y_low + u * (y_high - y_low)
unset surface
set contour base
set cntrparam levels incremental 0, step, top
set table $levels
splot $points using (to_x($1)):(to_y($2)):3 with lines
unset table
set cntrparam levels discrete 0
$validity << END
NaN NaN
END
$lower << END
NaN NaN
END
$upper << END
NaN NaN
END
$critical << END
NaN NaN
END
array border[4]
do for [k = 1:4] {
    stats $points using (column(3 + k)) name 'B' nooutput
    border[k] = exists('B_records') && B_records > 0 && B_min < 0 && B_max > 0
    undefine B_*
}
if (border[1]) {
    set table $validity
    splot $points using (to_x($1)):(to_y($2)):4 with lines
    unset table
}
if (border[2]) {
    set table $lower
    splot $points using (to_x($1)):(to_y($2)):5 with lines
    unset table
}
if (border[3]) {
    set table $upper
    splot $points using (to_x($1)):(to_y($2)):6 with lines
    unset table
}
if (border[4]) {
    set table $critical
    splot $points using (to_x($1)):(to_y($2)):7 with lines
    unset table
}
unset contour
set surface

if (x_log) { set logscale x }
if (y_log) { set logscale y }
set xrange [x_low : x_high]
set yrange [y_low : y_high]
set cbrange [bottom : top]
set border linewidth 0.7
set tics scale 0.6 front
set lmargin at screen 0.135
set rmargin at screen 0.825
set tmargin at screen 0.86
set bmargin at screen 0.115
set xlabel x_label noenhanced offset 0, 0.4
set label 5 y_label at screen 0.03, graph 0.5 center rotate noenhanced
decades(low, high) = log10(high / low)
set format y '%g'
set format x '%g'
if (x_log && decades(x_low, x_high) > 3) { set format x '10^{%T}' }
if (y_log && decades(y_low, y_high) > 3) { set format y '10^{%T}' }
set colorbox user origin screen 0.845, screen 0.115 size screen 0.03, screen 0.745
set cblabel sprintf('best squeezing (dB), a line each %g dB', step) offset 0.6, 0 font small_font
set cbtics font small_font scale 0.4
set label 1 lab_title at screen 0.48, 0.972 center noenhanced
if (title_is_long) { set label 1 font small_font }

# The key, in one row.
set key off
key_x = 0.14
key_y = 0.91
array names[4] = ['model out of range', 'Υ_{lower}', 'Υ_{upper}', 'Υ_c']
array width[4] = [0.28, 0.15, 0.15, 0.11]
array dash[4] = [1, 3, 2, 4]
do for [k = 1:4] {
    if (border[k]) {
        set arrow k from screen key_x, key_y to screen key_x + 0.05, key_y nohead front \
            linewidth 1.6 dashtype dash[k] linecolor rgb (k == 1 ? '#D55E00' : 'black')
        set label 10 + k names[k] at screen key_x + 0.06, key_y font small_font
        key_x = key_x + width[k]
    }
}
remark = (has_bound ? 'dots: a lower bound  ' : '').(has_none ? 'grey: no answer' : '')
set label 20 remark at screen 0.97, key_y right font small_font

inside = x_here >= x_low && x_here <= x_high && y_here >= y_low && y_here <= y_high
if (inside) {
    set label 30 '★' at first x_here, first y_here center front textcolor rgb 'white' noenhanced
}

# Each cell reaches below those that come after it: no seams.  Grey ones lie above all, and end at
# their edges.
far(a, b, log) = log ? b * sqrt(b / a) : b + (b - a) / 2
plot \
    $cells using (($1 + $2) / 2):(($3 + $4) / 2):1:(far($1, $2, x_log)):3:(far($3, $4, y_log)):($6 < 2 ? $5 : NaN) with boxxyerror \
        fillstyle solid noborder linecolor palette, \
    $cells using ($6 == 2 ? ($1 + $2) / 2 : NaN):(($3 + $4) / 2):1:2:3:4 with boxxyerror \
        fillstyle solid noborder linecolor rgb grey, \
    $cells using ($6 == 1 ? ($1 + $2) / 2 : NaN):(($3 + $4) / 2) with points pointtype 7 \
        pointsize 0.2 * mark linecolor rgb 'white', \
    $cells using ($7 > 0 ? ($1 + $2) / 2 : NaN):(($3 + $4) / 2):1:2:3:4 with boxxyerror \
        fillstyle transparent pattern 4 noborder linecolor rgb '#D55E00', \
    $levels using (of_x($1)):(of_y($2)) with lines linewidth 0.7 linecolor rgb '#ffffff', \
    for [k = 1:border[1]] $validity using (of_x($1)):(of_y($2)) with lines linewidth 1.6 linecolor rgb '#D55E00', \
    for [k = 1:border[2]] $lower using (of_x($1)):(of_y($2)) with lines linewidth 3 linecolor rgb '#66ffffff', \
    for [k = 1:border[2]] $lower using (of_x($1)):(of_y($2)) with lines linewidth 1.6 dashtype 3 linecolor rgb 'black', \
    for [k = 1:border[3]] $upper using (of_x($1)):(of_y($2)) with lines linewidth 3 linecolor rgb '#66ffffff', \
    for [k = 1:border[3]] $upper using (of_x($1)):(of_y($2)) with lines linewidth 1.6 dashtype 2 linecolor rgb 'black', \
    for [k = 1:border[4]] $critical using (of_x($1)):(of_y($2)) with lines linewidth 3 linecolor rgb '#66ffffff', \
    for [k = 1:border[4]] $critical using (of_x($1)):(of_y($2)) with lines linewidth 1.6 dashtype 4 linecolor rgb 'black'
