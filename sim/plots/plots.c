/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots.h"

#include "language.h"
#include "log_plots.h"
#include "page.h"

/* What is drawn: a row a plot. A new one of a known kind is a row here, and its Dutch. */

#define LINES .draw = plot_lines, .kind = "lines.gp", .top = 96, .below = 50, .least = 380
#define ROWS(heads) .draw = plot_rows, .kind = "rows.gp", .top = 86 + (heads)*PAGE_LINE
#define PLANE .draw = plot_plane, .kind = "plane.gp", .top = 96, .below = 50, .least = 400
#define CELLS .draw = plot_cells, .kind = "cells.gp", .top = 130, .below = 16
#define BOUNDS "mc_low", "mc_high"
/* What lines are, averages over campaigns, and what the bands, where they are drawn. */
#define AVERAGES                                                                               \
    {DRAWN | OF_ONE, N_("Line: one simulated campaign. Where another one would end takes "     \
                        "more simulated campaigns to say.")},                                  \
        {OTHERWISE | DRAWN | WITH_BANDS,                                                       \
            N_("Line: average of {campaigns} simulated campaigns. Band: error of that "        \
               "average ({confidence} confidence). One campaign can end well above or below "  \
               "it.")},                                                                        \
    {                                                                                          \
        OTHERWISE | DRAWN,                                                                     \
            N_("Line: average of {campaigns} simulated campaigns. One campaign "               \
               "can end well above or below it.")                                              \
    }
/* The same of what is no average. */
#define ESTIMATES                                                                              \
    {DRAWN | OF_ONE, N_("Line: one simulated campaign. Where another one would end takes "     \
                        "more simulated campaigns to say.")},                                  \
        {OTHERWISE | DRAWN | WITH_BANDS,                                                       \
            N_("Line: estimate from {campaigns} simulated campaigns. Band: its error "         \
               "({confidence} confidence).")},                                                 \
    {                                                                                          \
        OTHERWISE | DRAWN, N_("Line: estimate from {campaigns} simulated campaigns.")          \
    }
#define RANGE                                                                                  \
    DRAWN | ENOUGH | WITH_BANDS, N_("Pale band, and bar at its right end: range of one "       \
                                    "campaign, from p05 to p95; nine in ten end within it.")
#define NO_RANGE                                                                               \
    DRAWN | TOO_FEW, N_("Ranges and chances take {enough} simulated campaigns or more.")
#define CHANCES .not_when = OF_ONE | TOO_FEW
/* Averages without their error. */
#define BARE_AVERAGES .not_when = TOO_FEW
/* Chances of single campaigns. */
#define SHARES                                                                                 \
    {DRAWN | WITH_BANDS,                                                                       \
        N_("Line: share of {campaigns} simulated campaigns that have reached the target by "   \
           "that day. Band: its error ({confidence} confidence).")},                           \
    {                                                                                          \
        OTHERWISE | DRAWN, N_("Line: share of {campaigns} simulated campaigns that have "      \
                              "reached the target by that day.")                               \
    }
#define STILL_OPEN                                                                             \
    0, N_("Not yet decided when outreach ends: {open} of the companies. They count as not "    \
          "joined.")
#define NOT_THE_SAME                                                                           \
    "Not the same companies: what differs here is from companies and strategy together."
/* What is said of averages that are all the same; where none can be given nothing is drawn. */
#define NOT_TOLD                                                                               \
    {                                                                                          \
        ALL_SAME,                                                                              \
            N_("In these {campaigns} simulated campaigns all strategies came to the same.")    \
    }

#define CONVERSION                                                                             \
    LINES, .needs = FULL, .from = "p05", .to = "p95",                                          \
           .y_title = N_("share of the companies approached")
#define BY_VALUE                                                                               \
    LINES, .command = OF_COMPARE, .x = "value_eur", .x_form = NUMBER_MONEY, .nothing = true,   \
           .prepare = prepare_values, .x_title = N_("what a partner is worth to you, euros")
#define PLAN                                                                                   \
    LINES, .command = OF_PLAN, .x = "budget_eur", .x_form = NUMBER_MONEY, .points = true,      \
           .prepare = prepare_plan, .x_title = N_("budget, euro")
