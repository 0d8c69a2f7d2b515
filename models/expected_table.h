/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bytes.h"
#include "campaign.h"
#include "text.h"

/* Tables of what is still to come of a company on average, fitted on the first campaigns of a
 * run, the pilot. What is expected by them is held against what happens (expected.h). */

/* What is to come of a company: that it joins, contacts to be held, euro to be spent on it; the
 * fourth is 0. */
enum { TO_COME_JOINING, TO_COME_CONTACTS, TO_COME_COST, TO_COME_ROOM = 4 };
typedef float to_come __attribute__((vector_size(TO_COME_ROOM * sizeof(float))));

/* A company's state, as far as what is to come is told apart by it: its segment; its stage, and
 * in desire whether one decider is still to be won or two; classes of its click and of the
 * contacts held. */
enum { STATE_STAGES = N_STAGES + 1, CLICK_CLASSES = 4, HELD_CLASSES = 3 };
/* The days of outreach that are left: classes of them for the pilot; for what is to come, knots
 * between which it is told by straight lines. So its expectation over days that are drawn is
 * that over the knots, which is the same in every state. */
enum { TIME_CLASSES = 12, KNOTS = 4 };
/* At the start: finer classes of the click, one or two deciders, warm or not. */
enum { START_CLICKS = 16, START_KINDS = 4, START_CLASSES = START_CLICKS * START_KINDS };
enum { START_TWO = 2, START_WARM = 1 };

/* How much each knot counts for on a day, or on average over the days that may be drawn. No day
 * after outreach counts. */
typedef float knots __attribute__((vector_size(KNOTS * sizeof(float))));

/* [days of outreach + 1], the last stands for all later ones. */
typedef const knots *knots_by_day;

/* What is to come in a state, at each knot. */
struct to_come_line {
    to_come at[KNOTS];
};

/* What is to come in each state: while a contact is planned, by the day for which it is wanted,
 * and when it comes up, by that day; and at the start. */
struct expected_table {
    struct to_come_line *planned, *due; /* [states] */
    to_come (*start)[START_CLASSES];    /* [segments] */
    /* Of `start`, over what is drawn; the second where that it is warm or not is drawn too. */
    to_come mean[MAX_SEGMENTS][2];
    to_come all; /* over the segments of a drawn population */
};

/* A number of days that is drawn, and the knots expected of each day after as many. */
struct waiting {
    const struct count_table *days;
    knots_by_day after;
};

/* The same after each of a contact moment's lead_time(). */
struct after_lead {
    knots_by_day after[LEAD_KINDS];
};

/* What tables of a campaign have in common. */
struct expectation {
    const struct campaign *campaign;
    struct arena arena;
    int segment[MAX_SEGMENTS]; /* place among those with companies; NONE: it has none */
    int n_segments, n_states;  /* of those; states of all of these */
    int knot[KNOTS];           /* days left at each */
    knots_by_day on;
    int n_waiting;
    struct waiting *waiting;               /* [n_waiting] different ones */
    struct after_lead *lead[MAX_SEGMENTS]; /* [contacts] */
    knots_by_day busy[MAX_SEGMENTS];
    uint64_t pilot; /* campaigns, from the first on */
    struct expected_table table[3];
    /* Controls are whole numbers of these, powers of two: so that sums of their products with
     * counts are whole numbers too, the same in any order. And they have the digits of a
     * `float`, as which some are kept. */
    double unit[TO_COME_ROOM];
};

/* The pilot's campaigns are held against what the others of it came to: a table must not know
 * the luck of the campaign that it is used in. */
enum { OF_EVEN, OF_ODD, OF_ALL };
static inline const struct expected_table *expectation_table(
    const struct expectation *e, uint64_t replication)
{
    if (replication >= e->pilot)
        return &e->table[OF_ALL];
    return &e->table[replication % 2 == 0 ? OF_ODD : OF_EVEN];
}

/* Of a campaign whose numbers are known; its tables are all 0 until they are fitted. */
void expectation_init(
    struct expectation *expectation, const struct campaign *campaign, uint64_t pilot);
void expectation_free(struct expectation *expectation);

/* The first state of a company, of which those by stage and contacts held follow. */
static inline int32_t expectation_first_state(
    const struct expectation *e, int segment, int click)
{
    return (e->segment[segment] * CLICK_CLASSES + click) * STATE_STAGES * HELD_CLASSES;
}

static inline int32_t expectation_state(int32_t first, int stage, int held)
{
    return first + stage * HELD_CLASSES + (held < 6 ? held / 3 : 2);
}

/* The class of a day of outreach, the first of which is 0. */
static inline int expectation_time(const struct expectation *e, int day)
{
    return day * TIME_CLASSES / e->campaign->outreach_days;
}

/* ---- The pilot ---- */

/* What came of the companies that were in a state: whole numbers, the same in any order. */
struct came_of {
    int64_t n, joined, contacts;
    micro cost;
};

/* Of the pilot's even campaigns and of its odd ones. */
struct pilot_sums {
    const struct expectation *expectation;
    struct came_of *planned[2], *due[2]; /* [states][TIME_CLASSES] */
    struct came_of *start[2];            /* [segments][START_CLASSES] */
};

void pilot_sums_init(struct pilot_sums *pilot, const struct expectation *expectation);
void pilot_sums_free(struct pilot_sums *pilot);
void pilot_sums_merge(struct pilot_sums *into, const struct pilot_sums *from);

/* The fitted tables as bytes, as they lie in memory, for a campaign that goes on; and read back
 * into those of the same campaign. False where there are too few. */
void expectation_write(struct text *out, const struct expectation *expectation);
bool expectation_read(struct bytes *in, struct expectation *expectation);

/* Fits the tables on what the pilot came to. */
void expectation_fit(struct expectation *expectation, const struct pilot_sums *pilot);
