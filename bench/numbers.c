/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numbers.h"

#include "decimal.h"
#include "philox.h"
#include "target.h"
#include "timing.h"

#include <stdio.h>

enum { NUMBERS = 4096, SEED = 20240313 };
#define TIMES_PRINTF 4.0
/* Of a prototype in C++, std::to_chars(general, 12), on another machine. */
#define TIMES_TO_CHARS 4.9

/* Shares of companies, and euros in which no cent is round. */
static void draw_numbers(double number[NUMBERS])
{
    for (uint32_t i = 0; i < NUMBERS; i++) {
        struct philox_block random = philox((struct philox_block){{i, 0, 0, 0}}, SEED);
        double share = ((double)random.word[0] + 0.5) / 4294967296.0;
        number[i] = random.word[1] % 2 == 0 ? share : 20000.0 * share;
    }
}

static char *put_by_printf(char *out, double number)
{
    return out + snprintf(out, DECIMAL_ROOM, "%.12g", number);
}

/* Nanoseconds a number. */
static double time_numbers(
    char *(*put)(char *, double), const double number[NUMBERS], double seconds)
{
    char text[DECIMAL_ROOM];
    volatile char last = 0; /* so that no text is left out */
    double start = timing_now(), took = 0.0;
    long n = 0;
    for (; took < seconds; took = timing_now() - start)
        for (int i = 0; i < NUMBERS; i++, n++)
            last = put(text, number[i])[-1];
    (void)last;
    return 1e9 * took / (double)n;
}

void numbers_measure(const struct settings *settings)
{
    double number[NUMBERS];
    struct series own = {0}, other = {0};
    draw_numbers(number);
    for (int round = 0; round < settings->rounds; round++) {
        series_add(&own, time_numbers(decimal_put, number, settings->seconds));
        series_add(&other, time_numbers(put_by_printf, number, settings->seconds));
    }
    struct series ratio = series_ratio(&other, &own);
    printf("\nNumbers as text, of 12 digits:\n");
    printf("  %.1f ns, printf %.0f ns: %.1f times as fast (%.1f to %.1f)", series_median(&own),
        series_median(&other), series_median(&ratio), series_least(&ratio),
        series_most(&ratio));
    target_at_least(series_median(&ratio), TIMES_PRINTF, "times");
    printf("\n  for reference: std::to_chars of C++ is %.1f times as fast\n", TIMES_TO_CHARS);
}
