/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mistakes in settings: each has one error, with its location, the setting and what would be
 * right.
 */
#include "config_reading.h"
#include "simulate.h"

#include "text.h"

#include <string.h>

/* Reads the plain world with the first occurrence of `old` replaced, and expects exactly one
 * error, which holds `what`. */
static void wrong(const char *old, const char *replacement, const char *what)
{
    const char *found = strstr(plain_world, old);
    assert_non_null(found);
    struct text text = {0};
    text_add(&text, plain_world, (size_t)(found - plain_world));
    text_add_string(&text, replacement);
    text_add_string(&text, found + strlen(old));
    struct config config;
    struct messages errors = {0};
    assert_int_equal(
        config_take(&config, "world.cfg", text_string(&text), text.length, &errors),
        STATUS_CONFIG);
    assert_true(says(&errors, what));
    if (errors.count != 1)
        print_error("%zu errors for: %s\n", errors.count, what);
    assert_int_equal(errors.count, 1);
    config_free(&config);
    messages_free(&errors);
    text_free(&text);
}

static void numbers_are_located_and_explained(void **state)
{
    (void)state;
    wrong("hourly_rate = 100.0", "hourly_rate = 100.0; fil = 0.5",
        "world.cfg:1: team.fil: unknown setting; did you mean 'fill'?");
    wrong("hourly_rate = 100.0", "hourly_rate = \"100\"",
        "world.cfg:1: team.hourly_rate: must be a number, not a text");
    wrong("hourly_rate = 100.0", "hourly_rate = -1", "team.hourly_rate: -1 is out of range");
    wrong("hourly_rate = 100.0", "fill = 0.5", "world.cfg:1: team: 'hourly_rate' is missing");
    wrong("intercept = (0.0, 0.0, 0.0)",
        "intercept = (0.0, 0.0, 0.0); dropout = (0.1, 0.2, 1.3, 0.4)",
        "response.dropout[2]: 1.3 is not a probability (0 to 1)");
    wrong(
        "intercept = (0.0, 0.0, 0.0)", "intercept = (0.0, 0.0)", "must be a list of 3 numbers");
    wrong("intercept = (0.0, 0.0, 0.0)",
        "intercept = (0.0, 0.0, 0.0); click_sd = ( { when = { size = \"smal\"; }; value = 1.0; "
        "}, "
        "{ value = 0.5; } )",
        "there is no size 'smal'; did you mean 'small'?");
    wrong("intercept = (0.0, 0.0, 0.0)",
        "intercept = (0.0, 0.0, 0.0); click_sd = ( { when = { size = \"small\"; }; value = "
        "1.0; } )",
        "response.click_sd: no entry fits segment larger");
    wrong("outreach_days = 2000", "outreach_days = 20.5", "must be a whole number");
    wrong("outreach_days = 2000", "outreach_days = 2001",
        "outreach_days (2001) must not be more than horizon_days (2000)");
    wrong("\"2024-01-01\"", "\"2024-02-30\"", "'2024-02-30' is not a date");
    wrong("intake_per_week = 7000.0", "intake_per_week = 0.0", "0 must be above 0");
}

static void ids_and_lists_are_located_and_explained(void **state)
{
    (void)state;
    wrong("attention = (\"a\")", "attention = (\"aa\")", "there is no contact moment 'aa'");
    wrong("small = 0.5; larger = 0.5", "small = 0.5; larger = 0.4", "the shares sum to 0.9");
    wrong("stage = \"action\"", "stage = \"desire\"",
        "exactly one contact moment must have stage \"action\" (the talk); there are 0");
    wrong("{ id = \"p\"", "{ id = \"p\"; price = 1.0; }, { id = \"p\"",
        "the id 'p' is used twice");
    wrong("mode = \"visit\"", "mode = \"visits\"",
        "there is no mode 'visits'; did you mean 'visit'?");
    wrong("seed = 2385", "seed = -2", "a seed is a whole number of 0 or more");
    wrong("desire = (\"c\")",
        "desire = (\"c\"); order = \"random\"; weights = { desire = (0.0); }",
        "at least one weight must be above 0");
    wrong("desire = (\"c\");", "", "strategies.s: 'desire' is missing");
}

static void what_cannot_be_a_distribution_says_so_once(void **state)
{
    (void)state;
    wrong("seed = 2385;", "seed = 2385; confidence = { mean = 0.9; sd = 0.01; };",
        "simulation.confidence: must be a number: only numbers of the model can be");
    wrong("outreach_days = 2000;", "outreach_days = { mean = 9.0; sd = 1.0; };",
        "campaign.outreach_days: must be a whole number");
    wrong("intercept = (0.0, 0.0, 0.0)", "intercept = ({ mean = 0.0; sd = 1.0; }, 0.0)",
        "must be a list of 3 numbers");
}

