"""`parvis map`: a conversation is mapped, explained, published and recounted; every step of every map can be said."""

import doctest
import json
import re
from pathlib import Path
from string import Formatter
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from parvis import mechanisms
from parvis.cli.main import main
from parvis.cli.map_chart import chart
from parvis.mechanisms import registry
from parvis.mechanisms.opinions.opinion_map import opinion_map
from parvis.mechanisms.opinions.tests.shared import planted
from parvis.mechanisms.opinions.tests.test_map import flooded
from parvis.mechanisms.opinions.tests.test_votes import NAMES, pairs
from parvis.mechanisms.opinions.votes import VoteMatrix
from parvis.ui.sentences import known, opinions, sentence

DOCS = Path(mechanisms.__path__[0]).parent.parent / "docs" / "mechanisms"
SVG = "{http://www.w3.org/2000/svg}"
HERE, THERE = (1, 1, -1, 1), (1, -1, 1, 0)
LINES = [f"p{n},{s},{vote}" for n in range(60) for s, vote in enumerate(HERE if n < 35 else THERE, 1)]
TEXTS = 'comment-id,comment-body,moderated\n1,"A bench, near the school.",1\n2,Lights all night,1\n3,No lights at night,1\n4,A tree,-1\n'


@pytest.fixture
def export(tmp_path):
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "votes.csv").write_text("voter-id,comment-id,vote\n" + "\n".join(LINES) + "\n")
    (folder / "comments.csv").write_text(TEXTS)
    return folder


def run(capsys, *words):
    status = main([str(word) for word in words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_a_conversation_is_mapped_explained_and_recounted(export, capsys, tmp_path):
    published = tmp_path / "result.json"
    status, out, _ = run(capsys, "map", export, "--language", "fr", "--publish", published, "--person", "p3")
    assert status == 0
    assert "2\u00a0groupes se distinguent par leurs réponses" in out
    assert "«\u00a0A bench, near the school\u00a0»" in out
    assert "rassemble" in out
    assert "Votes de p3 qui comptent le plus" in out
    status, out, _ = run(capsys, "recount", published, "--explain", "--language", "en")
    assert status == 0
    assert "2\u00a0groups stand out" in out
    published.write_text(published.read_text().replace('"weight": 35', '"weight": 34'))
    assert run(capsys, "recount", published)[0] == 1


def test_a_new_map_keeps_the_letters_of_a_published_one(export, capsys, tmp_path):
    published = tmp_path / "previous.json"
    assert run(capsys, "map", export, "--publish", published)[0] == 0
    file = json.loads(published.read_text())
    groups = file["result"]["tables"]["groups"]
    groups[0]["letter"], groups[1]["letter"] = "B", "A"
    published.write_text(json.dumps(file))
    plain, turned = (
        json.loads(run(capsys, "map", export, "--json", *more)[1])["result"]["tables"]["groups"] for more in ((), ("--previous", published))
    )
    assert [(group["letter"], group["people"]) for group in plain] == [("A", 25), ("B", 35)]
    assert [(group["letter"], group["people"]) for group in turned] == [("A", 35), ("B", 25)]
    status, _, err = run(capsys, "map", export, "--mode", "reference", "--previous", published)
    assert (status, "goes with the mode parvis" in err) == (2, True)
    status, _, err = run(capsys, "map", export, "--previous", export / "votes.csv")
    assert (status, "JSON" in err) == (2, True)


def test_both_modes_give_json_and_the_same_counts(export, capsys):
    reports = []
    for mode in ("parvis", "reference"):
        status, out, _ = run(capsys, "map", export, "--mode", mode, "--json")
        assert status == 0
        reports.append(json.loads(out))
    ours, theirs = (report["result"]["tables"]["statements"]["1"] for report in reports)
    assert [ours[key] for key in ("agree", "disagree", "pass")] == [theirs[key] for key in ("agree", "disagree", "pass")] == [60, 0, 0]
    assert reports[0]["statements"]["3"] == "No lights at night"


def test_a_wide_file_gives_the_same_map_as_the_log(export, capsys, tmp_path):
    wide = tmp_path / "participants-votes.csv"
    rows = [f"p{n},{','.join(map(str, HERE if n < 35 else THERE))}" for n in range(60)]
    wide.write_text("participant,1,2,3,4\n" + "\n".join(reversed(rows)) + "\n")
    told = [json.loads(run(capsys, "map", path, "--json")[1])["result"] for path in (wide, export / "votes.csv")]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--set", "seats=2"), "not a setting here"),
        (("--set", "least_votes"), "NAME=VALUE was expected"),
        (("--set", "least_votes=0"), "expected to be 1 or more"),
        (("--person", "nobody"), "Nobody is called nobody"),
    ],
)
def test_what_cannot_be_done_is_said(export, capsys, words, expected):
    status, _, err = run(capsys, "map", export, *words, "--language", "en")
    assert status == 2
    assert expected in err


