/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expected.h"

#include "appointment.h"

#include <string.h>

/* ---- States ---- */

/* Stages for tables: a company in desire of which the first of two deciders is still to be won
 * has longer to go than one of which the last is. */
enum { STAGE_TWO_TO_WIN = DESIRE, STAGE_ONE_TO_WIN, STAGE_ACTION };

static int table_stage(enum stage stage, bool two_to_win)
{
    if (stage < DESIRE)
        return (int)stage;
    return stage == ACTION ? STAGE_ACTION : two_to_win ? STAGE_TWO_TO_WIN : STAGE_ONE_TO_WIN;
}

static bool two_to_win(const struct course *course)
{
    return course->two_deciders && !course->won_first;
}

/* The state of a company that is in `stage`. */
static int state_in(const struct step *s, enum stage stage, bool two)
{
    const struct expected *x = s->block->expected;
    return expectation_state(x->expectation, s->course->segment, table_stage(stage, two),
        x->click[s->index], s->course->held);
}

static int state_now(const struct step *s)
{
    return state_in(s, (enum stage)s->course->stage, two_to_win(s->course));
}

/* What is to come by `of`, a table's `planned` or `due`, on a day of outreach. */
static struct to_come on_day(const struct step *s, const float *of, int state, int day)
{
    const struct expectation *e = s->block->expected->expectation;
    struct to_come to = {{0.0}};
    if (day >= s->campaign->outreach_days)
        return to;
    const float *at = of + (size_t)state * N_TO_COME * TIME_ROOM + e->class_of_day[day];
    for (int v = 0; v < N_TO_COME; v++)
        to.of[v] = at[v * TIME_ROOM];
    return to;
}

/* ---- Waiting ---- */

typedef float eight __attribute__((vector_size(32)));

/* The sum of products of `n` numbers, eight at a time, always in the same order. */
static inline double product(const float *share, const float *to_come, int n)
{
    eight sum = {0.0f}, a, b;
    for (int i = 0; i < n; i += 8) {
        memcpy(&a, share + i, sizeof a);
        memcpy(&b, to_come + i, sizeof b);
        sum += a * b;
    }
    return (double)((sum[0] + sum[4]) + (sum[1] + sum[5])) +
           (double)((sum[2] + sum[6]) + (sum[3] + sum[7]));
}

/* What is to come of a company in a state whose next contact is wanted so many days, drawn from
 * `waiting`, after `day`. */
static struct to_come after_waiting(
    const struct step *s, int state, const struct waiting *waiting, int day)
{
    const struct expected *x = s->block->expected;
    const struct expectation *e = x->expectation;
    struct to_come to = {{0.0}};
    if (day >= s->campaign->outreach_days || e->after[day].left == 0)
        return to;
    struct day_after after = e->after[day];
    const float *share = waiting->chance + (size_t)after.left * TIME_ROOM;
    const float *planned =
        x->table->planned + (size_t)state * N_TO_COME * TIME_ROOM + after.class;
    for (int v = 0; v < N_TO_COME; v++)
        to.of[v] = product(share, planned + v * TIME_ROOM, e->classes - after.class);
    return to;
}

static const struct waiting *lead_of(
    const struct step *s, int contact, enum stage stage, enum person person, bool handover)
{
    int kind =
        (stage == ACTION || person == OWNER ? LEAD_OWNER : 0) | (handover ? LEAD_HANDOVER : 0);
    const struct campaign *c = s->campaign;
    return s->block->expected->expectation
        ->lead[(s->course->segment * c->n_contacts + contact) * LEAD_KINDS + kind];
}

/* ---- The next contact ---- */

/* How a company may stand after a contact. */
struct next {
    enum stage stage;
    bool two; /* deciders still to be won */
    enum person person;
    bool handover;
    int in_a_row; /* contacts without progress */
};

static struct to_come of_contact(const struct step *s, const struct next *next, int contact)
{
    return after_waiting(s, state_in(s, next->stage, next->two),
        lead_of(s, contact, next->stage, next->person, next->handover),
        s->day + step_cocktail(s)->pace_days);
}

/* Where the order is random: over the contact moments that may be drawn. */
static struct to_come of_drawn(const struct step *s, const struct next *next)
{
    const struct order_tables *order = &s->campaign->order[s->course->segment];
    struct to_come sum = {{0.0}};
    chance before = 0;
    for (int i = 0; i < order->length[next->stage]; i++) {
        chance here = order->at_most[next->stage][i];
        struct to_come of = of_contact(s, next, order->list[next->stage][i]);
        for (int v = 0; v < N_TO_COME; v++)
            sum.of[v] += (double)(here - before) / CHANCE_ALWAYS * of.of[v];
        before = here;
    }
    return sum;
}

