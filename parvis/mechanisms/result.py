"""What every mechanism gives back: an outcome, its ties left as ties, and the steps that led there, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Self, TypeAlias, cast

Plain: TypeAlias = str | int | bool | list["Plain"] | dict[str, "Plain"] | None


def plain(value: object) -> Plain:
    """Give the value as JSON has it: tuples and sets become lists, a fraction becomes "3/7" (a whole one "3").

    A float is refused: it would not come back to the last digit.

    >>> plain({"share": Fraction(3, 7), "options": ("a", "b")})
    {'share': '3/7', 'options': ['a', 'b']}
    """
    match value:
        case None | bool() | int() | str():
            return value
        case Fraction():
            return str(value)
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case set() | frozenset():
            return [plain(item) for item in sorted(value)]
        case Sequence():
            return [plain(item) for item in value]
    raise TypeError(
        f"A result holds texts, whole numbers, fractions, lists and mappings; it was given {value!r} "
        f"({type(value).__name__}). Use int or Fraction."
    )


@dataclass(frozen=True, kw_only=True)
class Step:
    """One stage of a count: a code, which a page turns into a sentence, and the facts that the sentence needs."""

    code: str
    """`family.mechanism.what`, for instance `voting.approval.elected`."""
    facts: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", plain(self.facts))

    def to_json(self) -> dict[str, Plain]:
        return {"code": self.code, "facts": plain(self.facts)}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        return cls(code=str(data["code"]), facts=cast("Mapping[str, object]", data["facts"]))


@dataclass(frozen=True, kw_only=True)
class Tie:
    """Options between which the ballots do not choose, for a number of places smaller than theirs."""

    options: tuple[str, ...]
    places: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", tuple(sorted(self.options)))

    def to_json(self) -> dict[str, Plain]:
        return {"options": list(self.options), "places": self.places}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        return cls(options=tuple(cast("list[str]", data["options"])), places=cast("int", data["places"]))


@dataclass(frozen=True, kw_only=True)
class Result:
    """What follows from what people said. Two results are equal when everything in them is.

    >>> result = Result(outcome=("a",), ranking=(("a",), ("b", "c")), tables={"share": Fraction(3, 7)})
    >>> Result.from_json(result.to_json()) == result
    True
    """

    mechanism: str = ""
    """Slug and version are filled in by the registry."""
    version: int = 0
    outcome: tuple[str, ...] = ()
    """What is chosen for certain, in order. Options in an undecided tie are not in it."""
    ties: tuple[Tie, ...] = ()
    """What remains to be decided, by lot or by whoever may; empty when the outcome is complete."""
    ranking: tuple[tuple[str, ...], ...] = ()
    """All the options from first to last, equal ones together (sorted); empty when the mechanism does not rank."""
    steps: tuple[Step, ...] = ()
    tables: Mapping[str, object] = field(default_factory=dict)
    """What a page needs to show the result: counts, histograms, rounds."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", plain(self.tables))
        object.__setattr__(self, "ranking", tuple(tuple(sorted(group)) for group in self.ranking))

    def to_json(self) -> dict[str, Plain]:
        """Give plain values, ready for `json.dumps`; `from_json` is the inverse."""
        return {
            "mechanism": self.mechanism,
            "version": self.version,
            "outcome": list(self.outcome),
            "ties": [tie.to_json() for tie in self.ties],
            "ranking": [list(group) for group in self.ranking],
            "steps": [step.to_json() for step in self.steps],
            "tables": plain(self.tables),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        """Read what `to_json` wrote; a missing key raises KeyError with its name."""
        steps, ties = (cast("list[Mapping[str, object]]", data[key]) for key in ("steps", "ties"))
        return cls(
            mechanism=str(data["mechanism"]),
            version=cast("int", data["version"]),
            outcome=tuple(cast("list[str]", data["outcome"])),
            ties=tuple(Tie.from_json(tie) for tie in ties),
            ranking=tuple(tuple(group) for group in cast("list[list[str]]", data["ranking"])),
            steps=tuple(Step.from_json(step) for step in steps),
            tables=cast("Mapping[str, object]", data["tables"]),
        )
