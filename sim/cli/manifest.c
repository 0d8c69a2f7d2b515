/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "manifest.h"

#include "language.h"
#include "write_json.h"

/* Readers of JSON that keep numbers as doubles round what is larger. */
#define MOST_EXACT ((uint64_t)1 << 53)

static json_t *whole_number(uint64_t value)
{
    char digits[32];
    if (value <= MOST_EXACT)
        return json_integer((json_int_t)value);
    snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
    return json_string(digits);
}

static json_t *texts(const char *const *text, int n)
{
    json_t *array = json_array();
    for (int i = 0; i < n; i++)
        json_array_append_new(array, json_text(text[i]));
    return array;
}

static json_t *inputs(const struct manifest *manifest)
{
    json_t *array = json_array();
    for (int i = 0; i < manifest->n_inputs; i++)
        json_array_append_new(
            array, json_pack("{s:o, s:o}", "path", json_text(manifest->input[i].path), "sha256",
                       json_text(manifest->input[i].sha256)));
    return array;
}

/* With the settings that were varied, {path: value}. */
static json_t *cases(const struct study *study)
{
    json_t *array = json_array();
    for (int i = 0; i < study->n_cases; i++) {
        const struct study_case *one = &study->cases[i];
        json_t *values = json_object();
        for (int v = 0; v < study->n_vary; v++)
            json_set(values, study->vary_path[v], COLUMN_TEXT,
                (union cell){.text = one->vary_value[v]});
        json_array_append_new(
            array, json_pack("{s:o, s:o}", "strategy", json_text(one->campaign->strategy->id),
                       "vary", values));
    }
    return array;
}

static json_t *all_of(const struct manifest *m, const struct study *study)
{
    json_t *all = json_object();
    json_object_set_new(all, "program", json_text(m->program));
    json_object_set_new(all, "version", json_text(m->version));
    json_object_set_new(all, "commit", json_text(m->commit));
    json_object_set_new(all, "command_line", texts(m->argument, m->n_arguments));
    json_object_set_new(all, "seed", whole_number(m->seed));
    json_object_set_new(all, "replications", whole_number(study->replications));
    json_object_set_new(all, "confidence", json_number(study->confidence));
    json_object_set_new(all, "threads", json_integer(m->threads));
    json_object_set_new(all, "ranks", json_integer(m->ranks));
    json_object_set_new(all, "wall_seconds", json_number(m->wall_seconds));
    json_object_set_new(
        all, "contact_moments_per_second", json_number(m->contact_moments_per_second));
    json_object_set_new(all, "started", json_text(m->started));
    json_object_set_new(all, "inputs", inputs(m));
    json_object_set_new(all, "vary", texts(study->vary_path, study->n_vary));
    json_object_set_new(all, "cases", cases(study));
    json_object_set_new(all, "effective_config", json_text(m->effective_config));
    return all;
}

enum status manifest_write(
    struct results_folder *folder, const struct manifest *manifest, const struct study *study)
{
    FILE *file = results_open(folder, MANIFEST_NAME);
    if (file == NULL)
        return STATUS_FAILED;
    json_t *all = all_of(manifest, study);
    bool made = json_print(file, all, 2);
    json_decref(all);
    enum status status = results_close(folder, file, MANIFEST_NAME);
    if (made || status != STATUS_OK)
        return status;
    messages_add(folder->errors, _("%s: could not be made"), MANIFEST_NAME);
    return STATUS_FAILED;
}
