/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include "language.h"
#include "plot_text.h"

#include <math.h>
#include <string.h>

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
    if (plot->decided && e.low < e.high)
        e.value = NAN;
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

/* A point of a line, as the columns of the data. */
enum { POINT_X, POINT_Y, POINT_LOW, POINT_HIGH, POINT_FROM, POINT_TO, POINT_COLUMNS };

static void add_point(struct lines *lines, const double *point)
{
    plot_add_numbers(&lines->points, point, POINT_COLUMNS);
}

/* Steps: what was so before is so until here. */
static void add_step(struct lines *lines, const double *before, double x)
{
    double point[POINT_COLUMNS];
    memcpy(point, before, sizeof point);
    point[POINT_X] = x;
    add_point(lines, point);
}

/* Adds the numbers of the lines that have a value, and bounds, and a range. */
static void list_line(struct lines *lines, struct page *page, int i, const bool *has)
{
    const char **list[] = {&lines->shown, &lines->banded, &lines->ranged};
    for (int k = 0; k < 3; k++)
        if (has[k])
            *list[k] = arena_printf(&page->arena, "%s %d", *list[k], i + 1);
}

/* What stands at the end of a line: a decision that is open has no number, and what ends before
 * the axis does, but may be otherwise there, has none either. */
static void end_line(const struct page *page, const double *last, struct name *name)
{
    const struct plot *plot = &page->plot;
    name->from = last[POINT_FROM];
    name->to = last[POINT_TO];
    if (plot->decided && isnan(last[POINT_Y])) {
        name->x = last[POINT_X];
        name->y = (last[POINT_LOW] + last[POINT_HIGH]) / 2.0;
        name->value = _("not clear");
    }
    if (plot->known_only && !isnan(name->y) && name->x < page->x_last)
        name->value = "";
}

/* Adds the points of line `i`, as the next index of the data, and finds where it ends. */
static void add_line(struct lines *lines, struct page *page, int i, struct name *name)
{
    const struct plot *plot = &page->plot;
    const struct drawn_table *source = pictures_table(page->pictures, plot->of.table);
    double last[POINT_COLUMNS] = {0.0, NAN, 0.0, 0.0, NAN, NAN};
    bool known = plot->needs != FULL, has[3] = {false, false, false};
    int n = 0;
    name->x = NAN;
    text_printf(
        &lines->points, "\n\n\n# %s\t%s\tlow\thigh of line %d", plot->x, plot->of.value, i + 1);
    for (long row = -1; (row = source_row(source, i, plot->of.where, row + 1)) >= 0; n++) {
        double x = source_number(source, row, plot->x);
        if (x > page->x_last)
            break;
        struct estimate e = value_of(plot, source, row), range = range_of(plot, source, row);
        if (!isnan(e.value)) {
            name->x = x;
            name->y = e.value;
            name->low = page->holds & TOO_FEW ? e.low : NAN;
            name->high = page->holds & TOO_FEW ? e.high : NAN;
        }
        known = known || e.value > 0.0;
        if (!known) /* before the first event bounds would be wide */
            e.high = e.value;
        double point[] = {x, e.value, e.low, e.high, range.low, range.high};
        if (plot->steps && n > 0 &&
            memcmp(&last[POINT_Y], &point[POINT_Y], (POINT_COLUMNS - 1) * sizeof *point) != 0)
            add_step(lines, last, x);
        add_point(lines, point);
        page->holds |= plot->decided && isnan(e.value) ? OPEN_SOMEWHERE : 0;
        memcpy(last, point, sizeof last);
        has[1] = has[1] || (!isnan(e.low) && !isnan(e.high));
        has[2] = has[2] || (!isnan(range.low) && !isnan(range.high));
        lines->high = fmax(lines->high, shows_ranges(page) ? range.high : NAN);
        lines->most = fmax(lines->most, e.value); /* fmax passes over what is not defined */
        lines->high = fmax(lines->high, e.high);
    }
    end_line(page, last, name);
    bool goes_on = plot->stays && n > 0 && last[POINT_X] < page->x_last;
    if (goes_on)
        name->x = page->x_last;
    if (goes_on || n == 0) {
        last[POINT_Y] = name->y;
        add_step(lines, last, name->x);
    }
    lines->most_points = n > lines->most_points ? n : lines->most_points;
    has[0] = !isnan(name->y);
    list_line(lines, page, i, has);
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
        page->plot.points &&
            (lines.most_points <= MOST_MARKED || page->pictures->results->plan != NULL));
    page_set(page, "lines = %d\ncarried = %d\nwhiskers = %d\n", page->shown,
        !page->plot.known_only, page->plot.whiskers);
    names_add(page, name,
        add_axes(page, fmax(page->y_least, fmax(lines.most, bands ? lines.high : 0.0))));
    text_add_string(&page->data, text_string(&lines.points));
    text_free(&lines.points);
}
