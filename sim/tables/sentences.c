/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sentences.h"

#include "language.h"

#include <math.h>

void sentences_free(struct sentences *s)
{
    text_free(&s->text);
    arena_free(&s->parts);
}

const char *part_with_error(struct sentences *s, struct estimate e)
{
    double half = (e.high - e.low) / 2.0, below = e.value - e.low, above = e.high - e.value;
    if (!(half >= 0.5))
        return part(s, e.value, NUMBER_MONEY);
    return fmax(below, above) > 2.0 * fmin(below, above)
               ? number_estimate(&s->parts, e, NUMBER_MONEY)
               : part_printf(
                     s, "%s ± %s", part(s, e.value, NUMBER_MONEY), part(s, half, NUMBER_WHOLE));
}

/* ---- What cases are called ---- */

/* In the user's language, else in the other one, else the id. */
static const char *label_words(const struct label *label, const char *id)
{
    const char *first = language_is_dutch() ? label->nl : label->en;
    const char *other = language_is_dutch() ? label->en : label->nl;
    if (first != NULL && first[0] != '\0')
        return first;
    return other != NULL && other[0] != '\0' ? other : id;
}

const char *case_label(const struct study_case *one)
{
    const struct strategy *strategy = one->campaign->strategy;
    return label_words(&strategy->label, strategy->id);
}

const char *contact_label(const struct contact *contact)
{
    return label_words(&contact->label, contact->id);
}

const char *package_label_of(const struct scenario *scenario, const char *id)
{
    const struct packages *packages = &scenario->packages;
    int p = text_find(id, NAMES(packages->package, packages->n));
    return p < 0 ? id : label_words(&packages->package[p].label, id);
}

const char *contact_label_of(const struct scenario *scenario, const char *id)
{
    for (int i = 0; i < scenario->catalogue.n; i++)
        if (text_same(scenario->catalogue.contact[i].id, id))
            return contact_label(&scenario->catalogue.contact[i]);
    return id;
}

const char *segment_label(struct arena *arena, const struct axes *axes, const char *name)
{
    const char *words = "";
    for (int a = 0; *name != '\0'; a++) {
        size_t length = strcspn(name, "/");
        const char *level = arena_text(arena, name, length);
        int l = a < axes->n
                    ? text_find(level, NAMES(axes->axis[a].levels, axes->axis[a].n_levels))
                    : -1;
        words = arena_printf(arena, "%s%s%s", words, a > 0 ? "/" : "",
            l >= 0 ? label_words(&axes->axis[a].level_label[l], level) : level);
        name += length + (name[length] == '/');
    }
    return words;
}

const char *case_name(
    struct arena *arena, const struct study *study, const struct study_case *one)
{
    return arena_printable(
        arena, arena_printf(arena, "%s%s%s", study->of_configs ? one->vary_value[0] : "",
                   study->of_configs ? ": " : "", case_label(one)));
}

const char *case_value(struct arena *arena, const struct study_case *one, int varied)
{
    const char *value = one->vary_value[varied];
    size_t length = strlen(value);
    bool quoted = length >= 2 && value[0] == '"' && value[length - 1] == '"';
    return arena_printable(arena, quoted ? arena_text(arena, value + 1, length - 2) : value);
}

const char *case_text(struct arena *arena, const struct study *study, int i)
{
    const struct study_case *one = &study->cases[i];
    const char *text = case_name(arena, study, one);
    for (int v = study->of_configs; v < study->n_vary; v++)
        text = arena_printf(arena, "%s, %s", text, case_value(arena, one, v));
    return text;
}

const char *case_list(struct arena *arena, const struct study *study, const bool *marked)
{
    enum { MOST = 6 };
    const char *names = "";
    int n = 0;
    for (int i = 0; i < study->n_cases; i++)
        if (marked[i] && ++n <= MOST)
            names = arena_printf(
                arena, "%s%s\"%s\"", names, n > 1 ? ", " : "", case_text(arena, study, i));
    return n <= MOST ? names
                     : arena_printf(arena, "%s%s", names,
                           arena_printf(arena, _(" and %d more"), n - MOST));
}

/* ---- Of run ---- */

