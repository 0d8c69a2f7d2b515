/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Working ingredients of logbooks of simulated campaigns, in which everything works as the
 * config says. */
#include "logs.h"
#include "simulate.h"

#include "campaign_log.h"
#include "log_write.h"

#include <math.h>
#include <stdlib.h>

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

/* ---- Power ---- */

enum { LOGS = 400, STRONG = 60, ROWS = 12, OTHERS = 20 };

/* The chance of contact i of n, spread evenly over 0.15 to 0.4, at so many times its odds. */
static double spread(int i, int n, double factor)
{
    double p = 0.15 + 0.25 * (i + 0.5) / n;
    return factor * p / (1.0 - p + factor * p);
}

/* Contacts of a row in which the odds are `factor` times those that are assumed: its two tails.
 */
static struct tails tails_of(int n, double factor, uint32_t log, uint32_t row, uint64_t seed)
{
    double assumed[STRONG];
    int observed = 0;
    for (int i = 0; i < n; i++) {
        struct philox_block word = stream_counter(log, row, (uint32_t)i, PURPOSE_STATE, 2);
        philox_batch(&word, 1, seed);
        assumed[i] = spread(i, n, 1.0);
        observed += chance_uniform(word.word[0]) < spread(i, n, factor);
    }
    return many_chances_tails(&(struct many_chances){n, assumed}, observed, 1.0);
}

/* In how many logs the first of twelve contact moments is flagged as working better. */
static int flagged_better(double factor, uint64_t seed)
{
    int flagged = 0;
    for (uint32_t log = 0; log < LOGS; log++) {
        double p[2 * ROWS], adjusted[2 * ROWS];
        for (uint32_t row = 0; row < ROWS; row++) {
            struct tails tails = row == 0 ? tails_of(STRONG, factor, log, row, seed)
                                          : tails_of(OTHERS, 1.0, log, row, seed);
            p[2 * row] = tails.more;
            p[2 * row + 1] = tails.fewer;
        }
        holm_adjust(adjusted, p, 2 * ROWS);
        flagged += adjusted[0] < 0.05;
    }
    return flagged;
}

/* Three times the odds of one of twelve contact moments, with 60 of its contacts, shows in at
 * least 80 of 100 logs; as assumed in hardly any. */
static void three_times_the_odds_show(void **state)
{
    (void)state;
    int strong = flagged_better(3.0, 7), none = flagged_better(1.0, 7);
    if (getenv("RECEPT_SHOW") != NULL || strong < LOGS * 8 / 10 || none > LOGS / 50)
        print_error("%d and %d of %d\n", strong, none, LOGS);
    assert_in_range(strong, LOGS * 8 / 10, LOGS);
    assert_in_range(none, 0, LOGS / 50);
}

/* Progress is written of 95 in 100 contacts that had it, and its absence of half of those that
 * had not: the row says so, where what was written alone would show a contact that works. */
static void what_is_written_badly_is_not_told(void **state)
{
    (void)state;
    struct simulated s;
    struct block block;
    int told_of = 0;
    simulate_file(&s, SOURCE_DIR "/configs/spark.cfg", "spark", NULL, 1);
    block_init_for(&block, s.one.campaign, 1);
    for (uint32_t k = 0; k < 50; k++) {
        struct log log = {0};
        struct history history;
        struct ingredients in;
        campaign_log_make(&log, &block, k);
        history_init(&history, &log);
        for (int64_t i = 0; i < history.n; i++) {
            const struct log_event *event = &history.event[i];
            struct philox_block word = stream_counter(k, (uint32_t)i, 0, PURPOSE_STATE, 3);
            philox_batch(&word, 1, 1);
            double written = event->stage_after > event->stage_before ? 0.95 : 0.5;
            if (chance_uniform(word.word[0]) > written)
                log.record[event->record - log.record].stage_after = NONE;
        }
        history_free(&history);
        history_init(&history, &log);
        ingredients_init(&in, &history, s.one.campaign, false, 0.95);
        for (int i = 0; i < in.n; i++)
            told_of += in.row[i].flag != NOT_RECORDED;
        assert_true(in.n > 0);
        ingredients_free(&in);
        history_free(&history);
        campaign_log_free(&log);
    }
    assert_int_equal(told_of, 0);
    block_free(&block);
    simulated_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_times_the_odds_show),
        cmocka_unit_test(what_is_written_badly_is_not_told),
        slow_test(nothing_works_better_than_it_does),
        slow_test(what_works_better_shows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
