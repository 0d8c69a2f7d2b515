/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What budgets and hours buy, and which strategy is best, where the answer is known.
 * Comparisons with known answers have the error rate of AGREES (simulate.h). */
#include "plan_known.h"
#include "planner.h"

#include <string.h>

/* ---- What a budget buys ---- */

static void a_budget_buys_what_it_pays_for(void **state)
{
    (void)state;
    static const double budgets[] = {50.0, 1000.0, 2050.0, 8000.0};
    struct plan_world world;
    plan_world_init(&world, half, MOST, N);
    struct plan plan = plan_of(&world, &(struct plan_grid){4, budgets, 0, NULL});
    static const double paid[] = {0.0, 10.0, 20.0, MOST};
    for (int b = 0; b < 4; b++) {
        const struct plan_point *point = plan_row(&plan, 0, 0, b);
        assert_agrees(figure_of(point, "approached"), paid[b]);
        assert_agrees(figure_of(point, "partners"), paid[b] * Q);
        assert_agrees(figure_of(point, "cost"), paid[b] * PRICE);
        assert_true(point->terms.companies >= paid[b]);
    }
    assert_rejects(figure_of(plan_row(&plan, 0, 0, 1), "partners"), 9.0 * Q);
    plan_free(&plan);
    plan_world_free(&world);
}

static void what_is_left_is_accounted_for(void **state)
{
    (void)state;
    static const double budgets[] = {2050.0, 8000.0};
    struct plan_world world;
    plan_world_init(&world, half, MOST, 200);
    struct plan plan = plan_of(&world, &(struct plan_grid){2, budgets, 0, NULL});
    assert_close(plan_row(&plan, 0, 0, 0)->unspent, 50.0, 0.0, 1e-6);
    assert_close(plan_row(&plan, 0, 0, 1)->unspent, 8000.0 - MOST * PRICE, 0.0, 1e-6);
    plan_free(&plan);
    plan_world_free(&world);
}

/* What points come to; `contacts`: how many are held in what is simulated of them. */
enum { POINTS = 5 };
static struct plan_set points_of(
    struct plan_world *world, int companies, int n, const double *budget, double *contacts)
{
    struct plan_set set;
    double before = world->runner.contacts;
    plan_set_init(&set, &world->planner, POINTS);
    for (int i = 0; i < n; i++)
        plan_set_add(&set, 0,
            (struct plan_terms){
                .budget_eur = budget[i], .hours_per_week = NAN, .companies = companies});
    assert_int_equal(plan_set_run(&set), STATUS_OK);
    *contacts = world->runner.contacts - before;
    return set;
}

static void assert_same_point(const struct plan_point *one, const struct plan_point *other)
{
    size_t kept = one->replications / (size_t)one->unit * sizeof *one->cost;
    assert_int_equal(one->replications, other->replications);
    assert_memory_equal(one->cost, other->cost, kept);
    assert_memory_equal(one->partners, other->partners, kept);
    assert_true(one->unspent == other->unspent && one->over == other->over);
    for (int m = 0; m < n_measures; m++) {
        struct estimate a = one->figure[m].estimate, b = other->figure[m].estimate;
        assert_true(plan_same_amount(a.value, b.value) && plan_same_amount(a.se, b.se));
    }
}

/* Companies that cost 100 euro each, and more where they are moved, hardly ever twice as much.
 * Of 20 some are refused with 1,900 euro, and none with 3,500; the talk with one that has 100
 * may be moved, which costs more than there is, and refuses nothing. */
