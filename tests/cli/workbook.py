#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a small .xlsx without a spreadsheet: workbook.py FILE.xlsx <SHEETS.json

[{"name": "List", "hidden": false, "hidden_rows": [3], "rows": [["Name", 1.5, true, null, {"f": "A1", "v": "text"}]]}]
Numbers, texts, yes and no are stored as such; {"f": formula, "v": value} with the value that is stored beside it.
"""
import json
import sys
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def cell(place, value):
    formula = ""
    if isinstance(value, dict):
        formula, value = f"<f>{escape(value['f'])}</f>", value["v"]
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b">{formula}<v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{place}">{formula}<v>{value}</v></c>'
    if formula:
        return f'<c r="{place}" t="str">{formula}<v>{escape(value)}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def sheet(content):
    rows = "".join(
        f'<row r="{r}"{" hidden=" + quoteattr("1") if r in content.get("hidden_rows", []) else ""}>'
        + "".join(cell(f"{chr(65 + c)}{r}", value) for c, value in enumerate(row)) + "</row>"
        for r, row in enumerate(content["rows"], 1))
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def main(path):
    sheets = json.load(sys.stdin)
    numbers = range(1, len(sheets) + 1)
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>' + "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPE}.worksheet+xml"/>'
            for n in numbers) + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>' + "".join(
            f'<sheet name={quoteattr(s["name"])} sheetId="{n}" r:id="rId{n}"'
            f'{" state=" + quoteattr("hidden") if s.get("hidden") else ""}/>'
            for n, s in zip(numbers, sheets)) + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">' + "".join(
            f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in numbers) + "</Relationships>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        for n, content in zip(numbers, sheets):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", sheet(content))


main(*sys.argv[1:])
