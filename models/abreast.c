/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "abreast.h"

#include "appointment.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* ---- Tables ---- */

/* What a contact that comes up can be, as far as it is counted. */
enum { WAS_HELD, WAS_MOVED, WAS_PROGRESS, WAS_BUSY, N_KINDS };

/* What is true of a contact moment, as bits. */
enum { CAN_SAY_NO = 1, IS_TRUSTING = 2, IS_PARTICIPATION = 4 };

/* A contact of a company of a segment, in a stage, at a place in its list. */
struct row {
    uint32_t moved;    /* words of delay below it move the contact, where nobody is busy */
    uint32_t no;       /* words of dropout up to it are a no, if the contact CAN_SAY_NO */
    double against;    /* odds against progress, but for the company's own factors */
    uint16_t next, up; /* rows without progress, and with it */
    uint16_t count;    /* of its contact moment in its stage: the first of N_KINDS counts */
    uint16_t bits;
    const struct count_table *lead;
};

/* The first 24 bytes are what a company has at hand of its next contact. */
enum { AT_HAND = 3 };
_Static_assert(
    offsetof(struct row, lead) == AT_HAND * sizeof(uint64_t), "three words of 64 bits");

/* The cocktail has run out. */
enum { NO_ROW = 0 };

/* Hours of the week, euro, euro that are fundable, hours charged. */
typedef micro booking __attribute__((vector_size(4 * sizeof(micro))));
enum { HOURS_USED, EURO, FUNDABLE, HOURS_CHARGED };

struct abreast_tables {
    bool plain;    /* a company's own factors on the odds are its click alone */
    bool busy;     /* there are busy spells, */
    bool relapses; /* and relapses */
    struct row *row;
    uint16_t first[MAX_SEGMENTS][N_STAGES]; /* row of the first place */
    booking *booking;                       /* [counts] */
    int n_counts;
};

static bool fits(const struct campaign *c)
{
    bool used[MAX_CONTACTS], fit = !c->coupled && !c->has_reach && !c->has_no_show &&
                                   c->max_held <= ABREAST_MOST_HELD;
    campaign_contacts(c, used);
    for (int i = 0; i < c->n_contacts && fit; i++)
        fit = !used[i] || (!c->moment[i].dated && c->moment[i].reschedule < CHANCE_ALWAYS);
    for (int s = 0; s < c->n_segments && fit; s++)
        for (int stage = 0; stage < N_STAGES; stage++)
            fit = fit && c->order[s].at_most[stage] == NULL;
    return fit;
}

static bool is_all(const double *x, size_t n, double value)
{
    size_t i = 0;
    while (i < n && x[i] == value)
        i++;
    return i == n;
}

static bool is_plain(const struct campaign *c)
{
    const struct response_tables *t = &c->response;
    size_t segments = (size_t)c->n_segments;
    return !t->logs && is_all(t->build_up, segments * ((size_t)t->build_up_cap + 1), 1.0) &&
           is_all(t->repetition, segments * ((size_t)t->max_times + 1), 1.0) &&
           is_all(t->circumstance[0], segments * N_CIRCUMSTANCES, 1.0);
}

static struct row row_of(const struct campaign *c, int segment, enum stage stage, int contact)
{
    const struct moment *moment = &c->moment[contact];
    chance dropout = moment->appointment ? c->response.dropout[stage] : 0;
    return (struct row){
        .moved = (uint32_t)chance_then(0, moment->reschedule),
        .no = (uint32_t)(dropout - 1),
        .against = stage < ACTION
                       ? c->response.contact[stage][segment * c->n_contacts + contact]
                       : 0.0,
        .count = (uint16_t)((contact * N_STAGES + (int)stage) * N_KINDS),
        .bits = (uint16_t)((dropout > 0 ? CAN_SAY_NO : 0) | (moment->trust ? IS_TRUSTING : 0) |
                           (moment->participation ? IS_PARTICIPATION : 0)),
        .lead = lead_time(&c->lead, segment, contact, LEAD_OWNER),
    };
}

