/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots.h"

#include "gnuplot.h"
#include "language.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    MOST_CHILDREN = 8,
    MOST_OUTPUT = 1 << 20,
    LEAST_COLUMNS = 100,
    MOST_COLUMNS = 160,
    LOOK_UP_MS = 100
};

/* One gnuplot at work on script number `first` and every `step`-th after it. */
enum { OUTPUT, ERRORS, PIPES };
struct child {
    pid_t pid;
    size_t first, step;
    const char *format;
    int pipe[PIPES]; /* what it writes; -1: not read, or ended */
    struct text said[PIPES];
    bool was_there; /* an earlier drawing of the first, and when it was written */
    struct timespec written;
};

/* All that drawing needs. */
struct drawing {
    struct text folder;  /* with the scripts */
    struct text gnuplot; /* full path of the program; "": there is none */
    char **script;       /* their names, without extension */
    size_t n_scripts;
    const volatile sig_atomic_t *stop;
    bool ended; /* whoever asked does not want it any more */
    struct messages *notices;
    enum status status;                /* of beginning */
    struct child child[MOST_CHILDREN]; /* at work on what is new */
    size_t n_children;
    bool some_not_begun;
};

extern char **environ;

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static enum status list_scripts(struct drawing *drawing)
{
    const char *path = text_string(&drawing->folder);
    DIR *folder = opendir(path);
    if (folder == NULL) {
        enum status status =
            errno == ENOENT || errno == ENOTDIR ? STATUS_CONFIG : STATUS_FAILED;
        messages_add(
            drawing->notices, _("%s: no plots to draw here: %s"), path, strerror(errno));
        return status;
    }
    const struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        size_t length = strlen(entry->d_name);
        if (length <= 3 || strcmp(entry->d_name + length - 3, ".gp") != 0)
            continue;
        drawing->script =
            memory_resize(drawing->script, drawing->n_scripts + 1, sizeof *drawing->script);
        struct text name;
        text_init(&name);
        text_add(&name, entry->d_name, length - 3);
        drawing->script[drawing->n_scripts++] = name.data;
    }
    closedir(folder);
    if (drawing->n_scripts > 0)
        qsort(drawing->script, drawing->n_scripts, sizeof *drawing->script, by_name);
    return STATUS_OK;
}

/* When the drawing that a child is to make was last written, if ever. */
static bool drawing_written(const struct drawing *drawing, const struct child *child,
    struct text *path, struct timespec *when)
{
    struct stat file;
    text_printf(path, "%s/%s.%s", text_string(&drawing->folder), drawing->script[child->first],
        child->format);
    if (stat(text_string(path), &file) != 0)
        return false;
    *when = file.st_mtim;
    return true;
}

/* Half a picture is worse than none: removes what a gnuplot that failed began to write. */
static void remove_half(const struct drawing *drawing, const struct child *child)
{
    struct text path;
    struct timespec when;
    text_init(&path);
    if (drawing_written(drawing, child, &path, &when) &&
        !(child->was_there && when.tv_sec == child->written.tv_sec &&
            when.tv_nsec == child->written.tv_nsec))
        unlink(text_string(&path));
    text_free(&path);
}

static bool is_terminal(const struct child *child)
{
    return strcmp(child->format, "terminal") == 0;
}

/* What gnuplot is told before the script: one of our own formats, and how wide the terminal is.
 */
