/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "again.h"

#include "commands.h"
#include "company_list.h"
#include "convert.h"
#include "language.h"
#include "shipped.h"
#include "table.h"
#include "workbook_xml.h"
#include "xes_xml.h"
#include "write_csv.h"

#include <stdio.h>
#include <string.h>

/* ---- Reading, and noting what was read ---- */

static const struct manifest_input *input_of(const struct sources *sources, const char *path)
{
    for (int i = 0; i < sources->manifest.n_inputs; i++)
        if (text_same(sources->manifest.input[i].path, path))
            return &sources->manifest.input[i];
    return NULL;
}

/* From the manifest; what was left out of that has to be where it was. */
static enum status read_again(const struct sources *sources, const char *path, size_t most,
    struct text *out, struct messages *errors)
{
    const struct manifest_input *input = input_of(sources, path);
    char hex[SHA256_DIGITS + 1];
    size_t before = out->length;
    if (input == NULL)
        return file_failed(errors, path, _("is not in those results"));
    if (input->text != NULL) {
        text_add_string(out, input->text);
        return STATUS_OK;
    }
    struct messages why = {0};
    enum status status = file_read(path, most, out, &why);
    if (status != STATUS_OK)
        messages_add(errors, _("%s; those results do not hold this list: put it there again"),
            why.lines[0]);
    messages_free(&why);
    if (status != STATUS_OK)
        return status;
    sha256_hex(out->data + before, out->length - before, hex);
    if (text_same(hex, input->sha256))
        return STATUS_OK;
    messages_add(errors,
        _("%s: is not the list that those results are of: its SHA-256 is %s, and theirs %s"),
        path, hex, input->sha256);
    return STATUS_FAILED;
}

static const struct source *noted(const struct sources *sources, const char *path)
{
    const struct source *source = sources->noted;
    while (source != NULL && !text_same(source->path, path))
        source = source->next;
    return source;
}

static enum status read_source(
    void *context, const char *path, size_t most, struct text *out, struct messages *errors)
{
    struct sources *sources = context;
    size_t before = out->length;
    /* Several configs, and values that are varied, read a file again. */
    const struct source *earlier = noted(sources, path);
    if (earlier != NULL && earlier->length <= most) {
        text_add(out, earlier->text, earlier->length);
        return STATUS_OK;
    }
    enum status status = sources->again ? read_again(sources, path, most, out, errors)
                                        : files_of_program.read(NULL, path, most, out, errors);
    if (status != STATUS_OK || earlier != NULL)
        return status;
    /* Notes outlive the study, and what belongs to it. */
    struct memory_owner *owner = memory_work_for(NULL);
    struct source *source = arena_new(&sources->arena, 1, sizeof *source);
    source->path = arena_copy(&sources->arena, path);
    source->text = arena_text(&sources->arena, text_string(out) + before, out->length - before);
    source->length = out->length - before;
    source->next = sources->noted;
    sources->noted = source;
    memory_work_for(owner);
    return STATUS_OK;
}

static bool is_of(const struct converted *converted, const char *name, const char *sheet)
{
    bool same_sheet = sheet == NULL || converted->sheet == NULL
                          ? sheet == converted->sheet
                          : text_same(sheet, converted->sheet);
    return same_sheet && text_same(name, converted->name);
}

/* Each workbook is converted once, however often it is read: that takes long. */
static enum status convert_source(void *context, const struct workbook_source *source,
    const char *sheet, struct text *out, struct messages *errors)
{
    struct sources *sources = context;
    struct converted *converted = sources->converted;
    while (converted != NULL && !is_of(converted, source->name, sheet))
        converted = converted->next;
    if (converted != NULL) {
        text_add(out, converted->text, converted->length);
        return STATUS_OK;
    }
    size_t before = out->length;
    enum status status = convert_workbook(NULL, source, sheet, out, errors);
    if (status != STATUS_OK)
        return status;
    struct memory_owner *owner = memory_work_for(NULL);
    converted = arena_new(&sources->arena, 1, sizeof *converted);
    converted->name = arena_copy(&sources->arena, source->name);
    converted->sheet = sheet != NULL ? arena_copy(&sources->arena, sheet) : NULL;
    converted->length = out->length - before;
    converted->text = arena_text(&sources->arena, text_string(out) + before, converted->length);
    converted->next = sources->converted;
    sources->converted = converted;
    memory_work_for(owner);
    return STATUS_OK;
}

void sources_start(struct sources *sources)
{
    sources->reader = (struct file_reader){.read = read_source,
        .context = sources,
        .convert = convert_source,
        .parse = workbook_read,
        .parse_events = xes_read};
}

void sources_free(struct sources *sources)
{
    arena_free(&sources->arena);
    manifest_free(&sources->manifest);
}

