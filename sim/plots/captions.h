/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_CAPTIONS_H
#define RECEPT_CAPTIONS_H

#include "pictures.h"

/* What plots tell: `tell` of their rows in plots.c. */
typedef void plot_tell(struct page *page, struct pictures *pictures, struct plot *plot);
plot_tell tell_conversion, tell_contacts, tell_dates, tell_cost, tell_cost_chance, tell_makeup,
    tell_rings, tell_funnel, tell_best_on_average, tell_best_in_one, tell_loss,
    tell_differences, tell_plane, tell_segments, tell_plan, tell_plan_partners, tell_plan_next,
    tell_plan_hours;

/* What they say in words beside their rows, and below the heads of panels. */
say say_why_not, say_cost, say_without_partner, say_total_cost, say_range_of_cost, say_share,
    say_chance, say_chance_of_all;
const char *say_target(struct page *page, struct pictures *pictures, int panel);

/* That only the first `shown` of all cases are shown, when so. */
void tell_shown(struct page *page, const struct pictures *pictures, int shown);

/* The share of a normal distribution that the ellipses of a plane hold. */
double share_in_ellipse(const struct pictures *pictures);

#endif