/* What is to come of a company that stands so; nothing if it is given up. */
static struct to_come of_next(const struct step *s, struct next next)
{
    const struct course *course = s->course;
    const struct cocktail *cocktail = step_cocktail(s);
    const struct order_tables *order = &s->campaign->order[course->segment];
    int contact = strategy_next(order, next.stage, course->place[next.stage], course->held);
    if (contact == NONE ||
        (cocktail->max_contacts > 0 && course->held >= cocktail->max_contacts) ||
        (cocktail->patience > 0 && next.in_a_row >= cocktail->patience))
        return (struct to_come){{0.0}};
    if (order->at_most[next.stage] != NULL)
        return of_drawn(s, &next);
    return of_contact(s, &next, contact);
}

/* ---- Controls ---- */

/* Adds `share` times what is to come to the luck of one kind. */
static void add(const struct step *s, int luck, double share, struct to_come to)
{
    double *control = s->block->expected->control[s->replication] + luck * N_TO_COME;
    for (int v = 0; v < N_TO_COME; v++)
        control[v] += share * to.of[v];
}

static void note(const struct step *s, int state, int day, bool due)
{
    struct expected *x = s->block->expected;
    if (day >= s->campaign->outreach_days)
        return;
    if (x->n_visits == x->room) {
        x->room = x->room > 0 ? 2 * x->room : 1024;
        x->visit = memory_resize(x->visit, (size_t)x->room, sizeof *x->visit);
    }
    x->visit[x->n_visits++] = (struct visit){.course = s->index,
        .state = state,
        .time = x->expectation->class_of_day[day],
        .held = s->course->held,
        .cost = s->course->cost,
        .due = due};
}

void expected_first(const struct step *s)
{
    struct expected *x = s->block->expected;
    if (x->pilot == NULL)
        x->next = after_waiting(s, state_now(s),
            lead_of(s, s->plan->contact, (enum stage)s->course->stage,
                (enum person)s->course->person, false),
            s->day);
}

void expected_planned(const struct step *s, int wanted)
{
    const struct expected *x = s->block->expected;
    int state = state_now(s);
    if (x->pilot != NULL) {
        note(s, state, wanted, false);
        return;
    }
    add(s, LUCK_TIME, 1.0, on_day(s, x->table->planned, state, wanted));
    add(s, LUCK_TIME, -1.0, x->next);
}

void expected_delay(const struct step *s, chance busy, chance moved, bool delayed)
{
    struct expected *x = s->block->expected;
    if (x->pilot != NULL)
        return;
    const struct course *course = s->course;
    int state = state_now(s);
    double is_busy = (double)busy / CHANCE_ALWAYS,
           is_moved = (double)(moved - busy) / CHANCE_ALWAYS;
    struct to_come due = on_day(s, x->table->due, state, s->day), mean = {{0.0}};
    for (int v = 0; v < N_TO_COME; v++)
        mean.of[v] = (1.0 - is_busy - is_moved) * due.of[v];
    if (moved > busy) {
        struct to_come of = after_waiting(s, state,
            lead_of(s, s->plan->contact, (enum stage)course->stage, (enum person)course->person,
                false),
            s->day);
        for (int v = 0; v < N_TO_COME; v++)
            mean.of[v] += is_moved * of.of[v];
    }
    if (busy > 0) {
        struct to_come of =
            after_waiting(s, state, x->expectation->busy[course->segment], s->day);
        for (int v = 0; v < N_TO_COME; v++)
            mean.of[v] += is_busy * of.of[v];
    }
    /* Of a delay that happened the day that comes of it follows: expected_planned(). */
    x->next = mean;
    if (delayed)
        return;
    add(s, LUCK_TIME, 1.0, due);
    add(s, LUCK_TIME, -1.0, mean);
}

void expected_held(const struct step *s)
{
    if (s->block->expected->pilot != NULL)
        note(s, state_now(s), s->day, true);
}

/* What happened in a decision: `after` it there is so much to come. Without progress a company
 * says no with the chance of that. */
static void decide(const struct step *s, double probability, bool progress,
    const struct to_come *with, const struct to_come *without)
{
    struct expected *x = s->block->expected;
    double no = step_moment(s)->appointment
                    ? (double)s->campaign->response.dropout[s->course->stage] / CHANCE_ALWAYS
                    : 0.0;
    bool says_no = !progress && step_says_no(s);
    for (int v = 0; v < N_TO_COME; v++) {
        double stays = (1.0 - probability) * (1.0 - no) * without->of[v];
        x->next.of[v] = progress ? with->of[v] : says_no ? 0.0 : without->of[v];
        x->control[s->replication][LUCK_DECISIONS * N_TO_COME + v] +=
            x->next.of[v] - (probability * with->of[v] + stays);
    }
}

