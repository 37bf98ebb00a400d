"""What all mechanisms share: results, settings, the registry, sums of parts, lots."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.mechanisms import registry
from parvis.mechanisms.exact import ceiling, fraction, share
from parvis.mechanisms.fold import fold
from parvis.mechanisms.randomness import lot
from parvis.mechanisms.registry_settings import SettingsError, settings_from_json, settings_to_json
from parvis.mechanisms.result import Result, Step, Tie, plain


def test_a_result_refuses_what_would_not_come_back():
    with pytest.raises(TypeError, match="Use int or Fraction"):
        Step(code="voting.x", facts={"share": 0.5})
    with pytest.raises(TypeError):
        plain({"when": object()})


def test_a_result_comes_back_equal():
    result = Result(
        mechanism="approval",
        version=1,
        outcome=("b",),
        ties=(Tie(options=("c", "a"), places=1),),
        ranking=(("b",), ("c", "a")),
        steps=(Step(code="voting.x", facts={"share": Fraction(1, 3), "options": ("b",)}),),
        tables={"votes": {"a": 1}, "nothing": None},
    )
    assert Result.from_json(result.to_json()) == result
    assert result.ties[0].options == ("a", "c")
    assert result.steps[0].facts["share"] == "1/3"


@dataclass(frozen=True, kw_only=True)
class Sample:
    seats: int = 1
    share: Fraction = Fraction(1, 2)
    least: str | None = None
    kind: Literal["one", "many"] = "one"
    order: tuple[str, ...] = ()
    open: bool = False

    def __post_init__(self) -> None:
        if self.seats < 1:
            raise ValueError(f"At least one seat was expected; got {self.seats}.")


def test_settings_come_back_equal():
    settings = Sample(seats=3, share=Fraction(2, 3), least="a", kind="many", order=("a", "b"), open=True)
    assert settings_from_json(Sample, settings_to_json(settings)) == settings
    assert settings_from_json(Sample, None) == Sample()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"seat": 1}, '"seat" is not a setting here; the settings are: seats'),
        ({"seats": "3"}, 'Setting "seats": a whole number was expected'),
        ({"seats": True}, "a whole number was expected"),
        ({"seats": 0}, "At least one seat"),
        ({"share": 0.5}, "A share was expected"),
        ({"share": "half"}, "A share was expected"),
        ({"share": "1/0"}, "A share was expected"),
        ({"least": 3}, "a text was expected"),
        ({"kind": "few"}, "one of one, many was expected"),
        ({"order": "abc"}, "a list was expected"),
        ({"order": [1]}, "a text was expected"),
        ({"open": 1}, "true or false was expected"),
    ],
)
def test_a_setting_that_cannot_be_says_what_was_expected(data, message):
    with pytest.raises(SettingsError, match=message.replace("(", r"\(")):
        settings_from_json(Sample, data)


def test_the_registry_knows_each_mechanism_once():
    slugs = registry.slugs()
    assert len(set(slugs)) == len(slugs)
    assert [method.slug for method in registry.all()] == list(slugs)
    assert {method.family for method in registry.all()} == set(registry.families())
    with pytest.raises(registry.UnknownMechanism, match=r"there are: .*approval"):
        registry.get("applause")


def test_a_mechanism_refuses_another_summary():
    with pytest.raises(TypeError, match="counts a ApprovalProfile; got a dict"):
        registry.get("approval")({})


def letters(part: str) -> Counter[str]:
    return Counter(part)


@given(st.lists(st.text("abc", max_size=5), min_size=1))
def test_folding_gives_the_sum_wherever_it_is_done(parts):
    whole = Counter("".join(parts))
    assert fold(parts, letters) == whole
    with ThreadPoolExecutor(2) as pool:
        assert fold(parts, letters, on=pool) == whole


def test_folding_on_all_cores_gives_the_same():
    parts = ["abc", "ca", "", "bb"] * 20
    assert fold(parts, letters, on="cores") == fold(parts, letters)


def test_folding_nothing_is_an_error():
    with pytest.raises(ValueError, match="At least one part"):
        fold([], letters)


@given(st.permutations(["Ada", "Bao", "Chloé", "Driss"]), st.text())
def test_a_lot_depends_on_the_seed_alone(names, seed):
    assert lot(seed, names) == lot(seed, sorted(names))


def test_lots_are_fair():
    first = Counter(lot(str(seed), ["a", "b", "c"])[0] for seed in range(6000))
    # Three standard deviations of a binomial(6000, 1/3) are 110.
    assert all(abs(count - 2000) < 150 for count in first.values())


@given(st.fractions())
def test_exact_numbers(value):
    assert fraction(str(value)) == value
    assert ceiling(value) - 1 < value <= ceiling(value)
    assert share(value, 0) == 0


CONFORMANCE = {
    "budgeting": "parvis.mechanisms.budgeting.tests.test_conformance",
    "opinions": "parvis.mechanisms.opinions.tests.test_votes",
    "sortition": "parvis.mechanisms.sortition.tests.test_lottery",
    "voting": "parvis.mechanisms.voting.tests.test_conformance",
}
"""For each family, the tests of order, names, parts and copies, which go through the mechanisms that are registered."""
ALONE = {"liquid-delegation"}
"""The only one of its family: delegation/tests/test_delegation.py tests it by name."""


def gone_through(module: str) -> list[set[str]]:
    """Give for each test of a module that goes through mechanisms, which ones."""
    found = []
    for test in vars(import_module(module)).values():
        for mark in getattr(test, "pytestmark", []):
            if mark.name == "parametrize":
                values = [each.values[0] if hasattr(each, "values") else each for each in mark.args[1]]
                slugs = {getattr(value, "slug", value) for value in values if isinstance(getattr(value, "slug", value), str)}
                if slugs & {*registry.slugs()}:
                    found.append(slugs)
    return found


def test_no_mechanism_is_registered_without_being_tested_with_its_family():
    assert {*CONFORMANCE} | {"delegation"} == {*registry.families()}
    assert {*registry.slugs("delegation")} == ALONE
    for family, module in CONFORMANCE.items():
        suites = gone_through(module)
        assert suites, module
        assert all(slugs == {*registry.slugs(family)} for slugs in suites), family
