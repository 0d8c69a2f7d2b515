# ---- A plane of points with names, ellipses around them, and a frontier ----
# Of the data index 0 has the points: number, x, y, height of the name, and in column 7 the name;
# index 1 the frontier; index 1 + i single campaigns of point i. An ellipse is x_of + wide cos(t), y_of + tilt cos(t) + high sin(t).
# Names beside the points that are furthest to the right stand beside the plot.
most = 0
do for [i=1:dots] { most = x_of[i] > most ? x_of[i] : most }
names = 20 + name_columns * char - (1 - most / (x_end + 0.0)) * (width - 124)
names = names > 0 ? names : 0
set lmargin at screen x(76)
set rmargin at screen x(width - 24 - names)
set tmargin at screen y(top)
set bmargin at screen y(bottom)
unset border
set border 1 linecolor rgb '#888888'
set grid xtics ytics linetype 0 dashtype solid linecolor rgb '#dddddd' linewidth 1
set xrange [0:x_end]
set yrange [0:y_end]
set xtics @tick_look ('' 0)
set ytics @tick_look ('' 0)
set for [i=0:int(x_end / x_step + 1e-6)] xtics add (tick(i * x_step, x_unit) i * x_step)
set for [i=0:int(y_end / y_step + 1e-6)] ytics add (tick(i * y_step, y_unit) i * y_step)
set label x_title at graph 0.5, screen y(bottom + 40) center font small textcolor rgb '#444444'
set label y_title at screen x(24), screen y(74) left font small textcolor rgb '#444444'
# Names stand on white, so that dots behind them do not run through their letters.
if (!text) set style textbox opaque fillcolor rgb '#ffffff' noborder margins 0.6, 0.3
set parametric
set trange [0:2 * pi]
set samples 73
beside = 14.0 * x_end / (width - 100 - names)
plot for [i=1:dots] data index i + 1 using (text ? -1 : $1):2 \
        with points linecolor rgb '#a0'.hue(look(i)) pointtype 7 pointsize 0.3, \
    for [i=1:dots] x_of[i] + wide[i] * cos(t), \
        y_of[i] + tilt[i] * cos(t) + high[i] * sin(t) \
        with lines linetype look(i) dashtype dash(i) linewidth 1.5, \
    data index 1 using 1:2 with lines linecolor rgb '#999999' dashtype solid linewidth 2.5, \
    data index 0 using 2:3:(beside):($4 - $3) \
        with vectors nohead linecolor rgb '#aaaaaa' dashtype solid linewidth 1, \
    for [i=1:dots] data index 0 using 2:($1 == i ? $3 : NaN) \
        with points linetype look(i) pointsize 1.2, \
    data index 0 using ($2 + 1.2 * beside):4:7 with labels left boxed
unset multiplot
