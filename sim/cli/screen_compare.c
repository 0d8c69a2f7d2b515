/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen.h"

#include "language.h"

/* ---- Figures ---- */

/* The columns after the name: these, others, and what is still open. */
static const enum shown_measure figures[] = {
    SHOWN_PARTNERS, SHOWN_CONVERSION, SHOWN_COST, SHOWN_PER_PARTNER, SHOWN_OPEN};
enum { NAME, MEASURED, PRICE = MEASURED + 4, ON_AVERAGE, IN_ONE, OPEN_STILL, FIGURES };

/* The price along the frontier, or why a strategy has none, where that is shown. */
static const char *price_of(
    struct arena *arena, struct frontier_point point, struct estimate price)
{
    if (point.place == FRONTIER_ON)
        return point.previous == FRONTIER_NONE ? _("cheapest")
                                               : number_text(arena, price.value, NUMBER_MONEY);
    return point.place == FRONTIER_SAME ? _("the same") : _("not worth it");
}

static void fill_prices(struct grid *grid, const struct compare *c)
{
    struct frontier_point point[MOST_COMPARED];
    struct estimate price[MOST_COMPARED];
    bool shown[MOST_COMPARED];
    compare_frontier(c, point, price);
    compare_standings_shown(c, point, price, shown);
    for (int i = 0; i < c->n; i++)
        *grid_cell(grid, i, PRICE) = shown[i] ? price_of(&grid->arena, point[i], price[i])
                                     : compare_has_few(c) ? "–"
                                                          : _("not clear");
}

static void print_figures(FILE *out, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    const struct best_choice *best = &comparison->best;
    struct sentences s = {0};
    struct grid grid;
    sentences_compare(&s, comparison);
    screen_say(out, &s);
    fputc('\n', out);
    grid_init(&grid, c->n, FIGURES,
        (const char *[FIGURES]){[NAME] = _("strategy"),
            [PRICE] = _("price of one\nmore partner"),
            [ON_AVERAGE] = _("best on\naverage"),
            [IN_ONE] = _("best in one\ncampaign")});
    screen_measures(&grid, MEASURED, c->study, PRICE - MEASURED, figures);
    screen_measures(&grid, OPEN_STILL, c->study, 1, &figures[PRICE - MEASURED]);
    fill_prices(&grid, c);
    for (int i = 0; i < c->n; i++) {
        screen_name(&grid, i, c->study, &c->study->cases[i]);
        *grid_cell(&grid, i, ON_AVERAGE) =
            number_text(&grid.arena, best->average[i], NUMBER_CHANCE);
        *grid_cell(&grid, i, IN_ONE) =
            number_text(&grid.arena, best->campaign[i], NUMBER_CHANCE);
    }
    grid_print(out, &grid);
}

/* ---- Differences ---- */

enum { MOST_DIFFERENCES = 5 };

/* Prints, under `header`, what the `n` cases `of` have more than others in the measures of
 * the columns, as `find` finds it for every case. */
static void print_differences(FILE *out, const struct compare *c, const char *header, int n,
    const int *of, int columns, const enum shown_measure *column,
    void (*find)(const struct compare *compare, int measure, struct estimate *found))
{
    struct grid grid;
    grid_init(&grid, n, 1 + columns, (const char * [1 + MOST_DIFFERENCES]){header});
    for (int row = 0; row < n; row++)
        screen_name(&grid, row, c->study, &c->study->cases[of[row]]);
    for (int m = 0; m < columns; m++) {
        const struct shown *shown = &shown_measures[column[m]];
        struct estimate found[MOST_COMPARED];
        find(c, shown->compared, found);
        *grid_cell(&grid, HEADER, 1 + m) = _(shown->difference);
        for (int row = 0; row < n; row++)
            *grid_cell(&grid, row, 1 + m) =
                number_difference(&grid.arena, found[of[row]], shown->difference_form);
    }
    grid_print(out, &grid);
}

