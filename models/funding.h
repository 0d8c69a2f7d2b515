/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/* Who else pays: "Uitdaging daarbij is de funding hiervoor, dit bespreken oa met Provincie,
 * wellicht kunnen we iets met innovatievouchers" (answer 2). */
struct funding {
    bool to_company;     /* else to the hub */
    double share;        /* of the cost of funded contacts, or of a first year's price */
    unsigned long modes; /* to the hub: bit per mode whose contacts are funded */
    double cap;          /* euro: per campaign, or per company; NAN: none */
};

/* No more than the cap, if there is one: nothing is above NAN. */
static inline double funding_capped(const struct funding *f, double paid)
{
    return paid > f->cap ? f->cap : paid;
}

/* What the hub gets for contacts that cost `fundable` euro. */
static inline double funding_to_hub(const struct funding *f, double fundable)
{
    return f->to_company ? 0.0 : funding_capped(f, f->share * fundable);
}

/* The first year's price as a company feels it. */
static inline double funding_felt_price(const struct funding *f, double price)
{
    return f->to_company ? price - funding_capped(f, f->share * price) : price;
}
