/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study.h"

#include "adjusted.h"
#include "details.h"

#include <math.h>
#include <stdlib.h>

enum { FIRST_LOOK = 1000 };

/* Whether the parameters of a case are drawn: those of a total are when any hub's are, and the
 * other way round. */
static bool is_drawn(const struct study *study, int i)
{
    int last = i, first = i;
    while (study->cases[last].member)
        last++;
    first = last - study->cases[last].hubs;
    for (int k = first; k <= last; k++)
        if (study->cases[k].source.open != NULL)
            return true;
    return false;
}

/* More companies together would need much memory, and not make draws take less of the time. */
enum { TEAM_COMPANIES = 1 << 16 };

/* Has cases whose parameters are drawn from one config run together, so that each draw is made
 * once for all of them. */
static void share_draws(struct study *study)
{
    int64_t companies = 0;
    for (int i = 0; i + 1 < study->n_cases && !study->in_order; i++) {
        struct study_case *one = &study->cases[i], *next = one + 1;
        companies += one->campaign->n_companies;
        if (one->source.unknown != NULL && next->source.unknown == one->source.unknown &&
            next->chosen.number == one->chosen.number)
            one->member = companies + next->campaign->n_companies <= TEAM_COMPANIES;
        companies = one->member ? companies : 0;
    }
}

bool study_tells(const struct study *study, const struct measure *measure)
{
    for (int i = 0; i < study->n_cases; i++)
        if (measure_is_told(measure, study->cases[i].campaign))
            return true;
    return measure->told == MEASURE_OF_EVERY;
}

void study_start(struct study *study)
{
    study->replications = 0;
    share_draws(study);
    for (int i = 0; i < study->n_cases; i++) {
        struct study_case *one = &study->cases[i];
        tally_init(&one->tally, one->campaign, is_drawn(study, i) ? 2 : 1);
    }
}

/* Replications that share a draw of the parameters come in pairs. */
static uint64_t whole_units(const struct study *study, uint64_t replications)
{
    bool pairs = false;
    for (int i = 0; i < study->n_cases; i++)
        pairs = pairs || study->cases[i].tally.unit == 2;
    return pairs ? (replications + 1) / 2 * 2 : replications;
}

/* ---- Positions ---- */

/* Runs of cases, and cases whose replications are counted: hubs are, together, as their total.
 */
static void count_runs(const struct study *study, uint64_t *runs, uint64_t *counted)
{
    *runs = *counted = 0;
    for (int i = 0; i < study->n_cases; i++) {
        const struct study_case *one = &study->cases[i];
        *runs += !one->member;
        *counted += 1 - (uint64_t)one->hubs;
    }
}

bool study_can_be_at(const struct study *study, struct engine_position position)
{
    uint64_t runs, counted;
    count_runs(study, &runs, &counted);
    if (position.from >= position.to || position.from % ENGINE_CHUNK != 0 ||
        position.to > UINT64_MAX - ENGINE_CHUNK)
        return false;
    uint64_t chunks = (position.to - position.from + ENGINE_CHUNK - 1) / ENGINE_CHUNK;
    return chunks <= UINT64_MAX / runs && position.chunks <= chunks * runs;
}

uint64_t study_done(const struct study *study, struct engine_position position)
{
    uint64_t runs, counted, each = position.to - position.from, chunks = position.chunks;
    uint64_t of_run = (each + ENGINE_CHUNK - 1) / ENGINE_CHUNK;
    count_runs(study, &runs, &counted);
    uint64_t done = position.from * counted;
    for (int i = 0, first = 0; i < study->n_cases && chunks > 0; i++) {
        if (study->cases[i].member)
            continue;
        uint64_t taken = chunks < of_run ? chunks : of_run;
        uint64_t n = taken < of_run ? taken * ENGINE_CHUNK : each;
        done += study->cases[i].hubs > 0 ? n : n * (uint64_t)(i + 1 - first);
        chunks -= taken;
        first = i + 1;
    }
    return done;
}

/* ---- Runs ---- */

