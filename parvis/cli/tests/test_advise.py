"""`parvis advise`: every method is advised somewhere, and everything said of it has its sentence."""

import json

import pytest

from parvis.cli.main import main
from parvis.mechanisms import registry
from parvis.mechanisms.advise import DECIDING, TEXTS, TRAITS, Question, advise
from parvis.ui.sentences import known
from parvis.ui.sentences.advise import SENTENCES


def everywhere() -> list[Question]:
    return [
        Question(deciding=deciding, effort=effort, minorities=minorities)
        for deciding in DECIDING
        for effort in ("low", "high")
        for minorities in (True, False)
    ]


def test_every_method_is_advised_somewhere_and_no_other() -> None:
    advised = {advice.slug for question in everywhere() for advice in advise(question)}
    assert advised == set(registry.slugs()) == set(TRAITS)


def test_every_code_has_its_sentence_and_every_sentence_its_code() -> None:
    traits = [*TRAITS.values(), *TEXTS.values()]
    codes = {f"advise.gives.{code}" for trait in traits for code in trait.gives}
    codes |= {f"advise.up.{code}" for trait in traits for code in trait.gives_up}
    assert all(known(code, spoken) for code in codes for spoken in ("fr", "en"))
    assert set(SENTENCES["en"]) == set(SENTENCES["fr"]) == codes | {"advise.none", "advise.before", "advise.texts"}


def test_what_is_asked_decides_what_is_advised() -> None:
    assert all(TRAITS[one.slug].effort == "low" for one in advise(Question(deciding="several", effort="low")))
    assert all(TRAITS[one.slug].shares for one in advise(Question(deciding="several")))
    assert {one.slug for one in advise(Question(deciding="several", minorities=False))} == {"approval", "block"}
    assert advise(Question(deciding="texts", effort="low"))[0].slug == "approval"
    assert advise(Question(deciding="texts"))[0].slug == "schulze"  # versions of a text are alike, and clones do it no harm
    assert advise(Question(deciding="texts", people=20))[0].slug == "majority-judgment"  # what a small room can count by hand
    assert advise(Question(deciding="panel"))[0].slug == "leximin"
    assert advise(Question(deciding="projects", people=30))[0].slug in {"equal-shares", "phragmen"}
    assert advise(Question(deciding="panel", people=30))[0].slug == "simple-draw"  # what a small room can do by hand


@pytest.mark.parametrize("deciding", DECIDING)
@pytest.mark.parametrize("spoken", ["fr", "en"])
def test_the_command_speaks_both_languages(deciding: str, spoken: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["advise", deciding, "--language", spoken]) == 0
    said = capsys.readouterr().out
    assert {"fr": "Choisissez avant de connaître les bulletins", "en": "Choose before the ballots are known"}[spoken] in said.replace(
        "\u00a0", " "
    )
    assert "  + " in said
    assert "  − " in said
    assert (deciding == "texts") == (
        {"fr": "« ne rien changer »", "en": "“no change”"}[spoken] in said.replace("\u00a0", " ").replace("\u202f", " ")
    )


def test_json_and_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["advise", "one", "--effort", "low", "--json"]) == 0
    assert [row["slug"] for row in json.loads(capsys.readouterr().out)] == ["approval", "two-round", "plurality", "double-majority"]
    assert main(["advise", "one", "--people", "0"]) == 2
    assert "At least 1 person was expected; got 0" in capsys.readouterr().err