#define PLANNED(measure) "plan", "measure=" measure, "estimate", BOUNDS
#define TARGET(measure, number)                                                                \
    PLAN, CHANCES, .name = "plan_" measure,                                                    \
                   .of = {PLANNED("p_" measure), NUMBER_SHARE, number},                        \
                   .caption = {ESTIMATES}, .y_title = N_("chance of the target")
#define BY_DATE(which, number)                                                                 \
    LINES, CHANCES,                                                                            \
        .command = OF_RUN, .name = "target_" which "_by_date", .needs = NO_PARTNER,            \
        .steps = true,                                                                         \
        .of = {"targets_by_day", "target=" which, "chance", BOUNDS, NUMBER_SHARE, number},     \
        .x = "day", .prepare = prepare_dates, .x_title = N_("date"), .caption = {SHARES},      \
        .y_title = N_("chance that one campaign has reached it")
#define SUMMARY(measure) "summary", "segment=all measure=" measure
#define RING(measure, name, number)                                                            \
    .head = name, .of = {SUMMARY(measure), "estimate", BOUNDS, .target = number},              \
    .range = {SUMMARY(measure), .low = "p05", .high = "p95"}
#define REACHED(stage)                                                                         \
    .of = {"funnel", "segment=all stage=" stage, "share", .form = NUMBER_SHARE}
#define STAGE(stage, name, shade) .head = name, REACHED(stage), .colour = shade
#define COST(kind, name, shade, figures)                                                       \
    .head = name, .of = {"costs", "kind=" kind, "cost_eur", .form = NUMBER_MONEY},             \
    .colour = shade, .ink = figures
#define DIFFERENCE(measure, name, form, way)                                                   \
    .head = name, .better = way,                                                               \
    .of = {"compare", "measure=" measure, "difference", BOUNDS, form},                         \
    .range = {"compare", "measure=" measure, .low = "p05", .high = "p95"}
#define ENDS_AT(number, right) .panel = number, .characters = right, .ends_there = true
#define CHANCE(measure, number)                                                                \
    .head = N_("chance"), .head_of_one = N_("reached"),                                        \
    .of = {SUMMARY(measure), "estimate", .form = NUMBER_SHARE, .target = number},              \
    .chance = true
#define BEHIND(number, stage) .panel = number, .characters = 0.5, REACHED(stage)