const char *basis_words(struct arena *arena, const struct basis *basis)
{
    struct text list = {0};
    for (int i = 0; i < N_PROVENANCES; i++)
        if (basis->of[i] > 0)
            text_printf(&list, "%s%d %s", list.length > 0 ? ", " : "", basis->of[i],
                _(provenance_names[i]));
    return text_keep(&list, arena);
}

void sentences_add_basis(
    struct sentences *s, const struct basis *basis, double low, double high)
{
    if (basis_has_more(basis))
        say(s, _("Rests on %d numbers: %s."), basis_numbers(basis),
            basis_words(&s->parts, basis));
    else
        say(s, _("Rests on %d numbers, of which %d are assumed."), basis_numbers(basis),
            basis->of[ASSUMED]);
    say(s, _(" Euros are without VAT."));
    if (!isnan(low)) {
        say(s, " ");
        say(s, _("Still open at the end: %s of the companies."),
            number_span(&s->parts, low, high, NUMBER_CHANCE));
    }
    say(s, "\n");
}

void sentences_add_precision(struct sentences *s, uint64_t n, double confidence)
{
    const char *campaigns = part(s, (double)n, NUMBER_WHOLE);
    const char *sure = part(s, confidence * 100.0, NUMBER_EXACT);
    if (n == 1)
        say_line(s, _("One campaign was simulated: the figures are what it came to, and no "
                      "averages."));
    else if (n < STUDY_FEW)
        say_line(s,
            _("±: error of the average of %s simulated campaigns (%s%%), a dash where it is "
              "not known; fewer than %d tell no ranges and chances."),
            campaigns, sure, STUDY_FEW);
    else
        say_line(s,
            _("range: 9 in 10 campaigns end in it; ±: error of the average of %s simulated "
              "campaigns (%s%%)."),
            campaigns, sure);
}

void sentences_basis(struct sentences *s, const struct study *study, const struct basis *basis)
{
    double low = NAN, high = NAN;
    for (int i = 0; i < study->n_cases; i++) {
        double open = study_total(study, &study->cases[i], "open_share").estimate.value;
        low = fmin(low, open);
        high = fmax(high, open);
    }
    if (study_has_few(study) && study->replications > 1)
        low = high = NAN; /* the table has it with its error */
    sentences_add_basis(s, basis, low, high);
}

void sentences_add_targets(struct sentences *s)
{
    say_line(s, _("in view, active, paying and active: chance that one campaign reaches the "
                  "target; paying and active: partners that took part in something."));
}

void sentences_add_columns(struct sentences *s)
{
    say_line(s, _("conversion: partners as a share of the companies approached."));
    say_line(s, _("cost per partner: cost of outreach, divided by the partners won."));
    say_line(
        s, _("still open: companies that at the end have neither joined nor dropped out."));
}

void sentences_run_columns(struct sentences *s, const struct study *study, bool all)
{
    sentences_add_precision(s, study->replications, study->confidence);
    if (!study_has_few(study))
        sentences_add_targets(s);
    if (!study_has_few(study) && study_any_target(study, TARGET_ALL))
        say_line(s,
            _("by day: first day (the start is day 0) by which 8 in 10 campaigns have met the "
              "target, and the days that are not excluded (%s%%, for each figure by itself); "
              "not before: not shown that 8 in 10 meet it by the end; a dash: shown that "
              "fewer do."),
            part(s, study->confidence * 100.0, NUMBER_EXACT));
    if (!all)
        return;
    sentences_add_columns(s);
    say_line(s, _("contacts of those won: with a partner until it joined, those before the "
                  "campaign included."));
    say_line(s, _("contacts held per partner: with all companies, those that did not join too, "
                  "for each partner won: what to reckon with."));
    say_line(s, _("days: from the first approach of a partner to its joining; half of the "
                  "partners took less (median)."));
}

/* ---- Of strategies that were changed, or selected among ---- */

