/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "details.h"

#include "vector.h"

#include <string.h>

_Static_assert(N_CONTROLS == 12, "controls are multiplied in fours");

/* Adds what each detail came to times the controls; one of these is 1, so that it is added up
 * itself. */
VECTORISED static void add_products(
    const struct detail *detail, const struct detail *end, const double *control)
{
    quad one, two, three, sum;
    memcpy(&one, control, sizeof one);
    memcpy(&two, control + 4, sizeof two);
    memcpy(&three, control + 8, sizeof three);
    one[3] = 1.0;
    for (; detail < end; detail++) {
        double *at = detail->with, x = detail->x;
        memcpy(&sum, at, sizeof sum);
        sum += x * one;
        memcpy(at, &sum, sizeof sum);
        memcpy(&sum, at + 4, sizeof sum);
        sum += x * two;
        memcpy(at + 4, &sum, sizeof sum);
        memcpy(&sum, at + 8, sizeof sum);
        sum += x * three;
        memcpy(at + 8, &sum, sizeof sum);
    }
}

/* Lists what detail `number` from `with` on came to, if anything. */
static inline struct detail *list(struct detail *next, double *with, int number, int64_t x)
{
    if (x == 0)
        return next;
    *next = (struct detail){(double)x, with + (size_t)number * N_CONTROLS};
    return next + 1;
}

/* Which kinds of counts there can be of contact moments. */
static unsigned kinds_of(const struct campaign *c)
{
    return 1u << DETAIL_HELD | 1u << DETAIL_MOVED | 1u << DETAIL_PROGRESSED |
           (unsigned)c->team.limited << DETAIL_WAITED |
           (unsigned)c->has_reach << DETAIL_NOT_REACHED |
           (unsigned)c->has_no_show << DETAIL_NO_SHOW |
           (unsigned)c->team.whole << DETAIL_OCCASIONS;
}

/* What was counted in each stage since it last was. */
static struct detail *list_contacts(
    struct detail *next, double *with, const struct block *block, const struct details *details)
{
    for (const struct detail_counts *counts = details->counts; counts->before != NULL;
         counts++) {
        const uint64_t *now = block->counted[counts->contact].held + counts->first;
        uint64_t *before = counts->before, any = 0;
        for (int i = 0; i < N_COUNTED; i++)
            any |= now[i] ^ before[i];
        for (int i = 0; i < N_COUNTED && any != 0; i++) {
            next = list(next, with + counts->at, i, (int64_t)(now[i] - before[i]));
            before[i] = now[i];
        }
    }
    return next;
}

static inline struct detail *list_company(
    struct detail *next, double *with, const struct course *course, const struct record *record)
{
    static const int ended[N_STANDINGS] = {[OPEN] = DETAIL_OPEN,
        [PARTNER] = DETAIL_JOINED,
        [SAID_NO] = DETAIL_SAID_NO,
        [GIVEN_UP] = DETAIL_GIVEN_UP};
    int standing = course->standing;
    if (standing != NOT_APPROACHED && standing != UNFUNDED)
        next = list(next, with, ended[standing], 1);
    if (standing == PARTNER)
        next = list(next, with, DETAIL_DAYS, record->joined - record->approached);
    next = list(next, with, DETAIL_CONTACTS, course->held);
    next = list(next, with, DETAIL_HOURS, record->hours);
    return list(next, with, DETAIL_COST, record->cost);
}

static inline struct detail *list_week(
    struct detail *next, double *with, const struct week *week)
{
    next = list(next, with, DETAIL_WEEK_USED, week->used);
    next = list(next, with, DETAIL_WEEK_COST, week->cost);
    return list(next, with, DETAIL_WEEK_WAITED, week->waited);
}

void details_add(double *with, const struct block *block, struct details *details,
    const double control[N_CONTROLS])
{
    enum { COMPANY = N_COMPANY_DETAILS * N_CONTROLS, WEEK = N_WEEK_DETAILS * N_CONTROLS };
    const struct campaign *c = block->campaign;
    struct detail *next = list_contacts(details->list, with, block, details);
    double *at = with + (size_t)detail_of_company(c, 0, 0) * N_CONTROLS;
    for (int i = 0, n = details_companies(c); i < n; i++, at += COMPANY)
        next = list_company(
            next, at, &block->course[block->base + i], &block->record[block->base + i]);
    for (int w = 0, n = campaign_weeks(c); w < n; w++, at += WEEK)
        next = list_week(next, at, &block->now->week[w]);
    add_products(details->list, next, control);
}

static size_t counts_of(const struct campaign *c)
{
    return (size_t)detail_of_contact(c->n_contacts, 0, 0);
}

void details_init(struct details *details, struct arena *arena, const struct campaign *c)
{
    bool used[MAX_CONTACTS];
    campaign_contacts(c, used);
    details->list = arena_new(arena, (size_t)details_of(c), sizeof *details->list);
    details->counted = arena_new(arena, counts_of(c), sizeof *details->counted);
    details->counts = arena_new(arena, counts_of(c) + 1, sizeof *details->counts);
    struct detail_counts *next = details->counts;
    for (int i = 0; i < c->n_contacts; i++)
        for (unsigned in = used[i] ? kinds_of(c) : 0; in != 0; in &= in - 1) {
            int kind = __builtin_ctz(in), first = kind * N_COUNTED;
            int number = detail_of_contact(i, (enum contact_detail)kind, 0);
            *next++ = (struct detail_counts){
                i, first, details->counted + number, (size_t)number * N_CONTROLS};
        }
}

void details_clear(struct details *details, const struct campaign *c)
{
    memset(details->counted, 0, counts_of(c) * sizeof *details->counted);
}
