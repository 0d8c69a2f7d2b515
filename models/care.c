/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "care.h"

#include "appointment.h"

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

/* Waits for the anniversary or the next care contact, whichever is first. */
static void wait_for_next(const struct step *s)
{
    struct course *course = s->course;
    int next = course->anniversary < course->care_day ? course->anniversary : course->care_day;
    if (next >= s->campaign->days)
        return;
    course->day = next;
    block_enqueue(s->block, s->index);
}

static void want_next(const struct step *s)
{
    struct course *course = s->course;
    course->care_planned = false;
    course->care_day = s->campaign->days;
    int n = care_list(s->campaign, course)->n;
    if (n == 0)
        return;
    int wanted = wanted_day(course, course->care_number, n);
    course->care_day = wanted > s->day ? wanted : s->day + 1;
}

static bool year_counts(const struct campaign *campaign, int year)
{
    return year < campaign->retention.retention->value_years;
}

/* Adds what comes in today to the partner's value, if membership year `year` counts. */
static void add_value(const struct step *s, int year, double euro)
{
    if (year_counts(s->campaign, year))
        s->course->value += euro * s->campaign->retention.discount[s->day];
}

/* Care that is late is still that of the year for which it was wanted. */
static void add_care(const struct step *s, micro before)
{
    const struct course *course = s->course;
    add_value(s, course->care_number / care_list(s->campaign, course)->n,
        -(double)(course->care_cost - before) / MICRO);
}

/* Fee and serving of a year of membership that begins today. */
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
    course->anniversary = s->day + DAYS_PER_YEAR;
}

void care_begin(struct block *block, int index)
{
    struct course *course = &block->course[index];
    struct step s = step_of(block, index, course->joined, true, NULL);
    course->package_now = course->package;
    begin_year(&s);
    want_next(&s);
    wait_for_next(&s);
}

/* ---- Anniversaries ---- */

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
    const struct retention_tables *tables = &s->campaign->retention;
    course->anniversaries++;
    struct philox_block words = step_draw(s, course->anniversaries, PURPOSE_RENEWAL, 0);
    double renewal = retention_renewal(tables->retention, course->segment,
        course->anniversaries == 1, course->care_held, course->took_part);
    if (!chance_happens(chance_of(renewal), words.word[0])) {
        course->left = true;
        return false;
    }
    int above = rung_above(s->campaign, course, course->package_now);
    if (above != NONE && chance_happens(tables->upgrade[course->segment], words.word[1]))
        course->package_now = (int8_t)above;
    return true;
}

/* ---- Care contacts ---- */

static void plan_care(const struct step *s)
{
    struct course *course = s->course;
    const struct id_list *care = care_list(s->campaign, course);
    course->contact = (int16_t)care->id[course->care_number % care->n];
    course->attempt = 0;
    course->waited = false;
    course->place = s->ledger->planned++;
    appointment_make(s, appointment_find(s, course->contact, s->day));
    course->care_day = course->day;
    course->care_planned = true;
}

static void hold_care(const struct step *s)
{
    struct course *course = s->course;
    micro before = course->care_cost;
    appointment_hold(s);
    add_care(s, before);
    course->care_held++;
    course->care_total++;
    course->took_part |=
        s->campaign->scenario->catalogue.contact[course->contact].participation;
    course->care_number++;
    want_next(s);
}

/* The planned care contact has come up: it takes place unless it is moved or has to wait. */
static void care_comes_up(const struct step *s)
{
    struct course *course = s->course;
    micro before = course->care_cost;
    bool delayed = (!course->waited && appointment_moved(s, 0)) || appointment_waits(s);
    add_care(s, before);
    if (delayed)
        course->care_day = course->day;
    else
        hold_care(s);
}

void care_due(struct block *block, int index, int day, const uint32_t word[N_WORDS])
{
    struct step s = step_of(block, index, day, true, word);
    struct course *course = s.course;
    if (day == course->anniversary) {
        if (!renews(&s)) {
            if (course->care_planned)
                appointment_cancel(&s);
            return;
        }
        begin_year(&s);
    }
    if (day == course->care_day && !course->care_planned)
        plan_care(&s);
    if (day == course->care_day && course->care_planned)
        care_comes_up(&s);
    wait_for_next(&s);
}

/* ---- Beyond the days simulated ---- */

/* Care contacts still to come up to the end of the membership year under way, of years that
 * count; one that is late is counted on the first day that is not simulated. */
static double care_to_come(const struct campaign *c, const struct course *course)
{
    const struct id_list *care = care_list(c, course);
    int value_years = c->retention.retention->value_years, years = course->anniversaries + 1;
    int end = (years < value_years ? years : value_years) * care->n;
    double cost = 0.0;
    for (int k = course->care_number; k < end; k++) {
        int wanted = wanted_day(course, k, care->n);
        int day = wanted > c->days ? wanted : c->days;
        cost += (double)c->team.toll[care->id[k % care->n]].cost / MICRO *
                c->retention.discount[day];
    }
    return cost;
}

static double years_to_come(const struct campaign *c, const struct course *course)
{
    struct member member = {
        .segment = course->segment,
        .year = course->anniversaries + 1,
        .day = course->anniversary,
        .n = 1,
        .rung = {course->package_now},
    };
    for (int above = rung_above(c, course, course->package_now); above != NONE;
         above = rung_above(c, course, above))
        member.rung[member.n++] = above;
    return retention_value_beyond(&c->retention, &member);
}

double care_value_beyond(const struct campaign *c, const struct course *course)
{
    if (course->left)
        return 0.0;
    double years = year_counts(c, course->anniversaries) ? years_to_come(c, course) : 0.0;
    return years - care_to_come(c, course);
}
