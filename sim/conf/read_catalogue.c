/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read.h"

#include "language.h"

#include <math.h>
#include <string.h>

/* ---- Modes and contact moments ---- */

/* A list of groups, up to `most`; NULL when there is no such list. Members that are no groups
 * are reported and left for the caller to skip. */
static struct node *read_groups(
    struct reader *reader, const char *name, int most, bool required)
{
    struct node *list = read_typed(reader, reader->tree->root, name, NODE_LIST, required);
    if (list == NULL)
        return NULL;
    if (list->n > most) {
        node_error(list, reader->errors, _("at most %d are possible, not %d"), most, list->n);
        node_mark_used(list);
        return NULL;
    }
    node_each (member, list)
        if (member->type != NODE_GROUP)
            node_error(member, reader->errors, _("must be a group { id = ...; ... }"));
    return list;
}

static void read_modes(struct reader *reader)
{
    struct catalogue *catalogue = &reader->scenario->catalogue;
    struct node *list = read_groups(reader, "modes", MAX_MODES, true);
    node_each (group, list) {
        if (group->type != NODE_GROUP)
            continue;
        struct mode *mode = &catalogue->mode[catalogue->n_modes++];
        mode->id = read_id(reader, group, list);
        read_numbers(reader, group, "modes", mode);
    }
}

/* Which of `names` the setting `name` is, which must be there; the first if that is not so. */
static int read_which(struct reader *reader, struct node *group, const char *name,
    const char *what, struct names names)
{
    struct node *node = read_required(reader, group, name);
    int i = node != NULL ? read_reference(reader, node, what, names) : 0;
    return i >= 0 ? i : 0;
}

static void read_occasion(struct reader *reader, struct node *group, struct contact *contact)
{
    struct node *occasion = read_typed(reader, group, "occasion", NODE_GROUP, false);
    if (occasion == NULL)
        return;
    contact->occasion.given = true;
    contact->occasion.every_days = 1;
    contact->occasion.seats = 1;
    size_t errors = reader->errors->count;
    read_numbers(reader, occasion, "contact_moments.occasion", &contact->occasion);
    contact->occasion.given = reader->errors->count == errors;
}

static void read_contact(
    struct reader *reader, struct node *group, const struct node *list, struct contact *contact)
{
    contact->id = read_id(reader, group, list);
    contact->label = read_label(reader, group, "label", contact->id);
    const struct catalogue *catalogue = &reader->scenario->catalogue;
    contact->stage = (enum stage)read_which(
        reader, group, "stage", _("stage"), NAMES(stage_names, N_STAGES));
    contact->mode = read_which(
        reader, group, "mode", _("mode"), NAMES(catalogue->mode, catalogue->n_modes));
    read_numbers(reader, group, "contact_moments", contact);
    contact->own_effect = !isnan(contact->effect[0]);
    read_occasion(reader, group, contact);
}

void read_contacts(struct reader *reader)
{
    struct catalogue *catalogue = &reader->scenario->catalogue;
    read_modes(reader);
    struct node *list = read_groups(reader, "contact_moments", MAX_CONTACTS, true);
    if (list == NULL)
        return;
    int talks = 0;
    node_each (group, list) {
        if (group->type != NODE_GROUP)
            continue;
        struct contact *contact = &catalogue->contact[catalogue->n];
        read_contact(reader, group, list, contact);
        if (contact->stage == ACTION) {
            catalogue->talk = catalogue->n;
            talks++;
        }
        catalogue->n++;
    }
    if (talks != 1)
        node_error(list, reader->errors,
            _("exactly one contact moment must have stage \"action\" (the talk); there are %d"),
            talks);
}

/* ---- Packages and aids ---- */

static void read_package(
    struct reader *reader, struct node *group, const struct node *list, struct package *package)
{
    package->id = read_id(reader, group, list);
    package->label = read_label(reader, group, "label", package->id);
    read_numbers(reader, group, "packages", package);
    package->only = read_selector(reader, group, "only");
    const char *ladder = read_text(reader, group, "ladder", false);
    package->ladder = ladder[0] != '\0' ? ladder : NULL;
    struct node *value = read_typed(reader, group, "value", NODE_GROUP, false);
    read_numbers(reader, value, "packages.value", package);
    read_effects(reader, value, &package->value, 1);
}

static void read_aids(struct reader *reader)
{
    struct scenario *scenario = reader->scenario;
    struct node *list = read_groups(reader, "aids", MAX_AIDS, false);
    node_each (group, list) {
        if (group->type != NODE_GROUP)
            continue;
        struct aid *aid = &scenario->aid[scenario->n_aids++];
        aid->id = read_id(reader, group, list);
        aid->label = read_label(reader, group, "label", aid->id);
        read_numbers(reader, group, "aids", aid);
    }
}

void read_packages(struct reader *reader)
{
    struct packages *packages = &reader->scenario->packages;
    struct node *list = read_groups(reader, "packages", MAX_PACKAGES, true);
    node_each (group, list)
        if (group->type == NODE_GROUP)
            read_package(reader, group, list, &packages->package[packages->n++]);
    read_aids(reader);
}
