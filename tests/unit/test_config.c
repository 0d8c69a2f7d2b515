/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading configs: every mistake gets its file, line, setting and what would be right, all at
 * once. */
#include "config_reading.h"
#include "simulate.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SHIPPED SOURCE_DIR "/configs/spark.cfg"

/* A folder with files of a test. */
static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/recept-config-XXXXXX");
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

static const char *path_of(const char *name)
{
    static char path[2][128];
    static int turn;
    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
    return path[turn];
}

static void write_file(const char *name, const char *text)
{
    FILE *file = fopen(path_of(name), "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void the_shipped_config_has_no_errors(void **state)
{
    (void)state;
    struct config config;
    struct messages errors = {0};
    assert_int_equal(config_read(&config, SHIPPED, NULL, 0, &errors), STATUS_OK);
    assert_int_equal(config.scenario->population.n, 14);
    assert_int_equal(config.scenario->n_strategies, 5);
    assert_int_equal(config.scenario->catalogue.n, 15);
    assert_int_equal(axes_segments(&config.scenario->axes), 8);
    assert_true(config.basis.of[ASSUMED] > 100 && config.basis.of[STATED] > 10);
    config_free(&config);
}

/* What is off is no number that results rest on; with a no-show its share is one, too. */
static void what_is_off_is_not_counted(void **state)
{
    (void)state;
    static const char *const sets[] = {"contact_moments.company_meeting.no_show=0.2",
        "modes.online.reach=0.5", "team.no_show_share=0.4"};
    static const int more[] = {0, 2, 3, 3};
    int numbers = 0;
    for (int n = 0; n <= 3; n++) {
        struct config config;
        struct messages errors = {0};
        assert_int_equal(config_read(&config, SHIPPED, sets, n, &errors), STATUS_OK);
        numbers = n == 0 ? basis_numbers(&config.basis) : numbers;
        assert_int_equal(basis_numbers(&config.basis), numbers + more[n]);
        const struct node *share = tree_find(&config.tree, "team.no_show_share");
        assert_true(n == 0 ? share == NULL : share->real == (n < 3 ? 0.5 : 0.4));
        assert_true(config.scenario->team.no_show_share == (n < 3 ? 0.5 : 0.4));
        config_free(&config);
    }
}

/* One number changed, and one given as a distribution: two more than a config has by itself. */
static void what_several_configs_share_is_counted_once(void **state)
{
    (void)state;
    static const char *const changed[] = {
        "response.click_sd=0.123", "campaign.budget={mean=30000.0;sd=2000.0;}"};
    struct config configs[3];
    struct messages errors = {0};
    for (int i = 0; i < 3; i++)
        assert_int_equal(
            config_read(&configs[i], SHIPPED, changed, i == 1 ? 2 : 0, &errors), STATUS_OK);
    struct basis one = config_basis(configs, 1), all = config_basis(configs, 3);
    assert_memory_equal(&one, &configs[0].basis, sizeof one);
    assert_int_equal(basis_numbers(&all), basis_numbers(&one) + 2);
    assert_int_equal(all.of[YOURS], 2);
    struct basis same = config_basis(configs + 2, 1);
    assert_int_equal(basis_numbers(&same), basis_numbers(&one));
    for (int i = 0; i < 3; i++)
        config_free(&configs[i]);
}

/* Of the shipped config with a range for click_sd, and the same with a further change. */
static bool agrees_with(const char *change)
{
    static const char *const range[] = {"response.click_sd={mean=0.5;sd=0.1;}"};
    struct messages errors = {0};
    struct config configs[2];
    const char *const sets[] = {range[0], change};
    assert_int_equal(config_read(&configs[0], SHIPPED, range, 1, &errors), STATUS_OK);
    assert_int_equal(config_read(&configs[1], SHIPPED, sets, 2, &errors), STATUS_OK);
    bool agree = config_agree(configs, 2);
    const struct config turned[] = {configs[1], configs[0]};
    assert_int_equal(config_agree(turned, 2), agree);
    assert_true(config_agree(configs, 1));
    config_free(&configs[0]);
    config_free(&configs[1]);
    messages_free(&errors);
    return agree;
}

/* Another range of the same number, or a number that both know, is no matter. */
static void configs_agree_unless_one_knows_what_another_does_not(void **state)
{
    (void)state;
    assert_true(agrees_with("team.hourly_rate=80.0"));
    assert_true(agrees_with("response.click_sd={mean=0.7;sd=0.2;}"));
    assert_false(agrees_with("response.click_sd=0.5"));
    assert_false(agrees_with("team.hourly_rate={mean=80.0;sd=5.0;}"));
    assert_false(agrees_with("strategies.spark.steering={mean=0.5;sd=0.1;}"));
}

/* What the shipped config has a notice of after a change; "" for none. */
static void assert_noticed(const char *const *sets, int n, const char *what, size_t lines)
{
    struct config config;
    struct messages errors = {0};
    assert_int_equal(config_read(&config, SHIPPED, sets, n, &errors), STATUS_OK);
    assert_int_equal(config.notices.count, lines);
    for (size_t i = 0; i < lines && i < 1; i++)
        if (strstr(config.notices.lines[i], what) == NULL)
            fail_msg("%s", config.notices.lines[i]);
    config_free(&config);
}

#define CLOSED(list) (const char *[]){"campaign.closed=(" list ")"}, 1
#define PERIOD(from, to) "{from=\"" from "\";to=\"" to "\";}"

/* From 2023-11-01, for 120 days, to 2024-02-28. */
static void closed_periods_outside_of_the_campaign_are_noticed(void **state)
{
    (void)state;
    assert_noticed(NULL, 0, "", 0);
    assert_noticed(CLOSED(""), "", 0);
    assert_noticed(CLOSED(PERIOD("2023-10-20", "2023-11-01")), "", 0);
    assert_noticed(CLOSED(PERIOD("2024-02-28", "2024-03-10")), "", 0);
    assert_noticed(CLOSED(PERIOD("2023-10-20", "2023-10-31")), "none of the closed", 1);
    assert_noticed(CLOSED(PERIOD("2024-02-29", "2024-03-10")), "none of the closed", 1);
    assert_noticed(CLOSED(PERIOD("03-01", "10-31")), "none of the closed", 1);
    assert_noticed(CLOSED(PERIOD("12-22", "01-07") "," PERIOD("03-01", "10-31")), "", 0);
    assert_noticed(CLOSED(PERIOD("12-22", "01-07") "," PERIOD("2024-04-27", "2024-05-12")),
        "closed periods outside of the campaign (2023-11-01, 120 days): 2024-04-27 to "
        "2024-05-12;",
        1);
    assert_noticed((const char *[]){"campaign.closed=(" PERIOD("2023-12-22", "2024-01-07") ")",
                       "campaign.start=2024-11-01"},
        2, "none of the closed periods lies within the campaign (2024-11-01, 120 days)", 1);
}

static void a_campaign_without_an_open_day_is_noticed(void **state)
{
    (void)state;
    assert_noticed(CLOSED(PERIOD("2023-11-01", "2024-02-27")), "", 0);
    assert_noticed(CLOSED(PERIOD("2023-11-02", "2024-02-28")), "", 0);
    assert_noticed(CLOSED(PERIOD("2023-11-01", "2024-02-28")),
        "every day of outreach is closed (2023-11-01, 120 days), so that no contact", 1);
    assert_noticed(
        CLOSED(PERIOD("2024-01-01", "2024-03-31") "," PERIOD("2023-10-01", "2023-12-31")),
        "every day of outreach is closed", 1);
    assert_noticed(
        CLOSED(PERIOD("2024-01-02", "2024-03-31") "," PERIOD("2023-10-01", "2023-12-31")), "",
        0);
    assert_noticed(CLOSED(PERIOD("01-01", "12-31")), "every day of outreach is closed", 1);
}

static const char list_path[] = "repeated.csv";

static void write_list(const char *rows)
{
    FILE *file = fopen(list_path, "w");
    assert_non_null(file);
    fprintf(file, "name,size,character,ownership\n%s", rows);
    fclose(file);
}

/* Under the same name, in whatever case and with blanks around it, or the same row. */
static void companies_that_are_listed_twice_are_noticed(void **state)
{
    (void)state;
    char here[4096], set[5000];
    assert_non_null(getcwd(here, sizeof here));
    snprintf(set, sizeof set, "population.list=\"%s/%s\"", here, list_path);
    const char *const sets[] = {set};
    const char *const rest = ",small,family,private\n";
    struct text rows = {0};
    write_list("A,small,family,private\nB,small,family,private\n");
    assert_noticed(sets, 1, "", 0);
    write_list("A,small,family,private\nB,small,family,private\nA,small,family,private\n");
    assert_noticed(
        sets, 1, "repeated.csv:4: the same row as on line 2; the company counts twice", 1);
    write_list("\xc3\x89t\xc3\xa9 BV,small,family,private\n"
               "\"  \xc3\xa9T\xc3\x89 bv \",larger,family,private\n");
    assert_noticed(sets, 1, "repeated.csv:3: the company on line 2 once more", 1);
    for (int i = 0; i < 30; i++)
        text_printf(&rows, "x%s", rest);
    write_list(text_string(&rows));
    assert_noticed(sets, 1, "repeated.csv:3: the same row as on line 2", 11);
    text_free(&rows);
    remove(list_path);
}

static void all_errors_of_a_file_come_at_once(void **state)
{
    (void)state;
    static const char text[] = "axes = ( { id = \"size\"; levels = (\"small\"); } );\n"
                               "modes = ();\ncontact_moments = ();\npackages = ();\n"
                               "campaign = { name = 3; };\nteams = { };\n";
    struct config config;
    struct messages errors = {0};
    config_take(&config, "many.cfg", text, strlen(text), &errors);
    assert_true(
        says(&errors, "many.cfg:1: axes.size.levels: an axis has 2 to 4 levels, not 1"));
    assert_true(says(&errors, "many.cfg:5: campaign.name: must be a text"));
    assert_true(says(&errors, "many.cfg:5: campaign: 'outreach_days' is missing"));
    assert_true(says(&errors, "many.cfg:6: teams: unknown setting; did you mean 'team'?"));
    assert_true(says(&errors, "many.cfg: 'strategies' is missing"));
    config_free(&config);
    messages_free(&errors);
}

/* An axis is a setting's name in `when`, so it has to be able to be one. */
static void an_axis_can_be_used_in_when(void **state)
{
    (void)state;
    static const char *const sets[] = {
        "axes=( { id = \"of age\"; levels = (\"old\", \"new\"); } )",
        "population={ count = 1; segments = ( { share = 1.0; } ); }"};
    struct config config;
    struct messages errors = {0};
    write_file("world.cfg", plain_world);
    config_read(&config, path_of("world.cfg"), sets, 2, &errors);
    assert_true(says(&errors, "'of age' cannot be used in 'when'"));
    assert_int_equal(errors.count, 1);
    config_free(&config);
    messages_free(&errors);
}

static void syntax_errors_name_their_line(void **state)
{
    (void)state;
    struct config config;
    struct messages errors = {0};
    config_take(&config, "s.cfg", "a = 1;\nb = = 2;\n", 16, &errors);
    assert_true(says(&errors, "s.cfg:2: b: one '=' is enough; write: b = 2;"));
    config_free(&config);
    messages_free(&errors);
    errors = (struct messages){0};
    config_take(&config, "s.cfg", "a = 1;\n\na = 2;\n", 15, &errors);
    assert_true(says(&errors, "s.cfg:3: duplicate setting name"));
    config_free(&config);
    messages_free(&errors);
}

static enum status read_path(const char *name, struct config *config, struct messages *errors)
{
    *errors = (struct messages){0};
    return config_read(config, path_of(name), NULL, 0, errors);
}

static void missing_files_and_include_circles_are_located(void **state)
{
    (void)state;
    struct config config;
    struct messages errors;
    assert_int_equal(read_path("nowhere.cfg", &config, &errors), STATUS_CONFIG);
    assert_true(says(&errors, "nowhere.cfg: "));
    config_free(&config);
    messages_free(&errors);

    write_file("outer.cfg", "# one\n@include \"sub.cfg\"\n");
    assert_int_equal(read_path("outer.cfg", &config, &errors), STATUS_CONFIG);
    assert_true(says(&errors, "outer.cfg:2: "));
    config_free(&config);
    messages_free(&errors);

    write_file("sub.cfg", "\n@include \"outer.cfg\"\n");
    assert_int_equal(read_path("outer.cfg", &config, &errors), STATUS_CONFIG);
    assert_true(says(&errors, "sub.cfg:2: "));
    assert_true(says(&errors, "includes itself"));
    config_free(&config);
    messages_free(&errors);
}

/* Includes are relative to the file that they stand in, and lines are those of that file. */
static void lines_are_those_of_the_included_file(void **state)
{
    (void)state;
    struct config config;
    struct messages errors;
    assert_int_equal(mkdir(path_of("deep"), 0755), 0);
    write_file("top.cfg", "/* @include \"no.cfg\" */\n@include \"deep/one.cfg\"\nlast = 1;\n"
                          "@include \"world.cfg\"\n");
    write_file("deep/one.cfg", "# \"\n@include \"two.cfg\"\n");
    write_file("deep/two.cfg", "\n\nbig = 3000000000;\nwrong = true;\n");
    write_file("world.cfg", plain_world);
    assert_int_equal(read_path("top.cfg", &config, &errors), STATUS_CONFIG);
    assert_true(says(&errors, "deep/two.cfg:4: wrong: unknown setting"));
    assert_true(says(&errors, "top.cfg:3: last: unknown setting"));
    const struct node *big = node_find(config.tree.root, "big");
    assert_non_null(big);
    assert_true(big->whole == 3000000000);
    config_free(&config);
    messages_free(&errors);
}

static void numbers_past_64_bits_are_an_error(void **state)
{
    (void)state;
    struct config config;
    struct messages errors = {0};
    static const char text[] = "a = 1;\nb = 99999999999999999999;\n";
    config_take(&config, "n.cfg", text, strlen(text), &errors);
    assert_true(says(&errors, "n.cfg:2: 99999999999999999999: this whole number is too large"));
    config_free(&config);
    messages_free(&errors);

    errors = (struct messages){0};
    static const char others[] = "a = 0x1FFFFFFFF;\nb = 99999999999999999999L;\n"
                                 "c = 0xFFFFFFFFFFFFFFFFFF;\n";
    config_take(&config, "n.cfg", others, strlen(others), &errors);
    assert_true(
        says(&errors, "n.cfg:2: 99999999999999999999L: this whole number is too large"));
    assert_true(says(&errors, "n.cfg:3: 0xFFFFFFFFFFFFFFFFFF: this whole number is too large"));
    config_free(&config);
    messages_free(&errors);

    errors = (struct messages){0};
    config_take(&config, "n.cfg", others, strcspn(others, "\n"), &errors);
    assert_true(node_find(config.tree.root, "a")->whole == 0x1FFFFFFFF);
    config_free(&config);
    messages_free(&errors);
}

/* ---- Company lists ---- */

static void read_list(const char *text, struct config *config, struct messages *errors)
{
    write_file("list.csv", text);
    char set[160];
    snprintf(set, sizeof set, "population={ list = \"%s\"; }", path_of("list.csv"));
    const char *sets[] = {set};
    write_file("world.cfg", plain_world);
    *errors = (struct messages){0};
    config_read(config, path_of("world.cfg"), sets, 1, errors);
}

static void wrong_list(const char *text, const char *what)
{
    struct config config;
    struct messages errors;
    read_list(text, &config, &errors);
    assert_true(says(&errors, what));
    config_free(&config);
    messages_free(&errors);
}

static void lists_with_mistakes(void **state)
{
    (void)state;
    wrong_list("", "list.csv");
    wrong_list("name,warm\nx,yes\n", "list.csv:1: the column 'size' is missing");
    wrong_list("name,size\nx,tiny\n", "list.csv:2: size: 'tiny' is not small or larger");
    wrong_list(
        "name,size,warm\nx,small,maybe\n", "list.csv:2: warm: 'maybe' is not yes, no or empty");
    wrong_list(
        "name,size,contacts_before\nx,small,two\n", "list.csv:2: contacts_before: 'two'");
    wrong_list("name,size,stage\nx,small,wish\n", "list.csv:2: stage: 'wish' is not attention");
    wrong_list("name,size\nx\n", "list.csv:2: 1 fields where the header has 2");
    wrong_list("name,size\n\"a\nb\",small\ny,huge\n", "list.csv:4: size: 'huge'");
}

/* A column that nobody knows is told of, and read past. */
static void columns_that_are_not_known_are_notices(void **state)
{
    (void)state;
    struct config config;
    struct messages errors;
    read_list("name,size,colour,siz\nx,small,red,2\n", &config, &errors);
    assert_int_equal(errors.count, 0);
    assert_int_equal(config.scenario->population.n, 1);
    assert_true(says(&config.notices, "list.csv:1: the column 'colour' is left unread"));
    assert_true(says(&config.notices, "list.csv:1: the column 'siz' is left unread; did you "
                                      "mean 'size'?"));
    config_free(&config);
    messages_free(&errors);
}

/* Columns that are left unread are as those of a list that does not have them. */
static void columns_of_a_list_can_be_ignored(void **state)
{
    (void)state;
    struct config config;
    struct messages errors = {0};
    write_file("list.csv", "name,size,stage,contacts_before,warm,customer_in,front_runner\n"
                           "x,small,desire,3,yes,yes,yes\n");
    write_file("world.cfg", plain_world);
    static const char *const sets[][1] = {
        {"population={ list = \"list.csv\"; ignore = (\"stage\", \"contacts_before\", "
         "\"warm\"); }"},
        {"population={ list = \"list.csv\"; }"},
        {"population={ list = \"list.csv\"; ignore = (\"stag\", \"name\"); }"}};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(
            config_read(&config, path_of("world.cfg"), sets[i], 1, &errors), STATUS_OK);
        const struct company *company = &config.scenario->population.list[0];
        assert_int_equal(company->stage, i == 0 ? ATTENTION : DESIRE);
        assert_int_equal(company->contacts_before, i == 0 ? 0 : 3);
        assert_int_equal(company->warm, i == 0 ? NOT_SAID : YES);
        assert_int_equal(company->customer_in, YES);
        assert_int_equal(company->front_runner, YES);
        config_free(&config);
    }
    assert_int_equal(
        config_read(&config, path_of("world.cfg"), sets[2], 1, &errors), STATUS_CONFIG);
    assert_true(says(&errors, "population.ignore[0]: there is no column that a list may lack, "
                              "'stag'; did you mean 'stage'?"));
    assert_true(says(&errors, "population.ignore[1]: there is no column that a list may lack, "
                              "'name'"));
    config_free(&config);
    messages_free(&errors);
}

static void a_list_or_a_count_but_not_both(void **state)
{
    (void)state;
    static const char *const sets[] = {"population.list=\"nowhere.csv\""};
    struct config config;
    struct messages errors = {0};
    write_file("world.cfg", plain_world);
    config_read(&config, path_of("world.cfg"), sets, 1, &errors);
    assert_true(says(&errors, "population.count: give either 'list' or 'count', not both"));
    assert_true(says(&errors, "population.list: cannot be read: "));
    config_free(&config);
    messages_free(&errors);
}

static void a_list_leaves_no_shares_to_give(void **state)
{
    (void)state;
    struct config config;
    struct messages errors = {0};
    write_file("one.csv", "name,size\nx,small\n");
    static const char *const sets[] = {
        "population={ list = \"one.csv\"; levels = { size = { small = 1; }; }; }"};
    write_file("world.cfg", plain_world);
    config_read(&config, path_of("world.cfg"), sets, 1, &errors);
    assert_true(
        says(&errors, "population.levels: is for a drawn population, and there is a 'list'"));
    assert_int_equal(errors.count, 1);
    config_free(&config);
    messages_free(&errors);
}

static void lists_as_dutch_spreadsheets_write_them(void **state)
{
    (void)state;
    struct config config;
    struct messages errors;
    read_list("\xef\xbb\xbfname;size;stage;contacts_before;warm\r\n\"Jansen; "
              "zn\";small;interest;2;ja\r\n"
              "Caf\xe9;larger;;;nee\r\n",
        &config, &errors);
    assert_int_equal(errors.count, 0);
    const struct population *population = &config.scenario->population;
    assert_int_equal(population->n, 2);
    assert_string_equal(population->list[0].name, "Jansen; zn");
    assert_int_equal(population->list[0].stage, INTEREST);
    assert_int_equal(population->list[0].contacts_before, 2);
    assert_int_equal(population->list[0].warm, YES);
    assert_string_equal(population->list[1].name, "Caf\xc3\xa9");
    assert_int_equal(population->list[1].warm, NO);
    assert_int_equal(population->list[1].customer_in, NOT_SAID);
    config_free(&config);
    messages_free(&errors);
}

/* ---- --set and dumps ---- */

static void settings_are_changed_by_name_index_and_id(void **state)
{
    (void)state;
    static const char *const sets[] = {"campaign.outreach_days=365",
        "campaign.horizon_days=365", "strategies.spark.desire=(\"newsletter\")",
        "strategies.[1].steering=0.0", "response.dropout.[2]=0.5", "team.allocation=full",
        "campaign.budget=20000.0", "population.beyond=alike"};
    struct config config;
    struct messages errors = {0};
    assert_int_equal(config_read(&config, SHIPPED, sets, 8, &errors), STATUS_OK);
    const struct scenario *s = config.scenario;
    assert_int_equal(s->campaign.outreach_days, 365);
    assert_int_equal(s->strategy[0].at[0].stage[DESIRE].n, 1);
    assert_close(s->strategy[1].at[3].steering, 0.0, 0.0, 0.0);
    assert_close(s->response.dropout[2], 0.5, 0.0, 0.0);
    assert_true(s->team.full);
    assert_true(s->population.beyond_alike);
    assert_close(s->campaign.budget_eur, 20000.0, 0.0, 0.0);
    config_free(&config);
}

/* Variants override what they give for their own segments: weights alone, an offer for those
 * segments alone. */
static void variants_speak_for_their_own_segments(void **state)
{
    (void)state;
    static const char *const sets[] = {"strategies.spark.order=\"random\"",
        "strategies.spark.variants=( { when = { size = \"small\"; }; "
        "weights = { attention = (9.0, 1.0, 0.0, 0.0, 0.0); }; "
        "offer = ( { when = { size = \"small\"; }; package = \"startup\"; } ); } )"};
    struct config config;
    struct messages errors = {0};
    assert_int_equal(config_read(&config, SHIPPED, sets, 2, &errors), STATUS_OK);
    const struct strategy *strategy = &config.scenario->strategy[0];
    assert_close(strategy->at[0].weight[ATTENTION][0], 9.0, 0.0, 0.0);
    assert_close(strategy->at[7].weight[ATTENTION][0], 1.0, 0.0, 0.0);
    assert_int_equal(strategy->at[3].offer, 1);
    assert_int_equal(strategy->at[7].offer, 3);
    config_free(&config);
}

/* A variant that gives one list where the strategy has a sequence leaves the other stages
 * without contacts. */
static void a_variant_needs_all_lists_of_its_own(void **state)
{
    (void)state;
    static const char *const sets[] = {
        "strategies.spark={ id = \"spark\"; sequence = (\"newsletter\"); intake_per_week = "
        "5.0; "
        "variants = ( { when = { size = \"small\"; }; attention = (\"open_coffee\"); } ); }"};
    struct config config;
    struct messages errors = {0};
    assert_int_equal(config_read(&config, SHIPPED, sets, 1, &errors), STATUS_CONFIG);
    assert_true(says(&errors, "'interest' is missing"));
    assert_int_equal(errors.count, 2);
    config_free(&config);
    messages_free(&errors);
}

/* One queue is for companies of all kinds; the error is told once. */
static void a_variant_has_no_intake_of_its_own(void **state)
{
    (void)state;
    static const char *const sets[] = {"strategies.spark.variants=( { when = { size = "
                                       "\"small\"; }; intake_per_week = 2.0; } )"};
    struct config config;
    struct messages errors = {0};
    assert_int_equal(config_read(&config, SHIPPED, sets, 1, &errors), STATUS_CONFIG);
    assert_true(
        says(&errors, "variants[0].intake_per_week: a variant may override any field but "
                      "this one, which is of all companies together"));
    assert_int_equal(errors.count, 1);
    config_free(&config);
    messages_free(&errors);
}

/* Of a list of its own the weights are even where it gives none, whatever those of the
 * strategy's list. */
static void a_list_of_a_variant_has_even_weights(void **state)
{
    (void)state;
    static const char *const sets[] = {"strategies.spark.order=\"random\"",
        "strategies.spark.weights={ attention = (9.0, 1.0, 0.0, 0.0, 0.0); }",
        ("strategies.spark.variants=( { when = { size = \"small\"; }; "
         "attention = (\"newsletter\", \"open_coffee\"); } )")};
    struct config config;
    struct messages errors = {0};
    assert_int_equal(config_read(&config, SHIPPED, sets, 3, &errors), STATUS_OK);
    const struct strategy *strategy = &config.scenario->strategy[0];
    assert_close(strategy->at[7].weight[ATTENTION][0], 9.0, 0.0, 0.0);
    for (int i = 0; i < 2; i++)
        assert_close(strategy->at[0].weight[ATTENTION][i], 1.0, 0.0, 0.0);
    config_free(&config);
}

static void wrong_settings_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *set, *says;
        enum status status;
    } cases[] = {
        {"campaign.outreach_days", "write it as PATH=VALUE", STATUS_USAGE},
        {"campaign.outreach_days=", "is not a value", STATUS_USAGE},
        {"campaign.outreach_days=(", "is not a value", STATUS_USAGE},
        {"strategies.nobody.steering=0.1", "there is no 'nobody' to set", STATUS_USAGE},
        {"campaign.outreach_day=100",
            "--set campaign.outreach_day=100: campaign.outreach_day: unknown setting; did you "
            "mean "
            "'outreach_days'?",
            STATUS_CONFIG},
        {"strategies.[foo].steering=0.1", "there is no '[foo]' to set", STATUS_USAGE},
        {"strategies.spark.aids=(\"pitch_deck\", \"pitch_deck\")", "an aid is listed twice",
            STATUS_CONFIG},
        {"team.hourly_rate=1e9", "1000000000 is out of range", STATUS_CONFIG},
        {"choice.overlap=1.5", "1.5 is not a probability", STATUS_CONFIG},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct config config;
        struct messages errors = {0};
        enum status status = config_read(&config, SHIPPED, &cases[i].set, 1, &errors);
        assert_int_equal(status, cases[i].status);
        assert_true(says(&errors, cases[i].says));
        config_free(&config);
        messages_free(&errors);
    }
}

