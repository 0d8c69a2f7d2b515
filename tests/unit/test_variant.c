/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "variant.h"

#include "check.h"
#include "config_reading.h"
#include "config.h"

#include <math.h>
#include <string.h>

/* A list of 14 companies, five strategies. */
struct fixture {
    struct config config;
    struct arena arena;
};

static int setup(void **state)
{
    static struct fixture fixture;
    struct messages errors = {0};
    fixture.arena = (struct arena){0};
    assert_int_equal(
        config_read(&fixture.config, SOURCE_DIR "/configs/spark.cfg", NULL, 0, &errors),
        STATUS_OK);
    messages_free(&errors);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    config_free(&fixture->config);
    arena_free(&fixture->arena);
    return 0;
}

static const struct scenario *with_companies(struct fixture *f, int companies)
{
    struct variant variant = {.companies = companies};
    return variant_apply(&variant, f->config.scenario, &f->arena);
}

static int strategy_named(const struct scenario *scenario, const char *id)
{
    int s = 0;
    while (strcmp(scenario->strategy[s].id, id) != 0)
        s++;
    return s;
}

static void zeros_change_nothing(void **state)
{
    struct fixture *f = *state;
    struct variant variant = {0};
    const struct scenario *same = variant_apply(&variant, f->config.scenario, &f->arena);
    assert_memory_equal(same, f->config.scenario, sizeof *same);
}

/* Its first rows, just as they are. */
static void a_shorter_list_is_its_beginning(void **state)
{
    struct fixture *f = *state;
    const struct population *list = &f->config.scenario->population;
    for (int n = 1; n <= list->n; n++) {
        const struct population *now = &with_companies(f, n)->population;
        assert_int_equal(now->n, n);
        assert_memory_equal(now->list, list->list, (size_t)n * sizeof *list->list);
        assert_int_equal(variant_unlisted(f->config.scenario, n), 0);
    }
}

/* The list as it is, then its rows round and round: of the same segments, but new. */
static void a_longer_list_goes_on_cold(void **state)
{
    enum { LONGER = 45 };
    struct fixture *f = *state;
    const struct population *list = &f->config.scenario->population;
    const struct population *now = &with_companies(f, LONGER)->population;
    assert_int_equal(now->n, LONGER);
    assert_memory_equal(now->list, list->list, (size_t)list->n * sizeof *list->list);
    int warm = 0;
    for (int i = list->n; i < LONGER; i++) {
        const struct company *row = &list->list[i % list->n], *company = &now->list[i];
        warm += row->warm == YES || row->stage != ATTENTION || row->contacts_before > 0;
        assert_string_equal(company->name, row->name);
        assert_int_equal(company->segment, row->segment);
        assert_int_equal(company->front_runner, row->front_runner);
        assert_int_equal(company->stage, ATTENTION);
        assert_int_equal(company->contacts_before, 0);
        assert_int_equal(company->warm, NO);
        assert_int_equal(company->customer_in, NOT_SAID);
    }
    assert_true(warm > 0); /* some rows are further, so that there was something to leave */
    assert_int_equal(variant_unlisted(f->config.scenario, LONGER), LONGER - list->n);
}

static void beyond_a_list_companies_may_be_alike(void **state)
{
    enum { LONGER = 45 };
    struct fixture *f = *state;
    struct scenario alike = *f->config.scenario;
    alike.population.beyond_alike = true;
    struct variant variant = {.companies = LONGER};
    const struct population *list = &alike.population;
    const struct population *now = &variant_apply(&variant, &alike, &f->arena)->population;
    for (int i = 0; i < LONGER; i++)
        assert_memory_equal(&now->list[i], &list->list[i % list->n], sizeof *now->list);
}

/* A list that was made before stands, as it does for every draw of what is not known. */
static void a_list_is_made_once(void **state)
{
    struct fixture *f = *state;
    const struct scenario *first = with_companies(f, 30);
    struct variant variant = {.companies = 30, .list = first->population.list};
    const struct scenario *next = variant_apply(&variant, f->config.scenario, &f->arena);
    assert_ptr_equal(next->population.list, first->population.list);
    assert_int_equal(next->population.n, 30);
}

