/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare_studies.h"

#include "language.h"
#include "screen.h"
#include "screen_text.h"

#include <math.h>
#include <string.h>

/* Campaigns of each strategy while a number is looked for. */
enum { SEARCHING = 1000 };

void changed_free(struct changed *changed)
{
    study_free(&changed->study);
    compare_free(&changed->compare);
}

/* A study like the workload's without cases; there is room for `most`. */
static void start(struct study *study, struct workload *work, int most)
{
    *study = work->study;
    study->n_cases = 0;
    study->cases = arena_new(&work->arena, (size_t)most, sizeof *study->cases);
}

/* Adds the workload's case number `which` with a change. */
static void add(
    struct study *study, struct workload *work, int which, const struct change *change)
{
    const struct study_case *original = &work->study.cases[which];
    struct origin origin = work->origin[which];
    struct study_case *one = &study->cases[study->n_cases++];
    *one = workload_case(
        work, origin.config, origin.strategy, original->campaign->strategy->label, change);
    one->vary_value = original->vary_value;
}

static enum status simulate(struct changed *changed, struct output *output, int baseline)
{
    struct study_plan plan = output_plan(output);
    compare_init(&changed->compare, &changed->study, baseline, plan.replications);
    enum status status =
        output_simulate(output, &changed->study, plan, compare_save, &changed->compare);
    if (status == STATUS_OK)
        compare_finish(&changed->compare, 0, NULL);
    output->held += output_contacts_held(&changed->study);
    changed->made = status == STATUS_OK;
    return status;
}

/* ---- Equal cost or hours ---- */

enum { ROUNDS = 8, MOST_TIMES = 50, MOST_COMPANIES = 200000 };

/* The search for a number of companies: the last two tried, the nearest so far. */
struct search {
    int now, before, best, most;
    double at_before, nearest;
    bool done;
};

/* Where a straight line through the last two tries meets the target. */
static int next_try(const struct search *s, double spent, double target)
{
    double guess = s->now * target / spent;
    if (s->before > 0 && s->before != s->now && spent != s->at_before)
        guess = s->now + (target - spent) * (s->now - s->before) / (spent - s->at_before);
    return (int)round(fmax(1.0, fmin(guess, s->most)));
}

static void learn(struct search *s, double spent, double target)
{
    if (fabs(spent - target) < s->nearest) {
        s->nearest = fabs(spent - target);
        s->best = s->now;
    }
    int next = spent > 0.0 ? next_try(s, spent, target) : s->now;
    s->done = next == s->now || next == s->before || !(spent > 0.0);
    s->before = s->now;
    s->at_before = spent;
    s->now = s->done ? s->now : next;
}

static struct change resized(const struct study_case *one, int companies)
{
    struct change change = change_none();
    change.companies = companies;
    change.intake = (double)companies / fmax(one->scenario->population.n, 1);
    return change;
}

static double spent_of(const struct study *study, int i, enum equal equal)
{
    int quantity = equal == EQUAL_HOURS ? Q_HOURS : Q_COST;
    return study_quantity(study, &study->cases[i], 0, quantity).value;
}

/* One round: tries the present number of companies of every strategy. */
static enum status try_all(struct output *output, struct search *search,
    const struct compare *main, enum equal equal, double target)
{
    struct workload *work = output->work;
    struct study study;
    start(&study, work, main->n);
    for (int i = 0; i < main->n; i++) {
        struct change change = resized(&work->study.cases[i], search[i].now);
        add(&study, work, i, &change);
    }
    struct study_plan plan = {.replications = SEARCHING};
    enum status status = output_simulate(output, &study, plan, NULL, NULL);
    for (int i = 0; i < main->n && status == STATUS_OK; i++)
        if (!search[i].done)
            learn(&search[i], spent_of(&study, i, equal), target);
    study_free(&study);
    return status;
}

static enum status find_companies(struct output *output, struct search *search,
    const struct compare *main, enum equal equal, double target)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < main->n; i++) {
        int n = output->work->study.cases[i].scenario->population.n;
        int most = n < MOST_COMPANIES / MOST_TIMES ? n * MOST_TIMES : MOST_COMPANIES;
        search[i] = (struct search){.now = n,
            .best = n,
            .most = most > n ? most : n,
            .nearest = INFINITY,
            .done = i == main->baseline || n == 0};
        if (!search[i].done)
            learn(&search[i], spent_of(&output->work->study, i, equal), target);
    }
    for (int round = 0; round < ROUNDS && status == STATUS_OK; round++) {
        bool done = true;
        for (int i = 0; i < main->n; i++)
            done = done && search[i].done;
        if (done)
            break;
        status = try_all(output, search, main, equal, target);
    }
    return status;
}

/* Further off the target than this is told. */
#define FAR 0.05