/* The row of a place: rows of a list lie together. */
static uint16_t place_row(const struct abreast_tables *t, const struct order_tables *order,
    int segment, int stage, int place)
{
    bool ends = order->list[stage][place] == NONE;
    return ends ? NO_ROW : (uint16_t)(t->first[segment][stage] + place);
}

static void link_rows(struct abreast_tables *t, const struct campaign *c, int segment)
{
    const struct order_tables *order = &c->order[segment];
    for (int stage = 0; stage < N_STAGES; stage++)
        for (int place = 0; place < order->length[stage]; place++) {
            if (order->list[stage][place] == NONE)
                continue;
            struct row *row = &t->row[t->first[segment][stage] + place];
            *row = row_of(c, segment, (enum stage)stage, order->list[stage][place]);
            int next = strategy_position_after(order, (enum stage)stage, place);
            row->next = place_row(t, order, segment, stage, next);
            if (stage < ACTION)
                row->up = place_row(t, order, segment, stage + 1, order->flat ? next : 0);
        }
}

static void tabulate_bookings(
    struct abreast_tables *t, struct arena *arena, const struct campaign *c)
{
    t->n_counts = c->n_contacts * N_STAGES * N_KINDS;
    char *room = arena_new(arena, (size_t)t->n_counts + 1, sizeof *t->booking);
    t->booking = (booking *)(room + (-(uintptr_t)room & (sizeof(booking) - 1)));
    for (int i = 0; i < t->n_counts; i++) {
        const struct moment *moment = &c->moment[i / N_KINDS / N_STAGES];
        int kind = i % N_KINDS;
        if (kind == WAS_MOVED)
            t->booking[i] = (booking){0, c->team.move.cost, 0, c->team.move.hours};
        else if (kind != WAS_BUSY)
            t->booking[i] = (booking){moment->hours, moment->cost,
                moment->funded ? moment->cost : 0, moment->charged};
    }
}

const struct abreast_tables *abreast_tables_new(struct arena *arena, const struct campaign *c)
{
    if (!fits(c))
        return NULL;
    struct abreast_tables *t = arena_new(arena, 1, sizeof *t);
    int n = 1;
    for (int s = 0; s < c->n_segments; s++)
        for (int stage = 0; stage < N_STAGES; stage++) {
            t->first[s][stage] = (uint16_t)n;
            n += c->order[s].length[stage];
        }
    if (n > UINT16_MAX)
        return NULL;
    t->row = arena_new(arena, (size_t)n, sizeof *t->row);
    for (int s = 0; s < c->n_segments; s++) {
        link_rows(t, c, s);
        t->busy = t->busy || c->busy.begun[s][c->outreach_days] > 0;
    }
    for (int stage = 0; stage < N_STAGES; stage++)
        t->relapses = t->relapses || c->response.relapse[stage][c->outreach_days] > 0;
    t->plain = is_plain(c);
    tabulate_bookings(t, arena, c);
    return t;
}

/* ---- Companies under way ---- */

enum { MOST_ABREAST = 64, WIDEST = 16 };

/* Numbers of companies under way, side by side. */
struct columns {
    int32_t replication[MOST_ABREAST], company[MOST_ABREAST]; /* as counters have them */
    int32_t row[MOST_ABREAST], stage[MOST_ABREAST];           /* of the planned contact */
    int32_t day[MOST_ABREAST], since[MOST_ABREAST], attempt[MOST_ABREAST];
    int32_t response[MOST_ABREAST], dropout[MOST_ABREAST]; /* its words */
    int32_t held[MOST_ABREAST], in_a_row[MOST_ABREAST], trusting[MOST_ABREAST];
    int32_t progress[MOST_ABREAST]; /* contacts held when a stage was gained: ten bits each */
    int32_t moves[MOST_ABREAST], busy[MOST_ABREAST], seen[MOST_ABREAST], active[MOST_ABREAST];
    int32_t pace[MOST_ABREAST], most_held[MOST_ABREAST], most_in_a_row[MOST_ABREAST];
    int32_t standing[MOST_ABREAST];
};
typedef int32_t column[MOST_ABREAST];

