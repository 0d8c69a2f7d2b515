/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter.h"

#include <math.h>
#include <string.h>

#define FURTHEST 8.0

void filter_init(struct filter *f, const struct campaign *campaign, bool followed, double step)
{
    memset(f, 0, sizeof *f);
    f->campaign = campaign;
    f->followed = followed;
    f->step = step;
    f->times = arena_new(&f->arena, (size_t)campaign->n_contacts, 1);
}

void filter_free(struct filter *f)
{
    memory_free(f->now.state);
    memory_free(f->now.mass);
    memory_free(f->then.state);
    memory_free(f->then.mass);
    memory_free(f->expected);
    memory_free(f->chance);
    arena_free(&f->arena);
    memset(f, 0, sizeof *f);
}

/* The trapezoidal rule, which for such functions is exact but for what lies further out. */
static const struct filter_nodes *nodes_of(struct filter *f, int segment)
{
    struct filter_nodes *nodes = &f->nodes[segment];
    if (nodes->n > 0)
        return nodes;
    double sd = f->campaign->response.click_sd[segment], step = f->step / fmax(1.0, sd);
    int most = (int)ceil(FURTHEST / step);
    nodes->n = 2 * most + 1;
    nodes->u = arena_new(&f->arena, (size_t)nodes->n, sizeof(double));
    nodes->weight = arena_new(&f->arena, (size_t)nodes->n, sizeof(double));
    nodes->click = arena_new(&f->arena, (size_t)nodes->n, sizeof(double));
    for (int k = -most; k <= most; k++) {
        double u = k * step;
        nodes->u[k + most] = u;
        nodes->weight[k + most] = step * exp(-0.5 * u * u) / sqrt(2.0 * M_PI);
        nodes->click[k + most] = f->campaign->response.logs ? -sd * u : exp(-sd * u);
    }
    return nodes;
}

/* Has room for a path of `n` contacts; nodes differ in number from segment to segment, so that
 * what is kept by node is made anew when there are more. */
static void make_room(struct filter *f, int n)
{
    size_t chances = (size_t)f->at->n * N_RESPONSES * N_CIRCUMSTANCES;
    if (chances > f->chances) {
        f->chance = memory_resize(f->chance, chances, sizeof *f->chance);
        f->chances = chances;
        memory_free(f->now.mass);
        memory_free(f->then.mass);
        f->now.mass = f->then.mass = NULL;
        f->now.room = f->then.room = 0;
    }
    if (n > f->room) {
        f->expected = memory_resize(f->expected, (size_t)n, sizeof *f->expected);
        f->room = n;
    }
}

/* Makes the masses add up to 1; returns what they did. */
static double scale(struct filter *f)
{
    size_t n = (size_t)f->now.n * (size_t)f->at->n;
    double total = 0.0;
    for (size_t j = 0; j < n; j++)
        total += f->now.mass[j];
    for (size_t j = 0; j < n && total > 0.0; j++)
        f->now.mass[j] /= total;
    f->log_response += total > 0.0 ? log(total) : -INFINITY;
    return total;
}

/* Replaces what is now by what has been gathered; true: it can be. */
static bool turn(struct filter *f)
{
    struct filter_cloud now = f->now;
    f->now = f->then;
    f->then = now;
    return scale(f) > 0.0;
}

/* ---- The start ---- */

/* The probability of one of two, where it may be known. */
static double prior(enum answer said, double share, bool is)
{
    double yes = said == NOT_SAID ? share : said == YES ? 1.0 : 0.0;
    return is ? yes : 1.0 - yes;
}

static void start(struct filter *f, const struct filter_path *path)
{
    const struct scenario *scenario = f->campaign->scenario;
    const struct company *row = path->row;
    double second = scenario->decision.second_decider.at[row->segment];
    f->then.n = 0;
    for (int bits = 0; bits < 8; bits++) {
        bool warm = bits & 1, two = bits & 2, customer = bits & 4;
        bool known = path->introduced_before;
        double p = known ? (warm ? 1.0 : 0.0)
                         : prior(row->warm, scenario->population.warm.at[row->segment], warm);
        if (warm && path->introduced != NONE)
            p = 0.0; /* nobody introduces a company that is warm */
        p *= two ? second : 1.0 - second;
        p *= prior(row->customer_in, 0.0, customer);
        struct filter_state state = {
            .stage = (uint8_t)(warm && row->stage < INTEREST ? INTEREST : row->stage),
            .person = two ? UNKNOWN : OWNER,
            .two = two,
            .warm = warm,
            .customer = customer,
        };
        filter_cloud_add(&f->then, f->at->n, &state, p, f->at->weight, NULL, false);
    }
    for (int runner = 0; runner < 2; runner++)
        f->front[runner] = prior(
            row->front_runner, scenario->population.front_runner.at[row->segment], runner);
}

