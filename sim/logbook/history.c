/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history.h"

#include "sort.h"

#include <string.h>

/* One company's events while they are gone through. */
struct telling {
    struct history *history;
    struct company_history *company;
    struct log_event *event; /* [n] its events */
    int64_t n;
    int number;
    int stage;         /* that was told last */
    bool stage_known;  /* by the contact that was held last, or where it started */
    int64_t last_held; /* number of the event; -1: none yet */
    int64_t talk;      /* the last talk that was held; -1: none yet */
};

static void note_defect(const struct telling *t, int64_t i, enum defect_kind kind)
{
    const struct log_record *record = t->event[i].record;
    defects_add(&t->history->defects,
        &(struct defect){t->number, record->line, record->file, (uint8_t)kind});
}

static bool is_talk(const struct telling *t, const struct log_record *record)
{
    return record->outcome == LOG_HELD &&
           record->contact == t->history->log->scenario->catalogue.talk;
}

/* ---- What is there twice, or excludes what is there ---- */

static bool is_contact(const struct log_record *record)
{
    return record->outcome <= LOG_PLANNED;
}

static bool is_ending(const struct log_record *record)
{
    return record->outcome == LOG_JOINED || record->outcome == LOG_SAID_NO ||
           record->outcome == LOG_STOPPED;
}

static bool same_thing(const struct log_record *a, const struct log_record *b)
{
    return a->outcome == b->outcome && a->contact == b->contact && a->package == b->package &&
           a->stage_after == b->stage_after && a->planned_on == b->planned_on &&
           a->reason == b->reason;
}

/* A contact moment was held on a day, or it was not; a company joined, or said no. What was
 * moved to the same day comes up again on it. */
static bool exclude_each_other(const struct log_record *a, const struct log_record *b)
{
    if (is_ending(a) && is_ending(b))
        return a->outcome != b->outcome;
    bool one_contact = is_contact(a) && is_contact(b) && a->contact == b->contact;
    bool held = a->outcome == LOG_HELD || b->outcome == LOG_HELD;
    bool not_held = a->outcome == LOG_NO_SHOW || b->outcome == LOG_NO_SHOW ||
                    a->outcome == LOG_CANCELLED || b->outcome == LOG_CANCELLED;
    return one_contact && held && not_held;
}

/* More than so many things are not of one day: a file of them takes no longer than its length.
 */
enum { MOST_OF_A_DAY = 1000 };

static bool is_same_day(const struct telling *t, int64_t i, int64_t earlier)
{
    return earlier >= 0 && i - earlier <= MOST_OF_A_DAY &&
           t->event[earlier].record->day == t->event[i].record->day;
}

static void compare_with_earlier(const struct telling *t, int64_t i)
{
    const struct log_record *record = t->event[i].record;
    for (int64_t k = i - 1; is_same_day(t, i, k); k--) {
        const struct log_record *earlier = t->event[k].record;
        bool same = same_thing(earlier, record);
        if (t->event[k].role == ROLE_LEFT_OUT ||
            (!same && !exclude_each_other(earlier, record)))
            continue;
        note_defect(t, i, same ? DEFECT_DUPLICATE : DEFECT_OVERLAP);
        t->event[i].role = ROLE_LEFT_OUT;
        return;
    }
}

/* ---- Stages ---- */

/* Stages that are told on one day and differ; that of a partner is told at its talk. */
static void compare_stages(const struct telling *t, int64_t i)
{
    const struct log_event *event = &t->event[i];
    if (event->record->outcome == LOG_JOINED)
        return;
    for (int64_t k = i - 1; is_same_day(t, i, k); k--) {
        const struct log_event *earlier = &t->event[k];
        if (earlier->role == ROLE_LEFT_OUT || earlier->record->stage_after == NONE ||
            earlier->record->stage_after == event->record->stage_after)
            continue;
        note_defect(t, i, DEFECT_TELEPORT);
        return;
    }
}

/* Of a company of which the list does not say that it is not warm the first contact may be one
 * in interest. */
static bool may_be_warm(const struct telling *t)
{
    return t->last_held < 0 && t->history->log->company[t->number].warm != NO;
}

/* A change of stage belongs to the contact that was held on that day or last before. */
static void take_stage(struct telling *t, int64_t i)
{
    struct log_event *event = &t->event[i];
    int told = event->record->stage_after;
    event->stage_before = (int8_t)t->stage;
    event->stage_after = (int8_t)told;
    event->stage_known = t->stage_known;
    if (told == NONE) {
        t->stage_known = t->stage_known && event->record->outcome != LOG_HELD;
        return;
    }
    compare_stages(t, i);
    if (event->record->outcome == LOG_STAGE) {
        struct log_event *held = t->last_held >= 0 ? &t->event[t->last_held] : NULL;
        if (held != NULL &&
            (held->stage_after == NONE || held->stage_after == held->stage_before))
            held->stage_after = (int8_t)told;
        else if (told != t->stage)
            note_defect(t, i, DEFECT_JUMP);
    } else if (event->record->outcome != LOG_HELD && event->record->outcome != LOG_JOINED &&
               t->stage != NONE && told != t->stage) {
        note_defect(t, i, DEFECT_JUMP);
    }
    int from = may_be_warm(t) && t->stage < (int)INTEREST ? (int)INTEREST : t->stage;
    if (told > from + 1 && told < LOG_PARTNER && event->record->outcome == LOG_HELD)
        note_defect(t, i, DEFECT_GAP);
    t->stage = told;
    t->stage_known = true;
}

