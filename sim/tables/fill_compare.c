/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fill.h"

#include <math.h>
#include <stdlib.h>

static const struct study_case *case_of(const struct compare *compare, int i)
{
    return &compare->study->cases[i];
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

static void add_figure(
    const struct fill *fill, const struct study_case *one, const struct figure_row *row)
{
    const union cell cells[] = {TEXT(row->part), TEXT(row->baseline), TEXT(row->measure),
        TEXT(row->unit), NUM(row->estimate), NUM(row->difference), NUM(row->bounds.se),
        NUM(row->bounds.low), NUM(row->bounds.high), NUM(row->reduction), TEXT(row->place),
        TEXT(row->against)};
    int skipped = row->part == NULL;
    fill_cells(fill, one, cells + skipped, sizeof cells / sizeof cells[0] - (size_t)skipped);
}

static struct figure_row row_of(
    const char *part, const char *baseline, const char *measure, const char *unit)
{
    return (struct figure_row){.part = part,
        .baseline = baseline,
        .measure = measure,
        .unit = unit,
        .estimate = NAN,
        .difference = NAN,
        .bounds = estimate_undefined(),
        .reduction = NAN};
}

static struct figure_row row_of_measure(const char *part, const char *baseline, int measure,
    double estimate, struct estimate difference)
{
    struct figure_row row = row_of(
        part, baseline, compared_measures[measure].name, compared_measures[measure].unit);
    row.estimate = estimate;
    row.difference = difference.value;
    row.bounds = difference;
    return row;
}

/* The measures of strategy `one`, whose difference in measure m is difference[m * n + one]. */
static void add_measures(const struct fill *fill, const struct compare *c, const char *part,
    const char *baseline, int one, const struct estimate *difference)
{
    for (int m = 0; m < N_COMPARE_MEASURES; m++) {
        struct figure_row row = row_of_measure(
            part, baseline, m, compare_value(c, one, m).value, difference[m * c->n + one]);
        row.reduction = compare_reduction(c, one, m).value;
        add_figure(fill, case_of(c, one), &row);
    }
}

/* Strategy by strategy, its measures and the price of one more partner. */
static void add_differences(
    const struct fill *fill, const struct compare *c, const char *part, const char *baseline)
{
    static const char *const standings[] = {
        [COMPARE_NOT_SHOWN] = "not_shown",
        [COMPARE_SAME] = "same",
        [COMPARE_MORE_FOR_MORE] = "more_for_more",
        [COMPARE_MORE_FOR_LESS] = "more_for_less",
        [COMPARE_FEWER_FOR_LESS] = "fewer_for_less",
        [COMPARE_FEWER_FOR_MORE] = "fewer_for_more",
    };
    size_t n = (size_t)c->n;
    struct estimate *difference = memory_new(n * N_COMPARE_MEASURES, sizeof *difference);
    struct estimate price[MOST_COMPARED];
    enum compare_place against[MOST_COMPARED];
    struct plane plane;
    for (int m = 0; m < N_COMPARE_MEASURES; m++)
        compare_differences(c, m, difference + (size_t)m * n);
    compare_prices(c, against, price);
    find_plane(c, &plane);
    for (int i = 0; i < c->n; i++) {
        add_measures(fill, c, part, baseline, i, difference);
        struct figure_row row = row_of(part, baseline, "price_of_one_more", "EUR");
        row.estimate = price[i].value;
        row.bounds = price[i];
        row.place = plane.place[i];
        row.against = standings[against[i]];
        if (i != c->baseline)
            add_figure(fill, case_of(c, i), &row);
    }
    free(difference);
}

static void add_with_baseline(
    const struct fill *fill, const struct compare *c, const char *part)
{
    struct text baseline = {0};
    study_add_id(&baseline, c->study, c->baseline);
    add_differences(fill, c, part, text_string(&baseline));
    text_free(&baseline);
}

static void fill_compare(const struct fill *fill)
{
    add_with_baseline(fill, fill->results->comparison->compare, NULL);
}

static void fill_compare_equal(const struct fill *fill)
{
    add_with_baseline(fill, fill->results->equal, NULL);
}

static double off_target(const struct results *results, int i)
{
    return compare_off(results->equal, i, results->hours ? COMPARE_HOURS : COMPARE_COST);
}

static void add_equal(const struct fill *fill)
{
    const struct compare *c = fill->results->equal;
    struct text baseline = {0};
    add_with_baseline(fill, c, "equal");
    study_add_id(&baseline, c->study, c->baseline);
    for (int i = 0; i < c->n; i++) {
        const char *id = text_string(&baseline);
        struct figure_row row = row_of("equal", id, "companies", "companies");
        row.estimate = fill->results->companies[i];
        add_figure(fill, case_of(c, i), &row);
        row = row_of("equal", id, "off_target", "share");
        row.estimate = off_target(fill->results, i);
        add_figure(fill, case_of(c, i), &row);
    }
    text_free(&baseline);
}

static void add_worth(const struct fill *fill)
{
    const struct compare *c = fill->results->without;
    struct estimate worth[MOST_COMPARED];
    struct text baseline = {0};
    text_printf(&baseline, "without %s", fill->results->contact);
    for (int m = 0; m < N_COMPARE_MEASURES; m++) {
        compare_pairs(c, m, worth);
        for (int i = 0; i < c->n / 2; i++) {
            struct figure_row row = row_of_measure("contact_worth", text_string(&baseline), m,
                compare_value(c, i, m).value, worth[i]);
            add_figure(fill, case_of(c, i), &row);
        }
    }
    text_free(&baseline);
}

static void add_selection(const struct fill *fill)
{
    const struct selection *s = fill->results->selection;
    bool euros = fill->results->euros;
    struct figure_row row = row_of(
        "selection", NULL, euros ? "net_benefit" : "conversion_rate", euros ? "EUR" : "share");
    for (int i = 0; i < s->n; i++) {
        row.difference = s->behind[i].value;
        row.bounds = s->behind[i];
        row.place = i == s->best ? "best" : s->survives[i] ? "left" : "dropped";
        add_figure(fill, &fill->study->cases[i], &row);
    }
    row.estimate = s->again.value;
    row.difference = NAN;
    row.bounds = s->again;
    row.place = "best_again";
    add_figure(fill, &fill->study->cases[s->best], &row);
}

static void fill_compare_all(const struct fill *fill)
{
    add_with_baseline(fill, fill->results->comparison->compare, "compare");
    if (fill->results->equal != NULL)
        add_equal(fill);
    if (fill->results->without != NULL)
        add_worth(fill);
    if (fill->results->selection != NULL)
        add_selection(fill);
}

/* ---- What was asked for beside ---- */

static void fill_equal(const struct fill *fill)
{
    const struct compare *c = fill->results->equal;
    for (int i = 0; i < c->n; i++)
        fill_row(fill, case_of(c, i), NUM(fill->results->companies[i]),
            NUM(case_of(c, i)->campaign->strategy->intake_per_week),
            NUM(compare_value(c, i, COMPARE_COST).value),
            NUM(compare_value(c, i, COMPARE_HOURS).value), NUM(off_target(fill->results, i)));
}

static void fill_contact_worth(const struct fill *fill)
{
    const struct compare *c = fill->results->without;
    struct estimate worth[MOST_COMPARED];
    for (int m = 0; m < N_COMPARE_MEASURES; m++) {
        compare_pairs(c, m, worth);
        for (int i = 0; i < c->n / 2; i++)
            fill_row(fill, case_of(c, i), TEXT(fill->results->contact),
                TEXT(compared_measures[m].name), TEXT(compared_measures[m].unit),
                NUM(compare_value(c, i, m).value), NUM(compare_value(c, c->n / 2 + i, m).value),
                ESTIMATE(worth[i]));
    }
}

static void fill_selection(const struct fill *fill)
{
    const struct selection *s = fill->results->selection;
    for (int i = 0; i < s->n; i++)
        fill_row(fill, &fill->study->cases[i], TEXT(fill->results->euros ? "EUR" : "share"),
            NUM(i == s->best), NUM(s->survives[i]), INTERVAL(s->behind[i]));
}

/* ---- The plane, values of a partner, segments ---- */

static void fill_frontier(const struct fill *fill)
{
    const struct compare *c = fill->results->comparison->compare;
    struct plane plane;
    find_plane(c, &plane);
    for (int i = 0; i < c->n; i++) {
        struct text beside = {0};
        if (plane.point[i].previous != FRONTIER_NONE && !compare_has_few(c))
            study_add_id(&beside, c->study, plane.point[i].previous);
        fill_row(fill, case_of(c, i), NUM(compare_value(c, i, COMPARE_PARTNERS).value),
            NUM(compare_value(c, i, COMPARE_COST).value), TEXT(plane.place[i]),
            TEXT(text_string(&beside)), ESTIMATE(plane.price[i]));
        text_free(&beside);
    }
}

static void fill_acceptability(const struct fill *fill)
{
    const struct comparison *comparison = fill->results->comparison;
    for (int v = 0; v < comparison->n_values; v++)
        for (int i = 0; i < comparison->compare->n; i++)
            fill_row(fill, case_of(comparison->compare, i), NUM(comparison->at[v]),
                NUM(comparison->best_at[v].average[i]),
                NUM(comparison->best_at[v].campaign[i]));
}

static void fill_expected_loss(const struct fill *fill)
{
    const struct comparison *comparison = fill->results->comparison;
    for (int v = 0; v < comparison->n_values; v++)
        for (int i = 0; i < comparison->compare->n; i++)
            fill_row(fill, case_of(comparison->compare, i), NUM(comparison->at[v]),
                NUM(comparison->best_at[v].loss[i]));
}

/* The rows are those of the best on average, so that there are none where that is not told. */
static void fill_perfect_information(const struct fill *fill)
{
    const struct comparison *comparison = fill->results->comparison;
    for (int v = 0; v < comparison->n_values && comparison->tells_averages; v++) {
        const struct information *information = &comparison->best_at[v].information;
        fill_row(fill, case_of(comparison->compare, information->best), NUM(comparison->at[v]),
            INTERVAL(*information), NUM(information->se), NUM(information->caught));
    }
}

static void fill_segments(const struct fill *fill)
{
    const struct comparison *comparison = fill->results->comparison;
    const struct compare *c = comparison->compare;
    bool few = compare_has_few(c);
    struct segment_choice choice[MOST_COMPARED];
    for (int s = 0; s < c->n_segments; s++) {
        if (!compare_segment(c, s, comparison->value, choice))
            continue;
        for (int i = 0; i < c->n; i++) {
            const struct cells *cells = &case_of(c, i)->campaign->cells;
            fill_row(fill, case_of(c, i), TEXT(cells->name[cells->segment_cell[s]]),
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
    {"compare", TO_FILE, FROM(comparison), NULL, NULL, fill_compare, "strategy," COMPARE,
        "each strategy's difference with the baseline. Rows `price_of_one_more` have it as "
        "`estimate`, with its bounds, only where more partners for more cost are shown"},
    {"compare", TO_CSV | TO_JSON, FROM(comparison), NULL, NULL, fill_compare_all,
        "strategy,table," COMPARE, NULL},
    {"frontier", TO_FILE, FROM(comparison), NULL, NULL, fill_frontier,
        "strategy,partners,cost_eur,place,beside,price_of_one_more_eur,se,mc_low,mc_high",
        "whether a strategy is worth its price"},
    {"acceptability", TO_FILE, FROM(comparison), NULL, NULL, fill_acceptability,
        "strategy,value_eur,best_on_average,best_in_one_campaign",
        "which strategy is the best, by value of a partner"},
    {"expected_loss", TO_FILE, FROM(comparison), NULL, NULL, fill_expected_loss,
        "strategy,value_eur,expected_loss_eur",
        "what choosing a strategy may be expected to cost, by value of a partner"},
    {"perfect_information", TO_FILE, FROM(comparison), NULL, NULL, fill_perfect_information,
        "strategy,value_eur,worth_eur,low,high,se,caught",
        "what knowing all unknown numbers is worth, by value of a partner; `strategy` is the "
        "best on average"},
    {"segments", TO_FILE, FROM(comparison), NULL, NULL, fill_segments,
        "strategy,segment,value_eur,approached,partners,cost_eur,net_benefit_eur,best,"
        "shown,behind_eur,se,mc_low,mc_high",
        "which strategy is the best per segment: half of the campaigns choose it, the other "
        "half tells how far others are behind"},
    {"compare_equal", TO_FILE, FROM(equal), NULL, NULL, fill_compare_equal, "strategy," COMPARE,
        "with `--equal`: as `compare.csv`, at equal cost or hours"},
    {"equal", TO_FILE, FROM(equal), NULL, NULL, fill_equal,
        "strategy,companies,intake_per_week,cost_eur,hours,off_target",
        "with `--equal`: the companies that each strategy was given"},
    {"contact_worth", TO_FILE, FROM(without), NULL, NULL, fill_contact_worth,
        "strategy,contact,measure,unit,with,without,worth,se,mc_low,mc_high",
        "with `--without`: each strategy with the contact moment less without it"},
    {"selection", TO_FILE, FROM(selection), NULL, NULL, fill_selection,
        "strategy,unit,best,left,difference,low,high",
        "with `--until-sure`: how far each strategy is from the best of the others"},
    {0},
};
