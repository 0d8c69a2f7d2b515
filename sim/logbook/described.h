/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estimate.h"
#include "history.h"
#include "incidence.h"

/* What records alone tell, without any model: who joined and after how long, what contacts were
 * held and what followed them, how the hub stands against its targets. */

/* Figures of logbook_summary.csv. */
enum log_figure {
    FIGURE_COMPANIES,
    FIGURE_JOINED,
    FIGURE_SAID_NO,
    FIGURE_STOPPED,
    FIGURE_OPEN,
    FIGURE_CONTACTS_PER_PARTNER,
    FIGURE_4_TO_7,
    FIGURE_OVER_7,
    FIGURE_CONTACTS_TO_NO,
    FIGURE_ALL_PER_PARTNER,
    FIGURE_DAYS_MEDIAN,
    FIGURE_DAYS_OF_JOINED,
    FIGURE_HOURS_PER_PARTNER,
    FIGURE_COST_PER_PARTNER,
    FIGURE_IN_VIEW,
    FIGURE_ACTIVE,
    FIGURE_PAYING,
    FIGURE_MOVED_SHARE,
    FIGURE_NO_SHOW_SHARE,
    N_LOG_FIGURES
};

/* Their names in files, and units. */
struct log_figure_kind {
    const char *name, *unit;
};
extern const struct log_figure_kind log_figures[N_LOG_FIGURES];

/* A contact moment in a stage. */
struct contact_row {
    int contact, stage; /* the stage told last before it; NONE: none was */
    int64_t held, moved, no_show, cancelled, not_reached;
    int64_t delayed; /* of those moved, as the company was busy or the hub had no hours */
    int64_t recorded, progressed; /* held where what came of it is written; of these with
                                     progress */
    struct estimate share;
    double next_median, next_p10, next_p90; /* days to the next contact; NAN: there is none */
    double hours, cost_eur;                 /* that are written */
};

/* Days from one held contact to the next, of those in one stage. */
struct days_between {
    int64_t n;
    double p10, median, p90;
};

struct ring_row {
    int target;
    int64_t companies;
    double hours, cost_eur; /* of these companies; NAN: none are written */
};
enum { LOG_IN_VIEW, LOG_ACTIVE, LOG_PAYING, N_LOG_RINGS };
extern const char *const log_ring_names[N_LOG_RINGS];

struct described {
    struct arena arena;
    const struct history *history;
    struct estimate figure[N_LOG_FIGURES];
    struct incidence by_day, by_contact; /* of enum log_ending */
    int64_t without_days; /* companies that are in no curve by day, as nobody knows since when
                             they are known */
    int n_contacts;
    struct contact_row *contact;
    struct ring_row ring[N_LOG_RINGS];
    struct days_between between[N_STAGES]; /* by the stage that was told before the first */
};

/* How long a company was followed, in days from its first contact on, and how that ended;
 * false: it is in no curve by day. */
bool described_spell(const struct history *history, int company, struct spell *spell);

/* `confidence` is that of all limits. */
void described_init(
    struct described *described, const struct history *history, double confidence);
void described_free(struct described *described);
