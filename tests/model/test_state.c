/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Campaigns that go on from a state on a day, and what a listener is told of campaigns. Nothing
 * here is a matter of chance: every campaign is compared with itself. */
#include "simulate.h"

#include "event.h"
#include "outcome.h"

#include <string.h>

enum { N = 200, DAY = 60, EARLY = 7 };

static const char spark[] = SOURCE_DIR "/configs/spark.cfg";

/* Configs in which different things are limited. */
static const struct world {
    const char *name, *path;
    const char *sets[12];
} worlds[] = {
    {"a year", spark, {"campaign.horizon_days=900", "campaign.outreach_days=365", NULL}},
    {"120 days", spark, {NULL}},
    {"a budget, occasions charged whole", spark,
        {"campaign.horizon_days=500", "campaign.outreach_days=200", "campaign.budget=12000",
            "team.allocation=\"full\"", NULL}},
    {"few hours", spark,
        {"campaign.horizon_days=500", "campaign.outreach_days=250", "team.hours_per_week=3.0",
            NULL}},
    {"not reached, no-shows, random order", spark,
        {"campaign.horizon_days=500", "campaign.outreach_days=250", "modes.online.reach=0.5",
            "modes.personal.reach=0.7", "contact_moments.company_meeting.no_show=0.3",
            "contact_moments.repeat_event.no_show=0.3", "strategies.spark.order=\"random\"",
            "contact_moments.phone_followup.no_show=0.2", NULL}},
    {"occasions", SOURCE_DIR "/configs/chamber.cfg",
        {"population.count=40", "campaign.horizon_days=800", NULL}},
    {"uncoupled", SOURCE_DIR "/configs/bench.cfg",
        {"population.count=30", "campaign.horizon_days=800", NULL}},
};
enum { WORLDS = sizeof worlds / sizeof *worlds };

static void enter(struct simulated *s, const struct world *world)
{
    simulate_file(s, world->path, NULL, world->sets, 1);
}

/* What one replication has come to. */
static void collect(struct outcomes *outcomes, const struct block *block)
{
    outcomes_clear(outcomes);
    outcomes_collect(outcomes, block, 0);
    outcomes_finish(outcomes, &block->campaign->scenario->campaign.targets);
}

static bool same(const struct outcomes *a, const struct outcomes *b)
{
    bool alike = a->n_endings[0] == b->n_endings[0];
    for (int i = 0; i < a->cells->n_rows * a->n_quantities && alike; i++) {
        int place = i / a->n_quantities, quantity = i % a->n_quantities;
        double x = outcomes_at(a, place, quantity, 0), y = outcomes_at(b, place, quantity, 0);
        alike = x == y || (isnan(x) && isnan(y));
    }
    for (int i = 0; i < N_RINGS * a->n_companies && alike; i++)
        alike = a->entered[i * LANES] == b->entered[i * LANES];
    for (int i = 0; i < a->n_endings[0] && alike; i++)
        alike = a->ending[i].day == b->ending[i].day &&
                a->ending[i].standing == b->ending[i].standing &&
                a->ending[i].contacts == b->ending[i].contacts &&
                a->ending[i].own_day == b->ending[i].own_day;
    return alike && memcmp(a->week, b->week, (size_t)a->n_weeks * sizeof *a->week) == 0;
}

/* ---- States ---- */

/* A campaign run through, and from a state. */
struct pair {
    struct simulated s;
    struct block through, from;
    struct outcomes expected, found;
    struct campaign_state state;
};

static void pair_init(struct pair *pair, const struct world *world)
{
    enter(&pair->s, world);
    const struct campaign *campaign = pair->s.one.campaign;
    block_init(&pair->through, campaign);
    block_init(&pair->from, campaign);
    outcomes_init(&pair->expected, campaign);
    outcomes_init(&pair->found, campaign);
    state_init(&pair->state, campaign);
}

static void pair_free(struct pair *pair)
{
    state_free(&pair->state);
    outcomes_free(&pair->found);
    outcomes_free(&pair->expected);
    block_free(&pair->from);
    block_free(&pair->through);
    simulated_free(&pair->s);
}

/* How many of N campaigns end as they would have, where the state on `day` is changed by
 * `change` (NULL: it is not). */
static int kept(struct pair *pair, int day, void (*change)(struct campaign_state *state))
{
    int n = 0;
    for (uint32_t r = 0; r < N; r++) {
        block_run(&pair->through, r, 1);
        collect(&pair->expected, &pair->through);
        state_take(&pair->state, &pair->from, r, day);
        if (change != NULL)
            change(&pair->state);
        state_run(&pair->state, &pair->from, r, 1);
        collect(&pair->found, &pair->from);
        n += same(&pair->expected, &pair->found);
    }
    return n;
}

