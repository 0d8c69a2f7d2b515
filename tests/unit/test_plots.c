/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "plots_bench.h"

enum { PLOTS = 13 };

static const char *const plot_names[PLOTS] = {"conversion_by_contact", "conversion_by_date",
    "conversion_by_day", "cost_chance", "cost_makeup", "cost_per_partner", "funnel",
    "load_by_week", "rings", "target_active_by_date", "target_all_by_date",
    "target_in_view_by_date", "target_paying_by_date"};

/* What there has to be for each of them, and of which numbers of campaigns. */
enum { NOTHING = -1, ALWAYS, COMPANIES, PARTNERS };
static const int plot_needs[PLOTS] = {PARTNERS, PARTNERS, PARTNERS, PARTNERS, ALWAYS, PARTNERS,
    COMPANIES, COMPANIES, ALWAYS, COMPANIES, COMPANIES, COMPANIES, COMPANIES};
enum { ANY, CHANCE, BARE_AVERAGE }; /* not of few; not of few, but of one */
static const int plot_tells[PLOTS] = {
    [3] = CHANCE, [7] = BARE_AVERAGE, [9] = CHANCE, CHANCE, CHANCE, CHANCE};

static bool is_there(int i, int content, uint64_t replications)
{
    return plot_needs[i] <= content &&
           (plot_tells[i] == ANY || replications >= STUDY_FEW ||
               (plot_tells[i] == BARE_AVERAGE && replications == 1));
}

/* Tags close in the order in which they opened; texts hold no bare bracket, ampersand or
 * control. */
static void assert_well_formed(const char *xml)
{
    int depth = 0;
    for (const char *s = xml; *s != '\0'; s++) {
        assert_true((unsigned char)*s >= 0x20 || *s == '\n' || *s == '\t' || *s == '\r');
        if (*s == '&')
            assert_true(
                strspn(s + 1, "#abcdefghijklmnopqrstuvwxyz0123456789") == strcspn(s + 1, ";"));
        if (*s != '<')
            continue;
        const char *end = strchr(s, '>');
        assert_non_null(end);
        if (s[1] == '/')
            depth--;
        else if (s[1] != '?' && s[1] != '!' && end[-1] != '/')
            depth++;
        assert_true(depth >= 0);
        s = end;
    }
    assert_int_equal(depth, 0);
}

/* Draws all plots with gnuplot by hand, as a user does; it must not even warn. */
static void assert_no_warning(const struct bench *b, const char *format)
{
    char command[200];
    snprintf(command, sizeof command,
        "cd %s && gnuplot -d -e \"format='%s'\" *.gp 2>warnings >drawn", b->plots, format);
    assert_int_equal(system(command), 0);
    char *warnings = read_all(b->plots, "warnings", "");
    assert_string_equal(warnings, "");
    memory_free(warnings);
}

static void every_plot_is_drawn(void **state)
{
    (void)state;
    struct bench b;
    bench_init(&b);
    bench_run(&b, 5, 300);
    write_plots(&b);
    if (have_gnuplot())
        draw(&b, "svg");
    assert_int_equal(b.messages.count, 0);
    for (int i = 0; i < PLOTS; i++) {
        char *script = read_all(b.plots, plot_names[i], ".gp");
        char *data = read_all(b.plots, plot_names[i], ".dat");
        assert_non_null(script);
        assert_non_null(strstr(data, "SPARK recipe"));
        assert_non_null(
            strstr(data, "\"spark · 1 Nov 2023 \u2013 28 Feb 2024 · 14 companies\""));
        assert_null(strstr(script, "SPARK"));
        memory_free(script);
        memory_free(data);
        char *svg = read_all(b.plots, plot_names[i], ".svg");
        if (have_gnuplot()) {
            assert_well_formed(svg);
            assert_non_null(strstr(svg, "<text>All personal</text>"));
            assert_non_null(strstr(svg, "<text>Online first, personal</text>"));
        }
        memory_free(svg);
    }
    bench_free(&b);
}

/* In every format, without a word on standard error. */
static void gnuplot_has_nothing_to_remark(void **state)
{
    (void)state;
    struct bench b;
    if (!have_gnuplot())
        skip();
    bench_init(&b);
    bench_run(&b, 14, 60);
    write_plots(&b);
    const char *const formats[] = {"svg", "png", "pdf", "terminal"};
    for (int i = 0; i < 4; i++)
        assert_no_warning(&b, formats[i]);
    bench_free(&b);
}

static const char *const hostile[] = {
    "a \"quoted\" name",
    "`touch pwned`",
    "$(touch pwned)",
    "'; system(\"touch pwned\")",
    "two\nlines\there",
    "=1+1",
    "<script>&amp;</script>",
    "%s%n %d",
    "C:\\new\\table\\",
    "@x_1^2 {/Bold y} ~ # | ?",
    "2024",
    "NaN",
};

