/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables_compare.h"

#include "json_text.h"
#include "table.h"

#include <math.h>
#include <stdlib.h>

/* ---- compare.csv ---- */

static const char compare_columns[] =
    "strategy,baseline,measure,unit,estimate,difference,se,mc_low,mc_high,variance_reduction,"
    "place,against_baseline";

static const char *const places[] = {
    [FRONTIER_ON] = "frontier",
    [FRONTIER_SAME] = "same",
    [FRONTIER_DOMINATED] = "dominated",
    [FRONTIER_EXTENDED] = "extendedly_dominated",
};

static const char *const standings[] = {
    [COMPARE_NOT_SHOWN] = "not_shown",
    [COMPARE_SAME] = "same",
    [COMPARE_MORE_FOR_MORE] = "more_for_more",
    [COMPARE_MORE_FOR_LESS] = "more_for_less",
    [COMPARE_FEWER_FOR_LESS] = "fewer_for_less",
    [COMPARE_FEWER_FOR_MORE] = "fewer_for_more",
};

/* One row: a measure of one strategy, and its difference with the baseline's. */
struct compared_row {
    const char *measure, *unit;
    double estimate, difference;
    struct estimate bounds; /* of the difference; of the estimate for the price of one more */
    double reduction;
    const char *place, *standing; /* beside the price of one more; else "" */
};

typedef void add_row(void *context, int one, const struct compared_row *row);

/* Row by row, the measures of strategy `one`, whose difference in measure m is
 * difference[m * n + one]. */
static void measure_rows(const struct compare *compare, int one,
    const struct estimate *difference, add_row *add, void *context)
{
    for (int m = 0; m < N_COMPARE_MEASURES; m++) {
        struct estimate bounds = difference[m * compare->n + one];
        struct compared_row row = {compared_measures[m].name, compared_measures[m].unit,
            compare_value(compare, one, m).value, bounds.value, bounds,
            compare_reduction(compare, one, m).value, "", ""};
        add(context, one, &row);
    }
}

/* Calls `add` for every row, strategy by strategy. */
static void each_row(const struct compare *compare, add_row *add, void *context)
{
    size_t size = (size_t)compare->n;
    struct estimate *difference = memory_new(size * N_COMPARE_MEASURES, sizeof *difference);
    struct estimate price[MOST_COMPARED], along[MOST_COMPARED];
    struct frontier_point point[MOST_COMPARED];
    enum compare_place standing[MOST_COMPARED];
    for (int m = 0; m < N_COMPARE_MEASURES; m++)
        compare_differences(compare, m, difference + (size_t)m * size);
    compare_prices(compare, standing, price);
    compare_frontier(compare, point, along);
    for (int i = 0; i < compare->n; i++) {
        measure_rows(compare, i, difference, add, context);
        struct compared_row row = {"price_of_one_more", "EUR", price[i].value, NAN, price[i],
            NAN, places[point[i].place], standings[standing[i]]};
        if (i != compare->baseline)
            add(context, i, &row);
    }
    free(difference);
}

struct csv_rows {
    struct table table;
    const struct compare *compare;
    const char *baseline;
};

static void add_csv_row(void *context, int one, const struct compared_row *row)
{
    struct csv_rows *rows = context;
    struct table *table = &rows->table;
    table->one = &rows->compare->study->cases[one];
    table_begin_row(table);
    table_text(table, rows->baseline);
    table_text(table, row->measure);
    table_text(table, row->unit);
    table_number(table, row->estimate);
    table_number(table, row->difference);
    table_number(table, row->bounds.se);
    table_number(table, row->bounds.low);
    table_number(table, row->bounds.high);
    table_number(table, row->reduction);
    table_text(table, row->place);
    table_text(table, row->standing);
    table_end_row(table);
}

void compare_csv(FILE *out, const struct compare *compare)
{
    struct text baseline = {0};
    study_add_id(&baseline, compare->study, compare->baseline);
    struct csv_rows rows = {
        {.file = out, .study = compare->study}, compare, text_string(&baseline)};
    table_header(&rows.table, compare_columns);
    each_row(compare, add_csv_row, &rows);
    text_free(&baseline);
}

struct json_rows {
    json_t *array;
    const struct compare *compare;
    const char *baseline;
};

static json_t *json_text_or_null(const char *text)
{
    return json_text(text[0] != '\0' ? text : NULL);
}

static void add_json_row(void *context, int one, const struct compared_row *row)
{
    struct json_rows *rows = context;
    const struct study *study = rows->compare->study;
    json_t *object = json_object();
    json_object_set_new(
        object, "strategy", json_text(study->cases[one].campaign->strategy->id));
    json_object_set_new(object, "baseline", json_text(rows->baseline));
    json_object_set_new(object, "measure", json_text(row->measure));
    json_object_set_new(object, "unit", json_text(row->unit));
    json_object_set_new(object, "estimate", json_number(row->estimate));
    json_object_set_new(object, "difference", json_number(row->difference));
    json_object_set_new(object, "se", json_number(row->bounds.se));
    json_object_set_new(object, "mc_low", json_number(row->bounds.low));
    json_object_set_new(object, "mc_high", json_number(row->bounds.high));
    json_object_set_new(object, "variance_reduction", json_number(row->reduction));
    json_object_set_new(object, "place", json_text_or_null(row->place));
    json_object_set_new(object, "against_baseline", json_text_or_null(row->standing));
    if (study->n_vary > 0)
        json_object_set_new(object, "vary", json_variation(study, &study->cases[one]));
    json_array_append_new(rows->array, object);
}

