/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_UNCERTAIN_H
#define RECEPT_UNCERTAIN_H

#include "config.h"
#include "engine.h"
#include "variant.h"

/* A case whose campaigns are drawn anew for each pair of replications. Has to outlive the run.
 * Cases of one config have the same seed. */
struct uncertain_case {
    const struct config *config;
    int strategy;
    uint64_t seed;
    uint32_t first_company;        /* as in struct campaign */
    const struct variant *variant; /* NULL: none */
};

/* Where the engine gets the campaigns of `one` from; an empty source when every number of the
 * config is known, or taken at its mean (`fixed`). */
struct campaign_source uncertain_source(struct uncertain_case *one, bool fixed);

#endif
