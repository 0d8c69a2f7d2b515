/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_READ_FACTS_H
#define RECEPT_READ_FACTS_H

#include "read.h"

/* What was observed of campaigns, to be held against what a config gives: the section `facts`
 * of a config, which changes nothing of what is simulated. */

/* Settings under which figures of facts are simulated. */
struct condition {
    const struct node *node;
    int n_sets;
    const char **sets; /* [n_sets] PATH=VALUE, to be carried out in this order */
    const struct node *strategy_node; /* NULL: it names none */
    int strategy;                     /* of the config; known once the condition is used */
    bool used;                        /* by a fact that can be told */
};

/* What a figure of a package is of: a share of the partners, or contacts that those who chose
 * the package had, on average. */
enum package_measure { PACKAGE_SHARE, PACKAGE_CONTACTS };

/* A number that one condition gives. */
struct fact_number {
    int condition;
    int package;       /* NONE: none */
    int measure;       /* an index of measures[], or with a package an enum package_measure */
    double quantile;   /* over partners, inside 0 and 1; NAN: the measure itself */
    const char *group; /* of companies, named as results name it: "all", "larger/family" */
};

enum fact_operation { FACT_NUMBER, FACT_DIFFERENCE, FACT_RATIO };

/* A figure with the bounds within which its fact holds. */
struct fact_figure {
    struct label label; /* NULL, NULL: it is judged but not shown */
    enum fact_operation operation;
    struct fact_number first, second; /* second: what is taken off or divided by */
    double least, most;               /* -INFINITY, INFINITY: no bound */
    bool percent;                     /* shown times 100 */
    bool per_segment;                 /* judged in each segment too */
};

struct fact {
    struct label label;
    const char *lacking; /* what the config lacks before it can be told: no figure was read;
                            NULL: nothing */
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

/* The facts that the config states, NULL where it states none. Facts that ask for what the
 * config lacks are read no further than that. Everything else of the config has been read. */
const struct facts *read_facts(struct reader *reader);

#endif
