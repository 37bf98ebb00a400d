"""Paradoxes on the ballots themselves, each with the very ballots that show it.

A *spoiler* is an option that does not win, and without which another of those that remain wins. *No-show*: people who think alike get a
winner that they like better by staying at home. *Harmed by support*: some people place the winner first instead of lower, and it loses.
*Lost with one more seat*: somebody elected to so many seats would not be to one more.

Those who cast equal ballots are tried, then those who place the same option first: all of them, a half, a quarter and so on; where a number
of people shows the paradox, a smaller one is looked for. Finding nothing does not prove that there is nothing.

Sources: P. C. Fishburn and S. J. Brams, "Paradoxes of Preferential Voting", Mathematics Magazine 56, 1983; H. Moulin, "Condorcet's
Principle Implies the No Show Paradox", Journal of Economic Theory 45, 1988; what methods never show: D. Felsenthal and H. Nurmi, "Voting
Procedures for Electing a Single Candidate", 2018.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from parvis.mechanisms.result import Step
from parvis.mechanisms.voting.conversions import without
from parvis.mechanisms.voting.counting import Counting
from parvis.mechanisms.voting.profile import GradeProfile, Profile, RankProfile

TRIED = 30
"""How many of the most frequent ballots are tried, one kind after the other; then those that place the same option first."""
PARTS = (1, 2, 4, 8, 16)
"""Of equal ballots, which part is tried: all of them, a half …"""
WORK = 120_000
"""How many distinct ballots are read again at most for one paradox of one method: the bound is on work and not on time, so that the same
file always gives the same answer."""
MOST_FOR_KEMENY = 8
"""With more options, one count by Kemeny takes as long as hundreds of the others."""
NEVER_NO_SHOW = frozenset({"plurality", "borda", "approval", "score"})
MAY_HARM = frozenset({"two-round", "irv", "condorcet-irv"})
"""The other methods here are monotone: more support never harms."""
Key = Any  # as the profile writes a ballot


@dataclass(frozen=True)
class Group:
    """People who are tried together: their ballots, the most frequent first, and what is said of them."""

    keys: tuple[Key, ...]
    facts: dict[str, object]


def spoilers(counting: Counting, profile: Profile[Any], winner: str) -> Iterator[Step]:
    """Give each option without which another one wins."""
    if len(profile.options) < 3:
        return
    for option in profile.options:
        if option != winner:
            instead = counting.outcome(without(profile, {option})).elected
            if instead and instead[0] != winner:
                yield Step(code="compare.spoiler", facts={"option": option, "instead": instead[0]})


def no_show(counting: Counting, profile: Profile[Any], winner: str) -> Iterator[Step]:
    """Give the first people found who would have done better to stay at home."""
    if counting.slug in NEVER_NO_SHOW or (counting.slug == "kemeny" and len(profile.options) > MOST_FOR_KEMENY):
        return
    groups = [
        Group(tuple(key for key in keys if _above(profile, key, option, winner)), {"first": first, "instead": option})
        for first, keys in _by_first(profile)
        for option in profile.options
        if option != winner
    ]
    found = _search(
        counting,
        profile,
        winner,
        groups,
        lambda key: None,
        lambda keys, instead: all(_above(profile, key, instead, winner) for key in keys),
    )
    if found:
        code = "compare.no-show-group" if "first" in found else "compare.no-show"
        yield Step(code=code, facts={"winner": winner, **found})


def harmed(counting: Counting, profile: Profile[Any], winner: str) -> Iterator[Step]:
    """Give the first people found who, by placing the winner first, would make it lose."""
    if counting.slug not in MAY_HARM:
        return
    place = profile.options.index(winner)

    def raised(key: Key) -> Key:
        if isinstance(profile, GradeProfile):
            return key if key[place] == 0 else tuple(0 if at == place else level for at, level in enumerate(key))
        if _rank(profile, key, place) == 0:
            return key
        left = (rank if isinstance(rank, int) else tuple(one for one in rank if one != place) for rank in key if rank != place)
        return (place, *(rank[0] if isinstance(rank, tuple) and len(rank) == 1 else rank for rank in left if rank != ()))

    # Those who already place the winner above the other first: raising it on their ballots gives it nothing in the last duel.
    groups = [
        Group(
            tuple(
                sorted(
                    (key for key in keys if not _above(profile, key, option, winner)),
                    key=lambda key, option=option: not _above(profile, key, winner, option),  # type: ignore[misc]  # bound to this option
                )
            ),
            {"first": first, "not_above": option},
        )
        for first, keys in _by_first(profile)
        for option in profile.options
        if winner not in (first, option) and first != option
    ]
    found = _search(counting, profile, winner, groups, raised, lambda keys, instead: True)
    if found:
        code = "compare.harmed-group" if "first" in found else "compare.harmed"
        yield Step(code=code, facts={"winner": winner, **found})


def lost_with_one_more(counting: Counting, profile: Profile[Any], elected: tuple[str, ...], seats: int) -> Iterator[Step]:
    """Give who would lose their seat if there were one more, with the same ballots."""
    if seats + 1 >= len(profile.options):
        return
    more = counting.method.read_settings({"seats": seats + 1, **_kept(counting)})
    found = Counting(counting.method, more).outcome(profile)
    gone = [option for option in elected if option not in found.elected and option not in found.tied]
    if gone:
        yield Step(code="compare.lost-with-one-more", facts={"options": gone, "seats": seats + 1})


def _kept(counting: Counting) -> dict[str, object]:
    settings = counting.settings
    kept: dict[str, object] = {"tie_order": list(settings.tie_order)} if getattr(settings, "tie_order", ()) else {}
    return kept | ({"grades": list(settings.grades)} if hasattr(settings, "grades") else {})


def _search(
    counting: Counting,
    profile: Profile[Any],
    winner: str,
    wider: Sequence[Group],
    changed: Callable[[Key], Key | None],
    counts: Callable[[Iterable[Key], str], bool],
) -> dict[str, object] | None:
    """Change the ballots of some people, kind after kind; give whose, how many, and who wins then."""
    ballots = dict(profile.ballots)
    left = max(12, WORK // max(1, len(ballots)))
    frequent = sorted(ballots, key=lambda key: (-ballots[key], str(key)))[:TRIED]
    alike = [Group((key,), {"ballot": profile.written(key)}) for key in frequent]
    groups = [replace(group, keys=tuple(key for key in group.keys if changed(key) != key)) for group in (*alike, *wider)]

    def instead(group: Group, people: int) -> str | None:
        nonlocal left
        left -= 1
        told, taken = dict(ballots), list[Key]()
        for key in group.keys:
            number = min(people, ballots[key])
            people -= number
            if not number:
                break
            taken.append(key)
            told[key] -= number
            if not told[key]:
                del told[key]
            new = changed(key)
            if new is not None:
                told[new] = told.get(new, 0) + number
        elected = counting.outcome(replace(profile, ballots=told)).elected if told else ()
        return elected[0] if elected and elected[0] != winner and counts(taken, elected[0]) else None

    for part in PARTS:
        for group in groups:
            people = sum(ballots[key] for key in group.keys) // part
            if left <= 0 or not people:
                continue
            found = instead(group, people)
            if found:
                fewest = _fewest(lambda number, group=group, found=found: instead(group, number) == found, people)  # type: ignore[misc]
                return {"people": fewest, **group.facts, "instead": found}
    return None


def _fewest(shows: Callable[[int], bool], people: int) -> int:
    """Halve the step towards fewer people as long as they show the same."""
    low, most = 0, people
    while most - low > 1:
        middle = (low + most) // 2
        if shows(middle):
            most = middle
        else:
            low = middle
    return most


def _by_first(profile: Profile[Any]) -> list[tuple[str, tuple[Key, ...]]]:
    """Give, for each option, the ballots that place it first, the most frequent first."""
    order = sorted(profile.ballots, key=lambda key: (-profile.ballots[key], str(key)))
    return [(option, tuple(key for key in order if _rank(profile, key, place) == 0)) for place, option in enumerate(profile.options)]


def _above(profile: Profile[Any], key: Key, one: str, other: str) -> bool:
    return _rank(profile, key, profile.options.index(one)) < _rank(profile, key, profile.options.index(other))


def _rank(profile: Profile[Any], key: Key, place: int) -> int:
    """Give the place of an option on a ballot, from 0; after the last when the ballot does not rank it."""
    if isinstance(profile, RankProfile):
        return next((at for at, rank in enumerate(key) if place == rank or (isinstance(rank, tuple) and place in rank)), len(key))
    return key[place] if key[place] >= 0 else len(profile.grades)  # type: ignore[attr-defined]  # grades
