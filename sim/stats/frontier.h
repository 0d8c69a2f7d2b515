/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Which strategies are worth their price (M. C. Weinstein and W. B. Stason, NEJM 296, 1977;
 * M. F. Drummond et al., Methods for the Economic Evaluation of Health Care Programmes): more
 * effect (partners) for more cost, at a price of one more that rises along the frontier. */
enum frontier_standing {
    FRONTIER_ON,        /* best choice for some value of one more */
    FRONTIER_SAME,      /* effect and cost equal to those of one on the frontier */
    FRONTIER_DOMINATED, /* another has at least its effect for at most its cost */
    FRONTIER_EXTENDED,  /* a mix of its two neighbours has its effect for less (extendedly
                           dominated) */
};
enum { FRONTIER_NONE = -1 };

struct frontier_point {
    enum frontier_standing place;
    int previous; /* the neighbour on the frontier with less effect; if dominated or the same,
                     the one it loses to or equals; FRONTIER_NONE for the cheapest on it */
    int next;     /* the neighbour with more effect; FRONTIER_NONE for the last, or dominated */
};

/* Places k strategies with these mean effects and costs (finite, any sign) into point[k].
 * Without any effect the cheapest is the frontier; of equal strategies the first stands on it;
 * strategies in line between two others stand on it too. O(k log k). */
void frontier_standing(
    int k, const double *effect, const double *cost, struct frontier_point *point);
