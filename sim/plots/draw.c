/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots.h"

#include "language.h"
#include "memory.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* The one place that starts other programs: a gnuplot for every plot and format. */

enum {
    MOST_AT_WORK = 8,
    MOST_OUTPUT = 1 << 20, /* bytes; more than anybody will read */
    MOST_SECONDS = 120,    /* for a plot */
    LEAST_COLUMNS = 100,
    MOST_COLUMNS = 160,
    LOOK_UP_MS = 100
};

enum { OUTPUT, ERRORS, PIPES };
struct job {
    const char *script; /* its name, without extension */
    const char *format;
    pid_t pid;       /* 0: not at work */
    int pipe[PIPES]; /* what it writes; -1: not read, or ended */
    struct text said[PIPES];
    time_t began;
    struct text reason; /* why it failed; "": it did not */
    bool was_there;     /* an earlier drawing, and when it was written */
    struct timespec written;
};

struct drawing {
    struct text folder;  /* with the scripts */
    struct text gnuplot; /* full path of the program; "": there is none */
    struct arena arena;
    const volatile sig_atomic_t *stop;
    struct messages *notices;
    enum status status;
    struct job *job;
    size_t n_jobs, n_begun;
    size_t most_at_work;
};

extern char **environ;

/* ---- What there is to draw, and with what ---- */

/* The program's full path. It is looked up here, and not by its name in the folder of the
 * plots: there an empty or relative entry of PATH would start a file of whoever made that
 * folder. */
static void find_gnuplot(struct text *path)
{
    const char *s = getenv("PATH");
    if (s == NULL)
        s = "/usr/local/bin:/usr/bin:/bin";
    for (; *s != '\0'; s += strcspn(s, ":"), s += *s == ':') {
        struct stat file;
        text_free(path);
        text_add(path, s, strcspn(s, ":"));
        text_add_string(path, "/gnuplot");
        if (*s == '/' && stat(text_string(path), &file) == 0 && S_ISREG(file.st_mode) &&
            access(text_string(path), X_OK) == 0)
            return;
    }
    text_free(path);
}

static int is_script(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 3 && strcmp(entry->d_name + length - 3, ".gp") == 0;
}

/* A job for each script and format, in the order of their names. */
static enum status list_jobs(struct drawing *drawing, const char *const *formats, int n_formats)
{
    const char *path = text_string(&drawing->folder);
    struct dirent **entry = NULL;
    int n = scandir(path, &entry, is_script, alphasort);
    if (n < 0) {
        enum status status =
            errno == ENOENT || errno == ENOTDIR ? STATUS_CONFIG : STATUS_FAILED;
        messages_add(
            drawing->notices, _("%s: no plots to draw here: %s"), path, strerror(errno));
        return status;
    }
    drawing->job = memory_new((size_t)(n * n_formats) + 1, sizeof *drawing->job);
    for (int f = 0; f < n_formats; f++)
        for (int i = 0; i < n; i++)
            drawing->job[drawing->n_jobs++] = (struct job){
                .script =
                    arena_text(&drawing->arena, entry[i]->d_name, strlen(entry[i]->d_name) - 3),
                .format = formats[f],
                .pipe = {-1, -1},
            };
    for (int i = 0; i < n; i++)
        memory_free(entry[i]);
    memory_free(entry);
    return STATUS_OK;
}

static bool is_format(const char *format)
{
    const char *const known[] = {"svg", "png", "pdf", "terminal"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(format, known[i]) == 0)
            return true;
    return false;
}

static bool is_terminal(const struct job *job)
{
    return strcmp(job->format, "terminal") == 0;
}

/* ---- A gnuplot ---- */

/* When the drawing that a job makes was last written, if ever. */
static bool drawing_written(const struct drawing *drawing, const struct job *job,
    struct text *path, struct timespec *when)
{
    struct stat file;
    text_printf(path, "%s/%s.%s", text_string(&drawing->folder), job->script, job->format);
    if (stat(text_string(path), &file) != 0)
        return false;
    *when = file.st_mtim;
    return true;
}

/* Half a picture is worse than none: removes what a gnuplot that failed began to write. */
static void remove_half(const struct drawing *drawing, const struct job *job)
{
    struct text path = {0};
    struct timespec when;
    if (drawing_written(drawing, job, &path, &when) &&
        !(job->was_there && when.tv_sec == job->written.tv_sec &&
            when.tv_nsec == job->written.tv_nsec))
        unlink(text_string(&path));
    text_free(&path);
}

