/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"
#include "log.h"

/* What a hub would have in its logbook at the end of a simulated campaign.
 *
 * Records stand in the order in which things happen, also those of one day: whom a new partner
 * introduces comes after its `joined`; what ends outreach to a company (`said_no`, `stopped`)
 * comes after the contact that it followed from. An appointment has a record each time it comes
 * due. One that is still to come at the end, also because it is dated on the last day of
 * outreach or later, is `planned`, under the date it has by then; its record stands where that
 * date was agreed. A date after the last day simulated only says that it is later: no agenda
 * goes on there. Appointments of a partner that left are gone.
 *
 * Hours and euro (of contacts that are held, reach nobody, are moved or are no-shows) are what
 * the contact was charged, an occasion that is charged whole included; research at the approach
 * is of no contact, and in no record. */

/* Runs replication number `replication` of the block's campaign, in which nothing is drawn any
 * more, into `log` (at first all zero). Companies are as they are listed, or as that
 * replication draws them: segment, stage before any introduction or warm start, warm at the
 * start, and the day of approach; traits that the list has, as it has them. The scenario has
 * to outlive the log. */
void campaign_log_make(struct log *log, struct block *block, uint32_t replication);

void campaign_log_free(struct log *log);