def test_a_folder_without_votes_and_a_file_of_statements_are_refused(export, capsys, tmp_path):
    status, _, err = run(capsys, "map", tmp_path)
    assert (status, "votes.csv or participants-votes.csv was expected" in err) == (2, True)
    status, _, err = run(capsys, "map", export / "comments.csv")
    assert (status, "columns such as voter-id" in err) == (2, True)


TOTALS = "comment-id,agrees,disagrees,moderated,comment-body\n1,90,10,1,A bench\n2,5,4,0,A lamp\n3,1,80,0,A wall\n4,9,0,-1,Spam\n"


def test_totals_alone_give_shares_and_no_map(capsys, tmp_path):
    folder, picture = tmp_path / "totals", tmp_path / "totals.svg"
    folder.mkdir()
    (folder / "comments.csv").write_text(TOTALS)
    for spoken, words in (("en", "totals only, not who thinks what"), ("fr", "ne donne que des totaux")):
        status, out, _ = run(capsys, "map", folder, "--language", spoken, "--chart", picture)
        assert (status, words in out) == (0, True)
        assert "90" in out
        assert "A wall" in out
    assert "A bench" in picture.read_text()
    tables = json.loads(run(capsys, "map", folder / "comments.csv", "--json")[1])["result"]["tables"]
    assert (tables["agreed"], tables["refused"], tables["groups"]) == (["1"], ["3"], [])
    assert tables["statements"]["4"]["moderated"] is True
    for words in (("--publish", tmp_path / "x.json"), ("--person", "1"), ("--mode", "reference")):
        status, _, err = run(capsys, "map", folder, *words)
        assert (status, "only the totals" in err) == (2, True)
    (folder / "comments.csv").write_text(TOTALS.replace("90", "many"))
    status, _, err = run(capsys, "map", folder)
    assert (status, "line 2: whole numbers were expected" in err) == (2, True)


def test_both_languages_say_the_same_things():
    french, english = opinions.SENTENCES["fr"], opinions.SENTENCES["en"]
    assert french.keys() == english.keys()
    for code, said in french.items():
        facts = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (said, english[code])]
        assert facts[0] == facts[1], code


def test_every_code_and_every_map_has_its_words():
    text = "".join(path.read_text() for path in Path(mechanisms.__path__[0]).joinpath("opinions").glob("*.py"))
    codes = set(re.findall(r'code="(opinions\.[a-z.\-_]+)"', text))
    codes |= {f"opinions.choice.{code}" for code in re.findall(r'InvalidChoice\(\s*"([a-z_]+)"', text)}
    assert len(codes) > 12
    for code in {*codes, *(f"opinions.{slug}.name" for slug in registry.slugs("opinions"))}:
        assert known(code, "fr"), code


def said(result):
    for step in result.steps:
        for language in ("fr", "en"):
            words = sentence(step.code, step.facts, language)
            assert words.endswith(".")
            assert "{" not in words


