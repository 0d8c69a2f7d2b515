/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "no_show.h"
#include "reach.h"

static const struct id_list *care_list(
    const struct campaign *campaign, const struct course *course)
{
    return &campaign->strategy->at[course->segment].care;
}

/* The day on which care contact number `number` (all years counted) of `n` a year is wanted. */
static int wanted_day(const struct course *course, int number, int n)
{
    return course->joined + DAYS_PER_YEAR * (number / n) + retention_care_day(number % n, n);
}

/* Care contact number `number` is to be planned on its day; tomorrow, when last year's took so
 * long that its day has passed. */
static void want(const struct step *s, int number)
{
    const struct id_list *care = care_list(s->campaign, s->course);
    int wanted = wanted_day(s->course, number, care->n);
    *s->plan = (struct planned_contact){
        .key = QUEUE_NEVER,
        .course = s->index,
        .day = wanted > s->day ? wanted : s->day + 1,
        .date = NO_DATE,
        .place = s->ledger->planned++,
        .contact = (int16_t)care->id[number % care->n],
        .number = (uint16_t)number,
    };
    step_queue(s);
}

static bool year_counts(const struct campaign *campaign, int year)
{
    return year < campaign->retention.retention->value_years;
}

/* Adds what comes in today to the partner's value, if membership year `year` counts. */
static void add_value(const struct step *s, int year, double euro)
{
    if (year_counts(s->campaign, year))
        s->course->value += euro * retention_discount(&s->campaign->retention, s->day);
}

/* Care that is late is still that of the year for which it was wanted. */
static void add_care(const struct step *s, micro before)
{
    add_value(s, s->plan->number / care_list(s->campaign, s->course)->n,
        -(double)(s->course->care_cost - before) / MICRO);
}

static int next_anniversary(const struct course *course)
{
    return course->joined + DAYS_PER_YEAR * (course->anniversaries + 1);
}

/* Fee and serving of a year of membership that begins today; `s` is of the anniversaries. */
static void begin_year(const struct step *s)
{
    struct course *course = s->course;
    const struct package *package =
        &s->campaign->scenario->packages.package[course->package_now];
    course->fees += package->price_eur;
    course->serving += package->cost_per_year;
    add_value(s, course->anniversaries, package->price_eur - package->cost_per_year);
    course->care_held = 0;
    course->took_part = false;
    s->plan->day = next_anniversary(course);
    s->plan->number = (uint16_t)(course->anniversaries + 1);
    step_queue(s);
}

void care_begin(struct block *block, int index)
{
    struct course *course = &block->course[index];
    struct step s = step_of(block, &block->plan[index], course->joined, true);
    course->package_now = course->package;
    begin_year(&s);
    for (int i = 0; i < care_list(s.campaign, course)->n; i++) {
        s.plan = &block_care(block, index)[i];
        want(&s, i);
    }
}

/* ---- Anniversaries ---- */

/* The random words of an anniversary. */
enum { WORD_RENEWAL, WORD_UPGRADE };

/* The next package up its ladder that the partner could choose, or NONE. */
static int rung_above(const struct campaign *c, const struct course *course, int package)
{
    struct chooser chooser = {
        .segment = course->segment,
        .held = course->before + course->held,
        .front_runner = course->front_runner,
    };
    return choice_rung_above(&c->choice, &chooser, package);
}

/* Renews or leaves; false: it leaves. */
static bool renews(const struct step *s)
{
    struct course *course = s->course;
    struct philox_block draw = step_draw(s, s->plan->number, PURPOSE_RENEWAL, 0);
    const struct retention_tables *tables = &s->campaign->retention;
    course->anniversaries++;
    double renewal =
        retention_renewal(tables->retention, &(struct membership){
                                                 .segment = course->segment,
                                                 .first = course->anniversaries == 1,
                                                 .warm = course->warm,
                                                 .care = course->care_held,
                                                 .took_part = course->took_part,
                                             });
    if (!chance_happens(chance_of(renewal), draw.word[WORD_RENEWAL])) {
        course->left = true;
        return false;
    }
    int above = rung_above(s->campaign, course, course->package_now);
    if (above != NONE &&
        chance_happens(tables->upgrade[course->segment], draw.word[WORD_UPGRADE]))
        course->package_now = (int8_t)above;
    return true;
}

