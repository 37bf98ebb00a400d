"""Drawing lots from a public seed, so that anybody can draw them again and find the same."""

import hashlib
from collections.abc import Iterable


def lot(seed: str, names: Iterable[str]) -> tuple[str, ...]:
    """Give the names in an order that only the seed decides, whatever order they came in.

    Each name gets the number SHA-256("parvis/lot/v1" ‖ 0x00 ‖ seed ‖ 0x00 ‖ name); the smallest comes first. Nobody who publishes
    the seed before knowing it (dice thrown in public, a lottery of the day to come) can favour a name.

    >>> lot("2026-03-15 4-8-15-16-23-42", ["Ada", "Bao", "Chloé"])
    ('Bao', 'Ada', 'Chloé')
    """
    return tuple(sorted(names, key=lambda name: (_number(seed, name), name)))


def _number(seed: str, name: str) -> bytes:
    return hashlib.sha256(b"parvis/lot/v1\0" + seed.encode() + b"\0" + name.encode()).digest()
