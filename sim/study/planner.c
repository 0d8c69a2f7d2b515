/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planner.h"

#include "language.h"
#include "setup.h"

/* Of each campaign, and companies considered, unless it is said. */
enum { REPLICATIONS = 2000, COMPANIES = 1000 };

static struct plan_line line_of(const struct setup *setup, int line, int companies)
{
    const struct study_case *one = &setup->study.cases[line];
    const struct scenario *scenario = one->scenario;
    int limit = companies > 0 ? companies : COMPANIES;
    int most = plan_intake(
        scenario->campaign.outreach_days, one->campaign->strategy->intake_per_week, limit);
    return (struct plan_line){
        .configured = one,
        .terms = {.budget_eur = scenario->campaign.budget_eur,
            .hours_per_week = scenario->team.hours_per_week,
            .companies = scenario->population.n},
        .most = most > 1 ? most : 1,
        .days_limit_most = most < limit,
    };
}

enum status planner_init(struct planner *planner, struct setup *setup, struct runner *runner,
    const struct planner_ask *ask)
{
    int n = setup->study.n_cases;
    struct plan_line *line = arena_new(&setup->arena, (size_t)n, sizeof *line);
    *planner = (struct planner){
        .setup = setup,
        .runner = runner,
        .n_lines = n,
        .line = line,
        .targets = ask->targets,
        .replications = ask->replications > 0 ? ask->replications : REPLICATIONS,
        .seed = setup->seed,
        .confidence = setup->study.confidence,
    };
    if (setup->study.has_hubs) {
        messages_add(&setup->errors,
            _("%s: has hubs, each with a budget, companies and a team "
              "of its own; plan for a config of one hub"),
            setup->paths[0]);
        return STATUS_CONFIG;
    }
    for (int i = 0; i < n; i++) {
        line[i] = line_of(setup, i, ask->companies);
        if (line[i].terms.companies > 0)
            continue;
        messages_add(&setup->errors, "%s", _("there are no companies to plan for"));
        return STATUS_CONFIG;
    }
    return STATUS_OK;
}

/* For a target by all levers, for a cost by the companies. */
static void ask_goal(struct plan_answers *answers, int line, const struct plan_goal *goal)
{
    bool cost = goal->number == 0;
    for (int lever = cost ? LEVER_COMPANIES : 0; lever < N_LEVERS; lever++)
        answers->answer[answers->n++] =
            (struct plan_answer){.line = line, .lever = (enum plan_lever)lever, .goal = *goal};
}

enum status planner_answer(struct plan_answers *answers, const struct plan *plan,
    const struct planner *planner, const struct plan_goal *goal, int n, struct arena *arena)
{
    size_t most = (size_t)(planner->n_lines * n * N_LEVERS) + 1;
    *answers = (struct plan_answers){0, arena_new(arena, most, sizeof *answers->answer),
        arena_new(arena, most, sizeof *answers->as_good)};
    for (int g = 0; g < n; g++)
        for (int line = 0; line < planner->n_lines; line++)
            ask_goal(answers, line, &goal[g]);
    if (answers->n == 0)
        return STATUS_OK;
    enum status status = plan_search(plan, planner, answers->answer, answers->n);
    return status == STATUS_OK
               ? plan_find_rivals(plan, planner, answers->answer, answers->n, answers->as_good)
               : status;
}

/* ---- Beyond the list ---- */

static int unlisted(const struct planner *planner, int line, const struct plan_terms *terms)
{
    return variant_unlisted(planner->line[line].configured->scenario, terms->companies);
}

int planner_unlisted(
    const struct planner *planner, const struct plan *plan, const struct plan_answers *answers)
{
    int most = 0;
    for (int i = 0; i < plan->row_set.n; i++) {
        const struct plan_point *row = &plan->row_set.point[i];
        int n = unlisted(planner, row->line, &row->terms);
        most = n > most ? n : most;
    }
    for (int i = 0; i < answers->n; i++) {
        int n = unlisted(planner, answers->answer[i].line, &answers->answer[i].terms);
        most = n > most ? n : most;
    }
    return most;
}
