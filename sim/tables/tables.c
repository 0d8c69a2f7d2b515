/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables.h"

#include "fill.h"
#include "text.h"
#include "write_csv.h"
#include "write_json.h"

#include <math.h>
#include <string.h>

static void fill_columns(const struct fill *f);

const struct table_kind columns_tables[] = {
    {"columns", "table,column,role,unit,meaning", TO_FILE, FOUND, fill_columns},
    {0},
};

/* ---- Which tables results have ---- */

/* What tables may need of results, as far as these have it. */
static unsigned found_in(const struct results *results)
{
    const struct study *study = results->simulated;
    const struct compare_setup *compared = results->compared;
    unsigned found = 0;
    if (study != NULL)
        found |= FOUND | SIMULATED | (compared == NULL ? OF_RUN : 0);
    for (int i = 0; study != NULL && i < study->n_cases; i++) {
        const struct tally *tally = &study->cases[i].tally;
        found |= (tally->counts.company != NULL ? OF_LIST : 0) | (tally->unit == 2 ? DRAWN : 0);
    }
    if (compared != NULL)
        found |= COMPARED | (compared->equal.made ? EQUAL : 0) |
                 (compared->without.made ? WITHOUT : 0);
    return found | (results->selection != NULL ? SELECTED : 0) |
           (results->plan != NULL ? FOUND | PLANNED : 0) |
           (results->logbook == NULL     ? 0
               : results->logbook->names ? FOUND | LOGGED | NAMED
                                         : FOUND | LOGGED | NUMBERED) |
           (results->plan != NULL && results->plan->plan->sweep_set.n > 0 ? ONE_BUDGET : 0) |
           results->has;
}

/* Number `i` of the kinds that need no more than was found and go where `to` says; NULL: there
 * are no more. */
static const struct table_kind *kind_at(int i, unsigned found, int to)
{
    static const struct table_kind *const groups[] = {ALL_TABLES};
    for (size_t group = 0; group < sizeof groups / sizeof groups[0]; group++)
        for (const struct table_kind *kind = groups[group]; kind->name != NULL; kind++)
            if ((kind->to & to) != 0 && (kind->needs & ~found) == 0 && i-- == 0)
                return kind;
    return NULL;
}

const char *tables_name(const struct results *results, int i)
{
    const struct table_kind *kind = kind_at(i, found_in(results), TO_FILE);
    return kind != NULL ? kind->name : NULL;
}

/* ---- Filling ---- */

bool tables_tell(const struct table *table, const struct measure *measure)
{
    return measure->told == MEASURE_OF_EVERY || table_column(table, measure->name) >= 0;
}

/* Takes out the columns that are called as measures which are told of no strategy here. */
static void drop_untold(struct table *table, const struct study *study)
{
    int n = 0;
    for (int i = 0; i < table->n_columns; i++) {
        int m = measure_find(table->column[i].id);
        if (m < 0 || study_tells(study, &measures[m]))
            table->column[n++] = table->column[i];
    }
    table->n_columns = n;
}

/* Sets up a table with the columns of its kind; a measure each, of replications; the hub, where
 * there are hubs and no column for them; what was varied. */
static void add_columns(
    struct table *table, const struct table_kind *kind, const struct study *study)
{
    table_init(table, kind->name, kind->columns);
    if (kind->needs & LOGGED)
        return;
    drop_untold(table, study);
    for (int m = 0; m < n_measures && kind->to == STREAMED; m++)
        if (measure_is_of_campaign(&measures[m]) && study_tells(study, &measures[m]))
            table_add_column(table, (struct column){measures[m].name, COLUMN_NUMBER, ROLE_VALUE,
                                        measures[m].unit, measures[m].meaning});
    if (kind->more != NULL)
        kind->more(table, study);
    if (kind->rows == fill_columns || kind->more != NULL)
        return;
    if (study->has_hubs && table_column(table, "hub") < 0)
        table_add_column(table, *column_describe(table->name, "hub"));
    for (int i = 0; i < study->n_vary; i++)
        table_add_column(table, (struct column){study->vary_path[i], COLUMN_TEXT, ROLE_KEY, "",
                                    study->of_configs && i == 0 ? "the config, by its file"
                                                                : "value of this setting"});
    table->n_varied = study->n_vary;
}

