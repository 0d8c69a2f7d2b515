/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expected.h"

#include "details.h"

#include <math.h>
#include <string.h>

/* ---- What is looked at ---- */

/* A company whose campaign is followed, and what is known of it. */
struct look {
    const struct campaign *campaign;
    const struct course *course;
    struct expected *x;
    const struct expectation *e;
    struct prospect *company;
};

INLINED struct look look_at(struct block *block, int index)
{
    struct expected *x = block->expected;
    return (struct look){
        block->campaign, &block->course[index], x, x->expectation, &x->company[index]};
}

INLINED const struct order_tables *order_of(const struct look *l)
{
    return &l->campaign->cohort[l->course->segment]->order;
}

/* ---- States ---- */

/* Stages for tables: a company in desire of which the first of two deciders is still to be won
 * has longer to go than one of which the last is. */
enum { STAGE_TWO_TO_WIN = DESIRE, STAGE_ONE_TO_WIN, STAGE_ACTION };

INLINED int table_stage(enum stage stage, bool two_to_win)
{
    if (stage < DESIRE)
        return (int)stage;
    return stage == ACTION ? STAGE_ACTION : two_to_win ? STAGE_TWO_TO_WIN : STAGE_ONE_TO_WIN;
}

INLINED bool two_to_win(const struct course *course)
{
    return course->two_deciders && !course->won_first;
}

/* The state of a company that is in `stage`. */
INLINED int32_t state_in(const struct look *l, enum stage stage, bool two)
{
    return expectation_state(l->company->first, table_stage(stage, two), l->course->held);
}

INLINED int32_t state_now(const struct look *l)
{
    return state_in(l, (enum stage)l->course->stage, two_to_win(l->course));
}

/* ---- What is to come ---- */

INLINED knots at_day(const struct look *l, knots_by_day of, int day)
{
    int end = l->campaign->outreach_days;
    return of[day < end ? day : end];
}

/* What is to come of the knots that count. */
INLINED to_come sum_over(const struct to_come_line *of, knots on)
{
    return (on[0] * of->at[0] + on[1] * of->at[1]) + (on[2] * of->at[2] + on[3] * of->at[3]);
}

/* By `of`, a table's `planned` or `due`, on a day. */
INLINED to_come on_day(
    const struct look *l, const struct to_come_line *of, int32_t state, int day)
{
    return sum_over(&of[state], at_day(l, l->e->on, day));
}

/* Of a company in a state whose next contact is wanted after `day`, by the knots after that. */
INLINED to_come after_waiting(const struct look *l, int32_t state, knots_by_day waited, int day)
{
    return sum_over(&l->x->table->planned[state], at_day(l, waited, day));
}

INLINED knots_by_day lead_of(
    const struct look *l, int contact, enum stage stage, enum person person, int handover)
{
    int kind = (stage == ACTION || person == OWNER ? LEAD_OWNER : 0) | handover;
    return l->e->lead[l->course->segment][contact].after[kind];
}

/* Of the planned contact. */
INLINED knots_by_day lead_planned(const struct look *l)
{
    const struct course *course = l->course;
    return lead_of(
        l, course->plan.contact, (enum stage)course->stage, (enum person)course->person, 0);
}

/* ---- The next contact ---- */

/* How a company may stand after a contact. */
struct next {
    enum stage stage;
    bool two; /* deciders still to be won */
    enum person person;
    int handover; /* LEAD_HANDOVER or 0 */
    int in_a_row; /* contacts without progress */
};

INLINED to_come of_contact(
    const struct look *l, const struct next *next, int32_t state, int contact, int day)
{
    return after_waiting(l, state,
        lead_of(l, contact, next->stage, next->person, next->handover),
        day + order_of(l)->pace_days);
}

INLINED float share_of(chance part)
{
    return (float)((double)(int64_t)part / (double)CHANCE_ALWAYS);
}

/* Where the order is random: over the contact moments that may be drawn. */
SELDOM static to_come of_drawn(
    struct look look, const struct next *next, int32_t state, int day)
{
    const struct order_tables *order = order_of(&look);
    to_come sum = {0.0f};
    chance before = 0;
    for (int i = 0; i < order->length[next->stage]; i++) {
        chance here = order->at_most[next->stage][i];
        sum += share_of(here - before) *
               of_contact(&look, next, state, order->list[next->stage][i], day);
        before = here;
    }
    return sum;
}

/* Of a company that stands so, and is in `state` then; nothing if it is given up. */
INLINED to_come of_next(const struct look *l, struct next next, int32_t state, int day)
{
    const struct course *course = l->course;
    const struct order_tables *order = order_of(l);
    int contact = strategy_next(order, next.stage, course->place[next.stage], course->held);
    if (contact == NONE || course->held >= order->most_held ||
        next.in_a_row >= order->most_in_a_row)
        return (to_come){0.0f};
    if (SELDOM_IF(order->at_most[next.stage] != NULL))
        return of_drawn(*l, &next, state, day);
    return of_contact(l, &next, state, contact, day);
}

