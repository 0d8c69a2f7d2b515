/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "block.h"

#include "care.h"
#include "funnel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

/* A block is to stay in the cache: about this many companies. Its replications are the bits of
 * a word. */
enum { COURSES = 1024, REPLICATIONS = 64 };

/* What is drawn for a plan at most: its contact, once more, and the talk. Counters are drawn in
 * whole vectors of eight. */
enum { DRAWS = 3, VECTOR = 8 };

static size_t product(int a, int b)
{
    return (size_t)a * (size_t)b;
}

static void calendar_queue_init(struct block *block)
{
    const struct campaign *c = block->campaign;
    size_t days = (size_t)c->days + 1, lists = days * (size_t)block->capacity;
    block->due_in = memory_new(days, sizeof *block->due_in);
    block->due_on = memory_new(lists, sizeof *block->due_on);
    for (size_t i = 0; i < lists; i++)
        block->due_on[i] = NONE;
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
    block->times = memory_new(courses * (size_t)campaign->n_contacts, 1);
    block->ledger = memory_new((size_t)capacity, sizeof *block->ledger);
    block->order = memory_new(courses, sizeof *block->order);
    block->used = memory_new(product(capacity, campaign->weeks), sizeof *block->used);
    block->seats = memory_new(product(capacity, campaign->agenda.n), sizeof *block->seats);
    block->promised =
        memory_new(product(capacity, campaign->agenda.n), sizeof *block->promised);
    block->attended = memory_new(product(capacity, campaign->agenda.n), sizeof(bool));
    calendar_queue_init(block); /* draws may couple companies that the means do not */
    block->next = memory_new(courses, sizeof *block->next);
    block->due.plan = memory_new(plans, sizeof *block->due.plan);
    block->due.spare = memory_new(plans, sizeof *block->due.spare);
    block->due.draw = memory_new(DRAWS * plans + VECTOR, sizeof *block->due.draw);
    block->at_approach = memory_new(courses, sizeof *block->at_approach);
    block->counted = memory_new((size_t)campaign->n_contacts, sizeof *block->counted);
    block->contacts = memory_new((size_t)campaign->n_contacts, sizeof *block->contacts);
}

void block_free(struct block *block)
{
    free(block->course);
    free(block->plan);
    free(block->times);
    free(block->ledger);
    free(block->order);
    free(block->used);
    free(block->seats);
    free(block->promised);
    free(block->attended);
    free(block->due_in);
    free(block->due_on);
    free(block->next);
    free(block->due.plan);
    free(block->due.spare);
    free(block->due.draw);
    free(block->at_approach);
    free(block->counted);
    free(block->contacts);
    memset(block, 0, sizeof *block);
}

static enum rank rank_of(
    const struct block *block, const struct planned_contact *plan, const struct course *course)
{
    if (course->standing == PARTNER)
        return plan == &block->plan[plan->course] ? RANK_ANNIVERSARY : RANK_CARE;
    return course->to_plan ? RANK_TO_PLAN : RANK_ATTENTION - course->stage;
}

void block_enqueue(struct block *block, struct planned_contact *plan)
{
    int32_t index = (int32_t)(plan - block->plan);
    plan->rank = (uint8_t)rank_of(block, plan, &block->course[plan->course]);
    if (!block->campaign->coupled && plan->rank <= RANK_ATTENTION) {
        block->next[block->n_next++] = index;
        return;
    }
    int32_t *list = &block->due_on[product(plan->day, block->capacity) + plan->replication];
    plan->next_due = *list;
    *list = index;
    block->due_in[plan->day] |= UINT64_C(1) << plan->replication;
}

/* ---- Start ---- */

static uint32_t segment_word(const struct campaign *c, uint32_t replication, uint32_t stream)
{
    if (c->scenario->population.list != NULL)
        return 0;
    return stream_draw(c->seed, replication, stream, 0, PURPOSE_SEGMENT, 0).word[0];
}

static double click_factor(double sd, uint32_t word)
{
    return sd > 0.0 ? exp(-sd * gsl_cdf_ugaussian_Pinv(chance_uniform(word))) : 1.0;
}