/* How a column is filled: with the cells that are given, or with what a case or `f` have. */
enum { GIVEN_NUMBER, GIVEN_TEXT, STRATEGY, HUB, SEGMENT, PART, BASELINE };

static int how_filled(const struct column *column)
{
    static const char *const ids[] = {[STRATEGY] = "strategy",
        [HUB] = "hub",
        [SEGMENT] = "segment",
        [PART] = "table",
        [BASELINE] = "baseline"};
    for (int how = STRATEGY; how <= BASELINE; how++)
        if (column->role == ROLE_KEY && text_same(column->id, ids[how]))
            return how;
    return column->type == COLUMN_TEXT ? GIVEN_TEXT : GIVEN_NUMBER;
}

/* Columns of which rows get their cells in the same way. */
struct place {
    int column, how;
};

/* How rows of a table are filled. */
struct filling {
    int n_given, n_keys;
    struct place *given, *key; /* what is given, in that order, and what `struct fill` has */
    union cell *row;           /* all columns, as they were added last */
};

static void start(struct table *table, const struct table_kind *kind, const struct study *study)
{
    add_columns(table, kind, study);
    struct filling *filling = arena_new(&table->arena, 1, sizeof *filling);
    size_t n = (size_t)table->n_columns;
    filling->row = arena_new(&table->arena, n, sizeof *filling->row);
    filling->given = arena_new(&table->arena, n, sizeof *filling->given);
    filling->key = arena_new(&table->arena, n, sizeof *filling->key);
    for (int i = 0; i < table->n_columns - table->n_varied; i++) {
        struct place place = {i, how_filled(&table->column[i])};
        if (place.how <= GIVEN_TEXT)
            filling->given[filling->n_given++] = place;
        else
            filling->key[filling->n_keys++] = place;
    }
    table->filling = filling;
}

/* What the case and `f` have for a column; these live as long as the table. */
static const char *key_of(const struct fill *f, const struct study_case *one, int how)
{
    switch (how) {
    case STRATEGY:
        return one->campaign->strategy->id;
    case HUB:
        return one->hub != NULL ? one->hub : "all";
    case SEGMENT:
        return one->campaign->cells.name[f->cell];
    case PART:
        return f->part;
    default:
        return f->baseline;
    }
}

static void put_given(union cell *row, struct place place, union cell cell)
{
    row[place.column] =
        place.how == GIVEN_TEXT ? cell_text(cell.text) : cell_number(cell.number);
}

/* Begins with the row as it is kept. */
static void copy_row(struct table *table)
{
    memcpy(table_begin_row(table), table->filling->row,
        (size_t)table->n_columns * sizeof(union cell));
}

void fill_cells(
    const struct fill *f, const struct study_case *one, const union cell *cell, size_t n)
{
    struct table *table = f->table;
    struct filling *filling = table->filling;
    union cell *row = filling->row;
    size_t given = (size_t)filling->n_given;
    n = n < given ? n : given; /* a table may have fewer columns than rows are made for */
    for (int i = 0; i < filling->n_keys; i++)
        row[filling->key[i].column] = cell_text(key_of(f, one, filling->key[i].how));
    for (size_t i = 0; i < n; i++)
        put_given(row, filling->given[i], cell[i]);
    for (size_t i = n; i < given; i++)
        put_given(row, filling->given[i],
            filling->given[i].how == GIVEN_TEXT ? TEXT(NULL) : NUM(NAN));
    for (int i = table->n_columns - table->n_varied, v = 0; i < table->n_columns; i++)
        row[i] = cell_text(one->vary_value[v++]);
    copy_row(table);
    table_end_like(table, 0);
}

void fill_again(const struct fill *f, size_t place, double number)
{
    struct filling *filling = f->table->filling;
    int column = filling->given[place].column;
    filling->row[column] = cell_number(number);
    copy_row(f->table);
    table_end_again(f->table, column);
}

/* With rows of each segment, or of all companies alone. False, with some rows, when told to
 * stop. */
static bool fill_rows(struct table *table, const struct table_kind *kind,
    const struct results *results, bool segments, const volatile sig_atomic_t *stop)
{
    struct fill fill = {.table = table, .results = results, .study = results->study};
    bool by_case = (kind->needs & SIMULATED) != 0;
    bool by_cell = segments && kind->to == TO_FILE && table_column(table, "segment") >= 0;
    for (int i = 0; i < (by_case ? fill.study->n_cases : 1); i++) {
        if (stop != NULL && *stop != 0)
            return false;
        fill.one = by_case ? &fill.study->cases[i] : NULL;
        int cells = by_case && by_cell ? fill.one->campaign->cells.n : 1;
        for (fill.cell = 0; fill.cell < cells; fill.cell++)
            kind->rows(&fill);
    }
    return true;
}

