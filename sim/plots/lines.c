/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include "language.h"
#include "plot_text.h"

#include <math.h>

/* A line per case, each named at its end, and bands around them. */

enum { TOP = 78, LEAST_HEIGHT = 380, BELOW = 50, MOST_MARKED = 31 };

/* What there is to know of a case's line. */
struct line {
    int n;               /* points */
    bool shown, banded;  /* it has values, bounds */
    double x_end, y_end; /* of its last value */
    double most, high;   /* the highest value and bound */
};

/* What a row has; a price whose upper bound is more than 1.75 times as much is hardly known. */
static struct estimate value_of(
    const struct plot *plot, const struct drawn_table *source, long row)
{
    double per = source_number(source, row, plot->per);
    double factor = isnan(per) ? 1.0 : 1.0 / per;
    struct estimate e = {.value = source_number(source, row, plot->y) * factor,
        .low = source_number(source, row, plot->low) * factor,
        .high = source_number(source, row, plot->high) * factor};
    return plot->known_only ? plan_known_price(e) : e;
}

/* Where the longest line ends; of lines that stay what they were, where the last one rises. */
static double find_end(struct pictures *pictures, const struct plot *plot)
{
    const struct drawn_table *source = pictures_table(pictures, plot->table);
    double last = 0.0;
    for (int i = 0; i < pictures->n; i++) {
        double before = NAN;
        for (long row = source_row(source, i, plot->where, 0); row >= 0;
             row = source_row(source, i, plot->where, row + 1)) {
            double y = source_number(source, row, plot->y);
            if (!plot->stays || y > before)
                last = fmax(last, source_number(source, row, plot->x));
            before = y;
        }
    }
    return last > 0.0 ? last : 1.0;
}

/* Adds the points of line `i`, as the next index of the data. */
static struct line add_line(
    struct text *data, struct pictures *pictures, const struct plot *plot, int i)
{
    const struct drawn_table *source = pictures_table(pictures, plot->table);
    struct line line = {.x_end = NAN, .y_end = NAN};
    struct estimate e = {0};
    bool known = plot->needs != FULL;
    double x = 0.0;
    text_printf(data, "\n\n# %s\t%s\tlow\thigh of line %d\n", plot->x, plot->y, i + 1);
    for (long row = source_row(source, i, plot->where, 0); row >= 0;
         row = source_row(source, i, plot->where, row + 1)) {
        if (source_number(source, row, plot->x) > plot->x_last)
            break;
        x = source_number(source, row, plot->x);
        e = value_of(plot, source, row);
        known = known || e.value > 0.0;
        if (!known) /* before the first event bounds would be wide */
            e.high = e.value;
        plot_add_row(data, NULL, x, e.value, e.low, e.high);
        text_add_string(data, "\n");
        line.n++;
        line.banded = line.banded || (!isnan(e.low) && !isnan(e.high));
        line.most = fmax(line.most, e.value); /* fmax passes over what is not defined */
        line.high = fmax(line.high, e.high);
        if (isnan(e.value))
            continue;
        line.shown = true;
        line.x_end = x;
        line.y_end = e.value;
    }
    bool goes_on = plot->stays && line.n > 0 && x < plot->x_last;
    if (goes_on)
        line.x_end = plot->x_last;
    if (goes_on || line.n == 0) {
        plot_add_row(data, NULL, line.x_end, line.y_end, e.low, e.high);
        text_add_string(data, "\n");
    }
    return line;
}

/* Without any event the bounds may be wide; the axis still needs a size. */
static struct scale y_scale(double most, enum number_form form)
{
    if (form != NUMBER_SHARE)
        return scale_from_zero(fmax(most, 1.0), 6, 1.0);
    return scale_from_zero(most > 0.0 ? fmin(most, 1.0) : 0.1, 6, 0.001);
}

static void add_variables(struct page *page, const struct plot *plot)
{
    const char *const months[12] = {_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")};
    struct scale x = scale_from_zero(plot->x_last, plot->x_form == NUMBER_MONEY ? 6 : 15, 1.0);
    x.end = plot->x_last;
    page_axis(page, "x", x, plot->x_form);
    page_set(page, "array month[12]\n");
    for (int i = 0; i < 12; i++)
        page_text(page, "month", i + 1, months[i]);
    page_set(page, "dates = %d\nstart = %ld\nvalue_columns = %d\nacross = %.10g\n", plot->dates,
        plot->start, plot->form == NUMBER_MONEY ? 7 : 5, plot->across);
    page_set(page, "marks = %d\nshades = %d\n", plot->n_marks, plot->n_shades);
}

/* Index 0 of the data: the names and where they stand; index i: the points of line i. gnuplot
 * warns of a column without a number, so it gets lists of the lines and bands that are there.
 */
struct page_size plot_lines(struct page *page, struct pictures *pictures, struct plot *plot)
{
    int n = pictures->n, most_points = 0, height, columns;
    struct name *name = names_of(page, pictures, &height, &columns);
    struct text points = {0}, shown = {0}, banded = {0};
    double most = 0.0;
    plot->x_last = find_end(pictures, plot);
    tell(page, pictures, plot);
    const char *message = plot->message != NULL ? plot->message : "";
    bool bands = plot->low != NULL && (pictures->holds & WITH_BANDS) && message[0] == '\0';
    for (int i = 0; i < n; i++) {
        struct line line = add_line(&points, pictures, plot, i);
        name[i].x = line.x_end;
        name[i].y = line.y_end;
        most = fmax(most, fmax(line.most, bands ? line.high : 0.0));
        most_points = line.n > most_points ? line.n : most_points;
        if (line.shown)
            text_printf(&shown, " %d", i + 1);
        if (line.banded && bands)
            text_printf(&banded, " %d", i + 1);
    }
    if (shown.length == 0 && message[0] == '\0')
        message = _("too few partners to tell");
    struct scale y = y_scale(most, plot->form);
    page_axis(page, "y", y, plot->form);
    page_set(page, "shown = '%s'\nbanded = '%s'\npoints = %d\nname_columns = %d\n",
        text_string(&shown), text_string(&banded), plot->points && most_points <= MOST_MARKED,
        columns);
    page_text(page, "message", 0, message);
    add_variables(page, plot);
    height = height > LEAST_HEIGHT ? height : LEAST_HEIGHT;
    names_place(name, n, y.end, height);
    text_add_string(&page->data, "# line\tends at\tat height\tname stands at\tvalue\tname\n");
    for (int i = 0; i < n; i++) {
        plot_add_row(&page->data, NULL, name[i].one + 1, name[i].x, name[i].y,
            name[i].place / height * y.end);
        plot_add_word(&page->data, number_text(&page->arena, name[i].y, plot->form));
        plot_add_word(&page->data, name[i].words);
        text_add_string(&page->data, "\n");
    }
    text_add_string(&page->data, text_string(&points));
    text_free(&points);
    text_free(&shown);
    text_free(&banded);
    return (struct page_size){TOP + (plot->n_marks > 0 ? PAGE_LINE : 0), height, BELOW, n};
}
