"""Hashes and roots, against vectors published by others."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.mechanisms.ledger.frontier import Frontier
from parvis.mechanisms.ledger.hashing import EMPTY_ROOT, leaf_hashes, node_hash, tree_hash
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.tests.sample import plain

# The eight entries and nine roots that the implementations of Certificate Transparency test one another with.
CT_ENTRIES = [
    bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
CT_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

# Roots of the trees over `entry 0` … for 0 to 600 entries, as golang.org/x/mod and pymerkle 7 give them.
ROOTS = (Path(__file__).parent / "vectors" / "roots.txt").read_text().split()


@pytest.mark.parametrize("size", range(9))
def test_roots_of_certificate_transparency(size: int) -> None:
    assert tree_hash(leaf_hashes(CT_ENTRIES[:size])).hex() == CT_ROOTS[size]


def test_stored_roots() -> None:
    hashes = leaf_hashes(plain(600))
    assert len(ROOTS) == 601
    assert [tree_hash(hashes[:size]).hex() for size in range(601)] == ROOTS


def test_the_frontier_grows_through_the_same_roots() -> None:
    frontier = Frontier()
    for size, leaf in enumerate(leaf_hashes(plain(600))):
        assert frontier.root.hex() == ROOTS[size]
        frontier = frontier.extend([leaf])
    assert frontier.root.hex() == ROOTS[600]


def test_pymerkle_agrees() -> None:
    pymerkle = pytest.importorskip("pymerkle", reason="only on machines with pymerkle; its roots are stored in vectors/roots.txt")
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    for size in range(1, 601):
        tree.append_entry(b"entry %d" % (size - 1))
        assert tree.get_root(size).hex() == ROOTS[size]


@given(st.lists(st.binary(max_size=4), max_size=70), st.integers(0, 70))
def test_a_frontier_may_grow_in_any_parts(entries: list[bytes], cut: int) -> None:
    hashes = leaf_hashes(entries)
    whole = Frontier().extend(hashes)
    assert Frontier().extend(hashes[:cut]).extend(hashes[cut:]) == whole
    assert whole.root == tree_hash(hashes)
    assert Frontier.decode(whole.size, whole.encode()) == whole


@given(st.lists(st.binary(min_size=1, max_size=4), min_size=2, max_size=40))
def test_the_recursive_definition(entries: list[bytes]) -> None:
    hashes = leaf_hashes(entries)
    cut = 1 << ((len(hashes) - 1).bit_length() - 1)
    assert tree_hash(hashes) == node_hash(tree_hash(hashes[:cut]), tree_hash(hashes[cut:]))


@pytest.mark.parametrize(("size", "nodes"), [(3, ()), (-1, ()), (0, (EMPTY_ROOT,)), (1, (b"short",)), (2, (EMPTY_ROOT,) * 2)])
def test_an_impossible_frontier_raises(size: int, nodes: tuple[bytes, ...]) -> None:
    with pytest.raises(Rejected, match="frontier"):
        Frontier(size, nodes)
