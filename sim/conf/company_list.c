/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "company_list.h"

#include "amount.h"
#include "language.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BEFORE = 10000, MOST_ERRORS = 100 };
_Static_assert((int)CSV_MOST_ROWS <= (int)MAX_COMPANIES, "a list may have too many companies");

/* Words of a column with the last one that was found: lists repeat themselves. */
struct words {
    struct vocabulary known;
    const char *last;
    int means;
};

/* One list while it is read. */
struct reading {
    struct company_list *list;
    struct arena *arena;
    const struct list_source *source;
    struct messages *notices, *errors;
    struct vocabulary headings;
    struct words levels[MAX_AXES], stages, answers;
    size_t errors_before;
    long untold; /* errors */
};

static const struct csv_row *header_of(const struct reading *r)
{
    return &r->list->data.table.header;
}

/* ---- Columns ---- */

/* Whether a list must have it. */
static bool is_required(const struct reading *r, int column)
{
    return column == LIST_NAME || (column >= LIST_AXES && r->source->assumed == NULL);
}

/* "A", "B", ... "AA": as spreadsheets name columns. */
static const char *letters_of(struct arena *arena, int column)
{
    const char *before = column >= 26 ? letters_of(arena, column / 26 - 1) : "";
    return arena_printf(arena, "%s%c", before, 'A' + column % 26);
}

const char *list_heading(const char *heading, bool *of_deal)
{
    static const char *const entities[] = {
        "deal", "organisation", "organization", "organisatie", "company", "bedrijf"};
    const char *dash = strstr(heading, " - ");
    struct arena arena = {0};
    int entity = dash == NULL ? -1
                              : text_find(arena_letters(&arena, arena_text(&arena, heading,
                                                                    (size_t)(dash - heading))),
                                    NAMES(entities, sizeof entities / sizeof entities[0]));
    arena_free(&arena);
    *of_deal = entity == 0;
    return entity >= 0 ? dash + 3 : heading;
}

static void find_column(struct reading *r, int i)
{
    struct list_column *column = &r->list->column[i];
    const struct csv_row *header = header_of(r);
    int two[2] = {0}, *at;
    column->heading = header->field[i];
    column->is = column->heading[0] != '\0'
                     ? vocabulary_find(&r->headings, column->heading, two)
                     : MEANS_NOTHING;
    bool of_deal;
    const char *behind = list_heading(column->heading, &of_deal);
    if (column->is == MEANS_NOTHING && behind != column->heading)
        column->is = vocabulary_find(&r->headings, behind, two);
    if (column->is == LIST_NAME && of_deal)
        column->is = MEANS_NOTHING; /* the name of a deal is not that of the company */
    if (column->is == MEANS_TWO) {
        messages_add(r->errors,
            _("%s:%ld: the heading '%s' may be %s or %s; give the column another"),
            r->list->path, header->line, column->heading,
            list_column_label(r->list->axes, two[0]), list_column_label(r->list->axes, two[1]));
        return;
    }
    if (column->is == MEANS_NOTHING) {
        const char *nearest = vocabulary_nearest(&r->headings, column->heading);
        int means = nearest != NULL ? vocabulary_find(&r->headings, nearest, two) : -1;
        column->nearest = means >= 0 ? list_column_label(r->list->axes, means) : NULL;
        return;
    }
    if (column->is < N_LIST_COLUMNS && r->source->ignored >> column->is & 1u)
        return;
    at = &r->list->at[column->is];
    if (*at >= 0 && column->is != LIST_PROFILE)
        messages_add(r->errors,
            _("%s:%ld: the columns '%s' (%s) and '%s' (%s) are both '%s'; leave one of them "
              "out "
              "or give it another heading"),
            r->list->path, header->line, header->field[*at], letters_of(r->arena, *at),
            column->heading, letters_of(r->arena, i),
            list_column_label(r->list->axes, column->is));
    else
        *at = i;
}

/* What its heading may be: "size, omvang". */
static const char *words_for(const struct reading *r, int column)
{
    struct text words = {0};
    for (int i = 0; i < r->headings.n; i++) {
        const struct known_word *word = &r->headings.word[i];
        bool repeats =
            i > 0 && word->means == word[-1].means && text_same(word->key, word[-1].key);
        if (word->means == column && !repeats)
            text_printf(&words, "%s%s", words.length > 0 ? ", " : "", word->word);
    }
    return text_keep(&words, r->arena);
}

