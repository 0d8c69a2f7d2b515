/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table.h"

/* What every column holds, once. A column that means something of its own in one table comes
 * with that table's name; of the columns that all tables share the name alone is enough. */

#define KEY(id, meaning)                                                                       \
    {                                                                                          \
        id, COLUMN_TEXT, ROLE_KEY, "", meaning                                                 \
    }
#define WORD(id, meaning)                                                                      \
    {                                                                                          \
        id, COLUMN_TEXT, ROLE_VALUE, "", meaning                                               \
    }
#define NUMBER_KEY(id, unit, meaning)                                                          \
    {                                                                                          \
        id, COLUMN_NUMBER, ROLE_KEY, unit, meaning                                             \
    }
#define WHOLE_KEY(id, unit, meaning)                                                           \
    {                                                                                          \
        id, COLUMN_WHOLE, ROLE_KEY, unit, meaning                                              \
    }
#define VALUE(id, unit, meaning)                                                               \
    {                                                                                          \
        id, COLUMN_NUMBER, ROLE_VALUE, unit, meaning                                           \
    }
#define WHOLE(id, unit, meaning)                                                               \
    {                                                                                          \
        id, COLUMN_WHOLE, ROLE_VALUE, unit, meaning                                            \
    }
#define OF(role, id, meaning)                                                                  \
    {                                                                                          \
        id, COLUMN_NUMBER, role, UNIT_OF_ROW, meaning                                          \
    }
#define IN(role, id, unit, meaning)                                                            \
    {                                                                                          \
        id, COLUMN_NUMBER, role, unit, meaning                                                 \
    }