static void add_settings(struct text *settings, const struct child *child)
{
    struct winsize size;
    text_printf(settings, "format='%s'", child->format);
    if (!is_terminal(child) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return;
    int columns = size.ws_col < LEAST_COLUMNS ? LEAST_COLUMNS : size.ws_col;
    text_printf(settings, "; columns=%d", columns < MOST_COLUMNS ? columns : MOST_COLUMNS);
}

/* Of a child: its scripts, by names that are no options where they start with a dash. Between
 * two of them is an empty page that goes nowhere: without it the second svg would begin in the
 * colour in which the first one ended. */
static char **arguments_of(
    const struct drawing *drawing, const struct child *child, struct arena *arena)
{
    enum { FIRST = 4, PER_SCRIPT = 3 };
    char **arguments =
        arena_new(arena, FIRST + PER_SCRIPT * drawing->n_scripts + 1, sizeof *arguments);
    struct text text;
    text_init(&text);
    add_settings(&text, child);
    char **next = arguments;
    *next++ = arena_copy(arena, "gnuplot");
    *next++ = arena_copy(arena, "-d"); /* without the user's own start-up file */
    *next++ = arena_copy(arena, "-e");
    *next++ = arena_copy(arena, text_string(&text));
    for (size_t i = child->first; i < drawing->n_scripts; i += child->step) {
        if (i > child->first) {
            *next++ = arena_copy(arena, "-e");
            *next++ =
                arena_copy(arena, "set output '/dev/null'; set multiplot; unset multiplot");
        }
        text.length = 0;
        text_printf(&text, "./%s.gp", drawing->script[i]);
        *next++ = arena_copy(arena, text_string(&text));
    }
    text_free(&text);
    return arguments;
}

/* Starts gnuplot with `ends` (of pipes, or -1) as its standard output and error. */
static int spawn(const struct drawing *drawing, struct child *child, const int ends[PIPES])
{
    struct arena arena;
    arena_init(&arena);
    char **arguments = arguments_of(drawing, child, &arena);
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error == 0) {
        posix_spawn_file_actions_addchdir_np(&actions, text_string(&drawing->folder));
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        if (ends[OUTPUT] >= 0)
            posix_spawn_file_actions_adddup2(&actions, ends[OUTPUT], STDOUT_FILENO);
        else
            posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, ends[ERRORS], STDERR_FILENO);
        error = posix_spawn(
            &child->pid, text_string(&drawing->gnuplot), &actions, NULL, arguments, environ);
        posix_spawn_file_actions_destroy(&actions);
    }
    arena_free(&arena);
    return error;
}

/* Returns why there is nothing to wait for, or 0. */
static int start(const struct drawing *drawing, struct child *child)
{
    int ends[PIPES] = {-1, -1}, error = 0;
    struct text path;
    text_init(&path);
    child->was_there = drawing_written(drawing, child, &path, &child->written);
    text_free(&path);
    for (int i = is_terminal(child) ? OUTPUT : ERRORS; i < PIPES && error == 0; i++) {
        int both[2];
        error = pipe2(both, O_CLOEXEC) == 0 ? 0 : errno;
        child->pipe[i] = error == 0 ? both[0] : -1;
        ends[i] = error == 0 ? both[1] : -1;
    }
    if (error == 0)
        error = spawn(drawing, child, ends);
    for (int i = 0; i < PIPES; i++) {
        if (ends[i] >= 0)
            close(ends[i]);
        if (error != 0 && child->pipe[i] >= 0)
            close(child->pipe[i]);
    }
    return error;
}

static bool stopped(const struct drawing *drawing)
{
    return drawing->ended || (drawing->stop != NULL && *drawing->stop != 0);
}

/* Reads all that the child writes, both pipes at once so that it never waits for us; keeps the
 * start of what is more than anybody will read. Looks up now and then, as a signal can come
 * just before it starts to wait. */
