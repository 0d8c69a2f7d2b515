/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "averages.h"

#include "adjusted.h"
#include "details.h"

static double per_campaign(const struct study *study, double sum)
{
    return sum / (double)study->replications;
}

/* Of millionths. */
static double amount(const struct study *study, micro_sum sum)
{
    return per_campaign(study, (double)sum / MICRO);
}

/* ---- What is charged ---- */

static struct spent spent_of(const struct study *study, struct charged charged)
{
    return (struct spent){amount(study, charged.hours),
        amount(study, charged.cost - charged.cash), amount(study, charged.cash),
        amount(study, charged.cost)};
}

static void add(struct spent *into, struct spent more)
{
    into->hours += more.hours;
    into->hours_cost += more.hours_cost;
    into->cash += more.cash;
    into->cost += more.cost;
}

static struct spent times(double n, struct price price)
{
    return (struct spent){n * (double)price.hours / MICRO,
        n * (double)(price.cost - price.cash) / MICRO, n * (double)price.cash / MICRO,
        n * (double)price.cost / MICRO};
}

static double counted(
    const struct study_case *one, int contact, enum contact_detail kind, int counted_as)
{
    return adjusted_detail(one, detail_of_contact(contact, kind, counted_as));
}

/* As books_charge() has it, of adjusted counts. */
static void charge(
    const struct study_case *one, int contact, int as, struct spent spent[N_CHARGES])
{
    const struct team_tables *team = &one->campaign->team;
    const struct toll *toll = &team->toll[contact];
    double absent = counted(one, contact, DETAIL_NO_SHOW, as);
    double made =
        counted(one, contact, DETAIL_HELD, as) + counted(one, contact, DETAIL_NOT_REACHED, as);
    spent[CHARGE_CONTACTS] = times(made, toll->own);
    spent[CHARGE_NO_SHOWS] = times(absent, toll->no_show);
    spent[CHARGE_OCCASIONS] = times(made + absent, toll->share);
    add(&spent[CHARGE_OCCASIONS],
        times(counted(one, contact, DETAIL_OCCASIONS, as), toll->whole));
    spent[CHARGE_MOVES] = times(counted(one, contact, DETAIL_MOVED, as), team->move);
}

static const enum cost_kind kind_of[N_CHARGES] = {
    [CHARGE_CONTACTS] = COST_CONTACTS,
    [CHARGE_OCCASIONS] = COST_OCCASIONS,
    [CHARGE_MOVES] = COST_MOVES,
    [CHARGE_NO_SHOWS] = COST_NO_SHOWS,
};

static void plain_costs(
    const struct study *study, const struct study_case *one, struct spent spent[N_COST_KINDS])
{
    const struct counts *counts = &one->tally.counts;
    struct charged charged[N_COST_KINDS] = {
        [COST_RESEARCH] = counts->overhead.research, [COST_AIDS] = counts->overhead.aids};
    for (int c = 0; c < one->campaign->n_contacts; c++)
        for (int k = 0; k < N_CHARGES; k++)
            books_add(
                &charged[kind_of[k]], books_outreach(&counts->contact[c], (enum charge)k));
    for (int k = 0; k < COST_TOTAL; k++)
        books_add(&charged[COST_TOTAL], charged[k]);
    for (int k = 0; k < N_COST_KINDS; k++)
        spent[k] = spent_of(study, charged[k]);
}

void average_costs(
    const struct study *study, const struct study_case *one, struct spent spent[N_COST_KINDS])
{
    plain_costs(study, one, spent);
    if (!adjusted_has_details(one))
        return;
    const struct team_tables *team = &one->campaign->team;
    struct spent aids = spent[COST_AIDS]; /* the same in every campaign */
    for (int k = 0; k < N_COST_KINDS; k++)
        spent[k] = (struct spent){0};
    for (int c = 0; c < one->campaign->n_contacts; c++)
        for (int stage = 0; stage < N_STAGES; stage++) {
            struct spent of[N_CHARGES];
            charge(one, c, stage, of);
            for (int k = 0; k < N_CHARGES; k++)
                add(&spent[kind_of[k]], of[k]);
        }
    spent[COST_RESEARCH] =
        times(adjusted_means(one, 0, 0, Q_APPROACHED, NO_QUANTITY).y, team->research);
    spent[COST_AIDS] = aids;
    for (int k = 0; k < COST_TOTAL; k++)
        add(&spent[COST_TOTAL], spent[k]);
}

/* ---- Contact moments ---- */

