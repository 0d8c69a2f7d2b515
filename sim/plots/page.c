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
    char *rest = wrapped.data;
    while (rest != NULL && *rest != '\0' && page->n_captions < MOST_CAPTION_LINES)
        page_text(page, "caption", ++page->n_captions, strsep(&rest, "\n"));
    text_free(&wrapped);
}

const char *page_at_most(struct page *page, double value, enum number_form form)
{
    return number_at_most(&page->arena, value, form);
}

const char *page_span(struct page *page, double low, double high, enum number_form form)
{
    return number_span(&page->arena, low, high, form);
}

/* ---- Variables ---- */

void page_text(struct page *page, const char *name, int element, const char *words)
{
    page_set(page, "%s", name);
    page_set(page, element > 0 ? "[%d] = " : " = ", element);
    plot_add_literal(&page->variables, words);
    page_set(page, "\n");
}

/* ---- Files ---- */

static enum status write_file(const char *folder, const char *name, const char *extension,
    const struct text *content, struct messages *errors)
{
    struct text path = {0};
    text_printf(&path, "%s/plots", folder);
    mkdir(text_string(&path), 0777); /* where this fails, so does opening the file */
    text_printf(&path, "/%s.%s", name, extension);
    FILE *file = fopen(text_string(&path), "wbe");
    bool written = file != NULL &&
                   fwrite(text_string(content), 1, content->length, file) == content->length;
    int reason = errno;
    if (file != NULL && fclose(file) != 0 && written) {
        reason = errno;
        written = false;
    }
    if (!written)
        messages_add(
            errors, _("%s: cannot be written: %s"), text_string(&path), strerror(reason));
    text_free(&path);
    return written ? STATUS_OK : STATUS_FAILED;
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
    page_text(page, "file", 0, name);
    page_set(page, "width = %d\nheight = %d\ntop = %d\nbottom = %d\n", PAGE_WIDTH,
        bottom + size.below + page->n_captions * PAGE_LINE + FOOT, size.top, bottom);
    page_set(page, "captions = %d\nof_colours = %d\n", page->n_captions, page->of_colours);
    page_text(page, "title", 0, text_string(&page->title));
    page_text(page, "decimal", 0, language_is_dutch() ? "," : ".");
    page_text(page, "thousands", 0, language_is_dutch() ? "." : ",");
    page_text(page, "euro", 0, language_is_dutch() ? "\u20ac\u00a0" : "\u20ac");
    text_printf(&script,
        "# %s\n"
        "# Run it again: gnuplot %s.gp (which makes %s.svg); for another format (svg, png, "
        "pdf,\n"
        "# terminal): gnuplot -e \"format='png'\" %s.gp\n"
        "# Numbers and names are in %s.dat.\n\nreset\narray caption[%d]\n%s\n",
        text_string(&page->title), name, name, name, name, MOST_CAPTION_LINES,
        text_string(&page->variables));
    add_script(&script, "page.gp");
    text_add_string(&script, "\n");
    add_script(&script, kind);
    enum status status = write_file(folder, name, "dat", &page->data, errors);
    if (status == STATUS_OK)
        status = write_file(folder, name, "gp", &script, errors);
    text_free(&script);
    return status;
}
