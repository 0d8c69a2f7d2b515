/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "process.h"

#include "timing.h"

#include <ftw.h>
#include <math.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

struct pipes {
    int in[2], out[2];
    bool errors_too; /* go to `out` */
};

static void close_both(const int ends[2])
{
    close(ends[0]);
    close(ends[1]);
}

/* 0 on success. */
static int spawn(pid_t *child, const char *const argv[], const struct pipes *pipes)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipes->in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, pipes->out[1], STDOUT_FILENO);
    if (pipes->errors_too)
        posix_spawn_file_actions_adddup2(&actions, pipes->out[1], STDERR_FILENO);
    posix_spawn_file_actions_addclose(&actions, pipes->in[1]);
    posix_spawn_file_actions_addclose(&actions, pipes->out[0]);
    /* execv() does not change its arguments; it is C's rules for const that are narrow. */
    union {
        const char *const *given;
        char *const *taken;
    } arguments = {argv};
    int error = posix_spawnp(child, argv[0], &actions, NULL, arguments.taken, environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

static void drain(int from, struct text *output)
{
    char bytes[4096];
    for (ssize_t n; (n = read(from, bytes, sizeof bytes)) > 0;)
        if (output != NULL)
            text_add(output, bytes, (size_t)n);
}

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + 1e-6 * (double)time.tv_usec;
}

static int exit_status(pid_t child, struct process_took *took)
{
    int status;
    struct rusage usage;
    if (wait4(child, &status, 0, &usage) != child || !WIFEXITED(status))
        return PROCESS_NOT_STARTED;
    *took = (struct process_took){
        .processor = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
        .faults = (double)usage.ru_minflt,
        .peak_mib = (double)usage.ru_maxrss / 1024.0,
    };
    return WEXITSTATUS(status);
}

static int run(const char *const argv[], const char *input, struct text *output,
    struct process_took *took, bool errors_too)
{
    struct pipes pipes = {.errors_too = errors_too};
    pid_t child;
    if (pipe(pipes.in) != 0)
        return PROCESS_NOT_STARTED;
    if (pipe(pipes.out) != 0) {
        close_both(pipes.in);
        return PROCESS_NOT_STARTED;
    }
    double start = timing_now();
    if (spawn(&child, argv, &pipes) != 0) {
        close_both(pipes.in);
        close_both(pipes.out);
        return PROCESS_NOT_STARTED;
    }
    /* The input fits the pipe, whose reading end is still ours too: writing cannot fail. */
    size_t length = input != NULL ? strlen(input) : 0;
    bool written = write(pipes.in[1], input != NULL ? input : "", length) == (ssize_t)length;
    close_both(pipes.in);
    close(pipes.out[1]);
    drain(pipes.out[0], output);
    close(pipes.out[0]);
    struct process_took own;
    int status = exit_status(child, &own);
    own.seconds = timing_now() - start;
    if (took != NULL)
        *took = own;
    return written ? status : PROCESS_NOT_STARTED;
}

int process_run(
    const char *const argv[], const char *input, struct text *output, struct process_took *took)
{
    return run(argv, input, output, took, false);
}

int process_run_quietly(
    const char *const argv[], struct text *output, struct process_took *took)
{
    return run(argv, NULL, output, took, true);
}

double process_peak_mib(void)
{
    double kib = NAN;
    char line[256];
    FILE *file = fopen("/proc/self/status", "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, "VmHWM:", 6) == 0)
            kib = strtod(line + 6, NULL);
    if (file != NULL)
        fclose(file);
    return kib / 1024.0;
}

int process_make_folder(struct text *path)
{
    const char *parent = getenv("TMPDIR");
    char name[4096];
    int n = snprintf(name, sizeof name, "%s/recept-bench-XXXXXX",
        parent != NULL && parent[0] != '\0' ? parent : "/tmp");
    if (n < 0 || (size_t)n >= sizeof name || mkdtemp(name) == NULL)
        return -1;
    text_add_string(path, name);
    return 0;
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *place)
{
    (void)about;
    (void)kind;
    (void)place;
    return remove(path);
}

void process_remove_folder(const char *path)
{
    nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}
