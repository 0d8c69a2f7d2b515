/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "call_list.h"

#include "commands.h"
#include "language.h"
#include "screen.h"
#include "tables.h"
#include "write_csv.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SHOWN = 20 };

/* ---- Ranking ---- */

struct called {
    long place; /* on the list */
    const struct study_case *one;
    const char *name;
    struct estimate chance;
    double hours, cost_eur;
    const char *package; /* its label; NULL: it never joins */
};

struct call_list {
    struct arena arena;
    struct table companies; /* texts are of it */
    int n;
    struct called *called; /* [n] whom to contact first */
    const struct study_case *first;
    bool hubs;
};

static int by_chance(const void *a, const void *b)
{
    const struct called *one = a, *other = b;
    if (one->chance.value != other->chance.value)
        return one->chance.value > other->chance.value ? -1 : 1;
    return (one->place > other->place) - (one->place < other->place);
}

static double number(const struct table *table, long row, const char *column)
{
    return table_cell(table, row, table_column(table, column)).number;
}

static const char *words(const struct table *table, long row, const char *column)
{
    return table_cell(table, row, table_column(table, column)).text;
}

static struct called called_of(
    const struct table *companies, long row, const struct study_case *one)
{
    const char *package = words(companies, row, "package");
    return (struct called){row, one, words(companies, row, "company"),
        {number(companies, row, "converted"), number(companies, row, "se"),
            number(companies, row, "mc_low"), number(companies, row, "mc_high")},
        number(companies, row, "hours"), number(companies, row, "cost_eur"),
        package != NULL ? package_label_of(one->scenario, package) : NULL};
}

/* The cases of the first strategy: itself, or of hubs each that has a list. */
static int first_cases(const struct study *study)
{
    int n = 1;
    while (study->has_hubs && n < study->n_cases && study->cases[n].hubs == 0)
        n++;
    return n;
}

static void rank(struct call_list *list, const struct recept_study *of)
{
    const struct study *study = &of->setup.study;
    memset(list, 0, sizeof *list);
    list->first = study->cases;
    list->hubs = study->has_hubs;
    if (!tables_fill(&list->companies, "companies", &of->results))
        return;
    list->called = arena_new(&list->arena, (size_t)list->companies.n, sizeof *list->called);
    for (int i = 0; i < first_cases(study); i++) {
        const struct study_case *one = &study->cases[i];
        for (int c = 0; one->tally.counts.company != NULL && c < one->campaign->n_companies;
             c++)
            list->called[list->n] = called_of(&list->companies, list->n, one), list->n++;
    }
    qsort(list->called, (size_t)list->n, sizeof *list->called, by_chance);
}

static void free_list(struct call_list *list)
{
    if (list->called != NULL)
        table_free(&list->companies);
    arena_free(&list->arena);
}

/* ---- On screen ---- */

static void say_what(
    struct screen *out, const struct call_list *list, const struct study *study)
{
    struct sentences s = {0};
    const char *strategy = case_name(&s.parts, study, list->first);
    if (study_has_few(study)) {
        text_add_string(&s.text,
            _("With fewer than 30 campaigns no chance is told for a single company.\n"));
    } else if (list->hubs) {
        text_add_string(&s.text,
            _("Whom to contact first: the companies of all hubs, by their chance to join.\n"));
    } else {
        text_printf(&s.text,
            _("Whom to contact first with \"%s\": the companies on the list, by their chance "
              "to join.\n"),
            strategy);
    }
    screen_say(out, &s);
}

static void say_more(struct screen *out, const struct call_list *list)
{
    struct sentences s = {0};
    text_add_string(&s.text,
        _("chance: that the company has joined at the end; hours, cost: what it takes on "
          "average, whether it joins or not. Companies whose chances are closer than their "
          "errors can be in either order."));
    if (list->n > MOST_SHOWN)
        text_printf(&s.text, " %s",
            arena_printf(&s.parts,
                ngettext("%d more company is not shown: --call-list FILE.csv lists all.",
                    "%d more companies are not shown: --call-list FILE.csv lists all.",
                    (unsigned long)(list->n - MOST_SHOWN)),
                list->n - MOST_SHOWN));
    text_add_string(&s.text, "\n");
    screen_say(out, &s);
}

static void add_rows(struct screen *out, const struct call_list *list)
{
    enum { NAME, CHANCE, HOURS, COST, PACKAGE, COLUMNS };
    int shown = list->n < MOST_SHOWN ? list->n : MOST_SHOWN;
    struct grid grid;
    grid_init(&grid, shown, COLUMNS,
        (const char *[COLUMNS]){_("company"), _("chance\nto join"), _("\nhours"), _("\ncost"),
            _("likeliest\npackage")});
    for (int i = 0; i < shown; i++) {
        const struct called *called = &list->called[i];
        const char **cell = grid_cell(&grid, i, 0);
        cell[NAME] = arena_printf(
            &grid.arena, "%d. %s", i + 1, arena_printable(&grid.arena, called->name));
        cell[CHANCE] = number_chance(&grid.arena, called->chance);
        cell[HOURS] = number_text(&grid.arena, called->hours, NUMBER_TENTHS);
        cell[COST] = number_text(&grid.arena, called->cost_eur, NUMBER_MONEY);
        cell[PACKAGE] =
            called->package != NULL ? arena_printable(&grid.arena, called->package) : "\u2013";
    }
    screen_add_table(out, &grid);
}

