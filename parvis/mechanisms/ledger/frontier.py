"""The few hashes that are enough to let a tree grow and to know its root: what a sequencer keeps in one row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from parvis.mechanisms.ledger.hashing import EMPTY_ROOT, HASH_SIZE, node_hash
from parvis.mechanisms.ledger.rejected import Rejected


@dataclass(frozen=True, slots=True)
class Frontier:
    """The roots of the perfect subtrees that a tree is made of, the largest first: one for each 1-bit of its size.

    RFC 6962, section 2.1: a tree of n leaves is cut at the largest power of two below n, and again on the right.

    Arguments:
        size: how many leaves the tree has.
        nodes: the roots, at most 63 hashes.

    Raises:
        Rejected: the number of nodes does not fit the size, or one of them is not a hash.

    Examples:
        >>> from parvis.mechanisms.ledger.hashing import leaf_hashes, tree_hash
        >>> hashes = leaf_hashes([b"a", b"b", b"c"])
        >>> grown = Frontier().extend(hashes)
        >>> grown.size, len(grown.nodes), grown.root == tree_hash(hashes)
        (3, 2, True)
        >>> Frontier.decode(3, grown.encode()) == grown
        True
    """

    size: int = 0
    nodes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.nodes) != self.size.bit_count():
            raise Rejected(
                "bad-frontier",
                f"A tree of {self.size} entries has {max(self.size, 0).bit_count()} nodes in its frontier, "
                f"not {len(self.nodes)}. Rebuild it from the published tiles.",
                size=self.size,
                nodes=len(self.nodes),
            )
        if any(len(node) != HASH_SIZE for node in self.nodes):
            raise Rejected("bad-frontier", "A node of the frontier is not 32 bytes long.", size=self.size)

    @property
    def root(self) -> bytes:
        """The root of the whole tree."""
        if not self.nodes:
            return EMPTY_ROOT
        root = self.nodes[-1]
        for node in reversed(self.nodes[:-1]):
            root = node_hash(node, root)
        return root

    def extend(self, hashes: Iterable[bytes]) -> Frontier:
        """Give the frontier after these leaf hashes were appended, in this order."""
        size, nodes = self.size, list(self.nodes)
        for leaf in hashes:
            node = leaf
            for _ in range(_trailing_ones(size)):
                node = node_hash(nodes.pop(), node)
            nodes.append(node)
            size += 1
        return Frontier(size, tuple(nodes))

    def encode(self) -> bytes:
        """Give the nodes one after the other, to be stored beside the size."""
        return b"".join(self.nodes)

    @classmethod
    def decode(cls, size: int, nodes: bytes) -> Frontier:
        """Give back what `encode` gave."""
        return cls(size, tuple(nodes[at : at + HASH_SIZE] for at in range(0, len(nodes), HASH_SIZE)))


def _trailing_ones(number: int) -> int:
    """Count the complete subtrees that a new leaf closes."""
    return (~number & (number + 1)).bit_length() - 1
