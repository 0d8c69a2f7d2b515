/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "files.h"
#include "folder.h"

#include <dirent.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define MARKER "manifest.json"

/* A marker has a line for each file, checksum and path; or says whose it is. */
static enum results_claim read_marker(const struct text *marker, struct file_list *list)
{
    char path[200], sha256[SHA256_DIGITS + 1];
    int length;
    if (strncmp(text_string(marker), "other", 5) == 0)
        return CLAIM_OF_OTHERS;
    if (strncmp(text_string(marker), "{}", 2) == 0)
        return CLAIM_WITHOUT_LIST;
    for (const char *at = text_string(marker);
         sscanf(at, "%64s %199[^\n]%n", sha256, path, &length) == 2; at += length)
        file_list_set(list, path, sha256);
    return CLAIM_LISTED;
}

static const struct results_kind kind = {MARKER, read_marker};

static void assert_file(const char *path, const char *content)
{
    struct messages errors = {0};
    struct text text = {0};
    assert_int_equal(file_read(path, 1000000, &text, &errors), STATUS_OK);
    assert_string_equal(text_string(&text), content);
    text_free(&text);
    messages_free(&errors);
}

/* How many entries a folder has, hidden ones included. */
static int entries(const char *path)
{
    int n = 0;
    DIR *list = opendir(path);
    assert_non_null(list);
    for (struct dirent *entry = readdir(list); entry != NULL; entry = readdir(list))
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(list);
    return n;
}

static bool is_there(const char *path)
{
    struct stat facts;
    return lstat(path, &facts) == 0;
}

static void write_result(struct results_folder *folder, const char *name, const char *content)
{
    FILE *file = results_open(folder, name);
    assert_non_null(file);
    fputs(content, file);
    assert_int_equal(results_close(folder, file, name), STATUS_OK);
}

static void begin(struct results_folder *folder, const char *target, struct messages *errors)
{
    assert_int_equal(results_begin(folder, target, &kind, false, errors), STATUS_OK);
}

static void write_list(struct results_folder *folder)
{
    struct file_list list = {0};
    struct messages errors = {0};
    struct text marker = {0};
    const char *partial = text_string(&folder->partial);
    assert_int_equal(folder_list(partial, MARKER, &list, &errors), STATUS_OK);
    for (int i = 0; i < list.n; i++)
        text_printf(&marker, "%s %s\n", list.file[i].sha256, list.file[i].path);
    write_result(folder, MARKER, text_string(&marker));
    text_free(&marker);
    file_list_free(&list);
}

/* A whole result of which `summary` is the content of summary.csv. */
static void make_result(const char *target, const char *summary)
{
    struct results_folder folder;
    struct messages errors = {0};
    begin(&folder, target, &errors);
    write_result(&folder, "summary.csv", summary);
    write_result(&folder, "plots/a.svg", "<svg/>");
    write_list(&folder);
    assert_int_equal(results_commit(&folder), STATUS_OK);
    assert_int_equal(errors.count, 0);
}

static void nothing_is_there_until_all_is(void **state)
{
    (void)state;
    struct results_folder folder;
    struct messages errors = {0};
    begin(&folder, "out/results/spark", &errors);
    write_result(&folder, MARKER, "{}");
    write_result(&folder, "plots/deep/a.svg", "<svg/>");
    assert_false(is_there("out/results/spark"));
    assert_int_equal(results_commit(&folder), STATUS_OK);
    assert_file("out/results/spark/manifest.json", "{}");
    assert_file("out/results/spark/plots/deep/a.svg", "<svg/>");
    assert_int_equal(entries("out/results"), 1);
}

static void an_earlier_result_is_replaced_whole(void **state)
{
    (void)state;
    make_result("r", "first");
    assert_int_equal(unlink("r/plots/a.svg"), 0); /* what is gone is not lost by us */
    make_result("r/", "second");
    assert_file("r/summary.csv", "second");
    assert_int_equal(entries("."), 1);
}

static void a_link_to_results_stays_a_link(void **state)
{
    (void)state;
    make_result("real/r", "first");
    assert_int_equal(symlink("real/r", "link"), 0);
    make_result("link", "second");
    struct stat facts;
    assert_int_equal(lstat("link", &facts), 0);
    assert_true(S_ISLNK(facts.st_mode));
    assert_file("real/r/summary.csv", "second");
    assert_int_equal(entries("real"), 1);
    assert_int_equal(entries("."), 2);
}

