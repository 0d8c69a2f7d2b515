/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Part of abreast.c, included once for each width of vectors (philox_wide.h). */

#include "philox_wide.h"

typedef int32_t WIDE(numbers) __attribute__((vector_size(4 * WIDTH)));
typedef double WIDE(reals) __attribute__((vector_size(4 * WIDTH)));

WIDE_INLINE WIDE(numbers) WIDE(numbers_at)(const int32_t *at)
{
    WIDE(numbers) x;
    memcpy(&x, at, sizeof x);
    return x;
}

WIDE_INLINE void WIDE(put)(int32_t *at, WIDE(numbers) x)
{
    memcpy(at, &x, sizeof x);
}

/* Even or odd ones of 64 bits, of the companies from number `first` on. */
WIDE_INLINE WIDE(longs) WIDE(half_at)(halves of, int odd, int first)
{
    WIDE(longs) x;
    memcpy(&x, &of[odd][first / 2], sizeof x);
    return x;
}

WIDE_INLINE WIDE(numbers) WIDE(pick)(WIDE(numbers) mask, WIDE(numbers) yes, WIDE(numbers) no)
{
    return (yes & mask) | (no & ~mask);
}

WIDE_INLINE bool WIDE(any)(WIDE(numbers) mask)
{
    uint64_t part[WIDTH / 2], any = 0;
    memcpy(part, &mask, sizeof part);
    for (int i = 0; i < WIDTH / 2; i++)
        any |= part[i];
    return any != 0;
}

/* Whether words bring progress at these odds against it: response_progress(). A word w is that
 * of the bits of 2^52 + w. */
WIDE_INLINE WIDE(longs) WIDE(progresses)(WIDE(longs) words, WIDE(reals) against)
{
    WIDE(longs) bits = (words & LOWER_HALF) | UINT64_C(0x4330000000000000);
    WIDE(reals) word = (WIDE(reals))bits - 0x1p52;
    return (WIDE(longs))((word + 0.5) * (1.0 + against) < 4294967296.0);
}

/* Which companies gain a stage if their contact is held. */
WIDE_INLINE WIDE(numbers) WIDE(progress_of)(struct abreast *a, WIDE(words) words, int first)
{
    WIDE(longs) progress[2];
    WIDE(longs) in_lower = (WIDE(longs))words;
    for (int odd = 0; odd < 2; odd++, in_lower >>= 32) {
        WIDE(reals) against;
        if (a->tables->plain)
            against = (WIDE(reals))WIDE(half_at)(a->at_hand[1], odd, first) *
                      (WIDE(reals))WIDE(half_at)(a->click, odd, first);
        else
            memcpy(&against, a->against[odd], sizeof against);
        progress[odd] = WIDE(progresses)(in_lower, against);
    }
    return (WIDE(numbers))WIDE(join)(progress[0], progress[1]);
}

