/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "abreast.h"

#include "appointment.h"
#include "vector.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* ---- Companies under way ---- */

enum { MOST_ABREAST = 32, WIDEST = 16 };
typedef int32_t column[MOST_ABREAST];

/* Numbers of companies under way, side by side. */
struct columns {
    column replication, company;              /* as counters of random words have them */
    column course, weeks;                     /* and its replication's first week */
    column row, stage, day;                   /* of the planned contact */
    column since, attempt, response, dropout; /* planned when, how often, its words */
    column held, in_a_row, trusting;
    column progress; /* contacts held when a stage was gained, ten bits each */
    column moves, busy, seen, active;
    column pace, most_held, most_in_a_row;
    column standing,
        last; /* NOT_APPROACHED: gone on with one by one; day of the last contact */
};
enum { COLUMNS = sizeof(struct columns) / sizeof(column) };

/* A lane of vectors of 64 bits: even ones lie together, and odd ones. */
typedef uint64_t halves[2][MOST_ABREAST / 2];

/* Vectors lie in lines of the cache. */
struct abreast {
    _Alignas(CACHE_LINE) struct columns columns;
    halves at_hand[AT_HAND], click;
    booking sum[MOST_ABREAST]; /* what is booked of each company */
    /* What vectors hand to steps company by company, and take from them (-1: yes). */
    column delay, lead, held, counted, week, wanted, found;
    column end;                                /* no contact is planned for that day or later */
    halves against;                            /* doubles */
    uint8_t times[MOST_ABREAST][MAX_CONTACTS]; /* each contact moment was held, unless plain */
    struct block *block;
    const struct campaign *campaign;
    const struct abreast_tables *tables;
    uint32_t *count;           /* [counts] */
    int n;                     /* companies under way */
    int replication, approach; /* where the next is */
};

/* How often each contact moment was held with the company, as the funnel finds it. */
static void hand_on_times(struct abreast *a, int at, int index)
{
    size_t contacts = (size_t)a->campaign->n_contacts;
    memcpy(
        a->block->times + (size_t)(index - a->block->base) * contacts, a->times[at], contacts);
}

static int contact_of(const struct row *row)
{
    return row->count / N_KINDS / N_STAGES;
}

static inline void take_row(struct abreast *a, unsigned at, const struct row *row)
{
    for (size_t i = 0; i < AT_HAND; i++)
        memcpy(&a->at_hand[i][at & 1][at >> 1], (const char *)row + i * 8, 8);
}

/* The day on which a contact that is wanted then can take place. */
static inline int open_day(const struct campaign *c, int wanted)
{
    return c->agenda.open_day[wanted < c->agenda.days ? wanted : c->agenda.days];
}

/* ---- The end ---- */

static void note_places(const struct abreast *a, int at, struct course *course)
{
    const struct order_tables *order = &a->campaign->cohort[course->segment]->order;
    uint32_t progress = (uint32_t)a->columns.progress[at];
    int after = course->held;
    for (int stage = course->stage; stage >= course->furthest; stage--, progress >>= 10) {
        int before = stage > course->furthest ? (int)(progress & ABREAST_MOST_HELD) : 0;
        int held = after - before, length = order->length[stage];
        course->place[stage] = (uint16_t)(held < length ? held : held % length);
        after = before;
    }
    course->furthest = course->stage;
}

static int replication_of(const struct abreast *a, int at)
{
    return (int)((uint32_t)a->columns.replication[at] - a->block->first);
}

/* Writes down how a company stands: the contact of `plan` was its last, or is still to come. */
static void write_down(struct abreast *a, int at)
{
    const struct columns *x = &a->columns;
    const booking sum = a->sum[at];
    struct course *course = &a->block->course[x->course[at]];
    struct record *record = &a->block->record[x->course[at]];
    bool ended = x->standing[at] > OPEN;
    course->held = (uint16_t)x->held[at];
    course->stage = (uint8_t)x->stage[at];
    note_places(a, at, course);
    course->standing = (uint8_t)(x->standing[at] + (x->standing[at] < OPEN));
    course->in_a_row = (uint16_t)x->in_a_row[at];
    course->trusting = (uint16_t)x->trusting[at];
    course->since = x->since[at];
    course->last_held = ended ? x->last[at] : x->held[at] > 0 ? x->since[at] : NONE;
    course->looked = ended || x->attempt[at] > 0;
    course->settled = ended;
    course->plan.day = ended ? x->last[at] : x->day[at];
    course->plan.place = (uint32_t)(x->held[at] - ended);
    course->plan.contact =
        x->row[at] != NO_ROW ? (int16_t)contact_of(&a->tables->row[x->row[at]]) : NONE;
    course->plan.attempt = (uint16_t)x->attempt[at];
    record->hours = sum[HOURS_CHARGED];
    record->cost = sum[EURO];
    record->counted = sum[HOURS_USED];
    record->fundable = sum[FUNDABLE];
    record->seen = x->seen[at];
    record->activated = x->active[at];
    record->moves = (uint16_t)x->moves[at];
    record->busy_delays = (uint16_t)x->busy[at];
    a->block->ledger[replication_of(a, at)].spent += sum[EURO];
}

