"""Proofs that reveal nothing but that they are true: knowing a secret, having encrypted one of several values, having decrypted rightly.

A response is always w - secret · challenge; whoever verifies computes the commitment again as g^response · X^challenge and asks for the
same challenge. Each `prove` uses a secret: see `groups` for where it may run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from parvis.mechanisms.secrecy.canonical import array, fields, natural
from parvis.mechanisms.secrecy.groups import Ciphertext, Draw, Element, Group
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.transcript import challenge


class Statement(NamedTuple):
    """ "This ciphertext encrypts this number, with a randomness I know"."""

    one: Ciphertext
    number: int


class Proof(NamedTuple):
    """A challenge and its response."""

    challenge: int
    response: int

    def as_json(self) -> dict[str, str]:
        return {"challenge": str(self.challenge), "response": str(self.response)}


@dataclass(frozen=True)
class Key:
    """The public key of an election, or of a trustee, with the table of its powers."""

    group: Group
    element: Element

    @property
    def text(self) -> str:
        return self.group.text(self.element)

    @property
    def power(self) -> Callable[[int], Element]:
        return self.group.table(self.element)


def read_proof(value: object, group: Group, what: str) -> Proof:
    """Give a proof from its JSON: two scalars below q."""
    found = fields(value, ("challenge", "response"), what)
    proof = Proof(natural(found["challenge"], what), natural(found["response"], what))
    if proof.challenge >= group.q or proof.response >= group.q:
        raise Rejected("form.scalar", what=what)
    return proof


def read_proofs(value: object, group: Group, what: str, count: int) -> list[Proof]:
    """Give so many proofs, no fewer and no more."""
    return [read_proof(one, group, what) for one in array(value, what, count)]


def prove_knowledge(group: Group, secret: int, said: Callable[[str], str], draw: Draw) -> Proof:
    """Prove that one knows the secret of g^secret; `said` makes the text that is hashed from the commitment."""
    w = draw(group.q)
    c = challenge(group.q, said(group.text(group.of_generator(w))))
    return Proof(c, (w - secret * c) % group.q)


def knows(group: Group, public: Element, proof: Proof, said: Callable[[str], str]) -> bool:
    """Say whether the proof of `prove_knowledge` holds for this public element."""
    commitment = group.times(group.of_generator(proof.response), group.power(public, proof.challenge))
    return challenge(group.q, said(group.text(commitment))) == proof.challenge


def prove_one_of(key: Key, statements: Sequence[Statement], true: int, secret: int, prefix: str, draw: Draw) -> list[Proof]:
    """Prove that one of the statements is true, without saying which (4.12); `secret` is the randomness of that one.

    The proofs of the others are made up; the challenges of all must add up to the hash, so that one of them at least is not.
    """
    group = key.group
    w = draw(group.q)
    proofs = [Proof(draw(group.q), draw(group.q)) for _ in statements]
    pairs = _commitments(key, statements, proofs, group.powers)
    pairs[true] = f"{group.text(group.of_generator(w))},{group.text(key.power(w))}"
    others = sum(proof.challenge for index, proof in enumerate(proofs) if index != true)
    c = (challenge(group.q, prefix + ",".join(pairs)) - others) % group.q
    proofs[true] = Proof(c, (w - secret * c) % group.q)
    return proofs


def one_of(key: Key, statements: Sequence[Statement], proofs: Sequence[Proof], prefix: str) -> bool:
    """Say whether the proof of `prove_one_of` holds."""
    return _holds(key, _commitments(key, statements, proofs, key.group.powers), proofs, prefix)


def zero_or_one(key: Key, one: Ciphertext, proofs: Sequence[Proof], prefix: str) -> bool:
    """Say whether a ciphertext is proved to encrypt 0 or 1; raise Rejected when it is not of the group."""
    return _holds(key, _commitments(key, [Statement(one, 0), Statement(one, 1)], proofs, key.group.checked_powers), proofs, prefix)


def _holds(key: Key, pairs: Sequence[str], proofs: Sequence[Proof], prefix: str) -> bool:
    return challenge(key.group.q, prefix + ",".join(pairs)) == sum(proof.challenge for proof in proofs) % key.group.q


def _commitments(
    key: Key,
    statements: Sequence[Statement],
    proofs: Sequence[Proof],
    powers: Callable[[Element, Sequence[int]], list[Element]],
) -> list[str]:
    """Give the commitments of each proof, g^r · alpha^c and y^r · (beta/g^number)^c; the powers of one ciphertext are taken together."""
    group, of_key = key.group, key.power
    times, g, text = group.times, group.of_generator, group.text
    pairs = []
    for one, some in groupby(zip(statements, proofs, strict=True), key=lambda pair: pair[0].one):
        listed = [(statement.number, proof) for statement, proof in some]
        exponents = [proof.challenge for _, proof in listed]
        raised = zip(listed, powers(one.alpha, exponents), powers(one.beta, exponents), strict=True)
        for (number, (c, r)), a, b in raised:
            moved = times(of_key(r), g(-number * c)) if number else of_key(r)
            pairs.append(f"{text(times(g(r), a))},{text(times(moved, b))}")
    return pairs


def prove_decryption(key: Key, secret: int, alpha: Element, prefix: str, draw: Draw) -> Proof:
    """Prove that a decryption factor is alpha^secret, for the same secret as the key g^secret (4.18)."""
    group = key.group
    w = draw(group.q)
    c = challenge(group.q, f"{prefix}{group.text(group.of_generator(w))},{group.text(group.power(alpha, w))}")
    return Proof(c, (w - secret * c) % group.q)


def decrypted(key: Key, alpha: Element, factor: Element, proof: Proof, prefix: str) -> bool:
    """Say whether the proof of `prove_decryption` holds."""
    group = key.group
    a = group.times(group.of_generator(proof.response), group.power(key.element, proof.challenge))
    b = group.times(group.power(alpha, proof.response), group.power(factor, proof.challenge))
    return challenge(group.q, f"{prefix}{group.text(a)},{group.text(b)}") == proof.challenge
