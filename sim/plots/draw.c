/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots.h"

#include "files.h"
#include "language.h"
#include "memory.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* The one place that starts other programs: a gnuplot for every plot and format. */

enum { MOST_AT_WORK = 8, MOST_SECONDS = 120 };

struct job {
    const char *script, *format; /* the script's name, without extension */
    pid_t pid;                   /* 0: not at work */
    FILE *output, *errors; /* in memory: what it writes, however much, without waiting for us */
    struct timespec began;
    const char *reason; /* why it failed; NULL: it did not */
};

struct drawing {
    struct text folder;  /* with the scripts */
    const char *into;    /* where pictures go, from there: "" or "../" */
    struct text gnuplot; /* full path of the program; "": there is none */
    struct arena arena;
    struct messages *notices;
    const volatile sig_atomic_t *stop;
    struct job *job;
    int n_jobs;
};

extern char **environ;

/* ---- What there is to draw, and with what ---- */

/* The program's full path. It is looked up here, and not by its name in the folder of the
 * plots: there an empty or relative entry of PATH would start a file of whoever made that
 * folder. */
static void find_gnuplot(struct text *path)
{
    const char *s = getenv("PATH") != NULL ? getenv("PATH") : "/usr/local/bin:/usr/bin:/bin";
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

static bool has_folder(const struct drawing *drawing, const char *name)
{
    struct text path = {0};
    struct stat file;
    path_join(&path, text_string(&drawing->folder), name);
    bool there = stat(text_string(&path), &file) == 0 && S_ISDIR(file.st_mode);
    text_free(&path);
    return there;
}

/* Scripts in another language than that of the results are in a folder of it; those of earlier
 * versions had none. */
static void choose_language(struct drawing *drawing, const char *language)
{
    drawing->into = "";
    if (language == NULL)
        return;
    if (has_folder(drawing, language)) {
        text_printf(&drawing->folder, "/%s", language);
        drawing->into = "../";
    } else if (has_folder(drawing, ".") && !has_folder(drawing, "nl") &&
               !has_folder(drawing, "en")) {
        messages_add(drawing->notices,
            _("%s: these plots are of an earlier version, in one language only; they are drawn "
              "in that"),
            text_string(&drawing->folder));
    }
}

/* A job for each script and format, in the order of their names. */
static enum status list_jobs(struct drawing *drawing, const char *const *formats, int n_formats)
{
    const char *path = text_string(&drawing->folder);
    struct dirent **entry = NULL;
    int n = scandir(path, &entry, is_script, alphasort), reason = errno;
    if (n < 0) {
        messages_add(
            drawing->notices, _("%s: no plots to draw here: %s"), path, strerror(reason));
        return reason == ENOENT || reason == ENOTDIR ? STATUS_CONFIG : STATUS_FAILED;
    }
    drawing->job = arena_new(&drawing->arena, (size_t)(n * n_formats) + 1, sizeof(struct job));
    for (; drawing->n_jobs < n * n_formats; drawing->n_jobs++) {
        const char *name = entry[drawing->n_jobs % n]->d_name;
        drawing->job[drawing->n_jobs] = (struct job){
            .script = arena_text(&drawing->arena, name, strlen(name) - 3),
            .format = formats[drawing->n_jobs / n],
        };
    }
    while (n > 0)
        free(entry[--n]); /* memory of scandir() */
    free(entry);          /* and this as well */
    return STATUS_OK;
}

/* ---- A gnuplot ---- */

static FILE *memory_file(void)
{
    int file = memfd_create("gnuplot", MFD_CLOEXEC);
    return file >= 0 ? fdopen(file, "r") : NULL;
}

/* Before the script gnuplot is told the format, where pictures go, and how wide the terminal
 * is. The script's name is no option where it starts with a dash; the user's own start-up file
 * (-d) does not count.
 */
static void start(struct drawing *drawing, struct job *job)
{
    struct text settings = {0}, script = {0};
    struct winsize size = {0};
    char name[] = "gnuplot", plain[] = "-d", first[] = "-e";
    posix_spawn_file_actions_t actions;
    clock_gettime(CLOCK_REALTIME, &job->began);
    job->output = memory_file();
    job->errors = memory_file();
    if (job->output == NULL || job->errors == NULL) {
        job->reason = arena_copy(&drawing->arena, strerror(errno));
        return;
    }
    text_printf(&settings, "format='%s'; into='%s'", job->format, drawing->into);
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        text_printf(&settings, "; columns=%d", size.ws_col);
    text_printf(&script, "./%s.gp", job->script);
    char *arguments[] = {name, plain, first, settings.data, script.data, NULL};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, text_string(&drawing->folder));
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, fileno(job->output), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fileno(job->errors), STDERR_FILENO);
    int error = posix_spawn(
        &job->pid, text_string(&drawing->gnuplot), &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
        job->pid = 0;
        job->reason = arena_copy(&drawing->arena, strerror(error));
    }
    text_free(&settings);
    text_free(&script);
}

static bool is_stopped(const struct drawing *drawing)
{
    return drawing->stop != NULL && *drawing->stop != 0;
}

/* Waits until a gnuplot has ended, and returns how; ends it when it takes too long, or at work
 * when told to stop. */
