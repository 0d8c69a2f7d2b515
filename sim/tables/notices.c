/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notices.h"

#include "language.h"
#include "sentences.h"

#include <math.h>

/* ---- Of run ---- */

static void tell_unknown(
    struct messages *notices, struct arena *arena, const struct study *study)
{
    bool *marked = arena_new(arena, (size_t)study->n_cases, sizeof *marked);
    for (int i = 0; i < study->n_cases; i++) {
        struct estimate share = study_unknown_share(study, &study->cases[i], Q_PARTNERS);
        bool drawn = study->cases[i].tally.unit == 2;
        marked[i] = drawn && isnan(share.value);
        if (drawn && !marked[i])
            messages_add(notices,
                _("%s: of the spread in partners %s is from numbers that are not known (%s)"),
                case_text(arena, study, i), number_text(arena, share.value, NUMBER_CHANCE),
                number_span(arena, share.low, share.high, NUMBER_CHANCE));
    }
    const char *names = case_list(arena, study, marked);
    if (names[0] != '\0')
        messages_add(notices,
            _("too few campaigns, or too little spread, to tell how much of the spread in "
              "partners is from numbers that are not known: %s"),
            names);
}

/* Of which figures the error has no bounds, by what they are divided by, and why. */
static const struct divided {
    int quantity;
    const char *figures;
} divided_by[] = {
    {Q_PARTNERS, N_("per partner, as it is not shown that anybody joins")},
    {Q_ACTIVE, N_("per active company, as it is not shown that anybody takes part")},
    {Q_APPROACHED, N_("per company, as it is not shown that anybody is approached")},
    {Q_MARGIN, N_("years until a partner pays itself back, as it is not shown that partners "
                  "bring in more than they cost")},
    {Q_FIRST_ANNIVERSARIES, N_("of first anniversaries, as it is not shown that any partner "
                               "reaches one")},
    {Q_CAPACITY, N_("share of the team's hours, as it is not shown that there are any")},
};

static bool is_unbounded(const struct study *study, int i, int quantity)
{
    for (int m = 0; m < n_measures; m++)
        if (measures[m].x == quantity &&
            study_figure(study, &study->cases[i], 0, m).estimate.unbounded)
            return true;
    return false;
}

static void tell_unbounded(
    struct messages *notices, struct arena *arena, const struct study *study)
{
    bool *marked = arena_new(arena, (size_t)study->n_cases, sizeof *marked);
    struct text list = {0};
    for (size_t d = 0; d < sizeof divided_by / sizeof divided_by[0]; d++) {
        int n = 0;
        for (int i = 0; i < study->n_cases; i++) {
            marked[i] = is_unbounded(study, i, divided_by[d].quantity);
            n += marked[i];
        }
        if (n == 0)
            continue;
        text_printf(&list, "%s%s", list.length > 0 ? "; " : "", _(divided_by[d].figures));
        if (n < study->n_cases)
            text_printf(&list, " (%s)", case_list(arena, study, marked));
    }
    if (list.length > 0)
        messages_add(notices,
            _("how far these figures may be off cannot be told, their error has no bounds; "
              "simulate more campaigns (-n): %s"),
            list.data);
    text_free(&list);
}

void study_notices(const struct study *study, struct messages *notices)
{
    struct arena arena = {0};
    tell_unbounded(notices, &arena, study);
    tell_unknown(notices, &arena, study);
    arena_free(&arena);
    notices_short_weeks(notices, study);
    if (study->has_hubs)
        messages_add(notices, "%s",
            _("hubs differ in people and region too: what sets them apart is no experiment "
              "with their strategies"));
}

