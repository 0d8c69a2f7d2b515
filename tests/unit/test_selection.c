/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The selection of the best, held against the same campaigns kept one by one. How often it is
 * right is tested in model/test_comparing.c. */
#include "selection.h"
#include "simulate.h"

#include <stdlib.h>

enum { OPTIONS = 3, KEPT = 1 << 15 };

struct world {
    struct setup setup;
    struct study study;
};

/* Strategies of one hard contact in desire, each with its own: they differ little. Each hour
 * has its price, and the last contact takes more of one. */
static void world_init(struct world *w)
{
    static const char *const sets[] = {
        "contact_moments=({id=\"a\";stage=\"attention\";mode=\"visit\";hours=1.0;lead_days=0.0;"
        "},{id=\"b\";stage=\"interest\";mode=\"visit\";hours=1.0;lead_days=0.0;},"
        "{id=\"x\";stage=\"desire\";mode=\"visit\";hours=1.0;lead_days=0.0;strength=0.0;},"
        "{id=\"y\";stage=\"desire\";mode=\"visit\";hours=1.0;lead_days=0.0;strength=-1.2;},"
        "{id=\"z\";stage=\"desire\";mode=\"visit\";hours=1.1;lead_days=0.0;strength=0.05;},"
        "{id=\"talk\";stage=\"action\";mode=\"visit\";hours=1.0;lead_days=0.0;})",
        "response.intercept=(50.0,50.0,0.0)", "packages.p.value.base=50.0",
        "response.dropout=(0.0,0.0,0.4,0.0)", "campaign.outreach_days=200",
        "campaign.horizon_days=200",
        "strategies=({id=\"s\";attention=(\"a\");interest=(\"b\");desire=(\"x\");"
        "intake_per_week=7000.0;},{id=\"t\";attention=(\"a\");interest=(\"b\");desire=(\"y\");"
        "intake_per_week=7000.0;},{id=\"u\";attention=(\"a\");interest=(\"b\");"
        "desire=(\"z\");intake_per_week=7000.0;})"};
    const uint64_t seed = 7;
    set_up(&w->setup, world_of(plain_world),
        (struct setup_ask){.set = sets, .n_sets = sizeof sets / sizeof sets[0], .seed = &seed});
    w->study = w->setup.study;
}

/* ---- By hand ---- */

static double partners[OPTIONS][KEPT], approached[OPTIONS][KEPT], cost[OPTIONS][KEPT];

static void keep(void *context, int one, uint64_t replication, const double *x)
{
    (void)context;
    partners[one][replication] = x[Q_PARTNERS];
    approached[one][replication] = x[Q_APPROACHED];
    cost[one][replication] = x[Q_COST];
}

static void simulate_all(struct world *w)
{
    struct engine engine = {.threads = 2, .save = keep};
    struct study_plan plan = {.replications = KEPT};
    assert_int_equal(study_run(&w->study, &engine, plan), STATUS_OK);
}

static double batch_mean(int one, uint64_t batch, double value)
{
    double p = 0.0, a = 0.0, c = 0.0;
    for (uint64_t r = batch * SELECTION_BATCH; r < (batch + 1) * SELECTION_BATCH; r++) {
        p += partners[one][r];
        a += approached[one][r];
        c += cost[one][r];
    }
    return isnan(value) ? p / a : (value * p - c) / SELECTION_BATCH;
}

/* The procedure of ranking.h over the batches, one by one. */
static void rank_by_hand(struct ranking *ranking, struct selection_plan plan)
{
    ranking_init(ranking, OPTIONS, SELECTION_FIRST, 1.0 - plan.sure, plan.difference);
    for (uint64_t b = 0; !ranking_finished(ranking); b++) {
        double x[OPTIONS];
        assert_true((b + 1) * SELECTION_BATCH <= KEPT);
        for (int i = 0; i < OPTIONS; i++)
            x[i] = batch_mean(i, b, plan.value);
        ranking_add(ranking, x);
    }
}

