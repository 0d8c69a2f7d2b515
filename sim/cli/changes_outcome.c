/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "changes.h"

#include "again.h"
#include "change.h"
#include "csv_table.h"
#include "language.h"
#include "options.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- What is compared ---- */

/* A measure as people are shown it. */
struct compared {
    const char *measure;
    const char *called; /* English, to be translated */
    enum number_form form, difference;
    bool is_chance;
};

/* What a command's results are compared by. */
struct outcome {
    unsigned command;
    const char *table;                   /* of the folder */
    const char *value, *low, *high, *se; /* columns; NULL: none */
    bool sentences;                      /* screens begin with them */
    int n;
    struct compared compared[5];
};

static const struct outcome outcomes[] = {
    {IN_RUN, "summary.csv", "estimate", "mc_low", "mc_high", NULL, false, 5,
        {{"partners", N_("partners"), NUMBER_AVERAGE, NUMBER_HUNDREDTHS, false},
            {"cost", N_("cost"), NUMBER_MONEY, NUMBER_WHOLE, false},
            {"cost_per_partner", N_("cost per partner"), NUMBER_MONEY, NUMBER_WHOLE, false},
            {"hours", N_("hours"), NUMBER_WHOLE, NUMBER_TENTHS, false},
            {"p_all_targets", N_("all targets"), NUMBER_CHANCE, NUMBER_POINTS, true}}},
    {IN_COMPARE, "compare.csv", "difference", NULL, NULL, "se", true, 4,
        {{"partners", N_("partners"), NUMBER_HUNDREDTHS, NUMBER_HUNDREDTHS, false},
            {"cost", N_("cost"), NUMBER_MONEY, NUMBER_WHOLE, false},
            {"cost_per_partner", N_("cost per partner"), NUMBER_MONEY, NUMBER_WHOLE, false},
            {"net_result", N_("fees less all costs"), NUMBER_MONEY, NUMBER_WHOLE, false}}},
    {IN_PLAN, "plan.csv", "estimate", "mc_low", "mc_high", NULL, true, 4,
        {{"partners", N_("partners"), NUMBER_AVERAGE, NUMBER_HUNDREDTHS, false},
            {"cost", N_("cost"), NUMBER_MONEY, NUMBER_WHOLE, false},
            {"cost_per_partner", N_("cost per partner"), NUMBER_MONEY, NUMBER_WHOLE, false},
            {"p_all_targets", N_("all targets"), NUMBER_CHANCE, NUMBER_POINTS, true}}},
};

/* ---- Reading ---- */

enum { MOST_KEYS = 16 };

/* A figure of a table. */
struct told {
    const char *key; /* what it is of, its measure included */
    const struct csv_row *row;
    int measure;      /* of the outcome's */
    const char *size; /* companies of a row of a plan; else "" */
    struct estimate estimate;
    long place; /* in the table */
};

/* A table of one of the results. */
struct side {
    struct csv_table table;
    int n_keys, key[MOST_KEYS]; /* columns that say what a row is of, the measure aside */
    long n;
    struct told *told;
};

static int column_of(const struct csv_table *table, const char *id)
{
    int i = id != NULL ? 0 : table->header.n;
    while (i < table->header.n && !text_same(table->header.field[i], id))
        i++;
    return i < table->header.n ? i : -1;
}

static const char *field(const struct csv_row *row, int column)
{
    return column >= 0 && column < row->n ? row->field[column] : "";
}

static double number(const struct csv_row *row, int column)
{
    const char *text = field(row, column);
    char *end;
    double value = strtod(text, &end);
    return end != text && *end == '\0' && isfinite(value) ? value : NAN;
}

/* A column whose values are all the same says nothing. */
static bool differs(const struct side *side, int column)
{
    for (long i = 1; i < side->table.n; i++)
        if (!text_same(field(&side->table.row[i], column), field(side->table.row, column)))
            return true;
    return false;
}

/* All columns that are no figure: what was varied, and configs, are among them. Hours a week
 * that were not asked for are those of the config. */
