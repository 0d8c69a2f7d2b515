/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read.h"

#include <math.h>
#include <string.h>

/* Fields of a cocktail that are no numbers of the table, as bits beside those of the numbers.
 */
enum {
    GIVEN_NUMBERS = (1 << 16) - 1,
    GIVEN_LISTS = 1 << 16,
    GIVEN_ATTENTION = GIVEN_LISTS, /* and interest, desire: the next two bits */
    GIVEN_SEQUENCE = GIVEN_LISTS << N_RESPONSES,
    GIVEN_ORDER = GIVEN_SEQUENCE << 1,
    GIVEN_OFFER = GIVEN_ORDER << 1,
    GIVEN_CARE = GIVEN_OFFER << 1,
    GIVEN_AIDS = GIVEN_CARE << 1
};

/* What a strategy or a variant says of its cocktail. */
struct saying {
    unsigned given;
    struct cocktail cocktail;
    int offer[MAX_SEGMENTS];
};

/* Names that ids refer to. */
struct names {
    int n;
    const char *name[MAX_CONTACTS];
};

static struct names contact_names(const struct scenario *scenario)
{
    struct names names = {.n = scenario->catalogue.n};
    for (int i = 0; i < names.n; i++)
        names.name[i] = scenario->catalogue.contact[i].id;
    return names;
}

static struct names aid_names(const struct scenario *scenario)
{
    struct names names = {.n = scenario->n_aids};
    for (int i = 0; i < names.n; i++)
        names.name[i] = scenario->aid[i].id;
    return names;
}

static struct names package_names(const struct scenario *scenario)
{
    struct names names = {.n = scenario->packages.n};
    for (int i = 0; i < names.n; i++)
        names.name[i] = scenario->packages.package[i].id;
    return names;
}

/* A list of ids; an array or a single id will do as well. False when the setting is absent. */
static bool read_ids(struct reader *reader, struct node *group, const char *name,
    const char *what, const struct names *names, struct id_list *into)
{
    struct node *node = node_get(reader->tree, group, name);
    if (node == NULL)
        return false;
    int *id = arena_new(reader->arena, (size_t)node->n + 1, sizeof *id), n = 0;
    if (node->type != NODE_LIST) {
        id[n] = read_reference(reader, node, what, names->name, names->n);
        n += id[n] >= 0;
    } else {
        node_each (member, node) {
            id[n] = read_reference(reader, member, what, names->name, names->n);
            n += id[n] >= 0;
        }
    }
    *into = (struct id_list){n, id};
    return true;
}

/* ---- Order ---- */

static void read_weights_of(struct reader *reader, struct node *list, double *weight)
{
    double sum = 0.0;
    int i = 0;
    node_each (member, list) {
        bool number = member->type == NODE_REAL || member->type == NODE_WHOLE;
        if (!number || !(member->real >= 0.0) || !isfinite(member->real))
            node_error(member, reader->errors, "a weight is a number of 0 or more");
        weight[i] = number ? member->real : 0.0;
        sum += weight[i++];
    }
    if (list->n > 0 && !(sum > 0.0))
        node_error(list, reader->errors, "at least one weight must be above 0");
}

static void read_order(struct reader *reader, struct node *group, struct saying *saying)
{
    static const char *const orders[] = {"listed", "random"};
    struct node *order = node_get(reader->tree, group, "order");
    struct node *weights = read_typed(reader, group, "weights", NODE_GROUP, false);
    if (order != NULL) {
        saying->given |= GIVEN_ORDER;
        saying->cocktail.random = read_reference(reader, order, "order", orders, 2) == 1;
    }
    for (int s = 0; s < N_RESPONSES; s++) {
        struct node *list = read_typed(reader, weights, stage_names[s], NODE_LIST, false);
        const struct id_list *contacts = &saying->cocktail.stage[s];
        if (list == NULL)
            continue;
        if (list->n != contacts->n) {
            node_error(list, reader->errors, "there are %d weights for %d contact moments",
                list->n, contacts->n);
            continue;
        }
        double *weight = arena_new(reader->arena, (size_t)list->n, sizeof *weight);
        read_weights_of(reader, list, weight);
        saying->cocktail.weight[s] = weight;
    }
}

/* ---- Cocktails ---- */

static void read_offer(struct reader *reader, struct node *group, struct saying *saying)
{
    struct node *offer = node_get(reader->tree, group, "offer");
    if (offer == NULL)
        return;
    saying->given |= GIVEN_OFFER;
    struct names names = package_names(reader->scenario);
    int segments = axes_segments(&reader->scenario->axes);
    if (offer->type != NODE_LIST) {
        int package = read_reference(reader, offer, "package", names.name, names.n);
        for (int s = 0; s < segments; s++)
            saying->offer[s] = package;
        return;
    }
    struct node *entry[MAX_SEGMENTS];
    read_first_fit(reader, offer, true, entry);
    node_each (member, offer) {
        struct node *id = read_required(reader, member, "package");
        int package =
            id == NULL ? NONE : read_reference(reader, id, "package", names.name, names.n);
        for (int s = 0; s < segments; s++)
            if (entry[s] == member)
                saying->offer[s] = package;
    }
}

