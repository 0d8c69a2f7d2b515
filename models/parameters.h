/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Every number of the model, described once: where it stands in a config, what it may be, what
 * it means and where it comes from. Reading, checking, defaults and dumps all walk this table.
 */

enum parameter_kind {
    PARAMETER_REAL,
    PARAMETER_PROBABILITY, /* 0 to 1 */
    PARAMETER_POSITIVE,    /* 0 or more */
    PARAMETER_ABOVE_ZERO,
    PARAMETER_COUNT, /* whole; stored as int */
    PARAMETER_FLAG   /* true or false; stored as bool */
};

/* How many numbers there are and how they are stored. */
enum parameter_shape {
    SHAPE_ONE,       /* one number */
    SHAPE_RESPONSES, /* one for each of attention, interest, desire: double[3] */
    SHAPE_STAGES,    /* those and action: double[4] */
    SHAPE_BY_SEGMENT /* one number, or a list of { when; value; }: struct by_segment */
};

/* What stands in for a setting that is left out. */
enum parameter_absence {
    HAS_DEFAULT, /* `fallback` */
    MUST_BE_GIVEN,
    MAY_BE_ABSENT, /* stored as NAN (real) or 0 (whole): the mechanism is off */
    MAY_BE_OFF     /* stored as `fallback`, which does nothing: no number of the model then */
};

/* Where a number comes from, in the order in which it is told: the source document says it,
 * something published does, it was learned from what happened, the user measured or set it, or
 * somebody had to choose it. */
enum provenance { STATED, PUBLISHED, LEARNED, YOURS, ASSUMED, N_PROVENANCES };

/* How many numbers results rest on. */
struct basis {
    int of[N_PROVENANCES];
};

static inline int basis_numbers(const struct basis *basis)
{
    int sum = 0;
    for (int i = 0; i < N_PROVENANCES; i++)
        sum += basis->of[i];
    return sum;
}

/* Whether any number is neither stated nor assumed. */
static inline bool basis_has_more(const struct basis *basis)
{
    return basis->of[STATED] + basis->of[ASSUMED] < basis_numbers(basis);
}

struct parameter {
    const char *section; /* group of the config, as "team" or "contact_moments.occasion" */
    const char *name;
    enum parameter_kind kind;
    enum parameter_shape shape;
    enum parameter_absence absence;
    double fallback;
    double low, high; /* of whole numbers and, on top of the kind, of others */
    const char *unit;
    char basis; /* of what a config does not say otherwise of: 'S' stated in the source
                   document, 'A' assumed; ' ' not of the model */
    const char *text;
    size_t offset; /* in the struct that the section is read into */
};

extern const struct parameter parameters[];
extern const int n_parameters;
