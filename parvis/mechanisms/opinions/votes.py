"""Votes on statements, one row a person, without anybody's name: what a map of opinions is made from.

A row says agree (1), disagree (-1) or pass (0) for the statements that the person saw. Rows stand in an order that only their content
decides (`fingerprints.py`), so that the matrix, and all that is computed from it, is the same whatever the order, the parts and the
machine.

>>> here = VoteMatrix.summarise(["a", "b"], [({"a": 1, "b": -1}, 1), ({"b": 0}, 2)], None)
>>> there = VoteMatrix.summarise(["b", "a"], [({"a": 1}, 1), (None, 3)], None)
>>> (here + there).choices(), (here + there).blank
([({'a': 1}, 1), ({'a': 1, 'b': -1}, 1), ({'b': 0}, 2)], 3)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Self

from parvis.mechanisms.exact import fraction
from parvis.mechanisms.result import Plain, Result, plain

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VOTES = (-1, 0, 1)
MILLION = 1_000_000
MOST_PEOPLE, MOST_STATEMENTS = 20_000_000, 100_000


class InvalidChoice(ValueError):
    """A vote that cannot be counted: a code and facts for a sentence in the voter's language, and a message in English."""

    def __init__(self, code: str, message: str, **facts: object) -> None:
        super().__init__(message)
        self.code = f"opinions.choice.{code}"
        self.facts = plain(facts)


@dataclass(frozen=True, eq=False, kw_only=True)
class VoteMatrix:
    """Rows of votes in canonical order, as a sparse matrix: row i has `columns[starts[i]:starts[i + 1]]`, increasing, with their
    `votes`."""

    options: tuple[str, ...]
    """Refs of the statements: short ones first, then in the order of their characters (so that "9" stands before "10")."""
    starts: NDArray[np.int64]
    columns: NDArray[np.int32]
    votes: NDArray[np.int8]
    chances: NDArray[np.int32] | None = None
    """The probability, in millionths, with which each statement was drawn for the person who voted on it; None where it was not logged."""
    blank: int = 0
    """People who voted on nothing."""

    @property
    def people(self) -> int:
        """How many people voted on a statement at least."""
        return len(self.starts) - 1

    @classmethod
    def of(
        cls,
        options: Sequence[str],
        starts: NDArray[np.int64],
        columns: NDArray[np.int32],
        votes: NDArray[np.int8],
        chances: NDArray[np.int32] | None = None,
        blank: int = 0,
    ) -> tuple[Self, NDArray[np.int64]]:
        """Put rows in canonical order; give the matrix, and the place where each of its rows stood. Columns must increase in each row."""
        import numpy as np

        from parvis.mechanisms.opinions.fingerprints import canonical, rows

        counts = np.diff(starts)
        if not counts.all():  # a row without a vote is a blank one
            blank += int((counts == 0).sum())
            kept = np.flatnonzero(counts)
            starts = np.concatenate([[0], np.cumsum(counts[kept])]).astype(np.int64)
        else:
            kept = np.arange(len(counts))
        order = canonical(options, starts, columns, votes, chances)
        if not np.array_equal(order, np.arange(len(order))):
            starts, columns, votes, chances = rows(order, starts, columns, votes, chances)
        matrix = cls(options=tuple(options), starts=starts, columns=columns, votes=votes, chances=chances, blank=blank)
        return matrix, kept[order]

    @classmethod
    def summarise(cls, options: Sequence[str], choices: Iterable[tuple[object, int]], settings: Any) -> Self:
        """Build the matrix of these (choice, weight) pairs; a choice is {statement: 1, 0 or -1, or [vote, chance]}."""
        import numpy as np

        ordered = in_order(options)
        if len(ordered) > MOST_STATEMENTS:
            raise ValueError(
                f"At most {MOST_STATEMENTS:,} statements can be mapped; got {len(ordered):,}. Share them out between several maps."
            )
        index = {ref: place for place, ref in enumerate(ordered)}
        lengths, columns, votes, chances, blank, known = [], list[int](), list[int](), list[int](), 0, False
        people = 0
        for choice, weight in choices:
            if weight < 0:
                raise ValueError(f"A weight is a whole number from 0 up; got {weight}.")
            cells = _read(choice, index)
            if not cells:
                blank += weight
                continue
            people += weight
            if people > MOST_PEOPLE:
                raise ValueError(f"At most {MOST_PEOPLE:,} people can be mapped; there are more.")
            if not weight:
                continue
            lengths.append(np.full(weight, len(cells)))
            for _ in range(weight):
                columns += [place for place, _, _ in cells]
                votes += [vote for _, vote, _ in cells]
                chances += [chance for _, _, chance in cells]
            known = known or any(chance != MILLION for _, _, chance in cells)
        counts = np.concatenate(lengths) if lengths else np.zeros(0, np.int64)
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        matrix, _ = cls.of(
            ordered,
            starts,
            np.array(columns, np.int32),
            np.array(votes, np.int8),
            np.array(chances, np.int32) if known else None,
            blank,
        )
        return matrix

    @classmethod
    def check(cls, options: Sequence[str], choice: object, settings: Any) -> Plain:
        """Give the choice in the one form it is kept in, None when it is blank; raise InvalidChoice when it cannot be counted."""
        cells = _read(choice, {ref: place for place, ref in enumerate(in_order(options))})
        ordered = in_order(options)
        return {ordered[place]: _written(vote, chance) for place, vote, chance in cells} or None

    def choices(self) -> list[tuple[Plain, int]]:
        """Give the distinct rows with how many people have each, as published; the order is that of what is written."""
        counted: dict[tuple[tuple[int, int, int], ...], int] = {}
        for row in range(self.people):
            span = slice(int(self.starts[row]), int(self.starts[row + 1]))
            chances = [MILLION] * (span.stop - span.start) if self.chances is None else self.chances[span].tolist()
            key = tuple(zip(self.columns[span].tolist(), self.votes[span].tolist(), chances, strict=True))
            counted[key] = counted.get(key, 0) + 1
        return [
            ({self.options[place]: _written(vote, chance) for place, vote, chance in key}, weight)
            for key, weight in sorted(counted.items())
        ]

    def digest(self) -> str:
        """Give the SHA-256 of the whole input: what a report says it was computed from."""
        hashed = hashlib.sha256(f"parvis/opinions/v1\0{len(self.options)}\0{self.people}\0{self.blank}\0".encode())
        hashed.update("\0".join(self.options).encode())
        for array, kind in ((self.starts, "<i8"), (self.columns, "<i4"), (self.votes, "i1")):
            hashed.update(array.astype(kind, copy=False).data)
        if self.chances is not None:
            hashed.update(self.chances.astype("<i4", copy=False).data)
        return hashed.hexdigest()

    def conclude(self, result: Result, counts: Mapping[str, Any], conditions: Mapping[str, Any]) -> tuple[Result, dict[str, Plain]]:
        """Complete the counts of a published file. A map has no conditions to meet."""
        if conditions:
            raise ValueError(f"No condition was expected for a map of opinions; got {', '.join(conditions)}.")
        spoilt, eligible = counts.get("spoilt") or 0, counts.get("eligible")
        participated = self.people + self.blank + spoilt
        if eligible is not None and participated > eligible:
            raise ValueError(f"{participated} people voted, though only {eligible} could.")
        return result, {"eligible": eligible, "participated": participated, "blank": self.blank, "spoilt": spoilt}

    def __add__(self, other: Self) -> Self:
        """Put together the rows of different people; for parts of the same people's votes, add up the logs (`vote_log.py`)."""
        import numpy as np

        if self.options != other.options:
            raise ValueError("Votes add up when they are about the same statements.")
        chances = None
        if self.chances is not None or other.chances is not None:
            given = (np.full(len(m.votes), MILLION, np.int32) if m.chances is None else m.chances for m in (self, other))
            chances = np.concatenate(list(given))
        matrix, _ = self.of(
            self.options,
            np.concatenate([self.starts, other.starts[1:] + self.starts[-1]]),
            np.concatenate([self.columns, other.columns]),
            np.concatenate([self.votes, other.votes]),
            chances,
            self.blank + other.blank,
        )
        return matrix

    def __eq__(self, other: object) -> bool:
        return isinstance(other, VoteMatrix) and self.digest() == other.digest()

    def __hash__(self) -> int:
        return hash(self.digest())


