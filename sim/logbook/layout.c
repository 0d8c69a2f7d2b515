/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout.h"

#include "company_list.h"
#include "language.h"

#include <string.h>

static const char *const field_names[N_LAYOUT_FIELDS] = {"company", "date", "contact",
    "outcome", "planned_on", "first_date", "stage_after", "person", "won", "hours", "cost_eur",
    "package", "hub", "reason", "note", "id", "skip", "number"};

/* ---- Words that every layout knows ---- */

static void add_label(
    struct vocabulary *vocabulary, const char *id, struct label label, int means)
{
    vocabulary_add(vocabulary, id, means);
    vocabulary_add(vocabulary, label.en, means);
    vocabulary_add(vocabulary, label.nl, means);
}

static void add_known_words(struct layout *layout, const struct scenario *scenario)
{
    struct vocabulary *values = layout->values;
    for (int i = 0; i < scenario->catalogue.n; i++)
        add_label(&values[LOG_CONTACT], scenario->catalogue.contact[i].id,
            scenario->catalogue.contact[i].label, i);
    for (int i = 0; i < scenario->packages.n; i++)
        add_label(&values[LOG_PACKAGE], scenario->packages.package[i].id,
            scenario->packages.package[i].label, i);
    for (int i = 0; i < N_LOG_OUTCOMES; i++)
        vocabulary_add(&values[LOG_OUTCOME], log_outcome_names[i], i);
    list_stages(&values[LOG_STAGE_AFTER]);
    vocabulary_add(&values[LOG_STAGE_AFTER], "partner", LOG_PARTNER);
    list_answers(&values[LOG_WON]);
    vocabulary_add(&values[LOG_PERSON], "owner", OWNER);
    vocabulary_add(&values[LOG_PERSON], "employee", EMPLOYEE);
    for (int i = REASON_BUSY; i < REASON_OTHER; i++)
        vocabulary_add(&values[LOG_REASON], log_reason_names[i], i);
}

/* What a word of the file means for a field, from 0; -1: nothing that there is here. */
static int meaning_of(const struct layout *layout, int field, const char *word)
{
    int two[2];
    return field == LAYOUT_SKIP ? 1 : vocabulary_find(&layout->values[field], word, two);
}

/* Fields whose cells are words of a vocabulary. */
static bool has_words(int field)
{
    return field == LOG_CONTACT || field == LOG_OUTCOME || field == LOG_STAGE_AFTER ||
           field == LOG_PERSON || field == LOG_WON || field == LOG_PACKAGE ||
           field == LOG_REASON || field == LAYOUT_SKIP;
}

/* ---- Settings ---- */

/* A layout while it is read. */
struct reading {
    struct tree tree;
    struct layout *layout;
    struct arena *arena;
    struct messages *errors;
};

static const char *text_of(struct reading *r, struct node *group, const char *name)
{
    struct node *node = node_get(&r->tree, group, name);
    if (node == NULL)
        return NULL;
    if (node->type == NODE_TEXT)
        return node->text;
    node_error(node, r->errors, _("is not a text"));
    return NULL;
}

static bool flag_of(struct reading *r, struct node *group, const char *name)
{
    struct node *node = node_get(&r->tree, group, name);
    if (node != NULL && node->type != NODE_FLAG)
        node_error(node, r->errors, _("is neither true nor false"));
    return node != NULL && node->type == NODE_FLAG && node->flag;
}

static struct label label_of(struct reading *r, struct node *group, const char *name)
{
    struct node *node = node_get(&r->tree, group, name);
    struct label label = {"", ""};
    if (node == NULL)
        return label;
    if (node->type != NODE_GROUP) {
        node_error(node, r->errors, _("is not { nl = \"...\"; en = \"...\"; }"));
        return label;
    }
    const char *nl = text_of(r, node, "nl"), *en = text_of(r, node, "en");
    label.en = en != NULL ? en : nl != NULL ? nl : "";
    label.nl = nl != NULL ? nl : label.en;
    node_report_unknown(node, r->errors);
    return label;
}

