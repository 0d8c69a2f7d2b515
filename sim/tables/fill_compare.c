/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fill.h"

#include <math.h>
#include <stdlib.h>

static const struct study_case *case_of(const struct compare *compare, int i)
{
    return &compare->study->cases[i];
}

static double value_of(const struct compare *compare, int i, int measure)
{
    return compare_value(compare, i, measure).value;
}

/* What the plane of partners and cost tells of each strategy. */
struct plane {
    struct frontier_point point[MOST_COMPARED];
    struct estimate price[MOST_COMPARED]; /* against the frontier's strategy before it */
    const char *place[MOST_COMPARED];     /* NULL: of few campaigns */
};

static void find_plane(const struct compare *compare, struct plane *plane)
{
    static const char *const names[] = {
        [FRONTIER_ON] = "frontier",
        [FRONTIER_SAME] = "same",
        [FRONTIER_DOMINATED] = "dominated",
        [FRONTIER_EXTENDED] = "extendedly_dominated",
    };
    bool shown[MOST_COMPARED];
    compare_frontier(compare, plane->point, plane->price);
    compare_places_shown(compare, plane->point, plane->price, shown);
    for (int i = 0; i < compare->n; i++)
        plane->place[i] = compare_has_few(compare) ? NULL
                          : shown[i]               ? names[plane->point[i].place]
                                                   : "not_clear";
}

/* ---- Differences, a figure a row ---- */

/* A figure; what it does not have is NAN or NULL. */
struct figure_row {
    const char *part; /* of what was asked for, where the table says so */
    const char *baseline, *measure, *unit;
    double estimate, difference;
    struct estimate bounds; /* of the difference; without one, of the estimate */
    double reduction;
    const char *place, *against;
};

static struct figure_row no_figure(const char *part, const char *baseline)
{
    return (struct figure_row){.part = part,
        .baseline = baseline,
        .estimate = NAN,
        .difference = NAN,
        .bounds = estimate_undefined(),
        .reduction = NAN};
}

static void add_figure(
    const struct fill *f, const struct study_case *one, const struct figure_row *row)
{
    const union cell cells[] = {TEXT(row->part), TEXT(row->baseline), TEXT(row->measure),
        TEXT(row->unit), NUM(row->estimate), NUM(row->difference), NUM(row->bounds.se),
        NUM(row->bounds.low), NUM(row->bounds.high), NUM(row->reduction), TEXT(row->place),
        TEXT(row->against)};
    int skipped = row->part == NULL;
    fill_cells(f, one, cells + skipped, sizeof cells / sizeof cells[0] - (size_t)skipped);
}

/* What the strategy of case `one` comes to, and more than what it is held against. */
static void set_measure(struct figure_row *row, const struct compare *c, int one, int measure,
    struct estimate difference)
{
    row->measure = compared_measures[measure].name;
    row->unit = compared_measures[measure].unit;
    row->estimate = value_of(c, one, measure);
    row->difference = difference.value;
    row->bounds = difference;
}

/* Into difference[m * n + one] for measure m of strategy `one`; free it. */
static struct estimate *find_differences(const struct compare *c)
{
    size_t n = (size_t)c->n;
    struct estimate *difference = memory_new(n * N_COMPARE_MEASURES, sizeof *difference);
    for (int m = 0; m < N_COMPARE_MEASURES; m++)
        compare_differences(c, m, difference + (size_t)m * n);
    return difference;
}

static void add_price(const struct fill *f, const struct compare *c, int one,
    struct figure_row row, struct estimate price)
{
    row.measure = "price_of_one_more";
    row.unit = "EUR";
    row.estimate = price.value;
    row.bounds = price;
    add_figure(f, case_of(c, one), &row);
}

/* Strategy by strategy, its measures and the price of one more partner. */
static void add_differences(const struct fill *f, const struct compare *c, const char *part)
{
    static const char *const standings[] = {
        [COMPARE_NOT_SHOWN] = "not_shown",
        [COMPARE_SAME] = "same",
        [COMPARE_MORE_FOR_MORE] = "more_for_more",
        [COMPARE_MORE_FOR_LESS] = "more_for_less",
        [COMPARE_FEWER_FOR_LESS] = "fewer_for_less",
        [COMPARE_FEWER_FOR_MORE] = "fewer_for_more",
    };
    struct estimate *difference = find_differences(c), price[MOST_COMPARED];
    enum compare_place against[MOST_COMPARED];
    struct text baseline = {0};
    struct plane plane;
    compare_prices(c, against, price);
    find_plane(c, &plane);
    study_add_id(&baseline, c->study, c->baseline);
    for (int i = 0; i < c->n; i++) {
        struct figure_row row = no_figure(part, text_string(&baseline));
        for (int m = 0; m < N_COMPARE_MEASURES; m++) {
            set_measure(&row, c, i, m, difference[m * c->n + i]);
            row.reduction = compare_reduction(c, i, m).value;
            add_figure(f, case_of(c, i), &row);
        }
        row = no_figure(part, text_string(&baseline));
        row.place = plane.place[i];
        row.against = standings[against[i]];
        if (i != c->baseline)
            add_price(f, c, i, row, price[i]);
    }
    memory_free(difference);
    text_free(&baseline);
}

