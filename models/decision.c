/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "campaign.h"

void decision_tables_init(struct campaign *c)
{
    for (int s = 0; s < c->n_segments; s++)
        c->decision.two[s] = chance_of(c->scenario->decision.second_decider.at[s]);
    for (int i = 0; i < c->n_contacts; i++)
        c->decision.owner[i] = chance_of(c->scenario->catalogue.contact[i].owner);
}
