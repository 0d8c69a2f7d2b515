/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "block.h"

#include "care.h"
#include "funnel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

/* A block is to stay in the cache: about this many companies, and at most this many campaigns.
 */
enum { COURSES = 4096, REPLICATIONS = 250 };

static size_t product(int a, int b)
{
    return (size_t)a * (size_t)b;
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
    block->promised =
        memory_new(product(capacity, campaign->agenda.n), sizeof *block->promised);
    block->attended = memory_new(product(capacity, campaign->agenda.n), sizeof(bool));
    block->due_on = memory_new((size_t)campaign->days + 1, sizeof *block->due_on);
    block->busy_days = memory_new((size_t)campaign->days / 64 + 1, sizeof(uint64_t));
    block->due.contact = memory_new(courses, sizeof *block->due.contact);
    for (int w = 0; w < PHILOX_WORDS; w++)
        block->due.word[w] = memory_new(courses, sizeof(uint32_t));
    block->counted = memory_new((size_t)campaign->n_contacts, sizeof *block->counted);
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
    free(block->promised);
    free(block->attended);
    free(block->due_on);
    free(block->busy_days);
    free(block->due.contact);
    for (int w = 0; w < PHILOX_WORDS; w++)
        free(block->due.word[w]);
    free(block->counted);
    free(block->contacts);
    memset(block, 0, sizeof *block);
}

static void mark_day(struct block *block, int day)
{
    block->busy_days[day / 64] |= UINT64_C(1) << (day % 64);
}

