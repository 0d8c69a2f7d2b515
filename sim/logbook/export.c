/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export.h"

#include <math.h>
#include <stdio.h>

/* ---- etm ---- */

void export_etm(struct text *out, const struct logbook *logbook)
{
    static const char *const to[N_LOG_ENDINGS] = {"cens", "1", "2", "3"};
    text_add_string(out, "id,from,to,entry,exit\n");
    for (int i = 0; i < logbook->log.n_companies; i++) {
        struct spell spell;
        if (described_spell(&logbook->history, i, &spell))
            text_printf(out, "%d,0,%s,%d,%d\n", i + 1, to[spell.ending],
                spell.entry == FROM_THE_START ? 0 : spell.entry + 1, spell.exit + 1);
    }
}

/* ---- XES ---- */

static void add_escaped(struct text *out, const char *value)
{
    for (; *value != '\0'; value++)
        switch (*value) {
        case '&':
            text_add_string(out, "&amp;");
            break;
        case '<':
            text_add_string(out, "&lt;");
            break;
        case '"':
            text_add_string(out, "&quot;");
            break;
        default:
            /* The others below are no characters of XML. */
            if ((unsigned char)*value >= 0x20)
                text_add(out, value, 1);
        }
}

static void add_attribute(
    struct text *out, int indent, const char *kind, const char *key, const char *value)
{
    if (value == NULL || value[0] == '\0')
        return;
    text_printf(out, "%*s<%s key=\"%s\" value=\"", indent, "", kind, key);
    add_escaped(out, value);
    text_add_string(out, "\"/>\n");
}

static void add_date(
    struct text *out, const struct logbook *logbook, const char *key, int32_t day)
{
    struct arena arena = {0};
    const char *date = logbook_date(logbook, &arena, day);
    if (date != NULL)
        add_attribute(out, 6, "date", key, arena_printf(&arena, "%sT00:00:00.000+00:00", date));
    arena_free(&arena);
}

static void add_number(struct text *out, const char *key, float value)
{
    struct arena arena = {0};
    if (!isnan(value))
        add_attribute(out, 6, "float", key, arena_printf(&arena, "%.9g", (double)value));
    arena_free(&arena);
}

static void add_won(struct text *out, int won)
{
    if (won == NOT_SAID)
        return;
    add_attribute(out, 6, "boolean", "recept:won", won == YES ? "true" : "false");
    add_attribute(out, 6, "string", "recept:won:text", won == YES ? "yes" : "no");
}

static void add_event(
    struct text *out, const struct logbook *logbook, const struct log_record *record)
{
    static const char *const persons[] = {NULL, "owner", "employee"};
    const struct scenario *scenario = logbook->log.scenario;
    const char *outcome = log_outcome_names[record->outcome];
    const char *contact =
        record->contact == NONE ? NULL : scenario->catalogue.contact[record->contact].id;
    const char *package =
        record->package == NONE ? NULL : scenario->packages.package[record->package].id;
    const char *stage = record->stage_after == NONE          ? NULL
                        : record->stage_after == LOG_PARTNER ? "partner"
                                                             : stage_names[record->stage_after];
    bool planned = record->outcome == LOG_PLANNED;
    text_add_string(out, "    <event>\n");
    add_attribute(out, 6, "string", "concept:name", contact != NULL ? contact : outcome);
    add_attribute(out, 6, "string", "lifecycle:transition", planned ? "schedule" : "complete");
    add_date(out, logbook, "time:timestamp", record->day);
    add_attribute(out, 6, "string", "recept:contact", contact);
    add_attribute(out, 6, "string", "recept:outcome_of_record", outcome);
    add_date(out, logbook, "recept:planned_on", record->planned_on);
    add_date(out, logbook, "recept:first_date", record->first_day);
    add_attribute(out, 6, "string", "recept:stage_after", stage);
    add_attribute(out, 6, "string", "recept:person", persons[record->person]);
    add_won(out, record->won);
    add_number(out, "recept:hours", record->hours);
    add_number(out, "recept:cost_eur", record->cost_eur);
    add_attribute(out, 6, "string", "recept:package", package);
    add_attribute(out, 6, "string", "recept:reason", log_reason_names[record->reason]);
    text_add_string(out, "    </event>\n");
}

/* Its place in the list. */
static void add_number_of(struct text *out, int number)
{
    char digits[16];
    snprintf(digits, sizeof digits, "%d", number);
    add_attribute(out, 4, "int", "recept:number", digits);
    add_attribute(out, 4, "string", "recept:number:text", digits);
}

static const char head[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<log xes.version=\"1849.2016\" xes.features=\"\" xmlns=\"http://www.xes-standard.org/\">\n"
    "  <extension name=\"Concept\" prefix=\"concept\" "
    "uri=\"http://www.xes-standard.org/concept.xesext\"/>\n"
    "  <extension name=\"Lifecycle\" prefix=\"lifecycle\" "
    "uri=\"http://www.xes-standard.org/lifecycle.xesext\"/>\n"
    "  <extension name=\"Time\" prefix=\"time\" "
    "uri=\"http://www.xes-standard.org/time.xesext\"/>\n"
    "  <global scope=\"trace\">\n"
    "    <string key=\"concept:name\" value=\"\"/>\n"
    "  </global>\n"
    "  <global scope=\"event\">\n"
    "    <string key=\"concept:name\" value=\"\"/>\n"
    "    <date key=\"time:timestamp\" value=\"1970-01-01T00:00:00.000+00:00\"/>\n"
    "  </global>\n"
    "  <classifier name=\"contact\" keys=\"concept:name\"/>\n";

void export_xes(struct text *out, const struct logbook *logbook)
{
    const struct history *history = &logbook->history;
    text_add_string(out, head);
    for (int i = 0; i < logbook->log.n_companies; i++) {
        const struct company_history *of = &history->company[i];
        struct arena arena = {0};
        if (of->n == 0)
            continue;
        text_add_string(out, "  <trace>\n");
        add_attribute(out, 4, "string", "concept:name", logbook_company(logbook, &arena, i));
        if (!logbook->names)
            add_number_of(out, i + 1);
        for (int64_t k = of->first; k < of->first + of->n; k++)
            add_event(out, logbook, history->event[k].record);
        text_add_string(out, "  </trace>\n");
        arena_free(&arena);
    }
    text_add_string(out, "</log>\n");
}