static void shares_and_weights_are_located_and_explained(void **state)
{
    (void)state;
    wrong("small = 0.5; larger = 0.5", "small = 1.5; larger = 0.5",
        "population.levels.size.small: 1.5 is not a probability (0 to 1)");
    wrong("levels = { size = { small = 0.5; larger = 0.5; }; };",
        "levels = { size = { small = 0.5; larger = 0.5; }; }; segments = ( { share = 1.0; } );",
        "give either 'levels' or 'segments', not both");
    wrong("count = 1; levels = { size = { small = 0.5; larger = 0.5; }; };", "list = 3;",
        "population.list: must be a text");
    wrong("count = 1; ", "count = 1; beyond = \"cold\"; ",
        "population.beyond: is for a company list, and there is none");
    wrong("desire = (\"c\")",
        "desire = (\"c\"); order = \"random\"; weights = { desire = (1e200); }",
        "weights.desire[0]: 1e+200 is out of range");
}

static void who_is_asked_for_no_time_cannot_stay_away(void **state)
{
    (void)state;
    static const char appointments[] = "appointment = true; } );contact_moments = (  {";
    wrong(appointments,
        "reach = 0.5; } );contact_moments = (  { no_show = ( { when = { size = \"small\"; }; "
        "value = 0.0; }, { value = 0.1; } );",
        "contact_moments.a.no_show: is for appointments, and contacts of mode 'visit' are "
        "none");
    wrong(appointments,
        "appointment = true; reach = 1.5; } );contact_moments = (  { no_show = 0.0;",
        "modes.visit.reach: 1.5 is not a probability (0 to 1)");
}

static void funding_of_the_hub_names_its_modes(void **state)
{
    (void)state;
    wrong("team = {", "funding = { share = 0.5; }; team = {",
        "funding.share: funding of the hub needs 'modes': the kinds of contact that it pays a "
        "part of, as modes = (\"visit\")");
    wrong("team = {", "funding = { to = \"hub\"; share = 0.5; modes = (); }; team = {",
        "funding.modes: name the kinds of contact");
}

/* Nor does it make what is right in them unknown. */
static void a_member_that_is_no_group_hides_nothing_of_the_others(void **state)
{
    (void)state;
    wrong("modes = ( {", "modes = ( 3, {", "modes[0]: must be a group");
    wrong("packages = ( {", "packages = ( 3, {", "packages[0]: must be a group");
    wrong("contact_moments = (  {", "contact_moments = ( 3, {",
        "contact_moments[0]: must be a group");
    wrong("team = {", "aids = ( 3, { id = \"x\"; } ); team = {", "aids[0]: must be a group");
    wrong("team = { hourly_rate = 100.0; }", "team = ( { hourly_rate = 100.0; } )",
        "team: must be a group { ... }, not a list ( ... )");
}

static void levels_are_not_what_results_call_something_else(void **state)
{
    (void)state;
    wrong("levels = (\"small\", \"larger\")", "levels = (\"small\", \"larger\", \"*\")",
        "axes.size.levels[2]: a level has no / and is not * or all");
    wrong("levels = (\"small\", \"larger\")", "levels = (\"small\", \"larger\", \"a/b\")",
        "axes.size.levels[2]: a level has no / and is not * or all");
}

/* Nearly everything may depend on the segment; what is wrong elsewhere is told all the same. */
static void without_axes_the_other_errors_still_come(void **state)
{
    (void)state;
    struct config config;
    struct messages errors = {0};
    struct text text = {0};
    text_add_string(&text, strstr(plain_world, "modes = ("));
    text_add_string(&text,
        "busy = { rate = -1.0; };"
        "choice = { trust = ( { when = { size = \"small\"; }; value = 1000.0; "
        "}, { value = 0.0; } ); };");
    assert_int_equal(
        config_take(&config, "world.cfg", text_string(&text), text.length, &errors),
        STATUS_CONFIG);
    assert_true(says(&errors, "world.cfg: 'axes' is missing"));
    assert_true(says(&errors, "busy.rate: -1 is out of range"));
    assert_true(says(&errors, "choice.trust[0].value: 1000 is out of range"));
    assert_int_equal(errors.count, 3);
    text_free(&text);
    config_free(&config);
    messages_free(&errors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_located_and_explained),
        cmocka_unit_test(ids_and_lists_are_located_and_explained),
        cmocka_unit_test(what_cannot_be_a_distribution_says_so_once),
        cmocka_unit_test(shares_and_weights_are_located_and_explained),
        cmocka_unit_test(who_is_asked_for_no_time_cannot_stay_away),
        cmocka_unit_test(funding_of_the_hub_names_its_modes),
        cmocka_unit_test(a_member_that_is_no_group_hides_nothing_of_the_others),
        cmocka_unit_test(levels_are_not_what_results_call_something_else),
        cmocka_unit_test(without_axes_the_other_errors_still_come),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
