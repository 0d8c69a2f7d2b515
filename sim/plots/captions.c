/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include "language.h"

#include <math.h>

/* ---- When something is told ---- */

/* More bands than this would hide each other. */
enum { MOST_BANDS = 12 };

static unsigned if_holds(bool condition, enum when when)
{
    return condition ? when : 0;
}

unsigned find_conditions(const struct pictures *pictures)
{
    const struct compare_setup *compared = pictures->results->compared;
    uint64_t n = pictures->replications;
    unsigned holds = if_holds(n == 1, OF_ONE) | if_holds(n > 1, OF_MANY) |
                     if_holds(n > 1 && pictures->n <= MOST_BANDS, WITH_BANDS) |
                     if_holds(pictures->content == FULL, WITH_PARTNERS) |
                     if_holds(pictures->content >= NO_PARTNER, WITH_APPROACHED);
    if (compared == NULL)
        return holds;
    const struct comparison *comparison = &compared->comparison;
    const struct compare *compare = comparison->compare;
    return holds | if_holds(compare->n_unknown > 0, OF_UNKNOWN) |
           if_holds(compare_has_few(compare), OF_FEW) |
           if_holds(compare->replications < SPREAD_LEAST, WITHOUT_SPREAD) |
           if_holds(!comparison->agrees, IN_DISAGREEMENT) |
           if_holds(true, comparison->tells_averages ? TOLD : UNTOLD) |
           if_holds(comparison_all_same(comparison), ALL_SAME);
}

/* ---- Values in what is told ---- */

/* Half the widest interval over the cases, of measures of all companies. */
static double widest(struct pictures *pictures, const char *const *measure)
{
    double most = 0.0;
    for (; *measure != NULL; measure++)
        for (int i = 0; i < pictures->n; i++) {
            double high = pictures_total(pictures, *measure, i, "mc_high");
            most = fmax(most, (high - pictures_total(pictures, *measure, i, "mc_low")) / 2.0);
        }
    return most;
}

/* The same of the panels' figures, as shares of the companies approached. */
static double widest_share(struct pictures *pictures, const struct panel *panel)
{
    double most = 0.0;
    for (; panel->table != NULL; panel++)
        for (int i = 0; i < pictures->n; i++) {
            double low = pictures_number(pictures, panel->table, panel->where, i, "mc_low");
            double high = pictures_number(pictures, panel->table, panel->where, i, "mc_high");
            double approached = pictures_total(pictures, "approached", i, "estimate");
            most = fmax(most, (high - low) / 2.0 / approached);
        }
    return most;
}

static const char *open_at_end(struct page *page, struct pictures *pictures)
{
    double low = INFINITY, high = -INFINITY;
    for (int i = 0; i < pictures->n; i++) {
        double share = pictures_total(pictures, "open_share", i, "estimate");
        low = fmin(low, share);
        high = fmax(high, share);
    }
    return high > 0.0 ? page_span(page, low, high, NUMBER_SHARE) : NULL;
}

double share_in_ellipse(const struct pictures *pictures)
{
    return pictures->holds & OF_UNKNOWN ? 0.9 : pictures->study->confidence;
}

/* The value as text; NULL: there is none, and its caption is left out. */
static const char *value_of(
    struct page *page, struct pictures *pictures, const struct plot *plot, enum value value)
{
    static const char *const costs[] = {"cost", NULL},
                             *const companies[] = {"in_view", "active", "paying", NULL},
                             *const chances[] = {
                                 "p_in_view", "p_active", "p_paying", "p_all_targets", NULL};
    switch (value) {
    case CAMPAIGNS:
        return number_text(&page->arena, (double)pictures->replications, NUMBER_WHOLE);
    case CONFIDENCE:
        return number_text(&page->arena, pictures->study->confidence, NUMBER_SHARE);
    case EXAMPLE:
        return number_text(&page->arena, fmin(plot->x_last, 7.0), NUMBER_WHOLE);
    case LAST_AMOUNT:
        return number_text(&page->arena, plot->x_last, NUMBER_MONEY);
    case OPEN_SHARE:
        return open_at_end(page, pictures);
    case COST_ERROR:
        return page_at_most(page, widest(pictures, costs), NUMBER_MONEY);
    case COMPANIES_ERROR:
        return page_at_most(page, widest(pictures, companies), NUMBER_HUNDREDTHS);
    case CHANCES_ERROR:
        return page_at_most(page, widest(pictures, chances), NUMBER_POINTS);
    case SHARES_ERROR:
        return page_at_most(page, widest_share(pictures, plot->panel), NUMBER_POINTS);
    case IN_ELLIPSE:
        return number_text(&page->arena, share_in_ellipse(pictures), NUMBER_SHARE);
    case PARTNER_VALUE:
        return number_text(
            &page->arena, pictures->results->compared->comparison.value, NUMBER_MONEY);
    case WEEKS:
        return plot->across > 0.0 ? number_text(&page->arena, plot->across, NUMBER_TENTHS)
                                  : NULL;
    case NO_VALUE:
        break;
    }
    return "";
}