static int wait_for(const struct drawing *drawing, struct job *job)
{
    static const struct timespec between_looks = {.tv_nsec = 10 * 1000 * 1000};
    int how = -1;
    pid_t ended;
    while ((ended = waitpid(job->pid, &how, WNOHANG)) == 0 || (ended < 0 && errno == EINTR)) {
        bool late = time(NULL) - job->began.tv_sec > MOST_SECONDS;
        if (late)
            job->reason = _("gnuplot took longer than two minutes");
        if (late || is_stopped(drawing))
            kill(job->pid, SIGKILL);
        nanosleep(&between_looks, NULL);
    }
    return how;
}

/* Half a picture is worse than none: removes what a gnuplot that failed began to write. */
static void remove_half(const struct drawing *drawing, const struct job *job)
{
    struct text path = {0};
    struct stat file;
    text_printf(&path, "%s/%s%s.%s", text_string(&drawing->folder), drawing->into, job->script,
        job->format);
    if (stat(text_string(&path), &file) == 0 &&
        (file.st_mtim.tv_sec > job->began.tv_sec ||
            (file.st_mtim.tv_sec == job->began.tv_sec &&
                file.st_mtim.tv_nsec > job->began.tv_nsec)))
        unlink(text_string(&path));
    text_free(&path);
}

/* Of what it wrote to standard error the first line that says where and why; it quotes the
 * script before that. */
static const char *reason_in(struct drawing *drawing, FILE *errors)
{
    const char *reason = NULL;
    char *line = NULL;
    size_t room = 0;
    bool where = false;
    rewind(errors);
    while (!where && getline(&line, &room, errors) >= 0) {
        const char *words = line + strspn(line, " \t\n^");
        where = strstr(line, "\" line ") != NULL;
        if (where || (reason == NULL && *words != '\0'))
            reason = arena_text(&drawing->arena, words, strcspn(words, "\n"));
    }
    free(line); /* memory of getline() */
    return reason != NULL ? reason : _("gnuplot failed without saying why");
}

/* Prints a drawing in text, without form feeds and the blanks that fill up its lines. */
static void print_drawing(FILE *output)
{
    char *line = NULL;
    size_t room = 0;
    rewind(output);
    for (ssize_t n; (n = getline(&line, &room, output)) >= 0;) {
        while (n > 0 && strchr(" \n", line[n - 1]) != NULL)
            n--;
        line[n] = '\0';
        puts(line + strspn(line, "\f"));
    }
    fflush(stdout);
    free(line); /* memory of getline() */
}

/* Waits for a gnuplot, and prints its drawing in text, or says why it failed. */
static void finish(struct drawing *drawing, struct job *job)
{
    int how = job->pid != 0 ? wait_for(drawing, job) : -1;
    if (WIFEXITED(how) && WEXITSTATUS(how) == 0) {
        print_drawing(job->output);
    } else {
        if (job->reason == NULL)
            job->reason = reason_in(drawing, job->errors);
        remove_half(drawing, job);
        /* The folder may still be a temporary one, so that its name would tell nothing. */
        if (!is_stopped(drawing))
            messages_add(drawing->notices, _("plots/%s.gp was not drawn as %s: %s"),
                job->script, job->format, job->reason);
    }
    if (job->output != NULL)
        fclose(job->output);
    if (job->errors != NULL)
        fclose(job->errors);
}

/* Draws all of them, as many at a time as there are processors; until told to stop. */
static enum status draw_jobs(struct drawing *drawing)
{
    int most = get_nprocs() < MOST_AT_WORK ? get_nprocs() : MOST_AT_WORK, n_begun = 0;
    for (int i = 0; i < drawing->n_jobs && (i < n_begun || !is_stopped(drawing)); i++) {
        while (n_begun < drawing->n_jobs && n_begun < i + most && !is_stopped(drawing))
            start(drawing, &drawing->job[n_begun++]);
        if (i < n_begun)
            finish(drawing, &drawing->job[i]);
    }
    return is_stopped(drawing) ? STATUS_INTERRUPTED : STATUS_OK;
}

enum status plots_draw(const char *folder, const char *language, const char *const *formats,
    int n_formats, const volatile sig_atomic_t *stop, struct messages *notices)
{
    struct drawing drawing = {.notices = notices, .stop = stop};
    for (int i = 0; i < n_formats; i++)
        if (!text_same(formats[i], "svg") && !text_same(formats[i], "png") &&
            !text_same(formats[i], "pdf") && !text_same(formats[i], "terminal")) {
            messages_add(notices,
                _("a plot is drawn as svg, png, pdf or terminal, not as '%s'"), formats[i]);
            return STATUS_USAGE;
        }
    text_printf(&drawing.folder, "%s/plots", folder);
    choose_language(&drawing, language);
    find_gnuplot(&drawing.gnuplot);
    enum status status = list_jobs(&drawing, formats, n_formats);
    if (status == STATUS_OK && drawing.gnuplot.length > 0)
        status = draw_jobs(&drawing);
    else if (status == STATUS_OK)
        messages_add(notices,
            _("no plots were drawn, as gnuplot is not installed; install it (Debian package "
              "gnuplot-nox) and draw them with: recept plot RESULTS"));
    text_free(&drawing.folder);
    text_free(&drawing.gnuplot);
    arena_free(&drawing.arena);
    return status;
}