/* A year's care is laid down when the year begins: that is its place in the order of a day. */
static void place_care(struct step s)
{
    for (int i = 0; i < care_list(s.campaign, s.course)->n; i++) {
        s.plan = &block_care(s.block, s.index)[i];
        if (s.plan->made)
            continue;
        s.plan->place = s.ledger->planned++;
        step_queue(&s);
    }
}

static void cancel_care(struct step s)
{
    for (int i = 0; i < care_list(s.campaign, s.course)->n; i++) {
        s.plan = &block_care(s.block, s.index)[i];
        appointment_cancel(&s);
    }
}

void care_anniversary(struct block *block, struct planned_contact *plan)
{
    struct step s = step_of(block, plan, plan->day, true);
    if (!renews(&s)) {
        cancel_care(s);
        return;
    }
    begin_year(&s);
    place_care(s);
}

/* ---- Care contacts ---- */

/* One word decides whether the partner does not turn up, and if it does, whether the contact is
 * moved. */
static bool is_postponed(const struct step *s)
{
    const struct moment *moment = step_moment(s);
    uint32_t word = s->plan->word[WORD_DELAY];
    chance absent = moment_no_show(moment, s->course->segment), moved = moment->reschedule;
    if (absent > 0)
        moved = chance_then(absent, moved);
    if (s->plan->waited || word >= moved)
        return false;
    if (word < absent)
        no_show(s);
    else
        appointment_move(s);
    return true;
}

/* True when the care contact that comes up today is postponed or has to wait. */
static bool is_delayed(const struct step *s)
{
    micro before = s->course->care_cost;
    bool delayed = is_postponed(s) || appointment_waits(s);
    add_care(s, before);
    return delayed;
}

/* Has it take place, and holds it if it reaches the partner; the next of this plan is that of a
 * year later. */
static void hold_care(const struct step *s)
{
    struct course *course = s->course;
    micro before = course->care_cost;
    bool reached = reach_succeeds(s);
    if (reached)
        appointment_hold(s);
    else
        reach_fail(s);
    add_care(s, before);
    course->care_held = (uint16_t)(course->care_held + reached);
    course->care_total = (uint16_t)(course->care_total + reached);
    course->took_part |= reached && step_moment(s)->participation;
    want(s, s->plan->number + care_list(s->campaign, course)->n);
}

void care_due(struct block *block, struct planned_contact *plan)
{
    struct step s = step_of(block, plan, plan->day, true);
    if (s.course->left)
        return;
    step_draw_again(&s, PURPOSE_CARE);
    if (!plan->made)
        appointment_make(&s, appointment_find(&s, plan->contact, s.day));
    plan->made = true;
    if (plan->day > s.day || is_delayed(&s))
        step_queue(&s);
    else
        hold_care(&s);
}

/* ---- Beyond the days simulated ---- */

/* Care contacts still to come up to the end of the membership year under way, of years that
 * count; one that is late is counted on the first day that is not simulated. */
static double care_to_come(const struct block *block, int index)
{
    const struct campaign *c = block->campaign;
    const struct course *course = &block->course[index];
    const struct id_list *care = care_list(c, course);
    int value_years = c->retention.retention->value_years, years = course->anniversaries + 1;
    int end = (years < value_years ? years : value_years) * care->n;
    double cost = 0.0;
    for (int k = 0; k < end; k++) {
        if (k < block_care(block, index)[k % care->n].number)
            continue;
        int wanted = wanted_day(course, k, care->n);
        int day = wanted > c->days ? wanted : c->days;
        cost += (double)c->team.toll[care->id[k % care->n]].all.cost / MICRO *
                retention_discount(&c->retention, day);
    }
    return cost;
}

static double years_to_come(const struct campaign *c, const struct course *course)
{
    struct member member = {
        .segment = course->segment,
        .warm = course->warm,
        .year = course->anniversaries + 1,
        .day = next_anniversary(course),
        .n = 1,
        .rung = {course->package_now},
    };
    for (int above = rung_above(c, course, course->package_now); above != NONE;
         above = rung_above(c, course, above))
        member.rung[member.n++] = above;
    return retention_value_beyond(&c->retention, &member);
}

double care_value_beyond(const struct block *block, int index)
{
    const struct campaign *c = block->campaign;
    const struct course *course = &block->course[index];
    if (course->left)
        return 0.0;
    double years = year_counts(c, course->anniversaries) ? years_to_come(c, course) : 0.0;
    return years - care_to_come(block, index);
}
