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
            .hours = toll->hours,
            .charged = toll->charged,
            .cost = toll->cost,
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
static void tabulate_approaches(struct campaign *c, struct arena *arena)
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

/* ---- Tables, or those of another campaign ---- */

/* Campaigns that tables are taken from where they are made of the same numbers, NULL: none. A
 * campaign that is drawn is one thread's, so that its tables of counts can stay open. */
struct others {
    bool drawn;
    const struct campaign *campaign[2];
};

static bool same(const void *a, const void *b, size_t size)
{
    return a == b || size == 0 || memcmp(a, b, size) == 0;
}
#define SAME(field) same(&a->scenario->field, &b->scenario->field, sizeof a->scenario->field)

/* The one that has the same of what `alike` compares; NULL: none. */
static const struct campaign *other_like(const struct campaign *c, const struct others *others,
    bool (*alike)(const struct campaign *, const struct campaign *))
{
    for (int i = 0; i < 2; i++)
        if (others->campaign[i] != NULL && alike(c, others->campaign[i]))
            return others->campaign[i];
    return NULL;
}

static bool same_orders(const struct campaign *a, const struct campaign *b)
{
    for (int s = 0; s < a->n_segments; s++) {
        const struct cocktail *x = &a->strategy->at[s], *y = &b->strategy->at[s];
        if (x->random != y->random || x->flat != y->flat || x->sequence.id != y->sequence.id)
            return false;
        for (int stage = 0; stage < N_RESPONSES; stage++)
            if (x->stage[stage].id != y->stage[stage].id ||
                !same(x->weight[stage], y->weight[stage],
                    (size_t)x->stage[stage].n * sizeof(double)))
                return false;
    }
    return true;
}

static void order_tables(struct campaign *c, struct arena *arena, const struct others *others)
{
    const struct campaign *other = other_like(c, others, same_orders);
    for (int s = 0; s < c->n_segments && other != NULL; s++)
        c->order[s] = other->order[s];
    for (int s = 0; s < c->n_segments && other == NULL; s++)
        order_tables_init(
            &c->order[s], arena, &c->strategy->at[s], c->scenario->catalogue.talk);
}

static bool same_leads(const struct campaign *a, const struct campaign *b)
{
    bool alike = a->days == b->days && SAME(decision.owner_lead_factor) &&
                 SAME(decision.handover_factor);
    for (int i = 0; i < a->n_contacts && alike; i++)
        alike = SAME(catalogue.contact[i].lead_days) && SAME(catalogue.contact[i].lead_shape);
    return alike;
}

static void lead_tables(struct campaign *c, struct arena *arena, const struct others *others)
{
    const struct scenario *s = c->scenario;
    const struct campaign *other = other_like(c, others, same_leads);
    bool used[MAX_CONTACTS];
    contacts_used(c, used);
    if (other != NULL)
        c->lead = other->lead;
    else
        lead_times_init(&c->lead, arena, &s->catalogue, used, c->n_segments,
            &s->decision.owner_lead_factor, &s->decision.handover_factor, c->days,
            others->drawn);
}

static bool same_busy(const struct campaign *a, const struct campaign *b)
{
    return a->outreach_days == b->outreach_days && SAME(busy);
}

static void busy_tables(struct campaign *c, struct arena *arena, const struct others *others)
{
    const struct campaign *other = other_like(c, others, same_busy);
    if (other != NULL)
        c->busy = other->busy;
    else
        busy_tables_init(&c->busy, arena, &c->scenario->busy, c->n_segments, c->outreach_days,
            others->drawn);
}

static bool same_peers(const struct campaign *a, const struct campaign *b)
{
    return a->n_companies == b->n_companies && SAME(peers);
}

static void peers_tables(struct campaign *c, struct arena *arena, const struct others *others)
{
    const struct campaign *other = other_like(c, others, same_peers);
    if (other != NULL)
        c->peers = other->peers;
    else
        peers_tables_init(&c->peers, arena, &c->scenario->peers, c->n_companies, c->n_segments,
            others->drawn);
}

static bool same_aids(const struct campaign *a, const struct campaign *b)
{
    for (int s = 0; s < a->n_segments; s++) {
        const struct id_list *x = &a->strategy->at[s].aids, *y = &b->strategy->at[s].aids;
        if (x->n != y->n || !same(x->id, y->id, (size_t)x->n * sizeof *x->id))
            return false;
    }
    return SAME(aid);
}

