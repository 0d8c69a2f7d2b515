/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "block.h"

#include "expected.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

/* About as many companies as stay in the cache; and replications at most. */
enum { COURSES = 1024, REPLICATIONS = 64 };

static size_t product(int a, int b)
{
    return (size_t)a * (size_t)b;
}

/* The most care contacts a year of any cocktail. */
static int most_care(const struct campaign *c)
{
    int most = 0;
    for (int s = 0; s < c->n_segments; s++)
        if (c->strategy->at[s].care.n > most)
            most = c->strategy->at[s].care.n;
    return most;
}

/* The item after those of companies: the next approaches. */
static int approach_item(const struct block *block)
{
    return block->campaign->n_companies;
}

static void ledger_init(struct ledger *ledger, struct arena *arena, const struct campaign *c)
{
    size_t dates = (size_t)c->agenda.n;
    ledger->week = arena_new(arena, (size_t)c->weeks, sizeof *ledger->week);
    ledger->seats = arena_new(arena, dates, sizeof *ledger->seats);
    ledger->promised = arena_new(arena, dates, sizeof *ledger->promised);
    ledger->attended = arena_new(arena, dates, sizeof *ledger->attended);
}

void block_init(struct block *block, const struct campaign *campaign)
{
    memset(block, 0, sizeof *block);
    int companies = campaign->n_companies;
    int capacity = COURSES / (companies > 0 ? companies : 1);
    capacity = capacity < 2 ? 2 : capacity > REPLICATIONS ? REPLICATIONS : capacity;
    block->campaign = campaign;
    block->capacity = capacity;
    block->courses = capacity * companies;
    block->care = most_care(campaign);
    size_t courses = (size_t)block->courses, plans = product(block->courses, 1 + block->care);
    block->course = arena_new(&block->arena, courses, sizeof *block->course);
    block->plan = arena_new(&block->arena, plans, sizeof *block->plan);
    for (size_t i = 0; i < plans; i++)
        block->plan[i].key = QUEUE_NEVER;
    block->times = arena_new(&block->arena, courses * (size_t)campaign->n_contacts, 1);
    block->ledger = arena_new(&block->arena, (size_t)capacity, sizeof *block->ledger);
    block->order = arena_new(&block->arena, courses, sizeof *block->order);
    for (int r = 0; r < capacity; r++)
        ledger_init(&block->ledger[r], &block->arena, campaign);
    /* Draws may couple companies that the means do not: there is always a queue. */
    queue_init(&block->queue, companies + 1);
    block->at_approach = arena_new(&block->arena, courses, sizeof *block->at_approach);
    block->ahead = arena_new(&block->arena, courses * AHEAD, sizeof *block->ahead);
    block->counted =
        arena_new(&block->arena, (size_t)campaign->n_contacts, sizeof *block->counted);
    block->contacts =
        arena_new(&block->arena, (size_t)campaign->n_contacts, sizeof *block->contacts);
}

void block_free(struct block *block)
{
    expected_free(block->expected);
    queue_free(&block->queue);
    arena_free(&block->arena);
    memset(block, 0, sizeof *block);
}

static enum rank rank_of(
    const struct block *block, const struct planned_contact *plan, const struct course *course)
{
    if (course->standing == PARTNER)
        return plan == &block->plan[plan->course] ? RANK_ANNIVERSARY : RANK_CARE;
    return course->to_plan ? RANK_TO_PLAN : RANK_ATTENTION - course->stage;
}

/* What comes first of a company's plans. */
static struct planned_contact *first_plan(const struct block *block, int32_t course)
{
    struct planned_contact *first = &block->plan[course];
    if (block->course[course].standing != PARTNER)
        return first;
    struct planned_contact *care = block_care(block, course);
    for (int i = 0; i < block->care; i++)
        first = care[i].key < first->key ? &care[i] : first;
    return first;
}

void block_enqueue(struct block *block, struct planned_contact *plan)
{
    const struct course *course = &block->course[plan->course];
    plan->key = queue_key(plan->day, (int)rank_of(block, plan, course), plan->place);
    if (block->campaign->coupled)
        queue_set(&block->queue, course->company, first_plan(block, plan->course)->key);
}

/* Companies whose words are drawn at a time. */
enum { DRAWN = 128 };

/* ---- The start of a run ---- */

/* What counts against progress of a personal click: a factor, or its logarithm. */
static double click_against(double sd, uint32_t word, bool logs)
{
    if (!(sd > 0.0))
        return logs ? 0.0 : 1.0;
    double x = -sd * gsl_cdf_ugaussian_Pinv(chance_uniform(word));
    return logs ? x : exp(x);
}

/* What a company is and draws at the start of a replication; `segment` is the word for that of
 * a drawn company. */
static void start_course(
    struct block *block, int index, const struct philox_block *draw, uint32_t segment)
{
    const struct campaign *c = block->campaign;
    struct course *course = &block->course[index];
    int replication = index / c->n_companies, company = index % c->n_companies;
    struct company row = company_start(&c->company, company, segment);
    struct traits traits = company_traits(&c->company, &row, draw->word[3]);
    bool two_deciders = decision_two(&c->decision, row.segment, draw->word[1]);
    *course = (struct course){
        .click =
            click_against(c->response.click_sd[row.segment], draw->word[0], c->response.logs),
        .decider_word = draw->word[1],
        .customer_word = draw->word[2],
        .company = company,
        .replication = (uint8_t)replication,
        .approached = NONE,
        .last_held = NONE,
        .joined = NONE,
        .seen = NO_DAY,
        .activated = NO_DAY,
        .paying = NO_DAY,
        .package = NONE,
        .before = (uint16_t)row.contacts_before,
        .segment = (uint8_t)row.segment,
        .stage = (uint8_t)row.stage,
        .standing = NOT_APPROACHED,
        .person = two_deciders ? UNKNOWN : OWNER,
        .two_deciders = two_deciders,
        .customer_listed = (uint8_t)row.customer_in,
        .warm = traits.warm,
        .front_runner = traits.front_runner,
    };
    block->plan[index] = (struct planned_contact){
        .key = QUEUE_NEVER,
        .course = index,
        .date = NO_DATE,
        .contact = NONE,
    };
    if (block->expected != NULL)
        expected_start(block, index, draw->word[0], row.warm != NOT_SAID);
}

