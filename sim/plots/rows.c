/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include "language.h"
#include "plot_text.h"

#include <math.h>
#include <stdlib.h>

/* A row per case: its name, and panels with dots, ranges and bars beside it. */

enum { LEAST_ROW = 30, ROW_AIR = 12, TOP = 68, BELOW = 50, BELOW_BARE = 12, LABEL_ROOM = 28 };

/* The share of its row that half a bar takes. */
#define HALF_BAR 0.32

struct rows {
    struct plot *plot;
    int n, n_panels, n_parts; /* parts: panels, or what is stacked on the only one */
    int columns;              /* of the longest name */
    int row_height;
    struct scale scale[MOST_PANELS];
};

/* ---- Numbers ---- */

static double number_of(
    struct pictures *pictures, const struct panel *panel, int i, const char *column)
{
    return pictures_number(pictures, panel->table, panel->where, i, column);
}

static double range_of(
    struct pictures *pictures, const struct panel *panel, int i, const char *column)
{
    if (panel->range_table != NULL)
        return pictures_number(pictures, panel->range_table, "", i, column);
    return number_of(pictures, panel, i, column);
}

static double target_of(struct pictures *pictures, const struct panel *panel, int i)
{
    if (panel->target == NULL)
        return NAN;
    int target = panel->target(&pictures->one[i].of->scenario->campaign.targets);
    return target > 0 ? (double)target : (double)NAN;
}

/* What a part of a bar comes to: of a total what its hubs do, which have rows. */
static double part_of(struct pictures *pictures, const struct panel *panel, int i)
{
    int hubs = pictures->one[i].of->hubs;
    double sum = 0.0;
    for (int k = hubs > 0 ? i - hubs : i; k < (hubs > 0 ? i : i + 1); k++)
        sum += fmax(number_of(pictures, panel, k, panel->value), 0.0);
    return sum;
}

/* ---- Axes ---- */

/* Up to where case `i` reaches; a range may end far away, or nowhere: twice the value shows
 * enough of it. */
static double reach_of(struct pictures *pictures, const struct panel *panel, int i, bool near)
{
    double value = number_of(pictures, panel, i, panel->value);
    double range = range_of(pictures, panel, i, panel->to);
    if (near)
        range = fmin(range, 2.0 * value); /* also of one that is not defined: without end */
    return fmax(fmax(range, value), number_of(pictures, panel, i, panel->high));
}

static struct scale near_scale(struct pictures *pictures, const struct panel *panel)
{
    double reach[MOST_SHOWN];
    for (int i = 0; i < pictures->n; i++)
        reach[i] = reach_of(pictures, panel, i, true);
    return scale_from_zero(amount_end(reach, pictures->n, 1.02), 6, 1.0);
}

/* The axis with as few steps as it takes for its labels to stand apart. */
static struct scale span_scale(struct page *page, double low, double high, enum unit unit)
{
    struct scale scale = {0};
    for (int ticks = 3; ticks > 0; ticks--) {
        scale = scale_span(low, high, ticks, unit_forms[unit].least);
        const char *left = page_number(page, scale.start, unit_forms[unit].tick);
        const char *right = page_number(page, scale.end, unit_forms[unit].tick);
        int columns = (int)fmax(plot_extent(left).columns, plot_extent(right).columns);
        if ((scale.end - scale.start) / scale.step * (1 + columns) <= LABEL_ROOM)
            break;
    }
    return scale;
}

static struct scale scale_of(
    struct page *page, struct pictures *pictures, const struct plot *plot, int n_parts, int p)
{
    const struct panel *panel = &plot->panel[p];
    double low = 0.0, high = plot->stacked || plot->zero ? 0.0 : 1.0;
    if (plot->bare)
        return (struct scale){0.0, 1.0, 1.0};
    if (plot->near)
        return near_scale(pictures, panel);
    for (int i = 0; i < pictures->n; i++) {
        double sum = 0.0;
        for (int part = 0; part < n_parts && plot->stacked; part++)
            sum += part_of(pictures, &plot->panel[part], i);
        high = fmax(high, fmax(sum, target_of(pictures, panel, i)));
        high = plot->stacked ? high : fmax(high, reach_of(pictures, panel, i, false));
        low = fmin(low, number_of(pictures, panel, i, panel->low));
        low = fmin(low, number_of(pictures, panel, i, panel->value));
    }
    if (plot->zero)
        return span_scale(page, low, high, panel->unit);
    return scale_from_zero(high, 5, unit_forms[panel->unit].least);
}

