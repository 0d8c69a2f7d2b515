/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config_scan.h"

#include "amount.h"
#include "language.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What came last. */
enum last { NOTHING, SEPARATOR, NAME, EQUALS, VALUE, STRING };

struct bracket {
    char open; /* '\0': the config itself */
    int line, settings;
};

struct scan {
    const struct config_text *source;
    struct messages *errors, *notices;
    struct arena arena;
    const char *at, *line_start;
    int line, value_line;    /* of `at`; of what came last */
    const char *value_start; /* start of the line of what came last */
    enum last last;
    const char *name; /* that came last */
    size_t name_length;
    struct bracket nested[MOST_NESTED + 1];
    int depth, settings;
    bool over; /* nothing more can be said */
};

/* ---- Telling ---- */

static void tell(struct scan *scan, int line, const char *what)
{
    struct location where = config_text_location(scan->source, line);
    messages_add(scan->errors, "%s:%d: %s", where.file, where.line, what);
}

/* Tells what is wrong on a line, and the line as it should be: with `instead` in the place of
 * what is between `from` and `to`. */
static void tell_mended(struct scan *scan, int line, const char *start, const char *from,
    const char *to, const char *instead, const char *what)
{
    enum { MOST_SHOWN = 120 };
    struct text mended = {0};
    start += strspn(start, " \t");
    size_t rest = strcspn(to, "\r\n");
    text_add(&mended, start, (size_t)(from - start));
    text_add_string(&mended, instead);
    text_add(&mended, to, rest);
    while (mended.length > 0 && strchr(" \t", mended.data[mended.length - 1]) != NULL)
        mended.data[--mended.length] = '\0';
    const char *told =
        mended.length > MOST_SHOWN
            ? what
            : arena_printf(&scan->arena, _("%s; write: %s"), what, text_string(&mended));
    tell(scan, line, told);
    text_free(&mended);
}

/* The same on the line that is being read. */
static void tell_here(struct scan *scan, const char *to, const char *instead, const char *what)
{
    if (scan->last == EQUALS && scan->name_length > 0)
        what = arena_printf(&scan->arena, "%.*s: %s", (int)scan->name_length, scan->name, what);
    tell_mended(scan, scan->line, scan->line_start, scan->at, to, instead, what);
}

static void give_up(struct scan *scan, int line, const char *what)
{
    tell(scan, line, what);
    scan->over = true;
}

/* ---- Going on ---- */

static void go_to(struct scan *scan, const char *to)
{
    for (; scan->at < to; scan->at++)
        if (*scan->at == '\n') {
            scan->line++;
            scan->line_start = scan->at + 1;
        }
}

static void took(struct scan *scan, const char *end, enum last last)
{
    scan->value_line = scan->line;
    scan->value_start = scan->line_start;
    go_to(scan, end);
    if (last == VALUE || last == STRING) {
        scan->value_line = scan->line;
        scan->value_start = scan->line_start;
    }
    scan->last = last;
}

static bool in_group(const struct scan *scan)
{
    char open = scan->nested[scan->depth].open;
    return open == '\0' || open == '{';
}

static void count_setting(struct scan *scan)
{
    struct bracket *bracket = &scan->nested[scan->depth];
    if (++bracket->settings > MOST_SETTINGS_IN_GROUP)
        give_up(scan, scan->line,
            arena_printf(&scan->arena, _("more than %d settings in one group or list"),
                MOST_SETTINGS_IN_GROUP));
    else if (++scan->settings > MOST_SETTINGS)
        give_up(scan, scan->line,
            arena_printf(&scan->arena, _("more than %d settings in all"), MOST_SETTINGS));
}

