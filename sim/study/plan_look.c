/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_look.h"

#include "adjusted.h"

#include <math.h>
#include <stdlib.h>

/* Looks that are simulated at once; and how many campaigns are kept at most: of large plans
 * there are many. */
enum { AT_ONCE = 32, MOST_KEPT = 1 << 19 };

/* ---- What is kept ---- */

/* Campaigns that were simulated together. */
struct kept {
    struct kept *next;
    uint64_t n;
    struct look_campaign *campaign;
};

/* Those of one size, all on the same random numbers. */
struct looked {
    struct looked *next;
    struct plan_look of;
    uint64_t seed;
    struct targets targets;
    struct kept *kept;
};

struct look_store {
    struct arena *arena;
    struct looked *looked;
    uint64_t n; /* campaigns */
};

struct look_store *look_store_new(struct arena *arena)
{
    struct look_store *store = arena_new(arena, 1, sizeof *store);
    store->arena = arena;
    return store;
}

/* Whether they differ in their budgets at most. */
static bool is_of(
    const struct looked *looked, const struct planner *planner, const struct plan_look *look)
{
    const struct targets *a = &looked->targets, *b = &planner->targets;
    return looked->of.line == look->line && looked->seed == planner->seed &&
           looked->of.terms.companies == look->terms.companies &&
           looked->of.terms.outreach_days == look->terms.outreach_days &&
           plan_same_amount(looked->of.terms.hours_per_week, look->terms.hours_per_week) &&
           a->in_view == b->in_view && a->active == b->active && a->paying == b->paying;
}

/* What is kept of the size of a look. */
static struct looked *find(const struct planner *planner, const struct plan_look *look)
{
    struct look_store *store = planner->store;
    struct looked *looked = store->looked;
    while (looked != NULL && !is_of(looked, planner, look))
        looked = looked->next;
    if (looked == NULL) {
        looked = arena_new(store->arena, 1, sizeof *looked);
        *looked = (struct looked){.next = store->looked,
            .of = *look,
            .seed = planner->seed,
            .targets = planner->targets};
        store->looked = looked;
    }
    return looked;
}

/* Room to keep `n` more; without room for any where too many are kept. */
static struct kept *keep(struct look_store *store, struct looked *looked, uint64_t n)
{
    struct kept *kept = arena_new(store->arena, 1, sizeof *kept);
    if (store->n + n <= MOST_KEPT) {
        kept->campaign = arena_new(store->arena, (size_t)n, sizeof *kept->campaign);
        kept->next = looked->kept;
        looked->kept = kept;
        store->n += n;
    }
    return kept;
}

static bool goes_with(const struct look_campaign *campaign, double budget)
{
    return campaign->granted <= budget &&
           (budget < campaign->refused || isinf(campaign->refused));
}

static const int target_quantity[N_TARGETS] = {[RING_IN_VIEW] = Q_HIT_IN_VIEW,
    [RING_ACTIVE] = Q_HIT_ACTIVE,
    [RING_PAYING] = Q_HIT_PAYING,
    [TARGET_ALL] = Q_HIT_ALL};

int look_target(const char *measure)
{
    for (int target = 0; target < N_TARGETS; target++)
        if (measures[measure_find(measure)].y == target_quantity[target])
            return target;
    return NO_TARGET;
}

/* ---- Looking ---- */

/* Looks that are simulated at once. */
struct batch {
    const struct planner *planner;
    const struct plan_look *look; /* all that are looked at */
    plan_note *note;
    void *context;
    int n; /* cases: looks of which something is not known */
    int which[AT_ONCE];
    bool *known[AT_ONCE]; /* [from .. to - 1] of each case */
    struct kept *kept[AT_ONCE];
    struct study_case cases[AT_ONCE];
    struct arena arena;
};

static bool is_drawn(const struct planner *planner, const struct plan_look *look)
{
    return planner->setup->study.cases[look->line].source.open != NULL;
}

/* Tells what is known of a look, and marks it; returns how many campaigns are not. */
static uint64_t tell_known(
    struct batch *batch, const struct looked *looked, int which, bool *known)
{
    const struct plan_look *look = &batch->look[which];
    double budget =
        isnan(look->terms.budget_eur) ? INFINITY : (double)team_budget(look->terms.budget_eur);
    uint64_t missing = look->to - look->from;
    for (const struct kept *kept = looked->kept; kept != NULL; kept = kept->next)
        for (uint64_t i = 0; i < kept->n; i++) {
            const struct look_campaign *one = &kept->campaign[i];
            if (one->number < look->from || one->number >= look->to ||
                known[one->number - look->from] || !goes_with(one, budget))
                continue;
            known[one->number - look->from] = true;
            batch->note(batch->context, which, one);
            missing--;
        }
    return missing;
}

