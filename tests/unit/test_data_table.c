/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What users bring: recognised by what is in it; sheets of workbooks. */
#include "check.h"

#include "data_table.h"
#include "memory.h"
#include "workbook_xml.h"

#include <time.h>

static struct arena arena;
static struct data_table data;
static struct messages errors, notices;

static int start(void **state)
{
    (void)state;
    arena = (struct arena){0};
    errors = notices = (struct messages){0};
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(&arena);
    messages_free(&errors);
    messages_free(&notices);
    return 0;
}

static bool says(const struct messages *messages, const char *what)
{
    for (size_t i = 0; i < messages->count; i++)
        if (strstr(messages->lines[i], what) != NULL)
            return true;
    for (size_t i = 0; i < messages->count; i++)
        print_error("%s\n", messages->lines[i]);
    return false;
}

static enum status read_with(
    const char *bytes, size_t length, const struct file_reader *files, const char *sheet)
{
    struct text text = {0};
    text_add(&text, bytes, length);
    const struct data_source source = {"list.x", &text, files, sheet};
    messages_free(&errors);
    messages_free(&notices);
    enum status status = data_table_read(&data, &arena, &source, &notices, &errors);
    text_free(&text);
    return status;
}

static void assert_refused(const char *bytes, size_t length, const char *what)
{
    assert_int_equal(read_with(bytes, length, NULL, NULL), STATUS_CONFIG);
    assert_true(says(&errors, what));
}
#define REFUSED(bytes, what) assert_refused(bytes, sizeof(bytes) - 1, what)

/* The same of XML, where there is a parser of it. */
static enum status convert(void *context, const struct workbook_source *source,
    const char *sheet, struct text *out, struct messages *wrong);
static const struct file_reader parsing = {.convert = convert, .parse = workbook_read};

static void assert_broken(const char *bytes, size_t length, const char *what)
{
    assert_int_equal(read_with(bytes, length, &parsing, NULL), STATUS_CONFIG);
    assert_true(says(&errors, what));
}
#define BROKEN(bytes, what) assert_broken(bytes, sizeof(bytes) - 1, what)

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

/* ---- What a file is ---- */

static void what_is_no_table_is_refused_by_name(void **state)
{
    (void)state;
    REFUSED("%PDF-1.7\n", "list.x:1: this is a PDF");
    REFUSED("\x89PNG\r\n\x1a\n", "list.x:1: this is a picture");
    REFUSED("PK\3\4 word/document.xml", "list.x:1: this is a packed file");
    REFUSED("\x1f\x8b\b", "list.x:1: this is a packed file");
    REFUSED("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\0o\0r\0k\0b\0o\0o\0k\0\0\0",
        "list.x:1: this is a workbook of before 2007 (.xls), which is not read");
    REFUSED("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\0o\0r\0d\0", "this is a document of Office");
    REFUSED("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
        "this is a workbook with a password; open it");
    /* What CRM systems call .xls. */
    REFUSED("\xef\xbb\xbf \r\n<HTML xmlns:x=\"urn:schemas-microsoft-com:office:excel\">",
        "list.x:1: this is a page of the web (HTML), whatever its name says; open it in a "
        "spreadsheet and save it as CSV");
    REFUSED("<table><tr><td>name", "this is a page of the web");
    REFUSED("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>",
        "this is XML");
    REFUSED("PK\3\4 xl/workbook.xml",
        "list.x:1: this is a workbook, which cannot be read here; "
        "open it in a spreadsheet and save it as CSV");
    REFUSED("<gnm:Workbook xmlns:gnm=\"http://www.gnumeric.org/v10.dtd\">",
        "this is a workbook, which cannot be read here");
    REFUSED("", "list.x:1: the file has no line");
    REFUSED("name\0size", "list.x:1: a NUL byte");
}

static void text_is_a_table_whatever_its_name(void **state)
{
    (void)state;
    static const char csv[] = "<5 employees;name\nx;y\n";
    assert_int_equal(read_with(csv, sizeof csv - 1, NULL, NULL), STATUS_OK);
    assert_row(&data.table.header, "1|<5 employees|name");
    assert_null(data.workbook.sheet);
    assert_null(data.table.header.kind);
}

/* ---- Workbooks ---- */

#define BOOK(sheets)                                                                           \
    "<?xml version=\"1.0\"?><gnm:Workbook xmlns:gnm=\"http://www.gnumeric.org/v10.dtd\">"      \
    "<gnm:Sheets>" sheets "</gnm:Sheets></gnm:Workbook>"
