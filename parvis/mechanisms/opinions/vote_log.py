"""A log of votes as they were cast: who, on which statement, what, perhaps when and with which probability it was drawn.

Logs add up in any order and any parts, even when one person's votes stand in several. Where somebody voted twice on a statement, the
later vote counts; without times, or at the same time, two votes that differ are an error, because nothing says which one she meant.

>>> log = VoteLog.read([("ada", "s1", 1, 10), ("bao", "s1", -1, 11)]) + VoteLog.read([("ada", "s1", 0, 12), ("ada", "s2", 1, 13)])
>>> matrix, people = log.matrix()
>>> log.replaced, matrix.choices(), sorted(people)
(1, [({'s1': -1}, 1), ({'s1': 0, 's2': 1}, 1)], ['ada', 'bao'])
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from parvis.mechanisms.opinions.votes import MILLION, MOST_STATEMENTS, VoteMatrix, in_order

UNTIMED = np.iinfo(np.int64).min


class BadVoteLog(ValueError):
    """A row that cannot be counted; the message names it and says what was expected."""


class Cast(NamedTuple):
    """One vote: later ones of the same person on the same statement replace it."""

    time: int | None
    vote: int
    chance: int = MILLION


@dataclass(frozen=True, eq=False, kw_only=True)
class VoteLog:
    """The vote that counts for each (person, statement), and how many others were replaced by it. Arrays hold one number a vote, sorted by
    person, then by statement."""

    people: tuple[str, ...]
    statements: tuple[str, ...]
    """The statements that somebody voted on, in the order of a matrix."""
    person: NDArray[np.int64]
    statement: NDArray[np.int64]
    votes: NDArray[np.int8]
    times: NDArray[np.int64]
    """`UNTIMED` where no time was told."""
    chances: NDArray[np.int32]
    replaced: int = 0
    """How many rows do not count: a later vote replaced them, or they say again what another row says."""

    @classmethod
    def read(cls, rows: Iterable[Sequence[object]]) -> Self:
        """Read (person, statement, vote[, time[, chance in millionths]]) rows; raise BadVoteLog for one that cannot be counted."""
        listed = rows if isinstance(rows, list) else list(rows)
        widths = set(map(len, listed)) or {3}
        if len(widths) > 1:
            listed = [(*row, *(None, MILLION)[len(row) - 3 :]) for row in listed]
            widths = {5}
        columns = [list(map(itemgetter(place), listed)) for place in range(widths.pop())]  # faster than zip(*listed)
        return cls.of(*columns)

    @classmethod
    def of(
        cls,
        people: Sequence[object],
        statements: Sequence[object],
        votes: Sequence[object],
        times: Sequence[object] | None = None,
        chances: Sequence[object] | None = None,
    ) -> Self:
        """Read columns of as many votes; raise BadVoteLog for one that cannot be counted."""
        many = len(votes)
        names, person = _coded(people, sorted)
        refs, statement = _coded(statements, in_order)
        cast = _whole(votes, -1, 1)
        if cast is None:
            at = next(n for n, vote in enumerate(votes) if isinstance(vote, bool) or not isinstance(vote, int) or vote not in (-1, 0, 1))
            wanted = f"1 (agree), 0 (pass) or -1 (disagree) was expected; got {votes[at]!r}."
            raise BadVoteLog(f"{people[at]} on statement {statements[at]}: {wanted}")
        drawn = np.full(many, MILLION, np.int64) if chances is None else _whole(chances, 1, MILLION)
        if drawn is None:
            at = next(n for n, chance in enumerate(chances or ()) if not isinstance(chance, int) or not 0 < chance <= MILLION)
            wanted = f"a chance from 1 to {MILLION} millionths was expected; got {(chances or ())[at]!r}."
            raise BadVoteLog(f"{people[at]} on statement {statements[at]}: {wanted}")
        return cls._settled(names, refs, person, statement, cast.astype(np.int8), _times(times, many), drawn.astype(np.int32), 0)

    @classmethod
    def _settled(
        cls,
        people: tuple[str, ...],
        statements: tuple[str, ...],
        person: NDArray[np.int64],
        statement: NDArray[np.int64],
        votes: NDArray[np.int8],
        times: NDArray[np.int64],
        chances: NDArray[np.int32],
        replaced: int,
    ) -> Self:
        """Keep the last vote of each person on each statement."""
        key = person * max(1, len(statements)) + statement
        order = np.argsort(key, kind="stable")
        again = key[order[1:]] == key[order[:-1]]
        if again.any():
            order = np.lexsort((chances, times, key))
            last = np.flatnonzero(np.concatenate([key[order[1:]] != key[order[:-1]], [True]]))
            of = np.repeat(order[last], np.diff(np.concatenate([[-1], last])))  # the vote that counts, for each row in order
            unsure = ((times[order] == times[of]) | (times[order] == UNTIMED)) & (votes[order] != votes[of])
            if unsure.any():
                one, other = order[unsure][0], of[unsure][0]
                raise BadVoteLog(
                    _contradiction(people[person[one]], statements[statement[one]], *(_cast(votes, times, n) for n in (one, other)))
                )
            order = order[last]
        return cls(
            people=people,
            statements=statements,
            person=person[order],
            statement=statement[order],
            votes=votes[order],
            times=times[order],
            chances=chances[order],
            replaced=replaced + len(key) - len(order),
        )

    def __add__(self, other: Self) -> Self:
        people = tuple(sorted({*self.people, *other.people}))
        statements = in_order({*self.statements, *other.statements})
        both = (self, other)
        return self._settled(
            people,
            statements,
            np.concatenate([_places(log.people, people)[log.person] for log in both]),
            np.concatenate([_places(log.statements, statements)[log.statement] for log in both]),
            np.concatenate([log.votes for log in both]),
            np.concatenate([log.times for log in both]),
            np.concatenate([log.chances for log in both]),
            self.replaced + other.replaced,
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, VoteLog) and (self.cast, self.replaced) == (other.cast, other.replaced)

    def __hash__(self) -> int:
        return hash((self.people, self.statements, self.votes.tobytes()))

    @cached_property
    def cast(self) -> Mapping[tuple[str, str], Cast]:
        """The vote that counts for each (person, statement)."""
        return {(person, statement): Cast(time, vote, chance) for person, statement, vote, time, chance in self._told()}

    def matrix(self, options: Sequence[str] | None = None) -> tuple[VoteMatrix, list[str]]:
        """Give the nameless matrix, and the person of each of its rows. `options` adds statements on which nobody voted."""
        ordered = in_order({*self.statements, *(options or ())})
        if len(ordered) > MOST_STATEMENTS:
            raise BadVoteLog(
                f"At most {MOST_STATEMENTS:,} statements can be mapped; got {len(ordered):,}. Share them out between several maps."
            )
        columns = _places(self.statements, ordered)[self.statement].astype(np.int32)
        starts = np.concatenate([[0], np.cumsum(np.bincount(self.person, minlength=len(self.people)))]).astype(np.int64)
        logged = self.chances if (self.chances != MILLION).any() else None
        matrix, order = VoteMatrix.of(ordered, starts, columns, self.votes, logged)
        return matrix, [self.people[place] for place in order]

    def rows(self) -> Iterator[tuple[str, str, int, int | None]]:
        """Give the votes that count, in a fixed order."""
        for person, statement, vote, time, _ in self._told():
            yield person, statement, vote, time

    def _told(self) -> Iterator[tuple[str, str, int, int | None, int]]:
        columns = (self.person, self.statement, self.votes, self.times, self.chances)
        for person, statement, vote, time, chance in zip(*(column.tolist() for column in columns), strict=True):
            yield self.people[person], self.statements[statement], vote, None if time == UNTIMED else time, chance


def _coded(column: Sequence[object], order: Callable[[Iterable[str]], Sequence[str]]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Give the names of a column in order, and the place of each of its cells among them."""
    seen = {value: str(value) for value in dict.fromkeys(column)}
    names = tuple(order({*seen.values()}))
    place = {name: number for number, name in enumerate(names)}
    code = {value: place[name] for value, name in seen.items()}
    return names, np.fromiter(map(code.__getitem__, column), np.int64, len(column))


