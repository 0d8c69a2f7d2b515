/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include "language.h"
#include "plot_text.h"

#include <math.h>
#include <stdlib.h>

/* A line per case, each named at its end, and bands around them. */

enum {
    TOP = 78,
    LEAST_HEIGHT = 380,
    BELOW = 50,
    MOST_BANDS = 12,
    MOST_POINTS = 400, /* of a line; more do not show */
    MOST_MARKED = 31
};

/* A case's line, and the name at its end. */
struct line {
    int one, n;
    double *x;
    struct estimate *at;
    double x_end, y_end; /* NAN: there is no line */
    double place;        /* of the name's first line, in pixels from the bottom of the panel */
    int lines, height;   /* of the name */
    struct text name;
};

bool lines_have_bands(const struct pictures *pictures)
{
    return pictures->replications > 1 && pictures->n <= MOST_BANDS;
}

/* ---- Their points ---- */

static void add_point(struct line *line, double x, struct estimate e)
{
    line->x = memory_resize(line->x, (size_t)line->n + 1, sizeof *line->x);
    line->at = memory_resize(line->at, (size_t)line->n + 1, sizeof *line->at);
    line->x[line->n] = x;
    line->at[line->n++] = e;
}

/* What a row has; a price whose upper bound is more than 1.75 times as much is hardly known. */
static struct estimate value_of(const struct plot *plot, const struct source *source, long row)
{
    double per = source_number(source, row, plot->per);
    double factor = isnan(per) ? 1.0 : 1.0 / per;
    struct estimate e = {.value = source_number(source, row, plot->y) * factor,
        .low = source_number(source, row, plot->low) * factor,
        .high = source_number(source, row, plot->high) * factor};
    return plot->known_only && !(e.high <= 1.75 * e.value) ? estimate_undefined() : e;
}

static void read_line(
    struct line *line, struct pictures *pictures, const struct plot *plot, int i)
{
    const struct source *source = pictures_table(pictures, plot->table);
    line->one = i;
    bool known = !plot->starts_known;
    for (long row = source_row(source, i, plot->where, 0); row >= 0;
         row = source_row(source, i, plot->where, row + 1)) {
        struct estimate e = value_of(plot, source, row);
        known = known || e.value > 0.0;
        if (!known)
            e.high = e.value;
        add_point(line, source_number(source, row, plot->x), e);
    }
}

/* Keeps every so many points, and the last. */
static void thin(struct line *line, int most)
{
    int stride = (most - 1) / MOST_POINTS + 1, kept = 0;
    for (int j = 0; j < line->n; j++) {
        if (j % stride != 0 && j != line->n - 1)
            continue;
        line->x[kept] = line->x[j];
        line->at[kept++] = line->at[j];
    }
    line->n = kept;
}

/* The largest x at which any line still rises, at least 1. */
static double last_rise(const struct line *line, int n)
{
    double last = 1.0;
    for (int i = 0; i < n; i++)
        for (int j = 1; j < line[i].n; j++)
            if (line[i].at[j].value > line[i].at[j - 1].value)
                last = fmax(last, line[i].x[j]);
    return last;
}

/* Cuts lines off behind `last`, or makes them go on until there. */
static void stay(struct line *line, double last)
{
    while (line->n > 1 && line->x[line->n - 1] > last)
        line->n--;
    while (line->n > 0 && line->x[line->n - 1] < last)
        add_point(line, line->x[line->n - 1] + 1.0, line->at[line->n - 1]);
}

static struct line *read_lines(struct pictures *pictures, struct plot *plot)
{
    struct line *line = memory_new((size_t)pictures->n + 1, sizeof *line);
    int most = 1;
    for (int i = 0; i < pictures->n; i++) {
        read_line(&line[i], pictures, plot, i);
        most = line[i].n > most ? line[i].n : most;
    }
    double last = last_rise(line, pictures->n);
    for (int i = 0; i < pictures->n; i++) {
        if (plot->stays)
            stay(&line[i], last);
        thin(&line[i], most);
        line[i].x_end = line[i].y_end = NAN;
        for (int j = 0; j < line[i].n; j++) {
            if (isnan(line[i].at[j].value))
                continue;
            line[i].x_end = line[i].x[j];
            line[i].y_end = line[i].at[j].value;
        }
        if (line[i].n > 0)
            plot->x_last = fmax(plot->x_last, line[i].x[line[i].n - 1]);
    }
    plot->x_last = plot->x_last > 0.0 ? plot->x_last : 1.0;
    return line;
}

/* ---- Their names ---- */