/* What a run shows of its progress while a part of it is simulated. */
struct shown {
    const struct engine *engine;
    uint64_t before, after; /* replications of all cases in other parts */
};

static void show_part(void *context, uint64_t done, uint64_t all)
{
    const struct shown *shown = context;
    shown->engine->progress(
        shown->engine->context, shown->before + done, shown->before + all + shown->after);
}

/* Runs on until every case has position.to replications. The engine wants one array of tallies,
 * so they move out of the cases and back. */
static enum status run_to(
    struct study *study, const struct engine *engine, struct engine_position position)
{
    size_t n = (size_t)study->n_cases;
    struct engine_case *cases = memory_new(n, sizeof *cases);
    struct tally *tallies = memory_new(n, sizeof *tallies);
    for (size_t i = 0; i < n; i++) {
        const struct study_case *one = &study->cases[i];
        cases[i] = (struct engine_case){.campaign = one->campaign,
            .source = one->source,
            .member = one->member,
            .hubs = one->hubs,
            .expectation = one->expectation,
            .details = one->details,
            .chosen = one->chosen,
            .from = one->from};
        tallies[i] = study->cases[i].tally;
    }
    enum status status = engine_run(engine, cases, (int)n, position, tallies);
    for (size_t i = 0; i < n; i++)
        study->cases[i].tally = tallies[i];
    memory_free(cases);
    memory_free(tallies);
    study->replications = position.to;
    return status;
}

/* The same as a part of a run that starts at replication `start`. */
static enum status run_part(struct study *study, const struct engine *engine,
    struct engine_position position, struct study_plan plan, uint64_t start)
{
    struct shown shown = {.engine = engine};
    struct engine part = *engine;
    uint64_t runs, counted, end = whole_units(study, plan.replications);
    count_runs(study, &runs, &counted);
    if (plan.precision == 0.0 && engine->progress != NULL) {
        shown.before = counted * (position.from - start);
        shown.after = end > position.to ? counted * (end - position.to) : 0;
        part.progress = show_part;
        part.context = &shown;
    }
    return run_to(study, &part, position);
}

static bool precise_enough(const struct study *study, double precision)
{
    for (int i = 0; i < study->n_cases; i++) {
        struct estimate rate = study_total(study, &study->cases[i], "conversion_rate").estimate;
        if (isnan(rate.value))
            continue;
        if (!(rate.se > 0.0) || !((rate.high - rate.low) / 2.0 <= precision))
            return false;
    }
    return true;
}

double study_precision(const struct study *study, int *which)
{
    double widest = 0.0;
    *which = 0;
    for (int i = 0; i < study->n_cases && !isnan(widest); i++) {
        struct estimate rate = study_total(study, &study->cases[i], "conversion_rate").estimate;
        double half = (rate.high - rate.low) / 2.0;
        if (!isnan(rate.value) && !(half <= widest)) {
            widest = half;
            *which = i;
        }
    }
    return widest;
}

/* Campaigns of each case at the next look, half as many again in whole chunks, or at the end.
 */
static uint64_t next_look(const struct study *study, struct study_plan plan)
{
    uint64_t from = study->replications, to = plan.replications;
    if (plan.precision > 0.0) {
        uint64_t look = from == 0 ? FIRST_LOOK : from + from / 2;
        look = (look + ENGINE_CHUNK - 1) / ENGINE_CHUNK * ENGINE_CHUNK;
        to = look < to ? look : to;
    }
    return whole_units(study, to);
}

/* From what is done on towards `to` campaigns. */
static struct engine_position position_to(const struct study *study, uint64_t to)
{
    uint64_t whole = to / ENGINE_CHUNK * ENGINE_CHUNK;
    bool chunks = study->grows && whole > study->replications;
    return (struct engine_position){study->replications, chunks ? whole : to, 0};
}

/* Has campaigns followed on the way to a look at `to` of them. Those that were held against
 * tables of another pilot are simulated again. */
