/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot_text.h"

#include "case_label.h"
#include "language.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ELLIPSIS "\u2026"

/* The code point of the UTF-8 character at `s`; its bytes are known to be right. */
static unsigned long code_point(const char *s, size_t *size)
{
    const unsigned char *u = (const unsigned char *)s;
    *size = u[0] < 0x80 ? 1 : u[0] < 0xe0 ? 2 : u[0] < 0xf0 ? 3 : 4;
    if (*size == 1)
        return u[0];
    unsigned long point = u[0] & (0x7fu >> *size);
    for (size_t i = 1; i < *size; i++)
        point = point << 6 | (u[i] & 0x3fu);
    return point;
}

/* Characters that turn the line around or are not there for the eye, and those that XML
 * refuses. */
static bool is_hidden(unsigned long c)
{
    return c == 0xad || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
           (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef) || c >= 0xe0000;
}

static int width_of(unsigned long c)
{
    bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xd7a3) ||
                (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) ||
                (c >= 0xff00 && c <= 0xff60) || c >= 0x1f300;
    bool none = c >= 0x300 && c <= 0x36f;
    return none ? 0 : wide ? 2 : 1;
}

void plot_clean(struct text *out, const char *name)
{
    struct text utf8, line;
    text_init(&utf8);
    text_init(&line);
    text_to_utf8(&utf8, name, strlen(name));
    text_add_printable(&line, text_string(&utf8));
    bool space = true;
    size_t size;
    for (const char *s = text_string(&line); *s != '\0'; s += size) {
        unsigned long c = code_point(s, &size);
        if (is_hidden(c) || (c == ' ' && space))
            continue;
        space = c == ' ';
        text_add(out, s, size);
    }
    if (space && out->length > 0)
        out->data[--out->length] = '\0';
    text_free(&utf8);
    text_free(&line);
}

struct plot_extent plot_extent(const char *string)
{
    struct plot_extent extent = {1, 0};
    int columns = 0;
    size_t size;
    for (const char *s = string; *s != '\0'; s += size) {
        unsigned long c = code_point(s, &size);
        extent.lines += c == '\n';
        columns = c == '\n' ? 0 : columns + width_of(c);
        extent.columns = columns > extent.columns ? columns : extent.columns;
    }
    return extent;
}

/* How many bytes of `string` fit in `columns`; broken after a word when `words`. */
static size_t fitting(const char *string, int columns, bool words)
{
    size_t at = 0, after_word = 0, size;
    int used = 0;
    while (string[at] != '\0') {
        unsigned long c = code_point(string + at, &size);
        if (c == ' ')
            after_word = at;
        used += width_of(c);
        if (used > columns)
            return words && after_word > 0 ? after_word : at;
        at += size;
    }
    return at;
}

void plot_wrap(struct text *out, const char *string, int columns, int lines)
{
    for (int line = 1;; line++) {
        size_t left = strlen(string), fits = fitting(string, columns, true);
        if (fits < left && line == lines) {
            fits = fitting(string, columns - 1, false);
            while (fits > 0 && string[fits - 1] == ' ')
                fits--;
            text_add(out, string, fits);
            text_add_string(out, ELLIPSIS);
            return;
        }
        text_add(out, string, fits);
        string += fits;
        string += strspn(string, " ");
        if (*string == '\0')
            return;
        text_add_string(out, "\n");
    }
}

void plot_add_field(struct text *out, const char *string)
{
    text_add_string(out, "\"");
    for (const char *s = string; *s != '\0'; s++) {
        /* gnuplot undoes these when it reads a text column, once. */
        if (*s == '\\')
            text_add_string(out, "\\\\");
        else if (*s == '"')
            text_add_string(out, "\\042");
        else if (*s == '\n')
            text_add_string(out, "\\n");
        else
            text_add(out, (unsigned char)*s < 0x20 ? " " : s, 1);
    }
    text_add_string(out, "\"");
}

void plot_add_cell(struct text *out, double value)
{
    if (isnan(value))
        text_add_string(out, "\tNaN");
    else
        text_printf(out, "\t%.8g", value);
}

void plot_add_literal(struct text *out, const char *string)
{
    text_add_string(out, "'");
    for (const char *s = string; *s != '\0'; s++) {
        if (*s == '\'')
            text_add_string(out, "''");
        else
            text_add(out, (unsigned char)*s < 0x20 ? " " : s, 1);
    }
    text_add_string(out, "'");
}

/* Another strategy has the same label: the id has to tell them apart. */
static bool label_is_shared(const struct study *study, int i)
{
    const struct study_case *one = &study->cases[i];
    for (int j = 0; j < study->n_cases; j++) {
        const struct study_case *other = &study->cases[j];
        if (strcmp(case_label(one), case_label(other)) == 0 &&
            strcmp(one->campaign->strategy->id, other->campaign->strategy->id) != 0)
            return true;
    }
    return false;
}

static void add_strategy(
    struct text *out, const struct study *study, int i, int columns, int lines)
{
    const struct study_case *one = &study->cases[i];
    struct text name, id;
    text_init(&name);
    text_init(&id);
    if (study->of_configs) {
        plot_clean(&name, one->vary_value[0]);
        text_add_string(&name, ": ");
    }
    plot_clean(&name, case_label(one));
    if (label_is_shared(study, i)) {
        plot_clean(&id, one->campaign->strategy->id);
        text_add_string(&name, " (");
        plot_wrap(&name, text_string(&id), columns / 2, 1);
        text_add_string(&name, ")");
    }
    plot_wrap(out, text_string(&name), columns, lines);
    text_free(&name);
    text_free(&id);
}

/* "outreach_days = 365": the last part of the path, cut or left out if need be so that the
 * value stays whole. */
