/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contact.h"

const char *const stage_names[N_STAGES] = {"attention", "interest", "desire", "action"};

/* Appends the dates of one contact moment; returns how many there are. */
static int dates_of(
    const struct occasion *occasion, const struct calendar *calendar, int days, int *day)
{
    int n = 0;
    for (long date = occasion->first_day; date < days; date += occasion->every_days) {
        int held = calendar_open(calendar, (int)date);
        if (held >= days)
            break;
        if (day != NULL)
            day[n] = held;
        n++;
    }
    return n;
}

static int *index_by_day(struct arena *arena, const int *day, int first, int end, int days)
{
    int *from_day = arena_new(arena, (size_t)days + 1, sizeof(int));
    int date = first;
    for (int d = 0; d <= days; d++) {
        while (date < end && day[date] < d)
            date++;
        from_day[d] = date;
    }
    return from_day;
}

void agenda_init(struct agenda *agenda, struct arena *arena, const struct catalogue *catalogue,
    const struct calendar *calendar, int days)
{
    int n = 0;
    for (int c = 0; c < catalogue->n; c++)
        if (catalogue->contact[c].occasion.given)
            n += dates_of(&catalogue->contact[c].occasion, calendar, days, NULL);
    agenda->day = arena_new(arena, (size_t)n, sizeof(int));
    agenda->n = 0;
    for (int c = 0; c < catalogue->n; c++) {
        if (!catalogue->contact[c].occasion.given)
            continue;
        agenda->first[c] = agenda->n;
        agenda->n +=
            dates_of(&catalogue->contact[c].occasion, calendar, days, agenda->day + agenda->n);
        agenda->end[c] = agenda->n;
        agenda->from_day[c] =
            index_by_day(arena, agenda->day, agenda->first[c], agenda->end[c], days);
    }
}

int agenda_find(const struct agenda *agenda, const struct catalogue *catalogue, int contact,
    int day, const uint16_t *taken)
{
    int seats = catalogue->contact[contact].occasion.seats;
    for (int date = agenda->from_day[contact][day]; date < agenda->end[contact]; date++)
        if (taken[date] < seats)
            return date;
    return NO_DATE;
}
