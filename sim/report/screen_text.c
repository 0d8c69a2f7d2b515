/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen_text.h"

#include "language.h"
#include "screen.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

void screen_add_number(struct text *text, double value, int decimals)
{
    if (!isfinite(value)) {
        text_add_string(text, "–");
        return;
    }
    struct text digits = {0};
    text_printf(&digits, "%.*f", decimals, fabs(value));
    size_t whole = strcspn(digits.data, ".");
    bool zero = strspn(digits.data, "0.") == digits.length;
    if (value < 0.0 && !zero)
        text_add_string(text, "-");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            text_add_string(text, language_is_dutch() ? "." : ",");
        text_add(text, digits.data + i, 1);
    }
    if (digits.data[whole] == '.') {
        text_add_string(text, language_is_dutch() ? "," : ".");
        text_add_string(text, digits.data + whole + 1);
    }
    text_free(&digits);
}

void screen_add_money(struct text *text, double euro)
{
    if (euro <= -0.5)
        text_add_string(text, "-");
    if (isfinite(euro))
        text_add_string(text, language_is_dutch() ? "€ " : "€");
    screen_add_number(text, fabs(euro), 0);
}

void screen_add_percent(struct text *text, double share)
{
    screen_add_number(text, share * 100.0, 1);
    text_add_string(text, isfinite(share) ? "%" : "");
}

void screen_add_chance(struct text *text, double probability)
{
    if (probability > 0.0 && probability < 0.005) {
        text_add_string(text, "<1%");
    } else if (probability < 1.0 && probability > 0.995) {
        text_add_string(text, ">99%");
    } else {
        screen_add_number(text, probability * 100.0, 0);
        text_add_string(text, isfinite(probability) ? "%" : "");
    }
}

/* Where the character after the first `columns` of `string` starts. */
static size_t bytes_of(const char *string, int columns)
{
    size_t i = 0;
    for (; string[i] != '\0'; i++) {
        bool starts = ((unsigned char)string[i] & 0xc0) != 0x80;
        if (starts && columns-- <= 0)
            break;
    }
    return i;
}

void screen_add_open(struct text *text, double low, double high)
{
    struct text from = {0}, to = {0};
    screen_add_chance(&from, low);
    screen_add_chance(&to, high);
    if (strcmp(from.data, to.data) == 0)
        text_printf(text, _("Still open at the end: %s of the companies."), from.data);
    else
        text_printf(
            text, _("Still open at the end: %s to %s of the companies."), from.data, to.data);
    text_free(&from);
    text_free(&to);
}

void screen_add_cut(struct text *text, const char *string, int columns)
{
    if (text_columns(string) <= columns) {
        text_add_string(text, string);
        return;
    }
    if (columns < 1)
        return;
    size_t length = bytes_of(string, columns - 1);
    while (length > 0 && string[length - 1] == ' ')
        length--;
    text_add(text, string, length);
    text_add_string(text, "…");
}

void screen_print_line(FILE *out, const char *line)
{
    while (text_columns(line) > SCREEN_COLUMNS) {
        size_t end = bytes_of(line, SCREEN_COLUMNS);
        size_t space = end;
        while (space > 0 && line[space] != ' ')
            space--;
        end = space > 0 ? space : end;
        fprintf(out, "%.*s\n", (int)end, line);
        line += end;
        line += strspn(line, " ");
    }
    fprintf(out, "%s\n", line);
}
