/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log_state.h"

#include "history_path.h"
#include "text.h"

#include <math.h>
#include <string.h>

/* ---- What is hidden ---- */

void log_hidden_init(struct log_hidden *hidden, const struct history *history,
    const struct campaign *campaign, bool followed)
{
    int n = history->log->n_companies;
    struct history_path of;
    *hidden = (struct log_hidden){.campaign = campaign, .followed = followed};
    filter_init(&hidden->filter, campaign, followed, FILTER_STEP);
    history_path_init(&of, history);
    hidden->kept = arena_new(&hidden->arena, (size_t)n + 1, sizeof *hidden->kept);
    for (int i = 0; i < n; i++) {
        if (history->company[i].n == 0 && history->company[i].approached == LOG_NO_DAY)
            continue;
        history_path_make(&of, history, i);
        hidden->impossible += !filter_run(&hidden->filter, &of.path);
        hidden->kept[i] = filter_keep(&hidden->filter, &hidden->arena);
    }
    history_path_free(&of);
}

void log_hidden_free(struct log_hidden *hidden)
{
    filter_free(&hidden->filter);
    arena_free(&hidden->arena);
}

/* ---- What is known ---- */

/* One company while its records are gone through. */
struct taking {
    struct log_state *of;
    const struct company_history *history;
    struct company_state *to;
    uint8_t *times;
    const struct log_record *planned; /* the appointment that is to come, or NULL */
};

int log_state_day(const struct log *log)
{
    return log->until >= 0 ? log->until + 1 : 0;
}

static int day_in(const struct taking *t, int32_t day)
{
    int last = t->of->known.day - 1;
    return day < 0 ? 0 : day > last ? (last > 0 ? last : 0) : day;
}

static bool counts(const struct log_event *event)
{
    return event->role == ROLE_COUNTS;
}

/* When it was approached: as its list says, else by its first record. */
static int32_t approached_on(const struct taking *t)
{
    const struct log_event *first = &t->of->history->event[t->history->first];
    int32_t day = t->of->known.day - 1;
    if (t->history->approached != LOG_NO_DAY)
        return t->history->approached;
    for (int64_t i = 0; i < t->history->n; i++) {
        const struct log_record *record = first[i].record;
        int32_t agreed = record->planned_on != LOG_NO_DAY ? record->planned_on : record->day;
        bool is_contact = record->outcome <= LOG_PLANNED;
        day = is_contact && agreed < day ? agreed : day;
    }
    return day;
}

/* What a record says that a contact took, else what the config does. */
static struct price price_of(
    const struct taking *t, const struct log_record *record, struct price by_config)
{
    double rate = t->of->campaign->scenario->team.hourly_rate;
    struct price price = by_config;
    if (!isnan(record->hours)) {
        price.hours = micro_of((double)record->hours);
        price.cost = micro_of((double)record->hours * rate) + by_config.cash;
    }
    if (!isnan(record->cost_eur))
        price.cost = micro_of((double)record->cost_eur);
    return price;
}

static void spend(struct taking *t, const struct log_record *record, struct price price)
{
    struct week *week = &t->of->known.week[calendar_week(day_in(t, record->day))];
    t->to->record.hours += price.hours;
    t->to->record.cost += price.cost;
    week->cost += price.cost;
}

/* Hours of the team's week. */
static void use(struct taking *t, const struct log_record *record, micro hours)
{
    t->of->known.week[calendar_week(day_in(t, record->day))].used += hours;
    t->to->record.counted += hours;
}

static void take_held(struct taking *t, const struct log_event *event)
{
    const struct campaign *c = t->of->campaign;
    const struct log_record *record = event->record;
    int contact = event->implied ? c->scenario->catalogue.talk : record->contact;
    const struct contact *moment = &c->scenario->catalogue.contact[contact];
    const struct toll *toll = &c->team.toll[contact];
    struct course *course = &t->to->course;
    int day = day_in(t, record->day);
    struct price price = price_of(t, record, toll->all);
    spend(t, record, price);
    use(t, record, toll->own.hours);
    t->to->record.fundable += c->cohort[course->segment]->moment[contact].fundable;
    if (record->outcome == LOG_NOT_REACHED) {
        t->to->missed.not_reached++;
        course->plan.attempt++;
        return;
    }
    course->held++;
    course->last_held = day;
    course->plan.attempt = 0;
    course->handover = record->won == YES;
    course->trusting =
        (uint16_t)(course->trusting + c->cohort[course->segment]->moment[contact].trust);
    bool repeats = contact != c->scenario->catalogue.talk && t->times[contact] < MAX_TIMES;
    t->times[contact] = (uint8_t)(t->times[contact] + repeats);
    if (t->to->record.seen == NO_DAY)
        t->to->record.seen = day;
    if (moment->participation && t->to->record.activated == NO_DAY)
        t->to->record.activated = day;
}