/* From the bottom up; a line that is not there comes first. */
static int by_end(const void *a, const void *b)
{
    const struct line *x = a, *y = b;
    double left = isnan(x->y_end) ? -1.0 : x->y_end, right = isnan(y->y_end) ? -1.0 : y->y_end;
    if (left != right)
        return left < right ? -1 : 1;
    return y->one - x->one;
}

/* How far a name's first line, which the leader leads to, stands above its middle. */
static double above_middle(const struct line *line)
{
    return (line->lines - 1) * PAGE_LINE / 2.0;
}

/* Moves names that lie too close apart, as little as possible: least squares with the order
 * kept, by pooling adjacent violators (M. Ayer et al., Ann. Math. Stat. 26, 1955). `line` is in
 * order. */
static void spread(struct line *line, int n, double room)
{
    double *mean = memory_new((size_t)n, sizeof *mean),
           *offset = memory_new((size_t)n, sizeof *offset);
    int *size = memory_new((size_t)n, sizeof *size), pools = 0;
    for (int i = 0; i < n; i++) {
        if (i > 0)
            offset[i] = offset[i - 1] + (line[i - 1].height + line[i].height) / 2.0;
        mean[pools] = line[i].place - offset[i];
        size[pools++] = 1;
        while (pools > 1 && mean[pools - 2] > mean[pools - 1]) {
            int both = size[pools - 2] + size[pools - 1];
            mean[pools - 2] =
                (mean[pools - 2] * size[pools - 2] + mean[pools - 1] * size[pools - 1]) / both;
            size[--pools - 1] = both;
        }
    }
    /* Bounds of such a fit are kept by cutting its values off. */
    double low = 0.0, high = room - offset[n - 1] - above_middle(&line[n - 1]);
    for (int i = 0, pool = 0, left = size[0]; i < n; i++, left--) {
        if (left == 0)
            left = size[++pool];
        line[i].place = fmax(low, fmin(mean[pool], fmax(high, low))) + offset[i];
    }
    memory_free(mean);
    memory_free(offset);
    memory_free(size);
}

/* Names the lines; returns the height that the names take. */
static int name_lines(const struct pictures *pictures, struct line *line, int *columns)
{
    int height = 2 * PAGE_LINE;
    *columns = 4;
    for (int i = 0; i < pictures->n; i++) {
        pictures_add_name(&line[i].name, pictures, i, NAME_COLUMNS);
        struct plot_extent extent = plot_extent(text_string(&line[i].name));
        *columns = extent.columns > *columns ? extent.columns : *columns;
        line[i].lines = extent.lines;
        line[i].height = extent.lines * PAGE_LINE + (extent.lines > 1 ? 6 : 0);
        height += line[i].height;
    }
    return height;
}

static void place_names(struct line *line, int n, double y_end, int height)
{
    if (n == 0)
        return;
    qsort(line, (size_t)n, sizeof *line, by_end);
    /* It is the middles that have to keep apart. */
    for (int i = 0; i < n; i++)
        line[i].place = (isnan(line[i].y_end) ? 0.0 : line[i].y_end / y_end * height) -
                        above_middle(&line[i]);
    spread(line, n, height);
    for (int i = 0; i < n; i++)
        line[i].place += above_middle(&line[i]);
}

/* ---- The data ---- */

/* Index 0: the names and where they stand. */
static void add_names(struct page *page, const struct line *line, int n,
    const struct plot *plot, double y_end, int height)
{
    text_add_string(&page->data, "# line\tends at\tat height\tname stands at\tvalue\tname\n");
    for (int i = 0; i < n; i++) {
        text_printf(&page->data, "%d", line[i].one + 1);
        plot_add_cell(&page->data, line[i].x_end);
        plot_add_cell(&page->data, line[i].y_end);
        plot_add_cell(&page->data, line[i].place / height * y_end);
        plot_add_word(
            &page->data, page_number(page, line[i].y_end, unit_forms[plot->unit].value));
        plot_add_word(&page->data, text_string(&line[i].name));
        text_add_string(&page->data, "\n");
    }
}

/* Index i: the points of line i. */
static void add_points(struct text *data, const struct line *line, const struct plot *plot)
{
    text_printf(data, "\n\n# %s\t%s\tlow\thigh of", plot->x, plot->y);
    plot_add_word(data, text_string(&line->name));
    text_add_string(data, "\n");
    for (int j = 0; j < line->n; j++) {
        text_printf(data, "%.10g", line->x[j]);
        plot_add_cell(data, line->at[j].value);
        plot_add_cell(data, line->at[j].low);
        plot_add_cell(data, line->at[j].high);
        text_add_string(data, "\n");
    }
    if (line->n == 0)
        text_add_string(data, "NaN\tNaN\tNaN\tNaN\n");
}

/* gnuplot warns of a column without a number, so lines and bands that are not there are left
 * out of the lists that it gets; returns whether there is any. */
