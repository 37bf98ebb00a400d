"""Duels: for each pair of options, how many ballots rank one above the other. Schulze, ranked pairs and others count from them."""

from collections.abc import Sequence
from dataclasses import dataclass

from parvis.mechanisms.result import Step
from parvis.mechanisms.voting.profile import Rank, RankProfile

Matrix = list[list[int]]


@dataclass(frozen=True)
class Duels:
    """`wins[i][j]`: how many ballots rank option i above option j. An option that a ballot does not rank stands under those it ranks,
    level with the others it does not rank.

    >>> profile = RankProfile.of("abc", [["a", "b", "c"], ["b", ["a", "c"]], ["c"]])
    >>> duels(profile).wins
    [[0, 1, 1], [1, 0, 2], [1, 1, 0]]
    """

    options: tuple[str, ...]
    wins: Matrix

    def beats(self, one: int, other: int) -> bool:
        return self.wins[one][other] > self.wins[other][one]

    def table(self) -> dict[str, dict[str, int]]:
        """Give the wins by refs, for a page."""
        return {option: {other: self.wins[i][j] for j, other in enumerate(self.options) if i != j} for i, option in enumerate(self.options)}

    def condorcet_winner(self) -> int | None:
        """Give the option that wins every duel, if there is one."""
        everyone = range(len(self.options))
        return next((one for one in everyone if all(self.beats(one, other) for other in everyone if other != one)), None)

    def condorcet_loser(self) -> int | None:
        """Give the option that loses every duel, if there is one."""
        everyone = range(len(self.options))
        if len(everyone) < 2:
            return None
        return next((one for one in everyone if all(self.beats(other, one) for other in everyone if other != one)), None)

    def smith_set(self) -> list[int]:
        """Give the smallest group of options of which each beats every option outside it.

        Sort by number of duels not lost: the group is then a head of the list (I. J. Good, Public Choice 10, 1971).
        """
        everyone = range(len(self.options))
        order = sorted(everyone, key=lambda one: -sum(not self.beats(other, one) for other in everyone if other != one))
        for size in range(1, len(order) + 1):
            inside, outside = order[:size], order[size:]
            if all(self.beats(one, other) for one in inside for other in outside):
                return sorted(inside)
        return []

    def without(self, removed: Sequence[int]) -> "Duels":
        kept = [place for place in range(len(self.options)) if place not in set(removed)]
        return Duels(tuple(self.options[i] for i in kept), [[self.wins[i][j] for j in kept] for i in kept])


def duels(profile: RankProfile) -> Duels:
    """Count the duels of a profile."""
    if profile.packed:
        return Duels(profile.options, profile.packed.wins())
    size = len(profile.options)
    wins = [[0] * size for _ in range(size)]
    for key, weight in profile.ballots.items():
        below = set(range(size))
        for rank in key:
            group = (rank,) if isinstance(rank, int) else rank
            below.difference_update(group)
            for one in group:
                row = wins[one]
                for other in below:
                    row[other] += weight
    return Duels(profile.options, wins)


def first_choices(profile: RankProfile) -> dict[str, int]:
    """Give for each option how many ballots rank it first, alone: what methods by duels call its support."""
    if profile.packed:
        return dict(zip(profile.options, profile.packed.firsts(), strict=True))
    firsts = dict.fromkeys(profile.options, 0)
    for key, weight in profile.ballots.items():
        first: Rank = next((rank for rank in key if rank != ()), ())
        if isinstance(first, int):
            firsts[profile.options[first]] += weight
    return firsts


def duel_steps(found: Duels) -> tuple[Step, ...]:
    """Say who wins every duel, or between whom the duels go round in a circle."""
    winner = found.condorcet_winner()
    if winner is None:
        circle = [found.options[place] for place in found.smith_set()]
        return (Step(code="voting.duels.circle", facts={"options": circle}),) if circle else ()
    others = [place for place in range(len(found.options)) if place != winner]
    closest = min(others, key=lambda other: found.wins[winner][other] - found.wins[other][winner], default=None)
    if closest is None:
        return ()
    facts = {
        "option": found.options[winner],
        "closest": found.options[closest],
        "votes": found.wins[winner][closest],
        "against": found.wins[closest][winner],
    }
    return (Step(code="voting.duels.won", facts=facts),)


def strength(ours: int, theirs: int, measure: str) -> tuple[int, int, int]:
    """Give the strength of a duel, to be compared with others: a victory above a tie above a defeat.

    "votes": the more votes for, then the fewer against. "margins": the larger difference. (Schulze 2011, section 2.1.)
    """
    if measure == "margins" or ours == theirs:
        return ((ours > theirs) - (ours < theirs), ours - theirs, 0)
    return (1, ours, -theirs) if ours > theirs else (-1, -theirs, ours)
