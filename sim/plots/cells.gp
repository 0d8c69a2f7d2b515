# ---- Cells: a row a segment, a column a strategy ----
# Of the data index 0 has the cells: column, row, how far below the highest, frame (2: drawn,
# 1: dashed), and words; index 1 the rows: number and name; index 2 the columns: number, place and name.
set lmargin at screen x(24 + 30 * char)
set rmargin at screen x(width - 24)
set tmargin at screen y(top)
set bmargin at screen y(bottom)
unset xtics
unset ytics
unset border
set xrange [0.5:cells + 0.5]
set yrange [(rows > 0 ? rows : 1) + 0.5:0.5]
# From nearly white for the best to orange for what is furthest behind.
shade(v) = int(250 - 20 * v / most) * 65536 + int(248 - 110 * v / most) * 256 + \
    int(245 - 180 * v / most)
if (rows == 0) {
    plot -1 with lines
} else {
    plot data index 0 using 1:2:(0.47):(0.44):(shade($3)) \
            with boxxyerror fillstyle solid noborder linecolor rgb variable, \
        data index 0 using 1:($4 == 2 ? $2 : -1):(0.47):(0.44) \
            with boxxyerror fillstyle empty border rgb '#0072b2' dashtype solid \
            linewidth 2.5 linecolor rgb '#0072b2', \
        data index 0 using 1:($4 == 1 ? $2 : -1):(0.47):(0.44) \
            with boxxyerror fillstyle empty border rgb '#0072b2' dashtype (6, 4) \
            linewidth 1.5 linecolor rgb '#0072b2', \
        data index 0 using 1:2:5 with labels center

    # The strategies.
    eval bare
    set tmargin at screen y(74)
    set bmargin at screen y(top)
    set yrange [0:1]
    plot data index 2 using 1:2:3 with labels center

    # The segments.
    set lmargin at screen x(24)
    set rmargin at screen x(24 + 30 * char)
    set tmargin at screen y(top)
    set bmargin at screen y(bottom)
    set xrange [0:1]
    set yrange [rows + 0.5:0.5]
    plot data index 1 using (0):1:2 with labels left
}
unset multiplot
