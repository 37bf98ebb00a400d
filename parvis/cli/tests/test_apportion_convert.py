"""`parvis apportion`, `parvis convert`, charts, and what `parvis allocate` says when asked for more."""

import json
from xml.etree import ElementTree

import pytest

from parvis.cli.main import main
from parvis.cli.tests.test_allocate import run, square
from parvis.mechanisms.voting.ballot_file import read

__all__ = ["square"]
BLT = '3 2\n6 1 2 0\n1 2 3 1 0\n3 3 0\n2 0\n0\n"Ash"\n"Birch"\n"Cedar"\n"Ward"\n'


def test_seats_are_shared_from_a_file_and_recounted(tmp_path, capsys):
    votes, published, drawn = tmp_path / "votes.csv", tmp_path / "result.json", tmp_path / "seats.svg"
    votes.write_text("liste;voix\nA;53\nB;24\nC;23\n")
    asked = ("--method", "dhondt", "--seats", 7, "--publish", published, "--chart", drawn)
    status, out, _ = run(capsys, "apportion", votes, *asked, "--json")
    assert (status, json.loads(out)["seats"]) == (0, {"A": 4, "B": 2, "C": 1})
    assert run(capsys, "recount", published)[0] == 0
    texts = "".join(ElementTree.fromstring(drawn.read_text()).itertext())
    assert "4 of 7, for 53 votes" in texts
    status, out, _ = run(capsys, "apportion", "--votes", "A=884,B=544", "--method", "municipal-list", "--seats", 19, "--language", "fr")
    assert "A (16) et B (3)" in out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--votes", "A=1", "--method", "schulze"), "these do: adams, dhondt"),
        (("--votes", "A=x", "--method", "dhondt"), "a whole number of votes"),
        (("--votes", "A=1,A=2", "--method", "dhondt"), "stands twice"),
        (("--method", "dhondt"), "Either a file or"),
        (("--votes", "A=1", "--method", "dhondt", "--threshold", "2"), "less than 1"),
    ],
)
def test_seats_that_cannot_be_shared(capsys, words, expected):
    status, out, err = run(capsys, "apportion", "--seats", 3, *words)
    assert (status, out) == (2, "")
    assert expected in err


@pytest.mark.parametrize("ending", [".toi", ".soi", ".csv", ".blt"])
def test_ballots_are_converted_there_and_back(tmp_path, capsys, ending):
    source, to, back = tmp_path / "ward.blt", tmp_path / f"again{ending}", tmp_path / "back.blt"
    source.write_text(BLT)
    assert run(capsys, "convert", source, to)[0] == 0
    assert run(capsys, "convert", to, back)[0] == 0
    before, after = (read(path.name, path.read_bytes()) for path in (source, back))
    assert before.profile.ballots == after.profile.ballots
    assert list(before.titles.values()) == list(after.titles.values())
    assert "already" in run(capsys, "convert", source, to)[2]


def test_what_a_format_cannot_hold_is_refused(tmp_path, square, capsys):
    source = tmp_path / "ward.blt"
    source.write_text(BLT)
    assert "complete rankings" in run(capsys, "convert", source, tmp_path / "ward.soc")[2]
    assert "approvals or grades" in run(capsys, "convert", source, tmp_path / "ward.cat")[2]
    assert "prices and a budget" in run(capsys, "convert", source, tmp_path / "ward.pb")[2]
    assert not (tmp_path / "ward.soc").exists()
    assert run(capsys, "convert", square, tmp_path / "square.cat")[0] == 0
    file = read("square.cat", (tmp_path / "square.cat").read_bytes())
    assert file.profile.choices() == [(["1", "2"], 6), (["3"], 3)]


def test_a_count_is_drawn(tmp_path, capsys):
    source, drawn = tmp_path / "ward.blt", tmp_path / "ward.svg"
    source.write_text(BLT)
    assert run(capsys, "count", source, "--method", "scottish-stv", "--chart", drawn)[0] == 0
    texts = "".join(ElementTree.fromstring(drawn.read_text()).itertext())
    assert all(name in texts for name in ("Ward", "Ash", "Birch", "Cedar"))


def test_groups_are_balanced_from_the_command_line(tmp_path, capsys):
    source = tmp_path / "ward.blt"
    source.write_text(BLT)
    words = ("--method", "scottish-stv", "--json", "--set", "groups=1,3;2", "--set", "at_least=0,1")
    assert json.loads(run(capsys, "count", source, *words)[1])["winners"] == ["Ash", "Birch"]


def test_more_is_said_of_a_budget_when_asked(square, capsys, tmp_path):
    drawn = tmp_path / "square.svg"
    words = ("--rule", "greedy", "--lacked", "--check", "--chart", drawn)
    status, out, _ = run(capsys, "allocate", square, *words, "--json", "--tie-order", "1,2,3")
    answer = json.loads(out)
    assert (status, answer["funded"], answer["priceable"]) == (0, ["1", "3"], True)
    assert answer["lacked"] == {"2": {"more": 1, "price": "61/2"}}
    assert "Park" in "".join(ElementTree.fromstring(drawn.read_text()).itertext())
    _, out, _ = run(capsys, "allocate", square, "--compare", "--language", "fr")
    assert "Parts égales · en argent · parts augmentées" in out
    rows = json.loads(run(capsys, "allocate", square, "--compare", "--json")[1])["rules"]
    assert {row["rule"] for row in rows} == {"greedy", "maximum-welfare", "phragmen", "equal-shares"}
    assert "--rule was expected" in run(capsys, "allocate", square)[2]


def test_districts_are_given_on_the_command_line(square, capsys):
    words = ("--rule", "greedy", "--json", "--district", "30:3", "--district", "60:1")
    answer = json.loads(run(capsys, "allocate", square, *words)[1])
    assert (answer["funded"], answer["cost"]) == (["3", "1"], 90)
    assert "was expected" in run(capsys, "allocate", square, "--rule", "greedy", "--district", "x:3")[2]
    assert main(["allocate", str(square), "--rule", "greedy", "--district", "90:3", "--district", "60:1"]) == 2
