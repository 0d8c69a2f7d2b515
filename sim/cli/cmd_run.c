/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "language.h"
#include "notices.h"
#include "output.h"
#include "plots.h"
#include "screen.h"
#include "tables.h"

#include <stdio.h>
#include <string.h>

/* Everything that one run works with. */
struct run {
    struct options options;
    struct workload work;
    struct output output;
    struct pauses pauses;
    struct table replications; /* replications.csv while it is written */
};

static void save_replication(
    void *context, int one, uint64_t replication, const double *quantities)
{
    struct run *run = context;
    if (output_writes())
        tables_add_replication(
            &run->replications, &run->work.study.cases[one], replication, quantities);
}

static struct results results_of(const struct run *run)
{
    return (struct results){.study = &run->work.study,
        .simulated = &run->work.study,
        .replications = run->options.save_replications};
}

/* Simulates, writing single campaigns as they come where they are asked for. */
static enum status simulate(struct run *run)
{
    struct study *study = &run->work.study;
    struct study_plan plan = output_plan(&run->output);
    enum status status = pauses_begin(&run->pauses, plan);
    if (status != STATUS_OK)
        return status;
    run->output.seconds = pauses_seconds_before(&run->pauses);
    if (!run->options.save_replications)
        return output_simulate(&run->output, study, plan, NULL, NULL);
    if (!output_writes())
        return output_simulate(&run->output, study, plan, save_replication, run);
    struct results results = results_of(run);
    status = tables_stream(&run->replications, &results, &run->output.folder);
    if (status != STATUS_OK)
        return status;
    status = output_simulate(&run->output, study, plan, save_replication, run);
    enum status closed = tables_close(&run->replications, &run->output.folder);
    return status == STATUS_OK ? closed : status;
}

static enum status write_plots(struct run *run)
{
    const char *folder = output_plots_folder(&run->output);
    if (folder == NULL)
        return STATUS_OK;
    struct results results = results_of(run);
    enum status status = plots_write(&results, folder, &run->work.errors);
    if (status == STATUS_OK)
        output_draw(&run->output);
    return status;
}

static enum status simulate_and_write(struct run *run)
{
    enum status status = simulate(run);
    if (status != STATUS_OK || !output_writes())
        return status;
    status = write_plots(run);
    struct results results = results_of(run);
    if (status == STATUS_OK)
        status = tables_write(&run->output.folder, &results);
    if (status == STATUS_OK)
        study_notices(&run->work.study, &run->output.notices);
    if (status == STATUS_OK)
        status = output_manifest(&run->output);
    return output_drawn(&run->output, status);
}

static enum status print_results(struct run *run)
{
    const struct config *config = &run->work.configs[0];
    const struct messages *notices = &run->output.notices;
    output_print_place(&run->output);
    struct results results = results_of(run);
    if (run->options.format != FORMAT_TABLE)
        tables_print(stdout, &results, run->options.format == FORMAT_JSON);
    else
        screen_run(stdout, &run->work.study, config->numbers, config->assumed, notices);
    if (run->options.format != FORMAT_TABLE)
        print_messages(notices, "recept: ");
    return finish_output();
}

static enum status run_all(struct run *run)
{
    enum status status = workload_read(&run->work, &run->options.argument, 1);
    if (status == STATUS_OK)
        status = output_begin(&run->output, "");
    if (status != STATUS_OK)
        return status;
    pauses_init(&run->pauses, &run->work, text_string(&run->output.target));
    run->output.pauses = &run->pauses;
    status = output_end(&run->output, simulate_and_write(run));
    pauses_print(&run->pauses, status);
    if (status != STATUS_OK || !output_writes())
        return status;
    pauses_end(&run->pauses);
    return print_results(run);
}

enum status cmd_run(const struct options *options)
{
    struct run run;
    memset(&run, 0, sizeof run);
    run.options = *options;
    workload_init(&run.work, &run.options);
    output_init(&run.output, &run.work, options->argc, options->argv);
    enum status status = run_all(&run);
    print_messages(&run.work.errors, status == STATUS_CONFIG ? "" : "recept: ");
    workload_free(&run.work);
    output_free(&run.output);
    pauses_free(&run.pauses);
    return status;
}