/* Adds the case of a look of which something is to be simulated. */
static void add_case(struct batch *batch, int which)
{
    const struct planner *planner = batch->planner;
    const struct plan_look *look = &batch->look[which];
    struct looked *looked = find(planner, look);
    bool *known = arena_new(&batch->arena, (size_t)(look->to - look->from), sizeof *known);
    uint64_t missing = tell_known(batch, looked, which, known);
    if (missing == 0)
        return;
    const struct variant variant = plan_variant(planner, &look->terms);
    batch->which[batch->n] = which;
    batch->known[batch->n] = known;
    batch->kept[batch->n] = keep(planner->store, looked, missing);
    batch->cases[batch->n++] =
        setup_variant(planner->setup, look->line, &variant, planner->seed, &batch->arena);
}

/* What of a look is to be simulated; where numbers are drawn all of it, as looks that are alike
 * share their draws. */
static struct chosen_campaigns list(struct batch *batch, int one)
{
    const struct plan_look *look = &batch->look[batch->which[one]];
    bool drawn = is_drawn(batch->planner, look);
    uint32_t *number =
        arena_new(&batch->arena, (size_t)(look->to - look->from), sizeof *number);
    struct chosen_campaigns chosen = {.number = number};
    for (uint64_t i = look->from; i < look->to; i++)
        if (drawn || !batch->known[one][i - look->from])
            number[chosen.n++] = (uint32_t)i;
    return chosen;
}

/* Lists what is to be simulated; returns how many campaigns the longest list has. */
static uint64_t choose(struct batch *batch)
{
    uint64_t longest = 0;
    for (int i = 0; i < batch->n; i++) {
        const struct plan_look *look = &batch->look[batch->which[i]];
        const struct plan_look *before = &batch->look[batch->which[i > 0 ? i - 1 : 0]];
        bool alike = i > 0 && look->from == before->from && look->to == before->to &&
                     is_drawn(batch->planner, look) && is_drawn(batch->planner, before);
        batch->cases[i].chosen = alike ? batch->cases[i - 1].chosen : list(batch, i);
        if (batch->cases[i].chosen.n > longest)
            longest = batch->cases[i].chosen.n;
    }
    return longest;
}

static void save_campaign(void *context, int which, uint64_t number, const double *x)
{
    struct batch *batch = context;
    const struct study_case *one = &batch->cases[which];
    const struct plan_look *look = &batch->look[batch->which[which]];
    const double *money = adjusted_controls(one, x) + CONTROL_ROOM;
    bool bounded = one->campaign->team.bounded;
    if (batch->known[which][number - look->from])
        return;
    struct look_campaign campaign = {
        .cost_eur = x[Q_COST],
        .granted = bounded ? money[SAVED_GRANTED] : INFINITY,
        .refused = x[Q_UNFUNDED] > 0.0 ? money[SAVED_REFUSED] : INFINITY,
        .number = (uint32_t)number,
        .partners = (uint32_t)x[Q_PARTNERS],
        .unfunded = x[Q_UNFUNDED] > 0.0,
    };
    for (int target = 0; target < N_TARGETS; target++)
        campaign.met[target] = x[target_quantity[target]] > 0.0;
    struct kept *kept = batch->kept[which];
    if (kept->campaign != NULL)
        kept->campaign[kept->n++] = campaign;
    batch->note(batch->context, batch->which[which], &campaign);
}

/* One of the looks, and its number. */
struct place {
    uint64_t from, to;
    int which;
};

static int by_campaigns(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return x->which < y->which ? -1 : x->which > y->which;
}

static enum status look_at(struct batch *batch)
{
    const struct planner *planner = batch->planner;
    struct study study = {
        .n_cases = batch->n, .cases = batch->cases, .confidence = planner->confidence};
    struct study_plan plan = {.replications = choose(batch)};
    enum status status = STATUS_OK;
    if (batch->n > 0)
        status = runner_run(planner->runner, &study, plan, save_campaign, batch);
    study_free(&study);
    arena_free(&batch->arena);
    return status;
}

enum status plan_look(const struct planner *planner, const struct plan_look *look, int n,
    plan_note *note, void *context)
{
    enum status status = STATUS_OK;
    struct place *place = memory_new((size_t)n + 1, sizeof *place);
    for (int i = 0; i < n; i++)
        place[i] = (struct place){look[i].from, look[i].to, i};
    qsort(place, (size_t)n, sizeof *place, by_campaigns);
    for (int from = 0; from < n && status == STATUS_OK; from += AT_ONCE) {
        struct batch batch = {planner, look, note, context};
        int end = n - from < AT_ONCE ? n : from + AT_ONCE;
        for (int i = from; i < end; i++)
            add_case(&batch, place[i].which);
        struct span whole = runner_enter(planner->runner, (double)from / n, (double)end / n);
        status = look_at(&batch);
        planner->runner->span = whole;
    }
    memory_free(place);
    return status;
}
