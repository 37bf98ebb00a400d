"""Ballots about projects, equal ones counted together, and what an election says besides: prices, budget, conditions.

>>> election = Budget(budget=10, projects=("a", "b"), costs=(4, 7))
>>> here = BudgetProfile.summarise(["b", "a"], [(["a", "b"], 2), (None, 1)], election)
>>> there = BudgetProfile.summarise(["a", "b"], [(["b"], 1)], election)
>>> (here + there).support(), (here + there).blank
({'a': 2, 'b': 3}, 1)
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal, Self

from parvis.mechanisms.budgeting.packed import PackedBallots
from parvis.mechanisms.result import Plain, Result, plain

Kind = Literal["approval", "knapsack", "choice", "points", "ranking"]


class InvalidChoice(ValueError):
    """A choice that cannot be counted: a code and facts for a sentence in the voter's language, and a message in English."""

    def __init__(self, code: str, message: str, **facts: object) -> None:
        super().__init__(message)
        self.code = f"budgeting.choice.{code}"
        self.facts = plain(facts)


@dataclass(frozen=True, kw_only=True)
class Budget:
    """What is shared and between what. Amounts are whole numbers of one unit: cents, or whatever the prices are written in."""

    budget: int = 0
    projects: tuple[str, ...] = ()
    costs: tuple[int, ...] = ()
    """The price of each project, in the order of `projects`."""
    ballots: Kind = "approval"
    """approval: ["a", "b"]; knapsack: the same, within the budget; choice: "a"; points: {"a": 3}; ranking: the favourite first."""
    minimum: int = 0
    """How many projects a ballot that is not blank must name."""
    maximum: int | None = None
    """How many projects a ballot may name. A ranking gives this many points to its first project, one less to the next."""
    most_points: int | None = None
    """How many points a ballot may give in all."""
    minimum_support: int = 0
    """Projects with less support (votes, or points where ballots give points) cannot be funded."""
    incompatible: tuple[tuple[str, ...], ...] = ()
    """Groups of projects of which one at most can be funded, for instance several uses of the same site."""
    districts: tuple[tuple[str, ...], ...] = ()
    """The projects of each district; the others are those of the whole town."""
    envelopes: tuple[int, ...] = ()
    """The part of the budget that each district shares for itself."""
    pooled: bool = True
    """Whether what a district cannot spend goes to the projects of the whole town."""
    least_part: Fraction | None = None
    """The least share of its price with which a project can begin: what remains in the end can then fund a part of one."""
    tie_order: tuple[str, ...] = ()
    """An order published or drawn by lot before the count: where the ballots do not choose, the first goes first."""

    def __post_init__(self) -> None:
        if len(set(self.projects)) != len(self.projects) or len(self.projects) != len(self.costs):
            raise ValueError(f"A price for each project was expected; got {len(self.projects)} projects and {len(self.costs)} prices.")
        if self.budget < 0 or min(self.costs, default=0) < 0 or self.minimum_support < 0:
            raise ValueError("The budget, the prices and the minimum support were expected to be 0 or more.")
        if self.maximum is not None and self.maximum < 1:
            raise ValueError(f"A ballot was expected to name at least 1 project; got a maximum of {self.maximum}.")
        if self.least_part is not None and not 0 < self.least_part <= 1:
            raise ValueError(f"A share over 0 and up to 1 was expected as the least part of a price; got {self.least_part}.")
        self._check_districts()
        unknown = {ref for group in self.incompatible for ref in group} - set(self.projects)
        if unknown:
            raise ValueError(f"Incompatible projects were expected to be projects of this vote; got {', '.join(sorted(unknown))}.")

    def _check_districts(self) -> None:
        inside = [ref for district in self.districts for ref in district]
        if len(set(inside)) != len(inside) or not set(inside) <= set(self.projects):
            raise ValueError("Each project was expected in one district at most, and each project of a district among those of this vote.")
        if len(self.envelopes) != len(self.districts) or min(self.envelopes, default=0) < 0 or sum(self.envelopes) > self.budget:
            raise ValueError("An envelope for each district was expected, all of them within the budget.")

    def prices(self) -> dict[str, int]:
        """Give the price of each project."""
        return dict(zip(self.projects, self.costs, strict=True))


