"""What a map of opinions says of statements: what brings together, what divides, what a group holds, and what it objects to.

Nothing is said to be true because a share is large: each list comes from a test, and Benjamini-Hochberg keeps the share of wrong ones
expected in a list under the rate that the settings give. A statement that too few people of a group have seen is left aside, and said to
be.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.mechanisms.opinions import intervals
from parvis.mechanisms.opinions.tallies import Tallies

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Consensus:
    """Group-informed consensus of each statement: between 0 and 1, with its interval, and whether enough people of each group voted."""

    value: Floats
    low: Floats
    high: Floats
    enough: Flags


@dataclass(frozen=True, kw_only=True)
class Verdicts:
    """A list of statements that a test holds for: places in order, the chance of each statement, and the largest chance believed."""

    places: NDArray[np.int64]
    chances: Floats
    limit: float


@dataclass(frozen=True, kw_only=True)
class Held:
    """A statement on which a group differs from all the others."""

    place: int
    agrees: bool
    """True: the group agrees more than the others; False: it disagrees more."""
    difference: float
    low: float
    high: float
    certain: bool
    """Whether the test holds; a group that has too few of these still gets its slots, with the largest differences."""


def consensus(tallies: Tallies, least_seen: int) -> Consensus:
    """Give (Π over groups of pa (1 - pd))^(1 / groups), with pa = (A + 1) / (S + 2) and pd = (D + 1) / (S + 2).

    The geometric mean does not shrink as groups get more numerous, each group weighs the same whatever its size, and those who disagree
    count against as those who agree count for. The interval is that of a product of shares (delta method on the logarithm, multinomial
    counts).
    """
    seen = tallies.seen
    agree, disagree = (tallies.agree + 1) / (seen + 2), (tallies.disagree + 1) / (seen + 2)
    logs = (np.log(agree) + np.log(1 - disagree)).mean(axis=0)
    # Var log(pa (1 - pd)) for multinomial counts; the covariance of agree and disagree is -pa pd / S.
    spread = ((1 - agree) / agree + 3 * disagree / (1 - disagree)) / (seen + 2)
    half = intervals.Z * np.sqrt(spread.sum(axis=0)) / len(seen)
    enough = np.asarray((seen >= least_seen).all(axis=0))
    return Consensus(value=np.exp(logs), low=np.exp(logs - half), high=np.minimum(np.exp(logs + half), 1.0), enough=enough)


def common(part: NDArray[np.int64], tallies: Tallies, score: Consensus, merit: Floats, rate: float) -> Verdicts:
    """List the statements that more than half of *every* group says `part` to (agree, or disagree), those of most merit first.

    The chance of a statement is the largest over groups: it is said to be common only if it holds in the least convinced group (an
    intersection-union test: R. Berger, Technometrics 24 (1982), 295-300).
    """
    chances = np.where(score.enough, intervals.above_half(part, tallies.seen).max(axis=0), 1.0)
    kept, limit = intervals.discoveries(chances, rate)
    order = np.lexsort((np.arange(len(merit)), -merit.round(9)))
    return Verdicts(places=_in_list(order, kept, chances), chances=chances, limit=limit)


def _in_list(order: NDArray[np.int64], kept: Flags, chances: Floats) -> NDArray[np.int64]:
    return np.array([place for place in order if kept[place] and chances[place] < 0.5], np.int64)


def dividing(tallies: Tallies, score: Consensus, rate: float) -> tuple[Verdicts, Floats]:
    """List the statements on which groups differ, the widest gap of agreement first; give the gaps too."""
    seen = np.maximum(tallies.seen, 1)
    share = tallies.agree / seen
    gap = share.max(axis=0) - share.min(axis=0)
    if len(share) < 2:
        return Verdicts(places=np.zeros(0, np.int64), chances=np.ones(len(gap)), limit=0.0), np.zeros(len(gap))
    high, low, each = share.argmax(axis=0), share.argmin(axis=0), np.arange(len(gap))
    chances = intervals.more_than(tallies.agree[high, each], tallies.seen[high, each], tallies.agree[low, each], tallies.seen[low, each])
    # The two groups were chosen for their gap: as many pairs as there are were looked at.
    chances = np.where(score.enough, np.minimum(1.0, chances * len(share) * (len(share) - 1)), 1.0)
    kept, limit = intervals.discoveries(chances, rate)
    order = np.lexsort((each, -gap.round(9)))
    return Verdicts(places=_in_list(order, kept, chances), chances=chances, limit=limit), gap


def held(tallies: Tallies, rate: float, slots: int, least_seen: int) -> list[list[Held]]:
    """Give, for each group, the statements that tell it from all the others: at least `slots` of them, those that hold certain first."""
    if len(tallies.counts) < 2:
        return [[] for _ in tallies.counts]
    others = tallies.others()
    enough = (tallies.seen >= least_seen) & (others.seen >= least_seen)
    chances, lows, highs, gaps = [], [], [], []
    for mine, theirs in ((tallies.agree, others.agree), (tallies.disagree, others.disagree)):
        low, high = intervals.difference(mine, tallies.seen, theirs, others.seen)
        chances.append(np.where(enough, intervals.more_than(mine, tallies.seen, theirs, others.seen), 1.0))
        lows.append(low)
        highs.append(high)
        gaps.append(mine / np.maximum(tallies.seen, 1) - theirs / np.maximum(others.seen, 1))
    certain, _ = intervals.discoveries(np.stack(chances), rate)
    given = []
    for group in range(len(tallies.counts)):
        found = []
        side = np.stack([low[group] for low in lows]).argmax(axis=0)
        for place in np.flatnonzero(enough[group]):
            way = int(side[place])
            sure = bool(certain[way, group, place] and lows[way][group, place] > 0)
            found.append(
                Held(
                    place=int(place),
                    agrees=way == 0,
                    difference=float(gaps[way][group, place]),
                    low=float(lows[way][group, place]),
                    high=float(highs[way][group, place]),
                    certain=sure,
                )
            )
        found.sort(key=lambda each: (not each.certain, -round(each.low, 9), each.place))
        sure_ones = sum(each.certain for each in found)
        given.append(found[: max(slots, min(sure_ones, 2 * slots))])
    return given


@dataclass(frozen=True, kw_only=True)
class Objection:
    """A statement that one group holds against all the others: most of it say one thing, most of the others the contrary."""

    place: int
    group: int
    agrees: bool
    """True: the group wants what the others refuse; False: it refuses what the others want."""


def objections(tallies: Tallies, sizes: NDArray[np.int64], least_seen: int) -> list[Objection]:
    """List what a minority group holds with its whole interval above half while the others hold the contrary, of those who chose.

    A group that is more than half of all (`sizes`, people of each) does not object: it is objected to.
    """
    if len(tallies.counts) < 2:
        return []
    others = tallies.others()
    found = []
    for agrees in (True, False):
        mine = tallies.agree if agrees else tallies.disagree
        theirs = others.disagree if agrees else others.agree
        low, _ = intervals.shares(mine, tallies.seen)
        against, _ = intervals.shares(theirs, others.agree + others.disagree)
        kept = (low > 0.5) & (against > 0.5) & (tallies.seen >= least_seen) & (others.seen >= least_seen)
        strength = np.minimum(low, against)
        found += [
            (-round(float(strength[group, place]), 9), Objection(place=int(place), group=int(group), agrees=agrees))
            for group, place in zip(*np.nonzero(kept), strict=True)
            if 2 * sizes[group] <= sizes.sum()
        ]
    found.sort(key=lambda pair: (pair[0], pair[1].place, pair[1].group))
    return [objection for _, objection in found]


def flips(part: NDArray[np.int64], tallies: Tallies, limit: float, common_now: Flags) -> NDArray[np.int64]:
    """Give, for each statement, how many people would have to change sides for it to leave the list of what is common, or to enter it.

    They change in the group where the fewest suffice to leave; to enter, in every group that is not convinced yet. -1 where no number
    would do. The chance that is believed stays the one of the whole list (`limit`).
    """
    seen = tallies.seen
    # above_half falls as the part grows: find by halving the least part that is believed in each group.
    low, high = np.zeros_like(seen) - 1, seen + 1
    while (high - low > 1).any():
        middle = (low + high) // 2
        believed = (intervals.above_half(middle, seen) <= limit) & (middle <= seen)
        high = np.where(believed, middle, high)
        low = np.where(believed, low, middle)
    possible = (high <= seen).all(axis=0)
    leave = (part - high + 1).min(axis=0)
    enter = np.maximum(high - part, 0).sum(axis=0)
    given = np.where(common_now, leave, np.where(possible & (limit > 0), enter, -1))
    return given.astype(np.int64)
