/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Companies abreast come to the same, to the byte, as company after company: in 200 configs at
 * random in which no company influences another, with vectors of each width. Nothing here is a
 * matter of chance. */
#include "simulate.h"

#include "abreast.h"
#include "outcome.h"

#include <string.h>

enum { CONFIGS = 200, ROOM = 6000 };

/* ---- Configs at random ---- */

struct writer {
    char text[ROOM];
    int n;
    uint64_t seed;
};

static int below(struct writer *w, int n)
{
    w->seed = w->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((w->seed >> 33) % (uint64_t)n);
}

/* A number from `low` to `high`; `none` is given as often as the others together. */
static double number(struct writer *w, double low, double high)
{
    return low + (high - low) * below(w, 1001) / 1000.0;
}

static double or_none(struct writer *w, double none, double low, double high)
{
    return below(w, 2) == 0 ? none : number(w, low, high);
}

__attribute__((format(printf, 2, 3))) static void put(struct writer *w, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    w->n += vsnprintf(w->text + w->n, (size_t)(ROOM - w->n), format, arguments);
    va_end(arguments);
    assert_true(w->n < ROOM);
}

static const char *const moments[] = {"a", "b", "c", "d", "talk"};
static const char *const homes[] = {"attention", "interest", "desire", "interest", "action"};
enum { MOMENTS = 5, TALK = 4 };

static void put_moments(struct writer *w)
{
    put(w, "modes = ( { id = \"visit\"; appointment = true; trust = true; effect = (0.2, 0.1, "
           "0.3); },"
           " { id = \"mail\"; } ); contact_moments = (");
    for (int i = 0; i < MOMENTS; i++)
        put(w,
            "%s { id = \"%s\"; stage = \"%s\"; mode = \"%s\"; strength = %g; hours = %g; cost "
            "= %g;"
            " lead_days = %g; lead_shape = %g; reschedule = %g; company_hours = %g; owner = %g;"
            " participation = %s; }",
            i > 0 ? "," : "", moments[i], homes[i],
            i == TALK || below(w, 3) > 0 ? "visit" : "mail", number(w, -1.0, 1.0),
            number(w, 0.0, 4.0), number(w, 0.0, 90.0), number(w, 0.0, 40.0), 1.0 + below(w, 3),
            or_none(w, 0.0, 0.0, 0.9), number(w, 0.0, 3.0), number(w, 0.0, 1.0),
            below(w, 3) == 0 ? "true" : "false");
    put(w, ");");
}

static void put_list(struct writer *w, const char *name, int least)
{
    put(w, " %s = (", name);
    int n = least + below(w, 5);
    for (int i = 0; i < n; i++)
        put(w, "%s\"%s\"", i > 0 ? ", " : "", moments[below(w, TALK)]);
    put(w, ");");
}

static void put_strategy(struct writer *w)
{
    put(w, "strategies = ( { id = \"s\"; intake_per_week = %g; pace_days = %d;",
        number(w, 0.5, 80.0), below(w, 9));
    if (below(w, 3) == 0) {
        put_list(w, "sequence", 1);
    } else {
        for (int stage = 0; stage < 3; stage++)
            put_list(w, homes[stage], below(w, 8) > 0);
        put(w, " variants = ( { when = { size = \"small\"; };");
        put_list(w, "desire", 1);
        put(w, " } );");
    }
    if (below(w, 2) == 0)
        put(w, " max_contacts = %d;", 1 + below(w, 20));
    if (below(w, 2) == 0)
        put(w, " patience = %d;", 1 + below(w, 8));
    if (below(w, 2) == 0)
        put(w, " offer = \"p\"; steering = %g;", below(w, 3) * 0.5);
    if (below(w, 2) == 0)
        put_list(w, "care", 0);
    put(w, " aids = (\"website\"); } );");
}

