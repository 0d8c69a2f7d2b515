/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read_facts.h"

#include "language.h"
#include "measures.h"

#include <math.h>
#include <string.h>

/* The `*n` texts of `before` and those of the list `name`, which may be absent. */
static const struct node **read_texts(
    struct reader *r, struct node *group, const char *name, const struct node **before, int *n)
{
    struct node *list = read_typed(r, group, name, NODE_LIST, false);
    if (list == NULL)
        return before;
    const struct node **texts = arena_new(r->arena, (size_t)(*n + list->n) + 1, sizeof *texts);
    for (int i = 0; i < *n; i++)
        texts[i] = before[i];
    node_each (member, list) {
        if (member->type == NODE_TEXT)
            texts[(*n)++] = member;
        else
            node_error(member, r->errors, _("must be a text"));
    }
    return texts;
}

static void read_condition(
    struct reader *r, struct facts *facts, struct node *group, const struct node *list)
{
    struct condition condition = {0};
    const char *id = read_id(r, group, list);
    const struct node *like = node_get(r->tree, group, "like");
    int i = like != NULL ? read_reference(r, like, _("earlier condition"),
                               NAMES(facts->condition_id, facts->n_conditions))
                         : NONE;
    if (i != NONE)
        condition = facts->condition[i];
    condition.node = group;
    condition.set = read_texts(r, group, "set", condition.set, &condition.n_sets);
    const struct node *strategy = read_typed(r, group, "strategy", NODE_TEXT, false);
    condition.strategy = strategy != NULL ? strategy->text : condition.strategy;
    facts->condition[facts->n_conditions] = condition;
    facts->condition_id[facts->n_conditions++] = id;
}

/* ---- Figures ---- */

/* A fact is of no segment that is not offered a package that it is about. */
static void check_package(struct reader *r, const struct node *node, struct fact *fact)
{
    const struct packages *packages = &r->scenario->packages;
    int p = read_reference(r, node, _("package"), NAMES(packages->package, packages->n));
    for (int s = 0; p != NONE && s < axes_segments(&r->scenario->axes); s++)
        if (!selector_fits(&packages->package[p].only, &r->scenario->axes, s))
            fact->segments &= ~(UINT64_C(1) << s);
}

/* It must be one of those that a number of this kind can have. */
static void check_measure(struct reader *r, const struct fact_number *number)
{
    const char *names[MOST_MEASURES] = {"share", "contacts"}, *what = _("measure");
    bool quantile = !isnan(number->quantile), part = strcmp(number->segment, "all") != 0;
    int n = number->package != NULL ? 2 : 0;
    for (int m = 0; m < n_measures && number->package == NULL; m++)
        if ((!quantile || measure_is_of_partners(&measures[m])) &&
            (!part || !measure_is_of_all(&measures[m])))
            names[n++] = measures[m].name;
    what = part ? _("measure of a segment") : what;
    what = quantile ? _("measure with quantiles over partners") : what;
    what = number->package != NULL ? _("measure of a package") : what;
    read_reference(r, number->measure, what, NAMES(names, n));
}

/* Lays what `group` says of a number over what is there; nothing is at first. */
static void read_fact_number(struct reader *r, struct facts *facts, struct fact *fact,
    struct node *group, struct fact_number *number)
{
    static const struct parameter inside = {
        .kind = PARAMETER_ABOVE_ZERO, .high = 0.9999, .basis = ' '};
    bool is_first = number->measure == NULL;
    const struct node *under = read_typed(r, group, "under", NODE_TEXT, is_first);
    const struct node *measure = read_typed(r, group, "measure", NODE_TEXT, is_first);
    const struct node *package = read_typed(r, group, "package", NODE_TEXT, false);
    const struct node *segment = read_typed(r, group, "segment", NODE_TEXT, false);
    struct node *quantile = node_get(r->tree, group, "quantile");
    if (under != NULL)
        number->condition = read_reference(
            r, under, _("condition"), NAMES(facts->condition_id, facts->n_conditions));
    if (number->condition != NONE)
        facts->condition[number->condition].used = true;
    if (package != NULL)
        check_package(r, package, fact);
    if (segment != NULL) {
        struct cells cells;
        cells_init(&cells, &r->scenario->axes, ALL_SEGMENTS, r->arena);
        read_reference(r, segment, _("segment"), NAMES(cells.name, cells.n));
    }
    if (quantile != NULL)
        number->quantile = read_number(r, quantile, &inside).value;
    number->measure = measure != NULL ? measure : number->measure;
    number->package = package != NULL ? package : number->package;
    number->segment = segment != NULL ? segment->text : number->segment;
    if (number->measure != NULL)
        check_measure(r, number);
}