enum status compare_json(FILE *out, const struct compare *compare)
{
    struct text baseline = {0};
    study_add_id(&baseline, compare->study, compare->baseline);
    struct json_rows rows = {json_array(), compare, text_string(&baseline)};
    each_row(compare, add_json_row, &rows);
    text_free(&baseline);
    bool made = json_dumpf(rows.array, out, JSON_INDENT(1)) == 0;
    fputc('\n', out);
    json_decref(rows.array);
    return made ? STATUS_OK : STATUS_FAILED;
}

enum status tables_compare_differences(
    struct results_folder *folder, const char *name, const struct compare *compare)
{
    FILE *file = results_open(folder, name);
    if (file == NULL)
        return STATUS_FAILED;
    compare_csv(file, compare);
    return results_close(folder, file, name);
}

/* ---- frontier.csv ---- */

static void frontier_rows(struct table *table, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    struct frontier_point point[MOST_COMPARED];
    struct estimate price[MOST_COMPARED];
    compare_frontier(c, point, price);
    for (int i = 0; i < c->n; i++) {
        table->one = &c->study->cases[i];
        table_begin_row(table);
        table_number(table, compare_value(c, i, COMPARE_PARTNERS).value);
        table_number(table, compare_value(c, i, COMPARE_COST).value);
        table_text(table, places[point[i].place]);
        struct text beside = {0};
        if (point[i].previous != FRONTIER_NONE)
            study_add_id(&beside, c->study, point[i].previous);
        table_text(table, text_string(&beside));
        text_free(&beside);
        table_estimate(table, price[i]);
        table_end_row(table);
    }
}

/* ---- By value of a partner ---- */

static void acceptability_rows(struct table *table, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    for (int v = 0; v < comparison->n_values; v++) {
        const struct best_choice *best = &comparison->best_at[v];
        for (int i = 0; i < c->n; i++) {
            table->one = &c->study->cases[i];
            table_begin_row(table);
            table_number(table, comparison->at[v]);
            table_number(table, best->average[i]);
            table_number(table, best->campaign[i]);
            table_end_row(table);
        }
    }
}

static void loss_rows(struct table *table, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    for (int v = 0; v < comparison->n_values; v++) {
        const struct best_choice *best = &comparison->best_at[v];
        for (int i = 0; i < c->n; i++) {
            table->one = &c->study->cases[i];
            table_begin_row(table);
            table_number(table, comparison->at[v]);
            table_number(table, best->loss[i]);
            table_end_row(table);
        }
    }
}

static void information_rows(struct table *table, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    for (int v = 0; v < comparison->n_values; v++) {
        const struct best_choice *best = &comparison->best_at[v];
        table->one = &c->study->cases[best->information.best];
        table_begin_row(table);
        table_number(table, comparison->at[v]);
        table_number(table, best->information.value);
        table_number(table, best->information.low);
        table_number(table, best->information.high);
        table_number(table, best->information.se);
        table_number(table, best->information.caught);
        table_end_row(table);
    }
}

/* ---- segments.csv ---- */

static void segment_rows(struct table *table, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    struct segment_choice choice[MOST_COMPARED];
    for (int s = 0; s < c->n_segments; s++) {
        if (!compare_segment(c, s, comparison->value, choice))
            continue;
        for (int i = 0; i < c->n; i++) {
            const struct cells *cells = &c->study->cases[i].campaign->cells;
            table->one = &c->study->cases[i];
            table_begin_row(table);
            table_text(table, cells->name[cells->segment_cell[s]]);
            table_number(table, comparison->value);
            table_number(table, choice[i].approached);
            table_number(table, choice[i].partners);
            table_number(table, choice[i].cost);
            table_number(table, choice[i].net_benefit);
            table_integer(table, choice[i].best);
            table_integer(table, choice[i].shown);
            table_estimate(table, choice[i].behind);
            table_end_row(table);
        }
    }
}

/* ---- All tables ---- */

static const struct {
    const char *name, *columns;
    void (*rows)(struct table *table, const struct comparison *comparison);
} kinds[] = {
    {"frontier.csv",
        "strategy,partners,cost_eur,place,beside,price_of_one_more_eur,se,mc_low,mc_high",
        frontier_rows},
    {"acceptability.csv", "strategy,value_eur,best_on_average,best_in_one_campaign",
        acceptability_rows},
    {"expected_loss.csv", "strategy,value_eur,expected_loss_eur", loss_rows},
    {"perfect_information.csv", "strategy,value_eur,worth_eur,low,high,se,caught",
        information_rows},
    {"segments.csv",
        "strategy,segment,value_eur,approached,partners,cost_eur,net_benefit_eur,best,"
        "shown,behind_eur,se,mc_low,mc_high",
        segment_rows},
};

enum status tables_compare_write(
    struct results_folder *folder, const struct comparison *comparison)
{
    enum status status = tables_compare_differences(folder, "compare.csv", comparison->compare);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] && status == STATUS_OK; i++) {
        struct table table = {
            .file = results_open(folder, kinds[i].name), .study = comparison->compare->study};
        if (table.file == NULL)
            return STATUS_FAILED;
        table_header(&table, kinds[i].columns);
        kinds[i].rows(&table, comparison);
        status = results_close(folder, table.file, kinds[i].name);
    }
    return status;
}
