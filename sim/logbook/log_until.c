/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log_until.h"

#include "language.h"
#include "name_table.h"

#include <math.h>
#include <string.h>

/* ---- Records of one day ---- */

/* Rows that a list of calls has of one company, contact moment and day are one record: the one
 * that was held, else the last. */
static void merge_days(struct log *log, const struct log_reading *reading)
{
    struct name_table seen = {0};
    struct arena arena = {0};
    int64_t n = 0;
    for (int64_t i = 0; i < log->n; i++) {
        const struct log_record *record = &log->record[i];
        bool merges =
            reading->file[record->file].layout->per_day && record->outcome <= LOG_PLANNED;
        const char *key = merges ? arena_printf(&arena, "%d %d %d", record->company,
                                       record->contact, record->day)
                                 : NULL;
        int at = merges ? name_table_find(&seen, key, -1) : -1;
        if (merges && at < 0)
            name_table_add(&seen, key, (int)n);
        if (at < 0)
            log->record[n++] = *record;
        else if (log->record[at].outcome != LOG_HELD || record->outcome == LOG_HELD)
            log->record[at] = *record;
    }
    log->n = n;
    name_table_free(&seen);
    arena_free(&arena);
}

/* ---- The last day ---- */

/* Of one without anything that happened the last day on which something was agreed, or the
 * first of the campaign. */
static int32_t last_day(const struct log *log)
{
    int32_t last = LOG_NO_DAY, agreed = 0;
    for (int64_t i = 0; i < log->n; i++) {
        const struct log_record *record = &log->record[i];
        if (record->outcome != LOG_PLANNED && record->day > last)
            last = record->day;
        if (record->planned_on > agreed)
            agreed = record->planned_on;
    }
    return last != LOG_NO_DAY ? last : agreed;
}

/* An appointment, by what all records of it have in common. */
static const char *key_of(struct arena *arena, const struct log_record *record)
{
    return arena_printf(
        arena, "%d %d %d", record->company, record->contact, record->planned_on);
}

static void leave_out(struct log_reading *reading, const struct log_record *record)
{
    if (reading->after_until == reading->late_room) {
        reading->late_room = 2 * reading->late_room + 64;
        reading->late =
            memory_resize(reading->late, (size_t)reading->late_room, sizeof *reading->late);
    }
    reading->late[reading->after_until++] = *record;
}

/* Of a record of a later day: it is of an appointment that was agreed by the last day that is
 * known. One of which nobody wrote when it was agreed is known where it is planned. */
static bool is_agreed(const struct log *log, const struct log_record *record)
{
    if (record->outcome > LOG_PLANNED)
        return false;
    return record->planned_on != LOG_NO_DAY ? record->planned_on <= log->until
                                            : record->outcome == LOG_PLANNED;
}

/* Of the records of an appointment that are of later days the first has the date that it had on
 * the last day that is known. */
static void find_first(const struct log *log, struct arena *arena, struct name_table *first)
{
    for (int64_t i = 0; i < log->n; i++) {
        const struct log_record *record = &log->record[i];
        if (record->day <= log->until || !is_agreed(log, record) ||
            record->planned_on == LOG_NO_DAY)
            continue;
        const char *key = key_of(arena, record);
        int before = name_table_find(first, key, -1);
        if (before < 0)
            name_table_add(first, key, (int)i);
        else if (record->day < log->record[before].day)
            name_table_set(first, key, (int)i);
    }
}

static bool is_first(const struct log *log, const struct name_table *first, int64_t i)
{
    const struct log_record *record = &log->record[i];
    struct arena arena = {0};
    bool is = is_agreed(log, record);
    if (is && record->planned_on != LOG_NO_DAY)
        is = name_table_find(first, key_of(&arena, record), -1) == i;
    arena_free(&arena);
    return is;
}

static void cut(struct log *log, struct log_reading *reading)
{
    struct name_table first = {0};
    struct arena arena = {0};
    int64_t n = 0;
    find_first(log, &arena, &first);
    for (int64_t i = 0; i < log->n; i++) {
        struct log_record record = log->record[i];
        bool later = record.day > log->until;
        if (later && !is_first(log, &first, i)) {
            leave_out(reading, &record);
            continue;
        }
        if (later && record.outcome != LOG_PLANNED) {
            record.outcome = LOG_PLANNED;
            record.stage_after = NONE;
            record.person = UNKNOWN;
            record.won = NOT_SAID;
            record.reason = REASON_NONE;
            record.hours = record.cost_eur = NAN;
        }
        log->record[n++] = record;
    }
    log->n = n;
    name_table_free(&first);
    arena_free(&arena);
}

/* What is written of days to come has not happened. */
static void tell_future(const struct log *log, long today, long start, struct messages *notices)
{
    char last[16];
    if (today == 0 || log->until + start <= today)
        return;
    date_write(last, log->until + start);
    messages_add(notices,
        _("the last record is of %s, a day that is still to come: it counts as having happened "
          "unless its outcome is 'planned', or --until says up to when the logbook is known"),
        last);
}

enum status log_end(struct log *log, struct log_reading *reading, const struct log_ask *ask,
    struct messages *notices, struct messages *errors)
{
    const char *until = ask->until;
    long start = 0;
    calendar_parse(ask->scenario->campaign.start, &start);
    struct written_date date;
    long day;
    bool merges = false;
    for (int i = 0; i < reading->n_files; i++)
        merges = merges || reading->file[i].layout->per_day;
    if (merges)
        merge_days(log, reading);
    log->until = last_day(log);
    if (until == NULL)
        tell_future(log, ask->today, start, notices);
    if (until != NULL) {
        if (!date_scan(&date, until, false) || !date.sure) {
            messages_add(errors, _("--until: '%s' is not a date as 2025-03-14"), until);
            return STATUS_USAGE;
        }
        date_in_order(&date, ORDER_UNKNOWN, &day);
        log->until = (int32_t)(day - start);
    }
    cut(log, reading);
    for (int i = 0; i < log->n_companies; i++)
        if (log->known[i].approached > log->until)
            log->known[i].approached = LOG_NO_DAY;
    for (int64_t i = 0; i < log->n; i++)
        reading->of_outcome[log->record[i].outcome]++;
    return STATUS_OK;
}
