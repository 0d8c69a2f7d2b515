/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planner.h"

#include <math.h>
#include <string.h>

enum { CAUSE_REPLICATIONS = 128 };
/* Campaigns by which rows are told what holds them back; by the second those that the first do
 * not tell. */
enum { LOOKS = 2 };
static const uint64_t bound_replications[LOOKS] = {64, 512};
/* Shares of the partners: a limit without which so few more are won holds nothing back; and
 * none is shown to hold anything back where so few more are not excluded. */
#define HARDLY_MORE 0.01
#define FEW_MORE 0.05
/* Times as many companies as a row has, with other limits lifted: of all companies many days
 * take long to simulate. */
enum { MORE_COMPANIES = 3 };
/* Comparisons of a row with what it wins without a limit: every size without a budget, and in a
 * look three without hours, two of more days and one of more companies. */
enum { COMPARISONS = PLAN_MOST_SIZES + LOOKS * (3 + 2 + 1) };

/* ---- Limits ---- */

static const struct campaign_terms *days_of(const struct planner *planner, int line)
{
    return &planner->line[line].configured->scenario->campaign;
}

/* As many as the intake allows in so many days, but no more than so many times what was
 * considered. */
static int more_companies(const struct planner *planner, int line, int outreach_days)
{
    const struct plan_line *of = &planner->line[line];
    double intake = of->configured->campaign->strategy->intake_per_week;
    return plan_intake(outreach_days, intake, PLAN_LIFTED_COMPANIES * of->most);
}

static int more_days(const struct planner *planner, int line)
{
    const struct campaign_terms *days = days_of(planner, line);
    int room = MAX_DAYS - days->horizon_days + days->outreach_days;
    int more = PLAN_LIFTED_DAYS * days->outreach_days;
    return more < room ? more : room;
}

/* Lifts a limit; false where it is none. */
static bool lift(
    const struct planner *planner, int line, enum plan_limit limit, struct plan_terms *terms)
{
    const struct plan_terms before = *terms;
    int days = days_of(planner, line)->outreach_days;
    int most = more_companies(planner, line, days);
    if (limit == LIMIT_BUDGET) {
        terms->budget_eur = NAN;
        return !isnan(before.budget_eur);
    }
    if (limit == LIMIT_HOURS) {
        terms->hours_per_week = NAN;
        return !isnan(before.hours_per_week);
    }
    if (limit == LIMIT_DAYS) {
        terms->outreach_days = more_days(planner, line);
        most = before.companies >= most ? more_companies(planner, line, terms->outreach_days)
                                        : before.companies;
    }
    terms->companies = most > before.companies ? most : before.companies;
    return limit == LIMIT_DAYS ? terms->outreach_days > days : most > before.companies;
}

/* An answer's terms with no end to its own lever. */
static struct plan_terms without_lever(
    const struct plan_answer *answer, struct plan_terms terms)
{
    if (answer->lever == LEVER_BUDGET)
        terms.budget_eur = NAN;
    if (answer->lever == LEVER_HOURS)
        terms.hours_per_week = NAN;
    return terms;
}

/* ---- Simulating ---- */

static bool is_unexplained(const struct plan_answer *answer)
{
    return answer->goal.number > 0 && answer->verdict == VERDICT_NOT_MET;
}

/* Not defined until the set was run. */
static struct estimate chance_at(
    struct plan_set *set, const struct plan_answer *answer, struct plan_terms terms)
{
    uint64_t n;
    const struct plan_point *point = plan_set_ask(set, answer->line, terms);
    return point != NULL ? plan_chance(point, answer->goal.measure, &n) : estimate_undefined();
}

/* Whether a strategy has a contact moment that counts as taking part. */
static bool takes_part(const struct study_case *one)
{
    const struct scenario *scenario = one->scenario;
    int strategy = 0;
    while (strcmp(scenario->strategy[strategy].id, one->campaign->strategy->id) != 0)
        strategy++;
    for (int c = 0; c < scenario->catalogue.n; c++)
        if (scenario->catalogue.contact[c].participation &&
            variant_lack(scenario, strategy, c) != LACK_ALREADY)
            return true;
    return false;
}

/* Companies that are active, or paying and active, took part in something. */
static bool asks_for_part(const struct plan_goal *goal)
{
    return strcmp(goal->measure, "p_active") == 0 || strcmp(goal->measure, "p_paying") == 0;
}

/* Why nothing at all can meet the target, whatever few campaigns came to. */
static enum plan_cause_kind hopeless(
    const struct planner *planner, const struct plan_answer *answer)
{
    if (answer->goal.number == 0 || answer->verdict == VERDICT_MET)
        return CAUSE_NONE;
    if (days_of(planner, answer->line)->outreach_days == 0)
        return CAUSE_NO_DAYS;
    return asks_for_part(&answer->goal) && !takes_part(planner->line[answer->line].configured)
               ? CAUSE_NO_PART
               : CAUSE_NONE;
}