static bool fill_named(
    struct table *table, const char *name, const struct results *results, bool segments)
{
    const struct table_kind *kind;
    for (int i = 0; (kind = kind_at(i, found_in(results), TO_FILE)) != NULL; i++)
        if (text_same(kind->name, name)) {
            start(table, kind, results->study);
            fill_rows(table, kind, results, segments, NULL);
            return true;
        }
    return false;
}

bool tables_fill(struct table *table, const char *name, const struct results *results)
{
    return fill_named(table, name, results, true);
}

bool tables_fill_totals(struct table *table, const char *name, const struct results *results)
{
    return fill_named(table, name, results, false);
}

/* Texts are copied: the tables that have them go. */
static void fill_columns(const struct fill *f)
{
    const struct table_kind *kind;
    unsigned found = found_in(f->results);
    for (int i = 0; (kind = kind_at(i, found, TO_FILE | STREAMED)) != NULL; i++) {
        struct table table;
        start(&table, kind, f->study);
        for (const struct column *c = table.column; c < table.column + table.n_columns; c++) {
            const char *const text[] = {
                kind->name, c->id, column_roles[c->role], c->unit, c->meaning};
            for (size_t k = 0; k < sizeof text / sizeof text[0]; k++)
                table_text(f->table, text[k]);
            table_end_row(f->table);
        }
        table_free(&table);
    }
}

/* ---- Files ---- */

static const char *file_name(struct table *table)
{
    return arena_printf(&table->arena, "%s.csv", table->name);
}

static enum status open_file(struct table *table, const struct table_kind *kind,
    const struct results *results, struct results_folder *folder, struct table_sink *sink)
{
    start(table, kind, results->study);
    table->sink = sink;
    table->file = results_open(folder, file_name(table));
    if (table->file == NULL) {
        table_free(table);
        return STATUS_FAILED;
    }
    return STATUS_OK;
}

enum status tables_stream(struct table *table, const struct results *results,
    struct results_folder *folder, struct table_sink *sink)
{
    return open_file(table, kind_at(0, found_in(results), STREAMED), results, folder, sink);
}

enum status tables_close(struct table *table, struct results_folder *folder)
{
    table_flush(table);
    enum status status = results_close(folder, table->file, file_name(table));
    table_free(table);
    return status;
}

enum status tables_write(
    struct results_folder *folder, const struct results *results, struct table_sink *sink)
{
    const struct table_kind *kind;
    enum status status = STATUS_OK;
    unsigned found = found_in(results);
    for (int i = 0; status == STATUS_OK && (kind = kind_at(i, found, TO_FILE)) != NULL; i++) {
        struct table table;
        if (open_file(&table, kind, results, folder, sink) != STATUS_OK)
            return STATUS_FAILED;
        bool all = fill_rows(&table, kind, results, true, folder->stop);
        status = tables_close(&table, folder);
        if (status == STATUS_OK && !all)
            status = STATUS_INTERRUPTED;
    }
    return status;
}

/* ---- Standard output ---- */

void tables_print(FILE *out, const struct results *results, bool json)
{
    const struct table_kind *kind;
    unsigned found = found_in(results);
    json_t *all = json_object();
    bool made = all != NULL;
    for (int i = 0; (kind = kind_at(i, found, json ? TO_JSON : TO_CSV)) != NULL; i++) {
        struct table table;
        start(&table, kind, results->study);
        fill_rows(&table, kind, results, true, NULL);
        if (json) {
            json_t *rows = json_array();
            made = json_object_set_new(all, kind->name, rows) == 0 &&
                   json_add_rows(rows, &table) && made;
        } else {
            csv_write(out, &table);
        }
        table_free(&table);
    }
    const json_t *sole = json_object_iter_value(json_object_iter(all));
    if (json && made)
        made = json_print(out, json_object_size(all) == 1 ? sole : all, 1);
    json_decref(all);
    if (!made && !ferror(out))
        memory_give_up();
}
