"""Counting ballots in rounds: what a ranking says once some options are out, and what to do with equal and empty ranks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from parvis.mechanisms.voting.packed import Standing
from parvis.mechanisms.voting.profile import Rank, RankProfile

Counted = tuple[tuple[tuple[int, ...], ...], int]
"""Groups of options from first to last, and how many ballots have them."""


@dataclass(frozen=True, kw_only=True)
class RankPolicies:
    """What a count in rounds makes of a rank that holds several options, or none.

    Several: the ballot stops counting there, that rank is passed over, or its vote is shared between them. None: it is passed over,
    the ballot stops there, or it stops at two empty ranks in a row.
    """

    equal_ranks: Literal["stop", "skip", "share"] = "stop"
    empty_ranks: Literal["skip", "stop", "stop-at-two"] = "skip"
    tie_order: tuple[str, ...] = ()


Tally = Callable[[frozenset[int]], tuple[dict[int, Fraction], int]]
"""From the options still standing to the votes of each, and how many ballots have none of them."""


def tallies(profile: RankProfile, policies: RankPolicies) -> Tally:
    """Give the count of a round, for any options still standing; equal rounds are counted once."""
    known: dict[frozenset[int], tuple[dict[int, Fraction], int]] = {}
    packed = Standing(profile.packed) if profile.packed else None
    ballots = [] if packed else readable(profile, policies)

    def count(standing: frozenset[int]) -> tuple[dict[int, Fraction], int]:
        if standing not in known:
            if packed:
                votes, exhausted = packed.tally(standing)
                known[standing] = {option: Fraction(votes[option]) for option in sorted(standing)}, exhausted
            else:
                known[standing] = tally(ballots, standing)
        return known[standing]

    return count


def readable(profile: RankProfile, policies: RankPolicies) -> list[Counted]:
    """Give the ballots as the policies read them; those that say nothing any more are kept, empty."""
    read: dict[tuple[tuple[int, ...], ...], int] = {}
    for key, weight in profile.ballots.items():
        groups = _read(key, policies)
        read[groups] = read.get(groups, 0) + weight
    return sorted(read.items())


def _read(key: Sequence[Rank], policies: RankPolicies) -> tuple[tuple[int, ...], ...]:
    groups: list[tuple[int, ...]] = []
    empty = 0
    for rank in key:
        group = (rank,) if isinstance(rank, int) else rank
        empty = empty + 1 if not group else 0
        if not group and (policies.empty_ranks == "stop" or (policies.empty_ranks == "stop-at-two" and empty == 2)):
            break
        if len(group) > 1 and policies.equal_ranks == "stop":
            break
        if len(group) == 1 or (group and policies.equal_ranks == "share"):
            groups.append(group)
    return tuple(groups)


def tally(ballots: Iterable[Counted], standing: frozenset[int]) -> tuple[dict[int, Fraction], int]:
    """Give the votes of each option still standing, each ballot counting for its first one, and how many ballots have none."""
    votes = dict.fromkeys(sorted(standing), Fraction(0))
    whole = dict.fromkeys(standing, 0)
    exhausted = 0
    for groups, weight in ballots:
        for group in groups:
            if len(group) == 1:
                if group[0] in standing:
                    whole[group[0]] += weight
                    break
            else:
                left = [option for option in group if option in standing]
                for option in left:
                    votes[option] += Fraction(weight, len(left))
                if left:
                    break
        else:
            exhausted += weight
    return {option: votes[option] + whole[option] for option in votes}, exhausted


def lowest(votes: dict[int, Fraction]) -> list[list[int]]:
    """Give what may go out now: each list is one possibility, and there are several only when the ballots do not choose.

    Options that would go out one after the other in any order go together: a group whose votes together are fewer than those of the
    next one up cannot be saved by the ballots it frees.

    >>> lowest({0: Fraction(5), 1: Fraction(0), 2: Fraction(0)}), lowest({0: Fraction(5), 1: Fraction(3), 2: Fraction(3)})
    ([[1, 2]], [[1], [2]])
    """
    least = min(votes.values())
    tied = [option for option, held in votes.items() if held == least]
    above = [held for held in votes.values() if held > least]
    if len(tied) == 1 or (above and sum(votes[option] for option in tied) < min(above)):
        return [tied]
    return [[option] for option in tied]