static void assert_as_by_hand(struct selection_plan plan, int best)
{
    struct world w;
    struct selection selection;
    struct ranking ranking;
    struct engine engine = {.threads = 2};
    world_init(&w);
    simulate_all(&w);
    assert_int_equal(selection_run(&selection, &w.study, &engine, plan), STATUS_OK);
    rank_by_hand(&ranking, plan);
    assert_true(selection.finished);
    assert_int_equal(selection.best, best);
    assert_int_equal(selection.best, ranking_best(&ranking));
    assert_int_equal(selection.replications, ranking.n * SELECTION_BATCH);
    print_message("%llu campaigns\n", (unsigned long long)selection.replications);
    assert_true(ranking.n > SELECTION_FIRST);
    struct estimate behind[OPTIONS];
    ranking_compare(&ranking, behind);
    for (int i = 0; i < OPTIONS; i++) {
        assert_int_equal(selection.survives[i], ranking.survives[i]);
        assert_close(selection.behind[i].value, behind[i].value, 1e-9, 1e-12);
        assert_close(selection.behind[i].high, behind[i].high, 1e-9, 1e-12);
    }
    ranking_free(&ranking);
    setup_free(&w.setup);
}

/* ---- Tests ---- */

static void the_best_conversion_is_selected_on_batch_means(void **state)
{
    (void)state;
    struct selection_plan plan = {
        .sure = 0.95, .difference = 0.0005, .value = NAN, .most = KEPT};
    assert_as_by_hand(plan, 2);
}

/* In euros the strategy whose contact takes longer is not worth its gain. */
static void the_best_in_euros_is_another(void **state)
{
    (void)state;
    struct selection_plan plan = {
        .sure = 0.95, .difference = 0.1, .value = 500.0, .most = KEPT};
    assert_as_by_hand(plan, 0);
}

/* When `most` is not enough for such a small difference the leader is told, as such. */
static void too_few_campaigns_leave_it_open(void **state)
{
    (void)state;
    struct world w;
    struct selection selection;
    struct engine engine = {.threads = 2};
    struct selection_plan plan = {.sure = 0.99, .difference = 1e-5, .value = NAN, .most = 5000};
    world_init(&w);
    assert_int_equal(selection_run(&selection, &w.study, &engine, plan), STATUS_OK);
    assert_false(selection.finished);
    assert_in_range(selection.replications, 5000, 5000 + ENGINE_CHUNK);
    assert_true(
        selection.survives[selection.best] && selection.behind[selection.best].high > 0);
    assert_nan(selection.again.value);
    setup_free(&w.setup);
}

/* The winner again is the mean of campaigns that come after all that selected it. */
static void the_winner_is_estimated_on_later_campaigns(void **state)
{
    (void)state;
    struct world w;
    struct selection selection;
    struct engine engine = {.threads = 2};
    struct selection_plan plan = {
        .sure = 0.95, .difference = 0.1, .value = NAN, .most = KEPT, .again = 4096};
    world_init(&w);
    simulate_all(&w);
    assert_int_equal(selection_run(&selection, &w.study, &engine, plan), STATUS_OK);
    uint64_t first = SELECTION_FIRST * SELECTION_BATCH;
    uint64_t done = (first + ENGINE_CHUNK - 1) / ENGINE_CHUNK * ENGINE_CHUNK;
    assert_true(selection.finished && selection.replications <= done);
    double sum = 0.0, earlier = 0.0;
    for (uint64_t b = 0; b < 4096 / SELECTION_BATCH; b++) {
        sum += batch_mean(selection.best, done / SELECTION_BATCH + b, NAN);
        earlier += batch_mean(selection.best, b, NAN);
    }
    double batches = 4096.0 / SELECTION_BATCH;
    assert_close(selection.again.value, sum / batches, 1e-9, 0.0);
    assert_true(fabs(selection.again.value - earlier / batches) > 1e-9);
    setup_free(&w.setup);
}

static void an_interrupted_selection_says_so(void **state)
{
    (void)state;
    struct world w;
    struct selection selection;
    static volatile sig_atomic_t stop = 1;
    struct engine engine = {.threads = 1, .stop = &stop};
    struct selection_plan plan = {
        .sure = 0.95, .difference = 0.1, .value = NAN, .most = KEPT, .again = 4096};
    world_init(&w);
    assert_int_equal(selection_run(&selection, &w.study, &engine, plan), STATUS_INTERRUPTED);
    assert_false(selection.finished);
    setup_free(&w.setup);
}

/* ---- Pauses ---- */

/* Leaves a search after so many chunks, with its state. */
struct leaving {
    int asked, after;
    uint64_t done;
    struct text state;
};

static bool is_time(void *context)
{
    struct leaving *leaving = context;
    return leaving->asked++ >= leaving->after;
}

