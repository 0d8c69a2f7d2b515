/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "campaign_log.h"

#include <math.h>
#include <string.h>

enum { DROPPED = -1, NO_RECORD = -1 };

/* What was spent on a company when it was last told of. */
struct spent {
    micro hours, cost, care_hours, care_cost;
};

/* A log that is being written. */
struct writing {
    struct log *log;
    const struct block *block;
    int64_t n, room;
    struct log_record *record; /* [n] */
    int64_t *before;     /* [n] of a planned record: the planned one before it of its company */
    int64_t *last;       /* [company] its last planned record, or NO_RECORD */
    struct spent *spent; /* [company] */
    bool *introduced;    /* [company] */
};

/* What events become in the log; DROPPED: no record. */
static const int8_t outcome_of[N_EVENT_KINDS] = {
    [EVENT_APPROACHED] = DROPPED,
    [EVENT_PLANNED] = LOG_PLANNED,
    [EVENT_BUSY] = LOG_MOVED,
    [EVENT_NO_SHOW] = LOG_NO_SHOW,
    [EVENT_MOVED] = LOG_MOVED,
    [EVENT_WAITED] = LOG_MOVED,
    [EVENT_NOT_REACHED] = LOG_NOT_REACHED,
    [EVENT_HELD] = LOG_HELD,
    [EVENT_JOINED] = LOG_JOINED,
    [EVENT_REFUSED] = LOG_REFUSED,
    [EVENT_SAID_NO] = LOG_SAID_NO,
    [EVENT_GIVEN_UP] = LOG_STOPPED,
    [EVENT_UNFUNDED] = LOG_STOPPED,
    [EVENT_INTRODUCED] = LOG_INTRODUCED,
    [EVENT_RENEWED] = LOG_RENEWED,
    [EVENT_UPGRADED] = LOG_UPGRADED,
    [EVENT_LEFT] = LOG_LEFT,
};

static const int8_t reason_of[N_EVENT_KINDS] = {
    [EVENT_BUSY] = REASON_BUSY,
    [EVENT_MOVED] = REASON_MOVED,
    [EVENT_WAITED] = REASON_WAITED,
    [EVENT_UNFUNDED] = REASON_UNFUNDED,
};

static bool is_postponed(enum event_kind kind)
{
    return kind == EVENT_BUSY || kind == EVENT_NO_SHOW || kind == EVENT_MOVED ||
           kind == EVENT_WAITED;
}

static struct spent spent_on(const struct writing *w, int company)
{
    int index = w->block->base + company;
    const struct record *record = &w->block->record[index];
    struct spent spent = {.hours = record->hours, .cost = record->cost};
    if (w->block->course[index].standing == PARTNER) {
        spent.care_hours = w->block->member[index].care_hours;
        spent.care_cost = w->block->member[index].care_cost;
    }
    return spent;
}

/* ---- Records ---- */

static void add(struct writing *w, struct log_record record)
{
    if (w->n == w->room) {
        w->room = w->room > 0 ? 2 * w->room : 256;
        w->record = memory_resize(w->record, (size_t)w->room, sizeof *w->record);
        w->before = memory_resize(w->before, (size_t)w->room, sizeof *w->before);
    }
    w->before[w->n] = NO_RECORD;
    if (record.outcome == LOG_PLANNED) {
        w->before[w->n] = w->last[record.company];
        w->last[record.company] = w->n;
    }
    w->record[w->n++] = record;
}

/* The appointment that the event is about is not to come any more on its day. */
static void close_planned(struct writing *w, const struct event *event)
{
    int64_t *at = &w->last[event->company];
    while (*at != NO_RECORD) {
        struct log_record *planned = &w->record[*at];
        if (planned->contact == event->contact && planned->day == event->day &&
            planned->planned_on == event->planned_on &&
            planned->first_day == event->first_day) {
            planned->outcome = DROPPED;
            *at = w->before[*at];
            return;
        }
        at = &w->before[*at];
    }
}

static void drop_planned(struct writing *w, int company)
{
    for (int64_t at = w->last[company]; at != NO_RECORD; at = w->before[at])
        w->record[at].outcome = DROPPED;
    w->last[company] = NO_RECORD;
}

static struct log_record record_of(const struct event *event, int outcome)
{
    return (struct log_record){
        .company = event->company,
        .day = event->day,
        .planned_on = LOG_NO_DAY,
        .first_day = LOG_NO_DAY,
        .hours = NAN,
        .cost_eur = NAN,
        .contact = NONE,
        .outcome = (int8_t)outcome,
        .stage_after = NONE,
        .person = UNKNOWN,
        .won = NOT_SAID,
        .package = NONE,
        .reason = reason_of[event->kind],
    };
}

/* A record of an appointment. */
static struct log_record contact_record(const struct event *event, int outcome)
{
    struct log_record record = record_of(event, outcome);
    record.contact = (int16_t)event->contact;
    record.planned_on = event->planned_on;
    record.first_day = event->first_day;
    return record;
}