void call_list_tell(struct screen *out, const struct recept_study *study)
{
    struct call_list list;
    rank(&list, study);
    screen_add_blank(out);
    say_what(out, &list, &study->setup.study);
    if (!study_has_few(&study->setup.study)) {
        screen_add_blank(out);
        add_rows(out, &list);
        screen_add_blank(out);
        say_more(out, &list);
    }
    free_list(&list);
}

/* ---- As a file ---- */

static double rounded(double value, double unit)
{
    return round(value / unit) * unit;
}

static void fill_file(struct table *table, const struct call_list *list)
{
    static const struct {
        const char *heading;
        enum column_type type;
    } columns[] = {{N_("rank"), COLUMN_WHOLE}, {N_("company"), COLUMN_TEXT},
        {N_("chance to join"), COLUMN_NUMBER}, {N_("chance, at least"), COLUMN_NUMBER},
        {N_("chance, at most"), COLUMN_NUMBER}, {N_("hours"), COLUMN_NUMBER},
        {N_("cost (EUR)"), COLUMN_NUMBER}, {N_("likeliest package"), COLUMN_TEXT},
        {N_("hub"), COLUMN_TEXT}};
    int n = (int)(sizeof columns / sizeof columns[0]) - !list->hubs;
    table_init(table, "call_list", "");
    for (int i = 0; i < n; i++)
        table_add_column(
            table, (struct column){_(columns[i].heading), columns[i].type, ROLE_VALUE, "", ""});
    for (int i = 0; i < list->n; i++) {
        const struct called *called = &list->called[i];
        table_number(table, i + 1);
        table_text(table, called->name);
        table_number(table, rounded(called->chance.value, 1e-4));
        table_number(table, rounded(called->chance.low, 1e-4));
        table_number(table, rounded(called->chance.high, 1e-4));
        table_number(table, rounded(called->hours, 0.01));
        table_number(table, rounded(called->cost_eur, 0.01));
        table_text(table, called->package);
        if (list->hubs)
            table_text(table, called->one->hub);
        table_end_row(table);
    }
}

/* Nobody knows any more what became of a list that was written: none is ever replaced. */
static bool is_replaced(const char *path)
{
    (void)path;
    return false;
}

static enum status begin_file(struct output *output, struct result_file *file)
{
    static const struct result_kind kind = {is_replaced,
        N_("exists already; choose another name, or have it moved aside with --force")};
    return result_file_begin(
        file, output->options->call_list, &kind, output->options->force, &output->errors);
}

static bool write_bytes(const char *path, const struct text *bytes)
{
    FILE *out = fopen(path, "w");
    bool written = out != NULL && fwrite(bytes->data, 1, bytes->length, out) == bytes->length;
    if (out != NULL && fclose(out) != 0)
        written = false;
    return written;
}

enum status call_list_write(struct output *output)
{
    struct call_list list;
    struct table table;
    struct text bytes = {0};
    struct result_file file;
    enum status status = begin_file(output, &file);
    if (status != STATUS_OK)
        return status;
    guard_file(&file);
    rank(&list, output->study);
    fill_file(&table, &list);
    csv_add_for_people(&bytes, &table);
    if (!write_bytes(file.partial.data, &bytes))
        status = file_failed(&output->errors, output->options->call_list, error_text(errno));
    guard_file(NULL);
    if (status == STATUS_OK)
        status = result_file_commit(&file);
    else
        result_file_abort(&file);
    text_free(&bytes);
    table_free(&table);
    free_list(&list);
    return status;
}

/* ---- Before simulating ---- */

static bool has_list(const struct study *study)
{
    for (int i = 0; i < first_cases(study); i++)
        if (study->cases[i].hubs == 0 && study->cases[i].scenario->population.list != NULL)
            return true;
    return false;
}

enum status call_list_check(struct output *output)
{
    if (!has_list(&output->study->setup.study)) {
        messages_add(&output->errors,
            _("%s: its companies are drawn, so that there is no list of them to call"),
            output->config[0]);
        return STATUS_CONFIG;
    }
    if (output->options->call_list[0] == '\0' || !together_first())
        return STATUS_OK;
    struct result_file file;
    if (!output_may_write(output, output->options->call_list) ||
        begin_file(output, &file) != STATUS_OK)
        return STATUS_FAILED;
    result_file_abort(&file);
    return STATUS_OK;
}