/* What a reader must find of each, as an SVG writes it. */
static const char *const shown[] = {
    "<text>a \"quoted\" name</text>",
    "<text>`touch pwned`</text>",
    "<text>$(touch pwned)</text>",
    "<text>'; system(\"touch pwned\")</text>",
    "<text>two lines here</text>",
    "<text>=1+1</text>",
    "<text>&lt;script>&amp;amp;&lt;/script></text>",
    "<text>%s%n %d</text>",
    "<text>C:\\new\\table\\</text>",
    "<text>@x_1^2 {/Bold y} ~ # | ?</text>",
    "<text>2024</text>",
    "<text>NaN</text>",
};

enum { HOSTILE = sizeof hostile / sizeof hostile[0] };

static void names_are_no_program(void **state)
{
    (void)state;
    struct bench b;
    if (!have_gnuplot())
        skip();
    bench_init(&b);
    for (int i = 0; i < HOSTILE; i++) {
        b.scenario->strategy[i].id = b.scenario->strategy[i].label.en = hostile[i];
        b.scenario->catalogue.contact[i].label.en = hostile[i];
        b.scenario->packages.package[i % 3].label.en = hostile[i];
    }
    b.scenario->axes.axis[0].levels[0] = hostile[3];
    b.scenario->campaign.name = hostile[1];
    bench_run(&b, HOSTILE, 100);
    write_plots(&b);
    assert_no_warning(&b, "terminal");
    draw(&b, "svg");
    assert_int_equal(b.messages.count, 0);
    assert_int_not_equal(access("pwned", F_OK), 0);
    char *pwned = read_all(b.plots, "pwned", "");
    assert_null(pwned);
    for (int i = 0; i < PLOTS; i++) {
        char *svg = read_all(b.plots, plot_names[i], ".svg");
        char *script = read_all(b.plots, plot_names[i], ".gp");
        assert_well_formed(svg);
        assert_null(strstr(script, "touch"));
        for (int k = 0; k < HOSTILE; k++)
            assert_non_null(strstr(svg, shown[k]));
        memory_free(svg);
        memory_free(script);
    }
    bench_free(&b);
}

