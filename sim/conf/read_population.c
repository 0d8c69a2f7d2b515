/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read.h"

#include "amount.h"
#include "csv_table.h"
#include "language.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LIST_BYTES = 512 * 1024 * 1024, MOST_BEFORE = 10000 };
_Static_assert((int)CSV_MOST_ROWS <= (int)MAX_COMPANIES, "a list may have too many companies");
#define SHARES_TOLERANCE 1e-6
#define LEAST_SHARE 1e-9

/* ---- A company list ---- */

enum {
    NAME_COLUMN,
    STAGE_COLUMN,
    BEFORE_COLUMN,
    WARM_COLUMN,
    CUSTOMER_COLUMN,
    FRONT_RUNNER_COLUMN,
    PROFILE_COLUMN,
    N_LIST_COLUMNS
};
static const char *const list_columns[N_LIST_COLUMNS] = {
    "name", "stage", "contacts_before", "warm", "customer_in", "front_runner", "profile"};

/* One list while it is read. */
struct list {
    struct reader *r;
    const char *path;
    struct csv_table table;
    unsigned ignored;       /* a bit for each of list_columns */
    int at[N_LIST_COLUMNS]; /* which column each is; -1: absent */
    int axis[MAX_AXES];
};

bool is_list_column(const char *name)
{
    return text_find(name, NAMES(list_columns, N_LIST_COLUMNS)) >= 0;
}

static int column(const struct list *list, const char *name)
{
    return text_find(name, NAMES(list->table.header.field, list->table.header.n));
}

static int required_column(const struct list *list, const char *name)
{
    int i = column(list, name);
    if (i < 0)
        messages_add(list->r->errors, _("%s:%ld: the column '%s' is missing"), list->path,
            list->table.header.line, name);
    return i;
}

static void find_columns(struct list *list)
{
    const struct axes *axes = &list->r->scenario->axes;
    const struct csv_row *header = &list->table.header;
    list->at[NAME_COLUMN] = required_column(list, list_columns[NAME_COLUMN]);
    for (int a = 0; a < axes->n; a++)
        list->axis[a] = required_column(list, axes->axis[a].id);
    for (int i = NAME_COLUMN + 1; i < N_LIST_COLUMNS; i++)
        list->at[i] = list->ignored >> i & 1u ? -1 : column(list, list_columns[i]);
    for (int i = 0; i < header->n; i++) {
        if (!is_list_column(header->field[i]) &&
            text_find(header->field[i], NAMES(axes->axis, axes->n)) < 0)
            messages_add(list->r->errors, _("%s:%ld: unknown column '%s'"), list->path,
                header->line, header->field[i]);
        for (int j = 0; j < i; j++)
            if (strcmp(header->field[i], header->field[j]) == 0)
                messages_add(list->r->errors, _("%s:%ld: the column '%s' is there twice"),
                    list->path, header->line, header->field[i]);
    }
}

static const char *field(const struct csv_row *row, int column)
{
    return column >= 0 && column < row->n ? row->field[column] : "";
}

static void row_error(
    const struct list *list, const struct csv_row *row, int column, const char *what)
{
    messages_add(list->r->errors, _("%s:%ld: %s: '%s' is not %s"), list->path, row->line,
        list->table.header.field[column], field(row, column), what);
}

/* One of `words`, as an index; reports another word and returns 0. */
static int word_of(const struct list *list, const struct csv_row *row, int column,
    const char *const *words, int n)
{
    int word = text_find(field(row, column), NAMES(words, n));
    if (word >= 0)
        return word;
    struct text known = {0};
    for (int i = 0; i < n; i++)
        text_printf(&known, "%s%s", i == 0 ? "" : i + 1 < n ? ", " : _(" or "), words[i]);
    row_error(list, row, column, text_string(&known));
    text_free(&known);
    return 0;
}

static enum answer answer_of(const struct list *list, const struct csv_row *row, int column)
{
    static const struct {
        const char *word;
        enum answer answer;
    } answers[] = {{"", NOT_SAID}, {"yes", YES}, {"ja", YES}, {"no", NO}, {"nee", NO}};
    int i = text_find(field(row, column), NAMES(answers, sizeof answers / sizeof answers[0]));
    if (i < 0)
        row_error(list, row, column, _("yes, no or empty"));
    return i < 0 ? NOT_SAID : answers[i].answer;
}

