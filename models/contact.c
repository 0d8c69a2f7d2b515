/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contact.h"

#include <limits.h>

const char *const stage_names[N_STAGES] = {"attention", "interest", "desire", "action"};

bool contact_may_be_no_show(const struct contact *contact, const struct axes *axes)
{
    for (int s = 0; s < axes_segments(axes); s++)
        if (contact->no_show.at[s] > 0.0)
            return true;
    return false;
}

/* Lists the dates of one contact moment; returns how many there are. */
static int dates_of(
    const struct occasion *occasion, const struct calendar *calendar, int days, int *day)
{
    int n = 0;
    for (long date = occasion->first_day; date < days; date += occasion->every_days) {
        int held = calendar_open(calendar, (int)date);
        if (held >= days)
            break;
        day[n++] = held;
    }
    return n;
}

/* The slots of a contact moment on every open day. */
static const struct slot *open_days(
    struct arena *arena, const struct calendar *calendar, int days)
{
    struct slot *slot = arena_new(arena, (size_t)days + 1, sizeof *slot);
    for (int day = 0; day <= days; day++)
        slot[day] = (struct slot){calendar_open(calendar, day), NO_DATE};
    return slot;
}

/* The slots of a contact moment on dates of its own, `first` to before `end`. */
static const struct slot *dates_from_day(
    struct arena *arena, const int *day_of, int first, int end, int days)
{
    struct slot *slot = arena_new(arena, (size_t)days + 1, sizeof *slot);
    int date = first;
    for (int day = 0; day <= days; day++) {
        while (date < end && day_of[date] < day)
            date++;
        slot[day] =
            date < end ? (struct slot){day_of[date], date} : (struct slot){days + 1, NO_DATE};
    }
    return slot;
}

void agenda_init(struct agenda *agenda, struct arena *arena, const struct catalogue *catalogue,
    const struct calendar *calendar, int days)
{
    int n = 1;
    for (int c = 0; c < catalogue->n; c++)
        if (catalogue->contact[c].occasion.given)
            n += days / catalogue->contact[c].occasion.every_days + 1; /* at most */
    const struct slot *any = open_days(arena, calendar, days);
    agenda->days = days;
    agenda->day = arena_new(arena, (size_t)n, sizeof(int));
    agenda->n = 1;
    for (int c = 0; c < catalogue->n; c++) {
        agenda->from_day[c] = any;
        agenda->seats[c] = INT_MAX;
        if (!catalogue->contact[c].occasion.given)
            continue;
        int first = agenda->n;
        agenda->n +=
            dates_of(&catalogue->contact[c].occasion, calendar, days, agenda->day + agenda->n);
        agenda->end[c] = agenda->n;
        agenda->seats[c] = catalogue->contact[c].occasion.seats;
        agenda->from_day[c] = dates_from_day(arena, agenda->day, first, agenda->end[c], days);
    }
}

struct slot agenda_after(
    const struct agenda *agenda, int contact, struct slot slot, const uint16_t *taken)
{
    if (slot.date == NO_DATE)
        return slot; /* too late: there is no other */
    int date = slot.date;
    while (date < agenda->end[contact] && taken[date] >= agenda->seats[contact])
        date++;
    return date < agenda->end[contact] ? (struct slot){agenda->day[date], date}
                                       : (struct slot){agenda->days + 1, NO_DATE};
}
