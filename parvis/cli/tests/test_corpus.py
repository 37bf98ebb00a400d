"""`parvis corpus`: from files to a table, an explanation in two languages, and JSON."""

import doctest
import gzip
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from parvis.cli.main import main
from parvis.mechanisms.corpus.tests.said import texts
from parvis.ui.sentences.corpus import SENTENCES

PAGES = Path(__file__).parents[3] / "docs" / "mechanisms" / "corpus"


@pytest.fixture
def ideas(tmp_path: Path) -> Path:
    path = tmp_path / "idees.csv"
    path.write_text("id,titre\n" + "\n".join(f"{number},{text.title}" for number, text in enumerate(texts(), 1)), encoding="utf-8")
    return path


@pytest.fixture
def arguments(tmp_path: Path) -> Path:
    path = tmp_path / "arguments.csv"
    path.write_text(
        "id,sur,sens,texte\n"
        "1,1,pour,Une piste protégée du boulevard évite les accidents de vélo devant la gare.\n"
        "2,1,contre,Supprimer le stationnement du boulevard ruinerait les commerçants de la gare.\n",
        encoding="utf-8",
    )
    return path


def test_similar(ideas: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", "similar", str(ideas), "--text", "des pistes cyclables éclairées", "--language", "fr"]) == 0
    said = capsys.readouterr().out
    assert "[6] Éclairer la piste cyclable du canal en hiver" in said
    assert "Seuls les mots sont comparés" in said


def test_duplicates(ideas: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ideas.write_text(ideas.read_text("utf-8") + "\n99,planter des ARBRES fruitiers dans les squares du quartier !", encoding="utf-8")
    assert main(["corpus", "duplicates", str(ideas), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["groups"] == [{"refs": ["13", "99"], "equal": True}]
    assert (found["texts"], found["distinct"]) == (19, 18)


def test_themes(ideas: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", "themes", str(ideas), "--number", "3", "--language", "en"]) == 0
    said = capsys.readouterr().out.replace("\u00a0", " ")
    assert said.startswith("3 themes are proposed for 18 texts")
    assert "people name it" in said


def test_synthesis_of_compressed_files(ideas: Path, arguments: Path, capsys: pytest.CaptureFixture[str]) -> None:
    compressed = ideas.with_name("idees.csv.gz")
    compressed.write_bytes(gzip.compress(ideas.read_bytes()))
    given = ["corpus", "synthesis", str(compressed), "--arguments", str(arguments), "--number", "3"]
    assert main([*given, "--language", "fr"]) == 0
    said = capsys.readouterr().out
    assert "aucune n’a été écrite par une machine" in said
    assert "Contre" in said
    assert main([*given, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["texts"], found["arguments"], len(found["parts"])) == (18, 2, 3)
    # Both files number from 1: arguments are told apart.
    assert {quote["ref"] for part in found["parts"] for pair in part["pairs"] for quote in pair.values()} == {"arg-1", "arg-2"}


def test_arguments_as_json_and_argdown(ideas: Path, arguments: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["corpus", "arguments", str(ideas), "--arguments", str(arguments)]
    assert main([*given, "--argdown"]) == 0
    assert "  - <arg-2>: Supprimer le stationnement" in capsys.readouterr().out
    assert main([*given, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["claims"][0]["for"][0]["premises"][0]["ref"] == "arg-1"
    assert main([*given, "--language", "fr"]) == 0
    assert "18 contributions, 1 argument pour, 1 argument contre, 0 source" in capsys.readouterr().out.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"nom\nx", "a column of titles or texts was expected"), (b"", "got nothing")],
)
def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path: Path, content: bytes, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mauvais.csv"
    path.write_bytes(content)
    assert main(["corpus", "themes", str(path)]) == 2
    assert said in capsys.readouterr().err


def test_a_file_cut_short_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "idees.csv.gz"
    path.write_bytes(gzip.compress(b"titre\nUne halle")[:-9])
    assert main(["corpus", "themes", str(path)]) == 2
    assert "a whole file compressed by gzip was expected" in capsys.readouterr().err


def test_both_languages_say_the_same_things() -> None:
    assert SENTENCES["fr"].keys() == SENTENCES["en"].keys()


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.name)
def test_examples_of_the_pages_run(page: Path) -> None:
    failed, tried = doctest.testfile(str(page), module_relative=False)
    assert tried > 0
    assert failed == 0


def test_every_part_is_explained_in_both_languages() -> None:
    parts = {"similar", "duplicates", "themes", "synthesis", "arguments"}
    assert all((PAGES / f"{part}.{spoken}.svg").exists() for part in parts for spoken in ("fr", "en"))
    assert {page.name for page in PAGES.glob("*.md")} == {f"{part}{ending}" for part in parts for ending in (".md", ".fr.md")}


@pytest.mark.parametrize("spoken", ["fr", "en"])
def test_what_is_found_is_drawn_with_its_figures(ideas: Path, tmp_path: Path, spoken: str, capsys: pytest.CaptureFixture[str]) -> None:
    drawn = tmp_path / "themes.svg"
    assert main(["corpus", "themes", str(ideas), "--number", "3", "--language", spoken, "--chart", str(drawn)]) == 0
    capsys.readouterr()
    tree = ElementTree.fromstring(drawn.read_text("utf-8"))
    said = " ".join(tree.itertext())
    assert {"fr": "Thèmes proposés", "en": "Proposed themes"}[spoken] in said
    assert said.count("cantine") >= 1
    assert [text.text for text in tree.iter("{http://www.w3.org/2000/svg}text")].count("6") == 3


def test_nothing_to_draw_is_said(ideas: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", "duplicates", str(ideas), "--chart", str(tmp_path / "nothing.svg")]) == 2
    assert "Nothing was found that could be drawn" in capsys.readouterr().err
