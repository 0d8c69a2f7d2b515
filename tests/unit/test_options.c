/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"
#include "language.h"
#include "options.h"
#include "text.h"
#include "wrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct options options;
static struct messages errors;

static int start(void **state)
{
    (void)state;
    errors = (struct messages){0};
    return 0;
}

static int end(void **state)
{
    (void)state;
    messages_free(&errors);
    return 0;
}

/* Reads a line of words with single blanks between, the first the name of a command. Texts in
 * `options` are good until the next line. */
static void read_line(const char *line)
{
    enum { MOST_WORDS = 600, MOST_LETTERS = 8192 };
    static char letters[MOST_LETTERS], *word[MOST_WORDS + 1];
    assert_true(strlen(line) < MOST_LETTERS);
    strcpy(letters, line);
    int n = 0;
    for (char *at = letters; at != NULL && n < MOST_WORDS;) {
        word[n++] = at;
        at = strchr(at, ' ');
        if (at != NULL)
            *at++ = '\0';
    }
    word[n] = NULL;
    const struct command *command = command_named(word[0]);
    messages_free(&errors);
    options_read(&options, command != NULL ? command : commands, n, word, &errors);
}

static void check_right(const char *line)
{
    read_line(line);
    if (errors.count > 0)
        fail_msg("%s: %s", line, errors.lines[0]);
}

/* That the line has this one error. */
static void check_wrong(const char *line, const char *error)
{
    read_line(line);
    if (errors.count != 1)
        fail_msg("%s: %zu errors", line, errors.count);
    assert_string_equal(errors.lines[0], error);
}

/* ---- The table ---- */

static bool overlap(const struct option_row *a, const struct option_row *b)
{
    return (a->commands & b->commands) != 0;
}

static void no_two_options_of_a_command_have_one_name(void **state)
{
    (void)state;
    for (const struct option_row *a = option_table; a->name != NULL; a++)
        for (const struct option_row *b = a + 1; b->name != NULL; b++) {
            assert_false(overlap(a, b) && strcmp(a->name, b->name) == 0);
            assert_false(overlap(a, b) && a->letter != '\0' && a->letter == b->letter);
        }
}

static void rows_say_what_their_kind_needs(void **state)
{
    (void)state;
    for (const struct option_row *row = option_table; row->name != NULL; row++) {
        bool number = row->kind == KIND_NUMBER, flag = row->kind == KIND_FLAG;
        assert_int_equal(row->argument == NULL, flag);
        assert_int_equal(row->word != NULL,
            row->kind == KIND_CHOICE || row->kind == KIND_WORDS || row->kind == KIND_TARGET ||
                row->kind == KIND_FILE || (row->kind == KIND_NAME && row->what != NULL));
        assert_int_equal(row->room > 0, row->kind == KIND_WORDS || row->kind == KIND_SETTING);
        assert_int_equal(
            row->most > row->least, row->kind == KIND_WHOLE || row->kind == KIND_TARGET);
        assert_int_equal(row->below > row->above || !number, true);
        assert_true(!number || row->what != NULL);
        assert_true(row->size > 0 && row->at + row->size <= sizeof options);
        assert_true(row->commands != 0 && row->help != NULL && row->group != NULL);
    }
}

static void commands_have_bits_and_groups_are_together(void **state)
{
    (void)state;
    unsigned bits = 0;
    for (const struct command *command = commands; command->name != NULL; command++) {
        assert_int_equal(command->bit, 1u << (command - commands));
        bits |= command->bit;
    }
    assert_int_equal(bits, IN_RECEPT | IN_COMMANDS);
    for (const struct option_row *row = option_table + 1; row->name != NULL; row++)
        for (const struct option_row *other = option_table; other < row - 1; other++)
            assert_false(other->group == row->group && row[-1].group != row->group);
}