static struct next without_progress(const struct course *course)
{
    return (struct next){(enum stage)course->stage, two_to_win(course),
        (enum person)course->person, false, course->in_a_row + 1};
}

void expected_response(const struct step *s, double probability, bool progress)
{
    const struct course *course = s->course;
    if (s->block->expected->pilot != NULL)
        return;
    struct next next = {(enum stage)course->stage + 1, two_to_win(course),
        (enum person)course->person, false, 0};
    if (course->stage == DESIRE && two_to_win(course))
        next =
            (struct next){DESIRE, false, course->person == OWNER ? EMPLOYEE : OWNER, true, 0};
    struct to_come with = of_next(s, next), without = of_next(s, without_progress(course));
    decide(s, probability, progress, &with, &without);
}

void expected_talk(const struct step *s, double probability, bool joins)
{
    if (s->block->expected->pilot != NULL)
        return;
    const struct to_come with = {.of = {[TO_COME_JOINING] = 1.0}};
    struct to_come without = of_next(s, without_progress(s->course));
    decide(s, probability, joins, &with, &without);
}

/* ---- Campaigns ---- */

void expected_start(struct block *block, int index, uint32_t click, bool warm_is_told)
{
    struct expected *x = block->expected;
    const struct course *course = &block->course[index];
    x->click[index] = (uint8_t)(((uint64_t)click * CLICK_CLASSES) >> 32);
    x->start[index] =
        (uint8_t)((int)(click >> 28) * START_KINDS + START_TWO * course->two_deciders +
                  START_WARM * (course->warm && !warm_is_told));
    if (x->pilot != NULL)
        return;
    bool listed = block->campaign->scenario->population.list != NULL;
    const struct expected_table *table =
        expectation_table(x->expectation, block->first + (uint64_t)course->replication);
    const struct to_come *start =
        table->start + x->expectation->segment[course->segment] * START_CLASSES;
    const struct to_come *mean =
        listed ? &table->mean[course->segment][!warm_is_told] : &table->all;
    for (int v = 0; v < N_TO_COME; v++)
        x->control[course->replication][LUCK_START * N_TO_COME + v] +=
            start[x->start[index]].of[v] - mean->of[v];
}

void expected_clear(struct block *block)
{
    memset(block->expected->control, 0, (size_t)block->n * sizeof *block->expected->control);
}

void expected_begin(struct block *block, int replication)
{
    struct expected *x = block->expected;
    x->table = expectation_table(x->expectation, block->first + (uint64_t)replication);
    x->n_visits = 0;
}

static void count(struct came_of *of, const struct course *course, int held, micro cost)
{
    of->n++;
    of->joined += course->standing == PARTNER;
    of->contacts += course->held - held;
    of->cost += course->cost - cost;
}

void expected_end(struct block *block, int replication)
{
    struct expected *x = block->expected;
    const struct expectation *e = x->expectation;
    if (x->pilot == NULL)
        return;
    int odd = (int)((block->first + (uint32_t)replication) % 2);
    for (int i = 0; i < x->n_visits; i++) {
        const struct visit *visit = &x->visit[i];
        struct came_of *of = visit->due ? x->pilot->due[odd] : x->pilot->planned[odd];
        count(&of[visit->state * TIME_CLASSES + visit->time], &block->course[visit->course],
            visit->held, visit->cost);
    }
    int companies = block->campaign->n_companies, first = replication * companies;
    for (int i = first; i < first + companies; i++) {
        const struct course *course = &block->course[i];
        count(&x->pilot->start[odd][e->segment[course->segment] * START_CLASSES + x->start[i]],
            course, 0, 0);
    }
}

void expected_init(
    struct block *block, const struct expectation *expectation, struct pilot_sums *pilot)
{
    struct expected *x = arena_new(&block->arena, 1, sizeof *x);
    size_t courses = (size_t)block->courses;
    *x = (struct expected){.expectation = expectation,
        .pilot = pilot,
        .control = arena_new(&block->arena, (size_t)block->capacity, sizeof *x->control),
        .click = arena_new(&block->arena, courses, 1),
        .start = arena_new(&block->arena, courses, 1)};
    block->expected = x;
}

void expected_free(struct expected *expected)
{
    if (expected != NULL)
        memory_free(expected->visit);
}
