/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

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

/* The size of one part of a bar; a total adds up its hubs, which have the rows. */
static double part_of(struct pictures *pictures, const struct panel *panel, int i)
{
    int hubs = pictures->one[i].of->hubs;
    double sum = 0.0;
    for (int k = hubs > 0 ? i - hubs : i; k < (hubs > 0 ? i : i + 1); k++)
        sum +=
            fmax(pictures_number(pictures, panel->table, panel->where, k, panel->value), 0.0);
    return sum;
}

static struct dot dot_of(const struct page *page, const struct panel *panel, int i)
{
    struct pictures *pictures = page->pictures;
    const struct drawn_table *source = pictures_table(pictures, panel->table);
    long row = source_row(source, i, panel->where, 0);
    struct dot dot = {.value = source_number(source, row, panel->value),
        .low = source_number(source, row, panel->low),
        .high = source_number(source, row, panel->high),
        .from = NAN,
        .to = NAN,
        .target = target_of(pictures, i, panel->target)};
    if (page->plot.zero && i == pictures->results->comparison->compare->baseline)
        dot.value = 0.0;
    if (panel->to != NULL && pictures->replications > 1 && !isnan(dot.value)) {
        if (panel->range_table != NULL) {
            source = pictures_table(pictures, panel->range_table);
            row = source_row(source, i, NULL, 0);
        }
        dot.from = source_number(source, row, panel->from);
        dot.to = source_number(source, row, panel->to);
        dot.to = isnan(dot.to) ? WITHOUT_END : dot.to;
    }
    dot.target = dot.target > 0.0 ? dot.target : NAN;
    return dot;
}

/* dot[part * n + i]; parts of a bar follow each other. */
static struct dot *read_dots(struct page *page, int n_parts)
{
    int n = page->pictures->n;
    struct dot *dot = arena_new(&page->arena, (size_t)(n_parts * n), sizeof *dot);
    for (int k = 0; k < n_parts * n; k++) {
        const struct panel *panel = &page->plot.panel[k / n];
        if (!page->plot.stacked) {
            dot[k] = dot_of(page, panel, k % n);
            continue;
        }
        double from = k < n ? 0.0 : dot[k - n].to,
               value = part_of(page->pictures, panel, k % n);
        dot[k] = (struct dot){value, NAN, NAN, from, from + value, NAN};
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
        low = fmin(low, fmin(dot[i].value, dot[i].low));
    }
    if (plot->bare)
        return (struct scale){0.0, 1.0, 1.0};
    double least = form == NUMBER_WHOLE || form == NUMBER_MONEY ? 1.0 : 0.001;
    if (plot->zero)
        return scale_span(low, high, form == NUMBER_WHOLE ? 2 : 3, least);
    if (plot->near)
        high = high > 0.0 ? fmin(high, MOST_TIMES * nearest) : NO_AMOUNT;
    return scale_from_zero(high, 5, least);
}

/* ---- Words ---- */

const char *say_cost(struct page *page, int i, int panel)
{
    struct pictures *pictures = page->pictures;
    double cost = pictures_total(pictures, "cost_per_partner", i, "estimate");
    double low = pictures_total(pictures, "cost_per_partner", i, "mc_low");
    double high = pictures_total(pictures, "cost_per_partner", i, "mc_high");
    const char *words = number_text(&page->arena, cost, NUMBER_MONEY);
    (void)panel;
    if (pictures->replications <= 1 || isnan(cost))
        return words;
    return arena_printf(&page->arena, "%s (%s)", words,
        isnan(low) ? _("no bounds") /* what it is divided by may be 0 */
                   : number_span(&page->arena, low, high, NUMBER_WHOLE));
}

int target_of(const struct pictures *pictures, int i, enum target target)
{
    const struct targets *targets = &pictures_terms(pictures, i)->targets;
    return (const int[]){0, targets->in_view, targets->active, targets->paying}[target];
}

/* The chance that targets are reached; of one campaign, whether they were. */
static const char *chance_words(struct page *page, int i, const char *measure)
{
    double hit = pictures_total(page->pictures, measure, i, "estimate");
    if (page->holds & OF_ONE)
        return hit > 0.5 ? _("yes") : _("no");
    return number_text(&page->arena, hit, NUMBER_SHARE);
}

const char *say_chance(struct page *page, int i, int panel)
{
    static const char *const measure[] = {"p_in_view", "p_active", "p_paying"};
    return target_of(page->pictures, i, (enum target)(IN_VIEW + panel)) > 0
               ? chance_words(page, i, measure[panel])
               : "";
}

