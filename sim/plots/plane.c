/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots_compare.h"

#include "language.h"
#include "memory.h"
#include "plot_parts.h"
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
#define SHARE_OF_WAYS 0.9

struct dot {
    int one;
    double partners, cost;
    double place; /* of its name, in euros */
};

static int by_cost(const void *a, const void *b)
{
    const struct dot *x = a, *y = b;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return y->one - x->one;
}

/* Names at least `gap` apart, within the panel. */
static void place_names(struct dot *dot, int n, double gap, double end)
{
    qsort(dot, (size_t)n, sizeof *dot, by_cost);
    for (int i = 0; i < n; i++)
        dot[i].place = i > 0 ? fmax(dot[i].cost, dot[i - 1].place + gap) : dot[i].cost;
    for (int i = n - 1; i >= 0; i--) {
        double most = i + 1 < n ? dot[i + 1].place - gap : end;
        dot[i].place = fmin(dot[i].place, most);
    }
}

/* Index 0: the dots, and where their names stand. */
static void add_dots(struct page *page, const struct study *study, const struct dot *dot, int n)
{
    text_add_string(&page->data, "# strategy\tpartners\tcost\tname stands at\tname\n");
    for (int i = 0; i < n; i++) {
        struct text name = {0};
        plot_case_name(&name, study, dot[i].one, NAME_COLUMNS);
        text_printf(&page->data, "%d", dot[i].one + 1);
        plot_add_cell(&page->data, dot[i].partners);
        plot_add_cell(&page->data, dot[i].cost);
        plot_add_cell(&page->data, dot[i].place);
        text_add_string(&page->data, "\t");
        plot_add_field(&page->data, text_string(&name));
        text_add_string(&page->data, "\n");
        text_free(&name);
    }
    text_add_string(&page->data, "\n\n");
}

/* Index 2: the ellipses, from the factor of each covariance matrix. */
static void add_ellipses(
    struct page *page, const struct comparison *comparison, const struct dot *dot, int n)
{
    const struct compare *c = comparison->compare;
    double share = c->n_unknown > 0 ? SHARE_OF_WAYS : c->study->confidence;
    double r = sqrt(radius_square(share));
    text_add_string(&page->data, "\n\n# partners\tcost\tstrategy: the ellipses\n");
    for (int i = 0; i < n; i++) {
        struct plane_spread s = compare_spread(c, dot[i].one);
        double a = sqrt(s.partners), b = a > 0.0 ? s.both / a : 0.0;
        double rest = sqrt(fmax(s.cost - b * b, 0.0));
        for (int k = 0; k <= ELLIPSE; k++) {
            double t = 2.0 * 3.14159265358979 * k / ELLIPSE;
            text_printf(&page->data, "%.6g", dot[i].partners + r * a * cos(t));
            plot_add_cell(&page->data, dot[i].cost + r * (b * cos(t) + rest * sin(t)));
            text_printf(&page->data, "\t%d\n", dot[i].one + 1);
        }
        text_add_string(&page->data, "\n");
    }
}

/* Index 1: the frontier, from the cheapest on. */
static void add_frontier(struct page *page, const struct compare *c)
{
    struct frontier_point point[MOST_COMPARED];
    struct estimate price[MOST_COMPARED];
    compare_frontier(c, point, price);
    text_add_string(&page->data, "# partners\tcost: the frontier\n");
    int at = compare_has_few(c) ? c->n : 0;
    while (
        at < c->n && !(point[at].place == FRONTIER_ON && point[at].previous == FRONTIER_NONE))
        at++;
    for (; at < c->n && at != FRONTIER_NONE; at = point[at].next) {
        text_printf(&page->data, "%.10g", compare_value(c, at, COMPARE_PARTNERS).value);
        plot_add_cell(&page->data, compare_value(c, at, COMPARE_COST).value);
        text_add_string(&page->data, "\n");
        if (point[at].next == FRONTIER_NONE)
            break;
    }
}

/* Whether there is a line: more strategies than one are worth their price, by their averages.
 */
static bool has_frontier(const struct compare *c)
{
    struct frontier_point point[MOST_COMPARED];
    struct estimate price[MOST_COMPARED];
    compare_frontier(c, point, price);
    for (int i = 0; i < c->n; i++)
        if (point[i].place == FRONTIER_ON && point[i].previous != FRONTIER_NONE)
            return true;
    return false;
}

static const char *frontier_words(const struct comparison *comparison)
{
    if (compare_has_few(comparison->compare))
        return _(
            "Which strategies are worth their price cannot be told from so few campaigns.");
    if (comparison_all_same(comparison))
        return _("All strategies came to the same in every simulated campaign.");
    if (!has_frontier(comparison->compare))
        return _("By these averages no strategy wins more partners than the cheapest, so that "
                 "there is no price of one more partner.");
    return _("Grey line: strategies that are worth their price by these averages, from the "
             "cheapest on; its slope is the price of one more partner. Above the line another "
             "wins as many for less. The table says what of this is shown.");
}

