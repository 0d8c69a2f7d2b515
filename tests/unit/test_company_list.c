/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Company lists as people make them: headings and words in two languages, every mistake with
 * its line. */
#include "check.h"

#include "company_list.h"
#include "config.h"
#include "language.h"
#include "workbook_xml.h"

static struct arena arena;
static struct company_list list;
static struct messages errors, notices;

static struct axes axes = {
    2, {{"size", {"omvang", "size"}, 2, {"small", "larger"},
            {{"klein", "small"}, {"groter", "larger"}}},
           {"kind", {"soort bedrijf", "kind of company"}, 3, {"a", "b", "<50"},
               {{"bouw", "building"}, {"ict", "software"}, {"tot 50", "up to 50"}}}}};

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
    language_use(ENGLISH);
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

/* XML is there already. */
static enum status no_convert(void *context, const struct workbook_source *source,
    const char *sheet, struct text *out, struct messages *wrong)
{
    (void)context, (void)sheet, (void)out;
    return file_failed(wrong, source->name, "is not converted");
}

static enum status read_text(const char *text, unsigned ignored)
{
    struct text bytes = {0};
    text_add_string(&bytes, text);
    const struct file_reader files = {.convert = no_convert, .parse = workbook_read};
    const struct list_source source = {
        .data = {.path = "l.csv", .bytes = &bytes, .files = &files},
        .axes = &axes,
        .ignored = ignored};
    messages_free(&errors);
    messages_free(&notices);
    enum status status = company_list_read(&list, &arena, &source, &notices, &errors);
    text_free(&bytes);
    return status;
}

static void read_ok(const char *text)
{
    enum status status = read_text(text, 0);
    for (size_t i = 0; i < errors.count; i++)
        print_error("%s\n", errors.lines[i]);
    assert_int_equal(status, STATUS_OK);
}

static void assert_company(
    int i, const char *name, int size, int kind, enum stage stage, int before, enum answer warm)
{
    const struct company *company = &list.company[i];
    assert_string_equal(company->name, name);
    assert_int_equal(axes_level(&axes, company->segment, 0), size);
    assert_int_equal(axes_level(&axes, company->segment, 1), kind);
    assert_int_equal(company->stage, stage);
    assert_int_equal(company->contacts_before, before);
    assert_int_equal(company->warm, warm);
}

/* Both languages in every language, ids and labels alike. */
static void headings_and_words_are_in_two_languages(void **state)
{
    (void)state;
    static const char *const lists[] = {
        "name,size,kind,stage,contacts_before,warm\nX,small,b,desire,3,yes\n",
        "Company Name;Size;Kind of company;Stage;Earlier contacts;Warm introduction\n"
        "X;Small;Software;Desire;3;TRUE\n",
        "sep=;\nBedrijfsnaam;Omvang;Soort bedrijf;Fase;Eerdere contacten;Warm\n"
        "X;KLEIN;ICT;Verlangen;3;ja\n",
        "NAAM*\tomvang*\tsoort_bedrijf\tbeginfase\tcontacten vooraf\tGe\xefntroduceerd\n"
        "X\tklein\tict\tverlangen\t3\tx\n",
        "\xef\xbb\xbforganisatie,OMVANG,kind,stadium,previous contacts,warm\n"
        "X, klein ,b,d\xc3\xa9sire,3,1\n"};
    for (int language = ENGLISH; language <= DUTCH; language++)
        for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
            language_use((enum language)language);
            read_ok(lists[i]);
            assert_int_equal(list.n, 1);
            assert_int_equal(notices.count, 0);
            assert_company(0, "X", 0, 1, DESIRE, 3, YES);
        }
}

static void answers_are_as_people_give_them(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        enum answer answer;
    } answers[] = {{"yes", YES}, {"Ja", YES}, {"WAAR", YES}, {"true", YES}, {"x", YES},
        {"X", YES}, {"1", YES}, {"j", YES}, {"\u2713", YES}, {"no", NO}, {"Nee", NO},
        {"onwaar", NO}, {"FALSE", NO}, {"0", NO}, {"n", NO}, {"", NOT_SAID},
        {"onbekend", NOT_SAID}, {"Unknown", NOT_SAID}, {"?", NOT_SAID}};
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        struct text text = {0};
        text_printf(&text, "name,size,kind,warm,koploper,klant binnen\nX,small,a,%s,%s,%s\n",
            answers[i].word, answers[i].word, answers[i].word);
        read_ok(text_string(&text));
        assert_int_equal(list.company[0].warm, answers[i].answer);
        assert_int_equal(list.company[0].front_runner, answers[i].answer);
        assert_int_equal(list.company[0].customer_in, answers[i].answer);
        assert_int_equal(list.of_answer[LIST_WARM][answers[i].answer], 1);
        text_free(&text);
    }
    assert_int_equal(read_text("name,size,kind,warm\nX,small,a,2\n", 0), STATUS_CONFIG);
    assert_true(says(&errors, "l.csv:2: warm: '2' is not yes, no or empty"));
}