bool notices_precision(struct messages *notices, const struct study *study, double precision)
{
    struct arena arena = {0};
    int which;
    double known = study_precision(study, &which);
    bool reached = precision == 0.0 || known <= precision;
    double n = (double)study->replications, more = n * pow(known / precision, 2.0);
    if (!reached && isnan(known))
        messages_add(notices, "%s",
            _("The precision that was asked for is not reached: one campaign tells nothing "
              "about it."));
    else if (!reached)
        messages_add(notices,
            _("The precision that was asked for is not reached: after %s simulated campaigns "
              "the conversion of %s is known to within %s points, not %s. That takes about %s "
              "campaigns (-n)."),
            number_text(&arena, n, NUMBER_WHOLE), case_text(&arena, study, which),
            number_text(&arena, 100.0 * known, NUMBER_HUNDREDTHS),
            number_text(&arena, 100.0 * precision, NUMBER_EXACT),
            number_text(&arena, ceil(more / 1000.0) * 1000.0, NUMBER_WHOLE));
    arena_free(&arena);
    return reached;
}

/* ---- Beyond the list ---- */

/* Whether companies beyond the lists of both cases are told of together. */
static bool same_kind(const struct study *study, int one, int other)
{
    const struct study_case *a = &study->cases[one], *b = &study->cases[other];
    return a->scenario->population.beyond_alike == b->scenario->population.beyond_alike &&
           (!study->of_configs || text_same(a->vary_value[0], b->vary_value[0]));
}

void notices_unlisted(struct messages *notices, const struct study *study, const int *unlisted)
{
    for (int i = 0; i < study->n_cases; i++) {
        const struct study_case *one = &study->cases[i];
        int most = 0;
        bool told = false; /* with a case before */
        for (int other = 0; other < study->n_cases; other++)
            if (same_kind(study, i, other)) {
                told = told || other < i;
                most = unlisted[other] > most ? unlisted[other] : most;
            }
        if (told || most == 0)
            continue;
        struct arena arena = {0};
        messages_add(notices, "%s%s%s", study->of_configs ? one->vary_value[0] : "",
            study->of_configs ? ": " : "",
            arena_printf(&arena,
                one->scenario->population.beyond_alike
                    ? _("Companies that are not on the list: up to %d. They are of the same "
                        "kinds as those on it, and as far along.")
                    : _("Companies that are not on the list: up to %d. They are of the same "
                        "kinds as those on it, but new: without contacts before, and not "
                        "introduced."),
                most));
        arena_free(&arena);
    }
}

void notices_planned(struct messages *notices, const struct plan_report *report)
{
    const struct plan_set *rows = &report->plan->row_set;
    struct arena arena = {0};
    int *most = arena_new(&arena, (size_t)report->study->n_cases, sizeof *most);
    for (int i = 0; i < rows->n + report->n_answers; i++) {
        const struct plan_answer *answer = i < rows->n ? NULL : &report->answer[i - rows->n];
        int line = answer != NULL ? answer->line : rows->point[i].line;
        int companies =
            answer != NULL ? answer->terms.companies : rows->point[i].terms.companies;
        int n = plan_unlisted(report, line, companies);
        most[line] = n > most[line] ? n : most[line];
    }
    notices_unlisted(notices, report->study, most);
    arena_free(&arena);
    notices_short_weeks_planned(notices, report);
}

/* ---- The comparison ---- */

/* Strategies of which the difference is defined and its error is not; of one campaign no error
 * is. */
void notices_unbounded(struct messages *notices, const struct compare *compare)
{
    static const struct {
        int measure;
        const char *name;
    } ratios[] = {{COMPARE_CONVERSION, N_("difference in conversion")},
        {COMPARE_COST_PER_PARTNER, N_("difference in cost per partner")}};
    struct arena arena = {0};
    for (size_t r = 0; r < sizeof ratios / sizeof ratios[0] && compare->paired.n > 1; r++) {
        struct estimate e[MOST_COMPARED];
        bool marked[MOST_COMPARED];
        compare_differences(compare, ratios[r].measure, e);
        for (int i = 0; i < compare->n; i++)
            marked[i] = isfinite(e[i].value) && !(isfinite(e[i].low) && isfinite(e[i].high));
        const char *names = case_list(&arena, compare->study, marked);
        if (names[0] != '\0')
            messages_add(notices,
                _("%s: the error has no bounds, as what it is divided by may be zero; simulate "
                  "more campaigns (%s)"),
                _(ratios[r].name), names);
    }
    arena_free(&arena);
}

