"""What Polis says of statements: which represent a group, which are a majority's, group-informed consensus, and the priority of routing.

Counts are A (agree), D (disagree) and S (all votes, passes included), of one group or of all. Tests are one-sided at 90 %, and are not
corrected for being many; `findings.py` says what we do instead.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
SIGNIFICANT = 1.2816
SHOWN = 5
OF_META = 7.0


@dataclass(frozen=True, kw_only=True)
class Representative:
    """A statement that stands for a group, with the figures that Polis shows."""

    place: int
    agrees: bool
    successes: int
    trials: int
    share: float
    test: float
    ratio: float
    ratio_test: float
    best: bool = False
    """The statement that the group agrees with best, placed first."""


def share(part: Counts, seen: Counts) -> Floats:
    """Give (part + 1) / (S + 2)."""
    smoothed: Floats = (part + 1) / (seen + 2)
    return smoothed


def z_of_share(part: Counts, seen: Counts) -> Floats:
    """Give 2 √(S + 1) ((part + 1) / (S + 1) - ½): how far above half."""
    z: Floats = 2 * np.sqrt(seen + 1) * ((part + 1) / (seen + 1) - 0.5)
    return z


def z_of_ratio(part: Counts, seen: Counts, part_of_others: Counts, others: Counts) -> Floats:
    """Give the two-proportion z, one added to each of the four counts; 0 when everybody says the same."""
    p, q, n, m = part + 1, part_of_others + 1, seen + 1, others + 1
    pooled = (p + q) / (n + m)
    spread = np.sqrt(np.maximum(pooled * (1 - pooled), 0) * (1 / n + 1 / m))
    z: Floats = np.divide(p / n - q / m, spread, out=np.zeros(np.shape(spread)), where=(spread > 0) & (pooled != 1))
    return z


def consensus(agree: Counts, seen: Counts) -> Floats:
    """Give Π over groups of (A + 1) / (S + 2), for counts (groups, m)."""
    product: Floats = share(agree, seen).prod(axis=0)
    return product


def priorities(agree: Counts, disagree: Counts, seen: Counts, extremity: Floats, meta: Flags) -> Floats:
    """Give the weight of each statement in the draw of the next one: (importance · (1 + 8 · 2^(-S/5)))², 49 for meta statements."""
    passes = seen - agree - disagree
    importance = (1 - (passes + 1) / (seen + 2)) * (extremity + 1) * (agree + 1) / (seen + 2)
    weights: Floats = np.where(meta, OF_META, importance * (1 + 8 * 2.0 ** (-seen / 5))) ** 2
    return weights


def majority(part: Counts, seen: Counts, allowed: Flags) -> list[int]:
    """Give the places of at most five statements that a majority of all says `part` to: share above ½, test above 1.2816, by their
    product."""
    p, z = share(part, seen), z_of_share(part, seen)
    kept = np.flatnonzero(allowed & (p > 0.5) & (z > SIGNIFICANT))
    return [int(place) for place in kept[np.lexsort((kept, -(p * z)[kept]))][:SHOWN]]


def representative(agree: Counts, disagree: Counts, seen: Counts, group: int, allowed: Flags) -> list[Representative]:
    """Give at most five statements that stand for a group, those it agrees with first, the best agreed one at the head.

    Counts are (groups, m). When no statement passes the tests, the one with the highest test stands alone.
    """
    mine = agree[group], disagree[group], seen[group]
    theirs = agree.sum(axis=0) - mine[0], disagree.sum(axis=0) - mine[1], seen.sum(axis=0) - mine[2]
    sides = []
    for part, of_others in ((mine[0], theirs[0]), (mine[1], theirs[1])):
        p = share(part, mine[2])
        ratio = p / share(of_others, theirs[2])
        sides.append((part, p, z_of_share(part, mine[2]), ratio, z_of_ratio(part, mine[2], of_others, theirs[2])))

    def told(place: int, *, best: bool = False) -> Representative:
        agrees = bool(sides[0][4][place] > sides[1][4][place])
        part, p, z, ratio, ratio_z = sides[0 if agrees else 1]
        return Representative(
            place=place,
            agrees=agrees,
            successes=int(part[place]),
            trials=int(mine[2][place]),
            share=float(p[place]),
            test=float(z[place]),
            ratio=float(ratio[place]),
            ratio_test=float(ratio_z[place]),
            best=best,
        )

    passes = np.zeros(len(mine[0]), bool)
    for _, _, z, _, ratio_z in sides:
        passes |= (z > SIGNIFICANT) & (ratio_z > SIGNIFICANT)
    enough = [told(int(place)) for place in np.flatnonzero(allowed & passes)]
    best = _best_agreed(sides[0], mine, allowed)
    head = [] if best is None else [told(best, best=True)]
    if not enough:
        if head:
            return head
        tests = np.where(allowed & (mine[2] > 0), np.maximum(sides[0][4], sides[1][4]), -np.inf)
        return [told(int(tests.argmax()))] if len(tests) and tests.max() > -np.inf else []
    enough.sort(key=lambda each: -(each.ratio * each.ratio_test * each.share * each.test))
    listed = [*head, *(each for each in enough if each.place != best)][:SHOWN]
    return [*(each for each in listed if each.agrees), *(each for each in listed if not each.agrees)]


def _best_agreed(side: tuple[Counts, Floats, Floats, Floats, Floats], mine: tuple[Counts, Counts, Counts], allowed: Flags) -> int | None:
    """Give the statement that the group agrees with best, going through them in order as Polis does."""
    _, p, z, ratio, ratio_z = side
    best: int | None = None
    for place in np.flatnonzero(allowed & (mine[0] + mine[1] > 0)):
        if best is None:
            if z[place] > SIGNIFICANT or (ratio[place] > 1 and p[place] > 0.5):
                best = int(place)
        elif ratio[best] > 1:
            here, there = (ratio[at] * ratio_z[at] * p[at] * z[at] for at in (place, best))
            best = int(place) if here > there else best
        elif p[place] * z[place] > p[best] * z[best]:
            best = int(place)
    return best