static void tell_unequal_one(
    struct output *output, const struct changed *changed, int i, enum equal equal, double off)
{
    int companies = changed->companies[i];
    struct text line = {0}, how_far = {0};
    text_add_string(&how_far, off > 0.0 ? "+" : "");
    screen_add_percent(&how_far, off);
    screen_add_case_name(&line, &changed->study, i);
    text_printf(&line,
        equal == EQUAL_HOURS
            ? ngettext(": %d company comes nearest to the same hours, and is %s off",
                  ": %d companies come nearest to the same hours, and are %s off",
                  (unsigned long)companies)
            : ngettext(": %d company comes nearest to the same cost, and is %s off",
                  ": %d companies come nearest to the same cost, and are %s off",
                  (unsigned long)companies),
        companies, text_string(&how_far));
    /* Within a company's worth of the target it is because companies are whole. */
    bool whole = fabs(off) <= (1.0 + off) / fmax(companies, 1);
    text_add_string(&line, whole ? _("; a company more or less would be further off.")
                                 : _("; no number of companies gives the same."));
    messages_add(&output->notices, "%s", text_string(&line));
    text_free(&line);
    text_free(&how_far);
}

static void tell_unequal(struct output *output, const struct changed *changed, enum equal equal)
{
    int measure = equal == EQUAL_HOURS ? COMPARE_HOURS : COMPARE_COST;
    for (int i = 0; i < changed->study.n_cases; i++) {
        double off = compare_off(&changed->compare, i, measure);
        if (fabs(off) > FAR)
            tell_unequal_one(output, changed, i, equal, off);
    }
}

enum status changed_equal(struct changed *changed, struct output *output,
    const struct compare *main, enum equal equal)
{
    struct workload *work = output->work;
    struct search search[MOST_COMPARED];
    double target = spent_of(&work->study, main->baseline, equal);
    enum status status = find_companies(output, search, main, equal, target);
    if (status != STATUS_OK)
        return status;
    start(&changed->study, work, main->n);
    for (int i = 0; i < main->n; i++) {
        struct change change = resized(&work->study.cases[i], search[i].best);
        changed->companies[i] = search[i].best;
        changed->which[i] = i;
        add(&changed->study, work, i, search[i].best > 0 ? &change : NULL);
    }
    status = simulate(changed, output, main->baseline);
    if (status == STATUS_OK)
        tell_unequal(output, changed, equal);
    return status;
}

/* ---- Without a contact moment ---- */

static int contact_of(const struct scenario *scenario, const char *id)
{
    for (int c = 0; c < scenario->catalogue.n; c++)
        if (strcmp(scenario->catalogue.contact[c].id, id) == 0)
            return c;
    return NONE;
}

static bool is_had(const struct workload *work, const char *id)
{
    for (int i = 0; i < work->study.n_cases; i++) {
        struct origin origin = work->origin[i];
        int contact = contact_of(origin.config->scenario, id);
        if (contact != NONE &&
            change_strategy_has(origin.config->scenario, origin.strategy, contact))
            return true;
    }
    return false;
}

static bool is_talk(const struct workload *work, const char *id)
{
    for (int k = 0; k < work->n_configs; k++) {
        const struct catalogue *catalogue = &work->configs[k].scenario->catalogue;
        if (strcmp(catalogue->contact[catalogue->talk].id, id) == 0)
            return true;
    }
    return false;
}

enum status changed_check(struct workload *work)
{
    const char *id = work->options->without;
    if (id != NULL && is_talk(work, id)) {
        messages_add(&work->errors,
            _("--without: %s cannot be left out: it is the talk in which a company chooses"),
            id);
        return STATUS_USAGE;
    }
    if (id == NULL || is_had(work, id))
        return STATUS_OK;
    size_t n = 0, most = (size_t)work->n_configs * MAX_CONTACTS;
    const char **names = arena_new(&work->arena, most, sizeof *names);
    for (int k = 0; k < work->n_configs; k++) {
        const struct catalogue *catalogue = &work->configs[k].scenario->catalogue;
        for (int c = 0; c < catalogue->n; c++)
            if (is_had(work, catalogue->contact[c].id))
                names[n++] = catalogue->contact[c].id;
    }
    const char *nearest = text_nearest(id, names, n);
    messages_add(&work->errors, _("--without: no strategy has a contact moment '%s'%s%s%s"), id,
        nearest != NULL ? _("; did you mean '") : "", nearest != NULL ? nearest : "",
        nearest != NULL ? "'?" : "");
    return STATUS_USAGE;
}

/* Whether a case can be simulated without it; tells when not. */
static bool can_do_without(struct output *output, int which, int contact, const char *id)
{
    const struct workload *work = output->work;
    struct origin origin = work->origin[which];
    const struct scenario *scenario = origin.config->scenario;
    struct change change = change_none();
    change.without = contact;
    bool lacks = contact == NONE || !change_strategy_has(scenario, origin.strategy, contact);
    if (!lacks && change_is_possible(&change, scenario, origin.strategy))
        return true;
    struct text name = {0};
    screen_add_case_name(&name, &work->study, which);
    messages_add(&output->notices,
        lacks ? _("%s: has no %s")
              : _("%s: not possible without %s, as one of its lists would be empty"),
        text_string(&name), id);
    text_free(&name);
    return false;
}