/* Control characters, marks that turn writing around, and bytes that are no text are written as
 * bytes, and read back as they were. */
static void a_dump_prints_nothing_that_steers(void **state)
{
    (void)state;
    static const char name[] = "a\x1b[2J\xe2\x80\xae"
                               "b\xc2\x9b"
                               "31m\xff\xe2\x80 \u20ac\"\\\n\u00e9e";
    struct tree tree = {0}, again = {0};
    struct messages errors = {0};
    struct text dump = {0};
    tree_read(&tree, &files_on_disk, "x\x1b.cfg", "name = \"?\";\n", 12, &errors);
    node_find(tree.root, "name")->text = name;
    tree_dump(&tree, true, &dump);
    assert_string_equal(text_string(&dump),
        "name = \"a\\x1b[2J\\xe2\\x80\\xaeb\\xc2\\x9b31m\\xff\\xe2\\x80 "
        "\u20ac\\\"\\\\\\n\u00e9e\";"
        "  # x .cfg:1\n");
    assert_int_equal(
        tree_read(&again, &files_on_disk, "y.cfg", dump.data, dump.length, &errors), STATUS_OK);
    assert_string_equal(node_find(again.root, "name")->text, name);
    text_free(&dump);
    tree_free(&tree);
    tree_free(&again);
}

