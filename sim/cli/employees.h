/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amount.h"

/* Numbers of employees as lists have them: "12", "11-50", "250+", "<50", "ca. 30 medewerkers".
 */
struct employees {
    bool known;               /* it says something: empty, "onbekend" and "n/a" do not */
    double low, high;         /* from, to; NAN: it says what cannot be read */
    struct readings readings; /* of a number that can be read in several ways, n > 1 */
};

/* Numbers are read in the language in use; `arena` gets the readings. */
struct employees employees_read(const char *words, struct arena *arena);