static void listen_to(const struct drawing *drawing, struct child *child)
{
    while (child->pipe[OUTPUT] >= 0 || child->pipe[ERRORS] >= 0) {
        struct pollfd ready[PIPES];
        for (int i = 0; i < PIPES; i++)
            ready[i] = (struct pollfd){.fd = child->pipe[i], .events = POLLIN};
        int n_ready = poll(ready, PIPES, LOOK_UP_MS);
        if (stopped(drawing) || (n_ready < 0 && errno != EINTR))
            break;
        if (n_ready <= 0)
            continue;
        for (int i = 0; i < PIPES; i++) {
            char bytes[4096];
            if (child->pipe[i] < 0 || ready[i].revents == 0)
                continue;
            ssize_t n = read(child->pipe[i], bytes, sizeof bytes);
            if (n > 0 && child->said[i].length < MOST_OUTPUT)
                text_add(&child->said[i], bytes, (size_t)n);
            if (n == 0 || (n < 0 && errno != EINTR)) {
                close(child->pipe[i]);
                child->pipe[i] = -1;
            }
        }
    }
    for (int i = 0; i < PIPES; i++)
        if (child->pipe[i] >= 0)
            close(child->pipe[i]);
    if (stopped(drawing))
        kill(child->pid, SIGKILL);
}

static void notice(const struct drawing *drawing, const struct child *child, const char *reason)
{
    /* The folder may still be a temporary one, so that its name would tell nothing. */
    messages_add(drawing->notices, _("plots/%s.gp was not drawn as %s: %s"),
        drawing->script[child->first], child->format, reason);
}

/* Waits for it; whether it did all. */
static bool wait_for(const struct drawing *drawing, struct child *child)
{
    int how = 0;
    pid_t ended;
    listen_to(drawing, child);
    while ((ended = waitpid(child->pid, &how, WNOHANG)) == 0 || (ended < 0 && errno == EINTR)) {
        poll(NULL, 0, 1);
        if (stopped(drawing))
            kill(child->pid, SIGKILL);
    }
    return WIFEXITED(how) && WEXITSTATUS(how) == 0;
}

static void forget(struct child *child)
{
    for (int i = 0; i < PIPES; i++)
        text_free(&child->said[i]);
}

/* Of a child with one script. */
static void finish(const struct drawing *drawing, struct child *child)
{
    if (wait_for(drawing, child)) {
        gnuplot_print(&child->said[OUTPUT]);
    } else {
        struct text reason;
        text_init(&reason);
        gnuplot_reason(&reason, &child->said[ERRORS]);
        if (!stopped(drawing))
            notice(drawing, child, text_string(&reason));
        text_free(&reason);
        remove_half(drawing, child);
    }
    forget(child);
}

static size_t most_children(void)
{
    cpu_set_t cores;
    int n = sched_getaffinity(0, sizeof cores, &cores) == 0 ? CPU_COUNT(&cores) : 1;
    return n < 2 ? 1 : n < MOST_CHILDREN ? (size_t)n : MOST_CHILDREN;
}

/* Draws everything, several at a time; drawings in text one by one, so that they do not mix. */
static void draw_all(const struct drawing *drawing, const char *const *formats, int n_formats)
{
    struct child child[MOST_CHILDREN];
    size_t room = most_children(), started = 0, finished = 0;
    for (size_t job = 0; job < drawing->n_scripts * (size_t)n_formats && !stopped(drawing);
         job++) {
        struct child next = {
            .first = job % drawing->n_scripts,
            .step = drawing->n_scripts,
            .format = formats[job / drawing->n_scripts],
            .pipe = {-1, -1},
        };
        bool alone = is_terminal(&next);
        while (finished < started && (alone || started - finished == room))
            finish(drawing, &child[finished++ % room]);
        child[started % room] = next;
        int error = start(drawing, &child[started % room]);
        if (error == 0)
            started++;
        else
            notice(drawing, &next, strerror(error));
        if (alone && finished < started)
            finish(drawing, &child[finished++ % room]);
    }
    while (finished < started)
        finish(drawing, &child[finished++ % room]);
}

static bool is_format(const char *format)
{
    const char *const known[] = {"svg", "png", "pdf", "terminal"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(format, known[i]) == 0)
            return true;
    return false;
}

