/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "manifest.h"

#include "language.h"
#include "write_json.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
    bool whole = array != NULL;
    for (int i = 0; i < n && whole; i++)
        whole = json_array_append_new(array, json_text(text[i])) == 0;
    if (whole)
        return array;
    json_decref(array);
    return NULL;
}

static json_t *inputs(const struct manifest *manifest)
{
    json_t *array = json_array();
    for (int i = 0; i < manifest->n_inputs && array != NULL; i++) {
        const struct manifest_input *input = &manifest->input[i];
        json_t *one = json_pack(
            "{s:o, s:o}", "path", json_text(input->path), "sha256", json_text(input->sha256));
        if (input->text != NULL &&
            json_object_set_new(one, "text", json_text(input->text)) != 0) {
            json_decref(one);
            one = NULL;
        }
        if (json_array_append_new(array, one) != 0) {
            json_decref(array);
            return NULL;
        }
    }
    return array;
}

static json_t *listed(const struct file_list *list)
{
    json_t *array = json_array();
    for (int i = 0; i < list->n && array != NULL; i++)
        if (json_array_append_new(
                array, json_pack("{s:o, s:o}", "path", json_text(list->file[i].path), "sha256",
                           json_text(list->file[i].sha256))) != 0) {
            json_decref(array);
            return NULL;
        }
    return array;
}

/* With the settings that were varied, {path: value}. */
static json_t *cases(const struct study *study)
{
    json_t *array = json_array();
    bool whole = array != NULL;
    for (int i = 0; i < study->n_cases && whole; i++) {
        const struct study_case *one = &study->cases[i];
        json_t *values = json_object();
        whole = values != NULL;
        for (int v = 0; v < study->n_vary && whole; v++)
            whole = json_set(values, study->vary_path[v], COLUMN_TEXT,
                (union cell){.text = one->vary_value[v]});
        whole = json_array_append_new(
                    array, json_pack("{s:o, s:o}", "strategy",
                               json_text(one->campaign->strategy->id), "vary", values)) == 0 &&
                whole;
    }
    if (whole)
        return array;
    json_decref(array);
    return NULL;
}

static json_t *logbook_of(const struct manifest_logbook *logbook)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:b, s:b}", "until", json_text(logbook->until),
        "followed", json_text(logbook->followed), "columns", json_text(logbook->columns),
        "kept", json_text(logbook->kept), "own_list", logbook->own_list, "names",
        logbook->names);
}

/* NULL when it cannot be made whole. */
static json_t *all_of(
    const struct manifest *m, const struct study *study, const struct file_list *files)
{
    const struct {
        const char *key;
        json_t *value;
    } members[] = {
        {"program", json_text(m->program)},
        {"version", json_text(m->version)},
        {"commit", json_text(m->commit)},
        {"language", json_text(m->language)},
        {"command_line", texts(m->argument, m->n_arguments)},
        {"seed", whole_number(m->seed)},
        {"replications", whole_number(study->replications)},
        {"confidence", json_number(study->confidence)},
        {"threads", json_integer(m->threads)},
        {"ranks", json_integer(m->ranks)},
        {"wall_seconds", json_number(m->wall_seconds)},
        {"contact_moments_per_second", json_number(m->contact_moments_per_second)},
        {"started", json_text(m->started)},
        {"inputs", inputs(m)},
        {"vary", texts(study->vary_path, study->n_vary)},
        {"cases", cases(study)},
        {"effective_config", json_text(m->effective_config)},
        {"files", listed(files)},
    };
    json_t *all = json_object();
    bool whole = all != NULL;
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        whole = json_object_set_new(all, members[i].key, members[i].value) == 0 && whole;
    if (m->logbook != NULL)
        whole = json_object_set_new(all, "logbook", logbook_of(m->logbook)) == 0 && whole;
    if (whole)
        return all;
    json_decref(all);
    return NULL;
}

