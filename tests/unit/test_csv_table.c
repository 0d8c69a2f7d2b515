/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "csv_table.h"
#include "write_csv.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct arena arena;
static struct csv_table table;
static struct messages errors;

static int start(void **state)
{
    (void)state;
    arena = (struct arena){0};
    errors = (struct messages){0};
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(&arena);
    messages_free(&errors);
    return 0;
}

static enum status read_bytes(const char *bytes, size_t length)
{
    struct text text = {0};
    text_add(&text, bytes, length);
    enum status status = csv_table_read(&table, &arena, "list.csv", &text, &errors);
    text_free(&text);
    return status;
}

static void read_ok(const char *bytes)
{
    assert_int_equal(read_bytes(bytes, strlen(bytes)), STATUS_OK);
    assert_int_equal(errors.count, 0);
}

/* The fields of a row joined by bars, with its line number in front. */
static void assert_row(const struct csv_row *row, const char *expected)
{
    struct text text = {0};
    text_printf(&text, "%ld", row->line);
    for (int i = 0; i < row->n; i++)
        text_printf(&text, "|%s", row->field[i]);
    assert_string_equal(text_string(&text), expected);
    text_free(&text);
}

static void assert_wrong(const char *bytes, size_t length, const char *located)
{
    assert_int_equal(read_bytes(bytes, length), STATUS_CONFIG);
    assert_int_equal(errors.count, 1);
    if (strstr(errors.lines[0], located) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", located, errors.lines[0]);
    messages_free(&errors);
}

/* ---- Reading ---- */

static void a_table_has_a_header_and_rows(void **state)
{
    (void)state;
    read_ok("name,size\nBakker,small\nDe Vries,larger\n");
    assert_int_equal(table.separator, ',');
    assert_row(&table.header, "1|name|size");
    assert_int_equal(table.n, 2);
    assert_row(&table.row[0], "2|Bakker|small");
    assert_row(&table.row[1], "3|De Vries|larger");
}

static void the_last_line_needs_no_end(void **state)
{
    (void)state;
    read_ok("name,size\nBakker,small");
    assert_int_equal(table.n, 1);
    assert_row(&table.row[0], "2|Bakker|small");
    read_ok("name,size\nBakker,");
    assert_row(&table.row[0], "2|Bakker|");
    read_ok("name");
    assert_int_equal(table.n, 0);
}

static void the_header_tells_the_separator(void **state)
{
    (void)state;
    read_ok("name;size, in fte;x\na;1,5;b\n");
    assert_int_equal(table.separator, ';');
    assert_row(&table.row[0], "2|a|1,5|b");
    read_ok("name\tsize\na,b\tc\n");
    assert_int_equal(table.separator, '\t');
    assert_row(&table.row[0], "2|a,b|c");
    read_ok("\"name;the;whole;of;it\",size\na,b\n");
    assert_int_equal(table.separator, ',');
    assert_row(&table.row[0], "2|a|b");
    read_ok("name\na;b\n");
    assert_int_equal(table.separator, ',');
    assert_row(&table.row[0], "2|a;b");
}

static void spreadsheets_of_all_ages_are_read(void **state)
{
    (void)state;
    read_ok("\xef\xbb\xbfname;size\r\nCaf\xc3\xa9;small\r\n");
    assert_row(&table.header, "1|name|size");
    assert_row(&table.row[0], "2|Caf\xc3\xa9|small");
    read_ok("name;size\r\nCaf\xe9 \x80;small\r\n");
    assert_row(&table.row[0], "2|Caf\xc3\xa9 \xe2\x82\xac|small");
    read_ok("name;size\rA;small\rB;larger");
    assert_row(&table.row[0], "2|A|small");
    assert_row(&table.row[1], "3|B|larger");
}

/* Excel's first line, which no row counts but every line does. */
static void a_line_may_name_the_separator(void **state)
{
    (void)state;
    static const char *const first[] = {
        "sep=;\r\n", "SEP=;\n", "\xef\xbb\xbfsep=;\r", "\"sep=;\"\r\n", "sep=;  \n"};
    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++) {
        struct text text = {0};
        text_printf(&text, "%sname;a,b,c,d\nx;1\n", first[i]);
        read_ok(text_string(&text));
        assert_int_equal(table.separator, ';');
        assert_true(table.named_separator);
        assert_row(&table.header, "2|name|a,b,c,d");
        assert_row(&table.row[0], "3|x|1");
        text_free(&text);
    }
    read_ok("sep=\t\nname\tb\nx\t1\n");
    assert_row(&table.row[0], "3|x|1");
    read_ok("sep=,\nname,b\nx,1\n");
    assert_row(&table.row[0], "3|x|1");
    /* These name none. */
    read_ok("sep=\nx\n");
    assert_false(table.named_separator);
    assert_row(&table.header, "1|sep=");
    read_ok("sep=;x;b\n1;2;3\n");
    assert_row(&table.header, "1|sep=|x|b");
    assert_wrong("sep=a\nname\n", 11, "list.csv:1: 'sep=' names what separates");
    assert_wrong("sep=;\n", 6, "list.csv:2: the file has no line");
}

