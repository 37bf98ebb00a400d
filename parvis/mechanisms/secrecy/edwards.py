"""The prime-order group of Ed25519, with libsodium: the quickest, and what a browser can do. An element is its 32 bytes (RFC 8032, 5.1.2).

The election file writes these bytes in reverse order. Powers of points come from libsodium, which also checks that the point is of the
group.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256

from nacl.bindings import (
    crypto_core_ed25519_add,
    crypto_core_ed25519_is_valid_point,
    crypto_core_ed25519_sub,
    crypto_scalarmult_ed25519_base_noclamp,
    crypto_scalarmult_ed25519_noclamp,
)
from nacl.exceptions import CryptoError

from parvis.mechanisms.secrecy.groups import Element, Embedding
from parvis.mechanisms.secrecy.rejected import Rejected

Q = 2**252 + 27742317777372353535851937790883648493
IDENTITY = (1).to_bytes(32, "little")
_HEX = re.compile(r"[0-9a-f]{64}")


class Ed25519:
    """The group of Ed25519."""

    name = "Ed25519"
    q = Q
    identity: Element = IDENTITY
    generator: Element = bytes([0x58]) + bytes([0x66]) * 31
    embedding = Embedding(padding=14, bits=8)

    def decode(self, text: object) -> Element:
        if not isinstance(text, str) or not _HEX.fullmatch(text):
            raise Rejected("element")
        return bytes.fromhex(text)[::-1]

    def check(self, element: Element) -> None:
        if element != IDENTITY and not crypto_core_ed25519_is_valid_point(element):
            raise Rejected("element")

    def text(self, element: Element) -> str:
        return str(element[::-1].hex())

    def times(self, one: Element, other: Element) -> Element:
        try:
            return crypto_core_ed25519_add(one, other)
        except (CryptoError, RuntimeError):
            raise Rejected("element") from None

    def inverse(self, element: Element) -> Element:
        try:
            return crypto_core_ed25519_sub(IDENTITY, element)
        except (CryptoError, RuntimeError):
            raise Rejected("element") from None

    def power(self, element: Element, exponent: int) -> Element:
        exponent %= Q
        # libsodium refuses to give the identity back.
        if exponent == 0 or element == IDENTITY:
            self.check(element)
            return IDENTITY
        try:
            return crypto_scalarmult_ed25519_noclamp(exponent.to_bytes(32, "little"), element)
        except (CryptoError, RuntimeError):
            raise Rejected("element") from None

    def powers(self, element: Element, exponents: Sequence[int]) -> list[Element]:
        return [self.power(element, exponent) for exponent in exponents]

    checked_powers = powers  # libsodium checks each time

    def table(self, element: Element) -> Callable[[int], Element]:
        # A table in Python would be no quicker than libsodium.
        return partial(self.power, element)

    def of_generator(self, exponent: int) -> Element:
        exponent %= Q
        return crypto_scalarmult_ed25519_base_noclamp(exponent.to_bytes(32, "little")) if exponent else IDENTITY

    def independent(self, index: int) -> Element:
        number = int.from_bytes(sha256(f"ggen|{index}".encode()).digest()) >> 2
        while not _on_curve(point := number.to_bytes(32, "little")):
            number += 1
        for _ in range(3):  # times 8, the cofactor
            point = crypto_core_ed25519_add(point, point)
        return point

    def encode(self, values: Sequence[int]) -> Element:
        number = 0
        for value in values:
            number = number << self.embedding.bits | value
        number <<= self.embedding.padding
        if number >> 254:
            raise Rejected("question.too-long", count=len(values))
        for candidate in range(number, number + (1 << self.embedding.padding)):
            point = candidate.to_bytes(32, "little")
            if crypto_core_ed25519_is_valid_point(point):
                return point
        raise Rejected("question.too-long", count=len(values))

    def decode_values(self, element: Element, count: int) -> list[int]:
        number = int.from_bytes(element, "little") >> self.embedding.padding
        bits = self.embedding.bits
        return [number >> bits * place & (1 << bits) - 1 for place in reversed(range(count))]


def _on_curve(point: bytes) -> bool:
    try:
        crypto_core_ed25519_add(point, IDENTITY)
    except (CryptoError, RuntimeError):
        return False
    return True
