/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots.h"

#include "files.h"
#include "gnuplot.h"
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
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <unistd.h>

/* Plots are dealt to gnuplots, one at work on each processor. */

enum { MOST_AT_WORK = 8, MOST_PLOTS = 200 };
enum { MOST_DATA = 64 << 20 };
/* What any plot takes besides its data, in bytes of these. */
enum { COST_OF_ANY = 20000 };

struct job {
    const char *name, *format; /* of the plot */
    size_t size;               /* of its data */
    struct text picture;
    bool drawn;
    const char *reason; /* why it failed; NULL: it did not */
};

/* Plots that one gnuplot draws. */
struct lot {
    int n;
    struct job *job[GNUPLOT_PLOTS];
    size_t cost;
    struct gnuplot gnuplot;
    bool begun;
};

struct drawing {
    struct plots_order order;
    const volatile sig_atomic_t *stop; /* that of the order; or what says that it is over */
    int plots, source;                 /* open folders: plots, and the one with the data */
    struct text path;                  /* of the latter */
    struct text gnuplot;               /* full path of the program; "": there is none */
    struct gnuplot waiting[MOST_AT_WORK];
    int n_waiting;
    struct arena arena;
    struct messages notices;
    enum status status; /* of getting ready */
    struct job *job;
    int n_jobs;
    struct lot *lot;
    int n_lots, n_begun;
};

/* ---- What there is to draw, and with what ---- */

