/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What is done with the uncertain numbers of a config between its text and the scenario, noted
 * while it is read: which are added, multiplied and divided, in what order, and which numbers
 * of the scenario the results are. Doing it again with drawn numbers gives the scenario that a
 * config with these numbers would, to the last bit. */

/* A number while a config is read, and the step that makes it. */
enum { KNOWN = -1 };
struct drawable {
    double value; /* the mean, of what is not known */
    int step;     /* of the draw list; KNOWN: none */
};

enum step_kind { STEP_DRAW, STEP_SUM, STEP_PRODUCT, STEP_QUOTIENT, STEP_AT_LEAST };

struct draw_step {
    enum step_kind kind;
    struct drawable a, b; /* what it is made of; not of a draw */
};

/* A number of the scenario that is made by a step. */
struct landing {
    double *at;
    struct drawable number;
};

struct draw_list {
    struct arena *arena; /* for it */
    int n_steps, n_landings;
    struct draw_step *step; /* each after those that it needs */
    struct landing *landing;
};

static inline struct drawable known(double value)
{
    return (struct drawable){value, KNOWN};
}

/* A number that is not known, with its mean. */
struct drawable draw_list_draw(struct draw_list *list, double mean);

/* a + b, a * b, a / b or the larger of the two; noted unless both are known. */
struct drawable draw_list_reckon(
    struct draw_list *list, enum step_kind kind, struct drawable a, struct drawable b);

/* Puts the number where it belongs, instead of what was there before. */
void draw_list_land(struct draw_list *list, double *at, struct drawable number);

/* The number that is there. */
struct drawable draw_list_at(const struct draw_list *list, const double *at);

/* Does all steps again; `value` [n_steps] has the numbers of those that are draws, and gets
 * what the others make. */
void draw_list_replay(const struct draw_list *list, double *value);