static const struct plot plots[] = {
    {CONVERSION, .command = OF_RUN | OF_COMPARE, .name = "conversion_by_day",
        .title = N_("Share of companies that have joined, by day since they were approached"),
        .of = {"conversion_by_day", "segment=all clock=own", "converted", BOUNDS, NUMBER_SHARE},
        .x = "day", .x_title = N_("days since the company was first approached"),
        .caption = {AVERAGES, {RANGE}, {STILL_OPEN}}},
    {CONVERSION, .command = OF_RUN, .name = "conversion_by_date",
        .title = N_("Share of companies that have joined, by date"),
        .of = {"conversion_by_day", "segment=all clock=campaign", "converted", BOUNDS,
            NUMBER_SHARE},
        .x = "day", .steps = true, .prepare = prepare_dates, .x_title = N_("date"),
        .caption = {AVERAGES, {RANGE}, {STILL_OPEN}}},
    {CONVERSION, .command = OF_RUN | OF_COMPARE, .name = "conversion_by_contact",
        .title = N_("Share of companies that have joined, by number of contacts"),
        .of = {"conversion_by_contact", "segment=all", "joined", BOUNDS, NUMBER_SHARE},
        .x = "contacts", .points = true, .stays = true,
        .x_title = N_("contacts held with the company, those before the campaign included"),
        .caption = {{DRAWN,
                        N_("At {contacts} contacts, for instance: the companies that joined "
                           "after {contacts} contacts or fewer, as a share of all that were "
                           "approached, those who said no or were given up on included.")},
            AVERAGES, {RANGE}, {STILL_OPEN}}},
    {ROWS(2), .below = 50, .command = OF_RUN, .name = "cost_per_partner",
        .title = N_("What one partner costs"), .beside = 42.0, .near = true, .needs = FULL,
        .x_title = N_("euros per partner won"),
        .panel = {{NULL, {SUMMARY("cost_per_partner"), "estimate", BOUNDS, NUMBER_MONEY},
            {"partner_cost", .low = "p05", .high = "p95"}}},
        .words = {{.characters = 2.0,
                      .head = N_("average (its error)"),
                      .of = {SUMMARY("cost_per_partner"), "estimate", BOUNDS, NUMBER_MONEY}},
            {ENDS_AT(0, 42.0), .head = N_("without partner"), .upper = N_("campaigns"),
                .of = {"partner_cost", NULL, "probability", .form = NUMBER_SHARE},
                .chance = true}},
        .caption = {{OF_ONE, N_("One simulated campaign: it shows no range and no error.")},
            {DRAWN | OF_MANY,
                N_("Dot: average cost over average number of partners, of {campaigns} "
                   "simulated campaigns. Whiskers where wider than the dot, and figures in "
                   "brackets: its error ({confidence} confidence).")},
            {DRAWN | ENOUGH,
                N_("Bar: range of one campaign, from p05 to p95; nine in ten end within it. An "
                   "arrow: it goes on, past the axis or without end, since a campaign without "
                   "a partner has no cost per partner.")},
            {DRAWN | ENOUGH, N_("Campaigns without partner: error at most {share_error} "
                                "percentage points.")},
            {NO_RANGE}}},
    {LINES, CHANCES, .command = OF_RUN, .name = "cost_chance",
        .title = N_("Chance that one campaign costs no more than an amount per partner"),
        .of = {"amount_chance", NULL, "probability", BOUNDS, NUMBER_SHARE}, .x = "amount_eur",
        .x_form = NUMBER_MONEY, .needs = FULL, .x_title = N_("euros per partner won"),
        .y_title = N_("chance that a campaign stays at or under the amount"),
        .caption = {{DRAWN | WITH_BANDS,
                        N_("Line: share of {campaigns} simulated campaigns. Band: its error "
                           "({confidence} confidence). In figures: the share at {amount}.")},
            {OTHERWISE | DRAWN, N_("Line: share of {campaigns} simulated campaigns. In "
                                   "figures: the share at {amount}.")},
            {DRAWN, N_("A campaign without a partner stays under no amount, so that a line "
                       "ends below 100% where some campaigns win nobody.")}}},
    /* Neighbours differ in lightness, all do in grey. */
    {ROWS(3), .below = 50, .command = OF_RUN, .name = "cost_makeup",
        .title = N_("What outreach costs, and on what it is spent"), .beside = 36.0,
        .stacked = true, .needs = NOBODY_APPROACHED, .x_title = N_("euros per campaign"),
        .panel = {{COST("contacts", N_("contacts"), 0x0072b2, 0xffffff)},
            {COST("occasions", N_("events"), 0xe69f00, 0x111111)},
            {COST("research", N_("research"), 0x009e73, 0xffffff)},
            {COST("moves", N_("moved appointments"), 0xf0e442, 0x111111)},
            {COST("no_show", N_("no-shows"), 0xcc79a7, 0x111111), .if_any = true},
            {COST("aids", N_("aids"), 0x333333, 0xffffff)}},
        .words = {{ENDS_AT(0, 10.0), .head = N_("average"),
                      .of = {SUMMARY("cost"), "estimate", .form = NUMBER_MONEY}},
            {ENDS_AT(0, 36.0), .head = N_("range of one campaign"),
                .of = {SUMMARY("cost"), .low = "p05", .high = "p95"}}},
        .caption =
            {
                {0, N_("Staff hours are counted at their hourly rate, in contacts and wherever "
                       "else they are spent. Keeping and serving partners is not included.")},
                {OF_ONE, N_("One simulated campaign.")},
                {OF_MANY, N_("Average of {campaigns} simulated campaigns. Its error "
                             "({confidence} confidence): at most {cost_error}.")},
                {ENOUGH, N_("Range of one campaign: from p05 to p95; nine in ten end within "
                            "it.")},
                {NO_RANGE}}},
    {ROWS(2), .below = 50, .command = OF_RUN, .name = "rings",
        .title = N_("Companies in view, active, and paying and active, against the targets"),
        .needs = NOBODY_APPROACHED, .after = 9.5, .beside = 8.0, .x_title = N_("companies"),
        .panel = {{RING("in_view", N_("In view"), IN_VIEW)},
            {RING("active", N_("Active"), ACTIVE)},
            {RING("paying", N_("Paying and active"), PAYING)}},
        .words = {{ENDS_AT(0, 6.5), CHANCE("p_in_view", IN_VIEW)},
            {ENDS_AT(1, 6.5), CHANCE("p_active", ACTIVE)},
            {ENDS_AT(2, 6.5), CHANCE("p_paying", PAYING)},
            {ENDS_AT(2, 17.5), .upper = N_("all three"), CHANCE("p_all_targets", ANY_TARGET)}},
        .caption = {{0, N_("In view: at least one contact. Active: took part in something. "
                           "Paying and active: a partner that took part as well.")},
            {OF_ONE, N_("Dot: one simulated campaign. Black line: target. Ranges and chances "
                        "take more simulated campaigns.")},
            {OF_MANY,
                N_("Dot: average of {campaigns} simulated campaigns. Whiskers, where wider "
                   "than the dot: its error ({confidence} confidence). Black line: target.")},
            {ENOUGH, N_("Bar: range of one campaign, from p05 to p95; nine in ten end within "
                        "it. Chance: that one campaign reaches the target; error at most "
                        "{chances_error} percentage points.")},
            {NO_RANGE}}},
    {BY_DATE("in_view", IN_VIEW), .title = N_("When at least {target} companies are in view")},
    {BY_DATE("active", ACTIVE), .title = N_("When at least {target} companies are active")},
    {BY_DATE("paying", PAYING),
        .title = N_("When at least {target} partners are paying and active")},
    {BY_DATE("all", ANY_TARGET), .title = N_("When all targets are met")},
    {LINES, BARE_AVERAGES, .command = OF_RUN, .name = "load_by_week", .needs = NO_PARTNER,
        .title = N_("Hours of the team that each week of outreach takes"),
        .of = {"load_by_week", NULL, "hours", .form = NUMBER_TENTHS}, .from = "p05",
        .to = "p95", .x = "week", .points = true, .prepare = prepare_load,
        .x_title = N_("weeks since the start of outreach"), .y_title = N_("hours in the week"),
        .caption = {{DRAWN | OF_ONE, N_("Line: one simulated campaign.")},
            {OTHERWISE | DRAWN | WITH_BANDS,
                N_("Line: average of {campaigns} simulated campaigns. Pale band, and bar at "
                   "its right end: range of one campaign, from p05 to p95; nine in ten lie "
                   "within it.")},
            {OTHERWISE | DRAWN, N_("Line: average of {campaigns} simulated campaigns.")},
            {DRAWN, N_("Across: the {available} hours that the team has in a week.")},
            {DRAWN | WITH_LIMITS, N_("Across: the hours that each team has in a week.")},
            {DRAWN, N_("Account care included; finding out about companies, moved appointments "
                       "and events come on top.")}}},
    {ROWS(1), .below = 12, .command = OF_RUN, .name = "funnel",
        .title = N_("How far the approached companies come"), .after = 7.0, .bare = true,
        .needs = NO_PARTNER,
        .panel = {{STAGE("attention", N_("Attention"), 0x56a5d6)},
            {STAGE("interest", N_("Interest"), 0x56a5d6)},
            {STAGE("desire", N_("Desire"), 0x56a5d6)},
            {STAGE("action", N_("Action"), 0x56a5d6)},
            {STAGE("partner", N_("Partner"), 0x0072b2)}},
        .words = {{BEHIND(0, "attention")}, {BEHIND(1, "interest")}, {BEHIND(2, "desire")},
            {BEHIND(3, "action")}, {BEHIND(4, "partner")}},
        .caption = {{DRAWN, N_("Share of the approached companies that got at least as far by "
                               "the end of outreach; some are still on their way.")},
            {DRAWN | OF_ONE, N_("One simulated campaign.")},
            {DRAWN | OF_MANY,
                N_("Average of {campaigns} simulated campaigns. Its error ({confidence} "
                   "confidence): at most {shares_error} percentage points.")}}},
    {PLANE, .command = OF_COMPARE, .name = "partners_and_cost", .prepare = prepare_cloud,
        .title = N_("Partners and cost"), .not_when = WITHOUT_SPREAD,
        .of = {"frontier", NULL, "cost_eur", .form = NUMBER_MONEY}, .x = "partners",
        .x_form = NUMBER_TENTHS, .x_title = N_("partners per campaign"),
        .y_title = N_("cost of a campaign, euros"),
        .caption = {{OTHER_COMPANIES, N_(NOT_THE_SAME)},
            {OF_FEW, N_("Which strategies are worth their price cannot be told from so "
                        "few campaigns.")},
            {OTHERWISE | ALL_SAME, N_("In these {campaigns} simulated campaigns all strategies "
                                      "came to the same.")},
            {OTHERWISE | WITH_FRONTIER | OWN_FEES,
                N_("Grey line: strategies that are worth their price by these averages, a "
                   "partner counting by its fee, from doing nothing or the cheapest on. What "
                   "is not on it wins no more in fees than another for less, or than a mix of "
                   "two. The table says what of this is shown.")},
            {OTHERWISE | WITH_FRONTIER,
                N_("Grey line: strategies that are worth their price by these averages, from "
                   "doing nothing or the cheapest on; its slope is the price of one more "
                   "partner. Above the "
                   "line another wins as many for less. The table says what of this is "
                   "shown.")},
            {OTHERWISE, N_("By these averages no strategy wins more partners than the "
                           "cheapest, so that there is no price of one more partner.")},
            {OF_UNKNOWN, N_("Ellipse, where wider than the mark: where the average ends up in "
                            "about {in_ellipse} of the ways the unknown numbers may fall; the "
                            "luck of one campaign comes on top.")},
            {OTHERWISE, N_("Ellipse, where wider than the mark: error of both averages "
                           "({in_ellipse} confidence); all numbers are taken as known.")},
            {OF_UNKNOWN | TOLD,
                N_("The unknown numbers fall alike for all strategies, so that differences are "
                   "surer than ellipses that overlap suggest.")}}},
    {BY_VALUE, CHANCES, .name = "best_on_average",
        .title = N_("Chance that this is the best choice, on average"),
        .of = {"acceptability", NULL, "best_on_average", BOUNDS, NUMBER_SHARE}, .decided = true,
        .y_title = N_("chance that this is the best choice"),
        .caption = {NOT_TOLD,
            {OTHERWISE | OF_UNKNOWN,
                N_("Share of the ways the unknown numbers may fall in which a strategy is the "
                   "best on average, doing nothing included: worth of its partners less its "
                   "cost. The luck of one campaign is no part of this. Band: its error, of all "
                   "choices at once (95%).")},
            {OTHERWISE | OPEN_SOMEWHERE,
                N_("All numbers are taken as known, so that one choice, doing nothing "
                   "included, is the best on average. Band from 0 to 100%, without lines: not "
                   "clear which of these it is (95%).")},
            {OTHERWISE, N_("All numbers are taken as known, so that one choice, doing nothing "
                           "included, is the best on average.")}}},
    {BY_VALUE, CHANCES, .name = "best_in_one_campaign",
        .title = N_("Best in one campaign, luck included"),
        .of = {"acceptability", NULL, "best_in_one_campaign", "campaign_low", "campaign_high",
            NUMBER_SHARE},
        .y_title = N_("share of campaigns"),
        .caption = {{0, N_("Share of single campaigns in which a strategy, or doing nothing, "
                           "comes out best: worth of its partners less its cost. Luck is part "
                           "of this, so that the better choice may lose. Band: its error.")}}},
    {BY_VALUE, .name = "expected_loss",
        .title = N_("What this choice is expected to lose against the best choice"),
        .of = {"expected_loss", NULL, "expected_loss_eur", BOUNDS, NUMBER_MONEY},
        .y_title = N_("expected loss, euros per campaign"),
        .caption = {NOT_TOLD,
            {OTHERWISE | OF_UNKNOWN,
                N_("Expected loss against choosing the best, doing nothing included, with all "
                   "unknown numbers known. Band: its error, of all choices at once (95%).")},
            {OTHERWISE,
                N_("Expected loss against the best, doing nothing included; all numbers "
                   "are taken as known. Band: its error, of all choices at once "
                   "(95%).")}}},
    {ROWS(2), .below = 50, .command = OF_COMPARE, .name = "net_result",
        .title = N_("Whether strategies earn themselves back"), .before = 4.5, .after = 20.0,
        .zero = true,
        .panel = {{.head = N_("net result, euros"),
            .better = N_("more is better →"),
            .of = {"net_result", NULL, "net_result_eur", BOUNDS, NUMBER_WHOLE},
            .range = {"net_result", NULL, .low = "p05", .high = "p95"}}},
        .words = {{ENDS_AT(0, 19.0),
            .of = {"net_result", NULL, "net_result_eur", BOUNDS, NUMBER_WHOLE}}},
        .caption =
            {{OF_ONE, N_(
                          "Dot: {value} for each partner less the cost of outreach, in one "
                          "simulated campaign. Doing nothing stands at 0.")},
                {OTHERWISE,
                    N_("Dot: {value} for each partner less the cost of outreach, the average "
                       "of {campaigns} simulated campaigns. Whiskers, where wider than the "
                       "dot: its error, that of all strategies at once. Doing nothing stands "
                       "at 0: a strategy earns itself back where the whiskers are right of it, "
                       "not where they are left of it, and else that is not shown.")},
                {ENOUGH, N_("Pale bar: range of one campaign, from p05 to p95; nine in ten end "
                            "within it.")}}},
    {ROWS(2), .below = 50, .command = OF_COMPARE, .name = "differences",
        .title = N_("Differences between strategies"), .before = 2.0, .after = 15.5,
        .zero = true, .against = true,
        .panel =
            {{DIFFERENCE(
                 "partners", N_("partners"), NUMBER_HUNDREDTHS, N_("more is better →"))},
                {DIFFERENCE("cost", N_("cost, euros"), NUMBER_WHOLE, N_("← less is better"))},
                {DIFFERENCE("net_result", N_("fees less all costs, euros"), NUMBER_WHOLE,
                    N_("more is better →"))}},
        .words = {{ENDS_AT(0, 14.5), .of = {"compare", "measure=partners", "difference", BOUNDS,
                                         NUMBER_HUNDREDTHS}},
            {ENDS_AT(1, 14.5),
                .of = {"compare", "measure=cost", "difference", BOUNDS, NUMBER_WHOLE}},
            {ENDS_AT(2, 14.5),
                .of = {"compare", "measure=net_result", "difference", BOUNDS, NUMBER_WHOLE}}},
        .caption = {{OTHER_COMPANIES, N_(NOT_THE_SAME)},
            {OTHERWISE | ENOUGH, N_("Pale bar: range of one campaign against another with the "
                                    "same companies and "
                                    "luck, from p05 to p95; nine in ten end within it.")},
            {OF_ONE, N_("Dot: what a strategy has more than the one whose dots stand at "
                        "0, in one simulated campaign.")},
            {OTHERWISE | OTHER_COMPANIES,
                N_("Dot: what a strategy has more than the one whose dots stand at 0, of "
                   "{campaigns} simulated campaigns. Whiskers, where wider than the dot: its "
                   "error, that of all strategies at once ({confidence} confidence).")},
            {OTHERWISE, N_("Dot: what a strategy has more than the one whose dots stand at 0, "
                           "of {campaigns} simulated campaigns with the same companies and "
                           "luck. Whiskers, where wider than the dot: its error, that of all "
                           "strategies at once ({confidence} confidence).")}}},
    {CELLS, BARE_AVERAGES, .command = OF_COMPARE, .name = "segments",
        .title = N_("The best strategy for each segment"), .of = {"segments"},
        .caption =
            {{OF_FEW, N_(
                          "Worth of the partners less the cost, euros per company approached, "
                          "at {worth}; the darker, the further below the highest. "
                          "Which strategy is the best for a segment cannot be told from so few "
                          "campaigns.")},
                {OTHERWISE,
                    N_("Worth of the partners less the cost, euros per company approached, at "
                       "{worth}; the darker, the further below the highest. "
                       "Framed: the best strategy for the segment; dashed: those that may be, "
                       "where it is not shown which one is.")}}},
    {PLAN, .name = "plan_partners", .title = N_("Partners won"),
        .of = {PLANNED("partners"), NUMBER_TENTHS}, .from = "p05", .to = "p95",
        .y_title = N_("partners"),
        .caption = {AVERAGES, {RANGE},
            {0, N_("As many companies are approached as win the most partners with that budget "
                   "or those hours, or at most 1% fewer; also companies that are not on the "
                   "list.")}}},
    {TARGET("in_view", IN_VIEW), .title = N_("Chance of at least {target} companies in view")},
    {TARGET("active", ACTIVE), .title = N_("Chance of at least {target} active companies")},
    {TARGET("paying", PAYING),
        .title = N_("Chance of at least {target} paying and active partners")},
    {PLAN, .name = "plan_cost_per_partner", .title = N_("What a partner costs on average"),
        .of = {PLANNED("cost_per_partner"), NUMBER_MONEY}, .known_only = true,
        .y_title = N_("cost per partner, euro"), .caption = {ESTIMATES}},
    {PLAN, .name = "plan_next_partner", .title = N_("What the next partner costs, by budget"),
        .of = {"plan_extra", "measure=price_of_one_more", "estimate", BOUNDS, NUMBER_MONEY},
        .whiskers = true, .known_only = true, .by_budget_only = true,
        .y_title = N_("euro per extra partner since the budget before"),
        .caption = {{DRAWN | OF_ONE, N_("One simulated campaign tells no price.")},
            {OTHERWISE | DRAWN,
                N_("Marks: estimates from {campaigns} simulated campaigns, beside each other "
                   "where the budget is the same. Upright bars, where longer than the mark: "
                   "their error ({confidence} confidence), with what the numbers of companies "
                   "may lose as well.")},
            {0, N_("Not shown where a budget brings too few partners more than the one before "
                   "to tell.")}}},
    {PLAN, .name = "plan_hours",
        .title = N_("Hours that the campaign takes, in weeks of the team"),
        .of = {PLANNED("hours"), NUMBER_TENTHS}, .from = "p05", .to = "p95",
        .per = "hours_per_week", .y_title = N_("weeks of the team"),
        .caption = {AVERAGES, {RANGE},
            {0, N_("Across: the {weeks} weeks that outreach lasts. Finding "
                   "out about companies, moved appointments and events come "
                   "on top of the team's hours.")}}},
};

