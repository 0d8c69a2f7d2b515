# ---- Beside names: dots, ranges and bars on panels, and words ----
# Of the data index 0 has the names: row, place
# and name; index 1 the dots: panel, row, value, low, high, from and to of a range, target, and
# 1 where the range goes on past the axis; index 2 the bars: panel, row, from, to, kind (0: what
# lies behind all), words and their colour; index 3 the words: column, row, words; index 4 the legend: kind, place, name. Panel 0 is none.
set yrange [rows + 0.5:0.5]
set tmargin at screen y(top)
set bmargin at screen y(bottom)
unset xtics
unset ytics
unset border

# Places, in pixels from the left: where the part of the page for a panel begins, its panel, and
# a column of words.
names = name_columns + 2
start(p) = 24 + (p - 1.0) * (width - 48) / panels + (names - (p - 1.0) * (names + beside) / panels) * char
left(p) = start(p) + before
right(p) = start(p + 1) - after - after_char * char
place(w) = word_char[w] * char + (word_from[w] == 0 ? left(word_panel[w]) : \
    word_from[w] == 1 ? right(word_panel[w]) : \
    word_from[w] == 2 ? start(word_panel[w] + 1) : width - 24)

# Names, words, and hair lines between the rows.
head_look = "font small textcolor rgb '#444444'"
set lmargin at screen 0
set rmargin at screen 1
set xrange [0:width]
if (!text) do for [i=0:rows] {
    set arrow from screen x(24), first i + 0.5 to screen x(width - 24), first i + 0.5 \
        nohead back linecolor rgb '#e4e4e4'
}
lower = y(top - 12)
upper = y(top - 30)
do for [p=1:panels] {
    if (zero) {
        set label head[p] at screen x((left(p) + right(p)) / 2), screen lower center @head_look
    } else {
        set label head[p] at screen x(left(p)), screen (below[p] eq '' ? lower : upper) left \
            @head_look
        set label below[p] at screen x(left(p)), screen lower left @head_look
    }
}
do for [w=1:word_columns] {
    if (word_ends[w]) {
        set label word_head[w] at screen x(place(w)), screen lower right @head_look
        set label word_upper[w] at screen x(place(w)), screen upper right @head_look
    } else {
        set label word_head[w] at screen x(place(w)), screen lower left @head_look
    }
}
plot data index 0 using (24):2:3 with labels left, \
    for [w=1:word_columns] data index 3 \
        using ($1 == w && !word_ends[w] ? place(w) : -width):2:3 with labels left, \
    for [w=1:word_columns] data index 3 \
        using ($1 == w && word_ends[w] ? place(w) : -width):2:3 with labels right

# The legend.
if (legend) {
    @bare
    set lmargin at screen x(start(1))
    set rmargin at screen x(width - 24)
    set tmargin at screen y(top - 39)
    set bmargin at screen y(top - 21)
    set xrange [0:(width - 24 - start(1)) / char]
    set yrange [0:1]
    kind(k) = column(1) == k ? column(2) : -9
    plot -9 with lines, \
        for [k=1:kinds] data index 4 using (kind(k)):(0.5):(kind(k)):(kind(k) + 2):(0.2):(0.8) \
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
    set lmargin at screen x(left(p))
    set rmargin at screen x(right(p))
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
