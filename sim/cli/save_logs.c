/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "save_logs.h"

#include "campaign_log.h"
#include "language.h"
#include "log_write.h"

#include <stdio.h>

enum status save_logs_check(struct output *output)
{
    const struct study *study = &output->study->setup.study;
    if (output->options->save_logbook == 0)
        return STATUS_OK;
    if (output->from != NULL) {
        messages_add(&output->errors, "%s",
            _("--save-logbook writes campaigns that start, and --from goes on with one"));
        return STATUS_USAGE;
    }
    if (study->n_cases == 1)
        return STATUS_OK;
    messages_add(&output->errors,
        _("--save-logbook writes campaigns of one strategy, without --vary and hubs; here are "
          "%d: choose one with --strategy"),
        study->n_cases);
    return STATUS_USAGE;
}

static enum status save_file(
    struct output *output, const char *kind, int campaign, const struct text *bytes)
{
    char name[32];
    snprintf(name, sizeof name, "%s-%d.csv", kind, campaign);
    FILE *file = results_open(&output->folder, name);
    if (file == NULL)
        return STATUS_FAILED;
    fwrite(text_string(bytes), 1, bytes->length, file);
    return results_close(&output->folder, file, name);
}

static enum status save_log(struct output *output, struct block *block, int campaign)
{
    struct log log = {0};
    struct text records = {0}, companies = {0};
    bool names = !output->options->no_names;
    campaign_log_make(&log, block, (uint32_t)campaign);
    log_write(&records, &log, names);
    log_write_companies(&companies, &log, names);
    enum status status = save_file(output, "logbook", campaign, &records);
    if (status == STATUS_OK)
        status = save_file(output, "companies", campaign, &companies);
    text_free(&records);
    text_free(&companies);
    campaign_log_free(&log);
    return status;
}

/* Campaigns 2k and 2k + 1 share a draw of what is not known. */
enum status save_logs(struct output *output)
{
    const struct study_case *one = &output->study->setup.study.cases[0];
    const struct campaign_draws *source = &one->source;
    void *opened = source->open != NULL ? source->open(source->context) : NULL;
    struct campaign *drawn = memory_new(1, sizeof *drawn);
    struct block block;
    enum status status = STATUS_OK;
    block_init_for(&block, one->campaign, 1);
    for (int i = 0; i < output->options->save_logbook && status == STATUS_OK; i++) {
        if (opened != NULL && i % 2 == 0) {
            source->draw(opened, source->context, one->campaign, (uint64_t)i / 2, drawn);
            block.campaign = drawn;
        }
        status = save_log(output, &block, i);
    }
    block_free(&block);
    memory_free(drawn);
    if (opened != NULL)
        source->close(opened);
    return status;
}
