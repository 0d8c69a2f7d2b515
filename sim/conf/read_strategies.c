/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read.h"

#include "language.h"

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
    struct node *weights[N_RESPONSES];
    int offer[MAX_SEGMENTS];
};

/* The cocktail of one segment while sayings are laid over each other. */
struct resolving {
    unsigned given;
    struct node *weights[N_RESPONSES];
    struct node *last; /* the strategy, or the variant that fits */
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

/* An aid is made once, so it works once. */
static void check_each_once(
    struct reader *reader, const struct node *node, const struct id_list *list)
{
    for (int i = 0; i < list->n; i++)
        for (int j = 0; j < i; j++)
            if (list->id[i] == list->id[j])
                node_error(node, reader->errors, _("an aid is listed twice"));
}

/* ---- Order ---- */

static const struct parameter weight_of_contact = {.name = "weight",
    .kind = PARAMETER_POSITIVE,
    .low = 0.0,
    .high = 1e6,
    .unit = "",
    .source = 'A'};
/* A weight that is drawn is never quite 0, so that those of a list always have a sum. */
#define LEAST_WEIGHT 1e-9

static void read_order(struct reader *reader, struct node *group, struct saying *saying)
{
    static const char *const orders[] = {"listed", "random"};
    struct node *order = node_get(reader->tree, group, "order");
    struct node *weights = read_typed(reader, group, "weights", NODE_GROUP, false);
    if (order != NULL) {
        saying->given |= GIVEN_ORDER;
        saying->cocktail.random = read_reference(reader, order, _("order"), orders, 2) == 1;
    }
    for (int s = 0; s < N_RESPONSES; s++) {
        struct node *list = read_typed(reader, weights, stage_names[s], NODE_LIST, false);
        saying->weights[s] = list;
        if (list != NULL)
            node_each (member, list)
                read_number(reader, member, &weight_of_contact);
    }
}

/* The weights of a list of `n` contact moments, each read before; evenly where none are given.
 */
static const double *read_weights(struct reader *reader, const struct node *list, int n)
{
    double *weight = arena_new(reader->arena, (size_t)n + 1, sizeof *weight), sum = 0.0;
    for (int i = 0; i < n; i++)
        weight[i] = 1.0;
    if (list == NULL)
        return weight;
    if (list->n != n) {
        node_error(
            list, reader->errors, _("there are %d weights for %d contact moments"), list->n, n);
        return weight;
    }
    int i = 0;
    node_each (member, list) {
        struct drawable one = read_before(member);
        if (one.step != KNOWN)
            one = draw_list_reckon(reader->draws, STEP_AT_LEAST, one, known(LEAST_WEIGHT));
        draw_list_land(reader->draws, &weight[i++], one);
        sum += one.value;
    }
    if (n > 0 && !(sum > 0.0))
        node_error(list, reader->errors, _("at least one weight must be above 0"));
    return weight;
}

/* ---- Cocktails ---- */

static void read_offer(
    struct reader *reader, struct node *group, uint64_t segments_meant, struct saying *saying)
{
    struct node *offer = node_get(reader->tree, group, "offer");
    if (offer == NULL)
        return;
    saying->given |= GIVEN_OFFER;
    struct names names = package_names(reader->scenario);
    int segments = axes_segments(&reader->scenario->axes);
    if (offer->type != NODE_LIST) {
        int package = read_reference(reader, offer, _("package"), names.name, names.n);
        for (int s = 0; s < segments; s++)
            saying->offer[s] = package;
        return;
    }
    struct node *entry[MAX_SEGMENTS];
    read_first_fit(reader, offer, segments_meant, entry);
    node_each (member, offer) {
        struct node *id = read_required(reader, member, "package");
        int package =
            id == NULL ? NONE : read_reference(reader, id, _("package"), names.name, names.n);
        for (int s = 0; s < segments; s++)
            if (entry[s] == member)
                saying->offer[s] = package;
    }
}

/* What `group` says of the segments that it is meant for: a strategy itself says every number,
 * if only by leaving it out. */
static void read_saying(struct reader *reader, struct node *group, bool is_base,
    uint64_t segments_meant, struct saying *saying)
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
        if (read_ids(reader, group, stage_names[s], _("contact moment"), &contacts,
                &cocktail->stage[s]))
            saying->given |= (unsigned)GIVEN_LISTS << s;
    if (read_ids(
            reader, group, "sequence", _("contact moment"), &contacts, &cocktail->sequence))
        saying->given |= GIVEN_SEQUENCE;
    if (read_ids(reader, group, "care", _("contact moment"), &contacts, &cocktail->care))
        saying->given |= GIVEN_CARE;
    if (read_ids(reader, group, "aids", _("aid"), &aids, &cocktail->aids))
        saying->given |= GIVEN_AIDS;
    check_each_once(reader, node_find(group, "aids"), &cocktail->aids);
    for (int s = 0; s < MAX_SEGMENTS; s++)
        saying->offer[s] = NONE;
    read_order(reader, group, saying);
    read_offer(reader, group, segments_meant, saying);
}

/* The numbers of a cocktail, in the order of the table. */
static void overlay_numbers(
    struct draw_list *draws, struct cocktail *base, const struct saying *over)
{
    base->pace_days = over->given & 1 ? over->cocktail.pace_days : base->pace_days;
    base->max_contacts = over->given & 2 ? over->cocktail.max_contacts : base->max_contacts;
    base->patience = over->given & 4 ? over->cocktail.patience : base->patience;
    if (over->given & 8)
        draw_list_land(draws, &base->steering, draw_list_at(draws, &over->cocktail.steering));
}

