/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the source observed, on the shipped config, each test named after its sentence. The
 * bounds are what the source says; the figures in figure() are those of an independent
 * simulation of the same model, of about 2,000 campaigns and rounded to the digit given. With
 * 20,000 campaigns here, a difference past half a digit and 4 standard errors of both happens
 * with probability 6e-5 by chance. The config is tuned to these facts; that does not validate
 * the model. */
#include "simulate.h"

#include <stdlib.h>
#include <string.h>

enum { N = 20000, THEIRS = 2000 };
#define CONFIG SOURCE_DIR "/configs/spark.cfg"
#define YEAR "campaign.outreach_days=365", "campaign.horizon_days=365"

static const char *const a_year[] = {YEAR, NULL};

static void figure(struct estimate here, double theirs, double digit)
{
    double both = here.se * sqrt(1.0 + (double)N / THEIRS);
    if (!(fabs(here.value - theirs) <= digit / 2.0 + 4.0 * both)) {
        print_error("%g +- %.2g, expected %g\n", here.value, here.se, theirs);
        fail();
    }
}

static double conversion_with(const char *const *sets, const char *strategy, const char *cell)
{
    struct simulated s;
    simulate_file(&s, CONFIG, strategy, sets, N);
    double conversion = measured_in(&s, "conversion_rate", cell).value;
    simulated_free(&s);
    return conversion;
}

/* "Iedere deelnemende hub heeft minimaal 10 nieuwe MKB partners actief in beeld", 5 active, 2
 * paying. */
static void minimum_targets_of_a_hub_from_november_to_february(void **state)
{
    (void)state;
    struct simulated s;
    simulate_file(&s, CONFIG, "spark", NULL, N);
    assert_true(measured(&s, "p_in_view").value >= 0.6);
    assert_true(measured(&s, "p_active").value >= 0.6);
    assert_true(measured(&s, "p_paying").value >= 0.6);
    assert_true(measured(&s, "paying").value >= 2.0 && measured(&s, "paying").value <= 4.0);
    figure(measured(&s, "p_in_view"), 1.00, 0.01);
    figure(measured(&s, "p_active"), 0.99, 0.01);
    figure(measured(&s, "p_paying"), 0.74, 0.01);
    figure(measured(&s, "paying"), 2.4, 0.1);
    /* "was het namelijk niet realistisch om 7 contactmomenten te behalen" */
    assert_true(measured(&s, "seven_or_more_share").value < 0.20);
    figure(measured(&s, "seven_or_more_share"), 0.06, 0.01);
    /* Strategies are not yet comparable: most companies are still open. */
    assert_true(measured(&s, "open_share").value > 0.5);
    figure(measured(&s, "open_share"), 0.56, 0.01);
    simulated_free(&s);
}

/* "zeker 4 tot 7 contactmomenten [...] In een aantal gevallen zelfs meer", and with those who
 * say no "zeker boven de 7 contactmomenten per partij". */
static void four_to_seven_contacts_and_more_in_all(void **state)
{
    (void)state;
    struct simulated s;
    simulate_file(&s, CONFIG, "spark", a_year, N);
    assert_true(measured(&s, "contacts_4_to_7_share").value >= 0.65);
    assert_true(measured(&s, "contacts_over_7_share").value >= 0.10);
    figure(measured(&s, "contacts_4_to_7_share"), 0.80, 0.01);
    figure(measured(&s, "contacts_over_7_share"), 0.20, 0.01);
    double all = measured(&s, "all_contacts_per_partner").value;
    assert_true(all >= 8.0 && all <= 20.0);
    figure(measured(&s, "all_contacts_per_partner"), 8.8, 0.1);
    /* A year's conversion stays credible. */
    double conversion = measured(&s, "conversion_rate").value;
    assert_true(conversion >= 0.25 && conversion <= 0.50);
    figure(measured(&s, "conversion_rate"), 0.49, 0.01);
    simulated_free(&s);
}

/* "Het iets grotere MKB is in dat kader gemakkelijker te overtuigen om mee te doen" */
static void larger_companies_are_easier_to_convince(void **state)
{
    (void)state;
    struct simulated s;
    simulate_file(&s, CONFIG, "spark", a_year, N);
    struct estimate larger = measured_in(&s, "conversion_rate", "larger/*/*");
    struct estimate small = measured_in(&s, "conversion_rate", "small/*/*");
    assert_true(larger.value - small.value >= 0.08);
    figure(larger, 0.58, 0.01);
    figure(small, 0.32, 0.01);
    simulated_free(&s);
}

