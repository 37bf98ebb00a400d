"""`parvis draw`: a panel is drawn, explained, pictured, published and drawn again; every step of every draw can be said."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given, settings

from parvis import mechanisms
from parvis.cli.main import main
from parvis.mechanisms import registry
from parvis.mechanisms.sortition.ceremony import promise
from parvis.mechanisms.sortition.tests.shared import draws
from parvis.ui.sentences import known, sentence, sortition

FEATURES = "feature,value,min,max\nage,young,2,2\nage,old,2,3\nplace,town,1,3\nplace,farm,1,3\n"
PEOPLE = "id,name,age,place,street\n" + "".join(
    f"c{n:02},Person {n},{'young' if n % 3 == 0 else 'old'},{'farm' if n % 4 == 0 else 'town'},{n // 2} rue Haute\n" for n in range(20)
)


@pytest.fixture
def files(tmp_path):
    (tmp_path / "f.csv").write_text(FEATURES)
    (tmp_path / "p.csv").write_text(PEOPLE)
    return ("--features", tmp_path / "f.csv", "--people", tmp_path / "p.csv", "--size", 4)


def run(capsys, *words):
    status = main(["draw", *(str(word) for word in words)])
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.mark.parametrize("fairness", registry.slugs("sortition"))
def test_a_panel_is_drawn_published_and_drawn_again(files, capsys, tmp_path, fairness):
    published, picture = tmp_path / "result.json", tmp_path / "chances.svg"
    extra = ("--trials", 50) if fairness == "stratified-draw" else ()
    asked = (*files, "--fairness", fairness, "--seed", "dice 3 5 1", "--json", "--publish", published, "--chart", picture, *extra)
    status, out, err = run(capsys, *asked)
    assert (status, err) == (0, "")
    answer = json.loads(out)
    assert len(answer["panel"]) == 4
    assert sum(answer["probabilities"].values()) == pytest.approx(4)
    assert 0 < answer["minimum"] <= min(answer["probabilities"].values())
    assert json.loads(run(capsys, *asked)[1]) == answer
    assert "Person 3" not in published.read_text()
    assert ET.parse(picture).getroot().tag.endswith("svg")
    assert main(["recount", str(published)]) == 0
    assert "drawing again among 20 people" in capsys.readouterr().out
    published.write_text(published.read_text().replace('"seed": "dice 3 5 1"', '"seed": "dice 3 5 2"'))
    assert main(["recount", str(published)]) == 1
    capsys.readouterr()


def test_the_draw_is_explained_in_both_languages(files, capsys):
    _, out, _ = run(capsys, *files, "--seed", "s", "--language", "fr", "--reserve", 3)
    assert "Le panel respecte 4\u00a0quotas sur 4." in out
    assert "Réserve, dans l’ordre d’appel : c" in out
    assert "Elle suit les quotas du panel, en proportion." in out
    _, out, _ = run(capsys, *files, "--seed", "s", "--language", "en", "--household", "street")
    assert "The panel meets 4\u00a0quotas of 4." in out


def test_a_lottery_is_prepared_then_drawn_with_a_seed_of_promises(files, capsys, tmp_path):
    prepared, ceremony = tmp_path / "lottery.json", tmp_path / "ceremony.json"
    status, out, _ = run(capsys, *files, "--prepare", prepared, "--tickets", 1000, "--language", "en")
    assert status == 0
    digest = out.split()[-1]
    said = {"promises": {"Ada": promise("Ada", "one")}, "secrets": {"Ada": "one"}, "number": "5 12 23 31 48"}
    ceremony.write_text(json.dumps(said))
    answer = json.loads(run(capsys, "--from", prepared, "--ceremony", ceremony, "--json", "--publish", tmp_path / "r.json")[1])
    assert answer["lottery"] == digest
    assert answer["result"]["tables"]["tickets"] == 1000
    assert main(["recount", str(tmp_path / "r.json")]) == 0
    capsys.readouterr()
    said["secrets"] = {"Ada": "other"}
    ceremony.write_text(json.dumps(said))
    status, _, err = run(capsys, "--from", prepared, "--ceremony", ceremony)
    assert (status, "Ada: the secret opened is not the one promised" in err) == (2, True)


def test_those_who_leave_are_replaced(files, capsys, tmp_path):
    first = tmp_path / "first.json"
    answer = run(capsys, *files, "--seed", "s", "--json")[1]
    first.write_text(answer)
    panel = json.loads(answer)["panel"]
    status, out, _ = run(capsys, *files, "--seed", "t", "--json", "--after", first, "--leaving", ",".join(panel[:2]))
    assert status == 0
    assert len(json.loads(out)["panel"]) == 2
    assert set(json.loads(out)["panel"]).isdisjoint(panel)


def test_a_reserve_that_cannot_keep_to_the_quotas_says_so(files, capsys, tmp_path):
    # Both young people are in the panel: no reserve of three can hold the young it should.
    (tmp_path / "f.csv").write_text("feature,value,min,max\nage,young,2,2\nage,old,1,1\n")
    (tmp_path / "p.csv").write_text(
        "id,age,street\n" + "".join(f"c{n},{'young' if n < 2 else 'old'},{n // 2} rue Haute\n" for n in range(12))
    )
    asked = ("--features", tmp_path / "f.csv", "--people", tmp_path / "p.csv", "--size", 3, "--seed", "s", "--reserve", 6)
    answer = json.loads(run(capsys, *asked, "--json")[1])
    assert (answer["reserve_drawn_by"], len(answer["reserve"])) == ("lot", 6)
    assert set(answer["reserve"]).isdisjoint(answer["panel"])
    assert "elle est tirée entre elles sans quota" in run(capsys, *asked, "--language", "fr")[1]
    (tmp_path / "p.csv").write_text((tmp_path / "p.csv").read_text().replace("c1,young,0", "c1,young,9"))
    answer = json.loads(run(capsys, *asked, "--json", "--household", "street")[1])
    homes = {f"c{n}": "9" if n == 1 else str(n // 2) for n in range(12)}
    together = [homes[ref] for ref in (*answer["panel"], *answer["reserve"])]
    assert len(together) == len(set(together))  # one of each household, panel and reserve together
    assert "instead of 6: one of each household" in run(capsys, *asked, "--language", "en", "--household", "street")[1]


def test_quotas_that_nobody_meets_are_explained_with_proposals(files, capsys, tmp_path):
    (tmp_path / "f.csv").write_text(FEATURES.replace("old,2,3", "old,3,4"))
    status, _, err = run(capsys, *files, "--seed", "s", "--language", "fr")
    assert status == 2
    assert "age : les minimums font 5 en tout" in err.replace("\u00a0", " ")
    assert "Proposition 1, qui déplace 1 siège : age old 3–4 → 2–4." in err.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), "--features and --people and --size are needed"),
        (("--fairness", "none-such"), "these do: leximin, maximin, nash, simple-draw, stratified-draw"),
    ],
)
def test_what_cannot_be_done_is_said(capsys, tmp_path, words, expected):
    status, _, err = run(capsys, *words, *(("--features", "f", "--people", "p", "--size", "2") if words else ()))
    assert (status, expected in err) == (2, True)


def test_a_draw_without_a_seed_is_refused(files, capsys):
    status, _, err = run(capsys, *files)
    assert (status, "--seed or --ceremony is needed" in err) == (2, True)


def test_a_wrong_file_is_named_with_its_line(files, capsys, tmp_path):
    (tmp_path / "p.csv").write_text(PEOPLE.replace("c03,Person 3,young", "c03,Person 3,younger"))
    status, _, err = run(capsys, *files, "--seed", "s")
    assert (status, "p.csv, line 5: age was expected to be one of old, young; got 'younger'" in err) == (2, True)


def test_both_languages_say_the_same_things():
    french, english = sortition.SENTENCES["fr"], sortition.SENTENCES["en"]
    assert french.keys() == english.keys()
    for code, said in french.items():
        facts = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (said, english[code])]
        assert facts[0] == facts[1], code


def test_every_code_and_every_way_has_its_words():
    text = "".join(path.read_text() for path in Path(mechanisms.__path__[0]).joinpath("sortition").glob("*.py"))
    codes = set(re.findall(r'"(sortition\.[a-z]+(?:[.-][a-z]+)*)"', text)) - {"sortition.choice"}
    codes |= {f"sortition.choice.{code}" for code in re.findall(r'InvalidChoice\(\s*"([a-z_]+)"', text)}
    assert len(codes) > 15
    for code in {*codes, *(f"sortition.{slug}.name" for slug in registry.slugs("sortition"))}:
        assert known(code, "fr"), code


@pytest.mark.parametrize("method", [pytest.param(method, id=method.slug) for method in registry.all("sortition")])
@given(drawn=draws())
@settings(max_examples=20, deadline=None)
def test_every_step_of_every_draw_can_be_said(method, drawn):
    pool, asked = drawn
    given_settings = {name: getattr(asked, name) for name in ("size", "features", "values", "minimum", "maximum", "seed")}
    try:
        result = method(pool, method.settings(**given_settings))
    except ValueError:
        return
    for step in result.steps:
        for language in ("fr", "en"):
            said = sentence(step.code, step.facts, language)
            assert said.endswith(".")
            assert "{" not in said