#define SHEET(shown, name, content)                                                            \
    "<gnm:Sheet Visibility=\"GNM_SHEET_VISIBILITY_" shown "\"><gnm:Name>" name                 \
    "</gnm:Name><gnm:Names><gnm:Name><gnm:name>Print_Area</gnm:name></gnm:Name></"             \
    "gnm:Names>" content "</gnm:Sheet>"
#define CELLS(cells) "<gnm:Cells>" cells "</gnm:Cells>"
#define CELL(row, column, type, text)                                                          \
    "<gnm:Cell Row=\"" row "\" Col=\"" column "\" ValueType=\"" type "\">" text "</gnm:Cell>"
#define FORMULA(row, column, text)                                                             \
    "<gnm:Cell Row=\"" row "\" Col=\"" column "\" " text "</gnm:Cell>"

static void read_book(const char *xml)
{
    enum status status = read_with(xml, strlen(xml), &parsing, NULL);
    for (size_t i = 0; i < errors.count; i++)
        print_error("%s\n", errors.lines[i]);
    assert_int_equal(status, STATUS_OK);
}

static void the_first_sheet_that_shows_something_is_read(void **state)
{
    (void)state;
    read_book(BOOK(SHEET("VISIBLE", "Empty", CELLS(""))                  //
        SHEET("HIDDEN", "Secret", CELLS(CELL("0", "0", "60", "secret"))) //
        SHEET("VISIBLE", "R &amp; D",
            CELLS(CELL("0", "0", "60", "name")                                  //
                CELL("0", "2", "60", "size") CELL("4", "0", "60", " A &lt; B ") //
                CELL("4", "1", "40", "2.5") CELL("4", "2", "20", "TRUE")))      //
        SHEET("VISIBLE", "Other", CELLS(CELL("0", "0", "60", "x")))));
    assert_string_equal(data.workbook.sheet, "R & D");
    assert_row(&data.table.header, "1|name||size");
    assert_int_equal(data.table.n, 1);
    assert_row(&data.table.row[0], "5|A < B|2.5|TRUE");
    assert_int_equal(data.table.row[0].kind[0], CELL_TEXT);
    assert_int_equal(data.table.row[0].kind[1], CELL_NUMBER);
    assert_int_equal(data.table.row[0].kind[2], CELL_FLAG);
    assert_true(says(&notices, "list.x: sheet 'R & D' is read, and not 'Other'"));
    assert_true(says(&notices, "list.x: 1 hidden sheet is left unread"));
}

static void a_sheet_can_be_asked_for(void **state)
{
    (void)state;
    static const char book[] = BOOK(SHEET("VISIBLE", "A", CELLS(CELL("0", "0", "60", "a"))) //
        SHEET("HIDDEN", "B", CELLS(CELL("0", "0", "60", "b"))));
    assert_int_equal(read_with(book, sizeof book - 1, &parsing, "B"), STATUS_OK);
    assert_row(&data.table.header, "1|b");
    assert_int_equal(read_with(book, sizeof book - 1, &parsing, "C"), STATUS_CONFIG);
    assert_true(says(&errors, "list.x:1: no sheet 'C' has anything in it"));
}

static void hidden_rows_are_read_and_counted(void **state)
{
    (void)state;
    read_book(BOOK(SHEET("VISIBLE", "A", //
        "<gnm:Rows><gnm:RowInfo No=\"1\" Hidden=\"1\" Count=\"2\"/><gnm:RowInfo No=\"7\" "
        "Hidden=\"1\"/><gnm:RowInfo No=\"3\" Unit=\"15\"/></gnm:Rows>" //
        CELLS(
            CELL("0", "0", "60", "name") CELL("1", "0", "60", "a") CELL("2", "0", "60", "b") //
            CELL("3", "0", "60", "c")))));
    assert_int_equal(data.table.n, 3);
    assert_int_equal(data.workbook.hidden_rows, 2);
    assert_true(says(&notices, "list.x: 2 hidden rows are read like the others (the first on "
                               "line 2)"));
}

#define DATES(format, rows)                                                                    \
    BOOK(SHEET("VISIBLE", "A",                                                                 \
        "<gnm:Styles><gnm:StyleRegion startCol=\"0\" startRow=\"1\" endCol=\"0\" "             \
        "endRow=\"99\"><gnm:Style Format=\"" format                                            \
        "\"/></gnm:StyleRegion></gnm:Styles>" CELLS(CELL("0", "0", "60", "day") rows)))