static bool list(struct page *page, const char *name, const struct line *line, int n, bool band)
{
    struct text numbers = {0};
    for (int i = 0; i < n; i++) {
        bool any = false;
        for (int j = 0; j < line[i].n && !any; j++) {
            const struct estimate *e = &line[i].at[j];
            any = band ? !isnan(e->low) && !isnan(e->high) : !isnan(e->value);
        }
        if (any)
            text_printf(&numbers, numbers.length > 0 ? " %d" : "%d", line[i].one + 1);
    }
    page_text(page, name, text_string(&numbers));
    bool some = numbers.length > 0;
    text_free(&numbers);
    return some;
}

/* ---- The axes ---- */

/* Without any event the bounds may be wide; the axis still needs a size. */
static struct scale y_scale(const struct line *line, int n, const struct plot *plot, bool bands)
{
    double most = 0.0; /* fmax passes over what is not defined */
    for (int i = 0; i < n; i++)
        for (int j = 0; j < line[i].n; j++)
            most =
                fmax(most, fmax(line[i].at[j].value, bands ? line[i].at[j].high : (double)NAN));
    if (plot->unit != UNIT_SHARE)
        return scale_from_zero(fmax(most, 1.0), 6, 1.0);
    return scale_from_zero(most > 0.0 ? fmin(most, 1.0) : 0.1, 6, 0.001);
}

static void add_x_axis(struct page *page, const struct plot *plot)
{
    const char *const months[12] = {_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")};
    struct scale scale = scale_from_zero(plot->x_last, plot->x_ticks, 1.0);
    scale.end = plot->x_last;
    page_axis(page, "x", scale, unit_forms[plot->x_unit].tick);
    page_value(page, "dates", plot->x_unit == UNIT_DATE);
    page_value(page, "start", (double)plot->start);
    page_texts(page, "month", months, 12);
}

static void add_behind(struct page *page, const struct plot *plot)
{
    const char **amount = arena_new(&page->arena, (size_t)plot->n_marks + 1, sizeof *amount);
    for (int i = 0; i < plot->n_marks; i++)
        amount[i] = page_number(page, plot->mark[i], NUMBER_MONEY);
    page_value(page, "marks", plot->n_marks);
    page_values(page, "mark_at", plot->mark, plot->n_marks);
    page_texts(page, "mark", amount, plot->n_marks);
    page_value(page, "shades", plot->n_shades);
    page_values(page, "shade_from", plot->shade_from, plot->n_shades);
    page_values(page, "shade_to", plot->shade_to, plot->n_shades);
    page_value(page, "across", plot->across);
}

static void add_variables(
    struct page *page, const struct line *line, int n, const struct plot *plot, bool bands)
{
    bool any = list(page, "shown", line, n, false);
    list(page, "banded", line, bands ? n : 0, true);
    int most = 0;
    for (int i = 0; i < n; i++)
        most = line[i].n > most ? line[i].n : most;
    page_value(page, "points", plot->points && most <= MOST_MARKED);
    page_value(page, "value_columns", plot->unit == UNIT_EUROS ? 7 : 5);
    page_text(page, "x_title", _(plot->x_title));
    page_text(page, "y_title", _(plot->y_title));
    const char *message = plot->message != NULL ? plot->message : "";
    page_text(
        page, "message", message[0] == '\0' && !any ? _("too few partners to tell") : message);
    add_x_axis(page, plot);
    add_behind(page, plot);
}

struct page_size plot_lines(struct page *page, struct pictures *pictures, struct plot *plot)
{
    int n = pictures->n, columns, above = plot->n_marks > 0 ? PAGE_LINE : 0;
    struct line *line = read_lines(pictures, plot);
    tell(page, pictures, plot);
    bool bands = plot->low != NULL && lines_have_bands(pictures) &&
                 (plot->message == NULL || plot->message[0] == '\0');
    int height = name_lines(pictures, line, &columns);
    height = height > LEAST_HEIGHT ? height : LEAST_HEIGHT;
    struct scale y = y_scale(line, n, plot, bands);
    add_variables(page, line, n, plot, bands);
    page_axis(page, "y", y, unit_forms[plot->unit].tick);
    page_value(page, "name_columns", columns);
    struct text points = {0};
    for (int i = 0; i < n; i++)
        add_points(&points, &line[i], plot);
    place_names(line, n, y.end, height);
    add_names(page, line, n, plot, y.end, height);
    text_add_string(&page->data, text_string(&points));
    text_free(&points);
    for (int i = 0; i < n; i++) {
        memory_free(line[i].x);
        memory_free(line[i].at);
        text_free(&line[i].name);
    }
    memory_free(line);
    return (struct page_size){TOP + above, height, BELOW, n};
}