/* Lays what a saying gives over a cocktail, for one segment. A list of its own brings its own
 * weights; a sequence stands instead of lists, and lists given later instead of a sequence. */
static void overlay(struct draw_list *draws, struct cocktail *cocktail,
    struct resolving *resolving, const struct saying *over, int segment)
{
    overlay_numbers(draws, cocktail, over);
    for (int s = 0; s < N_RESPONSES; s++) {
        bool list = over->given & (unsigned)GIVEN_LISTS << s;
        cocktail->stage[s] = list ? over->cocktail.stage[s] : cocktail->stage[s];
        cocktail->flat = cocktail->flat && !list;
        if (list || over->weights[s] != NULL)
            resolving->weights[s] = over->weights[s];
    }
    if (over->given & GIVEN_SEQUENCE) {
        cocktail->sequence = over->cocktail.sequence;
        cocktail->flat = true;
    }
    cocktail->random = over->given & GIVEN_ORDER ? over->cocktail.random : cocktail->random;
    cocktail->offer = over->given & GIVEN_OFFER ? over->offer[segment] : cocktail->offer;
    cocktail->care = over->given & GIVEN_CARE ? over->cocktail.care : cocktail->care;
    cocktail->aids = over->given & GIVEN_AIDS ? over->cocktail.aids : cocktail->aids;
    resolving->given |= over->given;
}

/* Without a sequence every stage needs its list. Told once per strategy or variant. */
static void check_lists(struct reader *reader, const struct cocktail *cocktail,
    const struct resolving *resolving, unsigned *told)
{
    for (int s = 0; s < N_RESPONSES; s++) {
        unsigned bit = (unsigned)GIVEN_LISTS << s;
        if (cocktail->flat || resolving->given & bit || *told & bit)
            continue;
        *told |= bit;
        node_error(resolving->last, reader->errors,
            _("'%s' is missing: the contact moments of that stage, or () to give up there"),
            stage_names[s]);
    }
}

static void resolve_weights(
    struct reader *reader, struct cocktail *cocktail, const struct resolving *resolving)
{
    for (int s = 0; s < N_RESPONSES; s++)
        cocktail->weight[s] = read_weights(reader, resolving->weights[s], cocktail->stage[s].n);
}

static uint64_t segments_of(struct node *const entry[MAX_SEGMENTS], const struct node *variant)
{
    uint64_t segments = 0;
    for (int s = 0; s < MAX_SEGMENTS; s++)
        segments |= (uint64_t)(entry[s] == variant) << s;
    return segments;
}

static void read_variants(struct reader *reader, struct node *group, struct strategy *strategy,
    struct resolving resolving[MAX_SEGMENTS])
{
    struct node *variants = read_typed(reader, group, "variants", NODE_LIST, false);
    struct node *entry[MAX_SEGMENTS] = {0};
    if (variants == NULL)
        return;
    read_first_fit(reader, variants, NO_SEGMENT, entry);
    node_each (variant, variants) {
        struct saying *over = arena_new(reader->arena, 1, sizeof *over);
        read_saying(reader, variant, false, segments_of(entry, variant), over);
        for (int s = 0; s < axes_segments(&reader->scenario->axes); s++) {
            if (entry[s] != variant)
                continue;
            overlay(reader->draws, &strategy->at[s], &resolving[s], over, s);
            resolving[s].last = variant;
        }
    }
}

static void read_strategy(struct reader *reader, struct node *group, const struct node *list,
    struct strategy *strategy)
{
    int segments = axes_segments(&reader->scenario->axes);
    struct saying *base = arena_new(reader->arena, 1, sizeof *base);
    struct resolving resolving[MAX_SEGMENTS] = {{0}};
    size_t errors = reader->errors->count;
    strategy->id = read_id(reader, group, list);
    strategy->label = read_label(reader, group, strategy->id);
    read_numbers(reader, group, "strategies", strategy);
    read_saying(reader, group, true, ALL_SEGMENTS, base);
    for (int s = 0; s < segments; s++) {
        strategy->at[s].offer = NONE;
        resolving[s].last = group;
        overlay(reader->draws, &strategy->at[s], &resolving[s], base, s);
    }
    read_variants(reader, group, strategy, resolving);
    unsigned told = 0;
    for (int s = 0; s < segments; s++) {
        check_lists(reader, &strategy->at[s], &resolving[s], &told);
        if (reader->errors->count == errors)
            resolve_weights(reader, &strategy->at[s], &resolving[s]);
    }
}

void read_strategies(struct reader *reader)
{
    struct scenario *scenario = reader->scenario;
    struct node *list = read_typed(reader, reader->tree->root, "strategies", NODE_LIST, true);
    if (list == NULL)
        return;
    if (list->n < 1 || list->n > MAX_STRATEGIES) {
        node_error(list, reader->errors, _("there are 1 to %d strategies, not %d"),
            MAX_STRATEGIES, list->n);
        node_mark_used(list);
        return;
    }
    scenario->strategy = arena_new(reader->arena, (size_t)list->n, sizeof *scenario->strategy);
    node_each (group, list) {
        if (group->type == NODE_GROUP)
            read_strategy(reader, group, list, &scenario->strategy[scenario->n_strategies++]);
        else
            node_error(group, reader->errors, _("must be a group { id = ...; ... }"));
    }
}
