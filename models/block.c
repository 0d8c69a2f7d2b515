/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "block.h"

#include "care.h"
#include "funnel.h"
#include "start.h"

#include <stdlib.h>
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

static void ledgers_init(struct block *block)
{
    int weeks = block->campaign->weeks, dates = block->campaign->agenda.n;
    block->used = memory_new(product(block->capacity, weeks), sizeof *block->used);
    block->seats = memory_new(product(block->capacity, dates), sizeof *block->seats);
    block->promised = memory_new(product(block->capacity, dates), sizeof *block->promised);
    block->attended = memory_new(product(block->capacity, dates), sizeof *block->attended);
    for (int r = 0; r < block->capacity; r++)
        block->ledger[r] = (struct ledger){
            .used = block->used + product(r, weeks),
            .seats = block->seats + product(r, dates),
            .promised = block->promised + product(r, dates),
            .attended = block->attended + product(r, dates),
        };
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
    block->course = memory_new(courses, sizeof *block->course);
    block->plan = memory_new(plans, sizeof *block->plan);
    for (size_t i = 0; i < plans; i++)
        block->plan[i].key = QUEUE_NEVER;
    block->times = memory_new(courses * (size_t)campaign->n_contacts, 1);
    block->ledger = memory_new((size_t)capacity, sizeof *block->ledger);
    block->order = memory_new(courses, sizeof *block->order);
    ledgers_init(block);
    /* Draws may couple companies that the means do not: there is always a queue. */
    queue_init(&block->queue, companies + 1);
    block->at_approach = memory_new(courses, sizeof *block->at_approach);
    block->ahead = memory_new(courses * AHEAD, sizeof *block->ahead);
    block->counted = memory_new((size_t)campaign->n_contacts, sizeof *block->counted);
    block->contacts = memory_new((size_t)campaign->n_contacts, sizeof *block->contacts);
}

void block_free(struct block *block)
{
    memory_free(block->course);
    memory_free(block->plan);
    memory_free(block->times);
    memory_free(block->ledger);
    memory_free(block->order);
    memory_free(block->used);
    memory_free(block->seats);
    memory_free(block->promised);
    memory_free(block->attended);
    queue_free(&block->queue);
    memory_free(block->at_approach);
    memory_free(block->ahead);
    memory_free(block->counted);
    memory_free(block->contacts);
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
    block_start(block);
    for (int r = 0; r < n; r++) {
        if (block->campaign->coupled)
            run_calendar(block, r);
        else
            run_courses(block, r);
    }
    keep_books(block);
}
