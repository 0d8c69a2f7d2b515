/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gnuplot.h"

#include "language.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool gnuplot_find(struct text *path)
{
    const char *s = getenv("PATH");
    if (s == NULL)
        s = "/usr/local/bin:/usr/bin:/bin";
    while (*s != '\0') {
        size_t length = strcspn(s, ":");
        struct stat file;
        text_free(path);
        text_add(path, s, length);
        text_add_string(path, "/gnuplot");
        if (*s == '/' && stat(text_string(path), &file) == 0 && S_ISREG(file.st_mode) &&
            access(text_string(path), X_OK) == 0)
            return true;
        s += length;
        s += *s == ':';
    }
    return false;
}

void gnuplot_reason(struct text *reason, const struct text *errors)
{
    size_t first = 0;
    const char *s = text_string(errors);
    while (*s != '\0') {
        size_t length = strcspn(s, "\n");
        bool blank = strspn(s, " \t^") >= length;
        if (*s == '"' && memmem(s, length, "\" line ", 7) != NULL) {
            text_free(reason);
            text_add(reason, s, length);
            return;
        }
        if (!blank && first++ == 0)
            text_add(reason, s, length);
        s += length + (s[length] == '\n');
    }
    if (first == 0)
        text_add_string(reason, _("gnuplot failed without saying why"));
}

void gnuplot_print(const struct text *output)
{
    const char *s = text_string(output);
    while (*s != '\0') {
        size_t length = strcspn(s, "\n"), end = length;
        size_t begin = strspn(s, "\f");
        while (end > begin && s[end - 1] == ' ')
            end--;
        fwrite(s + begin, 1, end - begin, stdout);
        fputc('\n', stdout);
        s += length + (s[length] == '\n');
    }
    fflush(stdout);
}
