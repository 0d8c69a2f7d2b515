/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logbooks of simulated campaigns: what is in one tells all that its campaign came to, and is
 * read as it was written. Nothing here is a matter of chance: every campaign is compared with
 * itself. */
#include "simulate.h"

#include "campaign_log.h"
#include "company_list.h"
#include "log_write.h"

#include <string.h>

enum { N = 200, MOST_LEFT_OUT = 50 };

static const char spark[] = SOURCE_DIR "/configs/spark.cfg";

static const struct world {
    const char *name, *path;
    const char *sets[12];
} worlds[] = {
    {"years", spark, {"campaign.horizon_days=1200", "campaign.outreach_days=365", NULL}},
    {"120 days", spark, {NULL}},
    {"a budget, occasions charged whole", spark,
        {"campaign.horizon_days=500", "campaign.outreach_days=200", "campaign.budget=12000",
            "team.allocation=\"full\"", NULL}},
    {"few hours", spark,
        {"campaign.horizon_days=500", "campaign.outreach_days=250", "team.hours_per_week=3.0",
            NULL}},
    {"not reached, no-shows, random order", spark,
        {"campaign.horizon_days=500", "campaign.outreach_days=250", "modes.online.reach=0.5",
            "modes.personal.reach=0.7", "contact_moments.company_meeting.no_show=0.3",
            "contact_moments.repeat_event.no_show=0.3", "strategies.spark.order=\"random\"",
            "contact_moments.phone_followup.no_show=0.2", NULL}},
    {"occasions", SOURCE_DIR "/configs/chamber.cfg",
        {"population.count=40", "campaign.horizon_days=800", NULL}},
    {"uncoupled", SOURCE_DIR "/configs/bench.cfg",
        {"population.count=30", "campaign.horizon_days=800", NULL}},
};
enum { WORLDS = sizeof worlds / sizeof *worlds };

/* What a log says of one company. */
struct told {
    int held, care, moves, busy, waits, no_shows, not_reached, planned;
    int joined, refused, talks, said_no, stopped, unfunded, introduced, years, left, upgraded;
    int package, package_now;
    double hours, cost;
    bool unlinked; /* an appointment comes due that did not begin on its first day */
};

/* Whether record `i` is of an appointment of which an earlier record tells, or is the first. */
static bool is_linked(const struct log *log, int64_t i)
{
    const struct log_record *r = &log->record[i];
    if (r->day == r->first_day)
        return true;
    for (int64_t k = i - 1; k >= 0; k--) {
        const struct log_record *q = &log->record[k];
        if (q->company == r->company && q->contact == r->contact &&
            q->planned_on == r->planned_on && q->first_day == r->first_day)
            return true;
    }
    return false;
}

static void count_contact(struct told *t, const struct log_record *r, int talk)
{
    bool outreach = t->joined == 0;
    t->held += outreach && r->outcome == LOG_HELD;
    t->care += !outreach && r->outcome == LOG_HELD;
    t->talks += outreach && r->outcome == LOG_HELD && r->contact == talk;
    t->moves += outreach && r->outcome == LOG_MOVED && r->reason == REASON_MOVED;
    t->busy += outreach && r->outcome == LOG_MOVED && r->reason == REASON_BUSY;
    t->waits += outreach && r->outcome == LOG_MOVED && r->reason == REASON_WAITED;
    t->no_shows += outreach && r->outcome == LOG_NO_SHOW;
    t->not_reached += outreach && r->outcome == LOG_NOT_REACHED;
    t->planned += outreach && r->outcome == LOG_PLANNED;
}

static void count(struct told *t, const struct log_record *r)
{
    t->hours += isnan(r->hours) ? 0.0 : (double)r->hours;
    t->cost += isnan(r->cost_eur) ? 0.0 : (double)r->cost_eur;
    t->joined += r->outcome == LOG_JOINED;
    t->refused += r->outcome == LOG_REFUSED;
    t->said_no += r->outcome == LOG_SAID_NO;
    t->stopped += r->outcome == LOG_STOPPED && r->reason == REASON_NONE;
    t->unfunded += r->outcome == LOG_STOPPED && r->reason == REASON_UNFUNDED;
    t->introduced += r->outcome == LOG_INTRODUCED;
    t->years += r->outcome == LOG_RENEWED || r->outcome == LOG_LEFT;
    t->left += r->outcome == LOG_LEFT;
    t->upgraded += r->outcome == LOG_UPGRADED;
    if (r->outcome == LOG_JOINED)
        t->package = r->package;
    if (r->outcome == LOG_JOINED || r->outcome == LOG_UPGRADED)
        t->package_now = r->package;
}

static bool is_near(double a, double b)
{
    return fabs(a - b) <= 1e-5 * (1.0 + fabs(b));
}

