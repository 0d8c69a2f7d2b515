/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "language.h"
#include "output.h"
#include "pauses.h"
#include "plots.h"
#include "screen.h"
#include "tables.h"

#include <stdio.h>
#include <string.h>

/* Everything that one run works with. */
struct run {
    struct output output;
    struct pauses pauses;
    FILE *replications; /* replications.csv while it is written; NULL: not written here */
};

static void save_replication(
    void *context, int one, uint64_t replication, const double *quantities)
{
    struct run *run = context;
    if (run->replications == NULL)
        return;
    const struct study *study = &run->output.setup.study;
    replications_row(
        run->replications, study, &study->cases[one], replication, quantities);
}

/* Simulates, writing single campaigns as they come where they are asked for. */
static enum status simulate(struct run *run)
{
    static const char name[] = "replications.csv";
    struct study *study = &run->output.setup.study;
    struct runner *runner = &run->output.runner;
    struct study_plan plan = output_plan(&run->output);
    enum status status = pauses_begin(&run->pauses, plan);
    if (status != STATUS_OK)
        return status;
    runner->seconds = pauses_seconds_before(&run->pauses);
    pauses_add(&run->pauses, &runner->engine);
    if (!run->output.options.save_replications)
        return runner_run(runner, study, plan, NULL, NULL);
    if (!output_writes())
        return runner_run(runner, study, plan, save_replication, run);
    run->replications = results_open(&run->output.folder, name);
    if (run->replications == NULL)
        return STATUS_FAILED;
    replications_header(run->replications, study);
    status = runner_run(runner, study, plan, save_replication, run);
    enum status closed = results_close(&run->output.folder, run->replications, name);
    return status == STATUS_OK ? closed : status;
}

static enum status write_plots(struct run *run)
{
    const char *folder = output_plots_folder(&run->output);
    if (folder == NULL)
        return STATUS_OK;
    enum status status = plots_write(&run->output.setup.study, folder, &run->output.setup.errors);
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
    if (status == STATUS_OK)
        status = tables_write(&run->output.folder, &run->output.setup.study, &run->output.notices);
    if (status == STATUS_OK)
        status = output_manifest(&run->output);
    return output_drawn(&run->output, status);
}

static enum status print_results(struct run *run)
{
    const struct config *config = &run->output.setup.configs[0];
    const struct messages *notices = &run->output.notices;
    output_print_place(&run->output);
    if (run->output.options.format == FORMAT_CSV)
        screen_csv(stdout, &run->output.setup.study);
    else if (run->output.options.format == FORMAT_JSON)
        screen_json(stdout, &run->output.setup.study);
    else
        screen_table(stdout, &run->output.setup.study, config->numbers, config->assumed, notices);
    if (run->output.options.format != FORMAT_TABLE)
        print_messages(notices, "recept: ");
    return finish_output();
}

static enum status run_all(struct run *run)
{
    struct output *output = &run->output;
    enum status status = output_read(output);
    if (status == STATUS_OK)
        status = output_begin(output, "");
    if (status != STATUS_OK)
        return status;
    pauses_init(&run->pauses, &output->options, &output->setup, text_string(&output->target));
    status = output_end(output, simulate_and_write(run));
    pauses_print(&run->pauses, status);
    if (status != STATUS_OK || !output_writes())
        return status;
    pauses_end(&run->pauses);
    return print_results(run);
}

enum status cmd_run(int argc, char **argv)
{
    struct run run;
    memset(&run, 0, sizeof run);
    output_init(&run.output, argc, argv);
    options_read(&run.output.options, argc, argv,
        TAKES_CONFIG | TAKES_RUN | TAKES_SAVING | TAKES_LONG, _("CONFIG"),
        _("Simulates every strategy of CONFIG, prints a table and writes tables and plots to "
          "results/NAME."));
    enum status status = output_finish(&run.output, run_all(&run));
    pauses_free(&run.pauses);
    return status;
}
