"""Making a key together, so that some of the trustees suffice to decrypt and fewer know nothing (4.6, in the form of 3.x).

Each trustee runs `certificate`, then `share` once all certificates are there, then `receive` once all polynomials are; whoever carries
the files runs `assemble`. A trustee keeps her seed until she has received, and the secret that `receive` gives until the election is over.
All of it but `assemble` uses secrets: see `groups` for where it may run.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from parvis.mechanisms.secrecy import channel
from parvis.mechanisms.secrecy.canonical import array, fields, natural, write
from parvis.mechanisms.secrecy.elections import BASE58
from parvis.mechanisms.secrecy.groups import Draw, Group, product
from parvis.mechanisms.secrecy.proofs import Proof, read_proof
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.trustees import (
    Certificate,
    agreement,
    check_signature,
    new_key,
    read_certificate,
    read_coefficients,
    read_pedersen,
    sign,
    signed,
)

_POLYNOMIAL = ("secrets", "coefexps", "signature")


class Keys(NamedTuple):
    """What a trustee signs and receives messages with."""

    signing: int
    decryption: int


def new_seed(draw: Draw) -> str:
    """Give a new secret seed: 22 characters of base 58."""
    return "".join(BASE58[draw(58)] for _ in range(22))


def keys_of(seed: str) -> Keys:
    """Give the keys of a seed."""
    if len(seed) != 22 or not {*seed} <= {*BASE58}:
        raise Rejected("trustee.seed")
    return Keys(*(int.from_bytes(sha256(f"{name}|{seed}".encode()).digest()) for name in ("sk", "dk")))


def certificate(group: Group, seed: str, *, index: int, size: int, threshold: int, draw: Draw) -> dict[str, Any]:  # plain values
    """Give the certificate of trustee `index` (from 1) of `size`, of whom `threshold` will suffice."""
    if not 1 <= threshold <= size or not 1 <= index <= size:
        raise Rejected("trustee.numbers", index=index, size=size, threshold=threshold)
    keys = keys_of(seed)
    said = {
        "context": {"group": group.name, "size": size, "threshold": threshold, "index": index},
        "verification": group.text(group.of_generator(keys.signing)),
        "encryption": group.text(group.of_generator(keys.decryption)),
    }
    return signed(group, write(said).decode(), keys.signing, draw)


def share(group: Group, seed: str, certs: Sequence[object], draw: Draw) -> dict[str, Any]:  # plain values
    """Draw a polynomial; give its public coefficients, and for each trustee, herself included, its value at her number, encrypted."""
    keys = keys_of(seed)
    certificates = read_certificates(group, certs)
    threshold = _mine(group, keys, certificates)[1]
    polynomial = [draw(group.q) for _ in range(threshold)]
    coefficients = [group.text(group.of_generator(one)) for one in polynomial]
    secrets = [
        channel.send(group, keys.signing, receiver.encryption, str(_value(group, polynomial, place + 1)), draw)
        for place, receiver in enumerate(certificates)
    ]
    return {
        "secrets": secrets,
        "coefexps": signed(group, write({"coefexps": coefficients}).decode(), keys.signing, draw),
        "signature": sign(group, agreement(certs, coefficients), keys.signing, draw).as_json(),
    }


def receive(
    group: Group, seed: str, certs: Sequence[object], polynomials: Sequence[object], draw: Draw
) -> tuple[int, dict[str, Any]]:  # plain values
    """Give the trustee's secret, and her public key for the election; name whoever sent her something wrong."""
    keys = keys_of(seed)
    certificates = read_certificates(group, certs)
    index, _ = _mine(group, keys, certificates)
    secret = 0
    for place, (sender, coefficients, value) in enumerate(_read_polynomials(group, certs, certificates, polynomials)):
        try:
            received = natural(channel.receive(group, keys.decryption, sender.verification, value["secrets"][index - 1]), "secret")
        except Rejected as error:
            raise Rejected(error.code, **{"trustee": place + 1, **error.facts}) from None
        expected = product(group, [group.power(one, pow(index, power, group.q)) for power, one in enumerate(coefficients)])
        if group.of_generator(received) != expected:
            raise Rejected("trustee.sent", trustee=place + 1)
        secret = (secret + received) % group.q
    public = new_key(group, secret, draw)
    return secret, public | {"signature": sign(group, public["public_key"], keys.signing, draw).as_json()}


def assemble(group: Group, certs: Sequence[object], polynomials: Sequence[object], publics: Sequence[object]) -> list[Any]:  # plain values
    """Give the trustees of the election as they are published, once all that was gathered has been checked."""
    certificates = read_certificates(group, certs)
    read = list(_read_polynomials(group, certs, certificates, polynomials))
    value = {
        "threshold": _context(certificates[0])[1],
        "certs": [*certs],
        "coefexps": [one["coefexps"] for _, _, one in read],
        "signatures": [one["signature"] for _, _, one in read],
        "verification_keys": array([*publics], "public keys", len(certificates)),
    }
    read_pedersen(value, group)
    return ["Pedersen", value]


def read_certificates(group: Group, certs: Sequence[object]) -> list[Certificate]:
    """Give the certificates of all trustees, each at her place, made for the same ceremony."""
    if not certs:
        raise Rejected("trustee.none")
    certificates = []
    for place, one in enumerate(certs):
        try:
            certificates.append(read_certificate(one, group))
        except Rejected as error:
            raise Rejected(error.code, **{"trustee": place + 1, **error.facts}) from None
    size, threshold = len(certs), _context(certificates[0])[1]
    for place, found in enumerate(certificates):
        if _context(found) != (size, threshold, place + 1):
            raise Rejected("trustee.context", what="certificate", trustee=place + 1)
    if len({group.text(found.verification) for found in certificates}) < size:
        raise Rejected("trustee.twice")
    return certificates


def _context(found: Certificate) -> tuple[int, int, int]:
    if found.context is None:
        raise Rejected("trustee.context", what="certificate")
    return found.context[1:]


def _mine(group: Group, keys: Keys, certificates: Sequence[Certificate]) -> tuple[int, int]:
    """Give my number and the threshold; refuse certificates among which mine is not."""
    mine = group.of_generator(keys.signing), group.of_generator(keys.decryption)
    for found in certificates:
        if (found.verification, found.encryption) == mine:
            _, threshold, index = _context(found)
            return index, threshold
    raise Rejected("trustee.not-mine")


def _read_polynomials(
    group: Group, certs: Sequence[object], certificates: Sequence[Certificate], polynomials: Sequence[object]
) -> list[tuple[Certificate, list[Any], dict[str, Any]]]:  # group elements, plain values
    size, threshold, _ = _context(certificates[0])
    found = []
    for place, (sender, one) in enumerate(zip(certificates, array([*polynomials], "polynomials", size), strict=True)):
        try:
            value = fields(one, _POLYNOMIAL, "polynomial")
            array(value["secrets"], "secrets", size)
            coefficients = read_coefficients(value["coefexps"], group, sender, threshold)
            message = agreement(certs, [group.text(coefficient) for coefficient in coefficients])
            signature: Proof = read_proof(value["signature"], group, "signature")
            check_signature(group, message, signature, sender.verification, "signatures")
        except Rejected as error:
            raise Rejected(error.code, **{"trustee": place + 1, **error.facts}) from None
        found.append((sender, coefficients, value))
    return found


def _value(group: Group, polynomial: Sequence[int], at: int) -> int:
    result = 0
    for coefficient in reversed(polynomial):
        result = (result * at + coefficient) % group.q
    return result
