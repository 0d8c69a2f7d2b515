/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What records alone tell, against figures worked out by hand. */
#include "logs.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static struct told_log log_of;

#define HEAD "company,date,contact,outcome,stage_after,package,hours,cost_eur\n"

/* 01 joins after 3 contacts in 30 days, 02 after 5 in 60, 03 says no after 2, 04 is stopped
 * after 1, 05 is open after 1; 11, which had 2 contacts before, after 1 more. The last day is
 * the 61st. */
static const char text[] = HEAD "01,2024-01-01,newsletter,held,interest,,1,\n"
                                "01,2024-01-11,campus_tour,held,desire,,2,10\n"
                                "01,2024-01-31,partnership_talk,held,,,3,\n"
                                "01,2024-01-31,,joined,,network,,\n"
                                "02,2024-01-02,newsletter,held,attention,,1,\n"
                                "02,2024-01-12,newsletter,held,interest,,1,\n"
                                "02,2024-01-15,campus_tour,moved,,,,\n"
                                "02,2024-01-22,campus_tour,held,desire,,2,10\n"
                                "02,2024-02-01,partnership_talk,held,,,2,\n"
                                "02,2024-02-01,,refused,,,,\n"
                                "02,2024-03-02,partnership_talk,held,,,2,\n"
                                "02,2024-03-02,,joined,,network,,\n"
                                "03,2024-01-03,newsletter,held,attention,,1,\n"
                                "03,2024-01-13,campus_tour,held,attention,,2,10\n"
                                "03,2024-01-13,,said_no,,,,\n"
                                "04,2024-01-04,newsletter,held,attention,,1,\n"
                                "04,2024-01-14,,stopped,,,,\n"
                                "05,2024-01-05,newsletter,held,,,1,\n"
                                "11,2024-01-06,campus_tour,held,interest,,2,10\n";

static int start(void **state)
{
    (void)state;
    tell_log(&log_of, text, NULL, (struct log_ask){0});
    assert_int_equal(log_of.status, STATUS_OK);
    assert_int_equal(log_of.logbook.reading.n_refusals, 0);
    return 0;
}

static int end(void **state)
{
    (void)state;
    told_log_free(&log_of);
    return 0;
}

static struct estimate figure(enum log_figure which)
{
    return log_of.logbook.described.figure[which];
}

static void companies_are_counted(void **state)
{
    (void)state;
    assert_true(figure(FIGURE_COMPANIES).value == 6.0);
    assert_true(figure(FIGURE_JOINED).value == 2.0);
    assert_true(figure(FIGURE_SAID_NO).value == 1.0);
    assert_true(figure(FIGURE_STOPPED).value == 1.0);
    assert_true(figure(FIGURE_OPEN).value == 2.0);
}

static void contacts_and_days_of_partners(void **state)
{
    (void)state;
    assert_close(figure(FIGURE_CONTACTS_PER_PARTNER).value, 4.0, 1e-15, 0.0);
    assert_close(figure(FIGURE_4_TO_7).value, 0.5, 1e-15, 0.0);
    assert_true(figure(FIGURE_OVER_7).value == 0.0);
    assert_close(figure(FIGURE_CONTACTS_TO_NO).value, 2.0, 1e-15, 0.0);
    assert_close(figure(FIGURE_DAYS_OF_JOINED).value, 30.0, 1e-15, 0.0);
    /* 01 to 05 are in the curve by day; 11 was known before, and nobody knows since when. */
    assert_int_equal(log_of.logbook.described.without_days, 1);
}

/* 13 contacts for 2 partners; the delta method on the log scale, t with 5 degrees of freedom.
 */
static void contacts_per_partner_have_their_limits(void **state)
{
    (void)state;
    static const double held[] = {3, 5, 2, 1, 1, 1}, joined[] = {1, 1, 0, 0, 0, 0};
    double y = 13.0 / 6.0, x = 2.0 / 6.0, square = 0.0;
    for (int i = 0; i < 6; i++)
        square += pow(held[i] / y - joined[i] / x, 2.0);
    double wide = gsl_cdf_tdist_Pinv(0.975, 5.0) * sqrt(square / 30.0);
    struct estimate e = figure(FIGURE_ALL_PER_PARTNER);
    assert_close(e.value, 6.5, 1e-14, 0.0);
    assert_close(e.low, 6.5 * exp(-wide), 1e-12, 0.0);
    assert_close(e.high, 6.5 * exp(wide), 1e-12, 0.0);
    assert_close(figure(FIGURE_HOURS_PER_PARTNER).value, 21.0 / 2.0, 1e-14, 0.0);
    assert_close(figure(FIGURE_COST_PER_PARTNER).value, 40.0 / 2.0, 1e-14, 0.0);
}