/* How companies respond, and what may come in between. */
static void put_model(struct writer *w)
{
    put(w,
        "response = { intercept = (%g, %g, %g); click_sd = %g; dropout = (%g, %g, %g, %g);"
        " build_up = %g; build_up_cap = 3; repetition = %g; warm = %g; time_scarcity = %g;"
        " effects = ( { when = { size = \"larger\"; }; add = (0.3, 0.4, -0.4); } );"
        " relapse_per_month = (0.0, %g, %g); grace_days = %d; };",
        number(w, -2.0, 1.0), number(w, -2.0, 1.0), number(w, -2.0, 1.0),
        or_none(w, 0.0, 0.1, 1.5), or_none(w, 0.0, 0.0, 1.0), or_none(w, 0.0, 0.0, 1.0),
        or_none(w, 0.0, 0.0, 1.0), or_none(w, 0.0, 0.0, 1.0), or_none(w, 0.0, 0.0, 0.2),
        or_none(w, 0.0, 0.0, 0.6), or_none(w, 0.0, 0.0, 1.2), or_none(w, 0.0, 0.0, 0.2),
        or_none(w, 0.0, 0.0, 0.4), or_none(w, 0.0, 0.0, 0.4), below(w, 60));
    put(w, "busy = { rate = %g; days = %g; };", or_none(w, 0.0, 0.0, 2.0),
        number(w, 1.0, 90.0));
    put(w,
        "decision = { second_decider = %g; handover_factor = 1.5; owner_lead_factor = %g; };",
        or_none(w, 0.0, 0.0, 1.0), or_none(w, 1.0, 0.5, 2.0));
    put(w, "choice = { price_sensitivity = 0.2; trust = %g; overlap = 0.3; };",
        number(w, 0.0, 0.5));
    put(w,
        "packages = ( { id = \"p\"; price = 1500.0; value = { base = %g; }; ladder = \"l\";"
        " cost_per_year = 100.0; },"
        " { id = \"q\"; price = 4000.0; value = { base = %g; per_contact = %g; }; ladder = "
        "\"l\";"
        " min_contacts = %d; front_runners_only = %s; } );",
        number(w, -2.0, 3.0), number(w, -2.0, 3.0), number(w, 0.0, 0.2), below(w, 6),
        below(w, 2) == 0 ? "true" : "false");
    put(w,
        "retention = { base = %g; first_year = -0.6; care = 0.2; result = 0.4; upgrade = %g; "
        "};",
        number(w, -1.0, 2.0), or_none(w, 0.0, 0.0, 1.0));
    put(w, "aids = ( { id = \"website\"; cost = 600.0; life_years = 2.0; cost_per_year = 50.0;"
           " effect = (0.1, 0.2, 0.0, 0.1); } );");
}

static void write_config(struct writer *w, uint64_t seed)
{
    *w = (struct writer){.seed = seed};
    int days = 1 + below(w, 900);
    put(w, "axes = ( { id = \"size\"; levels = (\"small\", \"larger\"); } );");
    put(w,
        "campaign = { name = \"random\"; start = \"2024-01-01\"; outreach_days = %d;"
        " horizon_days = %d;",
        days, days + below(w, 500));
    if (below(w, 2) == 0)
        put(w,
            " closed = ( { from = \"02-03\"; to = \"02-%02d\"; }, { from = \"12-20\";"
            " to = \"01-05\"; } );",
            3 + below(w, 20));
    put(w, " };");
    if (below(w, 4) == 0)
        put(w, "population = { list = \"tests/model/abreast.csv\"; front_runner = 0.4;"
               " warm = 0.2; };");
    else
        put(w,
            "population = { count = %d; levels = { size = { small = 0.4; larger = 0.6; }; };"
            " warm = %g; front_runner = 0.3; };",
            below(w, 70), or_none(w, 0.0, 0.0, 1.0));
    put(w, "team = { hourly_rate = %g; research_hours = %g; reschedule_hours = 0.25; };",
        number(w, 10.0, 100.0), number(w, 0.0, 2.0));
    if (below(w, 3) == 0)
        put(w, "funding = { to = \"hub\"; share = 0.5; modes = (\"visit\"); cap = 2000.0; };");
    put(w, "simulation = { seed = %d; };", below(w, 100000));
    put_moments(w);
    put_strategy(w);
    put_model(w);
}

/* ---- What blocks come to ---- */

static bool same_partners(const struct block *a, const struct block *b, int courses)
{
    bool same = true;
    for (int i = 0; i < courses && same; i++) {
        same = a->course[i].standing != PARTNER ||
               memcmp(&a->member[i], &b->member[i], sizeof a->member[i]) == 0;
        for (int k = 0; k < a->care && same && a->course[i].standing == PARTNER; k++)
            same = memcmp(&a->care_contact[i * a->care + k], &b->care_contact[i * a->care + k],
                       sizeof *a->care_contact) == 0;
    }
    return same;
}

static bool same_ledgers(const struct block *a, const struct block *b)
{
    bool same = true;
    for (int r = 0; r < a->n && same; r++) {
        const struct ledger *x = &a->ledger[r], *y = &b->ledger[r];
        same = memcmp(x->week, y->week, (size_t)a->campaign->weeks * sizeof *x->week) == 0 &&
               x->spent == y->spent && x->partners == y->partners &&
               x->next_approach == y->next_approach;
    }
    return same;
}