static void encodings_are_told(void **state)
{
    (void)state;
    read_ok("name\nCaf\xc3\xa9\n");
    assert_int_equal(table.encoding, ENCODED_UTF8);
    read_ok("\xef\xbb\xbfname\nx\n");
    assert_int_equal(table.encoding, ENCODED_UTF8_MARKED);
    read_ok("name\nCaf\xe9 \x80\n");
    assert_int_equal(table.encoding, ENCODED_WINDOWS_1252);
    assert_row(&table.row[0], "2|Caf\xc3\xa9 \xe2\x82\xac");
    /* "Unicode text" of Excel. */
    static const char little[] = "\xff\xfen\0\t\0m\0\n\0\xe9\0\t\0\x3d\xd8\x00\xde\n\0";
    assert_int_equal(read_bytes(little, sizeof little - 1), STATUS_OK);
    assert_int_equal(table.encoding, ENCODED_UTF16);
    assert_row(&table.header, "1|n|m");
    assert_row(&table.row[0], "2|\xc3\xa9|\xf0\x9f\x98\x80");
    static const char big[] = "\xfe\xff\0n\0\n\0x\0";
    assert_int_equal(read_bytes(big, sizeof big - 1), STATUS_OK);
    assert_row(&table.row[0], "2|x\xef\xbf\xbd");
}

/* Rows without text are left out, and counted. */
static void rows_have_numbers(void **state)
{
    (void)state;
    read_ok("\"a\"\n\"\"\n\"x\ny\"\n\"z\"\n");
    assert_int_equal(table.header.number, 1);
    assert_int_equal(table.row[0].number, 3);
    assert_int_equal(table.row[1].number, 4);
    assert_int_equal(table.row[1].line, 5);
}

static void empty_rows_are_skipped_and_lines_still_counted(void **state)
{
    (void)state;
    read_ok("\n\r\n  \nname;size\n\n;;\n \t\nA;small\r\n\r\n\"\";\nB;larger\n;\n");
    assert_row(&table.header, "4|name|size");
    assert_int_equal(table.n, 2);
    assert_row(&table.row[0], "8|A|small");
    assert_row(&table.row[1], "11|B|larger");
}

static void quoted_fields_hold_anything(void **state)
{
    (void)state;
    read_ok("name,profile\n\"Bakker, \"\"De Hoop\"\"\",\"two\nlines\r\n\n and more\"\nB,x\n");
    assert_row(&table.row[0], "2|Bakker, \"De Hoop\"|two\nlines\r\n\n and more");
    assert_row(&table.row[1], "6|B|x");
    read_ok("\"na\nme\",size\na,b\n");
    assert_row(&table.header, "1|na\nme|size");
    assert_row(&table.row[0], "3|a|b");
}

static void blanks_around_unquoted_fields_go(void **state)
{
    (void)state;
    read_ok("name , size\n  De Vries\t, \" in quotes \" \n");
    assert_row(&table.header, "1|name|size");
    assert_row(&table.row[0], "2|De Vries| in quotes ");
}

static void a_quote_inside_an_unquoted_field_is_a_quote(void **state)
{
    (void)state;
    read_ok("name,size\nBouw \"De Hoop\" BV,5\" pipe\nB,c\n");
    assert_row(&table.row[0], "2|Bouw \"De Hoop\" BV|5\" pipe");
    assert_row(&table.row[1], "3|B|c");
}

static void rows_may_be_short_or_long(void **state)
{
    (void)state;
    read_ok("a,b\n1\n1,2,3\n");
    assert_int_equal(table.row[0].n, 1);
    assert_int_equal(table.row[1].n, 3);
}

/* ---- What is wrong ---- */

