"""Proofs that an entry is in a tree, and that a tree is the beginning of another: made and verified. RFC 6962, sections 2.1.1 and 2.1.2."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from parvis.mechanisms.ledger.hashing import EMPTY_ROOT, HASH_SIZE, node_hash, tree_hash
from parvis.mechanisms.ledger.rejected import Rejected

# Gives MTH(D[start:end]). RFC 6962, section 2.1.
Subtree: TypeAlias = Callable[[int, int], bytes]

# A tree has at most 2^63 - 1 entries, so that no proof is longer. tlog-witness, "add-checkpoint".
MAX_PROOF = 63


def over(hashes: Sequence[bytes]) -> Subtree:
    """Give the subtrees over leaf hashes held in memory.

    >>> from parvis.mechanisms.ledger.hashing import leaf_hashes
    >>> len(inclusion_proof(1, 3, over(leaf_hashes([b"a", b"b", b"c"]))))
    2
    """
    return lambda start, end: tree_hash(hashes[start:end])


def inclusion_proof(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """Give PATH(index, D[size]): the sibling hashes from the leaf up to the root. RFC 6962, section 2.1.1.

    Raises:
        Rejected: there is no such entry in a tree of this size.
    """
    if not 0 <= index < size:
        raise Rejected("no-entry", f"There is no entry {index}: the tree has {size}, from 0.", index=index, size=size)
    path = []
    start, end = 0, size
    while end - start > 1:
        cut = start + _cut(end - start)
        if index < cut:
            path.append(subtree(cut, end))
            end = cut
        else:
            path.append(subtree(start, cut))
            start = cut
    return path[::-1]


def consistency_proof(old: int, size: int, subtree: Subtree) -> list[bytes]:
    """Give PROOF(old, D[size]): the nodes that lead from the root of the old tree to the new one. RFC 6962, section 2.1.2.

    The proof from an empty tree is empty. tlog-witness, "add-checkpoint".

    Raises:
        Rejected: the old tree is larger than the new one.
    """
    if not 0 <= old <= size:
        raise Rejected("bad-sizes", f"A tree of {old} entries is not the beginning of one of {size}.", old=old, size=size)
    if old in (0, size):
        return []
    proof: list[bytes] = []
    start, end, whole = 0, size, True
    while old != end:
        cut = start + _cut(end - start)
        if old <= cut:
            proof.append(subtree(cut, end))
            end = cut
        else:
            proof.append(subtree(start, cut))
            start, whole = cut, False
    if not whole:
        proof.append(subtree(start, end))
    return proof[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Make sure that the entry with this leaf hash is at this place of the tree. RFC 9162, section 2.1.3.2.

    Raises:
        Rejected: it is not, or the proof is not a proof.
    """
    _check_hashes(leaf, root, *proof)
    if not 0 <= index < size:
        raise Rejected("no-entry", f"There is no entry {index}: the tree has {size}, from 0.", index=index, size=size)
    node, place, last = leaf, index, size - 1
    for sibling in proof:
        if last == 0:
            raise _not_included(index, size)
        if place & 1 or place == last:
            node = node_hash(sibling, node)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        place, last = place >> 1, last >> 1
    if last or node != root:
        raise _not_included(index, size)


def verify_consistency(old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> None:
    """Make sure that the old tree is the beginning of the new one. RFC 9162, section 2.1.4.2.

    Raises:
        Rejected: it is not, or the proof is not a proof. Keep both signed checkpoints: together they are evidence.
    """
    _check_hashes(old_root, root, *proof)
    if not 0 <= old <= size:
        raise Rejected("bad-sizes", f"A tree of {old} entries is not the beginning of one of {size}.", old=old, size=size)
    if (old == 0 and old_root != EMPTY_ROOT) or (size == 0 and root != EMPTY_ROOT):
        raise _not_consistent(old, size)
    if old in (0, size):
        if proof or (old == size and old_root != root):
            raise _not_consistent(old, size)
        return
    # A power of two is a node of the new tree: the proof begins with the old root itself, which is left out.
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        raise _not_consistent(old, size)
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise _not_consistent(old, size)
        if place & 1 or place == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        place, last = place >> 1, last >> 1
    if last or before != old_root or after != root:
        raise _not_consistent(old, size)


def _cut(count: int) -> int:
    """Give the largest power of two below a number of leaves. RFC 6962, section 2.1."""
    return 1 << ((count - 1).bit_length() - 1)


def _check_hashes(*hashes: bytes) -> None:
    if len(hashes) > MAX_PROOF + 2:
        raise Rejected("proof-too-long", f"A proof has at most {MAX_PROOF} hashes; this one has {len(hashes) - 2}.")
    if any(len(item) != HASH_SIZE for item in hashes):
        raise Rejected("bad-hash", "A hash is 32 bytes long; one of this proof is not.")


def _not_included(index: int, size: int) -> Rejected:
    return Rejected(
        "not-included",
        f"The proof does not show this entry at place {index} of the signed tree of {size} entries. "
        "Check that the receipt, its entry and the checkpoint belong together.",
        index=index,
        size=size,
    )


def _not_consistent(old: int, size: int) -> Rejected:
    return Rejected(
        "not-consistent",
        f"The tree of {old} entries is not shown to be the beginning of the tree of {size}. "
        "Keep both signed checkpoints: if no proof exists, they show that the past was rewritten.",
        old=old,
        size=size,
    )
