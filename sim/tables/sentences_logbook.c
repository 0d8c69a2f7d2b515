/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "language.h"
#include "sentences.h"

#include <math.h>

static const char *day_text(struct sentences *s, const struct logbook *logbook, int32_t day)
{
    long start = 0;
    calendar_parse(logbook->log.scenario->campaign.start, &start);
    return date_text(&s->parts, start + day);
}

static int64_t held_in(const struct logbook *logbook)
{
    const struct history *history = &logbook->history;
    int64_t n = 0;
    for (int64_t i = 0; i < history->n; i++)
        n += history->event[i].role != ROLE_LEFT_OUT &&
             (history->event[i].record->outcome == LOG_HELD || history->event[i].implied);
    return n;
}

/* Where so few are left to be seen that one of them moves the curve by much. */
static void say_few(struct sentences *s, const struct incidence *curve)
{
    enum { FEW = 5 };
    for (int i = 0; i < curve->n; i++) {
        const struct incidence_point *point = incidence_at(curve, ENDED_JOINED, i);
        if (point->events == 0 || point->at_risk >= FEW)
            continue;
        say_line(s,
            _("From day %s on the share moves by much with each that joins: no more than %d "
              "companies are still to be seen there."),
            part(s, point->time, NUMBER_WHOLE), point->at_risk);
        return;
    }
}

/* Who joined by when, those still open allowed for. */
static void say_incidence(struct sentences *s, const struct logbook *logbook)
{
    const struct described *d = &logbook->described;
    const struct incidence *curve = &d->by_day;
    if (curve->n == 0)
        return;
    const struct incidence_point *last = incidence_at(curve, ENDED_JOINED, curve->n - 1);
    const struct estimate median = d->figure[FIGURE_DAYS_MEDIAN];
    const struct estimate share = {
        .value = last->estimate, .se = last->se, .low = last->low, .high = last->high};
    const char *joined = number_estimate(&s->parts, share, NUMBER_PERCENT_SHORT);
    const char *days = part(s, last->time, NUMBER_WHOLE);
    if (d->without_days == 0)
        say(s,
            _("Of all companies %s had joined %s days after the first contact, allowing for "
              "those under way. "),
            joined, days);
    else
        say(s,
            _("Of the %s companies whose first contact is known %s had joined %s days after "
              "it, allowing for those under way. "),
            part(s, d->figure[FIGURE_COMPANIES].value - (double)d->without_days, NUMBER_WHOLE),
            joined, days);
    if (isnan(median.value))
        say_line(s, "%s", _("Fewer than half have joined so far."));
    else
        say_line(s, _("Half had joined after %s days."), part(s, median.value, NUMBER_WHOLE));
    say_few(s, curve);
}

static void say_contacts(struct sentences *s, const struct logbook *logbook)
{
    const struct estimate *figure = logbook->described.figure;
    if (isnan(figure[FIGURE_CONTACTS_PER_PARTNER].value))
        return;
    say(s, _("Those that joined had had %s contacts on average; "),
        number_estimate(&s->parts, figure[FIGURE_CONTACTS_PER_PARTNER], NUMBER_TENTHS));
    say_line(s,
        _("all contacts of this logbook, those with companies that did not join included, come "
          "to %s for each partner."),
        number_estimate(&s->parts, figure[FIGURE_ALL_PER_PARTNER], NUMBER_TENTHS));
}

/* "Tour of the campus in interest (9 of 12, 4.1 expected)". */
static const char *ingredient_text(
    struct sentences *s, const struct logbook *logbook, const struct ingredient *row)
{
    const struct contact *contact = &logbook->log.scenario->catalogue.contact[row->contact];
    return part_printf(s, _("%s in %s (%d of %d, %s expected)"), contact_label(contact),
        list_stage_label(row->stage), row->progressed, row->recorded,
        part(s, row->expected, NUMBER_TENTHS));
}