/* What a company is and draws at the start of a replication. */
static void start_course(
    struct block *block, int replication, int company, const uint32_t word[PHILOX_WORDS])
{
    const struct campaign *c = block->campaign;
    int index = replication * c->n_companies + company;
    struct company row = company_start(&c->company, company,
        segment_word(
            c, block->first + (uint32_t)replication, c->first_company + (uint32_t)company));
    struct traits traits = company_traits(&c->company, &row, word[3]);
    struct course *course = &block->course[index];
    *course = (struct course){
        .click = click_factor(c->response.click_sd[row.segment], word[0]),
        .decider_word = word[1],
        .customer_word = word[2],
        .company = company,
        .replication = (uint8_t)replication,
        .approached = NONE,
        .last_held = NONE,
        .joined = NONE,
        .package = NONE,
        .before = (uint16_t)row.contacts_before,
        .segment = (uint8_t)row.segment,
        .standing = NOT_APPROACHED,
        .customer_listed = (uint8_t)row.customer_in,
        .warm = traits.warm,
        .front_runner = traits.front_runner,
    };
    block->plan[index] = (struct planned_contact){
        .course = index,
        .company = company,
        .replication = (uint8_t)replication,
        .next_due = NONE,
        .date = NONE,
        .contact = NONE,
    };
    course->stage = (uint8_t)row.stage;
    course->two_deciders = decision_two(&c->decision, row.segment, word[1]);
    course->person = course->two_deciders ? UNKNOWN : OWNER;
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

/* Draws for every course of the run. */
static void draw_for_all(
    const struct block *block, enum purpose purpose, struct philox_block *draw)
{
    const struct campaign *c = block->campaign;
    size_t n = 0;
    for (int r = 0; r < block->n; r++)
        for (int company = 0; company < c->n_companies; company++)
            draw[n++] = stream_counter(block->first + (uint32_t)r,
                c->first_company + (uint32_t)company, 0, purpose, 0);
    philox_batch(draw, n, c->seed);
}

static void start_courses(struct block *block)
{
    const struct philox_block *draw = block->due.draw;
    draw_for_all(block, PURPOSE_APPROACH, block->at_approach);
    draw_for_all(block, PURPOSE_COMPANY, block->due.draw);
    for (int r = 0; r < block->n; r++)
        for (int company = 0; company < block->campaign->n_companies; company++)
            start_course(block, r, company, (draw++)->word);
}

static void start(struct block *block)
{
    const struct campaign *c = block->campaign;
    start_courses(block);
    for (int r = 0; r < block->n; r++) {
        block->ledger[r] = (struct ledger){.spent = c->team.aids_cost};
        order_companies(block, r);
    }
    block->n_next = 0;
    block->approached = 0;
    memset(block->counted, 0, (size_t)c->n_contacts * sizeof *block->counted);
    memset(block->times, 0, product(block->n * c->n_companies, c->n_contacts));
    memset(block->used, 0, product(block->n, c->weeks) * sizeof *block->used);
    memset(block->seats, 0, product(block->n, c->agenda.n) * sizeof *block->seats);
    memset(block->promised, 0, product(block->n, c->agenda.n) * sizeof *block->promised);
    memset(block->attended, 0, product(block->n, c->agenda.n) * sizeof(bool));
}

/* ---- What is due ---- */

/* Of one rank the order in which contacts were first planned. */
static struct sortable due_of(const struct block *block, int32_t plan)
{
    const struct planned_contact *p = &block->plan[plan];
    return (struct sortable){(uint64_t)p->rank << 32 | p->place, plan};
}

/* Outreach that came up before: whether it is delayed, and for how long, is drawn again. */
static bool draws_again(const struct planned_contact *plan)
{
    return plan->rank <= RANK_ATTENTION && plan->attempt > 0;
}

static bool draws_talk(const struct planned_contact *plan)
{
    return plan->rank == RANK_ACTION;
}

/* Takes what falls on `day` off the calendar: by replication, and each replication's in the
 * order of the day. */
static void gather_day(struct block *block, int day)
{
    struct due *due = &block->due;
    due->n = 0;
    uint64_t in = block->due_in[day];
    block->due_in[day] = 0;
    for (; in != 0; in &= in - 1) {
        int first = due->n;
        int32_t *list =
            &block->due_on[product(day, block->capacity) + (size_t)__builtin_ctzll(in)];
        for (int32_t i = *list; i != NONE; i = block->plan[i].next_due)
            due->plan[due->n++] = due_of(block, i);
        *list = NONE;
        sort_by_key(due->plan + first, due->spare, due->n - first);
    }
}

/* Takes what comes next of all companies. */
static void gather_round(struct block *block)
{
    struct due *due = &block->due;
    for (due->n = 0; due->n < block->n_next; due->n++)
        due->plan[due->n] = due_of(block, block->next[due->n]);
    block->n_next = 0;
}

static struct philox_block counter_of(const struct block *block,
    const struct planned_contact *plan, enum purpose purpose, uint32_t repeat)
{
    return stream_counter(block->first + plan->replication,
        block->campaign->first_company + (uint32_t)plan->company, plan->number, purpose,
        repeat);
}

static struct philox_block first_counter(
    const struct block *block, const struct planned_contact *plan)
{
    return plan->rank == RANK_ANNIVERSARY ? counter_of(block, plan, PURPOSE_RENEWAL, 0)
           : plan->rank == RANK_CARE      ? counter_of(block, plan, PURPOSE_CARE, plan->attempt)
                                          : counter_of(block, plan, PURPOSE_CONTACT, 0);
}

/* What happens when a contact is held (response, dropout) is that of the contact; whether it is
 * delayed and for how long is new each time it comes up. */
static void draw_due(struct block *block)
{
    const struct due *due = &block->due;
    struct philox_block *draw = due->draw;
    size_t n = (size_t)due->n;
    for (int i = 0; i < due->n; i++) {
        const struct planned_contact *plan = &block->plan[due->plan[i].value];
        draw[i] = first_counter(block, plan);
        if (draws_again(plan))
            draw[n++] = counter_of(block, plan, PURPOSE_CONTACT, plan->attempt);
        if (draws_talk(plan))
            draw[n++] = counter_of(block, plan, PURPOSE_TALK, 0);
    }
    philox_batch(draw, (n + VECTOR - 1) / VECTOR * VECTOR, block->campaign->seed);
}

static void take(struct block *block, struct planned_contact *plan, const uint32_t *word)
{
    if (plan->rank <= RANK_ATTENTION)
        funnel_contact(block, plan, word);
    else if (plan->rank == RANK_ANNIVERSARY)
        care_anniversary(block, plan, word);
    else
        care_due(block, plan, word);
}

static void take_due(struct block *block)
{
    draw_due(block);
    const struct due *due = &block->due;
    const struct philox_block *besides = due->draw + due->n;
    for (int i = 0; i < due->n; i++) {
        struct planned_contact *plan = &block->plan[due->plan[i].value];
        uint32_t word[N_WORDS];
        memcpy(word, due->draw[i].word, sizeof due->draw[i]);
        if (draws_again(plan)) {
            word[WORD_DELAY] = besides->word[WORD_DELAY];
            word[WORD_LEAD] = (besides++)->word[WORD_LEAD];
        }
        if (draws_talk(plan)) {
            word[WORD_STEERING] = besides->word[0];
            word[WORD_REFERRALS] = (besides++)->word[1];
        }
        take(block, plan, word);
    }
}

/* ---- Days, or rounds ---- */

static void approach(struct block *block, int day)
{
    const struct campaign *c = block->campaign;
    for (int r = 0; r < block->n && c->approach_first[day] < c->approach_first[day + 1]; r++)
        for (int j = c->approach_first[day]; j < c->approach_first[day + 1]; j++)
            funnel_approach(block, block->order[r * c->n_companies + j], day);
}

/* Day by day: everything, or where companies cannot influence each other partners' years. */
static void run_days(struct block *block)
{
    for (int day = 0; day < block->campaign->days; day++) {
        if (block->campaign->coupled && day < block->campaign->outreach_days)
            approach(block, day);
        if (block->due_in[day] == 0)
            continue;
        gather_day(block, day);
        take_due(block);
    }
}

static void run_rounds(struct block *block)
{
    for (int day = 0; day < block->campaign->outreach_days; day++)
        approach(block, day);
    while (block->n_next > 0) {
        gather_round(block);
        take_due(block);
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
    if (!block->campaign->coupled)
        run_rounds(block);
    run_days(block);
    keep_books(block);
}
