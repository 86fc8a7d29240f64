# SPDX-License-Identifier: GPL-3.0-or-later
# Squeezing and effective atom number against time.  Values come as variables, curves
# as $curves: index 0 the reported order, then the others (columns t, dB, N_eff), named
# in names; $classes what n_classes classes of coupling make of it (t, dB, dB of the spin
# weighted with the coupling).
# Colours: Okabe & Ito (2008), told apart by every common colour vision.

blue = '#0072B2'; orange = '#D55E00'; grey = '#777777'; green = '#009E73'; pale = '#efefef'; single = '#b8c8d8'

name(k) = word(names, k)[1:5] eq 'order' ? 'order '.word(names, k)[7:] : word(names, k)
small_font = sprintf(',%g', small)
count_scale = 10.0 ** -count_power
count_label = count_power == 0 ? 'N_{eff}' : sprintf('N_{eff} / 10^{%d}', count_power)
# A round distance of about x: 1, 2 or 5 times a power of ten.
power(x) = 10 ** floor(log10(x))
round_up(x) = power(x) * (x / power(x) > 5 ? 10 : x / power(x) > 2 ? 5 : x / power(x) > 1 ? 2 : 1)

set datafile missing 'nan'
stats $curves index 0 using 2 name 'DB' nooutput
stats $curves index 0 using 3 name 'NEFF' nooutput
set border linewidth 0.7
set tics scale 0.6
set xrange [0:until * scale]
set x2range [0:until / time_unit]
set xtics round_up(until * scale / 7)
set x2tics round_up(until / time_unit / 7)
set lmargin at screen 0.135
set rmargin at screen 0.965

# What lies past valid_until is drawn on grey.
if (has_end) {
    set object 1 rectangle from first valid_until * scale, graph 0 to graph 1, graph 1 \
        behind fillcolor rgb pale fillstyle solid noborder
}

set multiplot

# Above: squeezing.  Only what is squeezed is worth the space.
top = DB_max > 0.5 ? DB_max : 0.5
bottom = DB_min > -0.3 * top ? DB_min : -0.3 * top
set yrange [bottom - 0.05 * top : top * 1.22]
set ytics round_up(top / 6)
set tmargin at screen 0.755
set bmargin at screen 0.405
set label 1 lab_title at screen 0.55, 0.972 center noenhanced
if (title_is_long) { set label 1 font small_font }
set label 2 sprintf('N = %s,  Γ = %s,  χ = %s', N_text, gamma_text, chi_text) \
    at screen 0.55, 0.930 center noenhanced font small_font
set label 3 sprintf('γ_s = %s,  Υ/Υ_c = %s', gamma_s_text, ratio_text) \
    at screen 0.55, 0.893 center font small_font
set label 5 '−10 log_{10} ξ^2  (dB)' at screen 0.03, graph 0.5 center rotate
set format x ''
set xtics nomirror
set x2label scaled_label offset 0, -0.25
# The key, in one row: gnuplot's own has columns as wide as it likes.
set key off
n_entries = (n_kept > 0) + n_curves + (n_classes > 0 ? 2 : 0)
cell = n_kept > 0 ? 0.23 : 0.16
key_left(i) = 0.56 - cell * (n_entries / 2.0 - i)
key_y = 0.855
i = 0
if (n_kept > 0) {
    set arrow 10 from screen key_left(i), key_y to screen key_left(i) + 0.04, key_y nohead \
        linewidth 0.7 linecolor rgb single
    set label 10 'single trajectories' at screen key_left(i) + 0.05, key_y font small_font
    i = i + 1
}
do for [k = 1:n_curves - 1] {
    set arrow 10 + k from screen key_left(i), key_y to screen key_left(i) + 0.04, key_y nohead \
        linewidth 1.3 dashtype k + 1 linecolor rgb grey
    set label 10 + k name(k + 1) at screen key_left(i) + 0.05, key_y font small_font
    i = i + 1
}
set arrow 20 from screen key_left(i), key_y to screen key_left(i) + 0.04, key_y nohead \
    linewidth 2 linecolor rgb blue