static enum status follow(struct study *study, const struct engine *engine, uint64_t to,
    struct engine_position *position)
{
    uint64_t pilot = adjusted_pilot(study, to);
    if (pilot != study->pilot && (position->from > 0 || position->chunks > 0)) {
        for (int i = 0; i < study->n_cases; i++)
            tally_clear(&study->cases[i].tally);
        study->replications = 0;
        *position = position_to(study, to);
    }
    return adjusted_begin(study, engine, pilot);
}

/* Whether enough is known; not while all that is left is less than a chunk. */
static bool is_enough(const struct study *study, struct study_plan plan)
{
    if (study->replications >= plan.replications)
        return true;
    return plan.precision > 0.0 && plan.replications - study->replications >= ENGINE_CHUNK &&
           precise_enough(study, plan.precision);
}

/* Whether only what is no whole chunk comes after it. */
static bool is_last_part(struct engine_position position, struct study_plan plan)
{
    return plan.replications > position.to && plan.replications - position.to < ENGINE_CHUNK;
}

enum status study_run(struct study *study, const struct engine *engine, struct study_plan plan)
{
    bool resumed = study->left.to > 0;
    if (!resumed)
        study_start(study);
    /* Where no chunk of a part was done, it may be another part by now. */
    bool anew = !resumed || (study->grows && study->left.chunks == 0);
    uint64_t look = next_look(study, plan);
    /* The look that it was left on the way to may be a later one, where it started anew. */
    if (resumed && look < study->left.to)
        look = is_last_part(study->left, plan) ? whole_units(study, plan.replications)
                                               : study->left.to;
    struct engine_position position = anew ? position_to(study, look) : study->left;
    uint64_t start = position.from;
    for (;;) {
        enum status status = follow(study, engine, look, &position);
        if (status == STATUS_OK)
            status = run_part(study, engine, position, plan, start);
        if (status == STATUS_OK)
            adjusted_fit(study);
        if (status != STATUS_OK || is_enough(study, plan))
            return status;
        look = next_look(study, plan);
        position = position_to(study, look);
    }
}

/* ---- Figures ---- */

const char *study_id(const struct study *study, int i, int parts, struct arena *arena)
{
    const struct study_case *one = &study->cases[i];
    struct text id = {0};
    if (study->of_configs && (parts & ID_CONFIG))
        text_printf(&id, "%s:", one->vary_value[0]);
    text_add_string(&id, one->campaign->strategy->id);
    for (int v = study->of_configs; v < study->n_vary && (parts & ID_VALUES); v++)
        text_printf(&id, ",%s", one->vary_value[v]);
    return text_keep(&id, arena);
}

void study_free(struct study *study)
{
    adjusted_end(study);
    for (int i = 0; i < study->n_cases; i++) {
        struct tally *tally = &study->cases[i].tally;
        if (tally->campaign != NULL)
            tally_free(tally);
        *tally = (struct tally){0};
    }
}

/* What is summed for a ratio of a group. */
static struct ratio_sums sums_of(const struct study_case *one, int cell, int measure)
{
    return moments_pair(&one->tally.moments, study_row(one, cell), measure);
}

static struct ratio_sums sums_of_mean(const struct study_case *one, int cell, int quantity)
{
    const struct moments *moments = &one->tally.moments;
    size_t at = (size_t)study_row(one, cell) * (size_t)moments->layout.quantities;
    return (struct ratio_sums){
        .y = moments->sum[at + (size_t)quantity], .yy = moments->square[at + (size_t)quantity]};
}

/* A ratio of two means, or without x a mean, of a group. */
static struct estimate adjusted_ratio(
    const struct study *study, const struct study_case *one, int cell, int pair, int y, int x)
{
    return estimate_fieller(adjusted_means(one, cell, pair, y, x),
        estimate_t(one->tally.moments.n, study->confidence));
}

static struct ratio_sums conversion(const struct study_case *one, int cell)
{
    return sums_of(one, cell, measure_find("conversion_rate"));
}

/* Whether a partner's value is known in a group: an anniversary was reached. A total's is if it
 * is for each of its hubs that has partners there, whatever their horizons. */
static bool has_value(const struct study_case *one, int cell)
{
    for (const struct study_case *hub = one - one->hubs; hub < one; hub++)
        if (conversion(hub, cell).y > 0.0 && !has_value(hub, cell))
            return false;
    return sums_of(one, cell, measure_find("first_year_renewal")).x > 0.0;
}

