/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot_page.h"

#include "plot_text.h"

#include <string.h>

enum { CAPTION_COLUMNS = 116, CAPTION_LINES = 4, FOOT = 14 };

/* The same in every script. Colours are those of M. Okabe and K. Ito, told apart by
 * colour-blind readers as well; dashes and points tell them apart in grey. */
static const char prologue[] =
    "reset\n"
    "if (!exists('format')) format = 'svg'\n"
    "if (!exists('columns')) columns = 120  # of the terminal\n"
    "text = format eq 'terminal'\n"
    "if (strstrt(' svg png pdf terminal ', ' '.format.' ') == 0) {\n"
    "    printerr 'format is svg, png, pdf or terminal'\n"
    "    exit status 1\n"
    "}\n"
    "set encoding utf8\n"
    "if (format eq 'svg') set terminal svg noenhanced size width, height \\\n"
    "    font 'Arial,13' background '#ffffff'\n"
    "if (format eq 'png') set terminal pngcairo noenhanced size 2 * width, 2 * height \\\n"
    "    font 'Arial,9.75' fontscale 2 linewidth 2 pointscale 2 dashlength 2\n"
    "if (format eq 'pdf') set terminal pdfcairo noenhanced size width / 96.0, height / 96.0 "
    "\\\n"
    "    font 'Arial,9.75' fontscale 1 linewidth 1 pointscale 1\n"
    "if (text) set terminal dumb noenhanced size columns, height / 18\n"
    "if (!text) set output file.'.'.format\n"
    "set datafile separator tab\n"
    "\n"
    "# Places on the page: pixels from the left and from the top. A character is `char` wide.\n"
    "x(pixels) = pixels / (width + 0.0)\n"
    "y(pixels) = 1.0 - pixels / (height + 0.0)\n"
    "char = text ? width / (columns + 0.0) : 7.6\n"
    "small = format eq 'svg' ? ',12' : ',9'\n"
    "large = format eq 'svg' ? ',18' : ',13.5'\n"
    "\n"
    "# Looks of the cases, in their order.\n"
    "set linetype 1 linecolor rgb '#0072b2' dashtype solid pointtype 7\n"
    "set linetype 2 linecolor rgb '#d55e00' dashtype (9, 3) pointtype 5\n"
    "set linetype 3 linecolor rgb '#009e73' dashtype (9, 3, 2, 3) pointtype 9\n"
    "set linetype 4 linecolor rgb '#333333' dashtype (2, 2) pointtype 13\n"
    "set linetype 5 linecolor rgb '#cc79a7' dashtype (18, 4) pointtype 11\n"
    "set linetype 6 linecolor rgb '#e69f00' dashtype solid pointtype 6\n"
    "set linetype 7 linecolor rgb '#56b4e9' dashtype (9, 3) pointtype 4\n"
    "set linetype 8 linecolor rgb '#0072b2' dashtype (2, 2) pointtype 8\n"
    "set linetype 9 linecolor rgb '#d55e00' dashtype (18, 4) pointtype 12\n"
    "set linetype 10 linecolor rgb '#009e73' dashtype solid pointtype 10\n"
    "set linetype 11 linecolor rgb '#333333' dashtype (9, 3, 2, 3) pointtype 14\n"
    "set linetype 12 linecolor rgb '#cc79a7' dashtype (2, 2) pointtype 15\n"
    "set linetype cycle 12\n"
    "\n"
    "unset key\n"
    "set style fill solid noborder\n";

void page_init(struct page *page, const char *name, const char *title)
{
    memset(page, 0, sizeof *page);
    page->name = name;
    plot_clean(&page->title, title);
}

void page_free(struct page *page)
{
    text_free(&page->script);
    text_free(&page->data);
    text_free(&page->title);
    for (int i = 0; i < page->n_captions; i++)
        text_free(&page->caption[i]);
}

