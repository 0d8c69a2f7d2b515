/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state.h"

#include "appointment.h"

#include <string.h>

void state_init(struct campaign_state *state, const struct campaign *c)
{
    memset(state, 0, sizeof *state);
    struct arena *arena = &state->arena;
    size_t companies = (size_t)c->n_companies;
    state->companies = c->n_companies;
    state->contacts = c->n_contacts;
    state->care = block_most_care(c);
    state->company = arena_new(arena, companies, sizeof *state->company);
    state->times = arena_new(arena, companies * (size_t)c->n_contacts, 1);
    state->care_contact =
        arena_new(arena, companies * (size_t)state->care, sizeof *state->care_contact);
    state->order = arena_new(arena, companies, sizeof *state->order);
    state->week = arena_new(arena, (size_t)c->weeks, sizeof *state->week);
    state->week[0].cost = c->team.aids.cost;
    /* By these words nothing is the case that the list does not say. */
    const struct philox_block none = {{UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX}};
    const struct company *rows = company_rows(&c->company);
    for (int i = 0; i < c->n_companies; i++)
        block_start_company(&state->company[i].course, &state->company[i].record, c,
            &rows[company_row(&c->company, i, 0)], &none);
}

void state_free(struct campaign_state *state)
{
    arena_free(&state->arena);
    memset(state, 0, sizeof *state);
}

/* ---- From a replication ---- */

void state_take(
    struct campaign_state *state, struct block *block, uint32_t replication, int day)
{
    const struct campaign *c = block->campaign;
    size_t companies = (size_t)c->n_companies;
    block->unsettled = true;
    block_start(block, replication, 1);
    block_enter(block, 0);
    block_run_to(block, day);
    block->unsettled = false;
    state->day = day;
    for (int i = 0; i < c->n_companies; i++) {
        state->company[i] = (struct company_state){
            .course = block->course[i],
            .record = block->record[i],
            .missed = block->missed[i],
            .luck_known = true,
        };
        if (block->course[i].standing == PARTNER)
            state->company[i].member = block->member[i];
    }
    memcpy(state->times, block->times, companies * (size_t)c->n_contacts);
    memcpy(state->care_contact, block->care_contact,
        companies * (size_t)state->care * sizeof *state->care_contact);
    memcpy(state->order, block->order, companies * sizeof *state->order);
    state->order_known = true;
    memcpy(state->week, block->ledger->week, (size_t)c->weeks * sizeof *state->week);
}

void state_copy(
    struct campaign_state *state, const struct campaign *c, const struct campaign_state *from)
{
    size_t companies = (size_t)c->n_companies;
    state->day = from->day;
    state->order_known = from->order_known;
    state->skipped = from->skipped;
    memcpy(state->company, from->company, companies * sizeof *state->company);
    memcpy(state->times, from->times, companies * (size_t)c->n_contacts);
    memcpy(state->care_contact, from->care_contact,
        companies * (size_t)state->care * sizeof *state->care_contact);
    memcpy(state->order, from->order, companies * sizeof *state->order);
    memcpy(state->week, from->week, (size_t)c->weeks * sizeof *state->week);
}

/* ---- To replications ---- */

static void set_company(struct block *block, int index, const struct company_state *company)
{
    struct course *course = &block->course[index], drawn = *course;
    struct record *record = &block->record[index];
    uint32_t decider_word = record->decider_word;
    if (!company->luck_known && company->course.standing == NOT_APPROACHED)
        return;
    *course = company->course;
    *record = company->record;
    block->missed[index] = company->missed;
    block->member[index] = company->member;
    if (company->luck_known)
        return;
    record->decider_word = decider_word;
    course->click = drawn.click;
    course->customer_word = drawn.customer_word;
    course->front_runner = drawn.front_runner;
    if (course->person != UNKNOWN)
        return;
    course->two_deciders = drawn.two_deciders;
    course->person = drawn.person;
}

/* The seat of an appointment, and what it commits. */
static void set_appointment(
    struct block *block, int index, struct planned_contact *plan, bool care)
{
    struct step s = step_of(block, index, plan, plan->day, care);
    appointment_make(&s, (struct slot){plan->day, plan->date});
}

static bool is_partner(const struct block *block, int index)
{
    return block->course[index].standing == PARTNER && !block->member[index].left;
}

static void set_appointments(struct block *block, int index)
{
    struct course *course = &block->course[index];
    if (course->standing == OPEN && course->plan.contact != NONE && !course->to_plan)
        set_appointment(block, index, &course->plan, false);
    const struct id_list *care = &block->campaign->strategy->at[course->segment].care;
    for (int i = 0; i < care->n && is_partner(block, index); i++)
        if (block_care(block, index)[i].made)
            set_appointment(block, index, &block_care(block, index)[i].plan, true);
}

/* What has been used and promised follows from how companies stand. */
static void set_ledger(struct block *block, const struct campaign_state *state)
{
    const struct campaign *c = block->campaign;
    struct ledger *ledger = block->now;
    memcpy(ledger->week, state->week, (size_t)c->weeks * sizeof *ledger->week);
    while (ledger->next_approach < c->n_approached &&
           c->approach_day[ledger->next_approach] < state->day)
        ledger->next_approach++;
    ledger->skipped = state->skipped > 0 ? state->skipped : 0;
    ledger->next_approach += state->skipped < 0 ? -state->skipped : 0;
    for (int i = 0; i < c->n_companies; i++) {
        const struct course *course = &block->course[block->base + i];
        ledger->spent += block->record[block->base + i].cost;
        ledger->partners += course->standing == PARTNER;
        if (course->plan.place >= ledger->planned)
            ledger->planned = course->plan.place + 1;
        for (int k = 0; k < state->care && course->standing == PARTNER; k++) {
            uint32_t place = block_care(block, block->base + i)[k].plan.place;
            if (place >= ledger->planned)
                ledger->planned = place + 1;
        }
    }
}

void state_enter(const struct campaign_state *state, struct block *block)
{
    const struct campaign *c = block->campaign;
    size_t companies = (size_t)c->n_companies, base = (size_t)block->base;
    memcpy(block->times, state->times, companies * (size_t)c->n_contacts);
    memcpy(block->care_contact + base * (size_t)state->care, state->care_contact,
        companies * (size_t)state->care * sizeof *state->care_contact);
    for (int i = 0; i < c->n_companies; i++) {
        set_company(block, block->base + i, &state->company[i]);
        if (state->order_known)
            block->order[block->base + i] = block->base + state->order[i];
    }
    set_ledger(block, state);
    for (int i = block->base; i < block->base + c->n_companies; i++) {
        set_appointments(block, i);
        if (block->course[i].standing == OPEN && block->course[i].plan.contact == NONE)
            funnel_plan_again(block, i, state->day);
        if (block->course[i].standing == OPEN)
            funnel_resume(block, i);
        else if (is_partner(block, i))
            care_resume(block, i);
    }
}

void state_run(const struct campaign_state *state, struct block *block, uint32_t first, int n)
{
    block_start(block, first, n);
    for (int r = 0; r < n; r++) {
        block_enter(block, r);
        state_enter(state, block);
        block_run_to(block, block->campaign->days);
    }
    block_keep_books(block);
}

void state_run_drawn(const struct state_source *source, struct campaign_state *own,
    struct block *block, uint32_t first, int n)
{
    block_start(block, first, n);
    for (int r = 0; r < n; r++) {
        block_enter(block, r);
        if (source->draw != NULL)
            source->draw(source->context, block, own);
        state_enter(own, block);
        block_run_to(block, block->campaign->days);
    }
    block_keep_books(block);
}
