/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include "frontier.h"
#include "language.h"
#include "plot_text.h"

#include <math.h>
#include <stdlib.h>

/* The plane of partners and cost: a point a strategy, ellipses, and the frontier. */

enum { TOP = 78, HEIGHT = 400, BELOW = 50, ELLIPSE = 72, NAME_HEIGHT = 2 * PAGE_LINE + 8 };

/* Squared radius of the ellipse that holds a share of a normal distribution in the plane. */
static double radius_square(double share)
{
    return -2.0 * log(1.0 - share);
}

struct dot {
    int one;
    double x, y;
    double place; /* of its name, on the vertical axis */
    struct plane_spread spread;
};

static int by_height(const void *a, const void *b)
{
    const struct dot *x = a, *y = b;
    if (x->y != y->y)
        return x->y < y->y ? -1 : 1;
    return y->one - x->one;
}

/* Names at least `gap` apart, within the panel. */
static void place_names(struct dot *dot, int n, double gap, double end)
{
    qsort(dot, (size_t)n, sizeof *dot, by_height);
    for (int i = 0; i < n; i++)
        dot[i].place = i > 0 ? fmax(dot[i].y, dot[i - 1].place + gap) : dot[i].y;
    for (int i = n - 1; i >= 0; i--)
        dot[i].place = fmin(dot[i].place, i + 1 < n ? dot[i + 1].place - gap : end);
}

/* Index 0: the dots, and where their names stand. */
static void add_dots(
    struct page *page, const struct pictures *pictures, const struct dot *dot, int n)
{
    text_add_string(&page->data, "# strategy\tpartners\tcost\tname stands at\tname\n");
    for (int i = 0; i < n; i++) {
        text_printf(&page->data, "%d", dot[i].one + 1);
        plot_add_cell(&page->data, dot[i].x);
        plot_add_cell(&page->data, dot[i].y);
        plot_add_cell(&page->data, dot[i].place);
        pictures_add_field(&page->data, pictures, dot[i].one, NAME_COLUMNS);
    }
}

/* Index 1: the frontier by the estimates, from the cheapest on; not of few campaigns. */
static void add_frontier(
    struct page *page, const struct compare *compare, const struct source *source)
{
    struct frontier_point point[MOST_COMPARED] = {{0}};
    double x[MOST_COMPARED], y[MOST_COMPARED];
    int n = compare_has_few(compare) ? 0 : (int)source->table.n;
    text_add_string(&page->data, "\n\n# partners\tcost: the frontier\n");
    for (int i = 0; i < n; i++) {
        x[i] = source_number(source, i, "partners");
        y[i] = source_number(source, i, "cost_eur");
    }
    if (n > 0)
        frontier_place(n, x, y, point);
    int at = 0;
    while (at < n && (point[at].place != FRONTIER_ON || point[at].previous != FRONTIER_NONE))
        at++;
    if (at == n)
        text_add_string(&page->data, "-1\t-1\n");
    for (; at < n && at != FRONTIER_NONE; at = point[at].next)
        text_printf(&page->data, "%.10g\t%.8g\n", x[at], y[at]);
}

/* Index 2: the ellipses, from the factor of each covariance matrix. */
static void add_ellipses(struct page *page, double share, const struct dot *dot, int n)
{
    double r = sqrt(radius_square(share));
    text_add_string(&page->data, "\n\n# partners\tcost\tstrategy: the ellipses\n");
    for (int i = 0; i < n; i++) {
        struct plane_spread s = dot[i].spread;
        double a = sqrt(s.partners), b = a > 0.0 ? s.both / a : 0.0;
        double rest = sqrt(fmax(s.cost - b * b, 0.0));
        for (int k = 0; k <= ELLIPSE; k++) {
            double t = 2.0 * 3.14159265358979 * k / ELLIPSE;
            text_printf(&page->data, "%.6g", dot[i].x + r * a * cos(t));
            plot_add_cell(&page->data, dot[i].y + r * (b * cos(t) + rest * sin(t)));
            text_printf(&page->data, "\t%d\n", dot[i].one + 1);
        }
        text_add_string(&page->data, "\n");
    }
}

struct page_size plot_plane(struct page *page, struct pictures *pictures, struct plot *plot)
{
    const struct compare *compare = pictures->results->comparison->compare;
    const struct source *source = pictures_table(pictures, plot->table);
    int n = pictures->n < MOST_COMPARED ? pictures->n : MOST_COMPARED;
    struct dot dot[MOST_COMPARED] = {{0}};
    double most_x = 0.0, most_y = 0.0;
    for (int i = 0; i < n; i++) {
        long row = source_row(source, i, plot->where, 0);
        dot[i] = (struct dot){.one = i,
            .x = source_number(source, row, plot->x),
            .y = source_number(source, row, plot->y),
            .spread = compare_spread(compare, i)};
        most_x = fmax(most_x, dot[i].x + 2.2 * sqrt(dot[i].spread.partners));
        most_y = fmax(most_y, dot[i].y + 2.2 * sqrt(dot[i].spread.cost));
    }
    struct scale x = scale_from_zero(most_x * 1.02, 6, 0.001);
    struct scale y = scale_from_zero(most_y * 1.02, 6, 1.0);
    int height = n * NAME_HEIGHT > HEIGHT ? n * NAME_HEIGHT : HEIGHT;
    place_names(dot, n, y.end * NAME_HEIGHT / height, y.end);
    add_dots(page, pictures, dot, n);
    add_frontier(page, compare, source);
    add_ellipses(page, share_in_ellipse(pictures), dot, n);
    page_value(page, "dots", n);
    page_axis(page, "x", x, unit_forms[plot->x_unit].tick);
    page_axis(page, "y", y, unit_forms[plot->unit].tick);
    page_text(page, "x_title", _(plot->x_title));
    page_text(page, "y_title", _(plot->y_title));
    tell(page, pictures, plot);
    return (struct page_size){TOP, height, BELOW, n};
}
