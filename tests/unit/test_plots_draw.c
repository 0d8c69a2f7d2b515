/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "plots_bench.h"
#include "script.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

static void without_gnuplot_says_what_to_install(void **state)
{
    (void)state;
    struct bench b;
    bench_init(&b);
    bench_run(&b, 1, 10);
    write_plots(&b);
    char trap[80], *path = strdup(getenv("PATH"));
    snprintf(trap, sizeof trap, "%s/gnuplot", b.plots);
    FILE *file = fopen(trap, "w");
    fputs("#!/bin/sh\ntouch pwned\n", file);
    fclose(file);
    assert_int_equal(chmod(trap, 0755), 0);
    /* A program of that name in the plots folder, or under this one, is not ours to start. */
    assert_int_equal(chdir(b.folder), 0);
    const char *const paths[] = {"", ".", ":", "/nowhere:plots"};
    for (size_t i = 0; i < 4; i++) {
        setenv("PATH", paths[i], 1);
        assert_int_equal(try_draw(&b, "svg"), STATUS_FAILED); /* nothing is drawn */
        assert_int_equal(b.messages.count, i + 1);
        assert_non_null(strstr(b.messages.lines[i], "gnuplot-nox"));
        assert_non_null(strstr(b.messages.lines[i], "recept plot"));
    }
    assert_int_equal(chdir(SOURCE_DIR), 0);
    setenv("PATH", path, 1);
    free(path);
    char *pwned = read_all(b.plots, "pwned", "");
    assert_null(pwned);
    bench_free(&b);
}

static void put(const struct bench *b, const char *name, const char *content)
{
    struct text path = {0};
    text_printf(&path, "%s/%s", b->plots, name);
    FILE *file = fopen(text_string(&path), "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
    text_free(&path);
}

/* A folder with plots of two strategies, where they can be drawn. */
static void begin(struct bench *b)
{
    if (!have_gnuplot())
        skip();
    bench_init(b);
    bench_run(b, 2, 30);
    write_plots(b);
}

static int count_told(const struct bench *b, const char *words)
{
    int n = 0;
    for (size_t i = 0; i < b->messages.count; i++)
        n += strstr(b->messages.lines[i], words) != NULL;
    return n;
}

/* Scripts and programs of whoever made the folder are not run, and links lead nowhere. */
static void nothing_of_the_folder_is_run_or_written_through(void **state)
{
    (void)state;
    struct bench b;
    begin(&b);
    put(&b, "funnel.gp", "system('touch /tmp/recept-pwned')\n");
    put(&b, "-e.gp", "system('touch /tmp/recept-pwned')\n");
    put(&b, "outside", "as it was");
    char link[60];
    snprintf(link, sizeof link, "%s/rings.svg", b.plots);
    assert_int_equal(symlink("outside", link), 0);
    draw(&b, "svg");
    assert_int_equal(b.messages.count, 0);
    assert_int_not_equal(access("/tmp/recept-pwned", F_OK), 0);
    char *outside = read_all(b.plots, "outside", ""), *svg = read_all(b.plots, "rings", ".svg");
    assert_string_equal(outside, "as it was");
    assert_non_null(strstr(svg, "<svg"));
    memory_free(outside);
    memory_free(svg);
    bench_free(&b);
}

/* Settings are data: a line that is more makes no script. */
static void settings_that_are_no_data_are_refused(void **state)
{
    (void)state;
    static const char *const line[] = {"title = `touch /tmp/recept-pwned`",
        "title = \"`touch /tmp/recept-pwned`\"", "system('touch /tmp/recept-pwned')",
        "rows = system('touch /tmp/recept-pwned')",
        "rows = 1; system('touch /tmp/recept-pwned')", "title = 'a'.system('x')",
        "title = 'a'; !touch /tmp/recept-pwned", "!touch /tmp/recept-pwned",
        "file = '| touch /tmp/recept-pwned'", "data = '< touch /tmp/recept-pwned'",
        "picture = '| touch /tmp/recept-pwned'", "bare = 'system(\"x\")'", "title = 'open",
        "decimal = '%s'", "rows = 0x10", "rows = nan", "rows = ", "rows = 1 ", "rows[0] = 1",
        "rows[1e3] = 1", "rows[-1] = 1", "array rows[99999999999]", "array rows", "rows", "",
        "title = 'a\tb'", "rows = 1\r", "a_name_that_is_much_longer_than_any = 1"};
    for (size_t i = 0; i < sizeof line / sizeof line[0]; i++) {
        struct text script = {0}, settings = {0};
        text_printf(&settings, "# recept plot 1 rows.gp\nrows = 1\n%s\nzero = 0\n", line[i]);
        assert_int_equal(script_add(&script, settings.data), 3);
        assert_int_equal(script.length, 0);
        text_free(&settings);
    }
    static const char *const first[] = {"", "\n", "rows = 1\n", "# recept plot 1 page.gp\n",
        "# recept plot 1 /etc/passwd\n", "# recept plot 2 rows.gp\n",
        "# recept plot 1 rows.gp"};
    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++) {
        struct text script = {0};
        assert_int_equal(script_add(&script, first[i]), 1);
        text_free(&script);
    }
    struct text script = {0};
    assert_int_equal(
        script_add(&script, "# recept plot 1 rows.gp\ntitle = 'it''s'\nrows = -1.5e-3\n"
                            "array head[5]\nhead[2] = '`x`'\n"),
        0);
    assert_non_null(strstr(script.data, "title = 'it''s'\nrows = -1.5e-3\n"));
    text_free(&script);
    assert_int_not_equal(access("/tmp/recept-pwned", F_OK), 0);
}

