"""Verifying many ballots in parts, on one core or a cluster: the summary of what was checked, which adds up."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from parvis.mechanisms.result import Plain
from parvis.mechanisms.secrecy import ballots, tally
from parvis.mechanisms.secrecy.archive import Board
from parvis.mechanisms.secrecy.elections import Election, read_election
from parvis.mechanisms.secrecy.places import Datum
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.tally import EncryptedTally

# How many ballots one part holds, and how many bytes: enough to hide the cost of sending it, few enough that parts waiting stay small.
PART, BYTES = 32, 1 << 17
# How many problems are told one by one; the others are counted.
TOLD = 50


class Problem(NamedTuple):
    """A check that failed, and where: the number of the ballot, from 1, or 0."""

    place: int
    code: str
    facts: dict[str, Plain]


class Part(NamedTuple):
    """Ballots to verify: (number, weight, bytes); a ballot that a later one of the same voter replaces weighs 0."""

    election: bytes
    ballots: list[tuple[int, int, bytes]]


@dataclass(frozen=True)
class Checked:
    """What came of verifying ballots: how many hold, those that do not, and the tally of those that hold and count."""

    verified: int
    failed: int
    problems: tuple[Problem, ...]
    tally: EncryptedTally

    def __add__(self, other: Checked) -> Checked:
        problems = sorted([*self.problems, *other.problems], key=lambda problem: problem.place)[:TOLD]
        return Checked(self.verified + other.verified, self.failed + other.failed, tuple(problems), self.tally + other.tally)


def check_part(part: Part) -> Checked:
    """Verify the ballots of a part. Everything it needs comes with it, so that any process can do it."""
    election = _election(part.election)
    counted, problems, verified = tally.nothing(election), [], 0
    for place, weight, data in part.ballots:
        try:
            ballot = ballots.verify(election, data, listed=True)
            if weight:
                counted = counted + tally.of_ballot(election, ballot.answers, weight)
            verified += 1
        except Rejected as error:
            problems.append(Problem(place, error.code, error.facts))
    return Checked(verified, len(problems), tuple(problems[:TOLD]), counted)


def parts_of(
    election: Election, weights: dict[str, int], board: Board, body: Callable[[Datum], bytes], progress: Callable[[int], None]
) -> tuple[Iterator[Part], list[Problem], int]:
    """Give the parts to verify, the problems already found (a ballot twice, a credential nobody has), and how many voters there are.

    Whose ballot each is must be known before: only the last one of a voter counts (4.15). The same ballot twice has the same voter, so
    that it is looked for among hers; what is kept is two numbers a ballot and one a voter, besides the list of credentials.
    """
    number_of = {credential: number for number, credential in enumerate(weights)}
    last = array("q", [-1]) * len(weights)
    replaced: dict[int, set[str]] = {}
    problems: list[Problem] = []
    owners = array("q")  # -1: refused
    for index, datum in enumerate(board.ballots):
        owner = -1
        try:
            owner = number_of.get(ballots.credential_of(election, body(datum)), -1)
            if owner < 0:
                raise Rejected("ballot.credential")
            if last[owner] >= 0:
                before = replaced.setdefault(owner, set())
                before.add(board.ballots[last[owner]].hash)
                if datum.hash in before:
                    owner = -1
                    raise Rejected("ballot.replayed")
            last[owner] = index
        except Rejected as error:
            problems.append(Problem(index + 1, error.code, error.facts))
        owners.append(owner)
    weight_of = [*weights.values()]

    def parts() -> Iterator[Part]:
        batch: list[tuple[int, int, bytes]] = []
        size = 0
        for index, datum in enumerate(board.ballots):
            owner = owners[index]
            if owner >= 0:
                batch.append((index + 1, weight_of[owner] if last[owner] == index else 0, body(datum)))
                size += datum.span.size
            if batch and (len(batch) == PART or size >= BYTES or index == len(board.ballots) - 1):
                yield Part(election.data, batch)
                progress(index + 1)
                batch, size = [], 0

    return parts(), problems, len(last) - last.count(-1)


def merged(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Give the first problems, in the order of the ballots."""
    return tuple(sorted(problems, key=lambda problem: problem.place)[:TOLD])


@lru_cache(maxsize=4)
def _election(data: bytes) -> Election:
    return read_election(data)