static void wrong(const char *bytes, const char *located)
{
    assert_wrong(bytes, strlen(bytes), located);
}

static void errors_name_the_line(void **state)
{
    (void)state;
    wrong("", "list.csv:1: the file has no line");
    wrong("\n  \r\n", "list.csv:1: the file has no line");
    wrong("\xef\xbb\xbf", "list.csv:1: the file has no line");
    wrong("name,x\na,b\n\nc,\"never closed\nd,e\n", "list.csv:4: a quotation mark");
    wrong("\"", "list.csv:1: a quotation mark");
    wrong("name,x\na,b\n\"Jan\" Jansen,x\n\"Piet\",y\n", "list.csv:3: text after a closing");
    wrong("name,x\n\"two\nlines\" x,1\n", "list.csv:3: text after a closing");
}

static void a_thousand_fields_is_the_most(void **state)
{
    (void)state;
    char row[CSV_MOST_FIELDS + 2];
    memset(row, ',', sizeof row);
    memcpy(row, "a\n", 2);
    row[CSV_MOST_FIELDS + 1] = '\0';
    read_ok(row); /* empty but for the header */
    row[CSV_MOST_FIELDS] = 'x';
    read_ok(row);
    assert_int_equal(table.row[0].n, CSV_MOST_FIELDS - 1);
    char more[CSV_MOST_FIELDS + 4];
    snprintf(more, sizeof more, "%s,,", row);
    wrong(more, "list.csv:2: more than a thousand fields");
    more[CSV_MOST_FIELDS + 2] = '\0';
    read_ok(more);
    assert_int_equal(table.row[0].n, CSV_MOST_FIELDS);
}

static void nul_bytes_are_refused(void **state)
{
    (void)state;
    assert_wrong("name\n\na\0b\n", 10, "list.csv:3: a NUL byte");
    assert_wrong("\0", 1, "list.csv:1: a NUL byte");
    assert_wrong("a\r\n\0", 4, "list.csv:2: a NUL byte");
    /* UTF-16 that does not say so */
    assert_wrong("n\0a\0", 4, "list.csv:1: a NUL byte");
}

static void refused_within(
    const char *bytes, size_t length, const char *located, double seconds)
{
    clock_t before = clock();
    assert_wrong(bytes, length, located);
    assert_true((double)(clock() - before) / CLOCKS_PER_SEC < seconds);
}

static void endless_lines_are_refused_fast(void **state)
{
    (void)state;
    enum { SIZE = 100 * 1000 * 1000 };
    char *bytes = memory_new(SIZE, 1);
    memset(bytes, 'x', SIZE);
    refused_within(bytes, SIZE, "list.csv:1: a line of more than a million", 10.0);
    memset(bytes, ',', SIZE);
    refused_within(bytes, SIZE, "list.csv:1: a line of more than a million", 10.0);
    for (size_t i = 0; i < SIZE; i++)
        bytes[i] = i < 5 ? "a\nb,\""[i] : i % 80 == 0 ? '\n' : 'x';
    refused_within(bytes, SIZE, "list.csv:2: a text of more than a million", 10.0);
    for (size_t i = 0; i < SIZE; i++)
        bytes[i] = i % 2 ? '\r' : 'x';
    refused_within(bytes, SIZE, "list.csv:1000002: more than a million rows", 20.0);
    for (size_t i = 0; i < SIZE; i++)
        bytes[i] = i % 2000 == 1999 ? '\n' : ',';
    refused_within(bytes, SIZE, "list.csv:1: more than a thousand fields", 10.0);
    memory_free(bytes);
}

/* ---- Writing ---- */

/* Cells of a table of one column, as its writer writes them. */
static char *written(const char *column, const union cell *cell, size_t n)
{
    static char *bytes; /* a stream has its address */
    size_t size = 0;
    FILE *file = open_memstream(&bytes, &size);
    struct table one;
    table_init(&one, "made_up", column);
    for (size_t i = 0; i < n; i++) {
        table_put(&one, cell[i]);
        table_end_row(&one);
    }
    csv_write(file, &one);
    fclose(file);
    table_free(&one);
    return bytes;
}

static void assert_written(const char *column, union cell cell, const char *as)
{
    char *bytes = written(column, &cell, 1);
    const char *field = strchr(bytes, '\n') + 1;
    assert_int_equal(strlen(field), strlen(as) + 1);
    assert_memory_equal(field, as, strlen(as));
    free(bytes);
}