static struct contact_average adjusted_contact(
    const struct study_case *one, int contact, int counted_as)
{
    struct spent of[N_CHARGES];
    charge(one, contact, counted_as, of);
    struct contact_average average = {
        .held = counted(one, contact, DETAIL_HELD, counted_as),
        .moved = counted(one, contact, DETAIL_MOVED, counted_as),
        .waited = counted(one, contact, DETAIL_WAITED, counted_as),
        .progressed = counted(one, contact, DETAIL_PROGRESSED, counted_as),
        .not_reached = counted(one, contact, DETAIL_NOT_REACHED, counted_as),
        .no_show = counted(one, contact, DETAIL_NO_SHOW, counted_as),
        .no_shows = of[CHARGE_NO_SHOWS],
    };
    for (int k = 0; k < N_CHARGES; k++)
        average.cost += of[k].cost;
    return average;
}

struct contact_average average_contact(
    const struct study *study, const struct study_case *one, int contact, int counted_as)
{
    if (adjusted_has_details(one))
        return adjusted_contact(one, contact, counted_as);
    const struct contact_counts *counts = &one->tally.counts.contact[contact];
    micro_sum cost = 0;
    for (int k = 0; k < N_CHARGES; k++)
        cost += counts->charged[k][counted_as].cost;
    return (struct contact_average){
        .held = per_campaign(study, (double)counts->held[counted_as]),
        .moved = per_campaign(study, (double)counts->moved[counted_as]),
        .waited = per_campaign(study, (double)counts->waited[counted_as]),
        .progressed = per_campaign(study, (double)counts->progressed[counted_as]),
        .not_reached = per_campaign(study, (double)counts->not_reached[counted_as]),
        .no_show = per_campaign(study, (double)counts->no_show[counted_as]),
        .no_shows = spent_of(study, counts->charged[CHARGE_NO_SHOWS][counted_as]),
        .cost = amount(study, cost),
    };
}

/* ---- Weeks ---- */

static struct week_average plain_week(
    const struct study *study, const struct study_case *one, int week)
{
    const struct week_sums *sums = &one->tally.counts.over_time.week[week];
    return (struct week_average){
        .used = amount(study, sums->used),
        .waited = per_campaign(study, (double)sums->waited),
        .cost = amount(study, sums->cost),
    };
}

static double week_detail(const struct study_case *one, int week, enum week_detail detail)
{
    return adjusted_detail(one, detail_of_week(one->campaign, week, detail));
}

/* Of hubs together it is the sum of theirs, of each in whose outreach it is. */
struct week_average average_week(
    const struct study *study, const struct study_case *one, int week)
{
    struct week_average sum = {0};
    if (adjusted_has_details(one))
        return (struct week_average){
            .used = week_detail(one, week, DETAIL_WEEK_USED) / MICRO,
            .waited = week_detail(one, week, DETAIL_WEEK_WAITED),
            .cost = week_detail(one, week, DETAIL_WEEK_COST) / MICRO,
        };
    if (!adjusted_is(one) || one->hubs == 0)
        return plain_week(study, one, week);
    for (const struct study_case *hub = one - one->hubs; hub < one; hub++) {
        if (week >= campaign_weeks(hub->campaign))
            continue;
        struct week_average more = average_week(study, hub, week);
        sum.used += more.used;
        sum.waited += more.waited;
        sum.cost += more.cost;
    }
    return sum;
}

/* ---- Companies ---- */

static double company(const struct study_case *one, int company, enum company_detail detail)
{
    return adjusted_detail(one, detail_of_company(one->campaign, company, detail));
}

static struct company_average adjusted_company(
    const struct study *study, const struct study_case *one, int i)
{
    struct estimate joins = study_company_joins(study, one, i);
    return (struct company_average){
        .joins = joins,
        .said_no = company(one, i, DETAIL_SAID_NO),
        .given_up = company(one, i, DETAIL_GIVEN_UP),
        .open = company(one, i, DETAIL_OPEN),
        .contacts = company(one, i, DETAIL_CONTACTS),
        .hours = company(one, i, DETAIL_HOURS) / MICRO,
        .cost = company(one, i, DETAIL_COST) / MICRO,
        .days = company(one, i, DETAIL_DAYS) / joins.value,
    };
}

struct company_average average_company(
    const struct study *study, const struct study_case *one, int i)
{
    const struct company_sums *sums = &one->tally.counts.company[i];
    if (adjusted_has_details(one) && details_companies(one->campaign) > 0)
        return adjusted_company(study, one, i);
    return (struct company_average){
        .joins = study_company_joins(study, one, i),
        .said_no = per_campaign(study, (double)sums->ended[SAID_NO]),
        .given_up = per_campaign(study, (double)sums->ended[GIVEN_UP]),
        .open = per_campaign(study, (double)sums->ended[OPEN]),
        .contacts = per_campaign(study, (double)sums->contacts),
        .hours = amount(study, sums->hours),
        .cost = amount(study, sums->cost),
        .days = (double)sums->days / (double)sums->ended[PARTNER],
    };
}
