#!/usr/bin/env bash
# jansson 2.14 (Debian 12, 2.14-2): writing an object does not look at whether its keys could be written (do_dump() in
# src/dump.c calls dump_string() for a key and drops what it returns). When a callback of json_dump_callback() fails for
# a key alone, or json_dumps() has no memory for one, the call succeeds and the text lacks the key: {: 1}. Whoever
# wants to know has to remember failures in a callback of his own.
#
# Compiles a small program, and fails when what it prints is no longer what is written below.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
cat >try.c <<'END'
#include <jansson.h>
#include <stdio.h>
#include <string.h>

static int take(const char *bytes, size_t length, void *context)
{
    (void)context;
    if (length == 3 && memcmp(bytes, "key", 3) == 0)
        return -1;
    fwrite(bytes, 1, length, stdout);
    return 0;
}

int main(void)
{
    json_t *object = json_pack("{s:i}", "key", 1);
    printf("\n%d\n", json_dump_callback(object, take, NULL, 0));
    json_decref(object);
    return 0;
}
END
cc -o try try.c -ljansson
./try | tee said
[ "$(cat said)" = $'{": 1}\n0' ]