@dataclass(frozen=True)
class BudgetProfile:
    """Distinct ballots with how many times each was cast, and how many were blank.

    A key holds the positions of the projects: sorted for approval and choice, in order for a ranking; with points, each position is
    followed by its points.
    """

    options: tuple[str, ...]
    ballots: Mapping[tuple[int, ...], int]
    blank: int = 0
    kind: Kind = "approval"
    maximum: int | None = None

    @classmethod
    def summarise(cls, options: Sequence[str], choices: Iterable[tuple[object, int]], settings: Any) -> Self:
        """Build the profile of these (choice, weight) pairs. None, or an empty choice, is a blank ballot."""
        ordered = tuple(sorted(set(options)))
        if len(ordered) != len(options) or set(settings.projects) != set(ordered):
            raise ValueError("Each project was expected once, and each with its price.")
        empty = cls(ordered, {}, 0, settings.ballots, settings.maximum)
        index = {option: place for place, option in enumerate(ordered)}
        ballots: dict[tuple[int, ...], int] = {}
        blank = 0
        for choice, weight in choices:
            if weight < 0:
                raise ValueError(f"A weight is a whole number from 0 up; got {weight}.")
            if choice is None or choice in ([], {}, ()):
                blank += weight
            elif weight:
                key = empty._read(choice, index)
                if key:
                    _keeps(settings, ordered, empty, key)
                if key:
                    ballots[key] = ballots.get(key, 0) + weight
                else:
                    blank += weight
        return replace(empty, ballots=ballots, blank=blank)

    @classmethod
    def check(cls, options: Sequence[str], choice: object, settings: Any) -> Plain:
        """Give the choice in the one form it is kept in, None when it is blank; raise InvalidChoice when it cannot be counted."""
        profile = cls.summarise(options, [(choice, 1)], settings)
        return profile.choices()[0][0] if profile.ballots else None

    def _read(self, choice: object, index: Mapping[str, int]) -> tuple[int, ...]:
        named: Sequence[object]
        match self.kind, choice:
            case "choice", str():
                named = [choice]
            case (("approval" | "knapsack" | "ranking"), list() | tuple()):
                named = choice
            case "points", Mapping():
                named = list(choice)
            case _:
                raise InvalidChoice("unreadable", f"A ballot of {self.kind} was expected; got {choice!r}.")
        places = []
        for option in named:
            if not isinstance(option, str) or option not in index:
                raise InvalidChoice("unknown_option", f"{option!r} is not a project of this vote.", option=str(option))
            places.append(index[option])
        if len(set(places)) != len(places):
            raise InvalidChoice("option_twice", "A project stands twice on the ballot.")
        if self.kind == "points" and isinstance(choice, Mapping):
            pairs = sorted(zip(places, choice.values(), strict=True))
            for place, points in pairs:
                if not isinstance(points, int) or isinstance(points, bool) or points < 0:
                    option = self.options[place]
                    raise InvalidChoice("points", f"Points were expected as a whole number from 0 up; got {points!r}.", option=option)
            kept = [(place, points) for place, points in pairs if points]
            places = [place for place, _ in kept]
            key = tuple(number for pair in kept for number in pair)
        else:
            key = tuple(places if self.kind == "ranking" else sorted(places))
        if self.maximum is not None and len(places) > self.maximum:
            message = f"At most {self.maximum} projects were expected; got {len(places)}."
            raise InvalidChoice("too_many", message, most=self.maximum, given=len(places))
        return key

    def written(self, key: tuple[int, ...]) -> Plain:
        """Give the choice of a ballot as published."""
        match self.kind:
            case "choice":
                return self.options[key[0]]
            case "points":
                return {self.options[place]: points for place, points in zip(key[::2], key[1::2], strict=True)}
        return [self.options[place] for place in key]

    def named(self, key: tuple[int, ...]) -> tuple[int, ...]:
        """Give the positions of the projects that a ballot names."""
        return key[::2] if self.kind == "points" else key

    def points(self, key: tuple[int, ...]) -> Iterator[tuple[int, int]]:
        """Give the positions with their points: as written, by rank, or one each."""
        if self.kind == "points":
            return zip(key[::2], key[1::2], strict=True)
        if self.kind == "ranking":
            most = self.maximum or len(self.options)
            return ((place, most - rank) for rank, place in enumerate(key))
        return ((place, 1) for place in key)

    def choices(self) -> list[tuple[Plain, int]]:
        """Give the distinct choices with their weights, in a fixed order."""
        pairs = [(self.written(key), weight) for key, weight in self.ballots.items()]
        return sorted(pairs, key=lambda pair: (-pair[1], str(pair[0])))

    @property
    def packed(self) -> PackedBallots | None:
        """The ballots in arrays, when whoever read them found them many and simple."""
        return self.ballots if isinstance(self.ballots, PackedBallots) else None

    def support(self) -> dict[str, int]:
        """Give the points of each project: one for each ballot that names it, unless ballots give points or ranks."""
        if self.packed and self.kind in ("approval", "knapsack", "choice"):
            return dict(zip(self.options, self.packed.support(len(self.options)), strict=True))
        counts = [0] * len(self.options)
        for key, weight in self.ballots.items():
            for place, points in self.points(key):
                counts[place] += weight * points
        return dict(zip(self.options, counts, strict=True))

    @property
    def expressed(self) -> int:
        """How many ballots name a project."""
        return self.packed.total if self.packed else sum(self.ballots.values())

    def conclude(self, result: Result, counts: Mapping[str, Any], conditions: Mapping[str, Any]) -> tuple[Result, dict[str, Plain]]:
        """Complete the counts of a published file. A budget has no conditions: what it must meet stands in its settings."""
        if conditions:
            raise ValueError(f"No condition was expected for a budget; got {', '.join(conditions)}.")
        spoilt, eligible = counts.get("spoilt") or 0, counts.get("eligible")
        participated = self.expressed + self.blank + spoilt
        if eligible is not None and participated > eligible:
            raise ValueError(f"{participated} people voted, though only {eligible} could.")
        return result, {"eligible": eligible, "participated": participated, "blank": self.blank, "spoilt": spoilt}

    def __add__(self, other: Self) -> Self:
        if replace(self, ballots={}, blank=0) != replace(other, ballots={}, blank=0):
            raise ValueError("Profiles add up when they are about the same projects and have ballots of the same kind.")
        ballots = dict(self.ballots)
        for key, weight in other.ballots.items():
            ballots[key] = ballots.get(key, 0) + weight
        return replace(self, ballots=ballots, blank=self.blank + other.blank)

    def __hash__(self) -> int:
        return hash((self.options, frozenset(self.ballots.items()), self.blank, self.kind, self.maximum))

    def counted_by(self, rule: Callable[[Self, Any], Result], settings: Any) -> Result:
        """Count by a rule: in one envelope, or in several."""
        if not settings.districts and settings.least_part is None:
            return rule(self, settings)
        from parvis.mechanisms.budgeting.envelopes import in_envelopes

        return in_envelopes(rule, self, settings)  # type: ignore[arg-type]  # a rule of this profile


def _keeps(settings: Budget, options: Sequence[str], profile: BudgetProfile, key: tuple[int, ...]) -> None:
    """Raise InvalidChoice when a ballot does not keep to what the vote asks of it."""
    named = profile.named(key)
    if len(named) < settings.minimum:
        message = f"At least {settings.minimum} projects were expected; got {len(named)}."
        raise InvalidChoice("too_few", message, least=settings.minimum, given=len(named))
    if settings.ballots == "knapsack":
        prices = settings.prices()
        cost = sum(prices[options[place]] for place in named)
        if cost > settings.budget:
            raise InvalidChoice("too_dear", f"At most {settings.budget} was expected in all; got {cost}.", most=settings.budget, given=cost)
    if settings.ballots == "points" and settings.most_points is not None and sum(key[1::2]) > settings.most_points:
        most, given = settings.most_points, sum(key[1::2])
        raise InvalidChoice("too_many_points", f"At most {most} points were expected in all; got {given}.", most=most, given=given)