@pytest.mark.parametrize("method", [pytest.param(method, id=method.slug) for method in registry.all("opinions")])
@given(pairs)
@settings(max_examples=15, deadline=None)
def test_every_step_of_small_maps_can_be_said(method, choices):
    said(method(VoteMatrix.summarise(NAMES, choices, None)))


@pytest.mark.parametrize("groups", [1, 2, 3])
def test_every_step_of_maps_with_groups_can_be_said(groups):
    said(opinion_map(planted(240, 30, 20, groups)[0]))


def test_every_step_of_a_flood_can_be_said():
    said(opinion_map(flooded()[1]))


def test_chances_are_said():
    said(opinion_map(VoteMatrix.summarise(["a", "b"], [({"a": [1, "1/3"], "b": 1}, 20), ({"a": -1, "b": 0}, 9)], None)))


def drawn(path):
    return ElementTree.fromstring(path.read_text())


@pytest.mark.parametrize("spoken", ["fr", "en"])
def test_a_chart_is_a_file_of_its_own_with_bars_first_and_the_map_second(export, capsys, tmp_path, spoken):
    path = tmp_path / "map.svg"
    status, _, _ = run(capsys, "map", export, "--chart", path, "--language", spoken)
    assert status == 0
    text = path.read_text()
    assert not re.search(r"(href|src|url\()=?.?http", text)
    heads = [each.text for each in drawn(path).iter(f"{SVG}text") if each.get("class") == "t-head"]
    assert (
        heads
        == {
            "fr": ["Ce qui rassemble", "Ce qui divise", "La carte"],
            "en": ["What brings together", "What divides", "The map"],
        }[spoken]
    )
    assert "A bench, near the school." in text
    # Every person has a mark; letters name the groups, with the shapes and the patterns.
    assert sum(each.get("class") == "t-plan" for each in drawn(path).iter(f"{SVG}text")) == 2
    assert any("-sparse)" in (each.get("fill") or "") for each in drawn(path).iter(f"{SVG}rect"))


def test_a_crowd_is_drawn_in_hexagons(tmp_path):
    path = tmp_path / "crowd.svg"
    result = opinion_map(planted(2100, 30, 20, 2)[0])
    path.write_text(chart(result, {}, "fr"))
    assert len(list(drawn(path).iter(f"{SVG}polygon"))) == len(result.tables["density"]["cells"]) > 100


def test_what_is_not_enough_is_drawn_without_a_map(tmp_path):
    path = tmp_path / "few.svg"
    path.write_text(chart(opinion_map(VoteMatrix.summarise(["a", "b"], [({"a": 1, "b": -1}, 3)], None)), {}, "en"))
    heads = [each.text for each in drawn(path).iter(f"{SVG}text") if each.get("class") in ("t-title", "t-head")]
    assert heads == ["Nothing is concluded from so few opinions", "The statements most agreed with"]


def test_polis_formulas_can_be_drawn_too(export, capsys, tmp_path):
    path = tmp_path / "polis.svg"
    assert run(capsys, "map", export, "--mode", "reference", "--chart", path)[0] == 0
    assert "t-plan" in path.read_text()


@pytest.mark.parametrize("page", sorted((DOCS / "opinions").glob("*.md")), ids=lambda page: page.name)
def test_the_worked_examples_of_the_pages_are_true(page):
    failed, tried = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert (failed, tried > 3) == (0, True)
    assert page.with_name(page.name.partition(".")[0] + ".fr.md").exists()


@pytest.mark.parametrize(("spoken", "picture"), [("fr", "opinion-map.fr.svg"), ("en", "opinion-map.svg")])
def test_the_picture_of_the_page_is_what_the_command_draws(spoken, picture, capsys, tmp_path):
    folder, path = DOCS / "opinions", tmp_path / "map.svg"
    words = (folder / "night.csv", "--statements", folder / f"night.{spoken}.csv", "--chart", path, "--language", spoken)
    assert run(capsys, "map", *words)[0] == 0
    assert path.read_text() == (DOCS.parent / "pictures" / picture).read_text()
