"""The right edge of a tree: the tiles that are not full yet. Whoever writes a log adds to it, whoever audits one replays it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from parvis.mechanisms.ledger.frontier import Frontier
from parvis.mechanisms.ledger.hashing import HASH_SIZE, leaf_hashes, tree_hash
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.storage import Storage
from parvis.mechanisms.ledger.tiles import TILE_HEIGHT, TILE_WIDTH, Tile, pack, partial_width, unpack


class File(NamedTuple):
    """A file to publish: a tile and its bytes."""

    tile: Tile
    data: bytes


class Edge:
    """The hashes of the partial tile of every level, the lowest first. tlog-tiles, "Partial Tiles".

    At most 255 hashes are kept for each level, so a tree of a million entries fits in 24 kB.

    Arguments:
        size: how many entries the tree has.
        levels: for each level, the hashes of its partial tile.

    Raises:
        Rejected: the levels do not have the widths that this size asks for.

    Examples:
        >>> from parvis.mechanisms.ledger.hashing import leaf_hashes
        >>> edge = Edge()
        >>> [file.tile.path for file in edge.add(leaf_hashes([b"an entry"] * 257))]
        ['tile/0/000']
        >>> [file.tile.path for file in edge.partial_files()]
        ['tile/0/001.p/1', 'tile/1/000.p/1']
    """

    def __init__(self, size: int = 0, levels: Sequence[Sequence[bytes]] = ()) -> None:
        widths = [partial_width(size, level) for level in range(_levels(size))]
        if size < 0 or [len(hashes) for hashes in levels] != widths:
            raise Rejected("bad-edge", f"The edge of a tree of {size} entries has tiles of widths {widths}.", size=size)
        if any(len(item) != HASH_SIZE for hashes in levels for item in hashes):
            raise Rejected("bad-edge", "A hash of the edge is not 32 bytes long.", size=size)
        self.size = size
        self.levels = [list(hashes) for hashes in levels]

    def add(self, hashes: Sequence[bytes]) -> Iterator[File]:
        """Append leaf hashes, and give each tile of hashes that this fills, the lowest level first.

        The iterator must be consumed to its end: the tree grows as it goes.
        """
        at = 0
        while at < len(hashes):
            if not self.levels:
                self.levels.append([])
            room = TILE_WIDTH - len(self.levels[0])
            taken = hashes[at : at + room]
            self.levels[0] += taken
            self.size += len(taken)
            at += len(taken)
            yield from self._close()

    def _close(self) -> Iterator[File]:
        level = 0
        while level < len(self.levels) and len(self.levels[level]) == TILE_WIDTH:
            full, self.levels[level] = self.levels[level], []
            if level + 1 == len(self.levels):
                self.levels.append([])
            self.levels[level + 1].append(tree_hash(full))
            index = (self.size >> (TILE_HEIGHT * (level + 1))) - 1
            level += 1
            yield File(Tile(level - 1, index), b"".join(full))

    def partial_files(self) -> Iterator[File]:
        """Give the partial tiles of hashes of this tree, the lowest level first."""
        for level, hashes in enumerate(self.levels):
            if hashes:
                index = self.size >> (TILE_HEIGHT * (level + 1))
                yield File(Tile(level, index, len(hashes)), b"".join(hashes))

    @property
    def frontier(self) -> Frontier:
        """The frontier of this tree: each partial tile of width w is cut at the 1-bits of w."""
        nodes: list[bytes] = []
        for hashes in reversed(self.levels):
            at = 0
            for bit in range(TILE_HEIGHT - 1, -1, -1):
                if len(hashes) >> bit & 1:
                    nodes.append(tree_hash(hashes[at : at + (1 << bit)]))
                    at += 1 << bit
        return Frontier(self.size, tuple(nodes))

    @property
    def root(self) -> bytes:
        """The root of this tree."""
        return self.frontier.root

    @classmethod
    def read(cls, size: int, root: bytes, storage: Storage) -> Edge:
        """Give the edge of a published tree, and make sure that it has this root.

        Raises:
            Rejected: what is published does not have this root.
            FileNotFoundError: a tile is missing.
        """
        levels: list[list[bytes]] = []
        for level in range(_levels(size)):
            index, width = divmod(size >> (TILE_HEIGHT * level), TILE_WIDTH)
            data = read_tile(Tile(level, index, width), storage) if width else b""
            levels.append([data[at : at + HASH_SIZE] for at in range(0, len(data), HASH_SIZE)])
        edge = cls(size, levels)
        if edge.root != root:
            raise Rejected(
                "wrong-root",
                f"The tiles published for {size} entries do not have the expected root. "
                "Do not append to them: write them again from the entries.",
                size=size,
            )
        return edge


def _levels(size: int) -> int:
    return -(-size.bit_length() // TILE_HEIGHT)


def read_tile(tile: Tile, storage: Storage) -> bytes:
    """Give the hashes of a tile, from the full one where the partial one was deleted. tlog-tiles, "Partial Tiles".

    Raises:
        Rejected: the file does not have the size of its tile.
        FileNotFoundError: neither is published.
    """
    data, width = _read(tile, storage)
    if len(data) != width * HASH_SIZE:
        raise Rejected(
            "tile-size",
            f"{tile.path} should hold {width * HASH_SIZE} bytes; {len(data)} came. Ask for it again, or from a mirror.",
            path=tile.path,
        )
    return data[: tile.width * HASH_SIZE]


def read_bundle(tile: Tile, storage: Storage) -> list[bytes]:
    """Give the entries of a bundle, from the full one where the partial one was deleted.

    Raises:
        Rejected: the bundle is cut short or holds another number of entries.
        FileNotFoundError: neither is published.
    """
    data, width = _read(tile, storage)
    try:
        return unpack(data, width)[: tile.width]
    except Rejected as error:
        raise Rejected(error.code, f"{tile.path}: {error}", path=tile.path) from None


def _read(tile: Tile, storage: Storage) -> tuple[bytes, int]:
    try:
        return storage.read(tile.path), tile.width
    except FileNotFoundError:
        if tile.full:
            raise
    try:
        return storage.read(Tile(tile.level, tile.index).path), TILE_WIDTH
    except FileNotFoundError:
        raise FileNotFoundError(tile.path) from None


def grow(edge: Edge, entries: Iterable[bytes], storage: Storage) -> Iterator[File]:
    """Append entries to a log, and give every file to publish, each tile after those that it stands on.

    Nothing but the edge is kept in memory. The files depend on the entries alone: after a crash, growing again from the
    same edge gives the same bytes. They must all be on disk before a checkpoint of the new size is signed.

    Arguments:
        edge: the edge of the log, which grows as the files are given.
        entries: the bytes of the new entries, in order.
        storage: where the partial bundle of the old size is read, if there is one.

    Raises:
        Rejected: an entry is too long, or the published partial bundle does not hash to the edge.

    Examples:
        >>> from parvis.mechanisms.ledger.storage import Memory
        >>> files = {}
        >>> edge = Edge()
        >>> for file in grow(edge, [b"one", b"two"], Memory(files)):
        ...     files[file.tile.path] = file.data
        >>> sorted(files), edge.size
        (['tile/0/000.p/2', 'tile/entries/000.p/2'], 2)
    """
    index, width = divmod(edge.size, TILE_WIDTH)
    waiting = read_bundle(Tile("entries", index, width), storage) if width else []
    if leaf_hashes(waiting) != (edge.levels[0] if edge.levels else []):
        raise Rejected("bundle-hash", f"The entries of {Tile('entries', index, width).path} are not those of the log.")
    new = len(waiting)
    grown = False
    for entry in entries:
        waiting.append(entry)
        grown = True
        if len(waiting) == TILE_WIDTH:
            yield File(Tile("entries", index), pack(waiting))
            yield from edge.add(leaf_hashes(waiting[new:]))
            waiting, new, index = [], 0, index + 1
    if not grown:
        return
    if waiting:
        yield File(Tile("entries", index, len(waiting)), pack(waiting))
        yield from edge.add(leaf_hashes(waiting[new:]))
    yield from edge.partial_files()
