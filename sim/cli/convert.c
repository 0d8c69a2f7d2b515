/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "convert.h"

#include "child.h"
#include "commands.h"
#include "language.h"

#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MOST_SECONDS = 120, PIECE = 1 << 16 };
static const size_t MOST_MEMORY = (size_t)4 << 30, MOST_TEXT = (size_t)1 << 30;

/* The converter and its files, all in memory. */
enum { WORKBOOK, CONVERTED, SAID, N_FILES };
struct conversion {
    struct text program;
    struct child child;
    FILE *file[N_FILES];
};

static bool make_files(struct conversion *conversion, const struct text *workbook)
{
    for (int i = 0; i < N_FILES; i++) {
        int file = memfd_create("workbook", MFD_CLOEXEC);
        conversion->file[i] = file >= 0 ? fdopen(file, "w+") : NULL;
        if (conversion->file[i] == NULL)
            return false;
    }
    FILE *file = conversion->file[WORKBOOK];
    fwrite(text_string(workbook), 1, workbook->length, file);
    return fflush(file) == 0 && fseek(file, 0, SEEK_SET) == 0;
}

/* The stored values of one sheet. Its name is part of a list of settings, between quotation
 * marks. */
static void add_settings(struct text *settings, const char *sheet)
{
    text_add_string(settings, "separator=, format=raw locale=C quoting-mode=always eol=unix "
                              "charset=UTF-8 sheet='");
    for (; *sheet != '\0'; sheet++)
        text_printf(settings, "%s%c", *sheet == '\'' || *sheet == '\\' ? "\\" : "", *sheet);
    text_add_string(settings, "'");
}

/* Files are known to ssconvert by their numbers; of fd://0, a file and no pipe, libgsf 1.14.50
 * reads wrong bytes where formats jump about, as that of .xls. 0, or what errno would be. */
static int start(
    struct conversion *conversion, const struct workbook_source *source, const char *sheet)
{
    static const char *const reader[] = {[WORKBOOK_EXCEL] = "Gnumeric_Excel:xlsx",
        [WORKBOOK_OPEN_DOCUMENT] = "Gnumeric_OpenCalc:openoffice"};
    static const char *const environment[] = {"LC_ALL=C.UTF-8", "HOME=/",
        "PATH=/usr/local/bin:/usr/bin:/bin", "GSETTINGS_BACKEND=memory", NULL};
    if (!make_files(conversion, source->bytes))
        return errno;
    struct text settings = {0};
    add_settings(&settings, sheet != NULL ? sheet : "");
    const char *const to_xml[] = {"ssconvert", "-I", reader[source->kind], "-T",
        "Gnumeric_XmlIO:sax:0", "/proc/self/fd/0", "fd://1", NULL};
    const char *const to_values[] = {"ssconvert", "-I", reader[source->kind], "-T",
        "Gnumeric_stf:stf_assistant", "-O", text_string(&settings), "/proc/self/fd/0", "fd://1",
        NULL};
    struct child_file file[N_FILES];
    for (int i = 0; i < N_FILES; i++)
        file[i] = (struct child_file){fileno(conversion->file[i]), i};
    int error = child_start(
        &conversion->child, &(struct child_order){.path = text_string(&conversion->program),
                                .arguments = sheet != NULL ? to_values : to_xml,
                                .environment = environment,
                                .file = file,
                                .n_files = N_FILES,
                                .most_memory = MOST_MEMORY,
                                .most_written = MOST_TEXT});
    text_free(&settings);
    return error;
}

/* From where the file was read or written until now. */
static void add_file(struct text *out, FILE *file)
{
    char piece[PIECE];
    rewind(file);
    for (size_t n; (n = fread(piece, 1, sizeof piece, file)) > 0;)
        text_add(out, piece, n);
}

/* Waits, and adds what was converted to `out`. */
static enum status finish(struct conversion *conversion, const struct workbook_source *source,
    struct text *out, struct messages *errors)
{
    bool late;
    size_t before = out->length;
    int how = child_wait(&conversion->child, MOST_SECONDS, &interrupted, &late);
    if (how == 0)
        add_file(out, conversion->file[CONVERTED]);
    if (how == 0 && out->length > before)
        return STATUS_OK;
    if (late)
        return file_failed(errors, source->name,
            _("the workbook took ssconvert more than two minutes to read"));
    return file_failed(errors, source->name,
        _("the workbook cannot be read: it is damaged, too large, or of a kind that ssconvert "
          "does not know"));
}

static enum status convert(struct conversion *conversion, const struct workbook_source *source,
    const char *sheet, struct text *out, struct messages *errors)
{
    child_find("ssconvert", &conversion->program);
    if (conversion->program.length == 0)
        return file_failed(errors, source->name,
            _("this is a workbook, and ssconvert (Debian package gnumeric), which reads these, "
              "is "
              "not installed"));
    int error = start(conversion, source, sheet);
    if (error != 0)
        return file_failed(errors, source->name, error_text(error));
    return finish(conversion, source, out, errors);
}

enum status convert_workbook(void *context, const struct workbook_source *source,
    const char *sheet, struct text *out, struct messages *errors)
{
    struct conversion conversion = {0};
    (void)context;
    /* A signal would end this program, and leave the other one at work. */
    bool reading = guard_reading(false);
    enum status status = convert(&conversion, source, sheet, out, errors);
    for (int i = 0; i < N_FILES; i++)
        if (conversion.file[i] != NULL)
            fclose(conversion.file[i]);
    text_free(&conversion.program);
    guard_reading(reading);
    return status;
}