/* A column of the file that is near to what is missing, or NULL. */
static const char *meant_for(const struct reading *r, int missing)
{
    for (int i = 0; i < r->list->n_columns; i++) {
        const struct list_column *column = &r->list->column[i];
        int two[2];
        if (column->is == MEANS_NOTHING && column->nearest != NULL &&
            vocabulary_find(&r->headings, column->nearest, two) == missing)
            return column->heading;
    }
    return NULL;
}

static void require_column(struct reading *r, int column)
{
    const char *path = r->list->path, *near = meant_for(r, column);
    const char *label = list_column_label(r->list->axes, column);
    long line = header_of(r)->line;
    if (r->list->at[column] >= 0)
        return;
    if (near != NULL)
        messages_add(r->errors, _("%s:%ld: the column '%s' is missing; is it '%s'?"), path,
            line, label, near);
    else
        messages_add(r->errors, _("%s:%ld: the column '%s' is missing; its heading may be: %s"),
            path, line, label, words_for(r, column));
}

static void tell_unread(const struct reading *r)
{
    const char *path = r->list->path;
    long line = header_of(r)->line;
    for (int i = 0; i < r->list->n_columns; i++) {
        const struct list_column *column = &r->list->column[i];
        if (column->is != MEANS_NOTHING || (column->heading[0] == '\0' && column->filled == 0))
            continue;
        if (column->heading[0] == '\0')
            messages_add(r->notices, _("%s:%ld: column %s has no heading and is left unread"),
                path, line, letters_of(r->arena, i));
        else if (column->nearest != NULL)
            messages_add(r->notices,
                _("%s:%ld: the column '%s' is left unread; did you mean '%s'?"), path, line,
                column->heading, column->nearest);
        else
            messages_add(r->notices, _("%s:%ld: the column '%s' is left unread"), path, line,
                column->heading);
    }
}

static const char *all_required(const struct reading *r)
{
    const struct axes *axes = r->list->axes;
    struct text all = {0};
    text_add_string(&all, list_column_label(axes, LIST_NAME));
    for (int a = 0; a < axes->n; a++)
        text_printf(&all, ", %s", list_column_label(axes, LIST_AXES + a));
    return text_keep(&all, r->arena);
}

static void find_columns(struct reading *r)
{
    struct company_list *list = r->list;
    int known = 0;
    list->n_columns = header_of(r)->n;
    list->column = arena_new(r->arena, (size_t)list->n_columns + 1, sizeof *list->column);
    for (int i = 0; i < list->n_columns; i++) {
        find_column(r, i);
        known += list->column[i].is != MEANS_NOTHING || list->column[i].nearest != NULL;
    }
    for (long i = 0; i < list->data.table.n; i++) {
        const struct csv_row *row = &list->data.table.row[i];
        for (int c = 0; c < row->n && c < list->n_columns; c++)
            list->column[c].filled += row->field[c][0] != '\0';
    }
    if (known == 0) {
        messages_add(r->errors,
            _("%s:%ld: no heading is known here; the first row has those of the columns: %s"),
            list->path, header_of(r)->line, all_required(r));
        return;
    }
    for (int i = 0; i < LIST_AXES + list->axes->n; i++)
        if (is_required(r, i) && r->errors->count - r->errors_before < MOST_ERRORS)
            require_column(r, i);
}

/* ---- Cells ---- */

static const char *field(const struct csv_row *row, int column)
{
    return column >= 0 && column < row->n ? row->field[column] : "";
}

/* Whether one more error is told of. */
static bool may_tell(struct reading *r)
{
    bool may = r->errors->count - r->errors_before < MOST_ERRORS;
    r->untold += !may;
    return may;
}

/* `nearest`: what may have been meant, or NULL. */
static void row_error(struct reading *r, const struct csv_row *row, int column,
    const char *what, const char *nearest)
{
    const char *path = r->list->path, *heading = header_of(r)->field[column];
    if (!may_tell(r))
        return;
    if (nearest != NULL)
        messages_add(r->errors, _("%s:%ld: %s: '%s' is not %s; did you mean '%s'?"), path,
            row->line, heading, field(row, column), what, nearest);
    else
        messages_add(r->errors, _("%s:%ld: %s: '%s' is not %s"), path, row->line, heading,
            field(row, column), what);
}

