/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "options_parts.h"

#include "language.h"

#include <stdlib.h>

enum {
    KEY_BUDGET = KEYS_OF_PLAN,
    KEY_HOURS,
    KEY_TARGET,
    KEY_PROBABILITY,
    KEY_COST_PER_PARTNER,
    KEY_COMPANIES
};

const struct argp_option plan_options[] = {
    {"budget", KEY_BUDGET, N_("LIST"), 0,
        N_("What these budgets buy, in euros: 1000,5000:20000:5000 (FROM:TO:STEP)"), 0},
    {"hours", KEY_HOURS, N_("LIST"), 0,
        N_("The same for these hours of the team a week; with budgets: each with each"), 0},
    {"target", KEY_TARGET, N_("NAME=N"), 0,
        N_("What it takes to reach in_view=N, active=N or paying=N; may be repeated"), 0},
    {"probability", KEY_PROBABILITY, "P", 0,
        N_("How certain the target has to be (default: 0.9)"), 0},
    {"cost-per-partner", KEY_COST_PER_PARTNER, "EUR", 0,
        N_("The largest campaign that costs at most this much per partner"), 0},
    {"companies", KEY_COMPANIES, "N", 0,
        N_("Consider at most N companies (default: as many as can be approached)"), 0},
    {0}};

static double positive(const char *text, const char *name, struct argp_state *state)
{
    char *end;
    double value = strtod(text, &end);
    if (*text == '\0' || *end != '\0' || !(value > 0.0 && value <= 1e12))
        argp_error(state, _("--%s: '%s' is not an amount of more than 0"), name, text);
    return value;
}

error_t parse_plan(int key, char *value, struct argp_state *state)
{
    const struct parsing *parsing = state->input;
    struct options *options = parsing->options;
    switch (key) {
    case KEY_BUDGET:
        options->budget = value;
        return 0;
    case KEY_HOURS:
        options->hours = value;
        return 0;
    case KEY_TARGET:
        if (options->n_targets == MOST_TARGETS)
            argp_error(state, _("--%s: at most %d are possible"), "target", MOST_TARGETS);
        options->target[options->n_targets++] = value;
        return 0;
    case KEY_PROBABILITY:
        options->probability = option_between_0_and_1(value, "probability", state);
        return 0;
    case KEY_COST_PER_PARTNER:
        options->cost_per_partner = positive(value, "cost-per-partner", state);
        return 0;
    case KEY_COMPANIES:
        options->companies = (int)option_whole(value, 1, 100000, "companies", state);
        return 0;
    case ARGP_KEY_END:
        if (options->probability > 0.0 && options->n_targets == 0)
            argp_error(state, "%s", _("--probability needs --target"));
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}
