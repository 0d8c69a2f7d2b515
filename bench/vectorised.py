#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Baseline: the funnel of configs/bench.cfg in NumPy, all companies of many replications at once, contact by contact.

vectorised.py SEED REPLICATIONS < funnel.json prints the seconds that simulating took, the number of replications, and
sums and sums of squares over replications of partners, contacts, cost, hours and days (from approach to joining).
Ends with status 3 where NumPy is absent.
"""
import json
import sys
import time

try:
    import numpy as np
except ImportError:
    sys.exit(3)

REAL, WHOLE = np.float32, np.int32  # half the memory, and faster than the defaults
AT_ONCE = 1600  # replications in one set of arrays: fewer spend their time in calls, more in memory
TOTALS = ("partners", "contacts", "cost", "hours", "days")


class Funnel:
    def __init__(self, given):
        self.__dict__.update(given)
        self.length = len(self.strength) - 1  # the talk comes after the sequence
        self.response = np.array(self.attention + self.interest + self.desire, dtype=REAL)
        self.dropout_of = np.repeat(np.array(self.dropout[:3], dtype=REAL), self.segments)


def lead(rng, f, contact, n):
    return np.maximum(np.ceil(REAL(f.lead_days[contact]) * rng.standard_exponential(n, dtype=REAL)), REAL(1.0))


def happens(rng, chance, n):
    return rng.random(n, dtype=REAL) < chance


def take(which, *arrays):
    return (x.take(which) for x in arrays)


def hold(rng, f, contact, day, replication, totals):
    """Lets lead times pass, moves appointments again and again, and books those before the end of outreach; says whose
    they are, and how many per replication."""
    replications = len(totals["hours"])
    day += lead(rng, f, contact, len(day))
    asked = np.flatnonzero(day < f.outreach_days)
    while len(asked) > 0:
        moved = asked[happens(rng, f.reschedule[contact], len(asked))]
        day[moved] += lead(rng, f, contact, len(moved))
        totals["hours"] += f.reschedule_hours * np.bincount(replication.take(moved), minlength=replications)
        asked = moved[day.take(moved) < f.outreach_days]
    held = np.flatnonzero(day < f.outreach_days)
    n = np.bincount(replication.take(held), minlength=replications)
    totals["contacts"] += n
    totals["hours"] += n * f.hours[contact]
    totals["cost"] += n * f.cost[contact]
    return held, n


def talk(rng, f, day, approached, replication, totals):
    """The talk with those who have reached action: everyone with whom it is held joins."""
    joined, n = hold(rng, f, f.length, day, replication, totals)
    totals["partners"] += n
    totals["days"] += np.bincount(replication.take(joined), (day - approached).take(joined), len(n))


def campaigns(rng, f, replications):
    """Totals of some replications, one row for each."""
    n = replications * f.companies
    totals = {name: np.zeros(replications) for name in TOTALS}
    totals["hours"] += f.research_hours * f.companies
    replication = np.repeat(np.arange(replications, dtype=WHOLE), f.companies)
    approached = np.floor(7.0 * np.arange(f.companies) / f.intake_per_week + 1e-9).astype(REAL)
    approached = np.tile(approached, replications)
    row = rng.integers(f.segments, size=n, dtype=WHOLE)  # stage * segments + segment
    click = REAL(f.click_sd) * rng.standard_normal(n, dtype=REAL)
    day = approached.copy()
    for contact in range(f.length):
        held, _ = hold(rng, f, contact, day, replication, totals)
        row, click, day, approached, replication = take(held, row, click, day, approached, replication)
        logit = f.response.take(row) + click + REAL(f.strength[contact])
        progress = happens(rng, 1.0 / (1.0 + np.exp(-logit)), len(row))
        no = ~progress & happens(rng, f.dropout_of.take(row), len(row))
        row += f.segments * progress
        action = row >= len(f.response)
        if contact + 1 < f.length:  # else the sequence has run out
            talk(rng, f, *take(np.flatnonzero(action), day, approached, replication), totals)
        on = np.flatnonzero(~(no | action))
        row, click, day, approached, replication = take(on, row, click, day, approached, replication)
    totals["cost"] += totals["hours"] * f.hourly_rate
    return np.column_stack([totals[name] for name in TOTALS])


def main():
    seed, replications = int(sys.argv[1]), int(sys.argv[2])
    f = Funnel(json.load(sys.stdin))
    start = time.perf_counter()
    rng = np.random.default_rng(seed)
    total, square = np.zeros(len(TOTALS)), np.zeros(len(TOTALS))
    for first in range(0, replications, AT_ONCE):
        x = campaigns(rng, f, min(AT_ONCE, replications - first))
        total += x.sum(axis=0)
        square += (x * x).sum(axis=0)
    print(time.perf_counter() - start, replications, *total, *square)


main()