/* ---- Endings ---- */

static void end(struct telling *t, int64_t i, enum log_ending ending)
{
    struct company_history *company = t->company;
    company->ending = (int8_t)ending;
    company->ended = t->event[i].record->day;
    if (ending == ENDED_JOINED)
        company->package = t->event[i].record->package;
}

/* A package that was chosen, or not: at the talk of that day, or else a talk is missing, which
 * counts as held then. */
static void take_choice(struct telling *t, int64_t i, bool joined)
{
    struct log_event *talk = t->talk >= 0 ? &t->event[t->talk] : NULL;
    bool same_day = talk != NULL && talk->record->day == t->event[i].record->day &&
                    talk->joined == NOT_SAID;
    if (same_day) {
        talk->joined = joined ? YES : NO;
    } else {
        note_defect(t, i, DEFECT_GAP);
        t->event[i].implied = true;
        t->event[i].joined = joined ? YES : NO;
        t->company->held++;
        t->last_held = i;
    }
    if (joined)
        end(t, i, ENDED_JOINED);
}

/* A talk of which no outcome is written came to nothing where anything follows it. */
static void settle_talk(struct telling *t, int64_t i)
{
    const struct log_record *record = t->event[i].record;
    bool chosen = record->outcome == LOG_JOINED || record->outcome == LOG_REFUSED;
    bool same_day = t->talk >= 0 && record->day == t->event[t->talk].record->day;
    bool tells = record->outcome != LOG_STAGE && !(chosen && same_day);
    if (tells && t->talk >= 0 && t->event[t->talk].joined == NOT_SAID)
        t->event[t->talk].joined = NO;
}

/* ---- Contacts ---- */

static void take_held(struct telling *t, int64_t i)
{
    const struct log_record *record = t->event[i].record;
    const struct contact *contact =
        &t->history->log->scenario->catalogue.contact[record->contact];
    t->company->held++;
    t->company->active = t->company->active || contact->participation;
    if (t->company->origin == LOG_NO_DAY)
        t->company->origin = record->day;
    t->last_held = i;
    if (is_talk(t, record))
        t->talk = i;
}

/* Something happened, or was agreed, within a while. */
static bool follows_soon(const struct log_record *cancelled, const struct log_record *later)
{
    bool agreed = later->planned_on != LOG_NO_DAY && later->planned_on >= cancelled->day;
    int32_t day = agreed ? later->planned_on : later->day;
    return day - cancelled->day <= LOOSE_DAYS;
}

/* Cancelled, and nothing happened for a while. */
static bool is_loose_end(const struct telling *t, int64_t i)
{
    const struct log_record *record = t->event[i].record;
    if (record->outcome != LOG_CANCELLED || t->history->log->until - record->day < LOOSE_DAYS)
        return false;
    for (int64_t k = i + 1; k < t->n; k++)
        if (!same_thing(record, t->event[k].record) && follows_soon(record, t->event[k].record))
            return false;
    return true;
}

static void take_event(struct telling *t, int64_t i)
{
    struct log_event *event = &t->event[i];
    const struct log_record *record = event->record;
    compare_with_earlier(t, i);
    if (event->role == ROLE_LEFT_OUT)
        return;
    if (t->company->ending == ENDED_JOINED && is_contact(record)) {
        event->role = ROLE_CARE;
        return;
    }
    bool over = t->company->ending == ENDED_NO || t->company->ending == ENDED_STOPPED ||
                (t->company->ending == ENDED_JOINED &&
                    (is_ending(record) || record->outcome == LOG_REFUSED));
    if (over && record->outcome != LOG_INTRODUCED) {
        event->role = ROLE_LEFT_OUT;
        note_defect(t, i, DEFECT_AFTER_END);
        return;
    }
    settle_talk(t, i);
    take_stage(t, i);
    if (record->outcome == LOG_HELD)
        take_held(t, i);
    else if (record->outcome == LOG_JOINED || record->outcome == LOG_REFUSED)
        take_choice(t, i, record->outcome == LOG_JOINED);
    else if (record->outcome == LOG_SAID_NO)
        end(t, i, ENDED_NO);
    else if (record->outcome == LOG_STOPPED)
        end(t, i, ENDED_STOPPED);
    else if (record->outcome == LOG_INTRODUCED && t->company->introduced == LOG_NO_DAY)
        t->company->introduced = record->day;
    else if (is_loose_end(t, i))
        note_defect(t, i, DEFECT_LOOSE_END);
}

