/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include "language.h"
#include "plot_text.h"

#include <math.h>

/* A row per case: its name, and panels with dots, ranges and bars beside it. */

enum { LEAST_ROW = 30, ROW_AIR = 12, TOP = 68, BELOW = 50, BELOW_BARE = 12 };

/* Where a range ends that has no end. */
#define WITHOUT_END 1e30

/* What is drawn of a case on a panel; NAN: not there. */
struct dot {
    double value, low, high, from, to, target;
};

/* What a part of a bar comes to: of a total what its hubs do, which have rows. */
static double part_of(struct pictures *pictures, const struct panel *panel, int i)
{
    int hubs = pictures->one[i].of->hubs;
    double sum = 0.0;
    for (int k = hubs > 0 ? i - hubs : i; k < (hubs > 0 ? i : i + 1); k++)
        sum +=
            fmax(pictures_number(pictures, panel->table, panel->where, k, panel->value), 0.0);
    return sum;
}

static struct dot dot_of(
    struct pictures *pictures, const struct plot *plot, const struct panel *panel, int i)
{
    const struct source *source = pictures_table(pictures, panel->table);
    long row = source_row(source, i, panel->where, 0);
    struct dot dot = {.value = source_number(source, row, panel->value),
        .low = source_number(source, row, panel->low),
        .high = source_number(source, row, panel->high),
        .from = NAN,
        .to = NAN,
        .target = target_of(pictures, i, panel->target)};
    if (plot->zero && i == pictures->results->comparison->compare->baseline)
        dot.value = 0.0;
    if (panel->to != NULL && pictures->replications > 1 && !isnan(dot.value)) {
        if (panel->range_table != NULL) {
            source = pictures_table(pictures, panel->range_table);
            row = source_row(source, i, "", 0);
        }
        dot.from = source_number(source, row, panel->from);
        dot.to = source_number(source, row, panel->to);
        dot.to = isnan(dot.to) ? WITHOUT_END : dot.to;
    }
    dot.target = dot.target > 0.0 ? dot.target : NAN;
    return dot;
}

/* dot[part * n + i]; parts of a bar follow each other. */
static struct dot *read_dots(
    struct page *page, struct pictures *pictures, const struct plot *plot, int n_parts)
{
    int n = pictures->n;
    struct dot *dot = arena_new(&page->arena, (size_t)(n_parts * n) + 1, sizeof *dot);
    for (int k = 0; k < n_parts * n; k++) {
        const struct panel *panel = &plot->panel[k / n];
        if (!plot->stacked) {
            dot[k] = dot_of(pictures, plot, panel, k % n);
            continue;
        }
        double from = k < n ? 0.0 : dot[k - n].to, value = part_of(pictures, panel, k % n);
        dot[k] = (struct dot){value, NAN, NAN, from, from + value, NAN};
    }
    return dot;
}

/* Of `n` dots. A range may end far away, or nowhere: twice the value shows enough of it. */
static struct scale scale_of(
    const struct plot *plot, enum unit unit, const struct dot *dot, int n)
{
    double reach[MOST_PANELS * MOST_SHOWN], low = 0.0, high = plot->zero ? 0.0 : 1.0;
    for (int i = 0; i < n; i++) {
        double to = plot->near ? fmin(dot[i].to, 2.0 * dot[i].value) : dot[i].to;
        reach[i] = fmax(fmax(dot[i].value, dot[i].high), fmax(to, dot[i].target));
        high = fmax(high, reach[i]);
        low = fmin(low, fmin(dot[i].value, dot[i].low));
    }
    if (plot->bare)
        return (struct scale){0.0, 1.0, 1.0};
    if (plot->zero)
        return scale_span(low, high, unit == UNIT_COUNT ? 2 : 3, unit_looks[unit].least);
    if (plot->near)
        high = amount_end(reach, n, 1.02);
    return scale_from_zero(high, 5, unit_looks[unit].least);
}

/* ---- Words ---- */

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

/* The columns of words that there are, into column[MOST_WORDS]; and where they stand. */
static int list_words(struct page *page, const struct pictures *pictures,
    const struct words *words, const struct words **column)
{
    double panel[MOST_WORDS], characters[MOST_WORDS], ends[MOST_WORDS];
    const char *head[2][MOST_WORDS];
    bool one = pictures->replications == 1;
    int n = 0;
    for (; words->say != NULL || words->table != NULL; words++) {
        if (words->of_many && one)
            continue;
        panel[n] = words->panel + 1;
        characters[n] = words->characters;
        ends[n] = words->ends_there;
        for (int up = 0; up < 2; up++)
            head[up][n] = words->head[up] != NULL ? _(words->head[up]) : "";
        if (one && words->head_of_one != NULL)
            head[0][n] = _(words->head_of_one);
        column[n++] = words;
    }
    page_set(page, "word_columns = %d\n", n);
    page_values(page, "word_panel", panel, n);
    page_values(page, "word_char", characters, n);
    page_values(page, "word_ends", ends, n);
    page_texts(page, "word_head", head[0], n);
    page_texts(page, "word_upper", head[1], n);
    return n;
}

/* Index 0: the names, and words. Returns the height of a row; gnuplot puts the first of several
 * lines at the place given. */
