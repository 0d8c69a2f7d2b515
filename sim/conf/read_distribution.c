/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read.h"

#include "language.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* A number of a distribution; reports a missing one or another type. */
static bool read_part(struct reader *r, struct node *group, const char *name, double *value)
{
    struct node *node = read_required(r, group, name);
    if (node == NULL)
        return false;
    if ((node->type != NODE_REAL && node->type != NODE_WHOLE) || !isfinite(node->real)) {
        node_error(node, r->errors, _("must be a number"));
        return false;
    }
    *value = node->real;
    return true;
}

/* { mean; sd; }: the family follows from the kind of number. */
static bool make_mean_sd(struct reader *r, struct node *node, const struct parameter *parameter,
    const double part[], struct distribution *d)
{
    bool good;
    const char *limits;
    switch (parameter->kind) {
    case PARAMETER_PROBABILITY:
        good = distribution_logit_normal(d, part[0], part[1]);
        limits = _("a probability needs a mean inside 0 and 1 and a sd that fits between them");
        break;
    case PARAMETER_POSITIVE:
    case PARAMETER_ABOVE_ZERO:
        good = distribution_lognormal(d, part[0], part[1]);
        limits = _("a positive number needs a mean above 0 and a sd of 0 or more");
        break;
    default:
        good = distribution_normal(d, part[0], part[1]);
        limits = _("a sd is 0 or more");
    }
    if (!good)
        node_error(node, r->errors, _("no distribution has mean %g and sd %g: %s"), part[0],
            part[1], limits);
    return good && read_in_range(r, node_find(node, "mean"), "", part[0], parameter);
}

static bool make_pert(struct reader *r, struct node *node, const struct parameter *parameter,
    const double part[], struct distribution *d)
{
    if (!distribution_pert(d, part[0], part[1], part[2])) {
        node_error(node, r->errors, _("must be low <= mode <= high and low < high"));
        return false;
    }
    bool good = read_in_range(r, node_find(node, "low"), "", part[0], parameter);
    return read_in_range(r, node_find(node, "high"), "", part[2], parameter) && good;
}

static bool make_beta(struct reader *r, struct node *node, const struct parameter *parameter,
    const double part[], struct distribution *d)
{
    if (parameter->kind != PARAMETER_PROBABILITY)
        node_error(node, r->errors, _("a beta distribution is for probabilities and shares"));
    else if (!distribution_beta(d, part[0], part[1]))
        node_error(node, r->errors, _("a and b must be from 0.001 to 100,000"));
    else
        return read_in_range(r, node, _("the mean "), d->mean, parameter);
    return false;
}

enum { MEAN_SD, PERT, BETA };

/* The parts that each is given by, and what makes it of them. */
static const struct {
    const char *part[3];
    bool (*make)(struct reader *r, struct node *node, const struct parameter *parameter,
        const double part[], struct distribution *d);
} families[] = {
    [MEAN_SD] = {{"mean", "sd"}, make_mean_sd},
    [PERT] = {{"low", "mode", "high"}, make_pert},
    [BETA] = {{"a", "b"}, make_beta},
};

static bool has_part(const struct node *node, int family)
{
    bool has = false;
    for (int i = 0; i < 3 && families[family].part[i] != NULL; i++)
        has = has || node_find(node, families[family].part[i]) != NULL;
    return has;
}

/* Which family a group is written as; -1, with an error: none, or one of an unknown name. */
static int family_of(struct reader *r, struct node *node)
{
    const struct node *named = node_get(r->tree, node, "dist");
    int family = named != NULL ? BETA : has_part(node, PERT) ? PERT : MEAN_SD;
    if (named == NULL && !has_part(node, family))
        node_error(node, r->errors,
            _("must be a number or a distribution: { mean = ...; sd = ...; }, { low = ...; "
              "mode = ...; high = ...; } or { dist = \"beta\"; a = ...; b = ...; }"));
    else if (named != NULL && (named->type != NODE_TEXT || strcmp(named->text, "beta") != 0))
        node_error(named, r->errors, _("the distribution that has a name is \"beta\""));
    else
        return family;
    node_mark_used(node);
    return -1;
}

bool read_distribution(struct reader *r, struct node *node, const struct parameter *parameter)
{
    int family = family_of(r, node);
    if (family < 0)
        return false;
    struct distribution *d = arena_new(&r->tree->arena, 1, sizeof *d);
    double part[3] = {0};
    bool good = true;
    for (int i = 0; i < 3 && families[family].part[i] != NULL; i++)
        good = read_part(r, node, families[family].part[i], &part[i]) && good;
    if (!good || !families[family].make(r, node, parameter, part, d))
        return false;
    bool above_zero = parameter->kind == PARAMETER_ABOVE_ZERO;
    distribution_limit(
        d, above_zero ? fmax(parameter->low, DBL_MIN) : parameter->low, parameter->high);
    node->distribution = d;
    node->real = d->mean;
    node->step = draw_list_draw(r->draws, d->mean).step;
    return true;
}
