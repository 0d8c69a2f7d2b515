/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulates a campaign from within another program: a config from a string, one setting, and
 * the two figures that a board asks for first.
 *
 *     cc embed.c $(pkg-config --cflags --libs recept) -o embed */
#include <recept.h>

#include <stdio.h>

static const char campaign[] =
    "axes = ( { id = \"size\"; levels = (\"small\", \"larger\"); } );\n"
    "modes = ( { id = \"personal\"; appointment = true; trust = true; } );\n"
    "contact_moments = (\n"
    "  { id = \"visit\"; stage = \"attention\"; mode = \"personal\"; strength = 1.0;\n"
    "    hours = 4.0; lead_days = 14.0; participation = true; },\n"
    "  { id = \"talk\"; stage = \"action\"; mode = \"personal\"; hours = 2.0; lead_days = 7.0; "
    "} );\n"
    "packages = ( { id = \"partner\"; price = 1500.0; value = { base = 1.0; }; } );\n"
    "campaign = { name = \"example\"; start = \"2026-01-05\";\n"
    "  outreach_days = 120; horizon_days = 365; };\n"
    "population = { count = 40; levels = { size = { small = 0.6; larger = 0.4; }; }; };\n"
    "team = { hourly_rate = 75.0; };\n"
    "response = { intercept = (-1.5, -2.0, -2.5); dropout = (0.02, 0.02, 0.05, 0.1); };\n"
    "strategies = ( { id = \"visits\"; attention = (\"visit\"); interest = (\"visit\");\n"
    "  desire = (\"visit\"); intake_per_week = 5.0; } );\n";

int main(void)
{
    const char *settings[] = {"campaign.outreach_days=365"};
    struct recept_origin origin = {.name = "campaign.cfg",
        .bytes = campaign,
        .length = sizeof campaign - 1,
        .settings = settings,
        .n_settings = 1};
    struct recept_config *config;
    enum recept_status status = recept_config_open(&config, &origin);
    for (size_t i = 0; config != NULL && i < recept_config_messages(config); i++)
        fprintf(stderr, "%s\n", recept_config_message(config, i));
    struct recept_study *study = NULL;
    struct recept_options options = {.replications = 10000};
    if (status == RECEPT_OK)
        status = recept_run(&study, config, &options);
    struct recept_figure conversion, cost;
    if (status == RECEPT_OK)
        status = recept_study_figure(study, "visits", NULL, "conversion_rate", &conversion);
    if (status == RECEPT_OK)
        status = recept_study_figure(study, "visits", NULL, "cost_per_partner", &cost);
    if (status == RECEPT_OK)
        printf("conversion %.3f (%.3f to %.3f), cost per partner %.0f euro (%.0f to %.0f)\n",
            conversion.estimate, conversion.mc_low, conversion.mc_high, cost.estimate,
            cost.mc_low, cost.mc_high);
    recept_study_free(study);
    recept_config_free(config);
    return status;
}
