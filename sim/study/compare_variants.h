/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_COMPARE_VARIANTS_H
#define RECEPT_COMPARE_VARIANTS_H

#include "compare.h"
#include "variant.h"

struct setup;
struct runner;

/* The strategies of a setup simulated once more under a variant: at equal cost or hours,
 * without a contact moment, over longer outreach. On the random numbers of the setup itself;
 * none of it is for hubs. */
struct compare_variants {
    struct study study;
    struct compare compare; /* of the study */
    bool made;
    int which[MOST_COMPARED];     /* the setup's case of each case; without: of each pair */
    int companies[MOST_COMPARED]; /* equal: of each case, */
    int unlisted[MOST_COMPARED];  /* of which so many are not on the list */
};
void compare_variants_free(struct compare_variants *variants);

/* Simulates and compares a study whose cases are there, as `plan` says. */
enum status compare_variants_run(struct compare_variants *variants, struct runner *runner,
    int baseline, struct study_plan plan);

/* Gives every strategy so many companies that its expected cost (or hours) is nearest to what
 * the baseline of `main` comes to, companies approached per week in proportion, and compares
 * them, as `plan` says. */
enum status compare_equal(struct compare_variants *variants, struct setup *setup,
    struct runner *runner, const struct compare *main, bool hours, struct study_plan plan);

/* What keeps the setup's case number `which` from being simulated without contact moment `id`.
 */
enum variant_lack compare_lack(const struct setup *setup, int which, const char *id);

/* STATUS_USAGE, with the nearest name in the setup's errors, when no strategy has contact
 * moment `id`; likewise when it is the talk of action, which all have. */
enum status compare_without_check(struct setup *setup, const char *id);

/* Each strategy for which it is possible with contact moment `id` and, as the second half of
 * the cases, without it. `made` is false when there is none. */
enum status compare_without(struct compare_variants *variants, struct setup *setup,
    struct runner *runner, const char *id, struct study_plan plan);

/* How far the shares of companies still open are apart, of cases that approached anybody, and
 * whether that is shown to be more, or not more, than ten points. */
enum gap_distance { GAP_CLOSE, GAP_APART, GAP_NOT_SURE };
struct compare_gap {
    double apart;
    enum gap_distance distance;
};

/* The gap as it is, and where that is too wide over longer outreach: `times` as long, the
 * shortest tried that closes it or the longest. */
struct compare_longer {
    struct compare_gap now, then;
    double times;
};
enum status compare_longer(
    struct compare_longer *longer, const struct setup *setup, struct runner *runner);

/* The days of outreach of a case when it lasts `times` as long. */
int compare_longer_days(const struct study_case *one, double times);

#endif
