/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot_lines.h"

#include "language.h"
#include "plot_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TOP = 78, LEAST_HEIGHT = 380, BELOW = 50, MOST_BANDS = 12 };

/* A name at the end of its line: where the line ends, where there is room for the name. */
struct end_name {
    int line;
    double x, y;  /* end of the line; NaN: there is no line */
    double place; /* of the name's first line, in pixels from the bottom of the panel */
    int lines, height;
    struct text name;
};

void lines_init(struct lines *lines, const struct study *study, int n_x)
{
    memset(lines, 0, sizeof *lines);
    lines->study = study;
    lines->n_cases = plot_cases(study);
    lines->n_x = n_x;
    lines->bands = study->replications > 1 && lines->n_cases <= MOST_BANDS;
    lines->x = memory_new((size_t)n_x, sizeof *lines->x);
    size_t points = (size_t)n_x * (size_t)lines->n_cases;
    lines->at = memory_new(points, sizeof *lines->at);
    for (size_t i = 0; i < points; i++)
        lines->at[i] = estimate_undefined();
}

void lines_free(struct lines *lines)
{
    free(lines->x);
    free(lines->at);
    text_free(&lines->x_ticks);
    text_free(&lines->shades);
}

static const struct estimate *at(const struct lines *lines, int line, int i)
{
    return &lines->at[(size_t)line * (size_t)lines->n_x + (size_t)i];
}

static double highest(const struct lines *lines)
{
    double most = 0.0;
    for (int line = 0; line < lines->n_cases; line++) {
        for (int i = 0; i < lines->n_x; i++) {
            const struct estimate *e = at(lines, line, i);
            /* fmax passes over what is not defined. */
            most = fmax(most, lines->bands ? fmax(e->value, e->high) : e->value);
        }
    }
    return most;
}

/* Without any event the bounds are Wilson's and may be wide; the axis still needs a size. */
static struct plot_scale y_scale(const struct lines *lines)
{
    if (lines->euros || lines->counts)
        return plot_scale(fmax(highest(lines), 1.0), 6, 1.0);
    double most = fmin(highest(lines), 1.0);
    return plot_scale(most > 0.0 ? most : 0.1, 6, 0.001);
}

static void find_end(const struct lines *lines, struct end_name *end)
{
    end->x = end->y = NAN;
    for (int i = 0; i < lines->n_x; i++) {
        if (isnan(at(lines, end->line, i)->value))
            continue;
        end->x = lines->x[i];
        end->y = at(lines, end->line, i)->value;
    }
}

/* From the bottom up; a line that is not there comes first. */
static int by_end(const void *a, const void *b)
{
    const struct end_name *x = a, *y = b;
    double left = isnan(x->y) ? -1.0 : x->y, right = isnan(y->y) ? -1.0 : y->y;
    if (left != right)
        return left < right ? -1 : 1;
    return y->line - x->line;
}

/* How far a name's first line, which the leader leads to, stands above its middle. */
static double above_middle(const struct end_name *end)
{
    return (end->lines - 1) * PAGE_LINE / 2.0;
}

/* Moves names that lie too close apart, as little as possible: least squares with the order
 * kept, by pooling adjacent violators (M. Ayer et al., Ann. Math. Stat. 26, 1955). `end` is in
 * order. */
static void spread(struct end_name *end, int n, double room)
{
    double *mean = memory_new((size_t)n, sizeof *mean),
           *offset = memory_new((size_t)n, sizeof *offset);
    int *size = memory_new((size_t)n, sizeof *size), pools = 0;
    for (int i = 0; i < n; i++) {
        if (i > 0)
            offset[i] = offset[i - 1] + (end[i - 1].height + end[i].height) / 2.0;
        mean[pools] = end[i].place - offset[i];
        size[pools++] = 1;
        while (pools > 1 && mean[pools - 2] > mean[pools - 1]) {
            int both = size[pools - 2] + size[pools - 1];
            mean[pools - 2] =
                (mean[pools - 2] * size[pools - 2] + mean[pools - 1] * size[pools - 1]) / both;
            size[--pools - 1] = both;
        }
    }
    /* Bounds of such a fit are kept by cutting its values off. */
    double low = 0.0, high = room - offset[n - 1] - above_middle(&end[n - 1]);
    for (int i = 0, pool = 0, left = size[0]; i < n; i++, left--) {
        if (left == 0)
            left = size[++pool];
        end[i].place = fmax(low, fmin(mean[pool], fmax(high, low))) + offset[i];
    }
    free(mean);
    free(offset);
    free(size);
}

static struct end_name *name_ends(const struct lines *lines, int *columns, int *height)
{
    struct end_name *end = memory_new((size_t)lines->n_cases + 1, sizeof *end);
    *columns = 4;
    *height = 2 * PAGE_LINE;
    for (int line = 0; line < lines->n_cases; line++) {
        end[line].line = line;
        find_end(lines, &end[line]);
        plot_case_name(&end[line].name, lines->study, line, NAME_COLUMNS);
        struct plot_extent extent = plot_extent(text_string(&end[line].name));
        *columns = extent.columns > *columns ? extent.columns : *columns;
        end[line].lines = extent.lines;
        end[line].height = extent.lines * PAGE_LINE + (extent.lines > 1 ? 6 : 0);
        *height += end[line].height;
    }
    return end;
}