/* A value starts: in a list it is a setting of its own, behind a comma. */
static void start_value(struct scan *scan, bool is_text)
{
    if (in_group(scan))
        return;
    bool goes_on = is_text && scan->last == STRING; /* texts side by side are one */
    if (!goes_on)
        count_setting(scan);
    if (!goes_on && (scan->last == VALUE || scan->last == STRING) && !scan->over) {
        const char *end = scan->value_start + strcspn(scan->value_start, "\r\n#");
        if (scan->value_line == scan->line)
            tell_here(scan, scan->at, ", ", _("a comma is missing between members of a list"));
        else
            tell_mended(scan, scan->value_line, scan->value_start, end, end, ",",
                _("a comma is missing behind a member of a list"));
    }
}

/* ---- Numbers ---- */

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || (c != '\0' && strchr("_.-+*", c) != NULL);
}

static size_t word_length(const char *text)
{
    size_t length = 0;
    while (is_word(text[length]))
        length++;
    return length;
}

/* Whether a word is a value as libconfig reads them. */
static bool is_plain(const char *word)
{
    char *end;
    if (strcasecmp(word, "true") == 0 || strcasecmp(word, "false") == 0)
        return true;
    strtod(word, &end);
    return end != word && (*end == '\0' || strcmp(end, "L") == 0 || strcmp(end, "LL") == 0);
}

/* A date without its quotation marks as "2023-11-01", which also stands for 1-11-2023; NULL: it
 * is none. */
static const char *date_of(struct arena *arena, const char *text)
{
    int a, b, c, length = -1;
    size_t digits = strspn(text, "0123456789");
    if (sscanf(text, "%4d-%2d-%4d%n", &a, &b, &c, &length) != 3 || text[length] != '\0')
        return NULL;
    return digits == 4 ? arena_printf(arena, "\"%04d-%02d-%02d\"", a, b, c)
                       : arena_printf(arena, "\"%04d-%02d-%02d\"", c, b, a);
}

/* What stands for a value up to the end of it, as people write: "0,5", "EUR 25 000"; "" where
 * that is too long for a number. */
static const char *written_of(struct scan *scan, const char **end)
{
    enum { LONGEST = 60 };
    size_t length = 0;
    while (scan->at[length] != '\0' && strchr(";:\n\r#}=\"(", scan->at[length]) == NULL) {
        if (length == LONGEST)
            return "";
        if (strncmp(scan->at + length, "//", 2) == 0)
            break;
        length++;
    }
    while (length > 0 && strchr(" \t,", scan->at[length - 1]) != NULL)
        length--;
    *end = scan->at + length;
    return arena_text(&scan->arena, scan->at, length);
}

/* A number that is none in a config; whether it was one, and was told. */
static bool tell_number(struct scan *scan)
{
    const char *end = scan->at;
    const char *written = written_of(scan, &end);
    struct readings readings;
    const char *date = date_of(&scan->arena, written);
    bool share = strchr(written, '%') != NULL;
    if (is_plain(written) || strpbrk(written, "0123456789") == NULL)
        return false;
    amount_read(
        &readings, &scan->arena, written, share ? AMOUNT_SHARE : AMOUNT_EURO, language_used());
    if (date != NULL)
        tell_here(
            scan, end, date, _("a date is a text: year, month, day between quotation marks"));
    else if (readings.n == 0)
        return false;
    else if (readings.n > 1)
        tell(scan, scan->line,
            arena_printf(&scan->arena, _("'%s' can be read as %s; write the one that is meant"),
                written, amount_told(&readings, &scan->arena)));
    else
        tell_here(scan, end, readings.plain[0],
            share                          ? _("a share is written without %, as a part of 1")
            : strchr(written, ',') != NULL ? _("a config writes a decimal comma as a point")
                                           : _("a number is digits and at most one point"));
    took(scan, end, VALUE);
    return true;
}

/* The same in a list, where a comma separates: only the % is told. */
static bool tell_percent(struct scan *scan, size_t length)
{
    size_t blanks = strspn(scan->at + length, " \t");
    const char *end = scan->at + length + blanks + 1;
    struct readings readings;
    if (end[-1] != '%')
        return false;
    amount_read(&readings, &scan->arena,
        arena_text(&scan->arena, scan->at, (size_t)(end - scan->at)), AMOUNT_SHARE,
        language_used());
    if (readings.n != 1)
        return false;
    tell_here(scan, end, readings.plain[0], _("a share is written without %, as a part of 1"));
    took(scan, end, VALUE);
    return true;
}

