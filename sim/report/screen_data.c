/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen_data.h"

#include "json_text.h"
#include "old_table.h"

void screen_csv(FILE *out, const struct study *study)
{
    struct old_table table = {.file = out, .study = study, .names_hub = true};
    old_table_header(&table, summary_columns);
    for (int i = 0; i < study->n_cases; i++) {
        table.one = &study->cases[i];
        summary_rows(&table, 1);
    }
}

static json_t *json_figure(const struct study *study, const struct study_case *one, int measure)
{
    struct figure figure = study_figure(study, one, 0, measure);
    json_t *row = json_object();
    json_object_set_new(row, "strategy", json_text(one->campaign->strategy->id));
    json_object_set_new(row, "hub", json_text("all"));
    json_object_set_new(row, "segment", json_text("all"));
    json_object_set_new(row, "measure", json_text(measures[measure].name));
    json_object_set_new(row, "unit", json_text(measures[measure].unit));
    json_object_set_new(row, "estimate", json_number(figure.estimate.value));
    json_object_set_new(row, "se", json_number(figure.estimate.se));
    json_object_set_new(row, "mc_low", json_number(figure.estimate.low));
    json_object_set_new(row, "mc_high", json_number(figure.estimate.high));
    json_object_set_new(row, "p05", json_number(figure.p05));
    json_object_set_new(row, "p50", json_number(figure.p50));
    json_object_set_new(row, "p95", json_number(figure.p95));
    if (study->n_vary > 0)
        json_object_set_new(row, "vary", json_variation(study, one));
    return row;
}

enum status screen_json(FILE *out, const struct study *study)
{
    json_t *rows = json_array();
    for (int i = 0; i < study->n_cases; i++)
        for (int m = 0; m < n_measures; m++)
            json_array_append_new(rows, json_figure(study, &study->cases[i], m));
    bool made = json_dumpf(rows, out, JSON_INDENT(1)) == 0;
    fputc('\n', out);
    json_decref(rows);
    return made ? STATUS_OK : STATUS_FAILED;
}
