"""Inclusion and consistency: every proof of small trees, and what is no proof. RFC 6962, sections 2.1.1 to 2.1.3."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.mechanisms.ledger.hashing import EMPTY_ROOT, leaf_hashes, tree_hash
from parvis.mechanisms.ledger.proofs import (
    consistency_proof,
    inclusion_proof,
    over,
    verify_consistency,
    verify_inclusion,
)
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.tests.sample import plain, published
from parvis.mechanisms.ledger.tests.test_hashing import CT_ENTRIES

LEAVES = leaf_hashes(plain(130))
ROOTS = [tree_hash(LEAVES[:size]) for size in range(131)]


@pytest.mark.parametrize("size", range(1, 41))
def test_every_proof_of_a_size_verifies(size: int) -> None:
    for place in range(size):
        verify_inclusion(LEAVES[place], place, size, inclusion_proof(place, size, over(LEAVES)), ROOTS[size])
        proof = consistency_proof(place, size, over(LEAVES))
        verify_consistency(place, ROOTS[place], size, ROOTS[size], proof)


def test_the_example_of_rfc_6962() -> None:
    """Section 2.1.3: a tree of seven leaves, whose nodes are named there."""
    leaves = leaf_hashes(CT_ENTRIES[:7])
    a, b, c, d, e, f, j = leaves
    g, h, i = tree_hash([a, b]), tree_hash([c, d]), tree_hash([e, f])
    k = tree_hash([a, b, c, d])
    last = tree_hash([e, f, j])
    subtree = over(leaves)
    assert inclusion_proof(0, 7, subtree) == [b, h, last]
    assert inclusion_proof(3, 7, subtree) == [c, g, last]
    assert inclusion_proof(4, 7, subtree) == [f, j, k]
    assert inclusion_proof(6, 7, subtree) == [i, k]
    assert consistency_proof(3, 7, subtree) == [c, d, g, last]
    assert consistency_proof(4, 7, subtree) == [last]
    assert consistency_proof(6, 7, subtree) == [i, j, k]


sizes = st.integers(1, 130).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size - 1)))


@given(sizes, st.data())
def test_a_changed_inclusion_proof_is_refused(sizes: tuple[int, int], data: st.DataObject) -> None:
    size, place = sizes
    proof = inclusion_proof(place, size, over(LEAVES))
    changed = [*data.draw(st.sampled_from(_changes(proof)))]
    with pytest.raises(Rejected):
        verify_inclusion(LEAVES[place], place, size, changed, ROOTS[size])


@given(sizes, st.integers(0, 129))
def test_another_place_entry_or_root_is_refused(sizes: tuple[int, int], other: int) -> None:
    size, place = sizes
    proof = inclusion_proof(place, size, over(LEAVES))
    if other != place:
        with pytest.raises(Rejected):
            verify_inclusion(LEAVES[place], other, size, proof, ROOTS[size])
        with pytest.raises(Rejected):
            verify_inclusion(LEAVES[other], place, size, proof, ROOTS[size])
    if other != size:
        with pytest.raises(Rejected):
            verify_inclusion(LEAVES[place], place, size, proof, ROOTS[other])


@given(sizes, st.data())
def test_a_changed_consistency_proof_is_refused(sizes: tuple[int, int], data: st.DataObject) -> None:
    size, old = sizes
    proof = consistency_proof(old, size, over(LEAVES))
    changed = [*data.draw(st.sampled_from(_changes(proof)))]
    with pytest.raises(Rejected):
        verify_consistency(old, ROOTS[old], size, ROOTS[size], changed)
    with pytest.raises(Rejected):
        verify_consistency(old, bytes(32), size, ROOTS[size], proof)
    # Any tree continues the empty one.
    if old:
        with pytest.raises(Rejected):
            verify_consistency(old, ROOTS[old], size, bytes(32), proof)


def _changes(proof: list[bytes]) -> list[list[bytes]]:
    longer = [[*proof, bytes(32)], [bytes(32), *proof], [*proof, proof[-1] if proof else LEAVES[0]]]
    shorter = [proof[:-1], proof[1:]] if proof else []
    flipped = [[*proof[:at], bytes([proof[at][0] ^ 1]) + proof[at][1:], *proof[at + 1 :]] for at in range(len(proof))]
    return longer + shorter + flipped


@pytest.mark.parametrize(("old", "size"), [(-1, 3), (4, 3)])
def test_sizes_in_the_wrong_order(old: int, size: int) -> None:
    with pytest.raises(Rejected) as error:
        consistency_proof(old, size, over(LEAVES))
    assert error.value.code == "bad-sizes"
    with pytest.raises(Rejected):
        verify_consistency(old, ROOTS[1], size, ROOTS[3], [])


def test_empty_trees() -> None:
    verify_consistency(0, EMPTY_ROOT, 0, EMPTY_ROOT, [])
    verify_consistency(0, EMPTY_ROOT, 3, ROOTS[3], [])
    for old_root, size, root, proof in (
        (ROOTS[1], 3, ROOTS[3], []),
        (EMPTY_ROOT, 3, ROOTS[3], [ROOTS[3]]),
        (EMPTY_ROOT, 0, ROOTS[1], []),
    ):
        with pytest.raises(Rejected):
            verify_consistency(0, old_root, size, root, proof)


def test_a_root_of_another_height_is_refused() -> None:
    """A log that lies signs any root it likes: the length of the proof must be that of the size."""
    a, b, c, d, other = LEAVES[:5]
    ab, cd = tree_hash([a, b]), tree_hash([c, d])
    for leaf, place, size, proof, root in (
        (b, 0, 1, [a], ab),
        (d, 1, 2, [c, ab], tree_hash([ab, cd])),
        (a, 0, 8, [b, cd], tree_hash([ab, cd])),
    ):
        with pytest.raises(Rejected):
            verify_inclusion(leaf, place, size, proof, root)
    for old, old_root, size, root, proof in (
        (2, ab, 8, tree_hash([ab, cd]), [cd]),
        (3, tree_hash([other, tree_hash([ab, c])]), 4, tree_hash([other, tree_hash([ab, cd])]), [c, d, ab, other]),
    ):
        with pytest.raises(Rejected):
            verify_consistency(old, old_root, size, root, proof)


def test_hashes_of_another_length_are_refused() -> None:
    with pytest.raises(Rejected, match="32 bytes"):
        verify_inclusion(LEAVES[0], 0, 2, [b"short"], ROOTS[2])
    with pytest.raises(Rejected, match="at most 63"):
        verify_inclusion(LEAVES[0], 0, 2, [bytes(32)] * 64, ROOTS[2])


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 513, 65_537])
def test_proofs_from_tiles_are_those_from_memory(size: int) -> None:
    log, leaves = published(size), leaf_hashes(plain(size))
    for place in sorted({0, 1, size // 3, size // 2, size - 2, size - 1} & set(range(size))):
        assert log.tree.inclusion(place) == inclusion_proof(place, size, over(leaves))
        assert log.tree.entry(place) == b"entry %d" % place
        root = tree_hash(leaves[:place])
        assert log.tree.consistency(place, root) == consistency_proof(place, size, over(leaves))
        assert log.tree.root_at(place) == root


def test_no_proof_is_given_from_changed_tiles() -> None:
    log = published(600)
    log.files["tile/0/000"] = bytes(8192)
    with pytest.raises(Rejected):
        log.tree.inclusion(3)
    with pytest.raises(Rejected):
        log.tree.entry(1)
    with pytest.raises(Rejected, match="no entry 600"):
        log.tree.entry(600)
    with pytest.raises(Rejected, match="no range"):
        log.tree.subtree(5, 601)