/* ---- Companies ---- */

/* Whoever was known before the log began enters late. */
static void enter(struct telling *t)
{
    const struct log *log = t->history->log;
    const struct company *listed = &log->company[t->number];
    struct company_history *company = t->company;
    company->approached = log->known[t->number].approached;
    company->late =
        listed->contacts_before > 0 ||
        (company->approached != LOG_NO_DAY && company->approached < t->history->first_day);
    company->origin =
        company->late && company->approached != LOG_NO_DAY ? company->approached : LOG_NO_DAY;
    t->stage = (int)listed->stage;
    if (listed->warm == YES && t->stage < (int)INTEREST)
        t->stage = (int)INTEREST;
    t->stage_known = true;
}

/* An introduction on the first day of a company, or before, has it start in interest at least.
 */
static void start_at_interest(struct telling *t)
{
    for (int64_t i = 0; i < t->n && t->event[i].record->outcome != LOG_HELD; i++)
        if (t->event[i].record->outcome == LOG_INTRODUCED && t->stage < (int)INTEREST)
            t->stage = (int)INTEREST;
}

static void tell_company(struct telling *t)
{
    struct company_history *company = t->company;
    t->last_held = t->talk = -1;
    enter(t);
    start_at_interest(t);
    for (int64_t i = 0; i < t->n; i++)
        take_event(t, i);
    if (company->ending == LOG_OPEN)
        company->ended = t->history->log->until;
    else if (company->origin == LOG_NO_DAY)
        company->origin = company->ended;
    company->contacts = company->held + t->history->log->company[t->number].contacts_before;
}

/* ---- All of it ---- */

/* What comes first of one day, whatever the order of a file: an introduction, contacts, what
 * they came to, an ending. */
static int rank_of(const struct log_record *record)
{
    switch (record->outcome) {
    case LOG_INTRODUCED:
        return 0;
    case LOG_STAGE:
        return 2;
    case LOG_JOINED:
    case LOG_REFUSED:
        return 3;
    case LOG_SAID_NO:
    case LOG_STOPPED:
        return 4;
    default:
        return record->outcome <= LOG_PLANNED ? 1 : 5;
    }
}

/* Days are those of some hundred years. */
enum { DAY_BITS = 24, RANK_BITS = 4 };

/* Records by company, day and rank; those that are alike stay in the order of the files. */
static void sort_records(struct history *history)
{
    const struct log *log = history->log;
    struct arena arena = {0};
    size_t n = (size_t)log->n;
    struct sortable *item = arena_new(&arena, n + 1, sizeof *item);
    struct sortable *spare = arena_new(&arena, n + 1, sizeof *spare);
    for (size_t i = 0; i < n; i++) {
        const struct log_record *record = &log->record[i];
        uint64_t day = (uint64_t)(record->day + (1 << (DAY_BITS - 1)));
        item[i] = (struct sortable){((uint64_t)record->company << DAY_BITS | day) << RANK_BITS |
                                        (uint64_t)rank_of(record),
            (int32_t)i};
    }
    sort_by_key(item, spare, (int)n);
    history->event = arena_new(&history->arena, n + 1, sizeof *history->event);
    for (size_t i = 0; i < n; i++)
        history->event[i] = (struct log_event){.record = &log->record[item[i].value],
            .stage_before = NONE,
            .stage_after = NONE,
            .joined = NOT_SAID};
    arena_free(&arena);
}

static void find_first_day(struct history *history)
{
    history->first_day = INT32_MAX;
    for (int64_t i = 0; i < history->n; i++) {
        const struct log_record *record = history->event[i].record;
        if (record->day < history->first_day)
            history->first_day = record->day;
        if (record->planned_on != LOG_NO_DAY && record->planned_on < history->first_day)
            history->first_day = record->planned_on;
    }
    if (history->n == 0)
        history->first_day = history->log->until;
}

void history_init(struct history *history, const struct log *log)
{
    *history = (struct history){.log = log, .n = log->n};
    sort_records(history);
    find_first_day(history);
    history->company =
        arena_new(&history->arena, (size_t)log->n_companies + 1, sizeof *history->company);
    int64_t at = 0;
    for (int i = 0; i < log->n_companies; i++) {
        struct company_history *company = &history->company[i];
        *company = (struct company_history){
            .first = at, .package = NONE, .introduced = LOG_NO_DAY, .origin = LOG_NO_DAY};
        while (at < history->n && history->event[at].record->company == i)
            at++;
        company->n = at - company->first;
        struct telling telling = {.history = history,
            .company = company,
            .event = history->event + company->first,
            .n = company->n,
            .number = i};
        tell_company(&telling);
    }
}

void history_free(struct history *history)
{
    defects_free(&history->defects);
    arena_free(&history->arena);
    *history = (struct history){0};
}