/* The stage that is taken for recorded before the first contact. */
static int recorded_first(const struct filter_path *path)
{
    bool warm = path->introduced_before || path->row->warm == YES;
    return warm && path->row->stage < INTEREST ? INTEREST : (int)path->row->stage;
}

/* ---- Between contacts ---- */

/* The chance that a strategy's next contact is that one (NONE: that there is any). */
static double comes(const struct filter *f, const struct filter_path *path,
    const struct filter_state *state, int held, int contact)
{
    int segment = path->row->segment, stage = state->stage;
    const struct order_tables *order = &f->campaign->cohort[segment]->order;
    if (order->at_most[stage] != NULL) {
        const struct cocktail *cocktail = &f->campaign->strategy->at[segment];
        double sum = 0.0, total = 0.0;
        for (int i = 0; i < cocktail->stage[stage].n; i++) {
            total += cocktail->weight[stage][i];
            if (cocktail->stage[stage].id[i] == contact)
                sum += cocktail->weight[stage][i];
        }
        return contact == NONE ? 1.0 : sum / total;
    }
    int place = stage < ACTION ? state->place[stage] : 0;
    int next = strategy_next(order, (enum stage)stage, place, held);
    return next != NONE && (contact == NONE || next == contact) ? 1.0 : 0.0;
}

/* How far a path has come. */
struct course_so_far {
    int held;       /* contacts in the campaign */
    bool just_held; /* the last one reached the company: limits are looked at then */
    int trusting, partners, recorded;
};

/* The chance that a company in that state goes on, with that contact (NONE: any). */
static double goes_on(const struct filter *f, const struct filter_path *path,
    const struct filter_state *state, const struct course_so_far *so_far, int contact)
{
    const struct order_tables *order = &f->campaign->cohort[path->row->segment]->order;
    if (!f->followed)
        return 1.0;
    if (so_far->just_held &&
        (so_far->held >= order->most_held || state->in_a_row >= order->most_in_a_row))
        return 0.0;
    return comes(f, path, state, so_far->held, contact);
}

/* The chance that one of the partners won since is the first potential customer. */
static double comes_inside(const struct filter *f, int before, int partners)
{
    double share = f->campaign->scenario->peers.customer_share;
    return partners > before ? 1.0 - pow(1.0 - share, partners - before) : 0.0;
}

/* What a company is by then: introduced, or with a potential customer inside. */
static void pass(struct filter *f, const struct filter_path *path, struct course_so_far *so_far,
    int partners, bool introduced)
{
    bool open = path->row->customer_in == NOT_SAID;
    double inside = open ? comes_inside(f, so_far->partners, partners) : 0.0;
    so_far->partners = partners;
    if (!(inside > 0.0) && !introduced)
        return;
    f->then.n = 0;
    for (int i = 0; i < f->now.n; i++) {
        struct filter_state state = f->now.state[i];
        const double *mass = f->now.mass + (size_t)i * (size_t)f->at->n;
        double still = state.customer ? 1.0 : 1.0 - inside;
        state.warm = state.warm || introduced;
        filter_cloud_add(&f->then, f->at->n, &state, still, mass, NULL, false);
        state.customer = true;
        filter_cloud_add(&f->then, f->at->n, &state, 1.0 - still, mass, NULL, false);
    }
    struct filter_cloud now = f->now;
    f->now = f->then;
    f->then = now;
}

/* Keeps the states that go on with that contact, or (`ends`) those that do not go on. */
static bool keep(struct filter *f, const struct filter_path *path,
    const struct course_so_far *so_far, int contact, bool ends)
{
    if (!f->followed)
        return true;
    f->then.n = 0;
    for (int i = 0; i < f->now.n; i++) {
        const struct filter_state *state = &f->now.state[i];
        double on = goes_on(f, path, state, so_far, contact);
        filter_cloud_add(&f->then, f->at->n, state, ends ? 1.0 - on : on,
            f->now.mass + (size_t)i * (size_t)f->at->n, NULL, false);
    }
    return turn(f);
}

