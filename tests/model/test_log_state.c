/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Campaigns that go on from their own logbooks: what the logbook tells of a day is how the
 * campaign stood on it, and what is forecast from there holds as often as it says. */
#include "simulate.h"

#include "campaign_log.h"
#include "log_state.h"
#include "log_until.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DAY = 60 };

static const char spark[] = SOURCE_DIR "/configs/spark.cfg";

/* Worlds in which different things matter, each with a strategy and settings. */
struct world {
    const char *name, *path;
    const char *sets[12];
    bool hides_stages;
};
static const struct world worlds[] = {
    {"120 days", spark, {NULL}, false},
    {"hidden stages", spark, {NULL}, true},
    {"partners matter", spark,
        {"campaign.horizon_days=500", "campaign.outreach_days=200", "peers.referrals=1.5",
            "peers.customer_share=0.2", NULL},
        false},
    {"few hours, no-shows, not reached, a budget", spark,
        {"campaign.horizon_days=240", "campaign.outreach_days=240", "team.hours_per_week=3.0",
            "campaign.budget=9000", "modes.online.reach=0.6",
            "contact_moments.company_meeting.no_show=0.3",
            "contact_moments.repeat_event.no_show=0.3", NULL},
        false},
    {"hidden stages, the same list in each, limits", spark,
        {"strategies.spark.attention=(\"phone_followup\",\"campus_tour\",\"company_meeting\")",
            "strategies.spark.interest=(\"phone_followup\",\"campus_tour\",\"company_"
            "meeting\")",
            "strategies.spark.desire=(\"phone_followup\",\"campus_tour\",\"company_meeting\")",
            "strategies.spark.patience=4", "strategies.spark.max_contacts=9", NULL},
        true},
};
enum { WORLDS = sizeof worlds / sizeof *worlds };

/* One campaign and its logbook until the day before DAY. */
struct kept_log {
    struct simulated s;
    struct block block;
    struct log log;
    struct log_reading reading;
    struct history history;
    struct log_hidden hidden;
    struct log_state state;
};

static void logged_init(struct kept_log *l, const struct world *world)
{
    simulate_file(&l->s, world->path, "spark", world->sets, 1);
    block_init_for(&l->block, l->s.one.campaign, 1);
}

static void logged_free(struct kept_log *l)
{
    block_free(&l->block);
    simulated_free(&l->s);
}

/* As a hub would have it that writes no stages. */
static void hide_stages(struct log *log)
{
    log->columns &= ~(1u << LOG_STAGE_AFTER);
    for (int64_t i = 0; i < log->n; i++)
        log->record[i].stage_after = NONE;
}

/* Its logbook up to a day. */
static void take_until(
    struct kept_log *l, const struct world *world, uint32_t replication, int32_t until)
{
    struct messages messages = {0};
    char date[16];
    long start;
    l->reading = (struct log_reading){0};
    campaign_log_make(&l->log, &l->block, replication);
    if (world->hides_stages)
        hide_stages(&l->log);
    assert_true(calendar_parse(l->log.scenario->campaign.start, &start));
    date_write(date, start + until);
    const struct log_ask ask = {.scenario = l->log.scenario, .until = date};
    assert_int_equal(log_end(&l->log, &l->reading, &ask, &messages, &messages), STATUS_OK);
    messages_free(&messages);
    history_init(&l->history, &l->log);
    log_hidden_init(&l->hidden, &l->history, l->s.one.campaign, true);
    log_state_init(&l->state, &l->history, &l->hidden, l->s.one.campaign);
}

static void let_go(struct kept_log *l)
{
    log_state_free(&l->state);
    log_hidden_free(&l->hidden);
    history_free(&l->history);
    memory_free(l->reading.late);
    campaign_log_free(&l->log);
}

/* ---- How it stands ---- */

