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

static size_t product(int a, int b)
{
    return (size_t)a * (size_t)b;
}

static void due_init(struct due *due, size_t most)
{
    due->n = 0;
    due->contact = memory_new(most, sizeof *due->contact);
    for (int w = 0; w < PHILOX_WORDS; w++)
        due->word[w] = memory_new(most, sizeof(uint32_t));
}

static void due_free(struct due *due)
{
    free(due->contact);
    for (int w = 0; w < PHILOX_WORDS; w++)
        free(due->word[w]);
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

void block_init(struct block *block, const struct campaign *campaign)
{
    memset(block, 0, sizeof *block);
    int companies = campaign->n_companies;
    int capacity = COURSES / (companies > 0 ? companies : 1);
    capacity = capacity < 2 ? 2 : capacity > REPLICATIONS ? REPLICATIONS : capacity;
    block->campaign = campaign;
    block->capacity = capacity;
    size_t courses = product(capacity, companies);
    block->course = memory_new(courses, sizeof *block->course);
    block->times = memory_new(courses * (size_t)campaign->n_contacts, 1);
    block->ledger = memory_new((size_t)capacity, sizeof *block->ledger);
    block->order = memory_new(courses, sizeof *block->order);
    block->used = memory_new(product(capacity, campaign->weeks), sizeof *block->used);
    block->seats = memory_new(product(capacity, campaign->agenda.n), sizeof *block->seats);
    block->attended = memory_new(product(capacity, campaign->agenda.n), sizeof(bool));
    if (campaign->coupled)
        calendar_queue_init(block);
    block->next = memory_new(courses, sizeof *block->next);
    due_init(&block->due, courses);
    due_init(&block->again, courses);
    block->contacts = memory_new((size_t)campaign->n_contacts, sizeof *block->contacts);
}

void block_free(struct block *block)
{
    free(block->course);
    free(block->times);
    free(block->ledger);
    free(block->order);
    free(block->used);
    free(block->seats);
    free(block->attended);
    free(block->due_in);
    free(block->due_on);
    free(block->next);
    due_free(&block->due);
    due_free(&block->again);
    free(block->contacts);
    memset(block, 0, sizeof *block);
}

void block_enqueue(struct block *block, int index)
{
    struct course *course = &block->course[index];
    if (!block->campaign->coupled) {
        block->next[block->n_next++] = index;
        return;
    }
    int32_t *list = &block->due_on[product(course->day, block->capacity) + course->replication];
    course->next_due = *list;
    *list = index;
    block->due_in[course->day] |= UINT64_C(1) << course->replication;
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
        .next_due = NONE,
        .date = NONE,
        .approached = NONE,
        .last_held = NONE,
        .joined = NONE,
        .contact = NONE,
        .package = NONE,
        .before = (uint16_t)row.contacts_before,
        .segment = (uint8_t)row.segment,
        .standing = NOT_APPROACHED,
        .customer_listed = (uint8_t)row.customer_in,
        .warm = traits.warm,
        .front_runner = traits.front_runner,
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

/* Puts a counter in the arrays; the words take its place when all are there. */
static inline void due_count(struct due *due, int i, struct philox_block counter)
{
    for (int w = 0; w < PHILOX_WORDS; w++)
        due->word[w][i] = counter.word[w];
}

static void start_courses(struct block *block)
{
    const struct campaign *c = block->campaign;
    struct due *due = &block->due;
    int i = 0;
    for (int r = 0; r < block->n; r++)
        for (int company = 0; company < c->n_companies; company++)
            due_count(due, i++,
                stream_counter(block->first + (uint32_t)r, c->first_company + (uint32_t)company,
                    0, PURPOSE_COMPANY, 0));
    philox_batch(due->word, (size_t)i, c->seed);
    i = 0;
    for (int r = 0; r < block->n; r++) {
        for (int company = 0; company < c->n_companies; company++, i++) {
            const uint32_t words[PHILOX_WORDS] = {
                due->word[0][i], due->word[1][i], due->word[2][i], due->word[3][i]};
            start_course(block, r, company, words);
        }
    }
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
    memset(block->times, 0, product(block->n * c->n_companies, c->n_contacts));
    memset(block->used, 0, product(block->n, c->weeks) * sizeof *block->used);
    memset(block->seats, 0, product(block->n, c->agenda.n) * sizeof *block->seats);
    memset(block->attended, 0, product(block->n, c->agenda.n) * sizeof(bool));
}

/* ---- What is due ---- */

/* On a day first contacts that can be planned at last come before those that take place, as
 * approaches do. Then the furthest stage goes first, partners after all outreach; then the
 * order in which contacts were first planned. */
static uint64_t due_key(const struct course *course)
{
    uint64_t rank = course->to_plan               ? 0
                    : course->standing == PARTNER ? N_STAGES + 1
                                                  : N_STAGES - course->stage;
    return rank << 32 | course->place;
}

static int compare_due(const void *a, const void *b)
{
    uint64_t x = ((const struct due_contact *)a)->key, y = ((const struct due_contact *)b)->key;
    return (x > y) - (x < y);
}

/* Few replications have more than a handful of contacts on one day. */
static void sort_due(struct due_contact *contact, int n)
{
    if (n > 32) {
        qsort(contact, (size_t)n, sizeof *contact, compare_due);
        return;
    }
    for (int i = 1; i < n; i++) {
        struct due_contact moving = contact[i];
        int j = i;
        for (; j > 0 && contact[j - 1].key > moving.key; j--)
            contact[j] = contact[j - 1];
        contact[j] = moving;
    }
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
        int32_t *list = &block->due_on[product(day, block->capacity) + (size_t)__builtin_ctzll(in)];
        for (int32_t i = *list; i != NONE; i = block->course[i].next_due)
            due->contact[due->n++] = (struct due_contact){due_key(&block->course[i]), i};
        *list = NONE;
        sort_due(due->contact + first, due->n - first);
    }
}

static struct philox_block counter_of(
    const struct block *block, const struct course *course, uint32_t repeat)
{
    return stream_counter(block->first + course->replication, block_stream(block, course),
        course->held + 1u, PURPOSE_CONTACT, repeat);
}

/* The words of all due contacts. What happens when a contact is held (words 1, 2) is that of
 * the contact; whether it is delayed and for how long (words 0, 3) is new each time it comes
 * up. */
static void draw_due(struct block *block)
{
    struct due *due = &block->due, *again = &block->again;
    again->n = 0;
    for (int i = 0; i < due->n; i++) {
        const struct course *course = &block->course[due->contact[i].course];
        due_count(due, i, counter_of(block, course, 0));
        if (course->attempt == 0)
            continue;
        due_count(again, again->n, counter_of(block, course, course->attempt));
        again->contact[again->n++].course = i;
    }
    philox_batch(due->word, (size_t)due->n, block->campaign->seed);
    philox_batch(again->word, (size_t)again->n, block->campaign->seed);
    for (int i = 0; i < again->n; i++) {
        due->word[0][again->contact[i].course] = again->word[0][i];
        due->word[3][again->contact[i].course] = again->word[3][i];
    }
}

static void take_due(struct block *block, int i)
{
    const struct due *due = &block->due;
    const uint32_t word[PHILOX_WORDS] = {
        due->word[0][i], due->word[1][i], due->word[2][i], due->word[3][i]};
    int index = due->contact[i].course;
    const struct course *course = &block->course[index];
    if (course->standing == PARTNER)
        care_due(block, index, course->day);
    else
        funnel_contact(block, index, course->day, word);
}

/* ---- Days, or rounds ---- */

static void approach(struct block *block, int day)
{
    const struct campaign *c = block->campaign;
    for (int r = 0; r < block->n && c->approach_first[day] < c->approach_first[day + 1]; r++)
        for (int j = c->approach_first[day]; j < c->approach_first[day + 1]; j++)
            funnel_approach(block, block->order[r * c->n_companies + j], day);
}

static void run_days(struct block *block)
{
    for (int day = 0; day < block->campaign->days; day++) {
        if (day < block->campaign->outreach_days)
            approach(block, day);
        if (block->due_in[day] == 0)
            continue;
        gather_day(block, day);
        draw_due(block);
        for (int i = 0; i < block->due.n; i++)
            take_due(block, i);
    }
}

static void run_rounds(struct block *block)
{
    for (int day = 0; day < block->campaign->outreach_days; day++)
        approach(block, day);
    struct due *due = &block->due;
    while (block->n_next > 0) {
        for (due->n = 0; due->n < block->n_next; due->n++)
            due->contact[due->n].course = block->next[due->n];
        block->n_next = 0;
        draw_due(block);
        for (int i = 0; i < due->n; i++)
            take_due(block, i);
    }
}

void block_run(struct block *block, uint32_t first, int n)
{
    block->first = first;
    block->n = n;
    start(block);
    if (block->campaign->coupled)
        run_days(block);
    else
        run_rounds(block);
}
