/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amount.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char digits[] = "0123456789";

/* ---- What stands around a number ---- */

enum { MOST_POWER = 40 };

/* A number without what stands around it, whose blanks are all ' '. */
struct body {
    char *text;
    size_t length;
    bool minus;
    int power; /* of ten that it is to be multiplied with */
};

static const struct affix {
    const char *word;
    int power;
    unsigned kinds; /* a bit for each that may have it */
} affixes[] = {
    {"%", -2, 1u << AMOUNT_SHARE},
    {"k", 3, 1u << AMOUNT_EURO | 1u << AMOUNT_COUNT},
    {"mln", 6, 1u << AMOUNT_EURO | 1u << AMOUNT_COUNT},
    {"mln.", 6, 1u << AMOUNT_EURO | 1u << AMOUNT_COUNT},
    {"miljoen", 6, 1u << AMOUNT_EURO | 1u << AMOUNT_COUNT},
    {"million", 6, 1u << AMOUNT_EURO | 1u << AMOUNT_COUNT},
    {"\u20ac", 0, 1u << AMOUNT_EURO},
    {"EUR", 0, 1u << AMOUNT_EURO},
    {"euro", 0, 1u << AMOUNT_EURO},
    {",-", 0, 1u << AMOUNT_EURO},
    {",--", 0, 1u << AMOUNT_EURO},
    {",\u2013", 0, 1u << AMOUNT_EURO},
};
enum { AFFIXES = sizeof affixes / sizeof affixes[0] };

/* Blanks of typography become plain ones, and the minus a hyphen. */
static char *with_plain_blanks(struct arena *arena, const char *text)
{
    static const struct {
        const char *written, *plain;
    } same[] = {{"\u00a0", " "}, {"\u202f", " "}, {"\u2009", " "}, {"\u2007", " "}, {"\t", " "},
        {"\u2212", "-"}};
    struct text out = {0};
    while (*text != '\0') {
        size_t i = 0, n = sizeof same / sizeof same[0];
        while (i < n && strncmp(text, same[i].written, strlen(same[i].written)) != 0)
            i++;
        text_add(&out, i < n ? same[i].plain : text, 1);
        text += i < n ? strlen(same[i].written) : 1;
    }
    return text_keep(&out, arena);
}

static void trim(struct body *body)
{
    while (body->length > 0 && body->text[0] == ' ') {
        body->text++;
        body->length--;
    }
    while (body->length > 0 && body->text[body->length - 1] == ' ')
        body->length--;
}

/* Takes off the longest affix of this kind of number at the end, or one without a power at the
 * start; whether there was one. */
static bool take_affix(struct body *body, enum amount_kind kind, bool at_end)
{
    const struct affix *longest = NULL;
    for (const struct affix *affix = affixes; affix < affixes + AFFIXES; affix++) {
        size_t length = strlen(affix->word);
        if (!(affix->kinds >> kind & 1u) || length > body->length)
            continue;
        if (!at_end && (affix->power != 0 || affix->word[0] == ','))
            continue;
        const char *at = at_end ? body->text + body->length - length : body->text;
        if (strncasecmp(at, affix->word, length) == 0 &&
            (longest == NULL || length > strlen(longest->word)))
            longest = affix;
    }
    if (longest == NULL)
        return false;
    body->text += at_end ? 0 : strlen(longest->word);
    body->length -= strlen(longest->word);
    body->power += longest->power;
    trim(body);
    return true;
}

static struct body body_of(struct arena *arena, const char *text, enum amount_kind kind)
{
    struct body body = {.text = with_plain_blanks(arena, text)};
    body.length = strlen(body.text);
    trim(&body);
    bool signed_before = take_affix(&body, kind, false);
    body.minus = body.length > 0 && body.text[0] == '-';
    body.text += body.minus;
    body.length -= body.minus;
    trim(&body);
    if (!signed_before)
        take_affix(&body, kind, false);
    /* At the end: a euro sign, a power, or both. */
    if (take_affix(&body, kind, true) && body.power == 0 && take_affix(&body, kind, true) &&
        body.power == 0)
        body.length = 0;
    return body;
}

/* ---- One number ---- */

/* Whether all are digits, of which there may be none. */
static bool plain(const char *text, size_t length)
{
    return strspn(text, digits) >= length;
}

/* Whether these are thousands, as 1.000.000 with `mark` between. */
static bool grouped(const char *text, size_t length, char mark)
{
    size_t first = strspn(text, digits);
    if (first < 1 || first > 3 || text[0] == '0' || first >= length)
        return false;
    for (size_t at = first; at < length; at += 4)
        if (text[at] != mark || at + 4 > length || strspn(text + at + 1, digits) < 3)
            return false;
    return true;
}

