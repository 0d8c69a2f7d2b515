/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "config.h"
#include "log_state.h"
#include "manifest.h"

/* --from: campaigns that go on from how that of a hub stands, as the folder of results of
 * `recept logbook` tells. */

struct output;

struct from {
    struct arena arena;
    const char *folder;
    struct manifest_read manifest; /* of that folder */
    struct text records, companies;
    struct config config; /* as it is before campaigns are made of it */
    struct log log;
    struct log_reading reading;
    struct history history;
    struct campaign followed; /* of the strategy that was followed, or lends its aids */
    struct log_hidden hidden;
    struct log_state *state; /* [n] of each case */
    int n;
    bool empty; /* nothing has happened yet: campaigns start */
    struct logged logged;
    int n_sets;
    const char **set; /* [n_sets] those of the user, and the list of companies */
};

/* Reads the folder that --from names, before the configs of the study are. STATUS_CONFIG, with
 * what is wrong, where no campaign of the (first) config can go on from it. */
enum status from_open(struct output *output);

/* Has the cases of the study go on from there. */
enum status from_begin(struct output *output);
void from_free(struct from *from);
