/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log_row.h"

#include "language.h"
#include "log_columns.h"
#include "log_until.h"

#include <math.h>
#include <string.h>

/* A file of more records than a hub can have is not one. */
enum { MOST_LOG_BYTES = 1 << 30, MOST_HOURS = 10000 };
#define MOST_EURO 1e9

/* ---- Records ---- */

static void keep(
    struct log_making *r, const struct log_row *row, const struct log_record *record)
{
    struct log *log = r->log;
    if (log->n == r->room) {
        r->room = 2 * r->room + 1024;
        log->record = memory_resize(log->record, (size_t)r->room, sizeof *log->record);
    }
    log->record[log->n] = *record;
    if (record->company == NONE)
        log->record[log->n].company = row_add_company(r, row);
    log->n++;
}

/* Why: of a text that is none of recept's own words some other reason. */
static enum log_reason reason_of(struct log_making *r, struct log_row *row)
{
    const struct layout *layout = row_file(r, row)->layout;
    const char *word = row_cell(r, row, LOG_REASON);
    int two[2];
    int found = word[0] != '\0' ? vocabulary_find(&layout->values[LOG_REASON], word, two) : -1;
    return word[0] == '\0' ? REASON_NONE : found >= 0 ? (enum log_reason)found : REASON_OTHER;
}

static bool needs_contact(int outcome)
{
    return outcome >= LOG_HELD && outcome <= LOG_PLANNED;
}

/* What the row says, but for its days. */
static struct log_record record_of(struct log_making *r, struct log_row *row)
{
    int person = row_word(r, row, LOG_PERSON, _("owner or employee"));
    int won = row_word(r, row, LOG_WON, _("yes or no"));
    int contact = row_word(r, row, LOG_CONTACT, _("a contact moment by its id or label"));
    struct log_record record = {.company = row_company(r, row),
        .day = LOG_NO_DAY,
        .planned_on = LOG_NO_DAY,
        .first_day = LOG_NO_DAY,
        .line = (int32_t)row->cells->line,
        .hours =
            row_number(r, row, LOG_HOURS, AMOUNT_HOURS, MOST_HOURS, _("a number of hours")),
        .cost_eur =
            row_number(r, row, LOG_COST, AMOUNT_EURO, MOST_EURO, _("an amount in euros")),
        .contact = (int16_t)(contact < WORD_SKIPPED ? contact : NONE),
        .outcome =
            (int8_t)(contact < WORD_OUTCOME ? row_word(r, row, LOG_OUTCOME,
                                                  _("an outcome, as held, moved or joined"))
                                            : contact - WORD_OUTCOME),
        .stage_after = (int8_t)row_word(r, row, LOG_STAGE_AFTER, _("a stage")),
        .person = (int8_t)(person == NONE ? UNKNOWN : person),
        .won = (int8_t)(won == NONE ? NOT_SAID : won),
        .package = (int8_t)row_word(r, row, LOG_PACKAGE, _("a package by its id or label")),
        .reason = (int8_t)reason_of(r, row),
        .file = (uint8_t)row->file};
    return record;
}

/* The record of a row's own date. */
static void read_own(struct log_making *r, struct log_row *row, struct log_record record)
{
    record.day = row_day(r, row, LOG_DATE);
    record.planned_on = row_day(r, row, LOG_PLANNED_ON);
    record.first_day = row_day(r, row, LOG_FIRST_DATE);
    if (record.day == LOG_NO_DAY && row_cell(r, row, LOG_DATE)[0] == '\0')
        row_refuse(r, row, LOG_DATE, _("there is no date"), NULL);
    if (record.outcome == NONE && row_cell(r, row, LOG_OUTCOME)[0] == '\0')
        row_refuse(
            r, row, LOG_OUTCOME, _("there is no outcome, as held, moved or joined"), NULL);
    if (needs_contact(record.outcome) && record.contact == NONE &&
        row_cell(r, row, LOG_CONTACT)[0] == '\0')
        row_refuse(r, row, LOG_CONTACT, _("there is no contact moment"), NULL);
    if (!needs_contact(record.outcome))
        record.contact = NONE;
    if (!row->refused)
        keep(r, row, &record);
}