static void caption(struct page *page, const struct comparison *comparison)
{
    struct text words = {0}, level = {0};
    page_caption(page, frontier_words(comparison));
    bool unknown = comparison->compare->n_unknown > 0;
    plot_add_share(&level, unknown ? SHARE_OF_WAYS : comparison->compare->study->confidence);
    if (comparison->compare->replications < SPREAD_LEAST)
        text_add_string(&words, _("No ellipses: too few campaigns to tell how far off these "
                                  "averages may be."));
    else if (unknown)
        text_printf(&words,
            _("Ellipse: where the average ends up in about %s of the ways the unknown numbers "
              "may fall; the luck of one campaign comes on top."),
            text_string(&level));
    else
        text_printf(&words,
            _("Ellipse: Monte Carlo error of both averages (%s confidence), often too small to "
              "be seen; all numbers are taken as known."),
            text_string(&level));
    page_caption(page, text_string(&words));
    if (unknown && comparison->tells_averages)
        page_caption(page, _("The unknown numbers fall alike for all strategies, so that "
                             "differences are surer than ellipses that overlap suggest."));
    plot_caption_shown(page, comparison->compare->study);
    text_free(&words);
    text_free(&level);
}

static void add_whole_or_tenth(struct text *out, double value)
{
    plot_add_number(out, value, fabs(value - round(value)) > 1e-6 ? 1 : 0);
}

static void draw(struct page *page, struct plot_scale x, struct plot_scale y, int n)
{
    struct text *s = &page->script, ticks = {0}, below = {0};
    text_add_string(s, "\n# Room for the names.\nnames = 30 * char\n");
    page_panel(page, (struct panel){"Ellipses, frontier and dots", "76", "width - 24 - names",
                         TOP, page_bottom(page, BELOW), false});
    text_printf(s,
        "set xrange [0:%.10g]\nset yrange [0:%.10g]\nset parametric\nset trange "
        "[0:2 * pi]\nset samples 120\n",
        x.end, y.end);
    plot_add_ticks(&ticks, x, add_whole_or_tenth);
    page_ticks(page, 'x', text_string(&ticks));
    text_free(&ticks);
    plot_add_ticks(&ticks, y, plot_add_euros);
    page_ticks(page, 'y', text_string(&ticks));
    text_printf(&below, "screen y(%d)", page_bottom(page, BELOW - 40));
    page_label(page, "graph 0.5", text_string(&below), "center",
        "font small textcolor rgb '#444444'", _("partners per campaign"));
    page_label(page, "screen x(24)", "screen y(56)", "left",
        "font small textcolor rgb '#444444'", _("cost of a campaign, euros"));
    text_printf(s,
        "plot file.'.dat' index 2 using 1:2:3 with lines linecolor variable dashtype solid \\\n"
        "        linewidth 1.5, \\\n"
        "    file.'.dat' index 1 using 1:2 with lines linecolor rgb '#999999' \\\n"
        "        dashtype solid linewidth 2.5, \\\n"
        "    for [i=1:%d] file.'.dat' index 0 using 2:($1 == i ? $3 : NaN) \\\n"
        "        with points linetype i pointsize 1\n",
        n);
    text_free(&ticks);
    text_free(&below);
}

static void draw_names(struct page *page, struct plot_scale y, int n)
{
    struct text *s = &page->script;
    page_panel(page, (struct panel){"The names", "width - 24 - names", "width - 24", TOP,
                         page_bottom(page, BELOW), true});
    text_printf(s, "set xrange [0:names]\nset yrange [0:%.10g]\n", y.end);
    text_printf(s,
        "plot for [i=1:%d] file.'.dat' index 0 using (14):($1 == i ? $4 : NaN) \\\n"
        "        with points linetype i pointsize 1, \\\n"
        "    file.'.dat' index 0 using (26):4:5 with labels left\n",
        n);
}

void plot_plane(struct page *page, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    int n = plot_cases(c->study);
    struct dot dot[MOST_COMPARED] = {{0}};
    double partners = 0.0, cost = 0.0;
    page_init(page, "partners_and_cost", _("Partners and cost"));
    caption(page, comparison);
    for (int i = 0; i < n; i++) {
        dot[i] = (struct dot){.one = i,
            .partners = compare_value(c, i, COMPARE_PARTNERS).value,
            .cost = compare_value(c, i, COMPARE_COST).value};
        struct plane_spread s = compare_spread(c, i);
        partners = fmax(partners, dot[i].partners + 2.2 * sqrt(s.partners));
        cost = fmax(cost, dot[i].cost + 2.2 * sqrt(s.cost));
    }
    struct plot_scale x = plot_scale(partners * 1.02, 6, 0.001);
    struct plot_scale y = plot_scale(cost * 1.02, 6, 1.0);
    int height = n * NAME_HEIGHT > HEIGHT ? n * NAME_HEIGHT : HEIGHT;
    place_names(dot, n, y.end * NAME_HEIGHT / height, y.end);
    page->height = 0;
    page->height = TOP + height - page_bottom(page, BELOW);
    add_dots(page, c->study, dot, n);
    add_frontier(page, c);
    add_ellipses(page, comparison, dot, n);
    page_begin(page);
    draw(page, x, y, n);
    draw_names(page, y, n);
    page_end(page);
}