void page_caption(struct page *page, const char *words)
{
    if (page->n_captions == MOST_CAPTIONS)
        return;
    plot_wrap(&page->caption[page->n_captions++], words, CAPTION_COLUMNS, CAPTION_LINES);
}

void page_caption_of_colours(struct page *page, const char *words)
{
    page_caption(page, words);
    page->of_colours[page->n_captions - 1] = true;
}

int page_caption_lines(const struct page *page)
{
    int lines = 0;
    for (int i = 0; i < page->n_captions; i++)
        lines += plot_extent(text_string(&page->caption[i])).lines;
    return lines;
}

int page_bottom(const struct page *page, int below)
{
    return page->height - FOOT - page_caption_lines(page) * PAGE_LINE - below;
}

void page_label(struct page *page, const char *at_x, const char *at_y, const char *align,
    const char *look, const char *words)
{
    text_add_string(&page->script, "set label ");
    plot_add_literal(&page->script, words);
    text_printf(&page->script, " at %s, %s %s%s%s\n", at_x, at_y, align,
        look[0] != '\0' ? " " : "", look);
}

static void add_captions(struct page *page)
{
    int line = page_caption_lines(page);
    for (int i = 0; i < page->n_captions; i++) {
        const char *s = text_string(&page->caption[i]);
        while (s != NULL && *s != '\0') {
            size_t length = strcspn(s, "\n");
            struct text words, place;
            text_init(&words);
            text_init(&place);
            text_add(&words, s, length);
            text_printf(&place, "screen y(%d)", page->height - FOOT - --line * PAGE_LINE);
            text_add_string(&page->script, page->of_colours[i] ? "if (!text) " : "");
            page_label(page, "screen x(24)", text_string(&place), "left",
                "font small textcolor rgb '#555555'", text_string(&words));
            text_free(&words);
            text_free(&place);
            s += s[length] == '\n' ? length + 1 : length;
        }
    }
}

void page_begin(struct page *page)
{
    struct text *s = &page->script;
    text_printf(s,
        "# %s\n"
        "# Run it again: gnuplot %s.gp (which makes %s.svg); for another format (svg, png, "
        "pdf,\n"
        "# terminal): gnuplot -e \"format='png'\" %s.gp\n"
        "# Numbers and names are in %s.dat.\n\n",
        text_string(&page->title), page->name, page->name, page->name, page->name);
    text_printf(
        s, "file = '%s'\nwidth = %d\nheight = %d\n", page->name, PAGE_WIDTH, page->height);
    text_add_string(s, prologue);
    text_add_string(s, "\n");
    page_label(page, "screen x(24)", "screen y(28)", "left",
        "font large textcolor rgb '#111111'", text_string(&page->title));
    add_captions(page);
    text_add_string(s, "set multiplot\n");
}

void page_end(struct page *page)
{
    text_add_string(&page->script, "unset multiplot\n");
}

void page_panel(struct page *page, struct panel panel)
{
    struct text *s = &page->script;
    text_printf(s, "\n# %s\n", panel.comment);
    if (page->n_panels++ > 0)
        text_add_string(s, "unset label\nunset object\nunset arrow\n");
    text_printf(s,
        "set lmargin at screen x(%s)\nset rmargin at screen x(%s)\n"
        "set tmargin at screen y(%d)\nset bmargin at screen y(%d)\n",
        panel.left, panel.right, panel.top, panel.bottom);
    text_add_string(s, "unset xtics\nunset ytics\nunset grid\nunset border\n");
    if (!panel.bare)
        text_add_string(s,
            "set border 1 linecolor rgb '#888888'\n"
            "set grid linetype 0 dashtype solid linecolor rgb '#dddddd' linewidth 1\n");
}

void page_ticks(struct page *page, char axis, const char *ticks)
{
    text_printf(&page->script,
        "set %ctics nomirror scale 0 font small textcolor rgb '#444444' \\\n    %s\n"
        "set grid %ctics\n",
        axis, ticks, axis);
}