/* Tells of a name without a value where the next name stands, which is read as such then. */
static bool tell_no_value(struct scan *scan, const char *end)
{
    end += strspn(end, " \t");
    if (!in_group(scan) || (*end != '=' && *end != ':'))
        return false;
    tell(scan, scan->value_line,
        arena_printf(&scan->arena,
            _("%.*s: the value is missing; groups begin with '{', lists with '('"),
            (int)scan->name_length, scan->name));
    scan->last = SEPARATOR;
    return true;
}

/* A word that is not a value by itself. */
static void tell_text(struct scan *scan, const char *word, const char *end)
{
    static const struct {
        const char *word, *flag;
    } flags[] = {{"yes", "true"}, {"ja", "true"}, {"on", "true"}, {"no", "false"},
        {"nee", "false"}, {"off", "false"}};
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        if (strcasecmp(word, flags[i].word) == 0) {
            tell_here(scan, end, flags[i].flag, _("a config says true or false"));
            return;
        }
    tell_here(scan, end, arena_printf(&scan->arena, "\"%s\"", word),
        arena_printf(&scan->arena, _("the text %s has no quotation marks"), word));
}

/* Whether a number has its only point before three digits of which the last is 0, and something
 * other than 0 before it: so thousands are written, and hardly ever decimals. */
static bool has_thousands(const char *word)
{
    size_t whole = strspn(word, "0123456789");
    return whole >= 1 && whole <= 3 && word[0] != '0' && word[whole] == '.' &&
           strspn(word + whole + 1, "0123456789") == 3 && word[whole + 3] == '0' &&
           word[whole + 4] == '\0';
}

static void doubt_thousands(struct scan *scan, const char *word)
{
    struct location location = config_text_location(scan->source, scan->line);
    struct text number = {0};
    text_add_number(&number, strtod(word, NULL), 1);
    messages_add(scan->notices,
        _("%s:%d: %.*s: %s is read as %g, as a config has a decimal point; write %.*s%s.0 for "
          "thousands, or %s"),
        location.file, location.line, (int)scan->name_length, scan->name, word,
        strtod(word, NULL), (int)strcspn(word, "."), word, strchr(word, '.') + 1,
        text_string(&number));
    text_free(&number);
}

static void take_value_word(struct scan *scan, size_t length)
{
    const char *word = arena_text(&scan->arena, scan->at, length), *end = scan->at + length;
    if (tell_no_value(scan, end) ||
        (in_group(scan) ? tell_number(scan) : tell_percent(scan, length)))
        return;
    if (has_thousands(word))
        doubt_thousands(scan, word);
    if (!is_plain(word) && (isalpha((unsigned char)word[0]) || word[0] == '_'))
        tell_text(scan, word, end);
    took(scan, end, VALUE);
}

/* A name in a group, or a value. */
static void take_word(struct scan *scan)
{
    size_t length = word_length(scan->at);
    bool value = scan->last == EQUALS || !in_group(scan);
    if (value) {
        start_value(scan, false);
        take_value_word(scan, length);
    } else {
        count_setting(scan);
        scan->name = scan->at;
        scan->name_length = length;
        took(scan, scan->at + length, NAME);
    }
}

/* ---- Quotation marks ---- */

static const char *const quotes[] = {"\u201c", "\u201d", "\u201e", "\u201f", "\u00ab", "\u00bb",
    "\u2018", "\u2019", "\u201a", "\u2033", "'", "`"};
enum { QUOTES = sizeof quotes / sizeof quotes[0], SINGLE = 6 };

/* How long the quotation mark at `text` is that is not ", the first `n` of them; 0: it is none.
 */
