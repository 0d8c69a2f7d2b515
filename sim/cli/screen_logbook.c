/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen.h"

#include "language.h"

#include <math.h>

static const char *whole(struct grid *grid, double value)
{
    return number_text(&grid->arena, value, NUMBER_WHOLE);
}

/* ---- Rings ---- */

static void add_rings(struct screen *out, const struct logbook *logbook)
{
    static const char *const names[N_LOG_RINGS] = {
        N_("in view"), N_("active"), N_("paying and active")};
    const struct ring_row *ring = logbook->described.ring;
    struct grid grid;
    grid_init(&grid, N_LOG_RINGS, 5,
        (const char *[]){_("ring"), _("companies\nso far"), _("\ntarget"), _("hours\nwritten"),
            _("euros\nwritten")});
    for (int i = 0; i < N_LOG_RINGS; i++) {
        const char **cell = grid_cell(&grid, i, 0);
        cell[0] = _(names[i]);
        cell[1] = whole(&grid, (double)ring[i].companies);
        cell[2] = ring[i].target > 0 ? whole(&grid, ring[i].target) : _("no target");
        cell[3] = whole(&grid, ring[i].hours);
        cell[4] = number_text(&grid.arena, ring[i].cost_eur, NUMBER_MONEY);
    }
    screen_add_blank(out);
    screen_add_table(out, &grid);
}

/* ---- Contact moments ---- */

static const char *stage_word(int stage)
{
    return stage == NONE || stage >= N_STAGES ? "\u2013" : list_stage_label(stage);
}

/* "3 of 8: 38% (12% to 70%)". */
static const char *progress_text(struct grid *grid, const struct contact_row *row)
{
    if (row->recorded == 0)
        return "\u2013";
    return arena_printf(&grid->arena, _("%ld of %ld: %s (%s)"), (long)row->progressed,
        (long)row->recorded, number_text(&grid->arena, row->share.value, NUMBER_PERCENT_SHORT),
        number_span(&grid->arena, row->share.low, row->share.high, NUMBER_CHANCE));
}

static void add_contacts(struct screen *out, const struct logbook *logbook)
{
    const struct described *d = &logbook->described;
    const struct scenario *scenario = logbook->log.scenario;
    struct grid grid;
    if (d->n_contacts == 0)
        return;
    grid_init(&grid, d->n_contacts, 6,
        (const char *[]){_("contact moment"), _("stage\nbefore it"), _("took\nplace"),
            _("\nwith progress"), _("\nmoved"), _("days to\nthe next")});
    for (int i = 0; i < d->n_contacts; i++) {
        const struct contact_row *row = &d->contact[i];
        const char **cell = grid_cell(&grid, i, 0);
        cell[0] = contact_label(&scenario->catalogue.contact[row->contact]);
        cell[1] = stage_word(row->stage);
        cell[2] = whole(&grid, (double)row->held);
        cell[3] = progress_text(&grid, row);
        cell[4] = whole(&grid, (double)row->moved);
        cell[5] = whole(&grid, row->next_median);
    }
    screen_add_blank(out);
    screen_add_table(out, &grid);
}

void screen_logbook(
    struct screen *out, const struct recept_study *of, const struct messages *notices)
{
    const struct logbook *logbook = of->results.logbook;
    struct sentences s = {0};
    sentences_logbook(&s, logbook);
    screen_say(out, &s);
    add_rings(out, logbook);
    add_contacts(out, logbook);
    screen_add_blank(out);
    sentences_logbook_columns(&s, logbook, logbook->log.scenario->simulation.confidence);
    screen_say(out, &s);
    screen_say_notices(out, notices);
}

/* ---- How files were understood ---- */

enum { FIRST_RECORDS = 5, FIRST_REFUSALS = 20 };

static const char *field_word(int field)
{
    return field == MEANS_NOTHING   ? _("left unread")
           : field < N_LOG_COLUMNS  ? log_column_names[field]
           : field == LAYOUT_ID     ? "id"
           : field == LAYOUT_SKIP   ? "skip"
           : field == LAYOUT_NUMBER ? "number"
           : field >= AXIS_FIELD    ? _("kind of company")
                                    : _("a date that is a record of its own");
}