enum status manifest_write(
    struct results_folder *folder, const struct manifest *manifest, const struct study *study)
{
    struct file_list files = {0};
    json_t *all = NULL;
    enum status status =
        folder_list(text_string(&folder->partial), MANIFEST_NAME, &files, folder->errors);
    if (status == STATUS_OK)
        all = all_of(manifest, study, &files);
    FILE *file = all != NULL ? results_open(folder, MANIFEST_NAME) : NULL;
    bool made = file != NULL && json_print(file, all, 2);
    if (file != NULL)
        status = results_close(folder, file, MANIFEST_NAME);
    else if (all != NULL)
        status = STATUS_FAILED;
    bool wanting =
        status == STATUS_OK && !made; /* for a write that failed there is a message */
    json_decref(all);
    file_list_free(&files);
    if (wanting)
        memory_give_up();
    return status;
}

/* ---- Reading ---- */

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "";
}

/* Adds the files that it lists; false: there is no list. */
static bool read_files(const json_t *all, struct file_list *list)
{
    const json_t *files = json_object_get(all, "files");
    for (size_t i = 0; i < json_array_size(files); i++) {
        const json_t *one = json_array_get(files, i);
        file_list_set(list, text_of(one, "path"), text_of(one, "sha256"));
    }
    return json_is_array(files);
}

/* NULL: it is no manifest of this program, which writes no more than some hundred files. */
static json_t *parse(const struct text *bytes)
{
    enum { MOST_FILES = 5000 };
    json_t *all = json_loadb(text_string(bytes), bytes->length, 0, NULL);
    if (all != NULL && text_same(text_of(all, "program"), "recept") &&
        json_array_size(json_object_get(all, "files")) <= MOST_FILES)
        return all;
    json_decref(all);
    return NULL;
}

static enum results_claim read_claim(const struct text *bytes, struct file_list *list)
{
    json_t *all = parse(bytes);
    enum results_claim claim = all == NULL             ? CLAIM_OF_OTHERS
                               : read_files(all, list) ? CLAIM_LISTED
                                                       : CLAIM_WITHOUT_LIST;
    json_decref(all);
    return claim;
}

const struct results_kind results_of_recept = {MANIFEST_NAME, read_claim};

static void read_inputs(struct manifest_read *manifest, const json_t *inputs)
{
    manifest->input =
        arena_new(&manifest->arena, json_array_size(inputs) + 1, sizeof *manifest->input);
    for (size_t i = 0; i < json_array_size(inputs); i++) {
        const json_t *one = json_array_get(inputs, i), *text = json_object_get(one, "text");
        struct manifest_input *input = &manifest->input[manifest->n_inputs++];
        input->path = arena_copy(&manifest->arena, text_of(one, "path"));
        input->text = json_is_string(text)
                          ? arena_text(&manifest->arena, json_string_value(text),
                                json_string_length(text))
                          : NULL;
        snprintf(input->sha256, sizeof input->sha256, "%s", text_of(one, "sha256"));
    }
}

/* Large ones are texts. */
static const char *seed_of(struct arena *arena, const json_t *seed)
{
    return json_is_integer(seed)  ? arena_printf(arena, "%lld", json_integer_value(seed))
           : json_is_string(seed) ? arena_copy(arena, json_string_value(seed))
                                  : "";
}

static void read_words(struct manifest_read *manifest, const json_t *words)
{
    manifest->argument =
        arena_new(&manifest->arena, json_array_size(words) + 1, sizeof *manifest->argument);
    for (size_t i = 0; i < json_array_size(words); i++) {
        const char *word = json_string_value(json_array_get(words, i));
        manifest->argument[manifest->n_arguments++] =
            arena_copy(&manifest->arena, word != NULL ? word : "");
    }
}

/* The manifest of the folder `path`, open as `at`; NULL, with a message: it has none. */
static json_t *load(int at, const char *path, struct messages *errors)
{
    struct text bytes = {0}, name = {0};
    struct messages why = {0};
    json_t *all = NULL;
    path_join(&name, path, MANIFEST_NAME);
    if (at >= 0 && file_read_at(at, MANIFEST_NAME, text_string(&name), MOST_MANIFEST_BYTES,
                       &bytes, &why) == STATUS_OK)
        all = parse(&bytes);
    if (all == NULL)
        messages_add(errors, _("%s: is not a folder of results: %s"), path,
            at < 0          ? error_text(errno)
            : why.count > 0 ? why.lines[0]
                            : _("its manifest.json is not of recept"));
    messages_free(&why);
    text_free(&bytes);
    text_free(&name);
    return all;
}

