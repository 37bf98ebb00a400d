"""The hashes of a Merkle tree. RFC 6962, section 2.1."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

HASH_SIZE = 32

# The hash of an empty list is the hash of an empty string. RFC 6962, section 2.1.
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """Give the hash of one entry: SHA-256(0x00 ‖ entry). RFC 6962, section 2.1.

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return sha256(b"\x00" + entry).digest()


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """Give the hashes of many entries, in order."""
    return [sha256(b"\x00" + entry).digest() for entry in entries]


def node_hash(left: bytes, right: bytes) -> bytes:
    """Give the hash of a node from its two children: SHA-256(0x01 ‖ left ‖ right). RFC 6962, section 2.1."""
    return sha256(b"\x01" + left + right).digest()


def tree_hash(hashes: Iterable[bytes]) -> bytes:
    """Give the root of the tree over these consecutive hashes of equal height: MTH(D[n]). RFC 6962, section 2.1.

    Joining neighbours row by row, and moving a last one without neighbour up as it is, gives the same tree as the
    recursive definition: both cut at the largest power of two.

    >>> tree_hash([]) == EMPTY_ROOT
    True
    >>> a, b, c = (leaf_hash(entry) for entry in (b"a", b"b", b"c"))
    >>> tree_hash([a, b, c]) == node_hash(node_hash(a, b), c)
    True
    """
    row = list(hashes)
    if not row:
        return EMPTY_ROOT
    while len(row) > 1:
        joined = [sha256(b"\x01" + left + right).digest() for left, right in zip(row[::2], row[1::2], strict=False)]
        if len(row) % 2:
            joined.append(row[-1])
        row = joined
    return row[0]