/* "small or larger": n things as `label` calls them, with `of`. */
static const char *known_words(
    struct arena *arena, int n, const char *(*label)(const void *of, int i), const void *of)
{
    struct text known = {0};
    for (int i = 0; i < n; i++)
        text_printf(&known, "%s%s", i == 0 ? "" : i + 1 < n ? ", " : _(" or "), label(of, i));
    return text_keep(&known, arena);
}

static const char *level_label(const void *axis, int level)
{
    return list_level_label(axis, level);
}

static const char *stage_label(const void *of, int stage)
{
    (void)of;
    return list_stage_label(stage);
}

/* What a column's cells may be. */
struct choice {
    struct words *words;
    int n;
    const char *(*label)(const void *of, int i);
    const void *of;
};

/* Which one the cell is, from 0; reports another word and returns -1. */
static int choose(
    struct reading *r, const struct csv_row *row, int column, const struct choice *choice)
{
    const char *word = field(row, column);
    struct words *words = choice->words;
    int two[2] = {0};
    if (words->last == NULL || !text_same(word, words->last)) {
        words->means = vocabulary_find(&words->known, word, two);
        words->last = words->means >= 0 ? word : NULL;
    }
    if (words->means >= 0)
        return words->means;
    if (words->means == MEANS_TWO) {
        if (may_tell(r))
            messages_add(r->errors,
                _("%s:%ld: %s: '%s' may be '%s' or '%s'; write one that is only one of them"),
                r->list->path, row->line, header_of(r)->field[column], word,
                choice->label(choice->of, two[0]), choice->label(choice->of, two[1]));
    } else {
        const char *near = word[0] != '\0' ? vocabulary_nearest(&words->known, word) : NULL;
        int means = near != NULL ? vocabulary_find(&words->known, near, two) : -1;
        row_error(r, row, column, known_words(r->arena, choice->n, choice->label, choice->of),
            means >= 0 ? choice->label(choice->of, means) : NULL);
    }
    return -1;
}

static enum answer answer_of(struct reading *r, const struct csv_row *row, int is)
{
    int column = r->list->at[is], two[2];
    const char *word = field(row, column);
    int answer = word[0] != '\0' ? vocabulary_find(&r->answers.known, word, two) : NOT_SAID;
    if (answer < 0)
        row_error(r, row, column, _("yes, no or empty"), NULL);
    answer = answer < 0 ? NOT_SAID : answer;
    r->list->of_answer[is][answer]++;
    return (enum answer)answer;
}

/* A count as people write it, or as a workbook holds it; 0 for none. */
static int whole_of(struct reading *r, const struct csv_row *row, int column)
{
    const char *word = field(row, column);
    struct readings readings = {0};
    if (word[0] == '\0')
        return 0;
    if (row->kind != NULL && row->kind[column] == CELL_NUMBER)
        readings = (struct readings){1, {word}};
    else
        amount_read(&readings, r->arena, word, AMOUNT_COUNT, language_used());
    double value = readings.n == 1 ? strtod(readings.plain[0], NULL) : -1.0;
    if (readings.n > 1 && may_tell(r))
        messages_add(r->errors,
            _("%s:%ld: %s: '%s' can be read as %s; write the one that is meant"), r->list->path,
            row->line, header_of(r)->field[column], word, amount_told(&readings, r->arena));
    else if (readings.n <= 1 &&
             !(value >= 0.0 && value <= MOST_BEFORE && value == floor(value)))
        row_error(r, row, column, _("a whole number of 0 to 10000"), NULL);
    else if (readings.n == 1)
        return (int)value;
    return 0;
}

/* ---- Dates ---- */

/* The order of day and month is that of the whole column. */
static void find_order(struct reading *r)
{
    struct company_list *list = r->list;
    const struct csv_table *table = &list->data.table;
    struct shown_orders shown = {0};
    int column = list->at[LIST_APPROACHED];
    for (long i = 0; i < table->n && column >= 0; i++)
        dates_look(&shown, list->path, table->row[i].line, field(&table->row[i], column),
            list->data.workbook.from_1904);
    const struct shown_order *day = &shown.at[DAY_FIRST], *month = &shown.at[MONTH_FIRST];
    const struct shown_order *either = &shown.at[ORDER_UNKNOWN];
    if (!dates_decide(&shown, &list->order))
        messages_add(r->errors,
            _("%s:%ld: the date '%s' has the day first, and '%s' on line %ld the month; write "
              "them alike, as 2025-03-14"),
            list->path, day->line, day->text, month->text, month->line);
    else if (list->order == ORDER_UNKNOWN && either->path != NULL)
        messages_add(r->errors,
            _("%s:%ld: in no date, as '%s', is it sure whether the day or the month comes "
              "first; write them as 2025-03-14"),
            list->path, either->line, either->text);
}