static void counts_are_read_as_people_write_them(void **state)
{
    (void)state;
    read_ok("name;size;kind;contacts_before\nX;small;a;3,0\nY;small;a;\"1 000\"\n");
    assert_int_equal(list.company[0].contacts_before, 3);
    assert_int_equal(list.company[1].contacts_before, 1000);
    assert_int_equal(
        read_text("name;size;kind;contacts_before\nX;small;a;1.500\nY;small;a;2,5\n", 0),
        STATUS_CONFIG);
    assert_true(says(&errors, "l.csv:2: contacts_before: '1.500' can be read as"));
    assert_true(says(&errors, "l.csv:3: contacts_before: '2,5' is not a whole number"));
    language_use(DUTCH);
    read_ok("name;size;kind;contacts_before\nX;small;a;1.500\n");
    assert_int_equal(list.company[0].contacts_before, 1500);
}

/* All of them, each with its line and what may have been meant. */
static void every_mistake_is_told(void **state)
{
    (void)state;
    assert_int_equal(read_text("Naam,Omvang,Kind,Fase,Warm\nX,kliein,a,wens,ja\n"
                               "Y,klein,c,aandcht,jaa\n,groter,,actie,\n",
                         0),
        STATUS_CONFIG);
    assert_true(says(
        &errors, "l.csv:2: Omvang: 'kliein' is not small or larger; did you mean 'small'?"));
    assert_true(says(&errors, "l.csv:2: Fase: 'wens' is not attention, interest, desire or "
                              "action"));
    assert_true(says(&errors, "l.csv:3: Kind: 'c' is not building, software or up to 50"));
    assert_true(says(&errors, "l.csv:3: Fase: 'aandcht' is not attention, interest, desire or "
                              "action; did you mean 'attention'?"));
    assert_true(says(&errors, "l.csv:3: Warm: 'jaa' is not yes, no or empty"));
    assert_true(says(&errors, "l.csv:4: Naam: '' is not a name"));
    assert_true(says(&errors, "l.csv:4: Kind: '' is not building, software or up to 50"));
    assert_int_equal(errors.count, 7);
    language_use(DUTCH);
    read_text("naam,omvang,kind\nX,kliein,a\n", 0);
    assert_true(says(
        &errors, "l.csv:2: omvang: 'kliein' is niet klein of groter; bedoelde u 'klein'?"));
}

static void many_mistakes_are_counted(void **state)
{
    (void)state;
    struct text text = {0};
    text_add_string(&text, "name,size,kind\n");
    for (int i = 0; i < 1000; i++)
        text_printf(&text, "X%d,tiny,a\n", i);
    assert_int_equal(read_text(text_string(&text), 0), STATUS_CONFIG);
    assert_int_equal(errors.count, 101);
    assert_true(says(&errors, "l.csv: 900 more errors"));
    text_free(&text);
}

static void columns_that_lack_are_told_with_what_is_near(void **state)
{
    (void)state;
    assert_int_equal(read_text("Name,Omvng,Sector\nX,small,a\n", 0), STATUS_CONFIG);
    assert_true(says(&errors, "l.csv:1: the column 'size' is missing; is it 'Omvng'?"));
    assert_true(says(&errors, "l.csv:1: the column 'kind of company' is missing; its heading "
                              "may be: kind, kind of company, soort bedrijf"));
    assert_int_equal(errors.count, 2);
    assert_true(says(&notices, "l.csv:1: the column 'Sector' is left unread"));
    /* A title above the table. */
    assert_int_equal(
        read_text("\nCampagne 2026,,\nName,Size,Kind\nX,small,a\n", 0), STATUS_CONFIG);
    assert_true(says(&errors, "l.csv:2: no heading is known here; the first row has those of "
                              "the columns: name, size, kind of company"));
    assert_int_equal(errors.count, 1);
}

