"""A log of votes as they were cast: who, on which statement, what, perhaps when and with which probability it was drawn.

Logs add up in any order and any parts, even when one person's votes stand in several. Where somebody voted twice on a statement, the
later vote counts; without times, or at the same time, two votes that differ are an error, because nothing says which one she meant.

>>> log = VoteLog.read([("ada", "s1", 1, 10), ("bao", "s1", -1, 11)]) + VoteLog.read([("ada", "s1", 0, 12), ("ada", "s2", 1, 13)])
>>> matrix, people = log.matrix()
>>> log.replaced, matrix.choices(), sorted(people)
(1, [({'s1': -1}, 1), ({'s1': 0, 's2': 1}, 1)], ['ada', 'bao'])
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np

from parvis.mechanisms.opinions.votes import MILLION, MOST_STATEMENTS, VOTES, VoteMatrix, in_order


class BadVoteLog(ValueError):
    """A row that cannot be counted; the message names it and says what was expected."""


class Cast(NamedTuple):
    """One vote: later ones of the same person on the same statement replace it."""

    time: int | None
    vote: int
    chance: int = MILLION


@dataclass(frozen=True)
class VoteLog:
    """The vote that counts for each (person, statement), and how many others were replaced by it."""

    cast: Mapping[tuple[str, str], Cast]
    replaced: int = 0
    """How many rows do not count: a later vote replaced them, or they say again what another row says."""

    @classmethod
    def read(cls, rows: Iterable[Sequence[object]]) -> Self:
        """Read (person, statement, vote[, time[, chance in millionths]]) rows; raise BadVoteLog for one that cannot be counted."""
        kept: dict[tuple[str, str], Cast] = {}
        read = 0
        for read, row in enumerate(rows, 1):  # noqa: B007 -- how many there were
            person, statement, vote = str(row[0]), str(row[1]), row[2]
            time = row[3] if len(row) > 3 else None
            if vote not in VOTES or not isinstance(vote, int) or isinstance(vote, bool):
                raise BadVoteLog(f"{person} on statement {statement}: 1 (agree), 0 (pass) or -1 (disagree) was expected; got {vote!r}.")
            chance = row[4] if len(row) > 4 else MILLION
            if not isinstance(chance, int) or not 0 < chance <= MILLION:
                raise BadVoteLog(
                    f"{person} on statement {statement}: a chance from 1 to {MILLION} millionths was expected; got {chance!r}."
                )
            new = Cast(time if isinstance(time, int) else None, vote, chance)
            key = person, statement
            old = kept.get(key)
            kept[key] = new if old is None or old == new else _later(key, old, new)
        return cls(kept, read - len(kept))

    def __add__(self, other: Self) -> Self:
        kept = dict(self.cast)
        for key, new in other.cast.items():
            old = kept.get(key)
            kept[key] = new if old is None or old == new else _later(key, old, new)
        rows = len(self.cast) + len(other.cast) + self.replaced + other.replaced
        return type(self)(kept, rows - len(kept))

    @property
    def statements(self) -> tuple[str, ...]:
        """The statements that somebody voted on, in the order of a matrix."""
        return in_order({statement for _, statement in self.cast})

    def matrix(self, options: Sequence[str] | None = None) -> tuple[VoteMatrix, list[str]]:
        """Give the nameless matrix, and the person of each of its rows. `options` adds statements on which nobody voted."""
        ordered = in_order({*self.statements, *(options or ())})
        if len(ordered) > MOST_STATEMENTS:
            raise BadVoteLog(
                f"At most {MOST_STATEMENTS:,} statements can be mapped; got {len(ordered):,}. Share them out between several maps."
            )
        index = {ref: place for place, ref in enumerate(ordered)}
        people = sorted({person for person, _ in self.cast})
        row = {person: place for place, person in enumerate(people)}
        many = len(self.cast)
        rows = np.fromiter((row[person] for person, _ in self.cast), np.int64, many)
        places = np.fromiter((index[ref] for _, ref in self.cast), np.int32, many)
        votes = np.fromiter((cast.vote for cast in self.cast.values()), np.int8, many)
        chances = np.fromiter((cast.chance for cast in self.cast.values()), np.int32, many)
        by_row = np.lexsort((places, rows))
        starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(people)))]).astype(np.int64)
        logged = chances[by_row] if (chances != MILLION).any() else None
        matrix, order = VoteMatrix.of(ordered, starts, places[by_row], votes[by_row], logged)
        return matrix, [people[place] for place in order]

    def rows(self) -> Iterator[tuple[str, str, int, int | None]]:
        """Give the votes that count, in a fixed order."""
        for (person, statement), cast in sorted(self.cast.items()):
            yield person, statement, cast.vote, cast.time


def _later(key: tuple[str, str], one: Cast, other: Cast) -> Cast:
    if one.time is None or other.time is None or one.time == other.time:
        if one.vote == other.vote:
            # The same vote, told with another time or chance: keep the one that a fixed rule names, so that order plays no part.
            return max(one, other, key=lambda cast: (cast.time is not None, cast.time or 0, cast.chance))
        when = "without a time" if one.time is None or other.time is None else f"at the same time ({one.time})"
        raise BadVoteLog(f"{key[0]} voted {one.vote} and {other.vote} on statement {key[1]} {when}: nothing says which vote counts.")
    return max(one, other, key=lambda cast: cast.time or 0)
