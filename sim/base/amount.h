/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "language.h"
#include "memory.h"

/* Numbers as people write them: 25.000, 25 000, 25000,50, EUR 25,000, 90%, 1,5 mln. A text
 * never stands for one number in the one language and for another in the other: what a language
 * does not make sure has several readings, and whoever asked refuses it with all of them. */

/* What a number is of. A dot or comma before exactly three digits marks thousands in euros and
 * counts, in the language that writes them so; elsewhere it may mark a fraction as well. */
enum amount_kind {
    AMOUNT_EURO,  /* may have a euro sign, k (thousand) or mln (million) */
    AMOUNT_COUNT, /* may have k or mln */
    AMOUNT_HOURS, /* hours, days and other measures */
    AMOUNT_SHARE  /* shares and probabilities; may have a % sign */
};

/* What a text can mean, each as a plain decimal ("25000.5") that reads back as itself in every
 * language; of a list: plain decimals between which are `;`, and `:` in ranges. */
struct readings {
    int n; /* 0: it is no number; 1: it is sure */
    const char *plain[3];
};

/* Readings of one number; texts are in `arena`. */
void amount_read(struct readings *readings, struct arena *arena, const char *text,
    enum amount_kind kind, enum language language);

/* Readings of numbers and ranges FROM:TO:STEP, between which are `;` or, where that is sure,
 * commas. Only the numbers are looked at: parts that are none have no reading, but which and
 * how many parts there are is for others to check. */
void amount_read_list(struct readings *readings, struct arena *arena, const char *text,
    enum amount_kind kind, enum language language);

/* "'4;5' or '4.5'": the readings, quoted, in the language in use. */
const char *amount_told(const struct readings *readings, struct arena *arena);
