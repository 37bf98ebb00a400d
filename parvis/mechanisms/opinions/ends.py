"""The ends of a range: where there are no distinct groups and one direction counts more than any other.

An end is the quarter of the people who stand furthest along that direction; the half between them is the third part. What brings people
together has to hold in each part, as it has to in each group, so that a large middle does not speak for its ends. What tells the ends
apart describes the range and proves nothing, since people stand there because of these very answers: it is given only where the direction
itself comes back when people are drawn again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.mechanisms.opinions import findings
from parvis.mechanisms.opinions.axes import Axes
from parvis.mechanisms.opinions.groups import Groups
from parvis.mechanisms.opinions.tallies import Tallies

HOLDS, LONGER = 0.9, 1.5
"""The first direction comes back with this cosine at least, and keeps so many times what the second keeps."""
PARTS = 3


@dataclass(frozen=True, kw_only=True)
class Ends:
    """Where the first end stops and the second begins along the first axis, and the part of each person (s,): 0 the first end, 1 between,
    2 the second end."""

    reach: tuple[float, float]
    labels: NDArray[np.int64]


def ends(along: NDArray[np.float64], axes: Axes, found: Groups) -> Ends | None:
    """Give the ends for people who stand at `along` (s,); None where there are groups, or no direction that counts more."""
    if found.chosen or found.direction < HOLDS or axes.shares[0] < LONGER * axes.shares[1]:
        return None
    order = np.sort(along)
    quarter = (len(along) - 1) // 4
    reach = float(order[quarter]), float(order[-1 - quarter])
    return Ends(reach=reach, labels=part(along, reach)) if reach[0] < reach[1] else None


def part(along: NDArray[np.float64], reach: tuple[float, float]) -> NDArray[np.int64]:
    """Give the part of each place.

    >>> part(np.array([-1.0, 0.0, 0.5, 1.0]), (-1.0, 0.5)).tolist()
    [0, 1, 2, 2]
    """
    return (along > reach[0]).astype(np.int64) + (along >= reach[1])


def apart(parts: Tallies, least_seen: int, rate: float) -> NDArray[np.int64]:
    """List the statements that tell the ends apart, the widest gap of agreement first."""
    two = Tallies(parts.counts[[0, 2]])
    return findings.dividing(two, findings.consensus(two, least_seen), rate)[0].places
