"""Files of ballots: variants are read, faults are named with their line, and what we write we read."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.mechanisms.voting import blt, preflib
from parvis.mechanisms.voting.ballot_file import BallotFile, BallotFileError, read
from parvis.mechanisms.voting.profile import RankProfile
from parvis.mechanisms.voting.tests.strategies import rankings

HEAD = "# NUMBER ALTERNATIVES: 3\n# ALTERNATIVE NAME 1: Ash\n"
NAMES = '"Ash"\n"Birch"\n"Cedar"\n"Trees"\n'


@pytest.mark.parametrize(
    ("name", "content", "line", "message"),
    [
        ("a.toi", "3\n1,Ash\n", 1, "lines such as"),
        ("a.toi", "# TITLE: x\n1: 1\n", None, 'NUMBER ALTERNATIVES:" with a whole number'),
        ("a.toi", HEAD + "1,2,3\n", 3, "how many ballots, a colon"),
        ("a.toi", HEAD + "1: 1,4\n", 3, "options from 1 to 3 were expected; got 4"),
        ("a.toi", HEAD + "1: 1,{2,1}\n", 3, "1 stands twice"),
        ("a.toi", HEAD + "1: 1;2\n", 3, "numbers of options and groups"),
        ("a.cat", HEAD + "1: 1,{2,3}\n", None, "NUMBER CATEGORIES"),
        ("a.blt", "", None, "how many options and how many seats"),
        ("a.blt", "3 0\n", 1, "how many options and how many seats"),
        ("a.blt", "3 1\n1 4 0\n0\n" + NAMES, 2, "options from 1 to 3 were expected; got '4'"),
        ("a.blt", "3 1\n1 2 2 0\n0\n" + NAMES, 2, "each option was expected once"),
        ("a.blt", "3 1\nx 2 0\n0\n" + NAMES, 2, "a number of ballots"),
        ("a.blt", "3 1\n1 2 0\n", None, "a line with 0 alone"),
        ("a.blt", '3 1\n1 2 0\n0\n"Ash"\n', None, "3 names of options were expected"),
        ("a.blt", "3 1\n1 2 0,\n0\n" + NAMES, 2, "a closing 0"),
        ("a.csv", "", 1, "a first row"),
        ("a.csv", "Ash,Birch\n1,x\n", 2, "a rank \\(1 for the first\\)"),
        ("a.csv", "weight,Ash\nmany,1\n", 2, "a whole number of ballots"),
        ("a.csv", "Ash,Ash\n1,2\n", 1, "each option was expected in one column"),
        ("a.csv", "rank 1,rank 2\nAsh,Ash\n", 2, "stands twice"),
        ("a.xls", "", None, "a file ending in"),
        ("a.blt", "\0", None, "binary"),
    ],
)
def test_a_fault_names_the_file_the_line_and_what_was_expected(name, content, line, message):
    with pytest.raises(BallotFileError, match=message) as found:
        read(name, content.encode())
    assert str(found.value).startswith(f"{name}, line {line}: " if line else name)


@pytest.mark.parametrize(
    ("content", "choices"),
    [
        ("3 1\n2 1 3 0\n0\n" + NAMES, [(["1", "3"], 2)]),
        ("\ufeff3 1 # three trees\n2 1 3 0 # a comment\n0\n" + NAMES, [(["1", "3"], 2)]),
        ("3 1\n2 1=2 3 0\n0\n" + NAMES, [([["1", "2"], "3"], 2)]),
        ("3 1\n2 1 - 3 0\n0\n" + NAMES, [(["1", [], "3"], 2)]),
        ("3 1\n2 1\n3 0\n0\n" + NAMES, [(["1", "3"], 2)]),
        ("3 1\n(B1) 1 1 3 0\n(B2) 1 1 3 0\n0\n" + NAMES, [(["1", "3"], 2)]),
        ("3 1\n[nick a b c]\n2 a c 0\n0\n" + NAMES, [(["1", "3"], 2)]),
        ('3 1\n2 1 3 0\n0\n"Ash" "Birch" "Cedar"\nTrees', [(["1", "3"], 2)]),
    ],
)
def test_variants_of_blt(content, choices):
    file = read("a.blt", content.encode())
    assert file.profile.choices() == choices
    assert (file.title, tuple(file.titles.values())) == ("Trees", ("Ash", "Birch", "Cedar"))


def test_withdrawn_options_and_the_order_of_ties_in_blt():
    file = read("a.blt", ("3 2\n-2\n[tie 3 1 2]\n1 1 2 0\n3 0\n0\n" + NAMES).encode())
    assert (file.withdrawn, file.tie_order, file.seats, file.profile.blank) == (("2",), ("3", "1", "2"), 2, 3)


@pytest.mark.parametrize(
    ("content", "ballot", "choices"),
    [
        ("Ash;Birch\n1;\n;x\n", "approval", [(["1"], 1), (["2"], 1)]),
        ("Ash\tBirch\noui\tnon\n", "choice", [("1", 1)]),
        ("poids,Ash,Birch\n3,good,poor\n", "grades", [({"1": "good", "2": "poor"}, 3)]),
        ("rank1,rank2\nBirch,Ash\n", "ranking", [(["2", "1"], 1)]),
        ("Ash,Birch,Cedar\n2,1,2\n", "ranking", [(["2", ["1", "3"]], 1)]),
        ("rang 1,rang 2,rang 3\nBirch,,Ash\n", "ranking", [(["2", [], "1"], 1)]),
        ('reçu,"Ash, the old",Birch\nR1,1,2\n', "ranking", [(["1", "2"], 1)]),
    ],
)
def test_variants_of_csv(content, ballot, choices):
    assert read("a.csv", content.encode(), ballot=ballot, grades=("good", "poor")).profile.choices() == choices


@given(st.lists(st.tuples(rankings("123"), st.integers(1, 5)), max_size=6), st.data())
def test_what_is_written_is_read_back(pairs, data):
    profile = RankProfile.summarise("123", pairs, None)
    name = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)
    names = data.draw(st.tuples(name, name, name))
    file = BallotFile(title="Trees", titles=dict(zip("123", names, strict=True)), profile=profile, seats=2, tie_order=("3", "1", "2"))
    assert blt.read("a.blt", blt.write(file)) == file
    without_empty_ranks = RankProfile.summarise("123", [([rank for rank in choice if rank], n) for choice, n in pairs], None)
    again = preflib.read("a.toi", preflib.write(BallotFile(title="Trees", titles=file.titles, profile=without_empty_ranks)))
    assert again.profile.ballots == without_empty_ranks.ballots


@given(st.binary(max_size=80), st.sampled_from(["a.blt", "a.toi", "a.cat", "a.csv"]))
def test_any_bytes_are_read_or_refused_with_a_sentence(content, name):
    with suppress(BallotFileError):
        assert read(name, content).profile.expressed >= 0


@given(st.text('0123456789 -=\n[]()abtie"#', max_size=60))
def test_anything_like_a_blt_is_read_or_refused_with_a_sentence(text):
    with suppress(BallotFileError):
        assert blt.read("a.blt", text).profile.expressed >= 0
