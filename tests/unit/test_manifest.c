/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "manifest.h"
#include "small_study.h"

#include <jansson.h>
#include <string.h>

static void the_manifest_is_json_whatever_the_names(void **state)
{
    (void)state;
    run_study(false, 10);
    const char *const arguments[] = {"recept", "run", "caf\xe9\".cfg", "\x01\n"};
    struct manifest_input input = {.path = "caf\xe9\".cfg"};
    sha256_hex("abc", 3, input.sha256);
    struct manifest manifest = {.program = "recept",
        .version = "0.1.0",
        .commit = NULL,
        .n_arguments = 4,
        .argument = arguments,
        .seed = UINT64_MAX,
        .threads = 2,
        .ranks = 1,
        .wall_seconds = 1.5,
        .contact_moments_per_second = NAN,
        .started = "2024-03-13T12:00:00Z",
        .n_inputs = 1,
        .input = &input,
        .effective_config = "a = 1.0;\n# \x80\n"};
    assert_int_equal(manifest_write(&folder, &manifest, &study), STATUS_OK);
    struct text bytes = {0};
    read_file(MANIFEST_NAME, &bytes);
    json_error_t error;
    json_t *json = json_loads(bytes.data, 0, &error);
    assert_non_null(json);
    json_t *argument = json_array_get(json_object_get(json, "command_line"), 2);
    assert_string_equal(json_string_value(argument), "caf\xc3\xa9\".cfg");
    assert_string_equal(
        json_string_value(json_object_get(json, "seed")), "18446744073709551615");
    assert_int_equal(json_integer_value(json_object_get(json, "replications")), 10);
    assert_true(json_is_null(json_object_get(json, "commit")));
    assert_true(json_is_null(json_object_get(json, "contact_moments_per_second")));
    json_t *one = json_array_get(json_object_get(json, "cases"), 1);
    assert_string_equal(json_string_value(json_object_get(one, "strategy")), "never");
    json_t *vary = json_object_get(one, "vary");
    assert_string_equal(
        json_string_value(json_object_get(vary, "campaign.outreach_days")), "90");
    json_decref(json);
    text_free(&bytes);
}

#define in_folder(test) cmocka_unit_test_setup_teardown(test, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(the_manifest_is_json_whatever_the_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
