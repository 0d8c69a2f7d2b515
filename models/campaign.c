/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "abreast_tables.h"

#include <math.h>
#include <string.h>

/* Contact moment `i` with companies of a segment. */
static struct moment moment_of(const struct campaign *c, int segment, int i)
{
    const struct catalogue *catalogue = &c->scenario->catalogue;
    const struct contact *contact = &catalogue->contact[i];
    const struct mode *mode = &catalogue->mode[contact->mode];
    const struct funding *funding = &c->scenario->funding;
    const struct toll *toll = &c->team.toll[i];
    chance no_show = chance_of(contact->no_show.at[segment]);
    bool funded = !funding->to_company && (funding->modes >> contact->mode & 1ul);
    struct moment moment = {
        .reschedule = chance_of(contact->reschedule),
        .no_show = no_show,
        .reach = chance_of(mode->reach.at[segment]),
        .hours = toll->own.hours,
        .most_used = mode->waits && c->team.limited ? team_most_used(&c->team, toll->own.hours)
                                                    : ANY_USED,
        .charged = toll->all.hours,
        .cost = toll->all.cost,
        .fundable = funded ? toll->all.cost : 0,
        .appointment = mode->appointment,
        .trust = mode->trust && i != catalogue->talk,
        .participation = contact->participation,
        .funded = funded,
        .settles =
            !contact->occasion.given && !c->team.bounded && (no_show == 0 || !c->team.limited),
    };
    for (int kind = 0; kind < LEAD_KINDS; kind++)
        moment.lead[kind] = lead_time(&c->lead, segment, i, kind);
    for (int stage = 0; stage < N_RESPONSES; stage++)
        moment.against[stage] = c->response.contact[stage][segment * c->n_contacts + i];
    return moment;
}

static void mark_used(const struct id_list *list, bool *used)
{
    for (int i = 0; i < list->n; i++)
        used[list->id[i]] = true;
}

void campaign_mark_contacts(
    const struct campaign *c, const struct strategy *strategy, bool used[MAX_CONTACTS])
{
    used[c->scenario->catalogue.talk] = true;
    for (int i = 0; i < c->n_contacts; i++)
        used[i] = used[i] || c->scenario->logged.contact[i];
    for (int s = 0; s < c->n_segments; s++) {
        const struct cocktail *cocktail = &strategy->at[s];
        for (int stage = 0; stage < N_RESPONSES; stage++)
            mark_used(&cocktail->stage[stage], used);
        mark_used(&cocktail->sequence, used);
        mark_used(&cocktail->care, used);
    }
}

void campaign_contacts(const struct campaign *c, bool used[MAX_CONTACTS])
{
    memset(used, 0, MAX_CONTACTS * sizeof *used);
    campaign_mark_contacts(c, c->strategy, used);
}

/* The contact moments that companies of the segments that there are can have. */
static void cohorts(struct campaign *c, struct arena *arena)
{
    uint64_t present = population_segments(&c->scenario->population, c->n_segments);
    bool used[MAX_CONTACTS];
    campaign_contacts(c, used);
    for (int s = 0; s < c->n_segments; s++) {
        struct cohort *cohort = arena_new(arena, 1, sizeof *cohort);
        struct moment *moment = arena_new(arena, (size_t)c->n_contacts, sizeof *moment);
        for (int i = 0; i < c->n_contacts && (present >> s & 1) != 0; i++)
            if (used[i])
                moment[i] = moment_of(c, s, i);
        cohort->moment = moment;
        order_tables_init(
            &cohort->order, arena, &c->strategy->at[s], c->scenario->catalogue.talk);
        cohort->response = response_factors_of(&c->response, s);
        cohort->steering = chance_of(c->strategy->at[s].steering);
        cohort->begun = c->busy.begun[s];
        c->cohort[s] = cohort;
    }
}

/* Which of what few contact moments have, those of the strategy do. */
static void note_kinds(struct campaign *c)
{
    const struct catalogue *catalogue = &c->scenario->catalogue;
    bool used[MAX_CONTACTS];
    campaign_contacts(c, used);
    for (int i = 0; i < c->n_contacts; i++) {
        const struct contact *contact = &catalogue->contact[i];
        const struct by_segment *reach = &catalogue->mode[contact->mode].reach;
        for (int s = 0; s < c->n_segments && used[i]; s++) {
            c->has_reach = c->has_reach || chance_of(reach->at[s]) != CHANCE_ALWAYS;
            c->has_no_show = c->has_no_show || chance_of(contact->no_show.at[s]) != 0;
        }
    }
}

/* The largest unit of which both are multiples, but no less than the least. */
static micro common_unit(micro a, micro b)
{
    while (b > 0) {
        micro rest = a % b;
        a = b;
        b = rest;
    }
    return a < LEAST_HOURS_UNIT ? LEAST_HOURS_UNIT : a;
}

