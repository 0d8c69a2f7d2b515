/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include "language.h"

#include <math.h>

/* ---- When something is told ---- */

/* More bands than this would hide each other; but averages of few campaigns are told with their
 * error only. */
enum { MOST_BANDS = 12 };

unsigned find_conditions(const struct page *page)
{
    const struct pictures *pictures = page->pictures;
    const struct compare_setup *compared = pictures->results->compared;
    uint64_t n = pictures->results->study->replications;
    unsigned holds = (n == 1 ? OF_ONE : 0) | (n > 1 ? OF_MANY : 0) |
                     (n > 1 && n < STUDY_FEW ? TOO_FEW : 0) | (n >= STUDY_FEW ? ENOUGH : 0) |
                     (n > 1 && (n < STUDY_FEW || pictures->n <= MOST_BANDS) ? WITH_BANDS : 0) |
                     (pictures->content >= page->plot.needs ? DRAWN : 0);
    if (compared == NULL)
        return holds;
    const struct comparison *comparison = &compared->comparison;
    const struct compare *compare = &compared->compare;
    return holds | (compare->n_unknown > 0 ? OF_UNKNOWN : 0) |
           (compare_has_few(compare) ? OF_FEW : 0) |
           (n < SPREAD_LEAST || (n < STUDY_FEW && compare->n_unknown > 0) ? WITHOUT_SPREAD
                                                                          : 0) |
           (compare_same_companies(compare) ? 0 : OTHER_COMPANIES) |
           (comparison->tells_averages ? TOLD : 0) | (comparison->worth.own ? OWN_FEES : 0) |
           (comparison_all_same(comparison) ? ALL_SAME : 0);
}

/* ---- Values in what is told ---- */

/* Half the widest interval over the cases of the panels' figures, or of the words beside them;
 * `share`: of the companies approached. */
static double widest(const struct page *page, bool words, bool share)
{
    double most = 0.0;
    for (int k = 0; k < MOST_PANELS; k++) {
        const struct drawn *of = words ? &page->plot.words[k].of : &page->plot.panel[k].of;
        const struct drawn bounds = {of->table, of->where, NULL, "mc_low", "mc_high"};
        for (int i = 0; of->table != NULL && i < page->pictures->n; i++) {
            struct estimate e = pictures_estimate(page->pictures, &bounds, i);
            double per = share ? pictures_total(page->pictures, "approached", i) : 1.0;
            most = fmax(most, (e.high - e.low) / 2.0 / per);
        }
    }
    return most;
}

/* Of a share of campaigns, whatever it is: what lies between 0 and 1 has a standard deviation
 * of at most a half. */
static double share_error(const struct pictures *pictures)
{
    const struct study *study = pictures->results->study;
    uint64_t units = pictures->one[0].of->tally.moments.n;
    return estimate_t(units, study->confidence) / 2.0 / sqrt((double)units);
}

static const char *open_at_end(struct page *page)
{
    double low = INFINITY, high = -INFINITY;
    for (int i = 0; i < page->pictures->n; i++) {
        double share = pictures_total(page->pictures, "open_share", i);
        low = fmin(low, share);
        high = fmax(high, share);
    }
    return high > 0.0 ? number_span(&page->arena, low, high, NUMBER_SHARE) : NULL;
}

double share_in_ellipse(const struct page *page)
{
    return page->holds & OF_UNKNOWN ? 0.9 : page->pictures->results->study->confidence;
}

