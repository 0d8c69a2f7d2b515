/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expected.h"

#include "appointment.h"
#include "vector.h"

#include <math.h>
#include <string.h>

INLINED double share_of(chance part)
{
    return (double)part / (double)CHANCE_ALWAYS;
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
INLINED int state_in(const struct step *s, enum stage stage, bool two)
{
    return expectation_state(
        s->block->expected->state[s->index], table_stage(stage, two), s->course->held);
}

INLINED int state_now(const struct step *s)
{
    return state_in(s, (enum stage)s->course->stage, two_to_win(s->course));
}

/* What is to come by `of`, a table's `planned` or `due`, on a day of outreach. */
INLINED to_come on_day(const struct step *s, to_come (*of)[TIME_ROOM], int state, int day)
{
    if (day >= s->campaign->outreach_days)
        return (to_come){0.0f};
    return of[state][s->block->expected->expectation->class_of_day[day]];
}

/* ---- Waiting ---- */

typedef float two_classes __attribute__((vector_size(2 * sizeof(to_come))));

/* The sum over `n` classes of the share of each times what is to come in it, two classes at a
 * time, always in the same order. */
VECTORISED static to_come sum_of_classes(const to_come *share, const to_come *of, int n)
{
    two_classes sum = {0.0f}, a, b;
    for (int i = 0; i < n; i += 2) {
        memcpy(&a, share + i, sizeof a);
        memcpy(&b, of + i, sizeof b);
        sum += a * b;
    }
    to_come half[2];
    memcpy(half, &sum, sizeof half);
    return half[0] + half[1];
}

/* What is to come of a company in a state whose next contact is wanted so many days, drawn from
 * `waiting`, after `day`. */
INLINED to_come after_waiting(
    const struct step *s, int state, const struct waiting *waiting, int day)
{
    const struct expected *x = s->block->expected;
    const struct expectation *e = x->expectation;
    if (day >= s->campaign->outreach_days || e->after[day].left == 0)
        return (to_come){0.0f};
    struct day_after after = e->after[day];
    int n = e->classes - after.class;
    return sum_of_classes(waiting->share[after.left], &x->table->planned[state][after.class],
        n < waiting->classes ? n : waiting->classes);
}

INLINED const struct waiting *lead_of(
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

INLINED to_come of_contact(const struct step *s, const struct next *next, int contact)
{
    return after_waiting(s, state_in(s, next->stage, next->two),
        lead_of(s, contact, next->stage, next->person, next->handover),
        s->day + s->cohort->order.pace_days);
}

/* Where the order is random: over the contact moments that may be drawn. */
SELDOM static to_come of_drawn(const struct step *s, const struct next *next)
{
    const struct order_tables *order = &s->cohort->order;
    to_come sum = {0.0f};
    chance before = 0;
    for (int i = 0; i < order->length[next->stage]; i++) {
        chance here = order->at_most[next->stage][i];
        sum +=
            (float)share_of(here - before) * of_contact(s, next, order->list[next->stage][i]);
        before = here;
    }
    return sum;
}

/* What is to come of a company that stands so; nothing if it is given up. */
INLINED to_come of_next(const struct step *s, struct next next)
{
    const struct course *course = s->course;
    const struct order_tables *order = &s->cohort->order;
    int contact = strategy_next(order, next.stage, course->place[next.stage], course->held);
    if (contact == NONE || course->held >= order->most_held ||
        next.in_a_row >= order->most_in_a_row)
        return (to_come){0.0f};
    if (order->at_most[next.stage] != NULL)
        return of_drawn(s, &next);
    return of_contact(s, &next, contact);
}

/* ---- Controls ---- */

INLINED struct outlook outlook_of(to_come of)
{
    return (struct outlook){{{of[0], of[1]}, {of[2], of[3]}}};
}

/* a * x + b * y. */
INLINED struct outlook sum_of(double a, struct outlook x, double b, struct outlook y)
{
    return (struct outlook){{a * x.of[0] + b * y.of[0], a * x.of[1] + b * y.of[1]}};
}

/* Adds to the luck of one kind. */
INLINED void add(const struct step *s, int luck, struct outlook more)
{
    double *control = s->block->expected->control[s->block->replication] + luck * TO_COME_ROOM;
    struct outlook sum;
    memcpy(&sum, control, sizeof sum);
    sum = sum_of(1.0, sum, 1.0, more);
    memcpy(control, &sum, sizeof sum);
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
        .cost = step_record(s)->cost,
        .due = due};
}

/* What is to come of the contact that is planned when it is wanted after a lead time from
 * `day`. */
static to_come after_lead(const struct step *s, int state, int day)
{
    const struct course *course = s->course;
    return after_waiting(s, state,
        lead_of(
            s, s->plan->contact, (enum stage)course->stage, (enum person)course->person, false),
        day);
}

void expected_first(const struct step *s)
{
    struct expected *x = s->block->expected;
    if (x->pilot == NULL)
        x->next = outlook_of(after_lead(s, state_now(s), s->day));
}

void expected_planned(const struct step *s, int wanted)
{
    const struct expected *x = s->block->expected;
    int state = state_now(s);
    if (x->pilot != NULL) {
        note(s, state, wanted, false);
        return;
    }
    struct outlook planned = outlook_of(on_day(s, x->table->planned, state, wanted));
    add(s, LUCK_TIME, sum_of(1.0, planned, -1.0, x->next));
}

void expected_delay(const struct step *s, int day, chance busy, chance moved, bool delayed)
{
    struct expected *x = s->block->expected;
    if (x->pilot != NULL)
        return;
    int state = state_now(s);
    struct outlook due = outlook_of(on_day(s, x->table->due, state, day));
    struct outlook lost = {{{0.0}}}; /* what delays are expected to take from what is to come */
    if (moved > busy) {
        double share = share_of(moved - busy);
        lost = sum_of(share, due, -share, outlook_of(after_lead(s, state, day)));
    }
    if (busy > 0) {
        const struct waiting *length = x->expectation->busy[s->course->segment];
        struct outlook after = outlook_of(after_waiting(s, state, length, day));
        lost = sum_of(1.0, lost, share_of(busy), sum_of(1.0, due, -1.0, after));
    }
    /* The day that comes of a delay is still to be drawn: see expected_planned(). */
    if (delayed)
        x->next = sum_of(1.0, due, -1.0, lost);
    else
        add(s, LUCK_TIME, lost);
}

/* What is to come after a decision is what is expected of the next contact. Without progress a
 * company says no with the chance of that. */
static void decide(const struct step *s, double progresses, bool progress, bool says_no,
    to_come with, to_come without)
{
    struct expected *x = s->block->expected;
    double no = step_moment(s)->appointment
                    ? share_of(x->expectation->campaign->response.dropout[s->course->stage])
                    : 0.0;
    struct outlook mean = sum_of(
        progresses, outlook_of(with), (1.0 - progresses) * (1.0 - no), outlook_of(without));
    const to_come none = {0.0f};
    x->next = outlook_of(progress ? with : says_no ? none : without);
    add(s, LUCK_DECISIONS, sum_of(1.0, x->next, -1.0, mean));
}

static struct next without_progress(const struct course *course)
{
    return (struct next){(enum stage)course->stage, two_to_win(course),
        (enum person)course->person, false, course->in_a_row + 1};
}

void expected_due(const struct step *s, bool reached)
{
    struct expected *x = s->block->expected;
    const struct course *course = s->course;
    chance reach = step_moment(s)->reach;
    if (x->pilot != NULL) {
        note(s, state_now(s), s->day, true);
        return;
    }
    if (reach == CHANCE_ALWAYS)
        return;
    struct next next = without_progress(course);
    next.in_a_row = course->in_a_row;
    to_come due = on_day(s, x->table->due, state_now(s), s->day), missed = of_next(s, next);
    double share = share_of(reach);
    struct outlook mean = sum_of(share, outlook_of(due), 1.0 - share, outlook_of(missed));
    x->next = outlook_of(reached ? due : missed);
    add(s, LUCK_DECISIONS, sum_of(1.0, x->next, -1.0, mean));
}

void expected_response(const struct step *s, double probability, bool progress, bool says_no)
{
    const struct course *course = s->course;
    if (s->block->expected->pilot != NULL)
        return;
    struct next next = {(enum stage)course->stage + 1, two_to_win(course),
        (enum person)course->person, false, 0};
    if (course->stage == DESIRE && two_to_win(course))
        next =
            (struct next){DESIRE, false, course->person == OWNER ? EMPLOYEE : OWNER, true, 0};
    decide(s, probability, progress, says_no, of_next(s, next),
        of_next(s, without_progress(course)));
}

void expected_talk(const struct step *s, double probability, bool joins, bool says_no)
{
    if (s->block->expected->pilot != NULL)
        return;
    const to_come joined = {1.0f}; /* TO_COME_JOINING */
    decide(s, probability, joins, says_no, joined, of_next(s, without_progress(s->course)));
}

/* ---- Campaigns ---- */

void expected_start(struct block *block, int index, uint32_t click)
{
    struct expected *x = block->expected;
    const struct campaign *c = block->campaign;
    const struct course *course = &block->course[index];
    const struct company *list = c->scenario->population.list;
    bool told = list != NULL && list[index % c->n_companies].warm != NOT_SAID;
    x->state[index] = expectation_first_state(
        x->expectation, course->segment, (int)((uint64_t)click * CLICK_CLASSES >> 32));
    x->start[index] =
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
            (double)(start[x->start[index]][v] - mean[v]);
}

void expected_clear(struct block *block)
{
    memset(block->expected->control, 0, (size_t)block->n * sizeof *block->expected->control);
}

void expected_begin(struct block *block)
{
    struct expected *x = block->expected;
    x->table = expectation_table(x->expectation, block->first + (uint64_t)block->replication);
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
                                    x->start[i]],
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
        control[i] = rint(control[i] / unit) * unit;
    }
}

void expected_init(
    struct block *block, const struct expectation *expectation, struct pilot_sums *pilot)
{
    struct expected *x = arena_new(&block->arena, 1, sizeof *x);
    size_t courses = (size_t)block->capacity * (size_t)block->campaign->n_companies;
    *x = (struct expected){.expectation = expectation,
        .pilot = pilot,
        .control = arena_new(&block->arena, (size_t)block->capacity, sizeof *x->control),
        .state = arena_new(&block->arena, courses, sizeof *x->state),
        .start = arena_new(&block->arena, courses, 1)};
    block->expected = x;
}

void expected_free(struct expected *expected)
{
    if (expected != NULL)
        memory_free(expected->visit);
}
