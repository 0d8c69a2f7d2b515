/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "step.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

/* Companies whose words are drawn at a time. */
enum { DRAWN = 128 };

/* ---- Companies ---- */

static double click_factor(double sd, uint32_t word)
{
    return sd > 0.0 ? exp(-sd * gsl_cdf_ugaussian_Pinv(chance_uniform(word))) : 1.0;
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
        .click = click_factor(c->response.click_sd[row.segment], draw->word[0]),
        .decider_word = draw->word[1],
        .customer_word = draw->word[2],
        .company = company,
        .replication = (uint8_t)replication,
        .approached = NONE,
        .last_held = NONE,
        .joined = NONE,
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

/* ---- Everything ---- */

static void clear_ledger(struct ledger *ledger, micro spent)
{
    *ledger = (struct ledger){
        .used = ledger->used,
        .seats = ledger->seats,
        .promised = ledger->promised,
        .attended = ledger->attended,
        .spent = spent,
    };
}

static void clear(void *array, int rows, int length, size_t size)
{
    memset(array, 0, (size_t)rows * (size_t)length * size);
}

void block_start(struct block *block)
{
    const struct campaign *c = block->campaign;
    start_courses(block);
    for (int r = 0; r < block->n; r++) {
        clear_ledger(&block->ledger[r], c->team.aids_cost);
        order_companies(block, r);
    }
    block->approached = 0;
    clear(block->counted, 1, c->n_contacts, sizeof *block->counted);
    clear(block->times, block->n * c->n_companies, c->n_contacts, sizeof *block->times);
    clear(block->used, block->n, c->weeks, sizeof *block->used);
    clear(block->seats, block->n, c->agenda.n, sizeof *block->seats);
    clear(block->promised, block->n, c->agenda.n, sizeof *block->promised);
    clear(block->attended, block->n, c->agenda.n, sizeof *block->attended);
}
