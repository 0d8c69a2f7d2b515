# ---- What all plots share ----
if (!exists('format')) format = 'svg'
if (!exists('columns')) columns = 120  # of the terminal
columns = columns < 100 ? 100 : columns > 160 ? 160 : columns
text = format eq 'terminal'
if (strstrt(' svg png pdf terminal ', ' '.format.' ') == 0) {
    printerr 'format is svg, png, pdf or terminal'
    exit status 1
}
set encoding utf8
if (format eq 'svg') set terminal svg noenhanced size width, height \
    font 'Arial,13' background '#ffffff'
if (format eq 'png') set terminal pngcairo noenhanced size 2 * width, 2 * height \
    font 'Arial,9.75' fontscale 2 linewidth 2 pointscale 2 dashlength 2
if (format eq 'pdf') set terminal pdfcairo noenhanced size width / 96.0, height / 96.0 \
    font 'Arial,9.75' fontscale 1 linewidth 1 pointscale 1
if (text) set terminal dumb noenhanced size columns, height / 18
if (!text || picture ne '') set output (picture eq '' ? file.'.'.format : picture)
set datafile separator tab

# Places on the page: pixels from the left and from the top. A character is `char` wide.
x(pixels) = pixels / (width + 0.0)
y(pixels) = 1.0 - pixels / (height + 0.0)
char = text ? width / (columns + 0.0) : 7.6
small = format eq 'svg' ? ',12' : ',9'
large = format eq 'svg' ? ',18' : ',13.5'

# A number of a list; of an empty one gnuplot asks for the first as well.
item(list, i) = i > words(list) ? 0 : word(list, i) + 0

# Numbers in the reader's language, as labels of ticks: to gnuplot these are formats.
group(n) = n < 1000 ? sprintf('%d', n) : group(int(n / 1000)).thousands.sprintf('%03d', int(n) % 1000)
places(s) = strstrt(s, '.') == 0 ? s : s[1:strstrt(s, '.') - 1].decimal.s[strstrt(s, '.') + 1:*]
number(v) = v < 0 ? '−'.number(-v) : abs(v - floor(v + 0.5)) < 1e-6 * (1 + v) ? \
    group(int(v + 0.5)) : places(sprintf('%.6g', v))
tick(v, unit) = unit eq 'share' ? number(100 * v).'%%' : unit ne 'euros' ? number(v) : \
    v < 0 ? '−'.euro.number(-v) : euro.number(v)

# Looks of the strategies.
hue(k) = k == 106 ? '8c8c8c' : k > 12 ? substr(colour(k - 1), 2, 7) : word('0072b2 d55e00 009e73 333333 cc79a7 e69f00 \
56b4e9 0072b2 d55e00 009e73 333333 cc79a7', k)

# Of case i: a strategy has its colour and mark by its place in the config; its line is dashed by
# what was varied, or else as its linetype is.
look(i) = int(word(looks, i))
thick(i) = look(i) == 106 ? 3 : 2
own_dashes = '1 2 4 3 5 1 2 3 5 1 4 3'
dash(i) = varied ? (int(word(dashes, i)) - 1) % 7 + 1 : look(i) == 106 ? 1 : look(i) <= 12 ? \
    int(word(own_dashes, look(i))) : 1 + (look(i) - 1) % 4

unset key
set style fill solid noborder

# Begins a part of the page: without axes, or with the lines of a grid.
bare = 'unset label; unset object; unset arrow; unset xtics; unset ytics; unset grid; unset border'
axes = bare."; set border 1 linecolor rgb '#888888'; ".\
    "set grid linetype 0 dashtype solid linecolor rgb '#dddddd' linewidth 1"
tick_look = "nomirror scale 0 font small textcolor rgb '#444444'"

# Title and captions. What tells of colours is left out of a drawing in text.
set label title at screen x(24), screen y(28) left font large textcolor rgb '#111111'
do for [i=1:captions] {
    if (!text || i > of_colours) {
        set label caption[i] at screen x(24), screen y(height - 14 - (captions - i) * 18) left \
            font small textcolor rgb '#555555'
    }
}
set multiplot

# What it is about.
set lmargin at screen x(24)
set rmargin at screen x(width - 24)
set tmargin at screen y(38)
set bmargin at screen y(56)
unset xtics
unset ytics
unset border
set xrange [0:1]
set yrange [0:1]
plot data index about using 1:(0.5):2 with labels left font small textcolor rgb '#555555'
unset label
