/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables_compare.h"

#include "old_table.h"

enum status tables_compare_worth(
    struct results_folder *folder, const struct compare *compare, const char *contact)
{
    static const char name[] = "contact_worth.csv";
    struct old_table table = {.file = results_open(folder, name), .study = compare->study};
    struct estimate worth[MOST_COMPARED];
    if (table.file == NULL)
        return STATUS_FAILED;
    old_table_header(&table, "strategy,contact,measure,unit,with,without,worth,se,mc_low,mc_high");
    for (int m = 0; m < N_COMPARE_MEASURES; m++) {
        compare_pairs(compare, m, worth);
        for (int i = 0; i < compare->n / 2; i++) {
            table.one = &compare->study->cases[i];
            old_table_begin_row(&table);
            old_table_text(&table, contact);
            old_table_text(&table, compared_measures[m].name);
            old_table_text(&table, compared_measures[m].unit);
            old_table_number(&table, compare_value(compare, i, m).value);
            old_table_number(&table, compare_value(compare, compare->n / 2 + i, m).value);
            old_table_estimate(&table, worth[i]);
            old_table_end_row(&table);
        }
    }
    return results_close(folder, table.file, name);
}

enum status tables_compare_equal(struct results_folder *folder, const struct compare *compare,
    const int *companies, bool hours)
{
    static const char name[] = "equal.csv";
    struct old_table table = {.file = results_open(folder, name), .study = compare->study};
    if (table.file == NULL)
        return STATUS_FAILED;
    old_table_header(&table, "strategy,companies,intake_per_week,cost_eur,hours,off_target");
    for (int i = 0; i < compare->n; i++) {
        table.one = &compare->study->cases[i];
        old_table_begin_row(&table);
        old_table_integer(&table, companies[i]);
        old_table_number(&table, table.one->campaign->strategy->intake_per_week);
        old_table_number(&table, compare_value(compare, i, COMPARE_COST).value);
        old_table_number(&table, compare_value(compare, i, COMPARE_HOURS).value);
        old_table_number(&table, compare_off(compare, i, hours ? COMPARE_HOURS : COMPARE_COST));
        old_table_end_row(&table);
    }
    return results_close(folder, table.file, name);
}

enum status tables_compare_selection(struct results_folder *folder, const struct study *study,
    const struct selection *selection, bool euros)
{
    static const char name[] = "selection.csv";
    struct old_table table = {.file = results_open(folder, name), .study = study};
    if (table.file == NULL)
        return STATUS_FAILED;
    old_table_header(&table, "strategy,unit,best,left,difference,low,high");
    for (int i = 0; i < selection->n; i++) {
        table.one = &study->cases[i];
        old_table_begin_row(&table);
        old_table_text(&table, euros ? "EUR" : "share");
        old_table_integer(&table, i == selection->best);
        old_table_integer(&table, selection->survives[i]);
        old_table_number(&table, selection->behind[i].value);
        old_table_number(&table, selection->behind[i].low);
        old_table_number(&table, selection->behind[i].high);
        old_table_end_row(&table);
    }
    return results_close(folder, table.file, name);
}