/* Lines that have every option of every command. */
static const char *const lines[] = {
    "recept --lang=en --help --version",
    "init --logbook --from-list=l.csv --lang=nl --quiet --verbose --help x",
    "run --from=f --call-list --call-list=a.csv --replications=5 --precision=0.01 --seed=0 "
    "--threads=2 "
    "--max-time=90s --checkpoint=2m "
    "--resume --set=a=1 --vary=b=1,2 --strategy=x,y --fixed --no-controls --strict --output=o "
    "--no-plots "
    "--from-results=r --force --keep --no-names --xlsx=b.xlsx --scripts "
    "--legend --format=csv --lang=nl --quiet --verbose --help x",
    "run --save-replications --save-logbook=2 x",
    "run --fresh x",
    "compare --until-sure=0.9 --difference=0.1 --max-time=90s --checkpoint=2m --resume x",
    "compare --until-sure=0.9 --difference=0.1 --fresh x",
    "compare --from=f --baseline=x --value=0 --equal=hours --without=y --until-sure=0.95 "
    "--difference=100 --replications=5 --precision=0.01 --seed=1 --threads=2 --set=a=1 "
    "--vary=b=1,2 --strategy=x,y --fixed --no-controls --strict --output=o --no-plots "
    "--save-replications "
    "--from-results=r --force --keep --no-names --xlsx=b.xlsx --scripts "
    "--legend --format=json --lang=en --quiet --verbose --help x y z",
    "plan --budget=1,2 --hours=3 --target=active=1 --probability=0.5 --cost-per-partner=100 "
    "--companies=7 --replications=5 --seed=1 --threads=2 --set=a=1 --vary=b=1,2 "
    "--from-results=r --force --keep --no-names --xlsx=b.xlsx --scripts "
    "--strategy=x,y --fixed --no-controls --strict --output=o --no-plots --legend "
    "--format=table --lang=en "
    "--quiet --verbose --help x",
    "logbook --followed=none --companies-file=l.csv --add-companies --layout=recept "
    "--columns=Wie=company "
    "--to=xes --no-plots --scripts --kept=moved --sheet=Blad1 --until=2025-03-14 --dry-run "
    "--names --set=a=1 --strict "
    "--output=o "
    "--force --keep --xlsx=b.xlsx --format=csv --lang=nl --quiet --verbose --help x.cfg y.csv",
    ("check --facts --replications=5 --seed=1 --set=a=1 --strict --lang=en --quiet --verbose "
     "--help x"),
    "check --dump x",
    "plot --format=svg,pdf --terminal --lang=en --quiet --verbose --help x",
    "examples --lang=en --quiet --verbose --help",
    "show --lang=en --quiet --verbose --help x y",
    "help --lang=en --quiet --verbose --help run",
};
enum { LINES = sizeof lines / sizeof lines[0] };

static bool in_a_line(const struct command *command, const struct option_row *row)
{
    struct text word = {0};
    text_printf(&word, "--%s%s", row->name, row->argument != NULL ? "=" : "");
    bool found = false;
    for (int i = 0; i < LINES; i++) {
        bool of_command = strncmp(lines[i], command->name, strlen(command->name)) == 0;
        found = found || (of_command && strstr(lines[i], text_string(&word)) != NULL);
    }
    text_free(&word);
    return found;
}

static void every_option_of_every_command_is_read(void **state)
{
    (void)state;
    for (const struct command *command = commands; command->name != NULL; command++)
        for (const struct option_row *row = option_table; row->name != NULL; row++)
            if (row->commands & command->bit && !in_a_line(command, row))
                fail_msg("no --%s of %s is tried", row->name, command->name);
    read_line(lines[0]);
    assert_true(options.help && options.version && options.spoken == SPOKEN_ENGLISH);
    for (int i = 1; i < LINES; i++)
        check_right(lines[i]);
}

/* ---- Values ---- */

