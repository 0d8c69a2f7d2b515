/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history_path.h"

#include "sort.h"

#include <math.h>
#include <string.h>

/* Days, to be sorted. */
struct days {
    int n;
    struct sortable *item;
};

static void sort_days(struct days *days)
{
    struct sortable *spare = memory_new((size_t)days->n + 1, sizeof *spare);
    sort_by_key(days->item, spare, days->n);
    memory_free(spare);
}

static uint64_t key_of_day(int32_t day)
{
    return (uint64_t)((int64_t)day - INT32_MIN);
}

/* The last contact that was held with a company before its ending; LOG_NO_DAY: none. */
static int32_t last_held(const struct history *history, const struct company_history *of)
{
    int32_t day = LOG_NO_DAY;
    for (int64_t i = of->first; i < of->first + of->n; i++)
        if (history->event[i].role == ROLE_COUNTS &&
            history->event[i].record->outcome == LOG_HELD)
            day = history->event[i].record->day;
    return day;
}

/* The smallest number of days at or before which at least nine of ten noes were written. */
static int32_t settled_after(const struct history *history)
{
    int companies = history->log->n_companies;
    struct days days = {0, memory_new((size_t)companies + 1, sizeof *days.item)};
    for (int i = 0; i < companies; i++) {
        const struct company_history *of = &history->company[i];
        int32_t held = last_held(history, of);
        if (of->ending == ENDED_NO && held != LOG_NO_DAY)
            days.item[days.n++] = (struct sortable){(uint64_t)(of->ended - held), 0};
    }
    sort_days(&days);
    int at = (int)ceil(0.9 * days.n - 1e-9) - 1;
    int32_t after = days.n > 0 ? (int32_t)days.item[at > 0 ? at : 0].key : 0;
    memory_free(days.item);
    return after;
}

static void list_joined(struct history_path *of, const struct history *history)
{
    int companies = history->log->n_companies;
    struct days days = {0, memory_new((size_t)companies + 1, sizeof *days.item)};
    for (int i = 0; i < companies; i++)
        if (history->company[i].ending == ENDED_JOINED)
            days.item[days.n++] = (struct sortable){key_of_day(history->company[i].ended), 0};
    sort_days(&days);
    of->joined = memory_new((size_t)days.n + 1, sizeof *of->joined);
    of->n_joined = days.n;
    for (int i = 0; i < days.n; i++)
        of->joined[i] = (int32_t)((int64_t)days.item[i].key + INT32_MIN);
    memory_free(days.item);
}

void history_path_init(struct history_path *of, const struct history *history)
{
    *of = (struct history_path){.settled = settled_after(history)};
    list_joined(of, history);
}

void history_path_free(struct history_path *of)
{
    memory_free(of->contact);
    memory_free(of->event);
    memory_free(of->joined);
    *of = (struct history_path){0};
}

/* ---- One company ---- */

/* Companies that had joined before that day. */
static int joined_before(const struct history_path *of, int32_t day)
{
    int low = 0, high = of->n_joined;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (of->joined[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Talks go first on a day; joins of it count for other contacts. */
static int partners_at(const struct history_path *of, int32_t day, bool talk)
{
    return joined_before(of, talk ? day : day + 1);
}

static struct filter_contact *make_room(struct history_path *of)
{
    if (of->path.n == of->room) {
        of->room = 2 * of->room + 16;
        of->contact = memory_resize(of->contact, (size_t)of->room, sizeof *of->contact);
        of->event = memory_resize(of->event, (size_t)of->room, sizeof *of->event);
    }
    return &of->contact[of->path.n++];
}

static void add_contact(
    struct history_path *of, const struct history *history, int64_t i, int32_t *last)
{
    const struct log_event *event = &history->event[i];
    const struct log_record *record = event->record;
    int talk = history->log->scenario->catalogue.talk;
    int contact = event->implied ? talk : record->contact;
    bool held = record->outcome != LOG_NOT_REACHED;
    struct filter_contact *to = make_room(of);
    of->event[of->path.n - 1] = i;
    *to = (struct filter_contact){.contact = contact,
        .gap = held && *last != LOG_NO_DAY ? record->day - *last : 0,
        .partners = partners_at(of, record->day, contact == talk),
        .held = held,
        .stage_after = contact == talk ? NONE : event->stage_after,
        .person = (enum person)record->person,
        .won = (enum answer)record->won,
        .talk = event->joined == YES  ? TALK_JOINED
                : event->joined == NO ? TALK_REFUSED
                                      : TALK_NOT_SAID,
        .package = NONE};
    *last = held ? record->day : *last;
}

static bool is_contact(const struct log_event *event)
{
    int outcome = event->record->outcome;
    return event->role == ROLE_COUNTS &&
           (outcome == LOG_HELD || outcome == LOG_NOT_REACHED || event->implied);
}

/* When it was introduced, among its contacts. */
static void set_introduced(
    struct history_path *of, const struct history *history, const struct company_history *c)
{
    struct filter_path *path = &of->path;
    path->introduced = NONE;
    if (c->introduced == LOG_NO_DAY)
        return;
    int32_t approached = c->approached != LOG_NO_DAY ? c->approached : c->origin;
    if (approached == LOG_NO_DAY || c->introduced <= approached) {
        path->introduced_before = true;
        return;
    }
    path->introduced = 0;
    while (path->introduced < path->n &&
           history->event[of->event[path->introduced]].record->day < c->introduced)
        path->introduced++;
}

static enum filter_end end_of(const struct history *history, const struct company_history *c)
{
    bool by_hand = false;
    for (int64_t i = c->first; i < c->first + c->n; i++) {
        const struct log_record *record = history->event[i].record;
        by_hand = by_hand || (record->outcome == LOG_STOPPED && record->reason != REASON_NONE);
    }
    return c->ending == ENDED_JOINED                ? PATH_JOINED
           : c->ending == ENDED_NO                  ? PATH_SAID_NO
           : c->ending == ENDED_STOPPED && !by_hand ? PATH_STOPPED
           : c->ending == ENDED_STOPPED             ? PATH_STOPPED_BY_HAND
                                                    : PATH_OPEN;
}

void history_path_make(struct history_path *of, const struct history *history, int company)
{
    const struct company_history *c = &history->company[company];
    const struct log *log = history->log;
    int32_t last = LOG_NO_DAY;
    of->path = (struct filter_path){.row = &log->company[company],
        .has_won = log->columns >> LOG_WON & 1u,
        .end = end_of(history, c),
        .next = NONE,
        .partners = joined_before(of, log->until + 1)};
    for (int64_t i = c->first; i < c->first + c->n; i++)
        if (is_contact(&history->event[i]))
            add_contact(of, history, i, &last);
    if (c->ending == ENDED_JOINED && of->path.n > 0)
        of->contact[of->path.n - 1].package = c->package;
    for (int64_t i = c->first; i < c->first + c->n && c->ending == LOG_OPEN; i++)
        if (history->event[i].role == ROLE_COUNTS &&
            history->event[i].record->outcome == LOG_PLANNED)
            of->path.next = history->event[i].record->contact;
    of->path.contact = of->contact;
    of->path.settled = last == LOG_NO_DAY || log->until - last >= of->settled;
    set_introduced(of, history, c);
}
