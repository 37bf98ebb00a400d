"""Groups of numbers modulo a 2048-bit prime, with GMP. Not constant-time: see `groups`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256

import gmpy2

from parvis.mechanisms.secrecy.canonical import natural
from parvis.mechanisms.secrecy.groups import Element, Embedding
from parvis.mechanisms.secrecy.powers import powers
from parvis.mechanisms.secrecy.rejected import Rejected


@dataclass(frozen=True)
class PrimeField:
    """The subgroup of order q of the numbers modulo the prime p; g generates it."""

    name: str
    p: int
    q: int
    g: int
    embedding: Embedding | None

    @property
    def identity(self) -> Element:
        return gmpy2.mpz(1)

    @property
    def generator(self) -> Element:
        return gmpy2.mpz(self.g)

    def decode(self, text: object) -> Element:
        number = natural(text, "element")
        if not 0 < number < self.p:
            raise Rejected("element")
        return gmpy2.mpz(number)

    def check(self, element: Element) -> None:
        # With q = (p - 1)/2 the group is that of the squares, which the Jacobi symbol tells 200 times quicker than a power.
        squares = self.p == 2 * self.q + 1
        if (gmpy2.jacobi(element, self.p) if squares else gmpy2.powmod(element, self.q, self.p)) != 1:
            raise Rejected("element")

    def text(self, element: Element) -> str:
        return str(element.digits())

    def times(self, one: Element, other: Element) -> Element:
        return one * other % self.p

    def inverse(self, element: Element) -> Element:
        return gmpy2.invert(element, self.p)

    def power(self, element: Element, exponent: int) -> Element:
        return gmpy2.powmod(element, exponent % self.q, self.p)

    def powers(self, element: Element, exponents: Sequence[int]) -> list[Element]:
        if len(exponents) == 1:  # GMP's own is the quickest for one
            return [self.power(element, exponents[0])]
        return powers(gmpy2.mpz(self.p), element, [exponent % self.q for exponent in exponents])

    def checked_powers(self, element: Element, exponents: Sequence[int]) -> list[Element]:
        if self.p == 2 * self.q + 1:
            self.check(element)
            return self.powers(element, exponents)
        *found, one = powers(gmpy2.mpz(self.p), element, [*(exponent % self.q for exponent in exponents), self.q])
        if one != 1:
            raise Rejected("element")
        return found

    def table(self, element: Element) -> Callable[[int], Element]:
        return _table(self.p, self.q, int(element))

    def of_generator(self, exponent: int) -> Element:
        return _table(self.p, self.q, self.g)(exponent)

    def independent(self, index: int) -> Element:
        number = int.from_bytes(sha256(f"ggen|{index}".encode()).digest())
        return gmpy2.powmod(number, (self.p - 1) // self.q, self.p)

    def encode(self, values: Sequence[int]) -> Element:
        if self.embedding is None:
            raise Rejected("election.embedding", group=self.name)
        number = 0
        for value in values:
            number = number << self.embedding.bits | value
        number <<= self.embedding.padding
        if number >> (self.p.bit_length() - 1):
            raise Rejected("question.too-long", count=len(values))
        for candidate in range(max(number, 1), number + (1 << self.embedding.padding)):
            if gmpy2.jacobi(candidate, self.p) == 1:
                return gmpy2.mpz(candidate)
        raise Rejected("question.too-long", count=len(values))

    def decode_values(self, element: Element, count: int) -> list[int]:
        if self.embedding is None:
            raise Rejected("election.embedding", group=self.name)
        number = int(element) >> self.embedding.padding
        bits = self.embedding.bits
        return [number >> bits * place & (1 << bits) - 1 for place in reversed(range(count))]


@lru_cache(maxsize=8)
def _table(p: int, q: int, base: int) -> Callable[[int], Element]:
    """Tabulate base^(b · 256^i) for every byte b, so that a power is one product for each byte of its exponent."""
    modulus = gmpy2.mpz(p)
    rows: list[list[Element]] = []
    step = gmpy2.mpz(base)
    for _ in range((q.bit_length() + 7) // 8):
        row = [gmpy2.mpz(1), step]
        for _ in range(254):
            row.append(row[-1] * step % modulus)
        rows.append(row)
        step = row[-1] * step % modulus
    width = len(rows)

    def power(exponent: int) -> Element:
        result = one
        for row, byte in zip(rows, (exponent % q).to_bytes(width, "little"), strict=True):
            if byte:
                result = result * row[byte] % modulus
        return result

    one = gmpy2.mpz(1)
    return power


def _number(digits: str) -> int:
    return int("".join(digits.split()), 16)


@cache
def belenios_2048() -> PrimeField:
    """Give the group of section 5.1: q has 256 bits, so that powers are quick. Homomorphic questions only."""
    return PrimeField(name="BELENIOS-2048", p=_number(BELENIOS_P), q=_number(BELENIOS_Q), g=_number(BELENIOS_G), embedding=None)


@cache
def rfc_3526_2048() -> PrimeField:
    """Give the group of section 5.2 (RFC 3526, group 14): slow, but integers can be written inside its elements."""
    p = _number(RFC_P)
    return PrimeField(name="RFC-3526-2048", p=p, q=(p - 1) // 2, g=2, embedding=Embedding(padding=8, bits=8))


BELENIOS_P = """
a3ef2d011fefb1b6e39e568fccdffb0fb7dc7ef3a791b6862791811d21fc35f21e6d36856b428030421f514ed40bfd4c06e092a495af8d79a2f85e0fb11c0ede
07dd973f9c53e50930c6e82ac36de1ae3fb8c3aabfff12ce27a5022ddd8912d107435012768a2cdd0a4091d8fa447f6c7ebc15a349fa318a6b4fe17d8d47e843
a3e14dfa9b2162f4d7229abe93a188b46b006517d6f6747ebbb29c9ec3099b607f18fb1a8bc858279aa8599411d998d3e3fada9e010840d082d8c31911acdd4a
0e7992d0f18cc759cb5de0acf66a3882555bc810941e021b6a4ccfa04ee4008f878affa2375e2999b44f6cef17d707301e59e0e6351e051ed9cec4157646e64f
"""
BELENIOS_Q = """
adb6066a73522565f4daa0f2579db7f2f0fa90c2168bc709e20263387d55c491
"""
BELENIOS_G = """
1307c1ab5f295885d7caa3a78a42415e31fd1c5807b61fb1e781878a52230a51988b98c259597f9c5a9dfd001d26ba31d9d8976f01d95a1c8262ee68a0e92cea
541e5219e0d0d094301b894236823fe1d4bc04e29f3748aefd4f10d5b1a356a8643e673fd9d215fc8fe5fb9cf9fdb8ea88fdb1a3381a697fdf9c2458570b06d2
6aef1be365fdd90165f397c6b870df8c1b9e519edcee8bb0f74b7a1615a274ba60a7ea574a61f552d2dde0ce514e0927c4ff49b1964c4a913731ae4268d60d7f
22127b6cbba44d453ac8b72fd04e0991b7aeff04867d8724ac638f5f34100d2d47aa680d43771902743d663f42d853c041e1c91fe3823f4bcf284308f1d7e653
"""
RFC_P = """
ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437
4fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7edee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf05
98da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b
e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa051015728e5a8aacaa68ffffffffffffffff
"""
