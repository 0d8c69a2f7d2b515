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

/* Room past the last counter, for the rest of a vector of eight. */
enum { SPARE = 7 };

static size_t product(int a, int b)
{
    return (size_t)a * (size_t)b;
}

static void words_init(uint32_t **word, int words, size_t n)
{
    for (int w = 0; w < words; w++)
        word[w] = memory_new(n, sizeof *word[w]);
}

static void words_free(uint32_t **word, int words)
{
    for (int w = 0; w < words; w++)
        free(word[w]);
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
    block->promised =
        memory_new(product(capacity, campaign->agenda.n), sizeof *block->promised);
    block->attended = memory_new(product(capacity, campaign->agenda.n), sizeof(bool));
    calendar_queue_init(block); /* draws may couple companies that the means do not */
    block->next = memory_new(courses, sizeof *block->next);
    block->due.contact = memory_new(courses, sizeof *block->due.contact);
    words_init(block->due.word, N_WORDS, courses);
    block->draws.of = memory_new(courses, sizeof *block->draws.of);
    words_init(block->draws.word, PHILOX_WORDS, courses + SPARE);
    words_init(block->at_approach, PHILOX_WORDS, courses);
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
    free(block->due_in);
    free(block->due_on);
    free(block->next);
    free(block->due.contact);
    words_free(block->due.word, N_WORDS);
    free(block->draws.of);
    words_free(block->draws.word, PHILOX_WORDS);
    words_free(block->at_approach, PHILOX_WORDS);
    free(block->counted);
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
static inline void draws_add(struct draws *draws, int32_t of, struct philox_block counter)
{
    draws->of[draws->n] = of;
    for (int w = 0; w < PHILOX_WORDS; w++)
        draws->word[w][draws->n] = counter.word[w];
    draws->n++;
}

static void draw_for_all(struct block *block, enum purpose purpose)
{
    const struct campaign *c = block->campaign;
    struct draws *draws = &block->draws;
    draws->n = 0;
    for (int r = 0; r < block->n; r++)
        for (int company = 0; company < c->n_companies; company++)
            draws_add(draws, draws->n,
                stream_counter(block->first + (uint32_t)r, c->first_company + (uint32_t)company,
                    0, purpose, 0));
    philox_batch(draws->word, (size_t)draws->n, c->seed);
}

static void start_courses(struct block *block)
{
    const struct campaign *c = block->campaign;
    const struct draws *draws = &block->draws;
    draw_for_all(block, PURPOSE_APPROACH);
    for (int w = 0; w < PHILOX_WORDS; w++)
        memcpy(block->at_approach[w], draws->word[w], (size_t)draws->n * sizeof(uint32_t));
    draw_for_all(block, PURPOSE_COMPANY);
    int i = 0;
    for (int r = 0; r < block->n; r++) {
        for (int company = 0; company < c->n_companies; company++, i++) {
            const uint32_t words[PHILOX_WORDS] = {
                draws->word[0][i], draws->word[1][i], draws->word[2][i], draws->word[3][i]};
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
    block->approached = 0;
    memset(block->counted, 0, (size_t)c->n_contacts * sizeof *block->counted);
    memset(block->times, 0, product(block->n * c->n_companies, c->n_contacts));
    memset(block->used, 0, product(block->n, c->weeks) * sizeof *block->used);
    memset(block->seats, 0, product(block->n, c->agenda.n) * sizeof *block->seats);
    memset(block->promised, 0, product(block->n, c->agenda.n) * sizeof *block->promised);
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
        int32_t *list =
            &block->due_on[product(day, block->capacity) + (size_t)__builtin_ctzll(in)];
        for (int32_t i = *list; i != NONE; i = block->course[i].next_due)
            due->contact[due->n++] = (struct due_contact){due_key(&block->course[i]), i};
        *list = NONE;
        sort_due(due->contact + first, due->n - first);
    }
}

/* What is drawn for a contact: for a partner's care, for a company's next contact, and for the
 * latter's talk. */
static struct philox_block counter_of(const struct block *block, const struct course *course,
    enum purpose purpose, uint32_t repeat)
{
    uint32_t ordinal = purpose == PURPOSE_CARE ? course->care_number : course->held + 1u;
    return stream_counter(block->first + course->replication, block_stream(block, course),
        ordinal, purpose, repeat);
}

/* In whole vectors: what lies past the last counter is drawn in vain. */
static void draw(struct block *block)
{
    size_t n = ((size_t)block->draws.n + SPARE) / (SPARE + 1) * (SPARE + 1);
    philox_batch(block->draws.word, n, block->campaign->seed);
}

/* What happens when a contact is held (response, dropout) is that of the contact; whether it is
 * delayed and for how long is new each time it comes up. */
static void draw_contacts(struct block *block)
{
    struct due *due = &block->due;
    struct draws *draws = &block->draws;
    draws->n = 0;
    for (int i = 0; i < due->n; i++) {
        const struct course *course = &block->course[due->contact[i].course];
        bool care = course->standing == PARTNER;
        uint32_t repeat = care && course->care_planned ? course->attempt : 0;
        draws_add(
            draws, i, counter_of(block, course, care ? PURPOSE_CARE : PURPOSE_CONTACT, repeat));
    }
    draw(block);
    for (int w = 0; w < PHILOX_WORDS; w++)
        memcpy(due->word[w], draws->word[w], (size_t)due->n * sizeof(uint32_t));
}

static void draw_again(struct block *block)
{
    struct due *due = &block->due;
    struct draws *draws = &block->draws;
    draws->n = 0;
    for (int i = 0; i < due->n; i++) {
        const struct course *course = &block->course[due->contact[i].course];
        if (course->attempt > 0 && course->standing != PARTNER)
            draws_add(draws, i, counter_of(block, course, PURPOSE_CONTACT, course->attempt));
    }
    draw(block);
    for (int i = 0; i < draws->n; i++) {
        due->word[WORD_DELAY][draws->of[i]] = draws->word[WORD_DELAY][i];
        due->word[WORD_LEAD][draws->of[i]] = draws->word[WORD_LEAD][i];
    }
}

static void draw_talks(struct block *block)
{
    struct due *due = &block->due;
    struct draws *draws = &block->draws;
    draws->n = 0;
    for (int i = 0; i < due->n; i++) {
        const struct course *course = &block->course[due->contact[i].course];
        if (course->stage == ACTION && course->standing != PARTNER)
            draws_add(draws, i, counter_of(block, course, PURPOSE_TALK, 0));
    }
    draw(block);
    for (int i = 0; i < draws->n; i++) {
        due->word[WORD_STEERING][draws->of[i]] = draws->word[0][i];
        due->word[WORD_REFERRALS][draws->of[i]] = draws->word[1][i];
    }
}

static void take_due(struct block *block)
{
    const struct due *due = &block->due;
    draw_contacts(block);
    draw_again(block);
    draw_talks(block);
    for (int i = 0; i < due->n; i++) {
        uint32_t word[N_WORDS];
        for (int w = 0; w < N_WORDS; w++)
            word[w] = due->word[w][i];
        int index = due->contact[i].course;
        const struct course *course = &block->course[index];
        if (course->standing == PARTNER)
            care_due(block, index, course->day, word);
        else
            funnel_contact(block, index, course->day, word);
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

static void run_days(struct block *block)
{
    for (int day = 0; day < block->campaign->days; day++) {
        if (day < block->campaign->outreach_days)
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
    struct due *due = &block->due;
    while (block->n_next > 0) {
        for (due->n = 0; due->n < block->n_next; due->n++)
            due->contact[due->n].course = block->next[due->n];
        block->n_next = 0;
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
    if (block->campaign->coupled)
        run_days(block);
    else
        run_rounds(block);
    keep_books(block);
}
