"""Where the ballots of an archive stand, a hundred thousand of them in four megabytes."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import NamedTuple


class Span(NamedTuple):
    """Where a datum stands in the file."""

    start: int
    size: int


class Datum(NamedTuple):
    """A datum: where it stands, and its hash."""

    span: Span
    hash: str


class Places:
    """A list of data that only grows, of which each takes 44 bytes and not 400.

    Examples:
        >>> places = Places()
        >>> places.append(Datum(Span(512, 3), "00" * 32))
        >>> len(places), places[0].span.start
        (1, 512)
    """

    def __init__(self) -> None:
        self._starts, self._sizes, self._hashes = array("Q"), array("I"), bytearray()

    def append(self, datum: Datum) -> None:
        self._starts.append(datum.span.start)
        self._sizes.append(datum.span.size)
        self._hashes += bytes.fromhex(datum.hash)

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, place: int) -> Datum:
        start, size = self._starts[place], self._sizes[place]
        return Datum(Span(start, size), self._hashes[32 * place : 32 * place + 32].hex())

    def __iter__(self) -> Iterator[Datum]:
        return (self[place] for place in range(len(self)))
