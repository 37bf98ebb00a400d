"""Trustees as they are published: each alone ("Single"), or several of whom a threshold suffices ("Pedersen"). Section 4.5 to 4.7."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from parvis.mechanisms.secrecy import groups
from parvis.mechanisms.secrecy.canonical import array, fields, integer, read, string, write
from parvis.mechanisms.secrecy.groups import Draw, Element, Group, product
from parvis.mechanisms.secrecy.proofs import Proof, knows, prove_knowledge, read_proof
from parvis.mechanisms.secrecy.rejected import Rejected

_KEY_FIELDS = ("pok", "public_key", "signature", "name")


@dataclass(frozen=True)
class Part:
    """Trustees who decrypt together: `threshold` of `keys` are needed. A single trustee is 1 of 1."""

    kind: str
    threshold: int
    keys: tuple[Element, ...]
    public_key: Element


@dataclass(frozen=True)
class Trustees:
    """All the trustees of an election; each part is needed."""

    group: Group
    parts: tuple[Part, ...]

    @property
    def public_key(self) -> Element:
        return product(self.group, [part.public_key for part in self.parts])

    @property
    def keys(self) -> tuple[Element, ...]:
        """The key of each trustee; trustee 1 is the first."""
        return tuple(key for part in self.parts for key in part.keys)

    def enough(self, owners: Sequence[int]) -> bool:
        """Say whether these trustees (from 1) can decrypt."""
        return not self.missing(owners)

    def missing(self, owners: Sequence[int]) -> int:
        """Give how many more trustees are needed."""
        before, missing = 0, 0
        for part in self.parts:
            here = len([owner for owner in {*owners} if before < owner <= before + len(part.keys)])
            missing += max(0, part.threshold - here)
            before += len(part.keys)
        return missing

    def combine(self, factors: Mapping[int, Element]) -> Element:
        """Give the whole decryption factor from those of enough trustees (from 1), with Lagrange's coefficients (4.19)."""
        group, before, result = self.group, 0, self.group.identity
        for part in self.parts:
            here = [owner - before for owner in sorted(factors) if before < owner <= before + len(part.keys)][: part.threshold]
            if len(here) < part.threshold:
                raise Rejected("decryption.missing", missing=self.missing([*factors]))
            for owner in here:
                factor = factors[owner + before]
                result = group.times(result, factor if part.kind == "Single" else group.power(factor, lagrange(owner, here, group.q)))
            before += len(part.keys)
        return result


def lagrange(owner: int, owners: Sequence[int], q: int) -> int:
    """Give the coefficient of a trustee's share among those of `owners`: the product of k/(k - owner) modulo q."""
    up, down = 1, 1
    for other in owners:
        if other != owner:
            up, down = up * other % q, down * (other - owner) % q
    return up * pow(down, -1, q) % q


def new_key(group: Group, secret: int, draw: Draw) -> dict[str, Any]:  # plain values
    """Give the public key of a trustee's secret, with the proof that she knows it."""
    public = group.text(group.of_generator(secret))
    proof = prove_knowledge(group, secret, lambda commitment: f"pok|{group.name}|{public}|{commitment}", draw)
    return {"pok": proof.as_json(), "public_key": public}


def read_key(value: object, group: Group) -> tuple[Element, Proof | None]:
    """Give the key of a trustee, once its proof of knowledge has been checked, and the signature that may go with it."""
    found = fields(value, _KEY_FIELDS, "public key", frozenset({"signature", "name"}))
    if "name" in found:
        string(found["name"], "name")
    element = groups.read(group, found["public_key"])
    said = f"pok|{group.name}|{found['public_key']}|"
    if element == group.identity or not knows(
        group, element, read_proof(found["pok"], group, "proof"), lambda commitment: said + commitment
    ):
        raise Rejected("trustee.proof")
    return element, read_proof(found["signature"], group, "signature") if "signature" in found else None


def read_trustees(data: bytes, group: Group) -> Trustees:
    """Read the trustees of an election; every proof and every signature of theirs is checked."""
    parts: list[Part] = []
    for item in array(read(data, "trustees"), "trustees"):
        kind, value = array(item, "trustee", 2)
        before = sum(len(part.keys) for part in parts)
        try:
            if kind == "Single":
                key, _ = read_key(value, group)
                parts.append(Part("Single", 1, (key,), key))
            elif kind == "Pedersen":
                parts.append(read_pedersen(value, group))
            else:
                raise Rejected("trustee.kind", came=str(kind)[:40])
        except Rejected as error:
            raise Rejected(error.code, **{"trustee": before + 1, **error.facts}) from None
    if not parts:
        raise Rejected("trustee.none")
    return Trustees(group, tuple(parts))


def signed(group: Group, message: str, secret: int, draw: Draw) -> dict[str, Any]:  # plain values
    """Give a message with its signature (4.6.1)."""
    return {"message": message, "signature": sign(group, message, secret, draw).as_json()}


