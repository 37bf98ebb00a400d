"""Instant runoff: each person ranks the options; the option with the fewest first places goes out, again and again, until one has
more than half.

When an option goes out, its ballots count for the next option on them. A ballot whose options are all out no longer counts. One can
rank a small option first without losing one's voice; an option that everybody ranks second can go out early. Where the ballots do not
say who goes out, each possibility is counted to the end: if they all elect the same option the tie does no harm, otherwise it is shown.

>>> from parvis.mechanisms.voting.profile import RankProfile
>>> ballots = [(["a", "b", "c"], 4), (["b", "a", "c"], 3), (["c", "b", "a"], 2)]
>>> result = irv(RankProfile.summarise("abc", ballots, None))
>>> result.outcome, [entry["out"] for entry in result.tables["rounds"]]
(('b',), [['c'], []])

Source: William Robert Ware, "Application of Mr. Hare's system of voting to the nomination of overseers of Harvard College" (1871);
Vincent Conitzer, Matthew Rognlie and Lirong Xia, "Preference functions that score rankings", IJCAI 2009, for the ties.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting.elimination import RankPolicies, Tally, lowest, tallies
from parvis.mechanisms.voting.placing import settle
from parvis.mechanisms.voting.profile import RankProfile

MOST_STATES = 20_000


@dataclass(frozen=True, kw_only=True)
class IrvSettings(RankPolicies):
    """What to make of equal and empty ranks, and the order that breaks ties (its last goes out first), if one was published."""


@mechanism(slug="irv", family="voting", version=1, ballot="ranking", summary=RankProfile, settings=IrvSettings)
def irv(profile: RankProfile, settings: IrvSettings) -> Result:
    """Count in rounds until an option has more than half of the votes that still count."""
    return runoff(profile, settings, frozenset(range(len(profile.options))))


def runoff(profile: RankProfile, settings: RankPolicies, standing: frozenset[int]) -> Result:
    """Count the rounds between these options."""
    runoffs = _Runoffs(tallies(profile, settings), profile.options, settings.tie_order)
    winners = runoffs.winners(standing)
    rounds, open_tie = runoffs.rounds(standing, stop_at_tie=len(winners) > 1)
    options = profile.options
    steps = []
    for number, (votes, exhausted, out) in enumerate(rounds, start=1):
        order = sorted(votes, key=lambda option: (-votes[option], option))
        facts: dict[str, object] = {
            "round": number,
            "votes": {options[option]: votes[option] for option in order},
            "exhausted": exhausted,
        }
        if out:
            steps.append(Step(code="voting.irv.out", facts={**facts, "out": [options[option] for option in out]}))
        elif number == len(rounds) and len(winners) == 1 and order:
            steps.append(Step(code="voting.irv.majority", facts={**facts, "option": options[order[0]]}))
        else:
            steps.append(Step(code="voting.irv.tied", facts={**facts, "tied": [options[option] for option in open_tie]}))
    if runoffs.tied and len(winners) == 1:
        steps.append(Step(code="voting.irv.harmless", facts={"option": options[winners[0]]}))
    ranking = _ranking(options, rounds, standing)
    if runoffs.tied:  # another way of the count would give another order to those that went out
        ranking = _apart(options, winners)
    placing = settle([[options[option]] for option in winners], 1, settings.tie_order, ranking)
    firsts = runoffs.tally(standing)[0]
    last = rounds[-1][0] if rounds else {}
    return Result(
        outcome=placing.outcome,
        ties=placing.ties,
        ranking=ranking,
        steps=(*steps, *placing.steps),
        tables={
            "rounds": [
                {
                    "votes": {options[option]: held for option, held in votes.items()},
                    "exhausted": exhausted,
                    "out": [options[option] for option in out],
                }
                for votes, exhausted, out in rounds
            ],
            # What an option holds when the count ends; before its end for those that went out.
            "support": {option: int(last.get(place, firsts.get(place, Fraction(0)))) for place, option in enumerate(options)},
            "ballots": profile.expressed,
        },
    )


Round = tuple[dict[int, Fraction], int, list[int]]


class _Runoffs:
    """All the ways a count in rounds can go, remembered by the options that still stand."""

    def __init__(self, tally: Tally, options: tuple[str, ...], tie_order: tuple[str, ...]) -> None:
        self.tally = tally
        self.rank = {option: rank for rank, option in enumerate(tie_order)}
        self.options = options
        self.known: dict[frozenset[int], tuple[int, ...]] = {}
        self.tied = False

    def next_round(self, standing: frozenset[int]) -> tuple[dict[int, Fraction], int, list[list[int]]]:
        """Give the votes, the exhausted ballots, and what may go out: nothing when an option has more than half."""
        votes, exhausted = self.tally(standing)
        most = max(votes.values(), default=Fraction(0))
        if len(standing) < 2 or not most or 2 * most > sum(votes.values()):
            return votes, exhausted, []
        ways = lowest(votes)
        if len(ways) > 1 and all(self.options[option] in self.rank for way in ways for option in way):
            ways = [max(ways, key=lambda way: self.rank[self.options[way[0]]])]
        return votes, exhausted, ways

    def winners(self, standing: frozenset[int]) -> tuple[int, ...]:
        """Give the options that win in some way of the count."""
        pending, found = [standing], set()
        while pending:
            left = pending.pop()
            if left in self.known:
                continue
            if len(self.known) > MOST_STATES:
                raise ValueError("There are too many ties to follow them all: give an order that breaks them (tie_order).")
            votes, _, ways = self.next_round(left)
            self.known[left] = ()
            if not ways:
                top = max(votes.values(), default=Fraction(0))
                found |= {option for option, held in votes.items() if held == top}
            self.tied |= len(ways) > 1
            # A way that puts everybody out leaves nobody: those who are tied at the end all win.
            for way in ways:
                if left - set(way):
                    pending.append(left - set(way))
                else:
                    found |= set(way)
        return tuple(sorted(found))

    def rounds(self, standing: frozenset[int], *, stop_at_tie: bool) -> tuple[list[Round], list[int]]:
        """Give the rounds of one way: all of it when the winner is sure, else up to the first tie, with those tied."""
        found: list[Round] = []
        while standing:
            votes, exhausted, ways = self.next_round(standing)
            if stop_at_tie and len(ways) > 1:
                return [*found, (votes, exhausted, [])], sorted(option for way in ways for option in way)
            out = min(ways, default=[])
            found.append((votes, exhausted, out))
            if not ways:
                break
            standing -= frozenset(out)
        return found, []


def _ranking(options: tuple[str, ...], rounds: list[Round], standing: frozenset[int]) -> tuple[tuple[str, ...], ...]:
    """Give the order in which the options left the count, the last to leave first; options that never stood come last."""
    groups: list[tuple[int, ...]] = []
    if rounds:
        votes, _, out = rounds[-1]
        left: Mapping[int, Fraction] = {option: held for option, held in votes.items() if option not in out}
        for held in sorted(set(left.values()), reverse=True):
            groups.append(tuple(option for option in left if left[option] == held))
    groups += [tuple(out) for _, _, out in reversed(rounds) if out]
    groups.append(tuple(option for option in range(len(options)) if option not in standing))
    return tuple(tuple(options[option] for option in group) for group in groups if group)


def _apart(options: tuple[str, ...], winners: tuple[int, ...]) -> tuple[tuple[str, ...], ...]:
    first = tuple(options[option] for option in winners)
    return tuple(group for group in (first, tuple(option for option in options if option not in first)) if group)
