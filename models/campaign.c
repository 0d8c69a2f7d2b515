/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "campaign.h"

#include <math.h>
#include <string.h>

static void contact_moments(struct campaign *c, const struct catalogue *catalogue)
{
    for (int i = 0; i < catalogue->n; i++) {
        const struct contact *contact = &catalogue->contact[i];
        const struct mode *mode = &catalogue->mode[contact->mode];
        const struct toll *toll = &c->team.toll[i];
        c->moment[i] = (struct moment){
            .reschedule = chance_of(contact->reschedule),
            .hours = toll->own.hours,
            .charged = toll->all.hours,
            .cost = toll->all.cost,
            .appointment = mode->appointment,
            .waits = mode->waits && c->team.limited,
            .trust = mode->trust && i != catalogue->talk,
            .participation = contact->participation,
            .funded = !c->scenario->funding.to_company &&
                      (c->scenario->funding.modes >> contact->mode & 1ul),
            .dated = contact->occasion.given,
        };
    }
}

/* Company j in approach order is approached on day floor(7 j / intake_per_week). */
static void approach_days(struct campaign *c, struct arena *arena)
{
    c->approach_day = arena_new(arena, (size_t)c->n_companies, sizeof(int));
    c->n_approached = 0;
    for (int j = 0; j < c->n_companies; j++) {
        /* A hair is added so that 7 j / intake, when whole, is not floored to the day before.
         */
        double day = floor(DAYS_PER_WEEK * (double)j / c->strategy->intake_per_week + 1e-9);
        if (day >= c->outreach_days)
            return;
        c->approach_day[c->n_approached++] = (int)day;
    }
}

/* Aids are the whole strategy's, though segments may use different ones: each is paid for once.
 */
static struct id_list all_aids(const struct campaign *c, struct arena *arena)
{
    int *id = arena_new(arena, MAX_AIDS, sizeof *id), n = 0;
    for (int aid = 0; aid < c->scenario->n_aids; aid++) {
        bool used = false;
        for (int s = 0; s < c->n_segments; s++) {
            const struct id_list *aids = &c->strategy->at[s].aids;
            for (int i = 0; i < aids->n; i++)
                used = used || aids->id[i] == aid;
        }
        if (used)
            id[n++] = aid;
    }
    return (struct id_list){n, id};
}

static void action_aids(const struct campaign *c, double sum[MAX_SEGMENTS])
{
    for (int s = 0; s < c->n_segments; s++) {
        const struct id_list *aids = &c->strategy->at[s].aids;
        sum[s] = 0.0;
        for (int i = 0; i < aids->n; i++)
            sum[s] += c->scenario->aid[aids->id[i]].effect[ACTION];
    }
}

static int most_contacts_before(const struct population *population)
{
    int most = 0;
    for (int i = 0; i < population->n && population->list != NULL; i++)
        if (population->list[i].contacts_before > most)
            most = population->list[i].contacts_before;
    return most;
}

/* At most one contact is held a day, and no more than the cocktails allow. */
static int most_contacts(const struct campaign *c)
{
    int most = 0;
    for (int s = 0; s < c->n_segments; s++) {
        int max = c->strategy->at[s].max_contacts;
        if (max == 0 || max > c->outreach_days)
            max = c->outreach_days;
        most = max > most ? max : most;
    }
    return most + most_contacts_before(&c->scenario->population);
}

static void mark_used(const struct id_list *list, bool *used)
{
    for (int i = 0; i < list->n; i++)
        used[list->id[i]] = true;
}

/* Contact moments that a company of any segment can have. */
static void contacts_used(const struct campaign *c, bool used[MAX_CONTACTS])
{
    memset(used, 0, MAX_CONTACTS * sizeof *used);
    used[c->scenario->catalogue.talk] = true;
    for (int s = 0; s < c->n_segments; s++) {
        const struct cocktail *cocktail = &c->strategy->at[s];
        for (int stage = 0; stage < N_RESPONSES; stage++)
            mark_used(&cocktail->stage[stage], used);
        mark_used(&cocktail->sequence, used);
        mark_used(&cocktail->care, used);
    }
}

/* ---- Tables that campaigns can share ---- */

/* With `open` one thread makes them, as far as it asks for them. */

static void make_leads(struct campaign *c, struct arena *arena, bool open)
{
    const struct scenario *s = c->scenario;
    bool used[MAX_CONTACTS];
    contacts_used(c, used);
    lead_times_init(&c->lead, arena, &s->catalogue, used, c->n_segments,
        &s->decision.owner_lead_factor, &s->decision.handover_factor, c->days, open);
}

