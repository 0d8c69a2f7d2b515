/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter of logged paths against an enumeration of all that may be hidden, written from the
 * description of the model and the numbers of the config alone; and against campaigns. */
#include "simulate.h"

#include "event.h"
#include "filter.h"

#include <math.h>

enum { GAP = 45, MOST = 3 };

/* What a log of this kind tells, and of whom. */
struct kind {
    const char *sets[24];
    bool followed, stages, persons, won, misses;
    int stage, before; /* where the company starts, and contacts before */
    bool unsure;       /* whether it is warm or a front-runner is not known */
    int introduced;    /* before contact number 1 (the second), or NONE */
    int depth;
};

#define TWO                                                                                    \
    "decision.second_decider=0.4", "decision.employee=0.7", "contact_moments.a.owner=0.3",     \
        "contact_moments.b.owner=0.6", "contact_moments.c.owner=0.8"
#define NOES "response.dropout=(0.1,0.2,0.15,0.3)"
#define EFFECTS                                                                                \
    "response.intercept=(0.3,-0.4,0.2)", "response.click_sd=0.8", "response.build_up=0.11",    \
        "response.build_up_cap=2", "response.repetition=0.4",                                  \
        "contact_moments.b.strength=0.35", "contact_moments.c.company_hours=2.0",              \
        "response.time_scarcity=0.1"
#define FALLS "response.relapse_per_month=(0.0,0.3,0.5)", "response.grace_days=10"