static void check_company(const struct company_state *is, const struct company_state *was)
{
    const struct course *a = &is->course, *b = &was->course;
    assert_int_equal(a->standing, b->standing);
    assert_int_equal(is->record.approached, was->record.approached);
    if (a->standing == NOT_APPROACHED)
        return;
    assert_int_equal(a->held, b->held);
    assert_int_equal(a->before, b->before);
    assert_int_equal(a->trusting, b->trusting);
    assert_int_equal(is->record.seen, was->record.seen);
    assert_int_equal(is->record.activated, was->record.activated);
    assert_int_equal(is->record.paying, was->record.paying);
    assert_int_equal(is->record.joined, was->record.joined);
    assert_int_equal(is->record.moves, was->record.moves);
    assert_int_equal(is->record.waits, was->record.waits);
    assert_int_equal(is->record.busy_delays, was->record.busy_delays);
    assert_int_equal(is->missed.no_shows, was->missed.no_shows);
    assert_int_equal(is->missed.not_reached, was->missed.not_reached);
    /* Euros and hours of a logbook are floats. */
    assert_close((double)is->record.cost, (double)was->record.cost, 1e-6, 1.0);
    assert_close((double)is->record.hours, (double)was->record.hours, 1e-6, 1.0);
    assert_int_equal(is->record.counted, was->record.counted);
    if (b->standing == OPEN && !b->to_plan) {
        assert_int_equal(a->plan.contact, b->plan.contact);
        assert_int_equal(a->plan.day, b->plan.day);
        assert_int_equal(a->plan.date, b->plan.date);
        assert_int_equal(a->plan.attempt, b->plan.attempt);
        assert_int_equal(a->plan.waited, b->plan.waited);
        assert_int_equal(a->since, b->since);
        assert_int_equal(a->looked || a->plan.waited, b->looked || b->plan.waited);
    }
}

/* What a logbook tells is how the campaign that it is of stood on that day. */
static void a_logbook_tells_how_its_campaign_stood(void **state)
{
    (void)state;
    for (int w = 0; w < WORLDS; w++) {
        struct kept_log l;
        struct campaign_state was;
        logged_init(&l, &worlds[w]);
        state_init(&was, l.s.one.campaign);
        for (uint32_t r = 0; r < 50; r++) {
            take_until(&l, &worlds[w], r, DAY - 1);
            state_take(&was, &l.block, r, DAY);
            assert_int_equal(l.state.known.day, DAY);
            assert_int_equal(l.hidden.impossible, 0);
            for (int i = 0; i < was.companies; i++)
                check_company(&l.state.known.company[i], &was.company[i]);
            assert_memory_equal(
                l.state.known.times, was.times, (size_t)was.companies * (size_t)was.contacts);
            let_go(&l);
        }
        state_free(&was);
        logged_free(&l);
    }
}

/* ---- What is forecast ---- */

enum { LOGS = 1000, FORECASTS = 99, BINS = 10, FIGURES = 3 };

/* Partners in all, partners to come, euros to come. */
static void figures_of(const struct block *block, int replication,
    const struct campaign_state *from, double x[FIGURES])
{
    memset(x, 0, FIGURES * sizeof *x);
    for (int i = 0; i < block->campaign->n_companies; i++) {
        int at = replication * block->campaign->n_companies + i;
        const struct record *record = &block->record[at];
        x[0] += block->course[at].standing == PARTNER;
        x[1] += record->joined >= DAY;
        x[2] += (double)(record->cost - from->company[i].record.cost) / MICRO;
    }
}

/* What was forecast goes on one stage further than it stands. */
struct too_far {
    const struct state_source *source;
};

static void draw_too_far(
    const void *context, const struct block *block, struct campaign_state *to)
{
    const struct too_far *of = context;
    of->source->draw(of->source->context, block, to);
    for (int i = 0; i < to->companies; i++)
        if (to->company[i].course.standing == OPEN && to->company[i].course.stage < ACTION)
            to->company[i].course.stage++;
}

