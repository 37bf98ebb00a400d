"""Where somebody stands on a published map, and why: computed from their votes and the report alone, on their own computer if they like.

A place is a sum with one term for each vote, so that the votes that count most in it can be named.

>>> tables = {"axes": {"components": {"a": ["0.600000", "0.800000"], "b": ["0.800000", "-0.600000"]}}, "groups": [],
...           "statements": {ref: {"agree": 1, "disagree": 1, "pass": 0} for ref in "ab"}}
>>> place({"a": 1}, tables)
Place(x='0.8485', y='1.1314', group='')
>>> [(reason.statement, reason.weight) for reason in reasons({"a": 1, "b": -1}, tables)]
[('a', '0.707107'), ('b', '0.707107')]
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parvis.mechanisms.opinions.written import decimal


@dataclass(frozen=True)
class Place:
    """A place on the map, and the letter of the nearest group; no letter where there are no distinct groups."""

    x: str | None
    y: str | None
    group: str


@dataclass(frozen=True)
class Reason:
    """One vote and what it adds to a place, along the line from the middle of the map to it: less than 0 when it pulls back."""

    statement: str
    weight: str | None


def place(votes: Mapping[str, int], tables: Mapping[str, Any]) -> Place | None:
    """Give the place of these votes on the map of a report (its `tables`); None where the report has no map or no vote stands on it."""
    terms = _terms(votes, tables)
    if not terms:
        return None
    x, y = math.fsum(x for x, _ in terms.values()), math.fsum(y for _, y in terms.values())
    centres = {group["letter"]: tuple(map(float, group["centre"])) for group in tables["groups"]}
    near = min(centres, key=lambda letter: (math.dist(centres[letter], (x, y)), letter), default="")
    return Place(decimal(x, 4), decimal(y, 4), near)


def reasons(votes: Mapping[str, int], tables: Mapping[str, Any], most: int = 5) -> list[Reason]:
    """Give the votes that count most in a place, the strongest first."""
    terms = _terms(votes, tables)
    x, y = math.fsum(x for x, _ in terms.values()), math.fsum(y for _, y in terms.values())
    far = math.hypot(x, y) or 1.0
    along = {ref: (one * x + other * y) / far for ref, (one, other) in terms.items()}
    order = sorted(along, key=lambda ref: (-round(abs(along[ref]), 9), len(ref), ref))
    return [Reason(ref, decimal(along[ref])) for ref in order[:most]]


def _terms(votes: Mapping[str, int], tables: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    components, statements = tables["axes"]["components"], tables["statements"]
    rows = {ref: statements[ref] for ref in votes if ref in components and not statements[ref].get("moderated")}
    usable = sum(bool(row["agree"] + row["disagree"] + row["pass"]) and not row.get("moderated") for row in statements.values())
    stretch = math.sqrt(usable / max(1, len(rows)))
    terms = {}
    for ref, row in rows.items():
        mean = (row["agree"] - row["disagree"]) / max(1, row["agree"] + row["disagree"] + row["pass"])
        x, y = map(float, components[ref])
        terms[ref] = stretch * (votes[ref] - mean) * x, stretch * (votes[ref] - mean) * y
    return terms
