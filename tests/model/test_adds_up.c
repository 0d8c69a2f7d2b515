/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read together adds up: tables of a run, a comparison and a plan whose averages are
 * adjusted by what was expected, and parts of totals are estimated without bias. */
#include "simulate.h"

#include "adjusted.h"
#include "averages.h"
#include "details.h"

#include <math.h>
#include <string.h>

#define CLOSE 1e-9

/* ---- Tables ---- */

static const struct table *table_of(struct recept_study *study, const char *name)
{
    const struct recept_table *table;
    assert_int_equal(recept_study_table(study, name, &table), RECEPT_OK);
    return &table->table;
}

static double number_in(const struct table *table, long row, const char *id)
{
    return table_cell(table, row, table_column(table, id)).number;
}

/* Whether a row has a text in a column; also where there is no such column or text. */
static bool is_of(const struct table *table, long row, const char *id, const char *text)
{
    int column = table_column(table, id);
    return text == NULL || column < 0 || strcmp(table_cell(table, row, column).text, text) == 0;
}

/* Which rows: NULL, any. `kind` of costs, `stage` of contacts or `measure`; `but`: not those.
 */
struct rows {
    const char *strategy, *hub, *segment, *kind, *but;
};

static bool is_among(const struct table *table, long row, const struct rows *rows)
{
    static const char *const kinds[] = {"kind", "stage", "measure"};
    if (!is_of(table, row, "strategy", rows->strategy) ||
        !is_of(table, row, "hub", rows->hub) || !is_of(table, row, "segment", rows->segment))
        return false;
    for (int i = 0; i < 3; i++) {
        if (table_column(table, kinds[i]) < 0)
            continue;
        return is_of(table, row, kinds[i], rows->kind) &&
               (rows->but == NULL || !is_of(table, row, kinds[i], rows->but));
    }
    return true;
}

static double sum_of(const struct table *table, const char *id, struct rows rows)
{
    double sum = 0.0;
    if (table_column(table, id) < 0)
        return NAN;
    for (long row = 0; row < table->n; row++) {
        double x = number_in(table, row, id);
        if (is_among(table, row, &rows) && !isnan(x))
            sum += x;
    }
    return sum;
}

static int n_checked;

static void check_sum(const char *what, double sum, double total)
{
    n_checked++;
    if (fabs(sum - total) <= CLOSE * fmax(fabs(total), 1e-3))
        return;
    print_error("%s: %.12g, and not %.12g\n", what, sum, total);
    fail();
}

/* ---- The tables of a run ---- */

/* A strategy of a hub, and what the summary tells of it. */
struct told {
    struct recept_study *study;
    const char *strategy, *hub;
};

static double told(const struct told *t, const char *measure)
{
    return sum_of(table_of(t->study, "summary"), "estimate",
        (struct rows){t->strategy, t->hub, "all", measure, NULL});
}

static double table_sum(
    const struct told *t, const char *table, const char *id, const char *kind, const char *but)
{
    return sum_of(
        table_of(t->study, table), id, (struct rows){t->strategy, t->hub, NULL, kind, but});
}

static void contact_moments_add_up(const struct told *t)
{
#define OUTREACH(id) table_sum(t, "contact_moments", id, NULL, "care")
    check_sum(
        "held", OUTREACH("held"), told(t, "contacts_per_company") * told(t, "approached"));
    check_sum("moved", OUTREACH("moved"), told(t, "moved"));
    check_sum("waited", OUTREACH("waited"), told(t, "waited"));
    check_sum("care", table_sum(t, "contact_moments", "held", "care", NULL),
        told(t, "care_contacts"));
    check_sum("cost of care", table_sum(t, "contact_moments", "cost_eur", "care", NULL),
        told(t, "care_cost"));
    static const char *const seldom[] = {
        "not_reached", "no_show", "no_show_hours", "no_show_cost"};
    for (int i = 0; i < 4; i++)
        if (!isnan(OUTREACH(seldom[i])))
            check_sum(seldom[i], OUTREACH(seldom[i]), told(t, seldom[i]));
    double charged = table_sum(t, "costs", "cost_eur", "total", NULL) -
                     table_sum(t, "costs", "cost_eur", "research", NULL) -
                     table_sum(t, "costs", "cost_eur", "aids", NULL);
    check_sum("cost of contacts", OUTREACH("cost_eur"), charged);
}