/* A day from 1970 on; 0: there is none. */
static int32_t day_of(struct reading *r, const struct csv_row *row, int column)
{
    const char *text = field(row, column);
    struct written_date date;
    long day;
    if (text[0] == '\0')
        return 0;
    if (date_scan(&date, text, r->list->data.workbook.from_1904) &&
        date_in_order(&date, r->list->order, &day))
        return (int32_t)day;
    row_error(r, row, column, _("a date as 2025-03-14"), NULL);
    return 0;
}

/* ---- Rows ---- */

/* Whether the row has the fields that the header has. Spreadsheets leave empty ones at the end
 * out, and have notes beside a table. */
static bool has_fields(struct reading *r, const struct csv_row *row)
{
    const struct company_list *list = r->list;
    int least = 0, n = row->n;
    for (int i = 0; i < LIST_AXES + list->axes->n; i++)
        least = is_required(r, i) && list->at[i] >= least ? list->at[i] + 1 : least;
    while (n > list->n_columns && (row->kind != NULL || row->field[n - 1][0] == '\0'))
        n--;
    if (n <= list->n_columns && (n >= least || row->kind != NULL))
        return true;
    if (may_tell(r))
        messages_add(r->errors, _("%s:%ld: %d fields where the header has %d"), list->path,
            row->line, row->n, list->n_columns);
    return false;
}

/* Whether the stage is one of another list of stages, and no slip in one of these. */
static bool is_other_stage(struct reading *r, const char *word)
{
    int two[2];
    return vocabulary_find(&r->stages.known, word, two) == MEANS_NOTHING &&
           vocabulary_nearest(&r->stages.known, word) == NULL;
}

static enum stage stage_of(struct reading *r, const struct csv_row *row)
{
    struct company_list *list = r->list;
    const char *word = field(row, list->at[LIST_STAGE]);
    int stage = ATTENTION;
    if (r->source->assumed != NULL && word[0] != '\0' && is_other_stage(r, word)) {
        list->other_stage = list->stages_assumed++ == 0 ? word : list->other_stage;
    } else if (word[0] != '\0') {
        stage = choose(r, row, list->at[LIST_STAGE],
            &(struct choice){&r->stages, N_STAGES, stage_label, NULL});
    }
    if (stage >= 0)
        list->of_stage[stage]++;
    return stage >= 0 ? (enum stage)stage : ATTENTION;
}

static void read_row(struct reading *r, const struct csv_row *row, struct company *company)
{
    struct company_list *list = r->list;
    const struct axes *axes = list->axes;
    int level[MAX_AXES] = {0};
    if (!has_fields(r, row))
        return;
    for (int a = 0; a < axes->n; a++) {
        const struct axis *axis = &axes->axis[a];
        int column = list->at[LIST_AXES + a], found;
        bool assumed = r->source->assumed != NULL && field(row, column)[0] == '\0';
        if (assumed)
            found = r->source->assumed[a];
        else
            found = choose(r, row, column,
                &(struct choice){&r->levels[a], axis->n_levels, level_label, axis});
        list->of_assumed[a] += assumed;
        if (found >= 0)
            list->of_level[a][level[a] = found]++;
    }
    company->name = field(row, list->at[LIST_NAME]);
    if (company->name[0] == '\0')
        row_error(r, row, list->at[LIST_NAME], _("a name"), NULL);
    company->segment = axes_segment(axes, level);
    company->stage = stage_of(r, row);
    company->contacts_before = whole_of(r, row, list->at[LIST_CONTACTS_BEFORE]);
    company->warm = answer_of(r, row, LIST_WARM);
    company->customer_in = answer_of(r, row, LIST_CUSTOMER_IN);
    company->front_runner = answer_of(r, row, LIST_FRONT_RUNNER);
    company->approached = day_of(r, row, list->at[LIST_APPROACHED]);
}

/* Notes beside the table of a workbook. */
static void tell_beside(const struct reading *r)
{
    const struct csv_table *table = &r->list->data.table;
    long i = 0;
    while (i < table->n && table->row[i].n <= r->list->n_columns)
        i++;
    if (i < table->n && table->row[i].kind != NULL)
        messages_add(r->notices,
            _("%s:%ld: what stands to the right of the headings is left unread"), r->list->path,
            table->row[i].line);
}

