/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what plan says that a target takes holds what it takes: the least budget with which
 * some number of companies reaches it with the chance that is wanted. */
#include "plan_known.h"

#include <stdlib.h>

#define FIXED "aids=({ id = \"site\"; cost = 0.0; life_years = 1.0; cost_per_year = 91250.0; })"
/* Contacts that take money and time, are moved, and wait for the team. */
#define LIVELY                                                                                 \
    "contact_moments.a.cost=40.0", "contact_moments.b.cost=60.0",                              \
        "contact_moments.c.cost=80.0", "contact_moments.a.participation=true",                 \
        "team.hourly_rate=0.0", "packages.p.value.base=0.5",                                   \
        "response.dropout=(0.05, 0.05, 0.1, 0.3)", "campaign.outreach_days=180",               \
        "campaign.horizon_days=180", "contact_moments.b.lead_days=14.0",                       \
        "contact_moments.c.lead_days=21.0", "contact_moments.talk.lead_days=10.0"

static const struct world {
    const char *name;
    int target;
    double wanted, fixed_eur;
    bool lively; /* else PRICE pays for a company that joins with chance Q */
    const char *set[20];
} worlds[] = {
    {"a price a company", 8, 0.9, 0.0, false, {SURE, "packages.p.value.base=0.0"}},
    {"a fixed cost", 8, 0.9, 45000.0, false,
        {SURE, "packages.p.value.base=0.0", FIXED, "strategies.s.aids=(\"site\")",
            "campaign.outreach_days=180", "campaign.horizon_days=180"}},
    {"contacts that take time", 6, 0.8, 0.0, true, {LIVELY}},
};
enum { WORLDS = sizeof worlds / sizeof worlds[0] };

/* The highest chance with a budget, of every number of companies. */
static double best_chance(struct plan_world *world, double budget_eur, uint64_t campaigns)
{
    struct planner planner = world->planner;
    struct plan_set set;
    planner.replications = campaigns;
    planner.seed = 77;
    plan_set_init(&set, &planner, MOST);
    for (int companies = 1; companies <= MOST; companies++) {
        struct plan_terms terms = planner.line[0].terms;
        terms.budget_eur = budget_eur;
        terms.companies = companies;
        plan_set_add(&set, 0, terms);
    }
    assert_int_equal(plan_set_run(&set), STATUS_OK);
    double best = 0.0;
    for (int i = 0; i < set.n; i++)
        best = fmax(best, figure_of(&set.point[i], "p_paying").value);
    plan_set_free(&set);
    return best;
}

/* What it takes: known, or by halving, to a hundredth of a percent of what may vary. */
static double truth_of(struct plan_world *world, const struct world *of, uint64_t campaigns)
{
    if (!of->lively)
        return of->fixed_eur + PRICE * least_companies(of->target, of->wanted);
    double low = 0.0, high = MOST * 1000.0;
    while (high - low > 1e-4 * high) {
        double middle = (low + high) / 2.0;
        *(best_chance(world, middle, campaigns) >= of->wanted ? &high : &low) = middle;
    }
    return high;
}

struct held {
    int runs, held;
    int wrong;    /* that hold a quarter more of what varies */
    double width; /* mean, as a share of what varies of the budget */
};

static struct held run_world(
    const struct world *of, int runs, uint64_t replications, uint64_t campaigns)
{
    struct plan_world world;
    plan_world_init(&world, of->set, MOST, replications);
    world.planner.targets.paying = of->target;
    double truth = truth_of(&world, of, campaigns);
    struct plan plan = plan_of(&world, &(struct plan_grid){0});
    struct held held = {.runs = runs};
    for (int i = 0; i < runs; i++) {
        world.planner.seed = 1000u + (uint64_t)i;
        struct plan_answer answer =
            answer_of(&plan, &world, LEVER_BUDGET, of->target, of->wanted);
        held.held += answer.low < truth && truth <= answer.high;
        double wrong = truth + (truth - of->fixed_eur) / 4.0;
        held.wrong += answer.low < wrong && wrong <= answer.high;
        held.width += (answer.high - answer.low) / (truth - of->fixed_eur) / runs;
    }
    print_message("%s: %.0f euro, in %d of %d intervals, %.3f wide\n", of->name, truth,
        held.held, runs, held.width);
    plan_free(&plan);
    plan_world_free(&world);
    return held;
}

/* Bounds are one-sided, of 95 % each, and conservative. Of 20 runs fewer than 15 hold it with a
 * chance of 7 in 10,000 where 92.5 % do; RECEPT_RUNS=600 is the whole experiment, of all
 * worlds. */
static void intervals_hold_what_a_target_takes(void **state)
{
    (void)state;
    const char *asked = getenv("RECEPT_RUNS");
    int runs = asked != NULL ? atoi(asked) : 20;
    for (int w = 0; w < (asked != NULL ? WORLDS : WORLDS - 1); w++) {
        struct held held = run_world(&worlds[w], runs, 1000, 100000);
        assert_true(held.held >= (asked != NULL ? 0.925 : 0.75) * runs);
        assert_true(held.wrong < 0.75 * runs);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        slow_test(intervals_hold_what_a_target_takes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
