/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read.h"

#include "language.h"
#include "text.h"

/* Where numbers come from. A config says it of any number, as { value = 0.3; basis =
 * "measured"; source = "logbook 2025"; }, or in a distribution, or beside the value of an entry
 * by segment; else it is what the table of parameters says. What an option gives is the user's.
 */

/* As configs write them. */
static const char *const words[N_PROVENANCES] = {
    [STATED] = "stated",
    [PUBLISHED] = "published",
    [LEARNED] = "learned",
    [YOURS] = "measured",
    [ASSUMED] = "assumed",
};

static void mark_all(struct node *node, const struct mark *mark)
{
    node->mark = mark;
    node_each (member, node)
        mark_all(member, mark);
}

/* A number that an option gave is the user's, whatever the config said of the one before. */
void read_mark(struct reader *r, struct node *group, struct node *of)
{
    const struct node *basis = read_typed(r, group, "basis", NODE_TEXT, false);
    const struct node *source = read_typed(r, group, "source", NODE_TEXT, false);
    if (basis == NULL && source == NULL)
        return;
    struct mark *mark = arena_new(&r->tree->arena, 1, sizeof *mark);
    int word = basis != NULL ? text_find(basis->text, NAMES(words, N_PROVENANCES)) : ASSUMED;
    if (word < 0)
        node_error(basis, r->errors,
            _("'%s' does not say where a number comes from; \"%s\", \"%s\", \"%s\", \"%s\" "
              "and \"%s\" do"),
            basis->text, words[STATED], words[PUBLISHED], words[LEARNED], words[YOURS],
            words[ASSUMED]);
    mark->of = word >= 0 ? (enum provenance)word : ASSUMED;
    mark->basis = basis != NULL ? basis->text : NULL;
    mark->source = source != NULL ? source->text : NULL;
    if (basis != NULL && !basis->set && node_was_set(of))
        *mark = (struct mark){YOURS, words[YOURS], NULL};
    mark_all(of, mark);
}

void read_marked(struct reader *r, struct node *node)
{
    if (!node_is_marked(node))
        return;
    struct node *value = node_get(r->tree, node, "value");
    read_mark(r, node, value);
    node_replace(node, value);
    node->used = true;
    node->marked = node->mark != NULL;
}

static enum provenance provenance_of(const struct node *node, const struct parameter *p)
{
    if (node != NULL && node->mark != NULL && node->mark->basis != NULL)
        return node->mark->of;
    if (node != NULL && node_was_set(node))
        return YOURS;
    return p->basis == 'S' ? STATED : p->basis == 'P' ? PUBLISHED : ASSUMED;
}

void read_note_number(struct reader *r, struct node *node, const struct parameter *p)
{
    if (p->basis == ' ' || p->kind == PARAMETER_FLAG)
        return;
    enum provenance provenance = provenance_of(node, p);
    r->basis.of[provenance]++;
    if (node == NULL)
        return;
    node->rests = true;
    node->provenance = provenance;
}
