"""A log grows in any batches to the same files, and never over something else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.mechanisms.ledger.edge import Edge, grow
from parvis.mechanisms.ledger.hashing import leaf_hashes, tree_hash
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.storage import Memory
from parvis.mechanisms.ledger.tests.sample import plain, published


@settings(max_examples=25)
@given(st.lists(st.integers(0, 600), max_size=6))
def test_batches_give_the_same_files(batches: list[int]) -> None:
    files: dict[str, bytes] = {}
    edge, size = Edge(), 0
    for count in batches:
        for file in grow(edge, plain(count, size), Memory(files)):
            files[file.tile.path] = file.data
        size += count
    whole = {file.tile.path: file.data for file in grow(Edge(), plain(size), Memory({}))}
    assert {path: files[path] for path in whole} == whole
    assert edge.size == size
    assert edge.root == tree_hash(leaf_hashes(plain(size))) == edge.frontier.root


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 65_536, 65_537])
def test_the_edge_is_read_back_from_what_is_published(size: int) -> None:
    log = published(size)
    edge = Edge.read(size, log.edge.root, log.storage)
    assert edge.levels == log.edge.levels
    again = {f.tile.path: f.data for f in grow(edge, plain(3, size), log.storage)}
    assert again == {f.tile.path: f.data for f in grow(log.edge, plain(3, size), log.storage)}


def test_growing_again_after_a_crash_gives_the_same_bytes() -> None:
    log = published(300)
    root, once = log.edge.root, {}
    for number, file in enumerate(grow(log.edge, plain(900, 300), log.storage)):
        once[file.tile.path] = file.data
        if number == 4:
            break
    log.files.update(once)
    whole = {f.tile.path: f.data for f in grow(Edge.read(300, root, log.storage), plain(900, 300), log.storage)}
    assert {path: whole[path] for path in once} == once


def test_nothing_is_written_for_no_entry() -> None:
    log = published(300)
    assert list(grow(log.edge, [], log.storage)) == []


def test_a_log_does_not_grow_over_changed_files() -> None:
    log = published(300)
    root = log.edge.root
    changed = dict(log.files) | {"tile/entries/001.p/44": published(301).files["tile/entries/001.p/45"]}
    with pytest.raises(Rejected, match="44"):
        list(grow(log.edge, plain(1, 300), Memory(changed)))
    other = bytearray(log.files["tile/0/001.p/44"])
    other[0] ^= 1
    with pytest.raises(Rejected) as error:
        Edge.read(300, root, Memory(log.files | {"tile/0/001.p/44": bytes(other)}))
    assert error.value.code == "wrong-root"


def test_a_bundle_with_another_entry_is_not_grown() -> None:
    log = published(2)
    log.files["tile/entries/000.p/2"] = b"\x00\x01a\x00\x01b"
    with pytest.raises(Rejected) as error:
        list(grow(log.edge, [b"c"], log.storage))
    assert error.value.code == "bundle-hash"


@pytest.mark.parametrize(("size", "levels"), [(1, []), (-1, []), (256, [[]]), (1, [[b"short"]]), (0, [[bytes(32)]])])
def test_an_impossible_edge_raises(size: int, levels: list[list[bytes]]) -> None:
    with pytest.raises(Rejected):
        Edge(size, levels)
