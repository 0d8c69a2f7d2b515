/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output.h"

#include "commands.h"
#include "language.h"
#include "manifest.h"
#include "plots.h"
#include "ranks.h"
#include "together.h"

#include <omp.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

void output_init(struct output *output, struct workload *work, int argc, char **argv)
{
    memset(output, 0, sizeof *output);
    output->argc = argc;
    output->argv = argv;
    output->work = work;
    messages_init(&output->notices);
    text_init(&output->target);
    time_t now = time(NULL);
    struct tm utc;
    strftime(
        output->started, sizeof output->started, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
}

void output_free(struct output *output)
{
    text_free(&output->target);
    messages_free(&output->notices);
}

/* ---- The folder ---- */

/* results/NAME, where NAME is the campaign's without what a folder's name cannot have. */
static void choose_target(struct output *output, const char *suffix)
{
    if (output->work->options->output != NULL) {
        text_add_string(&output->target, output->work->options->output);
        return;
    }
    const char *name = output->work->configs[0].scenario->campaign.name;
    text_add_string(&output->target, "results/");
    size_t start = output->target.length;
    text_add_printable(&output->target, name[0] != '\0' ? name : "campaign");
    text_add_string(&output->target, suffix);
    for (char *c = output->target.data + start; *c != '\0'; c++)
        if (*c == '/' || *c == '\\' || (*c == '.' && c == output->target.data + start))
            *c = '_';
}

enum status output_begin(struct output *output, const char *suffix)
{
    choose_target(output, suffix);
    enum status status = STATUS_OK;
    if (output_writes())
        status = results_begin(&output->folder, text_string(&output->target), MANIFEST_NAME,
            &output->work->errors);
    output->folder.stop = &interrupted;
    if (status == STATUS_OK && output_writes())
        guard_results(&output->folder);
    return together_as_first(status);
}

enum status output_end(struct output *output, enum status status)
{
    guard_results(NULL);
    if (status == STATUS_OK && interrupted)
        status = STATUS_INTERRUPTED;
    if (output_writes() && status == STATUS_OK)
        status = results_commit(&output->folder);
    else if (output_writes())
        results_abort(&output->folder);
    return together_as_first(status);
}

bool output_writes(void)
{
    return together_first();
}

/* ---- Simulating ---- */

struct study_plan output_plan(const struct output *output)
{
    const struct options *options = output->work->options;
    return (struct study_plan){
        .replications =
            options->replications > 0
                ? (uint64_t)options->replications
                : (uint64_t)output->work->configs[0].scenario->simulation.replications,
        .precision = options->precision,
    };
}

struct engine output_engine(const struct output *output, struct progress *progress)
{
    progress_start(progress, !output->work->options->quiet);
    progress->step = output->step;
    return (struct engine){
        .threads = output->work->options->threads,
        .stop = &interrupted,
        .progress = progress_show,
        .context = progress,
        .share = true,
        .abandon = abandon,
    };
}

enum status output_simulate(struct output *output, struct study *study, struct study_plan plan,
    void (*save)(void *context, int one, uint64_t replication, const double *x), void *context)
{
    struct progress progress;
    struct engine engine = output_engine(output, &progress);
    engine.save = save;
    engine.save_context = context;
    if (output->pauses != NULL)
        pauses_add(output->pauses, &engine);
    double start = progress_clock();
    enum status status = study_run(study, &engine, plan);
    output->seconds += progress_clock() - start;
    output->step += output->step > 0;
    progress_end(&progress);
    return status;
}

double output_contacts_held(const struct study *study)
{
    double sum = 0.0;
    for (int i = 0; i < study->n_cases; i++)
        for (int c = 0;
             c < study->cases[i].campaign->n_contacts && study->cases[i].tally.campaign != NULL;
             c++)
            for (int s = 0; s < N_COUNTED; s++)
                sum += (double)study->cases[i].tally.counts.contact[c].held[s];
    return sum;
}

static double contacts_per_second(const struct output *output)
{
    double held = output_contacts_held(&output->work->study) + output->held;
    return output->seconds > 0.0 ? held / output->seconds : 0.0;
}

/* ---- Manifest ---- */

static bool is_listed(const struct manifest_input *inputs, int n, const char *path)
{
    for (int i = 0; i < n; i++)
        if (strcmp(inputs[i].path, path) == 0)
            return true;
    return false;
}

/* Every file that any of the configs was read from, once. */
static const struct manifest_input *list_inputs(struct workload *work, int *n)
{
    int most = 0;
    for (int c = 0; c < work->n_configs; c++)
        for (const struct input *i = work->configs[c].tree.inputs; i != NULL; i = i->next)
            most++;
    struct manifest_input *inputs = arena_new(&work->arena, (size_t)most, sizeof *inputs);
    *n = 0;
    for (int c = 0; c < work->n_configs; c++) {
        for (const struct input *i = work->configs[c].tree.inputs; i != NULL; i = i->next) {
            if (is_listed(inputs, *n, i->path))
                continue;
            inputs[*n].path = i->path;
            memcpy(inputs[(*n)++].sha256, i->sha256, sizeof i->sha256);
        }
    }
    return inputs;
}

enum status output_manifest(struct output *output)
{
    struct workload *work = output->work;
    struct manifest manifest = {
        .program = "recept",
        .version = program_version,
        .commit = program_commit,
        .n_arguments = output->argc,
        .argument = (const char *const *)output->argv,
        .seed = work->seed,
        .threads = work->options->threads > 0 ? work->options->threads : omp_get_num_procs(),
        .ranks = ranks_count(),
        .wall_seconds = output->seconds,
        .contact_moments_per_second = contacts_per_second(output),
        .started = output->started,
    };
    manifest.input = list_inputs(work, &manifest.n_inputs);
    struct text effective;
    text_init(&effective);
    tree_dump(&work->configs[0].tree, false, &effective);
    manifest.effective_config = text_string(&effective);
    enum status status = manifest_write(&output->folder, &manifest, &work->study);
    text_free(&effective);
    return status;
}

/* ---- Plots ---- */

const char *output_plots_folder(const struct output *output)
{
    return output->work->options->no_plots ? NULL : text_string(&output->folder.partial);
}

void output_draw(struct output *output)
{
    static const char *const svg[] = {"svg"};
    output->drawing = plots_draw_begin(
        text_string(&output->folder.partial), svg, 1, &interrupted, &output->notices);
}

enum status output_drawn(struct output *output, enum status so_far)
{
    if (output->drawing == NULL)
        return so_far;
    enum status status = plots_draw_end(output->drawing, so_far);
    output->drawing = NULL;
    return status;
}

/* ---- Afterwards ---- */

void output_print_place(const struct output *output)
{
    const struct options *options = output->work->options;
    if (!options->quiet)
        fprintf(stderr, _("results are in %s\n"), text_string(&output->target));
    if (options->verbose)
        fprintf(stderr,
            _("%llu campaigns of each case in %.2f s, %.2f million contact moments a second, "
              "seed %llu\n"),
            (unsigned long long)output->work->study.replications, output->seconds,
            contacts_per_second(output) / 1e6, (unsigned long long)output->work->seed);
}
