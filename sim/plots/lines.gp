# ---- Lines with names at their ends, and bands around them ----
# Of the data index 0 has the names and where they stand, and index i the points of line i: x,
# value, bounds of its error, and range of single campaigns. `shown`, `banded` and `ranged` number
# the lines that are there and have a band.
if (text) banded = ''
line(i) = i > words(shown) ? 1 : int(word(shown, i))
band(i) = i > words(banded) ? 1 : int(word(banded, i))
# Errors of several at the same place stand side by side; lines that end before the axis does
# are joined to their names only where they are carried on to its end.
aside(v, i) = v
if (whiskers) aside(v, i) = v + (i - (lines + 1) / 2.0) * 6 * x_end / (right - left)
ends(v) = carried || v > x_end * (1 - 1e-9)
style = points ? 'linespoints pointsize 0.7' : 'lines'
if (text) ranged = ''
range(i) = i > words(ranged) ? 1 : int(word(ranged, i))
bars = words(ranged) > 0 ? 7 * words(ranged) + 6 : 0
names = bars + 62 + (value_columns + name_columns + 2) * char

# The lines.
left = 24 + char * (strlen(tick(y_end, y_unit)) + 1)
left = left > 64 ? left : 64
right = width - 24 - names
set lmargin at screen x(left)
set rmargin at screen x(right)
set tmargin at screen y(top)
set bmargin at screen y(bottom)
unset xtics
unset ytics
unset border
set border 1 linecolor rgb '#888888'
set grid noxtics ytics linetype 0 dashtype solid linecolor rgb '#dddddd' linewidth 1
set xrange [0:x_end + (whiskers ? 3.0 * lines * x_end / (right - left) : 0)]
set yrange [0:y_end]
set xtics @tick_look ('' 0)
set ytics @tick_look ('' 0)
if (!dates) {
    set for [i=0:int(x_end / x_step + 1e-6)] xtics add (tick(i * x_step, x_unit) i * x_step)
}
if (dates) {
    # Up to seven or so: every so many days, or the first of every so many months.
    by_day = x_end <= 62
    m = x_end / 30.436875
    step = by_day ? (x_end <= 6 ? 1 : x_end <= 12 ? 2 : x_end <= 42 ? 7 : 14) : m <= 7 ? 1 : \
        m <= 14 ? 2 : m <= 21 ? 3 : m <= 42 ? 6 : m <= 84 ? 12 : m <= 168 ? 24 : m <= 420 ? 60 : \
        m <= 840 ? 120 : 240
    if (by_day) {
        do for [d=0:int(x_end):step] {
            t = (start + d) * 86400.0
            set xtics add (sprintf('%d %s %d', tm_mday(t), word(months, int(tm_mon(t)) + 1), tm_year(t)) d)
        }
    } else {
        month(day) = int(12 * tm_year(day * 86400.0) + tm_mon(day * 86400.0))
        first(k) = int(strptime('%Y-%m-%d', sprintf('%d-%d-1', k / 12, k % 12 + 1)) / 86400.0 + 0.5) - start
        do for [k=(month(start) + step - 1) / step * step:month(start + int(x_end)):step] {
            if (first(k) >= 0) {
                set xtics add (sprintf('1 %s %d', word(months, k % 12 + 1), k / 12) first(k))
            }
        }
    }
}
set for [i=0:int(y_end / y_step + 1e-6)] ytics add (tick(i * y_step, y_unit) i * y_step)
set label x_title at graph 0.5, screen y(bottom + 40) center font small textcolor rgb '#444444'
set label y_title at screen x(24), screen y(74) left font small textcolor rgb '#444444'
do for [i=1:words(shades):2] {
    if (!text) {
        set object rectangle from item(shades, i), graph 0 to item(shades, i + 1), graph 1 \
            behind fillcolor rgb '#ececec' fillstyle solid noborder
    }
}
# Labels that would overlap stand at two heights, and what does not fit there has none.
array taken = [-1e30, -1e30]
wide = x_end / (right - left) * char
do for [i=1:words(marks)] {
    at = item(marks, i)
    half = wide * (strlen(tick(at, 'euros')) + 1) / 2.0
    row = taken[1] <= at - half ? 1 : taken[2] <= at - half ? 2 : 0
    if (row > 0) {
        taken[row] = at + half
        set label tick(at, 'euros') at at, graph 0.98 + 0.045 * row center font small \
            textcolor rgb '#555555'
    }
    set arrow from at, graph 0 to at, graph 1 nohead back \
        linecolor rgb '#777777' dashtype (2, 3)
}
do for [i=1:words(limits)] {
    if (item(limits, i) > 0) {
        set arrow from graph 0, first item(limits, i) to graph 1, first item(limits, i) nohead \
            linetype look(i) dashtype (4, 4) linewidth 1
    }
}
if (across > 0) {
    set arrow from graph 0, first across to graph 1, first across nohead \
        linecolor rgb '#888888' dashtype (4, 4)
}
if (words(shown) == 0) {
    plot -1 with lines
} else {
    plot for [i=1:words(ranged)] data index range(i) using 1:5:6 \
            with filledcurves linetype look(range(i)) fillstyle transparent solid 0.06 noborder, \
        for [i=1:words(ranged)] for [edge=5:6] data index range(i) using 1:edge \
            with lines linecolor rgb '#90'.hue(look(range(i))) dashtype dash(range(i)) \
            linewidth 1, \
        for [i=1:whiskers ? 0 : words(banded)] data index band(i) using 1:3:4 \
            with filledcurves linetype look(band(i)) fillstyle transparent solid 0.25 noborder, \
        for [i=1:whiskers ? words(banded) : 0] data index band(i) using (aside($1, band(i))):2:3:4 \
            with yerrorbars linetype look(band(i)) dashtype solid linewidth 1 pointsize 0, \
        for [i=1:words(shown)] data index line(i) using (aside($1, line(i))):2 \
            with @style linetype look(line(i)) dashtype dash(line(i)) linewidth thick(line(i)), \
        for [i=1:words(shown)] data index 0 \
            using 2:(carried && $1 == line(i) ? $3 : NaN):(x_end - $2):(0) \
            with vectors nohead linetype look(line(i)) dashtype (1, 4) linewidth 1
}