/* Not what a checked config can hold, but no reason to fall. */
static void odd_bytes_are_drawn(void **state)
{
    (void)state;
    struct bench b;
    char long_name[5000];
    memset(long_name, 'w', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    const char *const odd[] = {"caf\xe9 \xff\xfe", long_name, "", "\xe2\x80\xaeright to left",
        "\xef\xbf\xbf\xf0\x9f\x98\x80", "a\x1b[31m\x01\x7f z", "\xc0\xaf"};
    bench_init(&b);
    for (int i = 0; i < 7; i++)
        b.scenario->strategy[i].label = (struct label){NULL, odd[i]};
    bench_run(&b, 7, 40);
    write_plots(&b);
    if (have_gnuplot()) {
        assert_no_warning(&b, "svg");
        char *svg = read_all(b.plots, "rings", ".svg");
        assert_well_formed(svg);
        assert_non_null(strstr(svg, "caf\u00e9"));
        assert_non_null(strstr(svg, "\u2026</text>"));
        assert_non_null(strstr(svg, "<text>a [31m z</text>"));
        assert_null(strstr(svg, "\xe2\x80\xae"));
        memory_free(svg);
    }
    bench_free(&b);
}

static void varied_values_are_in_the_names(void **state)
{
    (void)state;
    static const char *const path[] = {"campaign.start", "a.`touch pwned`"};
    static const char *const value[] = {"\"2025-01-06\"", "\"'`touch pwned`"};
    struct bench b;
    bench_init(&b);
    b.study.n_vary = 2;
    b.study.vary_path = path;
    b.cases[0].vary_value = b.cases[1].vary_value = value;
    bench_run(&b, 2, 20);
    write_plots(&b);
    char *data = read_all(b.plots, "funnel", ".dat");
    char *script = read_all(b.plots, "funnel", ".gp");
    assert_non_null(strstr(data, "\"SPARK recipe\\nstart = \\00422025-01-06\\0042\\n"
                                 "`touch\u2026 = \\0042'`touch pwned`\""));
    /* Two names of three lines. */
    assert_non_null(strstr(script, "\ntop = 104\nbottom = 236\n"));
    assert_non_null(strstr(script, "\nname_columns = 25\n"));
    if (have_gnuplot()) {
        assert_no_warning(&b, "svg");
        char *svg = read_all(b.plots, "funnel", ".svg");
        assert_non_null(strstr(svg, "<text>start = \"2025-01-06\"</text>"));
        assert_non_null(strstr(svg, " = \"'`touch pwned`</text>"));
        memory_free(svg);
    }
    assert_int_not_equal(access("pwned", F_OK), 0);
    memory_free(data);
    memory_free(script);
    bench_free(&b);
}

static void wide_characters_take_two_columns(void **state)
{
    (void)state;
    struct bench b;
    bench_init(&b);
    b.scenario->strategy[0].label = (struct label){NULL, "\u4e2d\u6587 \u4e2d\u6587"};
    bench_run(&b, 1, 20);
    write_plots(&b);
    char *script = read_all(b.plots, "funnel", ".gp");
    assert_non_null(strstr(script, "\nname_columns = 9\n"));
    memory_free(script);
    bench_free(&b);
}

static void degenerate(
    void (*change)(struct scenario *s), int n, uint64_t replications, int content)
{
    struct bench b;
    bench_init(&b);
    if (change != NULL)
        change(b.scenario);
    bench_run(&b, n, replications);
    write_plots(&b);
    if (have_gnuplot()) {
        if (content != NOTHING) {
            assert_no_warning(&b, "svg");
            assert_no_warning(&b, "terminal");
        }
        for (int i = 0; i < PLOTS; i++) {
            char *svg = read_all(b.plots, plot_names[i], ".svg");
            assert_int_equal(svg != NULL, is_there(i, content, replications));
            if (svg == NULL)
                continue;
            assert_well_formed(svg);
            assert_null(strstr(svg, "nan"));
            memory_free(svg);
        }
    }
    bench_free(&b);
}

static void without_companies(struct scenario *s)
{
    s->population.n = 0;
}

static void without_interest(struct scenario *s)
{
    s->response.intercept[DESIRE] = -100.0;
}

static void in_one_day(struct scenario *s)
{
    s->campaign.outreach_days = 1;
}

static void in_no_day(struct scenario *s)
{
    s->campaign.outreach_days = 0;
}

static void without_costs(struct scenario *s)
{
    s->team.hourly_rate = 0.0;
    for (int i = 0; i < s->n_aids; i++)
        s->aid[i].cost_eur = s->aid[i].cost_per_year = 0.0;
    for (int i = 0; i < s->catalogue.n; i++) {
        s->catalogue.contact[i].cost_eur = 0.0;
        s->catalogue.contact[i].occasion.given = false;
    }
}

static void bare_studies_are_plotted_clean(void **state)
{
    (void)state;
    degenerate(without_companies, 2, 20, ALWAYS);
    degenerate(without_interest, 2, 20, COMPANIES);
    degenerate(in_one_day, 1, 20, COMPANIES);
    degenerate(in_no_day, 1, 20, ALWAYS);
    degenerate(without_costs, 2, 20, PARTNERS);
    degenerate(NULL, 1, 1, PARTNERS);
    degenerate(NULL, 3, 2, PARTNERS);
    degenerate(NULL, 2, 0, NOTHING);
}

static int count_of(const char *text, const char *words)
{
    int n = 0;
    for (const char *s = text; (s = strstr(s, words)) != NULL; s++)
        n++;
    return n;
}

/* A script up to what all plots share: its title, captions and heads. */
static char *said_in(const struct bench *b, const char *plot)
{
    char *script = read_all(b->plots, plot, ".gp");
    if (script != NULL)
        *strstr(script, "# ---- What all plots share") = '\0';
    return script;
}

/* Of fewer than 30 campaigns plots tell no chance and no range, and averages only with their
 * error, however many strategies there are; drawings in text tell it in figures. */
static void few_campaigns_tell_averages_with_their_error(void **state)
{
    (void)state;
    for (uint64_t n = STUDY_FEW - 1; n <= STUDY_FEW; n++) {
        struct bench b;
        bool few = n < STUDY_FEW;
        bench_init(&b);
        bench_run(&b, 14, n);
        write_plots(&b);
        for (int i = 0; i < PLOTS; i++) {
            char *said = said_in(&b, plot_names[i]);
            char *data = read_all(b.plots, plot_names[i], ".dat");
            assert_int_equal(said != NULL, is_there(i, PARTNERS, n));
            if (said != NULL && few) {
                assert_int_equal(
                    count_of(said, "chance"), count_of(said, "Ranges and chances take 30"));
                assert_int_equal(count_of(said, "p05") + count_of(said, "without partner"), 0);
                assert_true(count_of(said, "error") > 0);
                assert_int_equal(count_of(said, "Monte Carlo"), 0);
                assert_int_equal(
                    count_of(said, "ranged = ''"), count_of(said, "banded = ' 1 2 "));
            }
            if (i <= 2) /* conversion by something */
                assert_int_equal(
                    count_of(data, " \u00b1 ") + count_of(data, "% ("), few ? 14 : 0);
            memory_free(said);
            memory_free(data);
        }
        bench_free(&b);
    }
}

static void whole_occasions(struct scenario *s)
{
    s->team.full = true;
}

/* The block of data number `index`, behind the line of its columns. */
static const char *block_of(const char *data, int index)
{
    while (index-- > 0)
        data = strstr(data, "\n\n\n") + 3;
    return strchr(data, '\n') + 1;
}

/* The parts of the bars add up to what the campaign costs. */
static void assert_parts(void (*change)(struct scenario *s))
{
    struct bench b;
    bench_init(&b);
    if (change != NULL)
        change(b.scenario);
    bench_run(&b, 3, 200);
    write_plots(&b);
    char *data = read_all(b.plots, "cost_makeup", ".dat");
    double end[4] = {0.0};
    int panel, row, n = 0;
    double value, from, to;
    for (const char *s = block_of(data, 1);
         sscanf(s, "%d\t%d\t%lf\t%*s\t%*s\t%lf\t%lf", &panel, &row, &value, &from, &to) == 5;
         s = strchr(s, '\n') + 1, n++) {
        assert_close(to - from, value, 1e-6, 1e-6);
        assert_close(from, end[row], 1e-6, 1e-6);
        end[row] = to;
    }
    assert_true(n > 3 * 3);
    for (int i = 0; i < 3; i++)
        assert_close(
            end[i + 1], study_total(&b.study, &b.cases[i], "cost").estimate.value, 1e-6, 0.0);
    memory_free(data);
    bench_free(&b);
}

static void parts_add_up_to_the_cost(void **state)
{
    (void)state;
    assert_parts(NULL);
    assert_parts(whole_occasions);
}

/* Where a line ends stands what the summary says: the average, and the range of campaigns. */
static void lines_end_where_the_summary_does(void **state)
{
    (void)state;
    struct bench b;
    bench_init(&b);
    bench_run(&b, 5, 200);
    write_plots(&b);
    for (int k = 0; k < 3; k++) { /* conversion by something */
        char *data = read_all(b.plots, plot_names[k], ".dat");
        const char *row = data;
        for (int n = 0; n < 5; n++) {
            int i = 0;
            double y = 0.0, from = 0.0, to = 0.0;
            row = strchr(row, '\n') + 1;
            assert_int_equal(sscanf(row, "%d\t%*f\t%lf\t%*f\t%lf\t%lf", &i, &y, &from, &to), 4);
            struct figure figure = study_total(&b.study, &b.cases[i - 1], "conversion_rate");
            assert_close(y, figure.estimate.value, 1e-9, 0.0);
            assert_close(from, figure.p05, 1e-9, 0.0);
            assert_close(to, figure.p95, 1e-9, 0.0);
            assert_true(to > from);
        }
        memory_free(data);
    }
    bench_free(&b);
}

/* Names at the ends of lines stand at least a line of text apart, in the order of the lines. */
static void names_do_not_overlap(void **state)
{
    (void)state;
    struct bench b;
    bench_init(&b);
    bench_run(&b, 16, 50);
    write_plots(&b);
    char *data = read_all(b.plots, "conversion_by_day", ".dat");
    char *script = read_all(b.plots, "conversion_by_day", ".gp");
    double y_end = strtod(strstr(script, "\ny_end = ") + 9, NULL);
    double height = strtod(strstr(script, "\nbottom = ") + 10, NULL) -
                    strtod(strstr(script, "\ntop = ") + 7, NULL);
    const char *row = data;
    double before = -1.0, end_before = -1.0;
    for (int i = 0; i < 16; i++) {
        row = strchr(row, '\n') + 1;
        double end = 0.0, at = 0.0;
        assert_int_equal(sscanf(row, "%*d\t%*f\t%lf\t%lf", &end, &at), 2);
        assert_true(end >= end_before);
        assert_true(i == 0 || at - before >= 17.9 / height * y_end);
        assert_true(at >= 0.0 && at <= y_end);
        before = at;
        end_before = end;
    }
    memory_free(data);
    memory_free(script);
    bench_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_plot_is_drawn),
        cmocka_unit_test(gnuplot_has_nothing_to_remark),
        cmocka_unit_test(names_are_no_program),
        cmocka_unit_test(odd_bytes_are_drawn),
        cmocka_unit_test(varied_values_are_in_the_names),
        cmocka_unit_test(wide_characters_take_two_columns),
        cmocka_unit_test(bare_studies_are_plotted_clean),
        cmocka_unit_test(few_campaigns_tell_averages_with_their_error),
        cmocka_unit_test(parts_add_up_to_the_cost),
        cmocka_unit_test(lines_end_where_the_summary_does),
        cmocka_unit_test(names_do_not_overlap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
