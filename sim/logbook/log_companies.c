/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log_companies.h"

#include "language.h"

#include <stdlib.h>
#include <string.h>

/* The digits of a name that is a number, without zeros before it, as spreadsheets make 4 of 04;
 * NULL: it is none. */
static const char *digits_of(const char *name)
{
    size_t digits = strspn(name, "0123456789");
    if (digits == 0 || name[digits] != '\0')
        return NULL;
    while (name[0] == '0' && name[1] != '\0')
        name++;
    return name;
}

static void enter(struct log_companies *companies, const char *name, int number)
{
    const char *letters = arena_letters(companies->arena, name);
    if (name_table_find(&companies->exact, name, -1) < 0)
        name_table_add(&companies->exact, name, number);
    /* Of two of one name the first is meant. */
    if (letters[0] != '\0' && name_table_find(&companies->letters, letters, -1) < 0)
        name_table_add(&companies->letters, letters, number);
    const char *digits = digits_of(name);
    companies->numeric = companies->numeric || digits != NULL;
    if (digits != NULL && name_table_find(&companies->digits, digits, -1) < 0)
        name_table_add(&companies->digits, digits, number);
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
    log->known[log->n_companies] = (struct log_company){.name = company->name,
        .approached = company->approached != 0
                          ? (int32_t)(company->approached - companies->start)
                          : LOG_NO_DAY,
        .added = added};
    enter(companies, company->name, log->n_companies);
    return log->n_companies++;
}

/* ---- A file of companies ---- */

static enum status read_file(struct log_companies *companies, const struct log_ask *ask,
    struct messages *notices, struct messages *errors)
{
    struct text bytes = {0};
    struct company_list list = {0};
    const struct list_source source = {
        .data = {.path = ask->companies, .bytes = &bytes, .files = ask->files},
        .axes = &ask->scenario->axes};
    enum status status =
        ask->files->read(ask->files->context, ask->companies, MOST_LIST_BYTES, &bytes, errors);
    if (status == STATUS_OK)
        status = company_list_read(&list, companies->arena, &source, notices, errors);
    for (int i = 0; i < list.n && status == STATUS_OK; i++)
        append(companies, &list.company[i], false);
    text_free(&bytes);
    return status;
}

enum status log_companies_read(struct log_companies *companies, struct log *log,
    const struct log_ask *ask, struct messages *notices, struct messages *errors)
{
    const struct population *population = &ask->scenario->population;
    *companies = (struct log_companies){.log = log, .arena = &log->arena};
    calendar_parse(ask->scenario->campaign.start, &companies->start);
    if (ask->companies != NULL)
        return read_file(companies, ask, notices, errors);
    for (int i = 0; i < population->n && population->list != NULL; i++)
        append(companies, &population->list[i], false);
    return STATUS_OK;
}

void log_companies_free(struct log_companies *companies)
{
    name_table_free(&companies->exact);
    name_table_free(&companies->letters);
    name_table_free(&companies->digits);
    name_table_free(&companies->unknown);
}

/* ---- Which one ---- */

int log_company_numbered(const struct log_companies *companies, const char *text)
{
    char *end;
    if (text[0] < '1' || text[0] > '9' || strlen(text) > 7)
        return -1;
    long number = strtol(text, &end, 10);
    return *end == '\0' && number <= companies->log->n_companies ? (int)number - 1 : -1;
}

/* Where companies have numbers for names a number is a name, and never a place in the list. */
static int find_number(const struct log_companies *companies, const char *name)
{
    const char *digits = digits_of(name);
    if (digits == NULL)
        return -1;
    return companies->numeric ? name_table_find(&companies->digits, digits, -1)
                              : log_company_numbered(companies, name);
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
        found = find_number(companies, name);
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

const char *log_company_nearest(struct log_companies *companies, const char *name)
{
    enum { MOST_COMPARED_NAMES = 5000, MOST_SEARCHED = 200 };
    const struct log *log = companies->log;
    int n = log->n_companies < MOST_COMPARED_NAMES ? log->n_companies : MOST_COMPARED_NAMES;
    const struct names names = {
        log->known != NULL ? (const void *)&log->known[0].name : NULL, sizeof *log->known, n};
    int found = name_table_find(&companies->unknown, name, -2);
    if (found == -2) {
        /* With so many that are not known another list is meant, and not another name. */
        const char *near =
            companies->unknown.n < MOST_SEARCHED ? text_nearest(name, names) : NULL;
        found = near != NULL ? text_find(near, names) : -1;
        name_table_add(&companies->unknown, arena_copy(companies->arena, name), found);
    }
    return found >= 0 ? log->known[found].name : NULL;
}
