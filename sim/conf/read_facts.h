/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "read.h"

/* What was observed of campaigns, to be held against what a config gives: the section `facts`,
 * which changes nothing of what is simulated. */

/* Settings under which figures are simulated. */
struct condition {
    const struct node *node;
    int n_sets;
    const struct node **set; /* [n_sets] PATH=VALUE, to be carried out in this order */
    const char *strategy;    /* its id; NULL: the first of the config */
    bool used;               /* by a fact that can be told */
};

/* A number that one condition gives. */
struct fact_number {
    int condition;
    const struct node *measure; /* its text is that of a measure; with a package: "share" of
                                   the partners, or "contacts" that its partners had */
    const struct node *package; /* its text is an id; NULL: of all packages */
    double quantile;            /* over partners, inside 0 and 1; NAN: the measure itself */
    const char *segment;        /* as results name it */
};

enum fact_operation { FACT_NUMBER, FACT_DIFFERENCE, FACT_RATIO };

/* A figure with the bounds within which its fact holds. */
struct fact_figure {
    struct label label; /* NULL, NULL: it is judged but not shown */
    enum fact_operation operation;
    struct fact_number first, second; /* second: what is taken off or divided by */
    double least, most;               /* -INFINITY, INFINITY: no bound */
    bool is_share;                    /* so are its numbers: it is shown times 100 */
    bool per_segment;                 /* judged in each segment of the fact too */
};

struct fact {
    const char *id;
    struct label label;
    const char *lacking; /* of the config, so that it cannot be told and has no figures here;
                            NULL: nothing */
    uint64_t segments;   /* a bit for each that has companies and is offered every package of
                            the figures */
    int n;
    struct fact_figure *figure;
};

struct facts {
    struct label note; /* what readers should know; NULL, NULL: nothing */
    int n_conditions, n;
    struct condition *condition;
    const char **condition_id;
    struct fact *fact;
};

/* The facts that the config states, NULL where it states none. What a fact asks for that the
 * config lacks is no error. Everything else of the config has been read. */
const struct facts *read_facts(struct reader *r);
