/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen.h"

struct screen_part *screen_add_blank(struct screen *screen)
{
    struct screen_part *part = arena_new(&screen->arena, 1, sizeof *part);
    if (screen->last != NULL)
        screen->last->next = part;
    else
        screen->first = part;
    screen->last = part;
    return part;
}

void screen_add_text(struct screen *screen, const char *paragraphs)
{
    struct text clean = {0};
    text_add_lines(&clean, paragraphs);
    screen_add_blank(screen)->text = text_keep(&clean, &screen->arena);
}

void screen_add_table(struct screen *screen, struct grid *table)
{
    struct grid *copy = arena_new(&screen->arena, 1, sizeof *copy);
    int n = (1 + table->rows) * table->columns;
    *copy = *table;
    copy->arena = (struct arena){0};
    copy->cell = arena_new(&screen->arena, (size_t)n, sizeof *copy->cell);
    for (int i = 0; i < n; i++) {
        struct text clean = {0};
        text_add_lines(&clean, table->cell[i]);
        copy->cell[i] = text_keep(&clean, &screen->arena);
    }
    screen_add_blank(screen)->table = copy;
    arena_free(&table->arena);
}

void screen_print(FILE *out, const struct screen *screen)
{
    for (const struct screen_part *part = screen->first; part != NULL; part = part->next) {
        struct grid table;
        if (part->table != NULL) {
            table = *part->table;
            grid_print(out, &table);
        } else if (part->text != NULL) {
            terminal_print(out, part->text);
        } else {
            fputc('\n', out);
        }
    }
}

void screen_free(struct screen *screen)
{
    arena_free(&screen->arena);
    *screen = (struct screen){0};
}
