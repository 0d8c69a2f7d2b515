/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include "language.h"
#include "plot_text.h"

#include <math.h>

/* A row per case: its name, and panels with dots, ranges and bars beside it. */

enum { LEAST_ROW = 30, ROW_AIR = 12 };

/* Where a range ends that has no end. */
#define WITHOUT_END 1e30

/* What is drawn of a case on a panel; NAN: not there. */
struct dot {
    double value, low, high, from, to, target;
};

/* A figure of averages that would have bounds if how far it may be off were known is not told
 * where that is not, nor of few campaigns that all came to the same: as on screen. */
static struct estimate told_of(const struct page *page, const struct drawn *of, int i)
{
    struct estimate e = pictures_estimate(page->pictures, of, i);
    bool untold = page->holds & TOO_FEW ? !(e.high > e.low) : isnan(e.high - e.low);
    bool bounded = of->low != NULL && page->holds & OF_MANY;
    return bounded && untold ? estimate_undefined() : e;
}

/* The size of one part of a bar; a total adds up its hubs, which have the rows. */
static double part_of(struct pictures *pictures, const struct panel *panel, int i)
{
    int hubs = pictures->one[i].of->hubs;
    double sum = 0.0;
    for (int k = hubs > 0 ? i - hubs : i; k < (hubs > 0 ? i : i + 1); k++)
        sum += fmax(pictures_estimate(pictures, &panel->of, k).value, 0.0);
    return sum;
}

/* `before`: the part that a part of a bar follows; NULL: it is the first. */
static struct dot dot_of(
    const struct page *page, const struct panel *panel, int i, const struct dot *before)
{
    struct pictures *pictures = page->pictures;
    if (page->plot.stacked) {
        double from = before != NULL ? before->to : 0.0, value = part_of(pictures, panel, i);
        return (struct dot){value, NAN, NAN, from, from + value, NAN};
    }
    struct estimate e = told_of(page, &panel->of, i);
    double target = target_of(pictures, i, panel->of.target);
    struct dot dot = {e.value, e.low, e.high, NAN, NAN, target > 0 ? target : NAN};
    /* A difference with itself. */
    if (page->plot.against && isnan(dot.value) && i == pictures->results->compared->baseline)
        dot.value = 0.0;
    if (panel->range.table != NULL && page->holds & ENOUGH && !isnan(dot.value)) {
        struct estimate range = pictures_estimate(pictures, &panel->range, i);
        dot.from = range.low;
        dot.to = isnan(range.high) && page->plot.near ? WITHOUT_END : range.high;
    }
    return dot;
}

/* Of `n` dots. A range may end far away, or nowhere: twice the value shows enough of it. */
static struct scale scale_of(
    const struct plot *plot, enum number_form form, const struct dot *dot, int n)
{
    double low = 0.0, high = plot->zero || plot->near ? 0.0 : 1.0, nearest = INFINITY;
    for (int i = 0; i < n; i++) {
        double to = plot->near ? fmin(dot[i].to, 2.0 * dot[i].value) : dot[i].to;
        double reach = fmax(fmax(dot[i].value, dot[i].high), fmax(to, dot[i].target));
        high = fmax(high, reach);
        nearest = fmin(nearest, reach);
        low = fmin(low, fmin(dot[i].value, fmin(dot[i].low, dot[i].from)));
    }
    double least = form == NUMBER_WHOLE || form == NUMBER_MONEY ? 1.0 : 0.001;
    if (plot->zero)
        return scale_span(low, high, form == NUMBER_WHOLE ? 2 : 3, least);
    if (plot->near)
        high = high > 0.0 ? fmin(high, MOST_TIMES * nearest) : NO_AMOUNT;
    return scale_from_zero(high, 5, least);
}

/* ---- Words ---- */

/* With its sign and error; of one campaign without. */
static const char *difference_words(struct page *page, struct estimate e, enum number_form form)
{
    if (isnan(e.value))
        return "";
    if (!isnan(e.low))
        return number_difference(&page->arena, e, form);
    return arena_printf(&page->arena, "%s%s", e.value > 0.0 ? "+" : "",
        number_text(&page->arena, e.value, form));
}

/* A number, and its bounds in brackets, or a range; of a target the chance that it is reached,
 * of one campaign whether it was. */
static const char *said(struct page *page, const struct drawn *of, int i)
{
    struct estimate e =
        of->value != NULL ? told_of(page, of, i) : pictures_estimate(page->pictures, of, i);
    if (of->target != NO_TARGET && target_of(page->pictures, i, of->target) == 0)
        return "";
    if (of->target != NO_TARGET && page->holds & OF_ONE)
        return e.value > 0.5 ? _("yes") : _("no");
    if (page->plot.zero)
        return difference_words(page, e, of->form);
    const char *bounds =
        isnan(e.low) ? "" : number_span(&page->arena, e.low, e.high, NUMBER_WHOLE);
    if (of->value == NULL)
        return bounds;
    const char *value = number_text(&page->arena, e.value, of->form);
    bool bounded = of->low != NULL && page->holds & OF_MANY && !isnan(e.value);
    return bounded ? arena_printf(&page->arena, "%s (%s)", value, bounds) : value;
}

/* Few campaigns have no range and no chance; of one it is told whether it reached a target. */
static bool is_told(const struct page *page, const struct words *words)
{
    return page->holds & ENOUGH || (words->of.value != NULL && !words->chance) ||
           (page->holds & OF_ONE && words->head_of_one != NULL);
}

/* The heads of the columns of words, and where they stand: panel, characters, whether they end
 * there. */