enum status changed_without(struct changed *changed, struct output *output, const char *id)
{
    struct workload *work = output->work;
    int n = 0, contact[MOST_COMPARED];
    start(&changed->study, work, 2 * work->study.n_cases);
    for (int i = 0; i < work->study.n_cases; i++) {
        int c = contact_of(work->origin[i].config->scenario, id);
        if (!can_do_without(output, i, c, id))
            continue;
        contact[n] = c;
        changed->which[n++] = i;
    }
    for (int half = 0; half < 2; half++)
        for (int i = 0; i < n; i++) {
            struct change change = change_none();
            change.without = half == 1 ? contact[i] : NONE;
            add(&changed->study, work, changed->which[i], &change);
        }
    return n > 0 ? simulate(changed, output, 0) : STATUS_OK;
}

/* ---- Longer outreach ---- */

#define MOST_APART 0.10

/* How far the shares still open are apart, of cases that approached anybody, and whether that
 * is shown to be more, or not more, than MOST_APART. */
enum distance { CLOSE, APART, NOT_SURE };
struct gap {
    double apart;
    enum distance distance;
};

/* Half the width of an interval; of two that may depend on each other taken as if they did
 * not, which is on the safe side for strategies that have their luck in common. */
static double error_of(struct estimate low, struct estimate high)
{
    return hypot((low.high - low.low) / 2.0, (high.high - high.low) / 2.0);
}

static struct gap gap_of(const struct study *study)
{
    struct estimate low = {.value = INFINITY}, high = {.value = -INFINITY};
    for (int i = 0; i < study->n_cases; i++) {
        struct estimate open = study_total(study, &study->cases[i], "open_share").estimate;
        low = open.value < low.value ? open : low;
        high = open.value > high.value ? open : high;
    }
    if (high.value < low.value)
        return (struct gap){0.0, CLOSE};
    double apart = high.value - low.value, error = error_of(low, high);
    struct gap gap = {apart, NOT_SURE};
    if (apart == 0.0 || apart + error <= MOST_APART)
        gap.distance = CLOSE;
    else if (apart - error > MOST_APART)
        gap.distance = APART;
    return gap;
}

static int longer_days(const struct study_case *one, double times)
{
    return (int)round(one->scenario->campaign.outreach_days * times);
}

static enum status gap_after(struct output *output, double times, struct gap *gap)
{
    struct workload *work = output->work;
    struct study study;
    start(&study, work, work->study.n_cases);
    for (int i = 0; i < work->study.n_cases; i++) {
        struct change change = change_none();
        change.outreach_days = longer_days(&work->study.cases[i], times);
        add(&study, work, i, &change);
    }
    struct study_plan plan = {.replications = SEARCHING};
    enum status status = output_simulate(output, &study, plan, NULL, NULL);
    if (status == STATUS_OK)
        *gap = gap_of(&study);
    study_free(&study);
    return status;
}

/* "120 days of outreach" where that is so for all cases, else "outreach twice as long". */
static void add_length(struct text *length, const struct study *study, double times)
{
    int days = study->cases[0].scenario->campaign.outreach_days;
    bool same = true;
    for (int i = 1; i < study->n_cases; i++)
        same = same && study->cases[i].scenario->campaign.outreach_days == days;
    struct text number = {0};
    screen_add_number(&number, times, times == floor(times) ? 0 : 1);
    if (same)
        text_printf(length, _("%d days of outreach"), longer_days(&study->cases[0], times));
    else
        text_printf(length, _("%s times as long an outreach"), text_string(&number));
    text_free(&number);
}

/* What longer outreach would change about it. */
static void tell_gap(struct output *output, struct gap now, double times, struct gap then)
{
    struct text length = {0};
    add_length(&length, &output->work->study, times);
    messages_add(&output->notices,
        then.distance == CLOSE
            ? _("The shares still open differ by %.0f points, so that strategies of different "
                "speed are not yet comparable; with %s they would differ by %.0f.")
        : then.distance == APART
            ? _("The shares still open differ by %.0f points, so that strategies of different "
                "speed are not yet comparable; even with %s they would differ by %.0f.")
            : _("The shares still open differ by %.0f points, so that strategies of different "
                "speed are not yet comparable; with %s they would differ by %.0f, too near to "
                "10 to tell from so many campaigns whether that is enough."),
        100.0 * now.apart, text_string(&length), 100.0 * then.apart);
    text_free(&length);
}

enum status changed_longer(struct output *output)
{
    static const double grid[] = {1.5, 2.0, 3.0, 4.0};
    const struct study *study = &output->work->study;
    struct gap now = gap_of(study), then = now;
    double times = 1.0;
    if (study->n_cases < 2 || now.distance == CLOSE)
        return STATUS_OK;
    if (now.distance == NOT_SURE) {
        messages_add(&output->notices,
            _("The shares still open differ by %.0f points in what was simulated; whether "
              "strategies of different speed are comparable cannot be told from so many "
              "campaigns."),
            100.0 * now.apart);
        return STATUS_OK;
    }
    for (size_t i = 0; i < sizeof grid / sizeof grid[0] && then.distance != CLOSE; i++) {
        enum status status = gap_after(output, grid[i], &then);
        if (status != STATUS_OK)
            return status;
        times = grid[i];
    }
    tell_gap(output, now, times, then);
    return STATUS_OK;
}