/* Which of `names` a text is; -1, with an error, when it is none. */
static int choice_of(
    struct reading *r, const struct node *node, const char *const *names, int n)
{
    struct text all = {0};
    int found = node->type == NODE_TEXT ? text_find(node->text, NAMES(names, n)) : -1;
    for (int i = 0; i < n; i++)
        text_printf(&all, "%s'%s'", i == 0 ? "" : i + 1 < n ? ", " : _(" or "), names[i]);
    if (found < 0)
        node_error(node, r->errors, _("is not %s"), text_string(&all));
    text_free(&all);
    return found;
}

static void read_order(struct reading *r, struct node *root)
{
    static const char *const orders[] = {"any", "ymd", "dmy", "mdy"};
    static const char *const decimals[] = {"any", ",", "."};
    const struct node *dates = node_get(&r->tree, root, "dates");
    const struct node *decimal = node_get(&r->tree, root, "decimal");
    int order = dates != NULL ? choice_of(r, dates, orders, 4) : 0;
    int mark = decimal != NULL ? choice_of(r, decimal, decimals, 3) : 0;
    r->layout->order = order > 0 ? (enum date_order)order : ORDER_UNKNOWN;
    r->layout->decimal = mark > 0 ? decimals[mark][0] : '\0';
}

static void read_kept(struct reading *r, struct node *root)
{
    struct node *kept = node_get(&r->tree, root, "kept");
    node_each (one, kept) {
        int outcome = choice_of(r, one, log_outcome_names, N_LOG_OUTCOMES);
        if (outcome >= 0)
            r->layout->kept |= 1u << outcome;
    }
}

static int field_of(struct reading *r, const struct node *node, const char *name)
{
    int field = text_find(name, NAMES(field_names, N_LAYOUT_FIELDS));
    const char *near = text_nearest(name, NAMES(field_names, N_LAYOUT_FIELDS));
    if (field < 0 && near != NULL)
        node_error(node, r->errors, _("is no column of records; did you mean '%s'?"), near);
    else if (field < 0)
        node_error(node, r->errors, _("is no column of records"));
    return field;
}

/* Adds each text of a list, or the one text. */
static void add_words(
    struct reading *r, struct vocabulary *vocabulary, struct node *words, int means)
{
    node_each_of (word, words) {
        if (word->type == NODE_TEXT)
            vocabulary_add(vocabulary, word->text, means);
        else
            node_error(word, r->errors, _("is not a text"));
    }
    node_mark_used(words);
}

static void read_fields(struct reading *r, struct node *root)
{
    struct node *fields = node_get(&r->tree, root, "fields");
    node_each (field, fields) {
        int is = field_of(r, field, field->name);
        if (is >= 0)
            add_words(r, &r->layout->headings, field, is);
    }
}

/* In a column of contact moments some words tell an ending, or nothing: { says = ("...");
 * outcome = "joined"; } and { says = ("..."); skip = true; }. False: it is neither. */
static bool read_other_word(struct reading *r, struct node *value, struct node *says)
{
    const struct node *outcome = node_get(&r->tree, value, "outcome");
    bool skip = node_get(&r->tree, value, "skip") != NULL && flag_of(r, value, "skip");
    int what = outcome != NULL ? choice_of(r, outcome, log_outcome_names, N_LOG_OUTCOMES) : -1;
    if (says != NULL && (what > LOG_PLANNED || skip))
        add_words(r, &r->layout->values[LOG_CONTACT], says,
            skip ? WORD_SKIPPED : WORD_OUTCOME + what);
    else if (what >= 0 && what <= LOG_PLANNED)
        node_error(outcome, r->errors, _("is the outcome of a contact, and not one without"));
    return outcome != NULL || skip;
}