static void more_money_than_enough_makes_no_difference(void **state)
{
    (void)state;
    static const char *const moves[] = {
        SURE, "contact_moments.a.reschedule=0.2", "team.reschedule_hours=1.0", NULL};
    static const char *const late[] = {
        SURE, "contact_moments.talk.reschedule=0.2", "team.reschedule_hours=1.0", NULL};
    static const struct {
        const char *const *set;
        int companies, refused; /* of its points; all others go one way */
        bool over;              /* the first is */
        double budget[POINTS];  /* out of order, and no limit: as much is enough */
    } cases[] = {
        {half, 20, 1, false, {1900.0, NAN, 3500.0, 6000.0, 4500.0}},
        {moves, 20, 1, true, {1900.0, NAN, 3500.0, 6000.0, 4500.0}},
        {late, 1, 0, true, {PRICE, NAN, 1500.0, 3000.0, 2000.0}},
    };
    for (int i = 0; i < 3; i++) {
        struct plan_world world;
        plan_world_init(&world, cases[i].set, 20, 300);
        double all, of[POINTS];
        struct plan_set set =
            points_of(&world, cases[i].companies, POINTS, cases[i].budget, &all);
        for (int p = 0; p < POINTS; p++) {
            const double budget = cases[i].budget[p];
            struct plan_set alone = points_of(&world, cases[i].companies, 1, &budget, &of[p]);
            assert_same_point(&set.point[p], &alone.point[0]);
            assert_true(plan_same_amount(set.point[p].terms.budget_eur, budget));
            plan_set_free(&alone);
        }
        for (int p = 0; p < POINTS; p++)
            assert_int_equal(plan_figure(&set.point[p], "unfunded").estimate.value > 0.0,
                p < cases[i].refused);
        assert_int_equal(set.point[0].over > 0.0, cases[i].over);
        /* So of these two are simulated. */
        assert_true(all == of[0] + of[2] && of[2] == of[1]);
        plan_set_free(&set);
        plan_world_free(&world);
    }
}

/* A budget of one company's research, whose first contact is moved, at an hour, with
 * probability one half each time that it comes: half of the campaigns pass it. */
static void moves_pass_a_budget(void **state)
{
    (void)state;
    static const char *const moves[] = {
        SURE, "contact_moments.a.reschedule=0.5", "team.reschedule_hours=1.0", NULL};
    static const double budgets[] = {PRICE};
    struct plan_world world;
    for (int i = 0; i < 2; i++) {
        plan_world_init(&world, i == 0 ? moves : half, MOST, N);
        struct plan plan = plan_of(&world, &(struct plan_grid){1, budgets, 0, NULL});
        double se = sqrt(0.25 / N);
        assert_close(plan_row(&plan, 0, 0, 0)->over, i == 0 ? 0.5 : 0.0, 0.0,
            i == 0 ? AGREES * se : 0.0);
        plan_free(&plan);
        plan_world_free(&world);
    }
}

/* Aids of 400 euro in four years, in a campaign of a year. */
static void a_budget_below_the_aids_approaches_nobody(void **state)
{
    (void)state;
    static const char *const aids[] = {SURE, "campaign.outreach_days=365",
        "campaign.horizon_days=365",
        "aids=({ id = \"site\"; cost = 400.0; life_years = 4.0; })",
        "strategies.s.aids=(\"site\")", NULL};
    static const double budgets[] = {99.0, 150.0, 250.0};
    struct plan_world world;
    plan_world_init(&world, aids, MOST, 200);
    struct plan plan = plan_of(&world, &(struct plan_grid){3, budgets, 0, NULL});
    for (int b = 0; b < 3; b++) {
        const struct plan_point *point = plan_row(&plan, 0, 0, b);
        assert_close(point->fixed_cost_eur, 100.0, 1e-6, 0.0);
        assert_int_equal(plan_is_unaffordable(point), b < 2);
        assert_close(point->unspent, b == 0 ? 0.0 : 50.0, 0.0, 1e-6);
        assert_int_equal(point->bound.by, LIMIT_BUDGET);
    }
    plan_free(&plan);
    plan_world_free(&world);
}