static void add_varied(struct text *out, const char *path, const char *value, int columns)
{
    enum { LEAST = 6 };
    const char *dot = strrchr(path, '.');
    struct text name, number, line;
    text_init(&name);
    text_init(&number);
    text_init(&line);
    plot_clean(&name, dot != NULL && dot[1] != '\0' ? dot + 1 : path);
    plot_clean(&number, value);
    int left = columns - 3 - plot_extent(text_string(&number)).columns;
    if (left >= LEAST) {
        plot_wrap(&line, text_string(&name), left, 1);
        text_add_string(&line, " = ");
    }
    text_add_string(&line, text_string(&number));
    plot_wrap(out, text_string(&line), columns, 1);
    text_free(&name);
    text_free(&number);
    text_free(&line);
}

void plot_case_name(struct text *out, const struct study *study, int i, int columns)
{
    add_strategy(out, study, i, columns, study->n_vary > study->of_configs ? 1 : 2);
    for (int v = study->of_configs; v < study->n_vary; v++) {
        text_add_string(out, "\n");
        add_varied(out, study->vary_path[v], study->cases[i].vary_value[v], columns);
    }
}

void plot_add_number(struct text *out, double value, int decimals)
{
    if (!isfinite(value)) {
        text_add_string(out, isnan(value) ? "\u2013" : "\u221e");
        return;
    }
    struct text digits;
    text_init(&digits);
    text_printf(&digits, "%.*f", decimals, fabs(value));
    const char *s = text_string(&digits);
    size_t whole = strcspn(s, ".");
    if (value < 0.0 && strspn(s, "0.") < strlen(s))
        text_add_string(out, "\u2212");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            text_add_string(out, language_is_dutch() ? "." : ",");
        text_add(out, s + i, 1);
    }
    if (decimals > 0)
        text_printf(out, "%s%s", language_is_dutch() ? "," : ".", s + whole + 1);
    text_free(&digits);
}

void plot_add_span(struct text *out, const struct text *low, const struct text *high)
{
    if (strcmp(text_string(low), text_string(high)) == 0)
        text_add_string(out, text_string(low));
    else
        text_printf(out, _("%s to %s"), text_string(low), text_string(high));
}

void plot_add_at_most(struct text *out, double value, int decimals)
{
    double unit = pow(10.0, -decimals);
    plot_add_number(out, fmax(ceil(value / unit - 1e-9), 1.0) * unit, decimals);
}

void plot_add_whole(struct text *out, double value)
{
    plot_add_number(out, value, 0);
}

void plot_add_euros(struct text *out, double value)
{
    text_add_string(out, value <= -0.5 ? "\u2212" : "");
    text_add_string(out, language_is_dutch() ? "\u20ac\u00a0" : "\u20ac");
    plot_add_number(out, value <= -0.5 ? -value : value, 0);
}

void plot_add_share_tick(struct text *out, double value)
{
    double percent = 100.0 * value;
    plot_add_number(out, percent, fabs(percent - round(percent)) > 1e-6 ? 1 : 0);
    text_add_string(out, "%");
}

void plot_add_share(struct text *out, double value)
{
    double percent = 100.0 * value;
    if (isnan(value)) {
        text_add_string(out, "\u2013");
        return;
    }
    if (percent > 0.0 && percent < 0.05) {
        text_add_string(out, "<");
        percent = 0.1;
    }
    bool small = percent > 0.0 && percent < 9.95;
    bool nearly_all = percent > 99.0 && percent < 100.0;
    if (nearly_all && percent >= 99.95) {
        text_add_string(out, ">");
        percent = 99.9;
    }
    plot_add_number(out, percent, small || nearly_all ? 1 : 0);
    text_add_string(out, "%");
}

struct plot_scale plot_scale(double most, int ticks, double least)
{
    if (!(most > 0.0) || !isfinite(most))
        most = least;
    double step = pow(10.0, floor(log10(most / ticks)));
    const double rounds[] = {1.0, 2.0, 5.0, 10.0};
    for (int i = 0; i < 4; i++) {
        if (most / (step * rounds[i]) <= ticks + 1e-9) {
            step *= rounds[i];
            break;
        }
    }
    step = fmax(step, least);
    return (struct plot_scale){.end = ceil(most / step - 1e-9) * step, .step = step};
}

struct plot_scale plot_span(double low, double high, int ticks, double least)
{
    low = fmin(low, 0.0);
    high = fmax(high, 0.0);
    struct plot_scale scale = plot_scale(high - low, ticks, least);
    scale.start = floor(low / scale.step + 1e-9) * scale.step;
    scale.end = ceil(high / scale.step - 1e-9) * scale.step;
    if (!(scale.end > scale.start)) { /* nothing but 0: in the middle */
        scale.start = -scale.step;
        scale.end = scale.step;
    }
    return scale;
}

void plot_add_ticks(
    struct text *out, struct plot_scale scale, void (*add)(struct text *out, double value))
{
    int n = (int)floor((scale.end - scale.start) / scale.step + 1e-9);
    for (int i = 0; i <= n; i++) {
        struct text label, format;
        text_init(&label);
        text_init(&format);
        add(&label, scale.start + i * scale.step);
        /* To gnuplot the label of a tick is a format. */
        for (const char *s = text_string(&label); *s != '\0'; s++)
            text_add(&format, *s == '%' ? "%%" : s, *s == '%' ? 2 : 1);
        text_add_string(out, i > 0 ? ", " : "(");
        plot_add_literal(out, text_string(&format));
        text_printf(out, " %.10g", scale.start + i * scale.step);
        text_free(&label);
        text_free(&format);
    }
    text_add_string(out, ")");
}
