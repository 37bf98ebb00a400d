"""The groups that elections are held in, behind one interface: Ed25519, BELENIOS-2048 and RFC-3526-2048.

**Python is not constant-time.** Neither are GMP's powers and our tables: how long an operation takes depends on its numbers, and who
measures it finely may learn about them. Only libsodium's `scalarmult` takes care of it. So whatever uses a secret (a credential, the
randomness of a ballot, a trustee's key: `credentials`, `ballots.make`, `trustees`, `threshold`, `shuffles.shuffle`, `decryption`)
belongs on the machine of the voter or of the trustee, never on a server that others can time. Verifying uses no secret and may run
anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, Protocol

from parvis.mechanisms.secrecy.rejected import Rejected

# Opaque outside the group it belongs to: a number modulo p, or the 32 bytes of a point. Equal elements are equal, and sort as the
# protocol sorts ciphertexts (2.6).
Element = Any

# draw(n) is a secret number from 0 to n - 1, each as likely: `secrets.randbelow`, given by the command line.
Draw = Callable[[int], int]


class Ciphertext(NamedTuple):
    """An ElGamal ciphertext: alpha = g^r, beta = y^r · message."""

    alpha: Element
    beta: Element


@dataclass(frozen=True)
class Embedding:
    """How small integers are written inside one element (4.11.2)."""

    padding: int
    bits: int


class Group(Protocol):
    """A cyclic group of prime order q where the discrete logarithm is hard."""

    @property
    def name(self) -> str: ...
    @property
    def q(self) -> int: ...
    @property
    def identity(self) -> Element: ...
    @property
    def generator(self) -> Element: ...
    @property
    def embedding(self) -> Embedding | None: ...
    def decode(self, text: object) -> Element:
        """Give the element written so, without checking that it is of the group: `check` or `checked_powers` does."""
        ...

    def check(self, element: Element) -> None:
        """Raise Rejected("element") when this is not an element of the group."""
        ...

    def text(self, element: Element) -> str: ...
    def times(self, one: Element, other: Element) -> Element: ...
    def inverse(self, element: Element) -> Element: ...
    def power(self, element: Element, exponent: int) -> Element: ...

    def powers(self, element: Element, exponents: Sequence[int]) -> list[Element]:
        """Give several powers of an element of the group: quicker together than one by one."""
        ...

    def checked_powers(self, element: Element, exponents: Sequence[int]) -> list[Element]:
        """Give several powers of an element, once it is found to be of the group."""
        ...

    def table(self, element: Element) -> Callable[[int], Element]:
        """Give the function that raises this element to a power quickly, from a table: for an element used many times."""
        ...

    def of_generator(self, exponent: int) -> Element:
        """Give g to this power."""
        ...

    def independent(self, index: int) -> Element:
        """Give a generator nobody knows the logarithm of, from its number, -1 or more (tables 6 to 8)."""
        ...

    def encode(self, values: Sequence[int]) -> Element:
        """Write small integers inside an element."""
        ...

    def decode_values(self, element: Element, count: int) -> list[int]:
        """Read the small integers of an element."""
        ...


def read(group: Group, text: object) -> Element:
    """Give the element of the group that is written so."""
    element = group.decode(text)
    group.check(element)
    return element


NAMES = ("Ed25519", "BELENIOS-2048", "RFC-3526-2048")


@cache
def group(name: object) -> Group:
    """Give the group of this name. What it stands on (libsodium, GMP) is imported on first use."""
    if name == "Ed25519":
        from parvis.mechanisms.secrecy.edwards import Ed25519

        return Ed25519()
    if name in NAMES:
        from parvis.mechanisms.secrecy.prime_field import belenios_2048, rfc_3526_2048

        return belenios_2048() if name == "BELENIOS-2048" else rfc_3526_2048()
    raise Rejected("election.group", group=str(name)[:40], known=", ".join(NAMES))


def product(group: Group, elements: Sequence[Element]) -> Element:
    """Give the product of elements."""
    result = group.identity
    for element in elements:
        result = group.times(result, element)
    return result


def encrypt(group: Group, key: Callable[[int], Element], message: Element, randomness: int) -> Ciphertext:
    """Give the ciphertext of a message for a public key, of which `key` is the table."""
    return Ciphertext(group.of_generator(randomness), group.times(key(randomness), message))
