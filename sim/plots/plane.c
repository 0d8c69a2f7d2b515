/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include "frontier.h"
#include "language.h"
#include "plot_text.h"

#include <math.h>

/* The plane of partners and cost: a point a strategy, ellipses, and the frontier. */

enum { TOP = 78, LEAST_HEIGHT = 400, BELOW = 50 };

/* The ellipse of dot i, around it, from the factor of the covariance matrix. A share of a
 * normal distribution in the plane is within `r` standard deviations. */
static void add_ellipse(struct page *page, double share, struct plane_spread s, int i)
{
    double r = sqrt(-2.0 * log(1.0 - share));
    double a = sqrt(s.partners), b = a > 0.0 ? s.both / a : 0.0;
    page_set(page, "wide[%d] = %.6g\ntilt[%d] = %.6g\nhigh[%d] = %.6g\n", i + 1, r * a, i + 1,
        r * b, i + 1, r * sqrt(fmax(s.cost - b * b, 0.0)));
}

struct page_size plot_plane(struct page *page, struct pictures *pictures, struct plot *plot)
{
    const struct compare *compare = &pictures->results->compared->compare;
    struct frontier_point point[MOST_COMPARED] = {{0}};
    double x[MOST_COMPARED], y[MOST_COMPARED], most_x = 0.0, most_y = 0.0;
    int n = pictures->n < MOST_COMPARED ? pictures->n : MOST_COMPARED, height, columns;
    struct name *name = names_of(page, pictures, &height, &columns);
    height = height > LEAST_HEIGHT ? height : LEAST_HEIGHT;
    page_set(page,
        "array x_of[%d]\narray y_of[%d]\narray wide[%d]\narray tilt[%d]\narray high[%d]\n",
        n + 1, n + 1, n + 1, n + 1, n + 1);
    for (int i = 0; i < n; i++) {
        struct plane_spread spread = compare_spread(compare, i);
        x[i] = pictures_number(pictures, plot->table, plot->where, i, plot->x);
        name[i].y = y[i] = pictures_number(pictures, plot->table, plot->where, i, plot->y);
        most_x = fmax(most_x, x[i] + 2.2 * sqrt(spread.partners));
        most_y = fmax(most_y, y[i] + 2.2 * sqrt(spread.cost));
        add_ellipse(page, share_in_ellipse(pictures), spread, i);
        page_set(page, "x_of[%d] = %.10g\ny_of[%d] = %.10g\n", i + 1, x[i], i + 1, y[i]);
    }
    struct scale y_axis = scale_from_zero(most_y * 1.02, 6, 1.0);
    page_axis(page, "x", scale_from_zero(most_x * 1.02, 6, 0.001), plot->x_form);
    page_axis(page, "y", y_axis, plot->form);
    names_place(name, n, y_axis.end, height);
    text_add_string(&page->data, "# strategy\tpartners\tcost\tname stands at\tname\n");
    for (int i = 0; i < n; i++)
        plot_add_row(&page->data, name[i].words, name[i].one + 1, x[name[i].one], name[i].y,
            name[i].place / height * y_axis.end);
    /* Index 1: the frontier by the estimates, from the cheapest on; not of few campaigns. */
    int n_on = 0;
    frontier_standing(n, x, y, point);
    text_add_string(&page->data, "\n\n# partners\tcost: the frontier\n");
    for (int i = 0; i < n && !compare_has_few(compare); i++)
        if (point[name[i].one].place == FRONTIER_ON) {
            text_printf(&page->data, "%.10g\t%.10g\n", x[name[i].one], name[i].y);
            n_on++;
        }
    text_add_string(&page->data, n_on == 0 ? "-1\t-1\n" : "");
    pictures->holds |= n_on > 1 ? WITH_FRONTIER : 0;
    page_set(page, "dots = %d\n", n);
    tell(page, pictures, plot);
    return (struct page_size){TOP, height, BELOW, n};
}
