/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen.h"

#include "language.h"

#include <math.h>

/* ---- Figures ---- */

/* Whether prices along the frontier and who is best are told. */
static bool tells_best(const struct compare *c)
{
    return !compare_has_few(c) && compare_same_companies(c);
}

/* Money: the columns after the name, and the net result and the price behind them; of few
 * campaigns the share still open instead of the price. */
static const enum shown_measure figures[] = {
    SHOWN_PARTNERS, SHOWN_CONVERSION, SHOWN_COST, SHOWN_PER_PARTNER};
static const enum shown_measure open_share[] = {SHOWN_OPEN};
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
    *grid_cell(grid, HEADER, PRICE) = _("price of one\nmore partner");
    for (int i = 0; i <= c->n; i++)
        *grid_cell(grid, i, PRICE) =
            shown[i] ? price_of(&grid->arena, point[i], price[i]) : _("not clear");
}

/* A difference, where its error is known; of one campaign what it came to. */
static const char *difference_text(
    struct arena *arena, const struct study *study, struct estimate e, enum number_form form)
{
    if (study->replications > 1)
        return isnan(e.high - e.low) || (study_has_few(study) && e.low == e.high)
                   ? "–"
                   : number_difference(arena, e, form);
    return arena_printf(arena, "%s%s", e.value > 0.0 ? "+" : "",
        number_text(arena, e.value, form == NUMBER_AVERAGE ? NUMBER_WHOLE : form));
}

/* The last row is that of doing nothing. */
static void print_choices(struct screen *out, struct grid *grid, const struct compare *c)
{
    *grid_cell(grid, c->n, NAME) = _("doing nothing");
    screen_print_cases(out, grid, c->study, c->n, NULL);
}

static void print_money(struct screen *out, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    bool few = study_has_few(c->study);
    struct grid grid;
    grid_init(&grid, c->n + 1, few || tells_best(c) ? FIGURES : PRICE,
        (const char *[FIGURES]){[NAME] = _("strategy")});
    *grid_cell(&grid, HEADER, NET) =
        comparison->worth.own ? _("net result\nat own fee")
        : isnan(comparison->value)
            ? _("\nnet result")
            : arena_printf(&grid.arena, _("net result\nat %s"),
                  number_text(&grid.arena, comparison->value, NUMBER_MONEY));
    screen_measures(&grid, MEASURED, c->study, NET - MEASURED, figures);
    for (int i = 0; i < c->n; i++)
        *grid_cell(&grid, i, NET) =
            difference_text(&grid.arena, c->study, comparison->net[i], NUMBER_WHOLE);
    const char **nothing = grid_cell(&grid, c->n, MEASURED);
    nothing[0] = number_text(
        &grid.arena, 0.0, c->study->replications == 1 ? NUMBER_WHOLE : NUMBER_AVERAGE);
    nothing[1] = nothing[3] = "–";
    nothing[2] = number_text(&grid.arena, 0.0, NUMBER_MONEY);
    *grid_cell(&grid, c->n, NET) = number_text(&grid.arena, 0.0, NUMBER_WHOLE);
    if (few) {
        screen_measures(&grid, PRICE, c->study, 1, open_share);
        *grid_cell(&grid, c->n, PRICE) = "–";
    } else if (tells_best(c)) {
        fill_prices(&grid, c);
    }
    print_choices(out, &grid, c);
}

/* ---- Targets, and how often each is best ---- */

static const enum shown_measure targets_shown[] = {
    SHOWN_IN_VIEW, SHOWN_ACTIVE, SHOWN_PAYING, SHOWN_ALL_TARGETS, SHOWN_OPEN};
enum { REACHED = 1, ALL_TARGETS = REACHED + 3, ON_AVERAGE = REACHED + 5, IN_ONE, CHANCES };

/* The chance that choice number `i` is the best on average, with the bounds of its error; where
 * all numbers are known, whether it is. */
