/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts.h"

#include "language.h"
#include "text.h"
#include "variant.h"

#include <string.h>

/* What a config has of what the facts are about. */

int package_find(const struct scenario *scenario, const char *id)
{
    for (int i = 0; i < scenario->packages.n; i++)
        if (scenario->packages.package[i].for_companies &&
            strcmp(scenario->packages.package[i].id, id) == 0)
            return i;
    return -1;
}

int strategy_find(const struct scenario *scenario, const char *id)
{
    for (int i = 0; i < scenario->n_strategies; i++)
        if (strcmp(scenario->strategy[i].id, id) == 0)
            return i;
    return -1;
}

/* Whether the axis "size" has the level; gives both as numbers. */
static bool find_level(const struct axes *axes, const char *name, int *axis, int *level)
{
    for (*axis = 0; *axis < axes->n; ++*axis) {
        const struct axis *size = &axes->axis[*axis];
        for (*level = 0; strcmp(size->id, "size") == 0 && *level < size->n_levels; ++*level)
            if (strcmp(size->levels[*level], name) == 0)
                return true;
    }
    return false;
}

/* The group whose name has the level on that axis and every other axis open. */
int fact_cell(const struct scenario *scenario, const struct cells *cells, const char *level)
{
    int axis, number, cell = 0;
    if (level == NULL || !find_level(&scenario->axes, level, &axis, &number))
        return 0;
    struct text name;
    text_init(&name);
    for (int a = 0; a < scenario->axes.n; a++)
        text_printf(&name, "%s%s", a > 0 ? "/" : "", a == axis ? level : "*");
    for (int c = 0; c < cells->n; c++)
        cell = strcmp(cells->name[c], text_string(&name)) == 0 ? c : cell;
    text_free(&name);
    return cell;
}

static bool has_level(const struct scenario *scenario, const char *level)
{
    int axis, number;
    return find_level(&scenario->axes, level, &axis, &number);
}

static bool has_larger(const struct scenario *scenario)
{
    return has_level(scenario, "larger");
}

static bool has_small(const struct scenario *scenario)
{
    return has_level(scenario, "small");
}

static bool has_hub(const struct scenario *scenario)
{
    return scenario->population.n >= 10 && scenario->population.n <= 20;
}

static bool has_list(const struct scenario *scenario)
{
    return scenario->population.list != NULL;
}

static bool has_online_contacts(const struct scenario *scenario)
{
    return variant_contact(scenario, "social_campaign") >= 0 &&
           variant_contact(scenario, "newsletter") >= 0;
}

static bool has_online(const struct scenario *scenario)
{
    return strategy_find(scenario, "online") >= 0 || has_online_contacts(scenario);
}

static bool has_lists(const struct scenario *scenario)
{
    for (int s = 0; s < axes_segments(&scenario->axes); s++)
        if (scenario->strategy[0].at[s].flat)
            return false;
    return true;
}

static bool has_ladder(const struct scenario *scenario)
{
    return package_find(scenario, "network") >= 0 && package_find(scenario, "innovation") >= 0;
}

static bool has_premium(const struct scenario *scenario)
{
    return package_find(scenario, "network") >= 0 && package_find(scenario, "premium") >= 0;
}

static const struct {
    unsigned need;
    bool (*met)(const struct scenario *scenario);
    const char *text;
} needs[] = {
    {NEEDS_HUB, has_hub, N_("10 to 20 companies; the source had 14")},
    {NEEDS_LIST, has_list, N_("a list of companies")},
    {NEEDS_LARGER, has_larger, N_("an axis 'size' with a level 'larger'")},
    {NEEDS_SMALL, has_small, N_("an axis 'size' with a level 'small'")},
    {NEEDS_ONLINE, has_online,
        N_("a strategy 'online', or contact moments 'social_campaign' and 'newsletter'")},
    {NEEDS_CONTACTS, has_online_contacts,
        N_("contact moments 'social_campaign' and 'newsletter'")},
    {NEEDS_LISTS, has_lists, N_("a first strategy that has a list for each stage")},
    {NEEDS_LADDER, has_ladder, N_("packages 'network' and 'innovation'")},
    {NEEDS_PREMIUM, has_premium, N_("packages 'network' and 'premium'")},
};
enum { NEEDS = sizeof needs / sizeof needs[0] };

const char *fact_lacks(const struct fact *fact, const struct scenario *scenario)
{
    for (int i = 0; i < NEEDS; i++)
        if (fact->needs & needs[i].need && !needs[i].met(scenario))
            return _(needs[i].text);
    return NULL;
}