INLINED struct next with_progress(const struct course *course)
{
    if (course->stage == DESIRE && two_to_win(course))
        return (struct next){
            DESIRE, false, course->person == OWNER ? EMPLOYEE : OWNER, LEAD_HANDOVER, 0};
    return (struct next){
        (enum stage)course->stage + 1, two_to_win(course), (enum person)course->person, 0, 0};
}

INLINED struct next without_progress(const struct course *course, int more)
{
    return (struct next){(enum stage)course->stage, two_to_win(course),
        (enum person)course->person, 0, course->in_a_row + more};
}

/* ---- Controls ---- */

/* Adds to the luck of one kind, in double precision: what is lost by rounding would be lost in
 * the same direction each time. */
INLINED void add(struct expected *x, int luck, to_come more)
{
    typedef double two __attribute__((vector_size(16)));
    to_come upper = __builtin_shufflevector(more, more, 2, 3, 2, 3);
    two sum[2], of[2] = {{more[0], more[1]}, {upper[0], upper[1]}};
    memcpy(sum, x->luck + luck * TO_COME_ROOM, sizeof sum);
    sum[0] += of[0];
    sum[1] += of[1];
    memcpy(x->luck + luck * TO_COME_ROOM, sum, sizeof sum);
}

/* In the pilot. */
SELDOM static void note(struct block *block, int index, int day, bool due)
{
    struct look l = look_at(block, index);
    struct expected *x = l.x;
    if (day >= l.campaign->outreach_days)
        return;
    if (x->n_visits == x->room) {
        x->room = x->room > 0 ? 2 * x->room : 1024;
        x->visit = memory_resize(x->visit, (size_t)x->room, sizeof *x->visit);
    }
    x->visit[x->n_visits++] = (struct visit){.course = index,
        .state = state_now(&l),
        .time = expectation_time(l.e, day),
        .held = l.course->held,
        .cost = block->record[index].cost,
        .due = due};
}

void expected_first(struct block *block, int index, int day)
{
    struct look l = look_at(block, index);
    if (l.x->pilot != NULL)
        return;
    l.company->state = state_now(&l);
    l.x->next = after_waiting(&l, l.company->state, lead_planned(&l), day);
}

void expected_planned(struct block *block, int index, int wanted)
{
    struct look l = look_at(block, index);
    if (l.x->pilot != NULL)
        note(block, index, wanted, false);
    else
        add(l.x, LUCK_TIME,
            on_day(&l, l.x->table->planned, l.company->state, wanted) - l.x->next);
}

void expected_delay(
    struct block *block, int index, int day, chance busy, chance moved, bool delayed)
{
    struct look l = look_at(block, index);
    if (l.x->pilot != NULL || moved == 0)
        return;
    int32_t state = l.company->state;
    to_come due = on_day(&l, l.x->table->due, state, day);
    knots later = share_of(moved - busy) * at_day(&l, lead_planned(&l), day);
    if (busy > 0)
        later += share_of(busy) * at_day(&l, l.e->busy[l.course->segment], day);
    /* What delays are expected to take from what is to come. */
    to_come lost = share_of(moved) * due - sum_over(&l.x->table->planned[state], later);
    /* The day that comes of a delay is still to be drawn: see expected_planned(). */
    if (delayed)
        l.x->next = due - lost;
    else
        add(l.x, LUCK_TIME, lost);
}

/* A contact reaches the company or does not. */
SELDOM static void reach_or_miss(
    struct block *block, int index, int day, chance reach, bool reached)
{
    struct look l = look_at(block, index);
    int32_t state = l.company->state;
    to_come due = on_day(&l, l.x->table->due, state, day),
            missed = of_next(&l, without_progress(l.course, 0), state, day);
    float share = share_of(reach);
    l.x->next = missed;
    add(l.x, LUCK_DECISIONS,
        (reached ? due : missed) - (share * due + (1.0f - share) * missed));
}

void expected_due(struct block *block, int index, int day, chance reach, bool reached)
{
    if (block->expected->pilot != NULL)
        note(block, index, day, true);
    else if (reach < CHANCE_ALWAYS)
        reach_or_miss(block, index, day, reach, reached);
}

/* What is to come after a decision is what is expected of the next contact. Without progress a
 * company says no with the chance of that. */
INLINED void decide(const struct look *l, double progress, bool appointment, enum came came,
    to_come with, to_come without)
{
    const to_come none = {0.0f};
    const chance *dropout = l->e->campaign->response.dropout;
    float yes = (float)progress, stays = 1.0f - yes;
    if (appointment)
        stays *= 1.0f - share_of(dropout[l->course->stage]);
    l->x->next = came == CAME_PROGRESS ? with : came == CAME_NO ? none : without;
    add(l->x, LUCK_DECISIONS, l->x->next - (yes * with + stays * without));
}