static void values_of_a_run(void **state)
{
    (void)state;
    check_right("run --replications=2147483647 --seed 9223372036854775807 -t 4096 "
                "--precision=1e-3 --max-time 1.5h --set a.b=1 --set c==2 --vary d=1,2 "
                "--strategy x,y -o out --format json c.cfg");
    assert_int_equal(options.study.replications, 2147483647);
    assert_true(options.study.seed != NULL && *options.study.seed == 9223372036854775807u);
    assert_int_equal(options.study.threads, 4096);
    assert_close(options.study.precision, 0.001, 1e-15, 0.0);
    assert_close(options.max_seconds, 5400.0, 1e-15, 0.0);
    assert_int_equal(options.n_sets, 2);
    assert_string_equal(options.set[0], "a.b=1");
    assert_string_equal(options.set[1], "c==2");
    assert_int_equal(options.n_varied, 1);
    assert_string_equal(options.vary[0], "d=1,2");
    assert_string_equal(options.study.strategies, "x,y");
    assert_string_equal(options.output, "out");
    assert_int_equal(options.format, FORMAT_JSON);
    assert_string_equal(options.argument, "c.cfg");
    assert_int_equal(options.n_arguments, 1);
    assert_false(options.study.fixed || options.no_plots || options.quiet || options.resume);
}

static void what_is_not_given_has_its_default(void **state)
{
    (void)state;
    check_right("run c.cfg");
    assert_true(options.study.replications == 0 && options.study.seed == NULL &&
                options.study.threads == 0);
    assert_true(
        options.n_sets == 0 && options.study.strategies == NULL && options.output == NULL);
    assert_int_equal(options.format, FORMAT_TABLE);
    assert_int_equal(options.spoken, SPOKEN_BY_SYSTEM);
    check_right("plot results");
    assert_int_equal(options.n_formats, 1);
    assert_string_equal(options.plot_format[0], "svg");
    check_right("compare c.cfg");
    assert_true(options.compare.value == NULL && options.compare.equal == RECEPT_EQUAL_NOTHING);
}

static void values_of_the_other_commands(void **state)
{
    (void)state;
    check_right("compare a b --value 0 --equal cost --until-sure 0.9 --difference 20");
    assert_true(options.compare.value != NULL && *options.compare.value == 0.0);
    assert_int_equal(options.compare.equal, RECEPT_EQUAL_COST);
    assert_close(options.compare.until_sure, 0.9, 0.0, 0.0);
    assert_close(options.compare.difference, 20.0, 0.0, 0.0);
    assert_int_equal(options.n_arguments, 2);
    assert_string_equal(options.arguments[1], "b");
    check_right("compare a --baseline x --without y");
    assert_string_equal(options.compare.baseline, "x");
    assert_string_equal(options.compare.without, "y");
    check_right("plan c --hours=4 --companies=7 --cost-per-partner=6000 -t 3");
    assert_true(options.hours.n == 1 && options.hours.number[0] == 4.0);
    assert_true(options.plan.n_hours == 1 && options.plan.hours_per_week[0] == 4.0);
    assert_true(options.budget.n == 0 && options.plan.n_budgets == 0 &&
                options.plan.probability == 0.0);
    assert_int_equal(options.plan.companies, 7);
    assert_int_equal(options.study.threads, 3);
    assert_close(options.plan.cost_per_partner_eur, 6000.0, 0.0, 0.0);
    check_right("compare a --equal=hours --lang=nl");
    assert_int_equal(options.compare.equal, RECEPT_EQUAL_HOURS);
    assert_int_equal(options.spoken, SPOKEN_DUTCH);
    check_right("plot r --format=pdf,svg");
    assert_int_equal(options.n_formats, 2);
    assert_string_equal(options.plot_format[0], "pdf");
    assert_string_equal(options.plot_format[1], "svg");
    check_right("check c --facts -n 7");
    assert_true(options.facts && options.study.replications == 7);
    check_right("plan c --target paying=2 --target in_view=10 --probability .8");
    assert_int_equal(options.plan.in_view, 10);
    assert_int_equal(options.plan.active, 0);
    assert_int_equal(options.plan.paying, 2);
    assert_close(options.plan.probability, 0.8, 0.0, 0.0);
}