/* What gnuplot is told before the script: the format, and how wide the terminal is. */
static void add_settings(struct text *settings, const struct job *job)
{
    struct winsize size;
    text_printf(settings, "format='%s'", job->format);
    if (!is_terminal(job) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return;
    int columns = size.ws_col < LEAST_COLUMNS ? LEAST_COLUMNS : size.ws_col;
    text_printf(settings, "; columns=%d", columns < MOST_COLUMNS ? columns : MOST_COLUMNS);
}

/* The environment, in which texts are UTF-8: gnuplot warns where it does not say so. */
static char **environment(struct arena *arena)
{
    size_t n = 0, kept = 0;
    while (environ[n] != NULL)
        n++;
    char **copy = arena_new(arena, n + 2, sizeof *copy);
    for (size_t i = 0; i < n; i++)
        if (strncmp(environ[i], "LC_ALL=", 7) != 0)
            copy[kept++] = environ[i];
    copy[kept] = arena_copy(arena, "LC_ALL=C.UTF-8");
    return copy;
}

/* Starts gnuplot with `ends` of pipes as its standard output and error. The script's name is no
 * option where it starts with a dash; the user's own start-up file (-d) does not count. */
static int spawn(struct drawing *drawing, struct job *job, const int ends[PIPES])
{
    struct text settings = {0}, script = {0};
    char name[] = "gnuplot", plain[] = "-d", first[] = "-e";
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    add_settings(&settings, job);
    text_printf(&script, "./%s.gp", job->script);
    char *arguments[] = {name, plain, first, settings.data, script.data, NULL};
    if (error == 0) {
        posix_spawn_file_actions_addchdir_np(&actions, text_string(&drawing->folder));
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, ends[OUTPUT], STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions, ends[ERRORS], STDERR_FILENO);
        error = posix_spawn(&job->pid, text_string(&drawing->gnuplot), &actions, NULL,
            arguments, environment(&drawing->arena));
        posix_spawn_file_actions_destroy(&actions);
    }
    text_free(&settings);
    text_free(&script);
    return error;
}

static void close_pipe(int *end)
{
    if (*end >= 0)
        close(*end);
    *end = -1;
}

static void start(struct drawing *drawing, struct job *job)
{
    int ends[PIPES] = {-1, -1}, error = 0;
    struct text path = {0};
    job->was_there = drawing_written(drawing, job, &path, &job->written);
    text_free(&path);
    for (int i = 0; i < PIPES && error == 0; i++) {
        int both[2] = {-1, -1};
        error = pipe2(both, O_CLOEXEC) == 0 ? 0 : errno;
        job->pipe[i] = both[0];
        ends[i] = both[1];
    }
    job->began = time(NULL);
    if (error == 0)
        error = spawn(drawing, job, ends);
    if (error != 0) {
        job->pid = 0;
        text_add_string(&job->reason, strerror(error));
    }
    for (int i = 0; i < PIPES; i++) {
        close_pipe(&ends[i]);
        if (error != 0)
            close_pipe(&job->pipe[i]);
    }
}

/* Of what it wrote to standard error the first line that says where and why; it quotes the
 * script before that. */
static void find_reason(struct text *reason, const struct text *errors)
{
    const char *s = text_string(errors);
    for (size_t length; *s != '\0'; s += length + (s[length] == '\n')) {
        length = strcspn(s, "\n");
        bool says = *s == '"' && memmem(s, length, "\" line ", 7) != NULL;
        bool blank = strspn(s, " \t^") >= length;
        if (says)
            text_free(reason);
        if (says || (!blank && reason->length == 0))
            text_add(reason, s, length);
        if (says)
            return;
    }
    if (reason->length == 0)
        text_add_string(reason, _("gnuplot failed without saying why"));
}

/* Prints a drawing in text, without form feeds and the blanks that fill up its lines. */
static void print_drawing(const struct text *output)
{
    const char *s = text_string(output);
    for (size_t length; *s != '\0'; s += length + (s[length] == '\n')) {
        length = strcspn(s, "\n");
        size_t begin = strspn(s, "\f"), end = length;
        while (end > begin && s[end - 1] == ' ')
            end--;
        printf("%.*s\n", (int)(end - begin), s + begin);
    }
    fflush(stdout);
}

/* Of a gnuplot that has ended, or is to end now. */
static void finish(const struct drawing *drawing, struct job *job, bool killed)
{
    int how = 0;
    pid_t ended;
    if (killed)
        kill(job->pid, SIGKILL);
    while ((ended = waitpid(job->pid, &how, killed ? 0 : WNOHANG)) < 0 && errno == EINTR)
        ;
    if (ended == 0)
        return; /* it has only closed its pipes */
    for (int i = 0; i < PIPES; i++)
        close_pipe(&job->pipe[i]);
    job->pid = 0;
    if (!WIFEXITED(how) || WEXITSTATUS(how) != 0) {
        if (job->reason.length == 0)
            find_reason(&job->reason, &job->said[ERRORS]);
        remove_half(drawing, job);
    } else {
        print_drawing(&job->said[OUTPUT]);
    }
}

/* ---- All of them ---- */

static bool stopped(const struct drawing *drawing)
{
    return drawing->stop != NULL && *drawing->stop != 0;
}

static size_t at_work(const struct drawing *drawing)
{
    size_t n = 0;
    for (size_t i = 0; i < drawing->n_begun; i++)
        n += drawing->job[i].pid != 0;
    return n;
}

static void start_more(struct drawing *drawing)
{
    while (drawing->n_begun < drawing->n_jobs && at_work(drawing) < drawing->most_at_work)
        start(drawing, &drawing->job[drawing->n_begun++]);
}

