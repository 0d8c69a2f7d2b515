/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "so_far.h"

#include "measures.h"

const char *const to_come_names[N_STILL] = {
    "partners_to_come", "cost_to_come", "hours_to_come"};
const char *const to_come_units[N_STILL] = {"companies", "EUR", "hours"};

bool study_so_far(const struct study_case *one, int segment, struct so_far *so_far)
{
    *so_far = (struct so_far){0};
    if (one->from == NULL)
        return false;
    const struct campaign_state *known = one->from->known;
    micro cost = segment == ALL_SEGMENTS ? one->campaign->team.aids.cost : 0, hours = 0;
    so_far->day = known->day;
    for (int i = 0; i < known->companies; i++) {
        const struct company_state *company = &known->company[i];
        if (segment != ALL_SEGMENTS && company->course.segment != segment)
            continue;
        bool partner = company->course.standing == PARTNER;
        so_far->approached += company->course.standing != NOT_APPROACHED;
        so_far->partners += partner;
        if (partner)
            so_far->fees += one->scenario->packages.package[company->record.package].price_eur;
        cost += company->record.cost;
        hours += company->record.hours;
    }
    so_far->cost_eur = (double)cost / MICRO;
    so_far->hours = (double)hours / MICRO;
    return true;
}

struct figure study_to_come(const struct study *study, const struct study_case *one, int which)
{
    static const char *const in_all[N_STILL] = {"partners", "cost", "hours"};
    struct figure figure = study_figure(study, one, 0, measure_find(in_all[which]));
    struct so_far so_far;
    study_so_far(one, ALL_SEGMENTS, &so_far);
    double less = which == STILL_PARTNERS ? so_far.partners
                  : which == STILL_COST   ? so_far.cost_eur
                                          : so_far.hours;
    figure.estimate.value -= less;
    figure.estimate.low -= less;
    figure.estimate.high -= less;
    figure.p05 -= less;
    figure.p50 -= less;
    figure.p95 -= less;
    return figure;
}
