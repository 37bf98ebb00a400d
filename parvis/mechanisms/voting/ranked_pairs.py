"""Ranked pairs: each person ranks the options; each pair is a duel, and duels are kept from the strongest down, but for those that would
close a circle with stronger ones.

What is kept gives the ranking. An option that wins every duel comes first; cloning an option changes nothing. Where duels of the same
strength contradict each other, each order of them is tried: options that come first in some orders only are tied, unless an order
that breaks ties was published before the count.

>>> from parvis.mechanisms.voting.profile import RankProfile
>>> ballots = [(["a", "b", "c"], 4), (["b", "c", "a"], 3), (["c", "a", "b"], 2)]
>>> result = ranked_pairs(RankProfile.summarise("abc", ballots, None))
>>> result.ranking, result.tables["dropped"]
((('a',), ('b',), ('c',)), [['c', 'a']])

Source: T. Nicolaus Tideman, "Independence of clones as a criterion for voting rules", Social Choice and Welfare 4 (1987); T. M. Zavist and
T. N. Tideman, "Complete independence of clones in the ranked pairs rule", Social Choice and Welfare 6 (1989), for the order of ties.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting.pairwise import Duels, duel_steps, duels, first_choices, strength
from parvis.mechanisms.voting.placing import Committee, agree, place
from parvis.mechanisms.voting.profile import RankProfile

MOST_WAYS = 2_000
Pair = tuple[int, int]
Reach = tuple[int, ...]
"""For each option, the bits of the options it comes before."""


@dataclass(frozen=True, kw_only=True)
class RankedPairsSettings(Committee):
    """What makes a duel strong: its winning votes, or its margin. They differ only on ballots with equal or missing ranks."""

    strength: Literal["votes", "margins"] = "votes"


@mechanism(
    slug="ranked-pairs",
    family="voting",
    version=1,
    ballot="ranking",
    winners="several",
    summary=RankProfile,
    settings=RankedPairsSettings,
)
def ranked_pairs(profile: RankProfile, settings: RankedPairsSettings) -> Result:
    """Keep the duels from the strongest down, and rank the options by what is kept."""
    found = duels(profile)
    options = found.options
    ways = sorted(_ways(found, settings))
    rankings = [_ranking(options, reach) for reach in ways]
    ranking = rankings[0] if len(rankings) == 1 else _common(rankings)
    dropped = sorted(_lost(found, ways[0])) if len(ways) == 1 else []
    steps = [
        Step(
            code="voting.ranked-pairs.dropped",
            facts={"winner": options[i], "loser": options[j], "votes": found.wins[i][j], "against": found.wins[j][i]},
        )
        for i, j in dropped
    ]
    if len(ways) > 1:
        steps.append(Step(code="voting.ranked-pairs.several", facts={"ways": len(ways)}))
    placing = agree((place(way, settings.seats, settings.tie_order) for way in rankings), settings.seats, ranking)
    return Result(
        outcome=placing.outcome,
        ties=placing.ties,
        ranking=ranking,
        steps=(*duel_steps(found), *steps, *placing.steps),
        tables={
            "duels": found.table(),
            "dropped": [[options[i], options[j]] for i, j in dropped],
            "support": first_choices(profile),
            "ballots": profile.expressed,
        },
    )


def _ways(found: Duels, settings: RankedPairsSettings) -> set[Reach]:
    """Give what the kept duels come to, for each order of the duels of equal strength that matters."""
    size = len(found.options)
    order = {option: rank for rank, option in enumerate(settings.tie_order)}
    known = [order.get(option, size) for option in found.options]
    published = all(option in order for option in found.options)
    pairs = [(i, j) for i in range(size) for j in range(size) if found.beats(i, j)]

    def measure(pair: Pair) -> tuple[int, int, int]:
        i, j = pair
        return strength(found.wins[i][j], found.wins[j][i], settings.strength)

    ways: set[Reach] = {(0,) * size}
    for _, equal in groupby(sorted(pairs, key=measure, reverse=True), key=measure):
        group = sorted(equal, key=lambda pair: (known[pair[0]], -known[pair[1]]))
        following: set[Reach] = set()
        for reach in ways:
            if published:
                following.add(_kept_in_order(reach, group))
            else:
                following |= _kept_in_any_order(reach, frozenset(group))
            if len(following) > MOST_WAYS:
                raise ValueError("There are too many equal duels to follow them all: give an order that breaks ties (tie_order).")
        ways = following
    return ways


def _kept_in_order(reach: Reach, group: Sequence[Pair]) -> Reach:
    for i, j in group:
        if not reach[j] >> i & 1:
            reach = _keep(reach, i, j)
    return reach


def _kept_in_any_order(reach: Reach, group: frozenset[Pair]) -> set[Reach]:
    pending, seen, ends = [(reach, group)], set(), set()
    while pending:
        state = pending.pop()
        if state in seen:
            continue
        seen.add(state)
        if len(seen) > MOST_WAYS:
            raise ValueError("There are too many equal duels to follow them all: give an order that breaks ties (tie_order).")
        now, left = state
        open_ = frozenset((i, j) for i, j in left if not now[j] >> i & 1 and not now[i] >> j & 1)
        together = _kept_in_order(now, sorted(open_))
        if all(together[i] >> j & 1 for i, j in open_):  # no circle: their order does not matter
            ends.add(together)
        else:
            pending += [(_keep(now, i, j), open_ - {(i, j)}) for i, j in open_]
    return ends


def _keep(reach: Reach, i: int, j: int) -> Reach:
    gained = reach[j] | 1 << j
    return tuple(before | gained if place == i or before >> i & 1 else before for place, before in enumerate(reach))


def _lost(found: Duels, reach: Reach) -> Iterator[Pair]:
    size = len(found.options)
    return ((i, j) for i in range(size) for j in range(size) if found.beats(i, j) and reach[j] >> i & 1)


def _ranking(options: tuple[str, ...], reach: Reach) -> tuple[tuple[str, ...], ...]:
    left = set(range(len(options)))
    layers = []
    while left:
        first = sorted(one for one in left if not any(reach[other] >> one & 1 for other in left))
        layers.append(tuple(options[one] for one in first))
        left -= set(first)
    return tuple(layers)


def _common(rankings: Sequence[tuple[tuple[str, ...], ...]]) -> tuple[tuple[str, ...], ...]:
    """Cut the ranking where all have the same first options."""
    groups: list[tuple[str, ...]] = []
    done: set[str] = set()
    everyone = sorted(option for layer in rankings[0] for option in layer)
    heads = [_prefixes(ranking) for ranking in rankings]
    for size in range(1, len(everyone) + 1):
        shared = {found.get(size) for found in heads}
        if len(shared) == 1 and None not in shared:
            head = next(iter(shared)) or frozenset()
            groups.append(tuple(sorted(head - done)))
            done |= head
    return tuple(groups)


def _prefixes(ranking: Sequence[Sequence[str]]) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    head: frozenset[str] = frozenset()
    for layer in ranking:
        head |= frozenset(layer)
        found[len(head)] = head
    return found
