/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Part of abreast.c, included once for each width of vectors. */

#include "philox_wide.h"

typedef int32_t WIDE(numbers) __attribute__((vector_size(4 * WIDTH)));
typedef double WIDE(reals) __attribute__((vector_size(4 * WIDTH)));
#define numbers WIDE(numbers)
#define words WIDE(words)
#define longs WIDE(longs)
#define reals WIDE(reals)

WIDE_INLINE numbers WIDE(numbers_at)(const int32_t *at)
{
    numbers x;
    memcpy(&x, at, sizeof x);
    return x;
}

/* Numbers of the companies from number `first` on. */
#define COLUMN(name) WIDE(numbers_at)(a->columns.name + first)
#define FOUND(name) WIDE(numbers_at)(a->name + first)

WIDE_INLINE void WIDE(put)(int32_t *at, numbers x)
{
    memcpy(at, &x, sizeof x);
}

#define SET_COLUMN(name, x) WIDE(put)(a->columns.name + first, x)
#define HAND_ON(name, x) WIDE(put)(a->name + first, x)

/* Even or odd lanes of 64 bits of the companies from number `first` on. */
WIDE_INLINE longs WIDE(half_at)(halves of, int odd, int first)
{
    longs x;
    memcpy(&x, &of[odd][first / 2], sizeof x);
    return x;
}

WIDE_INLINE numbers WIDE(pick)(numbers mask, numbers yes, numbers no)
{
    return (yes & mask) | (no & ~mask);
}

/* Which companies gain a stage if their contact is held: response_progress(). A word w is that
 * of the bits of 2^52 + w. */
WIDE_INLINE numbers WIDE(progress_of)(struct abreast *a, numbers response, int first)
{
    longs progress[2], word = (longs)response;
    for (int odd = 0; odd < 2; odd++, word >>= 32) {
        reals against = (reals)WIDE(half_at)(a->against, odd, first);
        if (a->tables->plain)
            against = (reals)WIDE(half_at)(a->at_hand[1], odd, first) *
                      (reals)WIDE(half_at)(a->click, odd, first);
        longs bits = (word & LOWER_HALF) | UINT64_C(0x4330000000000000);
        progress[odd] = (longs)(((reals)bits - 0x1p52 + 0.5) * (1.0 + against) < 4294967296.0);
    }
    return (numbers)WIDE(join)(progress[0], progress[1]);
}

/* What comes of the contacts of the companies from number `first` on: -1, yes. */
struct WIDE(outcome) {
    words word[PHILOX_WORDS];
    numbers response, dropout;   /* words that are kept while a contact is put off */
    numbers held, delayed, busy; /* it takes place; not today, because of a busy spell */
    numbers leaves;              /* and may be preceded by a relapse: one by one */
    numbers joins, progress, no, enough, goes_on; /* what comes of one that is held */
    numbers row, count;                           /* of the next; of what was counted */
    numbers held_now, in_a_row, bits;
};

/* Draws their words. What happens when a contact is held is drawn when it first comes up. */
WIDE_INLINE void WIDE(draw)(
    struct abreast *a, int first, longs key[PHILOX_ROUNDS][2], struct WIDE(outcome) * x)
{
    numbers attempt = COLUMN(attempt), again = attempt > 0;
    x->word[0] = (words)COLUMN(replication);
    x->word[1] = (words)COLUMN(company);
    x->word[2] = (words)(COLUMN(held) + 1);
    x->word[3] = (words)(attempt | PURPOSE_CONTACT << 24);
    WIDE(philox)(x->word, key);
    x->response = WIDE(pick)(again, COLUMN(response), (numbers)x->word[WORD_RESPONSE]);
    x->dropout = WIDE(pick)(again, COLUMN(dropout), (numbers)x->word[WORD_DROPOUT]);
    SET_COLUMN(response, x->response);
    SET_COLUMN(dropout, x->dropout);
}

/* Whether contacts are held today. */
WIDE_INLINE void WIDE(come_up)(struct abreast *a, int first, int n, struct WIDE(outcome) * x)
{
    longs even = WIDE(half_at)(a->at_hand[0], 0, first),
          odd = WIDE(half_at)(a->at_hand[0], 1, first);
    x->held = (numbers)(x->word[WORD_DELAY] >= WIDE(join)(even, odd));
    x->no = (numbers)((words)x->dropout <= WIDE(join_upper)(even, odd));
    x->busy = x->leaves = (numbers){0};
    if (a->tables->busy) {
        HAND_ON(delay, (numbers)x->word[WORD_DELAY]);
        find_busy(a, first, n);
        x->held = FOUND(held);
        x->busy = FOUND(found);
    }
    x->delayed = ~x->held;
    if (a->tables->relapses) {
        HAND_ON(held, x->held);
        find_relapses(a, first, n);
        x->leaves = FOUND(found);
        x->held &= ~x->leaves;
    }
    if (!a->tables->plain) {
        HAND_ON(held, x->held);
        find_odds(a, first, n);
    }
}

