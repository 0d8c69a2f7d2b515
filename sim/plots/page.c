/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include "embedded.h"
#include "language.h"
#include "plot_text.h"
#include "wrap.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { CAPTION_COLUMNS = 116, CAPTION_LINES = 4, FOOT = 14 };

void page_free(struct page *page)
{
    text_free(&page->title);
    text_free(&page->variables);
    text_free(&page->data);
    arena_free(&page->arena);
}

const char *page_keep(struct page *page, struct text *text)
{
    const char *kept = arena_copy(&page->arena, text_string(text));
    text_free(text);
    return kept;
}

void page_caption(struct page *page, const char *words)
{
    struct text wrapped = {0};
    wrap_add(&wrapped, words, CAPTION_COLUMNS, 0, CAPTION_LINES);
    for (const char *line = text_string(&wrapped);
         *line != '\0' && page->n_captions < MOST_CAPTION_LINES; line += *line == '\n') {
        size_t length = strcspn(line, "\n");
        page->caption[page->n_captions++] = arena_text(&page->arena, line, length);
        line += length;
    }
    text_free(&wrapped);
}

const char *page_number(struct page *page, double value, enum number_form form)
{
    return number_text(&page->arena, value, form);
}

const char *page_at_most(struct page *page, double value, enum number_form form)
{
    struct text text = {0};
    number_add_at_most(&text, value, form);
    return page_keep(page, &text);
}

const char *page_span(struct page *page, double low, double high, enum number_form form)
{
    struct text text = {0};
    number_add_span(&text, low, high, form);
    return page_keep(page, &text);
}

/* ---- Variables ---- */

void page_text(struct page *page, const char *name, const char *words)
{
    page_set(page, "%s = ", name);
    plot_add_literal(&page->variables, words);
    page_set(page, "\n");
}

/* gnuplot knows no array without elements: one of nothing in its place. */
void page_values(struct page *page, const char *name, const double *value, int n)
{
    page_set(page, "array %s[%d] = [%s", name, n > 0 ? n : 1, n > 0 ? "" : "0");
    for (int i = 0; i < n; i++)
        page_set(page, i > 0 ? ", %.10g" : "%.10g", value[i]);
    page_set(page, "]\n");
}

void page_texts(struct page *page, const char *name, const char *const *words, int n)
{
    page_set(page, "array %s[%d] = [%s", name, n > 0 ? n : 1, n > 0 ? "" : "''");
    for (int i = 0; i < n; i++) {
        page_set(page, i > 0 ? ", " : "");
        plot_add_literal(&page->variables, words[i]);
    }
    page_set(page, "]\n");
}

/* ---- Files ---- */

static enum status file_failed(const char *path, struct messages *errors)
{
    messages_add(errors, _("%s: cannot be written: %s"), path, strerror(errno));
    return STATUS_FAILED;
}

static enum status write_file(const char *folder, const char *name, const char *extension,
    const struct text *content, struct messages *errors)
{
    struct text path = {0};
    text_printf(&path, "%s/plots", folder);
    enum status status = STATUS_OK;
    if (mkdir(text_string(&path), 0777) != 0 && errno != EEXIST)
        status = file_failed(text_string(&path), errors);
    text_printf(&path, "/%s.%s", name, extension);
    FILE *file = status == STATUS_OK ? fopen(text_string(&path), "wbe") : NULL;
    if (status == STATUS_OK && file == NULL)
        status = file_failed(text_string(&path), errors);
    if (file != NULL) {
        bool written =
            fwrite(text_string(content), 1, content->length, file) == content->length;
        int reason = errno;
        bool closed = fclose(file) == 0;
        errno = written ? errno : reason;
        if (!written || !closed)
            status = file_failed(text_string(&path), errors);
    }
    text_free(&path);
    return status;
}

/* The files *.gp of this folder: what all plots share, and what each kind does. */
extern const struct embedded_file scripts[];

static void add_script(struct text *out, const char *name)
{
    for (const struct embedded_file *script = scripts; script->name != NULL; script++)
        if (text_same(script->name, name))
            text_add(out, (const char *)script->bytes, script->size);
}

enum status page_write(struct page *page, const char *name, const char *kind,
    struct page_size size, const char *folder, struct messages *errors)
{
    int bottom = size.top + size.height;
    struct text script = {0};
    page_text(page, "file", name);
    page_set(page, "width = %d\nheight = %d\ntop = %d\nbottom = %d\n", PAGE_WIDTH,
        bottom + size.below + page->n_captions * PAGE_LINE + FOOT, size.top, bottom);
    page_set(page, "captions = %d\nof_colours = %d\n", page->n_captions, page->of_colours);
    page_text(page, "title", text_string(&page->title));
    page_texts(page, "caption", page->caption, page->n_captions);
    page_text(page, "decimal", language_is_dutch() ? "," : ".");
    page_text(page, "thousands", language_is_dutch() ? "." : ",");
    page_text(page, "euro", language_is_dutch() ? "\u20ac\u00a0" : "\u20ac");
    text_printf(&script,
        "# %s\n"
        "# Run it again: gnuplot %s.gp (which makes %s.svg); for another format (svg, png, "
        "pdf,\n"
        "# terminal): gnuplot -e \"format='png'\" %s.gp\n"
        "# Numbers and names are in %s.dat.\n\nreset\n%s\n",
        text_string(&page->title), name, name, name, name, text_string(&page->variables));
    add_script(&script, "page.gp");
    text_add_string(&script, "\n");
    add_script(&script, kind);
    enum status status = write_file(folder, name, "dat", &page->data, errors);
    if (status == STATUS_OK)
        status = write_file(folder, name, "gp", &script, errors);
    text_free(&script);
    return status;
}