static void fill_compare(const struct fill *f)
{
    add_differences(f, f->results->comparison->compare, NULL);
}

static void fill_compare_equal(const struct fill *f)
{
    add_differences(f, f->results->equal, NULL);
}

static double off_target(const struct results *results, int i)
{
    return compare_off(results->equal, i, results->hours ? COMPARE_HOURS : COMPARE_COST);
}

static void add_equal(const struct fill *f)
{
    const struct compare *c = f->results->equal;
    struct text baseline = {0};
    add_differences(f, c, "equal");
    study_add_id(&baseline, c->study, c->baseline);
    struct figure_row row = no_figure("equal", text_string(&baseline));
    for (int i = 0; i < c->n; i++) {
        row.measure = row.unit = "companies";
        row.estimate = f->results->companies[i];
        add_figure(f, case_of(c, i), &row);
        row.measure = "off_target";
        row.unit = "share";
        row.estimate = off_target(f->results, i);
        add_figure(f, case_of(c, i), &row);
    }
    text_free(&baseline);
}

static void add_worth(const struct fill *f)
{
    const struct compare *c = f->results->without;
    struct estimate worth[MOST_COMPARED];
    struct text baseline = {0};
    text_printf(&baseline, "without %s", f->results->contact);
    struct figure_row row = no_figure("contact_worth", text_string(&baseline));
    for (int m = 0; m < N_COMPARE_MEASURES; m++) {
        compare_pairs(c, m, worth);
        for (int i = 0; i < c->n / 2; i++) {
            set_measure(&row, c, i, m, worth[i]);
            add_figure(f, case_of(c, i), &row);
        }
    }
    text_free(&baseline);
}

static const char *unit_of_selection(const struct results *results)
{
    return results->euros ? "EUR" : "share";
}

static void add_selection(const struct fill *f)
{
    const struct selection *s = f->results->selection;
    struct figure_row row = no_figure("selection", NULL);
    row.measure = f->results->euros ? "net_benefit" : "conversion_rate";
    row.unit = unit_of_selection(f->results);
    for (int i = 0; i < s->n; i++) {
        row.difference = s->behind[i].value;
        row.bounds = s->behind[i];
        row.place = i == s->best ? "best" : s->survives[i] ? "left" : "dropped";
        add_figure(f, &f->study->cases[i], &row);
    }
    row.estimate = s->again.value;
    row.difference = NAN;
    row.bounds = s->again;
    row.place = "best_again";
    add_figure(f, &f->study->cases[s->best], &row);
}

static void fill_compare_all(const struct fill *f)
{
    add_differences(f, f->results->comparison->compare, "compare");
    if (f->results->equal != NULL)
        add_equal(f);
    if (f->results->without != NULL)
        add_worth(f);
    if (f->results->selection != NULL)
        add_selection(f);
}

/* ---- What was asked for beside ---- */

static void fill_equal(const struct fill *f)
{
    const struct compare *c = f->results->equal;
    for (int i = 0; i < c->n; i++)
        fill_row(f, case_of(c, i), NUM(f->results->companies[i]),
            NUM(case_of(c, i)->campaign->strategy->intake_per_week),
            NUM(value_of(c, i, COMPARE_COST)), NUM(value_of(c, i, COMPARE_HOURS)),
            NUM(off_target(f->results, i)));
}

static void fill_contact_worth(const struct fill *f)
{
    const struct compare *c = f->results->without;
    struct estimate worth[MOST_COMPARED];
    for (int m = 0; m < N_COMPARE_MEASURES; m++) {
        compare_pairs(c, m, worth);
        for (int i = 0; i < c->n / 2; i++)
            fill_row(f, case_of(c, i), TEXT(f->results->contact),
                TEXT(compared_measures[m].name), TEXT(compared_measures[m].unit),
                NUM(value_of(c, i, m)), NUM(value_of(c, c->n / 2 + i, m)), ESTIMATE(worth[i]));
    }
}

static void fill_selection(const struct fill *f)
{
    const struct selection *s = f->results->selection;
    for (int i = 0; i < s->n; i++)
        fill_row(f, &f->study->cases[i], TEXT(unit_of_selection(f->results)), NUM(i == s->best),
            NUM(s->survives[i]), INTERVAL(s->behind[i]));
}

/* ---- The plane, values of a partner, segments ---- */

