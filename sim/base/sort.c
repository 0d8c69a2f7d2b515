/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sort.h"

#include <string.h>

/* Up to here insertion is faster. */
enum { FEW = 32 };

enum { BYTE_BITS = 8, BYTES = 1 << BYTE_BITS };

static void insert(struct sortable *item, int n)
{
    for (int i = 1; i < n; i++) {
        struct sortable moving = item[i];
        int j = i;
        for (; j > 0 && item[j - 1].key > moving.key; j--)
            item[j] = item[j - 1];
        item[j] = moving;
    }
}

/* The bits in which the keys are not all the same. */
static uint64_t bits_that_differ(const struct sortable *item, int n)
{
    uint64_t differ = 0;
    for (int i = 1; i < n; i++)
        differ |= item[i].key ^ item[0].key;
    return differ;
}

static void distribute(const struct sortable *from, struct sortable *into, int n, int shift)
{
    int start[BYTES + 1] = {0};
    for (int i = 0; i < n; i++)
        start[(from[i].key >> shift & (BYTES - 1)) + 1]++;
    for (int byte = 0; byte < BYTES; byte++)
        start[byte + 1] += start[byte];
    for (int i = 0; i < n; i++)
        into[start[from[i].key >> shift & (BYTES - 1)]++] = from[i];
}

void sort_by_key(struct sortable *item, struct sortable *spare, int n)
{
    if (n <= FEW) {
        insert(item, n);
        return;
    }
    struct sortable *from = item, *into = spare;
    uint64_t differ = bits_that_differ(item, n);
    for (int shift = 0; shift < 64 && differ >> shift != 0; shift += BYTE_BITS) {
        if ((differ >> shift & (BYTES - 1)) == 0)
            continue;
        distribute(from, into, n, shift);
        struct sortable *swap = from;
        from = into;
        into = swap;
    }
    if (from != item)
        memcpy(item, from, (size_t)n * sizeof *item);
}

static void insert_numbers(uint32_t *number, int n)
{
    for (int i = 1; i < n; i++) {
        uint32_t moving = number[i];
        int j = i;
        for (; j > 0 && number[j - 1] > moving; j--)
            number[j] = number[j - 1];
        number[j] = moving;
    }
}

/* Digits of numbers: so few values that clearing and adding up their counts costs little beside
 * a hundred numbers. */
enum { DIGIT_BITS = 6, DIGITS = 1 << DIGIT_BITS };

static void distribute_numbers(const uint32_t *from, uint32_t *into, int n, int shift)
{
    int start[DIGITS + 1] = {0};
    for (int i = 0; i < n; i++)
        start[(from[i] >> shift & (DIGITS - 1)) + 1]++;
    for (int digit = 0; digit < DIGITS; digit++)
        start[digit + 1] += start[digit];
    for (int i = 0; i < n; i++)
        into[start[from[i] >> shift & (DIGITS - 1)]++] = from[i];
}

void sort_numbers(uint32_t *number, uint32_t *spare, int n, int bit)
{
    if (n <= FEW) {
        insert_numbers(number, n);
        return;
    }
    uint32_t *from = number, *into = spare, differ = 0;
    for (int i = 1; i < n; i++)
        differ |= number[i] ^ number[0];
    for (int shift = bit; shift < 32 && differ >> shift != 0; shift += DIGIT_BITS) {
        if ((differ >> shift & (DIGITS - 1)) == 0)
            continue;
        distribute_numbers(from, into, n, shift);
        uint32_t *swap = from;
        from = into;
        into = swap;
    }
    if (from != number)
        memcpy(number, from, (size_t)n * sizeof *number);
}