/* A lane of vectors of 64 bits: even ones lie together, and odd ones. */
typedef uint64_t halves[2][MOST_ABREAST / 2];

/* A company's own place in what is booked. */
struct under_way {
    booking sum;
    struct week *week; /* of its replication */
    int32_t course;
};

struct abreast {
    struct block *block;
    const struct campaign *campaign;
    const struct abreast_tables *tables;
    int n;                     /* companies under way */
    int replication, approach; /* where the next is */
    struct columns columns;
    halves at_hand[AT_HAND]; /* of the row of each */
    halves click;            /* doubles */
    struct under_way of[MOST_ABREAST];
    uint32_t *count; /* [counts] */
    /* What the vectors of a step hand to steps company by company, and take from them. */
    int32_t delay[WIDEST], lead[WIDEST], held[WIDEST], counted[WIDEST], week[WIDEST],
        wanted[WIDEST];
    int32_t found[WIDEST]; /* -1: yes */
    double against[2][WIDEST / 2];
};

static void turn_to(struct block *block, int course)
{
    int replication = course / block->campaign->n_companies;
    if (replication != block->replication)
        block_enter(block, replication);
    block->now->planned = 0;
}

static inline void take_row(struct abreast *a, int at, int row)
{
    uint64_t of[AT_HAND];
    memcpy(of, &a->tables->row[row], sizeof of);
    for (int i = 0; i < AT_HAND; i++)
        a->at_hand[i][at & 1][at >> 1] = of[i];
}

/* The day on which a contact that is wanted then can take place. */
static inline int open_day(const struct campaign *c, int wanted)
{
    return c->agenda.open_day[wanted < c->agenda.days ? wanted : c->agenda.days];
}

/* ---- The end ---- */

static void note_places(const struct abreast *a, int at, struct course *course)
{
    const struct order_tables *order = &a->campaign->order[course->segment];
    uint32_t progress = (uint32_t)a->columns.progress[at];
    int left = course->held;
    for (int stage = course->stage; stage >= course->furthest; stage--) {
        int before = stage > course->furthest ? (int)(progress & ABREAST_MOST_HELD) : 0;
        course->place[stage] = (uint16_t)((left - before) % order->length[stage]);
        left = before;
        progress >>= 10;
    }
    course->furthest = course->stage;
}

/* Writes down how a company stands. One whose contact has been held, the last, is no longer
 * OPEN; else that is still to come. */
static void write_down(struct abreast *a, int at)
{
    const struct columns *x = &a->columns;
    struct block *block = a->block;
    int index = a->of[at].course, held = x->held[at];
    bool ended = x->standing[at] != OPEN;
    struct course *course = &block->course[index];
    course->held = (uint16_t)held;
    course->stage = (uint8_t)x->stage[at];
    note_places(a, at, course);
    course->standing = (uint8_t)x->standing[at];
    course->in_a_row = (uint16_t)x->in_a_row[at];
    course->trusting = (uint16_t)x->trusting[at];
    course->plan.day = x->day[at];
    course->plan.place = (uint32_t)(held - ended);
    course->plan.contact =
        x->row[at] == NO_ROW ? NONE
                             : (int16_t)(a->tables->row[x->row[at]].count / N_KINDS / N_STAGES);
    course->plan.attempt = (uint16_t)x->attempt[at];
    course->since = x->since[at];
    course->last_held = ended ? x->day[at] : held > 0 ? x->since[at] : NONE;
    course->looked = ended || x->attempt[at] > 0;
    course->settled = ended;

    struct record *record = &block->record[index];
    booking sum = a->of[at].sum;
    record->hours = sum[HOURS_CHARGED];
    record->cost = sum[EURO];
    record->counted = sum[HOURS_USED];
    record->fundable = sum[FUNDABLE];
    record->seen = x->seen[at];
    record->activated = x->active[at];
    record->moves = (uint16_t)x->moves[at];
    record->busy_delays = (uint16_t)x->busy[at];
    block->ledger[index / a->campaign->n_companies].spent += sum[EURO];
}