def sign(group: Group, message: str, secret: int, draw: Draw) -> Proof:
    """Sign a message."""
    return prove_knowledge(group, secret, lambda commitment: f"sigmsg|{message}|{commitment}", draw)


def check_signature(group: Group, message: str, signature: Proof, public: Element, what: str) -> None:
    """Raise Rejected when the message was not signed by the holder of this key."""
    if not knows(group, public, signature, lambda commitment: f"sigmsg|{message}|{commitment}"):
        raise Rejected("trustee.signature", what=what)


def read_signed(value: object, group: Group, what: str) -> tuple[str, Proof]:
    """Give a message and its signature, not yet checked."""
    found = fields(value, ("message", "signature"), what)
    return string(found["message"], what), read_proof(found["signature"], group, what)


@dataclass(frozen=True)
class Certificate:
    """The keys a trustee signs and receives with while the threshold key is made; 3.x adds for which group, how many and who."""

    verification: Element
    encryption: Element
    context: tuple[str, int, int, int] | None


def read_certificate(value: object, group: Group) -> Certificate:
    """Read a certificate that signs itself (4.6.2)."""
    message, signature = read_signed(value, group, "certificate")
    found = fields(read(message.encode(), "certificate"), ("context", "verification", "encryption"), "certificate", frozenset({"context"}))
    context = None
    if "context" in found:
        said = fields(found["context"], ("group", "size", "threshold", "index"), "context")
        size = integer(said["size"], "size", 1, 1000)
        context = (
            string(said["group"], "group"),
            size,
            integer(said["threshold"], "threshold", 1, size),
            integer(said["index"], "index", 1, size),
        )
        if context[0] != group.name:
            raise Rejected("trustee.context", what="group")
    verification, encryption = (groups.read(group, found[name]) for name in ("verification", "encryption"))
    check_signature(group, message, signature, verification, "certificate")
    return Certificate(verification, encryption, context)


def read_coefficients(value: object, group: Group, certificate: Certificate, threshold: int) -> list[Element]:
    """Give the public coefficients of a trustee's polynomial: signed (2.0, 3.0) or as they are (3.3), where `signatures` covers them."""
    if isinstance(value, dict) and "message" in value:
        message, signature = read_signed(value, group, "coefexps")
        check_signature(group, message, signature, certificate.verification, "coefexps")
        value = read(message.encode(), "coefexps")
    found = fields(value, ("coefexps",), "coefexps")
    return [groups.read(group, one) for one in array(found["coefexps"], "coefexps", threshold)]


def agreement(certificates: Sequence[object], coefficients: Sequence[str]) -> str:
    """Give what a trustee signs of the certificates of all and of her own polynomial (3.x)."""
    return "certs_sig|" + write({"certs": [*certificates], "coefexps": [*coefficients]}).decode()


def share_key(group: Group, polynomials: Sequence[Sequence[Element]], index: int) -> Element:
    """Give the verification key of trustee `index` (from 1) from the public coefficients of all: ∏ᵢ ∏ₖ Aᵢₖ^(jᵏ) (4.6.6)."""
    return product(
        group, [group.power(one, pow(index, power, group.q)) for coefficients in polynomials for power, one in enumerate(coefficients)]
    )


def read_pedersen(value: object, group: Group) -> Part:
    """Read threshold trustees in the form of 2.0 or of 3.x."""
    names = ("threshold", "certs", "coefexps", "signatures", "verification_keys")
    found = fields(value, names, "threshold", frozenset({"signatures"}))
    certs = array(found["certs"], "certs")
    size = len(certs)
    threshold = integer(found["threshold"], "threshold", 1, size)
    certificates = [read_certificate(one, group) for one in certs]
    for place, certificate in enumerate(certificates):
        if certificate.context and certificate.context != (group.name, size, threshold, place + 1):
            raise Rejected("trustee.context", what="certificate")
    listed = array(found["coefexps"], "coefexps", size)
    polynomials = [read_coefficients(one, group, certificate, threshold) for one, certificate in zip(listed, certificates, strict=True)]
    if any("message" not in one for one in listed) and "signatures" not in found:
        raise Rejected("trustee.signature", what="coefexps")
    if "signatures" in found:
        for one, certificate, polynomial in zip(array(found["signatures"], "signatures", size), certificates, polynomials, strict=True):
            message = agreement(certs, [group.text(coefficient) for coefficient in polynomial])
            check_signature(group, message, read_proof(one, group, "signature"), certificate.verification, "signatures")
    keys = []
    for place, one in enumerate(array(found["verification_keys"], "verification keys", size)):
        key, signature = read_key(one, group)
        if key != share_key(group, polynomials, place + 1):
            raise Rejected("trustee.share", place=place + 1)
        if signature:
            check_signature(group, group.text(key), signature, certificates[place].verification, "verification key")
        elif "signatures" in found:
            raise Rejected("trustee.signature", what="verification key")
        keys.append(key)
    return Part("Pedersen", threshold, tuple(keys), product(group, [polynomial[0] for polynomial in polynomials]))
