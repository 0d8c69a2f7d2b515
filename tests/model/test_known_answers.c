/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Special cases of the model with a known answer. Every comparison has an error rate of 0.001 /
 * 20 (AGREES in simulate.h), and each is shown to reject what a model without the mechanism
 * would give. */
#include "simulate.h"

#include <gsl/gsl_linalg.h>

enum { N = 40000 };

/* Contacts to join without dropout: a sum of four geometric variables. */
static void contacts_to_join_are_a_sum_of_geometric_variables(void **state)
{
    (void)state;
    static const char *const sets[] = {"response.intercept=(-0.4, 0.3, -0.9)",
        "packages.p.value.base=-0.5", "population.count=5", NULL};
    const double p[4] = {logistic(-0.4), logistic(0.3), logistic(-0.9), logistic(-0.5)};
    double mean = 0.0, variance = 0.0, four = 1.0;
    for (int i = 0; i < 4; i++) {
        mean += 1.0 / p[i];
        variance += (1.0 - p[i]) / (p[i] * p[i]);
        four *= p[i];
    }
    struct simulated s;
    simulate(&s, plain_world, sets, N);
    assert_agrees(measured(&s, "conversion_rate"), 1.0);
    assert_agrees(measured(&s, "contacts_per_partner"), mean);
    assert_rejects(measured(&s, "contacts_per_partner"), mean + 0.1);
    /* Day k holds contact k, so the distribution can be read off by day. */
    assert_agrees(converted_by(&s, 4), four);
    /* Variance of the number of contacts, from the standard error of the mean over 5 N
     * companies. */
    double se = sqrt(variance / (5.0 * N));
    assert_close(measured(&s, "contacts_per_partner").se, se, 0.02, 0.0);
    simulated_free(&s);
}

/* Solves (I - Q) x = b for the chain that stays in stage i with probability q[i] and moves on
 * with p[i]. */
static void solve_chain(const double p[4], const double q[4], const double b[4], double x[4])
{
    gsl_matrix *m = gsl_matrix_calloc(4, 4);
    gsl_vector *right = gsl_vector_alloc(4), *solution = gsl_vector_alloc(4);
    gsl_permutation *permutation = gsl_permutation_alloc(4);
    int sign;
    for (size_t i = 0; i < 4; i++) {
        gsl_matrix_set(m, i, i, 1.0 - q[i]);
        if (i < 3)
            gsl_matrix_set(m, i, i + 1, -p[i]);
        gsl_vector_set(right, i, b[i]);
    }
    gsl_linalg_LU_decomp(m, permutation, &sign);
    gsl_linalg_LU_solve(m, permutation, right, solution);
    for (size_t i = 0; i < 4; i++)
        x[i] = gsl_vector_get(solution, i);
    gsl_permutation_free(permutation);
    gsl_vector_free(solution);
    gsl_vector_free(right);
    gsl_matrix_free(m);
}

/* Conversion and expected contacts of the absorbing chain with dropout, for given logits. */
static void chain(
    const double x[4], const double dropout[4], double *conversion, double *contacts)
{
    double p[4], q[4], join[4] = {0}, one[4] = {1, 1, 1, 1}, solution[4];
    for (int i = 0; i < 4; i++) {
        p[i] = logistic(x[i]);
        q[i] = (1.0 - p[i]) * (1.0 - dropout[i]);
    }
    join[3] = p[3];
    solve_chain(p, q, join, solution);
    *conversion = solution[0];
    solve_chain(p, q, one, solution);
    *contacts = solution[0];
}

static const double dropout[4] = {0.19, 0.21, 0.23, 0.45};
static const double no_dropout[4] = {0};
static const double logits[4] = {-0.2, 0.1, -0.3, -0.5};
#define CHAIN_SETS                                                                             \
    "response.intercept=(-0.2, 0.1, -0.3)", "packages.p.value.base=-0.5",                      \
        "response.dropout=(0.19, 0.21, 0.23, 0.45)", "population.count=5"

static void dropout_makes_an_absorbing_chain(void **state)
{
    (void)state;
    static const char *const sets[] = {CHAIN_SETS, NULL};
    double conversion, contacts, all, more;
    chain(logits, dropout, &conversion, &contacts);
    chain(logits, no_dropout, &all, &more);
    struct simulated s;
    simulate(&s, plain_world, sets, N);
    assert_agrees(measured(&s, "conversion_rate"), conversion);
    assert_agrees(measured(&s, "contacts_per_company"), contacts);
    assert_agrees(measured(&s, "said_no"), 5.0 * (1.0 - conversion));
    assert_rejects(measured(&s, "conversion_rate"), all);
    assert_rejects(measured(&s, "contacts_per_company"), more);
    simulated_free(&s);
}