/* With fewer partners than this in all campaigns an interval of their quantiles would hold the
 * truth less often than it says. */
enum { FEWEST_PARTNERS = 10 };

static struct estimate over_partners(const struct study *study, const struct study_case *one,
    const struct curve *curve, int cell, double p)
{
    struct ratio_sums sums = conversion(one, cell);
    struct estimate e = curve_quantile(curve, study_row(one, cell), p, one->tally.moments.n,
        sums.y, sums.yy, study->confidence);
    if (sums.y < FEWEST_PARTNERS)
        e = (struct estimate){e.value, NAN, NAN, NAN, false};
    return e;
}

/* The curve whose quantiles over partners belong to a measure, or NULL. */
static const struct curve *curve_of(const struct study_case *one, const struct measure *measure)
{
    if (measure->kind == MEASURE_MEDIAN_CONTACTS ||
        (measure->kind == MEASURE_RATIO && measure->y == Q_HELD_BY_PARTNERS))
        return &one->tally.counts.curve[CURVE_JOINED];
    if (measure->kind == MEASURE_MEDIAN_DAYS ||
        (measure->kind == MEASURE_RATIO && measure->y == Q_DAYS))
        return &one->tally.counts.curve[CURVE_OWN_DAY];
    return NULL;
}

struct estimate study_quantile(
    const struct study *study, const struct study_case *one, int cell, int measure, double p)
{
    const struct curve *curve = curve_of(one, &measures[measure]);
    return curve != NULL ? over_partners(study, one, curve, cell, p) : estimate_undefined();
}

/* The share of `n` units that hit, of which `hits` replications do; in `both` pairs both do. */
static struct estimate share_of_units(const struct study *study, const struct study_case *one,
    uint64_t n, double hits, double both)
{
    return one->tally.unit == 1 ? estimate_share(n, hits, study->confidence)
                                : estimate_share_of_pairs(n, hits, both, study->confidence);
}

/* Whether a ratio is not the same in all replications; the confidence is no matter. */
static bool varies(const struct study *study, struct ratio_sums sums, uint64_t n)
{
    return estimate_ratio(n, sums, study->confidence).se > 0.0;
}

bool study_has_few_events(uint64_t n, struct ratio_sums sums)
{
    if (n < STUDY_FEW)
        return false;
    return (sums.y > 0.0 && sums.y < STUDY_FEW_EVENTS) ||
           (sums.x > sums.y && sums.x - sums.y < STUDY_FEW_EVENTS);
}

/* A share of companies as it may be told: within 0 and 1. */
static struct estimate share_of(
    const struct study *study, uint64_t n, struct ratio_sums sums, struct estimate e)
{
    /* An average of few that is adjusted may come out below nothing. */
    e.value = e.value < 0.0 ? 0.0 : e.value > 1.0 ? 1.0 : e.value;
    if (e.se > 0.0 && study_has_few_events(n, sums)) {
        struct estimate score = estimate_share((uint64_t)sums.x, sums.y, study->confidence);
        e.low = fmin(score.low, e.value);
        e.high = fmax(score.high, e.value);
        e.unbounded = false;
    }
    e.low = isnan(e.low) ? e.low : fmin(fmax(e.low, 0.0), 1.0);
    e.high = isnan(e.high) ? e.high : fmin(fmax(e.high, 0.0), 1.0);
    return e;
}

struct estimate study_company_joins(
    const struct study *study, const struct study_case *one, int company)
{
    const struct company_sums *sums = &one->tally.counts.company[company];
    uint64_t n = one->tally.moments.n;
    double hits = (double)sums->ended[PARTNER];
    struct estimate plain = share_of_units(study, one, n, hits, (double)sums->joined_twice);
    if (!adjusted_has_details(one) || details_companies(one->campaign) == 0 || hits == 0.0 ||
        hits == (double)n)
        return plain;
    struct ratio_means means =
        adjusted_share(one, detail_of_company(one->campaign, company, DETAIL_JOINED));
    return share_of(study, n, (struct ratio_sums){.y = hits, .x = (double)n},
        estimate_fieller(means, estimate_t(n, study->confidence)));
}