/* What comes of those that are; a talk is taken for a partnership. */
WIDE_INLINE void WIDE(respond)(struct abreast *a, int first, struct WIDE(outcome) * x)
{
    longs even = WIDE(half_at)(a->at_hand[2], 0, first),
          odd = WIDE(half_at)(a->at_hand[2], 1, first);
    words rows = WIDE(join)(even, odd);
    numbers both = (numbers)WIDE(join_upper)(even, odd);
    x->count = both & 0xffff;
    x->bits = both >> 16;
    x->joins = x->held & (COLUMN(stage) == ACTION);
    x->goes_on = x->held & ~x->joins;
    x->progress = x->goes_on & WIDE(progress_of)(a, x->response, first);
    x->held_now = COLUMN(held) - x->held;
    x->in_a_row = (COLUMN(in_a_row) - x->goes_on) & ~x->progress;
    x->no &= x->goes_on & ~x->progress & -(x->bits & CAN_SAY_NO);
    x->goes_on &= ~x->no;
    x->enough = x->goes_on &
                ((x->held_now >= COLUMN(most_held)) | (x->in_a_row >= COLUMN(most_in_a_row)));
    x->goes_on &= ~x->enough;
    numbers next = WIDE(pick)(x->progress, (numbers)(rows >> 16), (numbers)rows & 0xffff);
    x->row = WIDE(pick)(x->goes_on, next, COLUMN(row));
    x->enough |= x->goes_on & (x->row == NO_ROW);
    x->goes_on &= ~x->enough;
}

/* Sets down how companies stand then. */
WIDE_INLINE void WIDE(set_down)(struct abreast *a, int first, const struct WIDE(outcome) * x)
{
    numbers day = COLUMN(day), left = (x->joins & (PARTNER - OPEN)) +
                                      (x->no & (SAID_NO - OPEN)) +
                                      (x->enough & (GIVEN_UP - OPEN));
    SET_COLUMN(standing, (OPEN + left) & ~x->leaves);
    SET_COLUMN(last, day);
    SET_COLUMN(row, x->row);
    SET_COLUMN(in_a_row, x->in_a_row);
    SET_COLUMN(stage, COLUMN(stage) - x->progress);
    SET_COLUMN(attempt, (COLUMN(attempt) - x->delayed) & (x->delayed | x->leaves | x->joins));
    SET_COLUMN(moves, COLUMN(moves) - (x->delayed & ~x->busy));
    SET_COLUMN(since, WIDE(pick)(x->goes_on, day, COLUMN(since)));
    SET_COLUMN(progress,
        WIDE(pick)(x->progress, COLUMN(progress) << 10 | x->held_now, COLUMN(progress)));
    SET_COLUMN(seen, WIDE(pick)(x->held & (COLUMN(held) == 0), day, COLUMN(seen)));
    SET_COLUMN(held, x->held_now);
    if (a->tables->busy)
        SET_COLUMN(busy, COLUMN(busy) - x->busy);
    if (!a->tables->bits)
        return;
    numbers active = COLUMN(active);
    numbers part = x->held & ((x->bits & IS_PARTICIPATION) != 0) & (active == NO_DAY);
    SET_COLUMN(active, WIDE(pick)(part, day, active));
    SET_COLUMN(trusting, COLUMN(trusting) - (x->held & ((x->bits & IS_TRUSTING) != 0)));
}

/* Hands on what is counted and booked, and when the next contacts are wanted. */
WIDE_INLINE void WIDE(hand_on)(struct abreast *a, int first, const struct WIDE(outcome) * x)
{
    numbers day = COLUMN(day), nothing = (numbers){0} + a->tables->n_counts;
    numbers kind = (x->delayed & WAS_MOVED) + (x->progress & WAS_PROGRESS) +
                   (x->busy & (WAS_BUSY - WAS_MOVED));
    HAND_ON(counted, WIDE(pick)(x->leaves, nothing, x->count + kind));
    HAND_ON(week, COLUMN(weeks) + (numbers)((words)day * 37450u >> 18));
    HAND_ON(end, (x->goes_on | x->delayed) & a->campaign->outreach_days);
    HAND_ON(wanted, day + (x->goes_on & COLUMN(pace)));
    HAND_ON(lead, (numbers)x->word[WORD_LEAD]);
}

/* Takes all through the contact that comes up. */
WIDE_TARGET static void WIDE(contacts)(struct abreast *a)
{
    longs key[PHILOX_ROUNDS][2];
    for (int i = 0; i < PHILOX_ROUNDS; i++)
        for (int k = 0; k < 2; k++)
            key[i][k] = (longs){0} + a->campaign->schedule.round[i][k];
    for (int first = 0; first < a->n; first += WIDTH) {
        struct WIDE(outcome) x;
        WIDE(draw)(a, first, key, &x);
        WIDE(come_up)(a, first, a->n - first < WIDTH ? a->n - first : WIDTH, &x);
        WIDE(respond)(a, first, &x);
        WIDE(set_down)(a, first, &x);
        WIDE(hand_on)(a, first, &x);
    }
}

#undef numbers
#undef words
#undef longs
#undef reals
#undef COLUMN
#undef FOUND
#undef SET_COLUMN
#undef HAND_ON
#undef WIDTH
#undef WIDE
#undef WIDE_TARGET
#undef WIDE_INLINE
#undef LOWER_HALF
