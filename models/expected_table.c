/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expected_table.h"

#include <string.h>

static int days_of_class(const struct campaign *c)
{
    int days = c->outreach_days > 0 ? c->outreach_days : 1;
    return (days + TIME_CLASSES - 1) / TIME_CLASSES;
}

/* ---- Days ---- */

/* Classes are counted from the last day of outreach back, so that each is whole but the first.
 */
static void divide_days(struct expectation *e, int days, int per_class)
{
    e->classes = (days + per_class - 1) / per_class;
    e->class_of_day = arena_new(&e->arena, (size_t)days + 1, sizeof *e->class_of_day);
    e->after = arena_new(&e->arena, (size_t)days + 1, sizeof *e->after);
    for (int day = 0; day < days; day++) {
        int left = days - 1 - day; /* days after it */
        e->class_of_day[day] = (uint8_t)(e->classes - 1 - left / per_class);
        if (left == 0)
            continue;
        e->after[day].class = (uint8_t)(e->classes - 1 - (left - 1) / per_class);
        e->after[day].left = (uint16_t)((left - 1) % per_class + 1);
    }
}

/* P(N <= n), as words are drawn. */
static double at_most(const struct count_table *table, int n)
{
    int i = n - table->lowest;
    if (i < 0)
        return 0.0;
    return i < table->size ? ((double)table->last[i] + 1.0) / 4294967296.0 : 1.0;
}

static void add_up_chances(struct waiting *waiting, int per_class)
{
    for (int left = 1; left <= per_class; left++) {
        float *row = waiting->chance + (size_t)left * TIME_ROOM;
        double before = 0.0;
        for (int class = 0; class < TIME_CLASSES; class ++) {
            double here = at_most(waiting->days, left + class * per_class);
            row[class] = (float)(here - before);
            before = here;
        }
    }
}

static const struct waiting *waiting_of(
    struct expectation *e, const struct count_table *days, int per_class)
{
    for (int i = 0; i < e->n_waiting; i++)
        if (e->waiting[i].days == days)
            return &e->waiting[i];
    struct waiting *new = &e->waiting[e->n_waiting++];
    new->days = days;
    new->chance =
        arena_new(&e->arena, ((size_t)per_class + 1) * TIME_ROOM, sizeof *new->chance);
    add_up_chances(new, per_class);
    return new;
}

static void list_waiting(struct expectation *e, int per_class)
{
    const struct campaign *c = e->campaign;
    int leads = c->n_segments * c->n_contacts * LEAD_KINDS;
    e->waiting = arena_new(&e->arena, (size_t)(leads + c->n_segments), sizeof *e->waiting);
    e->lead = arena_new(&e->arena, (size_t)leads, sizeof(struct waiting *));
    for (int s = 0; s < c->n_segments; s++) {
        if (e->segment[s] == NONE)
            continue;
        e->busy[s] = waiting_of(e, c->busy.length[s], per_class);
        for (int i = s * c->n_contacts * LEAD_KINDS; i < (s + 1) * c->n_contacts * LEAD_KINDS;
             i++)
            if (c->lead.of[i] != NULL)
                e->lead[i] = waiting_of(e, c->lead.of[i], per_class);
    }
}

/* ---- Tables ---- */

static size_t numbers(const struct expectation *e)
{
    return (size_t)e->n_states * N_TO_COME * TIME_ROOM;
}

void expectation_init(struct expectation *e, const struct campaign *c, uint64_t pilot)
{
    *e = (struct expectation){.campaign = c, .pilot = pilot};
    uint64_t present = population_segments(&c->scenario->population, c->n_segments);
    for (int s = 0; s < MAX_SEGMENTS; s++)
        e->segment[s] = present >> s & 1 ? e->n_segments++ : NONE;
    e->n_states = e->n_segments * STATE_STAGES * CLICK_CLASSES * HELD_CLASSES;
    divide_days(e, c->outreach_days, days_of_class(c));
    list_waiting(e, days_of_class(c));
    for (int i = 0; i < 3; i++) {
        struct expected_table *table = &e->table[i];
        table->planned = arena_new(&e->arena, numbers(e), sizeof *table->planned);
        table->due = arena_new(&e->arena, numbers(e), sizeof *table->due);
        table->start =
            arena_new(&e->arena, (size_t)e->n_segments * START_CLASSES, sizeof *table->start);
    }
}

void expectation_free(struct expectation *e)
{
    arena_free(&e->arena);
    memset(e, 0, sizeof *e);
}

/* ---- The pilot ---- */

static size_t states(const struct expectation *e)
{
    return (size_t)e->n_states * TIME_CLASSES;
}

static size_t starts(const struct expectation *e)
{
    return (size_t)e->n_segments * START_CLASSES;
}

void pilot_sums_init(struct pilot_sums *pilot, const struct expectation *e)
{
    *pilot = (struct pilot_sums){.expectation = e};
    for (int odd = 0; odd < 2; odd++) {
        pilot->planned[odd] = memory_new(states(e), sizeof(struct came_of));
        pilot->due[odd] = memory_new(states(e), sizeof(struct came_of));
        pilot->start[odd] = memory_new(starts(e), sizeof(struct came_of));
    }
}