static bool may_be_negative(int quantity)
{
    return quantity == Q_NET_RESULT || quantity == Q_MARGIN || quantity == Q_VALUE;
}

/* Whether it counts companies, each of those approached at most once. That all of them reach
 * the first stage is certain. */
static bool counts_companies(int quantity)
{
    return (quantity > Q_APPROACHED && quantity <= Q_PAYING) ||
           (quantity >= Q_SAID_NO && quantity < Q_REACHED) ||
           (quantity > Q_REACHED && quantity < Q_REACHED + N_STAGES);
}

/* The bounds of the mean of a quantity that was the same in all campaigns. */
static void bound_same(const struct study *study, const struct study_case *one, int cell,
    int quantity, struct estimate *e)
{
    const struct moments *moments = &one->tally.moments;
    if (moments->n < 2 || e->se > 0.0 || !counts_companies(quantity))
        return;
    double most =
        moments_mean(moments, study_row(one, cell), Q_APPROACHED, study->confidence).value;
    struct same_count may = estimate_same_count(moments->n, e->value, most, study->confidence);
    *e = (struct estimate){e->value, NAN, e->value - may.below, e->value + may.above, false};
}

/* What is summed of a number of companies, and of those approached. */
static struct ratio_sums companies_of(const struct study_case *one, int cell, int quantity)
{
    return (struct ratio_sums){
        .y = sums_of_mean(one, cell, quantity).y, .x = sums_of_mean(one, cell, Q_APPROACHED).y};
}

static bool is_of_few(const struct study_case *one, int cell, int quantity)
{
    return counts_companies(quantity) &&
           study_has_few_events(one->tally.moments.n, companies_of(one, cell, quantity));
}

/* `adjusted`: by controls. */
static struct estimate quantity_of(const struct study *study, const struct study_case *one,
    int cell, int quantity, bool adjusted)
{
    struct estimate e =
        moments_mean(&one->tally.moments, study_row(one, cell), quantity, study->confidence);
    int unit = one->tally.unit;
    bool few = e.se > 0.0 && is_of_few(one, cell, quantity);
    if (adjusted && e.se > 0.0)
        e = adjusted_ratio(study, one, cell, 0, quantity, NO_QUANTITY);
    bound_same(study, one, cell, quantity, &e);
    e.value = may_be_negative(quantity) || !(e.value < 0.0) ? e.value : 0.0;
    if (few) {
        struct ratio_sums sums = companies_of(one, cell, quantity);
        struct estimate score = estimate_share((uint64_t)sums.x, sums.y, study->confidence);
        double approached = sums.x / (double)one->tally.moments.n;
        e.low = fmin(score.low * approached, e.value);
        e.high = fmax(score.high * approached, e.value);
    }
    double low = may_be_negative(quantity) || isnan(e.low) ? e.low : fmax(e.low, 0.0);
    double most = counts_companies(quantity) && !isnan(e.high)
                      ? (double)one->campaign->n_companies * unit
                      : INFINITY;
    double high = e.high > most ? most : e.high;
    return (struct estimate){e.value / unit, e.se / unit, low / unit, high / unit, e.unbounded};
}