/* A company has come to the end of what is done abreast. */
static void leave(struct abreast *a, int at)
{
    struct block *block = a->block;
    int index = a->of[at].course;
    struct course *course = &block->course[index];
    if (a->columns.standing[at] == NOT_APPROACHED) {
        a->columns.standing[at] = OPEN;
        write_down(a, at);
        turn_to(block, index);
        course->looked = course->settled = true;
        block->now->planned = course->plan.place + 1;
        funnel_draw(block, index);
        block_finish(block, index);
        return;
    }
    write_down(a, at);
    if (course->standing != PARTNER)
        return;
    turn_to(block, index);
    block->now->planned = course->plan.place + 1;
    talk_join(block, index, course->plan.day);
    block_finish(block, index);
}

/* ---- The start ---- */

/* Whether the rest of a busy spell comes before the first contact. */
static bool is_found_busy(const struct block *block, int index, int contact)
{
    const struct campaign *c = block->campaign;
    return c->moment[contact].appointment &&
           chance_happens(c->busy.at_start[block->course[index].segment],
               block->at_approach[index].word[0]);
}

static void set_company(struct abreast *a, int at, int index, int day)
{
    const struct campaign *c = a->campaign;
    const struct course *course = &a->block->course[index];
    const struct order_tables *order = &c->order[course->segment];
    int replication = index / c->n_companies;
    column *columns = (column *)&a->columns;
    for (size_t i = 0; i < sizeof a->columns / sizeof(column); i++)
        columns[i][at] = 0;
    struct columns *x = &a->columns;
    x->replication[at] = (int32_t)(a->block->first + (uint32_t)replication);
    x->company[at] = (int32_t)(c->first_company + (uint32_t)(index % c->n_companies));
    x->row[at] = a->tables->first[course->segment][course->stage];
    x->stage[at] = course->stage;
    x->since[at] = day;
    x->seen[at] = x->active[at] = NO_DAY;
    x->pace[at] = order->pace_days;
    x->most_held[at] = order->most_held;
    x->most_in_a_row[at] = order->most_in_a_row;
    x->standing[at] = OPEN;
    memcpy(&a->click[at & 1][at >> 1], &course->click, sizeof course->click);
    take_row(a, at, x->row[at]);
    x->day[at] = open_day(c, day + count_draw(a->tables->row[x->row[at]].lead,
                                       a->block->at_approach[index].word[2]));
    a->of[at] = (struct under_way){
        {0, c->team.research.cost, 0, c->team.research.hours},
        a->block->ledger[replication].week,
        index,
    };
}

/* Approaches a company; true: it is under way at place `at`. */
static bool approach(struct abreast *a, int at, int index, int day)
{
    const struct campaign *c = a->campaign;
    struct block *block = a->block;
    struct course *course = &block->course[index];
    int stage = course->warm && course->stage < INTEREST ? INTEREST : course->stage;
    int contact = c->order[course->segment].list[stage][0];
    if (course->two_deciders || contact == NONE || is_found_busy(block, index, contact)) {
        turn_to(block, index);
        funnel_approach(block, index, day);
        block_finish(block, index);
        return false;
    }
    course->stage = course->furthest = (uint8_t)stage;
    block->record[index].approached = day;
    block->approached++;
    set_company(a, at, index, day);
    a->of[at].week[calendar_week(day)].cost += c->team.research.cost;
    if (a->columns.day[at] < c->outreach_days)
        return true;
    leave(a, at);
    return false;
}

