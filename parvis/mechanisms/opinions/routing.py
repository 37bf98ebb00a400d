"""Which statement to ask next: a draw whose chances are public, from three urns.

*Informative* holds statements by Polis's priority (opinions that are settled nowhere and pull people apart). *Least seen* holds them by
how few have voted, so that every statement gets its chance. *Pending* holds what most of one group agrees with and another has hardly
seen, so that a minority's statements reach the others; each group fills an equal part of it. How much each urn counts is a setting that
is published.

A draw gives its probability as an exact fraction. Kept with the vote, it lets the report correct for what was asked of whom (`tallies.py`).

>>> routing = Routing.of(["a", "b"], np.array([[[1, 0, 9], [0, 0, 0]]]), np.array([1.0, 1.0]))
>>> draw = routing.draw(["a"], "any seed")
>>> draw.statement, draw.chance, routing.draw(["a", "b"], "any seed")
('b', Fraction(1, 1), None)
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from parvis.mechanisms.opinions.intervals import wilson
from parvis.mechanisms.opinions.polis_statements import priorities
from parvis.mechanisms.opinions.votes import in_order

Weights = NDArray[np.int64]
SCALE, KNOWN = 1_000_000, 30
"""A statement is no longer pending when every group has cast 30 votes on it."""


@dataclass(frozen=True, kw_only=True)
class Mixture:
    """How much each urn counts. An urn that is empty for somebody leaves its part to the others."""

    informative: Fraction = Fraction(1, 2)
    least_seen: Fraction = Fraction(1, 4)
    pending: Fraction = Fraction(1, 4)

    def __post_init__(self) -> None:
        parts = (self.informative, self.least_seen, self.pending)
        if min(parts) < 0 or sum(parts) != 1:
            raise ValueError(f"Three parts of 0 or more that make 1 were expected; got {', '.join(map(str, parts))}.")


@dataclass(frozen=True, kw_only=True)
class Draw:
    """The statement drawn, the probability with which it was, and what each urn adds to that probability."""

    statement: str
    chance: Fraction
    parts: Mapping[str, Fraction]


@dataclass(frozen=True, eq=False, kw_only=True)
class Routing:
    """Three urns of whole weights (m,), and how much each counts."""

    options: tuple[str, ...]
    urns: Mapping[str, Weights]
    mixture: Mixture
    places: Mapping[str, int]

    @classmethod
    def of(
        cls,
        options: Sequence[str],
        counts: NDArray[np.int64],
        extremity: NDArray[np.float64],
        mixture: Mixture | None = None,
        closed: Collection[str] = (),
    ) -> Self:
        """Fill the urns from counts (groups, m, 3) of disagree, pass, agree; statements that are `closed` are never drawn."""
        ordered = in_order(options)
        if tuple(options) != ordered:
            raise ValueError("Statements were expected in the order of a matrix of votes.")
        seen, agree, disagree = counts.sum(axis=2), counts[:, :, 2], counts[:, :, 0]
        whole = seen.sum(axis=0)
        worth = priorities(agree.sum(axis=0), disagree.sum(axis=0), whole, extremity, np.zeros(len(whole), bool))
        urns = {
            "informative": np.maximum(1, np.rint(worth * 1000)).astype(np.int64),
            "least_seen": SCALE // (1 + whole),
            "pending": np.zeros(len(whole), np.int64),
        }
        if len(counts) > 1:
            low, _ = wilson(agree, seen)
            held = np.where(2 * agree > seen, low, 0.0)
            for group in range(len(counts)):
                least = np.delete(seen, group, axis=0).min(axis=0)
                waiting = held[group] * np.maximum(0.0, 1 - least / KNOWN)
                if waiting.sum() > 0:
                    urns["pending"] += np.rint(waiting / waiting.sum() * SCALE).astype(np.int64)
        for ref in closed:
            for urn in urns.values():
                urn[ordered.index(ref)] = 0
        return cls(options=ordered, urns=urns, mixture=mixture or Mixture(), places={ref: place for place, ref in enumerate(ordered)})

    @classmethod
    def from_report(cls, tables: Mapping[str, Any], mixture: Mixture | None = None) -> Self:
        """Fill the urns from the tables of a published report, as anybody can."""
        rows = tables["statements"]
        options = in_order(rows)
        # Where there are no groups, both ends of a range and those between have their part of the pending urn.
        names = sorted(next((split for row in rows.values() if (split := row.get("groups") or row.get("parts"))), {}))
        counts = np.zeros((max(1, len(names)), len(options), 3), np.int64)
        for place, ref in enumerate(options):
            row = rows[ref]
            split = row.get("groups") or row.get("parts")
            told = [split[name] for name in names] if split else None
            for group, said in enumerate(told or [{**row, "seen": row["agree"] + row["disagree"] + row["pass"]}]):
                counts[group, place] = said["disagree"], said["seen"] - said["agree"] - said["disagree"], said["agree"]
        components = tables["axes"]["components"]
        length = np.array([math.hypot(*map(float, components[ref])) if ref in components else 0.0 for ref in options])
        whole = np.maximum(counts.sum(axis=(0, 2)), 1)
        mean = (counts[:, :, 2] - counts[:, :, 0]).sum(axis=0) / whole
        closed = [ref for ref in options if rows[ref].get("moderated")]
        return cls.of(options, counts, np.sqrt(len(options)) * np.abs(1 - mean) * length, mixture, closed)

    def draw(self, seen: Collection[str], seed: str) -> Draw | None:
        """Draw a statement that this person has not seen; None when there is none left. The seed decides: make it from a secret and a
        count."""
        left = {}
        for name, urn in self.urns.items():
            weights = urn.copy()
            weights[[self.places[ref] for ref in seen]] = 0
            left[name] = weights
        filled = [(name, getattr(self.mixture, name)) for name, weights in left.items() if weights.any()]
        whole = sum((share for _, share in filled), Fraction(0))
        if not whole:
            filled = [(name, Fraction(1)) for name, _ in filled]
            whole = Fraction(len(filled))
        if not filled:
            return None
        drawn = int.from_bytes(sha256(f"parvis/opinions/routing/v1\0{seed}".encode()).digest(), "big")
        place = self._taken(filled, whole, left, drawn)
        parts = {name: share / whole * Fraction(int(left[name][place]), int(left[name].sum())) for name, share in filled}
        return Draw(statement=self.options[place], chance=sum(parts.values(), Fraction(0)), parts=parts)

    def _taken(self, filled: list[tuple[str, Fraction]], whole: Fraction, left: Mapping[str, Weights], drawn: int) -> int:
        """Give the place that a number of 256 bits falls on: first the urn, then the statement in it."""
        turn = Fraction(drawn >> 128, 1 << 128) * whole
        chosen = filled[-1][0]
        for name, share in filled:
            if turn < share:
                chosen = name
                break
            turn -= share
        sums = np.cumsum(left[chosen])
        return int(np.searchsorted(sums, (drawn & ((1 << 128) - 1)) * int(sums[-1]) >> 128, side="right"))
