/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check_list.h"

#include "commands.h"
#include "config.h"
#include "config_scan.h"
#include "init_list.h"
#include "language.h"
#include "shipped.h"
#include "terminal.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { ROWS_SHOWN = 3 };

/* ---- Is it a list ---- */

static bool is_named_so(const char *path)
{
    static const char *const names[] = {".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"};
    size_t length = strlen(path);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t end = strlen(names[i]);
        if (length > end && strcasecmp(path + length - end, names[i]) == 0)
            return true;
    }
    return false;
}

bool check_is_list(const char *path)
{
    struct text bytes = {0}, utf8 = {0};
    struct messages errors = {0};
    bool is_list = false;
    if (file_read(path, MOST_LIST_BYTES, &bytes, &errors) == STATUS_OK) {
        text_to_utf8(&utf8, text_string(&bytes), bytes.length);
        is_list =
            is_named_so(path) || data_is_no_text(&bytes) || config_is_table(text_string(&utf8));
    }
    messages_free(&errors);
    text_free(&bytes);
    text_free(&utf8);
    return is_list;
}

/* ---- What was understood ---- */

/* A list while it is checked. */
struct checking {
    const char *path, *config_path;
    struct config config; /* for its axes */
    struct arena arena;
    struct company_list list;
    int employees; /* column that init --from-list tells the size by; -1: none */
    struct messages errors, notices;
};

static const char *format_of(struct checking *c)
{
    static const char *const encodings[] = {[ENCODED_UTF8] = N_("UTF-8"),
        [ENCODED_UTF8_MARKED] = N_("UTF-8 with a byte-order mark"),
        [ENCODED_UTF16] = N_("UTF-16"),
        [ENCODED_WINDOWS_1252] = N_("Windows-1252")};
    const struct csv_table *table = &c->list.data.table;
    if (c->list.data.workbook.sheet != NULL)
        return arena_printf(&c->arena, _("sheet '%s' of a workbook"),
            arena_printable(&c->arena, c->list.data.workbook.sheet));
    const char *separator =
        table->separator == '\t'
            ? _("tabs between fields")
            : arena_printf(&c->arena, _("'%c' between fields"), table->separator);
    return arena_printf(&c->arena,
        table->named_separator ? _("CSV, %s (says its first line), %s") : _("CSV, %s, %s"),
        separator, _(encodings[table->encoding]));
}

/* "small 6, larger 8"; `label` gives NULL past the last. */
static void add_count(struct text *counts, const char *label, int n)
{
    text_printf(counts, "%s%s %d", counts->length > 0 ? ", " : "", label, n);
}

const char *check_list_counts(const struct company_list *list, int column, struct arena *arena)
{
    struct text counts = {0};
    if (column >= LIST_AXES) {
        const struct axis *axis = &list->axes->axis[column - LIST_AXES];
        for (int l = 0; l < axis->n_levels; l++)
            add_count(
                &counts, list_level_label(axis, l), list->of_level[column - LIST_AXES][l]);
    } else if (column == LIST_STAGE) {
        for (int s = 0; s < N_STAGES; s++)
            add_count(&counts, list_stage_label(s), list->of_stage[s]);
    } else if (column == LIST_WARM || column == LIST_CUSTOMER_IN ||
               column == LIST_FRONT_RUNNER) {
        add_count(&counts, _("yes"), list->of_answer[column][YES]);
        add_count(&counts, _("no"), list->of_answer[column][NO]);
    }
    return text_keep(&counts, arena);
}

static void add_column(struct checking *c, struct text *out, int i)
{
    const struct company_list *list = &c->list;
    const struct list_column *column = &list->column[i];
    long empty = list->data.table.n - column->filled;
    const char *counts =
        list->n > 0 && column->is >= 0 ? check_list_counts(list, column->is, &c->arena) : "";
    text_printf(out, "  %s%s%s%s: ", column->heading[0] != '\0' ? "'" : "",
        column->heading[0] != '\0' ? column->heading : _("(no heading)"),
        column->heading[0] != '\0' ? "'" : "", "");
    if (column->is == MEANS_TWO)
        text_add_string(out, _("may be two things"));
    else if (column->is == MEANS_NOTHING && column->nearest != NULL)
        text_printf(out, _("left unread; did you mean '%s'?"), column->nearest);
    else if (i == c->employees)
        text_add_string(
            out, _("left unread; 'recept init NAME --from-list' tells the size by it"));
    else if (column->is == MEANS_NOTHING || column->is == LIST_PROFILE)
        text_add_string(out, _("left unread"));
    else
        text_printf(out, "%s%s%s%s", list_column_label(list->axes, column->is),
            counts[0] != '\0' ? " (" : "", counts, counts[0] != '\0' ? ")" : "");
    if (column->is >= 0 && empty > 0)
        text_printf(out, _(", %ld empty"), empty);
    text_add(out, "\n", 1);
}

