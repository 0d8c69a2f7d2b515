/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "together.h"

#include "ranks.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void together_start(void)
{
    ranks_start();
    atexit(ranks_end);
    if (together_first())
        return;
    FILE *nowhere = fopen("/dev/null", "we");
    if (nowhere == NULL)
        return;
    stdout = nowhere;
    stderr = nowhere;
}

bool together_first(void)
{
    return ranks_mine() == 0;
}

enum status together(enum status mine)
{
    int worst = ranks_largest((int)mine);
    /* The lowest rank that failed speaks. */
    int lowest =
        ranks_count() - ranks_largest(mine != STATUS_OK ? ranks_count() - ranks_mine() : 0);
    if (mine != STATUS_OK && ranks_mine() == lowest && !together_first())
        stderr = fdopen(STDERR_FILENO, "w");
    return (enum status)worst;
}

enum status together_as_first(enum status mine)
{
    int status = (int)mine;
    ranks_share(&status, sizeof status);
    return (enum status)status;
}