static void add_planned(struct writing *w, const struct event *event)
{
    struct log_record record = contact_record(event, LOG_PLANNED);
    record.day = event->until;
    record.reason = REASON_NONE;
    add(w, record);
}

/* What came of an appointment on its day. */
static void add_due(struct writing *w, const struct event *event, const struct spent *was)
{
    struct log_record record = contact_record(event, outcome_of[event->kind]);
    const struct spent *is = &w->spent[event->company];
    micro hours = is->hours - was->hours + is->care_hours - was->care_hours;
    micro cost = is->cost - was->cost + is->care_cost - was->care_cost;
    record.hours = (float)((double)hours / MICRO);
    record.cost_eur = (float)((double)cost / MICRO);
    if (event->kind == EVENT_HELD && event->care) {
        record.stage_after = LOG_PARTNER;
    } else if (event->kind == EVENT_HELD) {
        record.stage_after = (int8_t)event->stage_after;
        record.person = (int8_t)event->person;
        record.won = event->won ? YES : NOT_SAID;
    }
    close_planned(w, event);
    add(w, record);
    if (is_postponed(event->kind))
        add_planned(w, event);
}

static void add_other(struct writing *w, const struct event *event)
{
    struct log_record record = record_of(event, outcome_of[event->kind]);
    if (event->kind == EVENT_JOINED)
        record.stage_after = LOG_PARTNER;
    if (event->kind != EVENT_LEFT)
        record.package = (int8_t)event->package;
    if (event->kind == EVENT_INTRODUCED)
        w->introduced[event->company] = true;
    if (event->kind == EVENT_LEFT)
        drop_planned(w, event->company);
    add(w, record);
}

static void hear(void *context, const struct event *event)
{
    struct writing *w = context;
    struct spent was = w->spent[event->company];
    /* An appointment that is made today may be held today, and is told of afterwards. */
    if (event->kind != EVENT_PLANNED)
        w->spent[event->company] = spent_on(w, event->company);
    if (event->kind == EVENT_PLANNED)
        add_planned(w, event);
    else if (is_postponed(event->kind) || event->kind == EVENT_NOT_REACHED ||
             event->kind == EVENT_HELD)
        add_due(w, event, &was);
    else if (outcome_of[event->kind] != DROPPED)
        add_other(w, event);
}

/* ---- A campaign ---- */

static void keep_records(struct writing *w)
{
    struct log *log = w->log;
    log->record = arena_new(&log->arena, (size_t)w->n + 1, sizeof *log->record);
    for (int64_t i = 0; i < w->n; i++) {
        if (w->record[i].outcome == DROPPED)
            continue;
        log->record[log->n] = w->record[i];
        log->record[log->n].line = (int32_t)(log->n + 2); /* after that of the headings */
        if (w->record[i].outcome != LOG_PLANNED)
            log->until = w->record[i].day;
        log->n++;
    }
}

static void keep_companies(struct writing *w)
{
    struct log *log = w->log;
    const struct block *block = w->block;
    const struct company_tables *tables = &block->campaign->company;
    const struct company *rows = company_rows(tables);
    size_t n = (size_t)block->campaign->n_companies;
    log->n_companies = (int)n;
    log->company = arena_new(&log->arena, n, sizeof *log->company);
    log->known = arena_new(&log->arena, n, sizeof *log->known);
    for (int i = 0; i < log->n_companies; i++) {
        const struct course *course = &block->course[block->base + i];
        int approached = block->record[block->base + i].approached;
        log->company[i] = rows[company_is_listed(tables) ? i : course->segment];
        log->company[i].warm = course->warm && !w->introduced[i] ? YES : NO;
        log->known[i] = (struct log_company){
            .name = company_is_listed(tables) ? log->company[i].name : NULL,
            .approached = approached != NONE ? approached : LOG_NO_DAY,
        };
    }
}

void campaign_log_make(struct log *log, struct block *block, uint32_t replication)
{
    struct arena arena = {0};
    size_t companies = (size_t)block->campaign->n_companies;
    struct writing w = {
        .log = log,
        .block = block,
        .last = arena_new(&arena, companies, sizeof *w.last),
        .spent = arena_new(&arena, companies, sizeof *w.spent),
        .introduced = arena_new(&arena, companies, sizeof *w.introduced),
    };
    memset(log, 0, sizeof *log);
    log->scenario = block->campaign->scenario;
    log->columns = ((1u << N_LOG_COLUMNS) - 1) & ~(1u << LOG_HUB | 1u << LOG_NOTE);
    log->kept = (1u << N_LOG_OUTCOMES) - 1;
    for (size_t i = 0; i < companies; i++)
        w.last[i] = NO_RECORD;
    events_run(block, NULL, replication, 1, &(struct listener){hear, &w});
    keep_records(&w);
    keep_companies(&w);
    memory_free(w.record);
    memory_free(w.before);
    arena_free(&arena);
}

void campaign_log_free(struct log *log)
{
    arena_free(&log->arena);
    memset(log, 0, sizeof *log);
}