/* ---- Companies that are listed twice ---- */

/* A row with its name, folded. */
struct named_row {
    const char *name;
    const struct csv_row *row;
};

static int by_name_and_line(const void *a, const void *b)
{
    const struct named_row *one = a, *other = b;
    int names = strcmp(one->name, other->name);
    return names != 0
               ? names
               : (one->row->line > other->row->line) - (one->row->line < other->row->line);
}

static bool same_fields(const struct csv_row *one, const struct csv_row *other)
{
    bool same = one->n == other->n;
    for (int i = 0; i < one->n && same; i++)
        same = text_same(one->field[i], other->field[i]);
    return same;
}

/* A company that stands in the list more than once counts more than once. */
static void tell_repeated(struct reading *r)
{
    enum { MOST_TOLD = 10 };
    struct company_list *list = r->list;
    size_t n = (size_t)list->data.table.n;
    int name = list->at[LIST_NAME];
    struct named_row *rows = arena_new(r->arena, n, sizeof *rows);
    for (size_t i = 0; i < n; i++)
        rows[i] =
            (struct named_row){arena_folded(r->arena, field(&list->data.table.row[i], name)),
                &list->data.table.row[i]};
    qsort(rows, n, sizeof *rows, by_name_and_line);
    for (size_t i = 1, first = 0; i < n; i++) {
        if (!text_same(rows[i].name, rows[first].name)) {
            first = i;
            continue;
        }
        if (rows[i].name[0] == '\0' || ++list->repeated > MOST_TOLD)
            continue;
        /* Without its name: results keep what was told, also those without names. */
        messages_add(r->notices,
            same_fields(rows[i].row, rows[first].row)
                ? _("%s:%ld: the same row as on line %ld; the company counts twice")
                : _("%s:%ld: the company on line %ld once more; it counts twice"),
            list->path, rows[i].row->line, rows[first].row->line);
    }
    if (list->repeated > MOST_TOLD)
        messages_add(r->notices, _("%s: %ld more rows are of companies that stand above them"),
            list->path, list->repeated - MOST_TOLD);
}

/* ---- All of it ---- */

static void read_rows(struct reading *r)
{
    struct company_list *list = r->list;
    const struct csv_table *table = &list->data.table;
    list->n = (int)table->n;
    list->company = arena_new(r->arena, (size_t)table->n + 1, sizeof *list->company);
    find_order(r);
    for (long i = 0; i < table->n; i++)
        read_row(r, &table->row[i], &list->company[i]);
    if (r->untold > 0)
        messages_add(r->errors, _("%s: %ld more errors"), list->path, r->untold);
    if (list->n == 0)
        messages_add(r->notices, _("%s:%ld: there are headings, but no companies below them"),
            list->path, table->header.line);
    tell_beside(r);
    tell_repeated(r);
}

static void read_table(struct reading *r)
{
    const struct axes *axes = r->list->axes;
    list_headings(&r->headings, axes);
    list_stages(&r->stages.known);
    list_answers(&r->answers.known);
    for (int a = 0; a < axes->n; a++)
        list_levels(&r->levels[a].known, &axes->axis[a]);
    find_columns(r);
    if (r->errors->count == r->errors_before)
        read_rows(r);
    tell_unread(r);
    vocabulary_free(&r->headings);
    vocabulary_free(&r->stages.known);
    vocabulary_free(&r->answers.known);
    for (int a = 0; a < axes->n; a++)
        vocabulary_free(&r->levels[a].known);
}

enum status company_list_read(struct company_list *list, struct arena *arena,
    const struct list_source *source, struct messages *notices, struct messages *errors)
{
    struct reading *r = memory_new(1, sizeof *r);
    *r = (struct reading){.list = list,
        .arena = arena,
        .source = source,
        .notices = notices,
        .errors = errors,
        .errors_before = errors->count};
    *list = (struct company_list){.path = source->data.path, .axes = source->axes};
    for (int i = 0; i < LIST_AXES + MAX_AXES; i++)
        list->at[i] = -1;
    if (data_table_read(&list->data, arena, &source->data, notices, errors) == STATUS_OK)
        read_table(r);
    bool good = errors->count == r->errors_before;
    memory_free(r);
    return good ? STATUS_OK : STATUS_CONFIG;
}