static const char *ingredients_with(
    struct sentences *s, const struct logbook *logbook, enum ingredient_flag flag)
{
    const struct ingredients *in = &logbook->ingredients;
    const char *list = "";
    for (int i = 0; i < in->n; i++)
        if (in->row[i].flag == flag)
            list = part_join(s, list, "; ", ingredient_text(s, logbook, &in->row[i]));
    return list;
}

static void say_ingredients(struct sentences *s, const struct logbook *logbook)
{
    const struct ingredients *in = &logbook->ingredients;
    const char *better = ingredients_with(s, logbook, WORKS_BETTER);
    const char *worse = ingredients_with(s, logbook, WORKS_WORSE);
    if (in->n == 0)
        return;
    if (in->row[0].flag == NOT_RECORDED) {
        say_line(s,
            _("Which contacts work better or worse than assumed is not told: the stage after "
              "it is written of %s of the contacts, and takes 90%%, those without progress "
              "included."),
            part(s, in->recorded_share, NUMBER_CHANCE));
        return;
    }
    if (better[0] != '\0')
        say_line(s, _("Followed by progress more often than the config assumes: %s."), better);
    if (worse[0] != '\0')
        say_line(s, _("Followed by progress less often than the config assumes: %s."), worse);
    if (better[0] == '\0' && worse[0] == '\0')
        say_line(s, "%s",
            _("No contact moment is shown to be followed by progress more or less often than "
              "the "
              "config assumes."));
    if (in->impossible > 0)
        say_line(s,
            _("Companies that cannot have gone so by the config: %d; they count up to "
              "where that shows."),
            in->impossible);
}

static void say_refused(struct sentences *s, const struct logbook *logbook)
{
    long refused = logbook_refused(logbook), rows = 0;
    const struct defects *defects = &logbook->history.defects;
    for (int i = 0; i < logbook->reading.n_files; i++)
        rows += logbook->reading.file[i].rows;
    if (refused > 0)
        say_line(s,
            _("Rows that could not be read: %ld of %ld; refused.csv says which, and why."),
            refused, rows);
    if (logbook->described.without_days > 0)
        say_line(s,
            _("Companies that were known before, since nobody knows when: %ld; they are in no "
              "curve "
              "by day."),
            (long)logbook->described.without_days);
    if (defects->n == 0)
        return;
    const char *list = "";
    for (int i = 0; i < N_DEFECTS; i++)
        if (defects->of_kind[i] > 0)
            list = part_join(s, list, ", ",
                part_printf(s, "%s %ld", _(defect_names[i]), (long)defects->of_kind[i]));
    say_line(
        s, _("What cannot be so in it: %s; defects.csv says where, and what was done."), list);
}

void sentences_logbook(struct sentences *s, const struct logbook *logbook)
{
    const struct estimate *figure = logbook->described.figure;
    say_line(s, _("Logbook from %s to %s. Companies: %s. Contacts that took place: %s."),
        day_text(s, logbook,
            logbook->history.n > 0 ? logbook->history.first_day : logbook->log.until),
        day_text(s, logbook, logbook->log.until),
        part(s, figure[FIGURE_COMPANIES].value, NUMBER_WHOLE),
        part(s, (double)held_in(logbook), NUMBER_WHOLE));
    say_line(s, _("Joined: %s. Said no: %s. Given up by the hub: %s. Still open: %s."),
        part(s, figure[FIGURE_JOINED].value, NUMBER_WHOLE),
        part(s, figure[FIGURE_SAID_NO].value, NUMBER_WHOLE),
        part(s, figure[FIGURE_STOPPED].value, NUMBER_WHOLE),
        part(s, figure[FIGURE_OPEN].value, NUMBER_WHOLE));
    say_incidence(s, logbook);
    say_contacts(s, logbook);
    say_ingredients(s, logbook);
}

void sentences_logbook_columns(
    struct sentences *s, const struct logbook *logbook, double confidence)
{
    say_line(s,
        _("with progress: contacts after which a higher stage is written, of those where it is "
          "written what came of them (%s limits). It is no effect of the contact: who got it "
          "was "
          "chosen."),
        part(s, confidence, NUMBER_PERCENT_SHORT));
    say_refused(s, logbook);
}
