/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include "language.h"
#include "plot_text.h"
#include "script.h"
#include "wrap.h"

enum { CAPTION_COLUMNS = 116, CAPTION_LINES = 4, FOOT = 14 };

void page_caption(struct page *page, const char *words)
{
    struct text wrapped = {0};
    wrap_add(&wrapped, words, CAPTION_COLUMNS, 0, CAPTION_LINES);
    for (char *rest = wrapped.data; rest != NULL && *rest != '\0';)
        page_text(page, "caption", ++page->n_captions, strsep(&rest, "\n"));
    text_free(&wrapped);
}

void page_text(struct page *page, const char *name, int element, const char *words)
{
    page_set(page, "%s", name);
    page_set(page, element > 0 ? "[%d] = " : " = ", element);
    plot_add_literal(&page->variables, words);
    page_set(page, "\n");
}

const char *axis_unit(enum number_form form)
{
    return form == NUMBER_MONEY ? "euros" : form == NUMBER_SHARE ? "share" : "count";
}

void page_axis(struct page *page, const char *name, struct scale scale, enum number_form form)
{
    page_set(page, "%s_end = %.10g\n%s_step = %.10g\n%s_unit = '%s'\n", name, scale.end, name,
        scale.step, name, axis_unit(form));
}

/* ---- Files ---- */

/* What of a script depends on the plot, as script_add() reads it. */
static void add_settings(struct text *settings, struct page *page)
{
    const char *title = with_values(page, _(page->plot.title));
    int bottom = page->plot.top + page->height;
    text_printf(settings,
        SCRIPT_BEGINS "%s\narray caption[%d]\ndates = 0\nmarks = ''\nshades = ''\n"
                      "limits = ''\n",
        page->plot.kind, page->n_captions + 1);
    page_set(page, "width = %d\nheight = %d\ntop = %d\nbottom = %d\n", PAGE_WIDTH,
        bottom + page->plot.below + page->n_captions * PAGE_LINE + FOOT, page->plot.top,
        bottom);
    page_set(page, "captions = %d\nof_colours = %d\nnamed_axis = %d\n", page->n_captions,
        page->of_colours, page->axis != NULL);
    page_text(page, "title", 0, title);
    page_text(page, "x_title", 0,
        page->plot.x_title != NULL && page->axis == NULL ? _(page->plot.x_title) : "");
    page_text(page, "y_title", 0, page->plot.y_title != NULL ? _(page->plot.y_title) : "");
    page_text(page, "decimal", 0, language_is_dutch() ? "," : ".");
    page_text(page, "thousands", 0, language_is_dutch() ? "." : ",");
    page_text(page, "euro", 0, language_is_dutch() ? "\u20ac\u00a0" : "\u20ac");
    text_add_string(settings, text_string(&page->variables));
}

/* A script to be changed and run by hand. */
static void add_script(struct text *out, struct page *page, const struct text *settings)
{
    const char *name = page->plot.name;
    text_printf(out,
        "# %s\n"
        "# Run it again: gnuplot %s.gp (which makes %s.svg); for another format (svg, png, "
        "pdf,\n"
        "# terminal): gnuplot -e \"format='png'\" %s.gp\n"
        "# Numbers and names are in %s.dat.\n\nreset\nfile = '%s'\ndata = file.'.dat'\npicture "
        "= ''\n",
        with_values(page, _(page->plot.title)), name, name, name, name, name);
    script_add_looks(out);
    text_add_string(out, "\n");
    script_add(out, text_string(settings));
}

static enum status write_one(struct page *page, const char *subfolder, const char *extension,
    const struct text *content, struct results_folder *folder)
{
    const char *name =
        arena_printf(&page->arena, "%s/%s.%s", subfolder, page->plot.name, extension);
    FILE *file = results_open(folder, name);
    if (file == NULL)
        return STATUS_FAILED;
    fwrite(text_string(content), 1, content->length, file);
    return results_close(folder, file, name);
}

enum status page_write(
    struct page *page, const char *subfolder, bool with_script, struct results_folder *folder)
{
    struct text settings = {0}, script = {0};
    if (page->pictures != NULL)
        add_about(page);
    else
        page_about(page, page->about);
    add_settings(&settings, page);
    text_add_string(&page->data, "\n");
    enum status status = write_one(page, subfolder, "dat", &page->data, folder);
    if (status == STATUS_OK)
        status = write_one(page, subfolder, "plot", &settings, folder);
    if (status == STATUS_OK && with_script) {
        add_script(&script, page, &settings);
        status = write_one(page, subfolder, "gp", &script, folder);
    }
    text_free(&settings);
    text_free(&script);
    return status;
}

enum status page_end_if(struct page *page, bool has_data, const struct plots_target *to)
{
    enum status status =
        has_data ? page_write(page, to->subfolder, to->scripts, to->folder) : STATUS_OK;
    text_free(&page->variables);
    text_free(&page->data);
    arena_free(&page->arena);
    return status;
}

enum status page_end(struct page *page, const struct plots_target *to)
{
    return page_end_if(page, true, to);
}