static void take_postponed(struct taking *t, const struct log_record *record)
{
    const struct campaign *c = t->of->campaign;
    const struct toll *toll = &c->team.toll[record->contact];
    struct company_state *to = t->to;
    bool first_wait = record->reason == REASON_WAITED && !to->course.plan.waited;
    to->course.plan.attempt++;
    to->course.plan.waited = record->reason == REASON_WAITED;
    to->course.looked = true;
    if (record->outcome == LOG_NO_SHOW) {
        struct price price = toll->no_show;
        price.hours += toll->share.hours;
        price.cost += toll->share.cost;
        spend(t, record, price_of(t, record, price));
        use(t, record, toll->no_show.hours);
        to->missed.no_shows++;
        to->missed.no_show_hours += toll->no_show.hours;
        to->missed.no_show_cost += toll->no_show.cost;
    } else if (record->reason == REASON_BUSY) {
        to->record.busy_delays++;
    } else if (record->reason == REASON_WAITED) {
        to->record.waits = (uint16_t)(to->record.waits + first_wait);
        t->of->known.week[calendar_week(day_in(t, record->day))].waited += first_wait;
    } else if (record->outcome == LOG_MOVED) {
        to->record.moves++;
        spend(t, record, price_of(t, record, c->team.move));
    }
}

static void take_event(struct taking *t, const struct log_event *event)
{
    const struct log_record *record = event->record;
    if (record->outcome == LOG_HELD || record->outcome == LOG_NOT_REACHED || event->implied) {
        take_held(t, event);
        t->to->course.looked = t->to->course.plan.waited = false;
        t->planned = NULL;
    } else if (record->outcome == LOG_MOVED || record->outcome == LOG_NO_SHOW) {
        take_postponed(t, record);
    } else if (record->outcome == LOG_PLANNED) {
        t->planned = record;
    } else if (record->outcome == LOG_CANCELLED) {
        t->planned = NULL;
    }
    int stage = event->stage_after;
    if (stage != NONE && stage < N_STAGES)
        t->to->course.stage = (uint8_t)stage;
    if (t->to->course.stage > t->to->course.furthest)
        t->to->course.furthest = t->to->course.stage;
}

static enum standing standing_of(const struct taking *t)
{
    switch (t->history->ending) {
    case ENDED_JOINED:
        return PARTNER;
    case ENDED_NO:
        return SAID_NO;
    case ENDED_STOPPED:
        for (int64_t i = 0; i < t->history->n; i++) {
            const struct log_record *record =
                t->of->history->event[t->history->first + i].record;
            if (record->outcome == LOG_STOPPED && record->reason == REASON_UNFUNDED)
                return UNFUNDED;
        }
        return GIVEN_UP;
    default:
        return OPEN;
    }
}

/* The seat of an occasion on that day; NO_DATE: the contact moment has none then. */
static int date_of(const struct campaign *c, int contact, int day)
{
    for (int date = c->agenda.first[contact];
         c->agenda.passed[contact] != NULL && date < c->agenda.end[contact]; date++)
        if (c->agenda.day[date] == day)
            return date;
    return NO_DATE;
}

/* An appointment keeps its date; one that is overdue comes up at once. */
static void set_plan(struct taking *t, uint32_t place)
{
    const struct campaign *c = t->of->campaign;
    struct course *course = &t->to->course;
    struct planned_contact *plan = &course->plan;
    plan->place = place;
    plan->contact = NONE;
    plan->date = NO_DATE;
    if (course->standing != OPEN || t->planned == NULL) {
        /* Where appointments are written, one that has none yet was found busy. */
        course->to_plan = (t->of->history->log->kept >> LOG_PLANNED & 1u) != 0 &&
                          course->held == 0 && t->to->missed.not_reached == 0;
        return;
    }
    int day = t->planned->day > t->of->known.day ? t->planned->day : t->of->known.day;
    int agreed = t->planned->planned_on != LOG_NO_DAY ? day_in(t, t->planned->planned_on)
                 : course->held > 0                   ? course->last_held
                                                      : t->to->record.approached;
    course->handover = false; /* the appointment allowed for it */
    plan->contact = t->planned->contact;
    plan->day = day;
    if (day < c->outreach_days)
        plan->date = date_of(c, plan->contact, day);
    course->since = agreed;
}

