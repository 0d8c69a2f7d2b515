/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outcome.h"

#include "care.h"

#include <stdlib.h>
#include <string.h>

int outcome_quantities(const struct campaign *campaign)
{
    return Q_FIXED + 2 * campaign->scenario->packages.n;
}

void outcome_init(struct outcome *outcome, const struct campaign *campaign)
{
    outcome->n_quantities = outcome_quantities(campaign);
    outcome->x = memory_new(
        (size_t)campaign->cells.n * (size_t)outcome->n_quantities, sizeof *outcome->x);
    outcome->n_endings = 0;
    outcome->ending = memory_new(2 * (size_t)campaign->n_companies, sizeof *outcome->ending);
}

void outcome_free(struct outcome *outcome)
{
    free(outcome->x);
    free(outcome->ending);
    memset(outcome, 0, sizeof *outcome);
}

static double amount(micro value)
{
    return (double)value / MICRO;
}

static void add_keeping(const struct campaign *c, const struct course *course, double *x)
{
    double care = amount(course->care_cost);
    x[Q_REVENUE] += course->fees;
    x[Q_SERVING] += course->serving;
    x[Q_CARE_COST] += care;
    x[Q_CARE_HOURS] += amount(course->care_hours);
    x[Q_CARE_CONTACTS] += course->care_total;
    x[Q_NET_RESULT] += course->fees - course->serving - care;
    x[Q_MARGIN] += retention_margin(&c->retention, course->package);
    x[Q_VALUE] += course->value + care_value_beyond(c, course);
    x[Q_ANNIVERSARIES] += course->anniversaries;
    x[Q_FIRST_ANNIVERSARIES] += course->anniversaries > 0;
    x[Q_FIRST_RENEWALS] +=
        course->anniversaries > 1 || (course->anniversaries == 1 && !course->left);
    x[Q_LEFT] += course->left;
}

static void add_partner(const struct campaign *c, const struct course *course, double *x)
{
    int contacts = course->before + course->held;
    x[Q_PARTNERS] += 1;
    x[Q_PAYING] += course->active;
    x[Q_HELD_BY_PARTNERS] += contacts;
    x[Q_PARTNERS_4_TO_7] += contacts >= 4 && contacts <= 7;
    x[Q_PARTNERS_OVER_7] += contacts > 7;
    x[Q_DAYS] += course->joined - course->approached;
    add_keeping(c, course, x);
    x[Q_PACKAGE + course->package] += 1;
    x[Q_PACKAGE + c->scenario->packages.n + course->package] += contacts;
}

/* What a campaign's figures are shared out by. */
struct sharing {
    double aids;   /* cost of the aids per company approached */
    double funded; /* share of fundable cost that funding pays the hub */
};

static void add_company(const struct campaign *c, const struct course *course,
    const struct sharing *sharing, double *x)
{
    x[Q_UNFUNDED] += course->standing == UNFUNDED;
    if (course->approached == NONE)
        return;
    double cost = amount(course->cost) + sharing->aids;
    double net = cost - amount(course->fundable) * sharing->funded;
    x[Q_APPROACHED] += 1;
    x[Q_IN_VIEW] += course->held > 0;
    x[Q_ACTIVE] += course->active;
    x[Q_HELD] += course->held;
    x[Q_SEVEN_OR_MORE] += course->before + course->held >= 7;
    x[Q_HOURS] += amount(course->hours);
    x[Q_COST] += cost;
    x[Q_COST_NET] += net;
    x[Q_NET_RESULT] -= net;
    x[Q_WAITED] += course->waits;
    x[Q_MOVED] += course->moves;
    x[Q_BUSY_DELAYS] += course->busy_delays;
    x[Q_SAID_NO] += course->standing == SAID_NO;
    x[Q_GIVEN_UP] += course->standing == GIVEN_UP;
    x[Q_OPEN] += course->standing == OPEN;
    x[Q_OPEN_IN + course->stage] += course->standing == OPEN;
    for (int stage = ATTENTION; stage <= course->furthest; stage++)
        x[Q_REACHED + stage] += 1;
    if (course->standing == PARTNER)
        add_partner(c, course, x);
}