/* In what two blocks differ; NULL: in nothing. */
static const char *difference(const struct block *a, const struct block *b)
{
    const struct campaign *c = a->campaign;
    int courses = a->n * c->n_companies;
    size_t contacts = (size_t)c->n_contacts * sizeof *a->contacts;
    if (memcmp(a->course, b->course, (size_t)courses * sizeof *a->course) != 0)
        return "courses";
    if (memcmp(a->record, b->record, (size_t)courses * sizeof *a->record) != 0)
        return "records";
    if (memcmp(a->missed, b->missed, (size_t)courses * sizeof *a->missed) != 0)
        return "missed";
    if (!same_partners(a, b, courses))
        return "partnerships";
    if (memcmp(a->counted, b->counted, contacts) != 0 || a->approached != b->approached)
        return "contact counts";
    if (memcmp(a->contacts, b->contacts, contacts) != 0 ||
        memcmp(&a->overhead, &b->overhead, sizeof a->overhead) != 0)
        return "books";
    return same_ledgers(a, b) ? NULL : "weeks";
}

/* A block of a campaign whose companies go one after the other, and one in which they go
 * abreast. */
struct two_ways {
    struct simulated s;
    struct campaign one_by_one;
    struct block after, abreast;
};

static void two_ways_init(struct two_ways *w, const char *config)
{
    simulate(&w->s, config, NULL, 1);
    w->one_by_one = *w->s.one.campaign;
    w->one_by_one.abreast = NULL;
    block_init(&w->after, &w->one_by_one);
    block_init(&w->abreast, w->s.one.campaign);
}

static void two_ways_free(struct two_ways *w)
{
    block_free(&w->after);
    block_free(&w->abreast);
    simulated_free(&w->s);
}

static void run_abreast(struct block *block, uint32_t first, int n, int width)
{
    block_start(block, first, n);
    abreast_run(block, width);
    block_keep_books(block);
}

/* In what they differ after two runs, with vectors of so many words. */
static const char *difference_at(struct two_ways *w, int width)
{
    const char *differs = NULL;
    memset(w->after.contacts, 0, (size_t)w->one_by_one.n_contacts * sizeof *w->after.contacts);
    memset(
        w->abreast.contacts, 0, (size_t)w->one_by_one.n_contacts * sizeof *w->after.contacts);
    w->after.overhead = w->abreast.overhead = (struct overhead){{0}, {0}};
    for (uint32_t run = 0; run < 2 && differs == NULL; run++) {
        int n = run == 0 ? w->after.capacity : 1;
        block_run(&w->after, 1000 * run, n);
        run_abreast(&w->abreast, 1000 * run, n, width);
        differs = difference(&w->after, &w->abreast);
    }
    return differs;
}

static void companies_abreast_come_to_the_same(void **state)
{
    (void)state;
    static struct writer writer;
    static struct two_ways w;
    for (uint64_t i = 0; i < CONFIGS; i++) {
        write_config(&writer, i);
        two_ways_init(&w, writer.text);
        assert_non_null(w.s.one.campaign->abreast);
        for (int width = 4; width <= 16; width *= 2) {
            const char *differs = abreast_has(width) ? difference_at(&w, width) : NULL;
            if (differs == NULL)
                continue;
            fputs(writer.text, stderr);
            fail_msg("%d abreast, %s differ in config %d", width, differs, (int)i);
        }
        two_ways_free(&w);
    }
}

/* ---- What is altered is seen ---- */

/* Rows of contact moments that an alteration can change. */
static struct moment moments_of[2][MAX_CONTACTS];
static struct cohort cohort_of[2];

static void own_cohorts(struct campaign *c)
{
    for (int s = 0; s < c->n_segments; s++) {
        memcpy(
            moments_of[s], c->cohort[s]->moment, (size_t)c->n_contacts * sizeof **moments_of);
        cohort_of[s] = *c->cohort[s];
        cohort_of[s].moment = moments_of[s];
        c->cohort[s] = &cohort_of[s];
    }
}

static void move_less(struct campaign *c)
{
    for (int i = 0; i < c->n_segments * c->n_contacts; i++) {
        struct moment *moment = &moments_of[i % c->n_segments][i / c->n_segments];
        moment->reschedule -= moment->reschedule / 16;
    }
}

static void take_part_nowhere(struct campaign *c)
{
    for (int i = 0; i < c->n_segments * c->n_contacts; i++)
        moments_of[i % c->n_segments][i / c->n_segments].participation = false;
}

static void trust_always(struct campaign *c)
{
    for (int i = 0; i < c->n_segments * c->n_contacts; i++)
        moments_of[i % c->n_segments][i / c->n_segments].trust = true;
}