const char *say_chance_of_all(struct page *page, int i, int panel)
{
    (void)panel;
    for (enum target target = IN_VIEW; target <= PAYING; target++)
        if (target_of(page->pictures, i, target) > 0)
            return chance_words(page, i, "p_all_targets");
    return "";
}

static const char *said(struct page *page, const struct words *words, int i)
{
    if (words->say != NULL)
        return words->say(page, i, words->panel);
    struct pictures *pictures = page->pictures;
    double value = pictures_number(pictures, words->table, words->where, i, words->value);
    double to = pictures_number(pictures, words->table, words->where, i, words->to);
    if (words->to == NULL)
        return number_text(&page->arena, value, words->form);
    return isnan(value) ? "" : number_span(&page->arena, value, to, words->form);
}

/* The next column of words from `words` on; NULL: there is none. A range of one campaign is no
 * range. */
static const struct words *next_words(const struct page *page, const struct words *words)
{
    while (words->to != NULL && page->holds & OF_ONE)
        words++;
    return words->say != NULL || words->table != NULL ? words : NULL;
}

/* The heads of the columns of words, and where they stand. */
static void add_heads(struct page *page)
{
    struct text panels = {0}, characters = {0}, ends = {0};
    int n = 0;
    page_set(page, "array word_head[5]\narray word_upper[5]\n");
    for (const struct words *w = page->plot.words; (w = next_words(page, w)) != NULL; w++) {
        bool one = page->holds & OF_ONE && w->head_of_one != NULL;
        const char *head = one ? w->head_of_one : w->head;
        page_text(page, "word_head", ++n, head != NULL ? _(head) : "");
        page_text(page, "word_upper", n, w->upper != NULL ? _(w->upper) : "");
        text_printf(&panels, " %d", w->panel + 1);
        text_printf(&characters, " %g", w->characters);
        text_printf(&ends, " %d", w->ends_there);
    }
    page_set(page, "word_panel = '%s'\nword_char = '%s'\nword_ends = '%s'\n",
        text_string(&panels), text_string(&characters), text_string(&ends));
    text_free(&panels);
    text_free(&characters);
    text_free(&ends);
}

/* Index 0: the names, and words. Rows are as high as the name of most lines; gnuplot puts the
 * first of several lines at the place given. */
static void add_names(struct page *page)
{
    const struct name *name = names_of(page, 0);
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
        for (const struct words *w = page->plot.words; (w = next_words(page, w)) != NULL; w++)
            plot_add_word(&page->data, said(page, w, i));
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
    page_set(page, "array x_from[5]\narray x_to[5]\narray x_step[5]\narray x_unit[5]\n"
                   "array head[5]\narray below[5]\narray colour[5]\narray ink[5]\n");
    for (int p = 0; p < n_parts; p++) {
        const struct panel *panel = &plot->panel[p];
        struct scale scale = plot->stacked ? scale_of(plot, panel->form, dot, n_parts * n)
                                           : scale_of(plot, panel->form, &dot[p * n], n);
        double most = 0.0;
        for (int i = 0; i < n; i++)
            most = fmax(most, dot[p * n + i].value);
        page_set(page, "x_from[%d] = %.10g\nx_to[%d] = %.10g\nx_step[%d] = %.10g\n", p + 1,
            scale.start, p + 1, scale.end, p + 1, scale.step);
        page_set(
            page, "colour[%d] = %u\nink[%d] = %u\n", p + 1, panel->colour, p + 1, panel->ink);
        /* A part that comes to nothing in any case is not in the legend. */
        bool named = panel->head != NULL && !(plot->stacked && most < 1e-4);
        page_text(page, "x_unit", p + 1, axis_unit(panel->form));
        page_text(page, "head", p + 1, named ? _(panel->head) : "");
        page_text(page, "below", p + 1,
            panel->target != NO_TARGET ? target_words(page, panel->target) : "");
    }
}

void plot_rows(struct page *page)
{
    const struct plot *plot = &page->plot;
    int n_parts = 0, n = page->pictures->n;
    while (plot->panel[n_parts].table != NULL)
        n_parts++;
    const struct dot *dot = read_dots(page, n_parts);
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
    page->top = TOP + plot->heads * PAGE_LINE;
    page->below = plot->bare ? BELOW_BARE : BELOW;
    tell(page);
    if (page->message[0] != '\0')
        page_caption(page, page->message);
}
