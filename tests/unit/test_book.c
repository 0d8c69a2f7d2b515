/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "book.h"
#include "fill.h"
#include "language.h"
#include "package.h"
#include "small_study.h"

#include <ctype.h>

static const struct results results = {.study = &study, .simulated = &study};
static const struct book_about about = {.program = "recept", .made_by = "recept run"};

static void begin(struct book *book, const char *path)
{
    assert_int_equal(book_begin(book, path, false, &errors), STATUS_OK);
}

static void finish(struct book *book)
{
    assert_int_equal(book_write(book, &results, &about, &notices), STATUS_OK);
    assert_int_equal(book_commit(book), STATUS_OK);
    assert_int_equal(errors.count, 0);
}

/* Part of the workbook `path`, unpacked. */
static char *part_of(const char *path, const char *part)
{
    static char text[1 << 20];
    char command[200];
    snprintf(command, sizeof command,
        "python3 -c 'import zipfile; print(end=zipfile.ZipFile("
        "\"%s\").read(\"%s\").decode())'",
        path, part);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    text[fread(text, 1, sizeof text - 1, pipe)] = '\0';
    assert_int_equal(pclose(pipe), 0);
    return text;
}

/* ---- Names of sheets ---- */

static void assert_name_fits(const char *name)
{
    int characters = 0;
    for (const char *c = name; *c != '\0'; c++)
        characters += ((unsigned char)*c & 0xc0) != 0x80;
    assert_in_range(characters, 1, 31);
    assert_null(strpbrk(name, "[]:*?/\\"));
    assert_int_not_equal(name[0], '\'');
    assert_int_not_equal(name[strlen(name) - 1], '\'');
}

/* The titles of all tables, and of the first sheet. */
static int sheet_names(const char *names[MOST_BOOK_SHEETS])
{
    static const struct table_kind *const groups[] = {run_tables, compare_tables, plan_tables};
    int n = 0;
    names[n++] = _("Read me");
    for (int g = 0; g < 3; g++)
        for (const struct table_kind *kind = groups[g]; kind->name != NULL; kind++) {
            const struct table_title *title = table_title(kind->name);
            bool is_file = (kind->to & (TO_FILE | STREAMED)) != 0, seen = false;
            if (!is_file)
                continue;
            assert_non_null(title);
            for (int i = 0; i < n; i++)
                seen = seen || text_same(names[i], _(title->title));
            assert_false(seen);
            names[n++] = _(title->title);
        }
    return n;
}

static void every_table_has_a_name_that_a_sheet_can_have(void **state)
{
    (void)state;
    struct arena folded = {0};
    for (enum language language = ENGLISH; language <= DUTCH; language++) {
        const char *names[MOST_BOOK_SHEETS];
        language_use(language);
        int n = sheet_names(names);
        assert_true(n <= MOST_BOOK_SHEETS);
        for (int i = 0; i < n; i++) {
            assert_name_fits(names[i]);
            for (int k = 0; k < i; k++)
                assert_string_not_equal(
                    arena_folded(&folded, names[i]), arena_folded(&folded, names[k]));
            assert_string_not_equal(arena_folded(&folded, names[i]), "history");
        }
    }
    language_use(ENGLISH);
    arena_free(&folded);
}

static void every_described_column_has_a_heading(void **state)
{
    (void)state;
    for (int i = 0; i < n_described_columns; i++)
        assert_non_null(described_columns[i].heading);
}

/* ---- Cells ---- */

/* A table of numbers and texts in a workbook; what stands in its sheet. */
static char *sheet_of(const char *const *text, const double *number, int n)
{
    struct book book;
    struct table table;
    table_init(&table, "costs", "kind,cost_eur");
    for (int i = 0; i < n; i++) {
        table_text(&table, text[i]);
        table_number(&table, number[i]);
        table_end_row(&table);
    }
    begin(&book, "a.xlsx");
    book.sink.take(&book.sink, &table);
    finish(&book);
    table_free(&table);
    return part_of("a.xlsx", "xl/worksheets/sheet2.xml");
}