static void add_heads(struct page *page)
{
    const char *places = "";
    int n = 0;
    page_set(page, "array word_head[%d]\narray word_upper[%d]\n", MOST_PANELS, MOST_PANELS);
    for (const struct words *w = page->plot.words; w->of.table != NULL; w++) {
        if (!is_told(page, w))
            continue;
        bool one = page->holds & OF_ONE && w->head_of_one != NULL;
        const char *head = one ? w->head_of_one : w->head;
        page_text(page, "word_head", ++n, head != NULL ? _(head) : "");
        page_text(page, "word_upper", n, w->upper != NULL ? _(w->upper) : "");
        places = arena_printf(
            &page->arena, "%s %d %g %d", places, w->panel + 1, w->characters, w->ends_there);
    }
    page_set(page, "word_columns = %d\nword_places = '%s'\n", n, places);
}

/* Index 0: the names, and words. Rows are as high as the name of most lines; gnuplot puts the
 * first of several lines at the place given. */
static void add_names(struct page *page)
{
    const struct name *name = names_of(page);
    int most = 1;
    for (int i = 0; i < page->shown; i++)
        most = name[i].lines > most ? name[i].lines : most;
    int height =
        most * PAGE_LINE + ROW_AIR > LEAST_ROW ? most * PAGE_LINE + ROW_AIR : LEAST_ROW;
    page->height = page->shown * height;
    text_add_string(&page->data, "# row\tname at\tname\twords");
    for (int i = 0; i < page->shown; i++) {
        double up = (name[i].lines - 1) * PAGE_LINE / 2.0;
        plot_add_row(&page->data, i + 1, i + 1 - up / height);
        plot_add_word(&page->data, name[i].words);
        for (const struct words *w = page->plot.words; w->of.table != NULL; w++)
            if (is_told(page, w))
                plot_add_word(&page->data, said(page, &w->of, i));
    }
}

/* ---- Panels ---- */

/* The target that all cases share. */
static const char *target_words(struct page *page, enum target target)
{
    int first = target_of(page->pictures, 0, target);
    for (int i = 1; i < page->shown; i++)
        if (target_of(page->pictures, i, target) != first)
            return _("target: as marked");
    if (first == 0)
        return _("no target");
    return arena_printf(
        &page->arena, _("target: %s"), number_text(&page->arena, first, NUMBER_WHOLE));
}

static void add_panels(struct page *page, const struct dot *dot, int n_parts)
{
    const struct plot *plot = &page->plot;
    int n = page->shown;
    static const char *const arrays[] = {
        "x_from", "x_to", "x_step", "x_unit", "head", "below", "colour", "ink"};
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++)
        page_set(page, "array %s[%d]\n", arrays[i], n_parts);
    for (int p = 0; p < n_parts; p++) {
        const struct panel *panel = &plot->panel[p];
        struct scale scale = plot->stacked ? scale_of(plot, panel->of.form, dot, n_parts * n)
                                           : scale_of(plot, panel->of.form, &dot[p * n], n);
        double most = 0.0;
        for (int i = 0; i < n; i++)
            most = fmax(most, dot[p * n + i].value);
        page_set(page, "x_from[%d] = %.10g\nx_to[%d] = %.10g\nx_step[%d] = %.10g\n", p + 1,
            scale.start, p + 1, scale.end, p + 1, scale.step);
        page_set(
            page, "colour[%d] = %u\nink[%d] = %u\n", p + 1, panel->colour, p + 1, panel->ink);
        /* A part that comes to nothing in any case is not in the legend. */
        bool named = panel->head != NULL && !(plot->stacked && most < 1e-4);
        page_text(page, "x_unit", p + 1, axis_unit(panel->of.form));
        page_text(page, "head", p + 1, named ? _(panel->head) : "");
        page_text(page, "below", p + 1,
            panel->of.target != NO_TARGET ? target_words(page, panel->of.target)
            : panel->better != NULL       ? _(panel->better)
                                          : "");
    }
}

/* Returns how many panels, or parts of one, are left. */
static int drop_empty(struct page *page)
{
    struct panel *panel = page->plot.panel;
    int kept = 0;
    for (int p = 0; panel[p].of.table != NULL; p++) {
        double most = 0.0;
        for (int i = 0; i < page->pictures->n && panel[p].if_any; i++)
            most = fmax(most, part_of(page->pictures, &panel[p], i));
        if (!panel[p].if_any || most > 0.0)
            panel[kept++] = panel[p];
    }
    panel[kept].of.table = NULL;
    return kept;
}

void plot_rows(struct page *page)
{
    const struct plot *plot = &page->plot;
    int n_parts = drop_empty(page), n = page->pictures->n;
    struct dot *dot = arena_new(&page->arena, (size_t)(n_parts * n), sizeof *dot);
    for (int k = 0; k < n_parts * n; k++) /* dot[part * n + i] */
        dot[k] = dot_of(page, &plot->panel[k / n], k % n, k < n ? NULL : &dot[k - n]);
    add_heads(page);
    add_names(page);
    text_add_string(&page->data, "\n\n\n# panel\trow\tvalue\tlow\thigh\trange from\tto\ttarget"
                                 "\n0\t0\t0\t0\t0\t0\t0\t0");
    for (int k = 0; k < n_parts * n; k++)
        plot_add_row(&page->data, k / n + 1, k % n + 1, dot[k].value, dot[k].low, dot[k].high,
            dot[k].from, dot[k].to, dot[k].target);
    add_panels(page, dot, n_parts);
    page_set(page, "rows = %d\nparts = %d\npanels = %d\nstacked = %d\naxis = %d\nzero = %d\n",
        n, n_parts, plot->stacked ? 1 : n_parts, plot->stacked, !plot->bare, plot->zero);
    page_set(page, "before = %g\nafter = %g\nbeside = %g\n", plot->before, plot->after,
        plot->beside);
}