/* A layout is for every hub: a word for a contact moment that this one does not have stands for
 * nothing. */
static void read_value(struct reading *r, int field, struct node *value)
{
    struct node *says = node_get(&r->tree, value, "says"),
                *means = node_get(&r->tree, value, "means");
    if (field == LOG_CONTACT && read_other_word(r, value, says)) {
        node_mark_used(value);
        return;
    }
    if (says == NULL || means == NULL || means->type != NODE_TEXT) {
        node_error(value, r->errors, _("is not { says = (\"...\"); means = \"...\"; }"));
        return;
    }
    int what = meaning_of(r->layout, field, means->text);
    bool of_hub = field == LOG_CONTACT || field == LOG_PACKAGE;
    if (what < 0 && !of_hub)
        node_error(means, r->errors, _("is no %s"), field_names[field]);
    else if (what >= 0)
        add_words(r, &r->layout->values[field], says, what);
    node_mark_used(value);
}

static void read_values(struct reading *r, struct node *root)
{
    struct node *values = node_get(&r->tree, root, "values");
    node_each (field, values) {
        int is = field_of(r, field, field->name);
        if (is >= 0 && !has_words(is))
            node_error(field, r->errors, _("has no words of its own"));
        node_mark_used(field);
        if (is < 0 || !has_words(is))
            continue;
        node_each (value, field)
            read_value(r, is, value);
    }
}

static void read_fixed(struct reading *r, struct node *root)
{
    struct node *fixed = node_get(&r->tree, root, "fixed");
    node_each (one, fixed) {
        int is = field_of(r, one, one->name);
        node_mark_used(one);
        if (is >= 0 && one->type != NODE_TEXT)
            node_error(one, r->errors, _("is not a text"));
        else if (is >= 0)
            r->layout->fixed[is] = arena_copy(r->arena, one->text);
    }
}

static void read_skip(struct reading *r, struct node *root)
{
    struct node *skip = node_get(&r->tree, root, "skip");
    node_each (one, skip) {
        struct node *says = node_get(&r->tree, one, "says");
        const char *field = text_of(r, one, "field");
        if (field != NULL && !text_same(field, "skip"))
            node_error(one, r->errors, _("has another field than 'skip'"));
        if (says != NULL)
            add_words(r, &r->layout->values[LAYOUT_SKIP], says, 1);
        node_report_unknown(one, r->errors);
    }
}

/* Each heading is an entry of its own; one with a `*` is kept in two parts. */
static void add_also(struct reading *r, const struct node *word, struct layout_also also)
{
    struct layout *layout = r->layout;
    const char *star = word->type == NODE_TEXT ? strchr(word->text, '*') : NULL;
    if (word->type != NODE_TEXT || layout->n_also == MOST_ALSO) {
        node_error(word, r->errors, _("is not a text, or one too many"));
        return;
    }
    if (star != NULL) {
        const char *before = arena_text(r->arena, word->text, (size_t)(star - word->text));
        also.before = arena_letters(r->arena, before);
        also.after = arena_letters(r->arena, star + 1);
    } else {
        vocabulary_add(&layout->headings, word->text, LAYOUT_ALSO + layout->n_also);
    }
    layout->also[layout->n_also++] = also;
}

static void read_also(struct reading *r, struct node *root)
{
    struct node *list = node_get(&r->tree, root, "also");
    node_each (one, list) {
        struct layout_also also = {.stage_after = NONE};
        struct node *heading = node_get(&r->tree, one, "heading");
        const struct node *outcome = node_get(&r->tree, one, "outcome");
        const char *stage = text_of(r, one, "stage_after");
        int what =
            outcome != NULL ? choice_of(r, outcome, log_outcome_names, N_LOG_OUTCOMES) : -1;
        if (heading == NULL || outcome == NULL) {
            node_error(one, r->errors, _("is not { heading = (\"...\"); outcome = \"...\"; }"));
            continue;
        }
        also.outcome = what >= 0 ? (enum log_outcome)what : LOG_STAGE;
        if (stage != NULL)
            also.stage_after = meaning_of(r->layout, LOG_STAGE_AFTER, stage);
        if (stage != NULL && also.stage_after < 0)
            node_error(one, r->errors, _("'%s' is no stage"), stage);
        node_each_of (word, heading)
            add_also(r, word, also);
        node_mark_used(heading);
        node_report_unknown(one, r->errors);
    }
}

