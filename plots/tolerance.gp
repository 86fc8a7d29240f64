# SPDX-License-Identifier: GPL-3.0-or-later
# How well inputs have to be held: a bar for each, hardest first, on an axis that is logarithmic
# to either side.  Values come as variables, inputs as $inputs: number, then of the lower and of
# the upper side the distance in units of the scale, the kind (0: an end, 1: no limit, 2: unknown
# beyond) and a text; key; value.
# Colours: Okabe & Ito (2008), told apart by every common colour vision.

blue = '#0072B2'; orange = '#D55E00'; grey = '#777777'; pale_blue = '#b9d7ea'; pale_orange = '#f5d0b5'

small_font = sprintf(',%g', small)

# The axis begins at a power of ten below the shortest side, but not at any price.
stats $inputs using ($3 == 0 ? $2 : NaN) name 'LOW' nooutput
stats $inputs using ($6 == 0 ? $5 : NaN) name 'HIGH' nooutput
finite(x) = x == x && x > 0
least(a, b) = finite(a) && finite(b) ? (a < b ? a : b) : finite(a) ? a : b
most(a, b) = finite(a) && finite(b) ? (a > b ? a : b) : finite(a) ? a : b
shortest = least(exists('LOW_min') ? LOW_min : NaN, exists('HIGH_min') ? HIGH_min : NaN)
longest = most(exists('LOW_max') ? LOW_max : NaN, exists('HIGH_max') ? HIGH_max : NaN)
top = ceil(log10(longest) + 0.25)
bottom = floor(log10(shortest) - 0.15)
bottom = bottom < top - 4 ? top - 4 : bottom
length(d) = d > 0 && log10(d) > bottom ? log10(d) - bottom : 0
# What is shorter than the axis can tell is drawn all the same.
seen(d) = length(d) > 0.03 ? length(d) : 0.03
end(d, kind) = kind == 1 ? (d > 0 ? top - bottom : 0) : seen(d) < top - bottom ? seen(d) : top - bottom

row = 0.33
set border 1 linewidth 0.7
set tics scale 0.6
left_edge = 0.025 + 0.0098 * (longest_key > 18 ? longest_key : 18)
right_edge = 0.86
middle = (left_edge + right_edge) / 2
set lmargin at screen left_edge
set rmargin at screen right_edge
set tmargin at screen 0.835
set bmargin at screen 0.125
set yrange [n_inputs - 0.4 : -0.6]
set xrange [-(top - bottom) : top - bottom]
set y2range [n_inputs - 0.4 : -0.6]
set ytics scale 0 font small_font noenhanced
set y2tics scale 0 font small_font noenhanced textcolor rgb grey
set key off

percent(k) = k + 2 > 2 || k + 2 < -2 ? sprintf('10^{%d}', k + 2) : sprintf('%.10g', 10.0 ** (k + 2))
set xtics nomirror font small_font
set xtics ('0' 0)
do for [k = bottom + 1 : top] {
    set xtics add ('−'.percent(k) -(k - bottom))
    set xtics add ('+'.percent(k) k - bottom)
    set arrow from k - bottom, graph 0 to k - bottom, graph 1 nohead back linewidth 0.5 linecolor rgb '#e2e2e2'
    set arrow from -(k - bottom), graph 0 to -(k - bottom), graph 1 nohead back linewidth 0.5 linecolor rgb '#e2e2e2'
}
set arrow from 0, graph 0 to 0, graph 1 nohead front linewidth 1 linecolor rgb 'black'
set label 6 'away from the value, in % (angles: of a radian; zeros: of the collective rate)' \
    at screen middle, 0.062 center font small_font
if (has_unknown || has_open) {
    set label 7 'pale: '.(has_open ? 'no end as far as was looked' : '')\
        .(has_unknown && has_open ? '; ' : '')\
        .(has_unknown ? 'with ?, not known further out (trust ends)' : '') \
        at screen (has_unknown && has_open ? 0.5 : middle), 0.025 center font small_font textcolor rgb grey
}

set label 1 lab_title at screen 0.5, 0.960 center noenhanced
if (title_is_long) { set label 1 font small_font }
set label 2 sprintf('within a bar, the others held: at most %g dB below the %.2f dB at %s', \
    loss_db, ideal_db, time_text) at screen 0.5, 0.912 center noenhanced font small_font
set label 3 'value' at screen right_edge + 0.014, 0.862 left font small_font textcolor rgb grey
set label 4 'lower end' at screen middle - 0.01, 0.862 right font small_font textcolor rgb blue
set label 5 'upper end' at screen middle + 0.01, 0.862 left font small_font textcolor rgb orange

# A text stands behind its bar, or within it where the frame is near.
within(kind) = kind == 0 ? 0xffffff : 0x000000
gap = 0.02 * (top - bottom)
letter = 0.0105 * 2 * (top - bottom) / (right_edge - left_edge)
fits(d, kind, text) = end(d, kind) + gap + letter * strlen(text) < top - bottom
plot \
    $inputs using (0):1:(-end($2, $3)):(0):($1 - row):($1 + row):ytic(8):y2tic(9) with boxxyerror \
        fillcolor rgb pale_blue fillstyle solid noborder, \
    $inputs using (0):1:(0):(end($5, $6)):($1 - row):($1 + row) with boxxyerror \
        fillcolor rgb pale_orange fillstyle solid noborder, \
    $inputs using (0):1:($3 == 0 ? -end($2, $3) : 0):(0):($1 - row):($1 + row) with boxxyerror \
        fillcolor rgb blue fillstyle solid noborder, \
    $inputs using (0):1:(0):($6 == 0 ? end($5, $6) : 0):($1 - row):($1 + row) with boxxyerror \
        fillcolor rgb orange fillstyle solid noborder, \
    $inputs using (fits($2, $3, strcol(4)) ? -end($2, $3) - gap : NaN):1:(strcol(4)) with labels right \
        font small_font noenhanced, \
    $inputs using (fits($5, $6, strcol(7)) ? end($5, $6) + gap : NaN):1:(strcol(7)) with labels left \
        font small_font noenhanced, \
    $inputs using (fits($2, $3, strcol(4)) ? NaN : -end($2, $3) + gap):1:(strcol(4)):(within($3)) with labels \
        left font small_font noenhanced textcolor rgb variable, \
    $inputs using (fits($5, $6, strcol(7)) ? NaN : end($5, $6) - gap):1:(strcol(7)):(within($6)) with labels \
        right font small_font noenhanced textcolor rgb variable