/* Of five: at day 10 one of five says no and one is stopped, at day 30 one of three joins, at
 * day 60 one of what is left; 05 is seen until day 57. */
static void the_curve_by_day(void **state)
{
    (void)state;
    const struct incidence *curve = &log_of.logbook.described.by_day;
    assert_int_equal(curve->n, 4);
    assert_close(incidence_at(curve, ENDED_NO, 0)->estimate, 0.2, 1e-14, 0.0);
    assert_close(incidence_at(curve, ENDED_STOPPED, 0)->estimate, 0.2, 1e-14, 0.0);
    assert_int_equal(incidence_at(curve, ENDED_JOINED, 1)->time, 30);
    assert_close(incidence_at(curve, ENDED_JOINED, 1)->estimate, 0.2, 1e-14, 0.0);
    assert_close(incidence_at(curve, ENDED_JOINED, 3)->estimate, 0.6, 1e-14, 0.0);
    assert_close(figure(FIGURE_DAYS_MEDIAN).value, 60.0, 0.0, 0.0);
}

/* 11 is at risk from its third contact on. */
static void the_curve_by_contact(void **state)
{
    (void)state;
    const struct incidence *curve = &log_of.logbook.described.by_contact;
    assert_int_equal(curve->n, 4);
    assert_int_equal(incidence_at(curve, ENDED_JOINED, 0)->at_risk, 5);
    assert_int_equal(incidence_at(curve, ENDED_JOINED, 2)->time, 3);
    assert_int_equal(incidence_at(curve, ENDED_JOINED, 2)->at_risk, 3);
}

static const struct contact_row *row_of(const char *contact, int stage)
{
    const struct described *d = &log_of.logbook.described;
    for (int i = 0; i < d->n_contacts; i++)
        if (d->contact[i].stage == stage &&
            text_same(
                log_of.config.scenario->catalogue.contact[d->contact[i].contact].id, contact))
            return &d->contact[i];
    fail_msg("no row of %s in stage %d", contact, stage);
    return NULL;
}

static void contact_moments_by_stage(void **state)
{
    (void)state;
    const struct contact_row *row = row_of("newsletter", ATTENTION);
    assert_int_equal(row->held, 6);
    /* That of 05 tells nothing of a stage. */
    assert_int_equal(row->recorded, 5);
    assert_int_equal(row->progressed, 2);
    assert_close(row->share.value, 0.4, 1e-15, 0.0);
    assert_close(row->share.low, gsl_cdf_beta_Pinv(0.025, 2.5, 3.5), 1e-9, 0.0);
    assert_close(row->share.high, gsl_cdf_beta_Pinv(0.975, 2.5, 3.5), 1e-9, 0.0);
    assert_true(row->hours == 6.0 && isnan(row->cost_eur));
    assert_true(row->next_median == 10.0);
    row = row_of("campus_tour", INTEREST);
    assert_int_equal(row->held, 3);
    assert_int_equal(row->moved, 1);
    assert_int_equal(row->progressed, 2);
    row = row_of("partnership_talk", DESIRE);
    assert_int_equal(row->held, 3);
    assert_int_equal(row->recorded, 3);
    assert_int_equal(row->progressed, 2);
}

static void rings_and_moves(void **state)
{
    (void)state;
    const struct ring_row *ring = log_of.logbook.described.ring;
    const struct targets *targets = &log_of.config.scenario->campaign.targets;
    assert_int_equal(ring[LOG_IN_VIEW].companies, 6);
    assert_int_equal(ring[LOG_IN_VIEW].target, targets->in_view);
    assert_close(ring[LOG_IN_VIEW].hours, 21.0, 1e-14, 0.0);
    assert_true(figure(FIGURE_MOVED_SHARE).value > 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(companies_are_counted),
        cmocka_unit_test(contacts_and_days_of_partners),
        cmocka_unit_test(contacts_per_partner_have_their_limits),
        cmocka_unit_test(the_curve_by_day),
        cmocka_unit_test(the_curve_by_contact),
        cmocka_unit_test(contact_moments_by_stage),
        cmocka_unit_test(rings_and_moves),
    };
    return cmocka_run_group_tests(tests, start, end);
}
