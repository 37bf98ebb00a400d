"""Challenges: the hash of what a proof is about, so that whoever makes it cannot choose the question (Fiat and Shamir)."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256


def challenge(q: int, said: str) -> int:
    """Give SHA-256 of a text, as a big-endian integer, modulo q (2.1).

    >>> challenge(2**256, "a") == int(sha256(b"a").hexdigest(), 16)
    True
    """
    return int.from_bytes(sha256(said.encode()).digest()) % q


def fingerprint(data: bytes) -> str:
    """Give SHA-256 in Base64 without padding: the name of an election, the tracker of a ballot (4.15).

    >>> fingerprint(b"")
    '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU'
    """
    return b64encode(sha256(data).digest()).decode().rstrip("=")
