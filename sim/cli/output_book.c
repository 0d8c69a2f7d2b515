/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output.h"

#include "commands.h"
#include "language.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

void output_add_date(struct text *place, size_t ending)
{
    char date[16];
    time_t now = time(NULL);
    struct tm local;
    struct text before = {0}, after = {0};
    text_add(&before, place->data, place->length - ending);
    text_add(&after, place->data + before.length, ending);
    strftime(date, sizeof date, "%Y-%m-%d", localtime_r(&now, &local));
    for (int i = 1; i == 1 || access(place->data, F_OK) == 0; i++) {
        text_free(place);
        text_printf(place, "%s-%s", before.data, date);
        if (i > 1)
            text_printf(place, "-%d", i);
        text_add_string(place, text_string(&after));
    }
    text_free(&before);
    text_free(&after);
}

/* The path without links and dots; of what is not there those of the folder above it. */
static char *real_path(struct arena *arena, const char *path)
{
    struct text above = {0}, whole = {0};
    char *there = realpath(path, NULL);
    if (there != NULL) {
        char *copy = arena_copy(arena, there);
        free(there);
        return copy;
    }
    path_folder(&above, path);
    char *real = realpath(above.data, NULL);
    path_join(&whole, real != NULL ? real : above.data, path_name(path));
    free(real);
    text_free(&above);
    return text_keep(&whole, arena);
}

/* A file in the folder of results would be what was added to it since. */
static bool is_in_folder(struct output *output, const char *path)
{
    const char *folder = real_path(&output->arena, text_string(&output->folder.target));
    const char *file = real_path(&output->arena, path);
    size_t length = strlen(folder);
    return strncmp(file, folder, length) == 0 && (file[length] == '/' || file[length] == '\0');
}

static bool is_input(struct output *output, const char *path)
{
    const char *file = real_path(&output->arena, path);
    for (const struct source *input = output->sources.noted; input != NULL; input = input->next)
        if (text_same(file, real_path(&output->arena, input->path)))
            return true;
    return false;
}

bool output_may_write(struct output *output, const char *path)
{
    bool inside = is_in_folder(output, path), input = !inside && is_input(output, path);
    if (inside)
        messages_add(&output->errors,
            _("%s: is in the folder of results, which is replaced as a whole; put the file "
              "beside it"),
            path);
    if (input)
        messages_add(&output->errors,
            _("%s: is what the config is read from; choose another name"), path);
    return !inside && !input;
}

enum status output_begin_book(struct output *output)
{
    const struct options *options = output->options;
    if (options->xlsx == NULL)
        return STATUS_OK;
    text_add_string(&output->book_place, options->xlsx);
    if (options->keep)
        output_add_date(&output->book_place, strlen(".xlsx"));
    const char *place = text_string(&output->book_place);
    if (!output_may_write(output, place))
        return STATUS_FAILED;
    struct book *book = arena_new(&output->arena, 1, sizeof *book);
    guard_file(&book->file);
    if (book_begin(book, place, options->force, &output->errors) != STATUS_OK) {
        guard_file(NULL);
        return STATUS_FAILED;
    }
    output->book = book;
    return STATUS_OK;
}

struct table_sink *output_sink(struct output *output)
{
    return output->book != NULL ? &output->book->sink : NULL;
}

void output_write_book(struct output *output)
{
    const struct book_about about = {
        .program =
            arena_printf(&output->arena, "recept %s (%s)", program_version, program_commit),
        .made_by = output->options->argv[0],
        .seed = output->study->setup.seed,
    };
    if (output->book == NULL)
        return;
    output->book_status =
        book_write(output->book, &output->study->results, &about, &output->notices);
}

void output_end_book(struct output *output, bool whole)
{
    if (output->book == NULL)
        return;
    enum status status = STATUS_OK;
    if (whole)
        status = book_commit(output->book);
    else
        book_abort(output->book);
    guard_file(NULL);
    output->book_status = output->book_status == STATUS_OK ? status : output->book_status;
    output->book = NULL;
}