/* Lets the next company take place `at`; false: there is none left. */
static bool enter(struct abreast *a, int at)
{
    const struct campaign *c = a->campaign;
    while (a->replication < a->block->n) {
        if (a->approach == c->n_approached) {
            a->block->ledger[a->replication++].next_approach = c->n_approached;
            a->approach = 0;
            continue;
        }
        int place = a->approach++;
        int index = a->block->order[a->replication * c->n_companies + place];
        if (approach(a, at, index, c->approach_day[place]))
            return true;
    }
    return false;
}

/* The last company under way takes the place of one that has left. */
static void close_up(struct abreast *a, int at)
{
    int last = --a->n;
    column *columns = (column *)&a->columns;
    for (size_t i = 0; i < sizeof a->columns / sizeof(column) && at < last; i++)
        columns[i][at] = columns[i][last];
    for (int i = 0; i < AT_HAND; i++)
        a->at_hand[i][at & 1][at >> 1] = a->at_hand[i][last & 1][last >> 1];
    a->click[at & 1][at >> 1] = a->click[last & 1][last >> 1];
    a->of[at] = a->of[last];
}

/* ---- Steps company by company, of the companies from number `first` on ---- */

/* Whether each is delayed, where it may be busy: then what was found is -1. */
static void find_busy(struct abreast *a, int first, int n)
{
    const struct columns *x = &a->columns;
    for (int i = 0; i < n; i++) {
        int at = first + i, segment = a->block->course[a->of[at].course].segment;
        const struct row *row = &a->tables->row[x->row[at]];
        const struct moment *moment = &a->campaign->moment[row->count / N_KINDS / N_STAGES];
        chance busy = x->attempt[at] > 0 || !moment->appointment
                          ? 0
                          : a->campaign->busy.begun[segment][x->day[at] - x->since[at]];
        a->found[i] = -((uint32_t)a->delay[i] < busy);
        a->held[i] = -((uint32_t)a->delay[i] >= chance_then(busy, moment->reschedule));
    }
}

/* Which companies whose contact is held may fall back a stage. */
static void find_relapses(struct abreast *a, int first, int n)
{
    const struct columns *x = &a->columns;
    for (int i = 0; i < n; i++) {
        int at = first + i, gap = x->held[at] > 0 ? x->day[at] - x->since[at] : 0;
        a->found[i] =
            -(a->held[i] != 0 && a->campaign->response.relapse[x->stage[at]][gap] > 0);
    }
}

/* The odds against progress of contacts that are held, in full. */
static void find_odds(struct abreast *a, int first, int n)
{
    const struct columns *x = &a->columns;
    const struct campaign *c = a->campaign;
    for (int i = 0; i < n; i++) {
        int at = first + i, index = a->of[at].course;
        if (a->held[i] == 0 || x->stage[at] == ACTION)
            continue;
        const struct course *course = &a->block->course[index];
        int contact = a->tables->row[x->row[at]].count / N_KINDS / N_STAGES;
        uint8_t *times =
            &a->block->times[(size_t)index * (size_t)c->n_contacts + (size_t)contact];
        bool customer = peers_customer_in(
            &c->peers, (enum answer)course->customer_listed, 0, course->customer_word);
        struct asked asked = {course->segment, contact, course->before + x->held[at] + 1,
            *times, course->click, WARM * course->warm | CUSTOMER * customer};
        a->against[i & 1][i >> 1] =
            response_odds_against(&c->response, (enum stage)x->stage[at], &asked);
        *times = (uint8_t)(*times + (*times < MAX_TIMES));
    }
}