static void what_is_not_defined_is_an_empty_cell(void **state)
{
    (void)state;
    run_study(false, 20);
    const char *const text[] = {"a", NULL, "", "d", "e", "f"};
    const double number[] = {NAN, INFINITY, -INFINITY, -0.0, 1.5e308, 2.0 / 3.0};
    const char *sheet = sheet_of(text, number, 6);
    assert_non_null(strstr(sheet, "<c r=\"A2\""));
    for (int row = 2; row <= 4; row++) {
        char cell[16];
        snprintf(cell, sizeof cell, "r=\"B%d\"", row);
        assert_null(strstr(sheet, cell));
    }
    assert_null(strstr(sheet, "r=\"A3\""));
    assert_null(strstr(sheet, "r=\"A4\""));
    assert_null(strstr(sheet, "r=\"B6\"")); /* Excel has no such number */
    assert_non_null(strstr(sheet, "<v>0</v>"));
    assert_non_null(strstr(sheet, "<v>0.666666666667</v>"));
    assert_null(strcasestr(sheet, "nan"));
    assert_null(strcasestr(sheet, "inf<"));
}

static void texts_stay_texts(void **state)
{
    (void)state;
    run_study(false, 20);
    const char *const text[] = {
        "=1+1", "00123", "https://a.b/", "_x0041_", "a\x01\xe2\x80\xae.\xef\xbf\xbf", "\xe9"};
    const double number[6] = {0.0};
    const char *sheet = sheet_of(text, number, 6);
    static const char *const written[] = {"<t>=1+1</t>", "<t>00123</t>", "<t>https://a.b/</t>",
        "<t>_x005F_x0041_</t>", "<t>a .</t>", "<t>\xc3\xa9</t>"};
    for (int i = 0; i < 6; i++)
        assert_non_null(strstr(sheet, written[i]));
    assert_null(strstr(sheet, "<f"));
    assert_null(strstr(sheet, "hyperlink"));
}

/* ---- What does not fit ---- */

static void texts_are_cut_as_excel_counts(void **state)
{
    (void)state;
    enum { TOO_MANY = 20000 };
    static char long_text[4 * TOO_MANY + 1];
    struct book book = {0};
    struct arena texts = {0};
    for (int i = 0; i < TOO_MANY; i++)
        memcpy(long_text + 4 * i, "\xf0\x9f\x98\x80", 4); /* two units of UTF-16 */
    assert_int_equal(strlen(book_text(&book, &texts, long_text)), 4 * (MOST_CELL_UNITS / 2));
    assert_int_equal(book.cut_texts, 1);
    long_text[4 * (MOST_CELL_UNITS / 2)] = '\0';
    book_text(&book, &texts, long_text);
    assert_int_equal(book.cut_texts, 1);
    arena_free(&texts);
}

static void a_wide_table_is_cut_and_said_to_be(void **state)
{
    (void)state;
    enum { WIDE = MOST_SHEET_COLUMNS + 3 };
    struct book book;
    struct table table;
    run_study(false, 20);
    table_init(&table, "draws", "draw");
    for (int i = 1; i < WIDE; i++)
        table_add_column(&table, (struct column){"x", COLUMN_NUMBER, ROLE_VALUE, "", ""});
    for (int i = 0; i < WIDE; i++)
        table_number(&table, i);
    table_end_row(&table);
    begin(&book, "a.xlsx");
    book.sink.take(&book.sink, &table);
    finish(&book);
    table_free(&table);
    assert_int_equal(notices.count, 1);
    assert_non_null(strstr(notices.lines[0], "'Draws' has the first 16384 columns only"));
    assert_non_null(strstr(notices.lines[0], "draws.csv has all"));
}

static void a_long_table_is_cut_and_said_to_be(void **state)
{
    struct book book;
    struct table table;
    assert_int_equal(start(state), 0);
    run_study(false, 20);
    table_init(&table, "draws", "draw");
    for (int i = 0; i < TABLE_PART; i++) {
        table_number(&table, i);
        table_end_row(&table);
    }
    begin(&book, "a.xlsx");
    for (int i = 0; i < MOST_SHEET_ROWS / TABLE_PART + 1; i++) {
        book.sink.take(&book.sink, &table);
        table.begun = true;
    }
    finish(&book);
    table_free(&table);
    assert_int_equal(notices.count, 1);
    assert_non_null(strstr(notices.lines[0], "'Draws' has the first 1048575 rows only"));
    assert_int_equal(end(state), 0);
}

