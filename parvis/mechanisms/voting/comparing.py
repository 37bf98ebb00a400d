"""The same ballots under every method that can count them: where methods differ and why, and which paradoxes are on these very ballots.

>>> profile = RankProfile.of("abc", [["a", "b", "c"]] * 4 + [["b", "a", "c"]] * 3 + [["c", "b", "a"]] * 2)
>>> compared = compare(profile, ("plurality", "irv", "schulze"))
>>> {row.slug: row.winners for row in compared.rows}, compared.condorcet_winner
({'plurality': ('a',), 'irv': ('b',), 'schulze': ('b',)}, 'b')
>>> [row.spoilers for row in compared.rows if row.slug == "plurality"]
[('c',)]
>>> [(one.methods, other.methods) for one, other in [compared.differences[0].outcomes]]
[(('plurality',), ('irv', 'schulze'))]
>>> compared.differences[0].why[0].code
'compare.first-but-loses'

Limits: one winner's paradoxes are looked for with `MOST` options and `LARGEST` distinct ballots at most, and not all ballots are tried.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from parvis.mechanisms import registry
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting import paradoxes
from parvis.mechanisms.voting.counting import Counting, Outcome, elected_on, outcome_of, ready
from parvis.mechanisms.voting.differing import Case, reasons
from parvis.mechanisms.voting.pairwise import duels
from parvis.mechanisms.voting.profile import GradeProfile, Profile, RankProfile

MOST = 12
"""Paradoxes are looked for with so many options at most, and so many distinct ballots: each costs as many counts."""
LARGEST = 20_000


@dataclass(frozen=True, kw_only=True)
class Row:
    """What one method says, and the paradoxes found in it; options that a tie leaves open stand in `tied`."""

    slug: str
    winners: tuple[str, ...]
    tied: tuple[str, ...]
    served: int
    """How many ballots have somebody elected: whom they approve, rank first, or grade best."""
    paradoxes: tuple[Step, ...] = ()

    @property
    def outcome(self) -> Outcome:
        return Outcome(self.winners, self.tied)

    @property
    def spoilers(self) -> tuple[str, ...]:
        return tuple(str(step.facts["option"]) for step in self.paradoxes if step.code == "compare.spoiler")

    @property
    def no_show(self) -> bool:
        return any(step.code.startswith("compare.no-show") for step in self.paradoxes)

    @property
    def harmed_by_support(self) -> bool:
        return any(step.code.startswith("compare.harmed") for step in self.paradoxes)


@dataclass(frozen=True)
class Group:
    """Methods that give the same outcome."""

    methods: tuple[str, ...]
    elected: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """Two outcomes that differ, and why: one step for each reason."""

    outcomes: tuple[Group, Group]
    why: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class Compared:
    """All the methods, in the order asked for; what duels say, on rankings; whether paradoxes were looked for."""

    rows: tuple[Row, ...]
    seats: int = 1
    ballots: int = 0
    differences: tuple[Difference, ...] = ()
    condorcet_winner: str | None = None
    condorcet_loser: str | None = None
    ranked: bool = False
    searched: bool = False
    aside: tuple[str, ...] = ()
    """Methods that could not count these ballots: a solver that is not here, or too many ties to follow."""

    @property
    def agree(self) -> bool:
        """Whether every method that is done says the same; one that waits for a second round says nothing yet."""
        return len({row.outcome.same for row in self.rows if row.winners or row.tied}) <= 1


def suitable(profile: Profile[Any], seats: int = 1) -> tuple[str, ...]:
    """Give the methods that can count these ballots for so many seats."""
    return tuple(slug for slug in registry.slugs("voting") if ready(slug, profile, seats))


def compare(profile: Profile[Any], slugs: Iterable[str], seats: int = 1, tie_order: Sequence[str] = ()) -> Compared:
    """Count with each method. Say why outcomes differ, and look for paradoxes where ballots are not too many."""
    searched = (
        isinstance(profile, RankProfile | GradeProfile) and len(profile.options) <= MOST and len(profile.ballots) <= LARGEST
    ) or seats > 1
    rows: list[Row] = []
    counted: list[tuple[Counting, Result]] = []
    aside: list[str] = []
    for slug in slugs:
        counting = ready(slug, profile, seats, tie_order)
        if counting is None:
            continue
        try:
            result = counting.result(profile)
        except ValueError:  # no solver here (`best_sets.NoSolver`), or more ties than can be followed
            aside.append(slug)
            continue
        counted.append((counting, result))
        rows.append(_row(counting, profile, outcome_of(result), seats, searched))
    found = duels(profile) if isinstance(profile, RankProfile) else None
    return Compared(
        rows=tuple(rows),
        seats=seats,
        ballots=profile.expressed,
        differences=tuple(_differences(profile, rows, counted)),
        condorcet_winner=None if found is None or (first := found.condorcet_winner()) is None else found.options[first],
        condorcet_loser=None if found is None or (last := found.condorcet_loser()) is None else found.options[last],
        ranked=found is not None,
        searched=searched,
        aside=tuple(aside),
    )


def _row(counting: Counting, profile: Profile[Any], outcome: Outcome, seats: int, searched: bool) -> Row:
    elected = frozenset(profile.options.index(option) for option in outcome.elected)
    served = sum(weight for ballot, weight in profile.ballots.items() if elected_on(profile, ballot, elected))
    found: list[Step] = []
    if searched and seats == 1 and outcome.elected:
        for look in (paradoxes.spoilers, paradoxes.no_show, paradoxes.harmed):
            found += look(counting, profile, outcome.elected[0])
    elif searched and seats > 1 and not outcome.tied:
        found += paradoxes.lost_with_one_more(counting, profile, outcome.elected, seats)
    return Row(slug=counting.slug, winners=outcome.elected, tied=outcome.tied, served=served, paradoxes=tuple(found))


def _differences(profile: Profile[Any], rows: Sequence[Row], counted: Sequence[tuple[Counting, Result]]) -> list[Difference]:
    """Give each pair of outcomes without a tie that differ, those of most methods first."""
    groups: dict[frozenset[str], list[int]] = {}
    for place, row in enumerate(rows):
        if row.winners and not row.tied:
            groups.setdefault(frozenset(row.winners), []).append(place)
    order = sorted(groups.values(), key=lambda places: (places[0] if len(groups) < 3 else -len(places), places[0]))
    cases = [Case(tuple(counted[place] for place in places), rows[places[0]].winners, rows[places[0]].served) for places in order]
    told = [Group(tuple(counting.slug for counting, _ in case.counted), case.elected) for case in cases]
    return [
        Difference((told[one], told[other]), reasons(profile, cases[one], cases[other]))
        for one in range(len(cases))
        for other in range(one + 1, len(cases))
    ]