/* Which talks that are held end in a partnership. */
static void find_partners(struct abreast *a, int first, int n)
{
    const struct columns *x = &a->columns;
    for (int i = 0; i < n; i++) {
        int at = first + i, index = a->of[at].course;
        a->found[i] = 0;
        if (a->held[i] == 0 || x->stage[at] < ACTION)
            continue;
        struct course *course = &a->block->course[index];
        turn_to(a->block, index);
        course->held = (uint16_t)(x->held[at] + 1);
        course->trusting = (uint16_t)x->trusting[at];
        a->found[i] = -talk_finds(a->block, index, (uint32_t)x->response[at]);
    }
}

/* Books what has come of company `at`, number i of its vector, and plans its next contact;
 * true: it is done. */
INLINED static inline bool book_and_plan(struct abreast *a, int at, int i)
{
    struct columns *x = &a->columns;
    const struct campaign *c = a->campaign;
    struct under_way *of = &a->of[at];
    if (x->standing[at] == NOT_APPROACHED)
        return true;
    booking more = a->tables->booking[a->counted[i]];
    a->count[a->counted[i]]++;
    of->sum += more;
    of->week[a->week[i]].used += more[HOURS_USED];
    of->week[a->week[i]].cost += more[EURO];
    if (x->standing[at] != OPEN)
        return true;
    int row = x->row[at];
    const struct count_table *waiting = a->tables->row[row].lead;
    if (a->counted[i] % N_KINDS == WAS_BUSY)
        waiting = c->busy.length[a->block->course[of->course].segment];
    int day = open_day(c, a->wanted[i] + count_draw(waiting, (uint32_t)a->lead[i]));
    x->day[at] = day;
    take_row(a, at, row);
    return day >= c->outreach_days;
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

/* gcc prefers half of the width unless told. */
#define WIDTH 16
#define WIDE(name) name##_16
#ifdef __clang__
#define WIDE_TARGET __attribute__((target("avx512f,avx512vl,avx512dq,avx512bw")))
#else
#define WIDE_TARGET                                                                            \
    __attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,prefer-vector-width=512")))
#endif
#include "abreast_step.h"

bool abreast_has(int width)
{
    __builtin_cpu_init();
    return width == 4 || (width == 8 && __builtin_cpu_supports("avx2")) ||
           (width == 16 && __builtin_cpu_supports("avx512vl") &&
               __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"));
}

static void step(struct abreast *a, int first, int width)
{
    if (width == 16)
        step_16(a, first);
    else if (width == 8)
        step_8(a, first);
    else
        step_4(a, first);
}
#else
bool abreast_has(int width)
{
    return width == 4;
}

static void step(struct abreast *a, int first, int width)
{
    (void)width;
    step_4(a, first);
}
#endif

/* ---- A block ---- */

static void keep_counts(const struct abreast *a)
{
    const uint32_t *count = a->count;
    for (int i = 0; i < a->tables->n_counts; i += N_KINDS) {
        struct contact_counts *counted = &a->block->counted[i / N_KINDS / N_STAGES];
        int stage = i / N_KINDS % N_STAGES;
        counted->held[stage] += count[i + WAS_HELD] + count[i + WAS_PROGRESS];
        counted->moved[stage] += count[i + WAS_MOVED];
        counted->progressed[stage] += count[i + WAS_PROGRESS];
    }
}

void abreast_run(struct block *block, int width)
{
    uint32_t count[MAX_CONTACTS * N_STAGES * N_KINDS];
    struct abreast a = {
        .block = block,
        .campaign = block->campaign,
        .tables = block->campaign->abreast,
        .count = count,
    };
    memset(count, 0, (size_t)a.tables->n_counts * sizeof *count);
    while (width == 0 || !abreast_has(width))
        width = width == 0 ? WIDEST : width / 2;
    block_enter(block, 0);
    while (a.n < MOST_ABREAST && enter(&a, a.n))
        a.n++;
    while (a.n > 0)
        for (int first = 0; first < a.n; first += width)
            step(&a, first, width);
    keep_counts(&a);
}
