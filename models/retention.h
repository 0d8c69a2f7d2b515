/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_RETENTION_H
#define RECEPT_RETENTION_H

#include "segment.h"

/* Keeping partners: "Daarnaast is het van belang om de MKB'rs aan boord te houden". At an
 * anniversary a partner renews with probability logistic(base + effects + ...). */
struct retention {
    struct by_segment base; /* base + effects of the segment */
    double first_year;      /* at the first anniversary */
    double care;            /* per care contact that year */
    double result;          /* took part that year */
    double upgrade;         /* probability that a renewing partner moves up its ladder */
};

/* Who pays for outreach: "wellicht kunnen we iets met innovatievouchers" (answer 2). */
struct funding {
    bool to_company;
    double share;
    unsigned long modes; /* bit per mode whose contacts it pays for */
    double cap;
};

#endif
