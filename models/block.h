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

/* A contact that is planned: the next one of outreach to a company, or a care contact of a
 * partner. */
struct planned_contact {
    int32_t day;     /* of the contact; past the last day of its kind: it does not take place */
    int32_t date;    /* seat taken in the agenda, or NO_DATE */
    uint32_t place;  /* as first planned in this replication */
    int16_t contact; /* moment, or NONE */
    uint16_t attempt; /* times that its number came up before */
    bool waited;      /* for capacity */
};

#define NO_DAY INT32_MAX

/* The course of one company through one replication: what outreach touches at every contact, in
 * one line of the cache. */
struct course {
    struct planned_contact plan; /* of outreach; before the first: the day to plan that */
    int32_t since;               /* the day t0 the contact was planned on */
    int32_t last_held;           /* day; NONE: not yet */
    uint32_t customer_word;      /* how soon a potential customer is inside */
    double click;                /* factor on the odds against progress, or its logarithm */
    uint16_t before, held;       /* contacts before the campaign, in the campaign */
    uint16_t in_a_row;           /* without progress */
    uint16_t trusting;           /* trusting contacts held */
    uint16_t place[N_STAGES];    /* reached in the list of each stage */
    uint8_t segment, stage, furthest, standing, person;
    uint8_t customer_listed;              /* enum answer */
    bool two_deciders : 1, won_first : 1; /* one of them is won */
    bool handover : 1;                    /* the next contact is the first with the second */
    bool warm : 1, front_runner : 1;
    bool to_plan : 1; /* found busy at the start: the first contact is yet to be planned */
    bool looked : 1;  /* at whether it is busy, once per planned contact */
    bool settled : 1; /* nothing comes in between any more, but that the team has no time */
};

enum { CACHE_LINE = 64 };
_Static_assert(sizeof(struct course) == CACHE_LINE, "a course is one line of the cache");

/* What outreach to one company has come to, and when. */
struct record {
    micro cost, hours; /* spent on it so far */
    micro counted;     /* hours of these that count against those of the team's week */
    micro fundable;    /* cost of outreach contacts that the hub's funding pays a part of */
    int32_t approached, joined;      /* days; NONE: not yet */
    int32_t seen, activated, paying; /* days on which it entered the rings; NO_DAY: not yet */
    uint32_t decider_word;           /* two deciders, and whom the first contact reaches */
    uint16_t waits, moves, busy_delays;
    int8_t package; /* chosen, or NONE */
};

_Static_assert(sizeof(struct record) == CACHE_LINE, "what comes of it is one more");

/* What of that went to contacts of which nothing came. */
struct missed {
    micro no_show_hours, no_show_cost; /* of `hours` and `cost` */
    uint16_t no_shows, not_reached;
};

/* A partner's years; set when it joins. */
struct partnership {
    double fees, serving; /* euro, over the days simulated */
    double value;         /* fees less serving and care of the years that count, as of day 0 */
    micro care_cost, care_hours;
    uint16_t care_held;    /* this membership year */
    int32_t care_total;    /* in all */
    int8_t package_now;    /* after upgrades */
    uint8_t anniversaries; /* reached */
    bool took_part, left;  /* this membership year; for good */
};

/* A partner's care contact, one of those of a year. */
struct care_contact {
    struct planned_contact plan; /* before it is planned: the day to do that */
    uint16_t year;               /* of membership for which it is wanted: 0, 1, ... */
    bool made;                   /* planned */
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
    micro granted, refused; /* the most that it had room for, and the least that it had not:
                               all goes the same way with any from the one to below the other */
    uint32_t planned;       /* contacts planned so far; of the company under way, where they
                               cannot influence each other */
    int32_t partners;
    int32_t next_approach;       /* day, by its number, on which a company is approached next */
    int32_t skipped;             /* such days on which none was: the order is so many behind */
    int32_t next_new, next_open; /* where the search for whom to introduce goes on */
};

/* A day goes in two: outreach and anniversaries, then care. The order of the first, after
 * approaches: first contacts that can be planned at last; contacts, the furthest stage first;
 * anniversaries. */
