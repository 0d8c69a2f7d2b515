/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "funnel.h"

#include <math.h>
#include <string.h>

/* The effect of a value on the logit scale from which a choice is a certainty. */
#define CERTAIN 50.0

/* Whether nothing is on that the baselines leave out. */
static bool is_plain(const struct scenario *s)
{
    const struct cocktail *cocktail = &s->strategy[0].at[0];
    const struct response *r = &s->response;
    bool plain = cocktail->flat && cocktail->sequence.n < FUNNEL_MOST &&
                 cocktail->max_contacts == 0 && cocktail->patience == 0 &&
                 cocktail->pace_days == 0;
    plain = plain && isnan(s->team.hours_per_week) && isnan(s->campaign.budget_eur) &&
            s->campaign.n_closed == 0 && s->population.list == NULL;
    plain = plain && s->peers.referrals == 0.0 && s->busy.rate.at[0] == 0.0 &&
            s->decision.second_decider.at[0] == 0.0;
    plain = plain && r->build_up.at[0] == 0.0 && r->repetition.at[0] == 0.0 &&
            r->relapse_per_month[INTEREST] == 0.0 && r->relapse_per_month[DESIRE] == 0.0;
    plain = plain && s->packages.n == 1 && s->packages.package[0].value.at[0] > CERTAIN;
    for (int i = 0; i < s->catalogue.n; i++)
        plain = plain && s->catalogue.contact[i].lead_shape == 1.0 &&
                !s->catalogue.contact[i].occasion.given;
    return plain;
}

static void take_contact(struct funnel *f, int place, const struct contact *contact)
{
    f->strength[place] = contact->strength;
    f->hours[place] = contact->hours;
    f->cost_eur[place] = contact->cost_eur;
    f->lead_days[place] = contact->lead_days;
    f->reschedule[place] = contact->reschedule;
}

bool funnel_init(struct funnel *f, const struct scenario *s)
{
    memset(f, 0, sizeof *f);
    if (!is_plain(s))
        return false;
    const struct id_list *sequence = &s->strategy[0].at[0].sequence;
    f->companies = s->population.n;
    f->segments = axes_segments(&s->axes);
    f->outreach_days = s->campaign.outreach_days;
    f->intake_per_week = s->strategy[0].intake_per_week;
    f->hourly_rate = s->team.hourly_rate;
    f->research_hours = s->team.research_hours;
    f->reschedule_hours = s->team.reschedule_hours;
    f->click_sd = s->response.click_sd.at[0];
    for (int stage = 0; stage < N_RESPONSES; stage++)
        for (int segment = 0; segment < f->segments; segment++)
            f->response[stage][segment] =
                s->response.intercept[stage] + s->response.effects[stage].at[segment];
    memcpy(f->dropout, s->response.dropout, sizeof f->dropout);
    f->length = sequence->n;
    for (int k = 0; k < sequence->n; k++)
        take_contact(f, k, &s->catalogue.contact[sequence->id[k]]);
    take_contact(f, f->length, &s->catalogue.contact[s->catalogue.talk]);
    return true;
}

static void add_array(struct text *text, const char *name, const double *value, int n)
{
    text_printf(text, ", \"%s\": [", name);
    for (int i = 0; i < n; i++)
        text_printf(text, "%s%.17g", i > 0 ? ", " : "", value[i]);
    text_add_string(text, "]");
}

void funnel_json(const struct funnel *f, struct text *text)
{
    int contacts = f->length + 1;
    text_printf(text, "{\"companies\": %d, \"segments\": %d, \"outreach_days\": %d",
        f->companies, f->segments, f->outreach_days);
    text_printf(text, ", \"intake_per_week\": %.17g, \"hourly_rate\": %.17g",
        f->intake_per_week, f->hourly_rate);
    text_printf(text,
        ", \"research_hours\": %.17g, \"reschedule_hours\": %.17g, \"click_sd\": %.17g",
        f->research_hours, f->reschedule_hours, f->click_sd);
    add_array(text, "attention", f->response[ATTENTION], f->segments);
    add_array(text, "interest", f->response[INTEREST], f->segments);
    add_array(text, "desire", f->response[DESIRE], f->segments);
    add_array(text, "dropout", f->dropout, N_STAGES);
    add_array(text, "strength", f->strength, contacts);
    add_array(text, "hours", f->hours, contacts);
    add_array(text, "cost", f->cost_eur, contacts);
    add_array(text, "lead_days", f->lead_days, contacts);
    add_array(text, "reschedule", f->reschedule, contacts);
    text_add_string(text, "}\n");
}

void funnel_count(struct funnel_totals *totals, const double campaign[N_TOTALS])
{
    totals->replications += 1.0;
    for (int i = 0; i < N_TOTALS; i++) {
        totals->sum[i] += campaign[i];
        totals->square[i] += campaign[i] * campaign[i];
    }
}
