/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include "language.h"
#include "plot_text.h"

#include <math.h>

/* A line per case, each named at its end, and bands around them. */

enum { MOST_MARKED = 31 };

/* All lines: their points, which are there and have bands, and how far they reach. gnuplot
 * warns of a column without a number, so it gets lists. */
struct lines {
    struct text points;
    const char *shown, *banded, *ranged;
    int most_points;
    double most, high; /* the highest value and bound */
};

/* What a row has; a price whose upper bound is more than 1.75 times as much is hardly known. */
static struct estimate value_of(
    const struct plot *plot, const struct drawn_table *source, long row)
{
    struct estimate e = source_estimate(source, row, &plot->of);
    double per = source_number(source, row, plot->per);
    double factor = isnan(per) ? 1.0 : 1.0 / per;
    e = (struct estimate){
        .value = e.value * factor, .low = e.low * factor, .high = e.high * factor};
    return plot->known_only ? plan_known_price(e) : e;
}

/* The range of single campaigns. */
static struct estimate range_of(
    const struct plot *plot, const struct drawn_table *source, long row)
{
    double per = source_number(source, row, plot->per), factor = isnan(per) ? 1.0 : 1.0 / per;
    return (struct estimate){.low = source_number(source, row, plot->from) * factor,
        .high = source_number(source, row, plot->to) * factor};
}

/* Of single campaigns. */
static bool shows_ranges(const struct page *page)
{
    return (page->holds & (WITH_BANDS | ENOUGH)) == (WITH_BANDS | ENOUGH);
}

/* Where the longest line ends; of lines that stay what they were, where the last one rises. */
static double find_end(const struct page *page)
{
    const struct plot *plot = &page->plot;
    const struct drawn_table *source = pictures_table(page->pictures, plot->of.table);
    double last = 0.0;
    for (int i = 0; i < page->pictures->n; i++) {
        double before = NAN;
        for (long row = -1; (row = source_row(source, i, plot->of.where, row + 1)) >= 0;) {
            double y = source_number(source, row, plot->of.value);
            if (!plot->stays || y > before)
                last = fmax(last, source_number(source, row, plot->x));
            before = y;
        }
    }
    return last > 0.0 ? last : 1.0;
}

/* Adds the points of line `i`, as the next index of the data, and finds where it ends. */
static void add_line(struct lines *lines, struct page *page, int i, struct name *name)
{
    const struct plot *plot = &page->plot;
    const struct drawn_table *source = pictures_table(page->pictures, plot->of.table);
    struct estimate e = {0}, range = {.low = NAN, .high = NAN};
    bool known = plot->needs != FULL, banded = false, ranged = false;
    double x = 0.0;
    int n = 0;
    name->x = NAN;
    text_printf(
        &lines->points, "\n\n\n# %s\t%s\tlow\thigh of line %d", plot->x, plot->of.value, i + 1);
    for (long row = -1; (row = source_row(source, i, plot->of.where, row + 1)) >= 0; n++) {
        if (source_number(source, row, plot->x) > page->x_last)
            break;
        x = source_number(source, row, plot->x);
        e = value_of(plot, source, row);
        if (!isnan(e.value)) {
            name->x = x;
            name->y = e.value;
            name->low = page->holds & TOO_FEW ? e.low : NAN;
            name->high = page->holds & TOO_FEW ? e.high : NAN;
        }
        known = known || e.value > 0.0;
        if (!known) /* before the first event bounds would be wide */
            e.high = e.value;
        range = range_of(plot, source, row);
        plot_add_row(&lines->points, x, e.value, e.low, e.high, range.low, range.high);
        ranged = ranged || (!isnan(range.low) && !isnan(range.high));
        lines->high = fmax(lines->high, shows_ranges(page) ? range.high : NAN);
        banded = banded || (!isnan(e.low) && !isnan(e.high));
        lines->most = fmax(lines->most, e.value); /* fmax passes over what is not defined */
        lines->high = fmax(lines->high, e.high);
    }
    name->from = range.low;
    name->to = range.high;
    bool goes_on = plot->stays && n > 0 && x < page->x_last;
    if (goes_on)
        name->x = page->x_last;
    if (goes_on || n == 0)
        plot_add_row(&lines->points, name->x, name->y, e.low, e.high, range.low, range.high);
    lines->most_points = n > lines->most_points ? n : lines->most_points;
    if (!isnan(name->y))
        lines->shown = arena_printf(&page->arena, "%s %d", lines->shown, i + 1);
    if (banded)
        lines->banded = arena_printf(&page->arena, "%s %d", lines->banded, i + 1);
    if (ranged)
        lines->ranged = arena_printf(&page->arena, "%s %d", lines->ranged, i + 1);
}

/* Without any event the bounds may be wide; the axis still needs a size. Returns its end. */
static double add_axes(struct page *page, double most)
{
    const struct plot *plot = &page->plot;
    struct scale x = scale_from_zero(page->x_last, plot->x_form == NUMBER_MONEY ? 6 : 15, 1.0);
    struct scale y = plot->of.form != NUMBER_SHARE
                         ? scale_from_zero(fmax(most, 1.0), 6, 1.0)
                         : scale_from_zero(most > 0.0 ? fmin(most, 1.0) : 0.1, 6, 0.001);
    x.end = page->x_last;
    page_axis(page, "x", x, plot->x_form);
    page_axis(page, "y", y, plot->of.form);
    page_set(page, "across = %.10g\n", page->across);
    page_set(page, "months = '%s %s %s %s %s %s %s %s %s %s %s %s'\n", _("Jan"), _("Feb"),
        _("Mar"), _("Apr"), _("May"), _("Jun"), _("Jul"), _("Aug"), _("Sep"), _("Oct"),
        _("Nov"), _("Dec"));
    return y.end;
}

/* Index 0 of the data: the names; index i: the points of line i. */
void plot_lines(struct page *page)
{
    struct name *name = names_of(page);
    struct lines lines = {.shown = "", .banded = "", .ranged = ""};
    page->x_last = find_end(page);
    bool bands = page->holds & WITH_BANDS && page->holds & DRAWN;
    for (int i = 0; i < page->shown; i++)
        add_line(&lines, page, i, &name[i]);
    page->without_data = page->without_data || lines.shown[0] == '\0';
    page_set(page, "shown = '%s'\nbanded = '%s'\nranged = '%s'\npoints = %d\n", lines.shown,
        bands ? lines.banded : "", bands && shows_ranges(page) ? lines.ranged : "",
        page->plot.points && lines.most_points <= MOST_MARKED);
    names_add(page, name,
        add_axes(page, fmax(page->y_least, fmax(lines.most, bands ? lines.high : 0.0))));
    text_add_string(&page->data, text_string(&lines.points));
    text_free(&lines.points);
}
