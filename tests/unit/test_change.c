/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "change.h"

#include "check.h"
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
    struct messages errors;
    messages_init(&errors);
    arena_init(&fixture.arena);
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
    struct change change = change_none();
    change.companies = companies;
    return change_apply(&change, f->config.scenario, &f->arena);
}

static int contact_named(const struct scenario *scenario, const char *id)
{
    int c = 0;
    while (strcmp(scenario->catalogue.contact[c].id, id) != 0)
        c++;
    return c;
}

static int strategy_named(const struct scenario *scenario, const char *id)
{
    int s = 0;
    while (strcmp(scenario->strategy[s].id, id) != 0)
        s++;
    return s;
}

static int times(const struct population *population, const char *name)
{
    int n = 0;
    for (int i = 0; i < population->n; i++)
        n += strcmp(population->list[i].name, name) == 0;
    return n;
}

static void no_change_changes_nothing(void **state)
{
    struct fixture *f = *state;
    struct change change = change_none();
    const struct scenario *same = change_apply(&change, f->config.scenario, &f->arena);
    assert_memory_equal(same, f->config.scenario, sizeof *same);
    assert_true(change_is_possible(&change, f->config.scenario, 0));
}

/* Whole multiples hold every row as often; what is in a smaller population is in a larger one.
 */
static void a_list_is_resampled_from_its_rows(void **state)
{
    struct fixture *f = *state;
    const struct population *list = &f->config.scenario->population;
    const struct population *before = &with_companies(f, 1)->population;
    for (int n = 2; n <= 45; n++) {
        const struct population *now = &with_companies(f, n)->population;
        assert_int_equal(now->n, n);
        for (int row = 0; row < list->n; row++) {
            int count = times(now, list->list[row].name);
            assert_in_range(count, n / list->n, (n + list->n - 1) / list->n);
            assert_true(count >= times(before, list->list[row].name));
        }
        before = now;
    }
    const struct population *same = &with_companies(f, list->n)->population;
    assert_memory_equal(same->list, list->list, (size_t)list->n * sizeof *list->list);
}

/* Of any number of rows the gaps in the list are of at most three sizes, none more than twice
 * the average and one. */
static void the_rest_spreads_over_the_list(void **state)
{
    struct fixture *f = *state;
    const struct population *list = &f->config.scenario->population;
    for (int n = 2; n < list->n; n++) {
        const struct population *now = &with_companies(f, n)->population;
        int gap = 0, widest = 0;
        for (int row = 0; row < list->n; row++) {
            gap = times(now, list->list[row].name) > 0 ? 0 : gap + 1;
            widest = gap > widest ? gap : widest;
        }
        assert_true(widest <= 3 * list->n / n);
    }
}

static void a_drawn_population_has_another_count(void **state)
{
    struct fixture *f = *state;
    struct scenario drawn = *f->config.scenario;
    drawn.population.list = NULL;
    struct change change = change_none();
    change.companies = 2385;
    change.intake = 2.5;
    const struct scenario *changed = change_apply(&change, &drawn, &f->arena);
    assert_int_equal(changed->population.n, 2385);
    assert_null(changed->population.list);
    assert_close(changed->strategy[0].intake_per_week, 2.5 * drawn.strategy[0].intake_per_week,
        1e-15, 0.0);
}

static void a_contact_moment_is_taken_out_of_all_lists(void **state)
{
    struct fixture *f = *state;
    const struct scenario *scenario = f->config.scenario;
    int personal = strategy_named(scenario, "personal"),
        meeting = contact_named(scenario, "company_meeting"),
        dinner = contact_named(scenario, "innovation_dinner");
    struct change change = change_none();
    change.without = meeting;
    assert_true(change_strategy_has(scenario, personal, meeting));
    assert_false(change_strategy_has(scenario, personal, dinner));
    assert_true(change_is_possible(&change, scenario, personal));
    const struct scenario *changed = change_apply(&change, scenario, &f->arena);
    assert_false(change_strategy_has(changed, personal, meeting));
    const struct cocktail *cocktail = &changed->strategy[personal].at[0];
    assert_int_equal(cocktail->stage[ATTENTION].n, 1);
    assert_int_equal(cocktail->stage[DESIRE].n, 3);
    assert_int_equal(cocktail->care.n, 1);
    assert_int_equal(cocktail->care.id[0], contact_named(scenario, "phone_followup"));
    assert_true(change_strategy_has(scenario, personal, meeting));
}

static void a_list_that_would_be_empty_is_not_possible(void **state)
{
    struct fixture *f = *state;
    const struct scenario *scenario = f->config.scenario;
    struct change change = change_none();
    change.without = contact_named(scenario, "newsletter");
    /* Its account care is nothing but newsletters. */
    assert_false(change_is_possible(&change, scenario, strategy_named(scenario, "online")));
    assert_true(change_is_possible(&change, scenario, strategy_named(scenario, "personal")));
}

static void longer_outreach_follows_partners_as_much_longer(void **state)
{
    struct fixture *f = *state;
    struct change change = change_none();
    change.outreach_days = 300;
    const struct scenario *longer = change_apply(&change, f->config.scenario, &f->arena);
    assert_int_equal(longer->campaign.outreach_days, 300);
    assert_int_equal(
        longer->campaign.horizon_days, f->config.scenario->campaign.horizon_days + 180);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_change_changes_nothing),
        cmocka_unit_test(a_list_is_resampled_from_its_rows),
        cmocka_unit_test(the_rest_spreads_over_the_list),
        cmocka_unit_test(a_drawn_population_has_another_count),
        cmocka_unit_test(a_contact_moment_is_taken_out_of_all_lists),
        cmocka_unit_test(a_list_that_would_be_empty_is_not_possible),
        cmocka_unit_test(longer_outreach_follows_partners_as_much_longer),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