/* Lifts all limits at once. */
static void lift_all(struct plan_set *set, void *answers, int i)
{
    struct plan_answer *answer = (struct plan_answer *)answers + i;
    struct plan_cause *cause = &answer->cause;
    enum plan_cause_kind none = hopeless(&set->planner, answer);
    if (none != CAUSE_NONE) {
        answer->verdict = VERDICT_NOT_MET;
        cause->kind = none;
        cause->lifted = answer->fresh;
        return;
    }
    if (!is_unexplained(answer))
        return;
    cause->without = answer->most;
    for (int limit = 0; limit < N_LIMITS; limit++)
        lift(&set->planner, answer->line, (enum plan_limit)limit, &cause->without);
    cause->lifted = chance_at(set, answer, cause->without);
    cause->kind = cause->lifted.high < answer->goal.wanted   ? CAUSE_STRATEGY
                  : cause->lifted.low >= answer->goal.wanted ? CAUSE_TOGETHER
                                                             : CAUSE_UNDECIDED;
}

/* The numbers of companies with which a limit is lifted: where these go with a budget all of
 * them, that of the most of the lever, and that of what comes nearest. Which is better depends
 * on the limits that stay. Returns how many; 0: it is no limit. */
enum { TRIED = 3 };
static int list_tried(const struct planner *planner, const struct plan_answer *answer,
    enum plan_limit limit, struct plan_terms tried[TRIED])
{
    int n = 0;
    if (answer->lever == LEVER_BUDGET) {
        tried[n] = without_lever(answer, answer->most);
        tried[n++].companies = planner->line[answer->line].most;
    }
    tried[n++] = without_lever(answer, answer->most);
    tried[n++] = without_lever(answer, answer->terms);
    bool is_limit = lift(planner, answer->line, limit, &tried[0]);
    for (int i = 1; i < n; i++)
        lift(planner, answer->line, limit, &tried[i]);
    return is_limit ? n : 0;
}

static void lift_one_by_one(struct plan_set *set, void *answers, int i)
{
    struct plan_answer *answer = (struct plan_answer *)answers + i;
    struct plan_cause *cause = &answer->cause;
    if (!is_unexplained(answer) || cause->kind == CAUSE_STRATEGY ||
        cause->kind == CAUSE_NO_PART || cause->kind == CAUSE_NO_DAYS)
        return;
    for (int limit = 0; limit < N_LIMITS; limit++) {
        struct plan_terms tried[TRIED];
        int n = list_tried(&set->planner, answer, (enum plan_limit)limit, tried);
        for (int k = 0; k < n; k++) {
            struct estimate e = chance_at(set, answer, tried[k]);
            if (k == 0 || e.low > cause->alone[limit].low)
                cause->alone[limit] = e;
        }
        cause->enough[limit] = cause->alone[limit].low >= answer->goal.wanted;
        if (cause->enough[limit])
            cause->kind = CAUSE_LIMITS;
    }
}

enum status plan_find_causes(const struct planner *planner, struct plan_answer *answer, int n)
{
    struct planner quick = plan_quick(planner, CAUSE_REPLICATIONS);
    for (int i = 0; i < n; i++) {
        answer[i].cause = (struct plan_cause){.lifted = estimate_undefined()};
        for (int limit = 0; limit < N_LIMITS; limit++)
            answer[i].cause.alone[limit] = estimate_undefined();
    }
    enum status status = plan_ask_all(&quick, n, n, lift_all, answer);
    return status == STATUS_OK
               ? plan_ask_all(&quick, TRIED * n * N_LIMITS, n, lift_one_by_one, answer)
               : status;
}

/* ---- What holds a row back ---- */

/* The rows of a plan whose limits are lifted one by one. */
struct lifting {
    const struct plan *plan;
    struct plan_point *row;
    bool *open;        /* [rows] still to be told */
    double confidence; /* of each comparison, that all of a row hold at once */
};

/* Notes what a row wins more without a limit, where that is the most of it so far. It is shown
 * where it is more than another number of companies might win under the same limits. */