static const char *average_text(struct arena *arena, const struct comparison *comparison, int i)
{
    static const char *const words[] = {
        [BEST_SHOWN] = N_("yes"), [BEST_NOT] = N_("no"), [BEST_UNCLEAR] = N_("not clear")};
    const struct compare *c = comparison->compare;
    struct estimate share = comparison->best.average[i];
    if (isnan(share.value) || !comparison->tells_averages || comparison_all_same(comparison))
        return "–";
    if (c->n_unknown == 0)
        return _(words[compare_told_best(c, comparison->value, i)]);
    return arena_printf(arena, "%s (%s)", number_text(arena, share.value, NUMBER_CHANCE),
        number_span(arena, share.low, share.high, NUMBER_CHANCE));
}

static void print_chances(struct screen *out, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    const struct best_choice *best = &comparison->best;
    const struct targets *common = screen_common_targets(c->study);
    bool told = !comparison_all_same(comparison);
    struct grid grid;
    grid_init(&grid, c->n + 1, tells_best(c) ? CHANCES : ON_AVERAGE,
        (const char *[CHANCES]){[NAME] = _("strategy"),
            [ON_AVERAGE] = _("best on\naverage"),
            [IN_ONE] = _("best in one\ncampaign")});
    grid.turn = ALL_TARGETS;
    screen_measures(&grid, REACHED, c->study, ON_AVERAGE - REACHED, targets_shown);
    if (common != NULL)
        screen_target_headers(&grid, REACHED, common);
    for (int i = 0; i <= c->n && grid.columns == CHANCES; i++) {
        *grid_cell(&grid, i, ON_AVERAGE) = average_text(&grid.arena, comparison, i);
        *grid_cell(&grid, i, IN_ONE) =
            told ? number_chance(&grid.arena, best->campaign[i]) : "–";
    }
    for (int m = REACHED; m < ON_AVERAGE; m++)
        *grid_cell(&grid, c->n, m) = "–";
    print_choices(out, &grid, c);
}

static void print_figures(struct screen *out, const struct compare_setup *compared)
{
    const struct comparison *comparison = &compared->comparison;
    struct sentences s = {0};
    sentences_compare(&s, comparison);
    sentences_longer(&s, comparison->compare->study, &compared->longer);
    screen_say(out, &s);
    screen_add_blank(out);
    print_money(out, comparison);
    if (study_has_few(comparison->compare->study))
        return;
    screen_add_blank(out);
    print_chances(out, comparison);
}

/* ---- Differences ---- */

enum { MOST_DIFFERENCES = 5 };

/* Prints, under `header`, what the `n` cases `of` have more than others in the measures of
 * the columns, as `find` finds it for every case. */
static void print_differences(struct screen *out, const struct compare *c, const char *header,
    int n, const int *of, int columns, const enum shown_measure *column,
    void (*find)(const struct compare *compare, int measure, struct estimate *found))
{
    struct grid grid;
    grid_init(&grid, n, 1 + columns, (const char * [1 + MOST_DIFFERENCES]){header});
    for (int m = 0; m < columns; m++) {
        const struct shown *shown = &shown_measures[column[m]];
        struct estimate found[MOST_COMPARED];
        find(c, shown->compared, found);
        *grid_cell(&grid, HEADER, 1 + m) = _(shown->difference);
        for (int row = 0; row < n; row++)
            *grid_cell(&grid, row, 1 + m) =
                difference_text(&grid.arena, c->study, found[of[row]], shown->difference_form);
    }
    screen_print_cases(out, &grid, c->study, n, of);
}

static void print_against(struct screen *out, const struct compare *c)
{
    static const enum shown_measure columns[] = {
        SHOWN_PARTNERS, SHOWN_CONVERSION, SHOWN_COST, SHOWN_PER_PARTNER, SHOWN_NET_RESULT};
    struct arena arena = {0};
    int of[MOST_COMPARED], rows = 0;
    for (int i = 0; i < c->n; i++)
        if (i != c->baseline)
            of[rows++] = i;
    if (rows > 0) {
        print_differences(out, c,
            arena_printf(&arena, _("against\n%s"), case_text(&arena, c->study, c->baseline)),
            rows, of, sizeof columns / sizeof columns[0], columns, compare_differences);
        screen_add_blank(out);
    }
    arena_free(&arena);
}

/* ---- Strategies that were changed ---- */