/* The value of a name as text; NULL: there is none. */
static const char *value_of(struct page *page, const char *name)
{
    const struct pictures *pictures = page->pictures;
    const struct compare_setup *compared = pictures->results->compared;
    struct arena *arena = &page->arena;
    const struct {
        const char *name;
        double value;
        enum number_form form;
    } plain[] = {
        {"campaigns", (double)pictures->results->study->replications, NUMBER_WHOLE},
        {"dots", fmin((double)pictures->results->study->replications, MOST_DOTS), NUMBER_WHOLE},
        {"enough", STUDY_FEW, NUMBER_WHOLE},
        {"confidence", pictures->results->study->confidence, NUMBER_SHARE},
        {"contacts", fmin(page->x_last, 7.0), NUMBER_WHOLE}, /* an example */
        {"amount", page->x_last, NUMBER_MONEY},
        {"in_ellipse", share_in_ellipse(page), NUMBER_SHARE},
        {"value", compared != NULL ? compared->comparison.value : NAN, NUMBER_MONEY},
        {"target", target_of(pictures, 0, page->plot.of.target), NUMBER_WHOLE},
        {"available", page->across > 0.0 ? page->across : NAN, NUMBER_SHORT},
        {"weeks", page->across > 0.0 ? page->across : NAN, NUMBER_TENTHS},
    };
    if (text_same(name, "value") && compared != NULL && compared->comparison.worth.own)
        return _("its own average fee");
    if (text_same(name, "worth"))
        return compared->comparison.worth.own
                   ? _("the fees of a strategy's partners in that segment")
                   : arena_printf(arena, _("%s for a partner"),
                         number_text(arena, compared->comparison.value, NUMBER_MONEY));
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        if (text_same(name, plain[i].name))
            return isnan(plain[i].value) ? NULL
                                         : number_text(arena, plain[i].value, plain[i].form);
    if (text_same(name, "cost_error"))
        return number_at_most(arena, widest(page, true, false), NUMBER_MONEY);
    if (text_same(name, "chances_error"))
        return number_at_most(arena, widest(page, true, false), NUMBER_POINTS);
    if (text_same(name, "share_error"))
        return number_at_most(arena, share_error(pictures), NUMBER_POINTS);
    if (text_same(name, "shares_error"))
        return number_at_most(arena, widest(page, false, true), NUMBER_POINTS);
    return open_at_end(page);
}

const char *with_values(struct page *page, const char *words)
{
    struct text out = {0};
    for (const char *name; (name = strchr(words, '{')) != NULL;) {
        const char *end = strchr(name, '}');
        const char *value =
            value_of(page, arena_text(&page->arena, name + 1, (size_t)(end - name - 1)));
        if (value == NULL) {
            text_free(&out);
            return NULL;
        }
        text_add(&out, words, (size_t)(name - words));
        text_add_string(&out, value);
        words = end + 1;
    }
    text_add_string(&out, words);
    return text_keep(&out, &page->arena);
}

void tell(struct page *page)
{
    page->without_data = page->without_data || !(page->holds & DRAWN) ||
                         (page->holds & page->plot.not_when) != 0;
    for (const struct caption *caption = page->plot.caption; caption->words != NULL;
         caption++) {
        if (!(caption->when & OTHERWISE)) /* a group begins */
            page->holds |= OTHERWISE;
        if ((caption->when & ~page->holds) != 0)
            continue;
        page->holds &= ~(unsigned)OTHERWISE;
        const char *words = with_values(page, _(caption->words));
        if (words != NULL)
            page_caption(page, words);
    }
}

/* ---- What of plots depends on the results ---- */

/* Whether all cases start on the same day, and have the same closed periods. */
static bool share_calendar(const struct pictures *pictures)
{
    const struct campaign_terms *first = pictures_terms(pictures, 0);
    for (int i = 0; i < pictures->n; i++) {
        const struct campaign_terms *other = pictures_terms(pictures, i);
        if (other->start == NULL || !text_same(other->start, first->start) ||
            other->n_closed != first->n_closed ||
            memcmp(other->closed, first->closed,
                (size_t)first->n_closed * sizeof *first->closed) != 0)
            return false;
    }
    return true;
}

/* Days as dates, the closed ones in grey; just days where there is no common calendar. */
void prepare_dates(struct page *page)
{
    const struct campaign_terms *terms = pictures_terms(page->pictures, 0);
    long start;
    if (!share_calendar(page->pictures) || !calendar_parse(terms->start, &start)) {
        page->plot.x_title = N_("days since the start of the campaign");
        return;
    }
    const char *shades = "";
    for (int i = 0; i < terms->n_closed; i++) {
        long from = terms->closed[i].from, to = terms->closed[i].to + 1;
        if (to > 0 && from < terms->outreach_days)
            shades = arena_printf(&page->arena, "%s %ld %ld", shades, from, to);
    }
    page_set(page, "dates = 1\nstart = %ld\nshades = '%s'\n", start, shades);
    if (shades[0] != '\0')
        page_caption(page, _("Grey: closed periods, in which nothing takes place."));
    page->of_colours = page->n_captions;
}

/* The cloud of a plane, which is not there in a drawing in text. */
void prepare_cloud(struct page *page)
{
    if (page->holds & OF_ONE)
        return;
    page_caption(
        page, with_values(
                  page, _("Small dots: the first {dots} simulated campaigns of each strategy, "
                          "moved a little sideways, as numbers of partners are whole.")));
    page->of_colours = page->n_captions;
}

