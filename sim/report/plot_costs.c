/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot_parts.h"

#include "language.h"
#include "plot_lines.h"
#include "plot_rows.h"

#include <math.h>
#include <string.h>

/* Cost per partner: estimate and range by row; and the chance to stay under an amount. */

enum { BELOW = 50, AMOUNTS = 160 };

/* A case beyond so many times the cheapest would press all others against the axis. */
#define MOST_TIMES 8.0

/* The end of an axis on which nothing stands. */
#define NO_AMOUNT 1000.0

static const struct histogram *campaigns(const struct study *study, int i)
{
    return &study->cases[i].tally.counts.partner_cost;
}

/* Share of the campaigns that won no partner at all. */
static double without_partner(const struct study *study, int i)
{
    const struct histogram *cost = campaigns(study, i);
    return cost->n > 0 ? (double)cost->infinite / (double)cost->n : NAN;
}

static struct figure cost_per_partner(const struct study *study, int i)
{
    struct figure figure = study_total(study, &study->cases[i], "cost_per_partner");
    figure.p05 = histogram_quantile(campaigns(study, i), 0.05);
    figure.p50 = histogram_quantile(campaigns(study, i), 0.50);
    figure.p95 = histogram_quantile(campaigns(study, i), 0.95);
    return figure;
}

/* The end of the axis: what a case reaches, of those that are not far beyond the cheapest. */
static double amount_end(const double *reach, int n)
{
    double least = INFINITY, most = 0.0;
    for (int i = 0; i < n; i++)
        if (reach[i] > 0.0)
            least = fmin(least, reach[i]);
    for (int i = 0; i < n; i++)
        if (reach[i] <= least * MOST_TIMES)
            most = fmax(most, reach[i]);
    return most;
}

static struct plot_scale cost_scale(const struct study *study)
{
    double reach[MOST_SHOWN];
    for (int i = 0; i < plot_cases(study); i++) {
        struct figure figure = cost_per_partner(study, i);
        double value = figure.estimate.value;
        /* The range of one campaign may end far away, or nowhere; twice the estimate shows
         * enough. */
        reach[i] = fmin(isnan(figure.p95) ? value : figure.p95, 2.0 * value);
        reach[i] = fmax(reach[i], fmax(value, figure.estimate.high));
    }
    double end = amount_end(reach, plot_cases(study));
    return plot_scale(end > 0.0 ? 1.02 * end : NO_AMOUNT, 6, 1.0);
}

static void add_cost_words(struct text *out, struct figure figure)
{
    struct text low, high, span;
    text_init(&low);
    text_init(&high);
    text_init(&span);
    plot_add_euros(out, figure.estimate.value);
    if (figure.estimate.unbounded) {
        text_printf(out, " (%s)", _("no bounds"));
    } else if (!isnan(figure.estimate.low)) {
        plot_add_number(&low, figure.estimate.low, 0);
        plot_add_number(&high, figure.estimate.high, 0);
        plot_add_span(&span, &low, &high);
        text_printf(out, " (%s)", text_string(&span));
    }
    text_free(&low);
    text_free(&high);
    text_free(&span);
}

/* The part of low .. high that is within the axis; NaN when none is, or nothing is given. */
static void add_part(struct text *data, double low, double high, double end)
{
    bool shown = low < end && !isnan(high);
    plot_add_cell(data, shown ? low : NAN);
    plot_add_cell(data, shown ? fmin(high, end) : NAN);
}

static void add_cost_row(struct page *page, const struct rows *rows, int i, double end)
{
    struct text *data = &page->data, words, none;
    text_init(&words);
    text_init(&none);
    struct figure figure = cost_per_partner(rows->study, i);
    double value = figure.estimate.value;
    bool ranges = rows->study->replications > 1 && !isnan(value);
    if (!isnan(value))
        add_cost_words(&words, figure);
    plot_add_share(&none, without_partner(rows->study, i));
    rows_add_name(rows, data, i);
    plot_add_cell(data, value <= end ? value : NAN);
    add_part(data, figure.estimate.low, figure.estimate.high, end);
    add_part(data, ranges ? figure.p05 : NAN, figure.p95, end);
    text_printf(data, "\t%d\t", value > end || (ranges && figure.p95 > end));
    plot_add_field(data, text_string(&words));
    text_add_string(data, "\t");
    plot_add_field(data, text_string(&none));
    text_add_string(data, "\t");
    plot_add_field(
        data, isnan(value) ? plot_content_words(plot_case_content(rows->study, i)) : "");
    text_add_string(data, "\n");
    text_free(&words);
    text_free(&none);
}

