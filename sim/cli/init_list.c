/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "init_list.h"

#include "check_list.h"
#include "employees.h"
#include "language.h"
#include "shipped.h"
#include "table.h"
#include "write_csv.h"

#include <math.h>
#include <stdlib.h>

enum { SMALL_BELOW = 50 };

/* The commoner kind of company on each of the shipped axes [A]; "small" are under 50 employees
 * [S: lesson 1 of the source]. */
static const struct common {
    const char *axis, *level;
} commoner[] = {{"size", "small"}, {"character", "family"}, {"ownership", "private"}};
enum { N_COMMON = sizeof commoner / sizeof commoner[0] };

static int axis_named(const struct axes *axes, const char *id)
{
    return text_find(id, NAMES(axes->axis, axes->n));
}

static void assume_levels(const struct axes *axes, int level[MAX_AXES])
{
    for (int i = 0; i < N_COMMON; i++) {
        int a = axis_named(axes, commoner[i].axis);
        const struct axis *axis = &axes->axis[a];
        level[a] = text_find(commoner[i].level, NAMES(axis->levels, axis->n_levels));
    }
}

/* ---- Size by employees ---- */

int init_employees_column(const struct company_list *list)
{
    static const char *const words[] = {"employees", "number of employees", "staff",
        "headcount", "fte", "medewerkers", "aantal medewerkers", "werknemers",
        "aantal werknemers", "personeel", "aantal personeelsleden"};
    struct vocabulary known = {0};
    int found = -1, two[2];
    bool of_deal;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        vocabulary_add(&known, words[i], 0);
    for (int i = 0; i < list->n_columns && found < 0; i++)
        if (list->column[i].is == MEANS_NOTHING &&
            vocabulary_find(&known, list_heading(list->column[i].heading, &of_deal), two) == 0)
            found = i;
    vocabulary_free(&known);
    return found;
}

enum size { SIZE_NOT_TOLD, SIZE_SMALL, SIZE_LARGER };

/* Of a band up to 50, as "11-50", nearly all are under it; one that goes on past 50 does not
 * tell. */
static enum size size_of(const struct employees *e)
{
    if (e->high < SMALL_BELOW || (e->low < SMALL_BELOW && e->high == SMALL_BELOW))
        return SIZE_SMALL;
    return e->low >= SMALL_BELOW ? SIZE_LARGER : SIZE_NOT_TOLD;
}

static enum size size_of_row(struct init_list *init, const struct csv_row *row)
{
    enum { MOST_ERRORS = 100 };
    int column = init->by_employees;
    const char *word = column < row->n ? row->field[column] : "";
    bool plain = row->kind != NULL && word[0] != '\0' && row->kind[column] == CELL_NUMBER;
    struct employees e = {.known = true, .low = plain ? strtod(word, NULL) : NAN};
    e.high = e.low;
    if (!plain)
        e = employees_read(word, &init->arena);
    if (!e.known)
        return SIZE_NOT_TOLD;
    if (e.low >= 0.0 && e.high >= e.low)
        return size_of(&e);
    const char *heading = init->list.column[column].heading, *path = init->list.path;
    if (init->errors.count >= MOST_ERRORS)
        init->untold++;
    else if (e.readings.n > 1)
        messages_add(&init->errors,
            _("%s:%ld: %s: '%s' can be read as %s; write the one that is meant"), path,
            row->line, heading, word, amount_told(&e.readings, &init->arena));
    else
        messages_add(&init->errors, _("%s:%ld: %s: '%s' is not a number of employees"), path,
            row->line, heading, word);
    return SIZE_NOT_TOLD;
}

static void take_sizes(struct init_list *init)
{
    struct company_list *list = &init->list;
    const struct axes *axes = list->axes;
    int a = axis_named(axes, "size");
    const struct axis *axis = &axes->axis[a];
    int small = text_find("small", NAMES(axis->levels, axis->n_levels));
    for (int i = 0; i < list->n && init->by_employees >= 0; i++) {
        enum size size = size_of_row(init, &list->data.table.row[i]);
        int level[MAX_AXES];
        if (size == SIZE_NOT_TOLD)
            continue;
        for (int b = 0; b < axes->n; b++)
            level[b] = axes_level(axes, list->company[i].segment, b);
        list->of_assumed[a]--;
        list->of_level[a][level[a]]--;
        level[a] = size == SIZE_SMALL ? small : 1 - small;
        list->of_level[a][level[a]]++;
        list->company[i].segment = axes_segment(axes, level);
    }
    if (init->untold > 0)
        messages_add(&init->errors, _("%s: %ld more errors"), list->path, init->untold);
}

/* ---- Reading ---- */

