# ---- Shares that add up to 1, one upon the other, with names at their right ----
# Of the data index 0 has x and up to where each part reaches, in steps; index 1 the names of the
# parts and where they stand.
left = 24 + char * 7
right = width - 24 - (name_columns + 2) * char
set lmargin at screen x(left)
set rmargin at screen x(right)
set tmargin at screen y(top)
set bmargin at screen y(bottom)
unset xtics
unset ytics
unset border
set border 1 linecolor rgb '#888888'
set grid noxtics ytics front linetype 0 dashtype solid linecolor rgb '#ffffff' linewidth 1
set xrange [0:x_end]
set yrange [0:1]
set xtics @tick_look ('' 0)
set ytics @tick_look ('' 0)
set for [i=0:int(x_end / x_step + 1e-6)] xtics add (tick(i * x_step, x_unit) i * x_step)
set for [i=0:4] ytics add (tick(i * 0.25, 'share') i * 0.25)
set label x_title at graph 0.5, screen y(bottom + 40) center font small textcolor rgb '#444444'
set label y_title at screen x(24), screen y(74) left font small textcolor rgb '#444444'
if (text) {
    plot for [k=1:parts - 1] data index 0 using 1:k + 1 with lines linetype k
} else {
    plot for [k=1:parts] data index 0 using 1:(k == 1 ? 0 : column(k)):k + 1 \
            with filledcurves linecolor rgb colour[k], \
        for [k=1:parts - 1] data index 0 using 1:k + 1 with lines linecolor rgb '#333333' dashtype solid linewidth 1
}
@bare
set lmargin at screen x(right + char)
set rmargin at screen x(width - 24)
set xrange [0:name_columns + 1]
plot data index 1 using (0):1:2 with labels left font small
unset multiplot
