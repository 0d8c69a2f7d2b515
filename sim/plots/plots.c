/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots.h"

#include "captions.h"
#include "language.h"
#include "plot_text.h"

#include <math.h>
#include <string.h>

/* What is drawn: a row a plot. A new one of a known kind is a row here, its Dutch, and a line
 * in README.md. */

const struct unit_forms unit_forms[N_UNITS] = {
    [UNIT_COUNT] = {NUMBER_WHOLE, NUMBER_TENTHS, 1.0},
    [UNIT_TENTHS] = {NUMBER_SHORT, NUMBER_TENTHS, 0.001},
    [UNIT_SHARE] = {NUMBER_PERCENT_SHORT, NUMBER_SHARE, 0.001},
    [UNIT_EUROS] = {NUMBER_MONEY, NUMBER_MONEY, 1.0},
};

static int in_view(const struct targets *targets)
{
    return targets->in_view;
}

static int active(const struct targets *targets)
{
    return targets->active;
}

static int paying(const struct targets *targets)
{
    return targets->paying;
}

#define LINES .draw = plot_lines, .kind = "lines.gp"
#define ROWS .draw = plot_rows, .kind = "rows.gp"
#define BOUNDS .low = "mc_low", .high = "mc_high"
#define CONVERSION                                                                             \
    LINES, BOUNDS, .unit = UNIT_SHARE, .starts_known = true,                                   \
                   .y_title = N_("share of the companies approached")
#define BY_VALUE                                                                               \
    LINES, .of = OF_COMPARE, .where = "", .x = "value_eur", .x_unit = UNIT_EUROS,              \
           .x_ticks = 6, .x_title = N_("what a partner is worth to you, euros")
#define PLAN                                                                                   \
    LINES, BOUNDS, .of = OF_PLAN, .y = "estimate", .x = "budget_eur", .x_unit = UNIT_EUROS,    \
                   .x_ticks = 6, .points = true, .x_title = N_("budget, euro")
#define TARGET(measure, text)                                                                  \
    PLAN, .title = text, .table = "plan", .where = "measure=p_" measure, .unit = UNIT_SHARE,   \
          .tell = tell_plan, .y_title = N_("chance of the target")
#define SUMMARY(measure) .table = "summary", .where = "segment=all measure=" measure
#define RING(measure, name, number)                                                            \
    {                                                                                          \
        SUMMARY(measure), .value = "estimate", .from = "p05", .to = "p95", .head = name,       \
                          .target = number                                                     \
    }
#define STAGE(stage, name, shade)                                                              \
    {                                                                                          \
        .table = "funnel", .where = "segment=all stage=" stage, .value = "share",              \
        .head = name, .unit = UNIT_SHARE, .colour = shade                                      \
    }
#define COST(kind, name, shade, figures)                                                       \
    {                                                                                          \
        .table = "costs", .where = "kind=" kind, .value = "cost_eur", .head = name,            \
        .unit = UNIT_EUROS, .colour = shade, .ink = figures                                    \
    }
#define DIFFERENCE(measure, name, how)                                                         \
    {                                                                                          \
        .table = "compare", .where = "measure=" measure, .value = "difference", BOUNDS,        \
        .head = name, .unit = how                                                              \
    }
#define BESIDE(number, talk)                                                                   \
    {                                                                                          \
        .panel = number, .from = FROM_NEXT, .characters = -3.0, .ends_there = true,            \
        .head = {N_("chance")}, .say = talk                                                    \
    }
#define BEHIND(number)                                                                         \
    {                                                                                          \
        .panel = number, .from = FROM_RIGHT, .characters = 0.5, .say = say_share               \
    }

