"""JSON written in one way only: no space, keys in the order of the specification, an absent field left out. Specification, 4.1 and 4.15."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from parvis.mechanisms.secrecy.rejected import Rejected

# Above this, an integer is written as a string (2.3 of our notes on the format).
SMALL = 2**30 - 1
_NATURAL = re.compile(r"0|[1-9][0-9]*")
# No number of this family has more digits than one modulo a 2048-bit prime.
_DIGITS = 620


def write(value: object) -> bytes:
    """Give the bytes of plain values.

    >>> write({"owner": 1, "payload": "é"}).decode()
    '{"owner":1,"payload":"é"}'
    """
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def parse(data: bytes, what: str) -> Any:  # plain values of JSON; what reads them checks their shape
    """Give the values of JSON in any layout, as the election is; the same key twice, NaN and broken text are refused."""
    try:
        return json.loads(data.decode(), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Rejected("form.json", what=what) from None


def read(data: bytes, what: str) -> Any:  # plain values of JSON; what reads them checks their shape
    """Give the values of JSON in its one layout; anything else is refused, since another layout would have another hash."""
    try:
        value = json.loads(data)
        written = write(value)
    except (ValueError, RecursionError):
        raise Rejected("form.json", what=what) from None
    if written != data:
        raise Rejected("form.canonical", what=what)
    return value


def fields(value: object, names: Sequence[str], what: str, optional: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Give an object that has these fields, in this order, and no other."""
    if not isinstance(value, dict):
        raise Rejected("form.object", what=what)
    if [*value] != [name for name in names if name in value or name not in optional]:
        raise Rejected("form.fields", what=what, expected=", ".join(names), came=", ".join(str(key)[:40] for key in [*value][:12]))
    return value


def array(value: object, what: str, length: int | None = None) -> list[Any]:
    """Give a list, of this length when one is expected."""
    if not isinstance(value, list):
        raise Rejected("form.array", what=what)
    if length is not None and len(value) != length:
        raise Rejected("form.length", what=what, expected=length, came=len(value))
    return value


def string(value: object, what: str) -> str:
    """Give a string that can be written again."""
    if not isinstance(value, str) or len(value) > 1_000_000 or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise Rejected("form.string", what=what)
    return value


def integer(value: object, what: str, least: int = 0, most: int = SMALL) -> int:
    """Give a small integer; true and false are none."""
    if type(value) is not int or not least <= value <= most:
        raise Rejected("form.integer", what=what, least=least, most=most)
    return value


def natural(text: object, what: str) -> int:
    """Give a number written in decimal, without sign or leading zero.

    >>> natural("42", "a number")
    42
    """
    if not isinstance(text, str) or len(text) > _DIGITS or not _NATURAL.fullmatch(text):
        raise Rejected("form.number", what=what)
    return int(text)


def large(value: object, what: str) -> int:
    """Give a weight or a count: a JSON number when it is small, a decimal string when it is not."""
    if isinstance(value, str):
        number = natural(value, what)
        if number > SMALL:
            return number
        raise Rejected("form.number", what=what)
    return integer(value, what)


def as_large(number: int) -> int | str:
    """Give the number as `large` reads it.

    >>> as_large(5), as_large(2**30)
    (5, '1073741824')
    """
    return number if number <= SMALL else str(number)


def digest(data: bytes) -> str:
    """Give the name of a datum: its SHA-256 in hexadecimal."""
    return sha256(data).hexdigest()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:  # plain values
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