static void add_zeros(struct text *text, int n)
{
    for (int i = 0; i < n; i++)
        text_add(text, "0", 1);
}

/* The digits of a body, the last `fraction` of them behind a point, times its power of ten.
 * Three digits behind the point that might be thousands get a zero. */
static const char *decimal(struct arena *arena, const struct body *body, size_t fraction)
{
    struct text all = {0}, out = {0};
    int n = 0;
    for (size_t i = 0; i < body->length; i++)
        n += body->text[i] >= '0' && body->text[i] <= '9';
    int whole = n - (int)fraction + body->power; /* digits before the point */
    add_zeros(&all, 1 - whole);
    for (size_t i = 0; i < body->length; i++)
        if (body->text[i] >= '0' && body->text[i] <= '9')
            text_add(&all, &body->text[i], 1);
    add_zeros(&all, whole - n);
    whole = whole > 1 ? whole : 1;
    text_printf(&out, "%.*s.%s", whole, all.data, all.data + whole);
    while (out.data[out.length - 1] == '0')
        out.data[--out.length] = '\0';
    if (out.data[out.length - 1] == '.')
        out.data[--out.length] = '\0';
    else if (grouped(out.data, out.length, '.'))
        add_zeros(&out, 1);
    const char *kept = arena_printf(arena, "%s%s", body->minus ? "-" : "", out.data);
    text_free(&all);
    text_free(&out);
    return kept;
}

/* 1e-3, 2.5e4: a point marks the fraction. Whether it is one. */
static bool take_exponent(struct body *body, size_t *fraction)
{
    size_t mantissa = strcspn(body->text, "eE");
    if (mantissa + 1 >= body->length)
        return false;
    const char *exponent = body->text + mantissa + 1;
    size_t sign = exponent[0] == '-' || exponent[0] == '+';
    size_t length = body->length - mantissa - 1 - sign;
    size_t whole = strspn(body->text, digits);
    bool point = body->text[whole] == '.';
    if (length < 1 || length > 3 || !plain(exponent + sign, length) || whole == 0 ||
        !plain(body->text + whole + point, mantissa - whole - point))
        return false;
    body->power += atoi(exponent);
    body->length = mantissa;
    *fraction = mantissa - whole - point;
    return abs(body->power) <= MOST_POWER;
}

/* Readings of a body without an exponent: as thousands, and as a decimal with a fraction. */
static void read_body(struct readings *readings, struct arena *arena, const struct body *body,
    enum amount_kind kind, enum language language)
{
    const char *text = body->text;
    size_t length = body->length, mark = length;
    while (mark > 0 && text[mark - 1] != '.' && text[mark - 1] != ',')
        mark--;
    if (mark == 0) {
        if (length > 0 && (plain(text, length) || grouped(text, length, ' ')))
            readings->plain[readings->n++] = decimal(arena, body, 0);
        return;
    }
    size_t whole = mark - 1, fraction = length - mark;
    char sign = text[whole], other = sign == '.' ? ',' : '.';
    bool thousands = grouped(text, length, sign);
    bool fractional =
        fraction > 0 && plain(text + mark, fraction) &&
        (plain(text, whole) || grouped(text, whole, other) || grouped(text, whole, ' '));
    bool counts = kind == AMOUNT_EURO || kind == AMOUNT_COUNT;
    if (thousands && counts && sign == (language == DUTCH ? '.' : ',') && body->power == 0)
        fractional = false;
    if (thousands)
        readings->plain[readings->n++] = decimal(arena, body, 0);
    if (fractional)
        readings->plain[readings->n++] = decimal(arena, body, fraction);
}

void amount_read(struct readings *readings, struct arena *arena, const char *text,
    enum amount_kind kind, enum language language)
{
    enum { MOST_LENGTH = 64 };
    size_t fraction;
    *readings = (struct readings){0};
    if (strlen(text) > MOST_LENGTH)
        return;
    struct body body = body_of(arena, text, kind);
    body.text[body.length] = '\0';
    if (strpbrk(body.text, "eE") == NULL)
        read_body(readings, arena, &body, kind, language);
    else if (kind != AMOUNT_COUNT && take_exponent(&body, &fraction))
        readings->plain[readings->n++] = decimal(arena, &body, fraction);
}

/* ---- Lists ---- */

/* Adds the readings of a list whose commas stand within numbers: every number as the first of
 * its own, and as the second where it has one. */