static const struct plot plots[] = {
    {CONVERSION, .of = OF_RUN | OF_COMPARE, .name = "conversion_by_day",
        .title = N_("Share of companies that have joined, by day since they were approached"),
        .table = "conversion_by_day", .where = "segment=all clock=own", .x = "day",
        .y = "converted", .x_ticks = 12, .tell = tell_conversion,
        .x_title = N_("days since the company was first approached")},
    {CONVERSION, .of = OF_RUN, .name = "conversion_by_date",
        .title = N_("Share of companies that have joined, by date"),
        .table = "conversion_by_day", .where = "segment=all clock=campaign", .x = "day",
        .y = "converted", .x_unit = UNIT_DATE, .x_ticks = 12, .tell = tell_dates,
        .x_title = N_("date")},
    {CONVERSION, .of = OF_RUN | OF_COMPARE, .name = "conversion_by_contact",
        .title = N_("Share of companies that have joined, by number of contacts"),
        .table = "conversion_by_contact", .where = "segment=all", .x = "contacts",
        .y = "joined", .x_ticks = 20, .points = true, .stays = true, .tell = tell_contacts,
        .x_title = N_("contacts held with the company, those before the campaign included")},
    {ROWS, .of = OF_RUN, .name = "cost_per_partner", .title = N_("What one partner costs"),
        .heads = 2, .beside = 42.0, .dot = 0.8, .near = true, .tell = tell_cost,
        .x_title = N_("euros per partner won"),
        .panel = {{SUMMARY("cost_per_partner"), .value = "estimate", BOUNDS,
            .range_table = "partner_cost", .from = "p05", .to = "p95", .unit = UNIT_EUROS}},
        .words = {{.from = FROM_LEFT, .say = say_why_not},
            {.from = FROM_RIGHT,
                .characters = 2.0,
                .head = {N_("estimate (Monte Carlo error)")},
                .say = say_cost},
            {.from = FROM_EDGE,
                .ends_there = true,
                .head = {N_("without partner"), N_("campaigns")},
                .say = say_without_partner}}},
    {LINES, BOUNDS, .of = OF_RUN, .name = "cost_chance",
        .title = N_("Chance that one campaign costs no more than an amount per partner"),
        .table = "amount_chance", .where = "", .x = "amount_eur", .y = "probability",
        .x_unit = UNIT_EUROS, .unit = UNIT_SHARE, .x_ticks = 6, .tell = tell_cost_chance,
        .x_title = N_("euros per partner won"),
        .y_title = N_("chance that a campaign stays at or under the amount")},
    /* Neighbours differ in lightness, all five do in grey. */
    {ROWS, .of = OF_RUN, .name = "cost_makeup",
        .title = N_("What outreach costs, and on what it is spent"), .heads = 2, .beside = 36.0,
        .stacked = true, .tell = tell_makeup, .x_title = N_("euros per campaign"),
        .panel = {COST("contacts", N_("contacts"), 0x0072b2, 0xffffff),
            COST("occasions", N_("events"), 0xe69f00, 0x111111),
            COST("research", N_("research"), 0x009e73, 0xffffff),
            COST("moves", N_("moved appointments"), 0xf0e442, 0x111111),
            COST("aids", N_("aids"), 0x333333, 0xffffff)},
        .words = {{.from = FROM_RIGHT,
                      .characters = 10.0,
                      .ends_there = true,
                      .head = {N_("average")},
                      .say = say_total_cost},
            {.from = FROM_EDGE,
                .ends_there = true,
                .head = {N_("range of one campaign")},
                .say = say_range_of_cost}}},
    {ROWS, .of = OF_RUN, .name = "rings",
        .title =
            N_("Companies in view, active and paying in one campaign, against the targets"),
        .heads = 2, .after_characters = 9.5, .beside = 8.0, .dot = 1.0, .tell = tell_rings,
        .say_below = say_target, .x_title = N_("companies"),
        .panel = {RING("in_view", N_("In view"), in_view), RING("active", N_("Active"), active),
            RING("paying", N_("Paying"), paying)},
        .words = {BESIDE(0, say_chance), BESIDE(1, say_chance), BESIDE(2, say_chance),
            {.from = FROM_EDGE,
                .ends_there = true,
                .head = {N_("chance"), N_("all three")},
                .say = say_chance_of_all}}},
    {ROWS, .of = OF_RUN, .name = "funnel", .title = N_("How far the approached companies come"),
        .heads = 1, .after = 7.0, .after_characters = 6.0, .bare = true, .tell = tell_funnel,
        .panel = {STAGE("attention", N_("Attention"), 0x56a5d6),
            STAGE("interest", N_("Interest"), 0x56a5d6),
            STAGE("desire", N_("Desire"), 0x56a5d6), STAGE("action", N_("Action"), 0x56a5d6),
            STAGE("partner", N_("Partner"), 0x0072b2)},
        .words = {BEHIND(0), BEHIND(1), BEHIND(2), BEHIND(3), BEHIND(4)}},
    {.draw = plot_plane,
        .kind = "plane.gp",
        .of = OF_COMPARE,
        .name = "partners_and_cost",
        .title = N_("Partners and cost"),
        .table = "frontier",
        .where = "",
        .x = "partners",
        .y = "cost_eur",
        .x_unit = UNIT_TENTHS,
        .unit = UNIT_EUROS,
        .tell = tell_plane,
        .x_title = N_("partners per campaign"),
        .y_title = N_("cost of a campaign, euros")},
    {BY_VALUE, .name = "best_on_average",
        .title = N_("Chance that this is the best choice, on average"),
        .table = "acceptability", .y = "best_on_average", .unit = UNIT_SHARE,
        .tell = tell_best_on_average, .y_title = N_("chance that this is the best choice")},
    {BY_VALUE, .name = "best_in_one_campaign",
        .title = N_("Best in one campaign, luck included"), .table = "acceptability",
        .y = "best_in_one_campaign", .unit = UNIT_SHARE, .tell = tell_best_in_one,
        .y_title = N_("share of campaigns")},
    {BY_VALUE, .name = "expected_loss",
        .title = N_("What choosing this strategy may be expected to cost"),
        .table = "expected_loss", .y = "expected_loss_eur", .unit = UNIT_EUROS,
        .tell = tell_loss, .y_title = N_("expected loss, euros per campaign")},
    {ROWS, .of = OF_COMPARE, .name = "differences",
        .title = N_("Differences between strategies"), .heads = 1, .before = 34.0,
        .after = 34.0, .zero = true, .dot = 0.8, .tell = tell_differences,
        .panel = {DIFFERENCE("partners", N_("partners"), UNIT_TENTHS),
            DIFFERENCE("cost", N_("cost, euros"), UNIT_EUROS),
            DIFFERENCE("net_result", N_("net result, euros"), UNIT_EUROS)}},
    {.draw = plot_cells,
        .kind = "cells.gp",
        .of = OF_COMPARE,
        .name = "segments",
        .title = N_("The best strategy for each segment"),
        .table = "segments",
        .tell = tell_segments},
    {PLAN, .name = "plan_partners", .title = N_("Partners won, by budget"), .table = "plan",
        .where = "measure=partners", .tell = tell_plan_partners, .y_title = N_("partners")},
    {TARGET("in_view", N_("Chance of at least %d companies in view")), .name = "plan_in_view",
        .target = in_view},
    {TARGET("active", N_("Chance of at least %d active companies")), .name = "plan_active",
        .target = active},
    {TARGET("paying", N_("Chance of at least %d paying partners")), .name = "plan_paying",
        .target = paying},
    {PLAN, .name = "plan_cost_per_partner", .title = N_("What a partner costs on average"),
        .table = "plan", .where = "measure=cost_per_partner", .unit = UNIT_EUROS,
        .known_only = true, .tell = tell_plan, .y_title = N_("cost per partner, euro")},
    {PLAN, .name = "plan_next_partner", .title = N_("What the next partner costs, by budget"),
        .table = "plan_extra", .where = "measure=price_of_one_more", .unit = UNIT_EUROS,
        .known_only = true, .tell = tell_plan_next,
        .y_title = N_("euro per extra partner since the budget before")},
    {PLAN, .name = "plan_hours", .title = N_("Hours charged, as weeks of the team's hours"),
        .table = "plan", .where = "measure=hours", .per = "hours_per_week",
        .tell = tell_plan_hours, .y_title = N_("weeks of the team's hours")},
};

