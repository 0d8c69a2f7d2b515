/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expected.h"

/* Talks: in action a package is chosen, or none. A new partner introduces others: "Bij een
 * warme voordracht [...] kan het soms sneller gaan" (answer 2). */

/* Companies are introduced in approach order: first those not yet approached, at once and as
 * warm; then those open, warm from that day. Neither search ever has to look back: who was
 * passed over once is warm or out for good. */
static void introduce_one(struct block *block, int day)
{
    struct ledger *ledger = block->now;
    int companies = block->campaign->n_companies;
    const int32_t *order = block->order + block->base;
    for (; ledger->next_new < companies; ledger->next_new++) {
        struct course *other = &block->course[order[ledger->next_new]];
        if (other->standing == NOT_APPROACHED && !other->warm) {
            other->warm = true;
            funnel_approach(block, order[ledger->next_new], day);
            block_await(block, order[ledger->next_new]);
            return;
        }
    }
    for (; ledger->next_open < companies; ledger->next_open++) {
        struct course *other = &block->course[order[ledger->next_open]];
        if (other->standing == OPEN && !other->warm) {
            other->warm = true;
            return;
        }
    }
}

/* The words of a talk besides those of every contact. */
enum { WORD_STEERING, WORD_REFERRALS };

static void join(const struct step *s, int package, uint32_t word)
{
    struct record *record = step_record(s);
    step_leave(s, PARTNER);
    record->package = (int8_t)package;
    record->joined = s->day;
    if (record->activated != NO_DAY)
        record->paying = s->day;
    care_begin(s->block, s->index);
    step_counts(s)->progressed[ACTION]++;
    s->ledger->partners++;
    int introductions = count_draw(&s->campaign->peers.referrals, word);
    for (int i = 0; i < introductions; i++)
        introduce_one(s->block, s->day);
}

/* The package that the talk ends in, or NONE; `word` decides. And the chance that it ends in
 * any, unless `joining` is NULL. */
static int chosen(const struct step *s, uint32_t steering, uint32_t word, double *joining)
{
    const struct course *course = s->course;
    const struct cocktail *cocktail = step_cocktail(s);
    bool steered = chance_happens(s->cohort->steering, steering);
    struct chooser chooser = {
        .segment = course->segment,
        .held = course->before + course->held,
        .trusting = course->trusting,
        .front_runner = course->front_runner,
        .only = steered ? cocktail->offer : NONE,
    };
    return choice_make(&s->campaign->choice, &chooser, word, joining);
}

bool talk_finds(struct block *block, int index, uint32_t word)
{
    struct step s = step_outreach(block, index, 0);
    double steering = step_cocktail(&s)->steering;
    uint32_t steers = 0;
    if (steering > 0.0 && steering < 1.0)
        steers = step_draw(&s, s.course->held, PURPOSE_TALK, 0).word[WORD_STEERING];
    int package = chosen(&s, steers, word, NULL);
    step_record(&s)->package = (int8_t)package;
    return package != NONE;
}

void talk_join(struct block *block, int index, int day)
{
    struct step s = step_outreach(block, index, day);
    join(&s, step_record(&s)->package, 0);
}

bool talk_joins(struct block *block, int index, int day, const uint32_t *word)
{
    struct step s = step_outreach(block, index, day);
    struct philox_block draw = step_draw(&s, s.course->held, PURPOSE_TALK, 0);
    double joining;
    int package = chosen(&s, draw.word[WORD_STEERING], word[WORD_RESPONSE],
        block->expected != NULL ? &joining : NULL);
    if (block->expected != NULL)
        expected_talk(block, index, day, joining, step_moment(&s)->appointment,
            step_came(&s, package != NONE, word[WORD_DROPOUT]));
    if (package == NONE)
        return false;
    join(&s, package, draw.word[WORD_REFERRALS]);
    return true;
}