static void costs_add_up(const struct told *t)
{
    static const char *const ids[] = {"hours", "hours_cost_eur", "cash_eur", "cost_eur"};
    double total[4];
    for (int i = 0; i < 4; i++) {
        total[i] = table_sum(t, "costs", ids[i], "total", NULL);
        check_sum(ids[i], table_sum(t, "costs", ids[i], NULL, "total"), total[i]);
    }
    check_sum("hours and cash", total[1] + total[2], total[3]);
    check_sum("hours", total[0], told(t, "hours"));
    check_sum("cost", total[3], told(t, "cost"));
}

static void weeks_add_up(const struct told *t)
{
    check_sum(
        "cost of weeks", table_sum(t, "load_by_week", "cost_eur", NULL, NULL), told(t, "cost"));
    check_sum("waited in weeks", table_sum(t, "load_by_week", "waited", NULL, NULL),
        told(t, "waited"));
    if (told(t, "care_hours") == 0.0)
        check_sum("hours of weeks", table_sum(t, "load_by_week", "hours", NULL, NULL),
            told(t, "hours_counted"));
}

static void companies_add_up(const struct told *t)
{
    static const char *const pairs[][2] = {{"converted", "partners"}, {"said_no", "said_no"},
        {"given_up", "given_up"}, {"open", "open"}, {"hours", "hours"}};
    for (int i = 0; i < 5; i++)
        check_sum(pairs[i][0], table_sum(t, "companies", pairs[i][0], NULL, NULL),
            told(t, pairs[i][1]));
    check_sum("contacts", table_sum(t, "companies", "contacts", NULL, NULL),
        told(t, "all_contacts_per_partner") * told(t, "partners"));
    check_sum("cost", table_sum(t, "companies", "cost_eur", NULL, NULL),
        told(t, "cost") - table_sum(t, "costs", "cost_eur", "aids", NULL));
}

/* Returns how many of the figures are adjusted. */
static int tables_add_up(struct recept_study *study, bool companies)
{
    const struct table *summary = table_of(study, "summary");
    int adjusted = 0;
    for (long row = 0; row < summary->n; row++) {
        struct rows partners = {NULL, NULL, "all", "partners", NULL};
        if (!is_among(summary, row, &partners))
            continue;
        struct told t = {study,
            table_cell(summary, row, table_column(summary, "strategy")).text,
            table_cell(summary, row, table_column(summary, "hub")).text};
        bool of_hubs = study->setup.study.has_hubs && strcmp(t.hub, "all") == 0;
        weeks_add_up(&t);
        if (!of_hubs) {
            costs_add_up(&t);
            contact_moments_add_up(&t);
            if (companies)
                companies_add_up(&t);
        }
        adjusted += is_of(summary, row, "method", "controls");
    }
    return adjusted;
}

static struct recept_config *open_config(const char *path, const char *const *sets)
{
    struct recept_config *config;
    size_t n = 0;
    while (sets[n] != NULL)
        n++;
    struct recept_origin origin = {.name = path, .settings = sets, .n_settings = n};
    assert_int_equal(recept_config_open(&config, &origin), RECEPT_OK);
    return config;
}

#define CONFIGS SOURCE_DIR "/configs/"

static void tables_of_a_run_add_up(void **state)
{
    (void)state;
    static const struct {
        const char *path, *sets[6];
        bool listed;
        int adjusted;
    } worlds[] = {
        {CONFIGS "spark.cfg", {NULL}, true, 5},
        {CONFIGS "spark.cfg", {"campaign.budget=9000.0", NULL}, true, 5},
        {CONFIGS "spark.cfg",
            {"contact_moments.company_meeting.no_show=0.4", "modes.online.reach=0.5",
                "campaign.horizon_days=400", "campaign.outreach_days=200", NULL},
            true, 5},
        {CONFIGS "national.cfg", {NULL}, false, 4},
        {CONFIGS "chamber.cfg", {NULL}, false, 2}, /* occasions are charged whole */
        {CONFIGS "questions/innovation_vouchers.cfg", {NULL}, true, 1},
    };
    for (size_t i = 0; i < sizeof worlds / sizeof worlds[0]; i++) {
        struct recept_config *config = open_config(worlds[i].path, worlds[i].sets);
        struct recept_study *study;
        const struct recept_options options = {.replications = 1300};
        assert_int_equal(recept_run(&study, config, &options), RECEPT_OK);
        assert_int_equal(tables_add_up(study, worlds[i].listed), worlds[i].adjusted);
        recept_study_free(study);
        recept_config_free(config);
    }
    assert_true(n_checked > 400);
}

/* Partners and cost of segments add up to the strategy's, and at a value of a partner what is
 * left does to net_result.csv. */
