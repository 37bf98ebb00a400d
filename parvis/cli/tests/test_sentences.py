"""Every step that a mechanism can give has its sentence, in French and in English, with the facts it really has."""

import doctest
import re
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis import mechanisms
from parvis.mechanisms import registry
from parvis.mechanisms.voting.tests.strategies import elections
from parvis.ui.sentences import budgeting, compare, known, sentence, voting

DOCS = Path(mechanisms.__path__[0]).parent.parent / "docs" / "mechanisms"
CODES = {
    code
    for path in Path(mechanisms.__path__[0]).joinpath("voting").glob("*.py")
    for code in re.findall(r'code="(voting\.[a-z.\-_]+)"', path.read_text())
}


COMPARED = {
    code
    for name in ("differing", "paradoxes")
    for code in re.findall(r'"(compare\.[a-z\-]+)"', Path(mechanisms.__path__[0]).joinpath("voting", f"{name}.py").read_text())
}


@pytest.mark.parametrize("code", sorted(COMPARED))
def test_every_reason_of_a_comparison_has_a_sentence(code):
    assert known(code, "fr"), f"{code} has no sentence in parvis/ui/sentences/compare.py"


@pytest.mark.parametrize("family", [voting, compare, budgeting])
def test_both_languages_say_the_same_things(family):
    french, english = family.SENTENCES["fr"], family.SENTENCES["en"]
    assert french.keys() == english.keys()
    for code, said in french.items():
        facts = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (said, english[code])]
        assert facts[0] == facts[1], code


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_in_the_mechanisms_has_a_sentence(code):
    assert known(code, "fr"), f"{code} has no sentence in parvis/ui/sentences/voting.py"


@pytest.mark.parametrize("slug", registry.slugs("voting"))
def test_every_method_has_a_name(slug):
    assert known(f"voting.{slug}.name", "fr")


@pytest.mark.parametrize("method", [pytest.param(method, id=method.slug) for method in registry.all("voting")])
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_every_step_of_every_count_can_be_said(method, data):
    names, pairs, chosen = data.draw(elections(method))
    conditions = data.draw(st.sampled_from([{}, {"quorum": "1/2"}, {"majority": "1/2"}, {"blank": "option"}]))
    result, _ = (summary := method.summarise(names, pairs, chosen)).conclude(method(summary, chosen), {"eligible": 30}, conditions)
    for step in result.steps:
        for language in ("fr", "en"):
            said = sentence(step.code, step.facts, language)
            assert said.endswith(".")
            assert "{" not in said


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_every_page_is_in_both_languages(page):
    slug = page.name.partition(".")[0]
    if slug in registry.slugs():
        assert {path.name for path in DOCS.glob(f"{slug}.*")} == {f"{slug}.md", f"{slug}.fr.md"}


@pytest.mark.parametrize(
    ("template_facts", "french", "english"),
    [
        (
            ("voting.turnout.counted", {"participated": 1234, "eligible": 5000, "share": "617/2500"}),
            "1\u00a0234\u00a0personnes ont voté sur 5\u00a0000 (24,7\u00a0%)",
            "1,234\u00a0people of 5,000 voted (24.7%)",
        ),
        (("voting.elected", {"options": ["a", "b", "c"]}), "Choix retenus\u00a0: Le banc, b et c.", "Chosen: Le banc, b and c."),
    ],
)
def test_numbers_and_lists_are_written_as_each_language_does(template_facts, french, english):
    code, facts = template_facts
    facts = {"expressed": 0, "blank": 0, "spoilt": 0} | facts
    assert sentence(code, facts, "fr", {"a": "Le banc"}).startswith(french)
    assert sentence(code, facts, "en", {"a": "Le banc"}).startswith(english)


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_the_worked_examples_of_the_pages_are_true(page):
    failed, _ = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert failed == 0


def _codes_of_phases():
    return {
        code
        for path in Path(mechanisms.__path__[0]).parent.joinpath("features").glob("*/phases.py")
        for code in re.findall(r'"code": "([a-z._\-]+)"', path.read_text())
    }


@pytest.mark.parametrize("code", sorted(_codes_of_phases()))
def test_every_step_of_a_phase_can_be_said(code):
    for language in ("fr", "en"):
        for many in (0, 1, 2, 1200):
            said = sentence(code, dict.fromkeys(("contributions", "people", "options", "at_most"), many), language)
            assert said.endswith(".")
            assert "{" not in said
