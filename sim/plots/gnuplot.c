/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gnuplot.h"

#include "files.h"
#include "script.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

static const size_t MOST_MEMORY = (size_t)2 << 30;

/* Which of its files is which. */
enum { SCRIPT, SAID, FIRST_DATA, FIRST_PICTURE };

/* What they are called there, and the pipe. Those that are open here are below: else one would
 * take the place of another before that is there. */
enum { FIRST_FILE = 300, HOLD = FIRST_FILE + GNUPLOT_FILES };
#define PATH "/proc/self/fd/%d"

extern char **environ;

static int data_of(int i)
{
    return FIRST_DATA + 2 * i;
}

static int picture_of(int i)
{
    return FIRST_PICTURE + 2 * i;
}

static int write_text(int file, const struct text *text)
{
    return file_write_all(file, text_string(text), text->length);
}

static int read_file(int file, struct text *out)
{
    enum { PIECE = 1 << 14 };
    off_t done = 0;
    for (;;) {
        char *at = text_room(out, PIECE);
        ssize_t n = pread(file, at, PIECE, done);
        text_end_at(out, at + (n > 0 ? n : 0));
        if (n == 0)
            return 0;
        if (n < 0 && errno != EINTR)
            return errno;
        done += n > 0 ? n : 0;
    }
}

/* ---- Starting ---- */

static bool is_open(int file)
{
    if (file >= FIRST_FILE)
        errno = EMFILE;
    return file >= 0 && file < FIRST_FILE;
}

static bool open_files(struct gnuplot *gnuplot)
{
    for (int i = 0; i < GNUPLOT_FILES; i++) {
        gnuplot->file[i] = memfd_create("gnuplot", MFD_CLOEXEC);
        if (!is_open(gnuplot->file[i]))
            return false;
    }
    return true;
}

/* It runs two scripts, of which the first is what comes through the pipe until that is closed.
 * The user's own start-up file (-d) does not count. */
static int start_with(struct gnuplot *gnuplot, const char *path, int hold)
{
    char first[32], second[32];
    const char *const arguments[] = {"gnuplot", "-d", first, second, NULL};
    snprintf(first, sizeof first, PATH, HOLD);
    snprintf(second, sizeof second, PATH, FIRST_FILE + SCRIPT);
    struct child_file file[GNUPLOT_FILES + 2];
    for (int i = 0; i < GNUPLOT_FILES; i++)
        file[i] =
            (struct child_file){gnuplot->file[i], i == SAID ? STDERR_FILENO : FIRST_FILE + i};
    file[GNUPLOT_FILES] = (struct child_file){gnuplot->file[SAID], STDOUT_FILENO};
    file[GNUPLOT_FILES + 1] = (struct child_file){hold, HOLD};
    const struct child_order order = {.path = path,
        .arguments = arguments,
        .environment = (const char *const *)environ,
        .file = file,
        .n_files = GNUPLOT_FILES + 2,
        .most_memory = MOST_MEMORY};
    return child_start(&gnuplot->child, &order);
}

int gnuplot_start(struct gnuplot *gnuplot, const char *path)
{
    int hold[2] = {-1, -1}, error = 0;
    struct text looks = {0};
    *gnuplot = (struct gnuplot){.hold = -1};
    memset(gnuplot->file, -1, sizeof gnuplot->file);
    script_add_looks(&looks);
    /* The pipe takes them before anybody reads: they are few. */
    if (!open_files(gnuplot) || pipe2(hold, O_CLOEXEC) != 0 || !is_open(hold[0]) ||
        write_text(hold[1], &looks) != 0)
        error = errno;
    gnuplot->hold = hold[1];
    if (error == 0)
        error = start_with(gnuplot, path, hold[0]);
    if (hold[0] >= 0)
        close(hold[0]);
    text_free(&looks);
    if (error != 0)
        gnuplot_end(gnuplot);
    return error;
}

/* ---- Drawing ---- */

/* Before the commands gnuplot is told the format, where data and picture are, and how wide the
 * terminal is; it knows nothing else of the plot before. After them it begins an empty page, so
 * that pens of the next plot are as they are for the first. */
int gnuplot_add(
    struct gnuplot *gnuplot, const char *format, const char *commands, const struct text *data)
{
    struct winsize size = {0};
    struct text *script = &gnuplot->script;
    int i = gnuplot->n++;
    text_add_string(script, "reset\nundefine");
    for (char letter = 'a'; letter <= 'z'; letter++)
        text_printf(script, " %c*", letter);
    text_printf(script, "\nformat = '%s'\ndata = '" PATH "'\npicture = '" PATH "'\n", format,
        FIRST_FILE + data_of(i), FIRST_FILE + picture_of(i));
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        text_printf(script, "columns = %d\n", size.ws_col);
    text_add_string(script, commands);
    text_add_string(script, "\nset output '/dev/null'\nclear\n");
    return write_text(gnuplot->file[data_of(i)], data) == 0 ? 0 : errno;
}

int gnuplot_draw(struct gnuplot *gnuplot)
{
    int error = write_text(gnuplot->file[SCRIPT], &gnuplot->script) == 0 ? 0 : errno;
    gnuplot->child.began = time(NULL);
    close(gnuplot->hold);
    gnuplot->hold = -1;
    return error;
}

int gnuplot_wait(struct gnuplot *gnuplot, const volatile sig_atomic_t *stop, bool *late)
{
    return child_wait(&gnuplot->child, GNUPLOT_SECONDS, stop, late);
}

int gnuplot_picture(const struct gnuplot *gnuplot, int i, struct text *out)
{
    return read_file(gnuplot->file[picture_of(i)], out);
}

void gnuplot_said(const struct gnuplot *gnuplot, struct text *out)
{
    read_file(gnuplot->file[SAID], out);
}

void gnuplot_end(struct gnuplot *gnuplot)
{
    static const volatile sig_atomic_t now = 1;
    bool late;
    if (gnuplot->child.pid != 0)
        child_wait(&gnuplot->child, 0, &now, &late);
    for (int i = 0; i < GNUPLOT_FILES; i++)
        if (gnuplot->file[i] >= 0)
            close(gnuplot->file[i]);
    if (gnuplot->hold >= 0)
        close(gnuplot->hold);
    text_free(&gnuplot->script);
}