static void fill_frontier(const struct fill *f)
{
    const struct compare *c = f->results->comparison->compare;
    struct plane plane;
    find_plane(c, &plane);
    for (int i = 0; i < c->n; i++) {
        struct text beside = {0};
        if (plane.point[i].previous != FRONTIER_NONE && !compare_has_few(c))
            study_add_id(&beside, c->study, plane.point[i].previous);
        fill_row(f, case_of(c, i), NUM(value_of(c, i, COMPARE_PARTNERS)),
            NUM(value_of(c, i, COMPARE_COST)), TEXT(plane.place[i]), TEXT(text_string(&beside)),
            ESTIMATE(plane.price[i]));
        text_free(&beside);
    }
}

static void fill_acceptability(const struct fill *f)
{
    const struct comparison *all = f->results->comparison;
    for (int v = 0; v < all->n_values; v++)
        for (int i = 0; i < all->compare->n; i++)
            fill_row(f, case_of(all->compare, i), NUM(all->at[v]),
                NUM(all->best_at[v].average[i]), NUM(all->best_at[v].campaign[i]));
}

static void fill_expected_loss(const struct fill *f)
{
    const struct comparison *all = f->results->comparison;
    for (int v = 0; v < all->n_values; v++)
        for (int i = 0; i < all->compare->n; i++)
            fill_row(
                f, case_of(all->compare, i), NUM(all->at[v]), NUM(all->best_at[v].loss[i]));
}

/* The rows are those of the best on average, so that there are none where that is not told. */
static void fill_perfect_information(const struct fill *f)
{
    const struct comparison *comparison = f->results->comparison;
    for (int v = 0; v < comparison->n_values && comparison->tells_averages; v++) {
        const struct information *information = &comparison->best_at[v].information;
        fill_row(f, case_of(comparison->compare, information->best), NUM(comparison->at[v]),
            INTERVAL(*information), NUM(information->se), NUM(information->caught));
    }
}

static void fill_segments(const struct fill *f)
{
    const struct comparison *comparison = f->results->comparison;
    const struct compare *c = comparison->compare;
    bool few = compare_has_few(c);
    struct segment_choice choice[MOST_COMPARED];
    for (int s = 0; s < c->n_segments; s++) {
        if (!compare_segment(c, s, comparison->value, choice))
            continue;
        for (int i = 0; i < c->n; i++) {
            const struct cells *cells = &case_of(c, i)->campaign->cells;
            fill_row(f, case_of(c, i), TEXT(cells->name[cells->segment_cell[s]]),
                NUM(comparison->value), NUM(choice[i].approached), NUM(choice[i].partners),
                NUM(choice[i].cost), NUM(choice[i].net_benefit),
                NUM(few ? NAN : choice[i].best), NUM(few ? NAN : choice[i].shown),
                ESTIMATE(choice[i].behind));
        }
    }
}

/* ---- The tables ---- */

#define COMPARE                                                                                \
    "baseline,measure,unit,estimate,difference,se,mc_low,mc_high,variance_reduction,place,"    \
    "against_baseline"

const struct table_kind compare_tables[] = {
    {"compare", "strategy," COMPARE, fill_compare, TO_FILE, FROM(comparison), NULL},
    {"compare", "strategy,table," COMPARE, fill_compare_all, TO_CSV | TO_JSON, FROM(comparison),
        NULL},
    {"frontier",
        "strategy,partners,cost_eur,place,beside,price_of_one_more_eur,se,mc_low,mc_high",
        fill_frontier, TO_FILE, FROM(comparison), NULL},
    {"acceptability", "strategy,value_eur,best_on_average,best_in_one_campaign",
        fill_acceptability, TO_FILE, FROM(comparison), NULL},
    {"expected_loss", "strategy,value_eur,expected_loss_eur", fill_expected_loss, TO_FILE,
        FROM(comparison), NULL},
    {"perfect_information", "strategy,value_eur,worth_eur,low,high,se,caught",
        fill_perfect_information, TO_FILE, FROM(comparison), NULL},
    {"segments",
        "strategy,segment,value_eur,approached,partners,cost_eur,net_benefit_eur,best,shown,"
        "behind_eur,se,mc_low,mc_high",
        fill_segments, TO_FILE, FROM(comparison), NULL},
    {"compare_equal", "strategy," COMPARE, fill_compare_equal, TO_FILE, FROM(equal), NULL},
    {"equal", "strategy,companies,intake_per_week,cost_eur,hours,off_target", fill_equal,
        TO_FILE, FROM(equal), NULL},
    {"contact_worth", "strategy,contact,measure,unit,with,without,worth,se,mc_low,mc_high",
        fill_contact_worth, TO_FILE, FROM(without), NULL},
    {"selection", "strategy,unit,best,left,difference,low,high", fill_selection, TO_FILE,
        FROM(selection), NULL},
    {0},
};