static size_t quote_length(const char *text, int n)
{
    for (int i = 0; i < n; i++)
        if (strncmp(text, quotes[i], strlen(quotes[i])) == 0)
            return strlen(quotes[i]);
    return 0;
}

/* Tells of quotation marks of another kind on the line from `at` on, and goes to its end. */
static void tell_quotes(struct scan *scan)
{
    struct text line = {0};
    const char *end = scan->at + strcspn(scan->at, "\r\n");
    for (const char *at = scan->at; at < end;) {
        size_t length = quote_length(at, QUOTES);
        text_add(&line, length > 0 ? "\"" : at, 1);
        at += length > 0 ? length : 1;
    }
    tell_here(scan, end, text_string(&line), _("texts stand between straight quotation marks"));
    text_free(&line);
    took(scan, end, STRING);
}

/* Whether a text that goes on past its line was most likely not meant to: then its first line
 * has another quotation mark, or it ends where another text should have begun. */
static bool is_not_closed(const char *text, const char *end)
{
    while (end > text && strchr(" \t\n(", end[-1]) != NULL)
        end--;
    return end > text && strchr("=:", end[-1]) != NULL;
}

static void take_text(struct scan *scan)
{
    const char *end = scan->at + 1;
    while (*end != '\0' && *end != '"')
        end += *end == '\\' && end[1] != '\0' ? 2 : 1;
    const char *line_end = memchr(scan->at, '\n', (size_t)(end - scan->at));
    line_end = line_end != NULL ? line_end : end;
    start_value(scan, true);
    for (const char *at = scan->at + 1; end > line_end && at < line_end; at++)
        if (quote_length(at, SINGLE) > 0) {
            tell_quotes(scan);
            return;
        }
    if (end > line_end && (*end == '\0' || is_not_closed(line_end, end))) {
        while (strchr(" \t\r;", line_end[-1]) != NULL)
            line_end--;
        tell_mended(scan, scan->line, scan->line_start, line_end, line_end, "\"",
            _("the text that begins here is not closed"));
        took(scan, line_end + strcspn(line_end, "\r\n"), STRING);
    } else {
        took(scan, *end == '"' ? end + 1 : end, STRING);
    }
}

/* ---- Brackets and signs ---- */

static void open_bracket(struct scan *scan)
{
    if (in_group(scan) && scan->last == NAME)
        tell_here(scan, scan->at, "= ", _("'=' is missing between name and value"));
    start_value(scan, false);
    if (scan->depth == MOST_NESTED) {
        give_up(scan, scan->line, _("groups and lists are nested too deep"));
        return;
    }
    scan->nested[++scan->depth] = (struct bracket){*scan->at, scan->line, 0};
    took(scan, scan->at + 1, NOTHING);
}

static void close_bracket(struct scan *scan)
{
    static const char open[] = "{([", close[] = "})]";
    const struct bracket *bracket = &scan->nested[scan->depth];
    const char *pair = strchr(close, *scan->at);
    if (bracket->open == '\0') {
        give_up(scan, scan->line,
            arena_printf(&scan->arena, _("'%c' closes nothing that was opened"), *scan->at));
    } else if (open[pair - close] != bracket->open) {
        struct location opened = config_text_location(scan->source, bracket->line);
        give_up(scan, scan->line,
            arena_printf(&scan->arena, _("'%c' does not close the '%c' of %s:%d"), *scan->at,
                bracket->open, opened.file, opened.line));
    } else {
        if (*scan->at != '}' && scan->last == SEPARATOR)
            tell(scan, scan->line,
                arena_printf(&scan->arena,
                    _("the last member of a list has no comma behind it, before the '%c'"),
                    *scan->at));
        scan->depth--;
        took(scan, scan->at + 1, VALUE);
    }
}

static void take_equals(struct scan *scan)
{
    if (in_group(scan) && scan->last == EQUALS)
        tell_here(scan, scan->at + 1 + strspn(scan->at + 1, " \t"), "", _("one '=' is enough"));
    took(scan, scan->at + 1, EQUALS);
}