void block_enqueue(struct block *block, int index)
{
    struct course *course = &block->course[index];
    course->next_due = block->due_on[course->day];
    block->due_on[course->day] = index;
    mark_day(block, course->day);
}

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
static void start_course(struct block *block, int index, const uint32_t word[PHILOX_WORDS])
{
    const struct campaign *c = block->campaign;
    uint32_t replication = block->first + (uint32_t)block_replication(block, index);
    int company = block_company(block, index);
    struct company row = company_start(
        &c->company, company, segment_word(c, replication, block_stream(block, index)));
    struct traits traits = company_traits(&c->company, &row, word[3]);
    struct course *course = &block->course[index];
    *course = (struct course){
        .click = click_factor(c->response.click_sd[row.segment], word[0]),
        .decider_word = word[1],
        .customer_word = word[2],
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

static void start(struct block *block)
{
    const struct campaign *c = block->campaign;
    int courses = block->n * c->n_companies;
    uint32_t *const *word = block->due.word;
    for (int i = 0; i < courses; i++) {
        struct philox_block counter =
            stream_counter(block->first + (uint32_t)block_replication(block, i),
                block_stream(block, i), 0, PURPOSE_COMPANY, 0);
        for (int w = 0; w < PHILOX_WORDS; w++)
            word[w][i] = counter.word[w];
    }
    philox_batch(word[0], word[1], word[2], word[3], (size_t)courses, c->seed);
    for (int i = 0; i < courses; i++) {
        const uint32_t words[PHILOX_WORDS] = {word[0][i], word[1][i], word[2][i], word[3][i]};
        start_course(block, i, words);
    }
    for (int r = 0; r < block->n; r++) {
        block->ledger[r] = (struct ledger){.spent = c->team.aids_cost};
        order_companies(block, r);
    }
    block->approached = 0;
    memset(block->counted, 0, (size_t)c->n_contacts * sizeof *block->counted);
    memset(block->times, 0, product(courses, c->n_contacts));
    memset(block->used, 0, product(block->n, c->weeks) * sizeof *block->used);
    memset(block->seats, 0, product(block->n, c->agenda.n) * sizeof *block->seats);
    memset(block->promised, 0, product(block->n, c->agenda.n) * sizeof *block->promised);
    memset(block->attended, 0, product(block->n, c->agenda.n) * sizeof(bool));
    for (int day = 0; day <= c->days; day++)
        block->due_on[day] = NONE;
    for (int day = 0; day < c->outreach_days; day++)
        if (c->approach_first[day] < c->approach_first[day + 1])
            mark_day(block, day);
}

/* On a day first contacts that can be planned at last come before those that take place, as
 * approaches do. Then the furthest stage goes first, partners after all outreach; then the
 * order in which contacts were first planned. */
static uint64_t due_key(const struct block *block, int index)
{
    const struct course *course = &block->course[index];
    uint64_t rank = course->to_plan               ? 0
                    : course->standing == PARTNER ? N_STAGES + 1
                                                  : N_STAGES - course->stage;
    return (uint64_t)block_replication(block, index) << 40 | rank << 32 | course->place;
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

/* Puts the due contacts together by replication, each replication's in the order of the day. */
static void order_due(struct block *block, int day)
{
    struct due *due = &block->due;
    int end[REPLICATIONS] = {0};
    for (int32_t i = block->due_on[day]; i != NONE; i = block->course[i].next_due)
        end[block_replication(block, i)]++;
    for (int r = 1; r < block->n; r++)
        end[r] += end[r - 1];
    due->n = block->n > 0 ? end[block->n - 1] : 0;
    for (int32_t i = block->due_on[day]; i != NONE; i = block->course[i].next_due)
        due->contact[--end[block_replication(block, i)]] =
            (struct due_contact){due_key(block, i), i};
    for (int r = 0; r < block->n; r++) {
        int next = r + 1 < block->n ? end[r + 1] : due->n;
        sort_due(due->contact + end[r], next - end[r]);
    }
}

static void gather_due(struct block *block, int day)
{
    struct due *due = &block->due;
    due->n = 0;
    if (block->campaign->coupled)
        order_due(block, day);
    else
        for (int32_t i = block->due_on[day]; i != NONE; i = block->course[i].next_due)
            due->contact[due->n++].course = i;
    block->due_on[day] = NONE;
}

/* The words of all due contacts. What happens when a contact is held (words 1, 2) is that of
 * the contact; whether it is delayed and for how long (words 0, 3) is new each time it comes
 * up. */
static void draw_due(struct block *block)
{
    const struct campaign *c = block->campaign;
    struct due *due = &block->due;
    for (int i = 0; i < due->n; i++) {
        int index = due->contact[i].course;
        struct philox_block counter =
            stream_counter(block->first + (uint32_t)block_replication(block, index),
                block_stream(block, index), block->course[index].held + 1u, PURPOSE_CONTACT, 0);
        for (int w = 0; w < PHILOX_WORDS; w++)
            due->word[w][i] = counter.word[w];
    }
    philox_batch(
        due->word[0], due->word[1], due->word[2], due->word[3], (size_t)due->n, c->seed);
    for (int i = 0; i < due->n; i++) {
        int index = due->contact[i].course;
        const struct course *course = &block->course[index];
        if (course->attempt == 0)
            continue;
        struct philox_block again = stream_draw(c->seed,
            block->first + (uint32_t)block_replication(block, index),
            block_stream(block, index), course->held + 1u, PURPOSE_CONTACT, course->attempt);
        due->word[0][i] = again.word[0];
        due->word[3][i] = again.word[3];
    }
}

static void run_day(struct block *block, int day)
{
    const struct campaign *c = block->campaign;
    for (int r = 0; r < block->n && day < c->outreach_days; r++)
        for (int j = c->approach_first[day]; j < c->approach_first[day + 1]; j++)
            funnel_approach(block, block->order[r * c->n_companies + j], day);
    gather_due(block, day);
    draw_due(block);
    const struct due *due = &block->due;
    for (int i = 0; i < due->n; i++) {
        const uint32_t word[PHILOX_WORDS] = {
            due->word[0][i], due->word[1][i], due->word[2][i], due->word[3][i]};
        int index = due->contact[i].course;
        if (block->course[index].standing == PARTNER)
            care_due(block, index, day);
        else
            funnel_contact(block, index, day, word);
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
    int last = block->campaign->days / 64;
    for (int part = 0; part <= last; part++) {
        while (block->busy_days[part] != 0) {
            int bit = __builtin_ctzll(block->busy_days[part]);
            run_day(block, part * 64 + bit);
            block->busy_days[part] &= ~(UINT64_C(1) << bit);
        }
    }
    keep_books(block);
}
