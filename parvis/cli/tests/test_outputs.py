"""What commands print: every method by its command, as JSON that the published schemas describe, as sentences, as a picture, recounted."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from parvis.cli.main import main
from parvis.mechanisms import registry

DOCS = Path(__file__).parents[3] / "docs"
OUTPUT = json.loads((DOCS / "guides" / "command-output.schema.json").read_text())["$defs"]
PUBLISHED = json.loads((DOCS / "mechanisms" / "result-file.schema.json").read_text())
KINDS: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": int | float,
    "boolean": bool,
    "null": type(None),
}
TABLES = {
    "choice": "weight,Ash,Birch,Cedar\n4,x,,\n3,,x,\n2,,,x\n1,,,\n",
    "approval": "weight,Ash,Birch,Cedar\n4,x,x,\n3,,x,\n2,,,x\n1,,,\n",
    "ranking": "weight,Ash,Birch,Cedar\n4,1,2,3\n3,3,1,2\n2,2,,1\n1,,,\n",
    "grades": "weight,Ash,Birch,Cedar\n4,5,3,0\n3,0,4,1\n2,,1,5\n1,,,\n",
    "grouped-choice": "weight,group,choice\n4,north,for\n3,south,for\n2,south,against\n1,north,\n",
}
BUDGET = """META
key;value
description;The square
budget;90.50
vote_type;approval
PROJECTS
project_id;cost;name
1;60;Park
2;40;Pool
3;30;Tree
VOTES
voter_id;vote
""" + "".join(f"{number};{'1,2' if number < 6 else '3'}\n" for number in range(9))


def fits(schema: dict[str, Any], value: Any, defs: dict[str, Any], where: str = "") -> None:
    """Check a value against what our schemas use of JSON Schema: references, types, required keys, known keys, items, oneOf, enum."""
    if "$ref" in schema:
        schema = defs[schema["$ref"].rpartition("/")[2]]
    if "oneOf" in schema:
        passed = []
        for one in schema["oneOf"]:
            try:
                fits(one, value, defs, where)
            except AssertionError:
                continue
            passed.append(one)
        assert len(passed) == 1, (where, value)
    kinds = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", list(KINDS))
    assert any(isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool)) for kind in kinds), (where, value)
    assert value in schema.get("enum", [value]), (where, value)
    assert value == schema.get("const", value), (where, value)
    if isinstance(value, dict) and "properties" in schema:
        assert {*schema.get("required", ())} <= {*value}, (where, {*schema["required"]} - {*value})
        assert {*value} <= {*schema["properties"]}, (where, {*value} - {*schema["properties"]})
        for key, inside in value.items():
            fits(schema["properties"][key], inside, defs, f"{where}.{key}")
    for place, inside in enumerate(value) if isinstance(value, list) and "items" in schema else ():
        fits(schema["items"], inside, defs, f"{where}[{place}]")


def commands(slug: str, folder: Path) -> tuple[str, list[str]]:
    """Give the definition of the output, and the words that count by this method."""
    method = registry.get(slug)
    if method.winners == "seats":
        return "apportion", ["apportion", "--votes", "A=60,B=30,C=10", "--method", slug, "--seats", "7"]
    match method.family:
        case "voting":
            (folder / "ballots.csv").write_text(TABLES[method.ballot])
            grades = ["--set", "grades=5,4,3,2,1,0"] if method.ballot == "grades" else []
            return "count", ["count", str(folder / "ballots.csv"), "--method", slug, *grades]
        case "budgeting":
            (folder / "square.pb").write_text(BUDGET)
            return "allocate", ["allocate", str(folder / "square.pb"), "--rule", slug, "--lacked", "--check"]
        case "sortition":
            (folder / "f.csv").write_text("feature,value,min,max\nage,young,1,2\nage,old,1,2\n")
            (folder / "p.csv").write_text("id,age\n" + "".join(f"c{n},{'young' if n % 3 else 'old'}\n" for n in range(12)))
            words = ["draw", "--features", str(folder / "f.csv"), "--people", str(folder / "p.csv"), "--size", "3", "--reserve", "2"]
            return "draw", [*words, "--fairness", slug, "--seed", "s", *(["--trials", "30"] if slug == "stratified-draw" else [])]
        case "delegation":
            (folder / "m.csv").write_text("from,to,at\nada,bao,2026-01-01\nbao,chloe,2026-01-02\n")
            (folder / "voted.txt").write_text("chloe\n")
            return "delegate", ["delegate", str(folder / "m.csv"), "--voted", str(folder / "voted.txt")]
    mode = "reference" if slug == "polis-map" else "parvis"
    return "map", ["map", str(DOCS / "mechanisms" / "opinions" / "night.csv"), "--mode", mode]


@pytest.mark.parametrize("slug", registry.slugs())
def test_every_method_speaks_by_its_command_in_every_way(slug: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, words = commands(slug, tmp_path)
    published, drawn = tmp_path / "result.json", tmp_path / "chart.svg"
    assert main([*words, "--json", "--publish", str(published), "--chart", str(drawn)]) == 0, capsys.readouterr().err
    fits(OUTPUT[name], json.loads(capsys.readouterr().out), OUTPUT, name)
    fits(PUBLISHED, json.loads(published.read_text()), PUBLISHED["$defs"], "file")
    assert ET.parse(drawn).getroot().tag.endswith("svg")
    for spoken in ("fr", "en"):
        assert main([*words, "--language", spoken]) == 0
        said = capsys.readouterr().out
        assert said.strip()
        assert "{" not in said
        assert main(["recount", str(published), "--explain", "--language", spoken]) == 0
        assert {"fr": "Identique", "en": "Equal"}[spoken] in capsys.readouterr().out
    assert main(["recount", str(published), "--json"]) == 0
    fits(OUTPUT["recount"], json.loads(capsys.readouterr().out), OUTPUT, "recount")
    changed = json.loads(published.read_text())
    changed["result"]["outcome"] = [*changed["result"]["outcome"][1:], "somebody else"]
    published.write_text(json.dumps(changed))
    assert main(["recount", str(published)]) == 1
    assert "outcome" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("count_compare", ["count", "{ballots}", "--compare", "--ballot", "ranking"]),
        ("count_compare", ["count", "{ballots}", "--compare", "--ballot", "ranking", "--seats", "2"]),
        ("compare", ["allocate", "{budget}", "--compare"]),
        ("advise", ["advise", "texts"]),
        ("methods", ["methods"]),
    ],
)
def test_the_other_outputs_are_what_the_schema_says(
    name: str, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b.csv").write_text(TABLES["ranking"])
    (tmp_path / "s.pb").write_text(BUDGET)
    assert main([word.format(ballots=tmp_path / "b.csv", budget=tmp_path / "s.pb") for word in words] + ["--json"]) == 0
    fits(OUTPUT[name], json.loads(capsys.readouterr().out), OUTPUT, name)


def test_a_setting_may_name_options_by_their_titles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ballots.csv"
    path.write_text("weight,Ash,Birch\n2,1,2\n2,2,1\n")
    for order, won in (("Birch,Ash", "Birch"), ("1,2", "Ash"), ("Ash,Birch", "Ash")):
        assert main(["count", str(path), "--method", "irv", "--set", f"tie_order={order}", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["winners"] == [won]
    assert main(["count", str(path), "--method", "irv", "--set", "tie_order=Bob"]) == 2
    assert "options were expected, one of Ash, Birch; got Bob" in capsys.readouterr().err


@pytest.mark.parametrize(("shares", "adopted"), [([], ["for"]), (["--set", "of_groups=2/3"], ["for"]), (["--set", "of_votes=9/10"], [])])
def test_a_double_majority_is_counted_from_a_table(
    tmp_path: Path, shares: list[str], adopted: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ballots.csv"
    path.write_text(TABLES["grouped-choice"])
    assert main(["count", str(path), "--method", "double-majority", *shares, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["winners"], answer["counts"]["blank"]) == (adopted, 1)
    assert answer["result"]["tables"]["groups"] == {"north": {"1": 4, "2": 0}, "south": {"1": 3, "2": 2}}
    path.write_text("territory,vote\n,for\n")
    assert main(["count", str(path), "--method", "double-majority"]) == 2
    assert "ballots.csv, line 2: the group of the ballot was expected" in capsys.readouterr().err


def test_a_ballot_with_too_many_marks_is_spoilt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, published = tmp_path / "ballots.csv", tmp_path / "result.json"
    path.write_text(TABLES["approval"])
    for words in (["--method", "block"], ["--method", "approval", "--set", "maximum=1"]):
        assert main(["count", str(path), *words, "--json", "--publish", str(published)]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert (answer["winners"], answer["counts"]["spoilt"], answer["counts"]["participated"]) == (["Birch"], 4, 10)
        assert main(["recount", str(published)]) == 0
        capsys.readouterr()


@pytest.mark.parametrize(
    ("slug", "heading", "shown"),
    [
        ("plurality", "Voix de chaque choix", ["4", "3", "2"]),
        ("borda", "Points de chaque choix", ["10", "10", "7"]),
        ("score", "Total des notes de chaque choix", ["26", "20", "13"]),
        ("schulze", "Duels gagnés par chaque choix", ["1", "1", "1"]),
        ("irv", "Voix de chaque choix, à la fin du compte", ["6", "3", "2"]),
        ("majority-judgment", "Mentions de chaque choix", ["la moitié"]),
        ("approval", "Approbations de chaque choix", ["7", "4", "2"]),
    ],
)
def test_a_picture_shows_what_the_method_looks_at(
    slug: str, heading: str, shown: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, words = commands(slug, tmp_path)
    assert main([*words, "--chart", str(tmp_path / "c.svg"), "--language", "fr"]) == 0
    capsys.readouterr()
    texts = [text.strip() for text in ET.parse(tmp_path / "c.svg").getroot().itertext()]
    assert heading in texts
    assert [text for text in texts if text in shown][: len(shown)] == shown


def test_a_comparison_is_drawn_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b.csv").write_text(TABLES["ranking"])
    assert main(["count", str(tmp_path / "b.csv"), "--compare", "--ballot", "ranking", "--chart", str(tmp_path / "c.svg")]) == 0
    capsys.readouterr()
    texts = "".join(ET.parse(tmp_path / "c.svg").getroot().itertext())
    assert "Methods that elect each option" in texts
    assert re.search(r"\d of \d", texts)
