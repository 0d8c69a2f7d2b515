/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include "language.h"
#include "plot_text.h"

#include <math.h>

/* A line per case, each named at its end, and bands around them. */

enum { TOP = 78, LEAST_HEIGHT = 380, BELOW = 50, MOST_MARKED = 31 };

/* What there is to know of a case's line. */
struct line {
    int n;               /* points */
    bool banded;         /* it has bounds */
    double x_end, y_end; /* of its last value; NAN: it has none */
    double most, high;   /* the highest value and bound */
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

/* Adds the points of line `i`, as the next index of the data. */
static struct line add_line(struct text *data, const struct page *page, int i)
{
    const struct plot *plot = &page->plot;
    const struct drawn_table *source = pictures_table(page->pictures, plot->of.table);
    struct line line = {.x_end = NAN, .y_end = NAN};
    struct estimate e = {0};
    bool known = plot->needs != FULL;
    double x = 0.0;
    text_printf(data, "\n\n\n# %s\t%s\tlow\thigh of line %d", plot->x, plot->of.value, i + 1);
    for (long row = -1; (row = source_row(source, i, plot->of.where, row + 1)) >= 0; line.n++) {
        if (source_number(source, row, plot->x) > page->x_last)
            break;
        x = source_number(source, row, plot->x);
        e = value_of(plot, source, row);
        known = known || e.value > 0.0;
        if (!known) /* before the first event bounds would be wide */
            e.high = e.value;
        plot_add_row(data, x, e.value, e.low, e.high);
        line.banded = line.banded || (!isnan(e.low) && !isnan(e.high));
        line.most = fmax(line.most, e.value); /* fmax passes over what is not defined */
        line.high = fmax(line.high, e.high);
        if (!isnan(e.value)) {
            line.x_end = x;
            line.y_end = e.value;
        }
    }
    bool goes_on = plot->stays && line.n > 0 && x < page->x_last;
    if (goes_on)
        line.x_end = page->x_last;
    if (goes_on || line.n == 0)
        plot_add_row(data, line.x_end, line.y_end, e.low, e.high);
    return line;
}

/* Without any event the bounds may be wide; the axis still needs a size. */
static struct scale y_scale(double most, enum number_form form)
{
    if (form != NUMBER_SHARE)
        return scale_from_zero(fmax(most, 1.0), 6, 1.0);
    return scale_from_zero(most > 0.0 ? fmin(most, 1.0) : 0.1, 6, 0.001);
}

static void add_axes(struct page *page, struct scale y)
{
    const struct plot *plot = &page->plot;
    const char *const months[12] = {_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")};
    struct scale x = scale_from_zero(page->x_last, plot->x_form == NUMBER_MONEY ? 6 : 15, 1.0);
    x.end = page->x_last;
    page_axis(page, "x", x, plot->x_form);
    page_axis(page, "y", y, plot->of.form);
    page_set(page, "value_columns = %d\nacross = %.10g\narray month[12]\n",
        plot->of.form == NUMBER_MONEY ? 7 : 5, page->across);
    for (int i = 0; i < 12; i++)
        page_text(page, "month", i + 1, months[i]);
}

/* Index 0: the names and where they stand. */
static void add_names(struct page *page, struct name *name, double y_end)
{
    names_place(page, name, page->shown, y_end);
    text_add_string(&page->data, "# line\tends at\tat height\tname stands at\tvalue\tname");
    for (int i = 0; i < page->shown; i++) {
        plot_add_row(&page->data, name[i].one + 1, name[i].x, name[i].y,
            name[i].place / page->height * y_end);
        plot_add_word(&page->data, number_text(&page->arena, name[i].y, page->plot.of.form));
        plot_add_word(&page->data, name[i].words);
    }
}

/* Index i of the data: the points of line i. gnuplot warns of a column without a number, so it
 * gets lists of the lines and bands that are there. */
void plot_lines(struct page *page)
{
    int most_points = 0;
    struct name *name = names_of(page, LEAST_HEIGHT);
    struct text points = {0}, shown = {0}, banded = {0};
    double most = 0.0;
    page->top += TOP; /* and what marks take */
    page->below = BELOW;
    page->x_last = find_end(page);
    tell(page);
    bool bands =
        page->plot.of.low != NULL && page->holds & WITH_BANDS && page->message[0] == '\0';
    for (int i = 0; i < page->shown; i++) {
        struct line line = add_line(&points, page, i);
        name[i].x = line.x_end;
        name[i].y = line.y_end;
        most = fmax(most, fmax(line.most, bands ? line.high : 0.0));
        most_points = line.n > most_points ? line.n : most_points;
        if (!isnan(line.y_end))
            text_printf(&shown, " %d", i + 1);
        if (line.banded && bands)
            text_printf(&banded, " %d", i + 1);
    }
    if (shown.length == 0 && page->message[0] == '\0')
        page->message = _("too few partners to tell");
    page_set(page, "shown = '%s'\nbanded = '%s'\npoints = %d\n", text_string(&shown),
        text_string(&banded), page->plot.points && most_points <= MOST_MARKED);
    struct scale y = y_scale(most, page->plot.of.form);
    add_axes(page, y);
    add_names(page, name, y.end);
    text_add_string(&page->data, text_string(&points));
    text_free(&points);
    text_free(&shown);
    text_free(&banded);
}
