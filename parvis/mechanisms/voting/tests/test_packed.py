"""Rankings in arrays of numpy: read, added up and counted exactly like rankings in a dictionary."""

import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as cases
from hypothesis import strategies as st

from parvis.mechanisms import registry
from parvis.mechanisms.fold import fold
from parvis.mechanisms.voting import packed_lines
from parvis.mechanisms.voting.ballot_file import BallotFile, BallotFileError, read
from parvis.mechanisms.voting.packed import PackedRankings
from parvis.mechanisms.voting.profile import RankProfile

METHODS = ["schulze", "irv", "condorcet-irv", "ranked-pairs", "minimax", "copeland", "borda", "scottish-stv", "wigm"]


def settings(slug: str) -> Any:
    """An order that breaks ties, so that there are not too many to follow."""
    several = {"tie_order": [str(number) for number in range(1, 13)], "seats": 3}
    asked = {"scottish-stv": several, "wigm": {**several, "decimals": 4}}
    return registry.get(slug).read_settings(asked.get(slug, {}))


@pytest.fixture
def always(monkeypatch):
    monkeypatch.setattr(packed_lines, "WORTH", 0)
    monkeypatch.setattr(packed_lines, "WORTH_SOON", 0)


@st.composite
def ballots(draw: st.DrawFn) -> tuple[int, list[tuple[int, list[int]]]]:
    size = draw(st.integers(1, 12))
    ranking = st.tuples(st.permutations(range(1, size + 1)), st.integers(1, size)).map(lambda pair: pair[0][: pair[1]])
    weight = st.sampled_from([1, 1, 1, 2, 3, 700, 10**11])
    return size, draw(st.lists(st.tuples(weight, ranking), min_size=1, max_size=9))


def preflib(size: int, rows: list[tuple[int, list[int]]], *, apart: str = "") -> BallotFile:
    head = f"# NUMBER ALTERNATIVES: {size}\n"
    return read("a.soi", (head + "\n".join(f"{n}: {f',{apart}'.join(map(str, ranking))}" for n, ranking in rows)).encode())


def blt(size: int, rows: list[tuple[int, list[int]]], *, apart: str = " ") -> BallotFile:
    names = "\n".join(f'"{number}"' for number in range(size + 1))
    lines = "\n".join(f"{n} {apart.join(map(str, ranking))} 0" for n, ranking in rows)
    return read("a.blt", f"{size} 1\n{lines}\n0\n{names}\n".encode())


@pytest.mark.usefixtures("always")
@given(ballots())
@cases(max_examples=60, deadline=None)
def test_packed_ballots_are_counted_like_the_others(election):
    size, rows = election
    for reader, wide in ((preflib, " "), (blt, "  ")):
        packed, plain = reader(size, rows).profile, reader(size, rows, apart=wide).profile
        assert isinstance(packed, RankProfile)
        assert isinstance(packed.ballots, PackedRankings)
        assert size == 1 or max(len(r) for _, r in rows) == 1 or isinstance(plain.ballots, dict)
        assert (packed, packed.expressed, packed.blank) == (plain, plain.expressed, plain.blank)
        assert packed.choices() == plain.choices()
        for slug in METHODS:
            assert registry.get(slug)(packed, settings(slug)) == registry.get(slug)(plain, settings(slug)), slug


@given(ballots(), st.integers(0, 9))
@cases(max_examples=60, deadline=None)
def test_parts_add_up_whatever_they_are_made_of(election, cut):
    size, rows = election
    whole = RankProfile.summarise([str(number) for number in range(1, size + 1)], [([str(o) for o in r], n) for n, r in rows], None)

    def part(pairs: list[tuple[int, list[int]]]) -> Any:
        place = {option: position for position, option in enumerate(whole.options)}
        matrix = np.full((len(pairs), size + 1), -1, dtype=np.int8)
        for row, (_, ranking) in enumerate(pairs):
            matrix[row, : len(ranking)] = [place[str(option)] for option in ranking]
        return RankProfile(whole.options, PackedRankings(matrix, np.array([n for n, _ in pairs], dtype=np.int64), size))

    assert fold([rows[:cut], rows[cut:]], part) == whole
    assert pickle.loads(pickle.dumps(part(rows))) == whole
    assert part(rows[:cut]) + RankProfile(whole.options, {}) == part(rows[:cut])


@pytest.mark.usefixtures("always")
@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("1: 1,4", "line 3: options from 1 to 3 were expected; got 4"),
        ("1: 1,0", "line 3: options from 1 to 3 were expected; got 0"),
        ("1: 2,2", "line 3: each option was expected once"),
        ("1 1,2", "line 3: how many ballots, a colon"),
        ("1: 1;2", "line 3: numbers of options"),
    ],
)
def test_what_is_wrong_is_told_as_it_is_for_few_ballots(line, message):
    with pytest.raises(BallotFileError, match=message):
        read("a.soi", f"# NUMBER ALTERNATIVES: 3\n1: 1,2\n{line}\n".encode())


@pytest.mark.usefixtures("always")
def test_blank_ballots_and_more_options_than_bits_are_read():
    assert blt(3, [(2, []), (1, [2])], apart=" ").profile.blank == 2
    many = [(1, list(range(1, 141))), (2, list(range(140, 0, -1))), (4, [7])]
    profile = preflib(140, many).profile
    assert isinstance(profile.ballots, PackedRankings)
    assert profile == preflib(140, many, apart=" ").profile
    with pytest.raises(BallotFileError, match="stands twice"):
        preflib(140, [(1, [*range(1, 140), 3])])