static void a_flag_sets_its_own_field(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        size_t at;
    } flags[] = {{"run c --fixed", offsetof(struct options, study.fixed)},
        {"run c --no-controls", offsetof(struct options, study.no_controls)},
        {"run c --resume", offsetof(struct options, resume)},
        {"run c --fresh", offsetof(struct options, fresh)},
        {"run c --no-plots", offsetof(struct options, no_plots)},
        {"run c --save-replications", offsetof(struct options, save_replications)},
        {"plot r --terminal", offsetof(struct options, terminal)},
        {"check c --dump", offsetof(struct options, dump)},
        {"check c --facts", offsetof(struct options, facts)},
        {"run c -q", offsetof(struct options, quiet)},
        {"run c -v", offsetof(struct options, verbose)},
        {"run c -h", offsetof(struct options, help)},
        {"recept --version", offsetof(struct options, version)}};
    enum { FLAGS = sizeof flags / sizeof flags[0] };
    for (int i = 0; i < FLAGS; i++) {
        read_line(flags[i].line);
        for (int j = 0; j < FLAGS; j++)
            assert_int_equal(((const char *)&options)[flags[j].at], i == j);
    }
}

static void times_have_units(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        double seconds;
    } times[] = {{"run c --checkpoint=90s", 90.0}, {"run c --checkpoint=30m", 1800.0},
        {"run c --checkpoint=8h", 28800.0}, {"run c --checkpoint=3", 180.0},
        {"run c --checkpoint=0.5", 30.0}, {"run c --checkpoint=1e6s", 1e6}};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        check_right(times[i].line);
        assert_close(options.checkpoint_seconds, times[i].seconds, 1e-15, 0.0);
    }
}

/* Every one of the `wrong` values of an option, up to NULL, is refused with that error. */
static void check_refused(
    const char *line, const char *name, const char *what, const char *const *wrong)
{
    for (; *wrong != NULL; wrong++) {
        struct text command = {0}, error = {0};
        text_printf(&command, "%s --%s=%s", line, name, *wrong);
        text_printf(&error, "--%s: '%s' is not %s", name, *wrong, what);
        check_wrong(text_string(&command), text_string(&error));
        text_free(&command);
        text_free(&error);
    }
}

#define REFUSED(line, name, what, ...)                                                         \
    check_refused(line, name, what, (const char *const[]){__VA_ARGS__, NULL})
#define NO_NUMBER "", "x", "5x", "nan", "inf", "-inf", "0x1p-1", "1e400", "-1", "1.2.3"

static void values_that_are_none_are_refused(void **state)
{
    (void)state;
    REFUSED("run c", "replications", "a whole number of 1 to 2147483647", NO_NUMBER, "0",
        "2147483648", "1.5", "0,5", "1e3", "99999999999999999999", "0x10", "+5");
    REFUSED("run c", "seed", "a whole number of 0 to 9223372036854775807", NO_NUMBER,
        "9223372036854775808");
    REFUSED("run c", "threads", "a whole number of 1 to 4096", NO_NUMBER, "0", "4097");
    REFUSED("plan c", "companies", "a whole number of 1 to 100000", NO_NUMBER, "0", "100001");
    REFUSED("run c", "precision", "a number between 0 and 1", NO_NUMBER, "0", "1", "1e-400");
    REFUSED("plan c --target=active=1", "probability", "a number between 0 and 1", NO_NUMBER,
        "0", "1");
    REFUSED("compare c", "value", "an amount in euros", NO_NUMBER, "1e12");
    REFUSED("plan c", "cost-per-partner", "an amount of more than 0", NO_NUMBER, "0");
    REFUSED("compare c --difference=0.1", "until-sure", "a probability above 0.5 and below 1",
        NO_NUMBER, "0.5", "1");
    REFUSED("compare c --until-sure=0.9", "difference", "a number above 0", NO_NUMBER, "0");
    REFUSED("run c", "max-time", "a time such as 90s, 30m or 8h", NO_NUMBER, "0", "0s", "s",
        "5d", "5mm", "1e9");
    REFUSED("run c", "format", "table|csv|json", "", "xml", "csvs", "cs", "csv,json", "CSV");
    REFUSED("plot r", "format", "svg|png|pdf", "", "xml", "svg,", ",svg", "svg,gif",
        "svg,png,pdf,svg");
    REFUSED("compare c", "equal", "cost|hours", "", "nothing");
    REFUSED("run c", "lang", "nl|en", "", "de", "nl_NL");
    REFUSED("run c", "set", "PATH=VALUE", "", "campaign");
    REFUSED("plan c", "target",
        "in_view=N, active=N or paying=N with a whole number of 1 or more, each once", "paying",
        "paying=", "paying=0", "paying=-1", "paying=2.5", "paying=2x", "paid=2", "=2", "",
        "paying=99999999999", "paying=1000001");
    REFUSED("plan c --target=paying=2", "target",
        "in_view=N, active=N or paying=N with a whole number of 1 or more, each once",
        "paying=3");
}