enum status init_list_read(struct init_list *init, const char *path)
{
    *init = (struct init_list){.by_employees = -1};
    int assumed[MAX_AXES] = {0};
    struct text bytes = {0};
    const struct config_origin axes = {.path = "recept:/axes.cfg", .files = &files_of_program};
    enum status status = config_open_axes(&init->shipped, &axes, &init->errors);
    if (status == STATUS_OK)
        status = file_read(path, MOST_LIST_BYTES, &bytes, &init->errors);
    if (status == STATUS_OK) {
        const struct list_source source = {
            .data = {.path = path, .bytes = &bytes, .files = &files_of_program},
            .axes = &init->shipped.scenario->axes,
            .assumed = assumed};
        assume_levels(source.axes, assumed);
        status = company_list_read(
            &init->list, &init->arena, &source, &init->notices, &init->errors);
    }
    text_free(&bytes);
    if (init->list.axes != NULL &&
        init->list.at[LIST_AXES + axis_named(init->list.axes, "size")] < 0)
        init->by_employees = init_employees_column(&init->list);
    if (status != STATUS_OK)
        return status;
    if (init->list.n == 0)
        messages_add(&init->errors, _("%s: has no companies"), path);
    take_sizes(init);
    return init->errors.count > 0 ? STATUS_CONFIG : STATUS_OK;
}

void init_list_free(struct init_list *init)
{
    config_free(&init->shipped);
    arena_free(&init->arena);
    messages_free(&init->notices);
    messages_free(&init->errors);
}

/* ---- Writing ---- */

static void add_row(const struct init_list *init, struct table *table, int i)
{
    const struct company_list *list = &init->list;
    const struct company *company = &list->company[i];
    const struct csv_row *row = &list->data.table.row[i];
    int profile = list->at[LIST_PROFILE];
    table_text(table, company->name);
    for (int a = 0; a < list->axes->n; a++)
        table_text(table, list_level_label(&list->axes->axis[a],
                              axes_level(list->axes, company->segment, a)));
    table_text(table, list_stage_label((int)company->stage));
    table_number(table, company->contacts_before);
    table_text(table, _(list_answer_word(company->warm)));
    table_text(table, _(list_answer_word(company->customer_in)));
    table_text(table, _(list_answer_word(company->front_runner)));
    table_text(table, profile >= 0 && profile < row->n ? row->field[profile] : "");
    table_end_row(table);
}

void init_list_add(const struct init_list *init, struct text *out)
{
    const struct axes *axes = init->list.axes;
    struct table table;
    table_init(&table, "companies", "");
    for (int column = LIST_NAME; column <= LIST_PROFILE; column++) {
        table_add_column(&table,
            (struct column){list_column_label(axes, column),
                column == LIST_CONTACTS_BEFORE ? COLUMN_WHOLE : COLUMN_TEXT, ROLE_KEY, "", ""});
        for (int a = 0; a < axes->n && column == LIST_NAME; a++)
            table_add_column(&table, (struct column){list_column_label(axes, LIST_AXES + a),
                                         COLUMN_TEXT, ROLE_KEY, "", ""});
    }
    for (int i = 0; i < init->list.n; i++)
        add_row(init, &table, i);
    csv_add_for_people(out, &table);
    table_free(&table);
}

static void tell_assumed(const struct init_list *init, struct text *out, int a)
{
    const struct company_list *list = &init->list;
    const struct axis *axis = &list->axes->axis[a];
    int level[MAX_AXES];
    assume_levels(list->axes, level);
    text_printf(out,
        _("  assumed: %s is '%s' for %d of %d companies, of which the list does not say it; "
          "put "
          "in companies.csv what is so\n"),
        list_column_label(list->axes, LIST_AXES + a), list_level_label(axis, level[a]),
        list->of_assumed[a], list->n);
}

void init_list_tell(const struct init_list *init, struct text *out)
{
    struct arena arena = {0};
    const struct company_list *list = &init->list;
    text_printf(out,
        ngettext("%d company from %s\n", "%d companies from %s\n", (unsigned long)list->n),
        list->n, list->path);
    for (int a = 0; a < list->axes->n; a++)
        text_printf(out, "  %s: %s\n", list_column_label(list->axes, LIST_AXES + a),
            check_list_counts(list, LIST_AXES + a, &arena));
    text_printf(out, "  %s: %s\n", list_column_label(list->axes, LIST_STAGE),
        check_list_counts(list, LIST_STAGE, &arena));
    if (init->by_employees >= 0)
        text_printf(out, _("  the size is that of the column '%s': small under %d\n"),
            list->column[init->by_employees].heading, SMALL_BELOW);
    for (int a = 0; a < list->axes->n; a++)
        if (list->of_assumed[a] > 0)
            tell_assumed(init, out, a);
    if (list->stages_assumed > 0)
        text_printf(out,
            ngettext("  assumed: %d company starts in attention, as '%s' is not attention, "
                     "interest, desire or action; put in companies.csv what is so\n",
                "  assumed: %d companies start in attention, as their stages, such as '%s', "
                "are "
                "not attention, interest, desire or action; put in companies.csv what is so\n",
                (unsigned long)list->stages_assumed),
            list->stages_assumed, list->other_stage);
    if (list->at[LIST_STAGE] < 0)
        text_add_string(
            out, _("  assumed: all start in attention, as the list has no column of stages\n"));
    arena_free(&arena);
}
