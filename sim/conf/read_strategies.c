/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read.h"

#include "language.h"

#include <math.h>
#include <string.h>

/* The lists of ids of a cocktail: the contact moments of each stage, and these. */
enum { SEQUENCE = N_RESPONSES, CARE, AIDS, N_LISTS };

/* What a cocktail can be given: numbers of the table, lists, and two more, as bits. */
enum {
    GIVEN_NUMBERS = (1 << 16) - 1,
    GIVEN_LISTS = 1 << 16, /* the next bits are those of the other lists */
    GIVEN_ORDER = GIVEN_LISTS << N_LISTS,
    GIVEN_OFFER = GIVEN_ORDER << 1
};

static bool is_given(unsigned given, int list)
{
    return given >> list & GIVEN_LISTS;
}

static struct id_list *list_of(struct cocktail *cocktail, int list)
{
    struct id_list *const beyond_stages[] = {
        &cocktail->sequence, &cocktail->care, &cocktail->aids};
    return list < N_RESPONSES ? &cocktail->stage[list] : beyond_stages[list - N_RESPONSES];
}

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

/* A list of ids; an array or a single id will do as well. */
static void read_ids(struct reader *r, struct node *group, int list, struct saying *saying)
{
    static const char *const beyond_stages[] = {"sequence", "care", "aids"};
    const struct scenario *s = r->scenario;
    const char *name =
        list < N_RESPONSES ? stage_names[list] : beyond_stages[list - N_RESPONSES];
    struct node *node = node_get(r->tree, group, name);
    if (node == NULL)
        return;
    int *id = arena_new(r->arena, (size_t)node->n + 1, sizeof *id), n = 0;
    node_each_of (member, node) {
        id[n] = list == AIDS ? read_reference(r, member, _("aid"), NAMES(s->aid, s->n_aids))
                             : read_reference(r, member, _("contact moment"),
                                   NAMES(s->catalogue.contact, s->catalogue.n));
        n += id[n] >= 0;
    }
    *list_of(&saying->cocktail, list) = (struct id_list){n, id};
    saying->given |= (unsigned)GIVEN_LISTS << list;
}

/* An aid is made once, so it works once. */
static void check_each_once(
    struct reader *r, const struct node *node, const struct id_list *list)
{
    for (int i = 0; i < list->n; i++)
        for (int j = 0; j < i; j++)
            if (list->id[i] == list->id[j])
                node_error(node, r->errors, _("an aid is listed twice"));
}

/* ---- Order ---- */

static const struct parameter weight_of_contact = {.name = "weight",
    .kind = PARAMETER_POSITIVE,
    .low = 0.0,
    .high = 1e6,
    .unit = "",
    .basis = 'A'};
/* A weight that is drawn is never quite 0, so that those of a list always have a sum. */
#define LEAST_WEIGHT 1e-9

static void read_order(struct reader *r, struct node *group, struct saying *saying)
{
    saying->given |= node_find(group, "order") != NULL ? GIVEN_ORDER : 0;
    saying->cocktail.random = read_choice(r, group, "order", _("order"), "listed", "random");
    struct node *weights = read_typed(r, group, "weights", NODE_GROUP, false);
    for (int s = 0; s < N_RESPONSES; s++) {
        struct node *list = read_typed(r, weights, stage_names[s], NODE_LIST, false);
        saying->weights[s] = list;
        node_each (member, list)
            read_number(r, member, &weight_of_contact);
    }
}

/* The weights of a list of `n` contact moments, each read before; evenly where none are given.
 */
static const double *read_weights(struct reader *r, const struct node *list, int n)
{
    double *weight = arena_new(r->arena, (size_t)n + 1, sizeof *weight), sum = 0.0;
    for (int i = 0; i < n; i++)
        weight[i] = 1.0;
    if (list == NULL)
        return weight;
    if (list->n != n) {
        node_error(
            list, r->errors, _("there are %d weights for %d contact moments"), list->n, n);
        return weight;
    }
    int i = 0;
    node_each (member, list) {
        struct drawable one = read_before(member);
        if (one.step != KNOWN)
            one = draw_list_reckon(r->draws, STEP_AT_LEAST, one, known(LEAST_WEIGHT));
        draw_list_land(r->draws, &weight[i++], one);
        sum += one.value;
    }
    if (n > 0 && !(sum > 0.0))
        node_error(list, r->errors, _("at least one weight must be above 0"));
    return weight;
}

/* ---- Cocktails ---- */

static void read_offer(
    struct reader *r, struct node *group, uint64_t segments_meant, struct saying *saying)
{
    struct node *offer = node_get(r->tree, group, "offer");
    if (offer == NULL)
        return;
    saying->given |= GIVEN_OFFER;
    const struct packages *packages = &r->scenario->packages;
    struct names names = NAMES(packages->package, packages->n);
    int segments = axes_segments(&r->scenario->axes);
    struct node *entry[MAX_SEGMENTS] = {0};
    if (offer->type == NODE_LIST)
        read_first_fit(r, offer, segments_meant, entry);
    node_each_of (member, offer) {
        bool all = offer->type != NODE_LIST;
        struct node *id = all ? offer : read_required(r, member, "package");
        int package = id == NULL ? NONE : read_reference(r, id, _("package"), names);
        for (int s = 0; s < segments; s++)
            if (all || entry[s] == member)
                saying->offer[s] = package;
    }
}

/* What `group` says of the segments that it is meant for: a strategy itself says every number,
 * if only by leaving it out. */
