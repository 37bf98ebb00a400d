"""`parvis delegate`: from a file of mandates to who carries how many votes, and who votes for me."""

import json
from pathlib import Path

import pytest

from parvis.cli.main import main
from parvis.ui.sentences.delegation import SENTENCES

MANDATES = """de,à,date,domaine,jusqu'au
ada,bao,2026-01-05,,
bao,chloe,2026-01-06,,
driss,ada,2026-01-07,écoles,
fanny,emile,2026-01-07,,
emile,fanny,2026-01-08,,
gil,chloe,2026-01-02,,2026-02-01
"""


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    mandates, voted = tmp_path / "mandats.csv", tmp_path / "votants.txt"
    mandates.write_text(MANDATES, encoding="utf-8")
    voted.write_text("chloe\n", encoding="utf-8")
    return ["delegate", str(mandates), "--voted", str(voted)]


def test_who_carries_how_many_votes(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*files, "--area", "écoles", "--closes", "2026-03-01", "--language", "fr"]) == 0
    said = capsys.readouterr().out.replace("\u00a0", " ")
    assert "chloe      4 voix  bao, ada, driss" in said
    assert "tournent en rond et personne n’y a voté : emile et fanny" in said
    assert main([*files, "--json", "--closes", "2026-01-31"]) == 0
    assert json.loads(capsys.readouterr().out)["weights"] == {"chloe": 4}  # driss delegated schools only; gil's mandate still holds


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("ada", "The vote of ada is carried by chloe, through bao."),
        ("chloe", "chloe voted."),
        ("fanny", "The vote of fanny has no effect: its delegation turns in a circle, through emile → fanny."),
        ("driss", "The vote of driss has no effect: its way ends at somebody who neither voted nor delegated."),
    ],
)
def test_who_votes_for_me(files: list[str], who: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*files, "--for", who, "--language", "en"]) == 0
    assert capsys.readouterr().out.strip() == said


def test_it_is_published_and_counted_again(files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*files, "--publish", str(tmp_path / "resultat.json"), "--cap", "2", "--seed", "dice 3 5"]) == 0
    assert main(["recount", str(tmp_path / "resultat.json")]) == 0


@pytest.mark.parametrize(
    ("mandates", "voted", "said"),
    [
        ("a,b\n1,2", "x", "columns from, to and at were expected; got a, b"),
        ("from,to,at\na,b", "x", "line 2: 3 columns were expected; got 2"),
        ("from,to,at\na,b,", "x", "line 2: a member and a date were expected"),
        ("from,to,at\na,a,2026", "x", "nobody delegates to herself"),
        ("from,to,at\na,b,2026", "x\nx", '"x" stands twice'),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, mandates: str, voted: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "m.csv").write_text(mandates)
    (tmp_path / "v.txt").write_text(voted)
    assert main(["delegate", str(tmp_path / "m.csv"), "--voted", str(tmp_path / "v.txt")]) == 2
    assert said in capsys.readouterr().err


def test_both_languages_say_the_same_things() -> None:
    assert SENTENCES["fr"].keys() == SENTENCES["en"].keys()
