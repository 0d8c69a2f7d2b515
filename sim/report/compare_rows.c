/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare_rows.h"

#include "json_text.h"
#include "old_table.h"

#include <math.h>
#include <stdlib.h>

void frontier_names(const struct compare *compare, struct frontier_point *point,
    struct estimate *price, const char **place)
{
    static const char *const names[] = {
        [FRONTIER_ON] = "frontier",
        [FRONTIER_SAME] = "same",
        [FRONTIER_DOMINATED] = "dominated",
        [FRONTIER_EXTENDED] = "extendedly_dominated",
    };
    bool shown[MOST_COMPARED];
    compare_frontier(compare, point, price);
    compare_places_shown(compare, point, price, shown);
    for (int i = 0; i < compare->n; i++)
        place[i] = compare_has_few(compare) ? ""
                   : shown[i]               ? names[point[i].place]
                                            : "not_clear";
}

static const char *const standings[] = {
    [COMPARE_NOT_SHOWN] = "not_shown",
    [COMPARE_SAME] = "same",
    [COMPARE_MORE_FOR_MORE] = "more_for_more",
    [COMPARE_MORE_FOR_LESS] = "more_for_less",
    [COMPARE_FEWER_FOR_LESS] = "fewer_for_less",
    [COMPARE_FEWER_FOR_MORE] = "fewer_for_more",
};

/* ---- Where rows go ---- */

/* One figure; what it does not have is NAN, or "". */
struct compared_row {
    const char *baseline, *measure, *unit;
    double estimate, difference;
    struct estimate bounds; /* of the difference; without one, of the estimate */
    double reduction;
    const char *place, *against;
};

/* To a file as CSV, or into an array of JSON objects. */
struct sink {
    struct old_table table; /* its study is that of the rows */
    json_t *array;      /* NULL: CSV */
    const char *part;   /* which part the rows are of; NULL: not told */
};

static void csv_row(const struct sink *sink, const struct compared_row *row)
{
    const struct old_table *table = &sink->table;
    old_table_begin_row(table);
    if (sink->part != NULL)
        old_table_text(table, sink->part);
    old_table_text(table, row->baseline);
    old_table_text(table, row->measure);
    old_table_text(table, row->unit);
    old_table_number(table, row->estimate);
    old_table_number(table, row->difference);
    old_table_number(table, row->bounds.se);
    old_table_number(table, row->bounds.low);
    old_table_number(table, row->bounds.high);
    old_table_number(table, row->reduction);
    old_table_text(table, row->place);
    old_table_text(table, row->against);
    old_table_end_row(table);
}

static json_t *text_or_null(const char *text)
{
    return json_text(text[0] != '\0' ? text : NULL);
}

static void json_row(const struct sink *sink, const struct compared_row *row)
{
    const struct study *study = sink->table.study;
    const struct study_case *one = sink->table.one;
    json_t *object = json_object();
    json_object_set_new(object, "strategy", json_text(one->campaign->strategy->id));
    json_object_set_new(object, "table", json_text(sink->part));
    json_object_set_new(object, "baseline", text_or_null(row->baseline));
    json_object_set_new(object, "measure", json_text(row->measure));
    json_object_set_new(object, "unit", json_text(row->unit));
    json_object_set_new(object, "estimate", json_number(row->estimate));
    json_object_set_new(object, "difference", json_number(row->difference));
    json_object_set_new(object, "se", json_number(row->bounds.se));
    json_object_set_new(object, "mc_low", json_number(row->bounds.low));
    json_object_set_new(object, "mc_high", json_number(row->bounds.high));
    json_object_set_new(object, "variance_reduction", json_number(row->reduction));
    json_object_set_new(object, "place", text_or_null(row->place));
    json_object_set_new(object, "against_baseline", text_or_null(row->against));
    if (study->n_vary > 0)
        json_object_set_new(object, "vary", json_variation(study, one));
    json_array_append_new(sink->array, object);
}

static void add_row(struct sink *sink, int one, const struct compared_row *row)
{
    sink->table.one = &sink->table.study->cases[one];
    if (sink->array != NULL)
        json_row(sink, row);
    else
        csv_row(sink, row);
}

static struct compared_row row_of(const char *baseline, const char *measure, const char *unit)
{
    return (struct compared_row){.baseline = baseline,
        .measure = measure,
        .unit = unit,
        .estimate = NAN,
        .difference = NAN,
        .bounds = estimate_undefined(),
        .reduction = NAN,
        .place = "",
        .against = ""};
}

static struct compared_row row_of_measure(const char *baseline, int measure)
{
    return row_of(baseline, compared_measures[measure].name, compared_measures[measure].unit);
}

/* ---- The rows of each part ---- */

/* The measures of strategy `one`, whose difference in measure m is difference[m * n + one]. */
static void measure_rows(struct sink *sink, const struct compare *c, const char *baseline,
    int one, const struct estimate *difference)
{
    for (int m = 0; m < N_COMPARE_MEASURES; m++) {
        struct compared_row row = row_of_measure(baseline, m);
        row.estimate = compare_value(c, one, m).value;
        row.bounds = difference[m * c->n + one];
        row.difference = row.bounds.value;
        row.reduction = compare_reduction(c, one, m).value;
        add_row(sink, one, &row);
    }
}