static void note_ending(struct outcome *outcome, const struct course *course)
{
    if (course->approached == NONE || course->standing == OPEN)
        return;
    outcome->ending[outcome->n_endings++] = (struct ending){
        .segment = course->segment,
        .standing = course->standing,
        .contacts = (uint16_t)(course->before + course->held),
        .own_day = course->joined - course->approached,
        .day = course->joined,
    };
}

/* Every margin is the sum of its segments. */
static void add_margins(const struct cells *cells, int n_segments, int n, double *x)
{
    for (int s = 0; s < n_segments; s++) {
        const double *restrict from = x + (size_t)cells->segment_cell[s] * (size_t)n;
        if (from[Q_APPROACHED] == 0.0 && from[Q_UNFUNDED] == 0.0)
            continue;
        for (int i = 0; i < cells->per_segment - 1; i++) {
            double *restrict into = x + (size_t)cells->of[s][i] * (size_t)n;
            for (int q = 0; q < n; q++)
                into[q] += from[q];
        }
    }
}

void outcome_note_targets(struct outcome *outcome, const struct targets *targets)
{
    double *all = outcome->x;
    bool in_view = all[Q_IN_VIEW] >= targets->in_view;
    bool active = all[Q_ACTIVE] >= targets->active;
    bool paying = all[Q_PAYING] >= targets->paying;
    all[Q_HIT_IN_VIEW] = in_view;
    all[Q_HIT_ACTIVE] = active;
    all[Q_HIT_PAYING] = paying;
    all[Q_HIT_ALL] = in_view && active && paying;
}

static struct sharing share_out(const struct campaign *c, const struct course *course)
{
    int approached = 0;
    micro fundable = 0;
    for (int i = 0; i < c->n_companies; i++) {
        approached += course[i].approached != NONE;
        fundable += course[i].fundable;
    }
    double paid = funding_to_hub(&c->scenario->funding, amount(fundable));
    return (struct sharing){
        .aids = approached > 0 ? amount(c->team.aids_cost) / approached : 0.0,
        .funded = fundable > 0 ? paid / amount(fundable) : 0.0,
    };
}

void outcome_clear(struct outcome *outcome, const struct campaign *campaign)
{
    size_t n = (size_t)campaign->cells.n * (size_t)outcome->n_quantities;
    memset(outcome->x, 0, n * sizeof *outcome->x);
    outcome->n_endings = 0;
}

void outcome_collect(struct outcome *outcome, const struct block *block, int replication)
{
    const struct campaign *c = block->campaign;
    int n = outcome->n_quantities;
    const struct course *course = block->course + (size_t)replication * (size_t)c->n_companies;
    outcome_clear(outcome, c);
    struct sharing sharing = share_out(c, course);
    for (int i = 0; i < c->n_companies; i++) {
        int cell = c->cells.segment_cell[course[i].segment];
        add_company(c, &course[i], &sharing, outcome->x + (size_t)cell * (size_t)n);
        note_ending(outcome, &course[i]);
    }
    add_margins(&c->cells, c->n_segments, n, outcome->x);
    if (outcome->x[Q_APPROACHED] == 0.0) {
        double aids = amount(c->team.aids_cost);
        outcome->x[Q_COST] += aids;
        outcome->x[Q_COST_NET] += aids;
        outcome->x[Q_NET_RESULT] -= aids;
    }
    outcome->x[Q_CAPACITY] = team_capacity(&c->scenario->team, c->outreach_days);
    outcome_note_targets(outcome, &c->scenario->campaign.targets);
}

void outcome_join(
    struct outcome *into, const struct outcome *other, const struct campaign *campaign)
{
    size_t n = (size_t)campaign->cells.n * (size_t)into->n_quantities;
    for (size_t i = 0; i < n; i++)
        into->x[i] += other->x[i];
    memcpy(into->ending + into->n_endings, other->ending,
        (size_t)other->n_endings * sizeof *into->ending);
    into->n_endings += other->n_endings;
}