/* ---- The data ---- */

/* Index 0: the names. gnuplot puts the first of several lines at the place given. */
static void add_names(struct page *page, const struct pictures *pictures, struct rows *rows)
{
    struct text *name = memory_new((size_t)rows->n + 1, sizeof *name);
    int lines = 1;
    rows->columns = 4;
    for (int i = 0; i < rows->n; i++) {
        pictures_add_name(&name[i], pictures, i, NAME_COLUMNS);
        struct plot_extent extent = plot_extent(text_string(&name[i]));
        rows->columns = extent.columns > rows->columns ? extent.columns : rows->columns;
        lines = extent.lines > lines ? extent.lines : lines;
    }
    int height = lines * PAGE_LINE + ROW_AIR;
    rows->row_height = height > LEAST_ROW ? height : LEAST_ROW;
    text_add_string(&page->data, "# row\tname at\tname\n");
    for (int i = 0; i < rows->n; i++) {
        double up = (plot_extent(text_string(&name[i])).lines - 1) * PAGE_LINE / 2.0;
        text_printf(&page->data, "%d\t%.4g", i + 1, i + 1 - up / rows->row_height);
        plot_add_word(&page->data, text_string(&name[i]));
        text_add_string(&page->data, "\n");
        text_free(&name[i]);
    }
    text_add_string(&page->data, rows->n == 0 ? "-9\t-9\t\"\"\n" : "");
    memory_free(name);
}

/* The part of low .. high that is within the axis; not defined when none is. */
static void add_part(struct text *data, double low, double high, double end)
{
    bool shown = low < end && !isnan(high);
    plot_add_cell(data, shown ? low : (double)NAN);
    plot_add_cell(data, shown ? fmin(high, end) : NAN);
}

static void add_dot(
    struct page *page, struct pictures *pictures, const struct rows *rows, int p, int i)
{
    const struct panel *panel = &rows->plot->panel[p];
    double end = rows->scale[p].end, value = number_of(pictures, panel, i, panel->value);
    double from = range_of(pictures, panel, i, panel->from);
    double to = range_of(pictures, panel, i, panel->to);
    double target = target_of(pictures, panel, i);
    if (rows->plot->zero && i == pictures->results->comparison->compare->baseline)
        value = 0.0;
    bool range = panel->to != NULL && pictures->replications > 1 && !isnan(value);
    text_printf(&page->data, "%d\t%d", p + 1, i + 1);
    plot_add_cell(&page->data, value <= end ? value : NAN);
    add_part(&page->data, number_of(pictures, panel, i, panel->low),
        number_of(pictures, panel, i, panel->high), end);
    add_part(&page->data, range ? from : (double)NAN,
        range && isnan(to) ? (double)INFINITY : to, end);
    plot_add_cell(&page->data, target);
    text_printf(&page->data, "\t%d\n", value > end || (range && !(to <= end)));
}

/* A bar on panel `p`, and its figure if it fits in. */
static void add_bar(struct page *page, int p, int i, double from, double to, int kind,
    const char *figure, unsigned ink)
{
    text_printf(&page->data, "%d\t%d\t%.8g\t%.8g\t%d", p + 1, i + 1, from, to, kind);
    plot_add_word(&page->data, figure);
    text_printf(&page->data, "\t%u\n", ink);
}

