"""Bringing in tables, JSON lines and files of ballots, and taking a process out."""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pytest

from parvis.cli.imports import add_arguments
from parvis.cli.main import main
from parvis.core.decisions.queries import count_unanswered
from parvis.core.discussion.models import Argument, Source
from parvis.core.processes import actions as processes
from parvis.core.processes.models import Process
from parvis.core.record.models import Act
from parvis.features.ballots.models import Ballot, ResultFile
from parvis.features.consultation import imports
from parvis.features.consultation.models import Contribution
from parvis.mechanisms.result_file import read as read_result
from parvis.mechanisms.result_file import recount
from tests import town as towns

TABLE = """Titre;Texte;Auteur;Genre;Date;Latitude;Longitude;Canal;Soutiens;Thème
Un banc;Devant la poste, à l’ombre.;Denise;idée;12/10/2026;47,3;-1,49;papier;12;La place
;Sans titre;;;;;;;;
Un arbre;"Sur deux
lignes";;projet;2026-10-12;;;;;
Une fontaine;Sur la place.;;;32/10/2026;;;;;
Une fontaine;Sur la place.;;;;;;;;
Une fontaine;Sur la place.;;;;;;;;
trop;de;colonnes;a;b;c;d;e;f;g;h
"""
LINES = [
    {
        "id": "7",
        "title": "Un banc",
        "text": "À l’ombre.",
        "date": "2026-10-12T09:30:00+02:00",
        "arguments": [{"side": "pour", "text": "On s’y repose.", "author": "Ali"}, {"side": "against", "text": "On y dort."}],
        "sources": [{"title": "Bancs", "url": "https://bancs.example/", "kind": "study", "date": "2025-01-02"}],
    },
    {"title": "Sans texte"},
    {"title": "Faux", "text": "x", "arguments": [{"side": "milieu", "text": "x"}]},
    {"title": "Faux", "text": "x", "sources": [{"title": "x", "url": "javascript:alert(1)"}]},
    {"title": "Faux", "text": "x", "supports": "beaucoup"},
]


@pytest.fixture
def process(town: SimpleNamespace) -> Process:
    """A process of the town that gathers contributions."""
    process = towns.process(town, processes.Plan(kind="gathering", title="Ideas"))
    towns.open_phase(town, process.phases.get())
    return process


def outcomes(report: imports.Report) -> list[tuple[int, str]]:
    return [(line.number, line.outcome) for line in report.lines]


def test_a_table_is_read_row_by_row(town: SimpleNamespace, process: Process) -> None:
    phase = process.phases.get()
    rows = imports.read("idees.csv", TABLE.encode("utf-8-sig"))
    expected = [(2, "added"), (3, "wrong"), (4, "wrong"), (6, "wrong"), (7, "added"), (8, "there"), (9, "wrong")]
    preview = imports.bring_in(phase, rows, by=town.chloe, source="idees", preview=True)
    assert outcomes(preview) == expected
    assert Contribution.objects.count() == 0
    report = imports.bring_in(phase, rows, by=town.chloe, source="idees")
    assert report.lines == preview.lines
    assert all(line.reason for line in report.lines if line.outcome == "wrong")
    bench = Contribution.objects.get(title="Un banc")
    assert (bench.kind, bench.channel, bench.supports_elsewhere, bench.author.name) == ("idea", "paper", 12, "Denise")
    assert (str(bench.latitude), str(bench.longitude), bench.theme and bench.theme.name) == ("47.300000", "-1.490000", "La place")
    assert bench.published_at.isoformat() == "2026-10-12T10:00:00+00:00"
    again = imports.bring_in(phase, rows, by=town.chloe, source="idees")
    assert again.outcomes == Counter(there=3, wrong=4)
    assert Contribution.objects.count() == 2
    assert count_unanswered(process) == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("idees.xlsx", b"PK", ".csv"),
        ("idees.csv", b"PK\x03\x04\0\0", "CSV"),
        ("idees.csv", b"", "titre"),
        ("idees.csv", b"nom,prenom\na,b\n", "nom, prenom"),
        ("idees.csv", b'titre,texte\n"a,b\n', "2"),
    ],
)
def test_a_file_that_is_something_else_is_refused_whole(name: str, content: bytes, said: str) -> None:
    with pytest.raises(imports.Unreadable) as refused:
        imports.read(name, content)
    assert said in str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_of_every_program_are_read(encoding: str, delimiter: str) -> None:
    text = delimiter.join(["Titre", "Texte"]) + "\r\n" + delimiter.join(["Été", "Cœur d’îlot"]) + "\r\n"
    (row,) = imports.read("idees.csv", text.encode(encoding))
    assert row.brought is not None
    assert (row.line, row.brought.title, row.brought.text) == (2, "Été", "Cœur d’îlot")