static const struct column described[] = {
    /* ---- What a row is of ---- */
    KEY("strategy", "strategy, by its id in the config"),
    KEY("hub", "hub, or all for all hubs together"),
    KEY("segment", "segment, as larger/family/private; a margin, as larger/*/*; or all"),
    KEY("measure", "measure, see the measures"),
    {"unit", COLUMN_TEXT, ROLE_UNIT, "", "unit of the row's figures"},
    KEY("company", "company, by its name in the list"),
    KEY("contact", "contact moment, by its id in the catalogue"),
    KEY("stage", "stage of a company before the contact; care for contacts with partners"),
    KEY("package", "package, by its id in the config"),
    KEY("kind", "kind of cost; total for all kinds together"),
    KEY("clock", "how days are counted: own, since the company was first approached, or "
                 "campaign, since the start"),
    WHOLE_KEY("day", "days", "days on that clock"),
    WHOLE_KEY("replication", "", "number of the simulated campaign, from 0"),
    KEY("table", "table that the row comes from"),
    NUMBER_KEY("amount_eur", "EUR", "amount per partner"),
    NUMBER_KEY("value_eur", "EUR", "value of a partner"),
    KEY("funnel.stage", "stage that was reached; partner for joining"),
    WHOLE_KEY("conversion_by_contact.contacts", "contacts",
        "contacts that a company has had, those before the campaign included"),

    /* ---- A figure and what is known of it ---- */
    OF(ROLE_VALUE, "estimate", "expected value"),
    OF(ROLE_ERROR, "se",
        "standard error of simulating; it shrinks with more simulated campaigns"),
    OF(ROLE_LOW, "mc_low", "lower bound of the error of simulating"),
    OF(ROLE_HIGH, "mc_high", "upper bound of the error of simulating"),
    OF(ROLE_QUANTILE, "p05",
        "5 % of single campaigns stay at or below this (of single partners for "
        "contacts_per_partner and days_to_partner)"),
    OF(ROLE_QUANTILE, "p50", "half of single campaigns, or partners, stay at or below this"),
    OF(ROLE_QUANTILE, "p95", "95 % of single campaigns, or partners, stay at or below this"),
    VALUE("cost_eur", "EUR", "cost of outreach, per campaign"),
    VALUE("hours", "hours", "staff hours of outreach, per campaign"),
    VALUE("approached", "companies", "companies approached, per campaign"),
    VALUE("partners", "companies", "companies that join, per campaign"),

    /* ---- companies.csv ---- */
    VALUE("companies.converted", "probability", "chance that the company joins"),
    VALUE("companies.said_no", "probability", "chance that it says no"),
    VALUE("companies.given_up", "probability", "chance that it is given up on"),
    VALUE("companies.open", "probability", "chance that it is still open at the end"),
    VALUE("companies.contacts", "contacts", "mean contacts held in the campaign"),
    VALUE("companies.hours", "hours", "mean staff hours"),
    VALUE("companies.cost_eur", "EUR", "mean cost, without the campaign's aids"),
    VALUE("companies.days", "days",
        "mean days from its first approach to joining, when it joins"),
    WORD("companies.package", "package that it chooses most often; empty when it never joins"),

    /* ---- Curves ---- */
    VALUE("converted", "share", "share of the approached companies that has joined by then"),
    VALUE("conversion_by_contact.joined", "share",
        "share of the approached companies that has joined by this number of contacts"),
    VALUE("conversion_by_contact.said_no", "share", "share that has said no"),
    VALUE("conversion_by_contact.given_up", "share", "share that has been given up on"),
    VALUE("conversion_by_contact.open", "share",
        "share that has not come to an end; companies without budget are in none of the "
        "shares"),
    IN(ROLE_LOW, "conversion_by_contact.mc_low", "share",
        "lower bound of the error of simulating of joined"),
    IN(ROLE_HIGH, "conversion_by_contact.mc_high", "share",
        "upper bound of the error of simulating of joined"),
    VALUE("probability", "probability",
        "chance that one campaign's cost per partner stays at or under the amount"),

    /* ---- Parts of campaigns ---- */
    VALUE("held", "contacts", "contacts held, per campaign"),
    VALUE("moved", "contacts", "contacts moved to another day, per campaign"),
    VALUE("waited", "contacts", "contacts that waited for free hours, per campaign"),
    VALUE("progressed", "contacts",
        "contacts followed by progress, per campaign: who got it, not what it did"),
    VALUE("contact_moments.cost_eur", "EUR", "cost of these contacts, per campaign"),
    VALUE("packages.partners", "companies", "partners with this package, per campaign"),
    VALUE("packages.share", "share", "share of the partners that has this package"),
    VALUE("packages.contacts", "contacts",
        "mean contacts that its partners had, those before the campaign included"),
    VALUE("funnel.companies", "companies", "companies that reached the stage, per campaign"),
    VALUE("funnel.share", "share", "share of the approached companies"),
    VALUE("costs.hours", "hours", "staff hours, per campaign"),
    VALUE("hours_cost_eur", "EUR", "cost of these hours, per campaign"),
    VALUE("cash_eur", "EUR", "cash, per campaign"),
    VALUE("costs.cost_eur", "EUR", "hours and cash together, per campaign"),
    VALUE("unknown_share", "share",
        "share of the spread between campaigns that comes from not knowing numbers of the "
        "config"),

    /* ---- compare ---- */
    KEY("baseline", "strategy that the row's is held against, in full: CONFIG:ID,VALUE; or "
                    "without CONTACT"),
    OF(ROLE_VALUE, "difference", "what the strategy has more than the baseline"),
    OF(ROLE_ERROR, "compare.se", "standard error of simulating of the difference"),
    OF(ROLE_LOW, "compare.mc_low",
        "lower bound of the difference (of the estimate where there is none); the intervals of "
        "a measure hold for all strategies at once"),
    OF(ROLE_HIGH, "compare.mc_high", "upper bound of the same"),
    VALUE("variance_reduction", "",
        "how many times the same luck makes the variance of the difference smaller"),
    WORD("place",
        "frontier (worth its price), same (equal to one that is), dominated (beaten by "
        "one), extendedly_dominated (by a mix of two), or not_clear where intervals do "
        "not show it"),
    WORD("against_baseline", "more_for_more, more_for_less, fewer_for_less, fewer_for_more: "
                             "partners and cost as far "
                             "as intervals show them; same; or not_shown"),
    WORD("beside", "strategy on the frontier before it, in full"),
    VALUE("price_of_one_more_eur", "EUR",
        "price of one more partner than that strategy has; empty where the error is too large "
        "to tell"),
    VALUE("best_on_average", "probability",
        "chance of being the best on average, given what is not known; empty where that is not "
        "told: few campaigns, or configs that do not agree on what is known"),
    VALUE("best_in_one_campaign", "share",
        "share of single campaigns, luck included, in which it is the best"),
    VALUE("expected_loss_eur", "EUR",
        "what choosing the strategy may be expected to cost, per campaign"),
    VALUE("worth_eur", "EUR", "what knowing all unknown numbers is worth, per campaign"),
    IN(ROLE_LOW, "perfect_information.low", "EUR",
        "lower bound, 95 %, of the error of simulating"),
    IN(ROLE_HIGH, "perfect_information.high", "EUR",
        "upper bound, 95 %, of the error of simulating"),
    VALUE("caught", "share",
        "share of what the unknown numbers do to differences that the fit follows, the rest is "
        "taken as normal; empty where that cannot be told from noise"),
    VALUE("net_benefit_eur", "EUR", "worth of the partners less the cost, per campaign"),
    WHOLE("best", "", "1: the best of the rows"),
    WHOLE("segments.best", "",
        "1: the segment's best strategy by one half of the campaigns; empty of few campaigns"),
    WHOLE("segments.shown", "",
        "1: shown to be behind the best by the other half; of the best: all others are; empty "
        "of few campaigns"),
    VALUE("behind_eur", "EUR",
        "how far behind the segment's best strategy, per campaign; intervals hold for all rows "
        "at once"),
    WHOLE("equal.companies", "companies", "companies that the strategy was given"),
    VALUE("intake_per_week", "companies/week", "companies first approached per week"),
    VALUE("off_target", "share",
        "how far that leaves it from the baseline's cost or hours, as a share of these"),
    OF(ROLE_VALUE, "with", "the strategy with the contact moment"),
    OF(ROLE_VALUE, "without", "the strategy without it"),
    OF(ROLE_VALUE, "worth", "with less without, on the same luck"),
    WHOLE("left", "", "1: not shown to be behind the best"),
    OF(ROLE_LOW, "low", "lower bound; intervals hold for all rows at once"),
    OF(ROLE_HIGH, "high", "upper bound; intervals hold for all rows at once"),
    OF(ROLE_VALUE, "selection.difference",
        "what the strategy has more than the best of the others"),

    /* ---- plan ---- */
    NUMBER_KEY("budget_eur", "EUR", "budget of outreach; empty: no limit"),
    NUMBER_KEY("hours_per_week", "hours/week", "hours of the team; empty: no limit"),
    WHOLE_KEY("companies", "companies",
        "companies to approach; 0 where nobody is, for want of money"),
    WORD("bound_by",
        "what held most campaigns back, or the row's part of the money left: budget "
        "(the rest does not pay the next step), hours, choice (companies are open "
        "when the days end, and more could have been approached but would win no "
        "more), days, companies (nobody left to contact)"),
    NUMBER_KEY("from_budget_eur", "EUR", "budget that this one is held against"),
    WHOLE_KEY("from_companies", "companies", "companies that go with it"),
    KEY("goal", "measure that is to be reached"),
    WHOLE_KEY("number", "companies", "companies of the target; empty: the goal is no target"),
    NUMBER_KEY("wanted", "",
        "chance of the target of at least this, or euros per partner of at "
        "most this"),
    KEY("lever", "what is changed to reach it, all else as in the config"),
    WORD("verdict", "met, not_met (shown to be out of reach), undecided, or of a cost no_limit "
                    "(kept by the largest campaign as well)"),
    OF(ROLE_VALUE, "answer", "value of the lever that it takes"),
    OF(ROLE_LOW, "plan_answers.low",
        "the right value lies above this as far as is not excluded (of a cost: from this)"),
    OF(ROLE_HIGH, "plan_answers.high", "the right value lies at or below this"),
    IN(ROLE_VALUE, "plan_answers.estimate", "",
        "the goal's measure, simulated again with the answer on other random numbers"),
    IN(ROLE_ERROR, "plan_answers.se", "", "standard error of simulating of estimate"),
    IN(ROLE_LOW, "plan_answers.mc_low", "", "lower bound of estimate"),
    IN(ROLE_HIGH, "plan_answers.mc_high", "", "upper bound of estimate"),
    WORD("cause",
        "why it is not met, found by lifting the other limits: those of which any one "
        "alone would be enough (budget, hours, companies, days, with | between); "
        "together; strategy: it wins too few also without them, in 3 times the days; "
        "or undecided"),
    VALUE("without_limits", "probability", "chance of the target with all limits lifted"),

    /* ---- columns.csv ---- */
    KEY("columns.column", "column"),
    WORD("columns.role",
        "key (what a row is of), unit, value, error (standard error), low, high "
        "(bounds of an interval), or quantile"),
    WORD("columns.unit", "unit of the column's numbers; unit: as the row's column unit says"),
    WORD("columns.meaning", "what the column holds"),
};

const struct column *columns_described(int *n)
{
    *n = (int)(sizeof described / sizeof described[0]);
    return described;
}
