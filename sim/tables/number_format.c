/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number_format.h"

#include "language.h"

#include <math.h>

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
static void add_digits(struct text *out, const char *digits)
{
    size_t whole = strcspn(digits, ".");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            text_add_string(out, language_is_dutch() ? "." : ",");
        text_add(out, digits + i, 1);
    }
    if (digits[whole] != '\0')
        text_printf(out, "%s%s", language_is_dutch() ? "," : ".", digits + whole + 1);
}

/* Adds `value`, which was multiplied. */
static void add_decimals(struct text *out, double value, int decimals, const struct form *form)
{
    if (!isfinite(value)) {
        text_add_string(out, DASH);
        return;
    }
    double unit = pow(10.0, -decimals);
    if (form->is_chance && value > 0.0 && value < unit / 2.0) {
        text_add_string(out, "<");
        value = unit;
    } else if (form->is_chance && value < 100.0 && value > 100.0 - unit / 2.0) {
        text_add_string(out, ">");
        value = 100.0 - unit;
    }
    struct text digits = {0};
    text_printf(&digits, "%.*f", decimals, fabs(value));
    bool is_zero = strspn(digits.data, "0.") == digits.length;
    text_add_string(out, value < 0.0 && !is_zero ? MINUS : "");
    if (form->money)
        text_add_string(out, language_is_dutch() ? EURO NO_BREAK_SPACE : EURO);
    add_digits(out, digits.data);
    text_add_string(out, form->percent ? "%" : "");
    text_free(&digits);
}

void number_add(struct text *out, double value, enum number_form form)
{
    value *= forms[form].times;
    add_decimals(out, value, decimals_of(value, form), &forms[form]);
}

const char *number_text(struct arena *arena, double value, enum number_form form)
{
    struct text text = {0};
    number_add(&text, value, form);
    const char *copy = arena_copy(arena, text.data);
    text_free(&text);
    return copy;
}

void number_add_range(struct text *out, double low, double high, enum number_form form)
{
    number_add(out, low, form);
    if (high > low) {
        text_add_string(out, "\u2013");
        number_add(out, high, form);
    }
}

void number_add_span(struct text *out, double low, double high, enum number_form form)
{
    struct text from = {0}, to = {0};
    number_add(&from, low, form);
    number_add(&to, high, form);
    if (strcmp(from.data, to.data) == 0)
        text_add_string(out, from.data);
    else
        text_printf(out, _("%s to %s"), from.data, to.data);
    text_free(&from);
    text_free(&to);
}

void number_add_at_most(struct text *out, double value, enum number_form form)
{
    value *= forms[form].times;
    int decimals = decimals_of(value, form);
    double unit = pow(10.0, -decimals);
    value = fmax(ceil(value / unit - 1e-9), 1.0) * unit;
    add_decimals(out, value, decimals, &forms[form]);
}

void number_add_estimate(struct text *out, struct estimate e, enum number_form form)
{
    double times = forms[form].times, value = e.value * times;
    double below = (e.value - e.low) * times, above = (e.high - e.value) * times;
    int decimals = decimals_of(value, form);
    add_decimals(out, value, decimals, &forms[form]);
    if (fmax(below, above) > (1.0 + UNEVEN) * fmin(below, above) &&
        fabs(above - below) >= pow(10.0, -decimals)) {
        struct text low = {0}, high = {0};
        add_decimals(&low, e.low * times, decimals, &forms[form]);
        add_decimals(&high, e.high * times, decimals, &forms[form]);
        text_printf(out, _(" (%s to %s)"), low.data, high.data);
        text_free(&low);
        text_free(&high);
    } else {
        text_add_string(out, " ± ");
        add_decimals(out, (e.high - e.low) / 2.0 * times, decimals, &forms[form]);
    }
}

void number_add_difference(struct text *out, struct estimate e, enum number_form form)
{
    text_add_string(out, e.value > 0.0 ? "+" : "");
    if (isnan(e.value))
        text_add_string(out, DASH);
    else
        number_add_estimate(out, e, form);
}