static void read_pipe(struct job *job, int which)
{
    char bytes[4096];
    ssize_t n = read(job->pipe[which], bytes, sizeof bytes);
    if (n > 0 && job->said[which].length < MOST_OUTPUT)
        text_add(&job->said[which], bytes, (size_t)n);
    if (n == 0 || (n < 0 && errno != EINTR))
        close_pipe(&job->pipe[which]);
}

/* Reads what is written to all pipes, so that no gnuplot waits for us. Looks up now and then,
 * as a signal can come just before it starts to wait. */
static void listen_once(struct drawing *drawing)
{
    struct pollfd ready[MOST_AT_WORK * PIPES];
    struct job *of[MOST_AT_WORK * PIPES];
    nfds_t n = 0;
    int wait_ms = LOOK_UP_MS;
    for (size_t i = 0; i < drawing->n_begun; i++)
        for (int which = 0; which < PIPES && drawing->job[i].pid != 0; which++) {
            of[n] = &drawing->job[i];
            ready[n++] = (struct pollfd){.fd = drawing->job[i].pipe[which], .events = POLLIN};
            wait_ms = drawing->job[i].pipe[which] < 0 ? 1 : wait_ms;
        }
    if (poll(ready, n, wait_ms) > 0)
        for (nfds_t k = 0; k < n; k++)
            if (ready[k].fd >= 0 && ready[k].revents != 0)
                read_pipe(of[k], k % PIPES);
    for (nfds_t k = 0; k < n; k += PIPES) {
        bool late = time(NULL) - of[k]->began > MOST_SECONDS;
        if (late)
            text_printf(&of[k]->reason, _("gnuplot took longer than %d seconds"), MOST_SECONDS);
        if (late || (of[k]->pipe[OUTPUT] < 0 && of[k]->pipe[ERRORS] < 0))
            finish(drawing, of[k], late);
    }
}

static size_t most_at_work(void)
{
    cpu_set_t cores;
    int n = sched_getaffinity(0, sizeof cores, &cores) == 0 ? CPU_COUNT(&cores) : 1;
    return n < 2 ? 1 : n < MOST_AT_WORK ? (size_t)n : MOST_AT_WORK;
}

struct drawing *plots_draw_begin(const char *folder, const char *const *formats, int n_formats,
    const volatile sig_atomic_t *stop, struct messages *notices)
{
    struct drawing *drawing = memory_new(1, sizeof *drawing);
    drawing->stop = stop;
    drawing->notices = notices;
    drawing->most_at_work = most_at_work();
    for (int i = 0; i < n_formats; i++) {
        if (!is_format(formats[i])) {
            messages_add(notices,
                _("a plot is drawn as svg, png, pdf or terminal, not as '%s'"), formats[i]);
            drawing->status = STATUS_USAGE;
            return drawing;
        }
        if (strcmp(formats[i], "terminal") == 0)
            drawing->most_at_work = 1; /* so that drawings come one after the other */
    }
    text_printf(&drawing->folder, "%s/plots", folder);
    drawing->status = list_jobs(drawing, formats, n_formats);
    find_gnuplot(&drawing->gnuplot);
    if (drawing->gnuplot.length > 0)
        start_more(drawing);
    else if (drawing->status == STATUS_OK)
        messages_add(notices,
            _("no plots were drawn, as gnuplot is not installed; install it (Debian package "
              "gnuplot-nox) and draw them with: recept plot RESULTS"));
    return drawing;
}

/* The folder may still be a temporary one, so that its name would tell nothing. */
static void tell_failures(const struct drawing *drawing)
{
    for (size_t i = 0; i < drawing->n_begun; i++) {
        const struct job *job = &drawing->job[i];
        if (job->reason.length > 0)
            messages_add(drawing->notices, _("plots/%s.gp was not drawn as %s: %s"),
                job->script, job->format, text_string(&job->reason));
    }
}

enum status plots_draw_end(struct drawing *drawing, enum status so_far)
{
    while (at_work(drawing) > 0 && so_far == STATUS_OK && !stopped(drawing)) {
        listen_once(drawing);
        start_more(drawing);
    }
    for (size_t i = 0; i < drawing->n_begun; i++)
        if (drawing->job[i].pid != 0)
            finish(drawing, &drawing->job[i], true);
    enum status status = so_far != STATUS_OK ? so_far : drawing->status;
    if (status == STATUS_OK && stopped(drawing))
        status = STATUS_INTERRUPTED;
    if (status == STATUS_OK)
        tell_failures(drawing);
    for (size_t i = 0; i < drawing->n_jobs; i++) {
        text_free(&drawing->job[i].said[OUTPUT]);
        text_free(&drawing->job[i].said[ERRORS]);
        text_free(&drawing->job[i].reason);
    }
    memory_free(drawing->job);
    text_free(&drawing->folder);
    text_free(&drawing->gnuplot);
    arena_free(&drawing->arena);
    memory_free(drawing);
    return status;
}
