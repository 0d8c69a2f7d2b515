/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

#include "philox.h"

/* What a draw is for. Each purpose has words of its own, so that a mechanism that draws more or
 * less never shifts what another one sees. New purposes go at the end: their order is part of
 * "same seed, same bytes". */
enum purpose {
    PURPOSE_COMPANY,    /* click, deciders, customer number, warm and front-runner */
    PURPOSE_SEGMENT,    /* the segment of a company of a drawn population */
    PURPOSE_APPROACH,   /* busy at the start, the rest of that spell, the first lead time */
    PURPOSE_CONTACT,    /* one planned contact: busy or moved, response, dropout, lead time */
    PURPOSE_ORDER,      /* which contact moment comes next when the order is random */
    PURPOSE_RELAPSE,    /* falling back a stage */
    PURPOSE_TALK,       /* steering and introductions */
    PURPOSE_CARE,       /* a care contact: moved, lead time */
    PURPOSE_RENEWAL,    /* renewal and upgrade at an anniversary */
    PURPOSE_PARAMETER,  /* a parameter that is not known */
    PURPOSE_REACH,      /* whether a contact reaches the company, each time it would be held */
    PURPOSE_CARE_REACH, /* the same of a care contact */
    PURPOSE_STATE, /* what is hidden of a company where a campaign goes on from a logbook */
};

/* The counter of a draw: replication, company (its index), ordinal of the contact (0 before the
 * first), purpose and repeat (how often the same contact came up before, below 2^24). */
static inline struct philox_block stream_counter(uint32_t replication, uint32_t company,
    uint32_t ordinal, enum purpose purpose, uint32_t repeat)
{
    return (struct philox_block){
        {replication, company, ordinal, (uint32_t)purpose << 24 | repeat}};
}