static void caption_cost(struct page *page, const struct study *study)
{
    struct text words, number, level;
    text_init(&words);
    text_init(&number);
    text_init(&level);
    plot_add_number(&number, (double)study->replications, 0);
    plot_add_share(&level, study->confidence);
    if (study->replications == 1) {
        page_caption(page, _("One simulated campaign: it shows no range and no error."));
    } else if (plot_content(study) == PLOT_FULL) {
        text_printf(&words,
            _("Dot: average cost over average number of partners, of %s simulated "
              "campaigns. Whiskers, and figures in brackets: its Monte Carlo error (%s "
              "confidence)."),
            text_string(&number), text_string(&level));
        page_caption(page, text_string(&words));
        page_caption(page, _("Bar: range of one campaign, from p05 to p95; nine in ten "
                             "end within it. An arrow: it goes on, past the axis or "
                             "without end, since a campaign without a partner has no "
                             "cost per partner."));
    }
    plot_caption_shown(page, study);
    text_free(&words);
    text_free(&number);
    text_free(&level);
}

static void draw_costs(struct page *page, const struct rows *rows, struct plot_scale scale)
{
    struct text *s = &page->script, ticks;
    rows_panel(rows, page,
        (struct panel){
            "Bars, whiskers and dots", "24 + names", "width - 24 - figures", 0, 0, false});
    text_printf(s, "set xrange [0:%.10g]\n", scale.end);
    text_init(&ticks);
    plot_add_ticks(&ticks, scale, plot_add_euros);
    page_ticks(page, 'x', text_string(&ticks));
    text_free(&ticks);
    rows_axis_title(rows, page, _("euros per partner won"));
    text_printf(s,
        "end = %.10g\n"
        "or_off(v) = v == v ? v : -end  # what is not there is drawn beside the page\n",
        scale.end);
    text_add_string(s,
        "plot file.'.dat' index 0 using (or_off($7)):1:(or_off($8) - or_off($7)):(0) \\\n"
        "        with vectors nohead dashtype solid linecolor rgb '#9ecae8' linewidth 10, \\\n"
        "    file.'.dat' index 0 using ($9 > 0 ? 0.96 * end : -end):1:(0.04 * end):(0) \\\n"
        "        with vectors head filled size screen 0.012, 25 dashtype solid \\\n"
        "        linecolor rgb '#4a90c0' linewidth 2, \\\n"
        "    file.'.dat' index 0 using (or_off($5)):1:(or_off($6) - or_off($5)):(0) \\\n"
        "        with vectors heads size screen 0.005, 90 dashtype solid \\\n"
        "        linecolor rgb '#111111' linewidth 2, \\\n"
        "    file.'.dat' index 0 using (or_off($4)):1 \\\n"
        "        with points linecolor rgb '#a63603' pointtype 7 pointsize 0.8, \\\n"
        "    file.'.dat' index 0 using (0):1:12 with labels left\n");
}

static void draw_figures(struct page *page, const struct rows *rows)
{
    rows_panel(rows, page,
        (struct panel){"The figures", "width - 24 - figures", "width - 24", 0, 0, true});
    rows_head(rows, page, "width - 24 - figures + 2 * char", 0, "left",
        _("estimate (Monte Carlo error)"));
    rows_head(rows, page, "width - 24", 1, "right", _("campaigns"));
    rows_head(rows, page, "width - 24", 0, "right", _("without partner"));
    text_add_string(&page->script,
        "set xrange [0:figures]\n"
        "plot file.'.dat' index 0 using (2 * char):1:10 with labels left, \\\n"
        "    file.'.dat' index 0 using (figures):1:11 with labels right\n");
}