static void assert_text(const char *text, const char *as)
{
    assert_written("strategy", (union cell){.text = text}, as);
}

static void assert_number(double value, const char *as)
{
    assert_written("estimate", (union cell){.number = value}, as);
}

static void text_is_quoted_where_needed(void **state)
{
    (void)state;
    assert_text("plain text", "plain text");
    assert_text("", "");
    assert_text("a,b", "\"a,b\"");
    assert_text("a;b", "\"a;b\"");
    assert_text("say \"a\"", "\"say \"\"a\"\"\"");
    assert_text("two\nlines", "\"two\nlines\"");
    assert_text(" blank", "\" blank\"");
    assert_text("blank ", "\"blank \"");
    assert_text("it's", "it's");
    assert_text("'s avonds", "'s avonds");
}

static void formulas_are_guarded(void **state)
{
    (void)state;
    assert_text("=1+1", "'=1+1");
    assert_text("-5", "'-5");
    assert_text("+31", "'+31");
    assert_text("@sum", "'@sum");
    assert_text("'=1", "''=1");
    assert_text("\tx", "\" x\"");
    assert_text("=a,b", "\"'=a,b\"");
}

static void numbers_are_short_and_never_nan(void **state)
{
    (void)state;
    assert_number(0.1, "0.1");
    assert_number(12, "12");
    assert_number(-2.5, "-2.5");
    assert_number(1.0 / 3.0, "0.333333333333");
    assert_number(2.385e-7, "2.385e-07");
    assert_number(999999999999999, "999999999999999");
    assert_number(1e15, "1e+15");
    assert_number(-0.0, "0");
    assert_number(NAN, "");
    assert_number(INFINITY, "");
    assert_number(-INFINITY, "");
}

static void what_is_written_reads_back(void **state)
{
    (void)state;
    /* Control characters but for newlines are written as blanks. */
    static const struct {
        const char *text, *back; /* NULL: the same */
    } cells[] = {{"=1+1", NULL}, {"'=1", NULL}, {"''=1", NULL}, {"'", NULL}, {"''", NULL},
        {"-5", NULL}, {"+31 6", NULL}, {"@x", NULL}, {"\ttab", " tab"}, {"\rreturn", " return"},
        {"'\ttab", "' tab"}, {"a \"quoted\" word", NULL}, {"\"", NULL}, {"two\nlines", NULL},
        {"two\r\nlines", "two \nlines"}, {"a,b", NULL}, {"a;b", NULL}, {"a\tb", "a b"},
        {"<script>alert(1)</script>", NULL}, {"`touch x`", NULL}, {"$(touch x)", NULL},
        {"'s avonds", NULL}, {" blanks ", NULL}, {"\xe2\x82\xac Caf\xc3\xa9", NULL},
        {"|x", NULL}, {"%s%n", NULL}};
    enum { CELLS = sizeof cells / sizeof cells[0] };
    union cell cell[CELLS];
    for (size_t i = 0; i < CELLS; i++)
        cell[i].text = cells[i].text;
    char *bytes = written("strategy", cell, CELLS);
    read_ok(bytes);
    assert_int_equal(table.n, CELLS);
    for (size_t i = 0; i < CELLS; i++)
        assert_string_equal(
            table.row[i].field[0], cells[i].back != NULL ? cells[i].back : cells[i].text);
    free(bytes);
}

#define with_arena(test) cmocka_unit_test_setup_teardown(test, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(a_table_has_a_header_and_rows),
        with_arena(the_last_line_needs_no_end),
        with_arena(the_header_tells_the_separator),
        with_arena(spreadsheets_of_all_ages_are_read),
        with_arena(a_line_may_name_the_separator),
        with_arena(encodings_are_told),
        with_arena(rows_have_numbers),
        with_arena(empty_rows_are_skipped_and_lines_still_counted),
        with_arena(quoted_fields_hold_anything),
        with_arena(blanks_around_unquoted_fields_go),
        with_arena(a_quote_inside_an_unquoted_field_is_a_quote),
        with_arena(rows_may_be_short_or_long),
        with_arena(errors_name_the_line),
        with_arena(a_thousand_fields_is_the_most),
        with_arena(nul_bytes_are_refused),
        with_arena(endless_lines_are_refused_fast),
        cmocka_unit_test(text_is_quoted_where_needed),
        cmocka_unit_test(formulas_are_guarded),
        cmocka_unit_test(numbers_are_short_and_never_nan),
        with_arena(what_is_written_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