enum { OUTREACH_OF_DAY, CARE_OF_DAY, SLOTS_PER_DAY };
enum rank {
    RANK_TO_PLAN,
    RANK_ACTION,
    RANK_ATTENTION = RANK_ACTION + ACTION,
    RANK_ANNIVERSARY
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
enum { AHEAD = PHILOX_ROW };

struct block {
    const struct campaign *campaign;
    struct arena arena;                /* of the arrays */
    int capacity;                      /* replications that fit */
    int n;                             /* replications in the current run */
    uint32_t first;                    /* number of the first */
    struct course *course;             /* [replication * companies + company] */
    struct record *record;             /* [course] */
    struct missed *missed;             /* [course] */
    struct partnership *member;        /* [course], of partners */
    int care;                          /* care contacts a partner can have planned at once */
    struct care_contact *care_contact; /* [course * care + number in the year] */
    struct course *blank;              /* [rows that companies start from] */
    uint8_t *times;        /* [company * contacts + contact] held with it in that replication */
    struct ledger *ledger; /* [replication] */
    int32_t *order;        /* [replication * companies + place] courses in order of approach */
    int replication, base; /* that is run; its first course */
    struct ledger *now;    /* its ledger */
    struct queue queue;    /* of that replication: see block_item */
    int care_bits;         /* a company's items of care: 2 to this power, at least `care` */
    struct philox_block *at_approach; /* [course] words of the approach */
    struct philox_block *ahead;       /* [company * AHEAD + (number - 1) % AHEAD] words of its
                                         contacts of that replication, as first come up */
    uint64_t approached;              /* companies, in the current run */
    struct contact_counts *counted;   /* [contact] in the current run, not yet charged */
    struct contact_counts *contacts;  /* [contact] over all runs */
    struct overhead overhead;
    struct beyond *beyond; /* what is remembered of partners' later years (beyond.h) */
    bool unsettled; /* nothing is settled before its day: what happens is seen as it happens */
    struct expected *expected; /* what is followed besides (expected.h); NULL: nothing */
};

void block_init(struct block *block, const struct campaign *campaign);

/* With room for no more than `most` replications at a time, of a run that has no more. */
void block_init_for(struct block *block, const struct campaign *campaign, int most);
void block_free(struct block *block);

/* Runs the replications first .. first + n - 1 (n at most block->capacity) to the end of the
 * days simulated. The courses and ledgers can be read until the next run. */
void block_run(struct block *block, uint32_t first, int n);

/* ---- Parts of a run ---- */

/* What a company that starts from that row is and draws at the start of a replication: `draw`
 * its words. */
void block_start_company(struct course *course, struct record *record,
    const struct campaign *campaign, const struct company *row,
    const struct philox_block *draw);

/* Starts the replications first .. first + n - 1. */
void block_start(struct block *block, uint32_t first, int n);

/* Turns to one of them. */
static inline void block_turn_to(struct block *block, int replication)
{
    block->replication = replication;
    block->base = replication * block->campaign->n_companies;
    block->now = &block->ledger[replication];
}

/* The same for the first time: nothing is to come in it yet but approaches. */
void block_enter(struct block *block, int replication);

/* Runs it up to the start of `day`, contact by contact, in the order of the calendar. */
void block_run_to(struct block *block, int day);

/* Runs a company that nobody else influences to its end. Only a partner has more than one thing
 * to come. */
void block_finish(struct block *block, int course);

/* Enters what the replications have counted in the books. */
void block_keep_books(struct block *block);

/* The day on which the next company is approached; NO_DAY: all were. */
static inline int block_next_approach(const struct block *block)
{
    const struct campaign *c = block->campaign;
    int next = block->now->next_approach;
    return next < c->n_approached ? c->approach_day[next] : NO_DAY;
}

/* Approaches it, and returns its course; NONE: it was approached before. */
int32_t block_approach(struct block *block);

/* The most care contacts a year of any cocktail. */
int block_most_care(const struct campaign *campaign);

/* ---- What is to come ---- */

/* An item of the queue: the next contact of a course, or its next anniversary, is that of its
 * company's number; after those of all companies come care contacts, by their numbers in the
 * year. */
static inline int block_item(const struct block *block, int course)
{
    return course - block->base;
}

static inline int block_care_item(const struct block *block, int course, int which)
{
    int care = (course - block->base) << block->care_bits | which;
    return block->campaign->n_companies + care;
}

/* The same the other way round; `which` is NONE where it is no care contact. */
struct item {
    int course, which;
};

static inline struct item block_item_of(const struct block *block, int item)
{
    int care = item - block->campaign->n_companies;
    if (care < 0)
        return (struct item){block->base + item, NONE};
    return (struct item){
        block->base + (care >> block->care_bits), care & ((1 << block->care_bits) - 1)};
}

/* The partner's care contacts: [number in the year]. */
static inline struct care_contact *block_care(const struct block *block, int course)
{
    return &block->care_contact[course * block->care];
}

/* Has a company come up on the day of its plan, if it has one that is in time. */
static inline void block_await(struct block *block, int index)
{
    const struct course *course = &block->course[index];
    if (course->standing != OPEN || course->plan.day >= block->campaign->outreach_days)
        return;
    int rank = course->to_plan ? RANK_TO_PLAN : RANK_ATTENTION - course->stage;
    queue_put(&block->queue, (unsigned)course->plan.day * SLOTS_PER_DAY + OUTREACH_OF_DAY,
        block_item(block, index), (uint64_t)rank << 32 | course->plan.place);
}
