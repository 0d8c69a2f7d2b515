/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estimate.h"
#include "text.h"

/* The one place where numbers become words in the reader's language: Dutch has a decimal comma
 * and points between thousands. What is not finite is a dash. A minus is U+2212, and in Dutch a
 * no-break space follows the euro sign, so that lines are broken around figures. */

enum number_form {
    NUMBER_WHOLE,      /* 12,346 */
    NUMBER_TENTHS,     /* 12,345.7 */
    NUMBER_HUNDREDTHS, /* 12,345.68 */
    NUMBER_AVERAGE,    /* hundredths below 100, whole from there on */
    NUMBER_SHORT,      /* whole where it is, else tenths */
    NUMBER_EXACT,      /* as many decimals as it takes, at most 6 */
    NUMBER_MONEY,      /* whole euros: €12,346, in Dutch € 12.346 */
    /* Of a share: */
    NUMBER_POINTS,        /* 17.2 */
    NUMBER_PERCENT,       /* 17.2% */
    NUMBER_PERCENT_SHORT, /* 17% where it is, else 17.2% */
    /* Of a share that, being neither 0 nor 1, is not rounded to it: */
    NUMBER_CHANCE,       /* 17%, <1%, >99% */
    NUMBER_CHANCE_EXACT, /* 17.2%, <0.1%, >99.9% */
    NUMBER_SHARE,        /* 17%, but 4.2%, <0.1%, 99.5%, >99.9% */
    N_NUMBER_FORMS
};

/* All of these are strings in `arena`, or constants. */
const char *number_text(struct arena *arena, double value, enum number_form form);

/* "4 Mar 2024" of a day as calendar_parse() counts it. */
const char *date_text(struct arena *arena, long day);

/* "2–5", or "2" when both are the same. */
const char *number_range(struct arena *arena, double low, double high, enum number_form form);

/* "12% to 34%", or "12%" when both look the same. */
const char *number_span(struct arena *arena, double low, double high, enum number_form form);

/* A bound: rounded up, and at least one unit of its last decimal. */
const char *number_at_most(struct arena *arena, double value, enum number_form form);

/* An estimate with its error, half the width of its interval: "4.83 ± 0.11"; and "4.83 (4.70 to
 * 5.10)" where its sides differ by more than a fifth, and do so in print. Alone where there is
 * no error: of one campaign, or where all came to the same, which does not make it certain. An
 * error is at least a unit of the last decimal. */
const char *number_estimate(struct arena *arena, struct estimate e, enum number_form form);

/* A chance, with its error where that is a point or more: "76% ± 3%", "100%". */
const char *number_chance(struct arena *arena, struct estimate e);

/* The same as number_estimate() with its sign: "+4.83 ± 0.11"; a dash alone when it is not
 * defined. */
const char *number_difference(struct arena *arena, struct estimate e, enum number_form form);