static void place_ends(struct end_name *end, int n, double y_end, int height)
{
    if (n == 0)
        return;
    qsort(end, (size_t)n, sizeof *end, by_end);
    for (int i = 0; i < n; i++)
        end[i].place = isnan(end[i].y) ? 0.0 : end[i].y / y_end * height;
    /* It is the middles that have to keep apart. */
    for (int i = 0; i < n; i++)
        end[i].place -= above_middle(&end[i]);
    spread(end, n, height);
    for (int i = 0; i < n; i++)
        end[i].place += above_middle(&end[i]);
}

static void add_value(struct text *text, const struct lines *lines, double value)
{
    if (lines->counts)
        plot_add_number(text, value, 1);
    else if (lines->euros)
        plot_add_euros(text, value);
    else
        plot_add_share(text, value);
}

/* Index 0 of the data: the names and where they stand. */
static void add_names(struct text *data, const struct lines *lines, const struct end_name *end,
    double y_end, int height)
{
    text_add_string(data, "# line\tends at\tat height\tname stands at\tvalue\tname\n");
    for (int i = 0; i < lines->n_cases; i++) {
        struct text value;
        text_init(&value);
        add_value(&value, lines, end[i].y);
        double place = end[i].place / height * y_end;
        text_printf(data, "%d", end[i].line + 1);
        plot_add_cell(data, end[i].x);
        plot_add_cell(data, end[i].y);
        plot_add_cell(data, place);
        text_add_string(data, "\t");
        plot_add_field(data, text_string(&value));
        text_add_string(data, "\t");
        plot_add_field(data, text_string(&end[i].name));
        text_add_string(data, "\n");
        text_free(&value);
    }
    text_add_string(data, "\n\n");
}

static void add_head(struct text *data, const struct lines *lines)
{
    text_printf(data, "# %s", lines->x_column);
    for (int line = 0; line < lines->n_cases; line++) {
        struct text name;
        text_init(&name);
        plot_case_name(&name, lines->study, line, NAME_COLUMNS);
        text_add_string(data, "\t");
        plot_add_field(data, text_string(&name));
        text_add_string(data, "\tlow\thigh");
        text_free(&name);
    }
    text_add_string(data, "\n");
}

/* Index 1: x, then estimate and bounds for each case. */
static void add_points(struct text *data, const struct lines *lines)
{
    add_head(data, lines);
    for (int i = 0; i < lines->n_x; i++) {
        text_printf(data, "%.10g", lines->x[i]);
        for (int line = 0; line < lines->n_cases; line++) {
            const struct estimate *e = at(lines, line, i);
            plot_add_cell(data, e->value);
            plot_add_cell(data, e->low);
            plot_add_cell(data, e->high);
        }
        text_add_string(data, "\n");
    }
}

/* gnuplot warns of a column without a number, so lines and bands that are not there go
 * unmentioned. */
static void add_list(
    struct text *script, const char *name, const struct lines *lines, bool band)
{
    text_printf(script, "%s = '", name);
    for (int line = 0, n = 0; line < lines->n_cases; line++) {
        bool any = false;
        for (int i = 0; i < lines->n_x && !any; i++) {
            const struct estimate *e = at(lines, line, i);
            any = band ? !isnan(e->low) && !isnan(e->high) : !isnan(e->value);
        }
        if (any)
            text_printf(script, "%s%d", n++ > 0 ? " " : "", line + 1);
    }
    text_add_string(script, "'\n");
}

static void write_lists(const struct lines *lines, struct text *s)
{
    text_add_string(s, "\n# Cases, by number, with a line and with a band.\n");
    add_list(s, "shown", lines, false);
    if (lines->bands)
        add_list(s, "bands", lines, true);
    else
        text_add_string(s, "bands = ''\n");
    text_add_string(s, "if (text) bands = ''\n"
                       "line(i) = i > words(shown) ? 1 : int(word(shown, i))\n"
                       "band(i) = i > words(bands) ? 1 : int(word(bands, i))\n");
}

/* The last in order has a line if any has. */
static bool has_lines(const struct end_name *end, int n)
{
    return n > 0 && !isnan(end[n - 1].y);
}