def _places(names: tuple[str, ...], among: tuple[str, ...]) -> NDArray[np.int64]:
    if names == among:
        return np.arange(len(names))
    place = {name: number for number, name in enumerate(among)}
    return np.array([place[name] for name in names], np.int64)


def _whole(column: Sequence[object], least: int, most: int) -> NDArray[np.int64] | None:
    """Give a column of whole numbers from `least` to `most`; None when something else stands in it."""
    if set(map(type, column)) - {int}:
        return None
    try:
        found = np.array(column, np.int64)
    except OverflowError:
        return None
    return found if not len(found) or (found.min() >= least and found.max() <= most) else None


def _times(column: Sequence[object] | None, many: int) -> NDArray[np.int64]:
    if column is None:
        return np.full(many, UNTIMED)
    found = _whole(column, UNTIMED + 1, np.iinfo(np.int64).max)
    if found is not None:
        return found
    told = [time if isinstance(time, int) else None for time in column]
    largest = max((abs(time) for time in told if time is not None), default=0)
    if largest > np.iinfo(np.int64).max:
        raise BadVoteLog(f"A time was expected as a whole number of milliseconds, below 2^63; got {largest}.")
    return np.array([UNTIMED if time is None else time for time in told], np.int64)


def _cast(votes: NDArray[np.int8], times: NDArray[np.int64], place: int) -> tuple[int, int]:
    return int(votes[place]), int(times[place])


def _contradiction(person: str, statement: str, one: tuple[int, int], other: tuple[int, int]) -> str:
    when = "without a time" if UNTIMED in (one[1], other[1]) else f"at the same time ({one[1]})"
    return f"{person} voted {one[0]} and {other[0]} on statement {statement} {when}: nothing says which vote counts."