/* A talk that was held, and taken for a partnership: if it ends in none, it is taken back and
 * comes once more, one by one. */
static void try_talk(struct abreast *a, int at)
{
    struct columns *x = &a->columns;
    struct course *course = &a->block->course[x->course[at]];
    course->held = (uint16_t)x->held[at];
    course->trusting = (uint16_t)x->trusting[at];
    if (talk_finds(a->block, x->course[at], (uint32_t)x->response[at])) {
        x->attempt[at] = 0;
        return;
    }
    booking less = a->tables->booking[a->counted[at]];
    struct week *week = &a->block->ledger->week[a->week[at]];
    a->count[a->counted[at]]--;
    a->sum[at] -= less;
    week->used -= less[HOURS_USED];
    week->cost -= less[EURO];
    x->held[at]--;
    x->standing[at] = NOT_APPROACHED;
}

/* A company has come to the end of what is done abreast. What else is to come, comes now. */
static void leave(struct abreast *a, int at)
{
    struct block *block = a->block;
    int index = a->columns.course[at];
    struct course *course = &block->course[index];
    const int32_t *standing = &a->columns.standing[at];
    bool more = *standing == PARTNER || *standing == NOT_APPROACHED;
    if (more)
        block_turn_to(block, replication_of(a, at));
    if (*standing == PARTNER)
        try_talk(a, at);
    write_down(a, at);
    if (!more)
        return;
    block->now->planned = course->plan.place + 1;
    if (*standing == PARTNER) {
        talk_join(block, index, course->plan.day);
    } else {
        course->looked = course->settled = true;
        course->plan.day = a->columns.last[at];
        hand_on_times(a, at, index);
        funnel_draw(block, index);
    }
    block_finish(block, index);
}

/* ---- The start ---- */

/* Whether a company goes by the steps of the funnel from its approach on. */
INLINED bool goes_alone(
    const struct block *block, int index, const struct course *course, const struct row *row)
{
    const struct campaign *c = block->campaign;
    if (course->two_deciders || row->lead == NULL)
        return true;
    return chance_happens(
               c->busy.at_start[course->segment], block->at_approach[index].word[0]) &&
           c->cohort[course->segment]->moment[contact_of(row)].appointment;
}

static void approach_alone(struct abreast *a, int index, int day)
{
    struct block *block = a->block;
    block_turn_to(block, a->replication);
    block->now->planned = 0;
    memset(block->times + (size_t)(index - block->base) * (size_t)a->campaign->n_contacts, 0,
        (size_t)a->campaign->n_contacts);
    funnel_approach(block, index, day);
    block_finish(block, index);
}

/* Approaches a company; true: it is under way at place `at`. */
static bool approach(struct abreast *a, int at, int index, int day)
{
    const struct campaign *c = a->campaign;
    struct block *block = a->block;
    struct course *course = &block->course[index];
    const struct order_tables *order = &c->cohort[course->segment]->order;
    int stage = course->warm && course->stage < INTEREST ? INTEREST : course->stage;
    int first = a->tables->first[course->segment][stage], replication = a->replication;
    const struct row *row = &a->tables->row[first];
    struct columns *x = &a->columns;
    if (goes_alone(block, index, course, row)) {
        approach_alone(a, index, day);
        return false;
    }
    int planned =
        open_day(c, day + count_draw_closed(row->lead, block->at_approach[index].word[2]));
    x->replication[at] = (int32_t)(block->first + (uint32_t)replication);
    x->company[at] = (int32_t)c->first_company + index - replication * c->n_companies;
    x->course[at] = index;
    x->weeks[at] = replication * c->weeks;
    x->row[at] = first;
    x->stage[at] = stage;
    x->day[at] = planned;
    x->since[at] = day;
    x->attempt[at] = x->held[at] = x->in_a_row[at] = x->trusting[at] = 0;
    x->progress[at] = x->moves[at] = x->busy[at] = 0;
    x->seen[at] = x->active[at] = NO_DAY;
    x->pace[at] = order->pace_days;
    x->most_held[at] = order->most_held;
    x->most_in_a_row[at] = order->most_in_a_row;
    x->standing[at] = OPEN;
    a->sum[at] = (booking){0, c->team.research.cost, 0, c->team.research.hours};
    block->ledger[replication].week[calendar_week(day)].cost += c->team.research.cost;
    block->record[index].approached = day;
    block->approached++;
    memcpy(&a->click[at & 1][at >> 1], &course->click, sizeof course->click);
    take_row(a, (unsigned)at, row);
    if (!a->tables->plain)
        memset(a->times[at], 0, sizeof a->times[at]);
    course->stage = course->furthest = (uint8_t)stage;
    if (planned < c->outreach_days)
        return true;
    leave(a, at);
    return false;
}

