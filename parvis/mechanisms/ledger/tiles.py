"""How a tree is cut into files: names, widths, and bundles of entries. C2SP tlog-tiles."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from parvis.mechanisms.ledger.rejected import Rejected

# A full tile holds 256 hashes. tlog-tiles, "Merkle Tree".
TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT

# An entry is preceded by its length on two bytes. tlog-tiles, "Log entries".
MAX_ENTRY_SIZE = 0xFFFF

Level: TypeAlias = int | Literal["entries"]

_PATH = re.compile(r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/)*)([0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


@dataclass(frozen=True, slots=True)
class Tile:
    """One published file of hashes, or of entries.

    Arguments:
        level: 0 for the hashes of entries, l + 1 for the hashes of the full tiles of level l, or "entries".
        index: its place in its level.
        width: how many hashes or entries it holds; 256 when it is full.

    Raises:
        Rejected: no tree has such a tile.

    Examples:
        >>> Tile(0, 1234067).path, Tile("entries", 5, 12).path
        ('tile/0/x001/x234/067', 'tile/entries/005.p/12')
        >>> Tile.parse("tile/2/000.p/1")
        Tile(level=2, index=0, width=1)
    """

    level: Level
    index: int
    width: int = TILE_WIDTH

    def __post_init__(self) -> None:
        if not (self.index >= 0 and 1 <= self.width <= TILE_WIDTH):
            raise Rejected("bad-tile", f"There is no tile {self.index} of width {self.width}: widths go from 1 to 256.")
        if self.level != "entries" and not 0 <= self.level <= 63:
            raise Rejected("bad-tile", f"There is no level {self.level}: levels go from 0 to 63.")

    @property
    def full(self) -> bool:
        """Whether it will never change again."""
        return self.width == TILE_WIDTH

    @property
    def path(self) -> str:
        """Where it is published: groups of three digits, all but the last with an `x`. tlog-tiles, "Merkle Tree"."""
        groups = f"{self.index % 1000:03d}"
        rest = self.index // 1000
        while rest:
            groups = f"x{rest % 1000:03d}/{groups}"
            rest //= 1000
        partial = "" if self.full else f".p/{self.width}"
        return f"tile/{self.level}/{groups}{partial}"

    @classmethod
    def parse(cls, path: str) -> Tile:
        """Give the tile with this path; raise `Rejected` for anything but the one way to write it."""
        match = _PATH.fullmatch(path) if len(path) <= 64 else None
        if match:
            level, groups, last, width = match.groups()
            number = int(groups.replace("x", "").replace("/", "") + last)
            if int(width or TILE_WIDTH) <= TILE_WIDTH and (level == "entries" or int(level) <= 63):
                tile = cls("entries" if level == "entries" else int(level), number, int(width or TILE_WIDTH))
                if tile.path == path:
                    return tile
        raise Rejected("bad-path", f"{path!r} is not the path of a tile, such as tile/0/x001/234 or tile/entries/005.p/12.")


def partial_width(size: int, level: int) -> int:
    """Give the width of the partial tile of a level: floor(size / 256^level) mod 256. tlog-tiles, "Partial Tiles"."""
    return (size >> (TILE_HEIGHT * level)) % TILE_WIDTH


def hash_tiles(size: int) -> Iterator[Tile]:
    """Give every tile of hashes of a tree, level by level.

    >>> [sum(t.level == level for t in hash_tiles(70_000)) for level in range(3)]
    [274, 2, 1]
    """
    level, hashes = 0, size
    while hashes:
        yield from _cut(level, hashes)
        level, hashes = level + 1, hashes >> TILE_HEIGHT


def entry_bundles(size: int) -> Iterator[Tile]:
    """Give every bundle of entries of a tree, in order."""
    yield from _cut("entries", size)


def _cut(level: Level, count: int) -> Iterator[Tile]:
    full, rest = divmod(count, TILE_WIDTH)
    for index in range(full):
        yield Tile(level, index)
    if rest:
        yield Tile(level, full, rest)


def superseded(old: int, new: int) -> list[Tile]:
    """Give the partial tiles of the old size whose full tile exists at the new size: they may be deleted.

    tlog-tiles, "Partial Tiles".

    >>> [tile.path for tile in superseded(250, 300)]
    ['tile/0/000.p/250', 'tile/entries/000.p/250']
    """
    gone: list[Tile] = []
    level = 0
    while old >> (TILE_HEIGHT * level):
        index, width = divmod(old >> (TILE_HEIGHT * level), TILE_WIDTH)
        if width and (new >> (TILE_HEIGHT * (level + 1))) > index:
            gone.append(Tile(level, index, width))
            if level == 0:
                gone.append(Tile("entries", index, width))
        level += 1
    return gone


def pack(entries: Iterable[bytes]) -> bytes:
    """Give the bytes of a bundle: each entry after its length, big-endian on two bytes. tlog-tiles, "Log entries".

    Raises:
        Rejected: an entry is longer than 65 535 bytes.

    >>> pack([b"ab", b""])
    b'\\x00\\x02ab\\x00\\x00'
    """
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > MAX_ENTRY_SIZE:
            raise Rejected("entry-too-long", f"An entry has at most {MAX_ENTRY_SIZE} bytes; this one has {len(entry)}.")
        parts += (struct.pack(">H", len(entry)), entry)
    return b"".join(parts)


def unpack(bundle: bytes, width: int) -> list[bytes]:
    """Give the entries of a bundle that must hold this many.

    Raises:
        Rejected: the bundle is cut short, or holds another number of entries.

    >>> unpack(b"\\x00\\x02ab\\x00\\x00", 2)
    [b'ab', b'']
    """
    entries: list[bytes] = []
    at, end = 0, len(bundle)
    while at < end:
        start = at + 2
        at = start + (bundle[at] << 8 | bundle[at + 1]) if start <= end else end + 1
        if at > end:
            raise Rejected("bundle-cut", f"A bundle of entries ends in the middle of entry {len(entries)}.")
        entries.append(bundle[start:at])
    if len(entries) != width:
        raise Rejected("bundle-width", f"A bundle should hold {width} entries; it holds {len(entries)}.")
    return entries
