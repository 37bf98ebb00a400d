"""Hashes, entries and proofs of a published tree, read from a few tiles."""

from __future__ import annotations

from parvis.mechanisms.ledger.edge import read_bundle, read_tile
from parvis.mechanisms.ledger.hashing import EMPTY_ROOT, HASH_SIZE, leaf_hash, tree_hash
from parvis.mechanisms.ledger.proofs import (
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.storage import Storage
from parvis.mechanisms.ledger.tiles import TILE_HEIGHT, TILE_WIDTH, Tile


class Tree:
    """A tree of this size, whose tiles are read when they are needed and kept.

    What a tile says is not believed for itself: every proof is checked against a root before it is given.

    Arguments:
        size: how many entries the tree has; tiles for this size are published.
        root: its root, from a checkpoint.
        storage: where the tiles are.

    Examples:
        >>> from parvis.mechanisms.ledger.edge import Edge, grow
        >>> from parvis.mechanisms.ledger.storage import Memory
        >>> edge, files = Edge(), {}
        >>> for file in grow(edge, [b"one", b"two", b"three"], Memory(files)):
        ...     files[file.tile.path] = file.data
        >>> tree = Tree(edge.size, edge.root, Memory(files))
        >>> tree.entry(2), len(tree.inclusion(0)), len(tree.consistency(2, tree.root_at(2)))
        (b'three', 2, 1)
    """

    def __init__(self, size: int, root: bytes, storage: Storage) -> None:
        self.size = size
        self.root = root
        self._storage = storage
        self._tiles: dict[Tile, bytes] = {}

    def subtree(self, start: int, end: int) -> bytes:
        """Give MTH(D[start:end]) for a range that begins at a multiple of the largest power of two below its length."""
        if not 0 <= start < end <= self.size:
            raise Rejected("bad-range", f"There is no range {start}..{end} in a tree of {self.size} entries.")
        nodes: list[bytes] = []
        while start < end:
            height = (end - start).bit_length() - 1
            nodes.append(self._perfect(start >> height, height))
            start += 1 << height
        node = nodes.pop()
        while nodes:
            node = tree_hash((nodes.pop(), node))
        return node

    def _perfect(self, index: int, height: int) -> bytes:
        level, rest = divmod(height, TILE_HEIGHT)
        place, at = divmod(index << rest, TILE_WIDTH)
        width = min((self.size >> (TILE_HEIGHT * level)) - place * TILE_WIDTH, TILE_WIDTH)
        tile = Tile(level, place, width)
        data = self._tiles.get(tile)
        if data is None:
            data = self._tiles[tile] = read_tile(tile, self._storage)
        return tree_hash(data[i * HASH_SIZE : (i + 1) * HASH_SIZE] for i in range(at, at + (1 << rest)))

    def root_at(self, size: int) -> bytes:
        """Give the root that the tiles say the tree had at an earlier size; only a consistency proof makes it true."""
        return self.subtree(0, size) if size else EMPTY_ROOT

    def entry(self, index: int) -> bytes:
        """Give the bytes of one entry, checked to be in this tree.

        Raises:
            Rejected: there is no such entry, or the published files do not have the root.
            FileNotFoundError: a file is missing.
        """
        if not 0 <= index < self.size:
            raise Rejected("no-entry", f"There is no entry {index}: the record has {self.size}, from 0.", index=index)
        place, at = divmod(index, TILE_WIDTH)
        width = min(self.size - place * TILE_WIDTH, TILE_WIDTH)
        entry = read_bundle(Tile("entries", place, width), self._storage)[at]
        verify_inclusion(leaf_hash(entry), index, self.size, inclusion_proof(index, self.size, self.subtree), self.root)
        return entry

    def inclusion(self, index: int) -> list[bytes]:
        """Give the proof that entry `index` is in this tree, checked. RFC 6962, section 2.1.1.

        Raises:
            Rejected: there is no such entry, or the published tiles do not have the root.
            FileNotFoundError: a tile is missing.
        """
        proof = inclusion_proof(index, self.size, self.subtree)
        verify_inclusion(self.subtree(index, index + 1), index, self.size, proof, self.root)
        return proof

    def consistency(self, size: int, root: bytes) -> list[bytes]:
        """Give the proof that the tree of an earlier size and root is the beginning of this one. RFC 6962, 2.1.2.

        Raises:
            Rejected: it is not, or the published tiles do not have the root.
            FileNotFoundError: a tile is missing.
        """
        proof = consistency_proof(size, self.size, self.subtree)
        verify_consistency(size, root, self.size, self.root, proof)
        return proof