/* Each further date of the row that is filled is a record of its own. */
static void read_also(struct log_making *r, struct log_row *row, struct log_record record)
{
    const struct log_file *file = row_file(r, row);
    for (int c = 0; c < file->n_columns && c < row->cells->n; c++) {
        int also = file->column[c].field - LAYOUT_ALSO;
        if (also < 0 || also >= file->layout->n_also || row->cells->field[c][0] == '\0')
            continue;
        struct log_record one = record;
        one.outcome = (int8_t)file->layout->also[also].outcome;
        one.stage_after = (int8_t)file->column[c].stage;
        one.day = row_day_in(r, row, c);
        if (!needs_contact(one.outcome))
            one.contact = NONE;
        if (one.day != LOG_NO_DAY && !row->refused)
            keep(r, row, &one);
    }
}

static bool is_blank(const struct csv_row *row)
{
    int i = 0;
    while (i < row->n && row->field[i][0] == '\0')
        i++;
    return i == row->n;
}

static bool is_skipped(struct log_making *r, const struct log_row *row)
{
    int two[2];
    const struct vocabulary *values = row_file(r, row)->layout->values;
    const char *word = row_cell(r, row, LAYOUT_SKIP), *contact = row_cell(r, row, LOG_CONTACT);
    return (word[0] != '\0' && vocabulary_find(&values[LAYOUT_SKIP], word, two) >= 0) ||
           (contact[0] != '\0' &&
               vocabulary_find(&values[LOG_CONTACT], contact, two) == WORD_SKIPPED);
}

static void read_row(struct log_making *r, int file, const struct csv_row *cells)
{
    struct log_row row = {.file = file, .cells = cells, .adds = NONE};
    struct log_file *of = &r->what->file[file];
    if (is_blank(cells))
        return;
    of->rows++;
    if (is_skipped(r, &row)) {
        of->skipped++;
        return;
    }
    struct log_record record = record_of(r, &row);
    if (of->at[LOG_DATE] >= 0)
        read_own(r, &row, record);
    read_also(r, &row, record);
}

/* ---- Files ---- */

static enum status open_file(struct log_making *r, int i, const struct told_columns *told)
{
    struct log_file *file = &r->what->file[i];
    struct text bytes = {0};
    const struct data_source source = {.path = r->ask->path[i],
        .bytes = &bytes,
        .files = r->ask->files,
        .sheet = r->ask->sheet};
    file->path = r->ask->path[i];
    enum status status = r->ask->files->read(
        r->ask->files->context, file->path, MOST_LOG_BYTES, &bytes, r->errors);
    if (status == STATUS_OK)
        status = data_table_read(&file->data, &r->log->arena, &source, r->notices, r->errors);
    if (status == STATUS_OK)
        status =
            log_find_columns(file, &r->log->arena, r->what, told, r->ask->scenario, r->errors);
    text_free(&bytes);
    return status;
}

/* Ids of deals or companies, where a file says whose they are. */
static void note_ids(struct log_making *r, int i)
{
    const struct log_file *file = &r->what->file[i];
    for (long k = 0; k < file->data.table.n; k++) {
        const struct log_row row = {.file = i, .cells = &file->data.table.row[k]};
        const char *id = row_cell(r, &row, LAYOUT_ID), *name = row_cell(r, &row, LOG_COMPANY);
        if (id[0] == '\0' || name[0] == '\0' || name_table_find(&r->of_id, id, -1) >= 0)
            continue;
        if (r->n_ids == r->ids_room) {
            r->ids_room = 2 * r->ids_room + 64;
            r->name_of_id =
                memory_resize(r->name_of_id, (size_t)r->ids_room, sizeof *r->name_of_id);
        }
        r->name_of_id[r->n_ids] = name;
        name_table_add(&r->of_id, id, r->n_ids++);
    }
}

static void read_file(struct log_making *r, int i)
{
    const struct log_file *file = &r->what->file[i];
    r->numbers = log_numbers(file);
    memset(r->number, 0, sizeof r->number);
    for (long k = 0; k < file->data.table.n; k++)
        read_row(r, i, &file->data.table.row[k]);
    for (int f = 0; f < N_LAYOUT_FIELDS; f++)
        name_table_free(&r->words[f]);
    for (int f = 0; f < N_LOG_COLUMNS; f++)
        if (file->at[f] >= 0)
            r->log->columns |= 1u << f;
    /* What one of the files with contacts leaves out is not always written. */
    if (file->at[LOG_CONTACT] >= 0 || file->layout->fixed[LOG_CONTACT] != NULL) {
        r->log->kept =
            r->with_contacts ? r->log->kept & file->layout->kept : file->layout->kept;
        r->with_contacts = true;
    }
    log_tell_columns(file, r->notices);
}

