/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "campaign.h"
#include "history.h"
#include "poisson_binomial.h"

/* Working ingredients ("de werkzame ingredienten", step 7): whether contacts were followed by
 * progress more often, or less, than the config expects of the companies that got them. Never
 * the effect of a contact: who got it is in what is expected, as far as the config knows it. */

enum ingredient_flag {
    AS_ASSUMED,
    WORKS_BETTER,
    WORKS_WORSE,
    NOT_RECORDED,
    N_INGREDIENT_FLAGS
};
extern const char *const ingredient_flags[N_INGREDIENT_FLAGS];

/* A contact moment in a stage. */
struct ingredient {
    int contact, stage;
    int held, recorded, progressed; /* recorded: of which stages before and after are written */
    double expected;                /* of these with progress; NAN: nothing is known */
    struct ratio_limits ratio;
    double p, p_adjusted; /* of the direction that it went, over all rows and directions */
    enum ingredient_flag flag;
};

struct ingredients {
    struct arena arena;
    int n;
    struct ingredient *row; /* [n] the surest first */
    int impossible;        /* companies of which the model says that they cannot have gone so */
    double recorded_share; /* of held contacts whose stage after is written; talks apart */
};

/* Less than this share of contacts with the stage after them, and nothing is told: what is
 * written is progress above all then. */
#define RECORDED_LEAST 0.9

/* `campaign` is of the strategy that was followed, or where `followed` is false whose aids and
 * offer are taken; its numbers are those before anything is learned from this log. */
void ingredients_init(struct ingredients *ingredients, const struct history *history,
    const struct campaign *campaign, bool followed, double confidence);
void ingredients_free(struct ingredients *ingredients);