/* What fits two things is neither, whether it is a heading or a word. */
static void what_may_be_two_things_is_refused_with_both(void **state)
{
    (void)state;
    assert_int_equal(read_text("name,size,kind,Bedrijf\nX,small,a,Y\n", 0), STATUS_CONFIG);
    assert_true(says(&errors, "l.csv:1: the columns 'name' (A) and 'Bedrijf' (D) are both "
                              "'name'; leave one of them out or give it another heading"));
    const struct axes own = axes;
    axes.axis[0].label = (struct label){"Fase", "phase of life"};
    axes.axis[0].level_label[0] = (struct label){"gewoon", "ordinary"};
    axes.axis[0].level_label[1] = (struct label){"Gewoon!", "special"};
    assert_int_equal(read_text("name,fase,kind\nX,small,a\n", 0), STATUS_CONFIG);
    assert_true(says(&errors, "l.csv:1: the heading 'fase' may be stage or phase of life"));
    assert_int_equal(
        read_text("name,size,kind\nX,small,a\nY,GEWOON,a\nZ,Gewoon?,a\n", 0), STATUS_CONFIG);
    assert_int_equal(errors.count, 2);
    assert_true(says(&errors, "l.csv:3: size: 'GEWOON' may be 'ordinary' or 'special'"));
    assert_true(says(&errors, "l.csv:4: size: 'Gewoon?' may be 'ordinary' or 'special'"));
    axes = own;
}

static void what_nobody_knows_is_left_unread(void **state)
{
    (void)state;
    read_ok("name,size,kind,Sector,Stge,,\nX,small,a,ict,desire,note,\nY,larger,b,,,,\n");
    assert_true(says(&notices, "l.csv:1: the column 'Sector' is left unread"));
    assert_true(says(&notices, "l.csv:1: the column 'Stge' is left unread; did you mean "
                               "'stage'?"));
    assert_true(says(&notices, "l.csv:1: column F has no heading and is left unread"));
    assert_int_equal(notices.count, 3);
    assert_int_equal(list.column[3].is, MEANS_NOTHING);
    assert_int_equal(list.column[4].filled, 1);
    assert_int_equal(list.of_level[0][0], 1);
    assert_int_equal(list.of_level[1][1], 1);
    assert_int_equal(list.of_stage[ATTENTION], 2);
    /* Profiles are for people, however many there are. */
    read_ok("name,size,kind,profile,omschrijving\nX,small,a,y,z\n");
    assert_int_equal(notices.count, 0);
}

static void rows_may_end_early_but_not_late(void **state)
{
    (void)state;
    read_ok("name,size,kind,stage,warm\nX,small,a\nY,small,a,desire\nZ,small,a,,,,\n");
    assert_company(1, "Y", 0, 0, DESIRE, 0, NOT_SAID);
    assert_int_equal(
        read_text("name,size,kind,stage\nX,small\nY,small,a,desire,more\n", 0), STATUS_CONFIG);
    assert_true(says(&errors, "l.csv:2: 2 fields where the header has 4"));
    assert_true(says(&errors, "l.csv:3: 5 fields where the header has 4"));
    assert_int_equal(errors.count, 2);
}

static void columns_can_be_ignored(void **state)
{
    (void)state;
    assert_int_equal(
        read_text("name,size,kind,fase,warm\nX,small,a,nonsense,ja\n", 1u << LIST_STAGE),
        STATUS_OK);
    assert_company(0, "X", 0, 0, ATTENTION, 0, YES);
    assert_int_equal(notices.count, 0);
}

static void companies_that_are_there_twice_are_told(void **state)
{
    (void)state;
    read_ok("name,size,kind\nBouw B.V.,small,a\nX,small,a\nbouw b.v. ,larger,a\nX,small,a\n");
    assert_true(says(&notices, "l.csv:4: the company on line 2 once more; it counts twice"));
    assert_true(says(&notices, "l.csv:5: the same row as on line 3;"));
    assert_int_equal(list.repeated, 2);
}

static void a_list_without_companies_is_told(void **state)
{
    (void)state;
    read_ok("name,size,kind\n");
    assert_int_equal(list.n, 0);
    assert_true(says(&notices, "l.csv:1: there are headings, but no companies below them"));
}