/* The parts of case `i`, one after the other; `per_unit` in characters. */
static void add_stack(struct page *page, struct pictures *pictures, const struct rows *rows,
    int i, double per_unit)
{
    const struct panel *panel = rows->plot->panel;
    double from = 0.0;
    for (int p = 0; p < rows->n_parts; p++) {
        double value = part_of(pictures, &panel[p], i);
        const char *figure = page_number(page, value, NUMBER_WHOLE);
        bool fits = plot_extent(figure).columns + 1.5 < value * per_unit;
        add_bar(page, 0, i, from, from + value, p + 1, fits ? figure : "", panel[p].ink);
        from += value;
    }
}

/* Index 2: the bars, of a kind a part or a panel; 0 is what lies behind all. */
static void add_bars(struct page *page, struct pictures *pictures, const struct rows *rows)
{
    const struct plot *plot = rows->plot;
    double columns = PAGE_WIDTH / 7.6 - 6.0 - rows->columns - plot->beside;
    double colour[MOST_PANELS];
    text_add_string(&page->data, "\n\n# panel\trow\tfrom\tto\tkind\tfigure\tits colour\n"
                                 "0\t0\t0\t0\t0\t\"\"\t0\n");
    for (int i = 0; i < rows->n; i++) {
        if (plot->stacked)
            add_stack(page, pictures, rows, i, columns / rows->scale[0].end);
        for (int p = 0; p < rows->n_panels && plot->bare; p++) {
            const struct panel *panel = &plot->panel[p];
            double value = number_of(pictures, panel, i, panel->value);
            add_bar(page, p, i, 0.0, 1.0, 0, "", 0);
            add_bar(page, p, i, 0.0, isnan(value) ? 0.0 : value, p + 1, "", 0);
        }
    }
    for (int p = 0; p < rows->n_parts; p++)
        colour[p] = plot->panel[p].colour;
    page_value(page, "kinds", plot->stacked || plot->bare ? rows->n_parts : 0);
    page_values(page, "colour", colour, rows->n_parts);
}

static void add_dots(struct page *page, struct pictures *pictures, const struct rows *rows)
{
    text_add_string(&page->data, "\n\n# panel\trow\tvalue\tlow\thigh\trange from\tto\ttarget\t"
                                 "goes on\n0\t0\t0\t0\t0\t0\t0\t0\t0\n");
    for (int p = 0; p < rows->n_panels && rows->plot->panel[p].colour == 0; p++)
        for (int i = 0; i < rows->n; i++)
            add_dot(page, pictures, rows, p, i);
}

static const char *said(
    struct page *page, struct pictures *pictures, const struct words *words, int i)
{
    if (words->say != NULL)
        return words->say(page, pictures, i, words->panel);
    double value = pictures_number(pictures, words->table, words->where, i, words->value);
    double to = pictures_number(pictures, words->table, words->where, i, words->to);
    if (words->to != NULL)
        return isnan(value) ? "" : page_span(page, value, to, words->form);
    return page_number(page, value, words->form);
}

/* Index 3: the words of each column. */
static void add_words(struct page *page, struct pictures *pictures, const struct rows *rows)
{
    const struct words *words = rows->plot->words;
    double panel[MOST_WORDS], from[MOST_WORDS], characters[MOST_WORDS], ends[MOST_WORDS];
    const char *head[2][MOST_WORDS];
    int n = 0;
    text_add_string(&page->data, "\n\n# column\trow\twords\n1\t-9\t\"\"\n");
    for (; words->say != NULL || words->table != NULL; words++) {
        bool one = pictures->replications == 1;
        if (words->of_many && one)
            continue;
        panel[n] = words->panel + 1;
        from[n] = words->from;
        characters[n] = words->characters;
        ends[n] = words->ends_there;
        for (int up = 0; up < 2; up++)
            head[up][n] = words->head[up] != NULL ? _(words->head[up]) : "";
        if (one && words->head_of_one != NULL)
            head[0][n] = _(words->head_of_one);
        n++;
        for (int i = 0; i < rows->n; i++) {
            text_printf(&page->data, "%d\t%d", n, i + 1);
            plot_add_word(&page->data, said(page, pictures, words, i));
            text_add_string(&page->data, "\n");
        }
    }
    page_value(page, "word_columns", n);
    page_values(page, "word_panel", panel, n);
    page_values(page, "word_from", from, n);
    page_values(page, "word_char", characters, n);
    page_values(page, "word_ends", ends, n);
    page_texts(page, "word_head", head[0], n);
    page_texts(page, "word_upper", head[1], n);
}