static void find_keys(struct side *side, const struct side *other)
{
    static const char *const figures[] = {"segment", "measure", "unit", "estimate",
        "difference", "se", "mc_low", "mc_high", "p05", "p50", "p95", "variance_reduction",
        "place", "against_baseline", "companies", "not_listed", "bound_by", "size_loss",
        "size_loss_low", "size_loss_high", "method"};
    const struct csv_row *header = &side->table.header;
    int own = column_of(&side->table, "hours_per_week"),
        others = column_of(&other->table, "hours_per_week");
    bool hours = differs(side, own) || differs(other, others);
    for (int i = 0; i < header->n && side->n_keys < MOST_KEYS; i++)
        if (text_find(header->field[i], NAMES(figures, sizeof figures / sizeof *figures)) < 0 &&
            (i != own || hours))
            side->key[side->n_keys++] = i;
}

/* From an error as the tables have it: of half as many replications, as two may share what was
 * drawn (change_between() goes back the same way). */
static struct estimate estimate_in(const struct side *side, const struct csv_row *row,
    const struct outcome *outcome, const struct change_terms *terms, int set)
{
    struct estimate e = estimate_undefined();
    e.value = number(row, column_of(&side->table, outcome->value));
    if (outcome->se != NULL) {
        double half = estimate_t(terms->n / 2 >= 2 ? terms->n / 2 : 0, terms->confidence[set]) *
                      number(row, column_of(&side->table, outcome->se));
        e.low = e.value - half;
        e.high = e.value + half;
    } else {
        e.low = number(row, column_of(&side->table, outcome->low));
        e.high = number(row, column_of(&side->table, outcome->high));
    }
    return e;
}

static void take_figures(struct side *sides, int set, struct arena *arena,
    const struct outcome *outcome, const struct change_terms *terms)
{
    struct side *side = &sides[set];
    int segment = column_of(&side->table, "segment"),
        measure = column_of(&side->table, "measure"),
        companies = column_of(&side->table, "companies");
    side->told = arena_new(arena, (size_t)side->table.n + 1, sizeof *side->told);
    for (long i = 0; i < side->table.n; i++) {
        const struct csv_row *row = &side->table.row[i];
        struct told *told = &side->told[side->n];
        struct text key = {0};
        int m = 0;
        while (m < outcome->n && !text_same(field(row, measure), outcome->compared[m].measure))
            m++;
        if (m == outcome->n || (segment >= 0 && !text_same(field(row, segment), "all")))
            continue;
        *told = (struct told){.row = row,
            .measure = m,
            .size = field(row, companies),
            .estimate = estimate_in(side, row, outcome, terms, set),
            .place = i};
        for (int k = 0; k < side->n_keys; k++)
            text_printf(&key, "%s=%s\n", side->table.header.field[side->key[k]],
                field(row, side->key[k]));
        text_printf(&key, "%d", m);
        told->key = text_keep(&key, arena);
        side->n += !isnan(told->estimate.value);
    }
}

static enum status read_side(struct side *side, struct changes *changes, int i,
    const struct outcome *outcome, struct messages *errors)
{
    const struct manifest_read *manifest = &changes->manifest[i];
    struct text bytes = {0};
    struct messages wrong = {0};
    enum status status =
        manifest_read_file(manifest, changes->path[i], outcome->table, &bytes, errors);
    if (status == STATUS_OK)
        status = csv_table_read(&side->table, &changes->arena, outcome->table, &bytes, &wrong);
    if (wrong.count > 0)
        messages_add(errors, "%s: %s", changes->path[i], wrong.lines[0]);
    messages_free(&wrong);
    text_free(&bytes);
    return status;
}

/* ---- Both side by side ---- */

/* A figure that both have. */
struct pair {
    const struct told *before, *now;
    struct estimate change;
    bool other_size; /* of a plan: the campaigns are of other numbers of companies */
};

struct pairs {
    const struct outcome *outcome;
    const struct side *side; /* [2] */
    int n, shown, known, alone;
    struct pair *pair;
};

static int by_key(const void *a, const void *b)
{
    const struct told *x = a, *y = b;
    int order = strcmp(x->key, y->key);
    return order != 0 ? order : (x->place > y->place) - (x->place < y->place);
}

