/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "logbook.h"
#include "text.h"

/* A logbook as other programs read it. */

/* Adds CSV as etm() of R's package etm (Allignol, Schumacher and Beyersmann 2011, J. Stat.
 * Softw. 38(4)) takes it: `id,from,to,entry,exit`, a row for each company that is in the curves
 * by day. States are 0 and 1 joined, 2 said no, 3 stopped; `to` is "cens" where it is open.
 * etm() has a company at risk after its entry only, and refuses one whose exit is its entry,
 * while an ending on the first day counts: entry and exit are a day later, so that
 * probabilities at its time t are those right after day t - 1. */
void export_etm(struct text *out, const struct logbook *logbook);

/* Adds an event log (XES, IEEE 1849-2016): a trace for each company with records, named as
 * logbook_company() does, and an event for each record. Whole numbers, yes and no are there as
 * texts as well, as some readers keep no others. */
void export_xes(struct text *out, const struct logbook *logbook);