/* What `group` says: a strategy itself says every number, if only by leaving it out. */
static void read_saying(
    struct reader *reader, struct node *group, bool is_base, struct saying *saying)
{
    struct names contacts = contact_names(reader->scenario);
    struct names aids = aid_names(reader->scenario);
    struct cocktail *cocktail = &saying->cocktail;
    memset(saying, 0, sizeof *saying);
    if (is_base)
        read_numbers(reader, group, "strategies.cocktail", cocktail);
    saying->given = is_base
                        ? GIVEN_NUMBERS
                        : read_given_numbers(reader, group, "strategies.cocktail", cocktail);
    for (int s = 0; s < N_RESPONSES; s++)
        if (read_ids(reader, group, stage_names[s], "contact moment", &contacts,
                &cocktail->stage[s]))
            saying->given |= (unsigned)GIVEN_LISTS << s;
    if (read_ids(reader, group, "sequence", "contact moment", &contacts, &cocktail->sequence))
        saying->given |= GIVEN_SEQUENCE;
    if (read_ids(reader, group, "care", "contact moment", &contacts, &cocktail->care))
        saying->given |= GIVEN_CARE;
    if (read_ids(reader, group, "aids", "aid", &aids, &cocktail->aids))
        saying->given |= GIVEN_AIDS;
    for (int s = 0; s < MAX_SEGMENTS; s++)
        saying->offer[s] = NONE;
    read_order(reader, group, saying);
    read_offer(reader, group, saying);
}

/* The numbers of a cocktail, in the order of the table. */
static void overlay_numbers(struct cocktail *base, const struct saying *over)
{
    base->pace_days = over->given & 1 ? over->cocktail.pace_days : base->pace_days;
    base->max_contacts = over->given & 2 ? over->cocktail.max_contacts : base->max_contacts;
    base->patience = over->given & 4 ? over->cocktail.patience : base->patience;
    base->steering = over->given & 8 ? over->cocktail.steering : base->steering;
}

/* Lays what a saying gives over a cocktail, for one segment. A list of its own brings its own
 * weights; a sequence replaces lists, and lists replace a sequence. */
static void overlay(struct cocktail *base, const struct saying *over, int segment)
{
    overlay_numbers(base, over);
    for (int s = 0; s < N_RESPONSES; s++) {
        if (!(over->given & (unsigned)GIVEN_LISTS << s))
            continue;
        base->stage[s] = over->cocktail.stage[s];
        base->weight[s] = over->cocktail.weight[s];
        base->flat = false;
    }
    if (over->given & GIVEN_SEQUENCE) {
        base->sequence = over->cocktail.sequence;
        base->flat = true;
    }
    base->random = over->given & GIVEN_ORDER ? over->cocktail.random : base->random;
    base->offer = over->given & GIVEN_OFFER ? over->offer[segment] : base->offer;
    base->care = over->given & GIVEN_CARE ? over->cocktail.care : base->care;
    base->aids = over->given & GIVEN_AIDS ? over->cocktail.aids : base->aids;
}

static void even_weights(struct reader *reader, struct cocktail *cocktail)
{
    for (int s = 0; s < N_RESPONSES; s++) {
        int n = cocktail->stage[s].n;
        if (cocktail->weight[s] != NULL || n == 0)
            continue;
        double *weight = arena_new(reader->arena, (size_t)n, sizeof *weight);
        for (int i = 0; i < n; i++)
            weight[i] = 1.0;
        cocktail->weight[s] = weight;
    }
}

/* A sequence stands instead of the lists, also where both are given: --set adds one to a
 * config. */
static void check_contacts(struct reader *reader, struct node *group, const struct saying *base)
{
    if (base->given & GIVEN_SEQUENCE)
        return;
    for (int s = 0; s < N_RESPONSES; s++)
        if (!(base->given & (unsigned)GIVEN_LISTS << s))
            node_error(group, reader->errors,
                "'%s' is missing: the contact moments of that stage, or () to give up there",
                stage_names[s]);
}

static void read_strategy(struct reader *reader, struct node *group, const struct node *list,
    struct strategy *strategy)
{
    int segments = axes_segments(&reader->scenario->axes);
    struct saying *base = arena_new(reader->arena, 1, sizeof *base);
    strategy->id = read_id(reader, group, list);
    strategy->label = read_label(reader, group, strategy->id);
    read_numbers(reader, group, "strategies", strategy);
    read_saying(reader, group, true, base);
    check_contacts(reader, group, base);
    for (int s = 0; s < segments; s++) {
        strategy->at[s].offer = NONE;
        overlay(&strategy->at[s], base, s);
    }
    struct node *variants = read_typed(reader, group, "variants", NODE_LIST, false);
    struct node *entry[MAX_SEGMENTS] = {0};
    if (variants != NULL)
        read_first_fit(reader, variants, false, entry);
    for (struct node *variant = variants != NULL ? variants->first : NULL; variant != NULL;
         variant = variant->next) {
        struct saying *over = arena_new(reader->arena, 1, sizeof *over);
        read_saying(reader, variant, false, over);
        for (int s = 0; s < segments; s++)
            if (entry[s] == variant)
                overlay(&strategy->at[s], over, s);
    }
    for (int s = 0; s < segments; s++)
        even_weights(reader, &strategy->at[s]);
}

void read_strategies(struct reader *reader)
{
    struct scenario *scenario = reader->scenario;
    struct node *list = read_typed(reader, reader->tree->root, "strategies", NODE_LIST, true);
    if (list == NULL)
        return;
    if (list->n < 1 || list->n > MAX_STRATEGIES) {
        node_error(list, reader->errors, "there are 1 to %d strategies, not %d", MAX_STRATEGIES,
            list->n);
        return;
    }
    node_each (group, list) {
        if (group->type == NODE_GROUP)
            read_strategy(reader, group, list, &scenario->strategy[scenario->n_strategies++]);
        else
            node_error(group, reader->errors, "must be a group { id = ...; ... }");
    }
}
