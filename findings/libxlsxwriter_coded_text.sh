#!/usr/bin/env bash
# libxlsxwriter 1.1.4 (Debian 12, libxlsxwriter4 1.1.4-2+b1): a text that looks like the format's own code for a
# character is written as it is, so that readers see another text: "_x0041_" is "A" to exceljs 4.4.0 (and to Excel and
# LibreOffice: ECMA-376 part 1, 22.9.2.19). Its first _ has to be written as _x005F_, as the library does with control
# characters and its sister for Python does with such texts.
# exceljs in turn decodes texts of the shared table only: of a workbook that is written in constant memory, where texts
# stand in their cells, it gives "_x0041_" for what is "A", and "_x005F_x0041_" for what is "_x0041_". Whoever wants the
# text "_x0041_" to be read by all has to do without constant memory, and write "_x005F_x0041_".
#
# Fetches the pinned packages (Debian's, and exceljs by npm) into a temporary folder, compiles a small program, and
# fails when what is read is no longer what is written below.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
version=1.1.4-2+b1
apt-get download -qq -o APT::Sandbox::User=root "libxlsxwriter4=$version" "libxlsxwriter-dev=$version"
for package in *.deb; do dpkg -x "$package" root; done
npm install --silent --no-audit --no-fund exceljs@4.4.0 >/dev/null 2>&1
cat >try.c <<'END'
#include <xlsxwriter.h>

static void write_book(const char *name, uint8_t constant_memory)
{
    lxw_workbook_options options = {.constant_memory = constant_memory};
    lxw_workbook *book = workbook_new_opt(name, &options);
    lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
    worksheet_write_string(sheet, 0, 0, "_x0041_", NULL);
    worksheet_write_string(sheet, 1, 0, "_x005F_x0041_", NULL);
    workbook_close(book);
}

int main(void)
{
    write_book("shared.xlsx", LXW_FALSE);
    write_book("constant.xlsx", LXW_TRUE);
    return 0;
}
END
library=$(dirname "$(find root -name 'libxlsxwriter.so.4')")
cc try.c -I root/usr/include -L "$library" -l:libxlsxwriter.so.4 -o try
LD_LIBRARY_PATH=$library ./try
cat >read.js <<'END'
const ExcelJS = require('exceljs');
(async () => {
    for (const name of ['shared', 'constant']) {
        const book = new ExcelJS.Workbook();
        await book.xlsx.readFile(name + '.xlsx');
        book.worksheets[0].eachRow((row) => console.log(name + ':', row.getCell(1).value));
    }
})();
END
node read.js | tee seen
diff seen - <<'END'
shared: A
shared: _x0041_
constant: _x0041_
constant: _x005F_x0041_
END
echo "as written: libxlsxwriter $version, exceljs 4.4.0"
