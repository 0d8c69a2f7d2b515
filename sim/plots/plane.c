/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include "language.h"
#include "plot_text.h"

#include <math.h>

/* The plane of partners and cost: a point a strategy, ellipses, and the frontier. */

/* Dot i, and its ellipse from the factor of the covariance matrix. A share of a normal
 * distribution in the plane is within `r` standard deviations. */
static void add_dot(struct page *page, int i, double x, double y, struct plane_spread s)
{
    double r = sqrt(-2.0 * log(1.0 - share_in_ellipse(page)));
    double a = sqrt(s.partners), b = a > 0.0 ? s.both / a : 0.0;
    page_set(page, "x_of[%d] = %.10g\ny_of[%d] = %.10g\n", i, x, i, y);
    page_set(page, "wide[%d] = %.6g\ntilt[%d] = %.6g\nhigh[%d] = %.6g\n", i, r * a, i, r * b, i,
        r * sqrt(fmax(s.cost - b * b, 0.0)));
}

/* Index 2 and on: the first campaigns of each strategy. Numbers of partners are whole, so that
 * many would lie on each other: they are moved sideways, by up to 0.4 of a partner. */
static void add_cloud(
    struct page *page, const struct compare *compare, int i, double *most_x, double *most_y)
{
    text_printf(&page->data, "\n\n\n# partners\tcost: campaigns of %d", i + 1);
    for (uint64_t r = 0; r < MOST_DOTS && r < compare->replications; r++) {
        const double *x = &compare->x[((size_t)i * compare->room + r) * N_KEPT];
        double aside = 0.8 * (fmod((double)(r + 1) * 0.6180339887, 1.0) - 0.5);
        double partners = x[KEPT_PARTNERS];
        plot_add_row(
            &page->data, partners + (partners > 0.0 ? aside : fabs(aside)), x[KEPT_COST]);
        *most_x = fmax(*most_x, x[KEPT_PARTNERS] + 0.4);
        *most_y = fmax(*most_y, x[KEPT_COST]);
    }
}

/* Index 1: the frontier by the estimates, from doing nothing or the cheapest on; not of few
 * campaigns. Whether it has more than one point. */
static bool add_frontier(
    struct page *page, const struct compare *compare, const struct name *name)
{
    struct frontier_point point[MOST_CHOICES];
    struct estimate price[MOST_CHOICES];
    int n_on = 0, n = page->shown;
    compare_frontier(compare, point, price);
    text_add_string(&page->data, "\n\n\n# partners\tcost: the frontier");
    if (point[compare->n].place == FRONTIER_ON && !(page->holds & OF_FEW)) {
        plot_add_row(&page->data, 0.0, 0.0);
        n_on++;
    }
    for (int i = 0; i < n && !(page->holds & OF_FEW); i++)
        if (point[name[i].one].place == FRONTIER_ON) {
            plot_add_row(&page->data, name[i].x, name[i].y);
            n_on++;
        }
    text_add_string(&page->data, n_on == 0 ? "\n-1\t-1" : "");
    return n_on > 1;
}

void plot_plane(struct page *page)
{
    const struct compare *compare = &page->pictures->results->compared->compare;
    const struct plot *plot = &page->plot;
    const struct drawn_table *source = pictures_table(page->pictures, plot->of.table);
    double x[MOST_COMPARED], y[MOST_COMPARED], most_x = 0.0, most_y = 0.0;
    struct name *name = names_of(page);
    int n = page->shown = page->shown < MOST_COMPARED ? page->shown : MOST_COMPARED;
    page_set(page,
        "dots = %d\narray x_of[%d]\narray y_of[%d]\narray wide[%d]\narray tilt[%d]\n"
        "array high[%d]\n",
        n, n, n, n, n, n);
    for (int i = 0; i < n; i++) {
        struct plane_spread spread = compare_spread(compare, i);
        long row = source_row(source, i, NULL, 0);
        name[i].x = x[i] = source_number(source, row, plot->x);
        name[i].y = y[i] = source_number(source, row, plot->of.value);
        most_x = fmax(most_x, x[i] + 2.2 * sqrt(spread.partners));
        most_y = fmax(most_y, y[i] + 2.2 * sqrt(spread.cost));
        add_dot(page, i + 1, x[i], y[i], spread);
    }
    struct text before = page->data;
    page->data = (struct text){0};
    for (int i = 0; i < n; i++)
        add_cloud(page, compare, i, &most_x, &most_y);
    struct text cloud = page->data;
    page->data = before;
    struct scale y_axis = scale_from_zero(most_y * 1.02, 6, 1.0);
    page_axis(page, "x", scale_from_zero(most_x * 1.02, 6, 0.001), plot->x_form);
    page_axis(page, "y", y_axis, plot->of.form);
    names_add(page, name, y_axis.end);
    page->holds |= add_frontier(page, compare, name) ? WITH_FRONTIER : 0;
    text_add(&page->data, text_string(&cloud), cloud.length);
    text_free(&cloud);
}