static void take_separator(struct scan *scan)
{
    bool first = scan->last == NOTHING || scan->last == SEPARATOR;
    if (in_group(scan) && first && scan->nested[scan->depth].settings > 0)
        tell_here(scan, scan->at + 1, "",
            arena_printf(&scan->arena, _("this '%c' ends no setting"), *scan->at));
    else if (in_group(scan) && scan->last == EQUALS)
        tell(scan, scan->line, _("the value is missing"));
    took(scan, scan->at + 1, SEPARATOR);
}

/* Bytes of other signs: quotation marks, euros; the rest is left to libconfig. */
static void take_sign(struct scan *scan)
{
    if (quote_length(scan->at, QUOTES) > 0)
        tell_quotes(scan);
    else if (scan->last != EQUALS || !tell_number(scan))
        scan->at++;
}

/* A name without `=` before a value. */
static void check_equals(struct scan *scan)
{
    if (scan->last != NAME || !in_group(scan) ||
        (*scan->at != '"' && !isdigit((unsigned char)*scan->at)))
        return;
    /* In a text that is not closed an @include stands as it is. */
    if (scan->name > text_string(&scan->source->text) && scan->name[-1] == '@')
        return;
    tell_here(scan, scan->at, "= ", _("'=' is missing between name and value"));
    scan->last = EQUALS;
}

static const char *comment_end(const char *at)
{
    const char *end;
    if (*at == '#' || strncmp(at, "//", 2) == 0)
        return at + strcspn(at, "\n");
    if (strncmp(at, "/*", 2) != 0)
        return NULL;
    end = strstr(at + 2, "*/");
    return end != NULL ? end + 2 : at + strlen(at);
}

static void take(struct scan *scan)
{
    char c = *scan->at;
    const char *comment = comment_end(scan->at);
    check_equals(scan);
    if (comment != NULL)
        go_to(scan, comment);
    else if (isspace((unsigned char)c))
        go_to(scan, scan->at + 1);
    else if (c == '"')
        take_text(scan);
    else if (is_word(c))
        take_word(scan);
    else if (strchr("{([", c) != NULL)
        open_bracket(scan);
    else if (strchr("})]", c) != NULL)
        close_bracket(scan);
    else if (c == '=' || c == ':')
        take_equals(scan);
    else if (c == ';' || c == ',')
        take_separator(scan);
    else
        take_sign(scan);
}

/* ---- All of it ---- */

bool config_is_table(const char *text)
{
    text += strspn(text, " \t\r\n");
    size_t length = strcspn(text, "\r\n"), first = strcspn(text, ",;\t");
    bool names = strcspn(text, "={}()#/:") >= length;
    return strncasecmp(text, "sep=", 4) == 0 || (names && first + 1 < length);
}

enum status config_scan(
    const struct config_text *source, struct messages *errors, struct messages *notices)
{
    const char *text = text_string(&source->text);
    struct scan *scan = memory_new(1, sizeof *scan);
    *scan = (struct scan){.source = source,
        .errors = errors,
        .notices = notices,
        .at = text,
        .line_start = text,
        .line = 1,
        .value_start = text,
        .name = "",
        .value_line = 1};
    enum { MOST_TOLD = 100 };
    size_t before = errors->count;
    if (config_is_table(text))
        give_up(scan, 1,
            _("this is a table, not a config; 'recept init NAME' writes a config, in which "
              "population.list names a table of companies"));
    while (*scan->at != '\0' && !scan->over) {
        take(scan);
        if (errors->count >= before + MOST_TOLD && !scan->over)
            give_up(scan, scan->line, _("and so on: mend these first"));
    }
    if (!scan->over && scan->depth > 0)
        tell(scan, scan->nested[scan->depth].line,
            arena_printf(&scan->arena, _("the '%c' that opens here is not closed"),
                scan->nested[scan->depth].open));
    arena_free(&scan->arena);
    memory_free(scan);
    return errors->count == before ? STATUS_OK : STATUS_CONFIG;
}