static void print_against(FILE *out, const struct compare *c)
{
    static const enum shown_measure columns[] = {
        SHOWN_PARTNERS, SHOWN_CONVERSION, SHOWN_COST, SHOWN_PER_PARTNER, SHOWN_NET_RESULT};
    struct arena arena = {0};
    int of[MOST_COMPARED], rows = 0;
    for (int i = 0; i < c->n; i++)
        if (i != c->baseline)
            of[rows++] = i;
    if (rows > 0)
        print_differences(out, c,
            arena_printf(&arena, _("against\n%s"), case_text(&arena, c->study, c->baseline)),
            rows, of, sizeof columns / sizeof columns[0], columns, compare_differences);
    arena_free(&arena);
}

/* ---- Strategies that were changed ---- */

/* The columns after the name and the number of companies, with one between these. */
static const enum shown_measure spent[] = {SHOWN_HOURS, SHOWN_COST};
static const enum shown_measure won[] = {SHOWN_PARTNERS, SHOWN_CONVERSION, SHOWN_PER_PARTNER};
enum { EQUAL_COMPANIES = 1, SPENT, OFF = SPENT + 2, WON, EQUAL_COLUMNS = WON + 3 };

static void print_equal(FILE *out, const struct compare *c, const int *companies, bool hours)
{
    struct sentences s = {0};
    struct grid grid;
    sentences_equal(&s, c, hours);
    screen_say(out, &s);
    grid_init(&grid, c->n, EQUAL_COLUMNS,
        (const char *[EQUAL_COLUMNS]){
            _("strategy"), _("\ncompanies"), [OFF] = _("off the\ntarget")});
    screen_measures(&grid, SPENT, c->study, OFF - SPENT, spent);
    screen_measures(&grid, WON, c->study, EQUAL_COLUMNS - WON, won);
    for (int i = 0; i < c->n; i++) {
        double off = compare_off(c, i, hours ? COMPARE_HOURS : COMPARE_COST);
        screen_name(&grid, i, c->study, &c->study->cases[i]);
        *grid_cell(&grid, i, EQUAL_COMPANIES) =
            number_text(&grid.arena, companies[i], NUMBER_WHOLE);
        *grid_cell(&grid, i, OFF) = arena_printf(&grid.arena, "%s%s", off >= 0.0005 ? "+" : "",
            number_text(&grid.arena, off, NUMBER_PERCENT));
    }
    grid_print(out, &grid);
    if (c->n > 1)
        fputc('\n', out);
    print_against(out, c);
}

static void print_worth(FILE *out, const struct compare *c, const char *contact)
{
    static const enum shown_measure columns[] = {
        SHOWN_PARTNERS, SHOWN_CONVERSION, SHOWN_COST, SHOWN_NET_RESULT};
    struct sentences s = {0};
    int of[MOST_COMPARED];
    sentences_worth(&s, contact);
    screen_say(out, &s);
    for (int i = 0; i < c->n / 2; i++)
        of[i] = i;
    print_differences(out, c, _("strategy"), c->n / 2, of, sizeof columns / sizeof columns[0],
        columns, compare_pairs);
}

/* ---- All of it ---- */

static void print_selection(FILE *out, const struct recept_study *study)
{
    const struct recept_comparison *asked = study->request.comparison;
    struct sentences s = {0};
    sentences_selection(&s, &study->setup.study, &study->selection, asked->until_sure,
        asked->difference, asked->value != NULL);
    screen_say(out, &s);
    fputc('\n', out);
}

void screen_compare(FILE *out, const struct recept_study *study)
{
    const struct setup *setup = &study->setup;
    const struct compare_setup *compared = &study->compared;
    const struct compare_variants *equal = &compared->equal, *without = &compared->without;
    struct basis basis = config_basis(setup->configs, setup->n_configs);
    struct sentences s = {0};
    print_figures(out, &compared->comparison);
    fputc('\n', out);
    print_against(out, &compared->compare);
    fputc('\n', out);
    if (study->selection.n > 0)
        print_selection(out, study);
    if (equal->made) {
        print_equal(out, &equal->compare, equal->companies, compared->ask.equal_hours);
        fputc('\n', out);
    }
    if (without->made) {
        print_worth(out, &without->compare, compared->ask.without);
        fputc('\n', out);
    }
    sentences_basis(&s, &setup->study, basis.numbers, basis.assumed);
    sentences_compare_columns(&s, &compared->comparison);
    screen_say(out, &s);
    screen_say_notices(out, &study->notices);
}
