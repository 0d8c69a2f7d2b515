/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen.h"

#include "language.h"

#include <math.h>

/* ---- Figures ---- */

/* Money: the columns after the name, and the net result and the price behind them. */
static const enum shown_measure figures[] = {
    SHOWN_PARTNERS, SHOWN_CONVERSION, SHOWN_COST, SHOWN_PER_PARTNER};
enum { NAME, MEASURED, NET = MEASURED + 4, PRICE, FIGURES };

/* The price along the frontier, or why a choice has none, where that is shown. */
static const char *price_of(
    struct arena *arena, struct frontier_point point, struct estimate price)
{
    if (point.place == FRONTIER_ON)
        return point.previous == FRONTIER_NONE ? _("cheapest")
               : isnan(price.value)            ? "–"
               : isnan(plan_known_price(price).value)
                   ? _("not clear")
                   : number_estimate(arena, price, NUMBER_MONEY);
    return point.place == FRONTIER_SAME ? _("the same") : _("not worth it");
}

static void fill_prices(struct grid *grid, const struct compare *c)
{
    struct frontier_point point[MOST_CHOICES];
    struct estimate price[MOST_CHOICES];
    bool shown[MOST_CHOICES];
    compare_frontier(c, point, price);
    compare_standings_shown(c, point, shown);
    for (int i = 0; i <= c->n; i++)
        *grid_cell(grid, i, PRICE) = shown[i] ? price_of(&grid->arena, point[i], price[i])
                                     : compare_has_few(c) ? "–"
                                                          : _("not clear");
}

/* The last row is that of doing nothing. */
static void name_rows(struct grid *grid, const struct compare *c)
{
    for (int i = 0; i < c->n; i++)
        screen_name(grid, i, c->study, &c->study->cases[i]);
    *grid_cell(grid, c->n, NAME) = _("doing nothing");
}

static void print_money(FILE *out, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    struct grid grid;
    grid_init(&grid, c->n + 1, FIGURES,
        (const char *[FIGURES]){
            [NAME] = _("strategy"), [PRICE] = _("price of one\nmore partner")});
    *grid_cell(&grid, HEADER, NET) =
        comparison->worth.own ? _("net result\nat own fee")
        : isnan(comparison->value)
            ? _("\nnet result")
            : arena_printf(&grid.arena, _("net result\nat %s"),
                  number_text(&grid.arena, comparison->value, NUMBER_MONEY));
    screen_measures(&grid, MEASURED, c->study, NET - MEASURED, figures);
    fill_prices(&grid, c);
    for (int i = 0; i < c->n; i++)
        *grid_cell(&grid, i, NET) =
            number_difference(&grid.arena, comparison->net[i], NUMBER_WHOLE);
    const char **nothing = grid_cell(&grid, c->n, MEASURED);
    nothing[0] = number_text(&grid.arena, 0.0, NUMBER_AVERAGE);
    nothing[1] = nothing[3] = "–";
    nothing[2] = number_text(&grid.arena, 0.0, NUMBER_MONEY);
    *grid_cell(&grid, c->n, NET) = number_text(&grid.arena, 0.0, NUMBER_WHOLE);
    name_rows(&grid, c);
    grid_print(out, &grid);
}

/* ---- Targets, and how often each is best ---- */

static const enum shown_measure targets_shown[] = {
    SHOWN_IN_VIEW, SHOWN_ACTIVE, SHOWN_PAYING, SHOWN_ALL_TARGETS, SHOWN_OPEN};
enum { REACHED = 1, ON_AVERAGE = REACHED + 5, IN_ONE, CHANCES };

/* The chance, with the bounds of its error where these differ; of what is known for certain
 * whether it is shown. */
static const char *chance_text(
    struct arena *arena, const struct comparison *comparison, struct estimate share)
{
    bool known = comparison->compare->n_unknown == 0;
    if (isnan(share.value) || !comparison->tells_averages || comparison_all_same(comparison))
        return "–";
    if (known)
        return share.low > 0.999 ? _("yes") : share.high < 0.001 ? _("no") : _("not clear");
    return arena_printf(arena, "%s (%s)", number_text(arena, share.value, NUMBER_CHANCE),
        number_range(arena, 100.0 * share.low, 100.0 * share.high, NUMBER_WHOLE));
}

static void print_chances(FILE *out, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    const struct best_choice *best = &comparison->best;
    const struct targets *targets = &c->study->cases[0].scenario->campaign.targets;
    bool same = true, told = !comparison_all_same(comparison) && !compare_has_few(c);
    struct grid grid;
    grid_init(&grid, c->n + 1, CHANCES,
        (const char *[CHANCES]){[NAME] = _("strategy"),
            [ON_AVERAGE] = _("best on\naverage"),
            [IN_ONE] = _("best in one\ncampaign")});
    screen_measures(&grid, REACHED, c->study, ON_AVERAGE - REACHED, targets_shown);
    for (int i = 0; i < c->n; i++)
        same = same &&
               screen_same_targets(targets, &c->study->cases[i].scenario->campaign.targets);
    if (same)
        screen_target_headers(&grid, REACHED, targets);
    for (int i = 0; i <= c->n; i++) {
        *grid_cell(&grid, i, ON_AVERAGE) =
            chance_text(&grid.arena, comparison, best->average[i]);
        *grid_cell(&grid, i, IN_ONE) =
            told ? number_chance(&grid.arena, best->campaign[i]) : "–";
    }
    for (int m = REACHED; m < ON_AVERAGE; m++)
        *grid_cell(&grid, c->n, m) = "–";
    name_rows(&grid, c);
    grid_print(out, &grid);
}

static void print_figures(FILE *out, const struct comparison *comparison)
{
    struct sentences s = {0};
    sentences_compare(&s, comparison);
    screen_say(out, &s);
    fputc('\n', out);
    print_money(out, comparison);
    fputc('\n', out);
    print_chances(out, comparison);
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
    if (!compare_same_companies(&study->compared.compare))
        say_line(&s, _("Not the same companies: what is selected here is a strategy together "
                       "with its companies."));
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