static void read_saying(struct reader *r, struct node *group, bool is_base,
    uint64_t segments_meant, struct saying *saying)
{
    struct cocktail *cocktail = &saying->cocktail;
    memset(saying, 0, sizeof *saying);
    if (is_base)
        read_numbers(r, group, "strategies.cocktail", cocktail);
    saying->given =
        is_base ? GIVEN_NUMBERS : read_given_numbers(r, group, "strategies.cocktail", cocktail);
    for (int list = 0; list < N_LISTS; list++)
        read_ids(r, group, list, saying);
    check_each_once(r, node_find(group, "aids"), &cocktail->aids);
    for (int s = 0; s < MAX_SEGMENTS; s++)
        saying->offer[s] = NONE;
    read_order(r, group, saying);
    read_offer(r, group, segments_meant, saying);
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
    struct resolving *resolving, struct saying *over, int segment)
{
    overlay_numbers(draws, cocktail, over);
    for (int list = 0; list < N_LISTS; list++)
        if (is_given(over->given, list))
            *list_of(cocktail, list) = *list_of(&over->cocktail, list);
    for (int s = 0; s < N_RESPONSES; s++) {
        bool list = is_given(over->given, s);
        cocktail->flat = cocktail->flat && !list;
        if (list || over->weights[s] != NULL)
            resolving->weights[s] = over->weights[s];
    }
    cocktail->flat = cocktail->flat || is_given(over->given, SEQUENCE);
    cocktail->random = over->given & GIVEN_ORDER ? over->cocktail.random : cocktail->random;
    cocktail->offer = over->given & GIVEN_OFFER ? over->offer[segment] : cocktail->offer;
    resolving->given |= over->given;
}

/* Without a sequence every stage needs its list. Told once per strategy or variant. */
static void check_lists(struct reader *r, const struct cocktail *cocktail,
    const struct resolving *resolving, unsigned *told)
{
    for (int s = 0; s < N_RESPONSES; s++) {
        if (cocktail->flat || is_given(resolving->given | *told, s))
            continue;
        *told |= (unsigned)GIVEN_LISTS << s;
        node_error(resolving->last, r->errors,
            _("'%s' is missing: the contact moments of that stage, or () to give up there"),
            stage_names[s]);
    }
}

static uint64_t segments_of(struct node *const entry[MAX_SEGMENTS], const struct node *variant)
{
    uint64_t segments = 0;
    for (int s = 0; s < MAX_SEGMENTS; s++)
        segments |= (uint64_t)(entry[s] == variant) << s;
    return segments;
}

static void read_variants(struct reader *r, struct node *group, struct strategy *strategy,
    struct resolving resolving[MAX_SEGMENTS])
{
    struct node *variants = read_typed(r, group, "variants", NODE_LIST, false);
    struct node *entry[MAX_SEGMENTS] = {0};
    if (variants == NULL)
        return;
    read_first_fit(r, variants, NO_SEGMENT, entry);
    node_each (variant, variants) {
        struct saying *over = arena_new(r->arena, 1, sizeof *over);
        read_saying(r, variant, false, segments_of(entry, variant), over);
        for (int s = 0; s < axes_segments(&r->scenario->axes); s++) {
            if (entry[s] != variant)
                continue;
            overlay(r->draws, &strategy->at[s], &resolving[s], over, s);
            resolving[s].last = variant;
        }
    }
}

static void read_strategy(
    struct reader *r, struct node *group, const struct node *list, struct strategy *strategy)
{
    int segments = axes_segments(&r->scenario->axes);
    struct saying *base = arena_new(r->arena, 1, sizeof *base);
    struct resolving resolving[MAX_SEGMENTS] = {{0}};
    size_t errors = r->errors->count;
    strategy->id = read_id(r, group, list);
    strategy->label = read_label(r, group, "label", strategy->id);
    read_numbers(r, group, "strategies", strategy);
    read_saying(r, group, true, ALL_SEGMENTS, base);
    for (int s = 0; s < segments; s++) {
        strategy->at[s].offer = NONE;
        resolving[s].last = group;
        overlay(r->draws, &strategy->at[s], &resolving[s], base, s);
    }
    read_variants(r, group, strategy, resolving);
    unsigned told = 0;
    for (int s = 0; s < segments; s++) {
        check_lists(r, &strategy->at[s], &resolving[s], &told);
        struct cocktail *at = &strategy->at[s];
        bool good = r->errors->count == errors;
        for (int stage = 0; stage < N_RESPONSES && good; stage++)
            at->weight[stage] =
                read_weights(r, resolving[s].weights[stage], at->stage[stage].n);
    }
}

void read_strategies(struct reader *r)
{
    struct scenario *scenario = r->scenario;
    struct node *list = read_typed(r, r->tree->root, "strategies", NODE_LIST, true);
    if (list == NULL)
        return;
    if (list->n < 1 || list->n > MAX_STRATEGIES) {
        node_error(list, r->errors, _("there are 1 to %d strategies, not %d"), MAX_STRATEGIES,
            list->n);
        node_mark_used(list);
        return;
    }
    scenario->strategy = arena_new(r->arena, (size_t)list->n, sizeof *scenario->strategy);
    node_each (group, list) {
        if (group->type == NODE_GROUP)
            read_strategy(r, group, list, &scenario->strategy[scenario->n_strategies++]);
        else
            node_error(group, r->errors, _("must be a group { id = ...; ... }"));
    }
}
