/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "vocabulary.h"

static int found(const struct vocabulary *vocabulary, const char *word)
{
    int two[2];
    return vocabulary_find(vocabulary, word, two);
}

static struct vocabulary start(void)
{
    static const char *const words[] = {
        "small", "klein", "larger", "groter", "contacts_before", "ge\u00efntroduceerd"};
    struct vocabulary vocabulary = {0};
    for (int i = 0; i < 6; i++)
        vocabulary_add(&vocabulary, words[i], i / 2);
    return vocabulary;
}

static void case_accents_blanks_and_punctuation_do_not_count(void **state)
{
    (void)state;
    struct vocabulary vocabulary = start();
    static const char *const same[] = {"small", "KLEIN", " Klein ", "kl\u00e9in", "klein*",
        "\ufeffklein", "k-l.e_i n", "\uff2b\uff2c\uff25\uff29\uff2e"};
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        assert_int_equal(found(&vocabulary, same[i]), 0);
    assert_int_equal(found(&vocabulary, "Contacts before"), 2);
    assert_int_equal(found(&vocabulary, "GEINTRODUCEERD"), 2);
    assert_int_equal(found(&vocabulary, "kleiner"), MEANS_NOTHING);
    assert_int_equal(found(&vocabulary, ""), MEANS_NOTHING);
    assert_int_equal(found(&vocabulary, "*"), MEANS_NOTHING);
    assert_int_equal(found(&vocabulary, " \t"), MEANS_NOTHING);
    vocabulary_free(&vocabulary);
}

/* One character may stand for eighteen. */
static void words_may_grow(void **state)
{
    (void)state;
    struct vocabulary vocabulary = {0};
    vocabulary_add(&vocabulary, "\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa", 1);
    assert_true(strlen(vocabulary.word[0].key) > 150);
    assert_int_equal(found(&vocabulary, " \ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa."), 1);
    vocabulary_free(&vocabulary);
}

static void signs_count(void **state)
{
    (void)state;
    struct vocabulary vocabulary = {0};
    static const char *const words[] = {"<50", ">50", "50", "-", "1-10", "A"};
    for (int i = 0; i < 6; i++)
        vocabulary_add(&vocabulary, words[i], i);
    assert_int_equal(found(&vocabulary, "< 50"), 0);
    assert_int_equal(found(&vocabulary, "> 50"), 1);
    assert_int_equal(found(&vocabulary, "50"), 2);
    assert_int_equal(found(&vocabulary, " -"), 3);
    assert_int_equal(found(&vocabulary, "1 - 10"), 4);
    assert_int_equal(found(&vocabulary, "a"), 5);
    vocabulary_free(&vocabulary);
}

/* Whatever the case: it is not for that to tell. */
static void case_does_not_tell_two_things_apart(void **state)
{
    (void)state;
    struct vocabulary vocabulary = start();
    int two[2];
    vocabulary_add(&vocabulary, "Small!", 1);
    static const char *const same[] = {"small", "Small!", "SMALL"};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(vocabulary_find(&vocabulary, same[i], two), MEANS_TWO);
        assert_int_equal(two[0] + two[1], 1);
    }
    vocabulary_free(&vocabulary);
}

static void a_word_of_two_things_is_neither(void **state)
{
    (void)state;
    struct vocabulary vocabulary = start();
    vocabulary_add(&vocabulary, "klein", 1);
    assert_int_equal(found(&vocabulary, "klein"), MEANS_TWO);
    assert_int_equal(found(&vocabulary, "Klein"), MEANS_TWO);
    assert_int_equal(found(&vocabulary, "small"), 0);
    /* Twice for the same thing is once. */
    vocabulary_add(&vocabulary, "small", 0);
    assert_int_equal(found(&vocabulary, "small"), 0);
    assert_string_equal(vocabulary_word(&vocabulary, 0), "small");
    assert_string_equal(vocabulary_word(&vocabulary, 1), "larger");
    vocabulary_add(&vocabulary, "small", 1);
    assert_null(vocabulary_word(&vocabulary, 0));
    vocabulary_free(&vocabulary);
}

static void a_word_that_is_near_is_offered(void **state)
{
    (void)state;
    struct vocabulary vocabulary = start();
    assert_string_equal(vocabulary_nearest(&vocabulary, "Klien"), "klein");
    assert_string_equal(vocabulary_nearest(&vocabulary, "Contacts-befor"), "contacts_before");
    assert_null(vocabulary_nearest(&vocabulary, "sector"));
    vocabulary_free(&vocabulary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_accents_blanks_and_punctuation_do_not_count),
        cmocka_unit_test(words_may_grow),
        cmocka_unit_test(signs_count),
        cmocka_unit_test(case_does_not_tell_two_things_apart),
        cmocka_unit_test(a_word_of_two_things_is_neither),
        cmocka_unit_test(a_word_that_is_near_is_offered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
