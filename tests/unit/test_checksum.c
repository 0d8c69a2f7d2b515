/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "checksum.h"
#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

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

/* Bytes as the self-test of its author's program makes them (xxhsum.c, sanity checks). */
static void fill(unsigned char *bytes, size_t length)
{
    uint64_t number = UINT64_C(2654435761);
    for (size_t i = 0; i < length; i++) {
        bytes[i] = (unsigned char)(number >> 56);
        number *= UINT64_C(11400714785074694797);
    }
}

static void assert_xxh64(const void *bytes, size_t length, const char *expected)
{
    char hex[MOST_DIGITS + 1];
    checksum_hex(XXH64, bytes, length, hex);
    assert_string_equal(hex, expected);
}

/* From its author's tests, and of lengths around a stripe, by the library of Debian
 * (libxxhash 0.8.1). */
static void sums_are_those_of_its_author(void **state)
{
    (void)state;
    unsigned char bytes[222];
    fill(bytes, sizeof bytes);
    assert_xxh64("", 0, "ef46db3751d8e999");
    assert_xxh64("abc", 3, "44bc2cf5ad770999");
    assert_xxh64("Call me Ishmael. Some years ago--never mind how long precisely-", 63,
        "02a2e85470d6fd96");
    assert_xxh64(bytes, 1, "e934a84adb052768");
    assert_xxh64(bytes, 4, "9136a0dca57457ee");
    assert_xxh64(bytes, 14, "8282dcc4994e35c8");
    assert_xxh64(bytes, 31, "299b39a290e6d783");
    assert_xxh64(bytes, 32, "18b216492bb44b70");
    assert_xxh64(bytes, 33, "55c8dc3e578f5b59");
    assert_xxh64(bytes, 222, "b641ae8cb691c174");
}

/* Read in pieces of 64 kB, of a file that is no whole number of stripes long. */
static void files_have_the_sum_of_their_bytes(void **state)
{
    (void)state;
    enum { LENGTH = 200003 };
    static unsigned char bytes[LENGTH];
    char whole[MOST_DIGITS + 1], hex[MOST_DIGITS + 1];
    fill(bytes, LENGTH);
    int file = open("bytes", O_RDWR | O_CREAT, 0666);
    assert_int_equal(write(file, bytes, LENGTH), LENGTH);
    for (enum checksum kind = 0; kind < N_CHECKSUMS; kind++) {
        checksum_hex(kind, bytes, LENGTH, whole);
        assert_int_equal(checksum_kind(whole), kind);
        assert_int_equal(checksum_of_file(kind, AT_FDCWD, "bytes", hex), 0);
        assert_string_equal(hex, whole);
        assert_int_equal(checksum_of_part(kind, file, LENGTH, hex), 0);
        assert_string_equal(hex, whole);
        checksum_hex(kind, bytes, 12345, whole);
        assert_int_equal(checksum_of_part(kind, file, 12345, hex), 0);
        assert_string_equal(hex, whole);
        assert_int_equal(checksum_of_part(kind, file, LENGTH + 1, hex), -1);
        assert_int_equal(errno, ENODATA);
        assert_int_equal(checksum_of_file(kind, AT_FDCWD, "nothing", hex), -1);
        assert_int_equal(errno, ENOENT);
    }
    close(file);
}

/* Of one bit, wherever it is. */
static void every_change_is_seen(void **state)
{
    (void)state;
    unsigned char bytes[77];
    char before[MOST_DIGITS + 1], after[MOST_DIGITS + 1];
    fill(bytes, sizeof bytes);
    checksum_hex(XXH64, bytes, sizeof bytes, before);
    for (size_t bit = 0; bit < 8 * sizeof bytes; bit++) {
        bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
        checksum_hex(XXH64, bytes, sizeof bytes, after);
        assert_string_not_equal(after, before);
        bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_are_those_of_the_standard),
        cmocka_unit_test(sums_are_those_of_its_author),
        cmocka_unit_test_setup_teardown(
            files_have_the_sum_of_their_bytes, enter_folder, leave_folder),
        cmocka_unit_test(every_change_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
