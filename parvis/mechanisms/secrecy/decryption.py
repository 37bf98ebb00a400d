"""Opening the sum: each trustee decrypts her part and proves it; enough of them give the result (4.18, 4.19).

`decrypt` uses a trustee's secret: see `groups` for where it may run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isqrt
from typing import Any

from parvis.mechanisms.secrecy import groups
from parvis.mechanisms.secrecy.canonical import array, as_large, fields, read, write
from parvis.mechanisms.secrecy.elections import Election, Question
from parvis.mechanisms.secrecy.embedded import Embedded
from parvis.mechanisms.secrecy.groups import Ciphertext, Draw, Element, Group
from parvis.mechanisms.secrecy.lists import Lists
from parvis.mechanisms.secrecy.proofs import Key, decrypted, prove_decryption, read_proof
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.trustees import Trustees

Sums = Sequence[Sequence[Ciphertext]]
"""What is decrypted, question by question: sums, or the ballots of the last shuffle."""


def decrypt(election: Election, sums: Sums, secret: int, draw: Draw) -> bytes:
    """Give the partial decryption of a trustee: alpha^secret for each ciphertext, and its proof."""
    key = Key(election.group, election.group.of_generator(secret))
    prefix = f"decrypt|{election.fingerprint}|{key.text}|"
    group, power = election.group, election.group.power
    factors = [[group.text(power(one.alpha, secret)) for one in some] for some in sums]
    proofs = [[prove_decryption(key, secret, one.alpha, prefix, draw).as_json() for one in some] for some in sums]
    return write(
        {
            "decryption_factors": [_shaped(question, some) for question, some in zip(election.questions, factors, strict=True)],
            "decryption_proofs": [_shaped(question, some) for question, some in zip(election.questions, proofs, strict=True)],
        }
    )


def read_decryption(election: Election, sums: Sums, public_key: Element, data: bytes) -> list[list[Element]]:
    """Give the factors of a trustee, once each proof has been checked."""
    group = election.group
    found = fields(read(data, "decryption"), ("decryption_factors", "decryption_proofs"), "decryption")
    key = Key(group, public_key)
    prefix = f"decrypt|{election.fingerprint}|{key.text}|"
    count = len(election.questions)
    factors: list[list[Element]] = []
    for place, (question, some, listed, proofs) in enumerate(
        zip(
            election.questions,
            sums,
            array(found["decryption_factors"], "factors", count),
            array(found["decryption_proofs"], "proofs", count),
            strict=True,
        )
    ):
        these = [groups.read(group, one) for one in _flat(question, listed, len(some))]
        for one, factor, proof in zip(some, these, _flat(question, proofs, len(some)), strict=True):
            if not decrypted(key, one.alpha, factor, read_proof(proof, group, "proof"), prefix):
                raise Rejected("decryption.proof", question=place + 1)
        factors.append(these)
    return factors


def opened(election: Election, trustees: Trustees, sums: Sums, factors: Mapping[int, Sequence[Sequence[Element]]]) -> list[list[Element]]:
    """Give g^sum, or the encoded answer, for each ciphertext, from the factors of enough trustees (from 1)."""
    group = election.group
    found = []
    for place, some in enumerate(sums):
        line = []
        for index, one in enumerate(some):
            whole = trustees.combine({owner: theirs[place][index] for owner, theirs in factors.items()})
            line.append(group.times(one.beta, group.inverse(whole)))
        found.append(line)
    return found


def result(election: Election, messages: Sequence[Sequence[Element]], weight: int) -> bytes:
    """Give the published result from what was opened; no sum is above `weight`."""
    logarithm = Logarithm(election.group, weight)
    counts: list[Any] = []
    for question, some in zip(election.questions, messages, strict=True):
        if isinstance(question, Embedded):
            counts.append([election.group.decode_values(one, len(question.answers)) for one in some])
        else:
            counts.append(_shaped(question, [as_large(logarithm(one)) for one in some]))
    return write({"result": counts})


class Logarithm:
    """Finds m from g^m for 0 ≤ m ≤ most, with baby steps and giant steps: about the square root of `most` products."""

    def __init__(self, group: Group, most: int) -> None:
        self.group, self.most = group, most
        self.step = isqrt(most) + 1
        self.small: dict[Element, int] | None = None

    def __call__(self, element: Element) -> int:
        group = self.group
        if self.small is None:
            self.small, current = {}, group.identity
            for exponent in range(self.step):
                self.small[current] = exponent
                current = group.times(current, group.generator)
        giant, current = group.inverse(group.of_generator(self.step)), element
        for turn in range(self.step + 1):
            if current in self.small:
                return turn * self.step + self.small[current]
            current = group.times(current, giant)
        raise Rejected("result.logarithm", most=self.most)


def flat_counts(question: Question, value: object, count: int) -> list[Any]:  # plain values
    """Give the figures of a question in one list."""
    return _flat(question, value, count)


def _shaped(question: Question, some: Sequence[Any]) -> list[Any]:  # plain values
    if not isinstance(question, Lists):
        return [*some]
    flat = iter(some)
    return [[next(flat) for _ in one] for one in question.answers]


def _flat(question: Question, value: object, count: int) -> list[Any]:  # plain values
    if not isinstance(question, Lists):
        return array(value, "question", count)
    lists = zip(array(value, "lists", len(question.answers)), question.answers, strict=True)
    return [one for some, names in lists for one in array(some, "list", len(names))]
