/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "language.h"
#include "memory.h"
#include "ranks.h"
#include "version.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *const program_version = RECEPT_VERSION;
const char *const program_commit = RECEPT_COMMIT;

volatile sig_atomic_t interrupted;

static const struct results_folder *unfinished;

void guard_results(const struct results_folder *folder)
{
    unfinished = folder;
}

static volatile sig_atomic_t reading, latest; /* a signal; 0: none came */
static const char *told_interrupted;          /* a signal can look nothing up */

static void end_reading(void)
{
    (void)!write(STDERR_FILENO, told_interrupted, strlen(told_interrupted));
    (void)!write(STDERR_FILENO, "\n", 1);
    _exit(128 + latest);
}

static void interrupt(int number)
{
    latest = number;
    if (reading)
        end_reading();
    interrupted = 1;
}

void guard_reading(bool is_reading)
{
    told_interrupted = _("recept: interrupted; nothing was written");
    reading = is_reading;
    if (is_reading && latest != 0)
        end_reading();
}

static void out_of_memory(void)
{
    static const char text[] = "recept: out of memory; nothing was written\n";
    if (unfinished != NULL)
        results_remove_partial(unfinished);
    (void)!write(STDERR_FILENO, text, sizeof text - 1);
    _exit(STATUS_FAILED);
}

void abandon(void)
{
    if (unfinished != NULL)
        results_remove_partial(unfinished);
    fprintf(stderr, "%s\n", _("recept: interrupted; nothing was written"));
    ranks_abort(STATUS_INTERRUPTED);
}

void guard_start(void)
{
    struct sigaction action = {.sa_handler = interrupt, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    /* A full disk, a size limit and a closed pipe are to be errors of a write, not ends of the
     * program. */
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    memory_on_failure(out_of_memory);
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
    fprintf(stderr, _("recept: cannot write to standard output: %s\n"), strerror(errno));
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