static void a_name_is_no_option(void **state)
{
    (void)state;
    check_wrong("compare c --without -q", "--without: the name is missing before '-q'");
    check_wrong("compare c --baseline=", "--baseline: the name is missing before ''");
}

static void lists_have_room_for_so_many(void **state)
{
    (void)state;
    struct text line = {0};
    text_add_string(&line, "run c");
    for (int i = 0; i < MOST_SETS; i++)
        text_printf(&line, " --set=a=%d", i);
    check_right(text_string(&line));
    assert_int_equal(options.n_sets, MOST_SETS);
    text_add_string(&line, " --set=b=1");
    check_wrong(text_string(&line), "--set: at most 256 are possible");
    text_free(&line);
}

/* ---- Lists of numbers ---- */

static void check_numbers(const char *list, int n, const double *expected)
{
    struct text line = {0};
    text_printf(&line, "plan c --budget=%s", list);
    check_right(text_string(&line));
    assert_int_equal(options.budget.n, n);
    for (int i = 0; i < n; i++)
        assert_close(options.budget.number[i], expected[i], 1e-12, 0.0);
    text_free(&line);
}

static void lists_are_sorted_and_each_number_comes_once(void **state)
{
    (void)state;
    check_numbers("8", 1, (double[]){8.0});
    check_numbers("0,0:10:5", 3, (double[]){0.0, 5.0, 10.0});
    check_numbers("12,4.5,8,4.5", 3, (double[]){4.5, 8.0, 12.0});
    check_numbers("1e4,2e4", 2, (double[]){10000.0, 20000.0});
}

static void a_range_takes_in_its_end_where_steps_reach_it(void **state)
{
    (void)state;
    check_numbers("10:30:10", 3, (double[]){10.0, 20.0, 30.0});
    check_numbers("10:39:10", 3, (double[]){10.0, 20.0, 30.0});
    check_numbers("0.1:0.3:0.1", 3, (double[]){0.1, 0.2, 0.3});
    check_numbers("5:5:1", 1, (double[]){5.0});
    check_numbers("1000,5000:20000:5000", 5, (double[]){1000, 5000, 10000, 15000, 20000});
    check_numbers("1:3:1,10:30:10,2,7", 7, (double[]){1, 2, 3, 7, 10, 20, 30});
}

static void what_is_no_list_is_refused(void **state)
{
    (void)state;
    REFUSED("plan c", "hours",
        "a list as 5;10 or 5;10:30:5 (FROM:TO:STEP) of at most 200 numbers above 0", "", "x",
        "1,", ",1", "1,,2", "0", "-5", "1,2x", "nan", "inf", "0x10", "1e400", "1:2", "1:2:0",
        "3:2:1", "1:2:-1", "1:2:1:4", "1:1000:1", "1:2:", "1;", ";1", "1;;2", "1:2:1,", "1:2,3",
        "1,2:3", "1:150:1,1:150:1", ":2:1", "0,5", "5%", "5k");
    REFUSED("plan c", "budget",
        "a list as 5;10 or 5;10:30:5 (FROM:TO:STEP) of at most 200 numbers of 0 or more", "-1",
        "x");
}

