/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log_until.h"

#include "language.h"
#include "name_table.h"

#include <math.h>
#include <string.h>

/* ---- Records of one day ---- */

/* Rows that a list of calls has of one company, contact moment and day are one record: the last
 * of them. */
static void merge_days(struct log *log, const struct log_reading *reading)
{
    struct name_table seen = {0};
    struct arena arena = {0};
    int64_t n = 0;
    for (int64_t i = 0; i < log->n; i++) {
        const struct log_record *record = &log->record[i];
        const char *key = NULL;
        int at = -1;
        if (reading->file[record->file].layout->per_day) {
            key =
                arena_printf(&arena, "%d %d %d", record->company, record->contact, record->day);
            at = name_table_find(&seen, key, -1);
        }
        if (key != NULL && at < 0)
            name_table_add(&seen, key, (int)n);
        log->record[at >= 0 ? at : n++] = *record;
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

/* Records of an appointment come in the order of their days, as each is written when it comes
 * due: the first of a later day has the date that it had. */
static void cut(struct log *log, struct log_reading *reading)
{
    struct name_table agreed = {0};
    struct arena arena = {0};
    int64_t n = 0;
    for (int64_t i = 0; i < log->n; i++) {
        struct log_record record = log->record[i];
        bool is_contact = record.outcome <= LOG_PLANNED;
        if (record.day > log->until && record.outcome != LOG_PLANNED) {
            bool known = is_contact && record.planned_on != LOG_NO_DAY &&
                         record.planned_on <= log->until;
            const char *key = known ? key_of(&arena, &record) : NULL;
            if (!known || name_table_find(&agreed, key, -1) >= 0) {
                leave_out(reading, &record);
                continue;
            }
            name_table_add(&agreed, key, 0);
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
    name_table_free(&agreed);
    arena_free(&arena);
}

enum status log_end(struct log *log, struct log_reading *reading, const char *until, long start,
    struct messages *errors)
{
    struct written_date date;
    long day;
    bool merges = false;
    for (int i = 0; i < reading->n_files; i++)
        merges = merges || reading->file[i].layout->per_day;
    if (merges)
        merge_days(log, reading);
    log->until = last_day(log);
    if (until != NULL) {
        if (!date_scan(&date, until, false) || !date.sure) {
            messages_add(errors, _("--until: '%s' is not a date as 2025-03-14"), until);
            return STATUS_USAGE;
        }
        date_in_order(&date, ORDER_UNKNOWN, &day);
        log->until = (int32_t)(day - start);
    }
    cut(log, reading);
    for (int64_t i = 0; i < log->n; i++)
        reading->of_outcome[log->record[i].outcome]++;
    return STATUS_OK;
}