/* ---- All of it ---- */

static enum status read_layouts(struct log_making *r)
{
    struct log_reading *what = r->what;
    enum status status = STATUS_OK;
    what->layouts =
        arena_new(&r->log->arena, (size_t)r->ask->n_layouts + 1, sizeof *what->layouts);
    for (int i = 0; i < r->ask->n_layouts; i++) {
        enum status one = layout_read(&what->layouts[what->n_layouts++], &r->log->arena,
            r->ask->files, r->ask->layout[i], r->ask->scenario, r->errors);
        status = one != STATUS_OK ? one : status;
    }
    return status;
}

/* Which outcomes are written whenever they happen, as the user says. */
static enum status read_kept(struct log_making *r)
{
    struct log *log = r->log;
    if (r->ask->kept == NULL)
        return STATUS_OK;
    char *rest = arena_copy(&log->arena, r->ask->kept);
    log->kept = 0;
    while (rest != NULL && *rest != '\0') {
        const char *word = arena_trimmed(&log->arena, strsep(&rest, ",;"));
        int outcome = text_find(word, NAMES(log_outcome_names, N_LOG_OUTCOMES));
        if (outcome < LOG_MOVED || outcome > LOG_PLANNED) {
            messages_add(r->errors,
                _("--kept: '%s' is not planned, moved, cancelled, no_show or not_reached"),
                word);
            return STATUS_USAGE;
        }
        log->kept |= 1u << outcome;
    }
    return STATUS_OK;
}

static enum status read_all(struct log_making *r)
{
    struct told_columns told;
    const struct log_ask *ask = r->ask;
    enum status status = read_layouts(r);
    if (status == STATUS_OK &&
        !told_columns_read(&told, &r->log->arena, ask->columns, r->errors))
        status = STATUS_USAGE;
    if (status == STATUS_OK)
        status = log_companies_read(&r->companies, r->log, ask, r->notices, r->errors);
    r->what->file = arena_new(&r->log->arena, (size_t)ask->n_paths + 1, sizeof *r->what->file);
    for (int i = 0; i < ask->n_paths && status == STATUS_OK; i++, r->what->n_files++)
        status = open_file(r, i, &told);
    if (status == STATUS_OK && !told_columns_found(&told, r->what, r->errors))
        status = STATUS_USAGE;
    if (status == STATUS_OK)
        status = log_find_order(r->what, &told, r->errors);
    for (int i = 0; i < r->what->n_files && status == STATUS_OK; i++)
        note_ids(r, i);
    for (int i = 0; i < r->what->n_files && status == STATUS_OK; i++)
        read_file(r, i);
    if (status == STATUS_OK)
        status = read_kept(r);
    if (status == STATUS_OK)
        status = log_end(r->log, r->what, ask, r->notices, r->errors);
    return status;
}

enum status log_read(struct log *log, struct log_reading *reading, const struct log_ask *ask,
    struct messages *notices, struct messages *errors)
{
    struct log_making *r = memory_new(1, sizeof *r);
    *log = (struct log){.scenario = ask->scenario};
    *reading = (struct log_reading){0};
    *r = (struct log_making){
        .log = log, .what = reading, .ask = ask, .notices = notices, .errors = errors};
    calendar_parse(ask->scenario->campaign.start, &r->start);
    for (int a = 0; a < ask->scenario->axes.n; a++)
        list_levels(&r->levels[a], &ask->scenario->axes.axis[a]);
    enum status status = read_all(r);
    for (int a = 0; a < ask->scenario->axes.n; a++)
        vocabulary_free(&r->levels[a]);
    for (int f = 0; f < N_LAYOUT_FIELDS; f++)
        name_table_free(&r->words[f]);
    name_table_free(&r->of_id);
    memory_free(r->name_of_id);
    log_companies_free(&r->companies);
    memory_free(r);
    return status;
}

void log_free(struct log *log, struct log_reading *reading)
{
    for (int i = 0; i < reading->n_layouts; i++)
        layout_free(&reading->layouts[i]);
    memory_free(reading->refusal);
    memory_free(reading->late);
    memory_free(log->record);
    arena_free(&log->arena);
    *reading = (struct log_reading){0};
    *log = (struct log){0};
}