/* Whether what a log says of a company is what it came to. */
static bool agrees(
    const struct told *t, const struct log *log, const struct block *block, int company)
{
    const struct course *course = &block->course[company];
    const struct record *record = &block->record[company];
    const struct partnership *member = &block->member[company];
    const struct price *research = &block->campaign->team.research;
    bool partner = course->standing == PARTNER, approached = record->approached != NONE;
    double hours = (double)(record->hours - (approached ? research->hours : 0));
    double cost = (double)(record->cost - (approached ? research->cost : 0));
    bool known =
        (log->company[company].warm == YES) == (course->warm && t->introduced == 0) &&
        t->introduced <= course->warm &&
        log->known[company].approached == (approached ? record->approached : LOG_NO_DAY);
    bool contacts = t->held == course->held && t->moves == record->moves &&
                    t->busy == record->busy_delays && t->waits >= record->waits &&
                    t->no_shows == block->missed[company].no_shows &&
                    t->not_reached == block->missed[company].not_reached &&
                    t->planned == (course->standing == OPEN && !course->to_plan) &&
                    !t->unlinked;
    bool endings = t->joined == partner && t->said_no == (course->standing == SAID_NO) &&
                   t->stopped == (course->standing == GIVEN_UP) &&
                   t->unfunded == (course->standing == UNFUNDED);
    bool years = !partner;
    if (partner) {
        hours += (double)member->care_hours;
        cost += (double)member->care_cost;
        years = t->care == member->care_total && t->years == member->anniversaries &&
                t->left == member->left && t->package == record->package &&
                t->package_now == member->package_now;
    }
    return known && contacts && endings && years && t->talks == t->joined + t->refused &&
           is_near(t->hours, hours / MICRO) && is_near(t->cost, cost / MICRO);
}

/* How many companies a log is wrong about, where record `without` is left out. */
static int wrong(const struct log *log, const struct block *block, int64_t without)
{
    struct told *told = memory_new((size_t)log->n_companies, sizeof *told);
    int n = 0, introduced = 0, introductions = 0, day = 0;
    for (int64_t i = 0; i < log->n; i++) {
        const struct log_record *r = &log->record[i];
        struct told *t = &told[r->company];
        if (i == without)
            continue;
        count(t, r);
        if (r->outcome <= LOG_PLANNED) {
            count_contact(t, r, log->scenario->catalogue.talk);
            t->unlinked |= without == NONE && r->outcome != LOG_PLANNED && !is_linked(log, i);
        }
        if (r->outcome == LOG_PLANNED)
            continue;
        n += r->day < day;
        day = r->day;
    }
    for (int i = 0; i < log->n_companies; i++) {
        introduced += log->company[i].warm == NO && block->course[i].warm;
        introductions += told[i].introduced;
        n += !agrees(&told[i], log, block, i);
    }
    memory_free(told);
    return n + (introduced != introductions);
}

/* The log of each campaign of a world is handed to `look`. */
static void each_log(const struct world *world,
    void (*look)(void *context, const struct log *log, const struct block *block),
    void *context)
{
    struct simulated s;
    struct block block;
    simulate_file(&s, world->path, NULL, world->sets, 1);
    block_init(&block, s.one.campaign);
    for (uint32_t r = 0; r < N; r++) {
        struct log log;
        campaign_log_make(&log, &block, r);
        look(context, &log, &block);
        campaign_log_free(&log);
    }
    block_free(&block);
    simulated_free(&s);
}

static void look_for_wrong(void *context, const struct log *log, const struct block *block)
{
    int *n = context;
    *n += wrong(log, block, NONE);
}

static void logs_tell_what_campaigns_came_to(void **state)
{
    (void)state;
    for (int w = 0; w < WORLDS; w++) {
        int n = 0;
        each_log(&worlds[w], look_for_wrong, &n);
        if (n > 0)
            print_error("%s: %d companies\n", worlds[w].name, n);
        assert_int_equal(n, 0);
    }
}

/* Kinds of records, and of how many of each kind it was noticed when one was left out. */
struct kinds {
    int seen[N_LOG_OUTCOMES][REASON_OTHER], noticed[N_LOG_OUTCOMES][REASON_OTHER];
};

static void leave_one_out(void *context, const struct log *log, const struct block *block)
{
    struct kinds *kinds = context;
    for (int64_t i = 0; i < log->n; i++) {
        const struct log_record *r = &log->record[i];
        int *seen = &kinds->seen[r->outcome][r->reason];
        if (*seen >= MOST_LEFT_OUT)
            continue;
        ++*seen;
        kinds->noticed[r->outcome][r->reason] += wrong(log, block, i) > 0;
    }
}

/* Not of every one: nothing else counts that a company waits for the second time, or what is
 * still planned with a partner. */
