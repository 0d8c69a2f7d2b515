/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "manifest.h"
#include "screen.h"
#include "small_study.h"
#include "write_json.h"

#include <jansson.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

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

static enum results_claim claim(const char *manifest, int *n)
{
    struct text bytes = {0};
    struct file_list list = {0};
    text_add_string(&bytes, manifest);
    enum results_claim claim = results_of_recept.read(&bytes, &list);
    *n = list.n;
    text_free(&bytes);
    file_list_free(&list);
    return claim;
}

/* Whatever stands in somebody's manifest.json, only one of ours with a list is. */
static void only_manifests_of_recept_are_ours(void **state)
{
    (void)state;
    static const char *const others[] = {"", "{", "[]", "null", "\"recept\"", "{}",
        "{\"name\": \"app\", \"version\": \"1.0\"}", "{\"program\": \"other\"}",
        "{\"program\": [\"recept\"], \"files\": []}", "{\"program\": \"recept\"} x"};
    int n;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_int_equal(claim(others[i], &n), CLAIM_OF_OTHERS);
    assert_int_equal(claim("{\"program\": \"recept\"}", &n), CLAIM_WITHOUT_LIST);
    assert_int_equal(claim("{\"program\": \"recept\", \"files\": {}}", &n), CLAIM_WITHOUT_LIST);
    assert_int_equal(claim("{\"program\": \"recept\", \"files\": [{\"path\": \"a\", "
                           "\"sha256\": \"x\"}, 3, {\"path\": 5}]}",
                         &n),
        CLAIM_LISTED);
    assert_int_equal(n, 2);
    struct text many = {0};
    text_add_string(&many, "{\"program\": \"recept\", \"files\": [0");
    for (int i = 0; i < 1000000; i++)
        text_add_string(&many, ",{}");
    text_add_string(&many, "]}");
    assert_int_equal(claim(many.data, &n), CLAIM_OF_OTHERS);
    text_free(&many);
    run_study(false, 10); /* for the end of the test */
}