/* The words of the courses from `first` on that are drawn for one purpose at the start. */
static void draw_courses(const struct block *block, enum purpose purpose, int first, int n,
    struct philox_block *draw)
{
    const struct campaign *c = block->campaign;
    for (int i = 0; i < n; i++)
        draw[i] = stream_counter(block->first + (uint32_t)((first + i) / c->n_companies),
            c->first_company + (uint32_t)((first + i) % c->n_companies), 0, purpose, 0);
    philox_batch(draw, (size_t)n, c->seed);
}

/* A few at a time, so that their words stay in the cache. */
static void start_courses(struct block *block)
{
    struct philox_block draw[DRAWN], segment[DRAWN] = {0};
    int courses = block->n * block->campaign->n_companies;
    bool listed = block->campaign->scenario->population.list != NULL;
    for (int first = 0; first < courses; first += DRAWN) {
        int n = courses - first < DRAWN ? courses - first : DRAWN;
        draw_courses(block, PURPOSE_APPROACH, first, n, block->at_approach + first);
        draw_courses(block, PURPOSE_COMPANY, first, n, draw);
        if (!listed)
            draw_courses(block, PURPOSE_SEGMENT, first, n, segment);
        for (int i = 0; i < n; i++)
            start_course(block, first + i, &draw[i], segment[i].word[0]);
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

static void clear_ledger(struct ledger *ledger, const struct campaign *c)
{
    size_t dates = (size_t)c->agenda.n;
    *ledger = (struct ledger){
        .week = memset(ledger->week, 0, (size_t)c->weeks * sizeof *ledger->week),
        .seats = memset(ledger->seats, 0, dates * sizeof *ledger->seats),
        .promised = memset(ledger->promised, 0, dates * sizeof *ledger->promised),
        .attended = memset(ledger->attended, 0, dates * sizeof *ledger->attended),
        .spent = c->team.aids.cost,
    };
    ledger->week[0].cost = c->team.aids.cost;
}

static void start(struct block *block)
{
    const struct campaign *c = block->campaign;
    if (block->expected != NULL)
        expected_clear(block);
    start_courses(block);
    for (int r = 0; r < block->n; r++) {
        clear_ledger(&block->ledger[r], c);
        order_companies(block, r);
    }
    block->approached = 0;
    memset(block->counted, 0, (size_t)c->n_contacts * sizeof *block->counted);
    memset(block->times, 0, product(block->n * c->n_companies, c->n_contacts));
}

/* ---- Replications ---- */

static void take(struct block *block, struct planned_contact *plan)
{
    int rank = queue_rank(plan->key);
    plan->key = QUEUE_NEVER;
    if (rank <= RANK_ATTENTION) {
        funnel_contact(block, plan);
        return;
    }
    /* A partner has more to come than what is taken now. */
    if (block->campaign->coupled)
        queue_set(&block->queue, block->course[plan->course].company,
            first_plan(block, plan->course)->key);
    if (rank == RANK_ANNIVERSARY)
        care_anniversary(block, plan);
    else
        care_due(block, plan);
}

/* Approaches the company whose turn it is. */
static int32_t approach_next(struct block *block, int replication)
{
    const struct campaign *c = block->campaign;
    int place = block->ledger[replication].next_approach++;
    int32_t course = block->order[replication * c->n_companies + place];
    funnel_approach(block, course, c->approach_day[place]);
    return course;
}

/* Has the next approach come up. */
static void await_approach(struct block *block, int replication)
{
    const struct campaign *c = block->campaign;
    int place = block->ledger[replication].next_approach;
    if (place < c->n_approached)
        queue_set(&block->queue, approach_item(block),
            queue_key(c->approach_day[place], RANK_APPROACH, 0));
}

/* Contact by contact, in the order of the calendar. */
static void run_calendar(struct block *block, int replication)
{
    await_approach(block, replication);
    for (int item; (item = queue_take(&block->queue)) != NO_ITEM;) {
        if (item == approach_item(block)) {
            approach_next(block, replication);
            await_approach(block, replication);
        } else {
            take(block, first_plan(block, replication * block->campaign->n_companies + item));
        }
    }
}

/* Company after company. */
static void run_courses(struct block *block, int replication)
{
    for (int i = 0; i < block->campaign->n_approached; i++) {
        int32_t course = approach_next(block, replication);
        for (struct planned_contact *plan;
             (plan = first_plan(block, course))->key != QUEUE_NEVER;)
            take(block, plan);
    }
}

/* Enters what the run has counted in the books. */
static void keep_books(struct block *block)
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
    block->first = first;
    block->n = n;
    start(block);
    for (int r = 0; r < n; r++) {
        if (block->expected != NULL)
            expected_begin(block, r);
        if (block->campaign->coupled)
            run_calendar(block, r);
        else
            run_courses(block, r);
        if (block->expected != NULL)
            expected_end(block, r);
    }
    keep_books(block);
}
