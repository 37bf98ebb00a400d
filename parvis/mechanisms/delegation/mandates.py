"""What members said: whether they voted, and to whom they gave their vote, for what and until when.

Everything is dated, so that the order in which it is read changes nothing: for each scope, the latest word of a member counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Self

from parvis.mechanisms.result import Plain, Result, plain


class InvalidChoice(ValueError):
    """What is said of a member and cannot be used: a code and facts for a sentence, and a message in English."""

    def __init__(self, code: str, message: str, **facts: object) -> None:
        super().__init__(message)
        self.code = f"delegation.choice.{code}"
        self.facts = plain(facts)


@dataclass(frozen=True, order=True, slots=True)
class Mandate:
    """One word of a member: for this topic, else this area, else everything, `to` votes for her; nobody when `to` is empty (withdrawn).

    Times are texts that sort by time, as ISO 8601 in UTC does ("2026-03-15T18:00:00Z", or "2026-03-15").
    """

    at: str
    area: str = ""
    topic: str = ""
    to: str = ""
    until: str = ""
    """The mandate ends at this time; empty: it lasts."""

    @property
    def scope(self) -> tuple[str, str]:
        return self.area, self.topic

    def written(self) -> Plain:
        """Give the mandate as published."""
        return {name: value for name in ("at", "area", "topic", "to", "until") if (value := getattr(self, name))}


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is voted on, when it closes, and how many votes one person may carry."""

    closes: str = "9999"
    area: str = ""
    topic: str = ""
    cap: int | None = None
    """The most votes that one person may carry, her own included; None: no limit."""
    seed: str = ""
    """With a cap: of members equally far from the voter, a lot from this public seed says whose votes are carried."""

    def __post_init__(self) -> None:
        if self.cap is not None and self.cap < 1:
            raise ValueError(f"A cap of at least 1 vote was expected, one's own; got {self.cap}.")
        if self.topic and not self.area:
            raise ValueError(f'The area that the topic "{self.topic}" belongs to was expected.')


@dataclass(frozen=True)
class Member:
    """Whether somebody voted herself, and her mandates."""

    voted: bool = False
    mandates: tuple[Mandate, ...] = ()

    def delegate(self, question: Question) -> str:
        """Give who votes for her on this question at its close: by topic, else by area, else for everything; empty for nobody."""
        for scope in dict.fromkeys([(question.area, question.topic), (question.area, ""), ("", "")]):
            said = [mandate for mandate in self.mandates if mandate.scope == scope and mandate.at <= question.closes]
            if said:
                latest = max(said)
                if latest.to and not (latest.until and latest.until <= question.closes):
                    return latest.to
        return ""


@dataclass(frozen=True)
class Members:
    """All members by their ref. Two parts add up when nobody is in both.

    >>> part = Members.summarise(["ada", "bao"], [({"member": "ada", "voted": True}, 1)], Question())
    >>> (part + Members.summarise(["ada", "bao"], [({"member": "bao"}, 1)], Question())).refs
    ('ada', 'bao')
    """

    members: Mapping[str, Member] = field(default_factory=dict)

    @classmethod
    def summarise(cls, options: Sequence[str], choices: Iterable[tuple[object, int]], settings: Any) -> Self:
        """Build it from what is published of each member: {"member": ref, "voted": bool, "mandates": [{"at", "to", …}]}."""
        known, members = set(options), dict[str, Member]()
        for choice, weight in choices:
            if choice is None or weight == 0:
                continue
            ref, member = _read(choice)
            if ref not in known:
                raise InvalidChoice("unknown", f"{ref!r} is not in the list of members.", member=ref)
            if ref in members or weight != 1:
                raise InvalidChoice("twice", f"{ref!r} was expected once among the members.", member=ref)
            members[ref] = member
        return cls(dict(sorted(members.items())))

    @classmethod
    def check(cls, options: Sequence[str], choice: object, settings: Any) -> Plain:
        """Give what is said of a member in the one form it is kept in; raise InvalidChoice when it cannot be read."""
        found = cls.summarise(options, [(choice, 1)], settings)
        return found.choices()[0][0] if found.members else None

    def choices(self) -> list[tuple[Plain, int]]:
        """Give each member as published."""
        return [
            ({"member": ref, "voted": one.voted, "mandates": [mandate.written() for mandate in one.mandates]}, 1)
            for ref, one in self.members.items()
        ]

    @property
    def refs(self) -> tuple[str, ...]:
        return tuple(self.members)

    def conclude(self, result: Result, counts: Mapping[str, Any], conditions: Mapping[str, Any]) -> tuple[Result, dict[str, Plain]]:
        """Complete the counts of a published file."""
        if conditions:
            raise ValueError(f"No condition was expected for delegations; got {', '.join(conditions)}.")
        voted = sum(member.voted for member in self.members.values())
        return result, {"eligible": len(self.members), "participated": voted, "blank": 0, "spoilt": 0}

    def __add__(self, other: Self) -> Self:
        both = set(self.members) & set(other.members)
        if both:
            raise ValueError(f"Members add up when nobody is in both parts; these are: {', '.join(sorted(both)[:5])}.")
        return type(self)(dict(sorted({**self.members, **other.members}.items())))

    def __hash__(self) -> int:
        return hash(self.refs)


def _read(choice: object) -> tuple[str, Member]:
    if not isinstance(choice, Mapping) or not isinstance(ref := choice.get("member"), str):
        raise InvalidChoice("unreadable", f"A member was expected; got {choice!r}.")
    voted, said = choice.get("voted", False), choice.get("mandates", [])
    if not isinstance(voted, bool) or not isinstance(said, Sequence) or isinstance(said, str):
        raise InvalidChoice("unreadable", f"{ref}: whether she voted, and a list of mandates, were expected; got {choice!r}.")
    mandates = tuple(sorted(_mandate(ref, one) for one in said))
    for one, following in pairwise(mandates):
        if (one.at, one.scope) == (following.at, following.scope) and one != following:
            raise InvalidChoice("two_at_once", f"{ref}: one word at a time was expected; two are dated {one.at}.", member=ref, at=one.at)
    return ref, Member(voted, tuple(dict.fromkeys(mandates)))


def _mandate(ref: str, said: object) -> Mandate:
    if not isinstance(said, Mapping) or not all(isinstance(value, str) for value in said.values()) or not said.get("at"):
        raise InvalidChoice("unreadable", f"{ref}: a dated mandate was expected; got {said!r}.", member=ref)
    unknown = set(said) - {"at", "area", "topic", "to", "until"}
    if unknown:
        raise InvalidChoice(
            "unreadable", f"{ref}: at, area, topic, to and until were expected; got {', '.join(sorted(unknown))}.", member=ref
        )
    mandate = Mandate(**said)
    if mandate.to == ref:
        raise InvalidChoice("herself", f"{ref}: somebody else was expected; nobody delegates to herself.", member=ref)
    if mandate.topic and not mandate.area:
        raise InvalidChoice("topic", f'{ref}: the area of the topic "{mandate.topic}" was expected.', member=ref, topic=mandate.topic)
    return mandate
