/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "language.h"
#include "sentences.h"
#include "so_far.h"

/* "SPARK recipe: 3 partners so far, 2.1 (...) still to come; cost so far €..., ... to come". */
static void say_case(struct sentences *s, const struct study *study, int i)
{
    const struct study_case *one = &study->cases[i];
    struct so_far so_far;
    study_so_far(one, ALL_SEGMENTS, &so_far);
    struct figure partners = study_to_come(study, one, STILL_PARTNERS);
    struct figure cost = study_to_come(study, one, STILL_COST);
    struct figure hours = study_to_come(study, one, STILL_HOURS);
    say_line(s,
        _("%s: partners so far %s, still to come %s (90%% of campaigns: %s); euros so far %s, "
          "still to come %s; hours so far %s, still to come %s."),
        part_case(s, study, i), part(s, so_far.partners, NUMBER_WHOLE),
        part(s, partners.estimate.value, NUMBER_TENTHS),
        number_span(&s->parts, partners.p05, partners.p95, NUMBER_WHOLE),
        part(s, so_far.cost_eur, NUMBER_MONEY), part(s, cost.estimate.value, NUMBER_MONEY),
        part(s, so_far.hours, NUMBER_WHOLE), part(s, hours.estimate.value, NUMBER_WHOLE));
}

void sentences_from(struct sentences *s, const struct study *study, bool compared)
{
    struct so_far so_far;
    long start = 0;
    if (study->n_cases == 0 || !study_so_far(&study->cases[0], ALL_SEGMENTS, &so_far))
        return;
    calendar_parse(study->cases[0].scenario->campaign.start, &start);
    say_line(s,
        _("Goes on from a logbook that is known until %s. All figures are of the whole "
          "campaign, with what has happened; contact_moments.csv and costs.csv are of what is "
          "still to come."),
        date_text(&s->parts, start + so_far.day - 1));
    for (int i = 0; i < study->n_cases; i++)
        say_case(s, study, i);
    if (compared)
        say_line(s, "%s",
            _("Doing nothing is here to do no more: what is told against it, what strategies "
              "leave and the price of one more partner are of what is still to come."));
    say_line(s, "%s",
        _("The numbers of the config are as they were: nothing was learned from this "
          "logbook."));
}
