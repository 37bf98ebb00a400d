"""The encrypted tally: a summary of ballots that adds up, in any order and any splitting, without decrypting anything (4.16)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from parvis.mechanisms.secrecy import groups
from parvis.mechanisms.secrecy.canonical import array, as_large, digest, read, write
from parvis.mechanisms.secrecy.ciphertexts import as_json, check, read_ciphertext, times
from parvis.mechanisms.secrecy.elections import Election
from parvis.mechanisms.secrecy.groups import Ciphertext, Group
from parvis.mechanisms.secrecy.lists import Lists
from parvis.mechanisms.secrecy.rejected import Rejected


@dataclass(frozen=True)
class EncryptedTally:
    """The sum of ballots: for a homomorphic question the product of their ciphertexts, for the others all of them, sorted.

    Sorting (2.6: by alpha, then beta) forgets the order of the votes, and makes equal input give equal tallies.
    """

    group: str
    homomorphic: tuple[bool, ...]
    questions: tuple[tuple[Ciphertext, ...], ...]
    ballots: int
    weight: int

    def __add__(self, other: EncryptedTally) -> EncryptedTally:
        """Add two tallies of the same election."""
        if (self.group, self.homomorphic) != (other.group, other.homomorphic):
            raise Rejected("tally.other-election")
        group = groups.group(self.group)
        added = tuple(
            tuple(times(group, one, two) for one, two in zip(mine, theirs, strict=True)) if sums else tuple(sorted([*mine, *theirs]))
            for sums, mine, theirs in zip(self.homomorphic, self.questions, other.questions, strict=True)
        )
        return EncryptedTally(self.group, self.homomorphic, added, self.ballots + other.ballots, self.weight + other.weight)


def nothing(election: Election) -> EncryptedTally:
    """Give the tally of no ballot."""
    one = election.group.identity
    questions = tuple((Ciphertext(one, one),) * question.ciphertexts if question.homomorphic else () for question in election.questions)
    return EncryptedTally(election.group.name, tuple(question.homomorphic for question in election.questions), questions, 0, 0)


def of_ballot(election: Election, answers: Sequence[Sequence[Ciphertext]], weight: int = 1) -> EncryptedTally:
    """Give the tally of one verified ballot of this weight."""
    group = election.group
    if weight != 1:
        if election.shuffled:
            raise Rejected("tally.weight")
        answers = [[Ciphertext(group.power(c.alpha, weight), group.power(c.beta, weight)) for c in answer] for answer in answers]
    return EncryptedTally(
        group.name, tuple(question.homomorphic for question in election.questions), tuple(tuple(answer) for answer in answers), 1, weight
    )


def write_tally(election: Election, questions: Iterable[Sequence[Ciphertext]]) -> bytes:
    """Give the published bytes of encrypted sums; the lists of a Lists question stand in arrays of their own."""
    written: list[Any] = []
    for question, some in zip(election.questions, questions, strict=True):
        flat = iter([as_json(election.group, one) for one in some])
        written.append([[*islice(flat, len(one))] for one in question.answers] if isinstance(question, Lists) else [*flat])
    return write(written)


def write_sized(tally: EncryptedTally, encrypted: bytes) -> bytes:
    """Give the datum that says how many ballots the tally sums, and their weight."""
    said = {"num_tallied": as_large(tally.ballots), "total_weight": as_large(tally.weight), "encrypted_tally": digest(encrypted)}
    return write(said)


def read_checked(value: object, group: Group) -> Ciphertext:
    """Give a ciphertext whose two parts are of the group."""
    one, _ = read_ciphertext(value, group)
    check(group, one)
    return one


def read_tally(election: Election, data: bytes) -> list[list[Ciphertext]]:
    """Give the ciphertexts of a published tally, question by question."""
    found = []
    for question, some in zip(election.questions, array(read(data, "tally"), "tally", len(election.questions)), strict=True):
        if isinstance(question, Lists):
            lists = zip(array(some, "lists", len(question.answers)), question.answers, strict=True)
            some = [one for part, names in lists for one in array(part, "list", len(names))]
        count = question.ciphertexts if question.homomorphic else None
        found.append([read_checked(one, election.group) for one in array(some, "ciphertexts", count)])
    return found
