/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_COMPARE_ROWS_H
#define RECEPT_COMPARE_ROWS_H

#include <stdio.h>

#include "compare.h"
#include "selection.h"
#include "status.h"

/* What a comparison comes to as rows of one shape, a figure a row. */

/* Where strategies stand on the plane of partners and cost, into place[n] "frontier", "same",
 * "dominated" or "extendedly_dominated" where that is shown, else "not_clear", and "" where
 * there are few campaigns; point[n] and price[n] are those of compare_frontier(). */
void frontier_names(const struct compare *compare, struct frontier_point *point,
    struct estimate *price, const char **place);

/* Everything that was asked for; NULL: it was not. */
struct compare_parts {
    const struct compare *compare;
    const struct compare *equal; /* --equal: at the baseline's hours, or else cost */
    const int *companies;        /* that each strategy was given for it */
    bool hours;
    const struct compare *without; /* --without: the second half of its cases lack `contact` */
    const char *contact;
    const struct selection *selection; /* --until-sure: of the strategies of `compare` */
    bool euros;                        /* by worth less cost, not by conversion rate */
};

/* Rows of compare.csv, with their header. */
void compare_csv(FILE *out, const struct compare *compare);

/* The parts as rows of compare.csv with a column more, `table`, that says which part a row is
 * of: compare; equal (also with `companies` and `off_target`); contact_worth (`estimate` with
 * it, `difference` what it is worth, `baseline` "without CONTACT"); selection (`difference`
 * with the best of the others; `place` best, left or dropped, and best_again for the figure of
 * the best on fresh campaigns). */
void parts_csv(FILE *out, const struct compare_parts *parts);

/* The same as an array of JSON objects; what is not defined is null. STATUS_FAILED when it
 * could not be made. */
enum status parts_json(FILE *out, const struct compare_parts *parts);

#endif