struct click_case {
    double sd;
    bool contacts; /* the integrand: expected contacts, else conversion */
};

static double given_click(double u, void *context)
{
    const struct click_case *c = context;
    double x[4], conversion, contacts;
    for (int i = 0; i < 4; i++)
        x[i] = logits[i] + (i < 3 ? c->sd * u : 0.0);
    chain(x, dropout, &conversion, &contacts);
    return c->contacts ? contacts : conversion;
}

/* Over personal clicks. */
static double over_click(struct click_case c)
{
    return over_clicks(given_click, &c);
}

static void click_is_integrated_over_companies(void **state)
{
    (void)state;
    static const char *const sets[] = {CHAIN_SETS, "response.click_sd=1.2", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, N);
    double without = over_click((struct click_case){0.0, false});
    assert_agrees(measured(&s, "conversion_rate"), over_click((struct click_case){1.2, false}));
    assert_agrees(
        measured(&s, "contacts_per_company"), over_click((struct click_case){1.2, true}));
    assert_rejects(measured(&s, "conversion_rate"), without);
    simulated_free(&s);
}

/* Share of the chain that has joined within `steps` contacts. */
static double joined_within(int steps)
{
    double at[4] = {1, 0, 0, 0}, joined = 0.0;
    for (int k = 0; k < steps; k++) {
        double next[4] = {0};
        for (int i = 0; i < 4; i++) {
            double p = logistic(logits[i]);
            next[i] += at[i] * (1.0 - p) * (1.0 - dropout[i]);
            if (i < 3)
                next[i + 1] += at[i] * p;
            else
                joined += at[i] * p;
        }
        for (int i = 0; i < 4; i++)
            at[i] = next[i];
    }
    return joined;
}

/* A Gamma of shape 1e6 around 6.5 days rounds up to 7: contact k falls on day 7k + (k - 1)
 * pace. */
static void fixed_lead_times_give_conversion_by_day(void **state)
{
    (void)state;
    static const char *const sets[] = {CHAIN_SETS, "contact_moments.a.lead_days=6.5",
        "contact_moments.a.lead_shape=1e6", "contact_moments.b.lead_days=6.5",
        "contact_moments.b.lead_shape=1e6", "contact_moments.c.lead_days=6.5",
        "contact_moments.c.lead_shape=1e6", "contact_moments.talk.lead_days=6.5",
        "contact_moments.talk.lead_shape=1e6", "strategies.s.pace_days=3", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, N);
    for (int k = 4; k <= 9; k++) {
        int day = 7 * k + 3 * (k - 1);
        assert_agrees(converted_by(&s, day), joined_within(k));
        assert_agrees(converted_by(&s, day - 1), joined_within(k - 1));
        assert_rejects(converted_by(&s, day), joined_within(k - 1));
    }
    simulated_free(&s);
}

/* With two deciders desire takes two geometric variables, one with the owner and one with the
 * employee. */
static void two_deciders_have_to_be_won_in_turn(void **state)
{
    (void)state;
    static const char *const sets[] = {"response.intercept=(-0.4, 0.3, -0.9)",
        "packages.p.value.base=-0.5", "population.count=5", "decision.second_decider=1.0",
        "decision.employee=0.7", "contact_moments.a.owner=0.4", NULL};
    double others = 1.0 / logistic(-0.4) + 1.0 / logistic(0.3) + 1.0 / logistic(-0.5);
    double owner = 1.0 / logistic(-0.9), employee = 1.0 / logistic(-0.2);
    struct simulated s;
    simulate(&s, plain_world, sets, N);
    assert_agrees(measured(&s, "contacts_per_partner"), others + owner + employee);
    assert_rejects(measured(&s, "contacts_per_partner"), others + owner);
    assert_rejects(measured(&s, "contacts_per_partner"), others + 2.0 * owner);
    simulated_free(&s);
}

/* Handover multiplies one lead time, that of the first contact with the second person. */
static void handover_takes_time_once(void **state)
{
    (void)state;
    static const char *const sets[] = {"response.intercept=(50.0, 50.0, 50.0)",
        "packages.p.value.base=50.0", "decision.second_decider=1.0",
        "decision.handover_factor=3.0", "contact_moments.c.lead_days=9.5",
        "contact_moments.c.lead_shape=1e6", "population.count=1", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 100);
    /* Days 1 and 2, then c after 10 days, c again after ceil(28.5), the talk a day later. */
    assert_close(measured(&s, "days_to_partner").value, 1 + 1 + 10 + 29 + 1, 0.0, 1e-12);
    assert_close(measured(&s, "contacts_per_partner").value, 5.0, 0.0, 1e-12);
    simulated_free(&s);
}

