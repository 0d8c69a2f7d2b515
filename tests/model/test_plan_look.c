/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Campaigns that plan looks at come to the same, whatever was looked at before. */
#include "plan_known.h"
#include "plan_look.h"

#include <string.h>

enum { CAMPAIGNS = 300, LOOKS = 8 };

/* What one look finds. */
struct found {
    int times[CAMPAIGNS];
    struct look_campaign campaign[CAMPAIGNS];
};

static void note(void *context, int look, const struct look_campaign *campaign)
{
    struct found *found = (struct found *)context + look;
    found->times[campaign->number]++;
    found->campaign[campaign->number] = *campaign;
}

/* Looks from what is kept; how many contacts are held in what is simulated. */
static double look(
    struct plan_world *world, const struct plan_look *look, int n, struct found *found)
{
    double before = world->runner.contacts;
    memset(found, 0, (size_t)n * sizeof *found);
    assert_int_equal(plan_look(&world->planner, look, n, note, found), STATUS_OK);
    return world->runner.contacts - before;
}

/* The same, with nothing kept. */
static double look_anew(
    struct plan_world *world, const struct plan_look *one, struct found *found)
{
    struct look_store *store = world->planner.store;
    world->planner.store = look_store_new(&world->setup.arena);
    double contacts = look(world, one, 1, found);
    world->planner.store = store;
    return contacts;
}

static void assert_same(
    const struct plan_look *look, const struct found *one, const struct found *other)
{
    for (uint64_t i = 0; i < CAMPAIGNS; i++) {
        const struct look_campaign *a = &one->campaign[i], *b = &other->campaign[i];
        bool asked = i >= look->from && i < look->to;
        assert_int_equal(one->times[i], asked);
        assert_int_equal(other->times[i], asked);
        if (!asked)
            continue;
        assert_true(a->cost_eur == b->cost_eur && a->partners == b->partners);
        assert_true(a->unfunded == b->unfunded);
        assert_memory_equal(a->met, b->met, sizeof a->met);
    }
}

static struct plan_look of(double budget, double hours, int companies, int from, int to)
{
    return (struct plan_look){
        .terms = {.budget_eur = budget, .hours_per_week = hours, .companies = companies},
        .from = (uint64_t)from,
        .to = (uint64_t)to};
}

/* Contacts that cost, are moved and may come to nothing; with some numbers not known. */
#define COSTS                                                                                  \
    "contact_moments.a.cost=40.0", "contact_moments.b.cost=60.0",                              \
        "contact_moments.b.reschedule=0.3", "team.hourly_rate=10.0",                           \
        "campaign.targets.paying=4", "campaign.outreach_days=120", "campaign.horizon_days=120"
static const char *const costs[] = {COSTS, NULL};
static const char *const not_known[] = {
    COSTS, "response.intercept=({ mean = 0.2; sd = 0.5; }, 0.0, 0.0)", NULL};

static void what_was_looked_at_before_makes_no_difference(void **state)
{
    (void)state;
    /* In this order, some of them together. */
    const struct plan_look looks[][LOOKS] = {
        {of(5000.0, NAN, 20, 0, 64), of(5000.0, NAN, 12, 0, 64), of(NAN, NAN, 20, 10, 40)},
        {of(5600.0, NAN, 20, 0, 64), of(2000.0, NAN, 20, 32, 128), of(5600.0, 8.0, 20, 0, 64)},
        {of(5000.0, NAN, 20, 0, 256), of(5050.0, NAN, 20, 0, 256), of(NAN, NAN, 12, 0, 100)},
        {of(0.0, NAN, 20, 0, 64), of(1e6, NAN, 20, 0, 256), of(NAN, NAN, 20, 0, 256)},
        {of(5000.0, NAN, 20, 0, 250), of(5600.0, NAN, 20, 0, 64), of(5000.0, NAN, 12, 0, 64)},
        {of(4800.0, NAN, 20, 6, 300), of(4999.0, NAN, 20, 0, 300), of(5000.0, 8.0, 12, 0, 64)},
    };
    for (int w = 0; w < 2; w++) {
        struct plan_world world;
        struct found found[LOOKS], anew;
        double simulated = 0.0, all = 0.0, unfunded = 0.0;
        plan_world_init(&world, w == 0 ? costs : not_known, 20, CAMPAIGNS);
        for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++) {
            simulated += look(&world, looks[i], 3, found);
            for (int k = 0; k < 3; k++) {
                all += look_anew(&world, &looks[i][k], &anew);
                assert_same(&looks[i][k], &found[k], &anew);
                for (int r = 0; r < CAMPAIGNS; r++)
                    unfunded += anew.campaign[r].unfunded;
            }
        }
        assert_true(unfunded > 100.0);
        /* Where draws are shared the whole look is simulated. */
        assert_true(simulated < (w == 0 ? 0.8 : 0.98) * all);
        plan_world_free(&world);
    }
}

/* What is known is not simulated again, and with a budget more only what it changes. */
static void only_what_is_not_known_is_simulated(void **state)
{
    (void)state;
    struct plan_world world;
    struct found found;
    plan_world_init(&world, costs, 20, CAMPAIGNS);
    const struct plan_look little = of(4000.0, NAN, 20, 0, 200),
                           more = of(1e5, NAN, 20, 0, 200);
    assert_true(look(&world, &little, 1, &found) > 0.0);
    assert_true(look(&world, &little, 1, &found) == 0.0);
    double all = look_anew(&world, &more, &found);
    assert_true(look(&world, &more, 1, &found) == all); /* all were refused something */
    const struct plan_look none = of(NAN, NAN, 20, 0, 200), enough = of(9e5, NAN, 20, 50, 100);
    assert_true(look(&world, &enough, 1, &found) == 0.0);
    assert_true(look(&world, &none, 1, &found) == 0.0);
    const struct plan_look longer = of(NAN, NAN, 20, 0, 300);
    double rest = look(&world, &longer, 1, &found);
    assert_true(rest > 0.0 && rest < 0.5 * all);
    /* Other luck, and other targets, are other campaigns. */
    world.planner.targets.paying = 5;
    assert_true(look(&world, &more, 1, &found) == all);
    world.planner.seed ^= 1u;
    assert_true(look(&world, &more, 1, &found) > 0.0);
    plan_world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_looked_at_before_makes_no_difference),
        cmocka_unit_test(only_what_is_not_known_is_simulated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