def in_order(refs: Iterable[str]) -> tuple[str, ...]:
    """Give the refs short ones first, then by character; raise ValueError when one stands twice."""
    listed = list(refs)
    ordered = tuple(sorted(set(listed), key=lambda ref: (len(ref), ref)))
    if len(ordered) != len(listed):
        twice = next(ref for ref in ordered if listed.count(ref) > 1)
        raise ValueError(f"Each statement was expected once; {twice!r} stands twice.")
    return ordered


def _read(choice: object, index: Mapping[str, int]) -> list[tuple[int, int, int]]:
    """Give (place, vote, chance in millionths) in the order of the statements."""
    if choice is None or choice in ([], ()):
        return []
    if not isinstance(choice, Mapping):
        raise InvalidChoice("unreadable", f"Votes were expected as {{statement: 1, 0 or -1}}; got {choice!r}.")
    cells = []
    for ref, said in choice.items():
        if not isinstance(ref, str) or ref not in index:
            raise InvalidChoice("unknown_statement", f"{ref!r} is not a statement here.", option=str(ref))
        vote, chance = (said[0], _chance(ref, said[1])) if isinstance(said, list | tuple) and len(said) == 2 else (said, MILLION)
        if isinstance(vote, bool) or not isinstance(vote, int) or vote not in VOTES:
            raise InvalidChoice("unknown_vote", f"1 (agree), 0 (pass) or -1 (disagree) was expected for {ref!r}; got {vote!r}.", option=ref)
        cells.append((index[ref], vote, chance))
    return sorted(cells)


def _chance(ref: str, value: object) -> int:
    try:
        exact = fraction(value)
    except (ValueError, TypeError):
        exact = Fraction(0)
    if not 0 < exact <= 1:
        raise InvalidChoice("chance", f"A probability above 0 and up to 1 was expected for {ref!r}; got {value!r}.", option=ref)
    return max(1, round(exact * MILLION))


def _written(vote: int, chance: int) -> Plain:
    return vote if chance == MILLION else [vote, str(Fraction(chance, MILLION))]
