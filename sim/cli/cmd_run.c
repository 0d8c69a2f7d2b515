/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "call_list.h"
#include "keeping.h"
#include "language.h"
#include "save_logs.h"
#include "screen.h"

static enum status keep(
    void *context, struct engine_position position, const struct tally *tallies, int n)
{
    struct keeping *keeping = context;
    struct text state = {0};
    run_state_add(&state, &keeping->output->study->setup.study, position, tallies, n);
    enum status status = keeping_store(
        keeping, &state, study_done(&keeping->output->study->setup.study, position));
    text_free(&state);
    return status;
}

/* Goes on with a run that was left: then its study has tallies. */
static enum status go_on(void *context)
{
    struct keeping *keeping = context;
    struct recept_study *of = keeping->output->study;
    struct study *study = &of->setup.study;
    study_start(study);
    of->status = STATUS_OK;
    if (!run_state_read(keeping->state, study))
        of->status = keeping_refuse(keeping, _("is damaged; the run has to start again"));
    else if (keeping->checkpoint.asked < of->campaigns.replications &&
             !study_can_grow(study->left))
        of->status = keeping_refuse(keeping,
            _("is all but done, and goes on to the number of campaigns that it had only"));
    return of->status;
}

static enum status prepare(struct output *output, void *context)
{
    struct keeping *keeping = context;
    struct runner *runner = &output->study->runner;
    enum status logs = together(save_logs_check(output));
    if (logs != STATUS_OK)
        return logs;
    if (output->options->call_list != NULL) {
        enum status listed = together(call_list_check(output));
        if (listed != STATUS_OK)
            return listed;
    }
    /* What was saved of single campaigns goes with the unfinished results; and what goes on
     * from a logbook takes no long time. */
    if (output->options->save_replications || output->from != NULL)
        return STATUS_OK;
    enum status status = keeping_begin(keeping, output, "run", NULL);
    if (status == STATUS_OK && keeping->exists)
        status = output_fares(output,
            api_work(output->study->owner, output->study_options.language, go_on, keeping));
    text_free(&keeping->file);
    if (status != STATUS_OK)
        return status;
    runner->seconds = keeping->exists ? keeping->checkpoint.seconds : 0.0;
    keeps_work = true;
    if (together_first()) {
        runner->engine.pause = keeping_is_time;
        runner->engine.keep = keep;
        runner->engine.pause_context = keeping;
    }
    return STATUS_OK;
}

static void finish(struct output *output, void *context, enum status status)
{
    (void)output;
    keeping_end(context, status);
}

static enum status deliver(struct output *output)
{
    const char *call_list = output->options->call_list;
    return call_list != NULL && call_list[0] != '\0' ? call_list_write(output) : STATUS_OK;
}

static void tell_with_list(
    struct screen *out, const struct recept_study *study, const struct messages *notices)
{
    screen_run(out, study, notices);
    call_list_tell(out, study);
}

enum status cmd_run(const struct options *options)
{
    bool shows_list = options->call_list != NULL && options->call_list[0] == '\0';
    struct output output;
    struct keeping keeping = {0};
    return output_make(&output, options,
        &(struct output_command){.suffix = "",
            .prepare = prepare,
            .finish = finish,
            .deliver = deliver,
            .tell = shows_list ? tell_with_list : screen_run,
            .context = &keeping});
}
