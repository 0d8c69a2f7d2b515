/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holds the strategies of a config file against each other, tells what is to be known of it,
 * and writes one of its tables to standard output.
 *
 *     cc compare.c $(pkg-config --cflags --libs recept) -o compare
 *     ./compare campaign.cfg */
#include <recept.h>

#include <stdio.h>

/* Stops on nothing; shows how far the work is. */
static bool show(void *context, double share, double campaigns)
{
    (void)context;
    fprintf(stderr, "\r%3.0f%%, %.0f campaigns", 100.0 * share, campaigns);
    return true;
}

static enum recept_status print_table(struct recept_study *study)
{
    const struct recept_table *table;
    const char *bytes;
    size_t length;
    enum recept_status status = recept_study_table(study, "compare", &table);
    if (status == RECEPT_OK)
        status = recept_table_write(study, table, RECEPT_CSV, &bytes, &length);
    if (status == RECEPT_OK)
        fwrite(bytes, 1, length, stdout);
    return status;
}

int main(int argc, char **argv)
{
    struct recept_origin origin = {.name = argc > 1 ? argv[1] : "campaign.cfg"};
    struct recept_config *config;
    enum recept_status status = recept_config_open(&config, &origin);
    for (size_t i = 0; config != NULL && i < recept_config_messages(config); i++)
        fprintf(stderr, "%s\n", recept_config_message(config, i));
    struct recept_study *study = NULL;
    struct recept_options options = {.replications = 2000, .progress = show};
    struct recept_comparison comparison = {.baseline = NULL};
    if (status == RECEPT_OK)
        status = recept_compare(&study, config, &options, &comparison);
    fprintf(stderr, "\n");
    for (size_t i = 0; study != NULL && i < recept_study_messages(study); i++)
        fprintf(stderr, "%s\n", recept_study_message(study, i));
    if (status == RECEPT_OK)
        status = print_table(study);
    if (status != RECEPT_OK)
        fprintf(stderr, "%s\n", recept_status_text(status, RECEPT_ENGLISH));
    recept_study_free(study);
    recept_config_free(config);
    return status;
}
