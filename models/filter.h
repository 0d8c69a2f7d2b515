/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "campaign.h"

/* What a company's logged path tells of what nobody wrote down, at given numbers: the forward
 * algorithm (L. E. Baum et al., "A maximization technique occurring in the statistical analysis
 * of probabilistic functions of Markov chains", 1970) over hidden stage, deciders, warmth, a
 * potential customer inside, places in the lists of a strategy that was followed and contacts
 * since progress, at each node of a quadrature over the personal click. A front-runner chooses
 * otherwise and does nothing else, so that choices are a factor of their own. */

/* A talk as the log tells of it. */
enum filter_talk { TALK_NOT_SAID, TALK_REFUSED, TALK_JOINED };

/* One contact that took place. */
struct filter_contact {
    int contact;        /* moment */
    int gap;            /* days since the held contact before in the campaign; 0: the first */
    int partners;       /* of the hub, inside when it took place */
    bool held;          /* it reached the company */
    int stage_after;    /* enum stage; N_STAGES: a partner; NONE: not recorded */
    enum person person; /* who was met; UNKNOWN: not recorded */
    enum answer won;    /* whether that person was won in desire */
    enum filter_talk talk;
    int package; /* joined to; NONE: not recorded */
};

enum filter_end {
    PATH_OPEN,
    PATH_SAID_NO,
    PATH_STOPPED,         /* by the hub, without a reason: a limit or the end of a list */
    PATH_STOPPED_BY_HAND, /* with a reason, which tells of no limit */
    PATH_JOINED
};

struct filter_path {
    const struct company *row; /* segment, stage, contacts_before; warm, customer_in and
                                  front_runner, hidden where they are not said */
    bool introduced_before;    /* before it was approached: warm from the start */
    int introduced;            /* from this contact (its place in `contact`) on it was warm,
                                  introduced meanwhile; n: after the last; NONE: it was not */
    bool has_won;              /* the log has the column: what does not say so was not won */
    enum filter_end end;
    bool settled; /* an open path is so old that a no or a limit would have been written */
    int next;     /* contact moment that is agreed to come, or NONE: not known */
    int partners; /* inside at the end */
    int n;
    const struct filter_contact *contact; /* [n] in order */
};

/* What is hidden, besides the click and whether it is a front-runner. */
struct filter_state {
    uint16_t place[N_RESPONSES]; /* in the lists of the strategy; 0 if none was followed */
    uint16_t in_a_row;           /* contacts since progress */
    uint8_t stage, person;       /* enum stage, enum person (UNKNOWN: two, and none was met) */
    bool two, won_first;         /* deciders; the one who is not met any more is won */
    bool warm, customer;
};

/* States and, for each, the probability with each node of the click. */
struct filter_cloud {
    int n, room;
    struct filter_state *state; /* [n] */
    double *mass;               /* [n * nodes], over all 1 in the end */
};

/* Of companies of one segment. */
struct filter_nodes {
    int n;
    double *u, *weight; /* [n] clicks, and their probability */
    double *click;      /* [n] factor of the odds against progress, or its logarithm */
};

struct filter {
    const struct campaign *campaign;
    bool followed; /* the campaign's strategy was; else a contact tells nothing by coming */
    bool forgets;  /* contacts since progress are not counted, where nobody asks for them */
    double step;
    struct arena arena;
    struct filter_nodes nodes[MAX_SEGMENTS]; /* made when first asked for */

    /* Of the path that was run last. */
    const struct filter_nodes *at;
    struct filter_cloud now, then;
    double log_response; /* log-likelihood of responses, relapses, deciders, dropout, limits and
                            contacts that came */
    double log_choice;   /* of choices, and dropout after talks */
    double front[2];     /* probability that it is no front-runner, and that it is */
    int impossible;      /* place of the contact that cannot be, n: the end; NONE: all can be */
    bool
        odd_no; /* a no that the model never has, and that counts for nothing, ended the path */
    int room;
    double *expected; /* [n] probability, given what came before, that the stage recorded after
                         the contact is above the one recorded before; NAN: a talk, not held */

    /* Of the contact under way. */
    double *chance; /* [N_RESPONSES * N_CIRCUMSTANCES * nodes] of progress */
    bool made[N_RESPONSES][N_CIRCUMSTANCES];
    size_t chances;
    uint8_t *times; /* [contacts] held with the company */
};

/* `campaign` is that of the strategy that was `followed`, or whose aids, offer and steering
 * serve where none was. Nodes lie step / max(1, click_sd) apart, out to 8; 0.4 is within 1e-9
 * of the integral for click_sd from 0.5 to 2. */
#define FILTER_STEP 0.4
void filter_init(
    struct filter *filter, const struct campaign *campaign, bool followed, double step);
void filter_free(struct filter *filter);

/* Filters a path; what came of it is in `filter` until the next. False: it cannot be under the
 * model, its log-likelihood is -INFINITY and there is nothing to draw from. */
bool filter_run(struct filter *filter, const struct filter_path *path);

/* What a path has come to, kept apart from the filter. */
struct filter_kept {
    int n, nodes;                     /* n: 0 where the path cannot be */
    const struct filter_state *state; /* [n] */
    const double *sum; /* [n * nodes] probability of each state and node, and of all before */
    const double *u;   /* [nodes] clicks */
    double front;      /* probability that it is a front-runner */
};

/* That of the path that was run last, in `arena`; its clicks are the filter's. */
struct filter_kept filter_keep(const struct filter *filter, struct arena *arena);

/* A hidden state drawn from it (n above 0). Clicks are nodes: means of smooth functions of them
 * are then those of the quadrature. */
struct filter_drawn {
    struct filter_state state;
    double u;
    bool front_runner;
};
struct filter_drawn filter_draw(const struct filter_kept *kept, const uint32_t word[2]);

/* ---- Parts of it ---- */

/* What a contact's response is told: a no followed it, none did, or nobody knows. */
struct filter_step {
    const struct filter_path *path;
    const struct filter_contact *contact;
    int held;     /* before it, those before the campaign included */
    int recorded; /* stage recorded before it */
    enum answer no;
    bool any_no; /* as if a no always came when it could */
    double expected;
};

/* Empties a cloud; adds `weight` times `mass`, and `by` (NULL: 1) or 1 less `by`, node by node.
 */
void filter_cloud_add(struct filter_cloud *cloud, int nodes, const struct filter_state *state,
    double weight, const double *mass, const double *by, bool less);

/* filter->then becomes what comes of a held contact from filter->now, unscaled. */
void filter_respond(struct filter *filter, struct filter_step *step);