/* The limit that is named wins as much more without it as is told. */
static void what_holds_back_is_found_by_lifting(void **state)
{
    (void)state;
    /* One company a day, for 20 days, of which 16 come through; with 60 days 48. */
#define A_DAY "campaign.outreach_days=20", "strategies.s.intake_per_week=7.0"
    /* An hour a contact, of which three and a talk win, and five hours in the only week. */
#define AN_HOUR                                                                                \
    "response.intercept=(50.0, 50.0, 50.0)", "campaign.outreach_days=7",                       \
        "population.count=20", "modes.visit.waits=true", "packages.p.value.base=50.0"
    static const struct {
        const char *const set[16];
        double budget, hours, more; /* partners */
        int most;
        enum plan_limit by;
    } known[] = {
        {{SURE, "packages.p.value.base=0.0"}, 2050.0, NAN, (MOST - 20) * Q, MOST, LIMIT_BUDGET},
        {{SURE, "packages.p.value.base=0.0", A_DAY}, 1e6, NAN, 32 * Q, 20, LIMIT_DAYS},
        {{SURE, "packages.p.value.base=0.0"}, 1e6, NAN, 2 * MOST * Q, MOST, LIMIT_COMPANIES},
        {{AN_HOUR}, NAN, 5.0, 19.0, 20, LIMIT_HOURS},
        {{SURE, "packages.p.value.base=-50.0"}, 2050.0, NAN, NAN, MOST, BOUND_STRATEGY},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        struct plan_world world;
        plan_world_init(&world, known[i].set, known[i].most, N);
        struct plan plan = plan_of(
            &world, &(struct plan_grid){isnan(known[i].budget) ? 0 : 1, &known[i].budget,
                        isnan(known[i].hours) ? 0 : 1, &known[i].hours});
        const struct plan_bound *bound = &plan_row(&plan, 0, 0, 0)->bound;
        assert_int_equal(bound->by, known[i].by);
        for (int limit = 0; limit < N_LIMITS; limit++)
            if (limit == (int)known[i].by)
                assert_agrees(bound->partners[limit], known[i].more);
            else
                assert_false(bound->partners[limit].value > known[i].more);
        plan_free(&plan);
        plan_world_free(&world);
    }
    assert_int_equal(plan_intake(20, 7.0, 1000), 20);
    assert_int_equal(plan_intake(20, 5.0, 1000), 15);
    assert_int_equal(plan_intake(20, 5.0, 3), 3);
}

/* An hour a contact that all but surely wins: hours of one week win as many companies. */
static void hours_win_as_many_companies(void **state)
{
    (void)state;
    static const char *const hours[] = {"response.intercept=(50.0, 50.0, 50.0)",
        "campaign.outreach_days=7", "population.count=1", "modes.visit.waits=true", NULL};
    static const double a_week[] = {2.0, 5.0, 9.0, 100.0};
    struct plan_world world;
    plan_world_init(&world, hours, 20, 200);
    struct plan plan = plan_of(&world, &(struct plan_grid){0, NULL, 4, a_week});
    for (int h = 0; h < 4; h++) {
        const struct plan_point *row = plan_row(&plan, 0, h, 0);
        const struct plan_sizes *sizes = plan_sizes(&plan, 0) + h + 1;
        double most = 0.0;
        for (int i = 0; i < sizes->n; i++)
            most = fmax(most, plan_figure(&sizes->point[i], "partners").estimate.value);
        assert_true(figure_of(row, "partners").value >= 0.97 * most);
        /* In two hours nobody is won, with whatever number. */
        assert_true(h < 2 || row->terms.companies >= row[-1].terms.companies);
    }
    assert_true(plan_row(&plan, 0, 2, 0)->terms.companies < 10);
    assert_int_equal(plan_row(&plan, 0, 3, 0)->terms.companies, 20);
    plan_free(&plan);
    plan_world_free(&world);
}

static void the_next_partner_costs_what_a_company_costs(void **state)
{
    (void)state;
    static const double budgets[] = {1000.0, 2000.0, 7000.0, 9000.0};
    struct plan_world world;
    plan_world_init(&world, half, MOST, N);
    struct plan plan = plan_of(&world, &(struct plan_grid){4, budgets, 0, NULL});
    struct plan_extra extra =
        plan_extra(plan_row(&plan, 0, 0, 1), plan_row(&plan, 0, 0, 0), 0.95);
    assert_agrees(extra.partners, 10.0 * Q);
    assert_agrees(extra.cost, 10.0 * PRICE);
    assert_agrees(extra.price, PRICE / Q);
    assert_rejects(extra.price, PRICE / Q * 1.1);
    assert_true(extra.price.low < PRICE / Q && PRICE / Q < extra.price.high);
    /* The list is at its end: nothing more to buy. */
    extra = plan_extra(plan_row(&plan, 0, 0, 3), plan_row(&plan, 0, 0, 2), 0.95);
    assert_nan(extra.price.value);
    plan_free(&plan);
    plan_world_free(&world);
}

