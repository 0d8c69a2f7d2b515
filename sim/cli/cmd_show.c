/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "again.h"
#include "changes.h"
#include "language.h"
#include "manifest.h"
#include "screen.h"

/* Results may be of anybody: what is printed of them is what a screen lets through. */

static enum status find_screen(struct screen *screen, const struct manifest_read *manifest,
    const char *path, struct messages *errors)
{
    struct text bytes = {0};
    if (file_list_find(&manifest->files, SCREENS_NAME) == NULL) {
        messages_add(errors,
            _("%s: was made by version %s of recept, which did not keep what it said; make the "
              "results again (--from-results), or look at the tables in the folder"),
            path, manifest->version);
        return STATUS_CONFIG;
    }
    enum status status = manifest_read_file(manifest, path, SCREENS_NAME, &bytes, errors);
    if (status == STATUS_OK && !screens_read(screen, language_used(), &bytes)) {
        messages_add(errors, _("%s: its %s cannot be read"), path, SCREENS_NAME);
        status = STATUS_CONFIG;
    }
    text_free(&bytes);
    return status;
}

/* Results, with the command that they are of. */
static enum status open_results(
    struct manifest_read *manifest, const char *path, struct messages *errors)
{
    enum status status = manifest_read(manifest, path, errors);
    if (status != STATUS_OK || results_command(manifest) != NULL)
        return status;
    messages_add(errors, _("%s: was made by '%s', which this version of recept does not know"),
        path, manifest->n_arguments > 0 ? manifest->argument[0] : "");
    return STATUS_CONFIG;
}

static enum status show(
    struct manifest_read manifest[2], const char *const path[2], int n, struct messages *errors)
{
    struct screen screen = {0};
    enum status status = open_results(&manifest[0], path[0], errors);
    if (n > 1) {
        enum status other = open_results(&manifest[1], path[1], errors);
        status = status == STATUS_OK ? other : status;
    }
    if (status == STATUS_OK)
        status = n > 1 ? changes_tell(&screen, manifest, path, errors)
                       : find_screen(&screen, &manifest[0], path[0], errors);
    if (status == STATUS_OK)
        screen_print(stdout, &screen);
    screen_free(&screen);
    return status;
}

enum status cmd_show(const struct options *options)
{
    struct manifest_read manifest[2] = {0};
    struct messages errors = {0};
    /* Folders of strangers may be of any size. */
    guard_reading(true);
    enum status status = show(manifest, options->arguments, options->n_arguments, &errors);
    guard_reading(false);
    for (int i = 0; i < 2; i++)
        manifest_free(&manifest[i]);
    return status == STATUS_OK ? finish_output() : fail_with(&errors, status);
}
