/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "parameters.h"

#include "scenario.h"

/* Shorthand for the columns. */
#define REAL PARAMETER_REAL
#define PROB PARAMETER_PROBABILITY
#define POS PARAMETER_POSITIVE
#define ABOVE0 PARAMETER_ABOVE_ZERO
#define COUNT PARAMETER_COUNT
#define FLAG PARAMETER_FLAG
#define ONE SHAPE_ONE
#define RESP SHAPE_RESPONSES
#define STAGES SHAPE_STAGES
#define SEGM SHAPE_BY_SEGMENT
#define DEF HAS_DEFAULT
#define MUST MUST_BE_GIVEN
#define MAY MAY_BE_ABSENT
#define OFF MAY_BE_OFF
#define AT(structure, field) offsetof(struct structure, field)

#define BIG 1e7     /* euro: more is a mistake, and would not fit in sums of millionths */
#define LOGIT 100.0 /* effects beyond this are certainties */
#define MANY 1000000

/* clang-format off */
const struct parameter parameters[] = {
    {"campaign", "outreach_days", COUNT, ONE, MUST, 0, 0, MAX_DAYS, "days", 'S',
        "contacts are made in this many days", AT(campaign_terms, outreach_days)},
    {"campaign", "horizon_days", COUNT, ONE, MUST, 0, 0, MAX_DAYS, "days", 'A',
        "partners are followed for this many days", AT(campaign_terms, horizon_days)},
    {"campaign", "discount_rate", PROB, ONE, DEF, 0, 0, 1, "a year", 'A',
        "rate at which later fees are discounted", AT(campaign_terms, discount_rate)},
    {"campaign", "budget", POS, ONE, MAY, 0, 0, BIG, "EUR", 'A',
        "what outreach may cost; left out: no limit", AT(campaign_terms, budget_eur)},
    {"campaign.targets", "in_view", COUNT, ONE, DEF, 0, 0, MANY, "companies", 'S',
        "companies with at least one contact", AT(targets, in_view)},
    {"campaign.targets", "active", COUNT, ONE, DEF, 0, 0, MANY, "companies", 'S',
        "companies that took part in training or another intervention", AT(targets, active)},
    {"campaign.targets", "paying", COUNT, ONE, DEF, 0, 0, MANY, "companies", 'S',
        "partners that are paying and active", AT(targets, paying)},

    {"population", "count", COUNT, ONE, MAY, 0, 0, MAX_COMPANIES, "companies", 'A',
        "companies that are drawn when there is no list", AT(population, n)},
    {"population", "warm", PROB, SEGM, DEF, 0, 0, 1, "", 'A',
        "share that is introduced by somebody they trust, where the list does not say", AT(population, warm)},
    {"population", "front_runner", PROB, SEGM, DEF, 0, 0, 1, "", 'A',
        "share that leads in innovation, where the list does not say", AT(population, front_runner)},

    {"team", "hours_per_week", POS, ONE, MAY, 0, 0, 1e6, "hours", 'A',
        "staff hours for contacts; left out: no limit", AT(team, hours_per_week)},
    {"team", "hourly_rate", POS, ONE, MUST, 0, 0, 1e4, "EUR", 'A',
        "cost of an hour of staff", AT(team, hourly_rate)},
    {"team", "research_hours", POS, ONE, DEF, 0, 0, 1000, "hours", 'A',
        "per company, before it is approached", AT(team, research_hours)},
    {"team", "reschedule_hours", POS, ONE, DEF, 0, 0, 1000, "hours", 'A',
        "per appointment that is moved", AT(team, reschedule_hours)},
    {"team", "no_show_share", PROB, ONE, OFF, 0.5, 0, 1, "share", 'A',
        "of a contact's own hours and cost that a no-show takes", AT(team, no_show_share)},
    {"team", "fill", PROB, ONE, DEF, 1, 0.001, 1, "share", 'A',
        "of an occasion's seats that is taken, others included", AT(team, fill)},

    {"response", "intercept", REAL, RESP, MUST, 0, -LOGIT, LOGIT, "logit", 'A',
        "progress per contact, before all effects", AT(response, intercept)},
    {"response", "build_up", REAL, SEGM, DEF, 0, -LOGIT, LOGIT, "logit", 'A',
        "per contact held before", AT(response, build_up)},
    {"response", "build_up_cap", COUNT, ONE, DEF, 0, 0, 10000, "contacts", 'A',
        "contacts that build up", AT(response, build_up_cap)},
    {"response", "repetition", REAL, SEGM, DEF, 0, -LOGIT, LOGIT, "logit", 'A',
        "lost per time that the same contact moment was held before", AT(response, repetition)},
    {"response", "time_scarcity", REAL, SEGM, DEF, 0, -LOGIT, LOGIT, "logit per hour", 'A',
        "lost per hour that the contact costs the company", AT(response, time_scarcity)},
    {"response", "click_sd", POS, SEGM, DEF, 0, 0, LOGIT, "logit", 'A',
        "spread of the personal click between companies", AT(response, click_sd)},
    {"response", "warm", REAL, SEGM, DEF, 0, -LOGIT, LOGIT, "logit", 'A',
        "gained by a warm introduction", AT(response, warm)},
    {"response", "dropout", PROB, STAGES, DEF, 0, 0, 1, "", 'A',
        "no for good after an appointment without progress", AT(response, dropout)},
    {"response", "relapse_per_month", POS, RESP, DEF, 0, 0, 1e4, "a month", 'A',
        "falling back a stage when contact is lost", AT(response, relapse_per_month)},
    {"response", "grace_days", COUNT, ONE, DEF, 0, 0, MAX_DAYS, "days", 'A',
        "without contact before a company can fall back", AT(response, grace_days)},

    {"busy", "rate", POS, SEGM, DEF, 0, 0, 1000, "a year", 'A',
        "busy spells that begin", AT(busy, rate)},
    {"busy", "days", POS, SEGM, DEF, 0, 0, MAX_DAYS, "days", 'A',
        "mean length of a busy spell", AT(busy, days)},

    {"decision", "second_decider", PROB, SEGM, DEF, 0, 0, 1, "", 'A',
        "owner and employee both have to be won", AT(decision, second_decider)},
    {"decision", "handover_factor", POS, SEGM, DEF, 1, 0, 1000, "", 'A',
        "on the lead time of the first contact with the second decider", AT(decision, handover_factor)},
    {"decision", "owner_lead_factor", POS, SEGM, DEF, 1, 0, 1000, "", 'A',
        "on lead times of appointments with an owner", AT(decision, owner_lead_factor)},
    {"decision", "employee", REAL, SEGM, DEF, 0, -LOGIT, LOGIT, "logit", 'A',
        "gained in desire when the contact person is an employee", AT(decision, employee)},

    {"choice", "price_sensitivity", REAL, SEGM, DEF, 0, -LOGIT, LOGIT, "per 1,000 EUR", 'A',
        "value lost per 1,000 euro, hours of the company included", AT(choice, price_sensitivity)},
    {"choice", "hour_value", POS, SEGM, DEF, 0, 0, BIG, "EUR", 'A',
        "what an hour is worth to the company", AT(choice, hour_value)},
    {"choice", "trust", REAL, SEGM, DEF, 0, -LOGIT, LOGIT, "value", 'A',
        "gained per personal contact held", AT(choice, trust)},
    {"choice", "trust_cap", COUNT, ONE, DEF, 0, 0, 10000, "contacts", 'A',
        "personal contacts that count", AT(choice, trust_cap)},
    {"choice", "overlap", PROB, SEGM, DEF, 0, 0, 1, "share", 'A',
        "how alike the packages of one ladder are", AT(choice, overlap)},

    {"peers", "customer_share", PROB, ONE, DEF, 0, 0, 1, "", 'A',
        "a partner is a potential customer of a company", AT(peers, customer_share)},
    {"peers", "customer", REAL, SEGM, DEF, 0, -LOGIT, LOGIT, "logit", 'A',
        "gained when a potential customer is inside", AT(peers, customer)},
    {"peers", "referrals", POS, ONE, DEF, 0, 0, 20, "companies", 'A',
        "introductions by a new partner, on average", AT(peers, referrals)},

    {"retention", "base", REAL, SEGM, DEF, 0, -LOGIT, LOGIT, "logit", 'A',
        "renewal, before all effects", AT(retention, base)},
    {"retention", "first_year", REAL, SEGM, DEF, 0, -LOGIT, LOGIT, "logit", 'A',
        "at the first anniversary", AT(retention, first_year)},
    {"retention", "care", REAL, SEGM, DEF, 0, -LOGIT, LOGIT, "logit", 'A',
        "gained per care contact in the year", AT(retention, care)},
    {"retention", "result", REAL, SEGM, DEF, 0, -LOGIT, LOGIT, "logit", 'A',
        "gained by taking part in the year", AT(retention, result)},
    {"retention", "warm", REAL, SEGM, OFF, 0, -LOGIT, LOGIT, "logit", 'A',
        "gained when the partner was introduced by somebody it trusts", AT(retention, warm)},
    {"retention", "upgrade", PROB, SEGM, DEF, 0, 0, 1, "", 'A',
        "a renewing partner moves up its ladder", AT(retention, upgrade)},

    {"retention", "value_years", COUNT, ONE, DEF, 5, 1, 100, "years", 'A',
        "of membership that a partner's value is counted over", AT(retention, value_years)},

    {"funding", "share", PROB, ONE, DEF, 0, 0, 1, "share", 'A',
        "of the cost that is paid for", AT(funding, share)},
    {"funding", "cap", POS, ONE, MAY, 0, 0, BIG, "EUR", 'A',
        "at most; left out: no limit", AT(funding, cap)},

    {"modes", "effect", REAL, RESP, DEF, 0, -LOGIT, LOGIT, "logit", 'A',
        "of this kind of contact, per stage", AT(mode, effect)},
    {"modes", "appointment", FLAG, ONE, DEF, 0, 0, 1, "", 'A',
        "asks for the company's time", AT(mode, appointment)},
    {"modes", "waits", FLAG, ONE, DEF, 0, 0, 1, "", 'A',
        "needs free hours of the team", AT(mode, waits)},
    {"modes", "trust", FLAG, ONE, DEF, 0, 0, 1, "", 'A',
        "counts as personal contact", AT(mode, trust)},
    {"modes", "reach", PROB, SEGM, OFF, 1, 0, 1, "", 'A',
        "a contact reaches the company; else it costs what it costs and is not held", AT(mode, reach)},

    {"contact_moments", "nr", COUNT, ONE, DEF, 0, 0, 1000000, "", 'S',
        "number in the source", AT(contact, nr)},
    {"contact_moments", "strength", REAL, ONE, DEF, 0, -LOGIT, LOGIT, "logit", 'A',
        "of this contact moment", AT(contact, strength)},
    {"contact_moments", "effect", REAL, RESP, MAY, 0, -LOGIT, LOGIT, "logit", 'A',
        "per stage, instead of strength and mode", AT(contact, effect)},
    {"contact_moments", "hours", POS, ONE, DEF, 0, 0, 1000, "hours", 'A',
        "of staff per company: preparing, travelling, following up", AT(contact, hours)},
    {"contact_moments", "cost", POS, ONE, DEF, 0, 0, BIG, "EUR", 'A',
        "per company", AT(contact, cost_eur)},
    {"contact_moments", "lead_days", POS, ONE, MUST, 0, 0, MAX_DAYS, "days", 'A',
        "mean time until it can take place", AT(contact, lead_days)},
    {"contact_moments", "lead_shape", ABOVE0, ONE, DEF, 2, 0, 1e9, "", 'A',
        "shape of the Gamma lead time; large: hardly any spread", AT(contact, lead_shape)},
    {"contact_moments", "reschedule", PROB, ONE, DEF, 0, 0, 1, "", 'A',
        "the appointment is moved", AT(contact, reschedule)},
    {"contact_moments", "no_show", PROB, SEGM, OFF, 0, 0, 1, "", 'A',
        "the company does not turn up for the appointment, each time", AT(contact, no_show)},
    {"contact_moments", "company_hours", POS, ONE, DEF, 0, 0, 10000, "hours", 'A',
        "what it costs the company", AT(contact, company_hours)},
    {"contact_moments", "owner", PROB, ONE, DEF, 1, 0, 1, "", 'A',
        "it reaches the owner first", AT(contact, owner)},
    {"contact_moments", "participation", FLAG, ONE, DEF, 0, 0, 1, "", 'S',
        "taking part in training or another intervention (third ring)", AT(contact, participation)},
    {"contact_moments.occasion", "first_day", COUNT, ONE, DEF, 0, 0, MAX_DAYS, "day", 'A',
        "first date, counted from the start", AT(occasion, first_day)},
    {"contact_moments.occasion", "every_days", COUNT, ONE, MUST, 0, 1, MAX_DAYS, "days", 'A',
        "from one date to the next", AT(occasion, every_days)},
    {"contact_moments.occasion", "seats", COUNT, ONE, MUST, 0, 1, 65000, "seats", 'A',
        "in the room", AT(occasion, seats)},
    {"contact_moments.occasion", "cost", POS, ONE, DEF, 0, 0, BIG, "EUR", 'A',
        "of the whole occasion", AT(occasion, cost_eur)},
    {"contact_moments.occasion", "hours", POS, ONE, DEF, 0, 0, 1000, "hours", 'A',
        "of staff for the whole occasion", AT(occasion, hours)},

    {"packages", "price", POS, ONE, MUST, 0, 0, BIG, "EUR a year", 'S',
        "fee", AT(package, price_eur)},
    {"packages", "company_hours", POS, ONE, DEF, 0, 0, 10000, "hours a year", 'A',
        "what it takes the company", AT(package, company_hours)},
    {"packages", "cost_per_year", POS, ONE, DEF, 0, 0, BIG, "EUR a year", 'A',
        "of serving a partner", AT(package, cost_per_year)},
    {"packages", "for_companies", FLAG, ONE, DEF, 1, 0, 1, "", 'S',
        "false: not for companies", AT(package, for_companies)},
    {"packages", "front_runners_only", FLAG, ONE, DEF, 0, 0, 1, "", 'S',
        "for front-runners only", AT(package, front_runners_only)},
    {"packages", "min_contacts", COUNT, ONE, DEF, 0, 0, 65000, "contacts", 'A',
        "held before it is offered, the talk included", AT(package, min_contacts)},
    {"packages.value", "base", REAL, SEGM, DEF, 0, -LOGIT, LOGIT, "value", 'A',
        "before all effects; not joining has value 0", AT(package, value)},
    {"packages.value", "per_contact", REAL, SEGM, DEF, 0, -LOGIT, LOGIT, "value", 'A',
        "gained per contact held", AT(package, per_contact)},

    {"aids", "cost", POS, ONE, DEF, 0, 0, BIG, "EUR", 'A',
        "of making it", AT(aid, cost_eur)},
    {"aids", "life_years", ABOVE0, ONE, DEF, 1, 0, 1000, "years", 'A',
        "over which that cost is spread", AT(aid, life_years)},
    {"aids", "cost_per_year", POS, ONE, DEF, 0, 0, BIG, "EUR a year", 'A',
        "of keeping it", AT(aid, cost_per_year)},
    {"aids", "effect", REAL, STAGES, DEF, 0, -LOGIT, LOGIT, "logit, value", 'A',
        "on the response in three stages and on the value of packages in action", AT(aid, effect)},

    {"strategies", "intake_per_week", ABOVE0, ONE, MUST, 0, 0, 1e6, "companies a week", 'A',
        "companies first approached in a week", AT(strategy, intake_per_week)},
    {"strategies.cocktail", "pace_days", COUNT, ONE, DEF, 0, 0, MAX_DAYS, "days", 'A',
        "rest after a contact", AT(cocktail, pace_days)},
    {"strategies.cocktail", "max_contacts", COUNT, ONE, MAY, 0, 1, 65000, "contacts", 'A',
        "given up after so many; left out: no limit", AT(cocktail, max_contacts)},
    {"strategies.cocktail", "patience", COUNT, ONE, MAY, 0, 1, 65000, "contacts", 'A',
        "given up after so many in a row without progress; left out: no limit", AT(cocktail, patience)},
    {"strategies.commitment", "steering", PROB, SEGM, DEF, 0, 0, 1, "", 'A',
        "an oral commitment to the offer, per talk", AT(commitment, steering)},

    {"simulation", "replications", COUNT, ONE, DEF, 10000, 1, 2000000000, "", ' ',
        "simulated campaigns", AT(simulation, replications)},
    {"simulation", "confidence", PROB, ONE, DEF, 0.95, 0.01, 0.9999, "", ' ',
        "of the intervals for the Monte Carlo error", AT(simulation, confidence)},
};
/* clang-format on */

const int n_parameters = sizeof parameters / sizeof parameters[0];