void plot_cost_per_partner(struct page *page, const struct study *study)
{
    struct rows rows;
    page_init(page, "cost_per_partner", _("What one partner costs"));
    rows_init(&rows, study, 2);
    caption_cost(page, study);
    struct plot_scale scale = cost_scale(study);
    text_add_string(&page->data, "# row\tname at\tname\testimate\tlow\thigh\tp05\tp95, at most "
                                 "the axis\tgoes on\tfigures"
                                 "\twithout partner\tremark\n");
    for (int i = 0; i < rows.n; i++)
        add_cost_row(page, &rows, i, scale.end);
    rows_begin(&rows, page, BELOW);
    text_add_string(&page->script, "figures = 42 * char\n");
    rows_names(&rows, page);
    if (rows.n > 0) {
        draw_costs(page, &rows, scale);
        draw_figures(page, &rows);
    }
    page_end(page);
}

/* The amount at which a case's curve has nearly reached its end. */
static double chance_end(const struct study *study)
{
    double reach[MOST_SHOWN];
    for (int i = 0; i < plot_cases(study); i++) {
        double with = 1.0 - without_partner(study, i);
        reach[i] = with > 0.0 ? histogram_quantile(campaigns(study, i), 0.95 * with) : 0.0;
    }
    return amount_end(reach, plot_cases(study));
}

static void caption_chance(struct page *page, const struct lines *lines, double amount)
{
    const struct study *study = lines->study;
    struct text words, number, level, euros;
    struct text *const all[] = {&words, &number, &level, &euros};
    for (int i = 0; i < 4; i++)
        text_init(all[i]);
    plot_add_number(&number, (double)study->replications, 0);
    plot_add_share(&level, study->confidence);
    plot_add_euros(&euros, amount);
    if (study->replications == 1)
        text_add_string(&words, _("One simulated campaign: it stays under the amount or not."));
    else if (lines->bands)
        text_printf(&words,
            _("Line: share of %s simulated campaigns. Band: its Monte Carlo error (%s "
              "confidence). In figures: the share at %s."),
            text_string(&number), text_string(&level), text_string(&euros));
    else
        text_printf(&words,
            _("Line: share of %s simulated campaigns. In figures: the share at %s."),
            text_string(&number), text_string(&euros));
    page_caption(page, text_string(&words));
    page_caption(
        page, _("A campaign without a partner stays under no amount, so that a line ends "
                "below 100% where some campaigns win nobody."));
    for (int i = 0; i < 4; i++)
        text_free(all[i]);
}

static void find_chances(struct lines *lines)
{
    for (int i = 0; i < lines->n_cases; i++) {
        const struct study_case *one = &lines->study->cases[i];
        bool approached = plot_case_content(lines->study, i) >= PLOT_NO_PARTNER;
        for (int j = 0; j < lines->n_x && approached; j++)
            lines->at[i * lines->n_x + j] = study_cost_chance(lines->study, one, lines->x[j]);
    }
}

void plot_cost_chance(struct page *page, const struct study *study)
{
    struct lines lines;
    page_init(page, "cost_chance",
        _("Chance that one campaign costs no more than an amount per partner"));
    double end = chance_end(study);
    struct plot_scale scale = plot_scale(end > 0.0 ? end : NO_AMOUNT, 6, 1.0);
    lines_init(&lines, study, AMOUNTS + 1);
    for (int j = 0; j <= AMOUNTS; j++)
        lines.x[j] = scale.end * j / AMOUNTS;
    find_chances(&lines);
    lines.x_column = "amount";
    lines.x_title = _("euros per partner won");
    lines.y_title = _("chance that a campaign stays at or under the amount");
    lines.x_end = scale.end;
    plot_add_ticks(&lines.x_ticks, scale, plot_add_euros);
    if (plot_content(study) == PLOT_FULL) {
        caption_chance(page, &lines, scale.end);
    } else {
        lines.message = plot_content_words(plot_content(study));
        lines.bands = false;
    }
    plot_caption_shown(page, study);
    lines_write(&lines, page);
    lines_free(&lines);
}
