/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What averages of the SPARK recipe truly are, for coverage.c: estimates and standard errors of
 * summary.csv, over a year of 20,000,000 campaigns without controls, of
 *     recept run configs/spark.cfg --strategy spark --set campaign.outreach_days=365
 *         --set campaign.horizon_days=365 -n 20000000 --seed 20000002 --no-controls
 * and over 120 days of 2,000,000 with them, whose errors are those of 15,000,000 without for
 * partners and of 2,000,000 to 8,000,000 for others, of
 *     recept run configs/spark.cfg --strategy spark,personal,online_then_personal
 *         -n 2000000 --seed 20000003
 * Of a difference the standard error is as if both strategies had their own luck. To be made
 * again when the model or the config changes. */

#define N_AND(list) .n_truths = (int)(sizeof(list) / sizeof(list)[0]), .truth = list

static const struct truth spark_120[] = {
    {"spark", NULL, NULL, "conversion_rate", 0.174775876, 2.47e-05, 2.44686},
    {"spark", NULL, NULL, "partners", 2.44686226, 0.000346, 2.44686},
    {"spark", NULL, NULL, "in_view", 13.4153478, 0.000506, 2.44686},
    {"spark", NULL, NULL, "active", 8.1598156, 0.0009, 2.44686},
    {"spark", NULL, NULL, "paying", 2.44686226, 0.000346, 2.44686},
    {"spark", NULL, NULL, "contacts_per_partner", 5.71579165, 0.000383, 2.44686},
    {"spark", NULL, NULL, "all_contacts_per_partner", 16.0361798, 0.00212, 2.44686},
    {"spark", NULL, NULL, "contacts_per_company", 2.80273737, 0.000116, 2.44686},
    {"spark", NULL, NULL, "seven_or_more_share", 0.0622879167, 3.95e-05, 2.44686},
    {"spark", NULL, NULL, "days_to_partner", 79.2881664, 0.00905, 2.44686},
    {"spark", NULL, NULL, "cost", 11110.5014, 0.432, 2.44686},
    {"spark", NULL, NULL, "cost_net", 11110.5014, 0.432, 2.44686},
    {"spark", NULL, NULL, "cost_per_company", 793.607242, 0.0308, 2.44686},
    {"spark", NULL, NULL, "cost_per_active", 1361.61182, 0.13, 2.44686},
    {"spark", NULL, NULL, "cost_per_partner", 4540.71385, 0.62, 2.44686},
    {"spark", NULL, NULL, "revenue", 9954.50046, 2.52, 2.44686},
    {"spark", NULL, NULL, "net_result", -2986.28026, 2.01, 2.44686},
    {"spark", NULL, NULL, "hours", 132.805898, 0.00535, 2.44686},
    {"spark", NULL, NULL, "hours_counted", 108.431505, 0.00533, 2.44686},
    {"spark", NULL, NULL, "moved", 13.5162764, 0.00254, 2.44686},
    {"spark", NULL, NULL, "waited", 5.13672011, 0.00218, 2.44686},
    {"spark", NULL, NULL, "said_no", 3.62256505, 0.00067, 2.44686},
    {"spark", NULL, NULL, "given_up", 0.088229209, 0.000206, 2.44686},
    {"spark", NULL, NULL, "open", 7.84234347, 0.000773, 2.44686},
    {"spark", NULL, NULL, "open_share", 0.560167391, 5.52e-05, 2.44686},
    {"spark", NULL, "small/*/*", "conversion_rate", 0.0856639805, 7.55e-05, 0.42832},
    {"spark", NULL, "small/*/*", "partners", 0.428319902, 0.000377, 0.42832},
    {"spark", NULL, "small/*/*", "cost_per_partner", 8477.03616, 7.25, 0.42832},
    {"spark", NULL, "small/*/*", "said_no", 1.48764695, 0.000635, 0.42832},
    {"spark", NULL, "larger/family/group", "conversion_rate", 0.286255225, 0.000153, 0.858766},
    {"spark", NULL, "larger/family/group", "partners", 0.858765675, 0.000458, 0.858766},
    {"spark", NULL, "larger/family/group", "cost_per_partner", 2925.20378, 1.5, 0.858766},
    {"spark", NULL, "larger/family/group", "said_no", 0.769245167, 0.000479, 0.858766},
    {"spark", "personal", NULL, "conversion_rate", -0.0114318906, 3.41e-05, 2.44686},
    {"spark", "personal", NULL, "partners", -0.160046469, 0.000478, 2.44686},
    {"spark", "personal", NULL, "cost", -1729.78999, 0.629, 2.44686},
    {"spark", "personal", NULL, "cost_per_partner", -384.771724, 0.873, 2.44686},
    {"spark", "personal", NULL, "net_result", 1274.76584, 2.86, 2.44686},
    {"spark", "personal", NULL, "hours", -25.4959566, 0.00771, 2.44686},
    {"spark", "online_then_personal", NULL, "conversion_rate", -0.0189659948, 3.4e-05, 2.44686},
    {"spark", "online_then_personal", NULL, "partners", -0.265523928, 0.000476, 2.44686},
    {"spark", "online_then_personal", NULL, "cost", 755.453446, 0.556, 2.44686},
    {"spark", "online_then_personal", NULL, "cost_per_partner", 723.024482, 0.773, 2.44686},
    {"spark", "online_then_personal", NULL, "net_result", -1562.45241, 2.9, 2.44686},
    {"spark", "online_then_personal", NULL, "hours", 8.63190622, 0.00681, 2.44686},
};

