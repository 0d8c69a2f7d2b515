/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "manifest.h"
#include "screen.h"
#include "tree.h"

/* What changed between two results of one command: what was asked, and what came of it. */

/* The first results and the second. */
struct changes {
    const struct manifest_read *manifest; /* [2] */
    const char *const *path;              /* [2] */
    struct tree tree[2];                  /* their configs; of several configs the first */
    bool several;                         /* configs */
    struct arena arena;
};

/* Makes the screen that tells of it. STATUS_CONFIG, with a message, when they are not of one
 * command, or files that it takes are not there as they were written. */
enum status changes_tell(struct screen *screen, const struct manifest_read manifest[2],
    const char *const path[2], struct messages *errors);

/* ---- Its parts ---- */

/* What differs in what was asked, a line each; nothing where it is the same. */
void changes_add_asked(struct sentences *s, struct changes *changes);

/* The figures of both, and which of them are shown to have changed. */
enum status changes_add_outcome(
    struct screen *screen, struct changes *changes, struct messages *errors);

/* What a strategy is called, by its id. */
const char *changes_strategy(struct changes *changes, const char *id);

/* The same of a baseline, of several configs CONFIG:ID. */
const char *changes_baseline(struct changes *changes, const char *id);