static void campaigns_go_on_from_any_day_as_they_would_have(void **state)
{
    (void)state;
    static const int days[] = {0, DAY, 61, 300};
    for (int w = 0; w < WORLDS; w++) {
        struct pair pair;
        pair_init(&pair, &worlds[w]);
        for (size_t d = 0; d < sizeof days / sizeof *days; d++) {
            if (days[d] > pair.s.one.campaign->days)
                continue;
            int n = kept(&pair, days[d], NULL);
            if (n < N)
                print_error("%s, from day %d: %d of %d\n", worlds[w].name, days[d], n, N);
            assert_int_equal(n, N);
        }
        pair_free(&pair);
    }
}

static void forget_who_is_warm(struct campaign_state *state)
{
    for (int i = 0; i < state->companies; i++)
        state->company[i].course.warm = false;
}

static void forget_when_contacts_were_planned(struct campaign_state *state)
{
    for (int i = 0; i < state->companies; i++)
        state->company[i].course.since = state->day;
}

static void forget_repetition(struct campaign_state *state)
{
    memset(state->times, 0, (size_t)state->companies * (size_t)state->contacts);
}

static void forget_hours(struct campaign_state *state)
{
    state->week[state->day / DAYS_PER_WEEK].used = 0;
}

static void forget_the_luck(struct campaign_state *state)
{
    for (int i = 0; i < state->companies; i++)
        state->company[i].course.click = 1.0;
}

/* The comparison above tells when something of a state is missing. */
static void what_a_state_forgets_shows(void **state)
{
    (void)state;
    static const struct {
        int world;
        void (*it)(struct campaign_state *);
    } forget[] = {{0, forget_who_is_warm}, {0, forget_when_contacts_were_planned},
        {4, forget_repetition}, {3, forget_hours}, {6, forget_the_luck}};
    for (size_t i = 0; i < sizeof forget / sizeof *forget; i++) {
        struct pair pair;
        pair_init(&pair, &worlds[forget[i].world]);
        int n = kept(&pair, 40, forget[i].it);
        if (n == N)
            print_error("%zu was not missed\n", i);
        assert_in_range(n, 0, N - 1);
        pair_free(&pair);
    }
}

/* A state that nothing is known of but the list is the start of a campaign. */
static void nothing_known_is_the_start(void **state)
{
    (void)state;
    for (int w = 0; w < WORLDS; w++) {
        struct pair pair;
        pair_init(&pair, &worlds[w]);
        for (uint32_t r = 0; r < N; r++) {
            block_run(&pair.through, r, 1);
            collect(&pair.expected, &pair.through);
            state_run(&pair.state, &pair.from, r, 1);
            collect(&pair.found, &pair.from);
            assert_true(same(&pair.expected, &pair.found));
        }
        pair_free(&pair);
    }
}

/* Of a company whose luck is not known, what is known stays and the rest is drawn anew. */
static void luck_that_is_not_known_is_drawn(void **state)
{
    (void)state;
    struct pair pair;
    pair_init(&pair, &worlds[0]);
    state_take(&pair.state, &pair.from, 7, DAY);
    for (int i = 0; i < pair.state.companies; i++)
        pair.state.company[i].luck_known = false;
    int differ = 0;
    double click = 0.0;
    for (uint32_t r = 0; r < N; r++) {
        state_run(&pair.state, &pair.from, r, 1);
        for (int i = 0; i < pair.state.companies; i++) {
            const struct company_state *company = &pair.state.company[i];
            assert_in_range(pair.from.course[i].held, company->course.held, UINT16_MAX);
            assert_int_equal(pair.from.record[i].approached, company->record.approached);
            assert_true(pair.from.record[i].cost >= company->record.cost);
        }
        differ += pair.from.course[0].click != click;
        click = pair.from.course[0].click;
    }
    assert_int_equal(differ, N);
    pair_free(&pair);
}

/* What a replication's own state is drawn from: another block, which goes the same way. */
struct drawn_from {
    struct block *block;
    bool one_late; /* it is asked for the replication before */
};

static void draw_state(
    const void *context, const struct block *block, struct campaign_state *state)
{
    const struct drawn_from *from = context;
    uint32_t r = block->first + (uint32_t)block->replication;
    state_take(state, from->block, from->one_late && r > 0 ? r - 1 : r, DAY);
}

