/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_COMPARE_STUDIES_H
#define RECEPT_COMPARE_STUDIES_H

#include "compare.h"
#include "output.h"

/* The strategies of a workload simulated once more with a change: at equal cost or hours,
 * without a contact moment, over longer outreach. On the streams of the workload itself. */
struct changed {
    struct study study;
    struct compare compare; /* of the study; not of every kind */
    bool made;
    int which[MOST_COMPARED]; /* the workload's case of each case */
    int companies[MOST_COMPARED];
};
void changed_free(struct changed *changed);

/* Whether what the command line names is there to be changed: STATUS_USAGE, with the nearest
 * name in the workload's errors, when no strategy has the contact moment of --without; likewise
 * when it is the talk of action, which all have. */
enum status changed_check(struct workload *work);

/* Gives every strategy so many companies that its expected cost (or hours) is nearest to what
 * the baseline of `main` comes to, companies approached per week in proportion, and compares
 * them. A strategy that spends nothing, or cannot spend as much with MOST_TIMES as many
 * companies, is told in the notices. */
enum status changed_equal(struct changed *changed, struct output *output,
    const struct compare *main, enum equal equal);

/* Each strategy that has contact moment `id` with it and, as the second half of the cases,
 * without it. Strategies that do not have it, or have nothing else somewhere, are told in the
 * notices. `made` is false when no strategy is left. */
enum status changed_without(struct changed *changed, struct output *output, const char *id);

/* When the shares of companies still open differ by more than ten points: a notice that names
 * the days of outreach at which they would not (or how many times as long, where the cases do
 * not have the same), that they still would at the longest tried, or that it cannot be told.
 * One too when it cannot be told whether they do. */
enum status changed_longer(struct output *output);

#endif
