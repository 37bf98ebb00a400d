"""Ciphertexts as ballots and tallies hold them: read, written, multiplied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from parvis.mechanisms.secrecy.canonical import array, fields
from parvis.mechanisms.secrecy.groups import Ciphertext, Group


class Made(NamedTuple):
    """An answer for a ballot, with what only its voter may keep: the choice, and the randomness of each ciphertext."""

    answer: dict[str, Any]  # plain values
    choice: list[int]
    randomness: list[int]


def as_json(group: Group, one: Ciphertext) -> dict[str, str]:
    return {"alpha": group.text(one.alpha), "beta": group.text(one.beta)}


def texts(group: Group, many: Sequence[Ciphertext]) -> list[str]:
    """Give the ciphertexts as they are hashed: "alpha,beta"."""
    return [f"{group.text(one.alpha)},{group.text(one.beta)}" for one in many]


def read_ciphertext(value: object, group: Group) -> tuple[Ciphertext, str]:
    """Give a ciphertext and its text. That it is of the group is left to `proofs.zero_or_one`, or to `check`."""
    found = fields(value, ("alpha", "beta"), "ciphertext")
    return Ciphertext(group.decode(found["alpha"]), group.decode(found["beta"])), f"{found['alpha']},{found['beta']}"


def read_ciphertexts(value: object, group: Group, count: int) -> tuple[list[Ciphertext], list[str]]:
    """Give so many ciphertexts and their texts, as `read_ciphertext` does."""
    found = [read_ciphertext(one, group) for one in array(value, "ciphertexts", count)]
    return [one for one, _ in found], [text for _, text in found]


def check(group: Group, one: Ciphertext) -> None:
    """Raise Rejected when a part of the ciphertext is not of the group."""
    group.check(one.alpha)
    group.check(one.beta)


def times(group: Group, one: Ciphertext, other: Ciphertext) -> Ciphertext:
    """Give the ciphertext of the sum of what two encrypt."""
    return Ciphertext(group.times(one.alpha, other.alpha), group.times(one.beta, other.beta))


def product_of(group: Group, many: Sequence[Ciphertext]) -> Ciphertext:
    """Give the ciphertext of the sum of what many encrypt."""
    result = Ciphertext(group.identity, group.identity)
    for index, one in enumerate(many):
        result = times(group, result, one) if index else one
    return result
