/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fill.h"

#include "text.h"

#include <math.h>

/* What the plane of partners and cost tells of each strategy, and of doing nothing. */
struct plane {
    struct frontier_point point[MOST_CHOICES];
    struct estimate price[MOST_CHOICES]; /* against the frontier's choice before it */
    const char *place[MOST_CHOICES];     /* NULL: of few campaigns */
};

static void find_plane(const struct compare *compare, struct plane *plane)
{
    static const char *const names[] = {
        "frontier", "same", "dominated", "extendedly_dominated"};
    bool shown[MOST_CHOICES];
    compare_frontier(compare, plane->point, plane->price);
    compare_standings_shown(compare, plane->point, shown);
    for (int i = 0; i <= compare->n; i++)
        plane->place[i] = compare_has_few(compare) ? NULL
                          : shown[i]               ? names[plane->point[i].place]
                                                   : "not_clear";
}

static const char *id_of(const struct fill *f, const struct compare *c, int i)
{
    return i < c->n ? study_id(c->study, i, ID_WHOLE, &f->table->arena) : NOTHING_ID;
}

/* The case of a row: a strategy's, or that of doing nothing. */
static const struct study_case *choice(const struct compare *c, int i)
{
    return i < c->n ? &c->study->cases[i] : &c->nothing;
}

/* ---- Differences, a figure a row ---- */

#define RANGE(range) NUM((range).p05), NUM((range).p95)
#define COMPARED(measure)                                                                      \
    TEXT(compare_measure(measure)->name), TEXT(compare_measure(measure)->unit)

/* Strategy by strategy, its measures and the price of one more partner; `f` gets the baseline.
 */
static void add_differences(struct fill *f, const struct compare *c)
{
    static const char *const standings[] = {"not_shown", "same", "more_for_more",
        "more_for_less", "fewer_for_less", "fewer_for_more"};
    struct estimate difference[N_COMPARE_MEASURES][MOST_COMPARED], price[MOST_COMPARED];
    enum compare_standing against[MOST_COMPARED];
    struct plane plane;
    f->baseline = id_of(f, c, c->baseline);
    compare_prices(c, against, price);
    find_plane(c, &plane);
    for (int m = 0; m < N_COMPARE_MEASURES; m++)
        compare_differences(c, m, difference[m]);
    for (int i = 0; i < c->n; i++) {
        for (int m = 0; m < N_COMPARE_MEASURES; m++)
            fill_row(f, &c->study->cases[i], COMPARED(m), NUM(compare_value(c, i, m).value),
                ESTIMATE(difference[m][i]), NUM(compare_reduction(c, i, m).value), TEXT(NULL),
                TEXT(NULL), RANGE(compare_difference_range(c, i, m)));
        if (i != c->baseline)
            fill_row(f, &c->study->cases[i], TEXT("price_of_one_more"), TEXT("EUR"),
                NUM(price[i].value), NUM(NAN), ERROR(price[i]), NUM(NAN), TEXT(plane.place[i]),
                TEXT(standings[against[i]]));
    }
}

static void fill_compare(const struct fill *f)
{
    struct fill fill = *f;
    add_differences(&fill, &f->results->compared->compare);
}

static void fill_compare_equal(const struct fill *f)
{
    struct fill fill = *f;
    add_differences(&fill, &f->results->compared->equal.compare);
}

/* ---- What was asked for beside: as tables, and as parts of one ---- */

static void fill_equal(const struct fill *f)
{
    const struct compare *c = &f->results->compared->equal.compare;
    for (int i = 0; i < c->n; i++) {
        const struct study_case *one = &c->study->cases[i];
        double companies = f->results->compared->equal.companies[i];
        double unlisted = f->results->compared->equal.unlisted[i];
        double off = compare_off(
            c, i, f->results->compared->ask.equal_hours ? COMPARE_HOURS : COMPARE_COST);
        if (f->part == NULL) {
            fill_row(f, one, NUM(companies), NUM(unlisted),
                NUM(one->campaign->strategy->intake_per_week),
                NUM(compare_value(c, i, COMPARE_COST).value),
                NUM(compare_value(c, i, COMPARE_HOURS).value), NUM(off));
        } else {
            fill_row(f, one, TEXT("companies"), TEXT("companies"), NUM(companies));
            fill_row(f, one, TEXT("not_listed"), TEXT("companies"), NUM(unlisted));
            fill_row(f, one, TEXT("off_target"), TEXT("share"), NUM(off));
        }
    }
}