static void numbers_that_look_like_dates_are(void **state)
{
    (void)state;
    static const char *const dates[] = {DATES("dd-mm-yyyy", CELL("1", "0", "40", "45730")),
        DATES("[$-413]d mmmm yyyy", CELL("1", "0", "40", "45730.75")),
        DATES("d/m/yy", CELL("1", "0", "40", "45730"))};
    for (size_t i = 0; i < 3; i++) {
        read_book(dates[i]);
        assert_row(&data.table.row[0], "2|2025-03-14");
        assert_int_equal(data.table.row[0].kind[0], CELL_DATE);
    }
    read_book(DATES("d-m-yyyy", CELL("1", "0", "40", "61") CELL("2", "0", "40", "60") //
        CELL("3", "0", "60", "45730") CELL("4", "1", "40", "45730")));
    assert_row(&data.table.row[0], "2|1900-03-01");
    assert_row(&data.table.row[1], "3|60");
    assert_row(&data.table.row[2], "4|45730");
    assert_row(&data.table.row[3], "5||45730");
    static const char *const numbers[] = {DATES("General", CELL("1", "0", "40", "45730")),
        DATES("#,##0.00 &quot;days&quot;", CELL("1", "0", "40", "45730")),
        DATES("[Red]0.0", CELL("1", "0", "40", "45730")),
        DATES("h:mm", CELL("1", "0", "40", "45730"))};
    for (size_t i = 0; i < 4; i++) {
        read_book(numbers[i]);
        assert_row(&data.table.row[0], "2|45730");
        assert_int_equal(data.table.row[0].kind[0], CELL_NUMBER);
    }
}

static void days_may_be_counted_from_1904(void **state)
{
    (void)state;
    static const char book[] = DATES("d-m-yyyy", CELL("1", "0", "40", "44268"));
    struct text text = {0};
    const char *sheets = strstr(book, "<gnm:Sheets>");
    text_add(&text, book, (size_t)(sheets - book));
    text_printf(&text, "<gnm:DateConvention>1904</gnm:DateConvention>%s", sheets);
    read_book(text_string(&text));
    assert_row(&data.table.row[0], "2|2025-03-14");
    text_free(&text);
}

/* ---- Formulas ---- */

/* What the converter gives: XML, and then values. */
static const char *converted_xml, *converted_values;
static char converted_sheet[64];

static enum status convert(void *context, const struct workbook_source *source,
    const char *sheet, struct text *out, struct messages *wrong)
{
    (void)context;
    assert_string_equal(source->name, "list.x");
    assert_int_equal(source->kind, WORKBOOK_EXCEL);
    if (sheet == NULL && converted_xml == NULL)
        return file_failed(wrong, source->name, "no luck");
    if (sheet != NULL)
        snprintf(converted_sheet, sizeof converted_sheet, "%s", sheet);
    text_add_string(out, sheet != NULL ? converted_values : converted_xml);
    return STATUS_OK;
}

static enum status read_converted(const char *xml, const char *values)
{
    static const char packed[] = "PK\3\4 xl/workbook.xml";
    const struct file_reader files = {.convert = convert, .parse = workbook_read};
    converted_xml = xml;
    converted_values = values;
    return read_with(packed, sizeof packed - 1, &files, NULL);
}

static void formulas_have_the_values_that_are_stored(void **state)
{
    (void)state;
    static const char book[] = BOOK(SHEET("VISIBLE", "It's",
        CELLS(CELL("2", "1", "60", "name")                                         //
            CELL("2", "2", "60", "size") CELL("3", "1", "60", "A ")                //
            FORMULA("3", "2", "ExprID=\"1\">=if(1,2,3)") FORMULA("4", "1", ">=A1") //
            FORMULA("4", "2", "ExprID=\"1\">") FORMULA("5", "2", "ExprID=\"1\">"))));
    assert_int_equal(
        read_converted(book, "\"name\",\"size\"\n\"A \",\"small\"\n\"B\",\"2.5\"\n\"\",\"\"\n"),
        STATUS_OK);
    assert_string_equal(converted_sheet, "It's");
    assert_int_equal(data.table.n, 2); /* and not the row whose formula comes to nothing */
    assert_row(&data.table.row[0], "4||A|small");
    assert_row(&data.table.row[1], "5||B|2.5");
    assert_int_equal(data.table.row[0].kind[2], CELL_TEXT);
    assert_int_equal(data.table.row[1].kind[2], CELL_NUMBER);
    /* Values that are not those of the sheet. */
    assert_int_equal(
        read_converted(book, "\"name\",\"size\"\n\"Z\",\"small\"\n\"B\",\"2.5\"\n"),
        STATUS_CONFIG);
    assert_true(
        says(&errors, "list.x:1: the formulas of sheet 'It's' have values that cannot"));
    assert_int_equal(read_converted(NULL, NULL), STATUS_CONFIG);
    assert_true(says(&errors, "list.x: no luck; open it in a spreadsheet"));
    /* XML alone has no values. */
    assert_broken(book, sizeof book - 1, "list.x:1: the formulas of sheet 'It's' have values");
}

