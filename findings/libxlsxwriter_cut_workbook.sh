#!/usr/bin/env bash
# libxlsxwriter 1.1.4 (Debian 12, libxlsxwriter4 1.1.4-2+b1): what it writes to its temporary files is not looked at. When
# the folder for them (by default /tmp) is full, or a limit on the size of files is met, rows are lost in the middle of
# a cell, the end of the sheet is put behind them, and workbook_close() returns LXW_NO_ERROR: the workbook is there, is
# sound as an archive, and is no XML. Both in constant memory, shown here, and without.
# Who uses it can look at ferror() of worksheet->optimize_tmpfile before closing, and has to read back what came of it.
#
# Fetches the pinned packages into a temporary folder, compiles a small program, runs it with a limit of 64 KiB for a
# file, and fails when what it says is no longer what is written below.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
version=1.1.4-2+b1
apt-get download -qq -o APT::Sandbox::User=root "libxlsxwriter4=$version" "libxlsxwriter-dev=$version"
for package in *.deb; do dpkg -x "$package" root; done
cat >try.c <<'END'
#include <stdio.h>
#include <xlsxwriter.h>

int main(void)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_workbook *book = workbook_new_opt("try.xlsx", &options);
    lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
    int errors = 0;
    for (lxw_row_t row = 0; row < 4000; row++)
        errors += worksheet_write_number(sheet, row, 0, row, NULL) != LXW_NO_ERROR;
    printf("errors of cells: %d\n", errors);
    printf("workbook_close(): %d\n", workbook_close(book));
    return 0;
}
END
library=$(dirname "$(find root -name 'libxlsxwriter.so.4')")
cc try.c -I root/usr/include -L "$library" -l:libxlsxwriter.so.4 -o try
cat >read.py <<'END'
import xml.etree.ElementTree as xml
import zipfile
parts = zipfile.ZipFile('try.xlsx')
print('archive:', parts.testzip())
try:
    print(len(list(xml.fromstring(parts.read('xl/worksheets/sheet1.xml')).iter())))
except xml.ParseError as error:
    print('sheet:', str(error).split(':')[0])
END
{
    (ulimit -f 64 && trap '' XFSZ && LD_LIBRARY_PATH=$library ./try)
    python3 read.py
} | tee seen
diff seen - <<'END'
errors of cells: 0
workbook_close(): 0
archive: None
sheet: unclosed token
END
echo "as written: libxlsxwriter $version"
