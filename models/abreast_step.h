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

/* Takes the companies from number `first` on through the contact that comes up. */
WIDE_INLINE void WIDE(step)(struct abreast *a, int first, uint64_t key)
{
    const struct abreast_tables *t = a->tables;
    int n = a->n - first < WIDTH ? a->n - first : WIDTH;
    numbers none = {0}, busy = none, leaves = none;
    numbers day = COLUMN(day), stage = COLUMN(stage), attempt = COLUMN(attempt);
    words word[4] = {(words)COLUMN(replication), (words)COLUMN(company),
        (words)(COLUMN(held) + 1), (words)(attempt | PURPOSE_CONTACT << 24)};
    WIDE(philox)(word, key);

    /* What happens when it is held is drawn when it first comes up. */
    numbers again = attempt > 0;
    numbers response = WIDE(pick)(again, COLUMN(response), (numbers)word[WORD_RESPONSE]);
    numbers dropout = WIDE(pick)(again, COLUMN(dropout), (numbers)word[WORD_DROPOUT]);
    SET_COLUMN(response, response);
    SET_COLUMN(dropout, dropout);

    longs even = WIDE(half_at)(a->at_hand[0], 0, first),
          odd = WIDE(half_at)(a->at_hand[0], 1, first);
    numbers held = (numbers)(word[WORD_DELAY] >= WIDE(join)(even, odd));
    numbers no = (numbers)((words)dropout <= WIDE(join_upper)(even, odd));
    even = WIDE(half_at)(a->at_hand[2], 0, first);
    odd = WIDE(half_at)(a->at_hand[2], 1, first);
    words rows = WIDE(join)(even, odd);
    numbers bits = (numbers)WIDE(join_upper)(even, odd), count = bits & 0xffff;
    bits >>= 16;

    if (t->busy) {
        HAND_ON(delay, (numbers)word[WORD_DELAY]);
        find_busy(a, first, n);
        held = FOUND(held);
        busy = FOUND(found);
    }
    numbers delayed = ~held;
    HAND_ON(held, held);
    if (t->relapses) {
        find_relapses(a, first, n);
        leaves = FOUND(found);
        held &= ~leaves;
        HAND_ON(held, held);
        count = WIDE(pick)(leaves, none + t->n_counts, count);
    }
    if (!t->plain)
        find_odds(a, first, n);
    numbers joins = held & (stage == ACTION);
    numbers progress = WIDE(progress_of)(a, response, first) & held & ~joins;
    numbers last_held = COLUMN(held), held_now = last_held - held;
    numbers goes_on = held & ~joins;
    numbers in_a_row = (COLUMN(in_a_row) - goes_on) & ~progress;
    no &= goes_on & ~progress & -(bits & CAN_SAY_NO);
    goes_on &= ~no;
    numbers enough =
        goes_on & ((held_now >= COLUMN(most_held)) | (in_a_row >= COLUMN(most_in_a_row)));
    goes_on &= ~enough;
    numbers row = WIDE(pick)(goes_on,
        WIDE(pick)(progress, (numbers)(rows >> 16), (numbers)rows & 0xffff), COLUMN(row));
    enough |= goes_on & (row == NO_ROW);
    goes_on &= ~enough;

    numbers standing = ~leaves & (OPEN + (joins & (PARTNER - OPEN)) + (no & (SAID_NO - OPEN)) +
                                     (enough & (GIVEN_UP - OPEN)));
    SET_COLUMN(standing, standing);
    SET_COLUMN(last, day);
    SET_COLUMN(row, row);
    SET_COLUMN(held, held_now);
    SET_COLUMN(in_a_row, in_a_row);
    SET_COLUMN(stage, stage - progress);
    SET_COLUMN(attempt, (attempt - delayed) & (delayed | leaves | joins));
    SET_COLUMN(moves, COLUMN(moves) - (delayed & ~busy));
    SET_COLUMN(since, WIDE(pick)(goes_on, day, COLUMN(since)));
    SET_COLUMN(
        progress, WIDE(pick)(progress, COLUMN(progress) << 10 | held_now, COLUMN(progress)));
    SET_COLUMN(seen, WIDE(pick)(held & (last_held == 0), day, COLUMN(seen)));
    if (t->busy)
        SET_COLUMN(busy, COLUMN(busy) - busy);
    if (t->bits) {
        numbers takes_part =
            held & ((bits & IS_PARTICIPATION) != 0) & (COLUMN(active) == NO_DAY);
        SET_COLUMN(active, WIDE(pick)(takes_part, day, COLUMN(active)));
        SET_COLUMN(trusting, COLUMN(trusting) - (held & ((bits & IS_TRUSTING) != 0)));
    }
    HAND_ON(counted, count + (delayed & WAS_MOVED) + (progress & WAS_PROGRESS) +
                         (busy & (WAS_BUSY - WAS_MOVED)));
    HAND_ON(week, (numbers)((words)day * 37450u >> 18));
    HAND_ON(wanted, day + (goes_on & COLUMN(pace)));
    HAND_ON(lead, (numbers)word[WORD_LEAD]);
}

/* Takes all through the contact that comes up. */
WIDE_TARGET static void WIDE(contacts)(struct abreast *a)
{
    uint64_t key = a->campaign->seed;
    for (int first = 0; first < a->n; first += WIDTH)
        WIDE(step)(a, first, key);
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
