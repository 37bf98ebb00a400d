"""Names and widths of tiles, and bundles. C2SP tlog-tiles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.tests.sample import SampleLog, plain, published
from parvis.mechanisms.ledger.tiles import Tile, entry_bundles, hash_tiles, pack, superseded, unpack


def names(size: int) -> list[str]:
    return [tile.path for tile in hash_tiles(size)]


@pytest.mark.parametrize(
    ("size", "last"),
    [
        (1, ["tile/0/000.p/1"]),
        (255, ["tile/0/000.p/255"]),
        (256, ["tile/0/000", "tile/1/000.p/1"]),
        (257, ["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"]),
        (65_535, ["tile/0/254", "tile/0/255.p/255", "tile/1/000.p/255"]),
        (65_536, ["tile/0/255", "tile/1/000", "tile/2/000.p/1"]),
        (65_537, ["tile/0/255", "tile/0/256.p/1", "tile/1/000", "tile/2/000.p/1"]),
        (70_000, ["tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"]),
    ],
)
def test_tiles_of_a_size(size: int, last: list[str]) -> None:
    assert names(size)[-len(last) :] == last
    bundles = [tile.path for tile in entry_bundles(size)]
    assert bundles == [path.replace("tile/0/", "tile/entries/") for path in names(size) if path.startswith("tile/0/")]


def test_the_example_of_the_specification() -> None:
    """70,000: 273 full and one partial tile of width 112, then 1 and 17, then 1. tlog-tiles, "Partial Tiles"."""
    widths = [[tile.width for tile in hash_tiles(70_000) if tile.level == level] for level in range(3)]
    assert widths == [[256] * 273 + [112], [256, 17], [1]]
    assert names(0) == []


@pytest.mark.parametrize("size", [1, 255, 256, 257, 65_535, 65_536, 65_537])
def test_what_is_published_is_what_the_size_asks_for(size: int) -> None:
    log = published(size)
    expected = {tile.path for tile in (*hash_tiles(size), *entry_bundles(size))}
    assert set(log.files) == expected | {"checkpoint"}


@given(st.one_of(st.just("entries"), st.integers(0, 63)), st.integers(0, 10**12), st.integers(1, 256))
def test_a_path_is_written_in_one_way(level: object, index: int, width: int) -> None:
    tile = Tile(level, index, width)  # type: ignore[arg-type]
    assert Tile.parse(tile.path) == tile


NO_PATHS = (
    "checkpoint",
    "tile/0/0",
    "tile/0/0000",
    "tile/00/000",
    "tile/64/000",
    "tile/-1/000",
    "tile/0/x000/001",
    "tile/0/001/000",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/01",
    "tile/0/000.p/",
    "tile/entries/000.p/257",
    "tile/0/../000",
    "/tile/0/000",
    "tile/0/000/",
    "tile/data/000",
    "tile/0/٠٠٠",
    "tile/0/x1/000",
    "tile/0/000\n",
    "",
    "tile/0/" + "x999/" * 4000 + "999",
)


@pytest.mark.parametrize("path", NO_PATHS)
def test_other_paths_are_refused(path: str) -> None:
    with pytest.raises(Rejected):
        Tile.parse(path)


@given(st.lists(st.binary(max_size=300), max_size=256))
def test_bundles_give_back_their_entries(entries: list[bytes]) -> None:
    assert unpack(pack(entries), len(entries)) == entries


@pytest.mark.parametrize(
    ("bundle", "code"), [(b"\x00", "bundle-cut"), (b"\x00\x02a", "bundle-cut"), (b"", "bundle-width"), (b"\0\0\0\0", "bundle-width")]
)
def test_bad_bundles_are_refused(bundle: bytes, code: str) -> None:
    with pytest.raises(Rejected) as error:
        unpack(bundle, 1)
    assert error.value.code == code


def test_the_longest_entry() -> None:
    assert len(pack([bytes(65_535)])) == 65_537
    with pytest.raises(Rejected, match="65535"):
        pack([bytes(65_536)])


def test_partial_tiles_are_superseded_by_full_ones_only() -> None:
    assert superseded(10, 200) == []
    assert [tile.path for tile in superseded(65_535, 65_536)] == [
        "tile/0/255.p/255",
        "tile/entries/255.p/255",
        "tile/1/000.p/255",
    ]
    log = SampleLog().append(plain(65_535)).append(plain(1, 65_535))
    for tile in superseded(65_535, 65_536):
        del log.files[tile.path]
    assert len(log.tree.inclusion(65_530)) == 16
