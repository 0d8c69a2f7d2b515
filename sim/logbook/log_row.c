/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log_row.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct log_file *row_file(struct log_making *r, const struct log_row *row)
{
    return &r->what->file[row->file];
}

const char *row_cell(struct log_making *r, const struct log_row *row, int field)
{
    int column = row_file(r, row)->at[field];
    return column >= 0 && column < row->cells->n ? row->cells->field[column] : "";
}

static enum cell_kind row_kind(struct log_making *r, const struct log_row *row, int field)
{
    int column = row_file(r, row)->at[field];
    bool known = row->cells->kind != NULL && column >= 0 && column < row->cells->n;
    return known ? (enum cell_kind)row->cells->kind[column] : CELL_TEXT;
}

/* ---- What is refused ---- */

void row_refuse_column(struct log_making *r, struct log_row *row, const char *column,
    const char *value, const char *reason, const char *meant)
{
    struct log_reading *what = r->what;
    if (what->n_refusals == what->refusals_room) {
        what->refusals_room = 2 * what->refusals_room + 64;
        what->refusal =
            memory_resize(what->refusal, (size_t)what->refusals_room, sizeof *what->refusal);
    }
    what->refusal[what->n_refusals++] =
        (struct log_refusal){row->file, row->cells->line, column, value, reason, meant};
    row_file(r, row)->refused += !row->refused;
    row->refused = true;
}

void row_refuse(
    struct log_making *r, struct log_row *row, int field, const char *reason, const char *meant)
{
    const struct log_file *file = row_file(r, row);
    int column = file->at[field];
    const char *value = row_cell(r, row, field);
    row_refuse_column(r, row,
        column >= 0             ? file->column[column].heading
        : field < N_LOG_COLUMNS ? log_column_names[field]
                                : "id",
        value[0] != '\0' ? value : NULL, reason, meant);
}

/* ---- Words ---- */

/* What the cell means, from 0; NONE: it is empty, or was refused. */
int row_word(struct log_making *r, struct log_row *row, int field, const char *what)
{
    const struct layout *layout = row_file(r, row)->layout;
    const char *word = row_cell(r, row, field);
    int two[2] = {0};
    if (word[0] == '\0' && layout->fixed[field] != NULL)
        word = layout->fixed[field];
    if (word[0] == '\0')
        return NONE;
    int means = name_table_find(&r->words[field], word, MEANS_TWO - 1);
    if (means >= 0)
        return means;
    means = vocabulary_find(&layout->values[field], word, two);
    if (means >= 0) {
        name_table_add(&r->words[field], word, means);
        return means;
    }
    row_refuse(r, row, field,
        means == MEANS_TWO ? _("stands for two things")
                           : arena_printf(&r->log->arena, _("is not %s"), what),
        vocabulary_nearest(&layout->values[field], word));
    return NONE;
}

/* ---- Dates ---- */

/* A day from the start of the campaign on; LOG_NO_DAY: none, or it was refused. */
int32_t row_day_in(struct log_making *r, struct log_row *row, int column)
{
    const struct log_file *file = row_file(r, row);
    const char *text = column < row->cells->n ? row->cells->field[column] : "";
    struct written_date date;
    long day;
    if (text[0] == '\0')
        return LOG_NO_DAY;
    if (date_scan(&date, text, file->data.workbook.from_1904) &&
        date_in_order(&date, file->column[column].order, &day))
        return (int32_t)(day - r->start);
    row_refuse_column(r, row, file->column[column].heading, text,
        _("is not a date as 2025-03-14 or 14-03-2025"), NULL);
    return LOG_NO_DAY;
}

int32_t row_day(struct log_making *r, struct log_row *row, int field)
{
    int column = row_file(r, row)->at[field];
    return column >= 0 ? row_day_in(r, row, column) : LOG_NO_DAY;
}

/* ---- Numbers ---- */

/* 26:30 or 26:30:00; false: it is not written so. */
static bool clock_hours(const char *text, double *hours)
{
    char *end;
    if (text[0] < '0' || text[0] > '9' || strchr(text, ':') == NULL)
        return false;
    long part[3] = {0};
    for (int i = 0; i < 3; i++) {
        part[i] = strtol(text, &end, 10);
        if (end == text || part[i] < 0 || (i > 0 && part[i] > 59))
            return false;
        if (*end == '\0' && i > 0)
            break;
        if (*end != ':' || i == 2 || end[1] < '0' || end[1] > '9')
            return false;
        text = end + 1;
    }
    *hours = (double)part[0] + (double)part[1] / 60.0 + (double)part[2] / 3600.0;
    return true;
}

/* Numbers repeat themselves, and take long to read. */
static float kept_number(const struct log_making *r, int field, const char *text)
{
    const struct kept_number *kept = &r->number[field == LOG_COST];
    return kept->text != NULL && text_same(kept->text, text) ? kept->value : NAN;
}

static float keep_number(struct log_making *r, int field, const char *text, double value)
{
    r->number[field == LOG_COST] = (struct kept_number){text, (float)value};
    return (float)value;
}