static int by_place(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    return (x->now->place > y->now->place) - (x->now->place < y->now->place);
}

static void match(struct pairs *pairs, struct side side[2], struct arena *arena)
{
    long at[2] = {0};
    for (int i = 0; i < 2; i++)
        qsort(side[i].told, (size_t)side[i].n, sizeof *side[i].told, by_key);
    pairs->pair = arena_new(arena, (size_t)side[0].n + 1, sizeof *pairs->pair);
    while (at[0] < side[0].n && at[1] < side[1].n) {
        const struct told *before = &side[0].told[at[0]], *now = &side[1].told[at[1]];
        int order = strcmp(before->key, now->key);
        if (order == 0)
            pairs->pair[pairs->n++] =
                (struct pair){before, now, .other_size = !text_same(before->size, now->size)};
        at[0] += order <= 0;
        at[1] += order >= 0;
    }
    pairs->alone = (int)(side[0].n + side[1].n) - 2 * pairs->n;
    qsort(pairs->pair, (size_t)pairs->n, sizeof *pairs->pair, by_place);
}

static bool is_known(const struct pair *pair)
{
    return !pair->other_size && !isnan(pair->change.high - pair->change.low);
}

static bool is_shown(const struct pair *pair)
{
    return is_known(pair) && (pair->change.low > 0.0 || pair->change.high < 0.0);
}

/* Tables have twelve digits, of which sums in another order change the last. */
static void forget_rounding(struct pair *pair)
{
    double size = fmax(fabs(pair->before->estimate.value), fabs(pair->now->estimate.value));
    if (fabs(pair->change.value) > 1e-9 * size)
        return;
    pair->change.low -= pair->change.value;
    pair->change.high -= pair->change.value;
    pair->change.value = 0.0;
}

/* How often a change may be shown where there is none, among all figures. */
#define ERROR_OF_ALL 0.05

/* Changes whose intervals hold all at once. */
static void find_changes(struct pairs *pairs, struct change_terms terms)
{
    for (int again = 0; again < 2; again++) {
        /* First to count those that have an error. */
        int known = again ? pairs->known : 1;
        terms.wanted = 1.0 - ERROR_OF_ALL / (known > 0 ? known : 1);
        for (int i = 0; i < pairs->n; i++) {
            struct pair *pair = &pairs->pair[i];
            terms.share = pairs->outcome->compared[pair->now->measure].is_chance;
            pair->change = change_between(pair->before->estimate, pair->now->estimate, &terms);
            forget_rounding(pair);
            pairs->known += !again && is_known(pair);
            pairs->shown += again && is_shown(pair);
        }
    }
}

/* ---- Telling ---- */

static const char *strategy_of(
    struct changes *changes, const struct pairs *pairs, const struct pair *pair)
{
    return changes_strategy(
        changes, field(pair->now->row, column_of(&pairs->side[1].table, "strategy")));
}

/* What a row is of besides: "€5,000", "6.0, 90". */
static const char *rest_of(
    struct arena *arena, const struct pairs *pairs, const struct pair *pair)
{
    const struct side *side = &pairs->side[1];
    const char *rest = "";
    for (int k = 0; k < side->n_keys; k++) {
        int key = side->key[k];
        const char *id = side->table.header.field[key], *text = field(pair->now->row, key);
        double value = number(pair->now->row, key);
        if (text_same(id, "baseline") || text_same(id, "strategy") || !differs(side, key))
            continue;
        text = text_same(id, "budget_eur")       ? number_text(arena, value, NUMBER_MONEY)
               : text_same(id, "hours_per_week") ? arena_printf(arena, _("%s hours a week"),
                                                       number_text(arena, value, NUMBER_SHORT))
                                                 : arena_printable(arena, text);
        rest = rest[0] == '\0' ? text : arena_printf(arena, "%s, %s", rest, text);
    }
    return rest;
}

enum { NAME, REST, FIGURE, BEFORE, NOW, DIFFERENCE, VERDICT, COLUMNS };