static void note_lifted(const struct lifting *lifting, struct plan_point *row,
    enum plan_limit limit, const struct plan_point *lifted)
{
    struct plan_bound *bound = &row->bound;
    double partners = plan_figure(row, "partners").estimate.value;
    double by_size = partners / (1.0 - fmin(plan_loss_most(&row->loss), 0.99)) - partners;
    struct estimate more = plan_extra(lifted, row, lifting->confidence).partners;
    bound->most[limit] = fmax(bound->most[limit], more.high);
    bool is_most =
        more.value > HARDLY_MORE * partners && !(bound->partners[limit].value >= more.value);
    if (is_most && more.low > by_size) {
        bound->partners[limit] = more;
        bound->lifted[limit] = lifted->terms;
        bound->replications[limit] =
            lifted->replications < row->replications ? lifted->replications : row->replications;
        if (bound->by >= N_LIMITS || !(bound->partners[bound->by].value >= more.value))
            bound->by = limit;
    } else if (bound->by >= N_LIMITS && !(more.high <= FEW_MORE * partners)) {
        bound->by = BOUND_UNDECIDED;
    }
}

/* Money: the sizes of a plan that have no budget, which were simulated already. */
static void lift_budget(const struct lifting *lifting, struct plan_point *row)
{
    const struct plan *plan = lifting->plan;
    const struct plan_sizes *sizes = plan_sizes(plan, row->line);
    if (isnan(row->terms.budget_eur))
        return;
    for (const struct plan_sizes *end = sizes + plan->grid.n_hours + 1; sizes < end; sizes++)
        for (int i = 0; i < sizes->n; i++)
            if (plan_same_amount(
                    sizes->point[i].terms.hours_per_week, row->terms.hours_per_week))
                note_lifted(lifting, row, LIMIT_BUDGET, &sizes->point[i]);
}

/* One of the other limits, with the companies of the row and with more of them. */
static void lift_other(struct plan_set *set, const struct lifting *lifting,
    struct plan_point *row, enum plan_limit limit)
{
    struct plan_terms terms = row->terms;
    if ((limit == LIMIT_COMPANIES && row->terms.chosen) ||
        !lift(&set->planner, row->line, limit, &terms))
        return;
    int most = limit == LIMIT_COMPANIES ? terms.companies
               : limit == LIMIT_DAYS
                   ? more_companies(&set->planner, row->line, terms.outreach_days)
                   : set->planner.line[row->line].most;
    int more = MORE_COMPANIES * row->terms.companies;
    const int companies[] = {row->terms.companies, more < most ? more : most, most};
    for (int i = limit == LIMIT_COMPANIES; i < (limit == LIMIT_HOURS ? 3 : 2); i++) {
        terms.companies = companies[i];
        const struct plan_point *point = plan_set_ask(set, row->line, terms);
        if (point != NULL)
            note_lifted(lifting, row, limit, point);
    }
}

static void lift_others(struct plan_set *set, void *context, int i)
{
    const struct lifting *lifting = context;
    struct plan_point *row = &lifting->row[i];
    for (int limit = 0; limit < N_LIMITS && lifting->open[i]; limit++)
        if (limit != LIMIT_BUDGET)
            lift_other(set, lifting, row, (enum plan_limit)limit);
}

/* What is so unless a limit is found that wins more; money is looked at already. */
static void start_bound(
    const struct planner *planner, const struct lifting *lifting, struct plan_point *row)
{
    bool no_days = days_of(planner, row->line)->outreach_days == 0;
    bool chosen = row->terms.chosen && plan_figure(row, "partners").estimate.value > 0.0;
    row->bound.by = no_days                         ? LIMIT_DAYS
                    : row->replications < STUDY_FEW ? BOUND_UNDECIDED
                    : chosen                        ? BOUND_CHOICE
                                                    : BOUND_STRATEGY;
    for (int limit = 0; limit < N_LIMITS; limit++) {
        row->bound.partners[limit] = estimate_undefined();
        row->bound.most[limit] = 0.0;
    }
    if (!no_days)
        lift_budget(lifting, row);
}

enum status plan_find_bounds(
    const struct plan *plan, const struct planner *planner, struct plan_set *set)
{
    enum status status = STATUS_OK;
    struct lifting lifting = {plan, set->point,
        arena_new(&set->arena, (size_t)set->n + 1, sizeof(bool)),
        1.0 - (1.0 - planner->confidence) / COMPARISONS};
    for (int look = 0; look < LOOKS && status == STATUS_OK; look++) {
        struct planner quick = plan_quick(planner, bound_replications[look]);
        if (look > 0 && planner->replications <= bound_replications[look - 1])
            break;
        for (int i = 0; i < set->n; i++) {
            struct plan_point *row = &set->point[i];
            lifting.open[i] = look == 0 || row->bound.by == BOUND_UNDECIDED;
            if (lifting.open[i])
                start_bound(planner, &lifting, row);
            lifting.open[i] = lifting.open[i] && row->terms.companies > 0 &&
                              days_of(planner, row->line)->outreach_days > 0;
        }
        status = plan_ask_all(&quick, 3 * set->n * N_LIMITS, set->n, lift_others, &lifting);
    }
    return status;
}
