/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "event.h"

#include "step.h"

/* When an appointment was made, and for which day at first. */
struct agreed {
    int on, first_day;
};

/* A replication that is listened to. */
struct hearing {
    struct block *block;
    const struct listener *listener;
    int day;
    struct agreed *outreach; /* [company] of the planned contact */
    struct agreed *care;     /* [company * care + number in the year] */
    bool *warm, *approached; /* [company] told so far */
};

static struct event event_of(const struct hearing *h, int index, int contact)
{
    return (struct event){
        .replication = h->block->first + (uint32_t)h->block->replication,
        .company = index - h->block->base,
        .day = h->day,
        .contact = contact,
        .package = NONE,
    };
}

static void tell(const struct hearing *h, struct event event, enum event_kind kind)
{
    event.kind = kind;
    h->listener->hear(h->listener->context, &event);
}

/* Tells of an appointment that is made, for the first time. */
static void tell_planned(
    const struct hearing *h, struct event event, struct agreed *agreed, int until)
{
    *agreed = (struct agreed){h->day, until};
    event.planned_on = h->day;
    event.first_day = event.until = until;
    tell(h, event, EVENT_PLANNED);
}

/* ---- Outreach ---- */

/* Tells how it goes on with a company: what is planned, or how it has ended. */
static void tell_standing(const struct hearing *h, int index)
{
    static const enum event_kind ended[N_STANDINGS] = {
        [SAID_NO] = EVENT_SAID_NO, [GIVEN_UP] = EVENT_GIVEN_UP, [UNFUNDED] = EVENT_UNFUNDED};
    const struct course *course = &h->block->course[index];
    struct event event = event_of(h, index, course->plan.contact);
    if (course->standing == OPEN && !course->to_plan)
        tell_planned(h, event, &h->outreach[event.company], course->plan.day);
    else if (course->standing != OPEN && course->standing != PARTNER)
        tell(h, event_of(h, index, NONE), ended[course->standing]);
}

static void tell_approached(struct hearing *h, int index)
{
    int company = index - h->block->base;
    if (h->block->record[index].approached != NONE)
        tell(h, event_of(h, index, NONE), EVENT_APPROACHED);
    h->approached[company] = true;
    tell_standing(h, index);
}

/* Those that a new partner has introduced: first those that were approached for that, then the
 * others. */
static void tell_introduced(struct hearing *h)
{
    const struct block *block = h->block;
    for (int others = 0; others < 2; others++) {
        for (int place = 0; place < block->campaign->n_companies; place++) {
            int index = block->order[block->base + place], company = index - block->base;
            if (!block->course[index].warm || h->warm[company] ||
                h->approached[company] != (others == 1))
                continue;
            h->warm[company] = true;
            tell(h, event_of(h, index, NONE), EVENT_INTRODUCED);
            if (others == 0)
                tell_approached(h, index);
        }
    }
}

/* What a contact moment of outreach has come to with a company. */
struct came_to {
    struct course course;
    struct record record;
    struct missed missed;
};

static struct came_to came_to(const struct block *block, int index)
{
    return (struct came_to){block->course[index], block->record[index], block->missed[index]};
}

/* The event that postpones a contact; EVENT_HELD: it was not. */
static enum event_kind postponed_by(const struct came_to *was, const struct came_to *is)
{
    if (is->record.busy_delays != was->record.busy_delays)
        return EVENT_BUSY;
    if (is->missed.no_shows != was->missed.no_shows)
        return EVENT_NO_SHOW;
    if (is->record.moves != was->record.moves)
        return EVENT_MOVED;
    bool same = is->course.held == was->course.held &&
                is->missed.not_reached == was->missed.not_reached;
    return same ? EVENT_WAITED : EVENT_HELD;
}

/* Who was met is who it was before, or whom the first contact reaches. The first of two who is
 * won makes place for the other. */
static enum person met(const struct course *before, const struct course *after)
{
    if (before->stage == ACTION)
        return OWNER;
    if (before->person != UNKNOWN)
        return (enum person)before->person;
    bool changed = after->won_first && !before->won_first;
    return changed == (after->person == EMPLOYEE) ? OWNER : EMPLOYEE;
}

static void tell_held(
    struct hearing *h, struct event event, const struct came_to *was, const struct came_to *is)
{
    const struct course *before = &was->course, *after = &is->course;
    bool joined = after->standing == PARTNER, progressed = !joined && after->in_a_row == 0;
    bool first_won = after->won_first && !before->won_first;
    event.stage_after = (enum stage)after->stage;
    event.stage = (enum stage)(after->stage - (progressed && !first_won));
    event.relapsed = event.stage < (enum stage)before->stage;
    event.won = progressed && event.stage == DESIRE;
    event.person = met(before, after);
    tell(h, event, EVENT_HELD);
    event.package = is->record.package;
    if (event.stage == ACTION)
        tell(h, event, joined ? EVENT_JOINED : EVENT_REFUSED);
    if (joined)
        tell_introduced(h);
}

static void hear_contact(struct hearing *h, int index)
{
    struct came_to was = came_to(h->block, index);
    struct agreed *agreed = &h->outreach[index - h->block->base];
    funnel_contact(h->block, index);
    struct came_to is = came_to(h->block, index);
    struct event event = event_of(h, index, was.course.plan.contact);
    event.planned_on = agreed->on;
    event.first_day = agreed->first_day;
    event.until = is.course.plan.day;
    event.again = was.course.plan.waited;
    enum event_kind postponed = postponed_by(&was, &is);
    if (!was.course.to_plan && postponed != EVENT_HELD) {
        tell(h, event, postponed);
        return;
    }
    event.until = h->day;
    if (is.missed.not_reached != was.missed.not_reached)
        tell(h, event, EVENT_NOT_REACHED);
    else if (!was.course.to_plan)
        tell_held(h, event, &was, &is);
    tell_standing(h, index);
}