/* The others are drawn all the same, and failures are told in order. */
static void plots_that_fail_are_told_in_order(void **state)
{
    (void)state;
    struct bench b;
    begin(&b);
    put(&b, "funnel.plot", "nonsense\n");
    put(&b, "rings.plot", "# recept plot 1 rows.gp\nrows = 1\n");
    put(&b, "rings.svg", "an earlier drawing");
    char path[60];
    snprintf(path, sizeof path, "%s/load_by_week.dat", b.plots);
    unlink(path);
    assert_int_equal(symlink("/etc/passwd", path), 0);
    assert_int_equal(try_draw(&b, "svg"), STATUS_FAILED);
    assert_int_equal(b.messages.count, 3);
    assert_non_null(strstr(b.messages.lines[0],
        "plots/funnel was not drawn as svg: line 1 of funnel.plot is not one of recept's"));
    assert_non_null(strstr(b.messages.lines[1], "load_by_week.dat: is not a regular file"));
    assert_non_null(strstr(b.messages.lines[2], "plots/rings was not drawn as svg: line "));
    assert_int_equal(count_told(&b, "/proc/"), 0);
    char *kept = read_all(b.plots, "rings", ".svg"),
         *drawn = read_all(b.plots, "costs", ".svg");
    assert_string_equal(kept, "an earlier drawing");
    memory_free(kept);
    memory_free(drawn);
    bench_free(&b);
}

static void drawing_can_be_given_up(void **state)
{
    (void)state;
    struct bench b;
    begin(&b);
    const char *const svg = "svg";
    const volatile sig_atomic_t stop = 1;
    const struct plots_order order = {b.folder, NULL, &svg, 1, NULL, &stop};
    assert_int_equal(plots_draw(&order, &b.messages), STATUS_INTERRUPTED);
    assert_int_equal(b.messages.count, 0);
    bench_free(&b);
}

