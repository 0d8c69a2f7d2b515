# ---- What happened with whom, a dot for each event ----
# Of the data index k - 1 has the events of kind k: x and row; the index after them the names of
# rows and where these stand.
left = 24 + (name_columns + 1) * char
right = width - 36
# The kinds, one after the other, in characters.
at(k) = k == 1 ? 1 : at(k - 1) + strlen(head[k - 1]) + 5
set lmargin at screen x(24)
set rmargin at screen x(width - 24)
set tmargin at screen y(top - 34)
set bmargin at screen y(top - 14)
unset xtics
unset ytics
unset border
set xrange [0:(width - 48) / char]
set yrange [0:1]
do for [k=1:parts] { set label head[k] at at(k) + 2, 0.5 left font small }
plot for [k=1:parts] '+' using (at(k)):(0.5) every ::0::0 \
    with points linecolor rgb colour[k] pointtype ink[k] pointsize 0.9
@bare
set lmargin at screen x(left)
set rmargin at screen x(right)
set tmargin at screen y(top)
set bmargin at screen y(bottom)
set border 1 linecolor rgb '#888888'
set xrange [x_from:x_to]
set yrange [rows + 0.5:0.5]
set xtics @tick_look ('' x_from)
do for [i=1:word_columns] { set xtics add (word_head[i] item(word_places, i)) }
set grid xtics linetype 0 dashtype solid linecolor rgb '#dddddd' linewidth 1
if (!text && rows <= 60) {
    do for [i=1:rows] {
        set arrow from graph 0, first i to graph 1, first i nohead back linecolor rgb '#eeeeee'
    }
}
plot for [k=1:parts] data index k - 1 using 1:2 \
    with points linecolor rgb colour[k] pointtype ink[k] pointsize rows <= 60 ? 0.9 : 0.4
@bare
set lmargin at screen x(24)
set rmargin at screen x(left)
set xrange [0:name_columns + 1]
set yrange [rows + 0.5:0.5]
plot data index parts using (0):1:2 with labels left font small
unset multiplot