static void a_record_that_is_missing_shows(void **state)
{
    (void)state;
    static const struct {
        enum log_outcome outcome;
        enum log_reason reason;
    } kind[] = {{LOG_HELD, 0}, {LOG_MOVED, REASON_BUSY}, {LOG_MOVED, REASON_WAITED},
        {LOG_MOVED, REASON_MOVED}, {LOG_NO_SHOW, 0}, {LOG_NOT_REACHED, 0}, {LOG_PLANNED, 0},
        {LOG_JOINED, 0}, {LOG_REFUSED, 0}, {LOG_SAID_NO, 0}, {LOG_STOPPED, 0},
        {LOG_STOPPED, REASON_UNFUNDED}, {LOG_INTRODUCED, 0}, {LOG_RENEWED, 0}, {LOG_LEFT, 0},
        {LOG_UPGRADED, 0}};
    struct kinds kinds = {0};
    for (int w = 0; w < WORLDS; w++)
        each_log(&worlds[w], leave_one_out, &kinds);
    for (size_t i = 0; i < sizeof kind / sizeof *kind; i++) {
        int noticed = kinds.noticed[kind[i].outcome][kind[i].reason];
        if (noticed == 0)
            print_error("%s %s\n", log_outcome_names[kind[i].outcome],
                log_reason_names[kind[i].reason]);
        assert_true(noticed > 0);
    }
}

/* ---- Files ---- */

static long count_lines(const struct text *text)
{
    long n = 0;
    for (size_t i = 0; i < text->length; i++)
        n += text->data[i] == '\n';
    return n;
}

static void records_are_written_as_files_have_them(void **state)
{
    (void)state;
    struct simulated s;
    simulate_file(
        &s, spark, NULL, (const char *const[]){"campaign.start=\"2024-02-28\"", NULL}, 1);
    const struct scenario *scenario = s.one.scenario;
    struct log_company known[] = {{.name = "A, \"B\""}, {.approached = LOG_NO_DAY}};
    struct company company[] = {
        {.stage = INTEREST, .contacts_before = 2, .warm = YES}, {.warm = NO}};
    struct log_record record[] = {
        {.company = 0,
            .day = 2,
            .planned_on = 0,
            .first_day = 1,
            .hours = 1.1f,
            .cost_eur = 82.5f,
            .outcome = LOG_HELD,
            .stage_after = DESIRE,
            .person = OWNER,
            .won = YES,
            .package = NONE},
        {.company = 1,
            .day = 366,
            .planned_on = LOG_NO_DAY,
            .first_day = LOG_NO_DAY,
            .hours = NAN,
            .cost_eur = NAN,
            .contact = NONE,
            .outcome = LOG_STOPPED,
            .stage_after = NONE,
            .package = NONE,
            .reason = REASON_UNFUNDED},
    };
    struct log log = {.scenario = scenario,
        .columns = ((1u << (LOG_PACKAGE + 1)) - 1) | 1u << LOG_REASON,
        .n_companies = 2,
        .company = company,
        .known = known,
        .n = 2,
        .record = record};
    struct text out = {0}, expected = {0};
    log_write(&out, &log, true);
    text_printf(&expected,
        "company,date,contact,outcome,planned_on,first_date,stage_after,person,won,hours,"
        "cost_eur,package,reason\n"
        "\"A, "
        "\"\"B\"\"\",2024-03-01,%s,held,2024-02-28,2024-02-29,desire,owner,yes,1.1,82.5,,\n"
        "2,2025-02-28,,stopped,,,,,,,,,unfunded\n",
        scenario->catalogue.contact[0].id);
    assert_string_equal(text_string(&out), text_string(&expected));
    text_free(&out);
    text_free(&expected);
    simulated_free(&s);
}

struct read_back {
    int differ, companies;
};

/* A companies file is read as a company list. */
static void read_companies(void *context, const struct log *log, const struct block *block)
{
    struct read_back *back = context;
    struct text text = {0}, records = {0};
    log_write_companies(&text, log, false);
    log_write(&records, log, false);
    assert_int_equal(count_lines(&records), log->n + 1);
    struct arena arena = {0};
    struct messages notices = {0}, errors = {0};
    struct company_list list;
    struct list_source source = {.data = {.path = "companies-0.csv", .bytes = &text},
        .axes = &block->campaign->scenario->axes};
    assert_int_equal(company_list_read(&list, &arena, &source, &notices, &errors), STATUS_OK);
    assert_int_equal(list.n, log->n_companies);
    for (int i = 0; i < list.n; i++) {
        const struct company *a = &list.company[i], *b = &log->company[i];
        back->differ += a->segment != b->segment || a->stage != b->stage ||
                        a->warm != b->warm || a->contacts_before != b->contacts_before ||
                        a->customer_in != b->customer_in || a->front_runner != b->front_runner;
        back->companies++;
    }
    messages_free(&notices);
    messages_free(&errors);
    arena_free(&arena);
    text_free(&records);
    text_free(&text);
}

static void companies_are_read_as_a_list(void **state)
{
    (void)state;
    struct read_back back = {0};
    each_log(&worlds[0], read_companies, &back);
    each_log(&worlds[6], read_companies, &back);
    assert_true(back.companies > 0);
    assert_int_equal(back.differ, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(logs_tell_what_campaigns_came_to),
        cmocka_unit_test(a_record_that_is_missing_shows),
        cmocka_unit_test(records_are_written_as_files_have_them),
        cmocka_unit_test(companies_are_read_as_a_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
