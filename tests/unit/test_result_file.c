/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "files.h"
#include "folder.h"

#include <sys/stat.h>

static bool begins_with_ours(const char *path)
{
    struct text bytes = {0};
    struct messages errors = {0};
    bool ours = file_read(path, 1000, &bytes, &errors) == STATUS_OK &&
                strncmp(bytes.data, "ours", 4) == 0;
    text_free(&bytes);
    messages_free(&errors);
    return ours;
}

static const struct result_kind kind = {begins_with_ours, "is not ours"};
static struct messages errors;

static enum status write_ours(const char *path, bool force, const char *in_between)
{
    struct result_file file;
    messages_free(&errors);
    if (result_file_begin(&file, path, &kind, force, &errors) != STATUS_OK)
        return STATUS_FAILED;
    write_file(file.partial.data, "ours, new");
    if (in_between != NULL)
        write_file(path, in_between);
    return result_file_commit(&file);
}

static void assert_content(const char *path, const char *content)
{
    struct text bytes = {0};
    assert_int_equal(file_read(path, 1000, &bytes, &errors), STATUS_OK);
    assert_string_equal(bytes.data, content);
    text_free(&bytes);
}

static void assert_files(int n)
{
    char command[64];
    snprintf(command, sizeof command, "[ \"$(ls -A | wc -l)\" -eq %d ]", n);
    assert_int_equal(system(command), 0);
}

static void what_is_ours_is_replaced_and_what_is_not_stays(void **state)
{
    (void)state;
    assert_int_equal(write_ours("a", false, NULL), STATUS_OK);
    assert_content("a", "ours, new");
    write_file("a", "ours, old");
    assert_int_equal(write_ours("a", false, NULL), STATUS_OK);
    assert_content("a", "ours, new");
    write_file("a", "mine");
    assert_int_equal(write_ours("a", false, NULL), STATUS_FAILED);
    assert_string_equal(errors.lines[0], "a: is not ours");
    assert_content("a", "mine");
    write_file("a", "");
    assert_int_equal(write_ours("a", false, NULL), STATUS_OK);
    assert_files(1);
}

static void force_moves_aside(void **state)
{
    (void)state;
    write_file("a", "mine");
    write_file("a.1", "other");
    assert_int_equal(write_ours("a", true, NULL), STATUS_OK);
    assert_content("a", "ours, new");
    assert_content("a.1", "other");
    assert_content("a.2", "mine");
    assert_string_equal(errors.lines[0], "what was in a is in a.2 now");
    assert_int_equal(mkdir("folder", 0777), 0);
    assert_int_equal(write_ours("folder", true, NULL), STATUS_FAILED);
    assert_string_equal(errors.lines[0], "folder: exists and is not a regular file");
    assert_files(4);
}

static void what_came_in_between_stays_and_the_new_file_is_beside_it(void **state)
{
    (void)state;
    assert_int_equal(write_ours("a", false, "mine"), STATUS_FAILED);
    assert_content("a", "mine");
    assert_content("a.1", "ours, new");
    assert_string_equal(errors.lines[1], "a: the new file is a.1 instead");
    assert_files(2);
}

static void a_link_stays(void **state)
{
    (void)state;
    write_file("a", "ours, old");
    assert_int_equal(symlink("a", "link"), 0);
    assert_int_equal(symlink("nowhere", "dangling"), 0);
    assert_int_equal(write_ours("link", false, NULL), STATUS_OK);
    assert_content("a", "ours, new");
    assert_int_equal(write_ours("dangling", false, NULL), STATUS_FAILED);
    struct stat facts;
    assert_int_equal(lstat("link", &facts), 0);
    assert_true(S_ISLNK(facts.st_mode));
    assert_files(3);
}

static void what_the_dead_left_is_removed_and_what_the_living_write_is_not(void **state)
{
    (void)state;
    write_file(".a.partial-999999999", "dead");
    write_file(".a.partial-1", "of a process that lives");
    write_file(".a.partial-999999999x", "somebody's");
    write_file(".b.partial-999999999", "of another file");
    assert_int_equal(write_ours("a", false, NULL), STATUS_OK);
    assert_int_equal(access(".a.partial-999999999", F_OK), -1);
    assert_files(4);
}

static void what_is_aborted_leaves_nothing(void **state)
{
    (void)state;
    struct result_file file;
    assert_int_equal(result_file_begin(&file, "a", &kind, false, &errors), STATUS_OK);
    write_file(file.partial.data, "half");
    result_file_abort(&file);
    assert_files(0);
    assert_int_equal(result_file_begin(&file, "none/a", &kind, false, &errors), STATUS_FAILED);
    assert_files(0);
}

static int leave(void **state)
{
    messages_free(&errors);
    return leave_folder(state);
}

#define in_a_folder(f) cmocka_unit_test_setup_teardown(f, enter_folder, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_folder(what_is_ours_is_replaced_and_what_is_not_stays),
        in_a_folder(force_moves_aside),
        in_a_folder(what_came_in_between_stays_and_the_new_file_is_beside_it),
        in_a_folder(a_link_stays),
        in_a_folder(what_the_dead_left_is_removed_and_what_the_living_write_is_not),
        in_a_folder(what_is_aborted_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
