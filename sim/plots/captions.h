/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_CAPTIONS_H
#define RECEPT_CAPTIONS_H

#include "pictures.h"

/* Adds the captions of a plot that hold, and finds its message. */
void tell(struct page *page, struct pictures *pictures, struct plot *plot);

/* That only the first `shown` of all cases are shown, when so. */
void tell_shown(struct page *page, const struct pictures *pictures, int shown);

/* The share of a normal distribution that the ellipses of a plane hold. */
double share_in_ellipse(struct pictures *pictures);

/* `prepare` of plots: dates and closed periods, fees, budgets or hours, and weeks of hours. */
prepare prepare_dates, prepare_fees, prepare_plan, prepare_hours;

#endif
