/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fill.h"
#include "language.h"
#include "text.h"

#include <string.h>

/* Tables of a logbook: what was read, and what it tells. */

static const struct logbook *logbook_of(const struct fill *f)
{
    return f->results->logbook;
}

static const char *company_of(const struct fill *f, int company)
{
    return logbook_company(logbook_of(f), &f->table->texts, company);
}

static const char *date_of(const struct fill *f, int32_t day)
{
    return logbook_date(logbook_of(f), &f->table->texts, day);
}

static const char *contact_of(const struct fill *f, int contact)
{
    const struct scenario *scenario = logbook_of(f)->log.scenario;
    return contact == NONE ? NULL : scenario->catalogue.contact[contact].id;
}

static const char *package_of(const struct fill *f, int package)
{
    const struct scenario *scenario = logbook_of(f)->log.scenario;
    return package == NONE ? NULL : scenario->packages.package[package].id;
}

static const char *stage_of(int stage)
{
    return stage == NONE ? NULL : stage == LOG_PARTNER ? "partner" : stage_names[stage];
}

static const char *ending_of(int ending)
{
    static const char *const names[N_LOG_ENDINGS] = {"open", "joined", "said_no", "stopped"};
    return names[ending];
}

/* ---- What was read ---- */

static void fill_records(const struct fill *f)
{
    const struct log *log = &logbook_of(f)->log;
    static const char *const persons[] = {NULL, "owner", "employee"};
    static const char *const answers[] = {NULL, "yes", "no"};
    for (int64_t i = 0; i < log->n; i++) {
        const struct log_record *r = &log->record[i];
        const char *reason = log_reason_names[r->reason];
        fill_row(f, NULL, TEXT(company_of(f, r->company)), TEXT(date_of(f, r->day)),
            TEXT(contact_of(f, r->contact)), TEXT(log_outcome_names[r->outcome]),
            TEXT(date_of(f, r->planned_on)), TEXT(date_of(f, r->first_day)),
            TEXT(stage_of(r->stage_after)), TEXT(persons[r->person]), TEXT(answers[r->won]),
            NUM(r->hours), NUM(r->cost_eur), TEXT(package_of(f, r->package)),
            TEXT(r->reason == REASON_OTHER ? "other"
                 : reason[0] != '\0'       ? reason
                                           : NULL));
    }
}

static const char *file_of(const struct fill *f, int file)
{
    return path_name(logbook_of(f)->reading.file[file].path);
}

/* What a cell says may be anybody's name. */
static const char *why(const struct fill *f, const struct log_refusal *refusal)
{
    struct text text = {0};
    bool names = logbook_of(f)->names;
    if (names && refusal->value != NULL)
        text_printf(&text, "'%s' ", refusal->value);
    text_add_string(&text, refusal->reason);
    if (names && refusal->meant != NULL)
        text_printf(&text, _("; did you mean '%s'?"), refusal->meant);
    return text_keep(&text, &f->table->texts);
}

