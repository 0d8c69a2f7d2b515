/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "files.h"
#include "folder.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void assert_file(const char *path, const char *content)
{
    struct messages errors = {0};
    struct text text = {0};
    assert_int_equal(file_read(path, 1000000, &text, &errors), STATUS_OK);
    assert_string_equal(text_string(&text), content);
    text_free(&text);
    messages_free(&errors);
}

/* ---- Reading ---- */

static void assert_refused(const char *path, size_t most, const char *reason)
{
    struct messages errors = {0};
    struct text text = {0};
    assert_int_equal(file_read(path, most, &text, &errors), STATUS_FAILED);
    assert_int_equal(errors.count, 1);
    assert_non_null(strstr(errors.lines[0], path));
    assert_non_null(strstr(errors.lines[0], reason));
    text_free(&text);
    messages_free(&errors);
}

static void a_file_is_read_whole(void **state)
{
    (void)state;
    struct messages errors = {0};
    struct text text = {0};
    FILE *file = fopen("bytes", "w");
    for (int i = 0; i < 200000; i++)
        fputc(i % 256, file);
    fclose(file);
    assert_int_equal(file_read("bytes", 200000, &text, &errors), STATUS_OK);
    assert_int_equal(text.length, 200000);
    for (size_t i = 0; i < text.length; i++)
        assert_int_equal((unsigned char)text.data[i], i % 256);
    text_free(&text);
}

static void an_empty_file_gives_an_empty_string(void **state)
{
    (void)state;
    write_file("empty", "");
    assert_file("empty", "");
}

static void files_without_a_size_are_read(void **state)
{
    (void)state;
    struct messages errors = {0};
    struct text text = {0};
    assert_int_equal(file_read("/proc/self/status", 100000, &text, &errors), STATUS_OK);
    assert_true(text.length > 100);
    text_free(&text);
}

static void what_is_no_readable_file_is_refused(void **state)
{
    (void)state;
    assert_refused("absent.cfg", 10, "No such file");
    assert_refused("", 10, "No such file");
    assert_int_equal(mkdir("folder", 0777), 0);
    assert_refused("folder", 10, "is a folder");
    assert_int_equal(mkfifo("fifo", 0666), 0);
    assert_refused("fifo", 10, "is not a regular file");
    assert_refused("/dev/zero", 10, "is not a regular file");
    assert_int_equal(symlink("loop", "loop"), 0);
    assert_refused("loop", 10, "loop:");
    if (geteuid() != 0) {
        write_file("secret", "x");
        chmod("secret", 0);
        assert_refused("secret", 10, "Permission denied");
    }
}

static void too_large_a_file_is_refused(void **state)
{
    (void)state;
    write_file("eleven", "0123456789+");
    assert_refused("eleven", 10, "larger than 10 bytes");
    assert_refused("/proc/self/status", 10, "larger than 10 bytes");
    assert_file("eleven", "0123456789+");
}

/* A link is neither read nor written through, and what fails leaves what was there. */
static void files_are_replaced_and_links_are_not_followed(void **state)
{
    (void)state;
    struct messages errors = {0};
    struct text text = {0};
    int here = open(".", O_RDONLY | O_DIRECTORY);
    write_file("outside", "kept");
    assert_int_equal(symlink("outside", "link"), 0);
    assert_int_equal(file_read_at(here, "link", "x/link", 10, &text, &errors), STATUS_FAILED);
    assert_string_equal(errors.lines[0], "x/link: is not a regular file");
    assert_int_equal(file_replace_at(here, "link", "x/link", "new", 3, &errors), STATUS_OK);
    assert_file("link", "new");
    assert_file("outside", "kept");
    assert_int_equal(file_read_at(here, "link", "x/link", 10, &text, &errors), STATUS_OK);
    assert_string_equal(text.data, "new");
    assert_int_equal(mkdir("folder", 0777), 0);
    assert_int_equal(
        file_replace_at(here, "folder", "x/folder", "new", 3, &errors), STATUS_FAILED);
    assert_int_equal(errors.count, 2);
    assert_non_null(strstr(errors.lines[1], "x/folder: "));
    assert_int_equal(system("test $(ls -A | wc -l) -eq 3"), 0);
    close(here);
    text_free(&text);
    messages_free(&errors);
}

/* FIPS 180-4 examples, and the empty message. */
static void digests_are_those_of_the_standard(void **state)
{
    (void)state;
    char hex[SHA256_DIGITS + 1];
    sha256_hex("abc", 3, hex);
    assert_string_equal(
        hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    sha256_hex("", 0, hex);
    assert_string_equal(
        hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    const char *two_blocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    sha256_hex(two_blocks, strlen(two_blocks), hex);
    assert_string_equal(
        hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

/* ---- Paths ---- */

static void assert_folder(const char *path, const char *folder)
{
    struct text text = {0};
    path_folder(&text, path);
    assert_string_equal(text_string(&text), folder);
    text_free(&text);
}

static void assert_join(const char *folder, const char *name, const char *path)
{
    struct text text = {0};
    path_join(&text, folder, name);
    assert_string_equal(text_string(&text), path);
    text_free(&text);
}

static void paths_are_taken_apart_and_put_together(void **state)
{
    (void)state;
    assert_folder("a/b/c.cfg", "a/b");
    assert_folder("c.cfg", ".");
    assert_folder("", ".");
    assert_folder("/c.cfg", "/");
    assert_folder("/", "/");
    assert_folder("a/b/", "a");
    assert_folder("a//b", "a");
    assert_folder("//b", "/");
    assert_join("a", "b", "a/b");
    assert_join("a/", "b", "a/b");
    assert_join("/", "b", "/b");
    assert_join("", "b", "b");
    assert_join("a", "/b", "/b");
}

#define in_folder(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(a_file_is_read_whole),
        in_folder(an_empty_file_gives_an_empty_string),
        in_folder(files_without_a_size_are_read),
        in_folder(what_is_no_readable_file_is_refused),
        in_folder(too_large_a_file_is_refused),
        in_folder(files_are_replaced_and_links_are_not_followed),
        cmocka_unit_test(digests_are_those_of_the_standard),
        cmocka_unit_test(paths_are_taken_apart_and_put_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