static void add_list(struct readings *readings, struct arena *arena, const char *list,
    enum amount_kind kind, enum language language)
{
    struct text text[2] = {{0}};
    int n = 1;
    for (;; list++) {
        struct readings one;
        size_t length = strcspn(list, ";:");
        amount_read(&one, arena, arena_text(arena, list, length), kind, language);
        n = one.n > n || one.n == 0 ? one.n : n;
        if (n == 0)
            break;
        list += length;
        for (int i = 0; i < 2; i++)
            text_printf(&text[i], "%s%.1s", one.plain[i < one.n ? i : 0], list);
        if (*list == '\0')
            break;
    }
    for (int i = 0; i < n && readings->n < 3; i++)
        readings->plain[readings->n++] = arena_copy(arena, text_string(&text[i]));
    text_free(&text[0]);
    text_free(&text[1]);
}

/* What stands about the commas of a list. */
struct commas {
    int n, thousands; /* commas; how many of them are where English has those of thousands */
    bool cents;       /* two digits follow the last, as in 25000,50 */
    bool dotted;      /* it ends a number with dots or blanks, as in 5.000,00 */
    bool three;       /* three digits follow it */
    bool zeros;       /* digits that begin with 0 follow one, as no number of a list does */
    char *separated, *joined; /* the list with `;` for all; for all but those of thousands */
};

/* Where the number starts that goes on at `at`, at `start` or later. */
static size_t number_start(const char *text, size_t start, size_t at)
{
    while (at > start && strchr("0123456789., ", text[at - 1]) != NULL)
        at--;
    return at + strspn(text + at, " ");
}

static struct commas commas_of(struct arena *arena, const char *text)
{
    struct commas c = {.separated = arena_copy(arena, text), .joined = arena_copy(arena, text)};
    size_t start = 0; /* of the present part of the list */
    for (size_t i = 0; text[i] != '\0'; i++) {
        if (text[i] == ';' || text[i] == ':')
            start = i + 1;
        if (text[i] != ',' || text[i + 1] == '-')
            continue;
        size_t after = strspn(text + i + 1, digits), from = number_start(text, start, i);
        size_t before = i > from ? i - from : 0;
        c.n++;
        c.three = after == 3;
        c.zeros = c.zeros || (after > 1 && text[i + 1] == '0');
        bool ends = text[i + 1 + after] != '.';
        c.cents = ends && after == 2 && before > 2;
        c.dotted = ends && after > 0 &&
                   (grouped(text + from, before, '.') || grouped(text + from, before, ' '));
        c.separated[i] = ';';
        if (after == 3 && grouped(text + from, before + 4, ',')) {
            c.thousands++;
            continue;
        }
        c.joined[i] = ';';
        start = i + 1;
    }
    return c;
}

/* In Dutch a comma marks fractions. */
static void read_dutch(struct readings *readings, struct arena *arena, const char *text,
    enum amount_kind kind, const struct commas *c)
{
    bool amounts = kind == AMOUNT_EURO || kind == AMOUNT_COUNT, one = c->n == 1;
    bool only_joined = strchr(text, ';') != NULL || (one && c->dotted && !c->three) ||
                       (one ? c->zeros && amounts && c->thousands == 0 : c->zeros);
    bool joined = one && (!amounts || c->cents || c->dotted || c->thousands > 0);
    if (only_joined || joined)
        add_list(readings, arena, text, kind, DUTCH);
    if (!only_joined)
        add_list(readings, arena, c->separated, kind, DUTCH);
}

/* In English commas stand between thousands. */
static void read_english(struct readings *readings, struct arena *arena, const char *text,
    enum amount_kind kind, const struct commas *c)
{
    bool list = strchr(text, ';') != NULL, fraction = c->zeros || (c->n == 1 && c->dotted);
    if (list || (c->thousands == 0 && fraction))
        add_list(readings, arena, text, kind, ENGLISH);
    else if (c->thousands > 0)
        add_list(readings, arena, c->joined, kind, ENGLISH);
    if (!list || c->thousands < c->n)
        add_list(readings, arena, c->separated, kind, ENGLISH);
}

void amount_read_list(struct readings *readings, struct arena *arena, const char *text,
    enum amount_kind kind, enum language language)
{
    struct commas commas = commas_of(arena, text);
    *readings = (struct readings){0};
    if (commas.n == 0)
        add_list(readings, arena, text, kind, language);
    else if (language == DUTCH)
        read_dutch(readings, arena, text, kind, &commas);
    else
        read_english(readings, arena, text, kind, &commas);
}

const char *amount_told(const struct readings *readings, struct arena *arena)
{
    struct text told = {0};
    for (int i = 0; i < readings->n; i++)
        text_printf(&told, "%s'%s'",
            i == 0                ? ""
            : i + 1 < readings->n ? ", "
                                  : _(" or "),
            readings->plain[i]);
    return text_keep(&told, arena);
}
