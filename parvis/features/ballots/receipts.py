"""Receipt numbers: drawn at random when a ballot is cast, they let the voter find it in the published list.

Thirty-one signs that cannot be taken for one another (no 0, 1, I, L, O) stand for the residues modulo 31. Fifteen are random (74 bits), the
sixteenth makes the sum weighted by position come to zero. 31 being prime, one wrong sign or two neighbours swapped are always noticed
(weighted modulus codes: J. Verhoeff, "Error Detecting Decimal Codes", Mathematical Centre Tracts 29, 1969, chapter 1).
"""

from __future__ import annotations

import secrets

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH, GROUP = 16, 4
TYPED_FOR = str.maketrans(dict.fromkeys(" -.–—\xa0\u202f"))


class WrongReceipt(ValueError):
    """What was typed is not a receipt number: a sign is missing, foreign, or was mistaken."""


def draw() -> str:
    """Give a new number, as a voter reads it: `7K2M-QX4H-9TRB-C3WD`."""
    signs = [secrets.randbelow(len(SIGNS)) for _ in range(LENGTH - 1)]
    return _grouped([*signs, _check(signs)])


def read(typed: str) -> str:
    """Give the number as it is kept, whatever the case, spaces and hyphens it was typed with; raise WrongReceipt when it is none.

    >>> read("2222 2222 2222 2222")
    '2222-2222-2222-2222'
    >>> read("2222-2222-2222-2223")
    Traceback (most recent call last):
    parvis.features.ballots.receipts.WrongReceipt: The last sign does not match the others.
    """
    bare = typed.translate(TYPED_FOR).upper()
    if len(bare) != LENGTH or set(bare) - set(SIGNS):
        raise WrongReceipt(f"{LENGTH} letters and figures were expected; {len(bare)} came.")
    signs = [SIGNS.index(sign) for sign in bare]
    if _check(signs[:-1]) != signs[-1]:
        raise WrongReceipt("The last sign does not match the others.")
    return _grouped(signs)


def _check(signs: list[int]) -> int:
    # Weights 2 to 16 for the first fifteen, 1 for the last.
    return -sum(weight * sign for weight, sign in enumerate(signs, 2)) % len(SIGNS)


def _grouped(signs: list[int]) -> str:
    text = "".join(SIGNS[sign] for sign in signs)
    return "-".join(text[start : start + GROUP] for start in range(0, LENGTH, GROUP))
