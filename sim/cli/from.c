/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "from.h"

#include "commands.h"
#include "company_list.h"
#include "language.h"
#include "log_write.h"
#include "output.h"
#include "shipped.h"

#include <stdlib.h>
#include <string.h>

#define RECORDS "records.csv"

/* ---- Reading the folder ---- */

/* Its records and companies are read once, and checked against its manifest; layouts and lists
 * as all else is. */
static enum status read_bytes(
    void *context, const char *path, size_t most, struct text *out, struct messages *errors)
{
    const struct output *output = context;
    const struct from *from = output->from;
    const struct text *held = text_same(path, RECORDS)         ? &from->records
                              : text_same(path, LOG_COMPANIES) ? &from->companies
                                                               : NULL;
    if (held == NULL)
        return output->sources.reader.read(
            output->sources.reader.context, path, most, out, errors);
    text_add(out, text_string(held), held->length);
    return STATUS_OK;
}

static enum status read_folder(struct output *output)
{
    struct from *from = output->from;
    enum status status = manifest_read(&from->manifest, from->folder, &output->errors);
    if (status == STATUS_OK && !from->manifest.has_logbook) {
        messages_add(&output->errors,
            _("--from: %s holds no logbook; it takes the folder that recept logbook wrote"),
            from->folder);
        status = STATUS_CONFIG;
    }
    if (status == STATUS_OK && from->manifest.logbook.followed == NULL) {
        messages_add(&output->errors,
            _("--from: %s does not say which strategy was followed; read the logbook again "
              "with --followed=ID, or --followed=none if the hub followed no list"),
            from->folder);
        status = STATUS_CONFIG;
    }
    if (status == STATUS_OK)
        status = manifest_read_file(
            &from->manifest, from->folder, RECORDS, &from->records, &output->errors);
    if (status == STATUS_OK)
        status = manifest_read_file(
            &from->manifest, from->folder, LOG_COMPANIES, &from->companies, &output->errors);
    return status;
}

/* The config's list, or where the logbook has others those of the folder. */
static enum status choose_companies(struct output *output)
{
    struct from *from = output->from;
    const struct options *options = output->options;
    from->set = arena_new(&from->arena, (size_t)options->n_sets + 1, sizeof *from->set);
    for (int i = 0; i < options->n_sets; i++)
        from->set[from->n_sets++] = options->set[i];
    if (from->manifest.logbook.own_list)
        return STATUS_OK;
    char *path = realpath(from->folder, NULL);
    if (path == NULL)
        return STATUS_FAILED;
    from->set[from->n_sets++] =
        arena_printf(&from->arena, "population.list=\"%s/%s\"", path, LOG_COMPANIES);
    free(path);
    return STATUS_OK;
}

static enum status read_config(struct output *output)
{
    struct from *from = output->from;
    const struct config_origin origin = {.path = output->config[0],
        .files = &output->sources.reader,
        .sets = from->set,
        .n_sets = from->n_sets};
    enum status status = config_open(&from->config, &origin, &output->errors);
    if (status == STATUS_OK && from->config.n_hubs > 0) {
        messages_add(&output->errors, "%s",
            _("--from goes on with the campaign of one hub; this config has several"));
        status = STATUS_CONFIG;
    }
    return status;
}

/* A list in which a company that the logbook tells of is another now has other numbers. */
static enum status check_list(struct output *output)
{
    struct from *from = output->from;
    const struct population *now = &from->config.scenario->population;
    struct company_list was;
    struct messages notices = {0};
    const struct file_reader reader = {read_bytes, output};
    struct text bytes = {0};
    read_bytes(output, LOG_COMPANIES, MOST_LIST_BYTES, &bytes, &output->errors);
    const struct list_source source = {
        .data = {.path = LOG_COMPANIES, .bytes = &bytes, .files = &reader},
        .axes = &from->config.scenario->axes};
    enum status status =
        company_list_read(&was, &from->arena, &source, &notices, &output->errors);
    for (int i = 0; i < was.n && status == STATUS_OK; i++) {
        const struct company *a = &was.company[i], *b = &now->list[i];
        if (now->list != NULL && i < now->n && a->segment == b->segment &&
            a->stage == b->stage && a->contacts_before == b->contacts_before &&
            a->warm == b->warm && a->front_runner == b->front_runner &&
            a->customer_in == b->customer_in)
            continue;
        messages_add(&output->errors,
            _("--from: company %d of the list is not as it was when the logbook was read; "
              "read the logbook again (companies may be added at the end)"),
            i + 1);
        status = STATUS_CONFIG;
    }
    messages_free(&notices);
    text_free(&bytes);
    return status;
}