/* What a dump says reads back as the same campaign, to the last draw. */
static void a_dump_reads_back_as_the_same_config(void **state)
{
    (void)state;
    struct simulated first, second;
    static const char *const none[] = {NULL};
    simulate_file(&first, SOURCE_DIR "/configs/chamber.cfg", NULL, none, 400);
    struct text dump = {0};
    tree_dump(&first.config->config.tree, true, &dump);
    assert_non_null(strstr(text_string(&dump), "lead_shape = 2.0;  # assumed, default"));
    write_file("dump.cfg", text_string(&dump));
    text_free(&dump);
    simulate_file(&second, path_of("dump.cfg"), NULL, none, 400);
    for (int m = 0; m < n_measures; m++) {
        struct estimate a = measured(&first, measures[m].name);
        struct estimate b = measured(&second, measures[m].name);
        assert_memory_equal(&a.value, &b.value, sizeof a.value);
    }
    simulated_free(&first);
    simulated_free(&second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_config_has_no_errors),
        cmocka_unit_test(what_is_off_is_not_counted),
        cmocka_unit_test(what_several_configs_share_is_counted_once),
        cmocka_unit_test(configs_agree_unless_one_knows_what_another_does_not),
        cmocka_unit_test(closed_periods_outside_of_the_campaign_are_noticed),
        cmocka_unit_test(a_campaign_without_an_open_day_is_noticed),
        cmocka_unit_test(companies_that_are_listed_twice_are_noticed),
        cmocka_unit_test(all_errors_of_a_file_come_at_once),
        cmocka_unit_test(an_axis_can_be_used_in_when),
        cmocka_unit_test(syntax_errors_name_their_line),
        cmocka_unit_test(missing_files_and_include_circles_are_located),
        cmocka_unit_test(lines_are_those_of_the_included_file),
        cmocka_unit_test(numbers_past_64_bits_are_an_error),
        cmocka_unit_test(lists_with_mistakes),
        cmocka_unit_test(columns_that_are_not_known_are_notices),
        cmocka_unit_test(columns_of_a_list_can_be_ignored),
        cmocka_unit_test(a_list_or_a_count_but_not_both),
        cmocka_unit_test(a_list_leaves_no_shares_to_give),
        cmocka_unit_test(lists_as_dutch_spreadsheets_write_them),
        cmocka_unit_test(settings_are_changed_by_name_index_and_id),
        cmocka_unit_test(variants_speak_for_their_own_segments),
        cmocka_unit_test(a_variant_needs_all_lists_of_its_own),
        cmocka_unit_test(a_variant_has_no_intake_of_its_own),
        cmocka_unit_test(a_list_of_a_variant_has_even_weights),
        cmocka_unit_test(wrong_settings_are_refused),
        cmocka_unit_test(a_dump_prints_nothing_that_steers),
        cmocka_unit_test(a_dump_reads_back_as_the_same_config),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
