/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read.h"

#include "language.h"

#include <math.h>
#include <string.h>

/* The lists of ids of a cocktail: the contact moments of each stage, and these. */
enum { SEQUENCE = N_RESPONSES, CARE, AIDS, N_LISTS };

/* What a strategy says, or a variant of it: that of the strategy with what it gives itself. */
struct saying {
    struct node *group;
    struct cocktail cocktail; /* its offer and steering are those of the segment; a list that
                                 nobody gives has no ids, not even none */
    struct node *weights[N_RESPONSES];
    int offer[MAX_SEGMENTS];
    struct commitment commitment;
};

/* Puts the number of `from` at `to`, drawn or not. */
static void copy_number(struct draw_list *draws, double *to, const double *from)
{
    draw_list_land(draws, to, draw_list_at(draws, from));
}

/* A list of ids; an array or a single id will do as well. */
static void read_ids(struct reader *r, struct node *group, int list, struct cocktail *cocktail)
{
    static const char *const beyond_stages[] = {"sequence", "care", "aids"};
    struct id_list *const into[] = {&cocktail->sequence, &cocktail->care, &cocktail->aids};
    const struct scenario *s = r->scenario;
    int beyond = list - N_RESPONSES;
    struct node *node =
        node_get(r->tree, group, beyond < 0 ? stage_names[list] : beyond_stages[beyond]);
    if (node == NULL)
        return;
    int *id = arena_new(r->arena, (size_t)node->n + 1, sizeof *id), n = 0;
    node_each_of (member, node) {
        id[n] = list == AIDS ? read_reference(r, member, _("aid"), NAMES(s->aid, s->n_aids))
                             : read_reference(r, member, _("contact moment"),
                                   NAMES(s->catalogue.contact, s->catalogue.n));
        n += id[n] >= 0;
    }
    *(beyond < 0 ? &cocktail->stage[list] : into[beyond]) = (struct id_list){n, id};
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

/* A list of its own brings its own weights; a sequence stands instead of lists, and lists
 * given later instead of a sequence. */
static void read_order(struct reader *r, struct node *group, struct saying *saying)
{
    struct cocktail *cocktail = &saying->cocktail;
    bool random = read_choice(r, group, "order", _("order"), "listed", "random");
    cocktail->random = node_find(group, "order") != NULL ? random : cocktail->random;
    struct node *weights = read_typed(r, group, "weights", NODE_GROUP, false);
    for (int s = 0; s < N_RESPONSES; s++) {
        struct node *list = read_typed(r, weights, stage_names[s], NODE_LIST, false);
        bool own = node_find(group, stage_names[s]) != NULL;
        cocktail->flat = cocktail->flat && !own;
        if (own || list != NULL)
            saying->weights[s] = list;
        node_each (member, list)
            read_number(r, member, &weight_of_contact);
    }
    cocktail->flat = cocktail->flat || node_find(group, "sequence") != NULL;
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

/* What the group says of the segments that it is meant for; what it does not give stays. */
static void read_saying(struct reader *r, uint64_t segments_meant, struct saying *saying)
{
    for (int list = 0; list < N_LISTS; list++)
        read_ids(r, saying->group, list, &saying->cocktail);
    check_each_once(r, node_find(saying->group, "aids"), &saying->cocktail.aids);
    read_order(r, saying->group, saying);
    read_offer(r, saying->group, segments_meant, saying);
}

/* Without a sequence every stage needs its list. Told once per strategy. */
static void check_lists(struct reader *r, const struct saying *saying, bool told[N_RESPONSES])
{
    for (int s = 0; s < N_RESPONSES; s++) {
        if (saying->cocktail.flat || saying->cocktail.stage[s].id != NULL || told[s])
            continue;
        told[s] = true;
        node_error(saying->group, r->errors,
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

/* Companies of all kinds are approached from one queue. */
static void refuse_intake(struct reader *r, struct node *variant)
{
    struct node *intake = node_find(variant, "intake_per_week");
    if (intake == NULL)
        return;
    node_mark_used(intake);
    node_error(intake, r->errors,
        _("a variant may override any field but this one, which is of all companies together"));
}

/* Puts the variant that fits each segment, if one does, in the place of the strategy. */
static void read_variants(struct reader *r, struct node *group, const struct saying *base,
    const struct saying *of[MAX_SEGMENTS])
{
    struct node *variants = read_typed(r, group, "variants", NODE_LIST, false);
    struct node *entry[MAX_SEGMENTS] = {0};
    if (variants == NULL)
        return;
    read_first_fit(r, variants, NO_SEGMENT, entry);
    node_each (variant, variants) {
        struct saying *saying = arena_new(r->arena, 1, sizeof *saying);
        *saying = *base;
        saying->group = variant;
        for (int s = 0; s < axes_segments(&r->scenario->axes); s++)
            copy_number(
                r->draws, &saying->commitment.steering.at[s], &base->commitment.steering.at[s]);
        r->segments_meant = segments_of(entry, variant);
        read_given_numbers(r, variant, "strategies.cocktail", &saying->cocktail);
        read_given_numbers(r, variant, "strategies.commitment", &saying->commitment);
        read_saying(r, r->segments_meant, saying);
        refuse_intake(r, variant);
        r->segments_meant = ALL_SEGMENTS;
        for (int s = 0; s < axes_segments(&r->scenario->axes); s++)
            of[s] = entry[s] == variant ? saying : of[s];
    }
}

static void read_strategy(
    struct reader *r, struct node *group, const struct node *list, struct strategy *strategy)
{
    struct saying *base = arena_new(r->arena, 1, sizeof *base);
    const struct saying *of[MAX_SEGMENTS];
    bool told[N_RESPONSES] = {false};
    size_t errors = r->errors->count;
    strategy->id = read_id(r, group, list);
    strategy->label = read_label(r, group, "label", strategy->id);
    read_numbers(r, group, "strategies", strategy);
    read_numbers(r, group, "strategies.cocktail", &base->cocktail);
    read_numbers(r, group, "strategies.commitment", &base->commitment);
    base->group = group;
    for (int s = 0; s < MAX_SEGMENTS; s++) {
        base->offer[s] = NONE;
        of[s] = base;
    }
    read_saying(r, ALL_SEGMENTS, base);
    read_variants(r, group, base, of);
    for (int s = 0; s < axes_segments(&r->scenario->axes); s++) {
        struct cocktail *at = &strategy->at[s];
        *at = of[s]->cocktail;
        at->offer = of[s]->offer[s];
        copy_number(r->draws, &at->steering, &of[s]->commitment.steering.at[s]);
        check_lists(r, of[s], told);
        bool good = r->errors->count == errors;
        for (int stage = 0; stage < N_RESPONSES && good; stage++)
            at->weight[stage] = read_weights(r, of[s]->weights[stage], at->stage[stage].n);
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
        if (group->type == NODE_GROUP) {
            struct strategy *strategy = &scenario->strategy[scenario->n_strategies++];
            read_strategy(r, group, list, strategy);
            /* Results call doing nothing so. */
            if (strcmp(strategy->id, "nothing") == 0)
                node_error(node_get(r->tree, group, "id"), r->errors,
                    _("the id 'nothing' is kept for doing nothing; take another"));
        } else
            node_error(group, r->errors, _("must be a group { id = ...; ... }"));
    }
}