/* ---- Partners ---- */

/* Care contacts of a moment so far, by what became of them. */
struct care_counts {
    uint64_t of[N_EVENT_KINDS];
};

static struct care_counts count_care(const struct contact_counts *counts)
{
    return (struct care_counts){{
        [EVENT_NO_SHOW] = counts->no_show[COUNTED_AS_CARE],
        [EVENT_MOVED] = counts->moved[COUNTED_AS_CARE],
        [EVENT_NOT_REACHED] = counts->not_reached[COUNTED_AS_CARE],
        [EVENT_HELD] = counts->held[COUNTED_AS_CARE],
    }};
}

static void hear_care(struct hearing *h, int index, int which)
{
    struct block *block = h->block;
    const struct care_contact *contact = &block_care(block, index)[which];
    struct care_contact was = *contact;
    const struct contact_counts *counts = &block->counted[was.plan.contact];
    struct care_counts before = count_care(counts);
    struct agreed *agreed = &h->care[(index - block->base) * block->care + which];
    if (block->member[index].left)
        return;
    care_due(block, index, which);
    struct care_counts after = count_care(counts);
    struct event event = event_of(h, index, was.plan.contact);
    event.care = true;
    bool made_for_later = !was.made && contact->made && contact->plan.attempt == 0;
    if (!was.made)
        tell_planned(h, event, agreed, made_for_later ? contact->plan.day : h->day);
    if (made_for_later)
        return;
    event.planned_on = agreed->on;
    event.first_day = agreed->first_day;
    event.until = contact->made ? contact->plan.day : h->day;
    event.again = was.plan.waited;
    for (int kind = 0; kind < N_EVENT_KINDS; kind++) {
        if (after.of[kind] != before.of[kind]) {
            tell(h, event, (enum event_kind)kind);
            return;
        }
    }
    tell(h, event, EVENT_WAITED);
}

static void hear_anniversary(struct hearing *h, int index)
{
    const struct partnership *member = &h->block->member[index];
    int package = member->package_now;
    care_anniversary(h->block, index);
    struct event event = event_of(h, index, NONE);
    event.package = member->package_now;
    tell(h, event, member->left ? EVENT_LEFT : EVENT_RENEWED);
    if (member->package_now != package)
        tell(h, event, EVENT_UPGRADED);
}

/* ---- A replication ---- */

static void hear_item(struct hearing *h, int item)
{
    struct block *block = h->block;
    struct item of = block_item_of(block, item);
    int index = of.course;
    if (of.which != NONE) {
        hear_care(h, index, of.which);
    } else if (block->course[index].standing == PARTNER) {
        hear_anniversary(h, index);
    } else {
        hear_contact(h, index);
        block_await(block, index);
    }
}

static void hear_approach(struct hearing *h)
{
    int index = block_approach(h->block);
    if (index == NONE)
        return;
    h->warm[index - h->block->base] = h->block->course[index].warm;
    tell_approached(h, index);
    block_await(h->block, index);
}

/* As block_run_to goes to the end. */
static void hear_replication(struct hearing *h)
{
    struct block *block = h->block;
    for (;;) {
        unsigned slot = queue_next(&block->queue);
        int approach = block_next_approach(block), day = (int)(slot / SLOTS_PER_DAY);
        if (approach < NO_DAY && approach <= day) {
            h->day = approach;
            hear_approach(h);
            continue;
        }
        if (slot >= block->queue.slots)
            return;
        h->day = day;
        int n = queue_take(&block->queue, slot);
        for (int i = 0; i < n; i++)
            hear_item(h, block->queue.due[i].value);
    }
}

/* What is known where a replication begins. */
static void begin(struct hearing *h, const struct campaign_state *state)
{
    const struct block *block = h->block;
    for (int i = 0; i < block->campaign->n_companies; i++) {
        const struct course *course = &block->course[block->base + i];
        h->warm[i] = course->warm;
        h->approached[i] = course->standing != NOT_APPROACHED;
        h->outreach[i] = (struct agreed){course->since, course->plan.day};
        for (int k = 0; k < block->care && state != NULL; k++) {
            int day = block_care(block, block->base + i)[k].plan.day;
            h->care[i * block->care + k] = (struct agreed){day, day};
        }
    }
}

void events_run(struct block *block, const struct campaign_state *state, uint32_t first, int n,
    const struct listener *listener)
{
    const struct campaign *campaign = block->campaign;
    struct arena arena = {0};
    size_t companies = (size_t)campaign->n_companies;
    struct hearing hearing = {
        .block = block,
        .listener = listener,
        .outreach = arena_new(&arena, companies, sizeof(struct agreed)),
        .care = arena_new(&arena, companies * (size_t)block->care, sizeof(struct agreed)),
        .warm = arena_new(&arena, companies, sizeof(bool)),
        .approached = arena_new(&arena, companies, sizeof(bool)),
    };
    block->unsettled = true;
    block_start(block, first, n);
    for (int r = 0; r < n; r++) {
        block_enter(block, r);
        if (state != NULL)
            state_enter(state, block);
        begin(&hearing, state);
        hear_replication(&hearing);
    }
    block_keep_books(block);
    block->unsettled = false;
    arena_free(&arena);
}
