/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "language.h"
#include "notices.h"
#include "sentences.h"

/* A contact moment that takes more hours than the team has in a week, which has no fewer in
 * what else was looked at. */
struct short_week {
    const struct study_case *one; /* NULL: none was found */
    const struct contact *contact;
    double hours_per_week;
};

static void look_at(struct short_week *found, const struct study_case *one,
    double hours_per_week, const struct id_list *list)
{
    const struct catalogue *catalogue = &one->scenario->catalogue;
    for (int i = 0; i < list->n; i++) {
        const struct contact *contact = &catalogue->contact[list->id[i]];
        bool longer =
            found->one == NULL || hours_per_week < found->hours_per_week ||
            (hours_per_week == found->hours_per_week && contact->hours > found->contact->hours);
        if (catalogue->mode[contact->mode].waits && longer &&
            micro_of(contact->hours) > micro_of(hours_per_week))
            *found = (struct short_week){one, contact, hours_per_week};
    }
}

/* Of what the strategy's cocktails hold, the talk included. NAN: the team's hours are not
 * limited. */
static void look_at_case(
    struct short_week *found, const struct study_case *one, double hours_per_week)
{
    const int talk = one->scenario->catalogue.talk;
    if (one->hubs > 0 || isnan(hours_per_week) || one->scenario->campaign.outreach_days == 0)
        return;
    look_at(found, one, hours_per_week, &(struct id_list){1, &talk});
    for (int s = 0; s < axes_segments(&one->scenario->axes); s++) {
        const struct cocktail *cocktail = &one->campaign->strategy->at[s];
        for (int stage = 0; stage < N_RESPONSES && !cocktail->flat; stage++)
            look_at(found, one, hours_per_week, &cocktail->stage[stage]);
        if (cocktail->flat)
            look_at(found, one, hours_per_week, &cocktail->sequence);
        look_at(found, one, hours_per_week, &cocktail->care);
    }
}

static void tell(
    struct messages *notices, const struct study *study, const struct short_week *found)
{
    struct arena arena = {0};
    if (found->one == NULL)
        return;
    messages_add(notices,
        _("%s%sThe team has fewer hours a week (%s) than the contact moment \"%s\" takes (%s): "
          "such a contact goes ahead all the same, in a week of which no hours were used "
          "before, so that more hours are used than there are."),
        study->has_hubs ? found->one->hub : "", study->has_hubs ? ": " : "",
        number_text(&arena, found->hours_per_week, NUMBER_EXACT), contact_label(found->contact),
        number_text(&arena, found->contact->hours, NUMBER_EXACT));
    arena_free(&arena);
}

void notices_short_weeks(struct messages *notices, const struct study *study)
{
    struct short_week found = {0};
    for (int i = 0; i < study->n_cases; i++)
        look_at_case(&found, &study->cases[i], study->cases[i].scenario->team.hours_per_week);
    tell(notices, study, &found);
}

void notices_short_weeks_planned(struct messages *notices, const struct plan_report *report)
{
    const struct plan_set *rows = &report->plan->row_set;
    struct short_week found = {0};
    for (int i = 0; i < rows->n; i++)
        look_at_case(&found, &report->study->cases[rows->point[i].line],
            rows->point[i].terms.hours_per_week);
    tell(notices, report->study, &found);
}
