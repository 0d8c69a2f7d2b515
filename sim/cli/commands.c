/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "language.h"
#include "memory.h"
#include "ranks.h"
#include "threads.h"
#include "version.h"
#include "write_json.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *const program_version = RECEPT_VERSION;
const char *const program_commit = RECEPT_COMMIT;

volatile sig_atomic_t interrupted, time_is_up, keeps_work;

static const struct results_folder *unfinished;
static const struct result_file *unfinished_file;
static const char *kept;

void guard_results(const struct results_folder *folder)
{
    unfinished = folder;
}

void guard_file(const struct result_file *file)
{
    unfinished_file = file;
}

void guard_kept(const char *path)
{
    kept = path;
}

static void say(const char *text)
{
    (void)!write(STDERR_FILENO, text, strlen(text));
}

static volatile sig_atomic_t reading;
static const char *told_interrupted, *told_time_is_up; /* a signal can look nothing up */

static void end_reading(int number)
{
    say(number == SIGUSR1 ? told_time_is_up : told_interrupted);
    say("\n");
    _exit(number == SIGUSR1 ? STATUS_OUT_OF_TIME : 128 + number);
}

static void interrupt(int number)
{
    __atomic_store_n(&interrupted, number, __ATOMIC_RELAXED); /* threads look at it */
    if (reading)
        end_reading(number);
}

bool guard_reading(bool is_reading)
{
    bool before = reading;
    told_interrupted = _("recept: interrupted; nothing was written");
    told_time_is_up = _("recept: time is up; nothing was written");
    reading = is_reading;
    if (is_reading && interrupted != 0)
        end_reading(interrupted);
    return before;
}

static void end_of_time(int number)
{
    __atomic_store_n(&time_is_up, 1, __ATOMIC_RELAXED);
    if (!keeps_work)
        __atomic_store_n(&interrupted, number, __ATOMIC_RELAXED);
    if (reading)
        end_reading(number);
}

int exit_status(enum status status)
{
    bool ended = status == STATUS_INTERRUPTED && interrupted == SIGTERM;
    return ended ? EXIT_TERMINATED : (int)status;
}

static void remove_unfinished(void)
{
    if (unfinished != NULL)
        results_remove_partial(unfinished);
    if (unfinished_file != NULL)
        result_file_remove_partial(unfinished_file);
}

static void out_of_memory(void)
{
    remove_unfinished();
    say(unfinished != NULL && unfinished->placed
            ? _("recept: out of memory; the results are written, but not all was said")
            : _("recept: out of memory; nothing was written"));
    say("\n");
    if (kept != NULL) {
        say(_("recept: what was simulated can be gone on with (--resume): "));
        say(kept);
        say("\n");
    }
    _exit(STATUS_FAILED);
}

void abandon(void)
{
    remove_unfinished();
    if (kept != NULL)
        fprintf(stderr,
            _("recept: interrupted; what was simulated is in %s: go on with --resume\n"), kept);
    else
        fprintf(stderr, "%s\n", _("recept: interrupted; nothing was written"));
    ranks_abort(exit_status(STATUS_INTERRUPTED));
}

void guard_start(void)
{
    struct sigaction action = {.sa_handler = interrupt, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    action.sa_handler = end_of_time;
    sigaction(SIGUSR1, &action, NULL);
    /* A full disk, a size limit and a closed pipe are to be errors of a write, not ends of the
     * program. */
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    memory_on_failure(out_of_memory);
    json_memory_is_ours();
}

void print_messages(const struct messages *messages, const char *prefix)
{
    for (size_t i = 0; i < messages->count; i++)
        fprintf(stderr, "%s%s\n", prefix, messages->lines[i]);
}

enum status fail_with(struct messages *errors, enum status status)
{
    /* Errors of a config start with their file and line, as editors want them. */
    print_messages(errors, status == STATUS_CONFIG ? "" : "recept: ");
    messages_free(errors);
    return status;
}

enum status finish_output(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return STATUS_OK;
    fprintf(stderr, _("recept: cannot write to standard output: %s\n"), error_text(errno));
    return STATUS_FAILED;
}

/* ---- Ranks ---- */

void together_start(void)
{
    ranks_start();
    atexit(ranks_end);
    if (together_first())
        return;
    FILE *nowhere = fopen("/dev/null", "we");
    if (nowhere == NULL)
        return;
    stdout = nowhere;
    stderr = nowhere;
}

bool together_can_share(void)
{
    int mine, started = ranks_started(&mine);
    bool apart = ranks_count() == 1 && started > 1;
    bool alone = ranks_count() > 1 && !threads_can_share();
    if (apart && mine == 0)
        fprintf(stderr,
            _("recept: Slurm started %d processes that do not know of each other, so that each "
              "would do all the work: start them with srun --mpi=pmix (srun --mpi=list says "
              "what there is), or one with srun --ntasks=1\n"),
            started);
    if (alone)
        fprintf(stderr, "%s\n",
            _("recept: a process that shares work needs two threads: set OMP_THREAD_LIMIT to 2 "
              "or more, or leave it out"));
    return !apart && !alone;
}

bool together_first(void)
{
    return ranks_mine() == 0;
}

enum status together(enum status mine)
{
    int worst = ranks_largest((int)mine);
    /* The lowest rank that failed speaks. */
    int lowest =
        ranks_count() - ranks_largest(mine != STATUS_OK ? ranks_count() - ranks_mine() : 0);
    if (mine != STATUS_OK && ranks_mine() == lowest && !together_first())
        stderr = fdopen(STDERR_FILENO, "w");
    return (enum status)worst;
}

enum status together_as_first(enum status mine)
{
    int status = (int)mine;
    ranks_share(&status, sizeof status);
    return (enum status)status;
}