/* `adjusted`: by controls, where they can be. */
static struct estimate estimate_of(
    const struct study *study, const struct study_case *one, int cell, int m, bool adjusted)
{
    const struct measure *measure = &measures[m];
    const struct moments *moments = &one->tally.moments;
    uint64_t n = moments->n;
    switch (measure->kind) {
    case MEASURE_MEAN:
        return quantity_of(study, one, cell, measure->y, adjusted);
    case MEASURE_EVENT:
        /* A pair has 0, 1 or 2: of its square the sum tells how many have 2. */
        return share_of_units(study, one, n, moments->sum[measure->y],
            (moments->square[measure->y] - moments->sum[measure->y]) / 2.0);
    case MEASURE_VALUE:
    case MEASURE_RATIO:
    case MEASURE_OF_CAPACITY:
        if (measure->kind == MEASURE_VALUE && !has_value(one, cell))
            break;
        struct estimate ratio =
            adjusted ? adjusted_ratio(study, one, cell, m, measure->y, measure->x)
                     : estimate_ratio(n, sums_of(one, cell, m), study->confidence);
        if (ratio.low < 0.0 && !may_be_negative(measure->y) && !may_be_negative(measure->x))
            ratio.low = 0.0;
        return ratio;
    case MEASURE_SHARE:
        return share_of(study, n, sums_of(one, cell, m),
            adjusted && varies(study, sums_of(one, cell, m), n)
                ? adjusted_ratio(study, one, cell, m, measure->y, measure->x)
                : estimate_share_ratio(n, sums_of(one, cell, m), study->confidence));
    case MEASURE_MEDIAN_CONTACTS:
    case MEASURE_MEDIAN_DAYS:
        return over_partners(study, one, curve_of(one, measure), cell, 0.5);
    }
    return estimate_undefined();
}

static void add_quantiles(struct figure *figure, const struct study *study,
    const struct study_case *one, int cell, int m)
{
    const struct measure *measure = &measures[m];
    const struct curve *curve = curve_of(one, measure);
    const struct histogram *histogram =
        &one->tally.counts.histogram[study_row(one, cell) * n_measures + m];
    const double p[] = {0.05, 0.50, 0.95};
    double quantile[] = {NAN, NAN, NAN};
    if (measure->resolution > 0.0)
        histogram_quantiles(histogram, p, quantile, 3);
    for (int i = 0; i < 3 && measure->kind == MEASURE_RATIO && curve != NULL; i++)
        quantile[i] = over_partners(study, one, curve, cell, p[i]).value;
    figure->p05 = quantile[0];
    figure->p50 = quantile[1];
    figure->p95 = quantile[2];
}

/* Means and ratios of means are. */
static bool can_adjust(const struct measure *measure)
{
    return measure->kind == MEASURE_MEAN || measure->kind == MEASURE_RATIO ||
           measure->kind == MEASURE_VALUE || measure->kind == MEASURE_SHARE ||
           measure->kind == MEASURE_OF_CAPACITY;
}

static bool figure_is_of_few(
    const struct study_case *one, int cell, const struct measure *measure)
{
    if (measure->kind == MEASURE_SHARE)
        return study_has_few_events(
            one->tally.moments.n, sums_of(one, cell, (int)(measure - measures)));
    return measure->kind == MEASURE_MEAN && is_of_few(one, cell, measure->y);
}

struct figure study_figure(
    const struct study *study, const struct study_case *one, int cell, int measure)
{
    struct figure figure = {estimate_undefined(), NAN, NAN, NAN, METHOD_PLAIN, NAN};
    if (cell != 0 && measure_is_of_all(&measures[measure]))
        return figure;
    bool adjusted = adjusted_is(one) && can_adjust(&measures[measure]);
    figure.estimate = estimate_of(study, one, cell, measure, adjusted);
    if (adjusted && figure.estimate.se > 0.0) {
        double plain = estimate_of(study, one, cell, measure, false).se / figure.estimate.se;
        figure.method = METHOD_CONTROLS;
        figure.reduction = plain * plain;
    }
    if (figure.estimate.se > 0.0 && figure_is_of_few(one, cell, &measures[measure]))
        figure.method = METHOD_SCORE;
    add_quantiles(&figure, study, one, cell, measure);
    return figure;
}

struct figure study_total(
    const struct study *study, const struct study_case *one, const char *measure)
{
    return study_figure(study, one, 0, measure_find(measure));
}

struct estimate study_quantity(
    const struct study *study, const struct study_case *one, int cell, int quantity)
{
    return quantity_of(study, one, cell, quantity, adjusted_is(one));
}

struct estimate study_unknown_share(
    const struct study *study, const struct study_case *one, int quantity)
{
    const struct spread *spread = &one->tally.spread;
    const struct pair_spread *of = spread_quantity(spread, quantity);
    if (one->tally.unit == 1 || of == NULL)
        return estimate_undefined();
    return pair_spread_share(of, spread->pairs, study->confidence);
}