static bool same_response(const struct campaign *a, const struct campaign *b)
{
    return a->outreach_days == b->outreach_days && SAME(response) && SAME(catalogue) &&
           SAME(peers.customer) && SAME(decision.employee) && same_aids(a, b);
}

static void response_tables(
    struct campaign *c, struct arena *arena, const struct others *others)
{
    const struct scenario *s = c->scenario;
    const struct campaign *other = other_like(c, others, same_response);
    struct response_context context = {
        .aids = s->aid,
        .cocktail = c->strategy->at,
        .customer = &s->peers.customer,
        .employee = &s->decision.employee,
    };
    if (other != NULL)
        c->response = other->response;
    else
        response_tables_init(&c->response, arena, &s->response, &s->catalogue, c->n_segments,
            c->outreach_days, context);
}

static bool same_choice(const struct campaign *a, const struct campaign *b)
{
    return a->max_held == b->max_held && SAME(choice) && SAME(packages) && SAME(funding) &&
           same_aids(a, b);
}

static void choice_tables(struct campaign *c, struct arena *arena, const struct others *others)
{
    const struct scenario *s = c->scenario;
    const struct campaign *other = other_like(c, others, same_choice);
    double aids[MAX_SEGMENTS];
    action_aids(c, aids);
    if (other != NULL)
        c->choice = other->choice;
    else
        choice_tables_init(&c->choice, arena, &s->choice, &s->packages, &s->funding, &s->axes,
            aids, c->max_held);
}

static bool same_discount(const struct campaign *a, const struct campaign *b)
{
    return a->days == b->days && SAME(campaign.discount_rate) && SAME(retention.value_years);
}

static void keeping_tables(struct campaign *c, struct arena *arena, const struct others *others)
{
    const struct scenario *s = c->scenario;
    const struct campaign *other = other_like(c, others, same_discount);
    double cost[MAX_CONTACTS];
    bool participation[MAX_CONTACTS];
    for (int i = 0; i < c->n_contacts; i++) {
        cost[i] = (double)c->team.toll[i].cost / MICRO;
        participation[i] = s->catalogue.contact[i].participation;
    }
    if (other != NULL)
        c->retention = other->retention;
    else
        retention_discount_init(&c->retention, arena, s->campaign.discount_rate,
            c->days + DAYS_PER_YEAR * s->retention.value_years, others->drawn);
    retention_tables_init(&c->retention, &s->retention, &s->packages, c->strategy->at,
        c->n_segments, cost, participation);
}

static bool same_approaches(const struct campaign *a, const struct campaign *b)
{
    return a->n_companies == b->n_companies && a->outreach_days == b->outreach_days &&
           a->strategy->intake_per_week == b->strategy->intake_per_week;
}

static void approach_days(struct campaign *c, struct arena *arena, const struct others *others)
{
    const struct campaign *other = other_like(c, others, same_approaches);
    if (other == NULL) {
        tabulate_approaches(c, arena);
        return;
    }
    c->n_approached = other->n_approached;
    c->approach_day = other->approach_day;
}

static bool is_coupled(const struct campaign *c)
{
    return c->team.limited || c->team.bounded || !c->peers.none || c->agenda.n > 1;
}

/* Everything that depends on numbers which can be drawn. */
static void tabulate(struct campaign *c, struct arena *arena, const struct others *others)
{
    const struct scenario *s = c->scenario;
    order_tables(c, arena, others);
    lead_tables(c, arena, others);
    company_tables_init(&c->company, &s->population, c->n_segments);
    decision_tables_init(&c->decision, &s->decision, &s->catalogue, c->n_segments);
    busy_tables(c, arena, others);
    peers_tables(c, arena, others);
    response_tables(c, arena, others);
    choice_tables(c, arena, others);
    team_tables_init(&c->team, &s->team, &s->catalogue, s->aid, all_aids(c, arena),
        s->campaign.horizon_days, s->campaign.budget_eur);
    contact_moments(c, &s->catalogue);
    keeping_tables(c, arena, others);
    approach_days(c, arena, others);
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
    tabulate(c, arena, &(struct others){0});
}

void campaign_redraw(struct campaign *c, struct arena *arena, const struct scenario *scenario,
    const struct campaign *means, const struct campaign *sibling)
{
    if (c->scenario == NULL)
        *c = *means;
    c->scenario = scenario;
    c->strategy = &scenario->strategy[means->strategy - means->scenario->strategy];
    tabulate(c, arena, &(struct others){true, {means, sibling}});
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