static void fill_contact_worth(const struct fill *f)
{
    const struct compare *c = &f->results->compared->without.compare;
    struct estimate worth[MOST_COMPARED];
    for (int m = 0; m < N_COMPARE_MEASURES; m++) {
        compare_pairs(c, m, worth);
        for (int i = 0; i < c->n / 2; i++) {
            double with = compare_value(c, i, m).value,
                   without = compare_value(c, c->n / 2 + i, m).value;
            if (f->part == NULL)
                fill_row(f, &c->study->cases[i], TEXT(f->results->compared->ask.without),
                    COMPARED(m), NUM(with), NUM(without), ESTIMATE(worth[i]));
            else
                fill_row(f, &c->study->cases[i], COMPARED(m), NUM(with), ESTIMATE(worth[i]));
        }
    }
}

static void fill_selection(const struct fill *f)
{
    const struct selection *s = f->results->selection;
    bool euros = f->results->compared->comparison.worth.given;
    const char *unit = euros ? "EUR" : "share";
    const char *measure = euros ? "net_benefit" : "conversion_rate";
    for (int i = 0; i < s->n; i++)
        if (f->part == NULL)
            fill_row(f, &f->study->cases[i], TEXT(unit), NUM(i == s->best), NUM(s->survives[i]),
                INTERVAL(s->behind[i]));
        else
            fill_row(f, &f->study->cases[i], TEXT(measure), TEXT(unit), NUM(NAN),
                ESTIMATE(s->behind[i]), NUM(NAN),
                TEXT(i == s->best     ? "best"
                     : s->survives[i] ? "left"
                                      : "dropped"));
    if (f->part != NULL)
        fill_row(f, &f->study->cases[s->best], TEXT(measure), TEXT(unit), NUM(s->again.value),
            NUM(NAN), ERROR(s->again), NUM(NAN), TEXT("best_again"));
}

static void fill_compare_all(const struct fill *f)
{
    const struct compare_setup *of = f->results->compared;
    struct fill part = *f;
    part.part = "compare";
    add_differences(&part, &of->compare);
    if (of->equal.made) {
        part.part = "equal";
        add_differences(&part, &of->equal.compare);
        fill_equal(&part);
    }
    if (of->without.made) {
        part.part = "contact_worth";
        part.baseline = arena_printf(&f->table->arena, "without %s", of->ask.without);
        fill_contact_worth(&part);
    }
    if (f->results->selection != NULL) {
        part.part = "selection";
        part.baseline = NULL;
        fill_selection(&part);
    }
}

/* ---- The plane, values of a partner, segments ---- */

static void fill_frontier(const struct fill *f)
{
    const struct compare *c = &f->results->compared->compare;
    struct plane plane;
    find_plane(c, &plane);
    for (int i = 0; i <= c->n; i++) {
        int previous = plane.point[i].previous;
        bool beside = previous != FRONTIER_NONE && !compare_has_few(c);
        fill_row(f, choice(c, i), NUM(compare_value(c, i, COMPARE_PARTNERS).value),
            NUM(compare_value(c, i, COMPARE_COST).value), TEXT(plane.place[i]),
            TEXT(beside ? id_of(f, c, previous) : ""), ESTIMATE(plane.price[i]));
    }
}

/* What partners are worth less what they cost, at the value that is told of. */
static void fill_net_result(const struct fill *f)
{
    static const char *const pays[] = {"not_shown", "yes", "no"};
    const struct comparison *all = &f->results->compared->comparison;
    const struct compare *c = all->compare;
    for (int i = 0; i <= c->n; i++) {
        bool is_strategy = i < c->n;
        struct estimate from = is_strategy ? compare_break_even(c, i) : estimate_undefined();
        struct estimate net = is_strategy ? all->net[i] : (struct estimate){0};
        struct estimate value =
            all->worth.own && is_strategy ? all->worth.of[i] : all->worth.is;
        if (!all->worth.own)
            value.value = all->value;
        fill_row(f, choice(c, i), INTERVAL(value), ESTIMATE(net),
            TEXT(is_strategy ? pays[all->pays[i]] : NULL), INTERVAL(from),
            RANGE(compare_net_range(c, i, all->value)));
    }
}