/* Dotted lines across, with their amounts above, at up to two heights. */
static void mark_values(struct page *page, int n, const double *value)
{
    page_set(page, "marks = '");
    for (int i = 0; i < n; i++)
        page_set(page, " %.10g", value[i]);
    page_set(page, "'\n");
    page->plot.top += n > 1 ? PAGE_LINE + PAGE_LINE / 2 : PAGE_LINE;
}

/* What the axis is where strategies have fees of their own: the baseline's, or of the first
 * that has any. */
static const char *own_fee_words(struct page *page)
{
    const struct compare_setup *compared = page->pictures->results->compared;
    const struct estimate *of = compared->comparison.worth.of;
    int one = compared->baseline;
    for (int i = 0; isnan(of[one].value) && i < page->pictures->n; i++)
        one = isnan(of[i].value) ? one : i;
    return arena_printf(&page->arena,
        _("yearly fee of a partner of \"%s\", euros (other strategies: in proportion)"),
        case_line(page, one));
}

/* Where all numbers are known one choice is the best: that is decided, or not clear. */
void prepare_values(struct page *page)
{
    const struct comparison *comparison = &page->pictures->results->compared->comparison;
    page->without_data = compare_has_few(comparison->compare);
    page->plot.steps = page->plot.decided = page->plot.decided && !(page->holds & OF_UNKNOWN);
    if (comparison->worth.own) {
        page->axis = own_fee_words(page);
        page_caption(
            page, _("Partners are worth the fees that their own strategy's pay; along the axis "
                    "those of all strategies rise in proportion. Dotted: the fee as it is."));
        double fee = round(comparison->value);
        mark_values(page, 1, &fee);
        return;
    }
    if (comparison->n_fees == 0)
        return;
    page_caption(page, _("Dotted: the yearly fees of the packages."));
    mark_values(page, comparison->n_fees, comparison->fee);
}

/* Against the hours a week where only these differ; of one budget, along those around it. What
 * is divided by the team's hours gets a line at the weeks that outreach lasts, but where
 * strategies differ in it; hours that have no limit are no weeks. */
void prepare_plan(struct page *page)
{
    const struct pictures *pictures = page->pictures;
    const struct plan_report *report = pictures->results->plan;
    struct plot *plot = &page->plot;
    int days = pictures_terms(pictures, 0)->outreach_days;
    bool differ = false;
    page_caption(page, _("Only the marks are simulated, not what joins them."));
    if (plan_by_hours(report)) {
        plot->x = "hours_per_week";
        plot->x_title = N_("hours of the team a week");
        plot->x_form = NUMBER_WHOLE;
    }
    if (report->plan->sweep_set.n > 0 && text_same(plot->of.table, "plan")) {
        double asked = report->plan->row_set.point[0].terms.budget_eur;
        plot->of.table = "plan_sweep";
        mark_values(page, 1, &asked);
        page_caption(page, _("Dotted: the budget that was asked for."));
    }
    if (plot->per == NULL)
        return;
    for (int i = 1; i < pictures->n; i++)
        differ = differ || pictures_terms(pictures, i)->outreach_days != days;
    if (isnan(report->plan->row_set.point[0].terms.hours_per_week)) {
        plot->title = N_("Hours charged to the campaign");
        plot->y_title = N_("hours");
    } else if (!differ) {
        page->across = days / (double)DAYS_PER_WEEK;
    }
}

/* A line at the hours that the team has; one for each where they differ. */
void prepare_load(struct page *page)
{
    const struct pictures *pictures = page->pictures;
    const char *limits = "";
    bool same = true;
    double first = study_week_hours(pictures->one[0].of, 0);
    for (int i = 0; i < pictures->n; i++) {
        double hours = study_week_hours(pictures->one[i].of, 0);
        same = same && (hours == first || (isnan(hours) && isnan(first)));
        limits = arena_printf(&page->arena, "%s %.10g", limits, isnan(hours) ? 0.0 : hours);
        page->y_least = fmax(page->y_least, hours);
    }
    if (same)
        page->across = isnan(first) ? 0.0 : first;
    else
        page_set(page, "limits = '%s'\n", limits);
    page->holds |= same ? 0 : WITH_LIMITS;
}