static int add_names(
    struct page *page, struct pictures *pictures, const struct plot *plot, int *columns)
{
    const struct words *column[MOST_WORDS];
    int height, n = list_words(page, pictures, plot->words, column), most = 1;
    const struct name *name = names_of(page, pictures, &height, columns);
    for (int i = 0; i < pictures->n; i++)
        most = name[i].lines > most ? name[i].lines : most;
    height = most * PAGE_LINE + ROW_AIR > LEAST_ROW ? most * PAGE_LINE + ROW_AIR : LEAST_ROW;
    text_add_string(&page->data, "# row\tname at\tname\twords\n");
    for (int i = 0; i < pictures->n; i++) {
        double up = (name[i].lines - 1) * PAGE_LINE / 2.0;
        plot_add_row(&page->data, NULL, i + 1, i + 1 - up / height);
        plot_add_word(&page->data, name[i].words);
        for (int w = 0; w < n; w++)
            plot_add_word(&page->data, said(page, pictures, column[w], i));
        text_add_string(&page->data, "\n");
    }
    if (pictures->n == 0)
        text_add_string(&page->data, "-9\t-9\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"\n");
    return height;
}

/* ---- Panels ---- */

/* The target that all cases share. */
static const char *target_words(
    struct page *page, const struct pictures *pictures, enum target target)
{
    struct text words = {0};
    int first = pictures->n > 0 ? target_of(pictures, 0, target) : 0;
    for (int i = 1; i < pictures->n; i++)
        if (target_of(pictures, i, target) != first)
            return _("target: as marked");
    if (first == 0)
        return _("no target");
    text_printf(&words, _("target: %s"), page_number(page, first, NUMBER_WHOLE));
    return page_keep(page, &words);
}

static void add_panels(struct page *page, struct pictures *pictures, const struct plot *plot,
    const struct dot *dot, int n_parts)
{
    double from[MOST_PANELS], to[MOST_PANELS], step[MOST_PANELS], most = 0.0;
    double colour[MOST_PANELS], ink[MOST_PANELS];
    const char *head[MOST_PANELS], *below[MOST_PANELS], *unit[MOST_PANELS];
    int n = pictures->n;
    for (int p = 0; p < n_parts; p++) {
        const struct panel *panel = &plot->panel[p];
        struct scale scale = plot->stacked ? scale_of(plot, panel->unit, dot, n_parts * n)
                                           : scale_of(plot, panel->unit, &dot[p * n], n);
        from[p] = scale.start;
        to[p] = scale.end;
        step[p] = scale.step;
        unit[p] = unit_looks[panel->unit].name;
        colour[p] = panel->colour;
        ink[p] = panel->ink;
        head[p] = panel->head != NULL ? _(panel->head) : "";
        below[p] =
            panel->target != NO_TARGET ? target_words(page, pictures, panel->target) : "";
        /* A part that comes to nothing in any case is not in the legend. */
        most = 0.0;
        for (int i = 0; i < n; i++)
            most = fmax(most, dot[p * n + i].value);
        if (plot->stacked && most < 1e-4)
            head[p] = "";
    }
    page_values(page, "x_from", from, n_parts);
    page_values(page, "x_to", to, n_parts);
    page_values(page, "x_step", step, n_parts);
    page_values(page, "colour", colour, n_parts);
    page_values(page, "ink", ink, n_parts);
    page_texts(page, "x_unit", unit, n_parts);
    page_texts(page, "head", head, n_parts);
    page_texts(page, "below", below, n_parts);
}

struct page_size plot_rows(struct page *page, struct pictures *pictures, struct plot *plot)
{
    int n_parts = 0, columns, n = pictures->n;
    while (plot->panel[n_parts].table != NULL)
        n_parts++;
    const struct dot *dot = read_dots(page, pictures, plot, n_parts);
    int height = add_names(page, pictures, plot, &columns);
    text_add_string(&page->data, "\n\n# panel\trow\tvalue\tlow\thigh\trange from\tto\ttarget\n"
                                 "0\t0\t0\t0\t0\t0\t0\t0\n");
    for (int k = 0; k < n_parts * n; k++) {
        plot_add_row(&page->data, NULL, k / n + 1, k % n + 1, dot[k].value, dot[k].low,
            dot[k].high, dot[k].from, dot[k].to, dot[k].target);
        text_add_string(&page->data, "\n");
    }
    add_panels(page, pictures, plot, dot, n_parts);
    page_set(page, "rows = %d\nparts = %d\npanels = %d\nstacked = %d\naxis = %d\nzero = %d\n",
        n > 0 ? n : 1, n_parts, plot->stacked ? 1 : n_parts, plot->stacked, !plot->bare,
        plot->zero);
    page_set(page, "name_columns = %d\nbefore = %g\nafter = %g\nafter_char = %g\n", columns,
        plot->before, plot->after, plot->after_characters);
    page_set(page, "beside = %g\ndot = %g\n", plot->beside, plot->dot);
    page_text(page, "x_title", plot->x_title != NULL ? _(plot->x_title) : "");
    tell(page, pictures, plot);
    return (struct page_size){TOP + plot->heads * PAGE_LINE, (n > 0 ? n : 1) * height,
        plot->bare ? BELOW_BARE : BELOW, n};
}
