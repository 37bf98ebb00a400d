"""Several powers of one number, with one series of squares (Yao 1976). Not constant-time: see `groups`.

An exponent is cut into windows that begin and end anywhere, each an odd number below 32 times a power of two (a sliding window). The
window d at the bit i sends element^(2^i) to the bucket d; the power is the product of each bucket to the power d.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import gmpy2

from parvis.mechanisms.secrecy.groups import Element

WIDTH = 5
# The bits of a window, lowest first, and its bucket: 0 for 1, 1 for 3, 2 for 5 …
_BUCKETS = {f"{bits:0{width}b}"[::-1]: bits >> 1 for width in range(1, WIDTH + 1) for bits in range(1, 1 << width, 2)}


def powers(modulus: Element, element: Element, exponents: Sequence[int]) -> list[Element]:
    """Raise an element to several exponents, of which none is below 0.

    Examples:
        >>> [int(power) for power in powers(gmpy2.mpz(1009), gmpy2.mpz(3), [0, 1, 5, 100])]
        [1, 3, 243, 246]
    """
    square = element
    rungs = [element, *[square := square * square % modulus for _ in range(max(exponents).bit_length() - 1)]]
    return [_from_buckets(modulus, rungs, exponent) for exponent in exponents]


# The exponents of a proof come twice, for alpha and for beta, and q for every element.
@lru_cache(maxsize=16)
def _windows(exponent: int) -> list[tuple[int, int]]:
    """Give the place and the bucket of each window."""
    bits = f"{exponent:b}"[::-1]
    found, place = [], 0
    while (place := bits.find("1", place)) >= 0:
        found.append((place, _BUCKETS[bits[place : place + WIDTH]]))
        place += WIDTH
    return found


def _from_buckets(modulus: Element, rungs: Sequence[Element], exponent: int) -> Element:
    buckets: list[Element] = [None] * (1 << WIDTH - 1)
    for place, number in _windows(exponent):
        buckets[number] = rungs[place] if buckets[number] is None else buckets[number] * rungs[place] % modulus
    # Bucket b counts 2b + 1 times: the products of the buckets from each one up, multiplied, then squared, times all of them once.
    one = gmpy2.mpz(1)
    running, twice = one, one
    for bucket in buckets[:0:-1]:
        if bucket is not None:
            running = running * bucket % modulus
        if running is not one:
            twice = twice * running % modulus if twice is not one else running
    once = running if buckets[0] is None else running * buckets[0] % modulus
    return twice * twice % modulus * once % modulus