static const char *verdict_of(struct arena *arena, const struct pair *pair)
{
    return pair->other_size          ? arena_printf(arena, _("%s, was %s companies"),
                                           arena_printable(arena, pair->now->size),
                                           arena_printable(arena, pair->before->size))
           : pair->change.value == 0 ? _("the same")
           : !is_known(pair)         ? "–"
           : !is_shown(pair)         ? _("no")
           : pair->change.value > 0  ? _("higher")
                                     : _("lower");
}

static const char *difference_of(
    struct arena *arena, const struct pair *pair, enum number_form form)
{
    struct estimate e = pair->change;
    const char *text = isnan(e.high - e.low) ? number_text(arena, e.value, form)
                                             : number_difference(arena, e, form);
    return form == NUMBER_POINTS ? arena_printf(arena, "%s%s", text, _(" points")) : text;
}

static void fill_row(struct grid *grid, int row, const struct pairs *pairs, int i)
{
    const struct pair *pair = &pairs->pair[i];
    const struct compared *compared = &pairs->outcome->compared[pair->now->measure];
    const char **cell = grid_cell(grid, row, 0);
    cell[FIGURE] = _(compared->called);
    cell[BEFORE] = number_text(&grid->arena, pair->before->estimate.value, compared->form);
    cell[NOW] = number_text(&grid->arena, pair->now->estimate.value, compared->form);
    cell[DIFFERENCE] = difference_of(&grid->arena, pair, compared->difference);
    cell[VERDICT] = verdict_of(&grid->arena, pair);
}

/* Of many figures those that are shown to have changed. */
static void add_table(
    struct screen *screen, struct changes *changes, const struct pairs *pairs, bool all)
{
    struct grid grid;
    int rows = all ? pairs->n : pairs->shown, row = 0;
    if (rows == 0)
        return;
    grid_init(&grid, rows, COLUMNS,
        (const char *[COLUMNS]){_("strategy"), _("with"), _("figure"), _("before"), _("now"),
            _("difference"), _("shown")});
    grid.fixed = FIGURE + 1;
    const char *last[2] = {"", ""};
    bool any_rest = false;
    for (int i = 0; i < pairs->n; i++)
        if (all || is_shown(&pairs->pair[i])) {
            const char *name = strategy_of(changes, pairs, &pairs->pair[i]);
            const char *rest = rest_of(&changes->arena, pairs, &pairs->pair[i]);
            /* Rows of one thing have its name once. */
            bool same = text_same(name, last[0]), all_same = same && text_same(rest, last[1]);
            *grid_cell(&grid, row, NAME) = same ? "" : name;
            *grid_cell(&grid, row, REST) = all_same ? "" : rest;
            any_rest = any_rest || rest[0] != '\0';
            fill_row(&grid, row++, pairs, i);
            last[0] = name;
            last[1] = rest;
        }
    if (!any_rest)
        grid_drop(&grid, REST);
    screen_add_table(screen, &grid);
    screen_add_blank(screen);
}

/* What a command said first itself; NULL: that is not kept. */
static const char *sentences_of(struct changes *changes, int i)
{
    struct text bytes = {0};
    struct messages wrong = {0};
    struct screen was = {0};
    const char *sentences = NULL;
    if (manifest_read_file(&changes->manifest[i], changes->path[i], SCREENS_NAME, &bytes,
            &wrong) == STATUS_OK &&
        screens_read(&was, language_used(), &bytes) && was.first->text != NULL)
        sentences = arena_copy(&changes->arena, was.first->text);
    screen_free(&was);
    messages_free(&wrong);
    text_free(&bytes);
    return sentences;
}

static void add_sentences(struct screen *screen, struct changes *changes)
{
    const char *sentences[2], *title[2] = {_("Before:"), _("Now:")};
    for (int i = 0; i < 2; i++)
        sentences[i] = sentences_of(changes, i);
    if (sentences[0] == NULL || sentences[1] == NULL || text_same(sentences[0], sentences[1]))
        return;
    for (int i = 0; i < 2; i++) {
        screen_add_text(screen, title[i]);
        screen_add_text(screen, sentences[i]);
        screen_add_blank(screen);
    }
}