/* How many of N campaigns end as they would have, each from a state of its own. */
static int kept_by_source(struct pair *pair, bool one_late)
{
    struct block other;
    block_init(&other, pair->s.one.campaign);
    const struct drawn_from from = {&other, one_late};
    struct campaign_state own;
    state_init(&own, pair->s.one.campaign);
    state_copy(&own, pair->s.one.campaign, &pair->state);
    const struct state_source source = {&pair->state, draw_state, &from};
    int n = 0;
    for (uint32_t r = 0; r < N; r += 2) {
        state_run_drawn(&source, &own, &pair->from, r, 2);
        for (int k = 0; k < 2; k++) {
            block_run(&pair->through, r + (uint32_t)k, 1);
            collect(&pair->expected, &pair->through);
            outcomes_clear(&pair->found);
            outcomes_collect(&pair->found, &pair->from, k);
            outcomes_finish(&pair->found, &pair->s.one.campaign->scenario->campaign.targets);
            n += same(&pair->expected, &pair->found);
        }
    }
    state_free(&own);
    block_free(&other);
    return n;
}

static void each_replication_can_go_on_from_a_state_of_its_own(void **state)
{
    (void)state;
    for (int w = 0; w < WORLDS; w++) {
        struct pair pair;
        pair_init(&pair, &worlds[w]);
        assert_int_equal(kept_by_source(&pair, false), N);
        assert_in_range(kept_by_source(&pair, true), 0, N - 1);
        pair_free(&pair);
    }
}

/* On how many of the days that are left for it a company was approached, the first one. */
static int approached_after(struct pair *pair, int skipped, int *first)
{
    pair->state.day = EARLY;
    pair->state.skipped = skipped;
    state_run(&pair->state, &pair->from, 0, 1);
    int n = 0;
    *first = NO_DAY;
    for (int i = 0; i < pair->state.companies; i++) {
        int day = pair->from.record[i].approached;
        n += day != NONE;
        *first = day != NONE && day < *first ? day : *first;
    }
    return n;
}

/* A hub that has approached nobody by a day goes on with the first on the list. */
static void days_without_an_approach_are_skipped(void **state)
{
    (void)state;
    struct pair pair;
    pair_init(&pair, &worlds[0]);
    const struct campaign *c = pair.s.one.campaign;
    int passed = 0, first;
    while (passed < c->n_approached && c->approach_day[passed] < EARLY)
        passed++;
    assert_in_range(passed, 1, c->n_approached - 1);
    int n = approached_after(&pair, passed, &first);
    assert_int_equal(first, c->approach_day[passed]);
    assert_true(n >= c->n_approached - passed);
    int company = pair.from.order[0];
    assert_int_equal(pair.from.record[company].approached, first);
    /* Else the days that have passed would be those of the first companies. */
    approached_after(&pair, 0, &first);
    assert_int_not_equal(pair.from.record[pair.from.order[0]].approached, first);
    pair_free(&pair);
}

/* ---- Listening ---- */

/* What a listener has heard. */
struct heard {
    struct contact_counts counts[MAX_CONTACTS]; /* not charged; moves and the like at stage 0 */
    uint64_t of[N_EVENT_KINDS];
    uint32_t replication;
    int day;
};

static void check_dates(const struct event *event)
{
    assert_true(event->planned_on <= event->day);
    assert_true(event->planned_on < event->until || event->care);
    assert_true(event->first_day <= event->until || event->kind == EVENT_PLANNED);
    if (event->kind == EVENT_HELD || event->kind == EVENT_NOT_REACHED)
        assert_int_equal(event->until, event->day);
    else
        assert_true(event->until > event->day || event->care);
}

static void hear(void *context, const struct event *event)
{
    struct heard *heard = context;
    if (heard->replication != event->replication)
        heard->day = 0;
    assert_true(event->day >= heard->day);
    heard->day = event->day;
    heard->replication = event->replication;
    heard->of[event->kind]++;
    if (event->kind >= EVENT_PLANNED && event->kind <= EVENT_HELD)
        check_dates(event);
    if (event->contact == NONE)
        return;
    struct contact_counts *counts = &heard->counts[event->contact];
    int as = event->care ? COUNTED_AS_CARE : 0;
    counts->moved[as] += event->kind == EVENT_MOVED;
    counts->no_show[as] += event->kind == EVENT_NO_SHOW;
    counts->not_reached[as] += event->kind == EVENT_NOT_REACHED;
    counts->waited[as] += event->kind == EVENT_WAITED && !event->again;
    if (event->kind == EVENT_JOINED)
        counts->progressed[ACTION]++;
    if (event->kind != EVENT_HELD)
        return;
    counts->held[event->care ? COUNTED_AS_CARE : (int)event->stage]++;
    if (!event->care && (event->won || event->stage_after > event->stage))
        counts->progressed[event->stage]++;
}

static void assert_counts(const uint64_t heard[N_COUNTED], const uint64_t booked[N_COUNTED])
{
    uint64_t sum = 0;
    for (int stage = 0; stage < N_STAGES; stage++)
        sum += booked[stage];
    assert_int_equal(heard[0], sum);
    assert_int_equal(heard[COUNTED_AS_CARE], booked[COUNTED_AS_CARE]);
}