/* Where there are no controls there is nothing of them to begin with. */
void study_curve_start(const struct study_case *one, struct study_point *point)
{
    size_t adjusted = !adjusted_is(one) ? 0 : one->hubs > 0 ? (size_t)one->hubs : 1;
    point->plain = (struct curve_point){0};
    memset(point->adjusted, 0, adjusted * sizeof *point->adjusted);
}

struct estimate study_curve_step(const struct study *study, const struct study_case *one,
    int curve, int cell, int step, struct study_point *point)
{
    const struct counts *counts = &one->tally.counts;
    struct curve_point *plain = &point->plain;
    uint64_t n = one->tally.moments.n;
    curve_advance(&counts->curve[curve], study_row(one, cell), step, CURVE_APPROACHED, plain);
    struct ratio_sums rate = conversion(one, cell);
    struct ratio_sums sums = {plain->y, rate.x, plain->yy, rate.xx, plain->xy};
    if (!adjusted_is(one))
        return share_of(study, n, sums, estimate_share_ratio(n, sums, study->confidence));
    struct ratio_means means = adjusted_curve_step(one, cell, curve, step, point->adjusted);
    if (!varies(study, sums, n))
        return estimate_share_ratio(n, sums, study->confidence);
    return share_of(study, n, sums, estimate_fieller(means, estimate_t(n, study->confidence)));
}

struct estimate study_cost_chance(
    const struct study *study, const struct study_case *one, double amount)
{
    const struct counts *counts = &one->tally.counts;
    double hits = (double)amount_counts_at_most(&counts->within, amount);
    double both = (double)amount_counts_at_most(&counts->both_within, amount);
    return share_of_units(study, one, one->tally.moments.n, hits, both);
}

/* ---- Over time ---- */

struct estimate study_target_step(const struct study *study, const struct study_case *one,
    int target, int day, struct target_point *point)
{
    const struct over_time *times = &one->tally.counts.over_time;
    int at = target * times->days + day;
    uint64_t met = day < times->days ? times->met[at] : 0;
    uint64_t both = day < times->days ? times->both_met[at] : 0;
    point->met += met;
    point->both += both;
    if (day == 0 || met > 0 || both > 0)
        point->chance = share_of_units(
            study, one, one->tally.moments.n, (double)point->met, (double)point->both);
    return point->chance;
}

static void note_first(double *first, int day, bool reached)
{
    if (isnan(*first) && reached)
        *first = day;
}

struct target_day study_target_day(
    const struct study *study, const struct study_case *one, int target, double share)
{
    struct target_day found = {NAN, NAN, NAN};
    struct target_point point = {0};
    for (int day = 0; day < one->tally.counts.over_time.days && isnan(found.high); day++) {
        struct estimate e = study_target_step(study, one, target, day, &point);
        note_first(&found.low, day, e.high >= share);
        note_first(&found.day, day, e.value >= share);
        note_first(&found.high, day, e.low >= share);
    }
    return found;
}

bool study_has_target(const struct study_case *one, int target)
{
    const struct targets *t = &one->scenario->campaign.targets;
    const int least[N_TARGETS] = {[RING_IN_VIEW] = t->in_view,
        [RING_ACTIVE] = t->active,
        [RING_PAYING] = t->paying,
        [TARGET_ALL] = t->in_view + t->active + t->paying};
    return least[target] > 0;
}

bool study_any_target(const struct study *study, int target)
{
    for (int i = 0; i < study->n_cases; i++)
        if (study_has_target(&study->cases[i], target))
            return true;
    return false;
}

double study_week_hours(const struct study_case *one, int week)
{
    if (one->hubs == 0)
        return one->scenario->team.hours_per_week;
    double hours = 0.0;
    for (const struct study_case *hub = one - one->hubs; hub < one; hub++)
        hours +=
            week < campaign_weeks(hub->campaign) ? hub->scenario->team.hours_per_week : 0.0;
    return hours;
}