static void a_list_has_an_end(void **state)
{
    (void)state;
    struct text line = {0};
    text_add_string(&line, "plan c --hours=7");
    for (int i = 1; i < RECEPT_MOST_NUMBERS; i++)
        text_add_string(&line, ",7");
    check_right(text_string(&line));
    assert_int_equal(options.hours.n, 1);
    text_add_string(&line, ",7");
    read_line(text_string(&line));
    assert_int_equal(errors.count, 1);
    text_free(&line);
}

/* Every option that takes a number reads it as people write it, in the language in use. */
static void numbers_are_read_as_people_write_them(void **state)
{
    (void)state;
    language_use(DUTCH);
    check_right(
        "compare c --value=4.000 --until-sure=95% --difference=2,5 --precision=1% -n 10.000");
    assert_close(options.value, 4000.0, 0.0, 0.0);
    assert_close(options.compare.until_sure, 0.95, 0.0, 0.0);
    assert_close(options.compare.difference, 2.5, 0.0, 0.0);
    assert_close(options.study.precision, 0.01, 0.0, 0.0);
    assert_int_equal(options.study.replications, 10000);
    check_right(
        "plan c --budget=5.000,00;7.500;10k:20k:10k --hours=4,5;6 --target=in_view=1.000 "
        "--probability=0,8 --cost-per-partner=€6.000 --companies=2.000 --seed=1.000");
    assert_true(options.budget.n == 4 && options.budget.number[0] == 5000.0 &&
                options.budget.number[1] == 7500.0 && options.budget.number[3] == 20000.0);
    assert_true(options.hours.n == 2 && options.hours.number[0] == 4.5);
    assert_int_equal(options.plan.in_view, 1000);
    assert_close(options.plan.probability, 0.8, 0.0, 0.0);
    assert_close(options.plan.cost_per_partner_eur, 6000.0, 0.0, 0.0);
    assert_int_equal(options.plan.companies, 2000);
    assert_int_equal(options.seed, 1000);
    check_right("run c --max-time=1,5h --checkpoint=0,5");
    assert_close(options.max_seconds, 5400.0, 0.0, 0.0);
    assert_close(options.checkpoint_seconds, 30.0, 0.0, 0.0);
    language_use(ENGLISH);
    check_right("compare c --value=4,000 -n 10,000");
    assert_close(options.value, 4000.0, 0.0, 0.0);
    assert_int_equal(options.study.replications, 10000);
}

static void what_can_be_read_in_two_ways_is_refused_with_both(void **state)
{
    (void)state;
    check_wrong("compare c --value=25.000",
        "--value: '25.000' can be read as '25000' or '25'; write the one that is meant");
    check_wrong("plan c --budget=25,000",
        "--budget: '25,000' can be read as '25000' or '25;000'; write the one that is meant");
    check_wrong("run c -n 1.500",
        "--replications: '1.500' can be read as '1500' or '1.5'; write the one that is meant");
    check_wrong("plan c --target=in_view=1.500",
        "--target: 'in_view=1.500' can be read as '1500' or "
        "'1.5'; write the one that is meant");
    check_wrong("run c --max-time=1.500s",
        "--max-time: '1.500s' can be read as '1500' or '1.5'; write the one that is meant");
    language_use(DUTCH);
    check_wrong("plan c --hours=4,5",
        "--hours: '4,5' kan worden gelezen als '4.5' of '4;5'; schrijf wat u bedoelt");
    check_wrong("compare c --value=25,000",
        "--value: '25,000' kan worden gelezen als '25000' of '25'; schrijf wat u bedoelt");
    language_use(ENGLISH);
}

/* ---- Words ---- */