# Where ranges end, side by side, and the names of the lines.
if (words(shown) > 0) {
    eval bare
    set lmargin at screen x(right)
    set rmargin at screen x(width - 24)
    set xrange [0:names]
    plot for [i=1:words(ranged)] data index 0 \
            using (7 * i - 1):($1 == range(i) ? $5 : NaN):(0):($6 - $5) \
            with vectors nohead linecolor rgb '#60'.hue(look(range(i))) dashtype solid linewidth 3, \
        for [i=1:words(shown)] data index 0 \
            using (bars + 2):($1 == line(i) && ends($2) ? $3 : NaN):(16):($4 - $3) \
            with vectors nohead linetype look(line(i)) dashtype solid linewidth 1, \
        for [i=1:words(shown)] data index 0 \
            using (bars + 18):($1 == line(i) ? $4 : NaN):(36):(0) \
            with vectors nohead linetype look(line(i)) dashtype dash(line(i)) \
            linewidth thick(line(i)), \
        for [i=1:words(shown)] data index 0 using (bars + 36):($1 == line(i) && points ? $4 : -1) \
            with points linetype look(line(i)) pointsize 0.7, \
        data index 0 using (bars + 62 + (value_columns + 0.5) * char):4:8 with labels right, \
        data index 0 using (bars + 62 + (value_columns + 1.5) * char):4:7 with labels left
}

# What the axis is, where that holds names.
if (named_axis) {
    eval bare
    set lmargin at screen x(left)
    set rmargin at screen x(right)
    set tmargin at screen y(bottom + 31)
    set bmargin at screen y(bottom + 49)
    set xrange [0:1]
    set yrange [0:1]
    plot data index about - 1 using (0.5):(0.5):2 with labels center font small \
        textcolor rgb '#444444'
}
unset multiplot