static void add_columns(struct screen *out, const struct log_file *file)
{
    struct grid grid;
    grid_init(&grid, file->n_columns, 3, (const char *[]){_("heading"), _("is"), _("filled")});
    for (int i = 0; i < file->n_columns; i++) {
        const char **cell = grid_cell(&grid, i, 0);
        cell[0] = file->column[i].heading;
        cell[1] = field_word(file->column[i].field);
        cell[2] = whole(&grid, (double)file->column[i].filled);
    }
    screen_add_table(out, &grid);
    screen_add_blank(out);
}

static void add_file(struct screen *out, const struct log_file *file)
{
    struct sentences s = {0};
    const struct label *label = &file->layout->label;
    say_line(&s, _("%s: %s (layout %s); rows %ld, refused %ld, left out by the layout %ld"),
        path_name(file->path), language_is_dutch() ? label->nl : label->en, file->layout->id,
        file->rows, file->refused, file->skipped);
    screen_say(out, &s);
    add_columns(out, file);
}

static void add_first_records(struct screen *out, const struct logbook *logbook)
{
    const struct log *log = &logbook->log;
    int n = log->n < FIRST_RECORDS ? (int)log->n : FIRST_RECORDS;
    struct grid grid;
    if (n == 0)
        return;
    grid_init(&grid, n, 5,
        (const char *[]){
            _("company"), _("date"), _("contact moment"), _("outcome"), _("stage after it")});
    for (int i = 0; i < n; i++) {
        const struct log_record *record = &log->record[i];
        const char **cell = grid_cell(&grid, i, 0);
        cell[0] = log->known[record->company].name;
        cell[1] = logbook_date(logbook, &grid.arena, record->day);
        cell[2] = record->contact == NONE
                      ? "\u2013"
                      : contact_label(&log->scenario->catalogue.contact[record->contact]);
        cell[3] = log_outcome_names[record->outcome];
        cell[4] =
            record->stage_after == LOG_PARTNER ? "partner" : stage_word(record->stage_after);
    }
    screen_add_table(out, &grid);
    screen_add_blank(out);
}

static void add_outcomes(struct screen *out, const struct logbook *logbook)
{
    struct sentences s = {0};
    const char *list = "";
    for (int i = 0; i < N_LOG_OUTCOMES; i++)
        if (logbook->reading.of_outcome[i] > 0)
            list = part_join(&s, list, ", ",
                part_printf(
                    &s, "%s %ld", log_outcome_names[i], (long)logbook->reading.of_outcome[i]));
    say_line(&s, _("Records: %ld (%s). Companies: %d, of which added: %d."),
        (long)logbook->log.n, list[0] != '\0' ? list : "\u2013", logbook->log.n_companies,
        logbook->reading.added);
    if (logbook->reading.after_until > 0)
        say_line(&s, _("Records after the last day that is known, left out: %ld."),
            (long)logbook->reading.after_until);
    screen_say(out, &s);
}

/* What stands in cells is shown here: nothing of it is written anywhere. */
static void add_refusals(struct screen *out, const struct logbook *logbook)
{
    const struct log_reading *reading = &logbook->reading;
    struct sentences s = {0};
    for (int64_t i = 0; i < reading->n_refusals && i < FIRST_REFUSALS; i++) {
        const struct log_refusal *r = &reading->refusal[i];
        say(&s, "%s:%ld: %s: ", path_name(reading->file[r->file].path), r->line, r->column);
        if (r->value != NULL)
            say(&s, "'%s' ", r->value);
        say(&s, "%s", r->reason);
        if (r->meant != NULL)
            say(&s, _("; did you mean '%s'?"), r->meant);
        say(&s, "\n");
    }
    if (reading->n_refusals > FIRST_REFUSALS)
        say_line(&s, _("and %ld more"), (long)(reading->n_refusals - FIRST_REFUSALS));
    if (s.text.length > 0)
        screen_add_blank(out);
    screen_say(out, &s);
}

void screen_log_reading(struct screen *out, const struct logbook *logbook)
{
    for (int i = 0; i < logbook->reading.n_files; i++)
        add_file(out, &logbook->reading.file[i]);
    add_first_records(out, logbook);
    add_outcomes(out, logbook);
    add_refusals(out, logbook);
}