/* P(X < x) + V P(X = x) of `true_x` among forecasts and itself. */
static double transformed(const double (*forecast)[FIGURES], int f, double x, double v)
{
    int below = 0, equal = 1;
    for (int k = 0; k < FORECASTS; k++) {
        /* Amounts of a logbook are rounded as floats are. */
        bool same = fabs(forecast[k][f] - x) <= 0.01;
        equal += same;
        below += !same && forecast[k][f] < x;
    }
    return (below + v * equal) / (FORECASTS + 1);
}

/* On random numbers that no other log has. */
static void forecast(struct kept_log *l, uint32_t log, bool too_far, double (*x)[FIGURES])
{
    const struct campaign *c = l->s.one.campaign;
    struct block block;
    struct campaign_state own;
    const struct too_far wrong = {&l->state.source};
    const struct state_source wrong_source = {&l->state.known, draw_too_far, &wrong};
    block_init(&block, c);
    state_init(&own, c);
    state_copy(&own, c, &l->state.known);
    for (int done = 0; done < FORECASTS;) {
        int n = FORECASTS - done < block.capacity ? FORECASTS - done : block.capacity;
        state_run_drawn(too_far ? &wrong_source : &l->state.source, &own, &block,
            (log + 1) * 1000000u + (uint32_t)done, n);
        for (int r = 0; r < n; r++)
            figures_of(&block, r, &l->state.known, x[done++]);
    }
    state_free(&own);
    block_free(&block);
}

/* The largest chi-square of the figures over 10 bins. */
static double worst_fit(const struct world *world, bool too_far, int logs)
{
    struct kept_log l;
    int in_bin[FIGURES][BINS] = {{0}};
    double(*x)[FIGURES] = memory_new(FORECASTS, sizeof *x), worst = 0.0;
    logged_init(&l, world);
    for (uint32_t r = 0; r < (uint32_t)logs; r++) {
        double came[FIGURES];
        take_until(&l, world, r, DAY - 1);
        figures_of(&l.block, 0, &l.state.known, came);
        forecast(&l, r, too_far, x);
        struct philox_block word = stream_counter(r, 0, 0, PURPOSE_STATE, 1);
        philox_batch(&word, 1, l.s.one.campaign->seed);
        for (int f = 0; f < FIGURES; f++) {
            double u = transformed(
                (const double(*)[FIGURES])x, f, came[f], chance_uniform(word.word[f]));
            in_bin[f][(int)(u * BINS)]++;
        }
        let_go(&l);
    }
    for (int f = 0; f < FIGURES; f++) {
        double chi_square = 0.0, expected = (double)logs / BINS;
        for (int b = 0; b < BINS; b++)
            chi_square += (in_bin[f][b] - expected) * (in_bin[f][b] - expected) / expected;
        if (getenv("RECEPT_SHOW") != NULL)
            print_message("%s, figure %d: %.1f\n", world->name, f, chi_square);
        worst = fmax(worst, chi_square);
    }
    memory_free(x);
    logged_free(&l);
    return worst;
}

/* Chi-square with 9 degrees of freedom: 0.001 over the figures of all worlds. */
#define MOST_CHI_SQUARE 34.7

static void forecasts_hold_as_often_as_they_say(void **state)
{
    (void)state;
    for (int w = 0; w < WORLDS; w++) {
        double worst = worst_fit(&worlds[w], false, LOGS);
        if (!(worst < MOST_CHI_SQUARE))
            fail_msg("%s: %.1f", worlds[w].name, worst);
    }
}

/* The test sees a state that is one stage too far. */
static void forecasts_from_a_wrong_state_do_not(void **state)
{
    (void)state;
    assert_true(worst_fit(&worlds[0], true, LOGS) > MOST_CHI_SQUARE);
    assert_true(worst_fit(&worlds[1], true, LOGS) > MOST_CHI_SQUARE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_logbook_tells_how_its_campaign_stood),
        cmocka_unit_test(forecasts_hold_as_often_as_they_say),
        cmocka_unit_test(forecasts_from_a_wrong_state_do_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