/* Lets the next company take place `at`; false: there is none left. */
static bool enter(struct abreast *a, int at)
{
    const struct campaign *c = a->campaign;
    for (; a->replication < a->block->n; a->replication++, a->approach = 0) {
        const int32_t *order = a->block->order + a->replication * c->n_companies;
        while (a->approach < c->n_approached) {
            int place = a->approach++;
            if (approach(a, at, order[place], c->approach_day[place]))
                return true;
        }
        a->block->ledger[a->replication].next_approach = c->n_approached;
    }
    return false;
}

/* The last company under way takes the place of one that has left. */
static void close_up(struct abreast *a, int at)
{
    int last = --a->n;
    column *columns = (column *)&a->columns;
    for (int i = 0; i < COLUMNS && at < last; i++)
        columns[i][at] = columns[i][last];
    for (int i = 0; i < AT_HAND; i++)
        a->at_hand[i][at & 1][at >> 1] = a->at_hand[i][last & 1][last >> 1];
    a->click[at & 1][at >> 1] = a->click[last & 1][last >> 1];
    a->sum[at] = a->sum[last];
    if (!a->tables->plain && at < last)
        memcpy(a->times[at], a->times[last], sizeof a->times[at]);
}

/* ---- Steps company by company: of `n` from number `first` on ---- */

static const struct course *course_of(const struct abreast *a, int at)
{
    return &a->block->course[a->columns.course[at]];
}

static const struct row *row_at(const struct abreast *a, int at)
{
    return &a->tables->row[a->columns.row[at]];
}

/* Who is busy, and whose contact is held, where there are busy spells. */
static void find_busy(struct abreast *a, int first, int n)
{
    const struct columns *x = &a->columns;
    for (int at = first; at < first + n; at++) {
        const struct cohort *cohort = a->campaign->cohort[course_of(a, at)->segment];
        const struct moment *moment = &cohort->moment[contact_of(row_at(a, at))];
        chance busy = x->attempt[at] > 0 || !moment->appointment
                          ? 0
                          : cohort->begun[x->day[at] - x->since[at]];
        a->found[at] = -((uint32_t)a->delay[at] < busy);
        a->held[at] = -((uint32_t)a->delay[at] >= chance_then(busy, moment->reschedule));
    }
}

/* Which companies whose contact is held may fall back a stage. */
static void find_relapses(struct abreast *a, int first, int n)
{
    const struct columns *x = &a->columns;
    for (int at = first; at < first + n; at++) {
        int gap = x->held[at] > 0 ? x->day[at] - x->since[at] : 0;
        a->found[at] = a->held[at] & -(a->campaign->response.relapse[x->stage[at]][gap] > 0);
    }
}

/* The odds against progress of contacts that are held, in full. */
static void find_odds(struct abreast *a, int first, int n)
{
    const struct campaign *c = a->campaign;
    for (int at = first; at < first + n; at++) {
        const struct course *course = course_of(a, at);
        int contact = contact_of(row_at(a, at)), stage = a->columns.stage[at];
        if (a->held[at] == 0 || stage == ACTION)
            continue;
        uint8_t *times = &a->times[at][contact];
        bool customer = peers_customer_in(
            &c->peers, (enum answer)course->customer_listed, 0, course->customer_word);
        const struct asked asked = {row_at(a, at)->against, course->click,
            course->before + a->columns.held[at], *times,
            WARM * course->warm | CUSTOMER * customer};
        *times = (uint8_t)(*times + (*times < MAX_TIMES));
        double against =
            response_odds_against(&c->response, &c->cohort[course->segment]->response, &asked);
        memcpy(&a->against[at & 1][at >> 1], &against, sizeof against);
    }
}

/* ---- Widths ---- */

#define WIDTH 4
#define WIDE(name) name##_4
#define WIDE_TARGET
#include "abreast_step.h"

#if defined(__x86_64__)
#define WIDTH 8
#define WIDE(name) name##_8
#define WIDE_TARGET __attribute__((target("avx2")))
#include "abreast_step.h"

#define WIDTH 16
#define WIDE(name) name##_16
#ifdef __clang__
#define WIDE_TARGET __attribute__((target("avx512vl,avx512dq,avx512bw")))
#else /* gcc prefers half of the width unless told */
#define WIDE_TARGET                                                                            \
    __attribute__((target("avx512vl,avx512dq,avx512bw,prefer-vector-width=512")))
