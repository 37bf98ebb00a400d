"""Salted commitments: the record shows that a value was published, and lets it be erased.

A leaf of the record holds `base64(SHA-256("parvis/champ/v1" ‖ 0x00 ‖ salt ‖ JCS([name, value])))` for each field. The value and its
salt of 16 random bytes stay in the database; once they are erased, nobody can guess the value from what remains.
"""

import hashlib
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from typing import TypeAlias

import rfc8785

Value: TypeAlias = str | int | bool | None | list["Value"] | dict[str, "Value"]
Opening: TypeAlias = tuple[Value, str]

DOMAIN = b"parvis/champ/v1\0"


def canonical(value: Value) -> Value:
    """Give the value with its text in Unicode's form NFC, so that the same words give the same bytes."""
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case list():
            return [canonical(item) for item in value]
        case dict():
            return {key: canonical(item) for key, item in value.items()}
    return value


def commitment(name: str, value: Value, salt: bytes) -> str:
    """Give the commitment to one field.

    >>> commitment("titre", "Un banc", bytes(16))
    '6KMtGjklss8XbMgGWs0+bOxcn4cYnvqpo7X/wv1VioQ='
    """
    message = DOMAIN + salt + rfc8785.dumps([name, canonical(value)])
    return b64encode(hashlib.sha256(message).digest()).decode()


def commit(
    fields: Mapping[str, Value], *, salt: Callable[[int], bytes]
) -> tuple[dict[str, str], dict[str, Opening]]:
    """Give the commitments to these fields, and the openings (value and salt) that prove them.

    `salt` gives so many bytes that nobody can guess: `secrets.token_bytes`.
    """
    commitments, openings = {}, {}
    for name, value in fields.items():
        grain = salt(16)
        commitments[name] = commitment(name, value, grain)
        openings[name] = (canonical(value), b64encode(grain).decode())
    return commitments, openings


def opens(name: str, opening: Opening, expected: str) -> bool:
    """Say whether this value and salt are what was committed to."""
    value, salt = opening
    return commitment(name, value, b64decode(salt)) == expected