void pilot_sums_free(struct pilot_sums *pilot)
{
    for (int odd = 0; odd < 2; odd++) {
        memory_free(pilot->planned[odd]);
        memory_free(pilot->due[odd]);
        memory_free(pilot->start[odd]);
    }
    memset(pilot, 0, sizeof *pilot);
}

static void merge(struct came_of *into, const struct came_of *from, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        into[i].n += from[i].n;
        into[i].joined += from[i].joined;
        into[i].contacts += from[i].contacts;
        into[i].cost += from[i].cost;
    }
}

void pilot_sums_merge(struct pilot_sums *into, const struct pilot_sums *from)
{
    for (int odd = 0; odd < 2; odd++) {
        merge(into->planned[odd], from->planned[odd], states(into->expectation));
        merge(into->due[odd], from->due[odd], states(into->expectation));
        merge(into->start[odd], from->start[odd], starts(into->expectation));
    }
}

/* ---- Fitting ---- */

/* Whose campaigns a table is fitted on. */
static bool is_of(int table, int odd)
{
    return table == OF_ALL || table == odd;
}

static void average(
    struct to_come *mean, const struct came_of *const of[2], int table, size_t at)
{
    struct came_of sum = {0};
    for (int odd = 0; odd < 2; odd++)
        if (is_of(table, odd))
            merge(&sum, &of[odd][at], 1);
    double n = sum.n > 0 ? (double)sum.n : 1.0;
    *mean = (struct to_come){
        {(double)sum.joined / n, (double)sum.contacts / n, (double)sum.cost / MICRO / n}};
}

/* Days near by tell something too, where few companies were in a state on just these: a class
 * of time counts whole, those d away for 1 / (32 d^2). */
static double weight(int apart)
{
    return apart == 0 ? 1.0 : 1.0 / (32.0 * apart * apart);
}

static void fit_state(
    float *to, const struct came_of *const of[2], int table, int state, int classes)
{
    struct came_of at[TIME_CLASSES] = {{0}};
    for (int time = 0; time < classes; time++)
        for (int odd = 0; odd < 2; odd++)
            if (is_of(table, odd))
                merge(&at[time], &of[odd][state * TIME_CLASSES + time], 1);
    for (int time = 0; time < classes; time++) {
        double n = 0.0, sum[N_TO_COME] = {0.0};
        for (int near = 0; near < classes; near++) {
            double w = weight(near - time);
            n += w * (double)at[near].n;
            sum[TO_COME_JOINING] += w * (double)at[near].joined;
            sum[TO_COME_CONTACTS] += w * (double)at[near].contacts;
            sum[TO_COME_COST] += w * (double)at[near].cost / MICRO;
        }
        for (int v = 0; v < N_TO_COME && n > 0.0; v++)
            to[v * TIME_ROOM + time] = (float)(sum[v] / n);
    }
}

static void add_part(struct to_come *into, double share, const struct to_come *more)
{
    for (int v = 0; v < N_TO_COME; v++)
        into->of[v] += share * more->of[v];
}

/* The expectation of the start of a company over what it draws: its click, one decider or two,
 * and, unless a list tells that, whether it is warm. */
static struct to_come average_start(
    const struct expectation *e, const struct expected_table *table, int segment, bool drawn)
{
    const struct campaign *c = e->campaign;
    const struct to_come *start = table->start + (size_t)e->segment[segment] * START_CLASSES;
    double two = (double)c->decision.two[segment] / CHANCE_ALWAYS;
    double warm = drawn ? (double)c->company.warm[segment] / CHANCE_ALWAYS : 0.0;
    struct to_come mean = {{0.0}};
    for (int class = 0; class < START_CLASSES; class ++)
        add_part(&mean,
            (class & START_TWO ? two : 1.0 - two) * (class & START_WARM ? warm : 1.0 - warm) /
                START_CLICKS,
            &start[class]);
    return mean;
}

static void average_starts(const struct expectation *e, struct expected_table *table)
{
    const struct company_tables *companies = &e->campaign->company;
    chance before = 0;
    table->all = (struct to_come){{0.0}};
    for (int s = 0; s < e->campaign->n_segments; s++) {
        chance here = companies->segment_at_most[s];
        for (int drawn = 0; drawn < 2 && e->segment[s] != NONE; drawn++)
            table->mean[s][drawn] = average_start(e, table, s, drawn);
        if (e->segment[s] != NONE && here > before)
            add_part(
                &table->all, (double)(here - before) / CHANCE_ALWAYS, &table->mean[s][true]);
        before = here;
    }
}

void expectation_fit(struct expectation *e, const struct pilot_sums *pilot)
{
    const struct came_of *const planned[2] = {pilot->planned[0], pilot->planned[1]};
    const struct came_of *const due[2] = {pilot->due[0], pilot->due[1]};
    const struct came_of *const start[2] = {pilot->start[0], pilot->start[1]};
    for (int i = 0; i < 3; i++) {
        struct expected_table *table = &e->table[i];
        for (int state = 0; state < e->n_states; state++) {
            size_t at = (size_t)state * N_TO_COME * TIME_ROOM;
            fit_state(table->planned + at, planned, i, state, e->classes);
            fit_state(table->due + at, due, i, state, e->classes);
        }
        for (size_t class = 0; class < starts(e); class ++)
            average(&table->start[class], start, i, class);
        average_starts(e, table);
    }
}
