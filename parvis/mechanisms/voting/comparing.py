"""The same ballots under every method that can count them: where methods differ, and which paradoxes are on these very ballots.

A *spoiler* is an option that does not win, and without which another of those that remain wins. A method shows *no-show* when a group
of people with the same ballot gets a winner that it ranks higher by staying at home, and *non-monotonicity* when raising the winner to
the top of some equal ballots makes it lose. Only the most frequent ballots are tried, so that nothing shown does not mean that there is
nothing.

>>> profile = RankProfile.of("abc", [["a", "b", "c"]] * 4 + [["b", "a", "c"]] * 3 + [["c", "b", "a"]] * 2)
>>> compared = compare(profile, ("plurality", "irv", "schulze"))
>>> {row.slug: row.winners for row in compared.rows}, compared.condorcet_winner
({'plurality': ('a',), 'irv': ('b',), 'schulze': ('b',)}, 'b')
>>> [row.spoilers for row in compared.rows if row.slug == "plurality"]
[('c',)]

Sources: Condorcet (1785); P. C. Fishburn and S. J. Brams, "Paradoxes of Preferential Voting", Mathematics Magazine 56, 1983.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from parvis.mechanisms import registry
from parvis.mechanisms.registry import Mechanism
from parvis.mechanisms.voting.conversions import CONVERSIONS, without
from parvis.mechanisms.voting.pairwise import duels
from parvis.mechanisms.voting.profile import Profile, RankProfile

TRIED = 30
"""How many of the most frequent ballots are dropped or changed, one kind after the other."""
MOST = 12
"""Paradoxes are looked for with so many options at most, and so many distinct ballots: each costs as many counts."""
LARGEST = 20_000


@dataclass(frozen=True, kw_only=True)
class Row:
    """What one method says, and the paradoxes found in it; a tie leaves `winners` empty and stands in `tied`."""

    slug: str
    winners: tuple[str, ...]
    tied: tuple[str, ...]
    spoilers: tuple[str, ...] = ()
    no_show: bool = False
    harmed_by_support: bool = False


@dataclass(frozen=True, kw_only=True)
class Compared:
    """All the methods, in the order asked for; what duels say, on rankings; whether paradoxes were looked for."""

    rows: tuple[Row, ...]
    condorcet_winner: str | None = None
    condorcet_loser: str | None = None
    searched: bool = False

    @property
    def agree(self) -> bool:
        """Whether every method that is done says the same; one that waits for a second round says nothing yet."""
        return len({(row.winners, row.tied) for row in self.rows if row.winners or row.tied}) <= 1


def suitable(profile: Profile[Any]) -> tuple[str, ...]:
    """Give the methods that can count these ballots for one winner, without settings of their own."""
    return tuple(slug for slug in registry.slugs("voting") if _counts(registry.get(slug), profile))


def compare(profile: Profile[Any], slugs: Iterable[str]) -> Compared:
    """Count with each method for one winner. On rankings that are not too many, also look for paradoxes."""
    methods = [registry.get(slug) for slug in slugs]
    searched = isinstance(profile, RankProfile) and len(profile.options) <= MOST and len(profile.choices()) <= LARGEST
    rows = tuple(_row(method, profile, searched) for method in methods)
    if not isinstance(profile, RankProfile) or len(profile.options) < 2:
        return Compared(rows=rows)
    counted = duels(profile)
    places = range(len(counted.options))
    first = counted.condorcet_winner()
    last = next((one for one in places if all(counted.beats(other, one) for other in places if other != one)), None)
    return Compared(
        rows=rows,
        condorcet_winner=None if first is None else counted.options[first],
        condorcet_loser=None if last is None else counted.options[last],
        searched=searched,
    )


def _counts(method: Mechanism[Any, Any], profile: Profile[Any]) -> bool:
    # A block vote for one seat would count only ballots with one approval; a double majority needs groups.
    fits = type(profile) is method.summary or (type(profile), method.summary) in CONVERSIONS
    return (
        fits
        and method.winners != "seats"
        and method.slug not in ("block", "double-majority")
        and not (method.slug == "kemeny" and len(profile.options) > MOST)
    )


def _counted(method: Mechanism[Any, Any], profile: Profile[Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    convert: Any = CONVERSIONS.get((type(profile), method.summary))
    result = method(profile if type(profile) is method.summary else convert(profile))
    return result.outcome[:1], tuple(option for tie in result.ties[:1] for option in tie.options)


def _row(method: Mechanism[Any, Any], profile: Profile[Any], searched: bool) -> Row:
    winners, tied = _counted(method, profile)
    if not searched or not winners or not isinstance(profile, RankProfile):
        return Row(slug=method.slug, winners=winners, tied=tied)
    winner = winners[0]
    spoilers = tuple(
        option
        for option in profile.options
        if option != winner and len(profile.options) > 2 and _counted(method, without(profile, {option}))[0] not in ((), winners)
    )
    frequent = sorted(profile.choices(), key=lambda pair: (-pair[1], str(pair[0])))[:TRIED]
    return Row(
        slug=method.slug,
        winners=winners,
        tied=tied,
        spoilers=spoilers,
        no_show=any(_better_at_home(method, profile, choice, weight, winner) for choice, weight in frequent),
        harmed_by_support=any(_harmed(method, profile, choice, weight, winner) for choice, weight in frequent),
    )


def _better_at_home(method: Mechanism[Any, Any], profile: RankProfile, choice: Any, weight: int, winner: str) -> bool:
    found = _counted(method, _changed(profile, choice, weight, None))[0]
    return bool(found) and _rank(choice, found[0]) < _rank(choice, winner)


def _harmed(method: Mechanism[Any, Any], profile: RankProfile, choice: Any, weight: int, winner: str) -> bool:
    if _rank(choice, winner) == 0:
        return False
    raised = [winner, *(kept for group in choice if (kept := _left(group, winner)))]
    found = _counted(method, _changed(profile, choice, weight, raised))[0]
    return bool(found) and found[0] != winner


def _changed(profile: RankProfile, choice: Any, weight: int, instead: Sequence[Any] | None) -> RankProfile:
    kept = [(one, count) for one, count in profile.choices() if one != choice]
    return RankProfile.summarise(profile.options, kept if instead is None else [*kept, (list(instead), weight)], None)


def _left(group: Any, winner: str) -> Any:
    if isinstance(group, str):
        return None if group == winner else group
    return [option for option in group if option != winner]


def _rank(choice: Any, option: str) -> int:
    """Give the place of an option on a ballot, from 0; after the last when the ballot does not rank it."""
    return next((at for at, group in enumerate(choice) if option == group or (not isinstance(group, str) and option in group)), len(choice))