static void an_option_can_be_written_in_many_ways(void **state)
{
    (void)state;
    static const char *const ways[] = {"run c -n50", "run c -n 50", "run -n 50 c",
        "run c -qn50", "run c -qn 50", "run --replications=50 c", "run c --replications 50",
        "run c --repl 50", "run c --rep=50", "run -n 4 c -n 50", "run -n 50 -- c"};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        check_right(ways[i]);
        assert_int_equal(options.study.replications, 50);
        assert_string_equal(options.argument, "c");
    }
    check_right("run -- --fixed");
    assert_string_equal(options.argument, "--fixed");
    assert_false(options.study.fixed);
    check_right("run -");
    assert_string_equal(options.argument, "-");
    check_right("run c -?");
    assert_true(options.help);
}

static void words_that_are_wrong_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *line, *error;
    } wrong[] = {
        {"run", "CONFIG is missing"},
        {"run c d", "'d' is one argument too many"},
        {"help run plan", "'plan' is one argument too many"},
        {"help rnu", "there is no command 'rnu'; did you mean 'run'?"},
        {"recept rnu c --colour", "there is no command 'rnu'; did you mean 'run'?"},
        {"recept zebra", "there is no command 'zebra'"},
        {"recept zebra --help", "there is no command 'zebra'"},
        {"recept --lang=nl run c", "'run' has to come before the options"},
        {"recept", "COMMAND is missing"},
        {"run c --colour", "unrecognized option '--colour'"},
        {"run c --replicatons=5",
            "unrecognized option '--replicatons=5'; did you mean '--replications'?"},
        {"run c --replicatons 5",
            "unrecognized option '--replicatons'; did you mean '--replications'?"},
        {"run c -replications 5",
            "unrecognized option '-replications'; did you mean '--replications'?"},
        {"run c --budget 5", "unrecognized option '--budget'; recept plan has it"},
        {"run c --=5", "unrecognized option '--=5'"},
        {"run c -qV", "unrecognized option '-qV'"},
        {"run c --s=5",
            "'--s' is short for several options: --seed, --set, --strategy, --strict, "
            "--scripts, --save-replications, --save-logbook"},
        {"run c --no-plots=3", "--no-plots takes no value, and '3' is one"},
        {"run c --seed", "--seed: the value is missing: --seed=S"},
        {"run c -n", "--replications: the value is missing: --replications=N"},
        {"run c -n -q", "--replications: '-q' is not a whole number of 1 to 2147483647"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        check_wrong(wrong[i].line, wrong[i].error);
        assert_false(options.help);
    }
}

static void options_that_do_not_go_together_are_told(void **state)
{
    (void)state;
    static const char saved[] = "--save-replications cannot be interrupted and go on: leave "
                                "out --checkpoint, --max-time, --resume and --fresh";
    static const char search[] =
        "--checkpoint, --max-time, --resume and --fresh need --until-sure";
    check_wrong("run c --save-replications --resume", saved);
    check_wrong("run c --max-time=1h --save-replications", saved);
    check_wrong("run c --checkpoint=1h --save-replications", saved);
    check_wrong("run c --fresh --save-replications", saved);
    check_wrong("run c --fresh --resume", "--resume or --fresh, not both");
    check_wrong("compare c --resume", search);
    check_wrong("compare c --fresh", search);
    check_wrong("compare c --max-time=1h", search);
    check_wrong("compare c --checkpoint=1h", search);
    check_right("compare c --checkpoint=1h --until-sure=0.9 --difference=0.01");
    check_wrong("check c --dump --facts", "--dump or --facts, not both");
    check_wrong("check c -n 5", "--replications and --seed need --facts");
    check_wrong("check c --seed=0 --dump", "--replications and --seed need --facts");
    check_wrong("compare c --until-sure=0.9", "--until-sure and --difference belong together");
    check_wrong("compare c --difference=0.1", "--until-sure and --difference belong together");
    check_wrong("compare c --until-sure=0.9 --difference=1",
        "--difference is in conversion rate (0.02 is two points); in euros with --value");
    check_right("compare c --until-sure=0.9 --difference=1 --value=0");
    check_wrong("plan c --probability=0.8", "--probability needs --target");
}

