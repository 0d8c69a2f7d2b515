/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read_facts.h"

#include "language.h"
#include "measures.h"

#include <math.h>
#include <string.h>

static bool is_group(struct reader *reader, const struct node *member)
{
    if (member->type != NODE_GROUP)
        node_error(member, reader->errors, _("must be a group { ... }"));
    return member->type == NODE_GROUP;
}

/* The `*n` texts of `before` and those of the list `name`, which may be absent. */
static const struct node **read_texts(struct reader *reader, struct node *group,
    const char *name, const struct node **before, int *n)
{
    struct node *list = read_typed(reader, group, name, NODE_LIST, false);
    if (list == NULL)
        return before;
    const struct node **texts = arena_new(reader->arena, (size_t)(*n + list->n) + 1, sizeof *texts);
    for (int i = 0; i < *n; i++)
        texts[i] = before[i];
    node_each (member, list) {
        if (member->type == NODE_TEXT)
            texts[(*n)++] = member;
        else
            node_error(member, reader->errors, _("must be a text"));
    }
    return texts;
}

static void read_condition(
    struct reader *reader, struct facts *facts, struct node *group, const struct node *list)
{
    struct condition condition = {0};
    const char *id = read_id(reader, group, list);
    const struct node *like = node_get(reader->tree, group, "like");
    int i = like != NULL ? read_reference(reader, like, _("earlier condition"),
                               facts->condition_id, facts->n_conditions)
                         : NONE;
    if (i != NONE)
        condition = facts->condition[i];
    condition.node = group;
    condition.set = read_texts(reader, group, "set", condition.set, &condition.n_sets);
    const struct node *strategy = read_typed(reader, group, "strategy", NODE_TEXT, false);
    condition.strategy = strategy != NULL ? strategy->text : condition.strategy;
    facts->condition[facts->n_conditions] = condition;
    facts->condition_id[facts->n_conditions++] = id;
}

/* ---- Figures ---- */

/* A number while it is read. */
struct saying {
    struct fact_number number;
    const struct node *measure; /* where that is named; NULL: nowhere, or wrongly */
};

/* The id of a package; what its companies are not offered to, neither is the fact. */
static const char *read_package(
    struct reader *reader, const struct node *node, struct fact *fact)
{
    const struct packages *packages = &reader->scenario->packages;
    const char *names[MAX_PACKAGES];
    for (int p = 0; p < packages->n; p++)
        names[p] = packages->package[p].id;
    int p = read_reference(reader, node, _("package"), names, packages->n);
    for (int s = 0; p != NONE && s < axes_segments(&reader->scenario->axes); s++)
        if (!selector_fits(&packages->package[p].only, &reader->scenario->axes, s))
            fact->offered &= ~(UINT64_C(1) << s);
    return p != NONE ? node->text : NULL;
}

static const char *read_segment(struct reader *reader, const struct node *node)
{
    struct cells cells;
    cells_init(&cells, &reader->scenario->axes, ALL_SEGMENTS, reader->arena);
    int i = read_reference(reader, node, _("segment"), cells.name, cells.n);
    return i != NONE ? node->text : "all";
}

/* Among those that a number of this kind can have. */
static int read_measure(struct reader *reader, const struct saying *saying)
{
    static const char *const of_package[] = {"share", "contacts"};
    const struct fact_number *number = &saying->number;
    if (number->package != NULL)
        return read_reference(
            reader, saying->measure, _("measure of a package"), of_package, 2);
    const char *names[MOST_MEASURES];
    bool quantile = !isnan(number->quantile), part = strcmp(number->segment, "all") != 0;
    int n = 0;
    for (int m = 0; m < n_measures; m++)
        if (!(quantile && !measure_is_of_partners(&measures[m])) &&
            !(part && measure_is_of_all(&measures[m])))
            names[n++] = measures[m].name;
    const char *what = quantile ? _("measure with quantiles over partners")
                       : part   ? _("measure of a segment")
                                : _("measure");
    return read_reference(reader, saying->measure, what, names, n) != NONE
               ? measure_find(saying->measure->text)
               : NONE;
}

/* Lays what `group` says of a number over what is there. */
static void read_saying(struct reader *reader, struct facts *facts, struct fact *fact,
    struct node *group, bool is_first, struct saying *saying)
{
    static const struct parameter inside = {
        .kind = PARAMETER_ABOVE_ZERO, .high = 0.9999, .source = ' '};
    struct fact_number *number = &saying->number;
    const struct node *under = read_typed(reader, group, "under", NODE_TEXT, is_first);
    const struct node *measure = read_typed(reader, group, "measure", NODE_TEXT, is_first);
    const struct node *package = node_get(reader->tree, group, "package");
    const struct node *segment = node_get(reader->tree, group, "segment");
    struct node *quantile = node_get(reader->tree, group, "quantile");
    if (under != NULL)
        number->condition = read_reference(
            reader, under, _("condition"), facts->condition_id, facts->n_conditions);
    if (number->condition != NONE)
        facts->condition[number->condition].used = true;
    if (quantile != NULL)
        number->quantile = read_number(reader, quantile, &inside);
    if (segment != NULL)
        number->segment = read_segment(reader, segment);
    saying->measure = measure != NULL ? measure : saying->measure;
    if (package != NULL && (number->package = read_package(reader, package, fact)) == NULL)
        saying->measure = NULL;
    if (saying->measure != NULL && (measure != NULL || number->measure != NONE))
        number->measure = read_measure(reader, saying);
}

