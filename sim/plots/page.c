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

void page_init(struct page *page)
{
    memset(page, 0, sizeof *page);
}

void page_free(struct page *page)
{
    text_free(&page->title);
    text_free(&page->variables);
    text_free(&page->data);
    arena_free(&page->arena);
}

/* Moves what was written to the page's arena. */
static char *keep(struct page *page, struct text *text)
{
    char *kept = arena_copy(&page->arena, text_string(text));
    text_free(text);
    return kept;
}

void page_caption(struct page *page, const char *words, bool of_colours)
{
    struct text wrapped = {0};
    wrap_add(&wrapped, words, CAPTION_COLUMNS, 0, CAPTION_LINES);
    char *rest = keep(page, &wrapped);
    while (rest != NULL && *rest != '\0' && page->n_captions < MOST_CAPTION_LINES) {
        page->of_colours[page->n_captions] = of_colours;
        page->caption[page->n_captions++] = strsep(&rest, "\n");
    }
}

/* ---- Numbers ---- */

const char *page_number(struct page *page, double value, enum number_form form)
{
    return number_text(&page->arena, value, form);
}

const char *page_at_most(struct page *page, double value, enum number_form form)
{
    struct text text = {0};
    number_add_at_most(&text, value, form);
    return keep(page, &text);
}

const char *page_span(struct page *page, double low, double high, enum number_form form)
{
    struct text text = {0};
    number_add_span(&text, low, high, form);
    return keep(page, &text);
}

const char *page_format(struct page *page, const char *format, ...)
{
    struct text words = {0};
    va_list arguments;
    va_start(arguments, format);
    text_vprintf(&words, format, arguments);
    va_end(arguments);
    return keep(page, &words);
}

/* ---- Variables ---- */

void page_value(struct page *page, const char *name, double value)
{
    if (isnan(value))
        text_printf(&page->variables, "%s = NaN\n", name);
    else
        text_printf(&page->variables, "%s = %.10g\n", name, value);
}

void page_text(struct page *page, const char *name, const char *words)
{
    text_printf(&page->variables, "%s = ", name);
    plot_add_literal(&page->variables, words);
    text_add_string(&page->variables, "\n");
}

/* gnuplot knows no array without elements: one of nothing in its place. */
void page_values(struct page *page, const char *name, const double *value, int n)
{
    text_printf(&page->variables, "array %s[%d] = [%s", name, n > 0 ? n : 1, n > 0 ? "" : "0");
    for (int i = 0; i < n; i++)
        text_printf(&page->variables, i > 0 ? ", %.10g" : "%.10g", value[i]);
    text_add_string(&page->variables, "]\n");
}

void page_texts(struct page *page, const char *name, const char *const *words, int n)
{
    text_printf(&page->variables, "array %s[%d] = [%s", name, n > 0 ? n : 1, n > 0 ? "" : "''");
    for (int i = 0; i < n; i++) {
        text_add_string(&page->variables, i > 0 ? ", " : "");
        plot_add_literal(&page->variables, words[i]);
    }
    text_add_string(&page->variables, "]\n");
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
    page_value(page, "width", PAGE_WIDTH);
    page_value(page, "height", bottom + size.below + page->n_captions * PAGE_LINE + FOOT);
    page_value(page, "top", size.top);
    page_value(page, "bottom", bottom);
    page_text(page, "title", text_string(&page->title));
    page_value(page, "captions", page->n_captions);
    page_texts(page, "caption", (const char *const *)page->caption, page->n_captions);
    page_values(page, "of_colours", page->of_colours, page->n_captions);
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

/* ---- Axes ---- */

/* To gnuplot the label of a tick is a format. */
static const char *as_format(struct page *page, const char *label)
{
    struct text format = {0};
    for (const char *s = label; *s != '\0'; s++)
        text_add(&format, *s == '%' ? "%%" : s, *s == '%' ? 2 : 1);
    return keep(page, &format);
}

void page_ticks(
    struct page *page, const char *name, const double *at, const char *const *label, int n)
{
    const char **format = arena_new(&page->arena, (size_t)n + 1, sizeof *format);
    struct text variable = {0};
    for (int i = 0; i < n; i++)
        format[i] = as_format(page, label[i]);
    text_printf(&variable, "%s_at", name);
    page_values(page, text_string(&variable), at, n);
    text_free(&variable);
    text_printf(&variable, "%s_tick", name);
    page_texts(page, text_string(&variable), format, n);
    text_free(&variable);
}

int page_scale_ticks(struct page *page, struct scale scale, enum number_form form, double *at,
    const char **label)
{
    int n = (int)floor((scale.end - scale.start) / scale.step + 1e-9) + 1;
    n = n < MOST_TICKS ? n : MOST_TICKS;
    for (int i = 0; i < n; i++) {
        at[i] = scale.start + i * scale.step;
        label[i] = page_number(page, at[i], form);
    }
    return n;
}

void page_axis(struct page *page, const char *name, struct scale scale, enum number_form form)
{
    double at[MOST_TICKS];
    const char *label[MOST_TICKS];
    struct text variable = {0};
    int n = page_scale_ticks(page, scale, form, at, label);
    text_printf(&variable, "%s_end", name);
    page_value(page, text_string(&variable), scale.end);
    page_ticks(page, name, at, label, n);
    text_free(&variable);
}
