/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen_compare.h"

#include "language.h"
#include "screen.h"
#include "screen_text.h"
#include "text_grid.h"

#include <math.h>

/* ---- Figures ---- */

enum figure_column {
    NAME,
    PARTNERS,
    CONVERSION,
    COST,
    PER_PARTNER,
    PRICE,
    ON_AVERAGE,
    IN_ONE,
    OPEN_STILL,
    FIGURES
};

static void figure_headers(const struct text_grid *grid)
{
    text_grid_header(grid, NAME, _("strategy"));
    text_grid_header(grid, PARTNERS, _("partners\naverage"));
    text_grid_header(grid, CONVERSION, _("conver-\nsion"));
    text_grid_header(grid, COST, _("\ncost"));
    text_grid_header(grid, PER_PARTNER, _("cost per\npartner"));
    text_grid_header(grid, PRICE, _("price of one\nmore partner"));
    text_grid_header(grid, ON_AVERAGE, _("best on\naverage"));
    text_grid_header(grid, IN_ONE, _("best in one\ncampaign"));
    text_grid_header(grid, OPEN_STILL, _("still\nopen"));
}

/* The price along the frontier, or why a strategy has none, where that is shown. */
static void add_price(struct text *cell, struct frontier_point point, struct estimate price)
{
    switch (point.place) {
    case FRONTIER_ON:
        if (point.previous == FRONTIER_NONE)
            text_add_string(cell, _("cheapest"));
        else
            screen_add_money(cell, price.value);
        break;
    case FRONTIER_SAME:
        text_add_string(cell, _("the same"));
        break;
    case FRONTIER_DOMINATED:
    case FRONTIER_EXTENDED:
        text_add_string(cell, _("not worth it"));
        break;
    }
}

static void add_prices(const struct text_grid *grid, const struct compare *c)
{
    struct frontier_point point[MOST_COMPARED];
    struct estimate price[MOST_COMPARED];
    bool shown[MOST_COMPARED];
    compare_frontier(c, point, price);
    compare_places_shown(c, point, price, shown);
    for (int i = 0; i < c->n; i++) {
        struct text *cell = text_grid_cell(grid, i, PRICE);
        if (shown[i])
            add_price(cell, point[i], price[i]);
        else
            text_add_string(cell, compare_has_few(c) ? "–" : _("not clear"));
    }
}

static void add_figures(const struct text_grid *grid, const struct compare *c, int i)
{
    double partners = compare_value(c, i, COMPARE_PARTNERS).value;
    screen_add_case_name(text_grid_cell(grid, i, NAME), c->study, i);
    screen_add_number(text_grid_cell(grid, i, PARTNERS), partners, partners < 100.0 ? 2 : 0);
    screen_add_percent(
        text_grid_cell(grid, i, CONVERSION), compare_value(c, i, COMPARE_CONVERSION).value);
    screen_add_money(text_grid_cell(grid, i, COST), compare_value(c, i, COMPARE_COST).value);
    screen_add_money(text_grid_cell(grid, i, PER_PARTNER),
        compare_value(c, i, COMPARE_COST_PER_PARTNER).value);
    screen_add_chance(text_grid_cell(grid, i, OPEN_STILL),
        study_total(c->study, &c->study->cases[i], "open_share").estimate.value);
}

static void print_figures(FILE *out, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    struct text_grid grid;
    const struct best_choice *best = &comparison->best;
    text_grid_init(&grid, c->n, FIGURES);
    figure_headers(&grid);
    add_prices(&grid, c);
    for (int i = 0; i < c->n; i++) {
        add_figures(&grid, c, i);
        screen_add_chance(text_grid_cell(&grid, i, ON_AVERAGE), best->average[i]);
        screen_add_chance(text_grid_cell(&grid, i, IN_ONE), best->campaign[i]);
    }
    text_grid_print(out, &grid);
    text_grid_free(&grid);
}

void screen_comparison(FILE *out, const struct comparison *comparison)
{
    struct text sentences = {0};
    comparison_sentences(comparison, &sentences);
    screen_print_line(out, text_string(&sentences));
    fputc('\n', out);
    print_figures(out, comparison);
    text_free(&sentences);
}

/* ---- Differences ---- */