static void tables_of_a_comparison_add_up(void **state)
{
    (void)state;
    const char *const none[] = {NULL};
    const double value = 9000.0;
    const struct recept_options options = {.replications = 1300};
    const struct recept_comparison comparison = {.value = &value};
    struct recept_config *config = open_config(CONFIGS "spark.cfg", none);
    struct recept_study *study;
    assert_int_equal(recept_compare(&study, config, &options, &comparison), RECEPT_OK);
    assert_int_equal(tables_add_up(study, true), 5);
    for (size_t i = 0; i < recept_config_strategies(config); i++) {
        struct told t = {study, recept_config_strategy(config, i), "all"};
        double partners = told(&t, "partners"), cost = told(&t, "cost");
        check_sum("partners of segments", table_sum(&t, "segments", "partners", NULL, NULL),
            partners);
        check_sum("cost of segments", table_sum(&t, "segments", "cost_eur", NULL, NULL), cost);
        check_sum("net result of segments",
            table_sum(&t, "segments", "net_benefit_eur", NULL, NULL), value * partners - cost);
        check_sum("net result", table_sum(&t, "net_result", "net_result_eur", NULL, NULL),
            value * partners - cost);
        check_sum("compared", table_sum(&t, "compare", "estimate", "cost", NULL), cost);
        check_sum("frontier", table_sum(&t, "frontier", "partners", NULL, NULL), partners);
    }
    recept_study_free(study);
    recept_config_free(config);
}

static void tables_of_a_plan_add_up(void **state)
{
    (void)state;
    const char *const none[] = {NULL};
    const double budgets[] = {8000.0, 12000.0};
    const struct recept_options options = {.replications = 1300, .strategies = "online"};
    const struct recept_plan ask = {.n_budgets = 2, .budgets_eur = budgets};
    struct recept_config *config = open_config(CONFIGS "spark.cfg", none);
    struct recept_study *study;
    assert_int_equal(recept_plan(&study, config, &options, &ask), RECEPT_OK);
    struct told t = {study, NULL, NULL};
#define OF_BOTH(measure) table_sum(&t, "plan", "estimate", measure, NULL)
    check_sum("budgets", OF_BOTH("cost") + OF_BOTH("unspent"), 20000.0);
    check_sum("hours", OF_BOTH("hours_counted") + OF_BOTH("hours_on_top"), OF_BOTH("hours"));
    const struct table *plan = table_of(study, "plan");
    double more = 0.0;
    for (long row = 0; row < plan->n; row++)
        if (is_of(plan, row, "measure", "partners"))
            more += number_in(plan, row, "estimate") *
                    (number_in(plan, row, "budget_eur") == budgets[1] ? 1.0 : -1.0);
    check_sum("extra partners", table_sum(&t, "plan_extra", "estimate", "extra_partners", NULL),
        more);
    recept_study_free(study);
    recept_config_free(config);
}

/* ---- No bias ---- */

enum { RUNS = 60, MOST_PARTS = 1000 };

/* Averages of parts over repeated runs. */
struct repeated {
    int n;
    double sum[MOST_PARTS], square[MOST_PARTS];
};

static void note(struct repeated *of, double x)
{
    assert_true(of->n < MOST_PARTS);
    of->sum[of->n] += x;
    of->square[of->n++] += x * x;
}

static void note_parts(struct repeated *of, const struct study *study)
{
    const struct study_case *one = &study->cases[0];
    struct spent spent[N_COST_KINDS];
    of->n = 0;
    average_costs(study, one, spent);
    for (int k = 0; k < N_COST_KINDS; k++) {
        note(of, spent[k].hours);
        note(of, spent[k].cost);
    }
    for (int i = 0; i < one->campaign->n_contacts * N_COUNTED; i++) {
        struct contact_average contact =
            average_contact(study, one, i / N_COUNTED, i % N_COUNTED);
        note(of, contact.held);
        note(of, contact.moved);
        note(of, contact.waited);
        note(of, contact.progressed);
        note(of, contact.cost);
    }
    for (int w = 0; w < campaign_weeks(one->campaign); w++) {
        struct week_average week = average_week(study, one, w);
        note(of, week.used);
        note(of, week.waited);
        note(of, week.cost);
    }
    for (int i = 0; i < one->campaign->n_companies; i++) {
        struct company_average company = average_company(study, one, i);
        note(of, company.joins.value);
        note(of, company.said_no);
        note(of, company.given_up);
        note(of, company.open);
        note(of, company.contacts);
        note(of, company.hours);
        note(of, company.cost);
    }
}

