/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decision.h"

void decision_tables_init(struct decision_tables *tables, const struct decision *decision,
    const struct catalogue *catalogue, int n_segments)
{
    for (int s = 0; s < n_segments; s++)
        tables->two[s] = chance_of(decision->second_decider.at[s]);
    for (int c = 0; c < catalogue->n; c++)
        tables->owner[c] = chance_of(catalogue->contact[c].owner);
}