/* ---- Partners ---- */

static void add_year(struct taking *t, int year)
{
    const struct campaign *c = t->of->campaign;
    struct partnership *member = &t->to->member;
    const struct package *package = &c->scenario->packages.package[member->package_now];
    int day = t->to->record.joined + DAYS_PER_YEAR * year;
    member->fees += package->price_eur;
    member->serving += package->cost_per_year;
    if (year < c->retention.retention->value_years)
        member->value += (package->price_eur - package->cost_per_year) *
                         retention_discount(&c->retention, day);
}

static void take_care(struct taking *t, const struct log_record *record)
{
    const struct campaign *c = t->of->campaign;
    const struct contact *moment = &c->scenario->catalogue.contact[record->contact];
    struct partnership *member = &t->to->member;
    struct price price = price_of(t, record, c->team.toll[record->contact].all);
    int day = day_in(t, record->day);
    member->care_hours += price.hours;
    member->care_cost += price.cost;
    t->of->known.week[calendar_week(day)].used += c->team.toll[record->contact].own.hours;
    if ((day - t->to->record.joined) / DAYS_PER_YEAR < c->retention.retention->value_years)
        member->value -= (double)price.cost / MICRO * retention_discount(&c->retention, day);
    if (record->outcome != LOG_HELD)
        return;
    member->care_total++;
    if (day < t->to->record.joined + DAYS_PER_YEAR * member->anniversaries)
        return;
    member->care_held++;
    member->took_part = member->took_part || moment->participation;
}

/* Care contacts of this membership year that were held, and that are agreed, go to those of the
 * strategy in its order. */
static void set_care(struct taking *t, struct care_contact *to, uint32_t *place)
{
    const struct campaign *c = t->of->campaign;
    int segment = t->to->course.segment, year = t->to->member.anniversaries;
    const struct id_list *care = &c->strategy->at[segment].care;
    int32_t joined = t->to->record.joined, begun = joined + DAYS_PER_YEAR * year;
    int64_t *used = memory_new((size_t)t->history->n + 1, sizeof *used), n = 0;
    for (int i = 0; i < care->n; i++) {
        const struct log_record *found = NULL;
        for (int64_t k = 0; k < t->history->n && found == NULL; k++) {
            const struct log_event *event = &t->of->history->event[t->history->first + k];
            bool taken = false;
            for (int64_t u = 0; u < n; u++)
                taken = taken || used[u] == k;
            bool wanted =
                event->role == ROLE_CARE && event->record->contact == care->id[i] &&
                event->record->day >= begun &&
                (event->record->outcome == LOG_HELD || event->record->outcome == LOG_PLANNED);
            if (wanted && !taken) {
                found = event->record;
                used[n++] = k;
            }
        }
        bool held = found != NULL && found->outcome == LOG_HELD;
        bool agreed = found != NULL && !held;
        int day = joined + DAYS_PER_YEAR * (year + held) + c->retention.care_day[segment][i];
        if (agreed)
            day = found->day;
        day = day > t->of->known.day ? day : t->of->known.day;
        to[i] =
            (struct care_contact){.plan = {.day = day,
                                      .date = agreed ? date_of(c, care->id[i], day) : NO_DATE,
                                      .place = (*place)++,
                                      .contact = (int16_t)care->id[i]},
                .year = (uint16_t)(year + held),
                .made = agreed};
    }
    memory_free(used);
}

/* Nothing is told of a renewal where it has not left. */
static void take_partner(struct taking *t)
{
    struct partnership *member = &t->to->member;
    struct record *record = &t->to->record;
    const struct log_event *event = &t->of->history->event[t->history->first];
    record->joined = day_in(t, t->history->ended);
    record->package = t->history->package != NONE ? t->history->package : 0;
    record->paying = record->activated != NO_DAY ? record->joined : NO_DAY;
    *member = (struct partnership){.package_now = record->package};
    add_year(t, 0);
    int left = t->of->known.day;
    for (int64_t i = 0; i < t->history->n; i++)
        if (event[i].record->outcome == LOG_LEFT) {
            member->left = true;
            left = event[i].record->day + 1;
        }
    int64_t k = 0;
    for (int year = 1; record->joined + DAYS_PER_YEAR * year < left; year++) {
        for (;
             k < t->history->n && event[k].record->day <= record->joined + DAYS_PER_YEAR * year;
             k++)
            if (event[k].record->outcome == LOG_UPGRADED && event[k].record->package != NONE)
                member->package_now = event[k].record->package;
        member->anniversaries++;
        add_year(t, year);
    }
    for (int64_t i = 0; i < t->history->n; i++)
        if (event[i].role == ROLE_CARE && (event[i].record->outcome == LOG_HELD ||
                                              event[i].record->outcome == LOG_NOT_REACHED))
            take_care(t, event[i].record);
}

