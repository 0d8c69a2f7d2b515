/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include "language.h"
#include "plot_text.h"
#include "wrap.h"

#include <math.h>
#include <string.h>

/* What stands under every title, and how a strategy looks on every plot. */

/* ---- Which campaign ---- */

enum { ABOUT_COLUMNS = 116, NAME_COLUMNS = 44, LEAST_COLUMNS = 8 };

/* Who a plot is about: of hubs all together. */
static int first_told(const struct pictures *pictures)
{
    int last = pictures->n_all - 1;
    return pictures->results->study->has_hubs && pictures->one[last].of->hubs > 0 ? last : 0;
}

/* The first and the last day of outreach; NULL where cases differ in them, or none is known. */
static const char *period_words(struct page *page)
{
    const struct pictures *pictures = page->pictures;
    int first = first_told(pictures);
    const struct campaign_terms *terms = pictures_terms(pictures, first);
    long start;
    if (terms->start == NULL || !calendar_parse(terms->start, &start) ||
        terms->outreach_days == 0)
        return NULL;
    for (int i = first; i < pictures->n_all; i++) {
        const struct campaign_terms *other = pictures_terms(pictures, i);
        if (other->outreach_days != terms->outreach_days || other->start == NULL ||
            !text_same(other->start, terms->start))
            return NULL;
    }
    return arena_printf(&page->arena, "%s \u2013 %s", date_text(&page->arena, start),
        date_text(&page->arena, start + terms->outreach_days - 1));
}

/* In at most so many columns; NULL: cases differ in it, or it is empty. */
static const char *name_words(struct page *page, int columns)
{
    const struct pictures *pictures = page->pictures;
    int first = first_told(pictures);
    const char *name = pictures_terms(pictures, first)->name;
    for (int i = first; i < pictures->n_all; i++) {
        const char *other = pictures_terms(pictures, i)->name;
        if (name == NULL || other == NULL || !text_same(name, other))
            return NULL;
    }
    struct text cut = {0};
    plot_add_cut(&cut, name, columns > LEAST_COLUMNS ? columns : LEAST_COLUMNS, 1);
    return cut.length > 0 ? text_keep(&cut, &page->arena) : NULL;
}

/* A plan has other numbers of companies at each point: these are those that it starts from. */
static const char *planned_words(struct page *page, int least, int most)
{
    const struct pictures *pictures = page->pictures;
    bool listed = true;
    for (int i = 0; i < pictures->n_all; i++)
        listed = listed && pictures->one[i].of->scenario->population.list != NULL;
    const char *n = least == most ? number_text(&page->arena, least, NUMBER_WHOLE)
                                  : number_span(&page->arena, least, most, NUMBER_WHOLE);
    return arena_printf(&page->arena,
        listed ? _("companies on the list: %s") : _("companies in the config: %s"), n);
}

static const char *companies_words(struct page *page)
{
    const struct pictures *pictures = page->pictures;
    int first = first_told(pictures), least = INT32_MAX, most = 0;
    for (int i = first; i < pictures->n_all; i++) {
        const struct study_case *one = pictures->one[i].of;
        int n = one->hubs > 0 ? one->campaign->n_companies : one->scenario->population.n;
        least = n < least ? n : least;
        most = n > most ? n : most;
    }
    if (pictures->results->plan != NULL)
        return planned_words(page, least, most);
    if (least == most)
        return least == 1 ? _("1 company")
                          : arena_printf(&page->arena, _("%s companies"),
                                number_text(&page->arena, least, NUMBER_WHOLE));
    return arena_printf(
        &page->arena, _("%s companies"), number_span(&page->arena, least, most, NUMBER_WHOLE));
}

const char *case_line(struct page *page, int i)
{
    char *name = arena_copy(&page->arena, name_of(page, i, NAME_COLUMNS));
    for (char *s = name; (s = strchr(s, '\n')) != NULL;)
        *s = ' ';
    return name;
}

static void add_part(struct text *words, const char *part)
{
    if (part != NULL)
        text_printf(words, "%s%s", words->length > 0 ? " · " : "", part);
}

/* When, how many companies and how many numbers, none of which is cut off. */
static const char *terms_words(struct page *page)
{
    const struct study *study = page->pictures->results->study;
    struct text words = {0};
    add_part(&words, period_words(page));
    add_part(&words, companies_words(page));
    if (basis_numbers(&study->basis) > 0)
        add_part(&words, arena_printf(&page->arena, _("%d of %d numbers assumed"),
                             study->basis.of[ASSUMED], basis_numbers(&study->basis)));
    return text_keep(&words, &page->arena);
}

