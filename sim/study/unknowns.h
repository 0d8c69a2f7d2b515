/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_UNKNOWNS_H
#define RECEPT_UNKNOWNS_H

#include <stdbool.h>

struct setup;

/* The numbers that are not known, over all configs of a setup, as they are drawn. A number
 * that several configs have is taken once: it falls alike in all of them. */
struct unknowns {
    int n;         /* 0: all are known, or taken at their means */
    double *theta; /* [draws][n] */
    bool agree;    /* no config knows a number that another does not */
};

void unknowns_init(struct unknowns *unknowns, const struct setup *setup, int draws);
void unknowns_free(struct unknowns *unknowns);

#endif