/* ---- All of it ---- */

static void take_company(struct log_state *of, int number, uint32_t *place)
{
    const struct campaign *c = of->campaign;
    struct taking t = {.of = of,
        .history = &of->history->company[number],
        .to = &of->known.company[number],
        .times = of->known.times + (size_t)number * (size_t)c->n_contacts};
    struct company_state *to = t.to;
    if (t.history->n == 0 && t.history->approached == LOG_NO_DAY)
        return;
    const struct log_event *event = &of->history->event[t.history->first];
    bool only_introduced = t.history->approached == LOG_NO_DAY;
    for (int64_t i = 0; i < t.history->n; i++)
        only_introduced = only_introduced && event[i].record->outcome == LOG_INTRODUCED;
    to->course.warm = to->course.warm || t.history->introduced != LOG_NO_DAY;
    if (only_introduced)
        return;
    of->approached++;
    to->record.approached = day_in(&t, approached_on(&t));
    to->course.last_held = NONE;
    to->course.person = UNKNOWN;
    to->course.standing = (uint8_t)standing_of(&t);
    if (to->course.warm && to->course.stage < INTEREST)
        to->course.stage = INTEREST;
    to->course.furthest = to->course.stage;
    to->record.hours += c->team.research.hours;
    to->record.cost += c->team.research.cost;
    of->known.week[calendar_week(to->record.approached)].cost += c->team.research.cost;
    for (int64_t i = 0; i < t.history->n; i++)
        if (counts(&event[i]))
            take_event(&t, &event[i]);
    set_plan(&t, (*place)++);
    if (to->course.standing == PARTNER) {
        take_partner(&t);
        set_care(&t, of->known.care_contact + (size_t)number * (size_t)of->known.care, place);
    }
}

static void passed_days(struct log_state *of)
{
    const struct campaign *c = of->campaign;
    while (of->passed < c->n_approached && c->approach_day[of->passed] < of->known.day)
        of->passed++;
}

/* ---- What each replication draws ---- */

/* A word that is below a threshold, or not. */
static uint32_t word_given(uint32_t word, chance below, bool is)
{
    uint64_t t = (uint64_t)below;
    const uint64_t all = (uint64_t)1 << 32;
    return is ? (uint32_t)((word * t) >> 32) : (uint32_t)(t + ((word * (all - t)) >> 32));
}

/* Contacts counted in the lists of another strategy than was followed: as many as were held in
 * that stage. */
static void set_places(const struct log_state *of, int company,
    const struct filter_state *drawn, struct course *course)
{
    const struct campaign *c = of->campaign;
    const struct order_tables *order = &c->cohort[course->segment]->order;
    const struct company_history *history = &of->history->company[company];
    bool same =
        of->hidden->followed && text_same(c->strategy->id, of->hidden->campaign->strategy->id);
    for (int stage = 0; stage < N_STAGES; stage++)
        course->place[stage] = same && stage < N_RESPONSES ? drawn->place[stage] : 0;
    if (same)
        return;
    for (int64_t i = 0; i < history->n; i++) {
        const struct log_event *event = &of->history->event[history->first + i];
        if (!counts(event) || event->record->outcome != LOG_HELD)
            continue;
        int stage = event->stage_before >= 0 && event->stage_before < N_STAGES
                        ? event->stage_before
                        : drawn->stage;
        course->place[stage] =
            (uint16_t)strategy_position_after(order, (enum stage)stage, course->place[stage]);
    }
}