set label 20 name(1) at screen key_left(i) + 0.05, key_y font small_font
i = i + 1
if (n_classes > 0) {
    set arrow 21 from screen key_left(i), key_y to screen key_left(i) + 0.04, key_y nohead \
        linewidth 2 dashtype 4 linecolor rgb orange
    set label 21 sprintf('%d classes', n_classes) at screen key_left(i) + 0.05, key_y \
        font small_font
    i = i + 1
    set arrow 22 from screen key_left(i), key_y to screen key_left(i) + 0.04, key_y nohead \
        linewidth 1.3 dashtype 2 linecolor rgb orange
    set label 22 'weighted' at screen key_left(i) + 0.05, key_y font small_font
}
if (best_time == best_time) {
    # The text keeps within the frame: its width is about a third of it.
    text_time = best_time < 0.02 * until ? 0.02 * until : best_time
    set label 4 best_text at first text_time * scale, first best_db offset 0, 0.8 noenhanced front
    if (best_time > 0.25 * until) { set label 4 center }
    if (best_time > 0.7 * until) {
        text_time = best_time > 0.98 * until ? 0.98 * until : best_time
        set label 4 at first text_time * scale, first best_db right
    }
    set label 6 '' at first best_time * scale, first best_db front \
        point pointtype 7 pointsize mark linecolor rgb orange
}
plot for [k = 0:n_kept - 1] $kept index k using ($1 * scale):2 with lines linewidth 0.7 \
         linecolor rgb single, \
     for [k = 1:n_curves - 1] $curves index k using ($1 * scale):2 with lines linewidth 1.3 \
         dashtype k + 1 linecolor rgb grey, \
     for [k = 1:n_classes > 0] $classes using ($1 * scale):2 with lines linewidth 2 dashtype 4 \
         linecolor rgb orange, \
     for [k = 1:n_classes > 0] $classes using ($1 * scale):3 with lines linewidth 1.3 dashtype 2 \
         linecolor rgb orange, \
     $curves index 0 using ($1 * scale):2 with lines linewidth 2 linecolor rgb blue

# Below: effective number of atoms, and where the ensemble leaves the superradiant phase.
unset label
unset arrow
unset x2tics
unset x2label
set xtics mirror
set tmargin at screen 0.390
set bmargin at screen 0.105
set format x '%g'
set format y '%.10g'
set xlabel time_label offset 0, 0.5
set label 5 count_label at screen 0.03, graph 0.5 center rotate
low = critical_number < NEFF_min ? critical_number : NEFF_min
low = low < 0.5 * NEFF_min ? NEFF_min : low
high = critical_number > 0 && critical_number < 1.5 * N && critical_number > N ? critical_number : N
span = high - low > 1e-3 * N ? high - low : 1e-3 * N
set yrange [(low - 0.08 * span) * count_scale : (high + 0.05 * span) * count_scale]
set ytics round_up(span * count_scale / 5)
set key default
set key inside top right vertical samplen 2.5 reverse Left opaque font small_font
# A curve that stays at the top leaves the middle free.
if (NEFF_min - low > 0.7 * span) { set key inside center right }
is_critical_shown = critical_number >= low && critical_number <= high
plot for [k = 0:n_kept - 1] $kept index k using ($1 * scale):($3 * count_scale) with lines \
         linewidth 0.7 linecolor rgb single notitle, \
     $curves index 0 using ($1 * scale):($3 * count_scale) with lines linewidth 2 \
         linecolor rgb green title 'N_{eff}', \
     is_critical_shown ? critical_number * count_scale : NaN with lines linewidth 1.3 \
         dashtype 2 linecolor rgb 'black' \
         title is_critical_shown ? 'N_c = 2Ω/Υ_c = '.critical_text : ''

unset multiplot
