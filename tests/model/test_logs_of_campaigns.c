/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logbooks of simulated campaigns are read back to what these campaigns came to, with nothing
 * refused and nothing in them that cannot be so. Nothing here is a matter of chance. */
#include "logs.h"
#include "simulate.h"

#include "campaign_log.h"
#include "log_write.h"

enum { N = 200 };

/* One campaign, and what is read of its logbook. */
struct read_back {
    struct log log;
    struct told_log told;
};

static void read_back(struct read_back *r, struct block *block, uint32_t replication)
{
    struct text records = {0}, companies = {0};
    *r = (struct read_back){0};
    campaign_log_make(&r->log, block, replication);
    log_write(&records, &r->log, true);
    log_write_companies(&companies, &r->log, true);
    tell_log(&r->told, text_string(&records), text_string(&companies),
        (struct log_ask){.until = "2024-02-28"});
    assert_int_equal(r->told.status, STATUS_OK);
    text_free(&records);
    text_free(&companies);
}

static void read_back_free(struct read_back *r)
{
    told_log_free(&r->told);
    campaign_log_free(&r->log);
}

static enum log_ending ending_of(const struct course *course)
{
    return course->standing == PARTNER                                    ? ENDED_JOINED
           : course->standing == SAID_NO                                  ? ENDED_NO
           : course->standing == GIVEN_UP || course->standing == UNFUNDED ? ENDED_STOPPED
                                                                          : LOG_OPEN;
}

/* How many companies of the campaign are told otherwise than they went. */
static int told_wrong(const struct read_back *r, const struct block *block)
{
    const struct history *h = &r->told.logbook.history;
    int wrong = 0;
    for (int i = 0; i < block->campaign->n_companies; i++) {
        const struct course *course = &block->course[i];
        const struct company_history *c = &h->company[i];
        wrong += c->ending != (int)ending_of(course) || c->held != course->held ||
                 (c->ending == ENDED_JOINED && c->ended != block->record[i].joined);
    }
    return wrong;
}

static void campaigns_are_told_as_they_went(void **state)
{
    (void)state;
    struct simulated s;
    struct block block;
    int64_t defects = 0, refusals = 0;
    int wrong = 0;
    simulate_file(&s, SOURCE_DIR "/configs/spark.cfg", "spark", NULL, 1);
    block_init_for(&block, s.one.campaign, 1);
    for (uint32_t k = 0; k < N; k++) {
        struct read_back r;
        read_back(&r, &block, k);
        defects += r.told.logbook.history.defects.n;
        refusals += r.told.logbook.reading.n_refusals;
        wrong += told_wrong(&r, &block);
        read_back_free(&r);
    }
    assert_int_equal(refusals, 0);
    assert_int_equal(defects, 0);
    assert_int_equal(wrong, 0);
    block_free(&block);
    simulated_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(campaigns_are_told_as_they_went)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