static void run_often(
    const struct recept_config *config, uint64_t campaigns, bool plain, struct repeated *of)
{
    memset(of, 0, sizeof *of);
    for (int r = 0; r < RUNS; r++) {
        uint64_t seed = 5000 + (uint64_t)r + (plain ? RUNS : 0);
        const struct recept_options options = {.replications = campaigns,
            .seed = &seed,
            .strategies = "spark",
            .no_controls = plain};
        struct recept_study *study;
        assert_int_equal(recept_run(&study, config, &options), RECEPT_OK);
        assert_true(adjusted_has_details(&study->setup.study.cases[0]) == !plain);
        note_parts(of, &study->setup.study);
        recept_study_free(study);
    }
}

/* Variance of the average over runs. */
static double variance_of(const struct repeated *of, int i)
{
    double mean = of->sum[i] / RUNS;
    return (of->square[i] / RUNS - mean * mean) / (RUNS - 1);
}

/* Parts of 60 runs of 1,000 campaigns against those of 60 plain ones of 4,000: two-sided, 0.01
 * divided by 400 comparisons. */
static void parts_are_estimated_without_bias(void **state)
{
    (void)state;
    const char *const none[] = {NULL};
    struct recept_config *config = open_config(CONFIGS "spark.cfg", none);
    static struct repeated adjusted, plain;
    double most = 0.0, gain = 0.0;
    int n = 0;
    run_often(config, 1000, false, &adjusted);
    run_often(config, 4000, true, &plain);
    for (int i = 0; i < adjusted.n; i++) {
        double of = plain.sum[i] / RUNS, variance = variance_of(&plain, i);
        if (!(of * 4000 * RUNS > 100.0) || !(variance > 1e-18 * of * of))
            continue;
        most = fmax(most,
            fabs(adjusted.sum[i] / RUNS - of) / sqrt(variance + variance_of(&adjusted, i)));
        gain += log(4.0 * variance / variance_of(&adjusted, i));
        n++;
    }
    print_message("%d parts: at most %.2f standard errors; as if %.2f times the campaigns\n", n,
        most, exp(gain / n));
    assert_true(n > 200 && n < 400 && most < 4.2 && gain > 0.0);
    recept_config_free(config);
}

/* ---- A long list ---- */

static bool read_list(void *list, const char *name, const char **bytes, size_t *length)
{
    (void)name;
    *bytes = ((struct text *)list)->data;
    *length = ((struct text *)list)->length;
    return true;
}

/* What `n` listed companies come to beside the strategy's partners: the share that joins, and
 * contacts. */
static void run_list(int n, bool plain, struct told *t, struct recept_config **config)
{
    static const char *const sets[] = {"population={ list = \"long.csv\"; }",
        "response.dropout=(0.1,0.1,0.1,0.1)", "campaign.outreach_days=40",
        "campaign.horizon_days=40"};
    struct text list = {0};
    text_add_string(&list, "name,size\n");
    for (int i = 0; i < n; i++)
        text_printf(&list, "c%d,small\n", i);
    struct recept_origin origin = {.name = "world.cfg",
        .bytes = plain_world,
        .length = strlen(plain_world),
        .settings = sets,
        .n_settings = sizeof sets / sizeof sets[0],
        .read = read_list,
        .context = &list};
    const struct recept_options options = {.replications = 1000, .no_controls = plain};
    assert_int_equal(recept_config_open(config, &origin), RECEPT_OK);
    assert_int_equal(recept_run(&t->study, *config, &options), RECEPT_OK);
    text_free(&list);
}

/* Where companies are more than are followed they are as without controls, and all else is
 * adjusted. */
static void companies_of_a_long_list_are_plain(void **state)
{
    (void)state;
    for (int more = 0; more < 2; more++) {
        double converted[2], partners[2];
        for (int plain = 0; plain < 2; plain++) {
            struct recept_config *config;
            struct told t = {NULL, NULL, NULL};
            run_list(MOST_COMPANY_DETAILS + more, plain == 1, &t, &config);
            converted[plain] = table_sum(&t, "companies", "converted", NULL, NULL);
            partners[plain] = told(&t, "partners");
            weeks_add_up(&t);
            contact_moments_add_up(&t);
            recept_study_free(t.study);
            recept_config_free(config);
        }
        assert_true(fabs(partners[0] - partners[1]) > 1e-3);
        check_sum("not adjusted", converted[1], partners[1]);
        check_sum("adjusted", converted[0], partners[more]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_of_a_run_add_up),
        cmocka_unit_test(tables_of_a_comparison_add_up),
        cmocka_unit_test(tables_of_a_plan_add_up),
        cmocka_unit_test(companies_of_a_long_list_are_plain),
        slow_test(parts_are_estimated_without_bias),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