const char *sources_config(
    struct sources *sources, const char *argument, struct messages *errors)
{
    const char *path[MOST_CONFIG_PATHS + 1];
    if (!sources->again)
        return config_path(argument, &sources->arena, errors);
    config_paths(argument, &sources->arena, path);
    int i = 0;
    while (path[i] != NULL && input_of(sources, path[i]) == NULL)
        i++;
    return path[i] != NULL ? path[i] : argument;
}

/* ---- Again ---- */

/* Options that change what is simulated. */
static bool changes(const struct options *now)
{
    const struct recept_options *study = &now->study;
    const struct recept_comparison *compare = &now->compare;
    const struct recept_plan *plan = &now->plan;
    return now->n_arguments > 0 || now->n_sets > 0 || now->n_varied > 0 || now->strict ||
           study->replications > 0 || study->precision > 0.0 || study->seed != NULL ||
           study->strategies != NULL || study->fixed || compare->baseline != NULL ||
           compare->value != NULL || compare->equal != RECEPT_EQUAL_NOTHING ||
           compare->without != NULL || compare->until_sure > 0.0 || plan->n_budgets > 0 ||
           plan->n_hours > 0 || plan->in_view > 0 || plan->active > 0 || plan->paying > 0 ||
           plan->probability > 0.0 || plan->cost_per_partner_eur > 0.0 || plan->companies > 0;
}

const struct command *results_command(const struct manifest_read *manifest)
{
    const char *words = manifest->n_arguments > 0 ? manifest->argument[0] : "";
    bool ours = strncmp(words, "recept ", strlen("recept ")) == 0;
    const struct command *command = ours ? command_named(words + strlen("recept ")) : NULL;
    return command != NULL && command->shared ? command : NULL;
}

char **results_words(const struct manifest_read *manifest, struct arena *arena)
{
    char **words = arena_new(arena, (size_t)manifest->n_arguments + 1, sizeof *words);
    for (int i = 0; i < manifest->n_arguments; i++)
        words[i] = arena_copy(arena, manifest->argument[i]);
    return words;
}

/* The earlier command, whose words stay where the manifest has them. */
static enum status read_command(struct sources *sources, const char *folder,
    const struct command *command, struct options *repeated, struct messages *errors)
{
    struct manifest_read *manifest = &sources->manifest;
    char name[32];
    struct messages wrong = {0};
    snprintf(name, sizeof name, "recept %s", command->name);
    if (manifest->n_arguments == 0 || !text_same(manifest->argument[0], name)) {
        messages_add(errors, _("%s: was made by '%s', not by '%s'"), folder,
            manifest->n_arguments > 0 ? manifest->argument[0] : "", name);
        return STATUS_CONFIG;
    }
    options_read(repeated, command, manifest->n_arguments,
        results_words(manifest, &manifest->arena), &wrong);
    if (wrong.count > 0)
        messages_add(errors, _("%s: the command that it was made by is not understood: %s"),
            folder, wrong.lines[0]);
    enum status status = wrong.count > 0 ? STATUS_CONFIG : STATUS_OK;
    messages_free(&wrong);
    return status;
}

static void take_over(struct options *repeated, const struct options *now)
{
    repeated->study.threads = now->study.threads;
    repeated->checkpoint_seconds = now->checkpoint_seconds;
    repeated->max_seconds = now->max_seconds;
    repeated->resume = now->resume;
    repeated->fresh = now->fresh;
    repeated->output = now->output;
    repeated->force = now->force;
    repeated->keep = now->keep;
    repeated->xlsx = now->xlsx;
    repeated->scripts = now->scripts;
    repeated->no_plots = now->no_plots;
    repeated->legend = now->legend;
    repeated->call_list = now->call_list;
    repeated->format = now->format;
    repeated->quiet = now->quiet;
    repeated->verbose = now->verbose;
    repeated->no_names |= now->no_names;
    repeated->save_replications |= now->save_replications;
    repeated->from_results = now->from_results;
}

enum status again_open(struct sources *sources, const struct options *now,
    struct options *repeated, struct messages *errors)
{
    struct manifest_read *manifest = &sources->manifest;
    const struct command *command = command_named(now->argv[0] + strlen("recept "));
    if (changes(now)) {
        messages_add(errors,
            _("--from-results repeats what the results are of: leave out CONFIG and options "
              "that change it"));
        return STATUS_USAGE;
    }
    enum status status = manifest_read(manifest, now->from_results, errors);
    if (status == STATUS_OK)
        status = read_command(sources, now->from_results, command, repeated, errors);
    if (status == STATUS_OK && manifest->n_inputs > 0 && !manifest->has_list) {
        messages_add(errors,
            _("%s: was made by version %s of recept, which did not keep what it was made from"),
            now->from_results, manifest->version);
        status = STATUS_CONFIG;
    }
    if (status != STATUS_OK)
        return status;
    take_over(repeated, now);
    sources->again = true;
    if (now->spoken == SPOKEN_BY_SYSTEM)
        language_use(text_same(manifest->language, "nl") ? DUTCH : ENGLISH);
    return STATUS_OK;
}

