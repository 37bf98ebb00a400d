"""Salted commitments: the record shows that a value was published, and lets it be erased.

A leaf holds `base64(SHA-256("parvis/champ/v1" ‖ 0x00 ‖ salt ‖ JCS([name, value])))` for each field. The value and its salt of 16
random bytes stay outside; once they are erased, nobody can guess the value from what remains.
"""

from __future__ import annotations

import unicodedata
from base64 import b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import TypeAlias

import rfc8785

from parvis.mechanisms.ledger.encoding import decode_base64
from parvis.mechanisms.ledger.entries import Value
from parvis.mechanisms.ledger.rejected import Rejected

# A value, and its salt in Base64.
Opening: TypeAlias = tuple[Value, str]

DOMAIN = b"parvis/champ/v1\x00"
SALT_SIZE = 16


def normal(value: Value) -> Value:
    """Give the value with its text in Unicode's form NFC, so that the same words give the same bytes.

    >>> normal(["e\\u0301te\\u0301"])
    ['été']
    """
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case list():
            return [normal(item) for item in value]
        case dict():
            return {key: normal(item) for key, item in value.items()}
    return value


def commitment(name: str, value: Value, salt: bytes) -> str:
    """Give the commitment to one field.

    Raises:
        Rejected: the salt has not 16 bytes, or the value cannot be written as RFC 8785 says.

    >>> commitment("titre", "Un banc", bytes(16))
    '6KMtGjklss8XbMgGWs0+bOxcn4cYnvqpo7X/wv1VioQ='
    """
    if len(salt) != SALT_SIZE:
        raise Rejected("bad-salt", f"A salt has {SALT_SIZE} random bytes; this one has {len(salt)}.")
    try:
        opened = rfc8785.dumps([name, normal(value)])
    except (rfc8785.CanonicalizationError, RecursionError) as error:
        raise Rejected("bad-value", f"The field {name!r} cannot be committed to: {error}.", name=name) from None
    return b64encode(sha256(DOMAIN + salt + opened).digest()).decode()


def commit(fields: Mapping[str, Value], *, randomness: Callable[[int], bytes]) -> tuple[dict[str, str], dict[str, Opening]]:
    """Give the commitments to these fields, and the openings (value and salt) that prove them.

    Arguments:
        fields: the values by name.
        randomness: gives as many random bytes as asked: `secrets.token_bytes`. One fresh salt is drawn for each field.

    Examples:
        >>> leaf, openings = commit({"titre": "Un banc"}, randomness=bytes)
        >>> opens("titre", openings["titre"], leaf["titre"])
        True
    """
    commitments: dict[str, str] = {}
    openings: dict[str, Opening] = {}
    for name, value in fields.items():
        salt = randomness(SALT_SIZE)
        commitments[name] = commitment(name, value, salt)
        openings[name] = (normal(value), b64encode(salt).decode())
    return commitments, openings


def opens(name: str, opening: Opening, expected: str) -> bool:
    """Say whether this value and salt are what was committed to."""
    value, salt = opening
    try:
        return commitment(name, value, decode_base64(salt, "a salt")) == expected
    except Rejected:
        return False