static double read_bound(struct reader *r, struct node *group, const char *name, double absent)
{
    static const struct parameter any = {
        .kind = PARAMETER_REAL, .low = -1e12, .high = 1e12, .basis = ' '};
    struct node *node = node_get(r->tree, group, name);
    return node != NULL ? read_number(r, node, &any).value : absent;
}

static bool is_share(const struct fact_number *number)
{
    const char *name = number->measure != NULL ? number->measure->text : "";
    const char *unit = measure_find(name) >= 0 ? measures[measure_find(name)].unit : name;
    return strcmp(unit, "share") == 0 || strcmp(unit, "probability") == 0;
}

static void read_figure(struct reader *r, struct facts *facts, struct fact *fact,
    struct node *group, struct fact_figure *figure)
{
    struct fact_number first = {NONE, NULL, NULL, NAN, "all"};
    figure->label = read_label(r, group, "label", NULL);
    read_fact_number(r, facts, fact, group, &first);
    figure->first = figure->second = first;
    struct node *less = read_typed(r, group, "less", NODE_GROUP, false);
    struct node *over = read_typed(r, group, "over", NODE_GROUP, false);
    if (less != NULL && over != NULL)
        node_error(over, r->errors, _("give either 'less' or 'over', not both"));
    if (less != NULL || over != NULL) {
        figure->operation = less != NULL ? FACT_DIFFERENCE : FACT_RATIO;
        read_fact_number(r, facts, fact, less != NULL ? less : over, &figure->second);
    }
    figure->least = read_bound(r, group, "least", -INFINITY);
    figure->most = read_bound(r, group, "most", INFINITY);
    if (figure->least > figure->most)
        node_error(group, r->errors, _("'least' is more than 'most'"));
    const struct node *per_segment = read_typed(r, group, "per_segment", NODE_FLAG, false);
    figure->per_segment = per_segment != NULL && per_segment->flag;
    figure->is_share = is_share(&first);
}

/* ---- Facts ---- */

/* The settings that the config lacks of those that the fact needs; NULL: none. */
static const char *read_lacking(struct reader *r, struct node *group)
{
    struct text lacking = {0};
    int n = 0;
    const struct node **needs = read_texts(r, group, "needs", NULL, &n);
    for (int i = 0; i < n; i++)
        if (tree_find(r->tree, needs[i]->text) == NULL)
            text_printf(&lacking, ", %s", needs[i]->text);
    /* Without the first comma; empty texts have none. */
    return lacking.length > 0 ? text_keep(&lacking, r->arena) + 2 : NULL;
}

static void read_fact(
    struct reader *r, struct facts *facts, struct node *group, const struct node *list)
{
    struct fact *fact = &facts->fact[facts->n++];
    fact->id = read_id(r, group, list);
    fact->label = read_label(r, group, "label", fact->id);
    fact->lacking = read_lacking(r, group);
    fact->segments =
        population_segments(&r->scenario->population, axes_segments(&r->scenario->axes));
    struct node *figures = read_typed(r, group, "figures", NODE_LIST, true);
    if (fact->lacking != NULL || figures == NULL) {
        node_mark_used(group);
        return;
    }
    if (figures->n == 0)
        node_error(figures, r->errors, _("a fact has at least one figure"));
    fact->figure = arena_new(r->arena, (size_t)figures->n + 1, sizeof *fact->figure);
    node_each (member, figures)
        read_figure(r, facts, fact, member, &fact->figure[fact->n++]);
}

const struct facts *read_facts(struct reader *r)
{
    struct node *group = read_typed(r, r->tree->root, "facts", NODE_GROUP, false);
    struct node *conditions = read_typed(r, group, "conditions", NODE_LIST, true);
    struct node *list = read_typed(r, group, "list", NODE_LIST, true);
    if (conditions == NULL || list == NULL) {
        if (group != NULL)
            node_mark_used(group);
        return NULL;
    }
    struct facts *facts = arena_new(r->arena, 1, sizeof *facts);
    size_t most = (size_t)conditions->n + 1;
    facts->note = read_label(r, group, "note", NULL);
    facts->condition = arena_new(r->arena, most, sizeof *facts->condition);
    facts->condition_id = arena_new(r->arena, most, sizeof *facts->condition_id);
    facts->fact = arena_new(r->arena, (size_t)list->n + 1, sizeof *facts->fact);
    node_each (member, conditions)
        read_condition(r, facts, member, conditions);
    node_each (member, list)
        read_fact(r, facts, member, list);
    messages_drop_repeats(r->errors); /* two numbers may name one measure */
    return facts;
}
