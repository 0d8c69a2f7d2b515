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

/* The texts of the list `name`, added to the `n` that are there. */
static const char **read_texts(
    struct reader *reader, struct node *group, const char *name, const char **before, int *n)
{
    struct node *list = read_typed(reader, group, name, NODE_LIST, false);
    if (list == NULL)
        return before;
    const char **texts = arena_new(reader->arena, (size_t)(*n + list->n) + 1, sizeof *texts);
    if (*n > 0)
        memcpy(texts, before, (size_t)*n * sizeof *texts);
    node_each (member, list) {
        if (member->type == NODE_TEXT)
            texts[(*n)++] = member->text;
        else
            node_error(member, reader->errors, _("must be a text"));
    }
    return texts;
}

/* ---- Conditions ---- */

static void read_condition(
    struct reader *reader, struct facts *facts, struct node *group, const struct node *list)
{
    struct condition condition = {0};
    const char *id = read_id(reader, group, list);
    const struct node *like = node_get(reader->tree, group, "like");
    int i = like != NULL ? read_reference(reader, like, _("earlier condition"),
                               facts->condition_id, facts->n_conditions)
                         : NONE;
    if (i >= 0)
        condition = facts->condition[i];
    condition.node = group;
    condition.sets = read_texts(reader, group, "set", condition.sets, &condition.n_sets);
    const struct node *strategy = read_typed(reader, group, "strategy", NODE_TEXT, false);
    if (strategy != NULL)
        condition.strategy_node = strategy;
    facts->condition[facts->n_conditions] = condition;
    facts->condition_id[facts->n_conditions++] = id;
}

/* A condition may name a strategy that only some configs have: it is looked for once a fact
 * that can be told uses it. */
static int use_condition(struct reader *reader, struct facts *facts, const struct node *under)
{
    const struct scenario *scenario = reader->scenario;
    int i = read_reference(
        reader, under, _("condition"), facts->condition_id, facts->n_conditions);
    struct condition *condition = i >= 0 ? &facts->condition[i] : NULL;
    if (condition == NULL || condition->used)
        return i;
    condition->used = true;
    const char *names[MAX_STRATEGIES];
    for (int s = 0; s < scenario->n_strategies; s++)
        names[s] = scenario->strategy[s].id;
    if (condition->strategy_node != NULL)
        condition->strategy = read_reference(reader, condition->strategy_node, _("strategy"),
            names, scenario->n_strategies);
    return i;
}

/* ---- Figures ---- */

/* A number, and where its measure is named. */
struct saying {
    struct fact_number number;
    const struct node *measure;
};

static int read_package(struct reader *reader, const struct node *node)
{
    const struct packages *packages = &reader->scenario->packages;
    const char *names[MAX_PACKAGES];
    int place[MAX_PACKAGES], n = 0;
    for (int p = 0; p < packages->n; p++) {
        if (packages->package[p].for_companies) {
            names[n] = packages->package[p].id;
            place[n++] = p;
        }
    }
    int i = read_reference(reader, node, _("package for companies"), names, n);
    return i >= 0 ? place[i] : NONE;
}

/* Results are given of all companies, of one level of one axis, and of every segment. */
static const char *read_group_name(struct reader *reader, struct node *group)
{
    const struct axes *axes = &reader->scenario->axes;
    struct selector selector = read_selector(reader, group, "of");
    struct text name = {0};
    int given = 0, several = 0;
    for (int a = 0; a < axes->n; a++) {
        unsigned levels = selector.levels[a];
        const char *level = "*";
        for (int l = 0; l < axes->axis[a].n_levels; l++)
            level = levels == 1u << l ? axes->axis[a].levels[l] : level;
        given += level[0] != '*';
        several += level[0] == '*' && levels != selector_all().levels[a];
        text_printf(&name, "%s%s", a > 0 ? "/" : "", level);
    }
    if (several > 0 || (given > 1 && given < axes->n))
        node_error(node_find(group, "of"), reader->errors,
            _("figures are of one level of one axis, or of one level of every axis"));
    const char *copy = arena_copy(reader->arena, given > 0 ? text_string(&name) : "all");
    text_free(&name);
    return copy;
}

static int read_measure(struct reader *reader, const struct saying *saying)
{
    static const char *const of_package[] = {"share", "contacts"};
    const char *names[MOST_MEASURES];
    for (int m = 0; m < n_measures; m++)
        names[m] = measures[m].name;
    return saying->number.package != NONE
               ? read_reference(
                     reader, saying->measure, _("measure of a package"), of_package, 2)
               : read_reference(reader, saying->measure, _("measure"), names, n_measures);
}

/* Whether the number exists: some measures are of all companies only, some have quantiles. */
static void check_number(
    struct reader *reader, const struct node *group, const struct saying *saying)
{
    const struct fact_number *number = &saying->number;
    bool known = saying->measure != NULL && number->measure >= 0;
    bool ordinary = known && number->package == NONE;
    if (known && !isnan(number->quantile) &&
        !(ordinary && measure_is_of_partners(&measures[number->measure])))
        node_error(group, reader->errors, _("'%s' has no quantiles over partners"),
            saying->measure->text);
    if (ordinary && strcmp(number->group, "all") != 0 &&
        measure_is_of_all(&measures[number->measure]))
        node_error(group, reader->errors, _("'%s' is of all companies together"),
            saying->measure->text);
}