void expected_response(
    struct block *block, int index, int day, double progress, bool appointment, enum came came)
{
    struct look l = look_at(block, index);
    if (l.x->pilot != NULL)
        return;
    struct next with = with_progress(l.course), without = without_progress(l.course, 1);
    int32_t then = state_in(&l, with.stage, with.two),
            still = state_in(&l, without.stage, without.two);
    l.company->state = came == CAME_PROGRESS ? then : still;
    decide(&l, progress, appointment, came, of_next(&l, with, then, day),
        of_next(&l, without, still, day));
}

void expected_talk(
    struct block *block, int index, int day, double joining, bool appointment, enum came came)
{
    struct look l = look_at(block, index);
    if (l.x->pilot != NULL)
        return;
    const to_come joined = {1.0f}; /* TO_COME_JOINING */
    l.company->state = state_now(&l);
    decide(&l, joining, appointment, came, joined,
        of_next(&l, without_progress(l.course, 1), l.company->state, day));
}

/* ---- Campaigns ---- */

void expected_start(struct block *block, int index, uint32_t click)
{
    struct expected *x = block->expected;
    const struct campaign *c = block->campaign;
    const struct course *course = &block->course[index];
    const struct company *list = c->scenario->population.list;
    bool told = list != NULL && list[index % c->n_companies].warm != NOT_SAID;
    struct prospect *company = &x->company[index];
    company->first = expectation_first_state(
        x->expectation, course->segment, (int)((uint64_t)click * CLICK_CLASSES >> 32));
    company->start =
        (uint8_t)((int)(click >> 28) * START_KINDS + START_TWO * course->two_deciders +
                  START_WARM * (course->warm && !told));
    if (x->pilot != NULL)
        return;
    int replication = index / c->n_companies;
    const struct expected_table *table =
        expectation_table(x->expectation, block->first + (uint64_t)replication);
    const to_come *start = table->start[x->expectation->segment[course->segment]];
    to_come mean = list != NULL ? table->mean[course->segment][!told] : table->all;
    for (int v = 0; v < TO_COME_ROOM; v++)
        x->control[replication][LUCK_START * TO_COME_ROOM + v] +=
            (double)(start[company->start][v] - mean[v]);
}

void expected_clear(struct block *block)
{
    struct expected *x = block->expected;
    memset(x->control, 0, (size_t)block->n * sizeof *x->control);
    details_clear(&x->details, block->campaign);
}

void expected_begin(struct block *block)
{
    struct expected *x = block->expected;
    x->table = expectation_table(x->expectation, block->first + (uint64_t)block->replication);
    x->luck = x->control[block->replication];
    x->n_visits = 0;
}

static void count(
    struct came_of *of, const struct block *block, int index, int held, micro cost)
{
    of->n++;
    of->joined += block->course[index].standing == PARTNER;
    of->contacts += block->course[index].held - held;
    of->cost += block->record[index].cost - cost;
}

static void count_visits(struct block *block)
{
    struct expected *x = block->expected;
    const struct expectation *e = x->expectation;
    int odd = (int)((block->first + (uint32_t)block->replication) % 2);
    for (int i = 0; i < x->n_visits; i++) {
        const struct visit *visit = &x->visit[i];
        struct came_of *of = visit->due ? x->pilot->due[odd] : x->pilot->planned[odd];
        count(&of[visit->state * TIME_CLASSES + visit->time], block, visit->course, visit->held,
            visit->cost);
    }
    for (int i = block->base; i < block->base + block->campaign->n_companies; i++)
        count(&x->pilot->start[odd][e->segment[block->course[i].segment] * START_CLASSES +
                                    x->company[i].start],
            block, i, 0, 0);
}

void expected_end(struct block *block)
{
    struct expected *x = block->expected;
    double *control = x->control[block->replication];
    if (x->pilot != NULL) {
        count_visits(block);
        return;
    }
    for (int i = 0; i < N_CONTROLS; i++) {
        double unit = x->expectation->unit[i % TO_COME_ROOM];
        control[i] = (float)(rint(control[i] / unit) * unit);
    }
    if (x->details_with != NULL)
        details_add(x->details_with, block, &x->details, control);
}

void expected_init(
    struct block *block, const struct expectation *expectation, struct pilot_sums *pilot)
{
    struct expected *x = arena_new(&block->arena, 1, sizeof *x);
    size_t courses = (size_t)block->capacity * (size_t)block->campaign->n_companies;
    *x = (struct expected){.expectation = expectation,
        .pilot = pilot,
        .control = arena_new(&block->arena, (size_t)block->capacity, sizeof *x->control),
        .company = arena_new(&block->arena, courses, sizeof *x->company)};
    details_init(&x->details, &block->arena, block->campaign);
    block->expected = x;
}

void expected_free(struct expected *expected)
{
    if (expected != NULL)
        memory_free(expected->visit);
}
