/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log_columns.h"

#include "company_list.h"
#include "language.h"

#include <string.h>

/* Those of records, and of a layout besides. */
static const char *field_name(int field)
{
    static const char *const others[] = {"id", "skip", "number"};
    return field >= LAYOUT_ID ? others[field - LAYOUT_ID] : log_column_names[field];
}

static int field_named(const char *name)
{
    for (int i = 0; i < N_LAYOUT_FIELDS; i++)
        if (text_same(field_name(i), name))
            return i;
    return MEANS_NOTHING;
}

static bool is_date_field(int field)
{
    return field == LOG_DATE || field == LOG_PLANNED_ON || field == LOG_FIRST_DATE ||
           (field >= LAYOUT_ALSO && field < AXIS_FIELD);
}

/* ---- What the user says of columns ---- */

/* "dmy" behind the colon of "date:dmy". */
static bool order_of(const char *text, enum date_order *order)
{
    static const char *const names[] = {"", "ymd", "dmy", "mdy"};
    int found = text_find(text, NAMES(names, 4));
    *order = found > 0 ? (enum date_order)found : ORDER_UNKNOWN;
    return found > 0;
}

static bool told_column_read(
    struct told_column *column, struct arena *arena, char *pair, struct messages *errors)
{
    char *equals = strrchr(pair, '=');
    char *colon = equals != NULL ? strchr(equals, ':') : NULL;
    bool ordered = true;
    if (equals != NULL)
        *equals = '\0';
    if (colon != NULL) {
        *colon = '\0';
        ordered = order_of(arena_trimmed(arena, colon + 1), &column->order);
    }
    column->field =
        equals != NULL ? field_named(arena_trimmed(arena, equals + 1)) : MEANS_NOTHING;
    column->heading = arena_trimmed(arena, pair);
    column->letters = arena_letters(arena, pair);
    if (column->field >= 0 && ordered && column->letters[0] != '\0')
        return true;
    messages_add(errors,
        _("--columns: '%s' is not HEADING=COLUMN, with a column of records: company, date, "
          "contact, outcome, planned_on, first_date, stage_after, person, won, hours, "
          "cost_eur, "
          "package, hub, reason, note, id; a date may say its order, as in 'Datum=date:dmy'"),
        pair);
    return false;
}

bool told_columns_read(
    struct told_columns *told, struct arena *arena, const char *text, struct messages *errors)
{
    bool good = true;
    char *rest = arena_text(arena, text != NULL ? text : "", text != NULL ? strlen(text) : 0);
    size_t most = 1;
    for (const char *c = rest; *c != '\0'; c++)
        most += *c == ',';
    *told = (struct told_columns){.column = arena_new(arena, most, sizeof *told->column)};
    while (text != NULL && rest != NULL && *rest != '\0')
        good = told_column_read(&told->column[told->n++], arena, strsep(&rest, ","), errors) &&
               good;
    return good;
}

static const struct told_column *told_of(const struct told_columns *told, const char *heading)
{
    struct arena arena = {0};
    const char *letters = arena_letters(&arena, heading);
    const struct told_column *found = NULL;
    for (int i = 0; i < told->n && found == NULL; i++)
        if (text_same(told->column[i].letters, letters))
            found = &told->column[i];
    arena_free(&arena);
    return found;
}

/* ---- Headings ---- */

bool told_columns_found(
    const struct told_columns *told, const struct log_reading *reading, struct messages *errors)
{
    bool good = true;
    for (int i = 0; i < told->n; i++) {
        const struct told_column *column = &told->column[i];
        bool found = false;
        for (int f = 0; f < reading->n_files; f++)
            for (int c = 0; c < reading->file[f].n_columns && !found; c++)
                found = told_of(told, reading->file[f].column[c].heading) == column;
        if (!found)
            messages_add(errors, _("--columns: no file has the heading '%s'"), column->heading);
        good = good && found;
    }
    return good;
}

/* What it stands for in a layout, or by what the user says. */
static int meaning_of(const struct layout *layout, const struct told_columns *told,
    const char *heading, int *stage)
{
    const struct told_column *column = heading[0] != '\0' ? told_of(told, heading) : NULL;
    *stage = NONE;
    if (column != NULL)
        return column->field;
    return heading[0] != '\0' ? layout_field(layout, heading, stage) : MEANS_NOTHING;
}