/* What 1,000 euro bring: five partners, until the list is at its end. */
static void more_money_flattens_does_not_or_cannot_be_told(void **state)
{
    (void)state;
    static const double rising[] = {1000.0, 2000.0, 3000.0, 4000.0},
                        over[] = {1000.0, 2000.0, 4000.0, 40000.0};
    const struct {
        const double *budgets;
        uint64_t replications;
        enum plan_flattening kind;
        int from;
    } cases[] = {{rising, N, FLATTENS_NOT, -1}, {rising, 3, FLATTENS_UNDECIDED, -1},
        {over, N, FLATTENS, 2}};
    for (int i = 0; i < 3; i++) {
        struct plan_world world;
        plan_world_init(&world, half, MOST, cases[i].replications);
        struct plan plan = plan_of(&world, &(struct plan_grid){4, cases[i].budgets, 0, NULL});
        struct plan_saturation saturation = plan_saturation(&plan, 0, 0, 0.95);
        assert_int_equal(saturation.kind, cases[i].kind);
        assert_int_equal(saturation.from, cases[i].from);
        if (saturation.kind == FLATTENS) {
            assert_close(saturation.before, 1000.0 / PRICE * Q, 0.05, 0.0);
            assert_close(saturation.after, 0.0, 0.0, 0.05);
        }
        plan_free(&plan);
        plan_world_free(&world);
    }
}

/* ---- Which strategy is best ---- */

/* Several lines, each of a config of its own, on the same random numbers or on others. */
struct worlds {
    struct config config[3];
    struct setup setup;
    struct runner runner;
    struct planner planner;
};

#define SHORT "campaign.outreach_days=10", "campaign.horizon_days=10"

/* Worlds of which the last wins with probability `q_last` a company, the others with one half;
 * the companies of each line have numbers `apart` from those of the one before. */
static void worlds_init(struct worlds *worlds, int n, double q_last, uint64_t replications,
    uint32_t apart, uint64_t seed)
{
    char value[64];
    snprintf(value, sizeof value, "packages.p.value.base=%.6f", log(q_last / (1.0 - q_last)));
    const char *const last[] = {SURE, value, SHORT};
    static const char *const first[] = {SURE, "packages.p.value.base=0.0", SHORT};
    const int n_sets = sizeof first / sizeof first[0];
    const struct config_origin name[3] = {{.path = "a"}, {.path = "b"}, {.path = "c"}};
    *worlds = (struct worlds){0};
    for (int i = 0; i < n; i++)
        read_world(&worlds->config[i], plain_world, i < n - 1 ? first : last, n_sets);
    struct setup *setup = &worlds->setup;
    *setup = (struct setup){0};
    assert_int_equal(
        setup_read(setup,
            &(struct setup_ask){
                .n_configs = n, .config = name, .read = worlds->config, .seed = &seed}),
        STATUS_OK);
    for (int i = 0; i < n; i++)
        setup->origin[i].first_company = (uint32_t)i * apart;
    worlds->planner = (struct planner){.replications = replications, .companies = 10};
    assert_int_equal(planner_init(&worlds->planner, setup, &worlds->runner), STATUS_OK);
}

static void worlds_free(struct worlds *worlds)
{
    for (int i = 0; i < worlds->planner.n_lines; i++)
        config_free(&worlds->config[i]);
    setup_free(&worlds->setup);
}

static struct plan plan_of_worlds(const struct worlds *worlds)
{
    static const double budgets[] = {1000.0};
    struct plan plan;
    assert_int_equal(
        plan_run(&plan, &worlds->planner, &(struct plan_grid){1, budgets, 0, NULL}), STATUS_OK);
    return plan;
}

/* How many lines are not shown to be worse than the best. */
static int count_as_good(const struct plan *plan, int lines, double confidence)
{
    bool as_good[3];
    int n = 0, best = plan_best(plan, lines, 0, 0, confidence, as_good);
    for (int i = 0; i < lines; i++)
        n += as_good[i];
    assert_true(as_good[best]);
    return n;
}

static void the_best_is_named_only_where_it_is_shown(void **state)
{
    (void)state;
    const struct {
        int lines;
        double q_last;
        uint64_t replications;
        int as_good;
    } cases[] = {
        {3, 0.7, 400, 1}, /* the last is far better: 7 of 10 companies instead of 5 */
        {3, 0.3, 400, 2}, /* it is far worse, the others are the same, campaign by campaign */
        {2, 0.9, 1, 2},   /* one campaign shows nothing */
    };
    for (int i = 0; i < 3; i++) {
        struct worlds worlds;
        bool as_good[3];
        int lines = cases[i].lines;
        worlds_init(&worlds, lines, cases[i].q_last, cases[i].replications, 0, 1);
        struct plan plan = plan_of_worlds(&worlds);
        assert_int_equal(count_as_good(&plan, lines, 0.95), cases[i].as_good);
        int best = plan_best(&plan, lines, 0, 0, 0.95, as_good);
        assert_int_equal(best == lines - 1, cases[i].q_last > 0.5);
        assert_int_equal(as_good[lines - 1], cases[i].q_last > 0.5);
        plan_free(&plan);
        worlds_free(&worlds);
    }
}

