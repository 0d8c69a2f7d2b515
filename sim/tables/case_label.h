/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_CASE_LABEL_H
#define RECEPT_CASE_LABEL_H

#include "language.h"
#include "study.h"

/* What a case's strategy is called: in the user's language, else in the other, else its id. */
static inline const char *case_label(const struct study_case *one)
{
    const struct strategy *strategy = one->campaign->strategy;
    const char *first = language_is_dutch() ? strategy->label.nl : strategy->label.en;
    const char *other = language_is_dutch() ? strategy->label.en : strategy->label.nl;
    if (first != NULL && first[0] != '\0')
        return first;
    return other != NULL && other[0] != '\0' ? other : strategy->id;
}

#endif