/* Puts a value in the place of each "%s"; a caption of which one is missing is left out. */
static void add_caption(struct page *page, struct pictures *pictures, const struct plot *plot,
    const struct caption *caption)
{
    const char *words = _(caption->words), *value = "";
    struct text out = {0};
    for (int i = 0; i < MOST_VALUES_TOLD && caption->value[i] != NO_VALUE; i++) {
        const char *place = strstr(words, "%s");
        value = value_of(page, pictures, plot, caption->value[i]);
        if (value == NULL || place == NULL)
            break;
        text_add(&out, words, (size_t)(place - words));
        text_add_string(&out, value);
        words = place + 2;
    }
    text_add_string(&out, words);
    if (value != NULL)
        page_caption(page, text_string(&out));
    text_free(&out);
}

void tell(struct page *page, struct pictures *pictures, struct plot *plot)
{
    bool told = false;
    if (pictures->content < plot->needs)
        plot->message = content_words(pictures->content);
    for (const struct caption *caption = plot->caption; caption->words != NULL; caption++) {
        bool now = (caption->when & ~pictures->holds) == 0 && !(caption->otherwise && told);
        told = now || (caption->otherwise && told);
        if (now)
            add_caption(page, pictures, plot, caption);
        if (now && caption->message != NULL)
            plot->message = _(caption->message);
    }
}

/* ---- What of plots depends on the results ---- */

static const struct campaign_terms *terms_of(const struct pictures *pictures, int i)
{
    return &pictures->one[i].of->scenario->campaign;
}

/* Whether all cases start on the same day, and have the same closed periods. */
static bool share_calendar(const struct pictures *pictures)
{
    const struct campaign_terms *first = terms_of(pictures, 0);
    for (int i = 0; i < pictures->n; i++) {
        const struct campaign_terms *other = terms_of(pictures, i);
        if (other->start == NULL || !text_same(other->start, first->start) ||
            other->n_closed != first->n_closed ||
            memcmp(other->closed, first->closed,
                (size_t)first->n_closed * sizeof *first->closed) != 0)
            return false;
    }
    return true;
}

/* Days as dates, the closed ones in grey; just days where there is no common calendar. */
void prepare_dates(struct page *page, struct pictures *pictures, struct plot *plot)
{
    if (pictures->n == 0 || !share_calendar(pictures) ||
        !calendar_parse(terms_of(pictures, 0)->start, &plot->start)) {
        plot->dates = false;
        plot->x_title = N_("days since the start of the campaign");
        return;
    }
    const struct campaign_terms *terms = terms_of(pictures, 0);
    page_set(page, "array shade_from[%d]\narray shade_to[%d]\n", terms->n_closed + 1,
        terms->n_closed + 1);
    for (int i = 0; i < terms->n_closed; i++) {
        long from = terms->closed[i].from, to = terms->closed[i].to + 1;
        if (to <= 0 || from >= terms->outreach_days)
            continue;
        plot->n_shades++;
        page_set(page, "shade_from[%d] = %ld\nshade_to[%d] = %ld\n", plot->n_shades, from,
            plot->n_shades, to);
    }
    if (plot->n_shades > 0)
        page_caption(page, _("Grey: closed periods, in which nothing takes place."));
    page->of_colours = page->n_captions;
}

void prepare_fees(struct page *page, struct pictures *pictures, struct plot *plot)
{
    const struct comparison *comparison = &pictures->results->compared->comparison;
    page_set(page, "array mark_at[%d]\n", comparison->n_fees + 1);
    for (int i = 0; i < comparison->n_fees; i++)
        page_set(page, "mark_at[%d] = %.10g\n", i + 1, comparison->fee[i]);
    plot->n_marks = comparison->n_fees;
    if (plot->n_marks > 0)
        page_caption(page, _("Dotted: the yearly fees of the packages."));
}

/* Against the hours a week where only these differ. */
void prepare_plan(struct page *page, struct pictures *pictures, struct plot *plot)
{
    (void)page;
    if (!plan_by_hours(pictures->results->plan))
        return;
    plot->left_out = plot->by_budget_only;
    plot->x = "hours_per_week";
    plot->x_title = N_("hours of the team a week");
    plot->x_form = NUMBER_WHOLE;
}

/* A line at the weeks that outreach lasts, but where strategies differ in it; hours that have
 * no limit are no weeks. */
void prepare_hours(struct page *page, struct pictures *pictures, struct plot *plot)
{
    int days = terms_of(pictures, 0)->outreach_days;
    bool differ = false;
    for (int i = 1; i < pictures->n; i++)
        differ = differ || terms_of(pictures, i)->outreach_days != days;
    prepare_plan(page, pictures, plot);
    if (isnan(pictures->results->plan->plan->row_set.point[0].terms.hours_per_week)) {
        plot->title = N_("Hours charged to the campaign");
        plot->y_title = N_("hours");
    } else if (!differ) {
        plot->across = days / (double)DAYS_PER_WEEK;
    }
}
