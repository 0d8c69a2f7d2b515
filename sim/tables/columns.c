/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table.h"

/* What every column holds, once. A column that means something of its own in one table comes
 * with that table's name; of the columns that several tables share the name alone is enough. */

#define KEY COLUMN_TEXT, ROLE_KEY, ""
#define WORD COLUMN_TEXT, ROLE_VALUE, ""
#define NUMBER_KEY COLUMN_NUMBER, ROLE_KEY
#define WHOLE_KEY COLUMN_WHOLE, ROLE_KEY
#define VALUE COLUMN_NUMBER, ROLE_VALUE
#define WHOLE COLUMN_WHOLE, ROLE_VALUE
#define FIGURE COLUMN_NUMBER, ROLE_VALUE, UNIT_OF_ROW
#define LOW COLUMN_NUMBER, ROLE_LOW, ""
#define HIGH COLUMN_NUMBER, ROLE_HIGH, ""
#define QUANTILE COLUMN_NUMBER, ROLE_QUANTILE, ""

const struct column described_columns[] = {
    {"strategy", KEY, "strategy, by its id in the config"},
    {"hub", KEY, "hub, or all for all hubs together"},
    {"segment", KEY, "segment, as larger/family/private; a margin, as larger/*/*; or all"},
    {"measure", KEY, "what the figure is: see measures"},
    {"unit", COLUMN_TEXT, ROLE_UNIT, "", "unit of the row's figures"},
    {"estimate", FIGURE, "expected value"},
    {"se", COLUMN_NUMBER, ROLE_ERROR, "", "standard error of simulating"},
    {"mc_low", LOW, "lower bound of the error of simulating"},
    {"mc_high", HIGH, "upper bound of the error of simulating"},
    {"p05", QUANTILE, "5 % of single campaigns (or partners) do not exceed it"},
    {"p50", QUANTILE, "half of single campaigns (or partners) do not exceed it"},
    {"p95", QUANTILE, "95 % of single campaigns (or partners) do not exceed it"},

    {"company", KEY, "company, by its name in the list"},
    {"companies.converted", VALUE, "probability", "chance that it joins"},
    {"companies.said_no", VALUE, "probability", "chance that it says no"},
    {"companies.given_up", VALUE, "probability", "chance that it is given up on"},
    {"companies.open", VALUE, "probability", "chance that it is still open at the end"},
    {"companies.contacts", VALUE, "contacts", "contacts held in the campaign, on average"},
    {"companies.hours", VALUE, "hours", "staff hours, on average"},
    {"companies.cost_eur", VALUE, "EUR", "cost without the campaign's aids, on average"},
    {"days", VALUE, "days", "days from its own approach to joining, where it joins"},
    {"companies.package", WORD, "package that it chooses most often; empty: it never joins"},

    {"clock", KEY, "days since its own approach (own) or since the start (campaign)"},
    {"day", WHOLE_KEY, "days", "days on that clock"},
    {"converted", VALUE, "share", "share of those approached that has joined by then"},
    {"conversion_by_contact.contacts", WHOLE_KEY, "contacts", "contacts, those before too"},
    {"joined", VALUE, "share", "share of those approached that has joined by then"},
    {"said_no", VALUE, "share", "share that has said no"},
    {"given_up", VALUE, "share", "share that has been given up on"},
    {"open", VALUE, "share", "share still open; those without budget are in none"},
    {"conversion_by_contact.mc_low", LOW, "lower bound of joined"},
    {"conversion_by_contact.mc_high", HIGH, "upper bound of joined"},

    {"contact", KEY, "contact moment, by its id in the catalogue"},
    {"stage", KEY, "stage of the company before it; care: with partners"},
    {"held", VALUE, "contacts", "contacts held, per campaign"},
    {"moved", VALUE, "contacts", "contacts moved to another day, per campaign"},
    {"waited", VALUE, "contacts", "contacts that waited for free hours, per campaign"},
    {"progressed", VALUE, "contacts", "of these, followed by progress (not their effect)"},
    {"cost_eur", VALUE, "EUR", "cost, per campaign"},
    {"package", KEY, "package, by its id in the config"},
    {"partners", VALUE, "companies", "partners, per campaign"},
    {"packages.share", VALUE, "share", "share of all partners"},
    {"contacts", VALUE, "contacts", "mean contacts of its partners, those before too"},
    {"funnel.stage", KEY, "stage that was reached; partner: joined"},
    {"funnel.companies", VALUE, "companies", "companies that reached it, per campaign"},
    {"share", VALUE, "share", "share of those approached"},
    {"kind", KEY, "kind of cost; total: all together"},
    {"hours", VALUE, "hours", "staff hours, per campaign"},
    {"hours_cost_eur", VALUE, "EUR", "cost of these hours"},
    {"cash_eur", VALUE, "EUR", "cash, per campaign"},
    {"amount_eur", NUMBER_KEY, "EUR", "amount per partner"},
    {"probability", VALUE, "probability", "chance that a campaign costs no more per partner"},
    {"unknown_share", VALUE, "share", "share of the spread that is from not knowing numbers"},
    {"replication", WHOLE_KEY, "", "number of the simulated campaign, from 0"},

    {"baseline", KEY, "what the strategy is held against, in full; or without CONTACT"},
    {"difference", FIGURE, "what the strategy has more than the baseline"},
    {"compare.mc_low", LOW, "lower bound, for all strategies at once"},
    {"compare.mc_high", HIGH, "upper bound, for all strategies at once"},
    {"variance_reduction", VALUE, "", "times that the same luck makes its variance smaller"},
    {"place", WORD, "frontier, same, dominated, extendedly_dominated, or not_clear"},
    {"against_baseline", WORD, "more_for_more, more_for_less, ..., same, or not_shown"},
    {"beside", WORD, "strategy before it on the frontier, in full"},
    {"price_of_one_more_eur", VALUE, "EUR", "price of one more partner than that strategy has"},
    {"value_eur", NUMBER_KEY, "EUR", "value of a partner"},
    {"best_on_average", VALUE, "probability", "chance of being best, given what is unknown"},
    {"best_in_one_campaign", VALUE, "share", "share of campaigns in which it is the best"},
    {"expected_loss_eur", VALUE, "EUR", "expected cost of choosing it, per campaign"},
    {"worth_eur", VALUE, "EUR", "what knowing all unknown numbers is worth, per campaign"},
    {"perfect_information.low", LOW, "lower bound of the error, 95 %"},
    {"perfect_information.high", HIGH, "upper bound of the error, 95 %"},
    {"caught", VALUE, "share", "share of what these do to differences that the fit follows"},
    {"approached", VALUE, "companies", "companies approached, per campaign"},
    {"net_benefit_eur", VALUE, "EUR", "worth of the partners less the cost, per campaign"},
    {"best", WHOLE, "", "1: came out best"},
    {"shown", WHOLE, "", "1: shown to be behind the best; of the best: all others are"},
    {"behind_eur", VALUE, "EUR", "how far behind the best; bounds are for all rows at once"},
    {"equal.companies", WHOLE, "companies", "companies that it was given"},
    {"intake_per_week", VALUE, "companies/week", "companies first approached"},
    {"off_target", VALUE, "share", "share of cost (or hours) more than the baseline"},
    {"with", FIGURE, "with the contact moment"},
    {"without", FIGURE, "without it"},
    {"worth", FIGURE, "with less without, on the same luck"},
    {"left", WHOLE, "", "1: not ruled out as the best"},
    {"selection.difference", FIGURE, "what it has more than the best of the others"},
    {"low", LOW, "lower bound, for all strategies at once"},
    {"high", HIGH, "upper bound, for all strategies at once"},

    {"budget_eur", NUMBER_KEY, "EUR", "budget of outreach; empty: no limit"},
    {"hours_per_week", NUMBER_KEY, "hours/week", "hours of the team; empty: no limit"},
    {"companies", WHOLE_KEY, "companies", "companies to approach; 0: no money for any"},
    {"bound_by", WORD, "what held campaigns back: budget, hours, choice, days or companies"},
    {"from_budget_eur", NUMBER_KEY, "EUR", "budget that this one is held against"},
    {"from_companies", WHOLE_KEY, "companies", "companies that go with it"},
    {"goal", KEY, "measure that is to be reached"},
    {"number", WHOLE_KEY, "companies", "companies of the target; empty: the goal is no target"},
    {"wanted", NUMBER_KEY, "", "at least this chance, or at most these euros per partner"},
    {"lever", KEY, "what is changed to reach it, all else as in the config"},
    {"verdict", WORD, "met, not_met, undecided, or of a cost no_limit"},
    {"answer", FIGURE, "value of the lever that it takes"},
    {"plan.low", LOW, "not excluded lies above this (of a cost: from this)"},
    {"plan.high", HIGH, "up to this"},
    {"plan_answers.estimate", VALUE, "", "the goal's measure with the answer, on other luck"},
    {"cause", WORD, "why not: limits that would do if lifted, together, strategy, undecided"},
    {"without_limits", VALUE, "probability", "chance of the target with all limits lifted"},

    {"table", KEY, "table that the row is of"},
    {"columns.column", KEY, "column"},
    {"columns.role", WORD,
        "key, unit, value, error, low, high (of the value before), quantile"},
    {"columns.unit", WORD, "unit of its numbers; unit: see the row's column unit"},
    {"columns.meaning", WORD, "what it holds"},
};

const int n_described_columns = sizeof described_columns / sizeof described_columns[0];
