"""How many people of each group disagree, pass and agree: whole numbers, from which everything that is said of a statement follows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.mechanisms.opinions.votes import MILLION, VoteMatrix

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]
CHUNK = 1 << 21
HEAVIEST = 20
"""No vote weighs more than so many times the mean: a weight without a limit lets one voter decide."""


@dataclass(frozen=True)
class Tallies:
    """Counts (groups, statements, 3) of disagree, pass and agree."""

    counts: Counts

    @property
    def agree(self) -> Counts:
        return self.counts[..., 2]

    @property
    def disagree(self) -> Counts:
        return self.counts[..., 0]

    @property
    def seen(self) -> Counts:
        """Votes, passes included: the denominator of every share."""
        seen: Counts = self.counts.sum(axis=-1)
        return seen

    def everyone(self) -> Tallies:
        """Give the groups added up, as a group alone."""
        return Tallies(self.counts.sum(axis=0, keepdims=True))

    def others(self) -> Tallies:
        """Give, for each group, everybody else."""
        return Tallies(self.counts.sum(axis=0, keepdims=True) - self.counts)


def by_group(matrix: VoteMatrix, group: NDArray[np.int64], groups: int) -> Tallies:
    """Count by group; `group` (people,) is 0 … groups - 1, or -1 for who is in none."""
    width = len(matrix.options)
    total = np.zeros((groups + 1) * width * 3, np.int64)
    first = ((group + 1) * (width * 3) + 1).astype(np.int32 if total.size < 2**31 else np.int64)
    begin, people, starts = 0, matrix.people, matrix.starts
    while begin < people:
        end = max(begin + 1, int(np.searchsorted(starts, starts[begin] + CHUNK, side="right")) - 1)
        span = slice(int(starts[begin]), int(starts[end]))
        place = np.repeat(first[begin:end], np.diff(starts[begin : end + 1]))
        place += matrix.columns[span] * np.int32(3)
        place += matrix.votes[span]
        total += np.bincount(place, minlength=total.size)
        begin = end
    return Tallies(total.reshape(groups + 1, width, 3)[1:])


@dataclass(frozen=True)
class Corrected:
    """What the shares would be had everybody been shown every statement with the same chance: (statements,) each."""

    agree: Floats
    disagree: Floats
    observations: Floats
    """How many votes of equal weight these weighted ones are worth."""


def corrected(matrix: VoteMatrix) -> Corrected | None:
    """Weigh each vote by one over the logged chance that it was asked for; None where no chance was logged.

    Weights are whole numbers and add up exactly. None weighs more than 20 times the mean weight on its statement.
    """
    if matrix.chances is None:
        return None
    width = len(matrix.options)
    weights = (MILLION * 100) // matrix.chances.astype(np.int64)
    many = np.maximum(np.bincount(matrix.columns, minlength=width), 1)
    # Sums of whole numbers below 2^53 are exact in a double.
    mean = np.bincount(matrix.columns, weights, width) // many
    weights = np.minimum(weights, (mean * HEAVIEST).astype(np.int64)[matrix.columns])
    place = matrix.columns.astype(np.int64) * 3 + matrix.votes + 1
    sums = np.bincount(place, weights, 3 * width).reshape(width, 3)
    squares = np.bincount(matrix.columns, (weights / 100.0) ** 2, width)
    whole = sums.sum(axis=1)
    safe = np.maximum(whole, 1)
    worth = np.divide((whole / 100.0) ** 2, squares, out=np.zeros(width), where=squares > 0)
    return Corrected(sums[:, 2] / safe, sums[:, 0] / safe, worth)