/* Names of settings that this program writes; they become parts of a path. */
static int is_plot(const struct dirent *entry)
{
    size_t length = strspn(entry->d_name, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return length > 0 && text_same(entry->d_name + length, ".plot");
}

/* Opens `folder`/plots, and there the folder of the language, if there is one: that of the
 * results has none. */
static enum status open_folders(struct drawing *drawing)
{
    const struct plots_order *order = &drawing->order;
    int folder = open(order->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    drawing->plots = folder >= 0 ? file_open_folder(folder, "plots") : -1;
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
        order->language != NULL ? file_open_folder(drawing->plots, order->language) : -1;
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

/* ---- At work ---- */

static void fail(struct drawing *drawing, struct job *job, const char *reason)
{
    job->reason = arena_copy(&drawing->arena, reason);
}

static bool is_stopped(const struct drawing *drawing)
{
    return drawing->stop != NULL && *drawing->stop != 0;
}

static int most_at_work(void)
{
    return get_nprocs() < MOST_AT_WORK ? get_nprocs() : MOST_AT_WORK;
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

/* Reads what a plot is made of. */
static bool read_job(
    struct drawing *drawing, struct job *job, struct text *script, struct text *data)
{
    struct text settings = {0};
    if (read_file(drawing, job, "plot", &settings) && read_file(drawing, job, "dat", data)) {
        int line = script_add(script, text_string(&settings));
        if (line > 0)
            fail(drawing, job,
                arena_printf(&drawing->arena, _("line %d of %s.plot is not one of recept's"),
                    line, job->name));
    }
    text_free(&settings);
    return job->reason == NULL;
}

static void add_to_lot(struct lot *lot, struct job *job)
{
    lot->job[lot->n++] = job;
    lot->cost += COST_OF_ANY + job->size;
}

static int by_cost(const void *a, const void *b)
{
    const struct job *const *one = a, *const *other = b;
    size_t x = (*one)->size, y = (*other)->size;
    return x != y ? (x < y) - (x > y) : (*one > *other) - (*one < *other);
}

/* 0 where it cannot be told: reading tells why. */
static size_t size_of_data(const struct drawing *drawing, const struct job *job)
{
    struct stat facts = {0};
    struct text name = {0};
    text_printf(&name, "%s.dat", job->name);
    bool is_there =
        fstatat(drawing->source, text_string(&name), &facts, AT_SYMLINK_NOFOLLOW) == 0;
    text_free(&name);
    return is_there ? (size_t)facts.st_size : 0;
}

/* The costliest first, each to the lot that costs least so far. */
static void deal(struct drawing *drawing)
{
    int n = drawing->n_jobs, least = (n + GNUPLOT_PLOTS - 1) / GNUPLOT_PLOTS;
    int most = most_at_work();
    struct job **job = arena_new(&drawing->arena, (size_t)n + 1, sizeof *job);
    for (int i = 0; i < n; i++) {
        job[i] = &drawing->job[i];
        job[i]->size = size_of_data(drawing, job[i]);
    }
    qsort(job, (size_t)n, sizeof *job, by_cost);
    drawing->n_lots = least > most ? least : n < most ? n : most;
    /* Those that fail together are drawn alone. */
    drawing->lot =
        arena_new(&drawing->arena, (size_t)(drawing->n_lots + n) + 1, sizeof(struct lot));
    for (int i = 0; i < n; i++) {
        struct lot *to = drawing->lot;
        for (struct lot *lot = to; lot < drawing->lot + drawing->n_lots; lot++)
            if (lot->n < GNUPLOT_PLOTS && (to->n == GNUPLOT_PLOTS || lot->cost < to->cost))
                to = lot;
        add_to_lot(to, job[i]);
    }
}

/* Reads the plots of a lot and hands them over; those that cannot be read leave it. */
static int fill_lot(struct drawing *drawing, struct lot *lot)
{
    int error = 0, n = 0;
    for (int i = 0; i < lot->n && error == 0; i++) {
        struct text script = {0}, data = {0};
        struct job *job = lot->job[i];
        if (read_job(drawing, job, &script, &data)) {
            error = gnuplot_add(&lot->gnuplot, job->format, text_string(&script), &data);
            lot->job[n++] = job;
        }
        text_free(&script);
        text_free(&data);
    }
    if (error == 0)
        lot->n = n;
    return error;
}

/* By a gnuplot that waits, or a new one. */
static void begin_lot(struct drawing *drawing, struct lot *lot)
{
    int error = 0;
    if (drawing->n_waiting > 0)
        lot->gnuplot = drawing->waiting[--drawing->n_waiting];
    else
        error = gnuplot_start(&lot->gnuplot, text_string(&drawing->gnuplot));
    lot->begun = error == 0;
    if (error == 0)
        error = fill_lot(drawing, lot);
    if (error == 0)
        error = gnuplot_draw(&lot->gnuplot);
    if (error != 0 && lot->begun) {
        gnuplot_end(&lot->gnuplot);
        lot->begun = false;
    }
    for (int i = 0; i < lot->n && error != 0; i++)
        if (lot->job[i]->reason == NULL)
            fail(drawing, lot->job[i], error_text(error));
}

/* Has gnuplots begin until as many are at work, from lot `first` on, as there are processors.
 */
static void begin_some(struct drawing *drawing, int first)
{
    while (drawing->n_begun < drawing->n_lots && drawing->n_begun < first + most_at_work() &&
           !is_stopped(drawing))
        begin_lot(drawing, &drawing->lot[drawing->n_begun++]);
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
    const struct plots_order *order = &drawing->order;
    struct messages why = {0};
    char hex[SHA256_DIGITS + 1];
    const char *name = arena_printf(&drawing->arena, "%s.%s", job->name, job->format);
    const char *path = arena_printf(&drawing->arena, "plots/%s", name);
    enum status (*write)(int, const char *, const char *, const void *, size_t,
        struct messages *) = order->unfinished ? file_make_at : file_replace_at;
    if (job->picture.length == 0)
        fail(drawing, job, _("gnuplot drew nothing"));
    else if (!may_replace(drawing, name, path))
        fail(drawing, job,
            arena_printf(&drawing->arena,
                _("%s is there and was not drawn by recept, or was changed; move it elsewhere"),
                path));
    else if (write(drawing->plots, name, path, job->picture.data, job->picture.length, &why) !=
             STATUS_OK)
        fail(drawing, job, why.lines[0]);
    else if (order->listed != NULL) {
        sha256_hex(job->picture.data, job->picture.length, hex);
        file_list_set(order->listed, path, hex);
    }
    messages_free(&why);
    return job->reason == NULL;
}

/* Of what it said the first line that tells where and why; it quotes the script before that. */
static const char *reason_in(struct drawing *drawing, const struct gnuplot *gnuplot)
{
    struct text said = {0};
    const char *reason = NULL;
    bool where = false;
    gnuplot_said(gnuplot, &said);
    for (char *rest = said.data, *line; !where && (line = strsep(&rest, "\n")) != NULL;) {
        const char *words = line + strspn(line, " \t^");
        const char *place = strstr(line, "\" line ");
        where = place != NULL;
        words = where ? place + 2 : words; /* what the script is called tells nothing */
        if (where || (reason == NULL && *words != '\0'))
            reason = arena_copy(&drawing->arena, words);
    }
    text_free(&said);
    return reason != NULL ? reason : _("gnuplot failed without saying why");
}

/* Prints a drawing in text, without what is no letter (form feeds, and what a stranger's data
 * might tell a terminal) and the blanks that fill up its lines. */
static void print_drawing(struct text *drawn)
{
    char *rest = drawn->data;
    for (char *line; rest != NULL && *rest != '\0';) {
        struct text clean = {0};
        line = strsep(&rest, "\n");
        for (size_t n = strlen(line); n > 0 && line[n - 1] == ' ';)
            line[--n] = '\0';
        text_add_printable(&clean, line + strspn(line, "\f"));
        puts(text_string(&clean));
        text_free(&clean);
    }
    fflush(stdout);
}

/* Waits for the gnuplot of a lot, and takes what it drew. Of several plots the one that made it
 * fail, or take too long, is found by drawing each alone. */
static void finish_lot(struct drawing *drawing, struct lot *lot)
{
    bool late = false, begun = lot->begun;
    int how = begun ? gnuplot_wait(&lot->gnuplot, drawing->stop, &late) : -1;
    for (int i = 0; i < lot->n && begun; i++) {
        struct job *job = lot->job[i];
        int error = how == 0 ? gnuplot_picture(&lot->gnuplot, i, &job->picture) : 0;
        job->drawn = how == 0 && error == 0;
        if (error != 0)
            fail(drawing, job, error_text(error));
        else if (how != 0 && lot->n > 1)
            add_to_lot(&drawing->lot[drawing->n_lots++], job);
        else if (how != 0)
            job->reason = late ? _("gnuplot took longer than two minutes")
                               : reason_in(drawing, &lot->gnuplot);
    }
    if (begun)
        gnuplot_end(&lot->gnuplot);
}

/* Prints or keeps what was drawn, or says why it was not. */
static bool finish_job(struct drawing *drawing, struct job *job)
{
    bool done = job->drawn;
    if (done && text_same(job->format, "terminal"))
        print_drawing(&job->picture);
    else if (done)
        done = keep_picture(drawing, job);
    /* The folder may still be a temporary one, so that its name would tell nothing. */
    if (!done && !is_stopped(drawing))
        messages_add(&drawing->notices, _("plots/%s was not drawn as %s: %s"), job->name,
            job->format, job->reason);
    text_free(&job->picture);
    return done;
}

/* Draws all of them, until told to stop. */
static enum status draw_jobs(struct drawing *drawing)
{
    bool all = true;
    for (int i = 0; i < drawing->n_lots; i++) {
        begin_some(drawing, i);
        if (i < drawing->n_begun)
            finish_lot(drawing, &drawing->lot[i]);
    }
    for (int i = 0; i < drawing->n_jobs; i++)
        all = finish_job(drawing, &drawing->job[i]) && all;
    return is_stopped(drawing) ? STATUS_INTERRUPTED : all ? STATUS_OK : STATUS_FAILED;
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

/* Lists what there is to draw, and sees whether there is what it is drawn with. */
static enum status get_ready(struct drawing *drawing)
{
    enum status status = check_formats(drawing);
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

static struct drawing *new_drawing(void)
{
    struct drawing *drawing = memory_new(1, sizeof *drawing);
    drawing->plots = drawing->source = -1;
    child_find("gnuplot", &drawing->gnuplot);
    return drawing;
}

struct drawing *plots_expect(void)
{
    struct drawing *drawing = new_drawing();
    int n = drawing->gnuplot.length > 0 ? most_at_work() : 0;
    while (drawing->n_waiting < n && gnuplot_start(&drawing->waiting[drawing->n_waiting],
                                         text_string(&drawing->gnuplot)) == 0)
        drawing->n_waiting++;
    return drawing;
}

struct drawing *plots_begin(struct drawing *expected, const struct plots_order *order)
{
    struct drawing *drawing = expected != NULL ? expected : new_drawing();
    drawing->order = *order;
    drawing->stop = order->stop;
    drawing->status = get_ready(drawing);
    if (drawing->status == STATUS_OK) {
        deal(drawing);
        begin_some(drawing, 0);
    }
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
    while (drawing->n_waiting > 0)
        gnuplot_end(&drawing->waiting[--drawing->n_waiting]);
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
    return plots_end(plots_begin(NULL, order), true, notices);
}
