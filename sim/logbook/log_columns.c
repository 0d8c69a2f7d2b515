/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log_columns.h"

#include "company_list.h"
#include "language.h"

#include <string.h>

/* Those of records, `id` and `skip`. */
static const char *field_name(int field)
{
    return field == LAYOUT_ID ? "id" : field == LAYOUT_SKIP ? "skip" : log_column_names[field];
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
        who = who || field == LOG_COMPANY || field == LAYOUT_ID;
        when = when || field == LOG_DATE || field >= LAYOUT_ALSO;
    }
    return who && when ? known : -1;
}

/* Of two columns for one field the heading that says more is it. */
static void take_column(struct log_file *file, int i)
{
    int field = file->column[i].field, *at = &file->at[field];
    if (*at < 0) {
        *at = i;
        return;
    }
    bool longer = strlen(file->column[i].heading) > strlen(file->column[*at].heading);
    file->column[longer ? *at : i].field = MEANS_NOTHING;
    *at = longer ? i : *at;
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
        take_column(file, i);
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

/* Lines that show each order, and one that shows neither. */
struct shown_orders {
    const char *path[4];
    long line[4];
    const char *text[4];
    enum date_order said; /* by the layout or the user */
};

static void show_order(
    struct shown_orders *shown, int order, const char *path, long line, const char *text)
{
    if (shown->path[order] != NULL)
        return;
    shown->path[order] = path;
    shown->line[order] = line;
    shown->text[order] = text;
}

static void look_at_column(const struct log_file *file, int column, struct shown_orders *shown)
{
    const struct csv_table *table = &file->data.table;
    for (long i = 0; i < table->n; i++) {
        const struct csv_row *row = &table->row[i];
        struct written_date date;
        if (column >= row->n || row->field[column][0] == '\0' ||
            !date_scan(&date, row->field[column], file->data.workbook.from_1904) || date.sure ||
            date.first == date.second)
            continue;
        show_order(shown, (int)date_shows(&date), file->path, row->line, row->field[column]);
    }
}

static void look_at_file(
    const struct log_file *file, const struct told_columns *told, struct shown_orders *shown)
{
    for (int c = 0; c < file->n_columns; c++) {
        if (!is_date_field(file->column[c].field))
            continue;
        const struct told_column *column = told_of(told, file->column[c].heading);
        if (column != NULL && column->order != ORDER_UNKNOWN)
            shown->said = column->order;
        look_at_column(file, c, shown);
    }
    if (shown->said == ORDER_UNKNOWN)
        shown->said = file->layout->order;
}

/* Files of one layout are written alike; so are those of several that a hub brings together. */
enum status log_find_order(
    struct log_reading *reading, const struct told_columns *told, struct messages *errors)
{
    struct shown_orders shown = {0};
    for (int i = 0; i < reading->n_files; i++)
        look_at_file(&reading->file[i], told, &shown);
    bool day = shown.path[DAY_FIRST] != NULL, month = shown.path[MONTH_FIRST] != NULL;
    enum date_order order = shown.said != ORDER_UNKNOWN ? shown.said
                            : day                       ? DAY_FIRST
                                                        : MONTH_FIRST;
    if (shown.said == ORDER_UNKNOWN && day && month) {
        messages_add(errors,
            _("%s:%ld: the date '%s' has the day first, and '%s' on line %ld of %s the month; "
              "write them alike, or say which it is: --columns 'HEADING=date:dmy' or "
              "'HEADING=date:mdy'"),
            shown.path[DAY_FIRST], shown.line[DAY_FIRST], shown.text[DAY_FIRST],
            shown.text[MONTH_FIRST], shown.line[MONTH_FIRST], shown.path[MONTH_FIRST]);
        return STATUS_CONFIG;
    }
    if (shown.said == ORDER_UNKNOWN && !day && !month && shown.path[ORDER_UNKNOWN] != NULL) {
        messages_add(errors,
            _("%s:%ld: in no date, as '%s', is it sure whether the day or the month comes "
              "first; "
              "say which it is: --columns 'HEADING=date:dmy' or 'HEADING=date:mdy'"),
            shown.path[ORDER_UNKNOWN], shown.line[ORDER_UNKNOWN], shown.text[ORDER_UNKNOWN]);
        return STATUS_CONFIG;
    }
    for (int i = 0; i < reading->n_files; i++)
        reading->file[i].order = order;
    return STATUS_OK;
}
