"""Votes that look copied: many people with exactly the same votes, where chance would not give so many. Nobody is left out because of it.
Votes that are nearly the same are looked for in `nearly.py`, and both are listed together.

People of a group may well answer the same seven statements alike. So the number of equal rows is compared with the number that the shares
of the likeliest crowd (the groups, or everybody) would give if all had seen the same statements; only what exceeds it beyond doubt is
flagged. A flag is a question to put, not an answer: an association that votes together looks like this too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import pdtrc

from parvis.mechanisms.opinions.fingerprints import sums
from parvis.mechanisms.opinions.nearly import nearly
from parvis.mechanisms.opinions.tallies import Tallies
from parvis.mechanisms.opinions.votes import VoteMatrix

DOUBT = 1e-6


@dataclass(frozen=True, kw_only=True)
class Alike:
    """People whose votes are equal, or nearly: the rows, how many votes were compared, the share of equal ones, and how many such people
    chance would give."""

    rows: NDArray[np.int64]
    votes: int
    expected: float
    equal: float = 1.0


def alike(
    matrix: VoteMatrix, tallies: Tallies, part: NDArray[np.int64], sizes: NDArray[np.int64], *, least_people: int, least_votes: int
) -> list[Alike]:
    """List sets of people whose votes are equal, or nearly, where chance does not explain it; the largest first. Nobody is in two.

    `tallies` are of the groups of the map or the parts of the range, `part` (people,) says who is in which (-1: in none), and `sizes` how
    many people each has.
    """
    near = nearly(matrix, part, least_people=least_people)
    found = [Alike(rows=each.rows, votes=each.votes, expected=each.expected, equal=each.equal) for each in near]
    inside = np.zeros(matrix.people, bool)
    for each in near:
        inside[each.rows] = True
    same = equal(matrix, tallies, sizes, least_people=least_people, least_votes=least_votes)
    found += [each for each in same if not inside[each.rows].any()]
    return sorted(found, key=lambda each: (-len(each.rows), int(each.rows[0])))


def equal(matrix: VoteMatrix, tallies: Tallies, sizes: NDArray[np.int64], *, least_people: int, least_votes: int) -> list[Alike]:
    """List sets of at least `least_people` equal rows, of at least `least_votes` votes, that chance does not explain."""
    if not matrix.people:
        return []
    first, _ = sums(matrix.options, matrix.starts, matrix.columns, matrix.votes)
    cuts = np.flatnonzero(np.concatenate([[True], first[1:] != first[:-1]]))  # rows stand in the order of these sums
    lengths = np.diff(np.concatenate([cuts, [matrix.people]]))
    found = []
    for begin, many in zip(cuts[lengths >= least_people], lengths[lengths >= least_people], strict=True):
        span = slice(int(matrix.starts[begin]), int(matrix.starts[begin + 1]))
        columns, votes = matrix.columns[span], matrix.votes[span].astype(np.int64)
        if len(columns) < least_votes or 2 * (votes == 0).sum() > len(votes):  # who mostly passes pushes nothing
            continue
        expected = _expected(tallies, sizes, int(many), columns, votes)
        if pdtrc(int(many) - 1, expected) < DOUBT:
            found.append(Alike(rows=np.arange(begin, begin + many, dtype=np.int64), votes=len(columns), expected=expected))
    return found


def _expected(tallies: Tallies, sizes: NDArray[np.int64], many: int, columns: NDArray[np.int32], votes: NDArray[np.int64]) -> float:
    """Give how many people would have these votes if each vote were drawn apart, as the likeliest crowd votes.

    Those who are looked at do not speak for themselves: they are taken out of the counts, of a group where they are half of it at most,
    and of everybody. Where they are more than half of everybody, what they say is what people say.
    """
    counts = tallies.counts[:, columns]
    groups = [(counts[g], int(size)) for g, size in enumerate(sizes)]
    groups.append((counts.sum(axis=0), int(sizes.sum())))
    own = many if 2 * many <= sizes.sum() else 0
    each = np.arange(len(columns))
    crowds = []
    for told, size in groups:
        if size >= 2 * own:
            part, seen = told[each, votes + 1], told.sum(axis=1)
            shares = (np.maximum(part - own, 0) + 1) / (np.maximum(seen - own, 0) + 3)
            # One statement may be what makes these people a circle: on the rarest of their votes they do speak for themselves.
            rarest = int(shares.argmin())
            shares[rarest] = (part[rarest] + 1) / (seen[rarest] + 3)
            crowds.append(size * float(np.exp(np.log(shares).sum())))
    return max(sum(crowds[:-1]), crowds[-1])
