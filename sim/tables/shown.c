/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shown.h"

#include "compare.h"
#include "language.h"

const struct shown shown_measures[N_SHOWN] = {
    [SHOWN_PARTNERS] = {"partners", N_("partners\naverage"), NUMBER_AVERAGE, COMPARE_PARTNERS,
        N_("\npartners"), NUMBER_AVERAGE},
    [SHOWN_CONVERSION] = {"conversion_rate", N_("conver-\nsion"), NUMBER_PERCENT,
        COMPARE_CONVERSION, N_("conversion\n(points)"), NUMBER_POINTS, N_("conversion")},
    [SHOWN_COST] = {"cost", N_("\ncost"), NUMBER_MONEY, COMPARE_COST, N_("\ncost"),
        NUMBER_WHOLE},
    [SHOWN_PER_PARTNER] = {"cost_per_partner", N_("cost per\npartner"), NUMBER_MONEY,
        COMPARE_COST_PER_PARTNER, N_("cost per\npartner"), NUMBER_WHOLE,
        N_("cost per partner")},
    [SHOWN_NET_RESULT] = {"net_result", N_("\nnet result"), NUMBER_MONEY, COMPARE_NET_RESULT,
        N_("\nnet result"), NUMBER_WHOLE},
    [SHOWN_HOURS] = {"hours", N_("\nhours"), NUMBER_WHOLE},
    [SHOWN_CONTACTS] = {"contacts_per_partner_median", N_("contacts\nmedian"), NUMBER_WHOLE},
    [SHOWN_DAYS] = {"days_to_partner_median", N_("days\nmedian"), NUMBER_WHOLE},
    [SHOWN_IN_VIEW] = {"p_in_view", N_("in\nview"), NUMBER_CHANCE},
    [SHOWN_ACTIVE] = {"p_active", N_("\nactive"), NUMBER_CHANCE},
    [SHOWN_PAYING] = {"p_paying", N_("\npaying"), NUMBER_CHANCE},
    [SHOWN_OPEN] = {"open_share", N_("still\nopen"), NUMBER_CHANCE},
};
