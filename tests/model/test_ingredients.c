/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Working ingredients of logbooks of simulated campaigns, in which everything works as the
 * config says. */
#include "logs.h"
#include "simulate.h"

#include "campaign_log.h"
#include "log_write.h"

#include <math.h>

/* What many logs come to. */
struct summed {
    int logs, flagged, impossible, rows;
    double progressed, expected, variance;
};

static void add_log(struct summed *sum, const struct told_log *told)
{
    const struct ingredients *in = &told->logbook.ingredients;
    bool flagged = false;
    sum->logs++;
    sum->impossible += in->impossible;
    for (int i = 0; i < in->n; i++) {
        const struct ingredient *row = &in->row[i];
        flagged = flagged || row->flag == WORKS_BETTER || row->flag == WORKS_WORSE;
        sum->rows++;
        sum->progressed += row->progressed;
        sum->expected += row->expected;
        /* At most; that of a sum of chances that are not known one by one here. */
        sum->variance += row->expected * (1.0 - row->expected / fmax(row->recorded, 1.0));
    }
    sum->flagged += flagged;
}

static void tell_campaign(struct told_log *told, struct block *block, uint32_t replication)
{
    struct log log = {0};
    struct text records = {0}, companies = {0};
    campaign_log_make(&log, block, replication);
    log_write(&records, &log, true);
    log_write_companies(&companies, &log, true);
    tell_log(told, text_string(&records), text_string(&companies), (struct log_ask){0});
    assert_int_equal(told->status, STATUS_OK);
    text_free(&records);
    text_free(&companies);
    campaign_log_free(&log);
}

static struct summed sum_logs(const char *const *sets, int n)
{
    struct summed sum = {0};
    struct simulated s;
    struct block block;
    simulate_file(&s, SOURCE_DIR "/configs/spark.cfg", "spark", sets, 1);
    block_init_for(&block, s.one.campaign, 1);
    for (uint32_t k = 0; k < (uint32_t)n; k++) {
        struct told_log told;
        tell_campaign(&told, &block, k);
        add_log(&sum, &told);
        told_log_free(&told);
    }
    block_free(&block);
    simulated_free(&s);
    return sum;
}

/* No company goes a way that the model cannot; progress is as often as expected (two-sided, 3.5
 * standard errors, 0.0005); and in at most 8 of 100 logs anything is flagged, where 5 are
 * stated (three standard errors of 500). */
static void nothing_works_better_than_it_does(void **state)
{
    (void)state;
    struct summed sum = sum_logs(NULL, 500);
    double z = (sum.progressed - sum.expected) / sqrt(sum.variance);
    if (sum.impossible > 0 || fabs(z) > 3.5 || sum.flagged > 40)
        print_error("%d impossible, z %.2f, %d of %d flagged\n", sum.impossible, z, sum.flagged,
            sum.logs);
    assert_int_equal(sum.impossible, 0);
    assert_true(fabs(z) < 3.5);
    assert_in_range(sum.flagged, 0, 40);
    assert_true(sum.rows > 1000);
}

/* Where a contact moment works better than the config says, progress is more often than that.
 */
static void what_works_better_shows(void **state)
{
    (void)state;
    static const char *const sets[] = {"contact_moments.company_meeting.strength=4.0",
        "contact_moments.project_exploration.strength=4.0", NULL};
    struct summed sum = sum_logs(sets, 500);
    double z = (sum.progressed - sum.expected) / sqrt(sum.variance);
    assert_true(z > 10.0);
    assert_true(sum.flagged > 80); /* twice what passes where nothing does */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        slow_test(nothing_works_better_than_it_does),
        slow_test(what_works_better_shows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