static enum status leave(void *context, const struct text *state, uint64_t done)
{
    struct leaving *leaving = context;
    text_free(&leaving->state);
    text_add(&leaving->state, state->data, state->length);
    assert_true(done >= leaving->done);
    leaving->done = done;
    return STATUS_OUT_OF_TIME;
}

static void assert_same_selection(const struct selection *a, const struct selection *b)
{
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->best, b->best);
    assert_int_equal(a->finished, b->finished);
    assert_int_equal(a->replications, b->replications);
    assert_memory_equal(&a->again, &b->again, sizeof a->again);
    for (int i = 0; i < a->n; i++) {
        assert_int_equal(a->survives[i], b->survives[i]);
        assert_memory_equal(&a->behind[i], &b->behind[i], sizeof a->behind[i]);
    }
}

/* Left every few chunks, in the search and while the winner is simulated again, it comes to
 * what it comes to in one go. */
static void a_search_in_stages_comes_to_the_same(void **state)
{
    (void)state;
    struct world w;
    struct selection whole, stages;
    struct engine engine = {.threads = 2};
    struct selection_plan plan = {
        .sure = 0.95, .difference = 0.0005, .value = NAN, .most = KEPT, .again = 4000};
    world_init(&w);
    assert_int_equal(selection_run(&whole, &w.study, &engine, plan), STATUS_OK);
    struct leaving leaving = {.after = 5};
    struct bytes left = {0};
    struct selection_pauses pauses = {.pause = is_time, .keep = leave, .context = &leaving};
    plan.pauses = &pauses;
    enum status status = STATUS_OUT_OF_TIME;
    int times = 0;
    for (; status == STATUS_OUT_OF_TIME; times++) {
        struct text before = leaving.state;
        leaving.state = (struct text){0};
        left = (struct bytes){text_string(&before), before.length};
        pauses.state = times > 0 ? &left : NULL;
        leaving.asked = 0;
        status = selection_run(&stages, &w.study, &engine, plan);
        text_free(&before);
    }
    assert_int_equal(status, STATUS_OK);
    print_message("%d times\n", times);
    assert_true(times > 10);
    assert_same_selection(&whole, &stages);
    text_free(&leaving.state);
    setup_free(&w.setup);
}

/* Any bytes are refused, or searched with: nothing breaks. */
static void a_state_that_is_none_is_refused(void **state)
{
    (void)state;
    struct world w;
    struct selection selection;
    struct engine engine = {.threads = 1};
    struct leaving leaving = {.after = 9};
    struct selection_pauses pauses = {.pause = is_time, .keep = leave, .context = &leaving};
    struct selection_plan plan = {
        .sure = 0.95, .difference = 0.01, .value = NAN, .most = 3500, .pauses = &pauses};
    world_init(&w);
    assert_int_equal(selection_run(&selection, &w.study, &engine, plan), STATUS_OUT_OF_TIME);
    pauses.pause = NULL;
    struct bytes part = {leaving.state.data, 0};
    pauses.state = &part;
    size_t ranked = 3 * 8 + 8 + 8 + OPTIONS + (SELECTION_FIRST * OPTIONS + 3 * 9) * 8;
    for (size_t length = 0; length < leaving.state.length; length += 97) {
        part.left = length;
        enum status status = selection_run(&selection, &w.study, &engine, plan);
        assert_int_equal(status, length < ranked ? STATUS_CONFIG : STATUS_OK);
    }
    part.left = leaving.state.length;
    for (size_t at = 0; at < leaving.state.length; at += at < 40 ? 1 : 61) {
        leaving.state.data[at] = (char)~leaving.state.data[at];
        enum status status = selection_run(&selection, &w.study, &engine, plan);
        assert_true(status == STATUS_OK || status == STATUS_CONFIG);
        leaving.state.data[at] = (char)~leaving.state.data[at];
    }
    text_free(&leaving.state);
    setup_free(&w.setup);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_conversion_is_selected_on_batch_means),
        cmocka_unit_test(the_best_in_euros_is_another),
        cmocka_unit_test(too_few_campaigns_leave_it_open),
        cmocka_unit_test(the_winner_is_estimated_on_later_campaigns),
        cmocka_unit_test(an_interrupted_selection_says_so),
        cmocka_unit_test(a_search_in_stages_comes_to_the_same),
        cmocka_unit_test(a_state_that_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
