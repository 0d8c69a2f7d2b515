/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checksum.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <string.h>
#include <unistd.h>

/* ---- XXH64 ---- */

enum { LANES = 4, STRIPE = LANES * sizeof(uint64_t) };

/* Bytes that were added so far: whole stripes are in the lanes, what is left of one waits. */
struct xxh64 {
    uint64_t lane[LANES], length;
    unsigned char rest[STRIPE];
};

static const uint64_t prime_1 = UINT64_C(0x9E3779B185EBCA87),
                      prime_2 = UINT64_C(0xC2B2AE3D27D4EB4F),
                      prime_3 = UINT64_C(0x165667B19E3779F9),
                      prime_4 = UINT64_C(0x85EBCA77C2B2AE63),
                      prime_5 = UINT64_C(0x27D4EB2F165667C5);

static inline uint64_t rotated(uint64_t x, int bits)
{
    return x << bits | x >> (64 - bits);
}

/* The first `size` bytes as a whole number, the lowest first. */
static inline uint64_t number_at(const unsigned char *at, int size)
{
    uint64_t number = 0;
    for (int i = 0; i < size; i++)
        number |= (uint64_t)at[i] << 8 * i;
    return number;
}

static inline uint64_t stirred(uint64_t lane, uint64_t number)
{
    return rotated(lane + number * prime_2, 31) * prime_1;
}

static void xxh64_start(struct xxh64 *sum)
{
    *sum = (struct xxh64){.lane = {prime_1 + prime_2, prime_2, 0, -prime_1}};
}

static const unsigned char *add_stripes(
    struct xxh64 *sum, const unsigned char *at, size_t stripes)
{
    uint64_t a = sum->lane[0], b = sum->lane[1], c = sum->lane[2], d = sum->lane[3];
    for (; stripes > 0; stripes--, at += STRIPE) {
        a = stirred(a, number_at(at, 8));
        b = stirred(b, number_at(at + 8, 8));
        c = stirred(c, number_at(at + 16, 8));
        d = stirred(d, number_at(at + 24, 8));
    }
    sum->lane[0] = a, sum->lane[1] = b, sum->lane[2] = c, sum->lane[3] = d;
    return at;
}

static void xxh64_add(struct xxh64 *sum, const unsigned char *at, size_t length)
{
    size_t waiting = sum->length % STRIPE, missing = STRIPE - waiting;
    sum->length += length;
    if (waiting > 0 && length >= missing) {
        memcpy(sum->rest + waiting, at, missing);
        add_stripes(sum, sum->rest, 1);
        at += missing;
        length -= missing;
        waiting = 0;
    }
    if (waiting == 0)
        at = add_stripes(sum, at, length / STRIPE);
    length = waiting == 0 ? length % STRIPE : length;
    if (length > 0)
        memcpy(sum->rest + waiting, at, length);
}

static uint64_t joined_lanes(const struct xxh64 *sum)
{
    static const int turn[LANES] = {1, 7, 12, 18};
    uint64_t hash = 0;
    for (int i = 0; i < LANES; i++)
        hash += rotated(sum->lane[i], turn[i]);
    for (int i = 0; i < LANES; i++)
        hash = (hash ^ stirred(0, sum->lane[i])) * prime_1 + prime_4;
    return hash;
}

static uint64_t xxh64_end(const struct xxh64 *sum)
{
    const unsigned char *at = sum->rest, *end = at + sum->length % STRIPE;
    uint64_t hash = (sum->length >= STRIPE ? joined_lanes(sum) : prime_5) + sum->length;
    for (; end - at >= 8; at += 8)
        hash = rotated(hash ^ stirred(0, number_at(at, 8)), 27) * prime_1 + prime_4;
    for (; end - at >= 4; at += 4)
        hash = rotated(hash ^ number_at(at, 4) * prime_1, 23) * prime_2 + prime_3;
    for (; at < end; at++)
        hash = rotated(hash ^ *at * prime_5, 11) * prime_1;
    hash = (hash ^ hash >> 33) * prime_2;
    hash = (hash ^ hash >> 29) * prime_3;
    return hash ^ hash >> 32;
}

/* ---- Either kind ---- */

struct summing {
    enum checksum kind;
    union {
        struct xxh64 xxh64;
        struct sha256_ctx sha256;
    } of;
};

static void start(struct summing *sum, enum checksum kind)
{
    sum->kind = kind;
    if (kind == XXH64)
        xxh64_start(&sum->of.xxh64);
    else
        sha256_init(&sum->of.sha256);
}

static void add(struct summing *sum, const void *bytes, size_t length)
{
    if (sum->kind == XXH64)
        xxh64_add(&sum->of.xxh64, bytes, length);
    else
        sha256_update(&sum->of.sha256, length, bytes);
}

static void end(struct summing *sum, char hex[MOST_DIGITS + 1])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];
    size_t size = sum->kind == XXH64 ? sizeof(uint64_t) : sizeof digest;
    if (sum->kind == XXH64) {
        uint64_t hash = xxh64_end(&sum->of.xxh64);
        for (size_t i = 0; i < size; i++)
            digest[i] = (uint8_t)(hash >> 8 * (size - 1 - i));
    } else {
        sha256_digest(&sum->of.sha256, size, digest);
    }
    for (size_t i = 0; i < size; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    hex[2 * size] = '\0';
}

enum checksum checksum_kind(const char *digits)
{
    return strlen(digits) == XXH64_DIGITS ? XXH64 : SHA256;
}

void checksum_hex(
    enum checksum kind, const void *bytes, size_t length, char hex[MOST_DIGITS + 1])
{
    struct summing sum;
    start(&sum, kind);
    add(&sum, bytes, length);
    end(&sum, hex);
}

/* Of at most so many bytes; how many there were, or -1. */
static int64_t of_open(enum checksum kind, int fd, uint64_t most, char hex[MOST_DIGITS + 1])
{
    struct summing sum;
    unsigned char piece[1 << 16];
    uint64_t done = 0;
    ssize_t got = 1;
    start(&sum, kind);
    while (done < most && got != 0) {
        size_t wanted = most - done < sizeof piece ? (size_t)(most - done) : sizeof piece;
        got = pread(fd, piece, wanted, (off_t)done);
        if (got < 0 && errno != EINTR)
            return -1;
        add(&sum, piece, got > 0 ? (size_t)got : 0);
        done += got > 0 ? (uint64_t)got : 0;
    }
    end(&sum, hex);
    return (int64_t)done;
}

int checksum_of_part(enum checksum kind, int fd, uint64_t length, char hex[MOST_DIGITS + 1])
{
    int64_t done = of_open(kind, fd, length, hex);
    if (done >= 0 && (uint64_t)done < length)
        errno = ENODATA;
    return done >= 0 && (uint64_t)done == length ? 0 : -1;
}

int checksum_of_file(enum checksum kind, int at, const char *name, char hex[MOST_DIGITS + 1])
{
    int file = openat(at, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return -1;
    int64_t done = of_open(kind, file, INT64_MAX, hex);
    int error = errno;
    close(file);
    errno = error;
    return done < 0 ? -1 : 0;
}