static micro unit_of_hours(const struct campaign *c)
{
    micro unit = 0;
    for (int i = 0; i < c->n_contacts; i++) {
        unit = common_unit(c->team.toll[i].own.hours, unit);
        if (contact_may_be_no_show(&c->scenario->catalogue.contact[i], &c->scenario->axes))
            unit = common_unit(c->team.toll[i].no_show.hours, unit);
    }
    return common_unit(unit, 0);
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

double campaign_aids(const struct campaign *c, int segment, enum stage stage)
{
    const struct id_list *aids = &c->strategy->at[segment].aids;
    double sum = 0.0;
    for (int i = 0; i < aids->n; i++)
        sum += c->scenario->aid[aids->id[i]].effect[stage];
    return sum;
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
    return most + most_contacts_before(&c->scenario->population) +
           c->scenario->logged.most_held;
}

/* ---- Tables that campaigns can share ---- */

/* Of what responses are made of. */
static bool same_contacts(const struct campaign *a, const struct campaign *b)
{
    const struct catalogue *x = &a->scenario->catalogue, *y = &b->scenario->catalogue;
    bool same = true;
    for (int i = 0; i < a->n_contacts && same; i++) {
        const struct contact *p = &x->contact[i], *q = &y->contact[i];
        same = p->strength == q->strength && p->company_hours == q->company_hours &&
               memcmp(p->effect, q->effect, sizeof p->effect) == 0 &&
               memcmp(x->mode[p->mode].effect, y->mode[q->mode].effect,
                   sizeof x->mode->effect) == 0;
    }
    return same;
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

static bool same_responses(const struct campaign *a, const struct campaign *b)
{
    return same_cocktails(a, b) && same_contacts(a, b);
}

static bool same_companies(const struct campaign *a, const struct campaign *b)
{
    return a->n_companies == b->n_companies;
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

/* Tables of a campaign, and what they are made of. With `open` one thread makes them, as far as
 * it asks for them. */
static const struct shared {
    void (*make)(struct campaign *c, struct arena *arena, bool open);
    bool (*alike)(const struct campaign *a, const struct campaign *b); /* too; may be NULL */
    struct part table, from[5];
} tables[] = {
    {lead_times_init, same_lead_times, PART(campaign, lead),
        {OF(decision.owner_lead_factor), OF(decision.handover_factor)}},
    {busy_tables_init, NULL, PART(campaign, busy), {OF(busy)}},
    {peers_tables_init, same_companies, PART(campaign, peers), {OF(peers)}},
    {response_tables_init, same_responses, PART(campaign, response),
        {OF(response), OF(aid), OF(peers.customer), OF(decision.employee)}},
    {choice_tables_init, same_cocktails, PART(campaign, choice),
        {OF(choice), OF(packages), OF(funding), OF(aid)}},
    {retention_discount_init, NULL, PART(campaign, retention),
        {OF(campaign.discount_rate), OF(retention.value_years)}},
};

static bool can_share(
    const struct shared *table, const struct campaign *a, const struct campaign *b)
{
    bool same = b != NULL && a->days == b->days && a->outreach_days == b->outreach_days &&
                (table->alike == NULL || table->alike(a, b));
    for (int i = 0; i < 5 && same && a->scenario != b->scenario; i++)
        same = memcmp((const char *)a->scenario + table->from[i].at,
                   (const char *)b->scenario + table->from[i].at, table->from[i].size) == 0;
    return same;
}

/* Takes the tables of another campaign where that can be, and makes the others. Those at the
 * means come first: they have the lead times of just the contact moments that any strategy has,
 * where those of a draw, which a sibling may have made, have all. */
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

/* Everything else that depends on numbers which can be drawn. */
static void make_own(struct campaign *c, struct arena *arena)
{
    company_tables_init(c);
    decision_tables_init(c);
    team_tables_init(c);
    cohorts(c, arena);
    retention_tables_init(c, arena);
    approach_days(c, arena);
    c->coupled = c->team.limited || c->team.bounded || !c->peers.none || c->agenda.n > 1;
}

void campaign_init(struct campaign *c, struct arena *arena, const struct scenario *scenario,
    int strategy, uint64_t seed)
{
    memset(c, 0, sizeof *c);
    campaign_init_beside(c, arena, scenario, strategy, seed, NULL);
}

void campaign_init_beside(struct campaign *c, struct arena *arena,
    const struct scenario *scenario, int strategy, uint64_t seed, const struct campaign *other)
{
    c->scenario = scenario;
    c->strategy = &scenario->strategy[strategy];
    c->seed = seed;
    c->schedule = philox_schedule(seed);
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
    make_shared(c, arena, false, NULL, other);
    make_own(c, arena);
    note_kinds(c);
    c->hours_unit = unit_of_hours(c);
    c->abreast = abreast_tables_new(arena, c);
}

void campaign_redraw(struct campaign *c, struct arena *arena, const struct scenario *scenario,
    int strategy, const struct campaign *means, const struct campaign *sibling)
{
    if (c->scenario == NULL)
        *c = *means;
    c->redrawn++;
    c->abreast = NULL;
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
        total->has_reach = total->has_reach || hubs[i]->has_reach;
        total->has_no_show = total->has_no_show || hubs[i]->has_no_show;
        total->hours_unit = common_unit(hubs[i]->hours_unit, total->hours_unit);
    }
    cells_init(&total->cells, &scenario->axes, segments, arena);
}
