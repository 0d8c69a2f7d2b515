/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Checksums of bytes, as hexadecimal digits that a NUL ends.
 *
 * SHA-256 tells what work stands on: configs, lists of companies, checkpoints, workbooks. XXH64
 * (Y. Collet, "XXH64 algorithm description", with seed 0) tells whether a file of results is as
 * it was written: a change that nobody made on purpose to deceive is missed once in 2^64 times,
 * and whoever wanted to deceive could write the list of checksums anew whatever they are. It
 * takes a sixtieth of the instructions of SHA-256, where the processor has none for that. */
enum checksum { XXH64, SHA256, N_CHECKSUMS };
enum { XXH64_DIGITS = 16, SHA256_DIGITS = 64, MOST_DIGITS = SHA256_DIGITS };

/* Which kind some digits are of: there are as many as it has. */
enum checksum checksum_kind(const char *digits);

void checksum_hex(
    enum checksum kind, const void *bytes, size_t length, char hex[MOST_DIGITS + 1]);

/* Of the first `length` bytes of an open file, from its start. -1, and `errno`, when they
 * cannot be read, or are fewer. */
int checksum_of_part(enum checksum kind, int fd, uint64_t length, char hex[MOST_DIGITS + 1]);

/* Of the file `name` in the open folder `at`, piece by piece, and not through a link. -1, and
 * `errno`, when it cannot be read. */
int checksum_of_file(enum checksum kind, int at, const char *name, char hex[MOST_DIGITS + 1]);

static inline void sha256_hex(const void *bytes, size_t length, char hex[SHA256_DIGITS + 1])
{
    checksum_hex(SHA256, bytes, length, hex);
}