/* A count as people write it; 0 for none. */
static int whole_of(const struct list *list, const struct csv_row *row, int column)
{
    struct arena *arena = list->r->arena;
    const char *word = field(row, column);
    struct readings readings;
    if (word[0] == '\0')
        return 0;
    amount_read(&readings, arena, word, AMOUNT_COUNT, language_used());
    double value = readings.n == 1 ? strtod(readings.plain[0], NULL) : -1.0;
    if (readings.n > 1)
        messages_add(list->r->errors,
            _("%s:%ld: %s: '%s' can be read as %s; write the one that is meant"), list->path,
            row->line, list->table.header.field[column], word, amount_told(&readings, arena));
    else if (!(value >= 0.0 && value <= MOST_BEFORE && value == floor(value)))
        row_error(list, row, column, _("a whole number of 0 to 10000"));
    else
        return (int)value;
    return 0;
}

static void read_row(
    const struct list *list, const struct csv_row *row, struct company *company)
{
    const struct axes *axes = &list->r->scenario->axes;
    int level[MAX_AXES] = {0};
    if (row->n != list->table.header.n)
        messages_add(list->r->errors, _("%s:%ld: %d fields where the header has %d"),
            list->path, row->line, row->n, list->table.header.n);
    for (int a = 0; a < axes->n; a++)
        level[a] =
            word_of(list, row, list->axis[a], axes->axis[a].levels, axes->axis[a].n_levels);
    company->name = field(row, list->at[NAME_COLUMN]);
    if (company->name[0] == '\0')
        row_error(list, row, list->at[NAME_COLUMN], _("a name"));
    company->segment = axes_segment(axes, level);
    company->stage = ATTENTION;
    if (field(row, list->at[STAGE_COLUMN])[0] != '\0')
        company->stage =
            (enum stage)word_of(list, row, list->at[STAGE_COLUMN], stage_names, N_STAGES);
    company->contacts_before = whole_of(list, row, list->at[BEFORE_COLUMN]);
    company->warm = answer_of(list, row, list->at[WARM_COLUMN]);
    company->customer_in = answer_of(list, row, list->at[CUSTOMER_COLUMN]);
    company->front_runner = answer_of(list, row, list->at[FRONT_RUNNER_COLUMN]);
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
static void tell_repeated(const struct list *list)
{
    enum { MOST_TOLD = 10 };
    struct reader *r = list->r;
    size_t n = (size_t)list->table.n;
    struct named_row *rows = arena_new(r->arena, n, sizeof *rows);
    for (size_t i = 0; i < n; i++)
        rows[i] = (struct named_row){
            arena_folded(r->arena, field(&list->table.row[i], list->at[NAME_COLUMN])),
            &list->table.row[i]};
    qsort(rows, n, sizeof *rows, by_name_and_line);
    int repeated = 0;
    for (size_t i = 1, first = 0; i < n; i++) {
        if (!text_same(rows[i].name, rows[first].name)) {
            first = i;
            continue;
        }
        if (++repeated > MOST_TOLD)
            continue;
        /* Without its name: results keep what was told, also those without names. */
        messages_add(r->notices,
            same_fields(rows[i].row, rows[first].row)
                ? _("%s:%ld: the same row as on line %ld; the company counts twice")
                : _("%s:%ld: the company on line %ld once more; it counts twice"),
            list->path, rows[i].row->line, rows[first].row->line);
    }
    if (repeated > MOST_TOLD)
        messages_add(r->notices, _("%s: %d more rows are of companies that stand above them"),
            list->path, repeated - MOST_TOLD);
}

static void read_rows(struct list *list)
{
    struct population *population = &list->r->scenario->population;
    size_t errors = list->r->errors->count;
    find_columns(list);
    if (list->r->errors->count > errors)
        return;
    population->n = (int)list->table.n;
    population->list =
        arena_new(list->r->arena, (size_t)list->table.n + 1, sizeof *population->list);
    for (long i = 0; i < list->table.n; i++)
        read_row(list, &list->table.row[i], &population->list[i]);
    if (list->r->errors->count == errors)
        tell_repeated(list);
}

static void read_list(
    struct reader *r, const struct node *node, unsigned ignored, const char *config_path)
{
    struct text folder = {0}, path = {0}, bytes = {0};
    /* A list is looked for beside the file that names it; one that --set names, beside the
     * config. */
    path_folder(&folder, node->location.line > 0 ? node->location.file : config_path);
    bool here = strcmp(text_string(&folder), ".") == 0;
    path_join(&path, here ? "" : text_string(&folder), node->text);
    struct messages why = {0};
    struct list list = {
        .r = r, .ignored = ignored, .path = arena_copy(r->arena, text_string(&path))};
    const struct file_reader *files = r->tree->files;
    if (files->read(files->context, list.path, MOST_LIST_BYTES, &bytes, &why) != STATUS_OK) {
        node_error(node, r->errors, _("cannot be read: %s"), why.count > 0 ? why.lines[0] : "");
    } else {
        config_text_note_input(&r->tree->inputs, &r->tree->arena, list.path, &bytes);
        if (csv_table_read(&list.table, r->arena, list.path, &bytes, r->errors) == STATUS_OK)
            read_rows(&list);
    }
    messages_free(&why);
    text_free(&folder);
    text_free(&path);
    text_free(&bytes);
}

/* ---- A drawn population ---- */

static const struct parameter share_of_companies = {.name = "share",
    .kind = PARAMETER_PROBABILITY,
    .low = 0.0,
    .high = 1.0,
    .unit = "share",
    .basis = 'A'};

static struct drawable reckon(
    struct reader *r, enum step_kind kind, struct drawable a, struct drawable b)
{
    return draw_list_reckon(r->draws, kind, a, b);
}

/* None is 0. A share that is drawn is never quite 0, so that drawn ones can be made to sum
 * to 1. */
static struct drawable read_share(struct reader *r, struct node *node)
{
    struct drawable share =
        node != NULL ? read_number(r, node, &share_of_companies) : known(0.0);
    return share.step != KNOWN ? reckon(r, STEP_AT_LEAST, share, known(LEAST_SHARE)) : share;
}

/* What shares that sum to `sum` are multiplied with to sum to 1, which they must nearly do;
 * draws need not. `errors`: how many there were before they were read. */
static struct drawable scale_of(
    struct reader *r, const struct node *node, struct drawable sum, size_t errors)
{
    if (r->errors->count == errors && fabs(sum.value - 1.0) > SHARES_TOLERANCE)
        node_error(node, r->errors, _("the shares sum to %.6g, not to 1"), sum.value);
    return sum.value > 0.0 ? reckon(r, STEP_QUOTIENT, known(1.0), sum) : known(0.0);
}

/* levels = { axis = { level = share; ... }; ... }: the axes are independent. */
static void read_level_shares(struct reader *r, struct node *levels, struct by_segment *share)
{
    const struct axes *axes = &r->scenario->axes;
    struct drawable of_segment[MAX_SEGMENTS];
    for (int s = 0; s < axes_segments(axes); s++)
        of_segment[s] = known(1.0);
    for (int a = 0; a < axes->n; a++) {
        const struct axis *axis = &axes->axis[a];
        struct node *group = read_typed(r, levels, axis->id, NODE_GROUP, true);
        struct drawable of_level[MAX_LEVELS], sum = known(0.0), scale = known(0.0);
        size_t errors = r->errors->count;
        for (int l = 0; l < axis->n_levels; l++) {
            of_level[l] = read_share(r, node_get(r->tree, group, axis->levels[l]));
            sum = reckon(r, STEP_SUM, sum, of_level[l]);
        }
        if (group != NULL)
            scale = scale_of(r, group, sum, errors);
        for (int s = 0; s < axes_segments(axes); s++)
            of_segment[s] = reckon(r, STEP_PRODUCT, of_segment[s],
                reckon(r, STEP_PRODUCT, of_level[axes_level(axes, s, a)], scale));
    }
    for (int s = 0; s < axes_segments(axes); s++)
        draw_list_land(r->draws, &share->at[s], of_segment[s]);
}

/* segments = ( { when; share; }, ... ): the joint distribution. The share of an entry that fits
 * several segments is divided evenly among those that no earlier entry fits. */
static void read_segment_shares(struct reader *r, struct node *list, struct by_segment *share)
{
    int segments = axes_segments(&r->scenario->axes);
    struct node *entry[MAX_SEGMENTS];
    struct drawable sum = known(0.0), of_segment[MAX_SEGMENTS];
    size_t errors = r->errors->count;
    for (int s = 0; s < segments; s++)
        of_segment[s] = known(0.0);
    read_first_fit(r, list, NO_SEGMENT, entry);
    node_each (member, list) {
        struct drawable of_entry = read_share(r, read_required(r, member, "share"));
        int fits = 0;
        for (int s = 0; s < segments; s++)
            fits += entry[s] == member;
        if (fits == 0 && of_entry.value > 0.0)
            node_error(member, r->errors, _("earlier entries have all segments of this one"));
        for (int s = 0; s < segments; s++)
            if (entry[s] == member)
                of_segment[s] = reckon(r, STEP_QUOTIENT, of_entry, known(fits));
        sum = reckon(r, STEP_SUM, sum, of_entry);
    }
    struct drawable scale = scale_of(r, list, sum, errors);
    for (int s = 0; s < segments; s++)
        draw_list_land(r->draws, &share->at[s], reckon(r, STEP_PRODUCT, of_segment[s], scale));
}

static void read_shares(struct reader *r, struct node *group)
{
    struct by_segment *share = &r->scenario->population.share;
    struct node *levels = read_typed(r, group, "levels", NODE_GROUP, false);
    struct node *segments = read_typed(r, group, "segments", NODE_LIST, false);
    if (levels != NULL && segments != NULL)
        node_error(segments, r->errors, _("give either 'levels' or 'segments', not both"));
    if (levels != NULL)
        read_level_shares(r, levels, share);
    if (segments != NULL)
        read_segment_shares(r, segments, share);
    if (node_find(group, "levels") == NULL && node_find(group, "segments") == NULL)
        node_error(group, r->errors,
            _("a drawn population needs 'levels' or 'segments': the shares of its companies"));
}

/* ignore = ("stage", ...): columns without which a list is read, a bit for each of
 * list_columns. */
static unsigned read_ignored(struct reader *r, struct node *group)
{
    unsigned ignored = 0;
    node_each (member, read_typed(r, group, "ignore", NODE_LIST, false)) {
        int i = 1 + read_reference(r, member, _("column that a list may lack,"),
                        NAMES(list_columns + 1, N_LIST_COLUMNS - 1));
        ignored |= i > 0 ? 1u << i : 0;
    }
    return ignored;
}

/* A list says of each company what it is, so it leaves nothing to shares. */
static void refuse_shares(struct reader *r, struct node *group)
{
    static const char *const names[] = {"levels", "segments"};
    for (int i = 0; i < 2; i++) {
        struct node *shares = node_find(group, names[i]);
        if (shares == NULL)
            continue;
        node_error(shares, r->errors, _("is for a drawn population, and there is a 'list'"));
        node_mark_used(shares);
    }
}

/* What companies are like that are more than a list has. */
static void read_beyond(struct reader *r, struct node *group)
{
    const struct node *beyond = node_get(r->tree, group, "beyond");
    if (beyond != NULL && node_find(group, "list") == NULL)
        node_error(beyond, r->errors, _("is for a company list, and there is none"));
    else
        r->scenario->population.beyond_alike =
            read_choice(r, group, "beyond", _("kind of company"), "cold", "alike");
}

void read_population(struct reader *r, const char *config_path)
{
    struct population *population = &r->scenario->population;
    struct node *group = read_typed(r, r->tree->root, "population", NODE_GROUP, true);
    if (group == NULL)
        return;
    read_numbers(r, group, "population", population);
    unsigned ignored = read_ignored(r, group);
    read_beyond(r, group);
    const struct node *count = node_find(group, "count");
    const struct node *list = read_typed(r, group, "list", NODE_TEXT, false);
    if (list != NULL && count != NULL)
        node_error(count, r->errors, _("give either 'list' or 'count', not both"));
    if (node_find(group, "list") == NULL && count == NULL)
        node_error(group, r->errors,
            _("give 'list' (a file with companies) or 'count' (how many to draw)"));
    if (count != NULL)
        read_shares(r, group);
    else if (node_find(group, "list") != NULL)
        refuse_shares(r, group);
    if (list != NULL)
        read_list(r, list, ignored, config_path);
}