/* ---- Contacts ---- */

/* What is known of a no after contact number i. */
static enum answer no_after(const struct filter_path *path, int i)
{
    if (i < path->n - 1)
        return NO;
    if (path->end == PATH_SAID_NO)
        return YES;
    bool waits = path->end == PATH_OPEN && !path->settled && path->next == NONE;
    return waits ? NOT_SAID : NO;
}

/* Whatever follows a talk tells that it was refused, if nothing else does. */
static enum filter_talk talk_of(const struct filter_path *path, int i)
{
    enum filter_talk talk = path->contact[i].talk;
    if (talk != TALK_NOT_SAID)
        return talk;
    if (i == path->n - 1 && path->end == PATH_JOINED)
        return TALK_JOINED;
    bool last = i == path->n - 1 && path->end == PATH_OPEN && path->next == NONE;
    return last ? TALK_NOT_SAID : TALK_REFUSED;
}

/* The chance of what a talk came to. */
static double chosen(const struct filter *f, const struct filter_path *path, int i,
    const struct course_so_far *so_far, bool front_runner)
{
    const struct campaign *c = f->campaign;
    const struct cocktail *cocktail = &c->strategy->at[path->row->segment];
    struct chooser chooser = {
        .segment = path->row->segment,
        .held = path->row->contacts_before + so_far->held + 1,
        .trusting = so_far->trusting,
        .front_runner = front_runner,
        .only = NONE,
    };
    bool joined = talk_of(path, i) == TALK_JOINED;
    int package = joined ? path->contact[i].package : NONE;
    double p = choice_chance(&c->choice, &chooser, package);
    if (cocktail->offer != NONE) {
        chooser.only = cocktail->offer;
        p = (1.0 - cocktail->steering) * p +
            cocktail->steering * choice_chance(&c->choice, &chooser, package);
    }
    return joined && package == NONE ? 1.0 - p : p;
}

static bool choose(
    struct filter *f, const struct filter_path *path, int i, const struct course_so_far *so_far)
{
    const struct scenario *scenario = f->campaign->scenario;
    const struct catalogue *catalogue = &scenario->catalogue;
    enum filter_talk talk = talk_of(path, i);
    if (talk == TALK_NOT_SAID)
        return true;
    double factor = 1.0, dropout = scenario->response.dropout[ACTION];
    bool asks = catalogue->mode[catalogue->contact[catalogue->talk].mode].appointment;
    enum answer no = no_after(path, i);
    if (talk == TALK_REFUSED && asks)
        factor = no == YES ? dropout : no == NO ? 1.0 - dropout : 1.0;
    else
        f->odd_no = f->odd_no || no == YES;
    for (int runner = 0; runner < 2; runner++)
        f->front[runner] *= chosen(f, path, i, so_far, runner) * factor;
    double total = f->front[0] + f->front[1];
    f->log_choice += log(total);
    for (int runner = 0; runner < 2 && total > 0.0; runner++)
        f->front[runner] /= total;
    return total > 0.0;
}

/* A no that cannot follow what is recorded ends the path and tells nothing. */
static bool respond(struct filter *f, struct filter_step *step)
{
    filter_respond(f, step);
    if (f->then.n == 0 && step->no == YES) {
        step->any_no = true;
        filter_respond(f, step);
        bool could =
            f->then.n > 0 &&
            f->campaign->scenario->catalogue
                .mode[f->campaign->scenario->catalogue.contact[step->contact->contact].mode]
                .appointment;
        step->any_no = false;
        step->no = could ? YES : NOT_SAID;
        f->odd_no = f->odd_no || !could;
        filter_respond(f, step);
    }
    return turn(f);
}

static bool hold(
    struct filter *f, const struct filter_path *path, int i, struct course_so_far *so_far)
{
    const struct catalogue *catalogue = &f->campaign->scenario->catalogue;
    const struct filter_contact *contact = &path->contact[i];
    bool talk = contact->contact == catalogue->talk;
    struct filter_step step = {
        .path = path,
        .contact = contact,
        .held = path->row->contacts_before + so_far->held,
        .recorded = so_far->recorded,
        .no = talk ? NOT_SAID : no_after(path, i),
    };
    bool can_be = respond(f, &step);
    if (!talk && so_far->recorded < ACTION)
        f->expected[i] = step.expected;
    if (can_be && talk)
        can_be = choose(f, path, i, so_far);
    so_far->held++;
    if (contact->stage_after != NONE)
        so_far->recorded = contact->stage_after;
    if (f->times[contact->contact] < MAX_TIMES)
        f->times[contact->contact]++;
    so_far->trusting +=
        !talk && catalogue->mode[catalogue->contact[contact->contact].mode].trust;
    return can_be;
}