/* ---- What a manifest holds of it ---- */

bool results_input_is_list(const struct manifest_input *input)
{
    const char *at = input->text;
    for (int i = LIST_NAME; i < LIST_PROFILE && at != NULL; i++) {
        size_t length = strlen(list_column_names[i]);
        at = strncmp(at, list_column_names[i], length) == 0 && strchr(",\n", at[length]) != NULL
                 ? at + length + (at[length] == ',')
                 : NULL;
    }
    return input->text == NULL || at != NULL;
}

/* A company list with what the model knows of each, and nothing else that stood in it: other
 * columns may be of people. Its words are such as stand for one thing alone, as those of the
 * list did; a workbook becomes CSV. */
static char *write_companies(const struct scenario *scenario, struct arena *arena)
{
    const struct axes *axes = &scenario->axes;
    struct table table;
    struct text out = {0};
    struct vocabulary headings = {0}, levels[MAX_AXES] = {{{0}}};
    list_headings(&headings, axes);
    table_init(&table, "companies", "");
    for (int i = LIST_NAME; i < LIST_PROFILE; i++)
        table_add_column(&table,
            (struct column){vocabulary_word(&headings, i),
                i == LIST_CONTACTS_BEFORE ? COLUMN_WHOLE : COLUMN_TEXT, ROLE_KEY, "", ""});
    for (int a = 0; a < axes->n; a++) {
        list_levels(&levels[a], &axes->axis[a]);
        table_add_column(&table, (struct column){vocabulary_word(&headings, LIST_AXES + a),
                                     COLUMN_TEXT, ROLE_KEY, "", ""});
    }
    for (int i = 0; i < scenario->population.n; i++) {
        const struct company *company = &scenario->population.list[i];
        table_text(&table, company->name);
        table_text(&table, stage_names[company->stage]);
        table_number(&table, company->contacts_before);
        table_text(&table, list_answer_word(company->warm));
        table_text(&table, list_answer_word(company->customer_in));
        table_text(&table, list_answer_word(company->front_runner));
        for (int a = 0; a < axes->n; a++)
            table_text(
                &table, vocabulary_word(&levels[a], axes_level(axes, company->segment, a)));
        table_end_row(&table);
    }
    csv_add(&out, &table);
    table_free(&table);
    vocabulary_free(&headings);
    for (int a = 0; a < axes->n; a++)
        vocabulary_free(&levels[a]);
    return text_keep(&out, arena);
}

/* The scenario of which the file is the list of companies; NULL: none. A hub's config tells of
 * its own. */
static const struct scenario *scenario_of_list(const struct config *config, const char *path)
{
    for (int i = 0; i < config->n_hubs; i++) {
        const struct scenario *found = scenario_of_list(config->hub[i].config, path);
        if (found != NULL)
            return found;
    }
    bool is_list = config->list != NULL && text_same(config->list->path, path);
    return is_list ? config->scenario : NULL;
}

static const struct scenario *scenario_of(const struct setup *setup, const char *path)
{
    for (int i = 0; i < setup->n_configs; i++) {
        const struct scenario *found = scenario_of_list(&setup->configs[i], path);
        if (found != NULL)
            return found;
    }
    return NULL;
}

/* That the reading of the configs noted; NULL: they have no such file. */
static const char *sum_of_input(const struct setup *setup, const char *path)
{
    for (int i = 0; i < setup->n_configs; i++)
        for (const struct input *in = setup->configs[i].tree.inputs; in != NULL; in = in->next)
            if (text_same(in->path, path))
                return in->sha256;
    return NULL;
}

struct manifest_input *sources_list(const struct sources *sources, const struct setup *setup,
    bool no_names, struct arena *arena, int *n)
{
    int most = 0;
    for (const struct source *source = sources->noted; source != NULL; source = source->next)
        most++;
    struct manifest_input *inputs = arena_new(arena, (size_t)most + 1, sizeof *inputs);
    *n = 0;
    for (const struct source *source = sources->noted; source != NULL; source = source->next) {
        struct manifest_input *input = &inputs[(*n)++];
        const struct manifest_input *earlier = input_of(sources, source->path);
        const struct scenario *companies = scenario_of(setup, source->path);
        input->path = source->path;
        const char *known = sum_of_input(setup, source->path);
        /* What no config is read from, as a logbook, tells of people. */
        input->text = companies == NULL
                          ? (known != NULL || earlier != NULL ? source->text : NULL)
                      : no_names ? NULL
                                 : write_companies(companies, arena);
        if (earlier != NULL)
            memcpy(input->sha256, earlier->sha256, sizeof input->sha256);
        else if (known != NULL)
            memcpy(input->sha256, known, sizeof input->sha256);
        else
            sha256_hex(source->text, source->length, input->sha256);
    }
    return inputs;
}