void page_about(struct page *page, const char *words)
{
    int before = 0;
    for (const char *s = text_string(&page->data); (s = strstr(s, "\n\n\n")) != NULL; s += 3)
        before++;
    text_add_string(&page->data, "\n\n\n# what it is about");
    plot_add_row(&page->data, 0);
    plot_add_word(&page->data, words);
    page_set(page, "about = %d\n", before + 1);
}

/* What differences are held against comes first, and may take a line more. As the last index of
 * the data, as names are a config's. */
void add_about(struct page *page)
{
    const char *terms = terms_words(page);
    int left = ABOUT_COLUMNS - wrap_columns(terms) - 3;
    struct text words = {0}, cut = {0};
    if (page->plot.zero)
        add_part(&words,
            arena_printf(&page->arena, _("against %s"),
                page->plot.against
                    ? case_line(page, page->pictures->results->compared->compare.baseline)
                    : _("doing nothing")));
    add_part(&words, name_words(page, left < NAME_COLUMNS ? left : NAME_COLUMNS));
    add_part(&words, terms);
    plot_add_cut(&cut, text_string(&words), ABOUT_COLUMNS, page->plot.zero ? 2 : 1);
    if (page->axis != NULL) {
        text_add_string(&page->data, "\n\n\n# axis");
        plot_add_row(&page->data, 0);
        plot_add_word(&page->data, page->axis);
    }
    page_about(page, text_string(&cut));
    text_free(&words);
    text_free(&cut);
}

/* ---- Looks ---- */

/* The place of a case's strategy in its config, from 0; of hubs side by side, of the hub. */
static int place_of(const struct pictures *pictures, int i)
{
    const struct study *study = pictures->results->study;
    const struct study_case *one = pictures->one[i].of;
    if (study->has_hubs) {
        int at = (int)(one - study->cases), place = 0;
        for (int k = 0; k < at; k++)
            place = study->cases[k].hubs > 0 ? 0 : place + 1;
        return place;
    }
    for (int k = 0; k < one->scenario->n_strategies; k++)
        if (text_same(one->scenario->strategy[k].id, one->campaign->strategy->id))
            return k;
    return i;
}

/* Whether two cases differ in nothing that was varied. */
static bool vary_alike(const struct pictures *pictures, int a, int b)
{
    const struct study *study = pictures->results->study;
    const struct shown_case *x = &pictures->one[a], *y = &pictures->one[b];
    for (int v = 0; v < study->n_vary; v++)
        if (!text_same(x->of->vary_value[v], y->of->vary_value[v]))
            return false;
    return x->hours == y->hours || (isnan(x->hours) && isnan(y->hours));
}

/* The number of the values that were varied, in the order in which they come, from 0. */
static int variation_of(const struct pictures *pictures, int i)
{
    int n = 0;
    for (int k = 0; k < i; k++) {
        bool seen = false;
        for (int l = 0; l < k && !seen; l++)
            seen = vary_alike(pictures, l, k);
        if (vary_alike(pictures, k, i))
            return n;
        n += !seen;
    }
    return n;
}

/* Line types of strategies in page.gp; the one after them is that of doing nothing. */
enum { LOOKS = 105 };

/* A colour and a mark by the strategy's place in the config; the dash tells varied values
 * apart, else it goes with the colour, for whoever sees none. */
void add_looks(struct page *page)
{
    const struct pictures *pictures = page->pictures;
    const struct study *study = pictures->results->study;
    bool varied = study->n_vary > 0;
    const char *looks = "", *dashes = "";
    for (int i = 0; i < pictures->n; i++)
        varied = varied || !isnan(pictures->one[i].hours);
    for (int i = 0; i < pictures->n; i++) {
        int place = place_of(pictures, i);
        looks = arena_printf(&page->arena, "%s %d", looks, place % LOOKS + 1);
        dashes = arena_printf(
            &page->arena, "%s %d", dashes, varied ? variation_of(pictures, i) + 1 : place + 1);
    }
    if (page->plot.nothing) {
        looks = arena_printf(&page->arena, "%s %d", looks, LOOKS + 1);
        dashes = arena_printf(&page->arena, "%s 1", dashes);
    }
    page_set(page, "looks = '%s'\ndashes = '%s'\nvaried = %d\n", looks, dashes, varied);
}