#define THREE_PACKAGES                                                                         \
    "packages=( { id = \"own\"; price = 400.0; value = { base = -0.3; }; },"                   \
    " { id = \"low\"; price = 1500.0; ladder = \"l\"; value = { base = 0.4; }; },"             \
    " { id = \"high\"; price = 5000.0; ladder = \"l\"; value = { base = 1.6; }; } )"

/* Logit shares with overlap 0.25 by hand: the dearer rung is perceived as 0.4 + 0.75 * 1.2
 * = 1.3; at a price sensitivity of 0.2 per 1,000 euro the utilities are -0.38, 0.1 and 0.3. */
static void packages_are_chosen_by_logit_shares_with_overlap(void **state)
{
    (void)state;
    static const char *const sets[] = {THREE_PACKAGES, "choice.price_sensitivity=0.2",
        "choice.overlap=0.25", "response.intercept=(50.0, 50.0, 50.0)",
        "response.dropout=(0.0, 0.0, 0.0, 1.0)", "population.count=5", NULL};
    double odds[3] = {exp(-0.38), exp(0.1), exp(0.3)};
    double total = 1.0 + odds[0] + odds[1] + odds[2];
    struct simulated s;
    simulate(&s, plain_world, sets, N);
    for (int p = 0; p < 3; p++)
        assert_agrees(measured_package(&s, p), 5.0 * odds[p] / total);
    double apart = 1.0 + odds[0] + odds[1] + exp(0.6);
    assert_rejects(measured_package(&s, 2), 5.0 * exp(0.6) / apart);
    simulated_free(&s);
}

/* With an oral commitment half of the time, half of the talks are about the offer alone. */
static void steering_leaves_the_offer_or_nothing(void **state)
{
    (void)state;
    static const char *const sets[] = {THREE_PACKAGES, "strategies.s.offer=\"high\"",
        "strategies.s.steering=0.5", "response.intercept=(50.0, 50.0, 50.0)",
        "response.dropout=(0.0, 0.0, 0.0, 1.0)", "population.count=5", NULL};
    double odds[3] = {exp(-0.3), exp(0.4), exp(1.6)};
    double free_choice = odds[2] / (1.0 + odds[0] + odds[1] + odds[2]);
    double steered = odds[2] / (1.0 + odds[2]);
    struct simulated s;
    simulate(&s, plain_world, sets, N);
    assert_agrees(measured_package(&s, 2), 5.0 * (0.5 * free_choice + 0.5 * steered));
    assert_rejects(measured_package(&s, 2), 5.0 * free_choice);
    simulated_free(&s);
}

static void relapse_undoes_a_stage(void **state)
{
    (void)state;
    static const char *const sets[] = {"response.intercept=(50.0, 0.0, 50.0)",
        "packages.p.value.base=50.0", "response.relapse_per_month=(0.0, 0.0, 600.0)",
        "contact_moments.c.lead_days=2.5", "contact_moments.c.lead_shape=1e6",
        "response.grace_days=1", "population.count=5", NULL};
    /* Every contact in desire comes 3 days after the last and first falls back to interest,
     * where it succeeds with probability 1/2: contact 3 onwards is a coin that brings the
     * company back to desire, and only to there. Nobody ever joins. */
    struct simulated s;
    simulate(&s, plain_world, sets, 200);
    assert_close(measured(&s, "partners").value, 0.0, 0.0, 0.0);
    assert_true(measured(&s, "contacts_per_company").value > 400.0);
    simulated_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contacts_to_join_are_a_sum_of_geometric_variables),
        cmocka_unit_test(dropout_makes_an_absorbing_chain),
        cmocka_unit_test(click_is_integrated_over_companies),
        cmocka_unit_test(fixed_lead_times_give_conversion_by_day),
        cmocka_unit_test(two_deciders_have_to_be_won_in_turn),
        cmocka_unit_test(handover_takes_time_once),
        cmocka_unit_test(packages_are_chosen_by_logit_shares_with_overlap),
        cmocka_unit_test(steering_leaves_the_offer_or_nothing),
        cmocka_unit_test(relapse_undoes_a_stage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
