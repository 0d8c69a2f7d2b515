/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expected_table.h"

#include <math.h>
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
    e->day = arena_new(&e->arena, (size_t)days + 1, sizeof *e->day);
    for (int day = 0; day <= days; day++) {
        int left = days - 1 - day; /* days after it */
        struct day *at = &e->day[day];
        at->class = (uint16_t)(left < 0 ? e->classes : e->classes - 1 - left / per_class);
        if (left <= 0)
            continue;
        at->after = (uint16_t)(e->classes - 1 - (left - 1) / per_class);
        at->classes = (uint16_t)(e->classes - at->after);
        at->left = (uint16_t)((left - 1) % per_class + 1);
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
        double before = 0.0;
        for (int class = 0; class < TIME_CLASSES; class ++) {
            double here = at_most(waiting->days, left + class * per_class);
            waiting->share[left][class] = (to_come){0.0f} + (float)(here - before);
            if (here > before && class >= waiting->classes)
                waiting->classes = class + 1;
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
    new->share = arena_new(&e->arena, (size_t)per_class + 1, sizeof *new->share);
    add_up_chances(new, per_class);
    return new;
}

static void list_waiting(struct expectation *e, int per_class)
{
    const struct campaign *c = e->campaign;
    int leads = c->n_segments * c->n_contacts * LEAD_KINDS;
    bool used[MAX_CONTACTS]; /* there may be lead times of others, which strategies share */
    campaign_contacts(c, used);
    e->waiting = arena_new(&e->arena, (size_t)(leads + c->n_segments), sizeof *e->waiting);
    for (int s = 0; s < c->n_segments; s++) {
        if (e->segment[s] == NONE)
            continue;
        e->busy[s] = waiting_of(e, c->busy.length[s], per_class);
        e->lead[s] = arena_new(&e->arena, (size_t)c->n_contacts, sizeof *e->lead[s]);
        for (int i = 0; i < c->n_contacts * LEAD_KINDS; i++) {
            const struct count_table *days =
                lead_time(&c->lead, s, i / LEAD_KINDS, i % LEAD_KINDS);
            if (used[i / LEAD_KINDS])
                e->lead[s][i / LEAD_KINDS][i % LEAD_KINDS] = waiting_of(e, days, per_class);
        }
    }
}

/* ---- Tables ---- */

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
        table->planned = arena_new(&e->arena, (size_t)e->n_states, sizeof *table->planned);
        table->due = arena_new(&e->arena, (size_t)e->n_states, sizeof *table->due);
        table->start = arena_new(&e->arena, (size_t)e->n_segments, sizeof *table->start);
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

/* The average of what came of companies, each counted `weight` times. */
struct averaging {
    double n, sum[TO_COME_ROOM];
};

static void weigh(struct averaging *a, double weight, const struct came_of *came)
{
    a->n += weight * (double)came->n;
    a->sum[TO_COME_JOINING] += weight * (double)came->joined;
    a->sum[TO_COME_CONTACTS] += weight * (double)came->contacts;
    a->sum[TO_COME_COST] += weight * (double)came->cost / MICRO;
}

static to_come average(const struct averaging *a)
{
    to_come mean = {0.0f};
    for (int v = 0; v < TO_COME_ROOM && a->n > 0.0; v++)
        mean[v] = (float)(a->sum[v] / a->n);
    return mean;
}

/* Of the campaigns that a table is fitted on. */
static struct came_of came_of(const struct came_of *const of[2], int table, size_t at)
{
    struct came_of sum = {0};
    for (int odd = 0; odd < 2; odd++)
        if (is_of(table, odd))
            merge(&sum, &of[odd][at], 1);
    return sum;
}

/* Days near by tell something too, where few companies were in a state on just these: a class
 * of time counts whole, those d away for 1 / (32 d^2). */
static double weight(int apart)
{
    return apart == 0 ? 1.0 : 1.0 / (32.0 * apart * apart);
}

static void fit_state(
    to_come *to, const struct came_of *const of[2], int table, int state, int classes)
{
    struct came_of at[TIME_CLASSES];
    for (int time = 0; time < classes; time++)
        at[time] = came_of(of, table, (size_t)(state * TIME_CLASSES + time));
    for (int time = 0; time < classes; time++) {
        struct averaging all = {0.0};
        for (int near = 0; near < classes; near++)
            if (at[near].n > 0)
                weigh(&all, weight(near - time), &at[near]);
        to[time] = average(&all);
    }
}

/* The expectation of the start of a company over what it draws: its click, one decider or two,
 * and, unless a list tells that, whether it is warm. */
static to_come average_start(
    const struct expectation *e, const struct expected_table *table, int segment, bool drawn)
{
    const struct campaign *c = e->campaign;
    double two = (double)c->decision.two[segment] / CHANCE_ALWAYS;
    double warm = drawn ? (double)c->company.warm[segment] / CHANCE_ALWAYS : 0.0;
    to_come mean = {0.0f};
    for (int class = 0; class < START_CLASSES; class ++) {
        double share = (class & START_TWO ? two : 1.0 - two) *
                       (class & START_WARM ? warm : 1.0 - warm) / START_CLICKS;
        mean += (float)share * table->start[e->segment[segment]][class];
    }
    return mean;
}

static void average_starts(const struct expectation *e, struct expected_table *table)
{
    const struct company_tables *companies = &e->campaign->company;
    chance before = 0;
    table->all = (to_come){0.0f};
    for (int s = 0; s < e->campaign->n_segments; s++) {
        chance here = companies->segment_at_most[s];
        for (int drawn = 0; drawn < 2 && e->segment[s] != NONE; drawn++)
            table->mean[s][drawn] = average_start(e, table, s, drawn);
        if (e->segment[s] != NONE && here > before)
            table->all +=
                (float)((double)(here - before) / CHANCE_ALWAYS) * table->mean[s][true];
        before = here;
    }
}

static void fit_start(const struct expectation *e, struct expected_table *table,
    const struct came_of *const of[2], int i)
{
    for (int s = 0; s < e->n_segments; s++)
        for (int class = 0; class < START_CLASSES; class ++) {
            struct came_of came = came_of(of, i, (size_t)(s * START_CLASSES + class));
            struct averaging all = {0.0};
            weigh(&all, 1.0, &came);
            table->start[s][class] = average(&all);
        }
    average_starts(e, table);
}

/* So small a part of what luck can be in a campaign (what is expected of one company, at the
 * start, times the root of their number) that rounding to it is no matter, and so large that a
 * sum over very many campaigns has room in 64 bits. */
static void find_units(struct expectation *e)
{
    enum { FINENESS = 30 };
    for (int v = 0; v <= TO_COME_COST; v++) {
        double most = 0.0;
        for (int s = 0; s < e->n_segments; s++)
            for (int class = 0; class < START_CLASSES; class ++)
                most = fmax(most, (double)e->table[OF_ALL].start[s][class][v]);
        /* Where nothing came of the pilot it may of later campaigns. */
        if (most == 0.0)
            most = 1.0;
        most *= sqrt(e->campaign->n_companies);
        e->unit[v] = ldexp(1.0, ilogb(most) - FINENESS);
    }
    e->unit[TO_COME_ROOM - 1] = 1.0; /* of the 1 beside the controls */
}

void expectation_fit(struct expectation *e, const struct pilot_sums *pilot)
{
    const struct came_of *const planned[2] = {pilot->planned[0], pilot->planned[1]};
    const struct came_of *const due[2] = {pilot->due[0], pilot->due[1]};
    const struct came_of *const start[2] = {pilot->start[0], pilot->start[1]};
    for (int i = 0; i < 3; i++) {
        struct expected_table *table = &e->table[i];
        for (int state = 0; state < e->n_states; state++) {
            fit_state(table->planned[state], planned, i, state, e->classes);
            fit_state(table->due[state], due, i, state, e->classes);
        }
        fit_start(e, table, start, i);
    }
    find_units(e);
}

/* ---- Bytes ---- */

void expectation_write(struct text *out, const struct expectation *e)
{
    size_t states = (size_t)e->n_states, segments = (size_t)e->n_segments;
    for (int i = 0; i < 3; i++) {
        const struct expected_table *table = &e->table[i];
        text_add(out, (const char *)table->planned, states * sizeof *table->planned);
        text_add(out, (const char *)table->due, states * sizeof *table->due);
        text_add(out, (const char *)table->start, segments * sizeof *table->start);
        text_add(out, (const char *)table->mean, sizeof table->mean);
        text_add(out, (const char *)&table->all, sizeof table->all);
    }
    text_add(out, (const char *)e->unit, sizeof e->unit);
}

bool expectation_read(struct bytes *in, struct expectation *e)
{
    size_t states = (size_t)e->n_states, segments = (size_t)e->n_segments;
    bool whole = true;
    for (int i = 0; i < 3 && whole; i++) {
        struct expected_table *table = &e->table[i];
        whole = bytes_take(in, table->planned, states, sizeof *table->planned) &&
                bytes_take(in, table->due, states, sizeof *table->due) &&
                bytes_take(in, table->start, segments, sizeof *table->start) &&
                bytes_take(in, table->mean, 1, sizeof table->mean) &&
                bytes_take(in, &table->all, 1, sizeof table->all);
    }
    return whole && bytes_take(in, e->unit, 1, sizeof e->unit);
}