/* Values of a workbook are what they are, in every language. */
static void numbers_of_a_workbook_are_not_read_again(void **state)
{
    (void)state;
    static const char book[] =
        "<?xml version=\"1.0\"?><g:Workbook xmlns:g=\"http://www.gnumeric.org/v10.dtd\">"
        "<g:Sheets><g:Sheet><g:Name>L</g:Name><g:Cells>"
        "<g:Cell Row=\"0\" Col=\"0\" ValueType=\"60\">Naam</g:Cell>"
        "<g:Cell Row=\"0\" Col=\"1\" ValueType=\"60\">Omvang</g:Cell>"
        "<g:Cell Row=\"0\" Col=\"2\" ValueType=\"60\">Kind</g:Cell>"
        "<g:Cell Row=\"0\" Col=\"3\" ValueType=\"60\">Eerdere contacten</g:Cell>"
        "<g:Cell Row=\"0\" Col=\"4\" ValueType=\"60\">Warm</g:Cell>"
        "<g:Cell Row=\"1\" Col=\"0\" ValueType=\"40\">7</g:Cell>"
        "<g:Cell Row=\"1\" Col=\"1\" ValueType=\"60\">Klein</g:Cell>"
        "<g:Cell Row=\"1\" Col=\"2\" ValueType=\"60\">ICT</g:Cell>"
        "<g:Cell Row=\"1\" Col=\"3\" ValueType=\"40\">%s</g:Cell>"
        "<g:Cell Row=\"1\" Col=\"4\" ValueType=\"20\">TRUE</g:Cell>"
        "<g:Cell Row=\"1\" Col=\"6\" ValueType=\"60\">a note beside it</g:Cell>"
        "</g:Cells></g:Sheet></g:Sheets></g:Workbook>";
    struct text text = {0};
    language_use(DUTCH);
    text_printf(&text, book, "12");
    read_ok(text_string(&text));
    assert_company(0, "7", 0, 1, ATTENTION, 12, YES);
    language_use(ENGLISH);
    assert_int_equal(list.data.workbook.sheets, 1);
    assert_true(says(&notices, "l.csv:2: wat rechts van de koppen staat, wordt niet gelezen"));
    text_free(&text);
    /* As text this would be two thousand and more in Dutch. */
    language_use(DUTCH);
    text_printf(&text, book, "2.345");
    assert_int_equal(read_text(text_string(&text), 0), STATUS_CONFIG);
    assert_true(says(&errors, "l.csv:2: Eerdere contacten: '2.345' is niet een geheel getal"));
    text_free(&text);
}

/* ---- docs/company-list.md ---- */

static void add_all(struct vocabulary *known)
{
    struct config config;
    const struct config_origin origin = {.path = SOURCE_DIR "/configs/axes.cfg"};
    assert_int_equal(config_open_axes(&config, &origin, &errors), STATUS_OK);
    const struct axes *shipped = &config.scenario->axes;
    assert_int_equal(shipped->n, 3);
    list_headings(known, shipped);
    for (int a = 0; a < shipped->n; a++)
        list_levels(known, &shipped->axis[a]);
    list_stages(known);
    list_answers(known);
    config_free(&config);
}

/* Every word in its tables is known, and every word that is known is in them. */
static void the_page_about_lists_has_the_words_that_are_read(void **state)
{
    (void)state;
    struct vocabulary known = {0};
    struct text page = {0}, tables = {0};
    int words = 0;
    add_all(&known);
    assert_int_equal(
        file_read(SOURCE_DIR "/docs/company-list.md", 1 << 20, &page, &errors), STATUS_OK);
    for (char *line = strtok(page.data, "\n"); line != NULL; line = strtok(NULL, "\n"))
        if (line[0] == '|')
            text_add_string(&tables, line);
    for (const char *at = tables.data; (at = strchr(at, '`')) != NULL;) {
        size_t length = strcspn(at + 1, "`");
        char *word = arena_text(&arena, at + 1, length);
        bool is_known = false;
        for (int i = 0; i < known.n && !is_known; i++)
            is_known = text_same(known.word[i].word, word);
        if (!is_known)
            fail_msg("'%s' is on the page, and not read", word);
        at += length + 2;
        words++;
    }
    assert_true(words > 60);
    for (int i = 0; i < known.n; i++)
        if (strstr(tables.data, arena_printf(&arena, "`%s`", known.word[i].word)) == NULL)
            fail_msg("'%s' is read, and not on the page", known.word[i].word);
    text_free(&page);
    text_free(&tables);
    vocabulary_free(&known);
}

#define with_arena(test) cmocka_unit_test_setup_teardown(test, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(headings_and_words_are_in_two_languages),
        with_arena(answers_are_as_people_give_them),
        with_arena(counts_are_read_as_people_write_them),
        with_arena(every_mistake_is_told),
        with_arena(many_mistakes_are_counted),
        with_arena(columns_that_lack_are_told_with_what_is_near),
        with_arena(what_may_be_two_things_is_refused_with_both),
        with_arena(what_nobody_knows_is_left_unread),
        with_arena(rows_may_end_early_but_not_late),
        with_arena(columns_can_be_ignored),
        with_arena(companies_that_are_there_twice_are_told),
        with_arena(a_list_without_companies_is_told),
        with_arena(numbers_of_a_workbook_are_not_read_again),
        with_arena(the_page_about_lists_has_the_words_that_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
