/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots.h"

#include "child.h"
#include "files.h"
#include "language.h"
#include "memory.h"
#include "script.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <unistd.h>

/* A gnuplot for every plot and format. */

enum { MOST_AT_WORK = 8, MOST_SECONDS = 120, MOST_PLOTS = 200 };
enum { MOST_DATA = 64 << 20 };
static const size_t MOST_MEMORY = (size_t)2 << 30;

/* Files of a gnuplot, all in memory: it sees nothing of the folder. */
enum { SCRIPT, DATA, PICTURE, SAID, ERRORS, N_FILES };
enum { FIRST_FILE = 200 }; /* what SCRIPT is called there; past all that is open here */

struct job {
    const char *name, *format; /* of the plot */
    struct child gnuplot;
    FILE *file[N_FILES];
    const char *reason; /* why it failed; NULL: it did not */
};

struct drawing {
    struct plots_order order;
    const volatile sig_atomic_t *stop; /* that of the order; or what says that it is over */
    int plots, source;                 /* open folders: plots, and the one with the data */
    struct text path;                  /* of the latter */
    struct text gnuplot;               /* full path of the program; "": there is none */
    struct arena arena;
    struct messages notices;
    enum status status; /* of getting ready */
    struct job *job;
    int n_jobs, n_begun, n_drawn;
};

extern char **environ;

/* ---- What there is to draw, and with what ---- */

