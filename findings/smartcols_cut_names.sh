#!/usr/bin/env bash
# libsmartcols 2.38.1 (util-linux, Debian 12, 2.38.1-5+deb12u3): a column that may be truncated (SCOLS_FL_TRUNC) is
# cut without any sign, so that a cut name looks whole and two names that differ at their end come out the same.
# And of a column that wraps its cells at newlines (SCOLS_FL_WRAP with scols_wrapnl_nextchunk), the second line of a
# header with a newline is not printed under the first but after the first row of data, where it reads as data.
# Headers of two lines, and names that are seen to be cut, have to be made some other way.
#
# Fetches the pinned packages into a temporary folder, compiles a small program, and fails when what it prints is no
# longer what is written below.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
version=2.38.1-5+deb12u3
apt-get download -qq -o APT::Sandbox::User=root "libsmartcols1=$version" "libsmartcols-dev=$version"
for package in *.deb; do dpkg -x "$package" root; done
cat >try.c <<'END'
#include <libsmartcols/libsmartcols.h>

int main(void)
{
    struct libscols_table *table = scols_new_table();
    scols_table_set_termforce(table, SCOLS_TERMFORCE_ALWAYS);
    scols_table_set_termwidth(table, 30);
    scols_table_new_column(table, "strategy", 0.5, SCOLS_FL_TRUNC);
    struct libscols_column *column =
        scols_table_new_column(table, "cost per\npartner", 0, SCOLS_FL_WRAP);
    scols_column_set_wrapfunc(column, scols_wrapnl_chunksize, scols_wrapnl_nextchunk, NULL);
    scols_column_set_safechars(column, "\n");
    const char *names[] = {"everything personal, 6 hours", "everything personal, 12 hours"};
    for (int i = 0; i < 2; i++) {
        struct libscols_line *line = scols_table_new_line(table, NULL);
        scols_line_set_data(line, 0, names[i]);
        scols_line_set_data(line, 1, "4500 euro");
    }
    scols_print_table(table);
    scols_unref_table(table);
    return 0;
}
END
library=$(dirname "$(find root -name 'libsmartcols.so.1*' | head -n 1)")
cc try.c -I root/usr/include -I root/usr/include/libsmartcols -L "$library" -l:libsmartcols.so.1 -o try
LC_ALL=C.UTF-8 LD_LIBRARY_PATH=$library ./try | sed -e 's/ *$//' -e '$a\' >seen
cat seen
diff seen - <<'END'
strategy   cost per
everything 4500 euro
           partner
everything 4500 euro
END
echo "as written: libsmartcols $version"