static void all_errors_are_told_at_once(void **state)
{
    (void)state;
    static const char *const told[] = {
        "--replications: 'abc' is not a whole number of 1 to 2147483647",
        "--threads: '0' is not a whole number of 1 to 4096",
        "unrecognized option '--replicatons'; did you mean '--replications'?",
        "--format: 'xml' is not table|csv|json",
        ("--save-replications cannot be interrupted and go on: leave out --checkpoint, "
         "--max-time, --resume and --fresh"),
    };
    enum { TOLD = sizeof told / sizeof told[0] };
    read_line("run -n abc --threads 0 c --replicatons 50 --format xml --save-rep --resum");
    assert_int_equal(errors.count, TOLD);
    for (int i = 0; i < TOLD; i++)
        assert_string_equal(errors.lines[i], told[i]);
    read_line("run c d e --seed");
    assert_int_equal(errors.count, 3);
}

/* ---- Help ---- */

/* How often `word` is in `text`, up to the end of a name. */
static int count(const char *text, const char *word)
{
    int n = 0;
    size_t length = strlen(word);
    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + length, word))
        n += strchr("= \n", at[length]) != NULL;
    return n;
}

static void check_help(const struct command *command)
{
    char *help;
    size_t length;
    FILE *out = open_memstream(&help, &length);
    help_print(out, command);
    fclose(out);
    for (const struct option_row *row = option_table; row->name != NULL; row++) {
        struct text entry = {0};
        if (row->letter != '\0')
            text_printf(&entry, "\n  -%c, --%s", row->letter, row->name);
        else
            text_printf(&entry, "\n      --%s", row->name);
        bool shared = strcmp(row->name, "format") == 0, own = row->commands & command->bit;
        if (own || !shared) /* run has another option of that name than plot */
            assert_int_equal(count(help, text_string(&entry)), own);
        text_free(&entry);
    }
    for (const char *line = help; *line != '\0'; line = strchr(line, '\n') + 1) {
        struct text one = {0};
        text_add(&one, line, strcspn(line, "\n"));
        assert_true(wrap_columns(text_string(&one)) < 80);
        text_free(&one);
        assert_true(*line == '\n' || line[strcspn(line, "\n") - 1] != ' ');
    }
    free(help);
}

static void help_lists_every_option_of_a_command_once(void **state)
{
    (void)state;
    for (int language = ENGLISH; language <= DUTCH; language++) {
        language_use((enum language)language);
        for (const struct command *command = commands; command->name != NULL; command++)
            check_help(command);
    }
    language_use(ENGLISH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_two_options_of_a_command_have_one_name),
        cmocka_unit_test(rows_say_what_their_kind_needs),
        cmocka_unit_test(commands_have_bits_and_groups_are_together),
        cmocka_unit_test(every_option_of_every_command_is_read),
        cmocka_unit_test(values_of_a_run),
        cmocka_unit_test(what_is_not_given_has_its_default),
        cmocka_unit_test(values_of_the_other_commands),
        cmocka_unit_test(a_flag_sets_its_own_field),
        cmocka_unit_test(times_have_units),
        cmocka_unit_test(values_that_are_none_are_refused),
        cmocka_unit_test(a_name_is_no_option),
        cmocka_unit_test(lists_have_room_for_so_many),
        cmocka_unit_test(lists_are_sorted_and_each_number_comes_once),
        cmocka_unit_test(a_range_takes_in_its_end_where_steps_reach_it),
        cmocka_unit_test(what_is_no_list_is_refused),
        cmocka_unit_test(a_list_has_an_end),
        cmocka_unit_test(numbers_are_read_as_people_write_them),
        cmocka_unit_test(what_can_be_read_in_two_ways_is_refused_with_both),
        cmocka_unit_test(an_option_can_be_written_in_many_ways),
        cmocka_unit_test(words_that_are_wrong_are_told),
        cmocka_unit_test(options_that_do_not_go_together_are_told),
        cmocka_unit_test(all_errors_are_told_at_once),
        cmocka_unit_test(help_lists_every_option_of_a_command_once),
    };
    return cmocka_run_group_tests(tests, start, end);
}