static const struct {
    int measure;
    const char *header;
} shown[] = {
    {COMPARE_PARTNERS, N_("\npartners")},
    {COMPARE_CONVERSION, N_("conversion\n(points)")},
    {COMPARE_COST, N_("\ncost")},
    {COMPARE_COST_PER_PARTNER, N_("cost per\npartner")},
    {COMPARE_NET_RESULT, N_("\nnet result")},
};
enum { SHOWN = sizeof shown / sizeof shown[0] };

static void add_signed(struct text *cell, double value, int decimals)
{
    text_add_string(cell, value > 0.0 ? "+" : "");
    screen_add_number(cell, value, decimals);
}

/* Sides of an interval that differ by more than this share of the smaller, and do so in print,
 * are told apart. */
#define UNEVEN 0.2

static bool is_uneven(struct estimate e, double unit)
{
    double below = e.value - e.low, above = e.high - e.value;
    return fmax(below, above) > (1.0 + UNEVEN) * fmin(below, above) &&
           fabs(above - below) >= unit;
}

/* " ± 0.03", or " (0.71 to 0.98)"; times `times`. */
static void add_error(struct text *cell, struct estimate e, double times, int decimals)
{
    struct text low = {0}, high = {0};
    screen_add_number(&low, e.low * times, decimals);
    screen_add_number(&high, e.high * times, decimals);
    if (is_uneven(e, pow(10.0, -decimals) / times)) {
        text_printf(cell, _(" (%s to %s)"), text_string(&low), text_string(&high));
    } else {
        text_add_string(cell, " ± ");
        screen_add_number(cell, (e.high - e.low) / 2.0 * times, decimals);
    }
    text_free(&low);
    text_free(&high);
}

void screen_add_difference(struct text *cell, struct estimate e, int measure)
{
    double times = measure == COMPARE_CONVERSION ? 100.0 : 1.0;
    int decimals = measure == COMPARE_CONVERSION ? 1
                   : measure != COMPARE_PARTNERS ? 0
                   : fabs(e.value) < 100.0       ? 2
                                                 : 0;
    add_signed(cell, e.value * times, decimals);
    if (!isnan(e.value))
        add_error(cell, e, times, decimals);
}

void screen_differences(FILE *out, const struct compare *c)
{
    struct text_grid grid;
    struct text name = {0};
    struct estimate difference[MOST_COMPARED];
    if (c->n < 2)
        return;
    text_grid_init(&grid, c->n - 1, 1 + SHOWN);
    screen_add_case_name(&name, c->study, c->baseline);
    struct text header = {0};
    text_printf(&header, _("against\n%s"), text_string(&name));
    text_grid_header(&grid, 0, text_string(&header));
    for (int m = 0; m < SHOWN; m++) {
        text_grid_header(&grid, 1 + m, _(shown[m].header));
        compare_differences(c, shown[m].measure, difference);
        for (int i = 0, row = 0; i < c->n; i++)
            if (i != c->baseline)
                screen_add_difference(
                    text_grid_cell(&grid, row++, 1 + m), difference[i], shown[m].measure);
    }
    for (int i = 0, row = 0; i < c->n; i++)
        if (i != c->baseline)
            screen_add_case_name(text_grid_cell(&grid, row++, 0), c->study, i);
    text_grid_print(out, &grid);
    text_grid_free(&grid);
    text_free(&name);
    text_free(&header);
}

/* ---- Below ---- */

static void explain_best(FILE *out, const struct comparison *comparison)
{
    struct text line = {0}, value = {0};
    screen_add_money(&value, comparison->value);
    if (!comparison->tells_averages)
        text_printf(&line,
            _("best in one campaign: share of campaigns, luck included, at %s for a partner."),
            text_string(&value));
    else if (comparison->compare->n_unknown > 0)
        text_printf(&line,
            _("best on average: chance that this is the best choice, over the ways the unknown "
              "numbers may fall; best in one campaign: share of campaigns, luck included; both "
              "at "
              "%s for a partner."),
            text_string(&value));
    else if (comparison_all_same(comparison))
        text_printf(&line,
            _("All strategies came to the same in every campaign, so that none is better than "
              "another. Both kinds of best at %s for a partner."),
            text_string(&value));
    else
        text_printf(&line,
            _("All numbers are taken as known: what is best on average is so for certain, but "
              "for "
              "the error of simulating, and choosing it has no expected loss. Best in one "
              "campaign: share of campaigns, luck included. Both at %s for a partner."),
            text_string(&value));
    screen_print_line(out, text_string(&line));
    text_free(&line);
    text_free(&value);
}

