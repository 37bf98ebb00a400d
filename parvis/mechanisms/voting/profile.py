"""Profiles: what was written on the ballots, equal ballots counted together. Profiles of parts add up to the profile of the whole.

Options are kept sorted, and ballots by the positions of their options, so that equal profiles are equal whatever order they came in.

>>> here = ApprovalProfile.of("abc", [["a", "b"], ["b"], None])
>>> there = ApprovalProfile.of("cba", [["b", "a"]])
>>> (here + there).choices() == [(["a", "b"], 2), (["b"], 1)], (here + there).blank
(True, 1)
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Generic, Self, TypeVar

from parvis.mechanisms.registry_settings import settings_from_json
from parvis.mechanisms.result import Plain, Result, plain
from parvis.mechanisms.voting.decision import Conditions, Turnout, conclude
from parvis.mechanisms.voting.packed import PackedRankings

Key = TypeVar("Key")
Rank = int | tuple[int, ...]
"""One option, or several on the same rank; an empty rank is one that was skipped."""


class InvalidChoice(ValueError):
    """A choice that cannot be counted: a code and facts for a sentence in the voter's language, and a message in English."""

    def __init__(self, code: str, message: str, **facts: object) -> None:
        super().__init__(message)
        self.code = f"voting.choice.{code}"
        self.facts = plain(facts)


@dataclass(frozen=True)
class Profile(Generic[Key]):
    """Distinct ballots with how many times each was cast, and how many were blank."""

    options: tuple[str, ...]
    ballots: Mapping[Key, int]
    blank: int = 0

    @classmethod
    def reader(cls, options: Sequence[str], settings: Any) -> Callable[[object], Key]:  # each profile reads its own settings
        """Give the function from a choice, as published, to the key of a ballot; it raises InvalidChoice."""
        raise NotImplementedError

    def written(self, key: Key) -> Plain:
        """Give the choice of a ballot as published: the inverse of the reader."""
        raise NotImplementedError

    @classmethod
    def particulars(cls, settings: Any) -> dict[str, Any]:  # fields that only some profiles have
        return {}

    @classmethod
    def summarise(cls, options: Sequence[str], choices: Iterable[tuple[object, int]], settings: Any) -> Self:
        """Build the profile of these (choice, weight) pairs. None, or an empty choice, is a blank ballot."""
        ordered = sorted_options(options)
        read = cls.reader(ordered, settings)
        ballots: dict[Key, int] = {}
        blank = 0
        for choice, weight in choices:
            if weight < 0:
                raise ValueError(f"A weight is a whole number from 0 up; got {weight}.")
            if choice is None or choice in ([], {}, ()):
                blank += weight
            elif weight:
                key = read(choice)
                ballots[key] = ballots.get(key, 0) + weight
        return cls(ordered, ballots, blank, **cls.particulars(settings))

    @classmethod
    def check(cls, options: Sequence[str], choice: object, settings: Any) -> Plain:
        """Give the choice in the one form it is kept in, None when it is blank; raise InvalidChoice when it cannot be counted."""
        profile = cls.summarise(options, [(choice, 1)], settings)
        return profile.choices()[0][0] if profile.ballots else None

    @classmethod
    def of(cls, options: Iterable[str], choices: Iterable[object], settings: Any = None) -> Self:
        """Build the profile of choices that each count once."""
        return cls.summarise(tuple(options), ((choice, 1) for choice in choices), settings)

    @property
    def expressed(self) -> int:
        """How many ballots express a choice: blank ones are not among them, as French law has it."""
        return sum(self.ballots.values())

    def choices(self) -> list[tuple[Plain, int]]:
        """Give the distinct choices with their weights, in a fixed order."""
        pairs = [(self.written(key), weight) for key, weight in self.ballots.items()]
        return sorted(pairs, key=lambda pair: (-pair[1], str(pair[0])))

    def conclude(self, result: Result, counts: Mapping[str, Any], conditions: Mapping[str, Any]) -> tuple[Result, dict[str, Plain]]:
        """Apply quorum, majority and blank votes, as a published file writes them, to the result of these ballots."""
        spoilt = counts.get("spoilt") or 0
        turnout = Turnout(
            eligible=counts.get("eligible"),
            participated=self.expressed + self.blank + spoilt,
            blank=self.blank,
            spoilt=spoilt,
        )
        complete = {field: getattr(turnout, field) for field in ("eligible", "participated", "blank", "spoilt")}
        return conclude(result, turnout, settings_from_json(Conditions, conditions)), complete

    def counted_by(self, method: Callable[[Self, Any], Result], settings: Any) -> Result:
        """Count by a method, again and again where groups must be balanced (unless the method sees to that)."""
        if not getattr(settings, "groups", ()) or not hasattr(settings, "at_least") or getattr(settings, "keeps_balance", False):
            return method(self, settings)
        from parvis.mechanisms.voting.balance import balanced
        from parvis.mechanisms.voting.conversions import without

        return balanced(method, self, settings, without)

    def __add__(self, other: Self) -> Self:
        if replace(self, ballots={}, blank=0) != replace(other, ballots={}, blank=0):
            raise ValueError(f"Profiles add up when they are about the same options; got {self.options} and {other.options}.")
        ballots = dict(self.ballots)
        for key, weight in other.ballots.items():
            ballots[key] = ballots.get(key, 0) + weight
        return replace(self, ballots=ballots, blank=self.blank + other.blank)

    def __hash__(self) -> int:
        return hash((self.options, frozenset(self.ballots.items()), self.blank))


