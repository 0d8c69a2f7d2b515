/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "peers.h"

#include "campaign.h"

#include <math.h>

void peers_tables_init(struct campaign *c, struct arena *arena, bool open)
{
    const struct peers *peers = &c->scenario->peers;
    struct peers_tables *tables = &c->peers;
    int companies = c->n_companies;
    tables->customer_in = arena_new(arena, (size_t)companies + 1, sizeof(chance));
    for (int partners = 0; partners <= companies; partners++)
        tables->customer_in[partners] =
            chance_of(1.0 - pow(1.0 - peers->customer_share, partners));
    count_table_poisson(&tables->referrals, arena, peers->referrals, MAX_REFERRALS);
    if (!open)
        count_table_close(&tables->referrals);
    bool customers_matter = false;
    for (int s = 0; s < c->n_segments && peers->customer_share > 0.0; s++)
        customers_matter = customers_matter || peers->customer.at[s] != 0.0;
    tables->none = !customers_matter && peers->referrals <= 0.0;
}