static unsigned bits_of(struct arena *arena, const char *list, const char *const *names, int n)
{
    unsigned bits = 0;
    char *rest = arena_copy(arena, list);
    while (rest != NULL && *rest != '\0') {
        int one = text_find(strsep(&rest, ","), NAMES(names, n));
        bits |= one >= 0 ? 1u << one : 0u;
    }
    return bits;
}

static enum status read_log(struct output *output)
{
    struct from *from = output->from;
    static const char *const path[] = {RECORDS};
    static const bool numbered[] = {true};
    const struct manifest_logbook *told = &from->manifest.logbook;
    const char *const *layouts = shipped_layouts(&from->arena);
    struct messages notices = {0};
    const struct file_reader reader = {read_bytes, output};
    const struct log_ask ask = {.scenario = from->config.scenario,
        .files = &reader,
        .n_paths = 1,
        .path = path,
        .numbered = told->names ? NULL : numbered,
        .layout = layouts,
        .n_layouts = 1,
        .until = told->until};
    enum status status = log_read(&from->log, &from->reading, &ask, &notices, &output->errors);
    messages_free(&notices);
    for (int i = 0; i < from->reading.n_files && status == STATUS_OK; i++)
        if (from->reading.file[i].refused > 0) {
            messages_add(&output->errors,
                _("--from: %s/%s has records that this config cannot have: read the logbook "
                  "again with it"),
                from->folder, RECORDS);
            status = STATUS_CONFIG;
        }
    if (status != STATUS_OK)
        return status;
    from->log.columns = bits_of(&from->arena, told->columns, log_column_names, N_LOG_COLUMNS);
    from->log.kept = bits_of(&from->arena, told->kept, log_outcome_names, N_LOG_OUTCOMES);
    from->empty = from->log.n == 0 && from->log.until <= 0;
    history_init(&from->history, &from->log);
    return STATUS_OK;
}

/* ---- Whether a campaign can go on from it ---- */

static enum status check_day(struct output *output)
{
    const struct from *from = output->from;
    int days = from->config.scenario->campaign.horizon_days, day = log_state_day(&from->log);
    if (day <= days)
        return STATUS_OK;
    messages_add(&output->errors,
        _("--from: the logbook is known until %s, after the %d days from %s that the config "
          "simulates; campaign.start, outreach_days and horizon_days say which these are"),
        from->manifest.logbook.until, days, from->config.scenario->campaign.start);
    return STATUS_CONFIG;
}

/* Without a list that was followed nothing but the stage after it tells where a company is. */
static enum status check_stages(struct output *output)
{
    const struct from *from = output->from;
    const struct history *history = &from->history;
    int talk = from->log.scenario->catalogue.talk;
    int64_t held = 0, told = 0;
    for (int64_t i = 0; i < history->n; i++) {
        const struct log_event *event = &history->event[i];
        bool counts = event->role == ROLE_COUNTS && event->record->outcome == LOG_HELD &&
                      event->record->contact != talk;
        held += counts;
        told += counts && event->stage_after != NONE;
    }
    bool none = text_same(from->manifest.logbook.followed, "none");
    if (!none || (double)told >= 0.9 * (double)held)
        return STATUS_OK;
    messages_add(&output->errors, "%s",
        _("--from: where no strategy was followed the logbook has to hold the stage after each "
          "contact (column stage_after); it is written of too few of them"));
    return STATUS_CONFIG;
}