static void make_busy(struct campaign *c, struct arena *arena, bool open)
{
    busy_tables_init(
        &c->busy, arena, &c->scenario->busy, c->n_segments, c->outreach_days, open);
}

static void make_peers(struct campaign *c, struct arena *arena, bool open)
{
    peers_tables_init(
        &c->peers, arena, &c->scenario->peers, c->n_companies, c->n_segments, open);
}

static void make_response(struct campaign *c, struct arena *arena, bool open)
{
    const struct scenario *s = c->scenario;
    struct response_context context = {
        .aids = s->aid,
        .cocktail = c->strategy->at,
        .customer = &s->peers.customer,
        .employee = &s->decision.employee,
    };
    (void)open;
    response_tables_init(&c->response, arena, &s->response, &s->catalogue, c->n_segments,
        c->outreach_days, context);
}

static void make_choice(struct campaign *c, struct arena *arena, bool open)
{
    const struct scenario *s = c->scenario;
    double aids[MAX_SEGMENTS];
    (void)open;
    action_aids(c, aids);
    choice_tables_init(
        &c->choice, arena, &s->choice, &s->packages, &s->funding, &s->axes, aids, c->max_held);
}

static void make_discount(struct campaign *c, struct arena *arena, bool open)
{
    const struct scenario *s = c->scenario;
    retention_discount_init(&c->retention, arena, s->campaign.discount_rate,
        c->days + DAYS_PER_YEAR * s->retention.value_years, open);
}

static bool same_lead_times(const struct campaign *a, const struct campaign *b)
{
    const struct contact *x = a->scenario->catalogue.contact,
                         *y = b->scenario->catalogue.contact;
    int i = 0;
    while (i < a->n_contacts && x[i].lead_days == y[i].lead_days &&
           x[i].lead_shape == y[i].lead_shape)
        i++;
    return i == a->n_contacts;
}

/* Whether cocktails agree in what tables depend on. */
static bool same_cocktails(const struct campaign *a, const struct campaign *b)
{
    bool same = a->max_held == b->max_held;
    for (int s = 0; s < a->n_segments && same; s++) {
        const struct id_list *x = &a->strategy->at[s].aids, *y = &b->strategy->at[s].aids;
        same = x->n == y->n &&
               (x->n == 0 || memcmp(x->id, y->id, (size_t)x->n * sizeof *x->id) == 0);
    }
    return same;
}

/* Parts of a struct. */
struct part {
    size_t at, size;
};
#define PART(structure, field)                                                                 \
    {                                                                                          \
        offsetof(struct structure, field), sizeof(((struct structure *)NULL)->field)           \
    }
#define OF(field) PART(scenario, field)

/* Tables of a campaign, and what they are made of. */
static const struct shared {
    void (*make)(struct campaign *c, struct arena *arena, bool open);
    bool (*alike)(const struct campaign *a, const struct campaign *b); /* too; may be NULL */
    struct part table, from[5];
} tables[] = {
    {make_leads, same_lead_times, PART(campaign, lead),
        {OF(decision.owner_lead_factor), OF(decision.handover_factor)}},
    {make_busy, NULL, PART(campaign, busy), {OF(busy)}},
    {make_peers, NULL, PART(campaign, peers), {OF(peers)}},
    {make_response, same_cocktails, PART(campaign, response),
        {OF(response), OF(catalogue), OF(aid), OF(peers.customer), OF(decision.employee)}},
    {make_choice, same_cocktails, PART(campaign, choice),
        {OF(choice), OF(packages), OF(funding), OF(aid)}},
    {make_discount, NULL, PART(campaign, retention),
        {OF(campaign.discount_rate), OF(retention.value_years)}},
};

static bool can_share(
    const struct shared *table, const struct campaign *a, const struct campaign *b)
{
    bool same = b != NULL && a->days == b->days && a->outreach_days == b->outreach_days &&
                a->n_companies == b->n_companies &&
                (table->alike == NULL || table->alike(a, b));
    for (int i = 0; i < 5 && same && a->scenario != b->scenario; i++)
        same = memcmp((const char *)a->scenario + table->from[i].at,
                   (const char *)b->scenario + table->from[i].at, table->from[i].size) == 0;
    return same;
}

/* Takes the tables of another campaign where that can be, and makes the others. Those at the
 * means come first: they have the lead times of just the strategy's own contact moments, where
 * those of a draw, which a sibling may have made, have all. */
