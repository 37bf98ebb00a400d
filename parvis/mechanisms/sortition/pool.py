"""The pool that a panel is drawn from, and what the panel must look like."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple, Self

from parvis.mechanisms.result import Plain, Result, plain

TICKETS = 1_000_000


class InvalidChoice(ValueError):
    """What is said of a person and cannot be used: a code and facts for a sentence, and a message in English."""

    def __init__(self, code: str, message: str, **facts: object) -> None:
        super().__init__(message)
        self.code = f"sortition.choice.{code}"
        self.facts = plain(facts)


class Quota(NamedTuple):
    """How many panel members must have this value of this feature: at least `least`, at most `most`."""

    feature: str
    value: str
    least: int
    most: int


@dataclass(frozen=True, kw_only=True)
class Draw:
    """What the panel must be, and the seed that draws it. The quotas stand in four lists of the same length."""

    size: int = 1
    """How many people are drawn."""
    features: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    minimum: tuple[int, ...] = ()
    maximum: tuple[int, ...] = ()
    one_per_household: bool = False
    """At most one person of each household is drawn."""
    seed: str = ""
    """The public seed: what it is made of is in docs/mechanisms/public-lottery.md."""
    tickets: int = TICKETS
    """How many tickets the lottery has; one is drawn. 1,000 suits three ten-sided dice."""
    panels: tuple[tuple[int, ...], ...] = ()
    """The lottery, when it was computed and published before the seed was known: each panel as the numbers of the groups its members
    come from. Empty: it is computed."""
    weights: tuple[int, ...] = ()
    """How many tickets each of these panels has."""
    bound: Fraction | None = None
    """A chance that no lottery can exceed for everybody, as whoever computed this one proved; None: nothing is claimed."""
    short: Fraction | None = None
    """When the computation was stopped before its end: how far somebody's chance may be below the fairest."""

    def __post_init__(self) -> None:
        if self.size < 1:
            raise ValueError(f"A panel of at least 1 person was expected; got {self.size}.")
        if len({len(self.features), len(self.values), len(self.minimum), len(self.maximum)}) != 1:
            raise ValueError("Quotas were expected as four lists of the same length: features, values, minimum, maximum.")
        if len(set(self.quotas())) != len({(quota.feature, quota.value) for quota in self.quotas()}):
            raise ValueError("One quota was expected for each value of a feature; one has two.")
        for quota in self.quotas():
            if not 0 <= quota.least <= quota.most:
                raise ValueError(
                    f"{quota.feature} {quota.value}: a minimum from 0 to the maximum was expected; got {quota.least} and {quota.most}."
                )
        if self.tickets < 1:
            raise ValueError(f"At least 1 ticket was expected; got {self.tickets}.")
        if len(self.panels) != len(self.weights) or min(self.weights, default=1) < 1:
            raise ValueError("A weight of at least 1 ticket was expected for each panel of the lottery.")
        if self.panels and sum(self.weights) != self.tickets:
            raise ValueError(f"{self.tickets} tickets were expected over all panels; they have {sum(self.weights)}.")

    def quotas(self) -> tuple[Quota, ...]:
        """Give the quotas one by one."""
        return tuple(map(Quota, self.features, self.values, self.minimum, self.maximum))


@dataclass(frozen=True)
class Person:
    """Somebody in the pool: the value of each feature that has quotas, and the household, if it is known."""

    features: Mapping[str, str] = field(default_factory=dict)
    household: str | None = None

    def key(self) -> tuple[tuple[str, str], ...]:
        """Give what the quotas see of this person."""
        return tuple(sorted(self.features.items()))

    def written(self, ref: str) -> Plain:
        """Give the person as published."""
        said: dict[str, Plain] = {"person": ref, "features": dict(self.key())}
        return said if self.household is None else said | {"household": self.household}


