/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "logbook.h"

enum status logbook_read(struct logbook *logbook, const struct log_ask *ask,
    struct logbook_model model, double confidence, struct messages *notices,
    struct messages *errors)
{
    *logbook = (struct logbook){0};
    enum status status = log_read(&logbook->log, &logbook->reading, ask, notices, errors);
    if (status != STATUS_OK)
        return status;
    history_init(&logbook->history, &logbook->log);
    for (int64_t i = 0; i < logbook->reading.after_until; i++) {
        const struct log_record *late = &logbook->reading.late[i];
        defects_add(&logbook->history.defects,
            &(struct defect){late->company, late->line, late->file, DEFECT_FUTURE});
    }
    if (model.campaign == NULL)
        return STATUS_OK;
    described_init(&logbook->described, &logbook->history, confidence);
    ingredients_init(
        &logbook->ingredients, &logbook->history, model.campaign, model.followed, confidence);
    return STATUS_OK;
}

void logbook_free(struct logbook *logbook)
{
    ingredients_free(&logbook->ingredients);
    described_free(&logbook->described);
    history_free(&logbook->history);
    log_free(&logbook->log, &logbook->reading);
}

long logbook_refused(const struct logbook *logbook)
{
    long n = 0;
    for (int i = 0; i < logbook->reading.n_files; i++)
        n += logbook->reading.file[i].refused;
    return n;
}

const char *logbook_company(const struct logbook *logbook, struct arena *arena, int company)
{
    return logbook->names ? logbook->log.known[company].name
                          : arena_printf(arena, "%d", company + 1);
}

const char *logbook_date(const struct logbook *logbook, struct arena *arena, int32_t day)
{
    char text[16];
    long start = 0;
    if (day == LOG_NO_DAY)
        return NULL;
    calendar_parse(logbook->log.scenario->campaign.start, &start);
    date_write(text, start + day);
    return arena_copy(arena, text);
}