static void assert_not_begun(const char *target, const char *reason)
{
    struct results_folder folder;
    struct messages errors = {0};
    int before = entries(".");
    assert_int_equal(results_begin(&folder, target, &kind, false, &errors), STATUS_FAILED);
    assert_int_equal(errors.count, 1);
    assert_non_null(strstr(errors.lines[0], reason));
    assert_int_equal(entries("."), before);
    messages_free(&errors);
}

static void what_is_not_ours_is_left_alone(void **state)
{
    (void)state;
    assert_int_equal(mkdir("home", 0777), 0);
    write_file("home/thesis.txt", "years of work");
    assert_not_begun("home", "not a folder of results");
    assert_not_begun("home/", "not a folder of results");
    assert_file("home/thesis.txt", "years of work");
    assert_not_begun("home/thesis.txt", "exists and is not a folder");
    assert_not_begun("home/thesis.txt/r", "Not a directory");
    assert_int_equal(mkdir("home/manifest.json", 0777), 0);
    assert_not_begun("home", "not a folder of results");
    assert_int_equal(symlink("nowhere", "broken"), 0);
    assert_not_begun("broken", "exists and is not a folder");
    assert_not_begun(".", "is not a name");
    assert_not_begun("..", "is not a name");
    assert_not_begun("", "is not a name");
    assert_not_begun("/", "is not a name");
    assert_not_begun("home/..", "is not a name");
    assert_not_begun("/proc/r", "/proc/");
}

static void what_was_added_or_changed_is_left_alone(void **state)
{
    (void)state;
    make_result("r", "first");
    write_file("r/notes.txt", "mine");
    assert_not_begun("r", "since the results were written there: notes.txt;");
    assert_file("r/notes.txt", "mine");
    assert_int_equal(unlink("r/notes.txt"), 0);
    write_file("r/plots/a.svg", "<svg>mine</svg>");
    assert_not_begun("r", ": plots/a.svg;");
    write_file("r/plots/a.svg", "<svg/>");
    assert_int_equal(symlink("/etc", "r/plots/link"), 0);
    assert_not_begun("r", ": plots/link;");
    assert_int_equal(unlink("r/plots/link"), 0);
    assert_int_equal(mkdir("r/plots/mine", 0777), 0);
    make_result("r", "second"); /* an empty folder is nothing */
    char name[20];
    for (int i = 0; i < 9; i++) {
        snprintf(name, sizeof name, "r/%d", i);
        write_file(name, "");
    }
    assert_not_begun("r", ": 0, 1, 2, ...;");
    assert_int_equal(rename("r/summary.csv", "r/plots/summary.csv"), 0);
    write_file("r/" MARKER, "other");
    assert_not_begun("r", "not a folder of results");
}

static void force_moves_aside_and_deletes_nothing(void **state)
{
    (void)state;
    struct results_folder folder;
    struct messages errors = {0};
    write_file("r.1", "taken");
    for (int i = 2; i <= 3; i++) {
        if (i == 2)
            assert_int_equal(mkdir("r", 0777), 0);
        write_file("r/mine", i == 2 ? "two" : "three");
        assert_int_equal(results_begin(&folder, "r", &kind, true, &errors), STATUS_OK);
        write_list(&folder);
        assert_int_equal(results_commit(&folder), STATUS_OK);
        assert_int_equal(errors.count, i - 1);
        assert_non_null(strstr(errors.lines[i - 2], i == 2 ? "r.2" : "r.3"));
    }
    assert_file("r.1", "taken");
    assert_file("r.2/mine", "two");
    assert_file("r.3/mine", "three");
    assert_int_equal(entries("."), 4);
    messages_free(&errors);
}

/* Earlier versions had no list, so that nobody knows what was added. */
static void a_result_without_a_list_moves_aside(void **state)
{
    (void)state;
    struct results_folder folder;
    struct messages errors = {0};
    begin(&folder, "r", &errors);
    write_result(&folder, MARKER, "{}");
    assert_int_equal(results_commit(&folder), STATUS_OK);
    write_file("r/mine", "mine");
    begin(&folder, "r", &errors);
    write_list(&folder);
    assert_int_equal(results_commit(&folder), STATUS_OK);
    assert_int_equal(errors.count, 1);
    assert_non_null(strstr(errors.lines[0], "r.1"));
    assert_file("r.1/mine", "mine");
    messages_free(&errors);
}