/* The title, in which %d is the target. */
static void add_title(
    struct text *title, const struct pictures *pictures, const struct plot *plot)
{
    const char *words = _(plot->title), *number = strstr(words, "%d");
    struct text whole = {0};
    if (number != NULL && plot->target != NULL) {
        const struct scenario *scenario = pictures->one[0].of->scenario;
        text_add(&whole, words, (size_t)(number - words));
        text_printf(&whole, "%d%s", plot->target(&scenario->campaign.targets), number + 2);
        words = text_string(&whole);
    }
    plot_clean(title, words);
    text_free(&whole);
}

static enum status write_plot(struct pictures *pictures, const struct plot *row,
    const char *folder, struct messages *errors)
{
    struct plot plot = *row;
    struct page page;
    enum status status = STATUS_OK;
    page_init(&page);
    plot.across = NAN;
    pictures->plot = &plot;
    plot.tell(&page, pictures, &plot);
    if (!plot.left_out) {
        add_title(&page.title, pictures, &plot);
        struct page_size size = plot.draw(&page, pictures, &plot);
        tell_shown(&page, pictures, size.shown);
        status = page_write(&page, plot.name, plot.kind, size, folder, errors);
    }
    page_free(&page);
    return status;
}

enum status plots_write(
    const struct results *results, const char *folder, struct messages *errors)
{
    enum of of = results->plan != NULL         ? OF_PLAN
                 : results->comparison != NULL ? OF_COMPARE
                                               : OF_RUN;
    enum status status = STATUS_OK;
    struct pictures pictures;
    pictures_init(&pictures, results);
    for (size_t i = 0; i < sizeof plots / sizeof plots[0] && status == STATUS_OK; i++)
        if ((plots[i].of & (int)of) != 0)
            status = write_plot(&pictures, &plots[i], folder, errors);
    pictures_free(&pictures);
    return status;
}