static bool has_children(void)
{
    siginfo_t info;
    return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

static bool is_drawn(const struct bench *b, const char *name)
{
    char path[80];
    snprintf(path, sizeof path, "%s/%s.svg", b->plots, name);
    return access(path, F_OK) == 0;
}

/* Between the halves gnuplot is at work, and there are no pictures; after them it is not. */
static void gnuplot_works_beside_its_caller(void **state)
{
    (void)state;
    struct bench b;
    begin(&b);
    const char *const svg = "svg";
    const struct plots_order order = {b.folder, NULL, &svg, 1, NULL, NULL};
    struct drawing *drawing = plots_begin(NULL, &order);
    assert_true(has_children());
    assert_false(is_drawn(&b, "funnel"));
    assert_int_equal(plots_end(drawing, true, &b.messages), STATUS_OK);
    assert_true(is_drawn(&b, "funnel") && is_drawn(&b, "rings"));
    assert_false(has_children());
    drawing = plots_begin(NULL, &order);
    assert_true(has_children());
    assert_int_equal(plots_end(drawing, false, &b.messages), STATUS_INTERRUPTED);
    assert_false(has_children());
    assert_int_equal(b.messages.count, 0);
    bench_free(&b);
}

/* gnuplot may be there before it is known what there is to draw, and in vain. */
static void gnuplot_can_be_expected(void **state)
{
    (void)state;
    struct bench b;
    begin(&b);
    const char *const svg = "svg";
    const struct plots_order order = {
        .folder = b.folder, .formats = &svg, .n_formats = 1, .unfinished = true};
    struct drawing *drawing = plots_expect();
    assert_true(has_children());
    plots_begin(drawing, &order);
    assert_int_equal(plots_end(drawing, true, &b.messages), STATUS_OK);
    assert_true(is_drawn(&b, "funnel") && is_drawn(&b, "rings"));
    assert_false(has_children());
    drawing = plots_expect();
    assert_true(has_children());
    assert_int_equal(plots_end(drawing, false, &b.messages), STATUS_INTERRUPTED);
    assert_false(has_children());
    assert_int_equal(b.messages.count, 0);
    bench_free(&b);
}

static int is_settings(const struct dirent *entry)
{
    return strstr(entry->d_name, ".plot") != NULL;
}

/* What a gnuplot drew before leaves nothing behind. */
static void a_plot_is_the_same_after_others(void **state)
{
    (void)state;
    struct bench b;
    struct dirent **entry;
    char *among[32], *settings[32];
    begin(&b);
    draw(&b, "svg");
    int n = scandir(b.plots, &entry, is_settings, alphasort);
    assert_in_range(n, 8, 32);
    for (int i = 0; i < n; i++) {
        *strchr(entry[i]->d_name, '.') = '\0';
        among[i] = read_all(b.plots, entry[i]->d_name, ".svg");
        settings[i] = read_all(b.plots, entry[i]->d_name, ".plot");
    }
    for (int i = 0; i < n; i++) {
        char path[400];
        for (int k = 0; k < n; k++) {
            snprintf(path, sizeof path, "%s/%s.plot", b.plots, entry[k]->d_name);
            unlink(path);
        }
        snprintf(path, sizeof path, "%s.plot", entry[i]->d_name);
        put(&b, path, settings[i]);
        draw(&b, "svg");
        char *alone = read_all(b.plots, entry[i]->d_name, ".svg");
        assert_string_equal(alone, among[i]);
        memory_free(alone);
    }
    for (int i = 0; i < n; i++) {
        memory_free(among[i]);
        memory_free(settings[i]);
        free(entry[i]);
    }
    free(entry);
    bench_free(&b);
}

/* A picture that is not in the list of the folder, or not as it was, is the user's. */
static void pictures_of_the_user_stay(void **state)
{
    (void)state;
    struct bench b;
    struct file_list list = {0};
    begin(&b);
    const char *const svg = "svg";
    const struct plots_order order = {b.folder, NULL, &svg, 1, &list, NULL};
    put(&b, "funnel.svg", "mine");
    assert_int_equal(plots_draw(&order, &b.messages), STATUS_FAILED);
    assert_int_equal(b.messages.count, 1);
    assert_non_null(strstr(b.messages.lines[0], "plots/funnel.svg is there"));
    char *mine = read_all(b.plots, "funnel", ".svg");
    assert_string_equal(mine, "mine");
    memory_free(mine);
    assert_null(file_list_find(&list, "plots/funnel.svg"));
    assert_non_null(file_list_find(&list, "plots/rings.svg"));
    char path[60];
    snprintf(path, sizeof path, "%s/funnel.svg", b.plots);
    unlink(path);
    assert_int_equal(plots_draw(&order, &b.messages), STATUS_OK);
    put(&b, "rings.svg", "changed");
    assert_int_equal(plots_draw(&order, &b.messages), STATUS_FAILED);
    file_list_free(&list);
    bench_free(&b);
}

static void a_terminal_is_drawn_on(void **state)
{
    (void)state;
    struct bench b;
    if (!have_gnuplot())
        skip();
    bench_init(&b);
    bench_run(&b, 2, 50);
    write_plots(&b);
    fflush(stdout);
    int screen = dup(STDOUT_FILENO);
    char path[60];
    snprintf(path, sizeof path, "%s/screen", b.plots);
    int file = open(path, O_WRONLY | O_CREAT, 0666);
    dup2(file, STDOUT_FILENO);
    draw(&b, "terminal");
    dup2(screen, STDOUT_FILENO);
    close(file);
    close(screen);
    char *drawn = read_all(b.plots, "screen", "");
    assert_int_equal(b.messages.count, 0);
    assert_non_null(strstr(drawn, "What one partner costs"));
    assert_non_null(strstr(drawn, "SPARK recipe"));
    assert_null(strchr(drawn, '\f'));
    assert_null(strstr(drawn, " \n"));
    memory_free(drawn);
    bench_free(&b);
}

static void wrong_folders_and_formats_are_refused(void **state)
{
    (void)state;
    struct bench b;
    bench_init(&b);
    bench_run(&b, 1, 10);
    const char *const svg = "svg", *const hostile = "'; system('touch pwned')";
    assert_int_equal(try_draw(&b, svg), STATUS_CONFIG);
    assert_int_equal(try_draw(&b, hostile), STATUS_USAGE);
    assert_int_equal(try_plots(&b, "/dev/null/nowhere"), STATUS_FAILED);
    assert_int_equal(b.messages.count, 3);
    assert_non_null(strstr(b.messages.lines[2], "/dev/null/nowhere/plots"));
    mkdir(b.plots, 0777);
    char path[60];
    snprintf(path, sizeof path, "%s/funnel.dat", b.plots);
    assert_int_equal(symlink("/dev/full", path), 0);
    assert_int_equal(try_plots(&b, b.folder), STATUS_FAILED);
    assert_non_null(strstr(b.messages.lines[3], "funnel.dat"));
    bench_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_gnuplot_says_what_to_install),
        cmocka_unit_test(nothing_of_the_folder_is_run_or_written_through),
        cmocka_unit_test(settings_that_are_no_data_are_refused),
        cmocka_unit_test(plots_that_fail_are_told_in_order),
        cmocka_unit_test(pictures_of_the_user_stay),
        cmocka_unit_test(drawing_can_be_given_up),
        cmocka_unit_test(gnuplot_works_beside_its_caller),
        cmocka_unit_test(gnuplot_can_be_expected),
        cmocka_unit_test(a_plot_is_the_same_after_others),
        cmocka_unit_test(a_terminal_is_drawn_on),
        cmocka_unit_test(wrong_folders_and_formats_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
