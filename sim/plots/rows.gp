# ---- Beside names: dots, ranges and bars on panels, and words ----
# Of the data index 0 has the names: row, place, name, and the words of each column; index 1
# what is on the panels: panel (0: none), row, value, low, high, from and to of a range, and
# target. Of `stacked` bars the panels are parts of one, each from .. to.
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
left(p) = start(p) + before * char
right(p) = start(p + 1) - after * char
ends(w) = item(word_places, 3 * w)
place(w) = right(item(word_places, 3 * w - 2)) + item(word_places, 3 * w - 1) * char

# Names, words, and hair lines between the rows.
head_look = "font small textcolor rgb '#444444'"
set lmargin at screen 0
set rmargin at screen 1
set xrange [0:width]
if (!text) do for [i=0:rows] {
    set arrow from screen x(24), first i + 0.5 to screen x(width - 24), first i + 0.5 \
        nohead back linecolor rgb '#e4e4e4'
}
# In a drawing in text the line at 0 reaches into the line above.
lower = y(top - (zero && text ? 24 : 12))
upper = y(top - (zero && text ? 42 : 30))
if (!stacked) do for [p=1:panels] {
    if (zero) {
        set label head[p] at screen x((left(p) + right(p)) / 2), screen upper center @head_look
        set label below[p] at screen x((left(p) + right(p)) / 2), screen lower center @head_look
    } else {
        set label head[p] at screen x(left(p)), screen (below[p] eq '' ? lower : upper) left \
            @head_look
        set label below[p] at screen x(left(p)), screen lower left @head_look
    }
}
do for [w=1:word_columns] {
    if (ends(w)) {
        set label word_head[w] at screen x(place(w)), screen lower right @head_look
        set label word_upper[w] at screen x(place(w)), screen upper right @head_look
    } else {
        set label word_head[w] at screen x(place(w)), screen lower left @head_look
    }
}
plot data index 0 using (24):2:3 with labels left, \
    for [w=1:word_columns] data index 0 \
        using (ends(w) ? -width : place(w)):1:w + 3 with labels left, \
    for [w=1:word_columns] data index 0 \
        using (ends(w) ? place(w) : -width):1:w + 3 with labels right

# The legend: of the parts that have a name, one after the other, in characters.
at(k) = k == 1 ? 0 : at(k - 1) + (head[k - 1] eq '' ? 0 : strlen(head[k - 1]) + 6)
if (stacked) {
    @bare
    set lmargin at screen x(start(1))
    set rmargin at screen x(width - 24)
    set tmargin at screen y(top - 57)
    set bmargin at screen y(top - 39)
    set xrange [0:(width - 24 - start(1)) / char]
    set yrange [0:1]
    do for [k=1:parts] { set label head[k] at at(k) + 3, 0.5 left font small }
    plot -9 with lines, \
        for [k=1:parts] '+' using (head[k] eq '' ? -9 : at(k)):(0.5):(at(k)):(at(k) + 2):(0.2):(0.8) \
            every ::0::0 with boxxyerror linecolor rgb colour[k]
    set tmargin at screen y(top)
    set bmargin at screen y(bottom)
    set yrange [rows + 0.5:0.5]
}

# The panels. What is not there is drawn beside them, what is past the axis is cut off.
tall = axis ? 0.32 : 0.3
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
        # What would run into its neighbour has no number; 0 has one.
        # On each side of it labels are as far apart as the longest there needs, or else one is
        # at the end, if that is far enough from 0.
        n = floor((x_to[p] - x_from[p]) / x_step[p] + 1e-6)
        first = floor(x_from[p] / x_step[p] + 0.5)
        step_wide = (right(p) - left(p)) / (n > 0 ? n : 1)
        wide(v) = strlen(tick(v, x_unit[p])) * char
        steps(v) = floor(abs(v) / x_step[p] + 0.5)
        every(v) = !zero ? 1 : wide(v) + char <= steps(v) * step_wide ? \
            ceil((wide(v) + char) / step_wide) : \
            (wide(v) + 3 * char) / 2 <= steps(v) * step_wide ? steps(v) : n + 1
        do for [i=0:n] {
            v = x_from[p] + i * x_step[p]
            apart = every(first + i < 0 ? x_from[p] : x_to[p])
            set xtics add ((first + i) % apart == 0 ? tick(v, x_unit[p]) : '' v)
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
    begin(a) = here(a < x_to[p] ? a : NaN)
    end(a, b) = here(a < x_to[p] ? (b < x_to[p] ? b : x_to[p]) : NaN)
    if (stacked || !axis) {
        # A bar of a part, or the share of a panel.
        of(k, v) = column(1) == k && v == v ? v : off
        base(k) = of(k, stacked ? column(6) : 0)
        tip(k) = of(k, stacked ? column(7) : column(3) == column(3) ? column(3) : 0)
        fits(n) = strlen(group(n)) + 1.5 < (column(7) - column(6)) / span * (right(1) - left(1)) / char
        plot data index 1 using (!axis && !text ? here(0) : off):2:(here(0)):(here(1)):($2 - tall):($2 + tall) \
                with boxxyerror linecolor rgb '#eeeeee', \
            for [k=(stacked ? 1 : p):(stacked ? parts : p)] data index 1 \
                using (base(k)):2:(base(k)):(tip(k)):($2 - tall):($2 + tall) \
                with boxxyerror linecolor rgb colour[k], \
            data index 1 using (stacked && !text && $1 > 0 && fits($3 + 0.5) ? ($6 + $7) / 2 : off):2:\
                (stacked ? group(int($3 + 0.5)) : ''):($1 > 0 ? ink[int($1)] : 0) \
                with labels font small textcolor rgb variable
    } else {
        # A range of one number is a mark as well.
        thin = 8 * span / (right(p) - left(p))
        short(a, b) = end(a, b) - begin(a) < thin
        plot data index 1 using (begin($6) - (short($6, $7) ? thin / 2 : 0)):2:\
            (short($6, $7) ? thin : end($6, $7) - begin($6)):(0) \
                with vectors nohead dashtype solid linecolor rgb '#9ecae8' linewidth 10, \
            data index 1 using (here($3 > x_to[p] || $7 > x_to[p] ? x_to[p] - 0.04 * span : NaN)):2:\
                (0.04 * span):(0) \
                with vectors head filled size screen 0.012, 25 dashtype solid \
                linecolor rgb '#4a90c0' linewidth 2, \
            data index 1 using (here($8)):($2 - 0.36):(0):(0.72) \
                with vectors nohead dashtype solid linecolor rgb '#111111' linewidth 3, \
            data index 1 using (begin($4)):2:(end($4, $5) - begin($4)):(0) \
                with vectors heads size screen 0.005, 90 dashtype solid \
                linecolor rgb '#111111' linewidth 2, \
            data index 1 using (here($3 <= x_to[p] ? $3 : NaN)):2 \
                with points linecolor rgb '#a63603' pointtype 7 pointsize 0.9
    }
}
unset multiplot
