/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_BLOCK_H
#define RECEPT_BLOCK_H

#include "books.h"
#include "campaign.h"
#include "sort.h"

/* A block of replications that advance together. What is due, of all replications, is gathered
 * in plain arrays; its random words are computed in one loop; then each contact is taken
 * through the steps of funnel.h, replication by replication.
 *
 * Companies that can influence each other advance day by day, over a calendar of what falls on
 * each day. Those that cannot have no need of one: then the block advances contact by contact,
 * every company's next one in each round. Partners have several contacts ahead of them: their
 * years always follow the calendar. */

/* Where a company stands. Only OPEN ones have a contact planned. */
enum standing { NOT_APPROACHED, OPEN, PARTNER, SAID_NO, GIVEN_UP, UNFUNDED, N_STANDINGS };

/* A contact moment that is planned, or to be planned: the next one of outreach to a company, a
 * care contact of a partner, or, without a contact, a partner's anniversary. */
struct planned_contact {
    int32_t course, company;
    int32_t next_due;    /* next plan that falls on the same day, or NONE */
    int32_t day;         /* of the contact; before it is planned, when that is to be done */
    int32_t since;       /* the day t0 it was planned on, of outreach */
    int32_t date;        /* seat taken in the agenda, or NONE */
    uint32_t place;      /* as first planned in this replication */
    int16_t contact;     /* moment, or NONE */
    uint16_t attempt;    /* times that it came up before */
    uint16_t number;     /* of outreach 1, 2, ...; of care 0, 1, ...; of the anniversary */
    uint8_t replication; /* of the block */
    uint8_t rank;        /* in the order of a day, while it is queued */
    bool made;           /* a care contact: planned */
    bool looked, waited; /* busy was looked at; waited for capacity */
};

/* The course of one company through one replication. */
struct course {
    double click;          /* factor on the odds against progress */
    micro cost, hours;     /* spent on it so far */
    micro fundable;        /* cost of outreach contacts that the hub's funding pays a part of */
    int32_t company;       /* its place in the list or population */
    int32_t last_held;     /* day; NONE: not yet */
    uint16_t before, held; /* contacts before the campaign, in the campaign */
    uint8_t replication;   /* of the block */
    uint8_t segment, stage, furthest, standing, person, customer_listed;
    bool two_deciders, won_first,
        handover; /* one is won; the next is the first with the second */
    bool warm, front_runner, active;
    bool to_plan;      /* found busy at the start: the first contact is yet to be planned */
    int8_t package;    /* chosen, or NONE */
    uint16_t in_a_row; /* without progress */
    uint16_t trusting; /* trusting contacts held */
    uint16_t counted[N_STAGES];         /* contacts that counted in each stage */
    uint16_t waits, moves, busy_delays; /* of the company so far */
    uint32_t decider_word;              /* two deciders, and whom the first contact reaches */
    uint32_t customer_word;             /* how soon a potential customer is inside */
    int32_t approached, joined;         /* days; NONE: not yet */

    /* A partner's years. */
    double fees, serving; /* euro, over the days simulated */
    double
        value; /* of fees less serving and care in the years that count, discounted to day 0 */
    micro care_cost, care_hours;
    uint16_t care_held, care_total; /* this membership year; in all */
    uint8_t anniversaries;          /* reached */
    int8_t package_now;             /* after upgrades */
    bool took_part, left;
};

/* What one replication of the block has used, promised and seen so far. */
struct ledger {
    micro spent, committed; /* outreach; appointments made */
    uint32_t planned;       /* contacts planned so far */
    int32_t partners;
    int32_t next_new, next_open; /* where the search for whom to introduce goes on */
};

/* The order of a day: first contacts that can be planned at last come before those that take
 * place, as approaches do; then the furthest stage goes first; then partners, anniversaries
 * before care. */
enum rank {
    RANK_TO_PLAN,
    RANK_ACTION,
    RANK_ATTENTION = RANK_ACTION + ACTION,
    RANK_ANNIVERSARY,
    RANK_CARE
};

/* The random words of one contact, each for a decision of its own. */
enum word {
    WORD_DELAY,     /* busy, moved */
    WORD_RESPONSE,  /* progress; in action which package */
    WORD_DROPOUT,   /* no for good */
    WORD_LEAD,      /* how long until the next */
    WORD_STEERING,  /* in action: the oral commitment */
    WORD_REFERRALS, /* introductions by a new partner */
    N_WORDS
};

/* Plans that are due, in the order in which they are taken. */
struct due {
    int n;
    struct sortable *plan, *spare; /* key: the order of one replication and day */
    struct philox_block *draw; /* one for each plan, then those for what is drawn besides, in
                              the same order */
};

struct block {
    const struct campaign *campaign;
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
    micro *used;                  /* [replication * weeks + week] hours */
    uint16_t *seats;              /* [replication * dates + date] taken */
    uint16_t *promised;           /* the same, by appointments of outreach alone */
    bool *attended;               /* [replication * dates + date] */
    uint64_t *due_in; /* [day] a bit per replication in which anything falls on it */
    int32_t *due_on;  /* [day * capacity + replication] first plan, or NONE */
    struct due due;
    struct philox_block *at_approach; /* [course] words of the approach */
    int n_next;                       /* of the next round */
    int32_t *next;                    /* its courses */
    uint64_t approached;              /* companies, in the current run */
    struct contact_counts *counted;   /* [contact] in the current run, not yet charged */
    struct contact_counts *contacts;  /* [contact] over all runs */
    struct overhead overhead;
};

void block_init(struct block *block, const struct campaign *campaign);
void block_free(struct block *block);

/* Runs the replications first .. first + n - 1 (n at most block->capacity) to the end of the
 * days simulated. The courses and ledgers can be read until the next run. */
void block_run(struct block *block, uint32_t first, int n);

/* Notes that what is planned falls on its day, which must be one of those simulated. */
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

#endif
