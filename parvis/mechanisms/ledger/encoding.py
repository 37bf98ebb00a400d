"""Base64 and decimal numbers, written in one way only."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode, b64encode

from parvis.mechanisms.ledger.hashing import HASH_SIZE
from parvis.mechanisms.ledger.rejected import Rejected

# Sizes are those of a tree: below 2^63.
MAX_NUMBER = (1 << 63) - 1

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


def decode_base64(text: str, what: str) -> bytes:
    """Give the bytes of standard Base64 with padding, refusing a second way to write them. RFC 4648, sections 3.5 and 4.

    >>> decode_base64("AAE=", "two bytes")
    b'\\x00\\x01'
    """
    try:
        data = b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        data = None
    if data is None or b64encode(data).decode() != text:
        raise Rejected("bad-base64", f"Expected {what} in Base64 (RFC 4648, section 4); {text[:80]!r} came.")
    return data


def decode_hash(text: str, what: str = "a hash") -> bytes:
    """Give the 32 bytes of a hash in Base64."""
    data = decode_base64(text, what)
    if len(data) != HASH_SIZE:
        raise Rejected("bad-hash", f"Expected {what} of {HASH_SIZE} bytes; {len(data)} came.")
    return data


def decode_number(text: str, what: str) -> int:
    """Give a number written in decimal without leading zeroes, below 2^63.

    >>> decode_number("42", "a size")
    42
    """
    if _DECIMAL.fullmatch(text) and int(text) <= MAX_NUMBER:
        return int(text)
    raise Rejected("bad-number", f"Expected {what} in decimal, without leading zeroes; {text[:80]!r} came.")