static double read_bound(
    struct reader *reader, struct node *group, const char *name, double absent)
{
    static const struct parameter any = {
        .kind = PARAMETER_REAL, .low = -1e12, .high = 1e12, .source = ' '};
    struct node *node = node_get(reader->tree, group, name);
    return node != NULL ? read_number(reader, node, &any) : absent;
}

static bool read_flag(struct reader *reader, struct node *group, const char *name)
{
    const struct node *node = read_typed(reader, group, name, NODE_FLAG, false);
    return node != NULL && node->flag;
}

static bool is_share(const struct fact_number *number)
{
    if (number->package != NULL || number->measure == NONE)
        return number->measure == PACKAGE_SHARE;
    const char *unit = measures[number->measure].unit;
    return strcmp(unit, "share") == 0 || strcmp(unit, "probability") == 0;
}

static void read_figure(struct reader *reader, struct facts *facts, struct fact *fact,
    struct node *group, struct fact_figure *figure)
{
    struct saying first = {.number = {NONE, NONE, NULL, NAN, "all"}};
    figure->label = read_label(reader, group, NULL);
    read_saying(reader, facts, fact, group, true, &first);
    struct saying second = first;
    struct node *less = read_typed(reader, group, "less", NODE_GROUP, false);
    struct node *over = read_typed(reader, group, "over", NODE_GROUP, false);
    if (less != NULL && over != NULL)
        node_error(over, reader->errors, _("give either 'less' or 'over', not both"));
    if (less != NULL || over != NULL) {
        figure->operation = less != NULL ? FACT_DIFFERENCE : FACT_RATIO;
        read_saying(reader, facts, fact, less != NULL ? less : over, false, &second);
    }
    figure->first = first.number;
    figure->second = second.number;
    figure->least = read_bound(reader, group, "least", -INFINITY);
    figure->most = read_bound(reader, group, "most", INFINITY);
    if (figure->least > figure->most)
        node_error(group, reader->errors, _("'least' is more than 'most'"));
    bool percent = read_flag(reader, group, "percent");
    figure->percent = figure->operation == FACT_RATIO ? percent : is_share(&first.number);
    figure->per_segment = read_flag(reader, group, "per_segment");
}

/* ---- Facts ---- */

static const char *read_lacking(struct reader *reader, struct node *group)
{
    struct text lacking = {0};
    int n_needs = 0, n = reader->scenario->population.n;
    const struct node **needs = read_texts(reader, group, "needs", NULL, &n_needs);
    for (int i = 0; i < n_needs; i++)
        if (tree_find(reader->tree, needs[i]->text) == NULL)
            text_printf(&lacking, "%s%s", lacking.length > 0 ? ", " : "", needs[i]->text);
    const struct node *range = read_typed(reader, group, "companies", NODE_LIST, false);
    if (range != NULL && (range->n != 2 || range->first->type != NODE_WHOLE ||
                             range->last->type != NODE_WHOLE))
        node_error(range, reader->errors, _("must be two whole numbers: the least, the most"));
    else if (range != NULL && (n < range->first->whole || n > range->last->whole))
        text_printf(&lacking, _("%s%lld to %lld companies"), lacking.length > 0 ? ", " : "",
            (long long)range->first->whole, (long long)range->last->whole);
    const char *copy =
        lacking.length > 0 ? arena_copy(reader->arena, text_string(&lacking)) : NULL;
    text_free(&lacking);
    return copy;
}

static void read_fact(
    struct reader *reader, struct facts *facts, struct node *group, const struct node *list)
{
    struct fact *fact = &facts->fact[facts->n++];
    fact->label = read_label(reader, group, read_id(reader, group, list));
    fact->lacking = read_lacking(reader, group);
    fact->offered = ALL_SEGMENTS;
    struct node *figures = read_typed(reader, group, "figures", NODE_LIST, true);
    if (fact->lacking != NULL || figures == NULL) {
        node_mark_used(group);
        return;
    }
    fact->figure = arena_new(reader->arena, (size_t)figures->n + 1, sizeof *fact->figure);
    node_each (member, figures)
        if (is_group(reader, member))
            read_figure(reader, facts, fact, member, &fact->figure[fact->n++]);
}

const struct facts *read_facts(struct reader *reader)
{
    struct node *group = read_typed(reader, reader->tree->root, "facts", NODE_GROUP, false);
    struct node *conditions = read_typed(reader, group, "conditions", NODE_LIST, true);
    struct node *list = read_typed(reader, group, "list", NODE_LIST, true);
    if (conditions == NULL || list == NULL) {
        if (group != NULL)
            node_mark_used(group);
        return NULL;
    }
    struct facts *facts = arena_new(reader->arena, 1, sizeof *facts);
    size_t most = (size_t)conditions->n + 1;
    facts->note = read_words(reader, group, "note", NULL);
    facts->condition = arena_new(reader->arena, most, sizeof *facts->condition);
    facts->condition_id = arena_new(reader->arena, most, sizeof *facts->condition_id);
    facts->fact = arena_new(reader->arena, (size_t)list->n + 1, sizeof *facts->fact);
    node_each (member, conditions)
        if (is_group(reader, member))
            read_condition(reader, facts, member, conditions);
    node_each (member, list)
        if (is_group(reader, member))
            read_fact(reader, facts, member, list);
    return facts;
}
