/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contact.h"

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

static const uint16_t *open_days(struct arena *arena, const struct calendar *calendar, int days)
{
    uint16_t *open = arena_new(arena, (size_t)days + 1, sizeof *open);
    for (int day = 0; day <= days; day++)
        open[day] = (uint16_t)calendar_open(calendar, day);
    return open;
}

/* How many of `n` dates lie before each day. */
static const uint16_t *dates_passed(struct arena *arena, const int *day_of, int n, int days)
{
    uint16_t *passed = arena_new(arena, (size_t)days + 1, sizeof *passed);
    int date = 0;
    for (int day = 0; day <= days; day++) {
        while (date < n && day_of[date] < day)
            date++;
        passed[day] = (uint16_t)date;
    }
    return passed;
}

void agenda_init(struct agenda *agenda, struct arena *arena, const struct catalogue *catalogue,
    const struct calendar *calendar, int days)
{
    int n = 1;
    for (int c = 0; c < catalogue->n; c++)
        if (catalogue->contact[c].occasion.given)
            n += days / catalogue->contact[c].occasion.every_days + 1; /* at most */
    agenda->days = days;
    agenda->day = arena_new(arena, (size_t)n, sizeof(int));
    agenda->open_day = open_days(arena, calendar, days);
    agenda->n = 1;
    for (int c = 0; c < catalogue->n; c++) {
        const struct occasion *occasion = &catalogue->contact[c].occasion;
        agenda->passed[c] = NULL;
        if (!occasion->given)
            continue;
        int *own = agenda->day + agenda->n, dates = dates_of(occasion, calendar, days, own);
        agenda->first[c] = agenda->n;
        agenda->end[c] = agenda->n + dates;
        agenda->seats[c] = occasion->seats;
        agenda->passed[c] = dates_passed(arena, own, dates, days);
        agenda->n += dates;
    }
}
