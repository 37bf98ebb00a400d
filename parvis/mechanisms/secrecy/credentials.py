"""Credentials: what a voter signs her ballot with. The credential authority makes them; only their public halves are published (4.8).

Making and using a credential handles a secret: see `groups` for where it may run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from parvis.mechanisms.secrecy import groups
from parvis.mechanisms.secrecy.canonical import SMALL, array, natural, read, write
from parvis.mechanisms.secrecy.elections import BASE58
from parvis.mechanisms.secrecy.groups import Draw, Element, Group
from parvis.mechanisms.secrecy.rejected import Rejected

# The full style: 22 characters, about 129 bits, in four parts.
_PARTS = (5, 6, 5, 6)


def new_credential(draw: Draw) -> str:
    """Give a new private credential: 22 characters of base 58, XXXXX-XXXXXX-XXXXX-XXXXXX.

    >>> new_credential(lambda n: 0)
    '11111-111111-11111-111111'
    """
    return "-".join("".join(BASE58[draw(58)] for _ in range(length)) for length in _PARTS)


def secret_of(credential: str, uuid: str, group: Group) -> int:
    """Give the secret number of a private credential for an election (3.x, "full" style)."""
    parts = credential.split("-")
    if tuple(len(part) for part in parts) != _PARTS or not {*"".join(parts)} <= {*BASE58}:
        raise Rejected("credential.form")
    halves = [sha256(f"derive_credential|{uuid}|{half}|{credential}".encode()).hexdigest() for half in (0, 1)]
    return int("".join(halves), 16) % group.q


def public_of(credential: str, uuid: str, group: Group) -> str:
    """Give the public half of a private credential."""
    return group.text(group.of_generator(secret_of(credential, uuid, group)))


def write_credentials(group: Group, weights: Mapping[str, int]) -> bytes:
    """Give the published list: each public credential with its weight; weights are left out when all are 1. Sorted, so that the order
    says nothing of the voters."""
    weighted = any(weight != 1 for weight in weights.values())
    return write([f"{public},{weight}" if weighted else public for public, weight in sorted(weights.items())])


def read_credentials(data: bytes, group: Group) -> dict[str, int]:
    """Give the weight of each public credential; refuse two that are the same, and what is not of the group."""
    value = array(read(data, "credentials"), "credentials")
    weights: dict[str, int] = {}
    weighted = None
    for place, line in enumerate(value):
        if not isinstance(line, str):
            raise Rejected("credentials.form", place=place + 1)
        public, comma, weight = line.partition(",")
        if weighted is None:
            weighted = bool(comma)
        if bool(comma) != weighted:
            raise Rejected("credentials.form", place=place + 1)
        if public in weights:
            raise Rejected("credentials.twice", place=place + 1)
        weights[public] = natural(weight, "weight") if comma else 1
        if not 0 < weights[public] < 1 << 62:
            raise Rejected("credentials.weight", place=place + 1)
        group.decode(public)
    return weights


def check_credentials(group: Group, publics: Sequence[str]) -> None:
    """Raise Rejected when a public credential is not an element of the group, or is the identity, which anybody could sign for."""
    for public in publics:
        element: Element = groups.read(group, public)
        if element == group.identity:
            raise Rejected("credentials.identity")


def sum_of(weights: Iterable[int]) -> int:
    """Give the sum of weights, which a count must be able to hold."""
    total = sum(weights)
    if total >= 1 << 62:
        raise Rejected("credentials.sum", most=SMALL)
    return total
