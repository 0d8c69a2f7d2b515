/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "text.h"
#include "write_json.h"

#include <stdlib.h>

/* All characters of ASCII that a string can have, and letters of two to four bytes. */
static json_t *every_character(void)
{
    char words[200];
    int n = 0;
    for (int c = 1; c < 0x80; c++)
        words[n++] = (char)c;
    strcpy(words + n, "\u00e9\u20ac\U0001f600/\u2028");
    return json_string(words);
}

static json_t *some_of_everything(void)
{
    json_t *made = json_pack("{s:[], s:{}, s:[i,f,f,f,b,b,n], s:{s:{s:[[[]]]}}, s:s}", "empty",
        "none", "values", -7, 0.1, 1e300, 5.0, 1, 0, "deep", "deeper", "deepest", "", "");
    json_object_set_new(made, "every", every_character());
    json_object_set_new(made, "a \"key\"\n", json_integer(INT64_MIN));
    return made;
}

static void json_is_what_jansson_writes(void **state)
{
    (void)state;
    json_t *values[] = {some_of_everything(), json_array(), json_object(), every_character(),
        json_real(-1e-7), json_null()};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        for (int indent = 1; indent <= 3; indent++) {
            struct text text = {0};
            char *theirs = json_dumps(values[i], JSON_INDENT((size_t)indent) | JSON_ENCODE_ANY);
            assert_non_null(values[i]);
            assert_true(json_add_text(&text, values[i], indent));
            assert_string_equal(text_string(&text), theirs);
            text_free(&text);
            free(theirs);
        }
        json_decref(values[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_is_what_jansson_writes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
