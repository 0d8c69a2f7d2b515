/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "filter.h"
#include "history.h"

/* The path of a company as the filter takes it. */
struct history_path {
    struct filter_path path;
    int room;
    struct filter_contact *contact;
    int64_t *event; /* [path.n] of the history: which event each contact is */
    int n_joined;
    int32_t *joined; /* [n_joined] days on which companies of the log joined, rising */
    int32_t settled; /* days after the last contact by which nine of ten noes were written */
};

void history_path_init(struct history_path *of, const struct history *history);
void history_path_free(struct history_path *of);

/* Fills of->path with that of a company. */
void history_path_make(struct history_path *of, const struct history *history, int company);
