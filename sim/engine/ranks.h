/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

/* Ranks: processes, on one machine or more, that share one piece of work. Built with MPI they
 * are those that mpirun started; without, or when the program was started alone, there is one,
 * and nothing here does anything. One thread of a rank, the one that started, may call these.
 */

/* Before anything else; and at the end of the program, by all ranks alike. Waiting costs no
 * processor time. */
void ranks_start(void);
void ranks_end(void);

/* Ends all ranks at once, with this exit status. */
_Noreturn void ranks_abort(int exit_status);

int ranks_count(void);
int ranks_mine(void); /* 0: the first */

/* How many processes Slurm started of this program, as far as that is known, which may not have
 * become ranks; and which of them this is, from 0. */
int ranks_started(int *mine);

/* The largest of what each rank gives. */
int ranks_largest(int value);

/* Replaces what the other ranks have by what the first has. */
void ranks_share(void *bytes, size_t length);
void ranks_share_text(struct text *text);

/* A message to one rank, of less than 2 GB. */
struct ranks_message {
    int from;
    int kind;
    struct text bytes;
    void *coming; /* of one that has not come whole */
};

/* Sends; may wait until the other rank receives. */
void ranks_send(int to, int kind, const void *bytes, size_t length);

/* Takes a message that has come whole, if one has; does not wait, as who sends it may be gone.
 * Those of one rank come in order. `message` is all 0 at first, and the same one until true
 * is returned; free its bytes then. */
bool ranks_receive(struct ranks_message *message);
