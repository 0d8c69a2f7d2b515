/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From configs to cases. */
#include "simulate.h"

#include <string.h>

#define SPARK SOURCE_DIR "/configs/spark.cfg"
#define NATIONAL SOURCE_DIR "/configs/national.cfg"

static struct setup setup;

static int clear(void **state)
{
    (void)state;
    setup_free(&setup);
    return 0;
}

static const char *id_of(int i)
{
    return study_id(&setup.study, i, ID_WHOLE, &setup.arena);
}

static void every_config_and_combination_has_its_strategies(void **state)
{
    (void)state;
    const struct config_origin config[] = {{.path = SPARK}, world_of(plain_world)};
    const char *const vary[] = {"team.hourly_rate=50.0,60.0", "campaign.name=\"a,b\",\"c\""};
    const struct setup_ask ask = {
        .n_configs = 2, .config = config, .n_varied = 2, .vary = vary, .strategies = "spark,s"};
    setup = (struct setup){0};
    assert_int_equal(setup_read(&setup, &ask), STATUS_OK);
    assert_int_equal(setup.n_configs, 8);
    assert_int_equal(setup.study.n_cases, 8);
    assert_int_equal(setup.study.n_vary, 3);
    assert_string_equal(setup.study.vary_path[1], "team.hourly_rate");
    const char *const ids[] = {"spark:spark,50.0,a,b", "spark:spark,50.0,c",
        "spark:spark,60.0,a,b", "spark:spark,60.0,c", "world:s,50.0,a,b", "world:s,50.0,c",
        "world:s,60.0,a,b", "world:s,60.0,c"};
    for (int i = 0; i < 8; i++) {
        assert_string_equal(id_of(i), ids[i]);
        assert_ptr_equal(setup.origin[i].config, &setup.configs[i]);
        assert_close(
            setup.study.cases[i].scenario->team.hourly_rate, i / 2 % 2 ? 60.0 : 50.0, 0.0, 0.0);
    }
    assert_string_equal(setup.study.cases[0].scenario->campaign.name, "a,b");
    assert_string_equal(setup.study.cases[7].scenario->campaign.name, "c");
    assert_int_equal(setup.seed, setup.configs[0].scenario->simulation.seed);
}

/* Quotation marks are syntax, those within a text or a list are not. */
static void varied_values_are_told_without_quotation_marks(void **state)
{
    (void)state;
    const struct config_origin config = world_of(plain_world);
    const char *const vary[] = {
        "campaign.name= \"c\" ,\"\",d,\"x\\\"y\"", "strategies.s.interest=(\"a\",\"b\")"};
    const struct setup_ask ask = {
        .n_configs = 1, .config = &config, .n_varied = 2, .vary = vary};
    static const char *const told[] = {"c", "", "d", "\"x\\\"y\""};
    setup = (struct setup){0};
    assert_int_equal(setup_read(&setup, &ask), STATUS_OK);
    assert_int_equal(setup.study.n_cases, 4);
    for (int i = 0; i < 4; i++) {
        assert_string_equal(setup.study.cases[i].vary_value[0], told[i]);
        assert_string_equal(setup.study.cases[i].vary_value[1], "(\"a\",\"b\")");
    }
    assert_string_equal(setup.study.cases[3].scenario->campaign.name, "x\"y");
}

/* A hub's companies have numbers of their own, whatever number others have. */
static void hubs_are_cases_with_luck_of_their_own_and_a_total(void **state)
{
    (void)state;
    set_up(&setup, (struct config_origin){.path = NATIONAL}, (struct setup_ask){0});
    const struct study *study = &setup.study;
    assert_int_equal(study->n_cases, 4);
    assert_true(study->has_hubs);
    for (int h = 0; h < 3; h++) {
        assert_int_equal(study->cases[h].campaign->first_company, h * HUB_COMPANIES);
        assert_true(study->cases[h].member);
    }
    assert_string_equal(study->cases[0].hub, "SPARK");
    assert_string_equal(study->cases[0].campaign->strategy->label.en, "SPARK: SPARK recipe");
    assert_int_equal(study->cases[3].hubs, 3);
    assert_string_equal(study->cases[3].hub, "all");
}

/* A case under a variant has the names of its own, and luck of the seed that is given. */
static void a_variant_is_the_case_once_more(void **state)
{
    (void)state;
    const uint64_t seed = 7;
    set_up(&setup, (struct config_origin){.path = SPARK}, (struct setup_ask){.seed = &seed});
    const struct variant variant = {.companies = 20};
    struct study study = setup_study(&setup, 1, &setup.arena);
    struct study_case one = setup_variant(&setup, 1, &variant, 8, &setup.arena);
    const struct study_case *own = &setup.study.cases[1];
    assert_int_equal(study.n_cases, 0);
    assert_close(study.confidence, setup.study.confidence, 0.0, 0.0);
    assert_string_equal(one.campaign->strategy->id, own->campaign->strategy->id);
    assert_string_equal(one.campaign->strategy->label.nl, own->campaign->strategy->label.nl);
    assert_int_equal(one.campaign->seed, 8);
    assert_int_equal(own->campaign->seed, 7);
    assert_int_equal(one.campaign->n_companies, 20);
    assert_int_equal(own->campaign->n_companies, 14);
    assert_int_equal(one.campaign->cells.n_rows, 1);
    assert_true(own->campaign->cells.n_rows > 1);
}

