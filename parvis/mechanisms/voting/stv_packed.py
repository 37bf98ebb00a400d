"""The single transferable vote on ballots in arrays: each stage passes the papers of an option on at once, in whole numbers.

What it counts is what `stv.Count` counts, to the last unit. A paper is always with the first of its options that was still in the running
when it was passed on; options only leave, so that this is the first in its row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from parvis.mechanisms.voting.packed import PackedRankings
from parvis.mechanisms.voting.stv import Count, Number

if TYPE_CHECKING:
    Array = np.ndarray[Any, np.dtype[Any]]


@dataclass
class PackedCount(Count):
    """One way to count. `values` is what each paper of a row is worth, `where` the option it is with; the size when it is lost."""

    packed: PackedRankings | None = None

    @property
    def total(self) -> int:
        """How many papers there are."""
        assert self.packed is not None
        return self.packed.total

    def _begin(self) -> None:
        assert self.packed is not None
        self.rows, self.weights = self.packed.rows, self.packed.weights.astype(np.int64)
        self.values = np.full(len(self.weights), self.rules.unit, dtype=np.int64)
        self.where = self.rows[:, 0].astype(np.intp)
        self._gain(self.where, self.weights * self.values)

    def _pass_surplus(self, option: int, surplus: Number, held: Number) -> None:
        who = np.flatnonzero(self.where == option)
        self.values[who] = self.values[who] * int(surplus) // int(held)
        self._pass(who)

    def _pass_all(self, options: Sequence[int]) -> None:
        self._pass(np.flatnonzero(self.where == options[0] if len(options) == 1 else np.isin(self.where, options)))

    def _pass(self, who: Array) -> None:
        standing = np.zeros(self.size + 1, dtype=bool)
        standing[[*self.hopeful, -1]] = True  # the end of a row is -1, which is the last place too
        rows = self.rows[who]
        following = rows[np.arange(len(who)), standing[rows].argmax(axis=1)]
        self.where[who] = following
        self._gain(following, self.weights[who] * self.values[who])

    def _gain(self, options: Array, votes: Array) -> None:
        # Sums of whole numbers under 2^53 are exact in floats.
        *gained, lost = np.bincount(options + 1, votes, self.size + 1)[[*range(1, self.size + 1), 0]].tolist()
        self.votes = [held + int(more) for held, more in zip(self.votes, gained, strict=True)]
        self.lost += int(lost)
