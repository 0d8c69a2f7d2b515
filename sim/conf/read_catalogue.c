/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read.h"

#include "language.h"

#include <math.h>
#include <string.h>

/* ---- Modes and contact moments ---- */

/* Reads each group of a list of up to `most`, and reports members that are no groups. Returns
 * the list; NULL when there is no such list. */
static struct node *read_groups(struct reader *r, const char *name, int most, bool required,
    void (*read)(struct reader *r, struct node *group, const struct node *list))
{
    struct node *list = read_typed(r, r->tree->root, name, NODE_LIST, required);
    if (list != NULL && list->n > most) {
        node_error(list, r->errors, _("at most %d are possible, not %d"), most, list->n);
        node_mark_used(list);
        return NULL;
    }
    node_each (member, list)
        if (member->type != NODE_GROUP)
            node_error(member, r->errors, _("must be a group { id = ...; ... }"));
    node_each (member, list)
        if (member->type == NODE_GROUP)
            read(r, member, list);
    return list;
}

static void read_mode(struct reader *r, struct node *group, const struct node *list)
{
    struct catalogue *catalogue = &r->scenario->catalogue;
    struct mode *mode = &catalogue->mode[catalogue->n_modes++];
    mode->id = read_id(r, group, list);
    read_numbers(r, group, "modes", mode);
}

/* Which of `names` the setting `name` is, which must be there; the first if that is not so. */
static int read_which(struct reader *r, struct node *group, const char *name, const char *what,
    struct names names)
{
    struct node *node = read_required(r, group, name);
    int i = node != NULL ? read_reference(r, node, what, names) : 0;
    return i >= 0 ? i : 0;
}

static void read_occasion(struct reader *r, struct node *group, struct contact *contact)
{
    struct node *occasion = read_typed(r, group, "occasion", NODE_GROUP, false);
    if (occasion == NULL)
        return;
    contact->occasion.given = true;
    contact->occasion.every_days = 1;
    contact->occasion.seats = 1;
    size_t errors = r->errors->count;
    read_numbers(r, occasion, "contact_moments.occasion", &contact->occasion);
    contact->occasion.given = r->errors->count == errors;
}

/* Who was asked for no time cannot stay away. */
static void check_no_show(
    struct reader *r, const struct node *group, const struct contact *contact)
{
    const struct mode *mode = &r->scenario->catalogue.mode[contact->mode];
    const struct node *no_show = node_find(group, "no_show");
    if (no_show != NULL && contact_may_be_no_show(contact, &r->scenario->axes) &&
        !mode->appointment && mode->id != NULL)
        node_error(no_show, r->errors,
            _("is for appointments, and contacts of mode '%s' are none; leave it out, or give "
              "a "
              "mode with appointment = true"),
            mode->id);
}

static void read_contact(struct reader *r, struct node *group, const struct node *list)
{
    struct catalogue *catalogue = &r->scenario->catalogue;
    struct contact *contact = &catalogue->contact[catalogue->n++];
    contact->id = read_id(r, group, list);
    contact->label = read_label(r, group, "label", contact->id);
    contact->stage =
        (enum stage)read_which(r, group, "stage", _("stage"), NAMES(stage_names, N_STAGES));
    contact->mode =
        read_which(r, group, "mode", _("mode"), NAMES(catalogue->mode, catalogue->n_modes));
    read_numbers(r, group, "contact_moments", contact);
    check_no_show(r, group, contact);
    contact->own_effect = !isnan(contact->effect[0]);
    read_occasion(r, group, contact);
}

void read_contacts(struct reader *r)
{
    struct catalogue *catalogue = &r->scenario->catalogue;
    read_groups(r, "modes", MAX_MODES, true, read_mode);
    struct node *list = read_groups(r, "contact_moments", MAX_CONTACTS, true, read_contact);
    int talks = 0;
    for (int i = 0; i < catalogue->n; i++)
        if (catalogue->contact[i].stage == ACTION) {
            catalogue->talk = i;
            talks++;
        }
    if (list != NULL && talks != 1)
        node_error(list, r->errors,
            _("exactly one contact moment must have stage \"action\" (the talk); there are %d"),
            talks);
}

/* ---- Packages and aids ---- */

static void read_package(struct reader *r, struct node *group, const struct node *list)
{
    struct packages *packages = &r->scenario->packages;
    struct package *package = &packages->package[packages->n++];
    package->id = read_id(r, group, list);
    package->label = read_label(r, group, "label", package->id);
    read_numbers(r, group, "packages", package);
    package->only = read_selector(r, group, "only");
    const char *ladder = read_text(r, group, "ladder", false);
    package->ladder = ladder[0] != '\0' ? ladder : NULL;
    struct node *value = read_typed(r, group, "value", NODE_GROUP, false);
    read_numbers(r, value, "packages.value", package);
    read_effects(r, value, &package->value, 1);
}

static void read_aid(struct reader *r, struct node *group, const struct node *list)
{
    struct aid *aid = &r->scenario->aid[r->scenario->n_aids++];
    aid->id = read_id(r, group, list);
    aid->label = read_label(r, group, "label", aid->id);
    read_numbers(r, group, "aids", aid);
}

void read_packages(struct reader *r)
{
    read_groups(r, "packages", MAX_PACKAGES, true, read_package);
    read_groups(r, "aids", MAX_AIDS, false, read_aid);
}