static void make_shared(struct campaign *c, struct arena *arena, bool open,
    const struct campaign *means, const struct campaign *sibling)
{
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        const struct shared *table = &tables[i];
        const struct campaign *other = can_share(table, c, means)     ? means
                                       : can_share(table, c, sibling) ? sibling
                                                                      : NULL;
        if (other != NULL)
            memcpy((char *)c + table->table.at, (const char *)other + table->table.at,
                table->table.size);
        else
            table->make(c, arena, open);
    }
}

static void keeping_tables(struct campaign *c)
{
    const struct scenario *s = c->scenario;
    double cost[MAX_CONTACTS];
    bool participation[MAX_CONTACTS];
    for (int i = 0; i < c->n_contacts; i++) {
        cost[i] = (double)c->team.toll[i].all.cost / MICRO;
        participation[i] = s->catalogue.contact[i].participation;
    }
    retention_tables_init(&c->retention, &s->retention, &s->packages, c->strategy->at,
        c->n_segments, cost, participation);
}

static bool is_coupled(const struct campaign *c)
{
    return c->team.limited || c->team.bounded || !c->peers.none || c->agenda.n > 1;
}

/* Everything else that depends on numbers which can be drawn. */
static void make_own(struct campaign *c, struct arena *arena)
{
    const struct scenario *s = c->scenario;
    for (int i = 0; i < c->n_segments; i++)
        order_tables_init(&c->order[i], arena, &c->strategy->at[i], s->catalogue.talk);
    company_tables_init(&c->company, &s->population, c->n_segments);
    decision_tables_init(&c->decision, &s->decision, &s->catalogue, c->n_segments);
    team_tables_init(&c->team, &s->team, &s->catalogue, s->aid, all_aids(c, arena),
        s->campaign.horizon_days, s->campaign.budget_eur);
    contact_moments(c, &s->catalogue);
    keeping_tables(c);
    approach_days(c, arena);
    c->coupled = is_coupled(c);
}

void campaign_init(struct campaign *c, struct arena *arena, const struct scenario *scenario,
    int strategy, uint64_t seed)
{
    memset(c, 0, sizeof *c);
    c->scenario = scenario;
    c->strategy = &scenario->strategy[strategy];
    c->seed = seed;
    c->n_companies = scenario->population.n;
    c->n_segments = axes_segments(&scenario->axes);
    c->n_contacts = scenario->catalogue.n;
    c->outreach_days = scenario->campaign.outreach_days;
    c->days = scenario->campaign.horizon_days;
    c->weeks = c->days / DAYS_PER_WEEK + 1;
    c->max_held = most_contacts(c);

    cells_init(&c->cells, &scenario->axes,
        population_segments(&scenario->population, c->n_segments), arena);
    struct calendar calendar;
    calendar_init(
        &calendar, arena, c->days, scenario->campaign.closed, scenario->campaign.n_closed);
    agenda_init(&c->agenda, arena, &scenario->catalogue, &calendar, c->days);
    make_shared(c, arena, false, NULL, NULL);
    make_own(c, arena);
}

void campaign_redraw(struct campaign *c, struct arena *arena, const struct scenario *scenario,
    int strategy, const struct campaign *means, const struct campaign *sibling)
{
    if (c->scenario == NULL)
        *c = *means;
    c->scenario = scenario;
    c->strategy = &scenario->strategy[strategy];
    make_shared(c, arena, true, means, sibling);
    make_own(c, arena);
}

void campaign_init_total(struct campaign *total, struct arena *arena,
    const struct scenario *scenario, const struct campaign *const *hubs, int n)
{
    static const struct strategy all = {
        .id = "all", .label = {"Alle hubs samen", "All hubs together"}};
    memset(total, 0, sizeof *total);
    total->scenario = scenario;
    total->strategy = &all;
    total->n_segments = axes_segments(&scenario->axes);
    uint64_t segments = 0;
    for (int i = 0; i < n; i++) {
        segments |= hubs[i]->cells.segments[0];
        total->n_companies += hubs[i]->n_companies;
        if (hubs[i]->outreach_days > total->outreach_days)
            total->outreach_days = hubs[i]->outreach_days;
        if (hubs[i]->days > total->days)
            total->days = hubs[i]->days;
        if (hubs[i]->max_held > total->max_held)
            total->max_held = hubs[i]->max_held;
    }
    cells_init(&total->cells, &scenario->axes, segments, arena);
}
