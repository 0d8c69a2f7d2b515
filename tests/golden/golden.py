#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the commands of a transcript and compares all that they say, byte for byte.

A transcript is a text of lines `$ COMMAND`, each with what the command says below it. They run one
after another in an empty folder that has the shipped configs, with `recept` on the PATH. In a new
transcript it is enough to write the commands.

    golden.py RECEPT TRANSCRIPT.txt...        compares
    RECEPT_UPDATE=1 golden.py ...             writes them anew; look at `git diff` before you commit
"""
import difflib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]

# For each table of a results folder: start of its SHA-256, number of lines, name, columns.
SHELL = """
tables() {
    local file
    for file in "$1"/*.csv; do
        echo "$(sha256sum <"$file" | head -c 16) $(wc -l <"$file") ${file##*/}: $(head -n 1 "$file")"
    done
}
"""


def said(command, folder, environment):
    done = subprocess.run(["bash", "-c", SHELL + command], cwd=folder, env=environment,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=600)
    text = done.stdout.decode()
    if text and not text.endswith("\n"):
        text += "\n"
    return text + (f"[status {done.returncode}]\n" if done.returncode else "")


def rerun(transcript, recept):
    with tempfile.TemporaryDirectory(prefix="recept-") as folder:
        shutil.copytree(SOURCE / "configs", pathlib.Path(folder) / "configs")
        programs = pathlib.Path(folder) / ".bin"
        programs.mkdir()
        (programs / "recept").symlink_to(recept)
        environment = {"PATH": f"{programs}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8",
                       "HOME": folder}
        for name in "LD_PRELOAD", "ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS":
            if name in os.environ:
                environment[name] = os.environ[name]
        commands = [line[2:] for line in transcript.splitlines() if line.startswith("$ ")]
        return "\n".join(f"$ {command}\n{said(command, folder, environment)}"
                         for command in commands)


def main(recept, *paths):
    recept = pathlib.Path(recept).resolve()
    wrong = 0
    for path in map(pathlib.Path, paths):
        before = path.read_text()
        now = rerun(before, recept)
        if not now:
            sys.exit(f"{path}: no command in it")
        if now == before:
            continue
        if os.environ.get("RECEPT_UPDATE"):
            path.write_text(now)
            print(f"{path}: written anew")
            continue
        wrong += 1
        sys.stdout.writelines(difflib.unified_diff(before.splitlines(True), now.splitlines(True),
                                                   str(path), "now"))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