/* ---- Want of memory ---- */

static const char list_with_formula[] = BOOK(SHEET("VISIBLE", "L",
    CELLS(CELL("0", "0", "60", "name") //
        CELL("1", "0", "60", "A") FORMULA("1", "1", ">=1+1"))));

static void read_once(void *context)
{
    struct arena own = {0};
    struct text text = {0};
    static const char packed[] = "PK\3\4 xl/workbook.xml";
    const struct file_reader files = {.convert = convert, .parse = workbook_read};
    text_add(&text, packed, sizeof packed - 1);
    const struct data_source source = {"list.x", &text, &files, NULL};
    enum status *status = context;
    struct messages told = {0}, wrong = {0};
    *status = data_table_read(&data, &own, &source, &told, &wrong);
    if (*status == STATUS_OK)
        assert_row(&data.table.row[0], "2|A|2");
    messages_free(&told);
    messages_free(&wrong);
    text_free(&text);
    arena_free(&own);
}

/* Each allocation fails once: it is want of memory then, and never another table. */
static void want_of_memory_gives_no_other_table(void **state)
{
    (void)state;
    converted_xml = list_with_formula;
    converted_values = "\"name\",\"\"\n\"A\",\"2\"\n";
    bool failed = true;
    int64_t n = 0;
    while (failed) {
        enum status status = STATUS_FAILED;
        struct memory_owner *owner = memory_owner_new();
        struct memory_owner *before = memory_work_for(owner);
        memory_fail_at(++n);
        bool done = memory_attempt(read_once, &status);
        failed = memory_has_failed();
        memory_fail_at(0);
        memory_work_for(before);
        memory_owner_free(owner);
        assert_true(done != failed);
        assert_true(failed || status == STATUS_OK);
    }
    assert_true(n > 10);
}

/* ---- What nobody means ---- */

static void broken_workbooks_are_refused(void **state)
{
    (void)state;
    BROKEN(BOOK(""), "list.x:1: no sheet of the workbook has anything in it");
    BROKEN(BOOK(SHEET("VISIBLE", "A", CELLS(CELL("0", "0", "60", "  ")))),
        "list.x:1: no sheet of the workbook has anything in it");
    BROKEN(BOOK(SHEET("VISIBLE", "A", CELLS(CELL("0", "1000", "60", "x")))),
        "list.x:1: more than a thousand fields");
    BROKEN("<x xmlns=\"http://www.gnumeric.org/\"/>", "list.x:1: is no workbook");
    BROKEN("<gnm:Workbook xmlns:gnm=\"http://www.gnumeric.org/v10.dtd\"><gnm:Sheets>",
        "list.x:1: is damaged: ");
    static const char *const odd[] = {CELL("-1", "0", "60", "x"), CELL("", "0", "60", "x"),
        CELL("9999999999", "0", "60", "x"), CELL("0", "0", "10", "x")};
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        struct text text = {0};
        text_printf(&text, BOOK(SHEET("VISIBLE", "A", CELLS("%s"))), odd[i]);
        assert_broken(text_string(&text), text.length, "no sheet of the workbook has anything");
        text_free(&text);
    }
}

/* Entities that would grow to gigabytes are not known here. */
static void entities_do_not_grow(void **state)
{
    (void)state;
    clock_t before = clock();
    BROKEN("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
           "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d SYSTEM \"/etc/passwd\">]>" //
        BOOK(SHEET("VISIBLE", "A", CELLS(CELL("0", "0", "60", "&c;&d;")))),
        "list.x:1: ");
    assert_true((double)(clock() - before) / CLOCKS_PER_SEC < 1.0);
}

#define with_arena(test) cmocka_unit_test_setup_teardown(test, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(what_is_no_table_is_refused_by_name),
        with_arena(text_is_a_table_whatever_its_name),
        with_arena(the_first_sheet_that_shows_something_is_read),
        with_arena(a_sheet_can_be_asked_for),
        with_arena(hidden_rows_are_read_and_counted),
        with_arena(numbers_that_look_like_dates_are),
        with_arena(days_may_be_counted_from_1904),
        with_arena(formulas_have_the_values_that_are_stored),
        with_arena(want_of_memory_gives_no_other_table),
        with_arena(broken_workbooks_are_refused),
        with_arena(entities_do_not_grow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
