/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "files.h"
#include "folder.h"
#include "manifest.h"
#include "study.h"

/* Two strategies for six companies with hostile names, one of which never contacts anybody, so
 * that its contacts reach all of them and there are no no-shows; and a folder of results in
 * which it can be written. */
enum { NEWSLETTER, EVENT, TALK };
enum { TRY, NEVER, STRATEGIES };
enum { COMPANIES = 6, REPLICATIONS = 600, UNTOLD = 4 /* measures of NEVER */ };

static const char *const hostile[COMPANIES] = {
    "=1+1", "'=1", "a \"b\", c;\nd", "<script>", "`touch x`", "$(touch x)"};

static struct arena arena;
static struct scenario scenario;
static struct company companies[COMPANIES];
static struct campaign campaigns[STRATEGIES];
static struct study_case cases[STRATEGIES];
static struct study study;

static inline struct by_segment same(double value)
{
    struct by_segment all;
    for (int s = 0; s < MAX_SEGMENTS; s++)
        all.at[s] = value;
    return all;
}

static inline void make_catalogue(struct catalogue *catalogue)
{
    catalogue->n_modes = 2;
    catalogue->mode[0] = (struct mode){.id = "online", .reach = same(0.8)};
    catalogue->mode[1] = (struct mode){.id = "personal",
        .effect = {0.5, 0.5, 0.5},
        .appointment = true,
        .waits = true,
        .trust = true,
        .reach = same(1.0)};
    catalogue->n = 3;
    catalogue->talk = TALK;
    catalogue->contact[NEWSLETTER] = (struct contact){.id = "newsletter",
        .stage = ATTENTION,
        .hours = 0.3,
        .cost_eur = 2.5,
        .lead_days = 5.0,
        .lead_shape = 2.0,
        .owner = 0.5};
    catalogue->contact[EVENT] = (struct contact){.id = "event",
        .stage = INTEREST,
        .mode = 1,
        .hours = 1.7,
        .cost_eur = 12.0,
        .lead_days = 7.0,
        .lead_shape = 2.0,
        .reschedule = 0.3,
        .no_show = same(0.2),
        .owner = 0.5,
        .participation = true,
        .occasion = {true, 3, 10, 8, 333.0, 7.0}};
    catalogue->contact[TALK] = (struct contact){.id = "talk",
        .stage = ACTION,
        .mode = 1,
        .hours = 2.0,
        .cost_eur = 5.0,
        .lead_days = 7.0,
        .lead_shape = 2.0,
        .reschedule = 0.2,
        .owner = 1.0};
}

static inline void make_packages(struct packages *packages)
{
    packages->n = 3;
    packages->package[0] = (struct package){.id = "network",
        .price_eur = 1500.0,
        .cost_per_year = 300.0,
        .for_companies = true,
        .value = same(0.5)};
    packages->package[1] = (struct package){.id = "premium",
        .price_eur = 5000.0,
        .cost_per_year = 900.0,
        .for_companies = true,
        .value = same(1.0)};
    packages->package[2] = (struct package){.id = "students"};
}

static inline void make_strategies(void)
{
    static const int attention[] = {NEWSLETTER, EVENT}, event[] = {EVENT}, aid[] = {0};
    scenario.n_aids = 1;
    scenario.aid[0] = (struct aid){
        .id = "website", .cost_eur = 900.0, .life_years = 3.0, .cost_per_year = 65.0};
    static struct strategy strategies[STRATEGIES];
    scenario.n_strategies = STRATEGIES;
    scenario.strategy = strategies;
    scenario.strategy[TRY] = (struct strategy){.id = "try",
        .label = {"Proberen, met een lange naam die niet past", NULL},
        .intake_per_week = 5.0};
    scenario.strategy[NEVER] = (struct strategy){.id = "never", .intake_per_week = 5.0};
    for (int s = 0; s < 2; s++) {
        scenario.strategy[TRY].at[s] = (struct cocktail){
            .stage = {{2, attention}, {1, event}, {1, event}},
            .pace_days = 2,
            .max_contacts = 8,
            .offer = NONE,
            .aids = {1, aid},
        };
        scenario.strategy[NEVER].at[s] = (struct cocktail){.offer = NONE};
    }
}

static inline void make_companies(void)
{
    for (int i = 0; i < COMPANIES; i++)
        companies[i] = (struct company){.name = hostile[i],
            .segment = i % 3 == 0,
            .stage = ATTENTION,
            .contacts_before = i % 2};
    scenario.population = (struct population){.n = COMPANIES, .list = companies};
}

static inline void make_scenario(bool full)
{
    memset(&scenario, 0, sizeof scenario);
    scenario.axes.n = 1;
    scenario.axes.axis[0] =
        (struct axis){.id = "size", .n_levels = 2, .levels = {"small", "larger"}};
    scenario.campaign = (struct campaign_terms){.name = "test",
        .start = "2023-11-01",
        .outreach_days = 150,
        .horizon_days = 365,
        .budget_eur = NAN,
        .targets = {4, 2, 1}};
    scenario.team = (struct team){.hours_per_week = 6.0,
        .hourly_rate = 75.0,
        .research_hours = 0.7,
        .reschedule_hours = 0.25,
        .no_show_share = 0.4,
        .full = full,
        .fill = 0.6};
    scenario.response = (struct response){.dropout = {0.02, 0.05, 0.05, 0.3}};
    scenario.decision =
        (struct decision){.handover_factor = same(1.0), .owner_lead_factor = same(1.0)};
    make_catalogue(&scenario.catalogue);
    make_packages(&scenario.packages);
    make_strategies();
    make_companies();
}

static inline void run_study(bool full, uint64_t replications)
{
    static const char *const path[] = {"campaign.outreach_days", "x,\"y\""};
    static const char *const value[STRATEGIES][2] = {{"150", "=1"}, {"90", "z"}};
    arena = (struct arena){0};
    make_scenario(full);
    study = (struct study){.n_cases = STRATEGIES,
        .cases = cases,
        .n_vary = 2,
        .vary_path = path,
        .confidence = 0.95};
    for (int i = 0; i < STRATEGIES; i++) {
        campaign_init(&campaigns[i], &arena, &scenario, i, 42);
        cases[i] = (struct study_case){
            .scenario = &scenario, .campaign = &campaigns[i], .vary_value = value[i]};
    }
    struct engine engine = {.threads = 2};
    struct study_plan plan = {.replications = replications};
    assert_int_equal(study_run(&study, &engine, plan), STATUS_OK);
}

static inline void free_study(void)
{
    study_free(&study);
    arena_free(&arena);
}

/* ---- A folder to write it in ---- */

static struct results_folder folder;
static struct messages errors, notices;

static inline int start(void **state)
{
    return enter_folder(state) != 0 ||
           results_begin(&folder, "r", &results_of_recept, false, &errors) != STATUS_OK;
}

static inline int end(void **state)
{
    results_abort(&folder);
    free_study();
    messages_free(&errors);
    messages_free(&notices);
    return leave_folder(state);
}

static inline void read_file(const char *name, struct text *bytes)
{
    struct text path = {0};
    path_join(&path, text_string(&folder.partial), name);
    assert_int_equal(file_read(path.data, 10000000, bytes, &errors), STATUS_OK);
    text_free(&path);
}

static inline double total(int strategy, const char *measure)
{
    return study_total(&study, &cases[strategy], measure).estimate.value;
}