static void a_case_is_found_by_any_name_that_is_its_own(void **state)
{
    (void)state;
    const char *const vary[] = {"team.hourly_rate=50.0,60.0"};
    const struct setup_ask ask = {.n_varied = 1, .vary = vary};
    int which = -1;
    set_up(&setup, (struct config_origin){.path = SPARK}, ask);
    assert_int_equal(setup_find(&setup, NULL, &which), STATUS_OK);
    assert_int_equal(which, 0);
    assert_int_equal(setup_find(&setup, "online,60.0", &which), STATUS_OK);
    assert_string_equal(id_of(which), "online,60.0");
    assert_int_equal(setup_find(&setup, "online", &which), STATUS_USAGE);
    assert_true(says(&setup.errors, "'online,50.0', 'online,60.0'"));
    assert_int_equal(setup_find(&setup, "onlin,60.0", &which), STATUS_USAGE);
    assert_true(says(&setup.errors, "did you mean 'online,60.0'?"));
}

static void what_is_not_there_is_said(void **state)
{
    const struct {
        const char *vary, *strategies, *says;
    } wrong[] = {
        {NULL, "spark,persona", "no strategy 'persona'; did you mean 'personal'?"},
        {NULL, ",", "name at least one strategy"},
        {"team.hourly_rate", NULL, "a value is missing"},
        {"team.hourly_rate=1.0,", NULL, "a value is missing"},
        {"simulation.seed=1,2", NULL, "all variations are simulated alike"},
        {"team.hourly_rat=1.0", NULL, "unknown setting; did you mean 'hourly_rate'?"},
        {"team.hourly_rate=50.0,x", NULL, "--vary team.hourly_rate=x: team.hourly_rate: must"},
        {"new.thing=1.0", NULL, "--vary new.thing=1.0: new: unknown setting"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        const struct config_origin config = {.path = SPARK};
        const struct setup_ask ask = {.n_configs = 1,
            .config = &config,
            .n_varied = wrong[i].vary != NULL,
            .vary = &wrong[i].vary,
            .strategies = wrong[i].strategies};
        setup = (struct setup){0};
        assert_int_not_equal(setup_read(&setup, &ask), STATUS_OK);
        assert_true(says(&setup.errors, wrong[i].says));
        clear(state);
    }
    setup = (struct setup){0};
}

/* By whatever name the two settings go, and whichever is a part of the other. */
static void a_setting_is_varied_once_and_not_set_as_well(void **state)
{
    const struct {
        const char *vary, *other; /* varied as well, or set where it begins with '!' */
        bool meet;
    } pairs[] = {
        {"team.hours_per_week=6,12", "team.hours_per_week=7,8", true},
        {"strategies.spark.steering=0.1,0.2", "strategies.[0].steering=0.3", true},
        {"strategies[0]={}", "strategies.spark.steering=0.3", true},
        {"response.dropout=(0.1,0.1,0.1,0.1)", "response.dropout[2]=0.1", true},
        {"team.hours_per_week=6,12", "!team.hours_per_week=7", true},
        {"team.hours_per_week=6,12", "!team.hours_per_week =7", true},
        {"strategies.spark.steering=0.1,0.2", "!strategies=()", true},
        {"strategies.[0]={}", "!strategies.spark.steering=0.2", true},
        {"campaign.new.thing=1", "campaign.new=2", true},
        {"team.hours_per_week=6.0,12.0", "team.hourly_rate=50.0", false},
        {"team.hours_per_week=6.0,12.0", "!team.hourly_rate=50.0", false},
        {"strategies.spark.steering=0.1,0.2", "strategies.[1].steering=0.3", false},
        {"response.dropout[1]=0.1", "response.dropout[2]=0.1", false},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        bool is_set = pairs[i].other[0] == '!';
        const char *const vary[] = {pairs[i].vary, pairs[i].other}, *const set = vary[1] + 1;
        const struct config_origin config = {.path = SPARK};
        const struct setup_ask ask = {.n_configs = 1,
            .config = &config,
            .n_sets = is_set,
            .set = &set,
            .n_varied = is_set ? 1 : 2,
            .vary = vary};
        setup = (struct setup){0};
        assert_int_equal(setup_read(&setup, &ask), pairs[i].meet ? STATUS_USAGE : STATUS_OK);
        if (pairs[i].meet) {
            assert_int_equal(setup.errors.count, 1);
            assert_true(
                says(&setup.errors, "of the same setting, or one is part of the other"));
            assert_true(says(&setup.errors, is_set ? " and --set " : " and --vary "));
        }
        clear(state);
    }
    setup = (struct setup){0};
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(varied_values_are_told_without_quotation_marks, clear),
        cmocka_unit_test_teardown(every_config_and_combination_has_its_strategies, clear),
        cmocka_unit_test_teardown(hubs_are_cases_with_luck_of_their_own_and_a_total, clear),
        cmocka_unit_test_teardown(a_variant_is_the_case_once_more, clear),
        cmocka_unit_test_teardown(a_case_is_found_by_any_name_that_is_its_own, clear),
        cmocka_unit_test_teardown(what_is_not_there_is_said, clear),
        cmocka_unit_test_teardown(a_setting_is_varied_once_and_not_set_as_well, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
