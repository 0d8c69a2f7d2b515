#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that `--format json` holds what the CSV files hold: the same rows, names and values.

    formats.py RECEPT
"""
import csv
import io
import json
import pathlib
import subprocess
import sys
import tempfile

CONFIGS = pathlib.Path(__file__).resolve().parents[2] / "configs"


def run(recept, folder, command, form):
    words = [str(CONFIGS / word) if word.endswith(".cfg") else word for word in command.split()]
    done = subprocess.run([recept, *words, "-q", "--no-plots", "-o", "results", "--format", form],
                          cwd=folder, check=True, stdout=subprocess.PIPE, timeout=600)
    return done.stdout.decode()


def rows_of(text):
    rows = list(csv.reader(io.StringIO(text)))
    return [list(zip(rows[0], row, strict=True)) for row in rows[1:]]


def same(value, text):
    """CSV numbers have twelve significant digits; an empty field is null."""
    if value is None:
        return text == ""
    if isinstance(value, str):
        return value == text
    if isinstance(value, bool):
        return False
    return text not in ("", "nan", "inf", "-inf") and float(text) == float(f"{value:.12g}")


def flat(row):
    """The last columns, varied settings and which config it is, are an object in JSON."""
    return {**{k: v for k, v in row.items() if k != "vary"}, **row.get("vary", {})}


def compare(what, objects, rows):
    assert len(objects) == len(rows) > 0, f"{what}: {len(objects)} objects, {len(rows)} rows"
    for number, (found, row) in enumerate(zip(map(flat, objects), rows), 1):
        names = [name for name, _ in row]
        assert list(found) == names, f"{what}, row {number}: {list(found)}, not {names}"
        for name, text in row:
            assert same(found[name], text), f"{what}, row {number}: {name}: {found[name]!r}, not {text!r}"


def of_run(recept, folder, command):
    objects = json.loads(run(recept, folder, command, "json"))
    printed = rows_of(run(recept, folder, command, "csv"))
    compare(command, objects, printed)
    file = rows_of((pathlib.Path(folder) / "results/summary.csv").read_text(encoding="utf-8"))
    assert printed == [row for row in file if ("segment", "all") in row], command


def of_compare(recept, folder, command):
    objects = json.loads(run(recept, folder, command, "json"))
    compare(command, objects, rows_of(run(recept, folder, command, "csv")))
    file = rows_of((pathlib.Path(folder) / "results/compare.csv").read_text(encoding="utf-8"))
    own = [row for row in objects if row["table"] == "compare"]
    compare(command, [{k: v for k, v in row.items() if k != "table"} for row in own], file)


def of_plan(recept, folder, command):
    tables = json.loads(run(recept, folder, command, "json"))
    assert list(tables) == ["plan", "plan_sizes", "plan_extra", "plan_answers"], list(tables)
    for name, objects in tables.items():
        file = (pathlib.Path(folder) / f"results/{name}.csv").read_text(encoding="utf-8")
        compare(f"{command}: {name}", objects, rows_of(file))


def main(recept):
    recept = str(pathlib.Path(recept).resolve())
    with tempfile.TemporaryDirectory(prefix="recept-") as folder:
        of_run(recept, folder, "run spark.cfg -n 100")
        of_run(recept, folder, "run spark-uncertain.cfg -n 100")
        of_run(recept, folder, "run chamber.cfg -n 40")
        of_run(recept, folder, "run spark.cfg -n 1 --strategy online")
        of_run(recept, folder, "run chamber.cfg -n 40 --vary campaign.budget=5000.0,50000.0")
        of_compare(recept, folder, "compare spark.cfg -n 60")
        of_compare(recept, folder, "compare spark.cfg spark-uncertain.cfg -n 60 --strategy spark,personal")
        of_compare(recept, folder, "compare chamber.cfg -n 60 --value 4000")
        of_compare(recept, folder, "compare spark.cfg -n 60 --strategy spark,personal --equal cost "
                   "--without company_meeting --until-sure 0.9 --difference 0.1")
        of_plan(recept, folder, "plan spark.cfg -n 20 --strategy spark --budget 10000,20000 "
                "--target paying=2 --cost-per-partner 6000")
        of_plan(recept, folder, "plan spark.cfg -n 20 --strategy spark --budget 10000,20000 "
                "--target paying=2 --vary choice.overlap=0.0,0.9")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
