/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log_companies.h"

#include "language.h"

#include <stdlib.h>
#include <string.h>

static void enter(struct log_companies *companies, const char *name, int number)
{
    const char *letters = arena_letters(companies->arena, name);
    if (name_table_find(&companies->exact, name, -1) < 0)
        name_table_add(&companies->exact, name, number);
    /* Of two of one name the first is meant. */
    if (letters[0] != '\0' && name_table_find(&companies->letters, letters, -1) < 0)
        name_table_add(&companies->letters, letters, number);
}

static void make_room(struct log_companies *companies)
{
    struct log *log = companies->log;
    if (log->n_companies < companies->room)
        return;
    int room = companies->room > 0 ? 2 * companies->room : 64;
    struct company *company = arena_new(companies->arena, (size_t)room, sizeof *company);
    struct log_company *known = arena_new(companies->arena, (size_t)room, sizeof *known);
    if (log->n_companies > 0) {
        memcpy(company, log->company, (size_t)log->n_companies * sizeof *company);
        memcpy(known, log->known, (size_t)log->n_companies * sizeof *known);
    }
    log->company = company;
    log->known = known;
    companies->room = room;
}

static int append(struct log_companies *companies, const struct company *company, bool added)
{
    struct log *log = companies->log;
    make_room(companies);
    log->company[log->n_companies] = *company;
    log->known[log->n_companies] =
        (struct log_company){.name = company->name, .approached = LOG_NO_DAY, .added = added};
    enter(companies, company->name, log->n_companies);
    return log->n_companies++;
}

/* ---- A file of companies ---- */

/* When each was approached. */
static void read_approached(struct log_companies *companies, const struct company_list *list,
    long start, struct messages *errors)
{
    int column = list->at[LIST_APPROACHED];
    const struct csv_table *table = &list->data.table;
    for (int i = 0; i < list->n && column >= 0; i++) {
        const struct csv_row *row = &table->row[i];
        const char *text = column < row->n ? row->field[column] : "";
        struct written_date date;
        long day;
        if (text[0] == '\0')
            continue;
        if (date_scan(&date, text, list->data.workbook.from_1904) &&
            (date.sure || date_shows(&date) != ORDER_UNKNOWN) &&
            date_in_order(&date, date_shows(&date), &day))
            companies->log->known[i].approached = (int32_t)(day - start);
        else
            messages_add(errors, _("%s:%ld: %s: '%s' is not a date as 2025-03-14"), list->path,
                row->line, table->header.field[column], text);
    }
}

static enum status read_file(struct log_companies *companies, const struct log_ask *ask,
    long start, struct messages *notices, struct messages *errors)
{
    struct text bytes = {0};
    struct company_list list;
    const struct list_source source = {
        .data = {.path = ask->companies, .bytes = &bytes, .files = ask->files},
        .axes = &ask->scenario->axes};
    enum status status =
        ask->files->read(ask->files->context, ask->companies, MOST_LIST_BYTES, &bytes, errors);
    if (status == STATUS_OK)
        status = company_list_read(&list, companies->arena, &source, notices, errors);
    if (status == STATUS_OK) {
        size_t before = errors->count;
        for (int i = 0; i < list.n; i++)
            append(companies, &list.company[i], false);
        read_approached(companies, &list, start, errors);
        status = errors->count > before ? STATUS_CONFIG : STATUS_OK;
    }
    text_free(&bytes);
    return status;
}

enum status log_companies_read(struct log_companies *companies, struct log *log,
    const struct log_ask *ask, struct messages *notices, struct messages *errors)
{
    const struct population *population = &ask->scenario->population;
    long start = 0;
    calendar_parse(ask->scenario->campaign.start, &start);
    *companies =
        (struct log_companies){.log = log, .arena = &log->arena, .may_add = ask->add_companies};
    if (ask->companies != NULL)
        return read_file(companies, ask, start, notices, errors);
    for (int i = 0; i < population->n && population->list != NULL; i++)
        append(companies, &population->list[i], false);
    return STATUS_OK;
}

void log_companies_free(struct log_companies *companies)
{
    name_table_free(&companies->exact);
    name_table_free(&companies->letters);
}

/* ---- Which one ---- */

/* A whole number from 1 to the number of companies, less 1; -1: it is none. */
static int number_of(const struct log *log, const char *name)
{
    char *end;
    if (name[0] < '1' || name[0] > '9' || strlen(name) > 7)
        return -1;
    long number = strtol(name, &end, 10);
    return *end == '\0' && number <= log->n_companies ? (int)number - 1 : -1;
}

int log_company_find(struct log_companies *companies, const char *name)
{
    int found = name_table_find(&companies->exact, name, -1);
    if (found >= 0)
        return found;
    struct arena arena = {0};
    found = name_table_find(&companies->letters, arena_letters(&arena, name), -1);
    arena_free(&arena);
    if (found < 0)
        found = number_of(companies->log, name);
    /* The next record of it is found at once. */
    if (found >= 0)
        name_table_add(&companies->exact, arena_copy(companies->arena, name), found);
    return found;
}

int log_company_add(struct log_companies *companies, const char *name, int segment)
{
    const struct company company = {
        .name = arena_copy(companies->arena, name), .segment = segment, .stage = ATTENTION};
    return append(companies, &company, true);
}

const char *log_company_nearest(const struct log_companies *companies, const char *name)
{
    enum { MOST_COMPARED_NAMES = 5000 };
    const struct log *log = companies->log;
    int n = log->n_companies < MOST_COMPARED_NAMES ? log->n_companies : MOST_COMPARED_NAMES;
    return text_nearest(
        name, (struct names){log->known != NULL ? (const void *)&log->known[0].name : NULL,
                  sizeof *log->known, n});
}
