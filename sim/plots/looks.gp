# ---- What all plots of a gnuplot share: it stays when one follows another ----
# Looks of the strategies, in their order. Colours are those of M. Okabe and K. Ito, told apart
# by colour-blind readers as well; dashes and points tell them apart in grey.
set linetype 1 linecolor rgb '#0072b2' dashtype solid pointtype 7
set linetype 2 linecolor rgb '#d55e00' dashtype (9, 3) pointtype 5
set linetype 3 linecolor rgb '#009e73' dashtype (9, 3, 2, 3) pointtype 9
set linetype 4 linecolor rgb '#333333' dashtype (2, 2) pointtype 13
set linetype 5 linecolor rgb '#cc79a7' dashtype (18, 4) pointtype 11
set linetype 6 linecolor rgb '#e69f00' dashtype solid pointtype 6
set linetype 7 linecolor rgb '#56b4e9' dashtype (9, 3) pointtype 4
set linetype 8 linecolor rgb '#0072b2' dashtype (2, 2) pointtype 8
set linetype 9 linecolor rgb '#d55e00' dashtype (18, 4) pointtype 12
set linetype 10 linecolor rgb '#009e73' dashtype solid pointtype 10
set linetype 11 linecolor rgb '#333333' dashtype (9, 3, 2, 3) pointtype 14
set linetype 12 linecolor rgb '#cc79a7' dashtype (2, 2) pointtype 15
mark(i) = int(word('7 5 9 13 11 6 4 8 12 10 14 15 1 2 3', i % 15 + 1))
colour(i) = word('#0072b2 #d55e00 #009e73 #333333 #cc79a7 #e69f00 #56b4e9', i % 7 + 1)
do for [i=13:105] {
    set linetype i linecolor rgb colour(i - 1) dashtype 1 + (i - 1) % 4 pointtype mark(i - 1)
}
# Doing nothing is grey, and a little broader.
set linetype 106 linecolor rgb '#8c8c8c' dashtype solid pointtype 1
set linetype cycle 106

# For what was varied.
set dashtype 1 solid
set dashtype 2 (9, 3)
set dashtype 3 (2, 2)
set dashtype 4 (9, 3, 2, 3)
set dashtype 5 (18, 4)
set dashtype 6 (5, 2)
set dashtype 7 (1, 4)
