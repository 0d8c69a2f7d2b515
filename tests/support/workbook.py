#!/usr/bin/env python3
"""Holds a workbook against the CSV files of the same results: every sheet, every cell.

    workbook.py FOLDER WORKBOOK [plain | gnumeric | libreoffice | exceljs]

`plain` reads the file itself; the others have that program read it: ssconvert, soffice, or node in a folder
where exceljs is installed (NODE_PATH). A number has to be a number, with the twelve digits of the CSV file; what
is a text there is a text here, as it stood in the config or list. Prints what was compared; fails on a difference.
"""
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

SHEET = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
RELATION = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'
TEXT_COLUMNS = set('''strategy hub segment measure unit company package clock target met contact stage kind baseline
    place against_baseline beside pays goal lever verdict cause bound_by config'''.split())


def decoded(text):
    """Excel and LibreOffice do this themselves; Gnumeric never does, exceljs not in texts that stand in their cells."""
    return re.sub('_x([0-9A-Fa-f]{4})_', lambda found: chr(int(found[1], 16)), text)


def address(cell):
    letters, row = re.fullmatch('([A-Z]+)([0-9]+)', cell).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(row) - 1, column - 1


def read_plain(path):
    """Names of sheets, in order, and of each a dictionary from (row, column) to a float or a text."""
    book = {}
    with zipfile.ZipFile(path) as parts:
        assert parts.testzip() is None
        for name in parts.namelist():
            if name.endswith(('.xml', '.rels')):
                ET.fromstring(parts.read(name))
        links = {link.get('Id'): link.get('Target') for link in ET.fromstring(parts.read('xl/_rels/workbook.xml.rels'))}
        for sheet in ET.fromstring(parts.read('xl/workbook.xml')).iter(SHEET + 'sheet'):
            cells = book[sheet.get('name')] = {}
            with parts.open('xl/' + links[sheet.get(RELATION + 'id')]) as part:
                for _, cell in ET.iterparse(part):
                    assert cell.tag not in (SHEET + 'f', SHEET + 'hyperlink')
                    if cell.tag == SHEET + 'c':
                        if cell.get('t') == 'inlineStr':
                            cells[address(cell.get('r'))] = decoded(''.join(t.text or '' for t in cell.iter(SHEET + 't')))
                        else:
                            assert cell.get('t', 'n') == 'n', cell.get('t')
                            cells[address(cell.get('r'))] = float(cell.find(SHEET + 'v').text)
                    if cell.tag == SHEET + 'row':
                        cell.clear()
    return book


def read_gnumeric(path):
    G = '{http://www.gnumeric.org/v10.dtd}'
    with tempfile.TemporaryDirectory() as place:
        made = os.path.join(place, 'book.xml')
        subprocess.run(['ssconvert', '-T', 'Gnumeric_XmlIO:sax:0', path, made], check=True, stderr=subprocess.DEVNULL)
        book = {}
        for sheet in ET.parse(made).getroot().iter(G + 'Sheet'):
            cells = book[sheet.find(G + 'Name').text] = {}
            for cell in sheet.iter(G + 'Cell'):
                kind = cell.get('ValueType')
                assert kind in ('40', '60'), kind  # a number, a text; not a truth value, an error, a formula
                cells[int(cell.get('Row')), int(cell.get('Col'))] = float(cell.text) if kind == '40' else decoded(cell.text or '')
        return book