def sorted_options(options: Iterable[str]) -> tuple[str, ...]:
    """Give the options in the order that profiles keep them; raise ValueError when one stands twice."""
    given = tuple(options)
    ordered = tuple(sorted(set(given)))
    if len(ordered) != len(given):
        raise ValueError(f"Each option was expected once; got {given}.")
    return ordered


def position(index: Mapping[str, int], option: object) -> int:
    """Give the position of an option; raise InvalidChoice when it is not one."""
    if not isinstance(option, str) or option not in index:
        raise InvalidChoice("unknown_option", f"{option!r} is not an option of this vote.", option=str(option))
    return index[option]


def distinct(positions: Iterable[int], options: Sequence[str]) -> tuple[int, ...]:
    """Give the positions sorted; raise InvalidChoice when an option was named twice."""
    ordered = tuple(sorted(positions))
    for first, second in pairwise(ordered):
        if first == second:
            option = options[first]
            raise InvalidChoice("option_twice", f"{option!r} stands twice on the ballot.", option=option)
    return ordered


@dataclass(frozen=True)
class ChoiceProfile(Profile[int]):
    """Ballots with one option each. A choice is written "a"."""

    __hash__ = Profile.__hash__

    @classmethod
    def reader(cls, options: Sequence[str], settings: Any) -> Callable[[object], int]:
        index = {option: place for place, option in enumerate(options)}
        return lambda choice: position(index, choice)

    def written(self, key: int) -> Plain:
        return self.options[key]


@dataclass(frozen=True)
class ApprovalProfile(Profile[tuple[int, ...]]):
    """Ballots with any number of options each. A choice is written ["a", "c"]; its order does not matter."""

    __hash__ = Profile.__hash__

    @classmethod
    def reader(cls, options: Sequence[str], settings: Any) -> Callable[[object], tuple[int, ...]]:
        index = {option: place for place, option in enumerate(options)}
        least, most = getattr(settings, "minimum", 0), getattr(settings, "maximum", None)

        def read(choice: object) -> tuple[int, ...]:
            if not isinstance(choice, list | tuple):
                raise InvalidChoice("not_a_list", f"A list of options was expected; got {choice!r}.")
            key = distinct((position(index, option) for option in choice), options)
            if most is not None and len(key) > most:
                raise InvalidChoice("too_many", f"At most {most} options were expected; got {len(key)}.", most=most, given=len(key))
            if len(key) < least:
                raise InvalidChoice("too_few", f"At least {least} options were expected; got {len(key)}.", least=least, given=len(key))
            return key

        return read

    def written(self, key: tuple[int, ...]) -> Plain:
        return [self.options[place] for place in key]