static void say_result(
    struct sentences *s, const struct pairs *pairs, bool same, bool few, bool together)
{
    if (pairs->n == 0)
        say_line(s, "%s", _("There is no figure that both have."));
    else if (same)
        say_line(s, "%s", _("All figures that were compared are the same."));
    else if (few)
        say_line(s, _("Of fewer than %d simulated campaigns no change is shown."), STUDY_FEW);
    else if (pairs->shown == 0)
        say_line(s,
            _("None of the %d figures that were compared is shown to have changed: all may "
              "differ by the error of simulating alone."),
            pairs->known);
    else
        say_line(s,
            _("Shown to have changed: %d of the %d figures that were compared; the others may "
              "differ by the error of simulating alone."),
            pairs->shown, pairs->known);
    if (pairs->alone > 0)
        say_line(s, _("Figures that one of the two alone has: %d."), pairs->alone);
    if (pairs->n == 0 || same || few)
        return;
    say_line(
        s, together
               ? _("±: error of the difference, all at once (95%%): at most this much, as both "
                   "have the same seed, so that luck may have moved them alike.")
               : _("±: error of the difference, all at once (95%%)."));
}

/* ---- All of it ---- */

static void tell(struct screen *screen, struct changes *changes, struct pairs *pairs, bool few,
    bool together)
{
    enum { MANY = 60 };
    bool all = pairs->n <= MANY, sizes = false, same = true;
    struct sentences s = {0};
    for (int i = 0; i < pairs->n; i++) {
        sizes = sizes || pairs->pair[i].other_size;
        same = same && pairs->pair[i].change.value == 0.0;
    }
    if (pairs->outcome->sentences)
        add_sentences(screen, changes);
    few = few || same; /* then there is no table */
    if (pairs->outcome->command == IN_COMPARE && !few)
        say_line(&s, _("Differences with %s, before and now:"),
            changes_baseline(changes,
                field(pairs->pair[0].now->row, column_of(&pairs->side[1].table, "baseline"))));
    if (s.text.length > 0)
        screen_say(screen, &s);
    if (!few)
        add_table(screen, changes, pairs, all);
    say_result(&s, pairs, same, few, together);
    if (!all && !few)
        say_line(&s, "%s", _("The table has those that are shown to have changed."));
    if (sizes && !few)
        say_line(&s, "%s",
            _("was ... companies: the campaigns are of other numbers of companies; as these "
              "are "
              "estimated themselves, no change is called shown."));
    screen_say(screen, &s);
}

enum status changes_add_outcome(
    struct screen *screen, struct changes *changes, struct messages *errors)
{
    const struct manifest_read *manifest = changes->manifest;
    struct side side[2] = {0};
    struct pairs pairs = {.outcome = outcomes, .side = side};
    double least = fmin(manifest[0].replications, manifest[1].replications);
    bool told = true, few = !(least >= STUDY_FEW);
    struct change_terms terms = {.n = least >= 1.0 && least < 1e15 ? (uint64_t)least : 0,
        .confidence = {manifest[0].confidence, manifest[1].confidence},
        .together = text_same(manifest[0].seed, manifest[1].seed)};
    enum status status = STATUS_OK;
    while (pairs.outcome->command != results_command(&manifest[0])->bit)
        pairs.outcome++;
    for (int i = 0; i < 2; i++)
        told = told && terms.confidence[i] > 0.0 && terms.confidence[i] < 1.0;
    for (int i = 0; i < 2 && status == STATUS_OK; i++)
        status = read_side(&side[i], changes, i, pairs.outcome, errors);
    if (status != STATUS_OK)
        return status;
    for (int i = 0; i < 2; i++) {
        find_keys(&side[i], &side[1 - i]);
        take_figures(side, i, &changes->arena, pairs.outcome, &terms);
    }
    match(&pairs, side, &changes->arena);
    find_changes(&pairs, terms);
    if (told)
        tell(screen, changes, &pairs, few, terms.together);
    else
        screen_add_text(
            screen, _("One of the manifests does not say how sure its figures are, so "
                      "that no change can be shown.\n"));
    return STATUS_OK;
}
