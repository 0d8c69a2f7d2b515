/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "filter.h"
#include "history.h"
#include "state.h"

/* How the campaign of a hub stands after the last day that its logbook knows, to simulate on
 * from there. What was before the first day of the config's campaign counts on that day. */

/* What is hidden of each company, by the filter, at the config's means. */
struct log_hidden {
    struct arena arena;
    struct filter filter;
    const struct campaign *campaign; /* of the strategy that was followed, or which lends its
                                        aids and offer */
    bool followed;
    struct filter_kept *kept; /* [companies] */
    int impossible; /* companies that cannot have gone so by the config: as it was told last */
};

void log_hidden_init(struct log_hidden *hidden, const struct history *history,
    const struct campaign *campaign, bool followed);
void log_hidden_free(struct log_hidden *hidden);

/* Where the campaigns of one strategy go on. */
struct log_state {
    const struct history *history;
    const struct log_hidden *hidden;
    const struct campaign *campaign;
    struct campaign_state known;
    struct state_source source;
    int approached; /* companies, so far */
    int passed;     /* days of the strategy on which one was to be approached */
    int partners;   /* so far */
};

/* `campaign` has the companies of the log, of which the first n_companies are the list's, and
 * is simulated for more days than the log knows; it and all else have to outlive the state. */
void log_state_init(struct log_state *state, const struct history *history,
    const struct log_hidden *hidden, const struct campaign *campaign);
void log_state_free(struct log_state *state);

/* The first day that is simulated: the one after the last that is known, from day 0 on. */
int log_state_day(const struct log *log);