@dataclass(frozen=True)
class Pool:
    """People by their ref. Two pools add up when nobody is in both.

    >>> part = Pool.summarise(["ada", "bao"], [({"person": "ada", "features": {"age": "30-44"}}, 1)], Draw())
    >>> (part + Pool.summarise(["ada", "bao"], [({"person": "bao", "features": {"age": "65+"}}, 1)], Draw())).refs
    ('ada', 'bao')
    """

    people: Mapping[str, Person] = field(default_factory=dict)

    @classmethod
    def summarise(cls, options: Sequence[str], choices: Iterable[tuple[object, int]], settings: Any) -> Self:
        """Build the pool from what is published of each person: {"person": ref, "features": {feature: value}, "household": name}.

        None (nobody) and a weight of 0 are left out. Raise InvalidChoice for what cannot be read.
        """
        known, people = set(options), dict[str, Person]()
        for choice, weight in choices:
            if choice is None or weight == 0:
                continue
            ref, person = _read(choice, settings)
            if ref not in known:
                raise InvalidChoice("unknown", f"{ref!r} is not in the list of people.", person=ref)
            if ref in people or weight != 1:
                raise InvalidChoice("twice", f"{ref!r} was expected once in the pool.", person=ref)
            people[ref] = person
        return cls(dict(sorted(people.items())))

    @classmethod
    def check(cls, options: Sequence[str], choice: object, settings: Any) -> Plain:
        """Give what is said of a person in the one form it is kept in; raise InvalidChoice when it cannot be read."""
        pool = cls.summarise(options, [(choice, 1)], settings)
        return pool.choices()[0][0] if pool.people else None

    def choices(self) -> list[tuple[Plain, int]]:
        """Give each person as published."""
        return [(person.written(ref), 1) for ref, person in self.people.items()]

    @property
    def refs(self) -> tuple[str, ...]:
        return tuple(self.people)

    def without(self, refs: Iterable[str]) -> "Pool":
        """Give the pool without these people."""
        left = set(refs)
        return Pool({ref: person for ref, person in self.people.items() if ref not in left})

    def conclude(self, result: Result, counts: Mapping[str, Any], conditions: Mapping[str, Any]) -> tuple[Result, dict[str, Plain]]:
        """Complete the counts of a published file. What a panel must meet stands in its settings, so that there is no condition."""
        if conditions:
            raise ValueError(f"No condition was expected for a draw; got {', '.join(conditions)}.")
        return result, {"eligible": counts.get("eligible"), "participated": len(self.people), "blank": 0, "spoilt": 0}

    def __add__(self, other: Self) -> Self:
        both = set(self.people) & set(other.people)
        if both:
            raise ValueError(f"Pools add up when nobody is in both; these share {', '.join(sorted(both)[:5])}.")
        return type(self)(dict(sorted({**self.people, **other.people}.items())))

    def __hash__(self) -> int:
        return hash(self.refs)


def _read(choice: object, settings: Any) -> tuple[str, Person]:
    if not isinstance(choice, Mapping):
        raise InvalidChoice("unreadable", f"A person with features was expected; got {choice!r}.")
    ref, features, household = choice.get("person"), choice.get("features", {}), choice.get("household")
    if not isinstance(ref, str) or not isinstance(features, Mapping) or not (household is None or isinstance(household, str)):
        raise InvalidChoice("unreadable", f"A person, features and perhaps a household were expected; got {choice!r}.")
    expected: dict[str, set[str]] = {}
    for quota in settings.quotas():
        expected.setdefault(quota.feature, set()).add(quota.value)
    kept = {}
    for feature, values in expected.items():
        value = features.get(feature)
        if value not in values:
            raise InvalidChoice(
                "value",
                f"{ref}: {feature} was expected to be one of {', '.join(sorted(values))}; got {value!r}.",
                person=ref,
                feature=feature,
                value=str(value),
            )
        kept[feature] = str(value)
    return ref, Person(kept, household)
