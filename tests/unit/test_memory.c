/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "memory.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

static int is_zero(const unsigned char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (bytes[i] != 0)
            return 0;
    return 1;
}

static void new_memory_is_zeroed(void **state)
{
    (void)state;
    unsigned char *bytes = memory_new(1000, 3);
    assert_true(is_zero(bytes, 3000));
    memory_free(bytes);
}

static void nothing_is_still_a_pointer(void **state)
{
    (void)state;
    void *none = memory_new(0, 8);
    assert_non_null(none);
    none = memory_resize(none, 0, 8);
    assert_non_null(none);
    memory_free(none);
}

static void resizing_keeps_the_old_bytes(void **state)
{
    (void)state;
    int *numbers = memory_resize(NULL, 4, sizeof *numbers);
    for (int i = 0; i < 4; i++)
        numbers[i] = i * i;
    numbers = memory_resize(numbers, 100000, sizeof *numbers);
    for (int i = 0; i < 4; i++)
        assert_int_equal(numbers[i], i * i);
    memory_free(numbers);
}

static jmp_buf after_failure;

static void jump_out(void)
{
    longjmp(after_failure, 1);
}

/* The products overflow, so no allocator is asked for more than there is. */
static void too_much_calls_the_handler(void **state)
{
    (void)state;
    struct arena arena = {0};
    memory_on_failure(jump_out);
    volatile int failures = 0;
    if (setjmp(after_failure) == 0)
        memory_resize(NULL, SIZE_MAX / 2, 3);
    else
        failures++;
    if (setjmp(after_failure) == 0)
        arena_new(&arena, SIZE_MAX / 2, 3);
    else
        failures++;
    memory_on_failure(abort);
    assert_int_equal(failures, 2);
    arena_free(&arena);
}

static void arena_memory_is_aligned_for_any_type(void **state)
{
    (void)state;
    struct arena arena = {0};
    for (size_t size = 0; size < 3000; size += size % 7 + 1)
        assert_int_equal((uintptr_t)arena_new(&arena, 1, size) % alignof(max_align_t), 0);
    arena_free(&arena);
}

/* Fills every block with a number of its own: overlap would change an earlier one, and what is
 * not zero when handed out was handed out before. */
static void check_apart(struct arena *arena, const size_t *sizes, size_t count)
{
    unsigned char *blocks[400];
    for (size_t i = 0; i < count; i++) {
        blocks[i] = arena_new(arena, sizes[i], 1);
        assert_true(is_zero(blocks[i], sizes[i]));
        memset(blocks[i], (int)(i % 255 + 1), sizes[i]);
    }
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < sizes[i]; j++)
            assert_int_equal(blocks[i][j], i % 255 + 1);
}

static void arena_blocks_are_zeroed_and_apart(void **state)
{
    (void)state;
    struct arena arena = {0};
    size_t sizes[400];
    for (size_t i = 0; i < 400; i++)
        sizes[i] = i * 37 % 1009;
    check_apart(&arena, sizes, 400);
    arena_free(&arena);
}

static void arena_takes_blocks_larger_than_its_chunks(void **state)
{
    (void)state;
    struct arena arena = {0};
    const size_t sizes[] = {
        10, 64 * 1024, 64 * 1024 - 1, 64 * 1024 + 1, 1000000, 20, 300000, 1};
    check_apart(&arena, sizes, sizeof sizes / sizeof sizes[0]);
    arena_free(&arena);
}

static void arena_copies_text(void **state)
{
    (void)state;
    struct arena arena = {0};
    char word[] = "open coffee";
    char *copy = arena_copy(&arena, word), *part = arena_text(&arena, word, 4);
    char *empty = arena_text(&arena, word, 0);
    memset(word, '-', sizeof word - 1);
    assert_string_equal(copy, "open coffee");
    assert_string_equal(part, "open");
    assert_string_equal(empty, "");
    arena_free(&arena);
}

static void arena_can_be_used_again_after_being_freed(void **state)
{
    (void)state;
    struct arena arena = {0};
    arena_free(&arena);
    for (int round = 0; round < 3; round++) {
        assert_string_equal(arena_copy(&arena, "again"), "again");
        assert_true(is_zero(arena_new(&arena, 100, 8), 800));
        arena_free(&arena);
    }
    assert_null(arena.chunks);
}

/* Also of a chunk that was all zeros at first. */
static void a_cleared_arena_gives_zeros(void **state)
{
    (void)state;
    for (size_t size = 1000; size < 1000000; size *= 9) {
        struct arena arena = {0};
        for (int round = 0; round < 3; round++) {
            unsigned char *memory = arena_new(&arena, size, 1);
            assert_true(is_zero(memory, size));
            memset(memory, 'x', size);
            arena_clear(&arena);
        }
        arena_free(&arena);
    }
}

/* Both arenas are in use, each with several chunks, and go on being used. */
static void a_joined_arena_owns_the_memory_of_both(void **state)
{
    (void)state;
    for (size_t chunks = 0; chunks < 9; chunks++) {
        struct arena into = {0}, from = {0};
        char *mine = NULL, *theirs = NULL;
        for (size_t i = 0; i < chunks / 3; i++)
            mine = memset(arena_new(&into, 40000, 1), 'm', 40000);
        for (size_t i = 0; i < chunks % 3; i++)
            theirs = memset(arena_new(&from, 40000, 1), 't', 40000);
        arena_join(&into, &from);
        assert_null(from.chunks);
        for (size_t i = 0; i < 4; i++) {
            assert_true(is_zero(arena_new(&into, 30000, 1), 30000));
            assert_true(is_zero(arena_new(&from, 30000, 1), 30000));
        }
        arena_free(&from);
        for (size_t i = 0; i < 40000; i++)
            assert_true(
                (mine == NULL || mine[i] == 'm') && (theirs == NULL || theirs[i] == 't'));
        arena_free(&into);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_memory_is_zeroed),
        cmocka_unit_test(nothing_is_still_a_pointer),
        cmocka_unit_test(resizing_keeps_the_old_bytes),
        cmocka_unit_test(too_much_calls_the_handler),
        cmocka_unit_test(arena_memory_is_aligned_for_any_type),
        cmocka_unit_test(arena_blocks_are_zeroed_and_apart),
        cmocka_unit_test(arena_takes_blocks_larger_than_its_chunks),
        cmocka_unit_test(arena_copies_text),
        cmocka_unit_test(arena_can_be_used_again_after_being_freed),
        cmocka_unit_test(a_cleared_arena_gives_zeros),
        cmocka_unit_test(a_joined_arena_owns_the_memory_of_both),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
