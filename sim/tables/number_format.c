/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number_format.h"

#include "language.h"

#include <math.h>
#include <time.h>

#define DASH "\u2013"
#define MINUS "\u2212"
#define EURO "\u20ac"
#define NO_BREAK_SPACE "\u00a0"

/* Sides of an interval that differ by more than this share of the smaller are told apart. */
#define UNEVEN 0.2

/* What a form does. Of decimals it takes the fewest between two numbers that show all of a
 * value, or the second. */
static const struct form {
    double times;
    int fewest, most; /* decimals */
    bool money, percent;
    bool is_chance; /* neither 0 nor 1 is rounded to it */
} forms[N_NUMBER_FORMS] = {
    [NUMBER_WHOLE] = {.times = 1.0},
    [NUMBER_TENTHS] = {.times = 1.0, .fewest = 1, .most = 1},
    [NUMBER_HUNDREDTHS] = {.times = 1.0, .fewest = 2, .most = 2},
    [NUMBER_AVERAGE] = {.times = 1.0},
    [NUMBER_SHORT] = {.times = 1.0, .most = 1},
    [NUMBER_EXACT] = {.times = 1.0, .most = 6},
    [NUMBER_MONEY] = {.times = 1.0, .money = true},
    [NUMBER_POINTS] = {.times = 100.0, .fewest = 1, .most = 1},
    [NUMBER_PERCENT] = {.times = 100.0, .fewest = 1, .most = 1, .percent = true},
    [NUMBER_PERCENT_SHORT] = {.times = 100.0, .most = 1, .percent = true},
    [NUMBER_CHANCE] = {.times = 100.0, .percent = true, .is_chance = true},
    [NUMBER_CHANCE_EXACT] =
        {.times = 100.0, .fewest = 1, .most = 1, .percent = true, .is_chance = true},
    [NUMBER_SHARE] = {.times = 100.0, .percent = true, .is_chance = true},
};

/* Decimals of `value`, which was multiplied, in a form. */
static int decimals_of(double value, enum number_form form)
{
    if (form == NUMBER_AVERAGE)
        return fabs(value) < 100.0 ? 2 : 0;
    if (form == NUMBER_SHARE)
        return (value > 0.0 && value < 9.95) || (value > 99.0 && value < 100.0) ? 1 : 0;
    int decimals = forms[form].fewest;
    for (double shown = value * pow(10.0, decimals);
         decimals < forms[form].most && fabs(shown - round(shown)) > 1e-7; shown *= 10.0)
        decimals++;
    return decimals;
}

/* Digits with a point become what the language has: points or commas between thousands. */
static const char *grouped(struct arena *arena, const char *digits)
{
    size_t whole = strcspn(digits, ".");
    char *text = arena_new(arena, 2 * strlen(digits) + 1, 1), *at = text;
    for (size_t i = 0; digits[i] != '\0'; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0)
            *at++ = language_is_dutch() ? '.' : ',';
        *at++ = (char)(i == whole && language_is_dutch() ? ',' : digits[i]);
    }
    return text;
}

/* `value`, which was multiplied. */
static const char *decimal(
    struct arena *arena, double value, int decimals, enum number_form form)
{
    const struct form *how = &forms[form];
    if (!isfinite(value))
        return DASH;
    double unit = pow(10.0, -decimals), near = unit / 2.0 + 1e-9; /* half of it is, too */
    bool less = how->is_chance && value > 0.0 && value <= near;
    bool more = how->is_chance && value < 100.0 && value >= 100.0 - near;
    value = less ? unit : more ? 100.0 - unit : value;
    const char *digits = arena_printf(arena, "%.*f", decimals, fabs(value));
    bool negative = value < 0.0 && digits[strspn(digits, "0.")] != '\0';
    return arena_printf(arena, "%s%s%s%s",
        less       ? "<"
        : more     ? ">"
        : negative ? MINUS
                   : "",
        !how->money           ? ""
        : language_is_dutch() ? EURO NO_BREAK_SPACE
                              : EURO,
        grouped(arena, digits), how->percent ? "%" : "");
}

const char *number_text(struct arena *arena, double value, enum number_form form)
{
    value *= forms[form].times;
    return decimal(arena, value, decimals_of(value, form), form);
}

const char *date_text(struct arena *arena, long day)
{
    static const char *const months[] = {N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"),
        N_("Jun"), N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")};
    time_t seconds = (time_t)day * 86400;
    struct tm date;
    gmtime_r(&seconds, &date);
    return arena_printf(
        arena, "%d %s %d", date.tm_mday, _(months[date.tm_mon]), date.tm_year + 1900);
}

const char *number_range(struct arena *arena, double low, double high, enum number_form form)
{
    const char *from = number_text(arena, low, form), *to = number_text(arena, high, form);
    return high > low ? arena_printf(arena, "%s" DASH "%s", from, to) : from;
}

const char *number_span(struct arena *arena, double low, double high, enum number_form form)
{
    const char *from = number_text(arena, low, form), *to = number_text(arena, high, form);
    return text_same(from, to) ? from : arena_printf(arena, _("%s to %s"), from, to);
}

const char *number_at_most(struct arena *arena, double value, enum number_form form)
{
    value *= forms[form].times;
    int decimals = decimals_of(value, form);
    double unit = pow(10.0, -decimals);
    return decimal(arena, fmax(ceil(value / unit - 1e-9), 1.0) * unit, decimals, form);
}

const char *number_estimate(struct arena *arena, struct estimate e, enum number_form form)
{
    double times = forms[form].times, value = e.value * times;
    double below = (e.value - e.low) * times, above = (e.high - e.value) * times;
    int decimals = decimals_of(value, form);
    const char *text = decimal(arena, value, decimals, form);
    if (e.low == e.high || (isnan(e.low) && isnan(e.high) && !e.unbounded))
        return text;
    if (fmax(below, above) > (1.0 + UNEVEN) * fmin(below, above) &&
        fabs(above - below) >= pow(10.0, -decimals))
        return arena_printf(arena, "%s%s", text,
            arena_printf(arena, _(" (%s to %s)"), decimal(arena, e.low * times, decimals, form),
                decimal(arena, e.high * times, decimals, form)));
    /* An error that is there is not rounded to none. */
    double error = (e.high - e.low) / 2.0 * times, least = 0.51 * pow(10.0, -decimals);
    error = error < least ? least : error;
    return arena_printf(arena, "%s ± %s", text, decimal(arena, error, decimals, form));
}

const char *number_chance(struct arena *arena, struct estimate e)
{
    bool small = isnan(e.low) || fmax(e.high - e.value, e.value - e.low) < 0.01;
    return small ? number_text(arena, e.value, NUMBER_CHANCE)
                 : number_estimate(arena, e, NUMBER_CHANCE);
}

const char *number_difference(struct arena *arena, struct estimate e, enum number_form form)
{
    return isnan(e.value) ? DASH
                          : arena_printf(arena, "%s%s", e.value > 0.0 ? "+" : "",
                                number_estimate(arena, e, form));
}
