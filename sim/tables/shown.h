/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_SHOWN_H
#define RECEPT_SHOWN_H

#include "number_format.h"

/* The one list of measures that people are shown, and how. */

enum shown_measure {
    SHOWN_PARTNERS,
    SHOWN_CONVERSION,
    SHOWN_COST,
    SHOWN_PER_PARTNER,
    SHOWN_NET_RESULT,
    SHOWN_HOURS,
    SHOWN_CONTACTS,
    SHOWN_DAYS,
    SHOWN_IN_VIEW,
    SHOWN_ACTIVE,
    SHOWN_PAYING,
    SHOWN_OPEN,
    N_SHOWN
};

/* Texts are English, to be translated; headers have two lines. */
struct shown {
    const char *measure; /* its name in measures[] */
    const char *header;
    enum number_form form;
    int compared;           /* COMPARE_PARTNERS, ... of those that have a difference */
    const char *difference; /* header of its difference; NULL: none is shown */
    enum number_form difference_form;
    const char *ratio; /* what it is called, of a ratio; NULL: it is none */
};

extern const struct shown shown_measures[N_SHOWN];

#endif