/* Names of settings that this program writes; they become parts of a path. */
static int is_plot(const struct dirent *entry)
{
    size_t length = strspn(entry->d_name, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return length > 0 && text_same(entry->d_name + length, ".plot");
}

static int open_folder(int at, const char *name)
{
    return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Opens `folder`/plots, and there the folder of the language, if there is one: that of the
 * results has none. */
static enum status open_folders(struct drawing *drawing)
{
    const struct plots_order *order = &drawing->order;
    int folder = open(order->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    drawing->plots = folder >= 0 ? open_folder(folder, "plots") : -1;
    int reason = errno;
    text_printf(&drawing->path, "%s/plots", order->folder);
    if (folder >= 0)
        close(folder);
    if (drawing->plots < 0) {
        messages_add(&drawing->notices, _("%s: no plots to draw here: %s"),
            text_string(&drawing->path), error_text(reason));
        return reason == ENOENT || reason == ENOTDIR || reason == ELOOP ? STATUS_CONFIG
                                                                        : STATUS_FAILED;
    }
    drawing->source =
        order->language != NULL ? open_folder(drawing->plots, order->language) : -1;
    if (drawing->source >= 0) {
        text_printf(&drawing->path, "/%s", order->language);
        return STATUS_OK;
    }
    if (order->language != NULL && faccessat(drawing->plots, "nl", F_OK, 0) != 0 &&
        faccessat(drawing->plots, "en", F_OK, 0) != 0)
        messages_add(&drawing->notices,
            _("%s: these plots are in one language only; they are drawn in that"),
            text_string(&drawing->path));
    drawing->source = dup(drawing->plots);
    return STATUS_OK;
}

/* A job for each plot and format, in the order of their names. */
static enum status list_jobs(struct drawing *drawing)
{
    const char *path = text_string(&drawing->path);
    int n_formats = drawing->order.n_formats;
    struct dirent **entry = NULL;
    int all = scandirat(drawing->source, ".", &entry, is_plot, alphasort), reason = errno;
    int n = all < MOST_PLOTS ? all : MOST_PLOTS;
    if (all <= 0) {
        messages_add(&drawing->notices, _("%s: no plots to draw here: %s"), path,
            all < 0 ? error_text(reason)
                    : _("there are none, or they are of an earlier version; make the results "
                        "again"));
        free(entry); /* memory of scandirat() */
        return STATUS_FAILED;
    }
    drawing->job = arena_new(&drawing->arena, (size_t)(n * n_formats) + 1, sizeof(struct job));
    for (; drawing->n_jobs < n * n_formats; drawing->n_jobs++) {
        const char *name = entry[drawing->n_jobs % n]->d_name;
        drawing->job[drawing->n_jobs] = (struct job){
            .name = arena_text(&drawing->arena, name, strlen(name) - strlen(".plot")),
            .format = drawing->order.formats[drawing->n_jobs / n],
        };
    }
    while (all > 0)
        free(entry[--all]); /* memory of scandirat() */
    free(entry);            /* and this as well */
    return STATUS_OK;
}

/* ---- A gnuplot ---- */

static void fail(struct drawing *drawing, struct job *job, const char *reason)
{
    job->reason = arena_copy(&drawing->arena, reason);
}

/* A file of the folder. */
static bool read_file(
    struct drawing *drawing, struct job *job, const char *extension, struct text *out)
{
    struct messages why = {0};
    const char *name = arena_printf(&drawing->arena, "%s.%s", job->name, extension);
    bool read = file_read_at(drawing->source, name, name, MOST_DATA, out, &why) == STATUS_OK;
    if (!read)
        fail(drawing, job, why.lines[0]);
    messages_free(&why);
    return read;
}

/* Before the script gnuplot is told the format, where data and picture are, and how wide the
 * terminal is. */
static void add_script(struct drawing *drawing, struct job *job, struct text *script)
{
    struct winsize size = {0};
    struct text settings = {0};
    if (read_file(drawing, job, "plot", &settings)) {
        text_printf(script,
            "reset\nformat = '%s'\ndata = '/proc/self/fd/%d'\npicture = '/proc/self/fd/%d'\n",
            job->format, FIRST_FILE + DATA, FIRST_FILE + PICTURE);
        if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
            text_printf(script, "columns = %d\n", size.ws_col);
        int line = script_add(script, text_string(&settings));
        if (line > 0)
            fail(drawing, job,
                arena_printf(&drawing->arena, _("line %d of %s.plot is not one of recept's"),
                    line, job->name));
    }
    text_free(&settings);
}

/* The files of the job, with script and data. */
static bool make_files(struct drawing *drawing, struct job *job)
{
    struct text content[PICTURE] = {{0}};
    add_script(drawing, job, &content[SCRIPT]);
    if (job->reason == NULL)
        read_file(drawing, job, "dat", &content[DATA]);
    for (int i = 0; i < N_FILES && job->reason == NULL; i++) {
        int file = memfd_create("gnuplot", MFD_CLOEXEC);
        job->file[i] = file >= 0 ? fdopen(file, "w+") : NULL;
        if (i < PICTURE && job->file[i] != NULL)
            fwrite(text_string(&content[i]), 1, content[i].length, job->file[i]);
        if (job->file[i] == NULL || fflush(job->file[i]) != 0)
            fail(drawing, job, error_text(errno));
    }
    text_free(&content[SCRIPT]);
    text_free(&content[DATA]);
    return job->reason == NULL;
}

/* The user's own start-up file (-d) does not count. */
static void start(struct drawing *drawing, struct job *job)
{
    char script[32];
    const char *const arguments[] = {"gnuplot", "-d", script, NULL};
    if (!make_files(drawing, job))
        return;
    snprintf(script, sizeof script, "/proc/self/fd/%d", FIRST_FILE + SCRIPT);
    struct child_file file[N_FILES];
    for (int i = 0; i < N_FILES; i++)
        file[i] = (struct child_file){fileno(job->file[i]), i == SAID     ? STDOUT_FILENO
                                                            : i == ERRORS ? STDERR_FILENO
                                                                          : FIRST_FILE + i};
    const struct child_order order = {.path = text_string(&drawing->gnuplot),
        .arguments = arguments,
        .environment = (const char *const *)environ,
        .file = file,
        .n_files = N_FILES,
        .most_memory = MOST_MEMORY};
    int error = child_start(&job->gnuplot, &order);
    if (error != 0)
        fail(drawing, job, error_text(error));
}

static bool is_stopped(const struct drawing *drawing)
{
    return drawing->stop != NULL && *drawing->stop != 0;
}

static int wait_for(const struct drawing *drawing, struct job *job)
{
    bool late;
    int how = child_wait(&job->gnuplot, MOST_SECONDS, drawing->stop, &late);
    if (late)
        job->reason = _("gnuplot took longer than two minutes");
    return how;
}

/* ---- Pictures ---- */

/* A picture that the user put there, or changed, is not ours to replace. */
static bool may_replace(const struct drawing *drawing, const char *name, const char *path)
{
    char hex[SHA256_DIGITS + 1];
    struct stat facts;
    if (drawing->order.listed == NULL ||
        fstatat(drawing->plots, name, &facts, AT_SYMLINK_NOFOLLOW) != 0)
        return true;
    const struct listed_file *listed = file_list_find(drawing->order.listed, path);
    return listed != NULL && S_ISREG(facts.st_mode) &&
           sha256_of_file(drawing->plots, name, hex) == 0 && text_same(hex, listed->sha256);
}

static bool keep_picture(struct drawing *drawing, struct job *job)
{
    struct text bytes = {0};
    struct messages why = {0};
    char hex[SHA256_DIGITS + 1], piece[1 << 14];
    const char *name = arena_printf(&drawing->arena, "%s.%s", job->name, job->format);
    const char *path = arena_printf(&drawing->arena, "plots/%s", name);
    FILE *picture = job->file[PICTURE];
    rewind(picture);
    for (size_t n; (n = fread(piece, 1, sizeof piece, picture)) > 0;)
        text_add(&bytes, piece, n);
    if (bytes.length == 0)
        fail(drawing, job, _("gnuplot drew nothing"));
    else if (!may_replace(drawing, name, path))
        fail(drawing, job,
            arena_printf(&drawing->arena,
                _("%s is there and was not drawn by recept, or was changed; move it elsewhere"),
                path));
    else if (file_replace_at(drawing->plots, name, path, bytes.data, bytes.length, &why) !=
             STATUS_OK)
        fail(drawing, job, why.lines[0]);
    else if (drawing->order.listed != NULL) {
        sha256_hex(bytes.data, bytes.length, hex);
        file_list_set(drawing->order.listed, path, hex);
    }
    messages_free(&why);
    text_free(&bytes);
    return job->reason == NULL;
}

/* Whether there is one more line; its memory is getline()'s own. */
static bool next_line(char **line, size_t *room, ssize_t *length, FILE *file)
{
    errno = 0;
    *length = getline(line, room, file);
    if (*length < 0 && errno == ENOMEM)
        memory_give_up();
    return *length >= 0;
}

/* Of what it wrote to standard error the first line that says where and why; it quotes the
 * script before that. */
static const char *reason_in(struct drawing *drawing, FILE *errors)
{
    const char *reason = NULL;
    char *line = NULL;
    size_t room = 0;
    ssize_t n;
    bool where = false;
    rewind(errors);
    while (!where && next_line(&line, &room, &n, errors)) {
        const char *words = line + strspn(line, " \t\n^");
        const char *place = strstr(line, "\" line ");
        where = place != NULL;
        words = where ? place + 2 : words; /* what the script is called tells nothing */
        if (where || (reason == NULL && *words != '\0'))
            reason = arena_text(&drawing->arena, words, strcspn(words, "\n"));
    }
    free(line); /* memory of getline() */
    return reason != NULL ? reason : _("gnuplot failed without saying why");
}

/* Prints a drawing in text, without what is no letter (form feeds, and what a stranger's data
 * might tell a terminal) and the blanks that fill up its lines. */
static void print_drawing(FILE *output)
{
    char *line = NULL;
    size_t room = 0;
    rewind(output);
    for (ssize_t n; next_line(&line, &room, &n, output);) {
        struct text clean = {0};
        while (n > 0 && strchr(" \n", line[n - 1]) != NULL)
            n--;
        line[n] = '\0';
        text_add_printable(&clean, line + strspn(line, "\f"));
        puts(text_string(&clean));
        text_free(&clean);
    }
    fflush(stdout);
    free(line); /* memory of getline() */
}

/* Waits for a gnuplot, and prints or keeps what it drew, or says why it failed. */
static void finish(struct drawing *drawing, struct job *job)
{
    int how = job->gnuplot.pid != 0 ? wait_for(drawing, job) : -1;
    bool drawn = how == 0;
    if (drawn && text_same(job->format, "terminal"))
        print_drawing(job->file[SAID]);
    else if (drawn)
        drawn = keep_picture(drawing, job);
    else if (job->reason == NULL)
        fail(drawing, job, reason_in(drawing, job->file[ERRORS]));
    drawing->n_drawn += drawn;
    /* The folder may still be a temporary one, so that its name would tell nothing. */
    if (!drawn && !is_stopped(drawing))
        messages_add(&drawing->notices, _("plots/%s was not drawn as %s: %s"), job->name,
            job->format, job->reason);
    for (int i = 0; i < N_FILES; i++)
        if (job->file[i] != NULL)
            fclose(job->file[i]);
}

/* Starts gnuplots until as many are at work, from job `first` on, as there are processors. */
static void start_some(struct drawing *drawing, int first)
{
    int most = get_nprocs() < MOST_AT_WORK ? get_nprocs() : MOST_AT_WORK;
    while (drawing->n_begun < drawing->n_jobs && drawing->n_begun < first + most &&
           !is_stopped(drawing))
        start(drawing, &drawing->job[drawing->n_begun++]);
}

/* Draws all of them, until told to stop. */
static enum status draw_jobs(struct drawing *drawing)
{
    for (int i = 0; i < drawing->n_jobs; i++) {
        start_some(drawing, i);
        if (i < drawing->n_begun)
            finish(drawing, &drawing->job[i]);
    }
    return is_stopped(drawing)                  ? STATUS_INTERRUPTED
           : drawing->n_drawn < drawing->n_jobs ? STATUS_FAILED
                                                : STATUS_OK;
}

static enum status check_formats(struct drawing *drawing)
{
    for (int i = 0; i < drawing->order.n_formats; i++) {
        const char *format = drawing->order.formats[i];
        if (!text_same(format, "svg") && !text_same(format, "png") &&
            !text_same(format, "pdf") && !text_same(format, "terminal")) {
            messages_add(&drawing->notices,
                _("a plot is drawn as svg, png, pdf or terminal, not as '%s'"), format);
            return STATUS_USAGE;
        }
    }
    return STATUS_OK;
}

/* Lists what there is to draw, and finds what it is drawn with. */
static enum status get_ready(struct drawing *drawing)
{
    enum status status = check_formats(drawing);
    child_find("gnuplot", &drawing->gnuplot);
    if (status == STATUS_OK)
        status = open_folders(drawing);
    if (status == STATUS_OK)
        status = list_jobs(drawing);
    if (status == STATUS_OK && drawing->gnuplot.length == 0) {
        messages_add(&drawing->notices,
            _("no plots were drawn, as gnuplot is not installed; install it (Debian package "
              "gnuplot-nox) and draw them with: recept plot RESULTS"));
        status = STATUS_FAILED;
    }
    return status;
}

struct drawing *plots_begin(const struct plots_order *order)
{
    struct drawing *drawing = memory_new(1, sizeof *drawing);
    *drawing =
        (struct drawing){.order = *order, .stop = order->stop, .plots = -1, .source = -1};
    drawing->status = get_ready(drawing);
    if (drawing->status == STATUS_OK)
        start_some(drawing, 0);
    return drawing;
}

enum status plots_end(struct drawing *drawing, bool wanted, struct messages *notices)
{
    static const volatile sig_atomic_t over = 1;
    enum status status = drawing->status;
    if (!wanted)
        drawing->stop = &over;
    if (status == STATUS_OK)
        status = draw_jobs(drawing);
    if (drawing->plots >= 0)
        close(drawing->plots);
    if (drawing->source >= 0)
        close(drawing->source);
    messages_add_all(notices, &drawing->notices);
    messages_free(&drawing->notices);
    text_free(&drawing->path);
    text_free(&drawing->gnuplot);
    arena_free(&drawing->arena);
    memory_free(drawing);
    return status;
}

enum status plots_draw(const struct plots_order *order, struct messages *notices)
{
    return plots_end(plots_begin(order), true, notices);
}