/* Strategy by strategy, its measures and the price of one more partner. */
static void difference_rows(struct sink *sink, const struct compare *c, const char *baseline)
{
    size_t size = (size_t)c->n;
    struct estimate *difference = memory_new(size * N_COMPARE_MEASURES, sizeof *difference);
    struct estimate price[MOST_COMPARED], along[MOST_COMPARED];
    struct frontier_point point[MOST_COMPARED];
    const char *place[MOST_COMPARED];
    enum compare_place against[MOST_COMPARED];
    for (int m = 0; m < N_COMPARE_MEASURES; m++)
        compare_differences(c, m, difference + (size_t)m * size);
    compare_prices(c, against, price);
    frontier_names(c, point, along, place);
    for (int i = 0; i < c->n; i++) {
        measure_rows(sink, c, baseline, i, difference);
        struct compared_row row = row_of(baseline, "price_of_one_more", "EUR");
        row.estimate = price[i].value;
        row.bounds = price[i];
        row.place = place[i];
        row.against = standings[against[i]];
        if (i != c->baseline)
            add_row(sink, i, &row);
    }
    free(difference);
}

static void rows_with_baseline(struct sink *sink, const struct compare *c)
{
    struct text baseline = {0};
    study_add_id(&baseline, c->study, c->baseline);
    sink->table.study = c->study;
    difference_rows(sink, c, text_string(&baseline));
    text_free(&baseline);
}

static void equal_rows(struct sink *sink, const struct compare_parts *parts)
{
    const struct compare *c = parts->equal;
    struct text baseline = {0};
    sink->part = "equal";
    rows_with_baseline(sink, c);
    study_add_id(&baseline, c->study, c->baseline);
    for (int i = 0; i < c->n; i++) {
        struct compared_row row = row_of(text_string(&baseline), "companies", "companies");
        row.estimate = parts->companies[i];
        add_row(sink, i, &row);
        row = row_of(text_string(&baseline), "off_target", "share");
        row.estimate = compare_off(c, i, parts->hours ? COMPARE_HOURS : COMPARE_COST);
        add_row(sink, i, &row);
    }
    text_free(&baseline);
}

static void worth_rows(struct sink *sink, const struct compare_parts *parts)
{
    const struct compare *c = parts->without;
    struct estimate worth[MOST_COMPARED];
    struct text baseline = {0};
    text_printf(&baseline, "without %s", parts->contact);
    sink->table.study = c->study;
    sink->part = "contact_worth";
    for (int m = 0; m < N_COMPARE_MEASURES; m++) {
        compare_pairs(c, m, worth);
        for (int i = 0; i < c->n / 2; i++) {
            struct compared_row row = row_of_measure(text_string(&baseline), m);
            row.estimate = compare_value(c, i, m).value;
            row.bounds = worth[i];
            row.difference = worth[i].value;
            add_row(sink, i, &row);
        }
    }
    text_free(&baseline);
}

static void selection_rows(struct sink *sink, const struct compare_parts *parts)
{
    const struct selection *s = parts->selection;
    struct compared_row row = row_of(
        "", parts->euros ? "net_benefit" : "conversion_rate", parts->euros ? "EUR" : "share");
    sink->table.study = parts->compare->study;
    sink->part = "selection";
    for (int i = 0; i < s->n; i++) {
        row.difference = s->behind[i].value;
        row.bounds = s->behind[i];
        row.place = i == s->best ? "best" : s->survives[i] ? "left" : "dropped";
        add_row(sink, i, &row);
    }
    row.estimate = s->again.value;
    row.difference = NAN;
    row.bounds = s->again;
    row.place = "best_again";
    add_row(sink, s->best, &row);
}

/* ---- Everything ---- */

#define COLUMNS                                                                                \
    "baseline,measure,unit,estimate,difference,se,mc_low,mc_high,variance_reduction,place,"    \
    "against_baseline"

void compare_csv(FILE *out, const struct compare *compare)
{
    struct sink sink = {.table = {.file = out, .study = compare->study}};
    old_table_header(&sink.table, "strategy," COLUMNS);
    rows_with_baseline(&sink, compare);
}

static void all_rows(struct sink *sink, const struct compare_parts *parts)
{
    sink->part = "compare";
    rows_with_baseline(sink, parts->compare);
    if (parts->equal != NULL)
        equal_rows(sink, parts);
    if (parts->without != NULL)
        worth_rows(sink, parts);
    if (parts->selection != NULL)
        selection_rows(sink, parts);
}

void parts_csv(FILE *out, const struct compare_parts *parts)
{
    struct sink sink = {.table = {.file = out, .study = parts->compare->study}};
    old_table_header(&sink.table, "strategy,table," COLUMNS);
    all_rows(&sink, parts);
}

enum status parts_json(FILE *out, const struct compare_parts *parts)
{
    struct sink sink = {.array = json_array()};
    all_rows(&sink, parts);
    bool made = json_dumpf(sink.array, out, JSON_INDENT(1)) == 0;
    fputc('\n', out);
    json_decref(sink.array);
    return made ? STATUS_OK : STATUS_FAILED;
}