static void write_lines(const struct lines *lines, struct page *page, struct plot_scale y,
    const struct end_name *end)
{
    struct text *s = &page->script;
    page_panel(page, (struct panel){"The lines", "64", "width - 24 - names", TOP + lines->above,
                         page_bottom(page, BELOW), false});
    text_printf(s, "set xrange [0:%.10g]\nset yrange [0:%.10g]\n", lines->x_end, y.end);
    page_ticks(page, 'x', text_string(&lines->x_ticks));
    struct text ticks;
    text_init(&ticks);
    plot_add_ticks(&ticks, y,
        lines->counts  ? plot_add_whole
        : lines->euros ? plot_add_euros
                       : plot_add_share_tick);
    page_ticks(page, 'y', text_string(&ticks));
    text_free(&ticks);
    text_add_string(s, "set grid noxtics\n");
    text_add_string(s, text_string(&lines->shades));
    struct text below;
    text_init(&below);
    text_printf(&below, "screen y(%d)", page_bottom(page, BELOW - 40));
    page_label(page, "graph 0.5", text_string(&below), "center",
        "font small textcolor rgb '#444444'", lines->x_title);
    text_free(&below);
    page_label(page, "screen x(24)", "screen y(56)", "left",
        "font small textcolor rgb '#444444'", lines->y_title);
    if (lines->message != NULL)
        page_label(page, "graph 0.5", "graph 0.5", "center", "front", lines->message);
    if (!has_lines(end, lines->n_cases)) {
        text_add_string(s, "plot -1 with lines\n");
        return;
    }
    text_printf(s,
        "plot for [i=1:words(bands)] file.'.dat' index 1 \\\n"
        "        using 1:(column(3 * band(i))):(column(3 * band(i) + 1)) \\\n"
        "        with filledcurves linetype band(i) fillstyle transparent solid 0.2 noborder, "
        "\\\n"
        "    for [i=1:words(shown)] file.'.dat' index 1 using 1:(column(3 * line(i) - 1)) \\\n"
        "        with %s linetype line(i) linewidth 2%s, \\\n"
        "    for [i=1:words(shown)] file.'.dat' index 0 \\\n"
        "        using 2:($1 == line(i) ? $3 : NaN):(%.10g - $2):(0) \\\n"
        "        with vectors nohead linetype line(i) dashtype (1, 4) linewidth 1\n",
        lines->points ? "linespoints" : "lines", lines->points ? " pointsize 0.7" : "",
        lines->x_end);
}

static void write_names(const struct lines *lines, struct page *page, struct plot_scale y)
{
    struct text *s = &page->script;
    page_panel(page, (struct panel){"The names at the ends of the lines", "width - 24 - names",
                         "width - 24", TOP + lines->above, page_bottom(page, BELOW), true});
    text_printf(s, "set xrange [0:names]\nset yrange [0:%.10g]\n", y.end);
    text_printf(s,
        "plot for [i=1:words(shown)] file.'.dat' index 0 \\\n"
        "        using (2):($1 == line(i) ? $3 : NaN):(16):($4 - $3) \\\n"
        "        with vectors nohead linetype line(i) dashtype solid linewidth 1, \\\n"
        "    for [i=1:words(shown)] file.'.dat' index 0 \\\n"
        "        using (18):($1 == line(i) ? $4 : NaN):(36):(0) \\\n"
        "        with vectors nohead linetype line(i) linewidth 2, \\\n"
        "%s"
        "    file.'.dat' index 0 using (62 + (values + 0.5) * char):4:5 with labels right, "
        "\\\n"
        "    file.'.dat' index 0 using (62 + (values + 1.5) * char):4:6 with labels left\n",
        lines->points ? "    for [i=1:words(shown)] file.'.dat' index 0 \\\n"
                        "        using (36):($1 == line(i) ? $4 : NaN) \\\n"
                        "        with points linetype line(i) pointsize 0.7, \\\n"
                      : "");
}

void lines_caption(const struct lines *lines, struct page *page)
{
    const struct study *study = lines->study;
    struct text words = {0}, number = {0}, level = {0};
    plot_add_number(&number, (double)study->replications, 0);
    plot_add_share(&level, study->confidence);
    if (study->replications == 1)
        text_add_string(
            &words, _("Line: one simulated campaign. Where another one would end takes "
                      "more simulated campaigns to say."));
    else if (lines->bands)
        text_printf(&words,
            _("Line: average of %s simulated campaigns. Band: Monte Carlo error of that "
              "average (%s confidence). One campaign can end well above or below it."),
            text_string(&number), text_string(&level));
    else
        text_printf(&words,
            _("Line: average of %s simulated campaigns. One campaign can end well above "
              "or below it."),
            text_string(&number));
    page_caption(page, text_string(&words));
    text_free(&words);
    text_free(&number);
    text_free(&level);
}

void lines_write(const struct lines *lines, struct page *page)
{
    int columns, height;
    struct end_name *end = name_ends(lines, &columns, &height);
    height = height > LEAST_HEIGHT ? height : LEAST_HEIGHT;
    page->height = 0;
    page->height = TOP + lines->above + height - page_bottom(page, BELOW);
    struct plot_scale y = y_scale(lines);
    place_ends(end, lines->n_cases, y.end, height);
    add_names(&page->data, lines, end, y.end, height);
    add_points(&page->data, lines);

    page_begin(page);
    text_printf(&page->script,
        "\n# Room for the values and for the names, %d characters at most.\nvalues = %d\n"
        "names = 62 + (values + %d) * char\n",
        columns, lines->euros ? 7 : 5, columns + 2);
    write_lists(lines, &page->script);
    write_lines(lines, page, y, end);
    if (has_lines(end, lines->n_cases))
        write_names(lines, page, y);
    page_end(page);
    for (int i = 0; i < lines->n_cases; i++)
        text_free(&end[i].name);
    free(end);
}