static const struct kind kinds[] = {
    {{EFFECTS, NULL}, .followed = true, .stages = true, .introduced = NONE, .depth = 2},
    {{EFFECTS, TWO, NOES, NULL}, .followed = true, .stages = true, .persons = true, .won = true,
        .stage = DESIRE, .introduced = NONE, .depth = 2},
    {{EFFECTS, TWO, NOES, FALLS, NULL}, .followed = true, .stage = DESIRE, .introduced = NONE,
        .depth = 3},
    {{EFFECTS, FALLS, NOES, TWO, NULL}, .followed = true, .stage = INTEREST, .before = 3,
        .stages = true, .introduced = NONE, .depth = 2},
    {{NOES, EFFECTS, "packages.p.value.base=-0.3", "packages.p.value.per_contact=0.2",
         "choice.trust=0.4", "choice.trust_cap=3", "modes.visit.trust=true",
         "packages.p.front_runners_only=true", "strategies.s.offer=\"p\"",
         "strategies.s.steering=0.4", NULL},
        .followed = true, .stage = DESIRE, .unsure = true, .introduced = NONE, .depth = 3},
    {{EFFECTS, NOES, "strategies.s.attention=(\"a\",\"b\")",
         "strategies.s.interest=(\"b\",\"c\",\"b\")", "strategies.s.patience=2", FALLS, NULL},
        .followed = true, .introduced = NONE, .depth = 3},
    {{EFFECTS, NOES, "strategies.s.attention=(\"a\",\"b\")", "strategies.s.order=\"random\"",
         "strategies.s.max_contacts=3",
         "strategies.s.weights={attention=(2.0,1.0);interest=(1.0);desire=(1.0);}", NULL},
        .followed = true, .introduced = NONE, .depth = 3},
    {{EFFECTS, NOES, "strategies.s.sequence=(\"b\",\"a\",\"c\")", NULL}, .followed = true,
        .introduced = NONE, .depth = 3},
    {{EFFECTS, NOES, TWO, "response.warm=0.9", "peers.customer=0.6", "peers.customer_share=0.3",
         NULL},
        .followed = true, .unsure = true, .introduced = NONE, .depth = 2},
    {{EFFECTS, NOES, TWO, "response.warm=0.9", "peers.customer=0.6", "peers.customer_share=0.3",
         NULL},
        .followed = true, .stages = true, .unsure = true, .introduced = 1, .depth = 2},
    {{EFFECTS, NOES, TWO, FALLS, "response.warm=0.9", NULL}, .stages = true, .unsure = true,
        .misses = true, .introduced = NONE, .depth = 2},
    {{EFFECTS, NOES, FALLS, "strategies.s.interest=(\"b\",\"a\")", NULL}, .followed = true,
        .misses = true, .introduced = NONE, .depth = 2},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static const int partners_at[MOST + 1] = {0, 2, 3, 4};

/* ---- The enumeration ---- */

struct hidden {
    int stage, place[N_STAGES], row, customer; /* partners that it takes */
    bool two, met, employee, won, warm, runner;
};

struct world {
    const struct scenario *of;
    const struct campaign *campaign;
    const struct kind *kind;
    const struct filter_path *path;
    double u;
    int times[MOST + 1], held[MOST + 1], recorded; /* up to each contact */
};

static double progress_chance(const struct world *w, const struct hidden *h, int i)
{
    const struct scenario *s = w->of;
    const struct filter_contact *now = &w->path->contact[i];
    const struct contact *contact = &s->catalogue.contact[now->contact];
    int segment = w->path->row->segment, before = w->held[i] + w->path->row->contacts_before;
    double x = s->response.intercept[h->stage] + contact->strength +
               s->catalogue.mode[contact->mode].effect[h->stage] -
               s->response.time_scarcity.at[segment] * contact->company_hours -
               s->response.repetition.at[segment] * w->times[i] +
               s->response.click_sd.at[segment] * w->u;
    x += s->response.build_up.at[segment] *
         (before < s->response.build_up_cap ? before : s->response.build_up_cap);
    x += h->warm ? s->response.warm.at[segment] : 0.0;
    x += now->partners >= h->customer ? s->peers.customer.at[segment] : 0.0;
    x += h->stage == DESIRE && h->employee ? s->decision.employee.at[segment] : 0.0;
    return 1.0 / (1.0 + exp(-x));
}

/* The one package, p. */
static double joins_chance(const struct world *w, const struct hidden *h, int i)
{
    const struct scenario *s = w->of;
    const struct package *p = &s->packages.package[0];
    if (p->front_runners_only && !h->runner)
        return 0.0;
    int trusting = s->catalogue.mode[0].trust ? w->held[i] : 0;
    for (int j = 0; j < i; j++)
        trusting -= s->catalogue.mode[0].trust && w->path->contact[j].held &&
                    w->path->contact[j].contact == s->catalogue.talk;
    trusting = trusting < s->choice.trust_cap ? trusting : s->choice.trust_cap;
    double v = p->value.at[0] +
               p->per_contact.at[0] * (w->held[i] + 1 + w->path->row->contacts_before) +
               s->choice.trust.at[0] * trusting;
    return exp(v) / (1.0 + exp(v));
}

static double comes(const struct world *w, const struct hidden *h, int held, int contact)
{
    const struct cocktail *c = &w->of->strategy[0].at[0];
    int talk = w->of->catalogue.talk;
    if (!w->kind->followed)
        return contact == NONE ? 0.0 : 1.0;
    if (c->flat && held >= c->sequence.n)
        return contact == NONE;
    if (h->stage == ACTION)
        return contact == talk;
    if (c->flat)
        return contact == c->sequence.id[held];
    const struct id_list *list = &c->stage[h->stage];
    if (!c->random)
        return contact == list->id[h->place[h->stage] % list->n];
    double sum = 0.0, its = 0.0;
    for (int k = 0; k < list->n; k++) {
        sum += c->weight[h->stage][k];
        its += list->id[k] == contact ? c->weight[h->stage][k] : 0.0;
    }
    return its / sum;
}

static double from(const struct world *w, const struct hidden *h, int i);

/* What is still to come after a contact that took place, or before the first. */
static double onward(const struct world *w, const struct hidden *h, int i, bool after_held)
{
    const struct cocktail *c = &w->of->strategy[0].at[0];
    const struct filter_path *path = w->path;
    int held = i > 0 ? w->held[i - 1] + path->contact[i - 1].held : 0;
    bool enough = w->kind->followed && after_held &&
                  ((c->max_contacts > 0 && held >= c->max_contacts) ||
                      (c->patience > 0 && h->row >= c->patience));
    double given_up = enough ? 1.0 : comes(w, h, held, NONE);
    if (i < path->n)
        return enough ? 0.0 : comes(w, h, held, path->contact[i].contact) * from(w, h, i);
    if (path->end == PATH_STOPPED)
        return w->kind->followed ? given_up : 1.0;
    if (path->next != NONE)
        return enough ? 0.0 : comes(w, h, held, path->next);
    return path->settled ? 1.0 - given_up : 1.0;
}

static bool last_held(const struct world *w, int i)
{
    return i == w->path->n - 1;
}

/* After no progress: a no, or what is still to come. */
static double no_progress(const struct world *w, struct hidden h, int i)
{
    double dropout = w->of->response.dropout[h.stage];
    bool last = last_held(w, i);
    h.row++;
    if (last && w->path->end == PATH_SAID_NO)
        return dropout;
    bool unknown =
        last && w->path->end == PATH_OPEN && !w->path->settled && w->path->next == NONE;
    return (unknown ? 1.0 : 1.0 - dropout) * onward(w, &h, i + 1, true);
}

static bool tells(const struct world *w, int i, int stage, bool won)
{
    const struct filter_contact *now = &w->path->contact[i];
    return (now->stage_after == NONE || now->stage_after == stage) &&
           (!w->path->has_won || won == (now->won == YES));
}

static double response(const struct world *w, struct hidden h, int i)
{
    const struct filter_contact *now = &w->path->contact[i];
    enum person met = h.two && h.employee && h.stage != ACTION ? EMPLOYEE : OWNER;
    if (now->person != UNKNOWN && now->person != met)
        return 0.0;
    if ((now->contact == w->of->catalogue.talk) != (h.stage == ACTION))
        return 0.0;
    if (h.stage == ACTION) {
        double joins = joins_chance(w, &h, i); /* steered to p or not: there is no other */
        if (now->talk == TALK_JOINED)
            return tells(w, i, N_STAGES, false) ? joins : 0.0;
        return tells(w, i, ACTION, false) ? (1.0 - joins) * no_progress(w, h, i) : 0.0;
    }
    h.place[h.stage]++;
    double p = progress_chance(w, &h, i), sum = 0.0;
    if (tells(w, i, h.stage, false))
        sum += (1.0 - p) * no_progress(w, h, i);
    struct hidden up = h;
    up.row = 0;
    if (h.stage == DESIRE && h.two && !h.won) {
        up.won = true;
        up.employee = !h.employee;
    } else {
        up.stage++;
    }
    bool no = last_held(w, i) && w->path->end == PATH_SAID_NO;
    if (!no && tells(w, i, up.stage, h.stage == DESIRE))
        sum += p * onward(w, &up, i + 1, true);
    return sum;
}

static double fall(const struct world *w, struct hidden h, int i)
{
    const struct response *r = &w->of->response;
    double days = w->path->contact[i].gap - r->grace_days, p = 0.0;
    if ((h.stage == INTEREST || h.stage == DESIRE) && days > 0.0)
        p = 1.0 - exp(-r->relapse_per_month[h.stage] * days / 30.0);
    double sum = (1.0 - p) * response(w, h, i);
    if (p > 0.0) {
        h.won = h.stage == DESIRE ? false : h.won;
        h.stage--;
        sum += p * response(w, h, i);
    }
    return sum;
}

static double from(const struct world *w, const struct hidden *at, int i)
{
    struct hidden h = *at;
    h.warm = h.warm || i == w->path->introduced;
    if (!w->path->contact[i].held)
        return onward(w, &h, i + 1, false);
    if (!h.two || h.met)
        return fall(w, h, i);
    double owner = w->of->catalogue.contact[w->path->contact[i].contact].owner;
    h.met = true;
    double sum = owner * fall(w, h, i);
    h.employee = true;
    return sum + (1.0 - owner) * fall(w, h, i);
}

static double at_click(struct world *w, double u)
{
    const struct scenario *s = w->of;
    bool unsure = w->path->row->warm == NOT_SAID;
    double sum = 0.0, share = s->peers.customer_share;
    w->u = u;
    for (int bits = 0; bits < 8; bits++)
        for (int customer = 1; customer <= 6; customer++) {
            struct hidden h = {.stage = (int)w->path->row->stage, .customer = customer};
            h.two = bits & 1;
            h.warm = bits & 2;
            h.runner = bits & 4;
            if (h.warm && h.stage < INTEREST)
                h.stage = INTEREST;
            double warm = unsure ? s->population.warm.at[0] : 0.0;
            double front = unsure ? s->population.front_runner.at[0] : 0.0;
            double p = (h.two ? s->decision.second_decider.at[0]
                              : 1.0 - s->decision.second_decider.at[0]) *
                       (h.warm ? warm : 1.0 - warm) * (h.runner ? front : 1.0 - front);
            p *= customer < 6 ? share * pow(1.0 - share, customer - 1) : pow(1.0 - share, 5);
            if (p > 0.0 && !(h.warm && w->path->introduced != NONE))
                sum += p * onward(w, &h, 0, false);
        }
    return sum;
}

static double enumerated(struct world *w, const struct filter_path *path)
{
    double sum = 0.0, step = 0.25;
    int held = 0;
    w->path = path;
    for (int i = 0; i < path->n; i++) {
        w->held[i] = held;
        w->times[i] = 0;
        for (int j = 0; j < i; j++)
            w->times[i] +=
                path->contact[j].held && path->contact[j].contact == path->contact[i].contact;
        held += path->contact[i].held;
    }
    for (int k = -34; k <= 34; k++)
        sum += step * exp(-0.5 * k * k * step * step) / sqrt(2.0 * 3.14159265358979323846) *
               at_click(w, k * step);
    return sum;
}

/* ---- All logs of a kind ---- */

struct all {
    struct world world;
    struct filter filter;
    struct filter_contact contact[MOST];
    struct filter_path path;
    double sum;
    int compared, possible;
};

static double likelihood(struct all *a)
{
    bool can_be = filter_run(&a->filter, &a->path);
    double p = exp(a->filter.log_response + a->filter.log_choice);
    assert_int_equal(can_be, p > 0.0);
    assert_int_equal(can_be, a->filter.impossible == NONE);
    return p;
}

static void visit(struct all *a, enum filter_end end, int next)
{
    a->path.end = end;
    a->path.next = next;
    double expected = enumerated(&a->world, &a->path), p = likelihood(a);
    if (end == PATH_SAID_NO && a->filter.odd_no)
        return;
    assert_close(p, expected, 0.0, 1e-10);
    if (expected > 0.0)
        assert_close(p, expected, 1e-10, 0.0);
    a->compared++;
    a->possible += expected > 0.0;
    a->sum += p;
}

/* The prediction of the last contact, from enumerated paths that end there. */
static void check_prediction(struct all *a)
{
    struct filter_contact *last = &a->contact[a->path.n - 1];
    struct filter_contact kept = *last;
    struct filter_path path = a->path;
    int recorded = path.n > 1 ? a->contact[path.n - 2].stage_after : (int)path.row->stage;
    bool talk = last->contact == a->world.of->catalogue.talk;
    if (!a->world.kind->stages || recorded >= ACTION || recorded == NONE || talk)
        return;
    path.end = PATH_OPEN;
    path.next = NONE;
    path.has_won = false;
    /* What came before said of wins is kept where there is nothing before. */
    if (path.n > 1 && a->path.has_won)
        return;
    last->person = UNKNOWN;
    last->stage_after = NONE;
    double all = enumerated(&a->world, &path), up = 0.0;
    for (int stage = recorded + 1; stage < N_STAGES; stage++) {
        last->stage_after = stage;
        up += enumerated(&a->world, &path);
    }
    *last = kept;
    a->path.end = PATH_OPEN;
    a->path.next = NONE;
    if (!(all > 0.0))
        return;
    filter_run(&a->filter, &a->path);
    assert_close(a->filter.expected[a->path.n - 1], up / all, 1e-9, 1e-12);
}

static void grow(struct all *a, int held);

static void after(struct all *a, int held)
{
    const struct filter_contact *last = &a->contact[a->path.n - 1];
    if (last->talk == TALK_JOINED) {
        visit(a, PATH_JOINED, NONE);
        return;
    }
    if (last->held) {
        check_prediction(a);
        visit(a, PATH_SAID_NO, NONE);
    }
    grow(a, held);
}

static void outcomes_of(struct all *a, int held)
{
    const struct kind *kind = a->world.kind;
    struct filter_contact *now = &a->contact[a->path.n - 1];
    bool talk = now->contact == a->world.of->catalogue.talk;
    for (int joined = 0; joined <= talk; joined++)
        for (int stage = 0; stage <= (kind->stages && !talk ? ACTION : 0); stage++)
            for (int person = 0; person <= (kind->persons && !talk); person++)
                for (int won = 0; won <= (kind->won && !talk); won++) {
                    now->talk = !talk ? TALK_NOT_SAID : joined ? TALK_JOINED : TALK_REFUSED;
                    now->package = joined ? 0 : NONE;
                    now->stage_after = !kind->stages ? NONE
                                       : joined      ? N_STAGES
                                       : talk        ? ACTION
                                                     : stage;
                    now->person = !kind->persons ? UNKNOWN : person ? EMPLOYEE : OWNER;
                    now->won = won ? YES : NOT_SAID;
                    after(a, held + 1);
                    now->person = UNKNOWN;
                }
}

static void grow(struct all *a, int held)
{
    int i = a->path.n, n = a->world.of->catalogue.n;
    visit(a, PATH_STOPPED, NONE);
    if (held == a->world.kind->depth || i == MOST) {
        for (int c = 0; c < n; c++)
            visit(a, PATH_OPEN, c);
        return;
    }
    for (int c = 0; c < n; c++) {
        for (int missed = 0; missed <= (a->world.kind->misses && i == held); missed++) {
            a->path.n = i + 1;
            a->contact[i] = (struct filter_contact){.contact = c,
                .gap = held > 0 ? GAP : 0,
                .partners = partners_at[i],
                .held = !missed,
                .stage_after = NONE,
                .package = NONE};
            if (missed)
                after(a, held);
            else
                outcomes_of(a, held);
            a->path.n = i;
        }
    }
}

static void all_logs_agree_with_the_enumeration_and_add_up_to_1(void **state)
{
    (void)state;
    for (int k = 0; k < KINDS; k++) {
        const struct kind *kind = &kinds[k];
        const char *sets[32] = {"population.warm=0.3", "population.front_runner=0.4"};
        struct config config;
        struct setup setup = {0};
        int n = 2;
        while (kind->sets[n - 2] != NULL) {
            sets[n] = kind->sets[n - 2];
            n++;
        }
        read_world(&config, plain_world, sets, n);
        set_up(&setup, (struct config_origin){.path = "world"},
            (struct setup_ask){.read = &config});
        struct company row = {.stage = (enum stage)kind->stage,
            .contacts_before = kind->before,
            .warm = kind->unsure ? NOT_SAID : NO,
            .front_runner = kind->unsure ? NOT_SAID : NO};
        struct all a = {.world = {.kind = kind}};
        a.world.campaign = setup.study.cases[0].campaign;
        a.world.of = a.world.campaign->scenario;
        a.path = (struct filter_path){.row = &row,
            .introduced = kind->introduced,
            .has_won = kind->won,
            .next = NONE,
            .contact = a.contact};
        filter_init(&a.filter, a.world.campaign, kind->followed, FILTER_STEP);
        grow(&a, 0);
        if (getenv("SAY") != NULL)
            print_message(
                "kind %d: %d logs, %d can be, sum %.12f\n", k, a.compared, a.possible, a.sum);
        if (kind->followed && !kind->misses && kind->introduced == NONE)
            assert_close(a.sum, 1.0, 0.0, 1e-10);
        assert_true(a.possible > 2);
        filter_free(&a.filter);
        setup_free(&setup);
        config_free(&config);
    }
}

/* ---- The quadrature ---- */

static void the_sum_over_clicks_is_that_of_fine_steps(void **state)
{
    (void)state;
    static const char *const spreads[] = {
        "response.click_sd=0.5", "response.click_sd=1.0", "response.click_sd=2.0"};
    for (int k = 0; k < 3; k++) {
        const char *sets[] = {spreads[k], "response.intercept=(-1.0,0.5,0.0)"};
        struct config config;
        struct setup setup = {0};
        read_world(&config, plain_world, sets, 2);
        set_up(&setup, (struct config_origin){.path = "world"},
            (struct setup_ask){.read = &config});
        const struct campaign *c = setup.study.cases[0].campaign;
        struct company row = {.warm = NO, .front_runner = NO};
        struct filter_contact contact[8];
        for (int i = 0; i < 8; i++)
            contact[i] = (struct filter_contact){.gap = i > 0,
                .held = true,
                .package = NONE,
                .contact = i < 5   ? 0
                           : i < 7 ? 1
                                   : 2,
                .stage_after = i < 4   ? ATTENTION
                               : i < 6 ? INTEREST
                                       : DESIRE};
        struct filter_path path = {
            .row = &row, .introduced = NONE, .next = NONE, .n = 8, .contact = contact};
        struct filter f, fine;
        filter_init(&f, c, true, FILTER_STEP);
        filter_init(&fine, c, true, 0.1);
        assert_true(filter_run(&f, &path) && filter_run(&fine, &path));
        assert_close(f.log_response, fine.log_response, 0.0, 1e-9);
        filter_free(&f);
        filter_init(&f, c, true, 1.6);
        filter_run(&f, &path);
        assert_true(fabs(f.log_response - fine.log_response) > 1e-9);
        filter_free(&f);
        filter_free(&fine);
        setup_free(&setup);
        config_free(&config);
    }
}

/* ---- Drawing ---- */

/* Over words that are spread evenly, draws have the probabilities that are filtered. */
static void draws_have_the_filtered_probabilities(void **state)
{
    (void)state;
    static const char *const sets[] = {
        EFFECTS, TWO, FALLS, "population.warm=0.3", "population.front_runner=0.25"};
    enum { STRATA = 256 };
    struct config config;
    struct setup setup = {0};
    read_world(&config, plain_world, sets, (int)(sizeof sets / sizeof *sets));
    set_up(
        &setup, (struct config_origin){.path = "world"}, (struct setup_ask){.read = &config});
    struct company row = {.stage = DESIRE};
    struct filter_contact contact[] = {{.contact = 2, .held = true, .stage_after = NONE},
        {.contact = 2, .held = true, .stage_after = NONE, .gap = GAP}};
    struct filter_path path = {
        .row = &row, .introduced = NONE, .next = NONE, .n = 2, .contact = contact};
    struct filter f;
    filter_init(&f, setup.study.cases[0].campaign, true, FILTER_STEP);
    assert_true(filter_run(&f, &path));
    double filtered[4] = {0.0}, drawn[4] = {0.0}, total = 0.0;
    for (int i = 0; i < f.now.n; i++)
        for (int j = 0; j < f.at->n; j++) {
            double mass = f.now.mass[i * f.at->n + j];
            total += mass;
            filtered[0] += mass * f.now.state[i].stage;
            filtered[1] += mass * f.now.state[i].won_first;
            filtered[2] += mass * f.at->u[j];
            filtered[3] += mass * f.at->u[j] * f.now.state[i].warm;
        }
    struct arena arena = {0};
    struct filter_kept kept = filter_keep(&f, &arena);
    for (uint32_t a = 0; a < STRATA; a++)
        for (uint32_t b = 0; b < STRATA; b++) {
            uint32_t word[] = {(a << 24) + (b << 16) + (1u << 15), a << 24};
            struct filter_drawn one = filter_draw(&kept, word);
            double n = (double)STRATA * STRATA;
            drawn[0] += one.state.stage / n;
            drawn[1] += one.state.won_first / n;
            drawn[2] += one.u / n;
            drawn[3] += one.u * one.state.warm / n;
            assert_int_equal(one.front_runner, a < STRATA / 4);
        }
    assert_close(total, 1.0, 0.0, 1e-12);
    for (int k = 0; k < 4; k++)
        assert_close(drawn[k], filtered[k], 0.0, 0.02);
    assert_true(filtered[1] > 0.05 && filtered[0] < 2.9 && fabs(filtered[2]) > 0.05);
    arena_free(&arena);
    filter_free(&f);
    setup_free(&setup);
    config_free(&config);
}

/* ---- Against campaigns ---- */

enum { CAMPAIGNS = 2000, COMPANIES = 3, KEPT = 64 };
/* Two-sided, 0.001 divided by the three contact moments. */
#define BOUND 3.6

struct heard {
    struct filter_contact contact[COMPANIES][KEPT];
    int n[COMPANIES], last[COMPANIES], partners;
};

static void hear(void *context, const struct event *event)
{
    struct heard *h = context;
    int i = event->company;
    h->partners += event->kind == EVENT_JOINED;
    if (event->kind != EVENT_HELD || event->care || h->n[i] == KEPT)
        return;
    h->contact[i][h->n[i]] = (struct filter_contact){.contact = event->contact,
        .gap = h->n[i] > 0 ? event->day - h->last[i] : 0,
        .partners = h->partners,
        .held = true,
        .stage_after = (int)event->stage_after,
        .person = event->person,
        .won = event->won ? YES : NOT_SAID,
        .package = NONE};
    h->n[i]++;
    h->last[i] = event->day;
}

/* Progress less what a filter expected of it. */
struct difference {
    double sum[3], square[3];
};

static void compare_with(
    struct difference *d, struct filter *f, const struct heard *h, const struct company *row)
{
    double of[3] = {0.0};
    for (int i = 0; i < COMPANIES; i++) {
        struct filter_path path = {.row = row,
            .introduced = NONE,
            .has_won = true,
            .next = NONE,
            .n = h->n[i],
            .contact = h->contact[i]};
        filter_run(f, &path);
        for (int k = 0; k < path.n; k++) {
            int before = k > 0 ? path.contact[k - 1].stage_after : (int)row->stage;
            if (!isnan(f->expected[k]))
                of[path.contact[k].contact] +=
                    (path.contact[k].stage_after > before) - f->expected[k];
        }
    }
    for (int c = 0; c < 3; c++) {
        d->sum[c] += of[c];
        d->square[c] += of[c] * of[c];
    }
}

static void progress_is_what_was_expected_of_campaigns(void **state)
{
    (void)state;
    struct config config[2];
    struct setup setup[2];
    struct filter filter[2];
    struct difference d[2];
    memset(d, 0, sizeof d);
    memset(setup, 0, sizeof setup);
    for (int wrong = 0; wrong < 2; wrong++) {
        const char *sets[] = {"population.count=3", "campaign.outreach_days=400",
            "campaign.horizon_days=400", "contact_moments.b.lead_days=20.0", EFFECTS, TWO, NOES,
            FALLS, "peers.customer=0.6", "peers.customer_share=0.4", "population.warm=0.3",
            "response.warm=0.7",
            wrong ? "response.intercept=(0.5,-0.2,0.7)" : "team.hourly_rate=90.0"};
        read_world(&config[wrong], plain_world, sets, (int)(sizeof sets / sizeof *sets));
        set_up(&setup[wrong], (struct config_origin){.path = "world"},
            (struct setup_ask){.read = &config[wrong]});
        filter_init(&filter[wrong], setup[wrong].study.cases[0].campaign, true, FILTER_STEP);
    }
    struct block block;
    struct company row = {.stage = ATTENTION};
    struct heard *heard = memory_new(1, sizeof *heard);
    struct listener listener = {hear, heard};
    block_init(&block, setup[0].study.cases[0].campaign);
    for (uint32_t r = 0; r < CAMPAIGNS; r++) {
        memset(heard, 0, sizeof *heard);
        events_run(&block, NULL, r, 1, &listener);
        for (int wrong = 0; wrong < 2; wrong++)
            compare_with(&d[wrong], &filter[wrong], heard, &row);
    }
    for (int c = 0; c < 3; c++) {
        double right = d[0].sum[c] / sqrt(d[0].square[c]);
        double wrong = d[1].sum[c] / sqrt(d[1].square[c]);
        if (getenv("SAY") != NULL)
            print_message("contact %d: z %.2f, of a wrong model %.2f\n", c, right, wrong);
        assert_true(fabs(right) < BOUND);
        assert_true(fabs(wrong) > BOUND);
    }
    memory_free(heard);
    block_free(&block);
    for (int wrong = 0; wrong < 2; wrong++) {
        filter_free(&filter[wrong]);
        setup_free(&setup[wrong]);
        config_free(&config[wrong]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_logs_agree_with_the_enumeration_and_add_up_to_1),
        cmocka_unit_test(the_sum_over_clicks_is_that_of_fine_steps),
        cmocka_unit_test(draws_have_the_filtered_probabilities),
        cmocka_unit_test(progress_is_what_was_expected_of_campaigns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
