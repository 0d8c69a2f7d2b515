/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranks where there is no MPI: one. */
#include "ranks.h"

#include <stdlib.h>

void ranks_start(void)
{
}

void ranks_end(void)
{
}

void ranks_abort(int exit_status)
{
    _Exit(exit_status);
}

int ranks_count(void)
{
    return 1;
}

int ranks_mine(void)
{
    return 0;
}

int ranks_started(int *mine)
{
    *mine = 0;
    return 1;
}

int ranks_largest(int value)
{
    return value;
}

void ranks_share(void *bytes, size_t length)
{
    (void)bytes;
    (void)length;
}

void ranks_share_text(struct text *text)
{
    (void)text;
}

void ranks_send(int to, int kind, const void *bytes, size_t length)
{
    (void)to;
    (void)kind;
    (void)bytes;
    (void)length;
}

bool ranks_receive(struct ranks_message *message)
{
    (void)message;
    return false;
}