static double days_quantile(const struct simulated *s, double p)
{
    struct ratio_sums sums =
        moments_pair(&s->one.tally.moments, 0, measure_find("conversion_rate"));
    return curve_quantile(&s->one.tally.counts.own_day, 0, p, N, sums.y, sums.yy, 0.95).value;
}

/* "Doorlooptijd voor besluitvorming varieert enorm" */
static void decision_times_vary_enormously(void **state)
{
    (void)state;
    struct simulated s;
    simulate_file(&s, CONFIG, "spark", a_year, N);
    double p10 = days_quantile(&s, 0.1), p90 = days_quantile(&s, 0.9);
    assert_true(p90 >= 3.0 * p10);
    assert_close(p10, 68.0, 0.0, 3.0);
    assert_close(p90, 251.0, 0.0, 5.0);
    simulated_free(&s);
}

/* The shipped list with everybody new: in attention, without earlier contacts. */
static void write_all_new(const char *path)
{
    static const char *const kinds[] = {"small,challenger,private", "small,family,private",
        "small,challenger,private", "larger,family,private", "larger,challenger,private",
        "larger,family,private", "larger,family,private", "larger,family,group",
        "larger,family,group", "larger,family,group", "small,challenger,private",
        "small,family,private", "larger,family,private", "larger,family,private"};
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("name,size,character,ownership,customer_in,front_runner\n", file);
    for (int i = 0; i < 14; i++)
        fprintf(file, "%d,%s,%s,%s\n", i, kinds[i],
            i == 0                         ? "no"
            : i == 5 || i == 11 || i == 13 ? "yes"
                                           : "",
            i == 0 || i == 2 || i == 4 || i == 10 ? "yes" : "no");
    fclose(file);
}

static struct estimate contacts_when_warm(const char *list, const char *warm)
{
    const char *sets[] = {YEAR, list, warm, NULL};
    struct simulated s;
    simulate_file(&s, CONFIG, "spark", sets, N);
    struct estimate contacts = measured(&s, "contacts_per_partner");
    simulated_free(&s);
    return contacts;
}

/* "Bij een warme voordracht en een strategisch belang [...] kan het soms sneller gaan" */
static void a_warm_introduction_goes_faster(void **state)
{
    (void)state;
    char path[] = "/tmp/recept-list-XXXXXX", list[64];
    int handle = mkstemp(path);
    assert_true(handle >= 0);
    fclose(fdopen(handle, "w"));
    write_all_new(path);
    snprintf(list, sizeof list, "population.list=\"%s\"", path);
    struct estimate warm = contacts_when_warm(list, "population.warm=1.0");
    struct estimate cold = contacts_when_warm(list, "population.warm=0.0");
    remove(path);
    assert_true(cold.value - warm.value >= 0.7);
    figure(warm, 4.5, 0.1);
    figure(cold, 6.2, 0.1);
}

/* "Persoonlijke aandacht is daarbij cruciaal" */
static void personal_attention_is_crucial(void **state)
{
    (void)state;
    double online = conversion_with(a_year, "online", "all");
    double spark = conversion_with(a_year, "spark", "all");
    assert_true(online < 0.5 * spark);
    assert_close(online, 0.06, 0.0, 0.01);
}

#define ONLINE "(\"social_campaign\", \"newsletter\")"

/* "Hoeveel van de contactmomenten kunnen we online doen of via via (Awareness & Interest),
 * hoeveel moet 1-op-1 persoonlijk" */
static void online_for_attention_but_not_for_desire(void **state)
{
    (void)state;
    static const char *const attention[] = {YEAR, "strategies.spark.attention=" ONLINE, NULL};
    static const char *const desire[] = {YEAR, "strategies.spark.desire=" ONLINE, NULL};
    double first = conversion_with(attention, "spark", "all");
    double last = conversion_with(desire, "spark", "all");
    assert_true(first > 3.0 * last);
    assert_close(first, 0.49, 0.0, 0.015);
    assert_close(last, 0.08, 0.0, 0.012);
}

/* "Een lidmaatschap van 1.500 a 5.000 per jaar is bij het MKB vanaf 50 a 75 medewerkers geen
 * enkel probleem" */
static void the_fee_is_no_problem_for_larger_companies(void **state)
{
    (void)state;
    static const char *const half[] = {YEAR, "packages.startup.price=200.0",
        "packages.network.price=750.0", "packages.innovation.price=2500.0",
        "packages.premium.price=5000.0", NULL};
    double now = conversion_with(a_year, "spark", "larger/*/*");
    assert_true(conversion_with(half, "spark", "larger/*/*") - now < 0.03);
}