/* Three strategies that are equally good, with luck of their own. One is called the best when
 * it beats both others, the error of each interval being 0.05/2 and one-sided here: with
 * probability 3 * 0.05/4 at most, so in more than 18 of 200 repetitions with 0.0003. At a
 * confidence of 0.2 it would be more. */
static void equals_are_rarely_called_best(void **state)
{
    (void)state;
    enum { REPETITIONS = 200, MOST_NAMED = 18 };
    struct worlds worlds;
    int named = 0, named_wrongly = 0;
    for (uint64_t i = 0; i < REPETITIONS; i++) {
        worlds_init(&worlds, 3, 0.5, 50, 1000, 7 * i);
        struct plan plan = plan_of_worlds(&worlds);
        named += count_as_good(&plan, 3, 0.95) == 1;
        named_wrongly += count_as_good(&plan, 3, 0.2) == 1;
        plan_free(&plan);
        worlds_free(&worlds);
    }
    assert_true(named <= MOST_NAMED);
    assert_true(named_wrongly > MOST_NAMED);
}

/* The answers of all lines to a goal, and which may be as good as the best; returns its line.
 */
static int rivals_of(
    struct worlds *worlds, enum plan_lever lever, struct plan_goal goal, bool *as_good)
{
    enum { LINES = 3 };
    struct planner *planner = &worlds->planner;
    struct plan plan = plan_of_worlds(worlds);
    struct plan_answer answer[LINES];
    planner->targets.paying = goal.number;
    for (int i = 0; i < LINES; i++)
        answer[i] = (struct plan_answer){.line = i, .lever = lever, .goal = goal};
    assert_int_equal(plan_search(&plan, planner, answer, LINES), STATUS_OK);
    assert_int_equal(plan_find_rivals(&plan, planner, answer, LINES), STATUS_OK);
    for (int i = 0; i < LINES; i++)
        as_good[i] = answer[i].as_good;
    int best = plan_best_answer(answer, LINES, 0)->line;
    plan_free(&plan);
    return best;
}

/* Of ten companies: three partners with 8 in 10, and a cost that the better strategies keep
 * whatever the size, PRICE / q. The first two are the same, campaign by campaign. */
static void who_takes_the_least_is_named_only_where_it_is_shown(void **state)
{
    (void)state;
    const struct {
        double q_last, cost;
        bool as_good[3];
    } cases[] = {
        {0.8, PRICE / 0.65, {false, false, false}},
        {0.3, PRICE / 0.4, {false, true, false}},
    };
    for (int i = 0; i < 2; i++) {
        struct worlds worlds;
        bool as_good[3];
        worlds_init(&worlds, 3, cases[i].q_last, 400, 0, 1);
        int best = i == 0 ? 2 : 0;
        assert_int_equal(
            rivals_of(&worlds, LEVER_BUDGET, (struct plan_goal){"p_paying", 3, 0.8}, as_good),
            best);
        assert_memory_equal(as_good, cases[i].as_good, sizeof as_good);
        assert_int_equal(rivals_of(&worlds, LEVER_COMPANIES,
                             (struct plan_goal){"cost_per_partner", 0, cases[i].cost}, as_good),
            best);
        assert_memory_equal(as_good, cases[i].as_good, sizeof as_good);
        worlds_free(&worlds);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_budget_buys_what_it_pays_for),
        cmocka_unit_test(what_is_left_is_accounted_for),
        cmocka_unit_test(more_money_than_enough_makes_no_difference),
        cmocka_unit_test(moves_pass_a_budget),
        cmocka_unit_test(a_budget_below_the_aids_approaches_nobody),
        cmocka_unit_test(what_holds_back_is_found_by_lifting),
        cmocka_unit_test(hours_win_as_many_companies),
        cmocka_unit_test(the_next_partner_costs_what_a_company_costs),
        cmocka_unit_test(more_money_flattens_does_not_or_cannot_be_told),
        cmocka_unit_test(the_best_is_named_only_where_it_is_shown),
        slow_test(equals_are_rarely_called_best),
        cmocka_unit_test(who_takes_the_least_is_named_only_where_it_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