float row_number(struct log_making *r, struct log_row *row, int field, enum amount_kind amount,
    double most, const char *what)
{
    const char *text = row_cell(r, row, field);
    enum cell_kind kind = row_kind(r, row, field);
    struct readings readings = {0};
    double value = NAN;
    if (text[0] == '\0')
        return NAN;
    if (kind == CELL_TEXT && !isnan(kept_number(r, field, text)))
        return kept_number(r, field, text);
    if (kind == CELL_DATE) {
        row_refuse(r, row, field,
            arena_printf(&r->log->arena, _("is a date, and not %s"), what), NULL);
        return NAN;
    }
    if (kind == CELL_NUMBER || kind == CELL_HOURS)
        readings = (struct readings){1, {text}};
    else if (field != LOG_HOURS || !clock_hours(text, &value))
        amount_read(&readings, &r->log->arena, text, amount, r->numbers);
    if (readings.n > 1) {
        row_refuse(r, row, field,
            arena_printf(&r->log->arena, _("can be read as %s; write the one that is meant"),
                amount_told(&readings, &r->log->arena)),
            NULL);
        return NAN;
    }
    value = readings.n == 1 ? strtod(readings.plain[0], NULL) : value;
    if (value >= 0.0 && value <= most)
        return keep_number(r, field, text, value);
    row_refuse(r, row, field, arena_printf(&r->log->arena, _("is not %s"), what), NULL);
    return NAN;
}

/* Whether a number shows a decimal sign: one with other than three digits behind it. */
static char decimal_of(const char *text)
{
    const char *mark = strpbrk(text, ",.");
    bool one = mark != NULL && strpbrk(mark + 1, ",.") == NULL;
    return one && strspn(mark + 1, "0123456789") != 3 ? *mark : '\0';
}

/* The language in which numbers of a file are written: by its layout, else by what they show,
 * else the one in use. */
enum language log_numbers(const struct log_file *file)
{
    static const int fields[] = {LOG_HOURS, LOG_COST};
    char mark = file->layout->decimal;
    bool both = false;
    for (int f = 0; f < 2; f++) {
        int column = file->at[fields[f]];
        for (long i = 0; i < file->data.table.n && column >= 0; i++) {
            const struct csv_row *row = &file->data.table.row[i];
            char shown =
                column < row->n && row->kind == NULL ? decimal_of(row->field[column]) : '\0';
            both = both || (shown != '\0' && mark != '\0' && shown != mark);
            mark = mark == '\0' ? shown : mark;
        }
    }
    return mark == '\0' || both ? language_used() : mark == ',' ? DUTCH : ENGLISH;
}

/* ---- Companies ---- */

/* The segment that the axes of the row tell; NONE: they do not. */
static int segment_of(struct log_making *r, const struct log_row *row)
{
    const struct axes *axes = &r->ask->scenario->axes;
    const struct log_file *file = row_file(r, row);
    int level[MAX_AXES], known = 0, two[2];
    for (int a = 0; a < axes->n; a++)
        for (int c = 0; c < file->n_columns && c < row->cells->n; c++) {
            if (file->column[c].field != AXIS_FIELD + a)
                continue;
            level[a] = vocabulary_find(&r->levels[a], row->cells->field[c], two);
            known += level[a] >= 0;
            break;
        }
    return known == axes->n ? axes_segment(axes, level) : NONE;
}

/* The segment of one that may be added; NONE: it was refused. */
static int segment_to_add(struct log_making *r, struct log_row *row)
{
    int segment = segment_of(r, row);
    if (segment == NONE)
        row_refuse(r, row, LOG_COMPANY,
            _("is not on the list, and the columns of its kind (as size, omvang) are not there "
              "or empty"),
            NULL);
    return segment;
}

/* Its name, or that of the deal of the row; NULL: it was refused. */
static const char *name_of(struct log_making *r, struct log_row *row)
{
    const char *name = row_cell(r, row, LOG_COMPANY), *id = row_cell(r, row, LAYOUT_ID);
    if (name[0] != '\0')
        return name;
    int deal = id[0] != '\0' ? name_table_find(&r->of_id, id, -1) : -1;
    if (deal >= 0)
        return r->name_of_id[deal];
    if (id[0] != '\0')
        row_refuse(r, row, LAYOUT_ID, _("is of a company that no file tells"), NULL);
    else
        row_refuse(r, row, LOG_COMPANY, _("there is no company"), NULL);
    return NULL;
}

int row_company(struct log_making *r, struct log_row *row)
{
    const char *number = row_cell(r, row, LAYOUT_NUMBER);
    const char *name = number[0] != '\0' ? number : name_of(r, row);
    if (name == NULL)
        return NONE;
    bool numbered =
        number[0] != '\0' || (r->ask->numbered != NULL && r->ask->numbered[row->file]);
    int found = numbered ? log_company_numbered(&r->companies, name)
                         : log_company_find(&r->companies, name);
    if (found >= 0)
        return found;
    if (numbered)
        row_refuse(r, row, number[0] != '\0' ? LAYOUT_NUMBER : LOG_COMPANY,
            _("is not the number of a company"), NULL);
    else if (r->ask->add_companies)
        row->adds = segment_to_add(r, row);
    else
        row_refuse(r, row, LOG_COMPANY, _("is not on the list; --add-companies adds it"),
            log_company_nearest(&r->companies, name));
    row->name = name;
    return NONE;
}

int row_add_company(struct log_making *r, const struct log_row *row)
{
    int found = log_company_find(&r->companies, row->name);
    if (found >= 0)
        return found;
    r->what->added++;
    return log_company_add(&r->companies, row->name, row->adds);
}
