/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots_compare.h"

#include "language.h"
#include "plot_parts.h"
#include "plot_rows.h"

#include <math.h>

/* A forest plot: differences with the baseline, with intervals that hold at once. */

/* ROOM: characters under a panel. */
enum { PANELS = 3, BELOW = 50, GAP = 34, ROOM = 28 };

static const struct {
    int measure;
    const char *head;
    double least; /* step of the axis */
} panels[PANELS] = {
    {COMPARE_PARTNERS, N_("partners"), 0.001},
    {COMPARE_COST, N_("cost, euros"), 1.0},
    {COMPARE_NET_RESULT, N_("net result, euros"), 1.0},
};

static void add_partners_tick(struct text *out, double value)
{
    plot_add_number(out, value, fabs(value - round(value)) > 1e-6 ? 1 : 0);
}

static void add_tick(struct text *out, int p, double value)
{
    if (p == 0)
        add_partners_tick(out, value);
    else
        plot_add_euros(out, value);
}

static int columns_of(int p, double value)
{
    struct text label = {0};
    add_tick(&label, p, value);
    int columns = plot_extent(text_string(&label)).columns;
    text_free(&label);
    return columns;
}

/* The axis of a panel, with as few steps as it takes for its labels to stand apart. */
static struct plot_scale scale_of(int p, double low, double high)
{
    struct plot_scale scale = {0};
    for (int ticks = 3; ticks > 0; ticks--) {
        scale = plot_span(low, high, ticks, panels[p].least);
        int left = columns_of(p, scale.start), right = columns_of(p, scale.end);
        double steps = (scale.end - scale.start) / scale.step;
        if (steps * (1 + (left > right ? left : right)) <= ROOM)
            break;
    }
    return scale;
}

static void add_rows(struct page *page, const struct rows *rows,
    const struct comparison *comparison, struct plot_scale *scale)
{
    struct estimate of[PANELS][MOST_COMPARED];
    double low[PANELS] = {0}, high[PANELS] = {0};
    for (int p = 0; p < PANELS; p++)
        compare_differences(comparison->compare, panels[p].measure, of[p]);
    text_add_string(&page->data,
        "# row\tname at\tname\tdifference, low, high of partners, cost "
        "and net result\n");
    for (int i = 0; i < rows->n; i++) {
        rows_add_name(rows, &page->data, i);
        for (int p = 0; p < PANELS; p++) {
            bool base = i == comparison->compare->baseline;
            plot_add_cell(&page->data, base ? 0.0 : of[p][i].value);
            plot_add_cell(&page->data, base ? NAN : of[p][i].low);
            plot_add_cell(&page->data, base ? NAN : of[p][i].high);
            low[p] = fmin(low[p], fmin(of[p][i].value, of[p][i].low));
            high[p] = fmax(high[p], fmax(of[p][i].value, of[p][i].high));
        }
        text_add_string(&page->data, "\n");
    }
    for (int p = 0; p < PANELS; p++)
        scale[p] = scale_of(p, low[p], high[p]);
}

static void draw_panel(
    struct page *page, const struct rows *rows, int p, struct plot_scale scale)
{
    struct text *s = &page->script, left, right, ticks = {0}, at = {0};
    text_init(&left);
    text_init(&right);
    text_printf(&left, "24 + names + %d * (width - 48 - names) / %d + %d", p, PANELS, GAP);
    text_printf(&right, "24 + names + %d * (width - 48 - names) / %d - %d", p + 1, PANELS, GAP);
    rows_panel(rows, page,
        (struct panel){"Differences", text_string(&left), text_string(&right), 0, 0, false});
    text_printf(s, "set xrange [%.10g:%.10g]\n", scale.start, scale.end);
    plot_add_ticks(&ticks, scale, p == 0 ? add_partners_tick : plot_add_euros);
    page_ticks(page, 'x', text_string(&ticks));
    text_add_string(s, "set arrow from 0, graph 0 to 0, graph 1 nohead back \\\n"
                       "    linecolor rgb '#666666' linewidth 1\n");
    text_printf(&at, "(%s + %s) / 2", text_string(&left), text_string(&right));
    rows_head(rows, page, text_string(&at), 0, "center", _(panels[p].head));
    int column = 4 + 3 * p;
    text_printf(s,
        "or_off(v) = v == v ? v : %.10g  # what is not there is drawn beside the panel\n"
        "plot file.'.dat' index 0 using (or_off($%d)):1:(or_off($%d) - or_off($%d)):(0) \\\n"
        "        with vectors heads size screen 0.005, 90 dashtype solid \\\n"
        "        linecolor rgb '#111111' linewidth 2, \\\n"
        "    file.'.dat' index 0 using (or_off($%d)):1 \\\n"
        "        with points linecolor rgb '#a63603' pointtype 7 pointsize 0.8\n",
        scale.start - (scale.end - scale.start), column + 1, column + 2, column + 1, column);
    text_free(&left);
    text_free(&right);
    text_free(&ticks);
    text_free(&at);
}

static void caption(struct page *page, const struct comparison *comparison)
{
    const struct study *study = comparison->compare->study;
    struct text words = {0}, number = {0}, level = {0};
    plot_add_number(&number, (double)study->replications, 0);
    plot_add_share(&level, study->confidence);
    text_printf(&words,
        ngettext("Dot: what a strategy has more than the one whose dots stand at 0, of %s "
                 "simulated campaign with the same companies and luck. Whiskers: its Monte "
                 "Carlo error, that of all strategies at once (%s confidence).",
            "Dot: what a strategy has more than the one whose dots stand at 0, of %s simulated "
            "campaigns with the same companies and luck. Whiskers: its Monte Carlo error, that "
            "of all strategies at once (%s confidence).",
            (unsigned long)study->replications),
        text_string(&number), text_string(&level));
    page_caption(page, text_string(&words));
    plot_caption_shown(page, study);
    text_free(&words);
    text_free(&number);
    text_free(&level);
}

void plot_differences(struct page *page, const struct comparison *comparison)
{
    struct rows rows;
    struct plot_scale scale[PANELS];
    page_init(page, "differences", _("Differences between strategies"));
    rows_init(&rows, comparison->compare->study, 1);
    caption(page, comparison);
    add_rows(page, &rows, comparison, scale);
    rows_begin(&rows, page, BELOW);
    rows_names(&rows, page);
    for (int p = 0; p < PANELS; p++)
        draw_panel(page, &rows, p, scale[p]);
    page_end(page);
}