/* An approached company that is open or a partner: what its path tells, and luck to match. */
static void draw_company(
    const struct log_state *of, const struct block *block, int number, struct company_state *to)
{
    const struct campaign *c = block->campaign;
    const struct company_state *known = &of->known.company[number];
    const struct course *fresh = &block->course[block->base + number];
    uint32_t replication = block->first + (uint32_t)block->replication;
    struct philox_block word = philox_scheduled(
        stream_counter(replication, c->first_company + (uint32_t)number, 0, PURPOSE_STATE, 0),
        &c->schedule);
    struct filter_drawn drawn = filter_draw(&of->hidden->kept[number], word.word);
    struct course *course = &to->course;
    int segment = known->course.segment;
    *to = *known;
    to->luck_known = true;
    course->stage = drawn.state.stage;
    course->furthest =
        course->stage > course->furthest ? course->stage : known->course.furthest;
    course->person = drawn.state.person;
    course->two_deciders = drawn.state.two;
    course->won_first = drawn.state.won_first;
    course->handover = known->course.handover && drawn.state.two && drawn.state.won_first;
    course->warm = drawn.state.warm;
    course->front_runner = drawn.front_runner;
    course->in_a_row = drawn.state.in_a_row;
    double against = -c->response.click_sd[segment] * drawn.u;
    course->click = c->response.logs ? against : exp(against);
    course->customer_word = word_given(
        fresh->customer_word, c->peers.customer_in[of->partners], drawn.state.customer);
    to->record.decider_word = word_given(block->record[block->base + number].decider_word,
        c->decision.two[segment], drawn.state.two);
    set_places(of, number, &drawn.state, course);
}

static bool was_approached(const struct log_state *of, int company)
{
    return of->known.company[company].course.standing != NOT_APPROACHED;
}

/* Whether it was warm before anybody introduced it. */
static bool is_warm_first(const struct log_state *of, const struct block *block,
    const struct campaign_state *state, int i)
{
    const struct course *course =
        was_approached(of, i) ? &state->company[i].course : &block->course[block->base + i];
    return course->warm && of->history->company[i].introduced == LOG_NO_DAY;
}

/* Adds those who are warm, then the others, in the order of the list; `approached`: YES and NO
 * for those who were and were not, NOT_SAID for all. */
static int add_to_order(const struct log_state *of, const struct block *block,
    struct campaign_state *state, int place, enum answer approached)
{
    for (int warm = 1; warm >= 0; warm--)
        for (int i = 0; i < state->companies; i++)
            if (is_warm_first(of, block, state, i) == (warm == 1) &&
                (approached == NOT_SAID || was_approached(of, i) == (approached == YES)))
                state->order[place++] = i;
    return place;
}

/* Companies are approached in the order of the strategy, warm ones first; where the hub had
 * another, those whom it approached come before the others. */
static void set_order(
    const struct log_state *of, const struct block *block, struct campaign_state *state)
{
    int in_order = 0;
    add_to_order(of, block, state, 0, NOT_SAID);
    while (in_order < state->companies && was_approached(of, state->order[in_order]))
        in_order++;
    state->order_known = true;
    state->skipped = 0;
    if (in_order >= of->passed)
        return;
    int place = add_to_order(of, block, state, 0, YES);
    add_to_order(of, block, state, place, NO);
    state->skipped = of->passed - of->approached;
}

static void draw(const void *context, const struct block *block, struct campaign_state *state)
{
    const struct log_state *of = context;
    for (int i = 0; i < state->companies; i++) {
        const struct company_state *known = &of->known.company[i];
        struct company_state *to = &state->company[i];
        bool goes_on = known->course.standing == OPEN || known->course.standing == PARTNER;
        if (goes_on && of->hidden->kept[i].n > 0)
            draw_company(of, block, i, to);
        if (known->course.standing == NOT_APPROACHED && known->course.warm) {
            /* Introduced, and approached by nobody yet. */
            to->course = block->course[block->base + i];
            to->record = block->record[block->base + i];
            to->course.warm = to->luck_known = true;
        }
    }
    set_order(of, block, state);
}

void log_state_init(struct log_state *state, const struct history *history,
    const struct log_hidden *hidden, const struct campaign *campaign)
{
    uint32_t place = 0;
    *state = (struct log_state){.history = history, .hidden = hidden, .campaign = campaign};
    state_init(&state->known, campaign);
    state->known.day = log_state_day(history->log);
    for (int i = 0; i < campaign->n_companies && i < history->log->n_companies; i++)
        take_company(state, i, &place);
    passed_days(state);
    for (int i = 0; i < campaign->n_companies; i++)
        state->partners += state->known.company[i].course.standing == PARTNER;
    state->source = (struct state_source){&state->known, draw, state};
}

void log_state_free(struct log_state *state)
{
    state_free(&state->known);
    *state = (struct log_state){0};
}
