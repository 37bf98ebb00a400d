"""`parvis allocate`: a budget is shared, explained, published and recounted; every step of every rule can be said."""

import json
import re
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis import mechanisms
from parvis.cli.main import main
from parvis.mechanisms import registry
from parvis.mechanisms.budgeting.tests.shared import elections
from parvis.ui.sentences import budgeting, known, sentence

FILE = """META
key;value
description;The square
num_votes;9
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


@pytest.fixture
def square(tmp_path):
    path = tmp_path / "square.pb"
    path.write_text(FILE)
    return path


def run(capsys, *words):
    status = main([str(word) for word in words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_a_budget_is_shared_and_recounted(square, capsys, tmp_path):
    published = tmp_path / "result.json"
    asked = ("--rule", "equal-shares", "--utility", "cardinality", "--completion", "add1", "--json", "--publish", published)
    status, out, _ = run(capsys, "allocate", square, *asked)
    answer = json.loads(out)
    assert status == 0
    assert {key: answer[key] for key in ("funded", "cost", "budget")} == {"funded": ["2", "3"], "cost": 70, "budget": "181/2"}
    status, out, _ = run(capsys, "recount", published, "--explain", "--language", "fr")
    assert status == 0
    assert "Pool et Tree" in out
    changed = published.read_text().replace('"weight": 3', '"weight": 1')
    published.write_text(changed)
    assert run(capsys, "recount", published)[0] == 1


def test_the_result_is_explained_in_both_languages(square, capsys):
    _, out, _ = run(capsys, "allocate", square, "--rule", "equal-shares", "--completion", "none", "--language", "fr", "--tie-order", "2,1")
    assert "à égalité" not in out
    assert "Park coûte 60\u202f; à la fin" in out.replace("\u00a0", " ")
    assert "Le budget de 90,5 est partagé" in out.replace("\u00a0", " ")
    _, out, _ = run(capsys, "allocate", square, "--rule", "greedy", "--language", "en")
    assert "of 90.5;" in out  # amounts in the currency of the file, whatever the unit they are counted in


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--rule", "schulze"), "does not share a budget"),
        (("--rule", "none-such"), "there are: equal-shares, greedy"),
        (("--rule", "greedy", "--utility", "cost"), "not a setting here"),
        (("--rule", "greedy", "--incompatible", "1,7"), "Incompatible projects"),
    ],
)
def test_what_cannot_be_done_is_said(square, capsys, words, expected):
    status, _, err = run(capsys, "allocate", square, *words)
    assert status == 2
    assert expected in err


def test_a_published_lot_breaks_ties(tmp_path, capsys):
    path = tmp_path / "tied.pb"
    path.write_text(FILE.replace("90.50", "60").replace("1,2", "1"))
    path.write_text(path.read_text().replace("num_votes;9", "num_votes;12") + "10;3\n11;3\n12;3\n")
    _, out, _ = run(capsys, "allocate", path, "--rule", "greedy", "--json")
    assert json.loads(out)["ties"] == [{"options": ["1", "3"], "places": 1}]
    _, out, _ = run(capsys, "allocate", path, "--rule", "greedy", "--json", "--seed", "dice 3 5 1")
    answer = json.loads(out)
    assert (answer["ties"], len(answer["funded"])) == ([], 1)


def test_both_languages_say_the_same_things():
    french, english = budgeting.SENTENCES["fr"], budgeting.SENTENCES["en"]
    assert french.keys() == english.keys()
    for code, said in french.items():
        facts = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (said, english[code])]
        assert facts[0] == facts[1], code


def test_every_code_and_every_rule_has_its_words():
    text = "".join(path.read_text() for path in Path(mechanisms.__path__[0]).joinpath("budgeting").glob("*.py"))
    codes = set(re.findall(r'code="(budgeting\.[a-z.\-_]+)"', text))
    codes |= {f"budgeting.choice.{code}" for code in re.findall(r'InvalidChoice\(\s*"([a-z_]+)"', text)}
    assert len(codes) > 8
    for code in {*codes, *(f"budgeting.{slug}.name" for slug in registry.slugs("budgeting"))}:
        assert known(code, "fr"), code


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.slug) for rule in registry.all("budgeting")])
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_every_step_of_every_rule_can_be_said(rule, data):
    names, pairs, chosen = data.draw(elections(rule))
    result = rule(rule.summarise(names, pairs, chosen), chosen)
    for step in result.steps:
        for language in ("fr", "en"):
            said = sentence(step.code, step.facts, language)
            assert said.endswith(".")
            assert "{" not in said