static void an_empty_folder_is_taken(void **state)
{
    (void)state;
    assert_int_equal(mkdir("r", 0777), 0);
    make_result("r", "first");
    assert_file("r/summary.csv", "first");
    assert_int_equal(entries("."), 1);
}

/* The results are whole, and hours of work: they are kept. */
static void what_came_after_the_start_is_left_alone(void **state)
{
    (void)state;
    struct results_folder folder;
    struct messages errors = {0};
    begin(&folder, "r", &errors);
    write_result(&folder, "summary.csv", "hours");
    write_list(&folder);
    assert_int_equal(mkdir("r", 0777), 0);
    write_file("r/mine", "mine");
    assert_int_equal(results_commit(&folder), STATUS_FAILED);
    assert_int_equal(errors.count, 2);
    assert_non_null(strstr(errors.lines[1], "the new results are in r.1"));
    assert_file("r/mine", "mine");
    assert_file("r.1/summary.csv", "hours");
    assert_int_equal(entries("."), 2);
    messages_free(&errors);
}

static void an_aborted_run_leaves_nothing(void **state)
{
    (void)state;
    struct results_folder folder;
    struct messages errors = {0};
    begin(&folder, "a/b/c", &errors);
    write_result(&folder, "plots/a.svg", "<svg/>");
    write_result(&folder, MARKER, "{}");
    results_abort(&folder);
    assert_int_equal(entries("."), 0);
    make_result("a/b/c", "first");
    begin(&folder, "a/b/c", &errors);
    write_result(&folder, "summary.csv", "second");
    results_abort(&folder);
    assert_file("a/b/c/summary.csv", "first");
    assert_int_equal(entries("a/b"), 1);
    results_abort(&folder);
}

/* A link inside the unfinished results is removed, what it points to is not. */
static void links_are_not_followed(void **state)
{
    (void)state;
    struct results_folder folder;
    struct messages errors = {0};
    assert_int_equal(mkdir("precious", 0777), 0);
    write_file("precious/file", "kept");
    begin(&folder, "r", &errors);
    struct text link = {0};
    path_join(&link, text_string(&folder.partial), "link");
    assert_int_equal(symlink(home, link.data), 0);
    results_remove_partial(&folder);
    results_abort(&folder);
    text_free(&link);
    assert_file("precious/file", "kept");
    assert_int_equal(entries("."), 1);
}

static void many_files_are_removed(void **state)
{
    (void)state;
    struct results_folder folder;
    struct messages errors = {0};
    begin(&folder, "r", &errors);
    for (int i = 0; i < 1500; i++) {
        char name[64];
        snprintf(name, sizeof name, "plots/%d/a-file-with-a-long-name-%d.svg", i % 20, i);
        write_result(&folder, name, "x");
    }
    results_abort(&folder);
    assert_int_equal(entries("."), 0);
}

static void dead_runs_are_tidied_and_live_ones_are_not(void **state)
{
    (void)state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(0);
    waitpid(child, NULL, 0);
    char dead[64], live[64], other[] = ".r.partial-1x", own[64];
    snprintf(dead, sizeof dead, ".r.partial-%d", child);
    snprintf(live, sizeof live, ".r.partial-%d", getppid());
    snprintf(own, sizeof own, ".r.partial-%d", getpid());
    const char *folders[] = {dead, live, other, own};
    for (int i = 0; i < 4; i++) {
        char file[128];
        assert_int_equal(mkdir(folders[i], 0777), 0);
        snprintf(file, sizeof file, "%s/summary.csv", folders[i]);
        write_file(file, "x");
    }
    make_result("r", "whole");
    assert_false(is_there(dead));
    assert_false(is_there(own));
    assert_true(is_there(live));
    assert_true(is_there(other));
}

static void old_of_dead_process(char name[64])
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(0);
    waitpid(child, NULL, 0);
    snprintf(name, 64, ".r.partial-%d.old", child);
}

/* A run that died between its two steps had the old result under another name. */
static void what_had_stepped_aside_comes_back(void **state)
{
    (void)state;
    struct messages errors = {0};
    struct results_folder folder;
    char old[64], partial[64];
    old_of_dead_process(old);
    snprintf(partial, sizeof partial, "%.*s", (int)(strlen(old) - 4), old);
    make_result("r", "first");
    assert_int_equal(rename("r", old), 0);
    assert_int_equal(mkdir(partial, 0777), 0);
    begin(&folder, "r", &errors);
    results_abort(&folder);
    assert_file("r/summary.csv", "first");
    assert_int_equal(entries("."), 1);
    /* With a result in its place it is what was replaced, unless somebody changed it. */
    assert_int_equal(rename("r", old), 0);
    make_result("other", "second");
    assert_int_equal(rename("other", "r"), 0);
    make_result("r", "third");
    assert_int_equal(entries("."), 1);
    assert_file("r/summary.csv", "third");
    assert_int_equal(mkdir(old, 0777), 0);
    struct text mine = {0};
    text_printf(&mine, "%s/mine", old);
    write_file(mine.data, "mine");
    make_result("r", "fourth");
    assert_file(mine.data, "mine");
    text_free(&mine);
}