static void a_drawn_population_has_another_count(void **state)
{
    struct fixture *f = *state;
    struct scenario drawn = *f->config.scenario;
    drawn.population.list = NULL;
    struct variant variant = {.companies = 2385, .intake = 2.5};
    const struct scenario *changed = variant_apply(&variant, &drawn, &f->arena);
    assert_int_equal(changed->population.n, 2385);
    assert_null(changed->population.list);
    assert_int_equal(variant_unlisted(&drawn, 2385), 0);
    assert_close(changed->strategy[0].intake_per_week, 2.5 * drawn.strategy[0].intake_per_week,
        1e-15, 0.0);
}

static void a_contact_moment_is_taken_out_of_all_lists(void **state)
{
    struct fixture *f = *state;
    const struct scenario *scenario = f->config.scenario;
    int personal = strategy_named(scenario, "personal"),
        meeting = variant_contact(scenario, "company_meeting"),
        dinner = variant_contact(scenario, "innovation_dinner");
    struct variant variant = {.without = "company_meeting"};
    assert_int_equal(variant_lack(scenario, personal, meeting), LACK_POSSIBLE);
    assert_int_equal(variant_lack(scenario, personal, dinner), LACK_ALREADY);
    const struct scenario *changed = variant_apply(&variant, scenario, &f->arena);
    assert_int_equal(variant_lack(changed, personal, meeting), LACK_ALREADY);
    const struct cocktail *cocktail = &changed->strategy[personal].at[0];
    assert_int_equal(cocktail->stage[ATTENTION].n, 1);
    assert_int_equal(cocktail->stage[DESIRE].n, 3);
    assert_int_equal(cocktail->care.n, 1);
    assert_int_equal(cocktail->care.id[0], variant_contact(scenario, "phone_followup"));
    assert_int_equal(variant_lack(scenario, personal, meeting), LACK_POSSIBLE);
}

static void a_list_that_would_be_empty_is_not_possible(void **state)
{
    struct fixture *f = *state;
    const struct scenario *scenario = f->config.scenario;
    int newsletter = variant_contact(scenario, "newsletter");
    int online = strategy_named(scenario, "online");
    /* Its account care is nothing but newsletters. */
    assert_int_equal(variant_lack(scenario, online, newsletter), LACK_EMPTY);
    assert_int_equal(
        variant_lack(scenario, strategy_named(scenario, "personal"), newsletter), LACK_ALREADY);
    assert_int_equal(variant_contact(scenario, "smoke_signal"), NONE);
    assert_int_equal(variant_lack(scenario, online, NONE), LACK_ALREADY);
}

static void longer_outreach_follows_partners_as_much_longer(void **state)
{
    struct fixture *f = *state;
    struct variant variant = {.outreach_days = 300};
    const struct scenario *longer = variant_apply(&variant, f->config.scenario, &f->arena);
    assert_int_equal(longer->campaign.outreach_days, 300);
    assert_int_equal(
        longer->campaign.horizon_days, f->config.scenario->campaign.horizon_days + 180);
}

/* Terms stand where they are given; targets one by one. */
static void terms_are_changed_one_by_one(void **state)
{
    struct fixture *f = *state;
    const struct scenario *before = f->config.scenario;
    struct variant variant = {.has_budget = true,
        .budget_eur = 0.0,
        .has_hours = true,
        .hours_per_week = NAN,
        .targets = {.paying = 7}};
    const struct scenario *after = variant_apply(&variant, before, &f->arena);
    assert_close(after->campaign.budget_eur, 0.0, 0.0, 0.0);
    assert_nan(after->team.hours_per_week);
    assert_int_equal(after->campaign.targets.paying, 7);
    assert_int_equal(after->campaign.targets.in_view, before->campaign.targets.in_view);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zeros_change_nothing),
        cmocka_unit_test(a_shorter_list_is_its_beginning),
        cmocka_unit_test(a_longer_list_goes_on_cold),
        cmocka_unit_test(beyond_a_list_companies_may_be_alike),
        cmocka_unit_test(a_list_is_made_once),
        cmocka_unit_test(a_drawn_population_has_another_count),
        cmocka_unit_test(a_contact_moment_is_taken_out_of_all_lists),
        cmocka_unit_test(a_list_that_would_be_empty_is_not_possible),
        cmocka_unit_test(longer_outreach_follows_partners_as_much_longer),
        cmocka_unit_test(terms_are_changed_one_by_one),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