static const struct truth spark_year[] = {
    {"spark", NULL, NULL, "conversion_rate", 0.487886221, 2.98e-05, 6.83041},
    {"spark", NULL, NULL, "partners", 6.8304071, 0.000417, 6.83041},
    {"spark", NULL, NULL, "paying", 6.8304071, 0.000417, 6.83041},
    {"spark", NULL, NULL, "contacts_per_partner", 6.50494848, 0.000131, 6.83041},
    {"spark", NULL, NULL, "all_contacts_per_partner", 8.86779471, 0.000515, 6.83041},
    {"spark", NULL, NULL, "seven_or_more_share", 0.325467207, 2.76e-05, 6.83041},
    {"spark", NULL, NULL, "days_to_partner", 147.306283, 0.00586, 6.83041},
    {"spark", NULL, NULL, "cost", 16526.5015, 0.406, 6.83041},
    {"spark", NULL, NULL, "cost_per_active", 1468.72326, 0.0367, 6.83041},
    {"spark", NULL, NULL, "cost_per_partner", 2419.54854, 0.14, 6.83041},
    {"spark", NULL, NULL, "revenue", 26560.8325, 1.84, 6.83041},
    {"spark", NULL, NULL, "net_result", 3910.97665, 1.37, 6.83041},
    {"spark", NULL, NULL, "hours", 192.578224, 0.00468, 6.83041},
    {"spark", NULL, NULL, "moved", 20.6807834, 0.00129, 6.83041},
    {"spark", NULL, NULL, "waited", 5.3807885, 0.000812, 6.83041},
    {"spark", NULL, NULL, "said_no", 5.9780262, 0.000411, 6.83041},
    {"spark", NULL, NULL, "open", 0.5763055, 0.000164, 6.83041},
    {"spark", NULL, "small/*/*", "conversion_rate", 0.32307355, 4.73e-05, 1.61537},
    {"spark", NULL, "small/*/*", "partners", 1.61536775, 0.000236, 1.61537},
    {"spark", NULL, "small/*/*", "cost_per_partner", 3657.49168, 0.505, 1.61537},
    {"spark", NULL, "small/*/*", "said_no", 2.748662, 0.000249, 1.61537},
};

static const struct world worlds[] = {
    {.name = "spark",
        .path = SOURCE_DIR "/configs/spark.cfg",
        .strategies = "spark,personal,online_then_personal",
        N_AND(spark_120)},
    {.name = "year",
        .path = SOURCE_DIR "/configs/spark.cfg",
        .sets = {"campaign.outreach_days=365", "campaign.horizon_days=365"},
        .strategies = "spark",
        N_AND(spark_year)},
};