/* Where results go unless they are told to: people leave that out. */
static void tell_place(const char *path, struct messages *errors)
{
    struct text place = {0};
    text_printf(&place, "results/%s/%s", path, MANIFEST_NAME);
    if (path[0] != '/' && access(place.data, F_OK) == 0)
        messages_add(errors, _("%s: is results/%s meant?"), path, path);
    text_free(&place);
}

static void read_logbook(struct manifest_read *manifest, const json_t *logbook)
{
    struct arena *arena = &manifest->arena;
    const char *followed = text_of(logbook, "followed");
    manifest->has_logbook = json_is_object(logbook);
    manifest->logbook =
        (struct manifest_logbook){.until = arena_copy(arena, text_of(logbook, "until")),
            .followed = followed[0] != '\0' ? arena_copy(arena, followed) : NULL,
            .columns = arena_copy(arena, text_of(logbook, "columns")),
            .kept = arena_copy(arena, text_of(logbook, "kept")),
            .own_list = json_is_true(json_object_get(logbook, "own_list")),
            .names = json_is_true(json_object_get(logbook, "names"))};
}

enum status manifest_read(
    struct manifest_read *manifest, const char *path, struct messages *errors)
{
    memset(manifest, 0, sizeof *manifest);
    int at = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    json_t *all = load(at, path, errors);
    if (at >= 0)
        close(at);
    if (all == NULL) {
        tell_place(path, errors);
        return STATUS_CONFIG;
    }
    manifest->version = arena_copy(&manifest->arena, text_of(all, "version"));
    manifest->commit = arena_copy(&manifest->arena, text_of(all, "commit"));
    manifest->language = arena_copy(&manifest->arena, text_of(all, "language"));
    manifest->effective_config = arena_copy(&manifest->arena, text_of(all, "effective_config"));
    manifest->seed = seed_of(&manifest->arena, json_object_get(all, "seed"));
    manifest->replications = json_number_value(json_object_get(all, "replications"));
    manifest->confidence = json_number_value(json_object_get(all, "confidence"));
    read_words(manifest, json_object_get(all, "command_line"));
    read_inputs(manifest, json_object_get(all, "inputs"));
    read_logbook(manifest, json_object_get(all, "logbook"));
    manifest->has_list = read_files(all, &manifest->files);
    json_decref(all);
    return STATUS_OK;
}

enum status manifest_read_file(const struct manifest_read *manifest, const char *path,
    const char *name, struct text *out, struct messages *errors)
{
    enum { MOST_BYTES = 1 << 28 };
    const struct listed_file *listed = file_list_find(&manifest->files, name);
    struct text whole = {0};
    char hex[SHA256_DIGITS + 1];
    enum status status = STATUS_CONFIG;
    int at = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    path_join(&whole, path, name);
    if (listed == NULL) {
        messages_add(errors, _("%s: these results have no such file"), text_string(&whole));
    } else if (at < 0) {
        status = file_failed(errors, path, error_text(errno));
    } else {
        size_t before = out->length;
        status = file_read_at(at, name, text_string(&whole), MOST_BYTES, out, errors);
        if (status == STATUS_OK) {
            sha256_hex(text_string(out) + before, out->length - before, hex);
            if (!text_same(hex, listed->sha256)) {
                messages_add(errors,
                    _("%s: was changed since recept wrote it: its SHA-256 is not that of "
                      "manifest.json"),
                    text_string(&whole));
                status = STATUS_CONFIG;
            }
        }
    }
    if (at >= 0)
        close(at);
    text_free(&whole);
    return status;
}

void manifest_free(struct manifest_read *manifest)
{
    file_list_free(&manifest->files);
    arena_free(&manifest->arena);
}

enum status manifest_list(
    int at, const char *path, const struct file_list *files, struct messages *errors)
{
    json_t *all = load(at, path, errors);
    if (all == NULL)
        return STATUS_FAILED;
    struct text name = {0}, bytes = {0};
    bool made =
        json_object_set_new(all, "files", listed(files)) == 0 && json_add_text(&bytes, all, 2);
    json_decref(all);
    if (!made)
        memory_give_up();
    path_join(&name, path, MANIFEST_NAME);
    enum status status = file_replace_at(
        at, MANIFEST_NAME, text_string(&name), text_string(&bytes), bytes.length, errors);
    text_free(&name);
    text_free(&bytes);
    return status;
}