static void add_company(struct checking *c, struct text *out, int i)
{
    const struct company_list *list = &c->list;
    const struct company *company = &list->company[i];
    text_printf(out, _("  line %ld: %s: "), list->data.table.row[i].line, company->name);
    for (int a = 0; a < list->axes->n; a++)
        text_printf(out, "%s, ",
            list_level_label(
                &list->axes->axis[a], axes_level(list->axes, company->segment, a)));
    text_add_string(out, list_stage_label((int)company->stage));
    if (company->contacts_before > 0)
        text_printf(out, ", %s %d", list_column_label(list->axes, LIST_CONTACTS_BEFORE),
            company->contacts_before);
    const enum answer answer[] = {
        [LIST_WARM] = company->warm,
        [LIST_CUSTOMER_IN] = company->customer_in,
        [LIST_FRONT_RUNNER] = company->front_runner,
    };
    for (int column = LIST_WARM; column <= LIST_FRONT_RUNNER; column++)
        if (answer[column] != NOT_SAID)
            text_printf(out, ", %s: %s", list_column_label(list->axes, column),
                _(list_answer_word(answer[column])));
    text_add(out, "\n", 1);
}

static void print_understood(struct checking *c)
{
    const struct company_list *list = &c->list;
    struct text out = {0}, clean = {0};
    text_printf(&out, _("  read as %s\n"), format_of(c));
    if (c->config_path != NULL)
        text_printf(&out, _("  axes and levels are those of %s\n"), c->config_path);
    else
        text_printf(&out, _("  axes and levels are those of the shipped config; 'recept check "
                            "LIST CONFIG' takes "
                            "those of CONFIG\n"));
    text_add_string(&out, _("columns:\n"));
    for (int i = 0; i < list->n_columns; i++)
        if (list->column[i].heading[0] != '\0' || list->column[i].filled > 0)
            add_column(c, &out, i);
    /* What a wrong row is taken for would mislead. */
    bool shows = list->n > 0 && c->errors.count == 0;
    if (shows)
        text_add_string(
            &out, list->n > ROWS_SHOWN ? _("first companies:\n") : _("companies:\n"));
    for (int i = 0; shows && i < list->n && i < ROWS_SHOWN; i++)
        add_company(c, &out, i);
    text_add_lines(&clean, text_string(&out));
    terminal_print(stdout, text_string(&clean));
    text_free(&clean);
    text_free(&out);
}

static void print_list(struct checking *c)
{
    const char *path = arena_printable(&c->arena, c->path);
    size_t n = c->errors.count;
    if (c->list.n_columns == 0)
        return;
    long companies = c->list.data.table.n;
    printf(n == 0 ? ngettext("%s: %ld company, no errors\n", "%s: %ld companies, no errors\n",
                        (unsigned long)companies)
                  : ngettext("%s: %ld company, with errors\n",
                        "%s: %ld companies, with errors\n", (unsigned long)companies),
        path, companies);
    print_understood(c);
}

/* ---- All of it ---- */

/* Of the config that is named, or of the shipped one, whose axes are a file of their own. */
static enum status open_axes(struct checking *c)
{
    const char *path = c->config_path != NULL
                           ? config_path(c->config_path, &c->arena, &c->errors)
                           : "recept:/axes.cfg";
    const struct config_origin origin = {.path = path, .files = &files_of_program};
    return path != NULL ? config_open_axes(&c->config, &origin, &c->errors) : STATUS_CONFIG;
}

static enum status read_list(struct checking *c)
{
    struct text bytes = {0};
    const struct list_source source = {
        .data = {.path = c->path, .bytes = &bytes, .files = &files_of_program},
        .axes = &c->config.scenario->axes};
    enum status status = file_read(c->path, MOST_LIST_BYTES, &bytes, &c->errors);
    if (status == STATUS_OK)
        status = company_list_read(&c->list, &c->arena, &source, &c->notices, &c->errors);
    text_free(&bytes);
    return status;
}

/* Whether the names are there, but not all that the axes ask for. */
static bool lacks_axis(const struct company_list *list)
{
    bool lacks = false;
    for (int a = 0; list->axes != NULL && a < list->axes->n; a++)
        lacks = lacks || list->at[LIST_AXES + a] < 0;
    return lacks && list->n_columns > 0 && list->at[LIST_NAME] >= 0;
}

enum status check_list(const struct options *options, const char *path, const char *config_path)
{
    struct checking c = {.path = path, .config_path = config_path};
    guard_reading(true);
    enum status status = open_axes(&c);
    if (status == STATUS_OK)
        status = read_list(&c);
    guard_reading(false);
    c.employees = c.list.n_columns > 0 ? init_employees_column(&c.list) : -1;
    print_list(&c);
    if (status == STATUS_OK && (c.list.n == 0 || (options->strict && c.notices.count > 0)))
        status = STATUS_CONFIG;
    enum status printed = finish_output();
    if (lacks_axis(&c.list) && config_path == NULL)
        messages_add(&c.errors,
            _("%s: 'recept init NAME --from-list' builds a campaign around it, and assumes "
              "what "
              "is missing"),
            path);
    print_messages(&c.errors, "");
    print_messages(&c.notices, "");
    config_free(&c.config);
    arena_free(&c.arena);
    messages_free(&c.errors);
    messages_free(&c.notices);
    return status == STATUS_OK ? printed : status;
}