def test_json_lines_bring_what_was_said_too(town: SimpleNamespace, process: Process) -> None:
    lines = "\n".join([*(json.dumps(line) for line in LINES), "[1]", "{", ""])
    rows = imports.read("idees.jsonl", lines.encode())
    report = imports.bring_in(process.phases.get(), rows, by=town.chloe, source="idees")
    assert outcomes(report) == [(1, "added"), *((number, "wrong") for number in range(2, 8))]
    bench = Contribution.objects.get()
    assert (bench.external_id, bench.arguments) == ("7", 2)
    assert sorted(Argument.objects.values_list("side", "author__name")) == [("against", ""), ("for", "Ali")]
    assert list(Source.objects.values_list("url", "kind", "published_on__year")) == [("https://bancs.example/", "study", 2025)]


# Through the command line.


def run(*arguments: str | Path) -> int:
    return main(["import", *map(str, arguments)])


def test_the_command_previews_reports_and_brings_in_once(process: Process, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, report = tmp_path / "idees.csv.gz", tmp_path / "report.csv"
    file.write_bytes(gzip.compress(TABLE.encode()))
    assert run("contributions", file, "--process", process.slug, "--preview", "--report", report) == 1
    said = capsys.readouterr()
    assert "nothing was written" in said.out
    assert "line 3" in said.err
    assert [row["line"] for row in csv.DictReader(report.read_text().splitlines())] == ["2", "3", "4", "6", "7", "8", "9"]
    assert Contribution.objects.count() == 0
    assert run("contributions", file, "--process", process.slug) == 1
    assert run("contributions", file, "--process", process.slug) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "0 contributions brought in, 3 there already, 4 left out."
    assert Contribution.objects.count() == 2
    assert Act.objects.filter(kind="contributions.importées").count() == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing.csv", "--process", "market-square"), "nothing.csv"),
        ((".", "--process", "market-square"), "opinions.jsonl.gz"),
        (("ideas.csv", "--process", "elsewhere"), "--create-in"),
        (("ideas.csv", "--process", "elsewhere", "--create-in", "nowhere"), "saint-aubin"),
        (("ideas.csv", "--process", "market-square", "--phase", "3"), "1 (Ideas)"),
        (("ideas.csv", "--process", "market-square", "--by", "nobody@town.example"), "nobody@town.example"),
        (("ideas.csv", "--process", "market-square", "--by", "ada@town.example"), "parvis: "),
        (("ideas.csv", "--process", "market-square", "--report", "ideas.csv"), "exists already"),
    ],
)
def test_the_command_says_what_to_mend(
    process: Process,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ideas.csv").write_text("titre,texte\nUn banc,Devant la poste.\n")
    assert run("contributions", *arguments) == 2
    assert said in capsys.readouterr().err
    assert Contribution.objects.count() == 0


def test_a_failure_writes_nothing(town: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from parvis.features.consultation.actions import imports as writing

    def fails(*_args: object, **_kwargs: object) -> None:
        assert Contribution.objects.exists()
        raise RuntimeError("The power went out.")

    file = tmp_path / "ideas.csv"
    file.write_text("titre,texte\nUn banc,Devant la poste.\n")
    monkeypatch.setattr(writing, "append_on_phase", fails)
    acts = Act.objects.count()
    with pytest.raises(RuntimeError, match="power"):
        run("contributions", file, "--process", "past", "--create-in", "saint-aubin")
    assert (Contribution.objects.count(), Process.objects.count(), Act.objects.count()) == (0, 0, acts)


# Votes, and the way out.


def test_files_of_one_vote_are_added_up(town: SimpleNamespace, shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted((shared / "data" / "preflib" / "00026_frenchapproval").glob("*.cat"))
    where = ("--space", "saint-aubin", "--title", "Approbation", "--citation", "Laslier and Van der Straeten, 2008")
    assert run("preflib", *files, *where) == 0
    assert "2597 ballots on 16 options" in capsys.readouterr().out
    process = Process.objects.get()
    assert (process.state, process.slug, process.purpose) == (Process.State.CLOSED, "approbation", "Laslier and Van der Straeten, 2008")
    assert Ballot.objects.count() == 2597
    file = read_result(ResultFile.objects.get().content.encode())
    assert recount(file).equal
    assert file["about"]["source"].startswith("00026-00000001.cat")  # type: ignore[index,call-overload,union-attr]
    assert run("preflib", *files, *where) == 2
    assert "--process" in capsys.readouterr().err
    assert Process.objects.count() == 1


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ("# NUMBER ALTERNATIVES: 2\n# NUMBER CATEGORIES: 2\n# ALTERNATIVE NAME 1: Chat\n1: 1,2\n", "Chat"),
        ("# NUMBER ALTERNATIVES: 2\n# NUMBER CATEGORIES: 2\n1: 3,2\n", "line 3"),
        ("# NUMBER ALTERNATIVES: 2\n# NUMBER CATEGORIES: 3\n1: 1,2\n", "two.cat"),
    ],
)
def test_files_that_do_not_go_together_are_refused(
    town: SimpleNamespace, tmp_path: Path, capsys: pytest.CaptureFixture[str], second: str, said: str
) -> None:
    one, two = tmp_path / "one.cat", tmp_path / "two.cat"
    one.write_text("# NUMBER ALTERNATIVES: 2\n# NUMBER CATEGORIES: 2\n3: 1,2\n")
    two.write_text(second)
    assert run("preflib", one, two, "--space", "saint-aubin") == 2
    assert said in capsys.readouterr().err
    assert Process.objects.count() == 0


def test_a_process_is_taken_out_as_a_visitor_could(process: Process, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "square.zip"
    assert main(["export", "process", process.slug, str(file)]) == 0
    with ZipFile(file) as archive:
        assert archive.testzip() is None
        assert any(name.endswith("datapackage.json") for name in archive.namelist())
    assert main(["export", "process", process.slug, str(file)]) == 2
    assert main(["export", "process", "elsewhere", str(tmp_path / "other.zip")]) == 2
    draft = processes.create(
        process.space, by=process.space.memberships.get(role="facilitator").person, title="Draft", slug="draft", question="?",
        commitment="?", level="inform", convenor="?",
    )  # fmt: skip
    assert main(["export", "process", draft.slug, str(tmp_path / "other.zip")]) == 2
    assert "not public" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["square.zip"]


@pytest.mark.parametrize("name", ["importing.md", "importing.fr.md"])
def test_the_guide_names_every_column_and_option(name: str) -> None:
    guide = (Path(__file__).resolve().parent.parent / "docs" / "guides" / name).read_text()
    assert all(any(f"`{known}`" in guide or f'"{known}"' in guide for known in names) for names in imports.COLUMNS.values())
    told = set(re.findall(r"`(--[a-z-]+)", guide)) | set(re.findall(r" (--[a-z-]+) ", guide))
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    (kinds,) = (action for action in parser._actions if isinstance(action.choices, dict))
    options = {option for kind in kinds.choices.values() for option in kind._option_string_actions} - {"-h", "--help"}
    assert options == told


def test_accents_that_stand_alone_fit_in_the_excerpt(town: SimpleNamespace, process: Process) -> None:
    text = "x\u0301" * 150  # 300 characters for a database, half of them for a reader
    rows = imports.read("idees.jsonl", json.dumps({"title": "Été", "text": text}).encode())
    imports.bring_in(process.phases.get(), rows, by=town.chloe, source="idees")
    assert len(Contribution.objects.get().excerpt) == 200