struct shares {
    double network, innovation;
};

static struct shares shares_with(const char *overlap)
{
    const char *sets[] = {YEAR, "strategies.spark.steering=0.0", overlap, NULL};
    struct simulated s;
    simulate_file(&s, CONFIG, "spark", sets, N);
    double partners = measured(&s, "partners").value;
    struct shares shares = {
        measured_package(&s, 2).value / partners, measured_package(&s, 3).value / partners};
    simulated_free(&s);
    return shares;
}

/* "het netwerkpartnership en het innovatiepartnership teveel op elkaar leken, waardoor 1 van de
 * partijen koos voor het netwerkpartnership (veel goedkoper)" */
static void too_similar_packages_favour_the_cheaper_one(void **state)
{
    (void)state;
    struct shares apart = shares_with("choice.overlap=0.0");
    struct shares some = shares_with("choice.overlap=0.3");
    struct shares alike = shares_with("choice.overlap=0.9");
    assert_true(apart.innovation > some.innovation && some.innovation > alike.innovation);
    assert_true(apart.network < some.network && some.network < alike.network);
    assert_close(apart.innovation, 0.57, 0.0, 0.015);
    assert_close(some.innovation, 0.47, 0.0, 0.015);
    assert_close(alike.innovation, 0.25, 0.0, 0.015);
    assert_close(apart.network, 0.27, 0.0, 0.015);
    assert_close(some.network, 0.33, 0.0, 0.015);
    assert_close(alike.network, 0.49, 0.0, 0.015);
}

static double contacts_before(const struct simulated *s, int package)
{
    int n = s->one.scenario->packages.n;
    return study_quantity(&s->study, &s->one, 0, Q_PACKAGE + n + package).value /
           measured_package(s, package).value;
}

/* "Premium partner (hier gaan veel meer contactmomenten aan vooraf)" */
static void premium_takes_many_more_contacts(void **state)
{
    (void)state;
    struct simulated s;
    simulate_file(&s, CONFIG, "spark", a_year, N);
    double network = contacts_before(&s, 2), premium = contacts_before(&s, 4);
    assert_true(premium - network >= 1.0);
    assert_close(premium, 7.7, 0.0, 0.15);
    assert_close(network, 6.5, 0.0, 0.15);
    simulated_free(&s);
}

/* "een MKB partij die na het eerste jaar hun partnership weer beeindigden" */
static void some_leave_after_the_first_year(void **state)
{
    (void)state;
    static const char *const two_years[] = {"campaign.horizon_days=730", NULL};
    struct simulated s;
    simulate_file(&s, CONFIG, "spark", two_years, N);
    struct estimate renewal = measured(&s, "first_year_renewal");
    assert_true(renewal.low >= 0.70 && renewal.high <= 0.90);
    simulated_free(&s);
}

/* The comparison with an independent figure fails on a model that is off: with the response of
 * desire a fifth of a logit higher, conversion and contacts are not those of the source's
 * config. */
static void a_wrong_model_does_not_give_these_figures(void **state)
{
    (void)state;
    static const char *const wrong[] = {YEAR, "response.intercept=(-0.9, -1.25, -1.5)", NULL};
    struct simulated s;
    simulate_file(&s, CONFIG, "spark", wrong, N);
    struct estimate conversion = measured(&s, "conversion_rate");
    assert_true(fabs(conversion.value - 0.49) >
                0.005 + 4.0 * conversion.se * sqrt(1.0 + (double)N / THEIRS));
    simulated_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(minimum_targets_of_a_hub_from_november_to_february),
        cmocka_unit_test(four_to_seven_contacts_and_more_in_all),
        cmocka_unit_test(larger_companies_are_easier_to_convince),
        cmocka_unit_test(decision_times_vary_enormously),
        cmocka_unit_test(a_warm_introduction_goes_faster),
        cmocka_unit_test(personal_attention_is_crucial),
        cmocka_unit_test(online_for_attention_but_not_for_desire),
        cmocka_unit_test(the_fee_is_no_problem_for_larger_companies),
        cmocka_unit_test(too_similar_packages_favour_the_cheaper_one),
        cmocka_unit_test(premium_takes_many_more_contacts),
        cmocka_unit_test(some_leave_after_the_first_year),
        cmocka_unit_test(a_wrong_model_does_not_give_these_figures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