/* ---- All of it ---- */

/* What stays of a layout lives in the arena, and not in its tree. */
static void read_all(struct reading *r, const struct scenario *scenario)
{
    struct layout *layout = r->layout;
    struct node *root = r->tree.root;
    const char *id = text_of(r, root, "id");
    struct label label = label_of(r, root, "label"), note = label_of(r, root, "note");
    add_known_words(layout, scenario);
    layout->id = arena_copy(r->arena, id != NULL ? id : "");
    layout->label =
        (struct label){arena_copy(r->arena, label.nl), arena_copy(r->arena, label.en)};
    layout->note = (struct label){arena_copy(r->arena, note.nl), arena_copy(r->arena, note.en)};
    layout->tried = flag_of(r, root, "tried");
    layout->per_day = flag_of(r, root, "per_day");
    text_of(r, root, "tool");
    read_order(r, root);
    read_kept(r, root);
    read_fields(r, root);
    read_values(r, root);
    read_fixed(r, root);
    read_skip(r, root);
    read_also(r, root);
    node_report_unknown(root, r->errors);
}

enum status layout_read(struct layout *layout, struct arena *arena,
    const struct file_reader *files, const char *path, const struct scenario *scenario,
    struct messages *errors)
{
    struct reading r = {.layout = layout, .arena = arena, .errors = errors};
    size_t before = errors->count;
    *layout = (struct layout){.path = arena_copy(arena, path), .id = ""};
    enum status status = tree_read(&r.tree, files, path, NULL, 0, errors);
    if (status == STATUS_OK)
        read_all(&r, scenario);
    tree_free(&r.tree);
    return status == STATUS_OK && errors->count > before ? STATUS_CONFIG : status;
}

void layout_free(struct layout *layout)
{
    vocabulary_free(&layout->headings);
    for (int i = 0; i < N_LAYOUT_FIELDS; i++)
        vocabulary_free(&layout->values[i]);
}

/* ---- Headings ---- */

/* Whether the letters of a heading are those around a stage's name; and that stage, or what the
 * layout says it is. */
static bool names_stage(const struct layout *layout, const struct layout_also *also,
    const char *letters, int *stage)
{
    size_t length = strlen(letters), before = strlen(also->before), after = strlen(also->after);
    int two[2];
    if (length <= before + after || strncmp(letters, also->before, before) != 0 ||
        strcmp(letters + length - after, also->after) != 0)
        return false;
    struct arena arena = {0};
    const char *name = arena_text(&arena, letters + before, length - before - after);
    int named = vocabulary_find(&layout->values[LOG_STAGE_AFTER], name, two);
    *stage = named >= 0 ? named : also->stage_after;
    arena_free(&arena);
    return true;
}

int layout_field(const struct layout *layout, const char *heading, int *stage)
{
    int two[2], field = vocabulary_find(&layout->headings, heading, two);
    *stage = NONE;
    if (field == MEANS_TWO)
        return two[0];
    if (field >= LAYOUT_ALSO)
        *stage = layout->also[field - LAYOUT_ALSO].stage_after;
    struct arena arena = {0};
    const char *letters = arena_letters(&arena, heading);
    for (int i = 0; i < layout->n_also && field == MEANS_NOTHING; i++)
        if (layout->also[i].before != NULL &&
            names_stage(layout, &layout->also[i], letters, stage))
            field = LAYOUT_ALSO + i;
    arena_free(&arena);
    return field;
}