/* ---- The file ---- */

static void write_book(const char *path)
{
    struct book book;
    begin(&book, path);
    assert_int_equal(tables_write(&folder, &results, &book.sink), STATUS_OK);
    finish(&book);
}

static void the_same_results_give_the_same_bytes(void **state)
{
    (void)state;
    run_study(false, 50);
    write_book("a.xlsx");
    sleep(2);
    write_book("b.xlsx");
    assert_int_equal(system("cmp a.xlsx b.xlsx"), 0);
}

static void change_byte(const char *path, long at)
{
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, at, at < 0 ? SEEK_END : SEEK_SET), 0);
    int c = fgetc(file);
    assert_int_equal(fseek(file, -1, SEEK_CUR), 0);
    fputc(c ^ 1, file);
    assert_int_equal(fclose(file), 0);
}

static void a_workbook_is_known_as_long_as_nothing_in_it_is_changed(void **state)
{
    (void)state;
    static const long places[] = {0, 1000, -1, -70, -73, -90};
    run_study(false, 50);
    write_book("a.xlsx");
    assert_true(package_is_sealed("a.xlsx"));
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        change_byte("a.xlsx", places[i]);
        assert_false(package_is_sealed("a.xlsx"));
        change_byte("a.xlsx", places[i]);
        assert_true(package_is_sealed("a.xlsx"));
    }
    assert_int_equal(
        system("head -c 60 a.xlsx >b.xlsx; tail -c 71 a.xlsx >c.xlsx; echo >>a.xlsx"), 0);
    assert_false(package_is_sealed("a.xlsx"));
    assert_false(package_is_sealed("b.xlsx"));
    assert_false(package_is_sealed("c.xlsx"));
    assert_false(package_is_sealed("r"));
    assert_false(package_is_sealed("none"));
}

/* Makes an archive of one sheet. */
static void pack(const char *sheet)
{
    char command[500];
    snprintf(command, sizeof command,
        "python3 -c 'import zipfile; zipfile.ZipFile(\"p.xlsx\", "
        "\"w\", zipfile.ZIP_DEFLATED).writestr("
        "\"xl/worksheets/sheet1.xml\", \"%s\")'",
        sheet);
    assert_int_equal(system(command), 0);
}

static void a_sheet_that_is_cut_off_is_seen(void **state)
{
    (void)state;
    const uint64_t cells[] = {2};
    pack("<?xml?><w><d/><c r><v>1</v></c><c r><v>2</v></c></w>");
    assert_true(package_is_whole("p.xlsx", cells, 1));
    static const char *const broken[] = {
        "<?xml?><w><d/><c r><v>1</v></c></w>",              /* a cell is lost */
        "<?xml?><w><d/><c r><v>1</v></c><c r><v>2</v></c>", /* the end is */
        "<?xml?><w><d/><c r><v>1</v></c><c r><v>2<</w>",    /* in the middle of a tag */
        "<?xml?><w><d/><c r><v>1</v></c><c r<v>2</v></c></w>",
        "<?xml?><w><d/><c r><v>1</v></c></v></c></w><c r>",
    };
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        pack(broken[i]);
        assert_false(package_is_whole("p.xlsx", cells, 1));
    }
    assert_false(package_is_whole("none", cells, 1));
}

#define in_a_folder(f) cmocka_unit_test_setup_teardown(f, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_table_has_a_name_that_a_sheet_can_have),
        cmocka_unit_test(every_described_column_has_a_heading),
        in_a_folder(what_is_not_defined_is_an_empty_cell),
        in_a_folder(texts_stay_texts),
        cmocka_unit_test(texts_are_cut_as_excel_counts),
        in_a_folder(a_wide_table_is_cut_and_said_to_be),
        slow_test(a_long_table_is_cut_and_said_to_be),
        in_a_folder(the_same_results_give_the_same_bytes),
        in_a_folder(a_workbook_is_known_as_long_as_nothing_in_it_is_changed),
        in_a_folder(a_sheet_that_is_cut_off_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