def read_libreoffice(path):
    O, T, X = ('{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}' % name for name in ('office', 'table', 'text'))
    with tempfile.TemporaryDirectory() as place:
        subprocess.run(['soffice', '--headless', '-env:UserInstallation=file://' + place + '/profile',
                        '--convert-to', 'ods', '--outdir', place, path], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        name = os.path.splitext(os.path.basename(path))[0] + '.ods'
        with zipfile.ZipFile(os.path.join(place, name)) as parts:
            content = ET.fromstring(parts.read('content.xml'))

    def text_of(node):
        words = node.text or ''
        for child in node:
            if child.tag == X + 's':
                words += ' ' * int(child.get(X + 'c', '1'))
            elif child.tag == X + 'tab':
                words += '\t'
            elif child.tag == X + 'line-break':
                words += '\n'
            else:
                assert child.tag != X + 'a', 'a link'
                words += text_of(child)
            words += child.tail or ''
        return words

    book = {}
    for sheet in content.iter(T + 'table'):
        cells, row = {}, 0
        book[sheet.get(T + 'name')] = cells
        for line in sheet.iter(T + 'table-row'):
            column = 0
            for cell in line:
                if cell.tag != T + 'table-cell':
                    continue
                assert cell.get(T + 'formula') is None
                kind, times = cell.get(O + 'value-type'), int(cell.get(T + 'number-columns-repeated', '1'))
                for _ in range(times if kind else 0):
                    if kind == 'string':
                        cells[row, column] = '\n'.join(text_of(p) for p in cell.iter(X + 'p'))
                    else:
                        assert kind == 'float', kind
                        cells[row, column] = float(cell.get(O + 'value'))
                    column += 1
                column += 0 if kind else times
            rows = int(line.get(T + 'number-rows-repeated', '1'))
            if rows > 1:
                for at in [key for key in cells if key[0] == row]:
                    for more in range(1, rows):
                        cells[row + more, at[1]] = cells[at]
            row += rows
    return book


def read_exceljs(path):
    program = r'''
        const ExcelJS = require('exceljs');
        (async () => {
            const book = new ExcelJS.Workbook(), out = {};
            await book.xlsx.readFile(process.argv[1]);
            book.eachSheet((sheet) => {
                const cells = out[sheet.name] = [];
                sheet.eachRow((row, r) => row.eachCell((cell, c) => {
                    const kind = cell.type;
                    if (kind !== ExcelJS.ValueType.Number && kind !== ExcelJS.ValueType.String)
                        throw new Error(`${sheet.name} ${cell.address}: type ${kind}`);
                    cells.push([r - 1, c - 1, cell.value]);
                }));
            });
            process.stdout.write(JSON.stringify(out));
        })().catch((error) => { console.error(error); process.exit(1); });'''
    made = subprocess.run(['node', '--max-old-space-size=4000', '-e', program, path], check=True, stdout=subprocess.PIPE).stdout
    return {name: {(r, c): float(v) if isinstance(v, (int, float)) else decoded(v) for r, c, v in cells}
            for name, cells in json.loads(made).items()}


def same_number(number, field):
    digits = '%d' % number if number == int(number) and abs(number) < 1e15 else '%.12g' % number
    return digits == field


def same_text(text, field):
    return text == field or "'" + text == field and text[:1] in '=+-@'


def compare(folder, book):
    first = next(iter(book))
    sheets = {}  # as the first sheet says
    for (row, column), file in book[first].items():
        if column == 4 and str(file).endswith('.csv'):
            sheets[file[:-4]] = book[first][row, 0]
    files = {name[:-4] for name in os.listdir(folder) if name.endswith('.csv')} - {'columns'}
    assert set(sheets) == files, (sheets, files)
    assert set(sheets.values()) | {first} == set(book), (sheets, list(book))
    numbers = texts = 0
    for table, name in sheets.items():
        cells = book[name]
        with open(os.path.join(folder, table + '.csv'), newline='', encoding='utf-8') as file:
            rows = list(csv.reader(file))
        found = 0
        are_numbers = {column for (row, column), value in cells.items() if row > 0 and isinstance(value, float)}
        for column, heading in enumerate(rows[0]):
            assert cells.get((0, column)), (name, column)
            found += 1
            only_texts = heading in TEXT_COLUMNS or '.' in heading and table != 'draws'
            assert not only_texts or column not in are_numbers, (name, heading)
        for r, row in enumerate(rows[1:], 1):
            for c, field in enumerate(row):
                value = cells.get((r, c))
                found += value is not None
                where = (name, rows[0][c], r, value, field)
                if field == '':
                    assert value is None, where
                elif c in are_numbers:
                    assert isinstance(value, float) and same_number(value, field), where
                    numbers += 1
                else:
                    assert isinstance(value, str) and same_text(value, field), where
                    texts += 1
        assert found == len(cells), (name, 'cells without a place in the file')
    return len(sheets), numbers, texts


def main():
    folder, path = sys.argv[1:3]
    reader = sys.argv[3] if len(sys.argv) > 3 else 'plain'
    print('%s: %d sheets, %d numbers and %d texts are those of the files'
          % (reader, *compare(folder, globals()['read_' + reader](path))))


main()