/* ---- The variables ---- */

/* Index 4: the parts that come to anything in any case, and where they stand in the legend, in
 * characters. */
static void add_legend(struct page *page, struct pictures *pictures, const struct rows *rows)
{
    int at = 0;
    text_add_string(&page->data, "\n\n# kind\tat\tname\n");
    for (int p = 0; p < rows->n_parts && rows->plot->stacked; p++) {
        const struct panel *part = &rows->plot->panel[p];
        double most = 0.0;
        for (int i = 0; i < rows->n; i++)
            most = fmax(most, part_of(pictures, part, i));
        if (most < 1e-4)
            continue;
        text_printf(&page->data, "%d\t%d", p + 1, at);
        plot_add_word(&page->data, _(part->head));
        text_add_string(&page->data, "\n");
        at += plot_extent(_(part->head)).columns + 6;
    }
    page_value(page, "legend", at > 0);
}

static void add_panels(struct page *page, struct pictures *pictures, const struct rows *rows)
{
    const struct plot *plot = rows->plot;
    double from[MOST_PANELS], to[MOST_PANELS];
    double at[MOST_PANELS * MOST_TICKS], of[MOST_PANELS * MOST_TICKS];
    const char *label[MOST_PANELS * MOST_TICKS], *head[MOST_PANELS], *below[MOST_PANELS];
    int n = 0;
    for (int p = 0; p < rows->n_panels; p++) {
        const struct panel *panel = &plot->panel[p];
        from[p] = rows->scale[p].start;
        to[p] = rows->scale[p].end;
        head[p] = panel->head != NULL && !plot->stacked ? _(panel->head) : "";
        below[p] = plot->say_below != NULL ? plot->say_below(page, pictures, p) : "";
        int more = page_scale_ticks(
            page, rows->scale[p], unit_forms[panel->unit].tick, at + n, label + n);
        for (int i = 0; i < more; i++)
            of[n++] = p + 1;
    }
    page_values(page, "x_from", from, rows->n_panels);
    page_values(page, "x_to", to, rows->n_panels);
    page_texts(page, "head", head, rows->n_panels);
    page_texts(page, "below", below, rows->n_panels);
    page_values(page, "tick_panel", of, n);
    page_ticks(page, "x", at, label, n);
}

struct page_size plot_rows(struct page *page, struct pictures *pictures, struct plot *plot)
{
    struct rows rows = {.plot = plot, .n = pictures->n};
    while (plot->panel[rows.n_parts].table != NULL)
        rows.n_parts++;
    rows.n_panels = plot->stacked ? 1 : rows.n_parts;
    add_names(page, pictures, &rows);
    for (int p = 0; p < rows.n_panels; p++)
        rows.scale[p] = scale_of(page, pictures, plot, rows.n_parts, p);
    add_dots(page, pictures, &rows);
    add_bars(page, pictures, &rows);
    add_words(page, pictures, &rows);
    int n = rows.n > 0 ? rows.n : 1;
    page_value(page, "rows", n);
    page_value(page, "panels", rows.n_panels);
    page_value(page, "name_columns", rows.columns);
    page_value(page, "before", plot->before);
    page_value(page, "after", plot->after);
    page_value(page, "after_char", plot->after_characters);
    page_value(page, "beside", plot->beside);
    page_value(page, "axis", !plot->bare);
    page_value(page, "zero", plot->zero);
    page_value(page, "dot", plot->dot);
    page_value(page, "tall", plot->bare ? 0.3 : HALF_BAR);
    page_text(page, "x_title", plot->x_title != NULL ? _(plot->x_title) : "");
    add_legend(page, pictures, &rows);
    add_panels(page, pictures, &rows);
    tell(page, pictures, plot);
    return (struct page_size){TOP + plot->heads * PAGE_LINE, n * rows.row_height,
        plot->bare ? BELOW_BARE : BELOW, rows.n};
}
