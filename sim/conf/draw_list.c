/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw_list.h"

#include "memory.h"

#include <math.h>
#include <string.h>

/* Room for one more than `n`: twice as much whenever n is a power of two. */
static void *grown(struct arena *arena, void *array, int n, size_t size)
{
    if ((n & (n - 1)) != 0)
        return array;
    void *larger = arena_new(arena, n > 0 ? 2 * (size_t)n : 1, size);
    return n > 0 ? memcpy(larger, array, (size_t)n * size) : larger;
}

static int add_step(struct draw_list *list, struct draw_step step)
{
    list->step = grown(list->arena, list->step, list->n_steps, sizeof *list->step);
    list->step[list->n_steps] = step;
    return list->n_steps++;
}

struct drawable draw_list_draw(struct draw_list *list, double mean)
{
    return (struct drawable){mean, add_step(list, (struct draw_step){.kind = STEP_DRAW})};
}

static double made_by(enum step_kind kind, double a, double b)
{
    switch (kind) {
    case STEP_SUM:
        return a + b;
    case STEP_PRODUCT:
        return a * b;
    case STEP_QUOTIENT:
        return a / b;
    default:
        return fmax(a, b);
    }
}

struct drawable draw_list_reckon(
    struct draw_list *list, enum step_kind kind, struct drawable a, struct drawable b)
{
    struct drawable made = known(made_by(kind, a.value, b.value));
    if (a.step != KNOWN || b.step != KNOWN)
        made.step = add_step(list, (struct draw_step){kind, a, b});
    return made;
}

static int landing_at(const struct draw_list *list, const double *at)
{
    int i = list->n_landings - 1;
    while (i >= 0 && list->landing[i].at != at)
        i--;
    return i;
}

void draw_list_land(struct draw_list *list, double *at, struct drawable number)
{
    int i = landing_at(list, at);
    *at = number.value;
    if (i >= 0) {
        list->landing[i].number = number;
    } else if (number.step != KNOWN) {
        list->landing =
            grown(list->arena, list->landing, list->n_landings, sizeof *list->landing);
        list->landing[list->n_landings++] = (struct landing){at, number};
    }
}

struct drawable draw_list_at(const struct draw_list *list, const double *at)
{
    int i = landing_at(list, at);
    return i >= 0 ? list->landing[i].number : known(*at);
}

static double value_of(struct drawable number, const double *value)
{
    return number.step == KNOWN ? number.value : value[number.step];
}

void draw_list_replay(const struct draw_list *list, double *value)
{
    for (int i = 0; i < list->n_steps; i++) {
        const struct draw_step *step = &list->step[i];
        if (step->kind != STEP_DRAW)
            value[i] = made_by(step->kind, value_of(step->a, value), value_of(step->b, value));
    }
}
