/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen.h"

#include "language.h"

#include <math.h>

/* ---- Figures ---- */

/* The columns after the name: these, others, and what is still open. */
static const enum shown_measure figures[] = {
    SHOWN_PARTNERS, SHOWN_CONVERSION, SHOWN_COST, SHOWN_PER_PARTNER, SHOWN_OPEN};
enum { NAME, MEASURED, PRICE = MEASURED + 4, ON_AVERAGE, IN_ONE, OPEN_STILL, FIGURES };

/* The price along the frontier, or why a strategy has none, where that is shown. */
static void add_price(struct text *cell, struct frontier_point point, struct estimate price)
{
    switch (point.place) {
    case FRONTIER_ON:
        if (point.previous == FRONTIER_NONE)
            text_add_string(cell, _("cheapest"));
        else
            number_add(cell, price.value, NUMBER_MONEY);
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

static void add_prices(struct grid *grid, const struct compare *c)
{
    struct frontier_point point[MOST_COMPARED];
    struct estimate price[MOST_COMPARED];
    bool shown[MOST_COMPARED];
    compare_frontier(c, point, price);
    compare_places_shown(c, point, price, shown);
    screen_header(grid, PRICE, _("price of one\nmore partner"));
    for (int i = 0; i < c->n; i++) {
        struct text *cell = grid_cell(grid, i, PRICE);
        if (shown[i])
            add_price(cell, point[i], price[i]);
        else
            text_add_string(cell, compare_has_few(c) ? "–" : _("not clear"));
    }
}

void screen_comparison(FILE *out, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    struct sentences s = {0};
    struct grid grid;
    sentences_compare(&s, comparison);
    screen_say(out, &s);
    fputc('\n', out);
    grid_init(&grid, c->n, FIGURES);
    screen_header(&grid, NAME, _("strategy"));
    screen_measures(&grid, MEASURED, c->study, PRICE - MEASURED, figures);
    add_prices(&grid, c);
    screen_header(&grid, ON_AVERAGE, _("best on\naverage"));
    screen_header(&grid, IN_ONE, _("best in one\ncampaign"));
    screen_measures(&grid, OPEN_STILL, c->study, 1, &figures[PRICE - MEASURED]);
    for (int i = 0; i < c->n; i++) {
        const struct best_choice *best = &comparison->best;
        screen_name(&grid, i, c->study, &c->study->cases[i]);
        number_add(grid_cell(&grid, i, ON_AVERAGE), best->average[i], NUMBER_CHANCE);
        number_add(grid_cell(&grid, i, IN_ONE), best->campaign[i], NUMBER_CHANCE);
    }
    grid_print(out, &grid);
}

/* ---- Differences ---- */

/* Fills `rows` rows with what the cases of the rows have more than others in `n` measures, as
 * `find` finds it for every case. */
static void fill_differences(struct grid *grid, const struct compare *c, int rows,
    const int *of, const enum shown_measure *columns, int n,
    void (*find)(const struct compare *compare, int measure, struct estimate *found))
{
    for (int row = 0; row < rows; row++)
        screen_name(grid, row, c->study, &c->study->cases[of[row]]);
    for (int m = 0; m < n; m++) {
        const struct shown *shown = &shown_measures[columns[m]];
        struct estimate found[MOST_COMPARED];
        find(c, shown->compared, found);
        screen_header(grid, 1 + m, _(shown->difference));
        for (int row = 0; row < rows; row++)
            number_add_difference(
                grid_cell(grid, row, 1 + m), found[of[row]], shown->difference_form);
    }
}

void screen_differences(FILE *out, const struct compare *c)
{
    static const enum shown_measure columns[] = {
        SHOWN_PARTNERS, SHOWN_CONVERSION, SHOWN_COST, SHOWN_PER_PARTNER, SHOWN_NET_RESULT};
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    struct sentences s = {0};
    struct grid grid;
    int of[MOST_COMPARED], rows = 0;
    if (c->n < 2)
        return;
    for (int i = 0; i < c->n; i++)
        if (i != c->baseline)
            of[rows++] = i;
    grid_init(&grid, rows, 1 + COLUMNS);
    text_printf(grid_header(&grid, 0), _("against\n%s"), part_case(&s, c->study, c->baseline));
    fill_differences(&grid, c, rows, of, columns, COLUMNS, compare_differences);
    grid_print(out, &grid);
    sentences_free(&s);
}

/* ---- Strategies that were changed ---- */

/* The columns after the name and the number of companies, with one between these. */
static const enum shown_measure spent[] = {SHOWN_HOURS, SHOWN_COST};
static const enum shown_measure won[] = {SHOWN_PARTNERS, SHOWN_CONVERSION, SHOWN_PER_PARTNER};
enum { EQUAL_COMPANIES = 1, SPENT, OFF = SPENT + 2, WON, EQUAL_COLUMNS = WON + 3 };

void screen_equal(FILE *out, const struct compare *c, const int *companies, bool hours)
{
    struct sentences s = {0};
    struct grid grid;
    sentences_equal(&s, c, hours);
    screen_say(out, &s);
    grid_init(&grid, c->n, EQUAL_COLUMNS);
    screen_header(&grid, 0, _("strategy"));
    screen_header(&grid, EQUAL_COMPANIES, _("\ncompanies"));
    screen_measures(&grid, SPENT, c->study, OFF - SPENT, spent);
    screen_header(&grid, OFF, _("off the\ntarget"));
    screen_measures(&grid, WON, c->study, EQUAL_COLUMNS - WON, won);
    for (int i = 0; i < c->n; i++) {
        double off = compare_off(c, i, hours ? COMPARE_HOURS : COMPARE_COST);
        screen_name(&grid, i, c->study, &c->study->cases[i]);
        number_add(grid_cell(&grid, i, EQUAL_COMPANIES), companies[i], NUMBER_WHOLE);
        text_add_string(grid_cell(&grid, i, OFF), off >= 0.0005 ? "+" : "");
        number_add(grid_cell(&grid, i, OFF), off, NUMBER_PERCENT);
    }
    grid_print(out, &grid);
    if (c->n > 1)
        fputc('\n', out);
    screen_differences(out, c);
}

void screen_worth(FILE *out, const struct compare *c, const char *contact)
{
    static const enum shown_measure columns[] = {
        SHOWN_PARTNERS, SHOWN_CONVERSION, SHOWN_COST, SHOWN_NET_RESULT};
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    struct sentences s = {0};
    struct grid grid;
    int of[MOST_COMPARED];
    sentences_worth(&s, contact);
    screen_say(out, &s);
    for (int i = 0; i < c->n / 2; i++)
        of[i] = i;
    grid_init(&grid, c->n / 2, 1 + COLUMNS);
    screen_header(&grid, 0, _("strategy"));
    fill_differences(&grid, c, c->n / 2, of, columns, COLUMNS, compare_pairs);
    grid_print(out, &grid);
}
