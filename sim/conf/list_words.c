/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "company_list.h"

#include "language.h"
#include "text.h"

/* Words that lists may have, in both languages whatever the one in use: docs/company-list.md
 * has the same, and a test compares them. */

const char *const list_column_names[N_LIST_COLUMNS] = {"name", "stage", "contacts_before",
    "warm", "customer_in", "front_runner", "profile", "approached"};

enum { MOST_WORDS = 16 };

/* English ones first, then Dutch. */
static const char *const headings[N_LIST_COLUMNS][MOST_WORDS] = {
    [LIST_NAME] = {"name", "company", "company name", "organisation", "organization",
        "organisation name", "organization name", "account name", "naam", "bedrijf",
        "bedrijfsnaam", "naam bedrijf", "organisatie", "naam organisatie", "accountnaam"},
    [LIST_STAGE] = {"stage", "phase", "starting stage", "fase", "stadium", "beginfase"},
    [LIST_CONTACTS_BEFORE] = {"contacts_before", "earlier contacts", "previous contacts",
        "contacts so far", "eerdere contacten", "contacten vooraf", "contacten tot nu toe"},
    [LIST_WARM] = {"warm", "warm introduction", "introduced", "warme introductie",
        "ge\u00efntroduceerd"},
    [LIST_CUSTOMER_IN] = {"customer_in", "customer inside", "customer is partner",
        "klant binnen", "klant aan boord", "klant is partner"},
    [LIST_FRONT_RUNNER] = {"front_runner", "frontrunner", "koploper", "voorloper"},
    [LIST_PROFILE] = {"profile", "description", "profiel", "omschrijving", "beschrijving"},
    [LIST_APPROACHED] = {"approached", "approached on", "first approached", "benaderd",
        "benaderd op", "eerst benaderd"},
};

static const char *const stages[N_STAGES][MOST_WORDS] = {
    [ATTENTION] = {"attention", "aandacht"},
    [INTEREST] = {"interest", "interesse"},
    [DESIRE] = {"desire", "verlangen"},
    [ACTION] = {"action", "actie"},
};

static void add_words(struct vocabulary *vocabulary, const char *const *words, int means)
{
    for (int i = 0; i < MOST_WORDS && words[i] != NULL; i++)
        vocabulary_add(vocabulary, words[i], means);
}

static void add_label(
    struct vocabulary *vocabulary, const char *id, struct label label, int means)
{
    vocabulary_add(vocabulary, id, means);
    vocabulary_add(vocabulary, label.en, means);
    vocabulary_add(vocabulary, label.nl, means);
}

void list_headings(struct vocabulary *vocabulary, const struct axes *axes)
{
    for (int i = 0; i < N_LIST_COLUMNS; i++)
        add_words(vocabulary, headings[i], i);
    for (int a = 0; a < axes->n; a++)
        add_label(vocabulary, axes->axis[a].id, axes->axis[a].label, LIST_AXES + a);
}

void list_levels(struct vocabulary *vocabulary, const struct axis *axis)
{
    for (int l = 0; l < axis->n_levels; l++)
        add_label(vocabulary, axis->levels[l], axis->level_label[l], l);
}

void list_stages(struct vocabulary *vocabulary)
{
    for (int s = 0; s < N_STAGES; s++)
        add_words(vocabulary, stages[s], s);
}

void list_answers(struct vocabulary *vocabulary)
{
    static const char *const answers[][MOST_WORDS] = {
        [NOT_SAID] = {"unknown", "?", "onbekend"},
        [YES] = {"yes", "y", "true", "x", "1", "\u2713", "\u2714", "ja", "j", "waar"},
        [NO] = {"no", "n", "false", "0", "nee", "onwaar"},
    };
    for (int a = NOT_SAID; a <= NO; a++)
        add_words(vocabulary, answers[a], a);
}

const char *list_column_label(const struct axes *axes, int column)
{
    /* Texts of the list, which are English here. */
    static const char *const labels[N_LIST_COLUMNS] = {N_("name"), N_("stage"),
        N_("earlier contacts"), N_("warm"), N_("customer inside"), N_("front-runner"),
        N_("profile"), N_("approached")};
    if (column < LIST_AXES)
        return _(labels[column]);
    struct label label = axes->axis[column - LIST_AXES].label;
    return language_is_dutch() ? label.nl : label.en;
}

const char *list_stage_label(int stage)
{
    return stages[stage][language_is_dutch() ? 1 : 0];
}

const char *list_level_label(const struct axis *axis, int level)
{
    struct label label = axis->level_label[level];
    return language_is_dutch() ? label.nl : label.en;
}

const char *list_answer_word(enum answer answer)
{
    return answer == YES ? N_("yes") : answer == NO ? N_("no") : "";
}
