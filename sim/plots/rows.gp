# ---- Beside names: dots, ranges and bars on panels, and words ----
# Places are pixels and characters from the left. Of the data index 0 has the names: row, place
# and name; index 1 the dots: panel, row, value, low, high, from and to of a range, target, and
# 1 where the range goes on past the axis; index 2 the bars: panel, row, from, to, kind (0: what
# lies behind all), words and their colour; index 3 the words: row, pixels, characters, 1 to end
# there, words; index 4 the legend: kind, place, name. Panel 0 is none.
set yrange [rows + 0.5:0.5]
set tmargin at screen y(top)
set bmargin at screen y(bottom)
unset xtics
unset ytics
unset border

# Names, words, and hair lines between the rows.
set lmargin at screen 0
set rmargin at screen 1
set xrange [0:width]
if (!text) do for [i=0:rows] {
    set arrow from screen x(24), first i + 0.5 to screen x(width - 24), first i + 0.5 \
        nohead back linecolor rgb '#e4e4e4'
}
do for [i=1:heads] {
    h = head_at[i] + head_char[i] * char
    if (head_align[i] eq 'left') {
        set label head[i] at screen x(h), screen y(top - 12 - 18 * head_up[i]) left \
            font small textcolor rgb '#444444'
    }
    if (head_align[i] eq 'right') {
        set label head[i] at screen x(h), screen y(top - 12 - 18 * head_up[i]) right \
            font small textcolor rgb '#444444'
    }
    if (head_align[i] eq 'center') {
        set label head[i] at screen x(h), screen y(top - 12 - 18 * head_up[i]) center \
            font small textcolor rgb '#444444'
    }
}
plot data index 0 using (24):2:3 with labels left, \
    data index 3 using ($4 > 0 ? -width : $2 + $3 * char):1:5 with labels left, \
    data index 3 using ($4 > 0 ? $2 + $3 * char : -width):1:5 with labels right

# The legend.
if (legend) {
    @bare
    set lmargin at screen x(legend_at + legend_char * char)
    set rmargin at screen x(width - 24)
    set tmargin at screen y(top - 39)
    set bmargin at screen y(top - 21)
    set xrange [0:(width - 24 - legend_at) / char - legend_char]
    set yrange [0:1]
    place(k) = column(1) == k ? column(2) : -9
    plot -9 with lines, \
        for [k=1:kinds] data index 4 using (place(k)):(0.5):(place(k)):(place(k) + 2):(0.2):(0.8) \
            with boxxyerror linecolor rgb colour[k], \
        data index 4 using ($2 + 3):(0.5):3 with labels font small left
    set tmargin at screen y(top)
    set bmargin at screen y(bottom)
    set yrange [rows + 0.5:0.5]
}

# The panels. What is not there is drawn beside them.
do for [p=1:panels] {
    @axes
    if (!axis) {
        unset border
        unset grid
    }
    set lmargin at screen x(left_at[p] + left_char[p] * char)
    set rmargin at screen x(right_at[p] + right_char[p] * char)
    set xrange [x_from[p]:x_to[p]]
    if (axis) {
        set xtics @tick_look ('' x_from[p])
        do for [i=1:|x_at|] {
            if (tick_panel[i] == p) { set xtics add (x_tick[i] x_at[i]) }
        }
        set grid xtics
    }
    set label x_title at graph 0.5, screen y(bottom + 40) center font small \
        textcolor rgb '#444444'
    if (zero) {
        set arrow from 0, graph 0 to 0, graph 1 nohead back linecolor rgb '#666666' linewidth 1
    }
    span = x_to[p] - x_from[p]
    off = x_from[p] - 2 * span
    here(v) = column(1) == p && v == v ? v : off
    bar(v, k) = column(5) == k && !(text && k == 0) ? here(v) : off
    plot data index 2 \
            using (bar($3, 0)):2:(bar($3, 0)):(bar($4, 0)):($2 - tall):($2 + tall) \
            with boxxyerror linecolor rgb '#eeeeee', \
        for [k=1:kinds] data index 2 \
            using (bar($3, k)):2:(bar($3, k)):(bar($4, k)):($2 - tall):($2 + tall) \
            with boxxyerror linecolor rgb colour[k], \
        data index 2 using (text ? off : (here($3) + here($4)) / 2):2:6:7 \
            with labels font small textcolor rgb variable, \
        data index 1 using (here($6)):2:(here($7) - here($6)):(0) \
            with vectors nohead dashtype solid linecolor rgb '#9ecae8' linewidth 10, \
        data index 1 using (here($9 > 0 ? x_to[p] - 0.04 * span : NaN)):2:(0.04 * span):(0) \
            with vectors head filled size screen 0.012, 25 dashtype solid \
            linecolor rgb '#4a90c0' linewidth 2, \
        data index 1 using (here($8)):($2 - 0.36):(0):(0.72) \
            with vectors nohead dashtype solid linecolor rgb '#111111' linewidth 3, \
        data index 1 using (here($4)):2:(here($5) - here($4)):(0) \
            with vectors heads size screen 0.005, 90 dashtype solid \
            linecolor rgb '#111111' linewidth 2, \
        data index 1 using (here($3)):2 \
            with points linecolor rgb '#a63603' pointtype 7 pointsize dot
}
unset multiplot
