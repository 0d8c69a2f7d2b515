/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expected_table.h"

#include <math.h>
#include <string.h>

/* ---- Days ---- */

/* More of them where little time is left: there what is to come changes most. */
static void set_knots(struct expectation *e, int days)
{
    static const double at[KNOTS] = {0.0, 0.1, 0.35, 1.0};
    for (int k = 0; k < KNOTS; k++) {
        int left = (int)ceil(at[k] * days), before = k > 0 ? e->knot[k - 1] : 0;
        e->knot[k] = left > before ? left : before + 1;
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

/* The knots expected on a day from which `left` days are left once some have been waited.
 * summed[x]: the expectation of max(0, x - N), N being the days waited; what lies between two
 * knots is a difference of such. */
static knots knots_expected(const struct expectation *e, const double *summed, int left)
{
    double passed[KNOTS + 1] = {0.0}; /* the share of each stretch before a knot that is left */
    if (left > 0)
        passed[0] = summed[left] - summed[left - 1];
    for (int k = 1; k < KNOTS; k++) {
        int low = left - e->knot[k - 1], high = left - e->knot[k];
        passed[k] = (summed[low > 0 ? low : 0] - summed[high > 0 ? high : 0]) / (low - high);
    }
    knots all = {0.0f};
    for (int k = 0; k < KNOTS; k++)
        all[k] = (float)(passed[k] - passed[k + 1]);
    return all;
}

/* The knots expected of each day, so many days being waited from it; NULL: none. */
static knots_by_day knots_after(struct expectation *e, const struct count_table *waited)
{
    int days = e->campaign->outreach_days;
    knots *after = arena_new(&e->arena, (size_t)days + 1, sizeof *after);
    double *summed = memory_new((size_t)days + 1, sizeof *summed);
    for (int x = 0; x < days; x++)
        summed[x + 1] = summed[x] + (waited != NULL ? at_most(waited, x) : 1.0);
    for (int day = 0; day <= days; day++)
        after[day] = knots_expected(e, summed, days - day);
    memory_free(summed);
    return after;
}

/* The same; made once for each table of days. */
static knots_by_day knots_after_waiting(struct expectation *e, const struct count_table *days)
{
    for (int i = 0; i < e->n_waiting; i++)
        if (e->waiting[i].days == days)
            return e->waiting[i].after;
    struct waiting *new = &e->waiting[e->n_waiting++];
    *new = (struct waiting){days, knots_after(e, days)};
    return new->after;
}

static void list_waiting(struct expectation *e)
{
    const struct campaign *c = e->campaign;
    int leads = c->n_segments * c->n_contacts * LEAD_KINDS;
    bool used[MAX_CONTACTS]; /* there may be lead times of others, which strategies share */
    campaign_contacts(c, used);
    e->waiting = arena_new(&e->arena, (size_t)(leads + c->n_segments), sizeof *e->waiting);
    for (int s = 0; s < c->n_segments; s++) {
        if (e->segment[s] == NONE)
            continue;
        e->busy[s] = knots_after_waiting(e, c->busy.length[s]);
        e->lead[s] = arena_new(&e->arena, (size_t)c->n_contacts, sizeof *e->lead[s]);
        for (int i = 0; i < c->n_contacts * LEAD_KINDS; i++) {
            const struct count_table *days =
                lead_time(&c->lead, s, i / LEAD_KINDS, i % LEAD_KINDS);
            if (used[i / LEAD_KINDS])
                e->lead[s][i / LEAD_KINDS].after[i % LEAD_KINDS] = knots_after_waiting(e, days);
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
    set_knots(e, c->outreach_days);
    e->on = knots_after(e, NULL);
    list_waiting(e);
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

/* The average of what came of companies. */
struct averaging {
    double n, sum[TO_COME_ROOM];
};

static void weigh(struct averaging *a, const struct came_of *came)
{
    a->n += (double)came->n;
    a->sum[TO_COME_JOINING] += (double)came->joined;
    a->sum[TO_COME_CONTACTS] += (double)came->contacts;
    a->sum[TO_COME_COST] += (double)came->cost / MICRO;
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

/* The knots in the middle of a class of days. */
static knots knots_of_class(const struct expectation *e, int time)
{
    int days = e->campaign->outreach_days;
    int first = (time * days + TIME_CLASSES - 1) / TIME_CLASSES,
        last = ((time + 1) * days - 1) / TIME_CLASSES;
    return e->on[(first + last) / 2];
}

/* Least squares over the companies that were in a state: what came of them, by the knots of
 * their days. Only those side by side count on one day. */
struct by_knots {
    double own[KNOTS], next[KNOTS - 1], sum[TO_COME_ROOM][KNOTS];
};

static void add_class(struct by_knots *fit, knots on, const struct came_of *came)
{
    struct averaging of = {0.0};
    weigh(&of, came);
    for (int k = 0; k < KNOTS; k++) {
        fit->own[k] += of.n * (double)on[k] * (double)on[k];
        for (int v = 0; v < TO_COME_ROOM; v++)
            fit->sum[v][k] += (double)on[k] * of.sum[v];
    }
    for (int k = 0; k + 1 < KNOTS; k++)
        fit->next[k] += of.n * (double)on[k] * (double)on[k + 1];
}

/* Knots side by side are held to be alike, as one company would tell: so those too of which
 * the pilot tells nothing are something. */
static void tie_knots(struct by_knots *fit)
{
    for (int k = 0; k + 1 < KNOTS; k++) {
        fit->own[k] += 1.0;
        fit->own[k + 1] += 1.0;
        fit->next[k] -= 1.0;
    }
}

/* By elimination, knot after knot; as all that is taken off is less than what it is taken off
 * from, no pivot is 0. */
static void solve(struct to_come_line *to, const struct by_knots *fit)
{
    double pivot[KNOTS], share[KNOTS - 1];
    pivot[0] = fit->own[0];
    for (int k = 0; k + 1 < KNOTS; k++) {
        share[k] = fit->next[k] / pivot[k];
        pivot[k + 1] = fit->own[k + 1] - fit->next[k] * share[k];
    }
    for (int v = 0; v <= TO_COME_COST; v++) {
        double left[KNOTS], x = 0.0;
        left[0] = fit->sum[v][0];
        for (int k = 0; k + 1 < KNOTS; k++)
            left[k + 1] = fit->sum[v][k + 1] - share[k] * left[k];
        for (int k = KNOTS - 1; k >= 0; k--) {
            x = left[k] / pivot[k] - (k + 1 < KNOTS ? share[k] * x : 0.0);
            to->at[k][v] = (float)x;
        }
    }
}

static void fit_state(const struct expectation *e, struct to_come_line *to,
    const struct came_of *const of[2], int table, int state)
{
    struct by_knots fit = {0};
    int64_t n = 0;
    for (int time = 0; time < TIME_CLASSES; time++) {
        struct came_of came = came_of(of, table, (size_t)(state * TIME_CLASSES + time));
        n += came.n;
        if (came.n > 0)
            add_class(&fit, knots_of_class(e, time), &came);
    }
    if (n == 0)
        return;
    tie_knots(&fit);
    solve(to, &fit);
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
            weigh(&all, &came);
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
            fit_state(e, &table->planned[state], planned, i, state);
            fit_state(e, &table->due[state], due, i, state);
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