/* What has no data is not drawn. */
static enum status write_plot(struct pictures *pictures, const struct plot *plot,
    const char *subfolder, bool scripts, struct results_folder *folder)
{
    struct page page = {.pictures = pictures, .plot = *plot};
    page.holds = find_conditions(&page);
    if (plot->prepare != NULL)
        plot->prepare(&page);
    plot->draw(&page);
    tell(&page);
    if (page.shown < pictures->n_all)
        page_caption(&page, arena_printf(&page.arena,
                                _("The first %d of %d are shown; the tables have all of them."),
                                page.shown, pictures->n_all));
    return page_end_if(
        &page, !page.without_data, &(struct plots_target){subfolder, scripts, folder});
}

static enum status write_plots(struct pictures *pictures, const char *subfolder, bool scripts,
    struct results_folder *folder)
{
    const struct results *results = pictures->results;
    if (results->logbook != NULL)
        return log_plots_write(
            results->logbook, &(struct plots_target){subfolder, scripts, folder});
    const struct plan_report *plan = results->plan;
    int command = plan != NULL ? OF_PLAN : results->compared != NULL ? OF_COMPARE : OF_RUN;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof plots / sizeof plots[0] && status == STATUS_OK; i++)
        if (plots[i].command & command && !(plots[i].by_budget_only && plan_by_hours(plan)))
            status = write_plot(pictures, &plots[i], subfolder, scripts, folder);
    return status;
}

enum status plots_write(
    const struct results *results, bool scripts, struct results_folder *folder)
{
    enum language own = language_used();
    const char *other = own == DUTCH ? "plots/en" : "plots/nl";
    struct pictures pictures = {.results = results};
    if (results->logbook == NULL)
        pictures_init(&pictures, results);
    enum status status = write_plots(&pictures, "plots", scripts, folder);
    language_use(own == DUTCH ? ENGLISH : DUTCH);
    if (status == STATUS_OK)
        status = write_plots(&pictures, other, scripts, folder);
    language_use(own);
    pictures_free(&pictures);
    return status;
}