static bool take_place(
    struct filter *f, const struct filter_path *path, int i, struct course_so_far *so_far)
{
    const struct filter_contact *contact = &path->contact[i];
    pass(f, path, so_far, contact->partners, path->introduced == i);
    if (!keep(f, path, so_far, contact->contact, false))
        return false;
    so_far->just_held = contact->held;
    return !contact->held || hold(f, path, i, so_far);
}

/* ---- The end ---- */

static bool finish(
    struct filter *f, const struct filter_path *path, struct course_so_far *so_far)
{
    const struct filter_contact *last = path->n > 0 ? &path->contact[path->n - 1] : NULL;
    bool talk_open = last != NULL && last->held &&
                     last->contact == f->campaign->scenario->catalogue.talk &&
                     talk_of(path, path->n - 1) == TALK_NOT_SAID;
    bool open = path->end == PATH_OPEN;
    if (path->end == PATH_JOINED &&
        (last == NULL || !last->held || talk_of(path, path->n - 1) != TALK_JOINED ||
            last->contact != f->campaign->scenario->catalogue.talk)) {
        f->log_response = -INFINITY;
        return false;
    }
    if (path->end == PATH_SAID_NO && (last == NULL || !last->held))
        f->odd_no = true;
    if (f->followed && open && !talk_open && (path->settled || path->next != NONE)) {
        if (!keep(f, path, so_far, path->next, false))
            return false;
    } else if (f->followed && path->end == PATH_STOPPED) {
        if (!keep(f, path, so_far, NONE, true))
            return false;
    }
    pass(f, path, so_far, path->partners, path->introduced == path->n);
    return true;
}

bool filter_run(struct filter *f, const struct filter_path *path)
{
    struct course_so_far so_far = {.recorded = recorded_first(path)};
    f->at = nodes_of(f, path->row->segment);
    make_room(f, path->n);
    memset(f->times, 0, (size_t)f->campaign->n_contacts);
    f->log_response = f->log_choice = 0.0;
    f->odd_no = false;
    f->impossible = NONE;
    for (int i = 0; i < path->n; i++)
        f->expected[i] = NAN;
    start(f, path);
    bool can_be = turn(f);
    for (int i = 0; i < path->n && can_be; i++) {
        f->impossible = i;
        can_be = take_place(f, path, i, &so_far);
    }
    if (can_be) {
        f->impossible = path->n;
        can_be = finish(f, path, &so_far);
    } else if (f->impossible == NONE) {
        f->impossible = path->introduced; /* of a company that is known to be warm */
    }
    if (can_be)
        f->impossible = NONE;
    return can_be;
}

struct filter_kept filter_keep(const struct filter *f, struct arena *arena)
{
    size_t nodes = (size_t)f->at->n, n = f->impossible == NONE ? (size_t)f->now.n : 0;
    struct filter_state *state = arena_new(arena, n + 1, sizeof *state);
    double *sum = arena_new(arena, n * nodes + 1, sizeof *sum), so_far = 0.0;
    for (size_t i = 0; i < n; i++)
        state[i] = f->now.state[i];
    for (size_t i = 0; i < n * nodes; i++)
        sum[i] = so_far += f->now.mass[i];
    return (struct filter_kept){(int)n, (int)nodes, state, sum, f->at->u, f->front[1]};
}

struct filter_drawn filter_draw(const struct filter_kept *kept, const uint32_t word[2])
{
    int low = 0, high = kept->n * kept->nodes - 1;
    double wanted = chance_uniform(word[0]) * kept->sum[high];
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (kept->sum[middle] > wanted)
            high = middle;
        else
            low = middle + 1;
    }
    return (struct filter_drawn){
        .state = kept->state[low / kept->nodes],
        .u = kept->u[low % kept->nodes],
        .front_runner = chance_uniform(word[1]) < kept->front,
    };
}