/* Looks up what there is to draw, and with what; without gnuplot a notice says so. */
static void begin(struct drawing *drawing, const char *folder,
    const volatile sig_atomic_t *stop, struct messages *notices)
{
    memset(drawing, 0, sizeof *drawing);
    drawing->stop = stop;
    drawing->notices = notices;
    text_printf(&drawing->folder, "%s/plots", folder);
    drawing->status = list_scripts(drawing);
    if (!gnuplot_find(&drawing->gnuplot))
        text_free(&drawing->gnuplot);
}

static bool can_draw(const struct drawing *drawing)
{
    return drawing->status == STATUS_OK && drawing->gnuplot.length > 0;
}

static void draw_or_tell(const struct drawing *drawing, const char *const *formats, int n)
{
    if (can_draw(drawing))
        draw_all(drawing, formats, n);
    else if (drawing->status == STATUS_OK)
        messages_add(drawing->notices,
            _("no plots were drawn, as gnuplot is not installed; install it (Debian "
              "package gnuplot-nox) and draw them with: recept plot RESULTS"));
}

static enum status end(struct drawing *drawing)
{
    enum status status = drawing->status;
    for (size_t i = 0; i < drawing->n_scripts; i++)
        free(drawing->script[i]);
    free(drawing->script);
    text_free(&drawing->folder);
    text_free(&drawing->gnuplot);
    return status == STATUS_OK && stopped(drawing) ? STATUS_INTERRUPTED : status;
}

enum status plots_draw(const char *folder, const char *const *formats, int n_formats,
    const volatile sig_atomic_t *stop, struct messages *notices)
{
    struct drawing drawing;
    for (int i = 0; i < n_formats; i++) {
        if (!is_format(formats[i])) {
            messages_add(notices,
                _("a plot is drawn as svg, png, pdf or terminal, not as '%s'"), formats[i]);
            return STATUS_USAGE;
        }
    }
    begin(&drawing, folder, stop, notices);
    draw_or_tell(&drawing, formats, n_formats);
    return end(&drawing);
}

/* ---- What is new ---- */

static const char *const new_format[] = {"svg"};

/* To start gnuplot takes as long as most plots do: no more of them than cores, each with its
 * share of the scripts. These are ours: none ends gnuplot, and each sets all that it needs. */
struct drawing *plots_draw_begin(
    const char *folder, const volatile sig_atomic_t *stop, struct messages *notices)
{
    struct drawing *drawing = memory_new(1, sizeof *drawing);
    begin(drawing, folder, stop, notices);
    size_t step = most_children();
    for (size_t i = 0; i < step && i < drawing->n_scripts && can_draw(drawing); i++) {
        struct child *child = &drawing->child[drawing->n_children];
        *child =
            (struct child){.first = i, .step = step, .format = new_format[0], .pipe = {-1, -1}};
        if (start(drawing, child) == 0)
            drawing->n_children++;
        else
            drawing->some_not_begun = true;
    }
    return drawing;
}

/* Whether gnuplot drew all of them without complaint. */
static bool all_drawn(struct drawing *drawing)
{
    bool all = drawing->n_children > 0 && !drawing->some_not_begun;
    for (size_t i = 0; i < drawing->n_children; i++) {
        all = wait_for(drawing, &drawing->child[i]) && all;
        forget(&drawing->child[i]);
    }
    return all;
}

static void remove_drawings(const struct drawing *drawing)
{
    for (size_t i = 0; i < drawing->n_scripts; i++)
        remove_half(drawing, &(struct child){.first = i, .format = new_format[0]});
}

enum status plots_draw_end(struct drawing *drawing, enum status so_far)
{
    drawing->ended = so_far != STATUS_OK;
    if (!all_drawn(drawing) && !stopped(drawing)) {
        /* What went wrong is found out by drawing each alone. */
        remove_drawings(drawing);
        draw_or_tell(drawing, new_format, 1);
    }
    enum status status = end(drawing);
    free(drawing);
    return so_far != STATUS_OK ? so_far : status;
}