/* How well a layout fits: headings that it knows, the two without which nothing can be read
 * counting most; -1: one of these is missing. */
static int fit_of(
    const struct layout *layout, const struct told_columns *told, const struct csv_row *header)
{
    int known = 0, stage;
    bool who = false, when = false;
    for (int i = 0; i < header->n; i++) {
        int field = meaning_of(layout, told, header->field[i], &stage);
        known += field != MEANS_NOTHING;
        who = who || field == LOG_COMPANY || field == LAYOUT_ID || field == LAYOUT_NUMBER;
        when = when || field == LOG_DATE || field >= LAYOUT_ALSO;
    }
    return who && when ? known : -1;
}

/* Of two columns for one field that is it which the user says, else the heading that says more.
 */
static void take_column(struct log_file *file, const struct told_columns *told, int i)
{
    int field = file->column[i].field, *at = &file->at[field];
    if (*at < 0) {
        *at = i;
        return;
    }
    const char *one = file->column[i].heading, *other = file->column[*at].heading;
    bool said = told_of(told, one) != NULL, other_said = told_of(told, other) != NULL;
    bool better = said != other_said ? said : strlen(one) > strlen(other);
    file->column[better ? *at : i].field = MEANS_NOTHING;
    *at = better ? i : *at;
}

static void find_column(struct log_file *file, const struct told_columns *told,
    const struct vocabulary *axes, int i)
{
    struct log_heading *column = &file->column[i];
    int two[2];
    column->heading = file->data.table.header.field[i];
    column->field = meaning_of(file->layout, told, column->heading, &column->stage);
    if (column->field == MEANS_NOTHING && column->heading[0] != '\0') {
        int axis = vocabulary_find(axes, column->heading, two);
        column->field = axis >= LIST_AXES ? AXIS_FIELD + axis - LIST_AXES : MEANS_NOTHING;
        if (column->field == MEANS_NOTHING)
            column->nearest = vocabulary_nearest(&file->layout->headings, column->heading);
    }
    if (column->field >= 0 && column->field < N_LAYOUT_FIELDS)
        take_column(file, told, i);
}

static void count_filled(struct log_file *file)
{
    const struct csv_table *table = &file->data.table;
    for (long i = 0; i < table->n; i++)
        for (int c = 0; c < table->row[i].n && c < file->n_columns; c++)
            file->column[c].filled += table->row[i].field[c][0] != '\0';
}

enum status log_find_columns(struct log_file *file, struct arena *arena,
    const struct log_reading *reading, const struct told_columns *told,
    const struct scenario *scenario, struct messages *errors)
{
    const struct csv_row *header = &file->data.table.header;
    struct vocabulary axes = {0};
    int best = -1;
    for (int i = 0; i < reading->n_layouts; i++) {
        int fit = fit_of(&reading->layouts[i], told, header);
        if (fit > best) {
            best = fit;
            file->layout = &reading->layouts[i];
        }
    }
    if (file->layout == NULL) {
        messages_add(errors,
            _("%s:%ld: no headings of a company and a date are known here; the first row has "
              "those of the columns, as company, date, contact, outcome; --columns says what "
              "others mean, as in --columns 'Klant=company,Wanneer=date'"),
            file->path, header->line);
        return STATUS_CONFIG;
    }
    file->n_columns = header->n;
    file->column = arena_new(arena, (size_t)header->n + 1, sizeof *file->column);
    for (int i = 0; i < N_LAYOUT_FIELDS; i++)
        file->at[i] = -1;
    list_headings(&axes, &scenario->axes);
    for (int i = 0; i < header->n; i++)
        find_column(file, told, &axes, i);
    vocabulary_free(&axes);
    count_filled(file);
    return STATUS_OK;
}

void log_tell_columns(const struct log_file *file, struct messages *notices)
{
    const struct layout *layout = file->layout;
    const char *label = language_is_dutch() ? layout->label.nl : layout->label.en;
    const char *note = language_is_dutch() ? layout->note.nl : layout->note.en;
    long line = file->data.table.header.line;
    messages_add(notices, _("%s: read as %s (layout %s)"), file->path, label, layout->id);
    if (!layout->tried)
        messages_add(notices,
            _("%s: the layout %s was never tried on a real export: look at --dry-run first"),
            file->path, layout->id);
    if (note[0] != '\0')
        messages_add(notices, "%s: %s", file->path, note);
    for (int i = 0; i < file->n_columns; i++) {
        const struct log_heading *column = &file->column[i];
        if (column->field != MEANS_NOTHING || column->filled == 0)
            continue;
        if (column->nearest != NULL)
            messages_add(notices,
                _("%s:%ld: the column '%s' is left unread; did you mean '%s'?"), file->path,
                line, column->heading, column->nearest);
        else
            messages_add(notices, _("%s:%ld: the column '%s' is left unread"), file->path, line,
                column->heading);
    }
}

