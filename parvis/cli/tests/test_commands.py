"""The command line: light, clear about what it found, and never a traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from parvis.cli.main import COMMANDS, main
from parvis.mechanisms import registry
from parvis.mechanisms.result_file import publish

OPTIONS = [{"ref": "bench", "title": "Le banc"}, {"ref": "swing", "title": "La balançoire"}]


@pytest.fixture
def published(tmp_path: Path) -> Path:
    ballots = [{"receipt": f"R{n}", "choice": choice} for n, choice in enumerate([["swing"], ["swing", "bench"], None])]
    file = publish(registry.get("approval"), options=OPTIONS, ballots=ballots, counts={"eligible": 4})
    path = tmp_path / "result.json"
    path.write_text(json.dumps(file))
    return path


def edit(path: Path, change) -> None:
    file = json.loads(path.read_text())
    change(file)
    path.write_text(json.dumps(file))


def test_recounting_a_true_result_says_equal(published, capsys):
    assert main(["recount", str(published), "--language", "fr"]) == 0
    assert capsys.readouterr().out.startswith("Identique : 3 bulletins recomptés")


def test_recounting_a_changed_outcome_shows_where_it_differs(published, capsys):
    edit(published, lambda file: file["result"].update(outcome=["bench"]))
    assert main(["recount", str(published), "--language", "en"]) == 1
    assert 'result.outcome[0]: published "bench", recounted "swing"' in capsys.readouterr().out


def test_recounting_with_a_ballot_added_differs(published, capsys):
    edit(published, lambda file: file["input"]["ballots"].append({"receipt": "R9", "choice": ["bench"]}))
    assert main(["recount", str(published), "--json"]) == 1
    paths = [difference["path"] for difference in json.loads(capsys.readouterr().out)["differences"]]
    assert "counts.participated" in paths
    assert "result.tables.approvals.bench" in paths


def test_the_explanation_is_in_the_language_asked_for(published, capsys):
    main(["recount", str(published), "--explain", "--language", "fr"])
    said = capsys.readouterr().out
    assert "Choix retenu\u00a0: La balançoire." in said
    assert "1\u00a0bulletin blanc" in said


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "A JSON file was expected"),
        (b"[1, 2]", 'with "format": "parvis/resultat"'),
        (b'{"format": "parvis/resultat", "schema": 2}', '"schema": 1 was expected; got 2'),
        (b'{"format": "parvis/resultat", "schema": 1.5}', "whole numbers and fractions"),
        (b'{"format": "parvis/resultat", "schema": 1}', '"input": an object was expected'),
        (b"\xff\xfe", "cannot be read"),
    ],
)
def test_a_file_that_is_not_a_result_gives_one_clear_sentence(tmp_path, capsys, content, sentence):
    path = tmp_path / "odd.json"
    path.write_bytes(content)
    assert main(["recount", str(path)]) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.out == ""
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda file: file["mechanism"].update(slug="applause"), 'There is no mechanism "applause"'),
        (lambda file: file["mechanism"].update(version=99), "Version 99 of approval counted this vote"),
        (lambda file: file["mechanism"]["settings"].update(seats="two"), 'Setting "seats": a whole number was expected'),
        (lambda file: file["mechanism"]["settings"].update(chairs=2), '"chairs" is not a setting here'),
        (lambda file: file["options"].append("x"), 'options[2]: a text "ref" was expected'),
        (lambda file: file["options"].append(file["options"][0]), "Each option was expected once"),
        (lambda file: file["input"]["ballots"].append({"choice": {"bench": ["x"]}}), "A list of options was expected"),
        (lambda file: file["input"]["ballots"].append({"choice": 3}), "A list of options was expected; got 3"),
        (lambda file: file["input"]["ballots"].append({"choice": ["bench"], "weight": -1}), "from 0 up; got -1"),
        (lambda file: file["input"]["ballots"].append({"choice": ["moon"]}), "'moon' is not an option of this vote"),
        (lambda file: file["input"]["ballots"].append({"receipt": "R0", "choice": []}), "the receipt 'R0' stands twice"),
        (lambda file: file["counts"].update(eligible=2), "3 people voted, though only 2 could"),
        (lambda file: file["counts"].update(spoilt="x"), "counts.spoilt: a whole number"),
        (lambda file: file["conditions"].update(quorum="lots"), 'Setting "quorum": A share was expected'),
        (lambda file: file.update(input={"address": "https://example.org/b.json", "sha256": "0"}), "fetch that file"),
    ],
)
def test_a_broken_result_says_what_was_expected(published, capsys, change, sentence):
    edit(published, change)
    assert main(["recount", str(published)]) == 2
    assert sentence in capsys.readouterr().err


def test_ballots_may_stand_in_a_file_of_their_own(published, tmp_path, capsys):
    from hashlib import sha256

    file = json.loads(published.read_text())
    ballots = tmp_path / "ballots.json"
    ballots.write_text(json.dumps(file["input"]["ballots"]))
    digest = sha256(ballots.read_bytes()).hexdigest()
    edit(published, lambda file: file.update(input={"address": "https://example.org/b.json", "sha256": digest}))
    assert main(["recount", str(published), "--ballots", str(ballots)]) == 0
    ballots.write_text("[]")
    assert main(["recount", str(published), "--ballots", str(ballots)]) == 2
    assert "A file of ballots with SHA-256" in capsys.readouterr().err


def test_a_missing_file_is_said_plainly(capsys):
    assert main(["recount", "no-such-file.json"]) == 2
    assert capsys.readouterr().err == "parvis: no-such-file.json: No such file or directory.\n"


def test_methods_are_listed_from_the_registry(capsys):
    assert main(["methods"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(registry.slugs())
    assert main(["methods", "--json", "--family", "voting"]) == 0
    rows = {row["slug"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["approval"]["settings"]["seats"] == 1
    assert main(["methods", "approval"]) == 0
    assert "Brams" in capsys.readouterr().out
    assert main(["methods", "applause"]) == 2


def test_without_a_command_the_help_lists_them_all(capsys):
    assert main([]) == 2
    said = capsys.readouterr().out
    assert all(name in said for name in COMMANDS)


def test_recounting_loads_no_django_and_reaches_no_network(published):
    program = (
        "import sys\nfrom parvis.cli.main import main\n"
        f"status = main(['recount', {str(published)!r}, '--explain'])\n"
        "loaded = {'django', 'socket', 'numpy'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {loaded}' if loaded else status)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_help_comes_at_once():
    # CPU time, not the clock: the machine that runs this may be busy. The promise is 0.3 s.
    program = (
        "import os, runpy, sys\nsys.argv = ['parvis', '--help']\n"
        "try: runpy.run_module('parvis.cli.main', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "print('CPU', sum(os.times()[:2]), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "recount" in done.stdout
    assert float(done.stderr.split("CPU")[1]) < 0.3


def test_counting_a_spreadsheet_explains_and_publishes(tmp_path, capsys):
    ballots = tmp_path / "market.csv"
    ballots.write_text("Le banc;La balançoire\n1;2\n2;1\n1;\n", encoding="utf-8")
    published = tmp_path / "result.json"
    arguments = ["count", str(ballots), "--method", "schulze", "--eligible", "4", "--quorum", "1/2"]
    assert main([*arguments, "--language", "fr", "--publish", str(published)]) == 0
    said = capsys.readouterr().out
    assert "Le quorum est atteint" in said
    assert "Choix retenu\u00a0: Le banc." in said
    assert main(["recount", str(published)]) == 0
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0
    counted = json.loads(capsys.readouterr().out)
    assert (counted["winners"], counted["ties"]) == (["Le banc"], [])


def test_counting_by_the_scottish_rules_gives_winners_in_order_and_rounds(tmp_path, capsys):
    ballots = tmp_path / "ward.blt"
    ballots.write_text('3 2\n6 1 2 0\n1 2 3 0\n3 3 0\n0\n"Ash"\n"Birch"\n"Cedar"\n"Ward"\n')
    assert main(["count", str(ballots), "--method", "scottish-stv", "--seats", "2", "--json"]) == 0
    counted = json.loads(capsys.readouterr().out)
    assert counted["winners"] == ["Ash", "Cedar"]
    assert counted["rounds"][1]["votes"]["2"] == "149999/50000"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--method", "applause"], 'There is no mechanism "applause"'),
        (["--method", "schulze", "--set", "strength=love"], 'Setting "strength": one of votes, margins'),
        (["--method", "schulze", "--set", "strength"], "--set NAME=VALUE was expected"),
        (["--method", "schulze", "--seats", "0"], "At least one seat was expected; got 0"),
        (["--method", "schulze", "--quorum", "1/2"], "number of people who could vote"),
        (["--method", "approval"], "ballots.csv, line 2: a mark"),
    ],
)
def test_what_cannot_be_counted_is_said_in_one_sentence(tmp_path, capsys, arguments, sentence):
    ballots = tmp_path / "ballots.csv"
    ballots.write_text("Ash,Birch\n2,3\n")
    assert main(["count", str(ballots), *arguments]) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.out == ""


def test_the_registry_lists_without_importing():
    program = (
        "import sys\nfrom parvis.mechanisms import registry\nassert 'approval' in registry.slugs('voting')\n"
        "assert 'parvis.mechanisms.voting.approval' not in sys.modules\n"
        "registry.get('approval')\nassert 'parvis.mechanisms.voting.approval' in sys.modules\n"
        "assert 'parvis.mechanisms.voting.schulze' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
