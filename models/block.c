/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "abreast.h"
#include "beyond.h"
#include "expected.h"
#include "normal.h"

#include <math.h>
#include <string.h>

/* About as many companies as stay in the cache; and replications at most. */
enum { COURSES = 1024, REPLICATIONS = 64 };

static size_t product(int a, int b)
{
    return (size_t)a * (size_t)b;
}

int block_most_care(const struct campaign *c)
{
    int most = 0;
    for (int s = 0; s < c->n_segments; s++)
        if (c->strategy->at[s].care.n > most)
            most = c->strategy->at[s].care.n;
    return most;
}

/* Weeks of all replications lie one after the other. */
static void ledger_init(
    struct ledger *ledger, struct week *week, struct arena *arena, const struct campaign *c)
{
    size_t dates = (size_t)c->agenda.n;
    ledger->week = week;
    ledger->seats = arena_new(arena, dates, sizeof *ledger->seats);
    ledger->promised = arena_new(arena, dates, sizeof *ledger->promised);
    ledger->attended = arena_new(arena, dates, sizeof *ledger->attended);
}

/* Room for so many lines of the cache. */
static void *lines_new(struct arena *arena, size_t lines)
{
    uintptr_t room = (uintptr_t)arena_new(arena, lines + 1, CACHE_LINE);
    return (void *)((room + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE);
}

/* A company before anything is drawn. */
static struct course blank_course(const struct company *row)
{
    return (struct course){
        .plan = {.date = NO_DATE, .contact = NONE},
        .last_held = NONE,
        .before = (uint16_t)row->contacts_before,
        .segment = (uint8_t)row->segment,
        .stage = (uint8_t)row->stage,
        .standing = NOT_APPROACHED,
        .customer_listed = (uint8_t)row->customer_in,
    };
}

/* What companies start from: those of the list, else one of each segment. */
static void make_blanks(struct block *block)
{
    const struct campaign *c = block->campaign;
    const struct company *row = company_rows(&c->company);
    int n = company_is_listed(&c->company) ? c->n_companies : c->n_segments;
    block->blank = arena_new(&block->arena, (size_t)n, sizeof *block->blank);
    for (int i = 0; i < n; i++)
        block->blank[i] = blank_course(&row[i]);
}

void block_init(struct block *block, const struct campaign *campaign)
{
    block_init_for(block, campaign, REPLICATIONS);
}

void block_init_for(struct block *block, const struct campaign *campaign, int most)
{
    memset(block, 0, sizeof *block);
    int companies = campaign->n_companies;
    int capacity = COURSES / (companies > 0 ? companies : 1);
    most = most < REPLICATIONS ? most : REPLICATIONS;
    capacity = capacity > most ? most : capacity;
    capacity = capacity < 2 ? 2 : capacity; /* a pair */
    block->campaign = campaign;
    block->capacity = capacity;
    block->care = block_most_care(campaign);
    struct arena *arena = &block->arena;
    size_t courses = product(capacity, companies), contacts = (size_t)campaign->n_contacts;
    block->course = lines_new(arena, courses);
    block->record = lines_new(arena, courses);
    block->missed = arena_new(arena, courses, sizeof *block->missed);
    block->member = arena_new(arena, courses, sizeof *block->member);
    block->care_contact =
        arena_new(arena, courses * (size_t)block->care, sizeof *block->care_contact);
    block->times = arena_new(arena, product(companies, campaign->n_contacts), 1);
    block->ledger = arena_new(arena, (size_t)capacity, sizeof *block->ledger);
    block->order = arena_new(arena, courses, sizeof *block->order);
    struct week *week = arena_new(arena, product(capacity, campaign->weeks), sizeof *week);
    for (int r = 0; r < capacity; r++)
        ledger_init(&block->ledger[r], week + product(r, campaign->weeks), arena, campaign);
    while (1 << block->care_bits < block->care)
        block->care_bits++;
    queue_init(&block->queue, arena, (unsigned)campaign->days * SLOTS_PER_DAY,
        companies + (companies << block->care_bits));
    block->at_approach = arena_new(arena, courses, sizeof *block->at_approach);
    block->ahead = arena_new(arena, product(companies, AHEAD), sizeof *block->ahead);
    make_blanks(block);
    block->counted = arena_new(arena, contacts, sizeof *block->counted);
    block->contacts = arena_new(arena, contacts, sizeof *block->contacts);
    block->beyond = beyond_new(arena, campaign);
}

void block_free(struct block *block)
{
    expected_free(block->expected);
    arena_free(&block->arena);
    memset(block, 0, sizeof *block);
}

/* Companies whose words are drawn at a time. */
enum { DRAWN = 128 };

/* ---- The start of a run ---- */

/* What counts against progress of a personal click: a factor, or its logarithm. */
static inline double click_against(double sd, uint32_t word, bool logs)
{
    if (!(sd > 0.0))
        return logs ? 0.0 : 1.0;
    double x = -sd * normal_deviate(word);
    return logs ? x : exp(x);
}

static const struct record blank_record = {
    .approached = NONE,
    .joined = NONE,
    .seen = NO_DAY,
    .activated = NO_DAY,
    .paying = NO_DAY,
    .package = NONE,
};

/* What a company of that row is and draws; `blank` is what it is before. */
static inline void start_company(struct course *course, struct record *record,
    const struct campaign *c, const struct company *row, const struct course *blank,
    const struct philox_block *draw)
{
    /* Goes first, so that its calls find nothing in registers that would be put aside. */
    double sd = c->response.click_sd[row->segment];
    double click = click_against(sd, draw->word[0], c->response.logs);
    *course = *blank;
    *record = blank_record;
    struct traits traits = company_traits(&c->company, row, draw->word[3]);
    bool two_deciders = decision_two(&c->decision, row->segment, draw->word[1]);
    course->customer_word = draw->word[2];
    course->click = click;
    course->person = two_deciders ? UNKNOWN : OWNER;
    course->two_deciders = two_deciders;
    course->warm = traits.warm;
    course->front_runner = traits.front_runner;
    record->decider_word = draw->word[1];
}

void block_start_company(struct course *course, struct record *record, const struct campaign *c,
    const struct company *row, const struct philox_block *draw)
{
    struct course blank = blank_course(row);
    start_company(course, record, c, row, &blank, draw);
}

/* The company of course `index` starts from row number `row`. */
static inline void start_course(
    struct block *block, int index, int row, const struct philox_block *draw)
{
    const struct campaign *c = block->campaign;
    start_company(&block->course[index], &block->record[index], c,
        &company_rows(&c->company)[row], &block->blank[row], draw);
    if (block->expected != NULL)
        expected_start(block, index, draw->word[0]);
    block->missed[index] = (struct missed){0};
}

/* Numbers of a replication and of a company in it. */
struct at {
    int replication, company;
};

static inline struct at next_course(struct at at, int companies)
{
    at.company++;
    return at.company < companies ? at : (struct at){at.replication + 1, 0};
}

/* The words that courses from `at` on draw for one purpose at the start. */
static void draw_courses(const struct block *block, enum purpose purpose, struct at at, int n,
    struct philox_block *draw)
{
    const struct campaign *c = block->campaign;
    for (int i = 0; i < n; i++, at = next_course(at, c->n_companies))
        draw[i] = stream_counter(block->first + (uint32_t)at.replication,
            c->first_company + (uint32_t)at.company, 0, purpose, 0);
    philox_batch(draw, (size_t)n, c->seed);
}

/* A few at a time, so that their words stay in the cache. */
static void start_courses(struct block *block)
{
    struct philox_block draw[DRAWN], segment[DRAWN] = {0};
    const struct company_tables *tables = &block->campaign->company;
    int companies = block->campaign->n_companies, courses = block->n * companies;
    bool listed = company_is_listed(tables);
    struct at at = {0, 0};
    for (int first = 0; first < courses; first += DRAWN) {
        int n = courses - first < DRAWN ? courses - first : DRAWN;
        draw_courses(block, PURPOSE_APPROACH, at, n, block->at_approach + first);
        draw_courses(block, PURPOSE_COMPANY, at, n, draw);
        if (!listed)
            draw_courses(block, PURPOSE_SEGMENT, at, n, segment);
        for (int i = 0; i < n; i++, at = next_course(at, companies)) {
            int row = company_row(tables, at.company, segment[i].word[0]);
            start_course(block, first + i, row, &draw[i]);
        }
    }
}

/* Approach order of one replication: warm companies first, then the order of the list. */
static void order_companies(struct block *block, int replication)
{
    int companies = block->campaign->n_companies, place = 0;
    int base = replication * companies;
    for (int warm = 1; warm >= 0; warm--)
        for (int i = 0; i < companies; i++)
            if (block->course[base + i].warm == (warm == 1))
                block->order[base + place++] = base + i;
}

/* Who promised to come and who came is noted where occasions are charged whole. */
static void clear_ledger(struct ledger *ledger, const struct campaign *c)
{
    size_t dates = (size_t)c->agenda.n;
    *ledger = (struct ledger){
        .week = memset(ledger->week, 0, (size_t)c->weeks * sizeof *ledger->week),
        .seats = memset(ledger->seats, 0, dates * sizeof *ledger->seats),
        .promised = ledger->promised,
        .attended = ledger->attended,
        .spent = c->team.aids.cost,
        .refused = INT64_MAX,
    };
    ledger->week[0].cost = c->team.aids.cost;
    if (!c->team.whole)
        return;
    memset(ledger->promised, 0, dates * sizeof *ledger->promised);
    memset(ledger->attended, 0, dates * sizeof *ledger->attended);
}

void block_start(struct block *block, uint32_t first, int n)
{
    const struct campaign *c = block->campaign;
    block->first = first;
    block->n = n;
    if (block->expected != NULL)
        expected_clear(block);
    start_courses(block);
    for (int r = 0; r < block->n; r++) {
        clear_ledger(&block->ledger[r], c);
        order_companies(block, r);
    }
    block->approached = 0;
    memset(block->counted, 0, (size_t)c->n_contacts * sizeof *block->counted);
}

/* ---- Replications ---- */

void block_enter(struct block *block, int replication)
{
    block_turn_to(block, replication);
    memset(block->times, 0, product(block->campaign->n_companies, block->campaign->n_contacts));
    queue_clear(&block->queue);
}

int32_t block_approach(struct block *block)
{
    int next = block->now->next_approach++;
    int32_t course = block->order[block->base + next - block->now->skipped];
    bool now = funnel_approach(block, course, block->campaign->approach_day[next]);
    return now ? course : NONE;
}

static inline void take_item(struct block *block, int item)
{
    struct item of = block_item_of(block, item);
    if (of.which != NONE) {
        care_due(block, of.course, of.which);
    } else if (block->course[of.course].standing == PARTNER) {
        care_anniversary(block, of.course);
    } else {
        funnel_contact(block, of.course);
        block_await(block, of.course);
    }
}

/* All that waits for a slot of the queue, in its order; mostly that is one. */
static inline void take(struct block *block, unsigned slot)
{
    int item = queue_take_list(&block->queue, slot);
    if (queue_is_last(&block->queue, item)) {
        take_item(block, item);
        return;
    }
    int n = queue_sort(&block->queue, item);
    for (int i = 0; i < n; i++)
        take_item(block, block->queue.due[i].value);
}

void block_run_to(struct block *block, int day)
{
    for (;;) {
        int approach = block_next_approach(block), until = approach < day ? approach : day;
        for (unsigned slot, end = (unsigned)until * SLOTS_PER_DAY;
             (slot = queue_next(&block->queue)) < end;)
            take(block, slot);
        if (until == day)
            return;
        int32_t course = block_approach(block);
        if (course != NONE)
            block_await(block, course);
    }
}

void block_finish(struct block *block, int course)
{
    while (block->course[course].standing == OPEN &&
           block->course[course].plan.day < block->campaign->outreach_days)
        funnel_contact(block, course);
    for (unsigned slot; (slot = queue_next(&block->queue)) < block->queue.slots;)
        take(block, slot);
}

/* Company after company. */
static void run_courses(struct block *block)
{
    while (block_next_approach(block) < NO_DAY) {
        block->now->planned = 0;
        block_finish(block, block_approach(block));
    }
}

void block_keep_books(struct block *block)
{
    const struct campaign *c = block->campaign;
    for (int i = 0; i < c->n_contacts; i++) {
        books_charge(&block->counted[i], &c->team, i);
        books_add_contact(&block->contacts[i], &block->counted[i]);
    }
    books_charge_overhead(&block->overhead, &c->team, block->approached, block->n);
}

void block_run(struct block *block, uint32_t first, int n)
{
    block_start(block, first, n);
    bool abreast = block->campaign->abreast != NULL && block->expected == NULL;
    if (abreast)
        abreast_run(block, 0);
    for (int r = 0; r < n && !abreast; r++) {
        block_enter(block, r);
        if (block->expected != NULL)
            expected_begin(block);
        if (block->campaign->coupled)
            block_run_to(block, block->campaign->days);
        else
            run_courses(block);
        if (block->expected != NULL)
            expected_end(block);
    }
    block_keep_books(block);
}
