/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "language.h"

#include <pthread.h>
#include <string.h>

static void dutch_is_found(void **state)
{
    (void)state;
    language_use(DUTCH);
    assert_string_equal(_("companies"), "bedrijven");
    assert_string_equal(_("more than a million rows"), "meer dan een miljoen rijen");
    language_use(ENGLISH);
    assert_string_equal(_("companies"), "companies");
}

static void what_has_no_dutch_stays(void **state)
{
    (void)state;
    language_use(DUTCH);
    const char *const texts[] = {"", "a", "compani", "companiess", "\x7f", "zzzz"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_ptr_equal(translate(texts[i]), texts[i]);
    language_use(ENGLISH);
}

static void numbers_have_a_singular(void **state)
{
    (void)state;
    for (unsigned long n = 0; n < 3; n++) {
        assert_string_equal(
            ngettext("%s company", "%s companies", n), n == 1 ? "%s company" : "%s companies");
        language_use(DUTCH);
        assert_string_equal(
            ngettext("%s company", "%s companies", n), n == 1 ? "%s bedrijf" : "%s bedrijven");
        assert_string_equal(
            translate_number("one zz", "many zz", n), n == 1 ? "one zz" : "many zz");
        language_use(ENGLISH);
    }
}

static void *use_dutch(void *before)
{
    *(enum language *)before = language_used();
    language_use(DUTCH);
    return NULL;
}

static void threads_have_a_language_each(void **state)
{
    (void)state;
    pthread_t thread;
    enum language before = DUTCH;
    assert_int_equal(pthread_create(&thread, NULL, use_dutch, &before), 0);
    pthread_join(thread, NULL);
    assert_int_equal(before, ENGLISH);
    assert_int_equal(language_used(), ENGLISH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dutch_is_found),
        cmocka_unit_test(what_has_no_dutch_stays),
        cmocka_unit_test(numbers_have_a_singular),
        cmocka_unit_test(threads_have_a_language_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