/* ---- Day and month ---- */

static struct shown_orders shown_by(const struct log_file *file, int column)
{
    const struct csv_table *table = &file->data.table;
    struct shown_orders shown = {0};
    for (long i = 0; i < table->n; i++)
        if (column < table->row[i].n)
            dates_look(&shown, file->path, table->row[i].line, table->row[i].field[column],
                file->data.workbook.from_1904);
    return shown;
}

/* The order is that of a whole column, unless the user says it, or the layout. `all` gets what
 * the columns of the file show. */
static bool find_own_orders(struct log_file *file, const struct told_columns *told,
    struct shown_orders *all, struct messages *errors)
{
    bool good = true;
    for (int c = 0; c < file->n_columns; c++) {
        struct log_heading *column = &file->column[c];
        const struct told_column *said = told_of(told, column->heading);
        if (!is_date_field(column->field))
            continue;
        column->order = said != NULL ? said->order : ORDER_UNKNOWN;
        if (column->order == ORDER_UNKNOWN)
            column->order = file->layout->order;
        if (column->order != ORDER_UNKNOWN)
            continue;
        struct shown_orders shown = shown_by(file, c);
        const struct shown_order *day = &shown.at[DAY_FIRST], *month = &shown.at[MONTH_FIRST];
        dates_look_also(all, &shown);
        if (dates_decide(&shown, &column->order))
            continue;
        messages_add(errors,
            _("%s:%ld: the date '%s' has the day first, and '%s' on line %ld the month; write "
              "them alike, or say which it is: --columns '%s=%s:dmy' or '%s=%s:mdy'"),
            file->path, day->line, day->text, month->text, month->line, column->heading,
            field_name(column->field), column->heading, field_name(column->field));
        good = false;
    }
    return good;
}

/* A column whose dates can all be read in both orders has that of the others, of its file or
 * else of those of the same program. */
static bool find_other_orders(struct log_file *file, const struct shown_orders *of_file,
    const struct shown_orders *of_layout, struct messages *errors)
{
    enum date_order order = ORDER_UNKNOWN;
    if (!dates_decide(of_file, &order) ||
        (order == ORDER_UNKNOWN && !dates_decide(of_layout, &order)))
        order = ORDER_UNKNOWN;
    for (int c = 0; c < file->n_columns; c++) {
        struct log_heading *column = &file->column[c];
        if (!is_date_field(column->field) || column->order != ORDER_UNKNOWN)
            continue;
        struct shown_orders shown = shown_by(file, c);
        const struct shown_order *either = &shown.at[ORDER_UNKNOWN];
        column->order = order;
        if (order != ORDER_UNKNOWN || either->path == NULL)
            continue;
        messages_add(errors,
            _("%s:%ld: in no date, as '%s', is it sure whether the day or the month comes "
              "first; say which it is: --columns '%s=%s:dmy' or '%s=%s:mdy'"),
            file->path, either->line, either->text, column->heading, field_name(column->field),
            column->heading, field_name(column->field));
        return false;
    }
    return true;
}

enum status log_find_order(
    struct log_reading *reading, const struct told_columns *told, struct messages *errors)
{
    struct shown_orders *of_file = memory_new((size_t)reading->n_files + 1, sizeof *of_file);
    bool good = true;
    for (int i = 0; i < reading->n_files; i++)
        good = find_own_orders(&reading->file[i], told, &of_file[i], errors) && good;
    for (int i = 0; i < reading->n_files && good; i++) {
        struct shown_orders of_layout = {0};
        for (int k = 0; k < reading->n_files; k++)
            if (reading->file[k].layout == reading->file[i].layout)
                dates_look_also(&of_layout, &of_file[k]);
        good = find_other_orders(&reading->file[i], &of_file[i], &of_layout, errors);
    }
    memory_free(of_file);
    return good ? STATUS_OK : STATUS_CONFIG;
}
