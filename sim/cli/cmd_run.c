/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "language.h"
#include "notices.h"
#include "output.h"
#include "pauses.h"
#include "screen.h"

#include <string.h>

/* Everything that one run works with. */
struct run {
    struct output output;
    struct pauses pauses;
};

static enum status read_all(void *context)
{
    struct run *run = context;
    return output_read(&run->output);
}

static enum status simulate(void *context)
{
    struct run *run = context;
    struct output *output = &run->output;
    struct pauses *pauses = &run->pauses;
    pauses_init(pauses, output->options, &output->setup, text_string(&output->target));
    enum status status = pauses_begin(pauses, output_plan(output));
    if (status != STATUS_OK)
        return status;
    output->runner.seconds = pauses_seconds_before(pauses);
    pauses_add(pauses, &output->runner.engine);
    status = runner_run(&output->runner, &output->setup.study, output_plan(output),
        output_saver(output), output);
    if (status == STATUS_OK && output_writes())
        study_notices(&output->setup.study, &output->notices);
    return status;
}

static struct results results_of(void *context)
{
    const struct output *output = &((struct run *)context)->output;
    return (struct results){.study = &output->setup.study,
        .simulated = &output->setup.study,
        .replications = output->options->save_replications};
}

static void print_screen(void *context)
{
    const struct output *output = &((struct run *)context)->output;
    const struct config *config = output->setup.configs;
    screen_run(
        stdout, &output->setup.study, config->numbers, config->assumed, &output->notices);
}

static void tell_end(void *context, enum status status)
{
    const struct run *run = context;
    pauses_print(&run->pauses, status);
    if (status == STATUS_OK && output_writes())
        pauses_end(&run->pauses);
}

enum status cmd_run(const struct options *options)
{
    static const struct output_parts parts = {
        "", read_all, simulate, results_of, print_screen, tell_end};
    struct run run;
    memset(&run, 0, sizeof run);
    output_init(&run.output, options);
    enum status status = output_run(&run.output, &parts, &run);
    output_free(&run.output);
    pauses_free(&run.pauses);
    return status;
}
