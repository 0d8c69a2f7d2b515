# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests of ends that nobody wants have in common: a folder of earlier results, a command that
replaces it, and the question whether what is there afterwards is the old or the new, and whole."""
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
RECEPT = os.environ["RECEPT"]
CONFIG = str(SOURCE / "configs/spark.cfg")
# What differs from one run to the next in a manifest.
KEPT_APART = "old", "other", "old.xlsx", "other.xlsx"
OWN = ("wall_seconds", "contact_moments_per_second", "started", "command_line")


def skip_unless(wanted, what):
    if not wanted:
        print(f"skipped: needs {what}")
        sys.exit(77)


def is_sanitized():
    return any(name in pathlib.Path(RECEPT).read_bytes() for name in (b"__asan_init", b"__tsan_init"))


def run(arguments, before=(), **more):
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    for name in "ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS":
        if name in os.environ:
            environment[name] = os.environ[name]
    done = subprocess.run([*before, RECEPT, *arguments], env=environment | more, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)
    return done.returncode, done.stdout, done.stderr.decode(errors="replace")


def content(folder):
    """What is in a folder, but for what differs anyway. Of results the manifest has to list it."""
    root = pathlib.Path(folder)
    found = {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}
    if "manifest.json" in found:
        manifest = json.loads(found["manifest.json"])
        listed = {f["path"]: f["sha256"] for f in manifest["files"]}
        there = {p: hashlib.sha256(b).hexdigest() for p, b in found.items() if p != "manifest.json"}
        assert listed == there, "the manifest lists other files than there are"
        found["manifest.json"] = {k: v for k, v in manifest.items() if k not in OWN}
    return found


def folders(hidden=True):
    """All folders with what is in them, and workbooks, but for the earlier results that are kept apart."""
    return {name: content(name) if os.path.isdir(name) else pathlib.Path(name).read_bytes() for name in os.listdir(".")
            if (os.path.isdir(name) or ".xlsx" in name) and name not in KEPT_APART and (hidden or name[0] != ".")}


def begin_again():
    """Earlier results stand where a command puts its own."""
    for name in os.listdir("."):
        if os.path.isfile(name) and not name.endswith(".so") and name not in KEPT_APART:
            os.remove(name)
        elif name in ("r", "hub") or name.startswith(("r.", ".")):
            shutil.rmtree(name)
    shutil.copytree("old", "r")
    shutil.copy("old.xlsx", "w.xlsx")


def in_workplace(work):
    with tempfile.TemporaryDirectory(prefix="recept-") as place:
        os.chdir(place)
        for name, seed in ("old", "1"), ("other", "2"):
            status, _, error = run(["run", CONFIG, "-n", "40", "--no-plots", "-q", "--strategy", "spark", "-o", name,
                                    "--seed", seed, "--xlsx", name + ".xlsx"])
            assert status == 0, error
        work()
        os.chdir("/")


def shown(arguments):
    return "recept " + " ".join("CONFIG" if a == CONFIG else a for a in arguments)
