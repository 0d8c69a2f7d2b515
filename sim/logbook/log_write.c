/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log_write.h"

#include "company_list.h"
#include "csv_table.h"
#include "dates.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Fields ---- */

/* Without control characters. */
static void add_text(struct text *out, const char *words)
{
    struct text clean = {0};
    text_add_printable(&clean, words);
    const char *text = text_string(&clean);
    bool quoted = strpbrk(text, "\",;\t") != NULL || text[0] == ' ' ||
                  (clean.length > 0 && text[clean.length - 1] == ' ');
    text_add_string(out, quoted ? "\"" : "");
    text_add_string(out, csv_is_formula(text) ? "'" : "");
    for (; *text != '\0'; text++)
        text_add(out, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    text_add_string(out, quoted ? "\"" : "");
    text_free(&clean);
}

/* The day on which the campaign starts. */
static long start_of(const struct log *log)
{
    long start = 0;
    (void)calendar_parse(log->scenario->campaign.start, &start);
    return start;
}

static void add_day(struct text *out, long start, int32_t day)
{
    char date[16];
    if (day == LOG_NO_DAY)
        return;
    date_write(date, start + day);
    text_add_string(out, date);
}

static void add_company(struct text *out, const struct log *log, int company, bool names)
{
    const char *name = log->known[company].name;
    if (names && name != NULL)
        add_text(out, name);
    else
        text_printf(out, "%d", company + 1);
}

/* Whole millionths: those of the engine are in a float to seven digits. */
static void add_amount(struct text *out, float amount)
{
    if (isnan(amount))
        return;
    char digits[48];
    snprintf(digits, sizeof digits, "%.7g", (double)amount);
    text_add_number(out, strtod(digits, NULL), false);
}

/* ---- Records ---- */

static void add_stage(struct text *out, int stage)
{
    if (stage != NONE)
        text_add_string(out, stage == LOG_PARTNER ? "partner" : stage_names[stage]);
}

static void add_field(struct text *out, const struct log *log, const struct log_record *r,
    enum log_column column, long start)
{
    static const char *const people[] = {"", "owner", "employee"};
    const struct scenario *scenario = log->scenario;
    if (column == LOG_DATE)
        add_day(out, start, r->day);
    else if (column == LOG_CONTACT && r->contact != NONE)
        add_text(out, scenario->catalogue.contact[r->contact].id);
    else if (column == LOG_OUTCOME)
        text_add_string(out, log_outcome_names[r->outcome]);
    else if (column == LOG_PLANNED_ON)
        add_day(out, start, r->planned_on);
    else if (column == LOG_FIRST_DATE)
        add_day(out, start, r->first_day);
    else if (column == LOG_STAGE_AFTER)
        add_stage(out, r->stage_after);
    else if (column == LOG_PERSON)
        text_add_string(out, people[r->person]);
    else if (column == LOG_WON)
        text_add_string(out, list_answer_word((enum answer)r->won));
    else if (column == LOG_HOURS)
        add_amount(out, r->hours);
    else if (column == LOG_COST)
        add_amount(out, r->cost_eur);
    else if (column == LOG_PACKAGE && r->package != NONE)
        add_text(out, scenario->packages.package[r->package].id);
    else if (column == LOG_REASON)
        text_add_string(out, log_reason_names[r->reason]);
}

static bool has(const struct log *log, int column)
{
    return (log->columns >> column & 1u) != 0;
}

void log_write(struct text *out, const struct log *log, bool names)
{
    long start = start_of(log);
    text_add_string(out, log_column_names[LOG_COMPANY]);
    for (int c = LOG_COMPANY + 1; c < N_LOG_COLUMNS; c++)
        if (has(log, c))
            text_printf(out, ",%s", log_column_names[c]);
    text_add_string(out, "\n");
    for (int64_t i = 0; i < log->n; i++) {
        add_company(out, log, log->record[i].company, names);
        for (int c = LOG_COMPANY + 1; c < N_LOG_COLUMNS; c++) {
            if (!has(log, c))
                continue;
            text_add_string(out, ",");
            add_field(out, log, &log->record[i], (enum log_column)c, start);
        }
        text_add_string(out, "\n");
    }
}

/* ---- Companies ---- */

void log_write_companies(struct text *out, const struct log *log, bool names)
{
    const struct axes *axes = &log->scenario->axes;
    long start = start_of(log);
    text_add_string(out, list_column_names[LIST_NAME]);
    for (int a = 0; a < axes->n; a++) {
        text_add_string(out, ",");
        add_text(out, axes->axis[a].id);
    }
    for (int c = LIST_STAGE; c <= LIST_FRONT_RUNNER; c++)
        text_printf(out, ",%s", list_column_names[c]);
    text_add_string(out, ",approached\n");
    for (int i = 0; i < log->n_companies; i++) {
        const struct company *company = &log->company[i];
        add_company(out, log, i, names);
        for (int a = 0; a < axes->n; a++) {
            text_add_string(out, ",");
            add_text(out, axes->axis[a].levels[axes_level(axes, company->segment, a)]);
        }
        text_printf(out, ",%s,%d,%s,%s,%s,", stage_names[company->stage],
            company->contacts_before, list_answer_word(company->warm),
            list_answer_word(company->customer_in), list_answer_word(company->front_runner));
        add_day(out, start, log->known[i].approached);
        text_add_string(out, "\n");
    }
}
