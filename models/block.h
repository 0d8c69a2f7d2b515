/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "books.h"
#include "campaign.h"
#include "queue.h"

/* A block of replications: so many that their random words at the start are drawn together, so
 * few that each finds its own in the cache. Each is then run to its end. Where companies can
 * influence each other they go through their replication's calendar, contact by contact; where
 * they cannot, company after company goes through its whole course. */

/* Where a company stands. Only OPEN ones have a contact planned. */
enum standing { NOT_APPROACHED, OPEN, PARTNER, SAID_NO, GIVEN_UP, UNFUNDED, N_STANDINGS };

/* A contact moment that is planned, or to be planned: the next one of outreach to a company, a
 * care contact of a partner, or, without a contact, a partner's anniversary. */
struct planned_contact {
    int64_t key; /* in the queue: day, rank and place; QUEUE_NEVER: it is not */
    int32_t course;
    int32_t day;    /* of the contact; before it is planned, when that is to be done */
    int32_t since;  /* the day t0 it was planned on, of outreach */
    int32_t date;   /* seat taken in the agenda, or NO_DATE */
    uint32_t place; /* as first planned in this replication */
    uint32_t word[PHILOX_WORDS]; /* enum word: of what it decides */
    int16_t contact;             /* moment, or NONE */
    uint16_t attempt;            /* times that its number came up before */
    uint16_t number;     /* of outreach 1, 2, ...; of care 0, 1, ...; of the anniversary */
    bool made;           /* a care contact: planned */
    bool looked, waited; /* busy was looked at; waited for capacity */
    bool settled;        /* nothing comes in between any more, but that the team has no time */
};

#define NO_DAY INT32_MAX

/* The course of one company through one replication: what outreach needs first. */
struct course {
    double click;      /* factor on the odds against progress, or its logarithm */
    micro cost, hours; /* spent on it so far */
    micro counted;     /* hours of these that count against those of the team's week */
    micro fundable;    /* cost of outreach contacts that the hub's funding pays a part of */
    int32_t company;   /* its place in the list or population */
    int32_t last_held; /* day; NONE: not yet */
    int32_t approached, joined;      /* days; NONE: not yet */
    int32_t seen, activated, paying; /* days on which it entered the rings; NO_DAY: not yet */
    uint32_t decider_word;           /* two deciders, and whom the first contact reaches */
    uint32_t customer_word;          /* how soon a potential customer is inside */
    uint16_t before, held;           /* contacts before the campaign, in the campaign */
    uint16_t in_a_row;               /* without progress */
    uint16_t trusting;               /* trusting contacts held */
    uint16_t place[N_STAGES];        /* reached in the list of each stage */
    uint16_t waits, moves, busy_delays; /* of the company so far */
    uint16_t not_reached, no_shows;
    uint8_t replication; /* of the block */
    uint8_t segment, stage, furthest, standing, person, customer_listed;
    bool two_deciders, won_first; /* one of them is won */
    bool handover;                /* the next contact is the first with the second */
    bool warm, front_runner;
    bool to_plan;   /* found busy at the start: the first contact is yet to be planned */
    int8_t package; /* chosen, or NONE */

    /* A partner's years. */
    int8_t package_now;             /* after upgrades */
    uint8_t anniversaries;          /* reached */
    bool took_part, left;           /* this membership year; for good */
    uint16_t care_held, care_total; /* this membership year; in all */
    double fees, serving;           /* euro, over the days simulated */
    double value; /* fees less serving and care of the years that count, as of day 0 */
    micro care_cost, care_hours;

    micro no_show_hours, no_show_cost; /* of `hours` and `cost` */
};

/* What a week of one replication came to. */
struct week {
    micro used;     /* hours of the team, care included, of those that the week has */
    micro cost;     /* of outreach, booked in it */
    int64_t waited; /* contacts of outreach that first found no free hours in it */
};

/* What one replication of the block has used, promised and seen so far. */
struct ledger {
    struct week *week;      /* [weeks] */
    uint16_t *seats;        /* [dates] taken */
    uint16_t *promised;     /* [dates] the same, by appointments of outreach alone */
    bool *attended;         /* [dates] */
    micro spent, committed; /* outreach; appointments made, where there is a budget */
    uint32_t planned;       /* contacts planned so far */
    int32_t partners;
    int32_t next_approach;       /* place of the company that is approached next */
    int32_t next_new, next_open; /* where the search for whom to introduce goes on */
};

/* The order of a day: approaches; first contacts that can be planned at last; contacts, the
 * furthest stage first; partners, anniversaries before care. */
enum rank {
    RANK_APPROACH,
    RANK_TO_PLAN,
    RANK_ACTION,
    RANK_ATTENTION = RANK_ACTION + ACTION,
    RANK_ANNIVERSARY,
    RANK_CARE
};

/* The random words of a contact, each for a decision of its own. What happens when it is held
 * is drawn once; whether it is delayed and for how long, again each time it comes up. */
enum word {
    WORD_DELAY,    /* busy, no-show, moved */
    WORD_RESPONSE, /* progress; in action which package */
    WORD_DROPOUT,  /* no for good */
    WORD_LEAD,     /* how long until it comes up again, or the next does */
};

/* Contacts of a company that are drawn for at a time. */
enum { AHEAD = 8 };

struct block {
    const struct campaign *campaign;
    struct arena arena;    /* of the arrays */
    int capacity;          /* replications that fit */
    int n;                 /* replications in the current run */
    uint32_t first;        /* number of the first */
    struct course *course; /* [replication * companies + company] */
    int courses, care;     /* that fit; care contacts a partner can have planned at once */
    struct planned_contact *plan; /* [course]: of outreach, then of the next anniversary;
                          [courses + course * care + number in the year]: of care */
    uint8_t *times;               /* [course * contacts + contact] held with that company */
    struct ledger *ledger;        /* [replication] */
    int32_t *order;               /* [replication * companies + place] in order of approach */
    struct queue queue; /* companies of the replication that is run, and its approaches */
    struct philox_block *at_approach; /* [course] words of the approach */
    struct philox_block *ahead;       /* [course * AHEAD + (number - 1) % AHEAD] words of its
                                         contacts when they first come up */
    uint64_t approached;              /* companies, in the current run */
    struct contact_counts *counted;   /* [contact] in the current run, not yet charged */
    struct contact_counts *contacts;  /* [contact] over all runs */
    struct overhead overhead;
    struct expected *expected; /* what is followed besides (expected.h); NULL: nothing */
};

void block_init(struct block *block, const struct campaign *campaign);
void block_free(struct block *block);

/* Runs the replications first .. first + n - 1 (n at most block->capacity) to the end of the
 * days simulated. The courses and ledgers can be read until the next run. */
void block_run(struct block *block, uint32_t first, int n);

/* Has what is planned come up on its day, which must be one of those simulated. */
void block_enqueue(struct block *block, struct planned_contact *plan);

/* The plans of a partner's care contacts: [number in the year]. */
static inline struct planned_contact *block_care(const struct block *block, int course)
{
    return &block->plan[block->courses + course * block->care];
}

/* The number of a course's company in random streams. */
static inline uint32_t block_stream(const struct block *block, const struct course *course)
{
    return block->campaign->first_company + (uint32_t)course->company;
}