static void charge_more(struct campaign *c)
{
    c->team.toll[0].all.cost++;
}

static void say_no_less(struct campaign *c)
{
    for (int stage = 0; stage < N_STAGES; stage++)
        c->response.dropout[stage] -= c->response.dropout[stage] / 16;
}

static void never_relapse(struct campaign *c)
{
    static const chance never[MAX_DAYS + 1];
    for (int stage = 0; stage < N_STAGES; stage++)
        c->response.relapse[stage] = never;
}

static void never_be_busy(struct campaign *c)
{
    static const chance never[MAX_DAYS + 1];
    for (int s = 0; s < c->n_segments; s++)
        cohort_of[s].begun = never;
}

static void forget_all_but_clicks(struct campaign *c)
{
    static double one[MAX_SEGMENTS * (MAX_TIMES + 1)];
    for (size_t i = 0; i < sizeof one / sizeof *one; i++)
        one[i] = 1.0;
    (void)c;
    for (int s = 0; s < 2; s++) {
        cohort_of[s].response.build_up = cohort_of[s].response.repetition = one;
        for (int i = 0; i < N_CIRCUMSTANCES; i++)
            cohort_of[s].response.circumstance[i] = 1.0;
    }
}

static void go_through_lists_backwards(struct campaign *c)
{
    static int list[MAX_SEGMENTS][N_STAGES][64];
    for (int s = 0; s < c->n_segments; s++)
        for (int stage = 0; stage < N_RESPONSES && !cohort_of[s].order.flat; stage++) {
            int n = cohort_of[s].order.length[stage];
            for (int i = 0; i < n; i++)
                list[s][stage][i] = cohort_of[s].order.list[stage][n - 1 - i];
            cohort_of[s].order.list[stage] = list[s][stage];
        }
}

/* Companies go abreast by tables in which a mechanism is altered. */
static const struct alteration {
    const char *name;
    void (*alter)(struct campaign *c);
    int least; /* configs that it should be seen in */
} alterations[] = {
    {"moved", move_less, 60},
    {"participation", take_part_nowhere, 100},
    {"trust", trust_always, 100},
    {"cost", charge_more, 100},
    {"a no", say_no_less, 80},
    {"relapse", never_relapse, 80},
    {"busy", never_be_busy, 60},
    {"build-up, repetition, warm", forget_all_but_clicks, 100},
    {"order", go_through_lists_backwards, 80},
};
enum { ALTERATIONS = sizeof alterations / sizeof *alterations };

static bool is_seen(struct two_ways *w, const struct alteration *alteration)
{
    static struct campaign campaign, altered;
    struct arena arena = {0};
    campaign = altered = *w->s.one.campaign;
    own_cohorts(&altered);
    alteration->alter(&altered);
    campaign.abreast = abreast_tables_new(&arena, &altered);
    w->abreast.campaign = &campaign;
    bool seen = difference_at(w, 4) != NULL;
    w->abreast.campaign = w->s.one.campaign;
    arena_free(&arena);
    return seen;
}

static void what_is_altered_abreast_is_seen(void **state)
{
    (void)state;
    static struct writer writer;
    static struct two_ways w;
    int seen[ALTERATIONS] = {0};
    for (uint64_t i = 0; i < CONFIGS; i++) {
        write_config(&writer, i);
        two_ways_init(&w, writer.text);
        for (int a = 0; a < ALTERATIONS; a++)
            seen[a] += is_seen(&w, &alterations[a]);
        two_ways_free(&w);
    }
    for (int a = 0; a < ALTERATIONS; a++)
        if (seen[a] < alterations[a].least)
            fail_msg("%s altered is seen in %d configs", alterations[a].name, seen[a]);
}

/* ---- What goes one by one ---- */

static void what_vectors_do_not_know_goes_one_by_one(void **state)
{
    (void)state;
    static const char *const set[] = {"team.hours_per_week=10", "campaign.budget=10000",
        "peers.referrals=0.3", "modes.visit.reach=0.5", "contact_moments.a.no_show=0.1",
        "contact_moments.a.reschedule=1.0", NULL};
    for (int i = 0; i < 7; i++) {
        struct simulated s;
        const char *const sets[] = {"campaign.outreach_days=300", set[i], NULL};
        simulate(&s, plain_world, sets, 1);
        assert_true((s.one.campaign->abreast == NULL) == (set[i] != NULL));
        simulated_free(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(companies_abreast_come_to_the_same),
        cmocka_unit_test(what_is_altered_abreast_is_seen),
        cmocka_unit_test(what_vectors_do_not_know_goes_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