/* What was told is what the books hold. */
static void assert_agrees_with_books(const struct heard *heard, const struct block *block)
{
    for (int i = 0; i < block->campaign->n_contacts; i++) {
        const struct contact_counts *a = &heard->counts[i], *b = &block->contacts[i];
        assert_counts(a->moved, b->moved);
        assert_counts(a->waited, b->waited);
        assert_counts(a->no_show, b->no_show);
        assert_counts(a->not_reached, b->not_reached);
        assert_memory_equal(a->held, b->held, sizeof a->held);
        assert_memory_equal(a->progressed, b->progressed, sizeof a->progressed);
    }
}

/* Endings of the companies of one replication. */
static void count_standings(const struct block *block, uint64_t of[N_STANDINGS])
{
    for (int i = 0; i < block->campaign->n_companies; i++)
        of[block->course[i].standing]++;
}

static void listeners_are_told_what_the_books_hold(void **state)
{
    (void)state;
    for (int w = 0; w < WORLDS; w++) {
        struct pair pair;
        pair_init(&pair, &worlds[w]);
        struct heard *heard = memory_new(1, sizeof *heard);
        struct listener listener = {hear, heard};
        uint64_t ended[N_STANDINGS] = {0}, busy = 0, left = 0;
        for (uint32_t r = 0; r < N; r++) {
            block_run(&pair.through, r, 1);
            collect(&pair.expected, &pair.through);
            events_run(&pair.from, NULL, r, 1, &listener);
            collect(&pair.found, &pair.from);
            assert_true(same(&pair.expected, &pair.found));
            count_standings(&pair.from, ended);
            for (int i = 0; i < pair.state.companies; i++) {
                busy += pair.from.record[i].busy_delays;
                left += pair.from.course[i].standing == PARTNER && pair.from.member[i].left;
            }
        }
        assert_agrees_with_books(heard, &pair.from);
        assert_int_equal(heard->of[EVENT_BUSY], busy);
        assert_int_equal(heard->of[EVENT_JOINED], ended[PARTNER]);
        assert_int_equal(heard->of[EVENT_SAID_NO], ended[SAID_NO]);
        assert_int_equal(heard->of[EVENT_GIVEN_UP], ended[GIVEN_UP]);
        assert_int_equal(heard->of[EVENT_UNFUNDED], ended[UNFUNDED]);
        assert_int_equal(heard->of[EVENT_LEFT], left);
        memory_free(heard);
        pair_free(&pair);
    }
}

/* Everything that can happen does, in one of the worlds. */
static void all_kinds_of_events_happen(void **state)
{
    (void)state;
    struct heard *heard = memory_new(1, sizeof *heard);
    struct listener listener = {hear, heard};
    for (int w = 0; w < WORLDS; w++) {
        struct pair pair;
        pair_init(&pair, &worlds[w]);
        for (uint32_t r = 0; r < N; r++)
            events_run(&pair.from, NULL, r, 1, &listener);
        pair_free(&pair);
    }
    for (int kind = 0; kind < N_EVENT_KINDS; kind++)
        assert_true(heard->of[kind] > 0);
    memory_free(heard);
}

/* From a state, events are those of the whole campaign from that day on. */
struct day_count {
    int from;
    uint64_t events;
};

static void count_from(void *context, const struct event *event)
{
    struct day_count *count = context;
    count->events += event->day >= count->from;
}

static void events_go_on_from_a_state(void **state)
{
    (void)state;
    for (int w = 0; w < WORLDS; w++) {
        struct pair pair;
        pair_init(&pair, &worlds[w]);
        struct block block;
        block_init(&block, pair.s.one.campaign);
        for (uint32_t r = 0; r < N; r++) {
            struct day_count whole = {DAY, 0}, rest = {0, 0};
            struct listener all = {count_from, &whole}, later = {count_from, &rest};
            events_run(&pair.through, NULL, r, 1, &all);
            collect(&pair.expected, &pair.through);
            state_take(&pair.state, &pair.from, r, DAY);
            events_run(&block, &pair.state, r, 1, &later);
            collect(&pair.found, &block);
            assert_true(same(&pair.expected, &pair.found));
            assert_int_equal(rest.events, whole.events);
        }
        block_free(&block);
        pair_free(&pair);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(campaigns_go_on_from_any_day_as_they_would_have),
        cmocka_unit_test(what_a_state_forgets_shows),
        cmocka_unit_test(nothing_known_is_the_start),
        cmocka_unit_test(luck_that_is_not_known_is_drawn),
        cmocka_unit_test(each_replication_can_go_on_from_a_state_of_its_own),
        cmocka_unit_test(days_without_an_approach_are_skipped),
        cmocka_unit_test(listeners_are_told_what_the_books_hold),
        cmocka_unit_test(all_kinds_of_events_happen),
        cmocka_unit_test(events_go_on_from_a_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