static void find_logged(struct from *from)
{
    for (int64_t i = 0; i < from->log.n; i++)
        if (from->log.record[i].contact != NONE)
            from->logged.contact[from->log.record[i].contact] = true;
    for (int i = 0; i < from->log.n_companies; i++)
        if (from->history.company[i].held > from->logged.most_held)
            from->logged.most_held = from->history.company[i].held;
}

/* The strategy that was followed; where none was, the first. */
static enum status find_followed(struct output *output)
{
    struct from *from = output->from;
    struct scenario *scenario = from->config.scenario;
    const char *followed = from->manifest.logbook.followed;
    bool none = text_same(followed, "none");
    int which = 0;
    while (!none && which < scenario->n_strategies &&
           !text_same(scenario->strategy[which].id, followed))
        which++;
    if (which == scenario->n_strategies) {
        messages_add(&output->errors,
            _("--from: the logbook followed the strategy '%s', which this config does not "
              "have"),
            followed);
        return STATUS_CONFIG;
    }
    scenario->logged = from->logged;
    campaign_init(&from->followed, &from->arena, scenario, which, 0);
    log_hidden_init(&from->hidden, &from->history, &from->followed, !none);
    return STATUS_OK;
}

static enum status read_all(struct output *output)
{
    struct from *from = output->from;
    enum status status = read_folder(output);
    if (status == STATUS_OK)
        status = choose_companies(output);
    if (status == STATUS_OK)
        status = read_config(output);
    if (status == STATUS_OK && from->manifest.logbook.own_list)
        status = check_list(output);
    if (status == STATUS_OK)
        status = read_log(output);
    if (status != STATUS_OK || from->empty)
        return status;
    status = check_day(output);
    if (status == STATUS_OK)
        status = check_stages(output);
    if (status != STATUS_OK)
        return status;
    find_logged(from);
    return find_followed(output);
}

enum status from_open(struct output *output)
{
    output->from = memory_new(1, sizeof *output->from);
    output->from->folder = output->options->from;
    guard_reading(true);
    enum status status = read_all(output);
    guard_reading(false);
    return status;
}

/* These simulate campaigns of their own, which start. */
static enum status check_question(struct output *output)
{
    const struct recept_comparison *asked = &output->options->compare;
    const char *option = asked->until_sure > 0.0                ? "--until-sure"
                         : asked->without != NULL               ? "--without"
                         : asked->equal != RECEPT_EQUAL_NOTHING ? "--equal"
                                                                : NULL;
    if (option == NULL)
        return STATUS_OK;
    messages_add(&output->errors,
        _("%s compares campaigns that start, and --from goes on with one; leave one of them "
          "out"),
        option);
    return STATUS_USAGE;
}

enum status from_begin(struct output *output)
{
    struct from *from = output->from;
    struct study *study = &output->study->setup.study;
    if (from->empty)
        return STATUS_OK;
    if (check_question(output) != STATUS_OK)
        return STATUS_USAGE;
    from->n = study->n_cases;
    from->state = arena_new(&from->arena, (size_t)from->n + 1, sizeof *from->state);
    for (int i = 0; i < from->n; i++) {
        log_state_init(
            &from->state[i], &from->history, &from->hidden, study->cases[i].campaign);
        study->cases[i].from = &from->state[i].source;
    }
    study->controls = false; /* nobody has shown what they hold from a state on */
    if (from->hidden.impossible > 0)
        messages_add(&output->study->notices,
            _("companies of the logbook that cannot have gone so by the config: %d; they go on "
              "from the stage that was told last"),
            from->hidden.impossible);
    return STATUS_OK;
}

void from_free(struct from *from)
{
    if (from == NULL)
        return;
    for (int i = 0; i < from->n; i++)
        log_state_free(&from->state[i]);
    log_hidden_free(&from->hidden);
    history_free(&from->history);
    log_free(&from->log, &from->reading);
    config_free(&from->config);
    manifest_free(&from->manifest);
    text_free(&from->records);
    text_free(&from->companies);
    arena_free(&from->arena);
    memory_free(from);
}
