/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "keeping.h"
#include "language.h"
#include "output.h"
#include "screen.h"

/* A comparison that goes on until it is sure. What is simulated before its search for the best
 * starts is done again when it goes on. */

static bool is_over(void *context)
{
    return keeping_is_over(context);
}

/* Time is up before there is a search. */
static enum status end_early(
    void *context, struct engine_position position, const struct tally *tallies, int n)
{
    (void)position;
    (void)tallies;
    (void)n;
    return !interrupted && keeping_is_over(context) ? STATUS_OUT_OF_TIME : STATUS_OK;
}

static enum status keep(void *context, const struct text *state, uint64_t done)
{
    return keeping_store(context, state, done);
}

static const char *number_of(struct arena *arena, double number)
{
    struct text text = {0};
    text_add_number(&text, number, 0);
    return text_keep(&text, arena);
}

static enum status prepare(struct output *output, void *context)
{
    struct keeping *keeping = context;
    const struct recept_comparison *asked = &output->options->compare;
    struct recept_study *study = output->study;
    struct arena *arena = &output->arena;
    if (asked->until_sure == 0.0 || output->options->save_replications)
        return STATUS_OK;
    /* Controls of the search are fitted on the comparison's own campaigns. */
    bool fitted = study->setup.study.controls;
    const struct study_plan *campaigns = &study->campaigns;
    const struct checkpoint_term work[] = {
        {"--until-sure", number_of(arena, asked->until_sure)},
        {"--difference", number_of(arena, asked->difference)},
        {"--value", asked->value != NULL ? number_of(arena, *asked->value) : "-"},
        {"-n", fitted ? number_of(arena, (double)campaigns->replications) : "-"},
        {"--precision", fitted ? number_of(arena, campaigns->precision) : "-"},
        {NULL, NULL},
    };
    enum status status = keeping_begin(keeping, output, "compare", work);
    if (status != STATUS_OK)
        return status;
    keeps_work = true;
    study->pauses.state = keeping->exists ? &keeping->state : NULL;
    if (together_first()) {
        study->runner.engine.pause = is_over;
        study->runner.engine.keep = end_early;
        study->runner.engine.pause_context = keeping;
        study->pauses.pause = keeping_is_time;
        study->pauses.keep = keep;
        study->pauses.context = keeping;
    }
    return STATUS_OK;
}

static void finish(struct output *output, void *context, enum status status)
{
    struct keeping *keeping = context;
    if (status == STATUS_CONFIG && keeping->exists && output->errors.count == 0)
        keeping_refuse(keeping, _("is damaged; the run has to start again"));
    keeping_end(keeping, status);
}

enum status cmd_compare(const struct options *options)
{
    struct output output;
    struct keeping keeping = {0};
    return output_make(&output, options,
        &(struct output_command){.suffix = "-compare",
            .comparison = &options->compare,
            .prepare = prepare,
            .finish = finish,
            .tell = screen_compare,
            .context = &keeping});
}