/* Lays what `group` says of a number over what is there. */
static void read_saying(struct reader *reader, struct facts *facts, struct node *group,
    bool is_first, struct saying *saying)
{
    static const struct parameter quantile_of_partners = {
        .name = "quantile", .kind = PARAMETER_ABOVE_ZERO, .high = 0.999, .source = ' '};
    struct fact_number *number = &saying->number;
    const struct node *under = read_typed(reader, group, "under", NODE_TEXT, is_first);
    const struct node *measure = read_typed(reader, group, "measure", NODE_TEXT, is_first);
    const struct node *package = read_typed(reader, group, "package", NODE_TEXT, false);
    struct node *quantile = node_get(reader->tree, group, "quantile");
    if (under != NULL)
        number->condition = use_condition(reader, facts, under);
    if (quantile != NULL)
        number->quantile = read_number(reader, quantile, &quantile_of_partners);
    if (node_get(reader->tree, group, "of") != NULL)
        number->group = read_group_name(reader, group);
    saying->measure = measure != NULL ? measure : saying->measure;
    if (package != NULL && (number->package = read_package(reader, package)) == NONE)
        saying->measure = NULL;
    if (saying->measure != NULL && (measure != NULL || package != NULL))
        number->measure = read_measure(reader, saying);
    check_number(reader, group, saying);
}

static double read_bound(
    struct reader *reader, struct node *group, const char *name, double absent)
{
    static const struct parameter any = {
        .name = "bound", .kind = PARAMETER_REAL, .low = -1e12, .high = 1e12, .source = ' '};
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
    if (number->package != NONE)
        return number->measure == PACKAGE_SHARE;
    const char *unit = number->measure >= 0 ? measures[number->measure].unit : "";
    return strcmp(unit, "share") == 0 || strcmp(unit, "probability") == 0;
}

static void read_figure(
    struct reader *reader, struct facts *facts, struct node *group, struct fact_figure *figure)
{
    struct saying first = {.number = {NONE, NONE, NONE, NAN, "all"}};
    figure->label = read_label(reader, group, NULL);
    read_saying(reader, facts, group, true, &first);
    struct saying second = first;
    struct node *less = read_typed(reader, group, "less", NODE_GROUP, false);
    struct node *over = read_typed(reader, group, "over", NODE_GROUP, false);
    if (less != NULL && over != NULL)
        node_error(over, reader->errors, _("give either 'less' or 'over', not both"));
    if (less != NULL || over != NULL) {
        figure->operation = less != NULL ? FACT_DIFFERENCE : FACT_RATIO;
        read_saying(reader, facts, less != NULL ? less : over, false, &second);
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

/* What the config lacks of what the fact is about, in words; NULL: nothing. */
static const char *read_lacking(struct reader *reader, struct node *group)
{
    struct text lacking = {0};
    int n_needs = 0, n = reader->scenario->population.n;
    const char **needs = read_texts(reader, group, "needs", NULL, &n_needs);
    for (int i = 0; i < n_needs; i++)
        if (tree_find(reader->tree, needs[i]) == NULL)
            text_printf(&lacking, "%s%s", lacking.length > 0 ? ", " : "", needs[i]);
    const struct node *range = read_typed(reader, group, "companies", NODE_LIST, false);
    const struct node *least = range != NULL ? range->first : NULL;
    const struct node *most = range != NULL ? range->last : NULL;
    if (range != NULL &&
        (range->n != 2 || least->type != NODE_WHOLE || most->type != NODE_WHOLE))
        node_error(range, reader->errors, _("must be two whole numbers: the least, the most"));
    else if (range != NULL && (n < least->whole || n > most->whole))
        text_printf(&lacking, _("%s%lld to %lld companies"), lacking.length > 0 ? ", " : "",
            (long long)least->whole, (long long)most->whole);
    const char *copy =
        lacking.length > 0 ? arena_copy(reader->arena, text_string(&lacking)) : NULL;
    text_free(&lacking);
    return copy;
}

static void read_fact(struct reader *reader, struct facts *facts, struct node *group,
    const struct node *list, struct fact *fact)
{
    const char *id = read_id(reader, group, list);
    fact->label = read_label(reader, group, id);
    fact->lacking = read_lacking(reader, group);
    struct node *figures = read_typed(reader, group, "figures", NODE_LIST, true);
    if (fact->lacking != NULL || figures == NULL) {
        node_mark_used(group);
        return;
    }
    fact->figure = arena_new(reader->arena, (size_t)figures->n + 1, sizeof *fact->figure);
    node_each (member, figures)
        if (is_group(reader, member))
            read_figure(reader, facts, member, &fact->figure[fact->n++]);
}

const struct facts *read_facts(struct reader *reader)
{
    struct node *group = read_typed(reader, reader->tree->root, "facts", NODE_GROUP, false);
    if (group == NULL)
        return NULL;
    struct facts *facts = arena_new(reader->arena, 1, sizeof *facts);
    facts->note = read_words(reader, group, "note", NULL);
    struct node *conditions = read_typed(reader, group, "conditions", NODE_LIST, true);
    struct node *list = read_typed(reader, group, "list", NODE_LIST, true);
    if (conditions == NULL || list == NULL) {
        node_mark_used(group);
        return NULL;
    }
    size_t most = (size_t)conditions->n + 1;
    facts->condition = arena_new(reader->arena, most, sizeof *facts->condition);
    facts->condition_id = arena_new(reader->arena, most, sizeof *facts->condition_id);
    node_each (member, conditions)
        if (is_group(reader, member))
            read_condition(reader, facts, member, conditions);
    facts->fact = arena_new(reader->arena, (size_t)list->n + 1, sizeof *facts->fact);
    node_each (member, list)
        if (is_group(reader, member))
            read_fact(reader, facts, member, list, &facts->fact[facts->n++]);
    return facts;
}