@dataclass(frozen=True)
class GradeProfile(Profile[tuple[int, ...]]):
    """Ballots with a grade for each option. A choice is written {"a": "good", "b": "reject"}.

    A key holds, for each option, the position of its grade among the grades (best first), or -1 when it has none.
    """

    grades: tuple[str, ...] = ()

    __hash__ = Profile.__hash__

    @classmethod
    def particulars(cls, settings: Any) -> dict[str, Any]:
        return {"grades": tuple(settings.grades)}

    @classmethod
    def reader(cls, options: Sequence[str], settings: Any) -> Callable[[object], tuple[int, ...]]:
        index = {option: place for place, option in enumerate(options)}
        levels = {grade: level for level, grade in enumerate(settings.grades)}

        def read(choice: object) -> tuple[int, ...]:
            if not isinstance(choice, Mapping):
                raise InvalidChoice("not_grades", f"A grade for each option was expected; got {choice!r}.")
            key = [-1] * len(options)
            for option, grade in choice.items():
                place = position(index, option)
                if not isinstance(grade, str) or grade not in levels:
                    message = f"{grade!r} is not a grade of this vote; the grades are {', '.join(levels)}."
                    raise InvalidChoice("unknown_grade", message, grade=str(grade), option=option)
                key[place] = levels[grade]
            return tuple(key)

        return read

    def written(self, key: tuple[int, ...]) -> Plain:
        return {option: self.grades[level] for option, level in zip(self.options, key, strict=True) if level >= 0}

    def histograms(self) -> dict[str, list[int]]:
        """Give, for each option, how many ballots gave it each grade, best first, then how many gave it none."""
        counts = [[0] * (len(self.grades) + 1) for _ in self.options]
        for key, weight in self.ballots.items():
            for histogram, level in zip(counts, key, strict=True):
                histogram[level] += weight  # -1 is the last place: ballots without a grade
        return dict(zip(self.options, counts, strict=True))


@dataclass(frozen=True)
class RankProfile(Profile[tuple[Rank, ...]]):
    """Ballots that rank options, all or some. A choice is written ["a", ["b", "c"], "d"]: b and c stand on the same rank.

    [] among the ranks is a rank left empty. Options that are not on the ballot are unranked: each method says what it makes of them.
    """

    __hash__ = Profile.__hash__

    @property
    def packed(self) -> PackedRankings | None:
        """The ballots in arrays, when whoever read them found them many and simple."""
        return self.ballots if isinstance(self.ballots, PackedRankings) else None

    @property
    def expressed(self) -> int:
        """How many ballots express a choice."""
        return self.packed.total if self.packed else sum(self.ballots.values())

    def compact(self) -> Self:
        """Give the same with equal ballots counted together, before it is sent to another process."""
        return replace(self, ballots=self.packed.distinct()) if self.packed else self

    def __add__(self, other: Self) -> Self:
        if self.packed and other.packed and self.options == other.options:
            return replace(self, ballots=self.packed.joined(other.packed), blank=self.blank + other.blank)
        return super().__add__(other)

    @classmethod
    def reader(cls, options: Sequence[str], settings: Any) -> Callable[[object], tuple[Rank, ...]]:
        index = {option: place for place, option in enumerate(options)}

        def read(choice: object) -> tuple[Rank, ...]:
            if not isinstance(choice, list | tuple):
                raise InvalidChoice("not_a_list", f"A list of options was expected; got {choice!r}.")
            ranks: list[Rank] = []
            seen: list[int] = []
            for item in choice:
                group = [position(index, option) for option in (item if isinstance(item, list | tuple) else [item])]
                seen += group
                ranks.append(group[0] if len(group) == 1 else tuple(sorted(group)))
            distinct(seen, options)
            while ranks and ranks[-1] == ():
                ranks.pop()
            return tuple(ranks)

        return read

    def written(self, key: tuple[Rank, ...]) -> Plain:
        return [self.options[rank] if isinstance(rank, int) else [self.options[place] for place in rank] for rank in key]