static void fill_acceptability(const struct fill *f)
{
    const struct comparison *all = &f->results->compared->comparison;
    for (int v = 0; v < all->n_values; v++)
        for (int i = 0; i <= all->compare->n; i++)
            fill_row(f, choice(all->compare, i), NUM(all->at[v]),
                INTERVAL(all->best_at[v].average[i]), INTERVAL(all->best_at[v].campaign[i]));
}

static void fill_expected_loss(const struct fill *f)
{
    const struct comparison *all = &f->results->compared->comparison;
    for (int v = 0; v < all->n_values; v++)
        for (int i = 0; i <= all->compare->n; i++)
            fill_row(
                f, choice(all->compare, i), NUM(all->at[v]), INTERVAL(all->best_at[v].loss[i]));
}

/* The rows are those of the best on average, so that there are none where that is not told. */
static void fill_perfect_information(const struct fill *f)
{
    const struct comparison *all = &f->results->compared->comparison;
    for (int v = 0; v < all->n_values && all->has_averages; v++) {
        const struct information *worth = &all->best_at[v].information;
        fill_row(f, choice(all->compare, worth->best), NUM(all->at[v]), INTERVAL(*worth),
            NUM(worth->skewness));
    }
}

static void fill_segments(const struct fill *f)
{
    const struct comparison *comparison = &f->results->compared->comparison;
    const struct compare *c = comparison->compare;
    bool few = compare_has_few(c) || isnan(comparison->value);
    struct segment_choice choice[MOST_COMPARED];
    for (int s = 0; s < c->n_segments; s++) {
        if (!compare_segment(c, s, comparison->value, choice))
            continue;
        for (int i = 0; i < c->n; i++) {
            struct fill fill = *f;
            fill.cell = c->study->cases[i].campaign->cells.segment_cell[s];
            fill_row(&fill, &c->study->cases[i], NUM(comparison->value),
                NUM(choice[i].approached), NUM(choice[i].partners), NUM(choice[i].cost),
                NUM(choice[i].net_benefit), NUM(few ? NAN : choice[i].best),
                NUM(few ? NAN : choice[i].shown), ESTIMATE(choice[i].behind));
        }
    }
}

/* ---- The tables ---- */

#define COMPARE                                                                                \
    "baseline,measure,unit,estimate,difference,se,mc_low,mc_high,variance_reduction,place,"    \
    "against_baseline,p05,p95"

const struct table_kind compare_tables[] = {
    {"compare", "strategy," COMPARE, TO_FILE, COMPARED, fill_compare},
    {"compare", "strategy,table," COMPARE, TO_CSV | TO_JSON, COMPARED, fill_compare_all},
    {"frontier",
        "strategy,partners,cost_eur,place,beside,price_of_one_more_eur,se,mc_low,mc_high",
        TO_FILE, COMPARED, fill_frontier},
    {"net_result",
        "strategy,value_eur,value_low,value_high,net_result_eur,se,mc_low,mc_high,pays,"
        "break_even_eur,break_even_low,break_even_high,p05,p95",
        TO_FILE, COMPARED, fill_net_result},
    {"acceptability",
        "strategy,value_eur,best_on_average,mc_low,mc_high,best_in_one_campaign,"
        "campaign_low,campaign_high",
        TO_FILE, COMPARED, fill_acceptability},
    {"expected_loss", "strategy,value_eur,expected_loss_eur,mc_low,mc_high", TO_FILE, COMPARED,
        fill_expected_loss},
    {"perfect_information", "strategy,value_eur,worth_eur,low,high,skewness", TO_FILE, COMPARED,
        fill_perfect_information},
    {"segments",
        "strategy,segment,value_eur,approached,partners,cost_eur,net_benefit_eur,best,shown,"
        "behind_eur,se,mc_low,mc_high",
        TO_FILE, COMPARED, fill_segments},
    {"compare_equal", "strategy," COMPARE, TO_FILE, EQUAL, fill_compare_equal},
    {"equal", "strategy,companies,not_listed,intake_per_week,cost_eur,hours,off_target",
        TO_FILE, EQUAL, fill_equal},
    {"contact_worth", "strategy,contact,measure,unit,with,without,worth,se,mc_low,mc_high",
        TO_FILE, WITHOUT, fill_contact_worth},
    {"selection", "strategy,unit,best,left,difference,low,high", TO_FILE, SELECTED,
        fill_selection},
    {0},
};
