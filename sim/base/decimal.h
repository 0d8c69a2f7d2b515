/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Numbers as text, fast and in any locale: with a decimal point, and without a NUL at the end.
 * All of these write to `out`, which has room for DECIMAL_ROOM bytes, and return where the
 * text ends. */
enum { DECIMAL_ROOM = 32 };

/* What printf() makes of `value` with "%.12g" in the C locale: the digits of the exact value,
 * rounded to the nearest, halves to even. */
char *decimal_put(char *out, double value);

/* The same with "%.10g". */
char *decimal_put_ten(char *out, double value);

char *decimal_put_whole(char *out, int64_t value);

/* The same as decimal_put() where that text reads back as `value`; else NULL. */
char *decimal_put_exact(char *out, double value);