void sentences_equal(struct sentences *s, const struct compare_variants *equal, bool hours)
{
    const struct compare *c = &equal->compare;
    struct estimate amount =
        compare_value(c, c->baseline, hours ? COMPARE_HOURS : COMPARE_COST);
    enum number_form form = hours ? NUMBER_WHOLE : NUMBER_MONEY;
    bool few = study_has_few(c->study) && c->study->replications > 1;
    const char *told =
        !few
            ? part(s, amount.value, form)
            : (isnan(amount.high - amount.low) ? "" : number_estimate(&s->parts, amount, form));
    int most = 0;
    for (int i = 0; i < c->n; i++)
        most = equal->unlisted[i] > most ? equal->unlisted[i] : most;
    say(s,
        hours ? _("At equal hours, those of %s%s: every strategy has the whole number of "
                  "companies that comes nearest to them, and approaches these at a pace in "
                  "proportion.")
              : _("At equal cost, that of %s%s: every strategy has the whole number of "
                  "companies that comes nearest to it, and approaches these at a pace in "
                  "proportion."),
        part_quoted(s, c->study, c->baseline),
        told[0] != '\0' ? part_printf(s, ", %s", told) : "");
    if (most > 0)
        say(s, _(" Of these companies up to %d are not on the list."), most);
    say(s, "\n");
}

void sentences_worth(struct sentences *s, const struct compare *c, const char *contact)
{
    struct estimate worth[MOST_COMPARED];
    bool better[2][2 * MOST_COMPARED] = {{false}}; /* without it, with it */
    for (int i = 0; i < c->n / 2; i++) {
        worth[i] = compare_told(c, COMPARE_NET_RESULT, i, c->n / 2 + i);
        for (int with = 0; with < 2; with++)
            better[with][i] =
                compare_is_shown(c, worth[i]) && (worth[i].value > 0.0) == (with == 1);
    }
    say(s,
        _("What \"%s\" is worth: each strategy with it less the same strategy without it, on "
          "the same companies with the same luck."),
        arena_printable(&s->parts, contact_label_of(c->study->cases[0].scenario, contact)));
    for (int with = 0; with < 2; with++) {
        const char *names = case_list(&s->parts, c->study, better[with]);
        if (names[0] != '\0')
            say(s,
                with == 1 ? _(" By fees less all costs these do better with it: %s.")
                          : _(" By fees less all costs these do better without it: %s."),
                names);
    }
    say(s, "\n");
}

static void add_again(struct sentences *s, const struct selection *selection, bool euros)
{
    double value = selection->again.value;
    double half = (selection->again.high - selection->again.low) / 2.0;
    say(s,
        !euros ? _(" Simulated once more with other luck its conversion is %s (± %s points).")
        : value < 0.0 ? _(" Simulated once more with other luck its partners are worth %s ± %s "
                          "less than it costs.")
                      : _(" Simulated once more with other luck its partners are worth %s ± %s "
                          "more than it costs."),
        part(s, fabs(value), euros ? NUMBER_MONEY : NUMBER_PERCENT),
        part(s, half, euros ? NUMBER_WHOLE : NUMBER_POINTS));
}

void sentences_selection(struct sentences *s, const struct study *study,
    const struct selection *selection, double sure, double difference, bool euros)
{
    const char *name = part_quoted(s, study, selection->best);
    const char *campaigns = part(s, (double)selection->replications, NUMBER_WHOLE);
    const char *amount =
        euros ? part(s, difference, NUMBER_MONEY)
              : part_printf(s, "%s%s", part(s, 100.0 * difference, NUMBER_EXACT), _(" points"));
    const char *sureness = part(s, 100.0 * sure, NUMBER_EXACT);
    bool others[MOST_COMPARED] = {false}; /* that may still be the best */
    for (int i = 0; i < selection->n; i++)
        others[i] = i != selection->best && selection->behind[i].high > 0.0;
    const char *names = case_list(&s->parts, study, others);
    say(s, euros ? _("By worth of partners less cost: ") : _("By conversion: "));
    if (selection->finished)
        say(s,
            _("%s is selected, after %s campaigns of each strategy left. If one strategy is at "
              "least %s ahead of all others, a selection like this one finds it with a "
              "probability of at least %s%%."),
            name, campaigns, amount, sureness);
    else
        say(s,
            _("After %s campaigns %s leads, but the best is not known with a probability of "
              "%s%%; allow a larger difference than %s."),
            campaigns, name, sureness, amount);
    add_again(s, selection, euros);
    if (names[0] != '\0')
        say(s,
            selection->finished
                ? _(" If none is so far ahead, these may be as good as the one selected: %s.")
                : _(" These may be the best as well: %s."),
            names);
    say(s, "\n");
}