/* The columns after the name and the numbers of companies, with one between these. */
static const enum shown_measure spent[] = {SHOWN_HOURS, SHOWN_COST};
static const enum shown_measure won[] = {SHOWN_PARTNERS, SHOWN_CONVERSION, SHOWN_PER_PARTNER};
enum { EQUAL_COMPANIES = 1, UNLISTED, SPENT, OFF = SPENT + 2, WON, EQUAL_COLUMNS = WON + 3 };

static void print_equal(struct screen *out, const struct compare_variants *equal, bool hours)
{
    const struct compare *c = &equal->compare;
    bool few = study_has_few(c->study) && c->study->replications > 1;
    int unlisted = 0; /* of all */
    struct sentences s = {0};
    struct grid grid;
    sentences_equal(&s, equal, hours);
    screen_say(out, &s);
    grid_init(&grid, c->n, EQUAL_COLUMNS,
        (const char *[EQUAL_COLUMNS]){
            _("strategy"), _("compa-\nnies"), _("not on\nlist"), [OFF] = _("off the\ntarget")});
    screen_measures(&grid, SPENT, c->study, OFF - SPENT, spent);
    screen_measures(&grid, WON, c->study, EQUAL_COLUMNS - WON, won);
    for (int i = 0; i < c->n; i++) {
        double off = compare_off(c, i, hours ? COMPARE_HOURS : COMPARE_COST);
        *grid_cell(&grid, i, EQUAL_COMPANIES) =
            number_text(&grid.arena, equal->companies[i], NUMBER_WHOLE);
        *grid_cell(&grid, i, UNLISTED) =
            number_text(&grid.arena, equal->unlisted[i], NUMBER_WHOLE);
        unlisted += equal->unlisted[i];
        *grid_cell(&grid, i, OFF) =
            few ? "–"
                : arena_printf(&grid.arena, "%s%s", off >= 0.0005 ? "+" : "",
                      number_text(&grid.arena, off, NUMBER_PERCENT));
    }
    if (unlisted == 0)
        grid_drop(&grid, UNLISTED);
    screen_print_cases(out, &grid, c->study, c->n, NULL);
    screen_add_blank(out);
    print_against(out, c);
}

static void print_worth(struct screen *out, const struct compare *c, const char *contact)
{
    static const enum shown_measure columns[] = {
        SHOWN_PARTNERS, SHOWN_CONVERSION, SHOWN_COST, SHOWN_NET_RESULT};
    struct sentences s = {0};
    int of[MOST_COMPARED];
    sentences_worth(&s, c, contact);
    screen_say(out, &s);
    for (int i = 0; i < c->n / 2; i++)
        of[i] = i;
    print_differences(out, c, _("strategy"), c->n / 2, of, sizeof columns / sizeof columns[0],
        columns, compare_pairs);
}

/* ---- All of it ---- */

static void print_selection(struct screen *out, const struct recept_study *study)
{
    const struct recept_comparison *asked = study->request.comparison;
    struct sentences s = {0};
    if (!compare_same_companies(&study->compared.compare))
        say_line(&s, _("Not the same companies: what is selected here is a strategy together "
                       "with its companies."));
    sentences_selection(&s, &study->setup.study, &study->selection, asked->until_sure,
        asked->difference, asked->value != NULL);
    screen_say(out, &s);
    screen_add_blank(out);
}

void screen_compare(
    struct screen *out, const struct recept_study *study, const struct messages *notices)
{
    const struct setup *setup = &study->setup;
    const struct compare_setup *compared = &study->compared;
    const struct compare_variants *equal = &compared->equal, *without = &compared->without;
    struct basis basis = config_basis(setup->configs, setup->n_configs);
    struct sentences s = {0};
    print_figures(out, compared);
    screen_add_blank(out);
    print_against(out, &compared->compare);
    if (study->selection.n > 0)
        print_selection(out, study);
    if (equal->made)
        print_equal(out, equal, compared->ask.equal_hours);
    if (without->made) {
        print_worth(out, &without->compare, compared->ask.without);
        screen_add_blank(out);
    }
    sentences_from(&s, &setup->study, true);
    sentences_basis(&s, &setup->study, &basis);
    sentences_compare_columns(&s, &compared->comparison, study->legend);
    screen_say(out, &s);
    screen_say_notices(out, notices);
}
