/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table.h"

#include "language.h"
#include "text.h"

static const struct table_title titles[] = {
    {"logbook_summary", N_("Logbook"), N_("what the logbook tells: a figure a row")},
    {"incidence_by_day", N_("Endings by day"),
        N_("share that has joined, said no or was given up by each day, with its limits")},
    {"incidence_by_contact", N_("Endings by contact"), N_("the same by number of contacts")},
    {"contacts", N_("Contacts"), N_("what was held by kind and stage, and what followed it")},
    {"ingredients", N_("Working ingredients"),
        N_("which contacts were followed by progress more or less often than the config "
           "assumes")},
    {"rings", N_("Rings"), N_("how the hub stands against its targets")},
    {"timeline", N_("Time line"), N_("what happened, company by company")},
    {"records", N_("Records"), N_("the records as they were read")},
    {"refused", N_("Refused"), N_("rows that could not be read, and why")},
    {"defects", N_("Defects"), N_("what cannot be so, and what was done with it")},
    {"summary", N_("Summary"), N_("all figures of each strategy: a figure a row")},
    {"companies", N_("Companies"),
        N_("each company on the list: chance to join, contacts, hours and cost")},
    {"conversion_by_day", N_("Conversion by day"),
        N_("share of the companies approached that has joined by each day")},
    {"conversion_by_contact", N_("Conversion by contact"),
        N_("the same by number of contacts, and who dropped out")},
    {"targets_by_day", N_("Targets by day"), N_("chance that each target is met by each day")},
    {"target_days", N_("Target days"),
        N_("by which day 8 of 10 campaigns have met each target")},
    {"load_by_week", N_("Load by week"), N_("hours of the team and cost, week by week")},
    {"draws", N_("Draws"),
        N_("what was drawn for each number that is not known, and what came of it")},
    {"contact_moments", N_("Contact moments"),
        N_("contacts held, moved and waited for, by kind and stage")},
    {"packages", N_("Packages"), N_("partners of each package")},
    {"funnel", N_("Funnel"), N_("companies that reached each stage")},
    {"costs", N_("Costs"), N_("cost by kind, hours and cash apart")},
    {"cost_chance", N_("Cost chance"),
        N_("chance that a partner costs no more than an amount")},
    {"uncertainty", N_("Uncertainty"),
        N_("how much of the spread comes from numbers that are not known")},
    {"replications", N_("Single campaigns"),
        N_("what every single simulated campaign came to")},
    {"compare", N_("Comparison"),
        N_("how each strategy differs from the one it is held against")},
    {"frontier", N_("Worth its price"),
        N_("which strategies are worth their price, and the price of one more partner")},
    {"net_result", N_("Net result"),
        N_("whether a strategy earns itself back at the value of a partner")},
    {"acceptability", N_("Chance of being best"),
        N_("chance that each strategy is the best, by value of a partner")},
    {"expected_loss", N_("Expected loss"),
        N_("what choosing a strategy may be expected to cost")},
    {"perfect_information", N_("Worth of knowing"),
        N_("what it is worth to know all unknown numbers")},
    {"segments", N_("Segments"), N_("the best strategy for each kind of company")},
    {"compare_equal", N_("At equal cost or hours"),
        N_("the comparison at equal cost or hours")},
    {"equal", N_("Companies at equal cost"),
        N_("how many companies each strategy was given for that")},
    {"contact_worth", N_("Worth of a contact moment"),
        N_("each strategy with and without the contact moment")},
    {"selection", N_("Search for the best"),
        N_("how far each strategy is from the best of the others")},
    {"plan", N_("Plan"), N_("what each budget, or hours of the team, buys")},
    {"plan_sweep", N_("Plan around the budget"),
        N_("the same for budgets around the one that was asked for")},
    {"plan_sizes", N_("Plan by companies"),
        N_("the same by number of companies, without a budget")},
    {"plan_extra", N_("Each further step"),
        N_("what each budget brings more than the one before")},
    {"plan_answers", N_("Answers to goals"), N_("what it takes to reach each goal")},
    {0},
};

const struct table_title *table_title(const char *name)
{
    const struct table_title *title = titles;
    while (title->name != NULL && !text_same(title->name, name))
        title++;
    return title->name != NULL ? title : NULL;
}