/* Takes the companies from number `first` on through the contact that comes up. */
WIDE_TARGET static void WIDE(step)(struct abreast *a, int first)
{
    struct columns *x = &a->columns;
    int n = a->n - first < WIDTH ? a->n - first : WIDTH;
    WIDE(numbers) none = {0}, held_before = WIDE(numbers_at)(x->held + first);
    WIDE(numbers) attempt = WIDE(numbers_at)(x->attempt + first);
    WIDE(numbers)
    stage = WIDE(numbers_at)(x->stage + first), day = WIDE(numbers_at)(x->day + first);
    WIDE(words)
    word[4] = {(WIDE(words))WIDE(numbers_at)(x->replication + first),
        (WIDE(words))WIDE(numbers_at)(x->company + first), (WIDE(words))(held_before + 1),
        (WIDE(words))(attempt | PURPOSE_CONTACT << 24)};
    WIDE(philox)(word, a->campaign->seed);

    /* What happens when it is held is drawn when it first comes up. */
    WIDE(numbers) again = attempt > 0;
    WIDE(numbers)
    response = WIDE(pick)(
        again, WIDE(numbers_at)(x->response + first), (WIDE(numbers))word[WORD_RESPONSE]);
    WIDE(numbers)
    dropout = WIDE(pick)(
        again, WIDE(numbers_at)(x->dropout + first), (WIDE(numbers))word[WORD_DROPOUT]);
    WIDE(put)(x->response + first, response);
    WIDE(put)(x->dropout + first, dropout);

    WIDE(longs) even = WIDE(half_at)(a->at_hand[0], 0, first);
    WIDE(longs) odd = WIDE(half_at)(a->at_hand[0], 1, first);
    WIDE(numbers)
    held = (WIDE(numbers))(word[WORD_DELAY] >= WIDE(join)(even, odd)), busy = none;
    WIDE(words) no_up_to = WIDE(join_upper)(even, odd);
    even = WIDE(half_at)(a->at_hand[2], 0, first);
    odd = WIDE(half_at)(a->at_hand[2], 1, first);
    WIDE(numbers) rows = (WIDE(numbers))WIDE(join)(even, odd);
    WIDE(numbers) count = (WIDE(numbers))WIDE(join_upper)(even, odd), bits = count >> 16;
    count &= 0xffff;

    WIDE(numbers) leaves = none;
    if (a->tables->busy) {
        WIDE(put)(a->delay, (WIDE(numbers))word[WORD_DELAY]);
        find_busy(a, first, n);
        held = WIDE(numbers_at)(a->held);
        busy = WIDE(numbers_at)(a->found);
    }
    WIDE(put)(a->held, held);
    WIDE(numbers) delayed = ~held;
    if (a->tables->relapses) {
        find_relapses(a, first, n);
        leaves = WIDE(numbers_at)(a->found);
        held &= ~leaves;
        WIDE(put)(a->held, held);
    }
    WIDE(numbers) talks = held & (stage == ACTION), joins = none;
    if (!a->tables->plain)
        find_odds(a, first, n);
    if (WIDE(any)(talks)) {
        find_partners(a, first, n);
        joins = WIDE(numbers_at)(a->found);
    }
    WIDE(numbers) progress = WIDE(progress_of)(a, (WIDE(words))response, first) & held & ~talks;
    WIDE(numbers) stays = held & ~progress & ~joins;
    WIDE(numbers)
    no = stays & -(bits & CAN_SAY_NO) & (WIDE(numbers))((WIDE(words))dropout <= no_up_to);

    WIDE(numbers) held_now = held_before - held;
    WIDE(numbers)
    in_a_row = (WIDE(numbers_at)(x->in_a_row + first) - (held & ~joins)) & ~progress;
    WIDE(numbers)
    enough = held & ~joins & ~no &
             ((held_now >= WIDE(numbers_at)(x->most_held + first)) |
                 (in_a_row >= WIDE(numbers_at)(x->most_in_a_row + first)));
    WIDE(numbers) goes_on = held & ~joins & ~no & ~enough;
    WIDE(numbers)
    row = WIDE(pick)(goes_on,
        WIDE(pick)(progress, (WIDE(numbers))((WIDE(words))rows >> 16), rows & 0xffff),
        WIDE(numbers_at)(x->row + first));
    enough |= goes_on & (row == NO_ROW);
    goes_on &= ~enough;
    WIDE(put)(x->row + first, row);
    WIDE(put)(x->held + first, held_now);
    WIDE(put)(x->in_a_row + first, in_a_row);
    WIDE(put)(x->stage + first, stage - progress);
    WIDE(put)(x->attempt + first, (attempt - delayed) & (delayed | leaves));
    WIDE(put)(x->moves + first, WIDE(numbers_at)(x->moves + first) - (delayed & ~busy));
    WIDE(put)(x->busy + first, WIDE(numbers_at)(x->busy + first) - busy);
    WIDE(put)(x->since + first, WIDE(pick)(goes_on, day, WIDE(numbers_at)(x->since + first)));
    WIDE(put)
    (x->standing + first, (OPEN + (joins & (PARTNER - OPEN)) + (no & (SAID_NO - OPEN)) +
                              (enough & (GIVEN_UP - OPEN))) &
                              ~leaves);
    WIDE(numbers) gained = WIDE(numbers_at)(x->progress + first);
    WIDE(put)(x->progress + first, WIDE(pick)(progress, gained << 10 | held_now, gained));
    WIDE(put)
    (x->trusting + first,
        WIDE(numbers_at)(x->trusting + first) + (held & bits & IS_TRUSTING) / IS_TRUSTING);
    WIDE(put)
    (x->seen + first,
        WIDE(pick)(held & (held_now == 1), day, WIDE(numbers_at)(x->seen + first)));
    WIDE(numbers) active = WIDE(numbers_at)(x->active + first);
    WIDE(numbers)
    activated = held & (active == NO_DAY) & -((bits & IS_PARTICIPATION) / IS_PARTICIPATION);
    WIDE(put)(x->active + first, WIDE(pick)(activated, day, active));

    WIDE(put)
    (a->counted, count + (delayed & WAS_MOVED) + (progress & WAS_PROGRESS) +
                     (busy & (WAS_BUSY - WAS_MOVED)));
    WIDE(put)(a->week, (WIDE(numbers))((WIDE(words))day * 37450u >> 18));
    WIDE(put)(a->wanted, day + (goes_on & WIDE(numbers_at)(x->pace + first)));
    WIDE(put)(a->lead, (WIDE(numbers))word[WORD_LEAD]);
    unsigned done = 0;
    for (int i = 0; i < n; i++)
        done |= (unsigned)book_and_plan(a, first + i, i) << i;
    for (; done != 0; done &= ~(1u << (31 - __builtin_clz(done)))) {
        int at = first + 31 - __builtin_clz(done);
        leave(a, at);
        if (!enter(a, at))
            close_up(a, at);
    }
}

#undef WIDTH
#undef WIDE
#undef WIDE_TARGET
#undef WIDE_INLINE
#undef LOWER_HALF