/* How far the reckoning follows the unknown numbers. */
#define FOLLOWS_WELL 0.8
static void add_caught(struct text *line, double caught)
{
    struct text share = {0};
    if (isnan(caught)) {
        text_add_string(line, _(" Whether they matter to the differences between strategies "
                                "cannot be told from so many campaigns."));
    } else if (caught < FOLLOWS_WELL) {
        screen_add_chance(&share, caught);
        text_printf(line,
            _(" Of what they do to the differences between strategies this follows %s number "
              "by number; the rest is taken to spread like a bell curve."),
            text_string(&share));
    }
    text_free(&share);
}

static void explain_information(FILE *out, const struct comparison *comparison)
{
    const struct best_choice *best = &comparison->best;
    struct text line = {0}, worth = {0}, low = {0}, high = {0};
    if (!comparison->tells_averages || comparison->compare->n_unknown == 0 ||
        comparison->compare->n < 2)
        return;
    screen_add_money(&worth, best->information.value);
    screen_add_money(&low, best->information.low);
    screen_add_money(&high, best->information.high);
    text_printf(&line,
        _("Knowing all unknown numbers before choosing would be worth about %s a campaign (%s "
          "to %s, 95%%)."),
        text_string(&worth), text_string(&low), text_string(&high));
    add_caught(&line, best->information.caught);
    screen_print_line(out, text_string(&line));
    text_free(&line);
    text_free(&worth);
    text_free(&low);
    text_free(&high);
}

/* What tailoring gains: shown, or not; a loss by chance is no gain. */
static void add_gain(struct text *line, struct estimate gain)
{
    struct text worth = {0}, error = {0};
    screen_add_money(&worth, gain.value);
    screen_add_number(&error, (gain.high - gain.low) / 2.0, 0);
    if (gain.low > 0.0)
        text_printf(line,
            _("Giving each segment its own best strategy would be worth %s ± %s a campaign "
              "(segments.csv); that all share one team is not looked at."),
            text_string(&worth), text_string(&error));
    else if (gain.value == 0.0 && gain.high == 0.0)
        text_add_string(line, _("No gain is shown from giving each segment a strategy of its "
                                "own: the same one leads in all."));
    else
        text_printf(line,
            _("No gain is shown from giving each segment its own best strategy (%s ± %s a "
              "campaign)."),
            text_string(&worth), text_string(&error));
    text_free(&worth);
    text_free(&error);
}

static void explain_tailoring(FILE *out, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    struct estimate gain = compare_tailoring(c, comparison->value);
    struct segments_shown segments = compare_segments_shown(c, comparison->value);
    struct text line = {0}, confidence = {0};
    if (isnan(gain.value) || c->n < 2 || segments.all < 2)
        return;
    add_gain(&line, gain);
    text_add_number(&confidence, c->study->confidence * 100.0, 0);
    text_printf(&line,
        _(" Which strategy is best is shown for %d of %d segments (all at once, %s%%)."),
        segments.shown, segments.all, text_string(&confidence));
    screen_print_line(out, text_string(&line));
    text_free(&line);
    text_free(&confidence);
}

void screen_comparison_explained(FILE *out, const struct comparison *comparison)
{
    const struct study *study = comparison->compare->study;
    struct text line = {0}, count = {0}, confidence = {0};
    screen_add_number(&count, (double)study->replications, 0);
    text_add_number(&confidence, study->confidence * 100.0, 0);
    text_printf(&line,
        ngettext("±, or in brackets from where to where: error of the average of %s simulated "
                 "campaign, all with the same companies and luck; all of a column hold at once "
                 "(%s%%).",
            "±, or in brackets from where to where: error of the average of %s simulated "
            "campaigns, all with the same companies and luck; all of a column hold at once "
            "(%s%%).",
            (unsigned long)study->replications),
        text_string(&count), text_string(&confidence));
    screen_print_line(out, text_string(&line));
    if (!compare_has_few(comparison->compare))
        screen_print_line(out,
            _("price of one more partner: against the next cheaper strategy that is worth its "
              "price; not clear: the error is too large to tell; not worth it: another wins as "
              "many for less, or a mix of two does."));
    explain_best(out, comparison);
    explain_information(out, comparison);
    explain_tailoring(out, comparison);
    text_free(&line);
    text_free(&count);
    text_free(&confidence);
}