/* Another container has process numbers of its own: only the lock tells. */
static void a_locked_folder_is_not_tidied(void **state)
{
    (void)state;
    struct results_folder first;
    struct messages errors = {0};
    begin(&first, "r", &errors);
    assert_not_begun("r", "is being written by another run");
    assert_true(is_there(text_string(&first.partial)));
    write_result(&first, MARKER, "{}");
    assert_int_equal(results_commit(&first), STATUS_OK);
    assert_true(is_there("r/manifest.json"));
}

/* ---- Disks that are full ---- */

static void assert_write_fails(struct results_folder *folder, const char *name, int bytes)
{
    FILE *file = results_open(folder, name);
    assert_non_null(file);
    for (int i = 0; i < bytes; i++)
        fputc('x', file);
    assert_int_equal(results_close(folder, file, name), STATUS_FAILED);
}

static void a_full_disk_is_told_of(void **state)
{
    (void)state;
    struct results_folder folder;
    struct messages errors = {0};
    make_result("r", "first");
    begin(&folder, "r", &errors);
    struct text link = {0};
    path_join(&link, text_string(&folder.partial), "summary.csv");
    assert_int_equal(symlink("/dev/full", link.data), 0);
    text_free(&link);
    const int sizes[] = {1, 100000}; /* seen at the end, and while writing */
    for (size_t i = 0; i < 2; i++) {
        assert_write_fails(&folder, "summary.csv", sizes[i]);
        assert_int_equal(errors.count, i + 1);
        assert_string_equal(errors.lines[i], "r/summary.csv: No space left on device");
    }
    results_abort(&folder);
    assert_file("r/summary.csv", "first");
    assert_int_equal(entries("."), 1);
    messages_free(&errors);
}

static void a_file_that_may_not_grow_is_told_of(void **state)
{
    (void)state;
    struct results_folder folder;
    struct messages errors = {0};
    struct rlimit before;
    begin(&folder, "r", &errors);
    getrlimit(RLIMIT_FSIZE, &before);
    struct rlimit small = {1000, before.rlim_max};
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_write_fails(&folder, "summary.csv", 5000);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, handler);
    assert_string_equal(errors.lines[0], "r/summary.csv: File too large");
    results_abort(&folder);
    assert_int_equal(entries("."), 0);
    messages_free(&errors);
}

static void a_file_that_cannot_be_made_is_told_of(void **state)
{
    (void)state;
    struct results_folder folder;
    struct messages errors = {0};
    begin(&folder, "r", &errors);
    write_result(&folder, "plots", "a file");
    assert_null(results_open(&folder, "plots/a.svg"));
    assert_int_equal(errors.count, 1);
    assert_non_null(strstr(errors.lines[0], "r/plots/a.svg: "));
    results_abort(&folder);
    messages_free(&errors);
}

#define in_folder(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(nothing_is_there_until_all_is),
        in_folder(an_earlier_result_is_replaced_whole),
        in_folder(a_link_to_results_stays_a_link),
        in_folder(what_is_not_ours_is_left_alone),
        in_folder(what_was_added_or_changed_is_left_alone),
        in_folder(force_moves_aside_and_deletes_nothing),
        in_folder(a_result_without_a_list_moves_aside),
        in_folder(an_empty_folder_is_taken),
        in_folder(what_had_stepped_aside_comes_back),
        in_folder(what_came_after_the_start_is_left_alone),
        in_folder(an_aborted_run_leaves_nothing),
        in_folder(links_are_not_followed),
        in_folder(many_files_are_removed),
        in_folder(dead_runs_are_tidied_and_live_ones_are_not),
        in_folder(a_locked_folder_is_not_tidied),
        in_folder(a_full_disk_is_told_of),
        in_folder(a_file_that_may_not_grow_is_told_of),
        in_folder(a_file_that_cannot_be_made_is_told_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