/* The row of a line of a file; NULL: none begins there. */
static const struct csv_row *row_at(const struct csv_table *table, long line)
{
    long low = 0, high = table->n;
    while (low < high) {
        long middle = low + (high - low) / 2;
        if (table->row[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low < table->n && table->row[low].line == line ? &table->row[low] : NULL;
}

/* Its cells as they stand there, as they are somebody's own. */
static const char *row_text(const struct fill *f, const struct log_refusal *refusal)
{
    const struct csv_row *row =
        row_at(&logbook_of(f)->reading.file[refusal->file].data.table, refusal->line);
    struct text text = {0};
    for (int i = 0; row != NULL && i < row->n; i++)
        text_printf(&text, "%s%s", i > 0 ? ";" : "", row->field[i]);
    return text_keep(&text, &f->table->texts);
}

/* The row itself only with names, as it may hold any. */
static void fill_refused(const struct fill *f)
{
    const struct log_reading *reading = &logbook_of(f)->reading;
    for (int64_t i = 0; i < reading->n_refusals; i++) {
        const struct log_refusal *r = &reading->refusal[i];
        union cell cell[] = {TEXT(file_of(f, r->file)), NUM((double)r->line), TEXT(r->column),
            TEXT(why(f, r)), TEXT(logbook_of(f)->names ? row_text(f, r) : NULL)};
        fill_cells(f, NULL, cell, logbook_of(f)->names ? 5 : 4);
    }
}

static void fill_defects(const struct fill *f)
{
    const struct defects *defects = &logbook_of(f)->history.defects;
    for (int64_t i = 0; i < defects->n; i++) {
        const struct defect *d = &defects->defect[i];
        fill_row(f, NULL, TEXT(company_of(f, d->company)), NUM(d->line),
            TEXT(defect_names[d->kind]), TEXT(_(defect_treatments[d->kind])),
            TEXT(file_of(f, d->file)));
    }
}

static void fill_timeline(const struct fill *f)
{
    const struct history *history = &logbook_of(f)->history;
    for (int64_t i = 0; i < history->n; i++) {
        const struct log_event *e = &history->event[i];
        if (e->role != ROLE_LEFT_OUT)
            fill_row(f, NULL, TEXT(company_of(f, e->record->company)),
                TEXT(date_of(f, e->record->day)), TEXT(contact_of(f, e->record->contact)),
                TEXT(log_outcome_names[e->record->outcome]), TEXT(stage_of(e->stage_before)),
                TEXT(stage_of(e->stage_after)));
    }
}

/* ---- What it tells ---- */

static void fill_curves(const struct fill *f, const struct incidence *incidence)
{
    for (int ending = 1; ending <= incidence->n_endings; ending++)
        for (int i = 0; i < incidence->n; i++) {
            const struct incidence_point *p = incidence_at(incidence, ending, i);
            fill_row(f, NULL, TEXT(ending_of(ending)), NUM(p->time), NUM(p->at_risk),
                NUM(p->events), NUM(p->estimate), NUM(p->se), NUM(p->low), NUM(p->high));
        }
}

static void fill_by_day(const struct fill *f)
{
    fill_curves(f, &logbook_of(f)->described.by_day);
}

static void fill_by_contact(const struct fill *f)
{
    fill_curves(f, &logbook_of(f)->described.by_contact);
}

static void fill_summary(const struct fill *f)
{
    for (int i = 0; i < N_LOG_FIGURES; i++)
        fill_row(f, NULL, TEXT(log_figures[i].name), TEXT(log_figures[i].unit),
            ESTIMATE(logbook_of(f)->described.figure[i]));
}

static void fill_contacts(const struct fill *f)
{
    const struct described *d = &logbook_of(f)->described;
    for (int i = 0; i < d->n_contacts; i++) {
        const struct contact_row *r = &d->contact[i];
        fill_row(f, NULL, TEXT(contact_of(f, r->contact)), TEXT(stage_of(r->stage)),
            NUM((double)r->held), NUM((double)r->moved), NUM((double)r->no_show),
            NUM((double)r->cancelled), NUM((double)r->not_reached), NUM((double)r->recorded),
            NUM((double)r->progressed), INTERVAL(r->share), NUM(r->next_median),
            NUM(r->next_p10), NUM(r->next_p90), NUM(r->hours), NUM(r->cost_eur));
    }
}

static void fill_rings(const struct fill *f)
{
    const struct described *d = &logbook_of(f)->described;
    for (int i = 0; i < N_LOG_RINGS; i++)
        fill_row(f, NULL, TEXT(log_ring_names[i]), NUM(d->ring[i].target),
            NUM((double)d->ring[i].companies), NUM(d->ring[i].hours), NUM(d->ring[i].cost_eur));
}

static void fill_ingredients(const struct fill *f)
{
    const struct ingredients *in = &logbook_of(f)->ingredients;
    for (int i = 0; i < in->n; i++) {
        const struct ingredient *r = &in->row[i];
        fill_row(f, NULL, TEXT(contact_of(f, r->contact)), TEXT(stage_of(r->stage)),
            NUM(r->held), NUM(r->recorded), NUM(r->progressed), NUM(r->expected),
            NUM(r->ratio.ratio), NUM(r->ratio.low), NUM(r->ratio.high), NUM(r->p),
            NUM(r->p_adjusted), TEXT(ingredient_flags[r->flag]));
    }
}

#define CURVE "at_risk,events,estimate,se,low,high"

const struct table_kind logbook_tables[] = {
    {"logbook_summary", "measure,unit,estimate,se,low,high", TO_FILE | TO_CSV | TO_JSON, LOGGED,
        fill_summary, NULL},
    {"incidence_by_day", "ending,day," CURVE, TO_FILE, LOGGED, fill_by_day, NULL},
    {"incidence_by_contact", "ending,contacts," CURVE, TO_FILE, LOGGED, fill_by_contact, NULL},
    {"contacts",
        "contact,stage,held,moved,no_show,cancelled,not_reached,recorded,progressed,share,low,"
        "high,days_to_next_median,p10,p90,hours,cost_eur",
        TO_FILE, LOGGED, fill_contacts, NULL},
    {"ingredients",
        "contact,stage,held,recorded,progressed,expected,ratio,low,high,p,p_adjusted,flag",
        TO_FILE, LOGGED, fill_ingredients, NULL},
    {"rings", "ring,target,companies,hours,cost_eur", TO_FILE, LOGGED, fill_rings, NULL},
    {"timeline", "company,date,contact,outcome,stage_before,stage_after", TO_FILE, LOGGED,
        fill_timeline, NULL},
    {"records",
        "company,date,contact,outcome,planned_on,first_date,stage_after,person,won,hours,"
        "cost_eur,package,reason",
        TO_FILE, LOGGED, fill_records, NULL},
    {"refused", "file,line,column,reason", TO_FILE, LOGGED | NUMBERED, fill_refused, NULL},
    {"refused", "file,line,column,reason,row", TO_FILE, LOGGED | NAMED, fill_refused, NULL},
    {"defects", "company,line,defect,treatment,file", TO_FILE, LOGGED, fill_defects, NULL},
    {0},
};
