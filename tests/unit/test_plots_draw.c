/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "plots_bench.h"

#include <fcntl.h>
#include <sys/stat.h>

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
        draw(&b, "svg");
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

/* A folder for plots, where they can be drawn. */
static void begin(struct bench *b)
{
    if (!have_gnuplot())
        skip();
    bench_init(b);
    mkdir(b->plots, 0777);
}

static void a_script_that_fails_is_told(void **state)
{
    (void)state;
    struct bench b;
    begin(&b);
    put(&b, "-e.gp", "set terminal svg\nset output '-e.svg'\nplot x\n");
    put(&b, "early.gp", "nonsense\n");
    put(&b, "early.svg", "an earlier drawing");
    put(&b, "late.gp", "set terminal svg\nset output 'late.svg'\nplot x\nset nonsense\n");
    draw(&b, "svg");
    assert_int_equal(b.messages.count, 2);
    assert_non_null(strstr(b.messages.lines[0], "plots/early.gp was not drawn as svg: "));
    assert_non_null(strstr(b.messages.lines[0], "line 1: invalid command"));
    assert_non_null(strstr(b.messages.lines[1], "plots/late.gp"));
    char *kept = read_all(b.plots, "early", ".svg"), *half = read_all(b.plots, "late", ".svg");
    char *dash = read_all(b.plots, "-e", ".svg");
    assert_string_equal(kept, "an earlier drawing");
    assert_null(half);
    assert_non_null(dash);
    memory_free(kept);
    memory_free(dash);
    bench_free(&b);
}

/* The others are drawn all the same, and failures are told in order. */
static void scripts_that_fail_are_told_in_order(void **state)
{
    (void)state;
    struct bench b;
    begin(&b);
    for (char c = 'a'; c < 'y'; c++) {
        char name[] = {c, '.', 'g', 'p', '\0'}, script[80];
        snprintf(script, sizeof script, "set terminal svg\nset output '%c.svg'\nplot x\n%s", c,
            c % 8 == 4 ? "set nonsense\n" : "");
        put(&b, name, c % 8 == 3 ? "nonsense\n" : script);
    }
    draw(&b, "svg");
    assert_int_equal(b.messages.count, 6);
    for (int i = 0; i < 6; i++) {
        char start[40];
        snprintf(start, sizeof start, "plots/%c.gp was not drawn as svg: ", "cdklst"[i]);
        assert_non_null(strstr(b.messages.lines[i], start));
    }
    for (char c = 'a'; c < 'y'; c++) {
        char name[] = {c, '\0'}, *drawn = read_all(b.plots, name, ".svg");
        assert_int_equal(drawn == NULL, c % 8 == 3 || c % 8 == 4);
        memory_free(drawn);
    }
    bench_free(&b);
}

static void drawing_can_be_given_up(void **state)
{
    (void)state;
    struct bench b;
    begin(&b);
    put(&b, "slow.gp", "pause 1000\n");
    const char *const svg = "svg";
    const volatile sig_atomic_t stop = 1;
    assert_int_equal(
        plots_draw(b.folder, NULL, &svg, 1, &stop, &b.messages), STATUS_INTERRUPTED);
    assert_int_equal(b.messages.count, 0);
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
    assert_int_equal(plots_draw(b.folder, NULL, &svg, 1, NULL, &b.messages), STATUS_CONFIG);
    assert_int_equal(plots_draw(b.folder, NULL, &hostile, 1, NULL, &b.messages), STATUS_USAGE);
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
        cmocka_unit_test(a_script_that_fails_is_told),
        cmocka_unit_test(scripts_that_fail_are_told_in_order),
        cmocka_unit_test(drawing_can_be_given_up),
        cmocka_unit_test(a_terminal_is_drawn_on),
        cmocka_unit_test(wrong_folders_and_formats_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
