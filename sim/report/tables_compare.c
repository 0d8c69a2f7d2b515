/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables_compare.h"

#include "compare_rows.h"
#include "old_table.h"

#include <math.h>

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

static void frontier_rows(struct old_table *table, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    struct frontier_point point[MOST_COMPARED];
    struct estimate price[MOST_COMPARED];
    const char *place[MOST_COMPARED];
    frontier_names(c, point, price, place);
    for (int i = 0; i < c->n; i++) {
        table->one = &c->study->cases[i];
        old_table_begin_row(table);
        old_table_number(table, compare_value(c, i, COMPARE_PARTNERS).value);
        old_table_number(table, compare_value(c, i, COMPARE_COST).value);
        old_table_text(table, place[i]);
        struct text beside = {0};
        if (point[i].previous != FRONTIER_NONE && !compare_has_few(c))
            study_add_id(&beside, c->study, point[i].previous);
        old_table_text(table, text_string(&beside));
        text_free(&beside);
        old_table_estimate(table, price[i]);
        old_table_end_row(table);
    }
}

/* ---- By value of a partner ---- */

static void acceptability_rows(struct old_table *table, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    for (int v = 0; v < comparison->n_values; v++) {
        const struct best_choice *best = &comparison->best_at[v];
        for (int i = 0; i < c->n; i++) {
            table->one = &c->study->cases[i];
            old_table_begin_row(table);
            old_table_number(table, comparison->at[v]);
            old_table_number(table, best->average[i]);
            old_table_number(table, best->campaign[i]);
            old_table_end_row(table);
        }
    }
}

static void loss_rows(struct old_table *table, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    for (int v = 0; v < comparison->n_values; v++) {
        const struct best_choice *best = &comparison->best_at[v];
        for (int i = 0; i < c->n; i++) {
            table->one = &c->study->cases[i];
            old_table_begin_row(table);
            old_table_number(table, comparison->at[v]);
            old_table_number(table, best->loss[i]);
            old_table_end_row(table);
        }
    }
}

/* The rows are those of the best on average, so that there are none where that is not told. */
static void information_rows(struct old_table *table, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    if (!comparison->tells_averages)
        return;
    for (int v = 0; v < comparison->n_values; v++) {
        const struct best_choice *best = &comparison->best_at[v];
        table->one = &c->study->cases[best->information.best];
        old_table_begin_row(table);
        old_table_number(table, comparison->at[v]);
        old_table_number(table, best->information.value);
        old_table_number(table, best->information.low);
        old_table_number(table, best->information.high);
        old_table_number(table, best->information.se);
        old_table_number(table, best->information.caught);
        old_table_end_row(table);
    }
}

/* ---- segments.csv ---- */

static void segment_rows(struct old_table *table, const struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    struct segment_choice choice[MOST_COMPARED];
    for (int s = 0; s < c->n_segments; s++) {
        if (!compare_segment(c, s, comparison->value, choice))
            continue;
        for (int i = 0; i < c->n; i++) {
            const struct cells *cells = &c->study->cases[i].campaign->cells;
            table->one = &c->study->cases[i];
            old_table_begin_row(table);
            old_table_text(table, cells->name[cells->segment_cell[s]]);
            old_table_number(table, comparison->value);
            old_table_number(table, choice[i].approached);
            old_table_number(table, choice[i].partners);
            old_table_number(table, choice[i].cost);
            old_table_number(table, choice[i].net_benefit);
            old_table_number(table, compare_has_few(c) ? NAN : choice[i].best);
            old_table_number(table, compare_has_few(c) ? NAN : choice[i].shown);
            old_table_estimate(table, choice[i].behind);
            old_table_end_row(table);
        }
    }
}

/* ---- All tables ---- */

static const struct {
    const char *name, *columns;
    void (*rows)(struct old_table *table, const struct comparison *comparison);
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
        struct old_table table = {
            .file = results_open(folder, kinds[i].name), .study = comparison->compare->study};
        if (table.file == NULL)
            return STATUS_FAILED;
        old_table_header(&table, kinds[i].columns);
        kinds[i].rows(&table, comparison);
        status = results_close(folder, table.file, kinds[i].name);
    }
    return status;
}