#endif
#include "abreast_step.h"

bool abreast_has(int width)
{
    __builtin_cpu_init();
    return width == 4 || (width == 8 && __builtin_cpu_supports("avx2")) ||
           (width == 16 && __builtin_cpu_supports("avx512vl") &&
               __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"));
}
#else
#define contacts_8 contacts_4
#define contacts_16 contacts_4
bool abreast_has(int width)
{
    return width == 4;
}
#endif

/* ---- Between contacts ---- */

/* Adds hours used and euro to a week, which begins with them. */
INLINED void add_to_week(struct week *week, const booking *more)
{
    two_bookings sum, own;
    memcpy(&sum, week, sizeof sum);
    memcpy(&own, more, sizeof own);
    sum += own;
    memcpy(week, &sum, sizeof sum);
}

/* Books what has come of each contact. */
VECTORISED static void book(struct abreast *a)
{
    const booking *bookings = a->tables->booking;
    struct week *weeks = a->block->ledger->week;
    uint32_t *count = a->count;
    for (unsigned at = 0; at < (unsigned)a->n; at++) {
        size_t counted = (unsigned)a->counted[at];
        count[counted]++;
        a->sum[at] += bookings[counted];
        add_to_week(&weeks[(unsigned)a->week[at]], &bookings[counted]);
    }
}

/* How long the next contact is waited for. */
INLINED const struct count_table *waiting(
    const struct abreast *a, unsigned at, const struct row *row, bool busy)
{
    bool is_busy = busy && (unsigned)a->counted[at] % N_KINDS == WAS_BUSY;
    return is_busy ? a->campaign->busy.length[course_of(a, (int)at)->segment] : row->lead;
}

/* Plans the next contacts of one company or more; returns for which there is none in time, as
 * bits. Goes by twos, as they lie in vectors of 64 bits; what comes of one past the last is of
 * no account. `busy`: there are busy spells. */
INLINED uint64_t plan(struct abreast *a, bool busy)
{
    const struct row *rows = a->tables->row;
    const uint16_t *open_day = a->campaign->agenda.open_day;
    const int days = a->campaign->agenda.days;
    uint64_t done = 0;
    for (unsigned two = 0; 2 * two < (unsigned)a->n; two++)
#pragma GCC unroll 2
        for (unsigned odd = 0; odd < 2; odd++) {
            unsigned at = 2 * two + odd;
            const struct row *row = &rows[(unsigned)a->columns.row[at]];
            const struct count_table *table = waiting(a, at, row, busy);
            int wanted = a->wanted[at] + count_draw_closed(table, (uint32_t)a->lead[at]);
            int day = open_day[(unsigned)(wanted < days ? wanted : days)];
            a->columns.day[at] = day;
            for (size_t i = 0; i < AT_HAND; i++)
                memcpy(&a->at_hand[i][odd][two], (const char *)row + i * 8, 8);
            done |= (uint64_t)(day >= a->end[at]) << at;
        }
    return done & UINT64_MAX >> (64 - a->n);
}

static void go_on(struct abreast *a)
{
    book(a);
    for (uint64_t done = a->tables->busy ? plan(a, true) : plan(a, false); done != 0;) {
        int at = 63 - __builtin_clzll(done);
        done ^= UINT64_C(1) << at;
        leave(a, at);
        if (!enter(a, at))
            close_up(a, at);
    }
}

/* ---- A block ---- */

static void keep_counts(const struct abreast *a)
{
    for (int i = 0; i < a->tables->n_counts; i += N_KINDS) {
        struct contact_counts *counted = &a->block->counted[i / N_KINDS / N_STAGES];
        const uint32_t *count = a->count + i;
        int stage = i / N_KINDS % N_STAGES;
        counted->held[stage] += count[WAS_HELD] + count[WAS_PROGRESS];
        counted->moved[stage] += count[WAS_MOVED];
        counted->progressed[stage] += count[WAS_PROGRESS];
    }
}

void abreast_run(struct block *block, int width)
{
    uint32_t count[MAX_CONTACTS * N_STAGES * N_KINDS + 1];
    struct abreast a = {.block = block,
        .campaign = block->campaign,
        .tables = block->campaign->abreast,
        .count = count};
    memset(count, 0, ((size_t)a.tables->n_counts + 1) * sizeof *count);
    if (width == 0)
        for (width = WIDEST; !abreast_has(width);)
            width /= 2;
    block_enter(block, 0);
    while (a.n < MOST_ABREAST && enter(&a, a.n))
        a.n++;
    while (a.n > 0) {
        if (width == 16)
            contacts_16(&a);
        else if (width == 8)
            contacts_8(&a);
        else
            contacts_4(&a);
        go_on(&a);
    }
    keep_counts(&a);
}