/* Strategies for other numbers of companies differ in more than strategy. */
static void tell_companies(struct messages *notices, const struct study *study)
{
    int least = study->cases[0].scenario->population.n, most = least;
    for (int i = 1; i < study->n_cases; i++) {
        int n = study->cases[i].scenario->population.n;
        least = n < least ? n : least;
        most = n > most ? n : most;
    }
    if (least < most)
        messages_add(notices,
            _("Not all have as many companies (%d to %d): compare conversion and cost per "
              "partner, rather than partners, cost and net result, or use --equal."),
            least, most);
}

/* ---- Equal cost or hours ---- */

/* Further off the target than this is told. */
#define FAR 0.05

static void tell_unequal(struct messages *notices, struct arena *arena,
    const struct compare_variants *equal, int i, bool hours, double off)
{
    int companies = equal->companies[i];
    unsigned long n = (unsigned long)companies;
    const char *nearest = arena_printf(arena,
        hours ? ngettext(": %d company comes nearest to the same hours, and is %s off",
                    ": %d companies come nearest to the same hours, and are %s off", n)
              : ngettext(": %d company comes nearest to the same cost, and is %s off",
                    ": %d companies come nearest to the same cost, and are %s off", n),
        companies,
        arena_printf(
            arena, "%s%s", off > 0.0 ? "+" : "", number_text(arena, off, NUMBER_PERCENT)));
    /* Within a company's worth of the target it is because companies are whole. */
    bool whole = fabs(off) <= (1.0 + off) / fmax(companies, 1);
    messages_add(notices, "%s%s%s", case_text(arena, &equal->study, i), nearest,
        whole ? _("; a company more or less would be further off.")
              : _("; no number of companies gives the same."));
}

static void tell_equal(struct messages *notices, struct arena *arena,
    const struct compare_variants *equal, bool hours)
{
    for (int i = 0; i < equal->study.n_cases; i++) {
        double off = compare_off(&equal->compare, i, hours ? COMPARE_HOURS : COMPARE_COST);
        if (fabs(off) > FAR && !study_has_few(&equal->study))
            tell_unequal(notices, arena, equal, i, hours, off);
    }
    notices_unlisted(notices, &equal->study, equal->unlisted);
}

/* ---- All of it ---- */

void notices_compared(struct messages *notices, const struct compare_setup *compared)
{
    const struct compare_ask *ask = &compared->ask;
    const struct study *study = compared->compare.study;
    struct arena arena = {0};
    tell_companies(notices, study);
    notices_short_weeks(notices, study);
    /* A number that falls in one config only moves its strategies apart from others that know
     * it; how often which is best is then no answer to what is not known. */
    if (!compared->comparison.agrees)
        messages_add(notices, "%s",
            _("The configs do not agree on what is known: some have a number for what others "
              "give as a range. In how many ways the unknown numbers may fall a strategy is "
              "the best, and what it is worth to know them, is not told; give the number in "
              "the same way in all, or use --fixed."));
    notices_unbounded(notices, &compared->compare);
    if (compared->equal.made)
        tell_equal(notices, &arena, &compared->equal, ask->equal_hours);
    for (int i = 0; ask->without != NULL && i < study->n_cases; i++) {
        enum variant_lack lack = compare_lack(compared->setup, i, ask->without);
        if (lack != LACK_POSSIBLE)
            messages_add(notices,
                lack == LACK_ALREADY
                    ? _("%s: has no \"%s\"")
                    : _("%s: not possible without \"%s\", as one of its lists would be empty"),
                case_text(&arena, study, i),
                contact_label_of(study->cases[i].scenario, ask->without));
    }
    arena_free(&arena);
}