static void what_was_written_is_read_back(void **state)
{
    (void)state;
    run_study(false, 10);
    const char *const arguments[] = {"recept run", "a.cfg"};
    struct manifest_input input[] = {
        {.path = "a.cfg", .text = "x = \"\xc3\xa9\";\n"}, {.path = "list.csv"}};
    struct manifest manifest = {.program = "recept",
        .version = "1",
        .language = "nl",
        .n_arguments = 2,
        .argument = arguments,
        .n_inputs = 2,
        .input = input};
    struct manifest_read back;
    struct file_list list = {0};
    FILE *file = results_open(&folder, "plots/a.svg");
    fputs("abc", file);
    assert_int_equal(results_close(&folder, file, "plots/a.svg"), STATUS_OK);
    assert_int_equal(manifest_write(&folder, &manifest, &study), STATUS_OK);
    const char *path = text_string(&folder.partial);
    assert_int_equal(manifest_read(&back, path, &errors), STATUS_OK);
    assert_string_equal(back.language, "nl");
    assert_int_equal(back.n_arguments, 2);
    assert_string_equal(back.argument[1], "a.cfg");
    assert_int_equal(back.n_inputs, 2);
    assert_string_equal(back.input[0].text, input[0].text);
    assert_null(back.input[1].text);
    assert_true(back.has_list);
    assert_int_equal(back.files.n, 1);
    assert_string_equal(back.files.file[0].path, "plots/a.svg");
    assert_string_equal(back.files.file[0].sha256,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    manifest_free(&back);
    file_list_set(&list, "plots/b.svg", "digest");
    int at = open(path, O_RDONLY | O_DIRECTORY);
    assert_int_equal(manifest_list(at, path, &list, &errors), STATUS_OK);
    close(at);
    file_list_free(&list);
    assert_int_equal(manifest_read(&back, path, &errors), STATUS_OK);
    assert_int_equal(back.files.n, 1);
    assert_string_equal(back.files.file[0].path, "plots/b.svg");
    assert_string_equal(back.input[0].text, input[0].text);
    manifest_free(&back);
    assert_int_equal(errors.count, 0);
    assert_int_equal(manifest_read(&back, "nowhere", &errors), STATUS_CONFIG);
    assert_non_null(strstr(errors.lines[0], "nowhere: is not a folder of results"));
    manifest_free(&back);
}

#define in_folder(test) cmocka_unit_test_setup_teardown(test, start, end)

/* ---- Want of memory in jansson ---- */

static int left_to_fail;

static void *allocate(size_t size)
{
    return left_to_fail > 0 && --left_to_fail == 0 ? NULL : malloc(size);
}

static struct text json;

static void do_manifest(void *context)
{
    const char *const arguments[] = {"recept run", "a.cfg", "--vary", "b=1,2"};
    const struct manifest_input input[] = {
        {.path = "a.cfg", .text = "x = 1;\n"}, {.path = "list.csv", .text = ""}};
    const struct manifest manifest = {.program = "recept",
        .version = "1",
        .n_arguments = 4,
        .argument = arguments,
        .seed = UINT64_MAX,
        .n_inputs = 2,
        .input = input,
        .effective_config = "x = 1;\n"};
    (void)context;
    manifest_write(&folder, &manifest, &study);
}

static void do_screens(void *context)
{
    struct screen screen[N_LANGUAGES] = {{{0}}};
    for (int language = 0; language < N_LANGUAGES; language++) {
        struct grid table;
        screen_add_text(&screen[language], "a text");
        grid_init(&table, 1, 2, (const char *[2]){"a", "b"});
        screen_add_table(&screen[language], &table);
        screen_add_blank(&screen[language]);
    }
    *(bool *)context = screens_write(&folder, screen) == STATUS_OK;
    for (int language = 0; language < N_LANGUAGES; language++)
        screen_free(&screen[language]);
}

static void do_table(void *context)
{
    struct table table;
    (void)context;
    const struct results results = {.study = &study, .simulated = &study};
    assert_true(tables_fill(&table, "packages", &results));
    text_free(&json);
    json_add(&json, &table);
    table_free(&table);
}

static void do_print(void *context)
{
    const struct results results = {.study = &study, .simulated = &study};
    (void)context;
    FILE *file = fopen("printed", "w");
    assert_non_null(file);
    tables_print(file, &results, true);
    fclose(file);
}

/* Each of its allocations that fails once is known for want of memory: no list is short of a
 * member, and nothing is half, with success. */
static void want_of_memory_in_jansson_is_no_success(void **state)
{
    (void)state;
    static void (*const done[])(void *context) = {do_manifest, do_screens, do_table, do_print};
    json_malloc_t before;
    json_free_t free_before;
    run_study(false, 10);
    json_get_alloc_funcs(&before, &free_before);
    for (size_t i = 0; i < sizeof done / sizeof done[0]; i++) {
        int n = 0;
        for (bool failed = true; failed;) {
            bool whole = true;
            /* What is lost in an attempt goes with its owner. */
            struct memory_owner *owner = memory_owner_new(), *outer = memory_work_for(owner);
            left_to_fail = ++n;
            json_set_alloc_funcs(allocate, free);
            bool ended = memory_attempt(done[i], &whole);
            failed = left_to_fail == 0;
            left_to_fail = 0;
            json_set_alloc_funcs(before, free_before);
            memory_work_for(outer);
            json = (struct text){0};
            memory_owner_free(owner);
            assert_int_equal(ended && whole, !failed);
        }
        print_message("%d allocations\n", n - 1);
        assert_true(n > 10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(only_manifests_of_recept_are_ours),
        in_folder(what_was_written_is_read_back),
        in_folder(want_of_memory_in_jansson_is_no_success),
        in_folder(the_manifest_is_json_whatever_the_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
