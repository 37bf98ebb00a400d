"""Drawing lots from a public seed, so that anybody can draw them again and find the same."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import count


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


def ticket(seed: str, tickets: int) -> int:
    """Give the number of the ticket that a seed draws, from 0 up to the number of tickets, each as likely as any other.

    The numbers SHA-256("parvis/ticket/v1" ‖ 0x00 ‖ seed ‖ 0x00 ‖ attempt), attempt = 0, 1, 2 …, are read until one is below the largest
    multiple of the number of tickets; the remainder is the ticket. Raise ValueError when there is no ticket.

    >>> ticket("2026-03-15 4-8-15-16-23-42", 1000)
    630
    """
    if tickets < 1:
        raise ValueError(f"At least 1 ticket was expected; got {tickets}.")
    fair = 2**256 - 2**256 % tickets
    for attempt in count():
        drawn = int.from_bytes(hashlib.sha256(b"parvis/ticket/v1\0" + seed.encode() + b"\0" + str(attempt).encode()).digest(), "big")
        if drawn < fair:
            return drawn % tickets
    raise AssertionError


def numbers(seed: str) -> Iterator[int]:
    """Give numbers below 2²⁵⁶ that only the seed decides, one after the other, without end.

    The remainder of one by a number of people is as good as equal: the chances differ by less than 10⁻⁷⁰.

    >>> next(numbers("dice 3 5 1")) % 6
    5
    """
    for place in count():
        yield int.from_bytes(hashlib.sha256(b"parvis/numbers/v1\0" + seed.encode() + b"\0" + str(place).encode()).digest(), "big")
