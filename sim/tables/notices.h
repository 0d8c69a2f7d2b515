/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_NOTICES_H
#define RECEPT_NOTICES_H

#include "messages.h"
#include "study.h"

/* What the reader of a finished study's tables has to be told: a line for each strategy and
 * measure whose Monte Carlo error has no bounds, for all companies; how much of the spread
 * comes from not knowing the parameters, where these are drawn; that hubs are no experiment. */
void study_notices(const struct study *study, struct messages *notices);

#endif
