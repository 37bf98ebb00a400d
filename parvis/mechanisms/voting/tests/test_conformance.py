"""What every method of voting keeps to, whatever it is: a new method is tested here as soon as its file exists."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as cases
from hypothesis import strategies as st

from parvis.mechanisms import registry
from parvis.mechanisms.fold import fold
from parvis.mechanisms.registry_settings import settings_to_json
from parvis.mechanisms.result import Result
from parvis.mechanisms.voting.tests.strategies import elections

METHODS = [pytest.param(method, id=method.slug) for method in registry.all("voting")]
for_each_method = pytest.mark.parametrize("method", METHODS)
in_the_normal_run = cases(max_examples=25, deadline=None)


def count(method: Any, names: Any, pairs: Any, settings: Any) -> Result:
    return method(method.summarise(names, pairs, settings), settings)


@for_each_method
@in_the_normal_run
@given(data=st.data())
def test_the_order_of_ballots_and_of_options_changes_nothing(method, data):
    names, pairs, settings = data.draw(elections(method))
    other = data.draw(st.permutations(pairs))
    assert count(method, names[::-1], other, settings) == count(method, names, pairs, settings)


@for_each_method
@in_the_normal_run
@given(data=st.data())
def test_a_ballot_of_weight_three_is_three_ballots(method, data):
    names, pairs, settings = data.draw(elections(method))
    copies = [(choice, 1) for choice, weight in pairs for _ in range(weight)]
    assert count(method, names, copies, settings) == count(method, names, pairs, settings)


@for_each_method
@in_the_normal_run
@given(data=st.data())
def test_counting_in_parts_gives_the_same(method, data):
    names, pairs, settings = data.draw(elections(method))
    cut = data.draw(st.integers(0, len(pairs)))
    parts = [pairs[:cut], pairs[cut:], []]
    summary = fold(parts, lambda part: method.summarise(names, part, settings))
    assert summary == method.summarise(names, pairs, settings)
    assert hash(summary) == hash(method.summarise(names, pairs, settings))
    assert method(summary, settings) == count(method, names, pairs, settings)


@for_each_method
@in_the_normal_run
@given(data=st.data())
def test_names_decide_nothing(method, data):
    names, pairs, settings = data.draw(elections(method))
    renamed = dict(zip(names, data.draw(st.permutations(names)), strict=True))

    def rename(value: Any) -> Any:
        match value:
            case str():
                return renamed.get(value, value)
            case list() | tuple():
                return type(value)(rename(item) for item in value)
            case dict():
                return {rename(key): rename(item) for key, item in value.items()}
        return value

    before = count(method, names, pairs, settings)
    called = replace(settings, proposal=rename(settings.proposal)) if hasattr(settings, "proposal") else settings
    after = count(method, names, [(rename(choice), weight) for choice, weight in pairs], called)
    assert sorted(after.outcome) == sorted(rename(before.outcome))
    assert [(set(tie.options), tie.places) for tie in after.ties] == [(set(rename(tie.options)), tie.places) for tie in before.ties]
    assert [set(group) for group in after.ranking] == [set(rename(group)) for group in before.ranking]


@for_each_method
@in_the_normal_run
@given(data=st.data())
def test_a_result_is_well_formed(method, data):
    names, pairs, settings = data.draw(elections(method))
    result = count(method, names, pairs, settings)
    assert (result.mechanism, result.version) == (method.slug, method.version)
    assert Result.from_json(result.to_json()) == result
    seats = getattr(settings, "seats", 1)
    assert len(result.outcome) <= seats
    assert method.winners == "seats" or len(set(result.outcome)) == len(result.outcome)
    assert set(result.outcome) <= set(names)
    assert set(result.tables["support"]) == set(names)
    assert all(isinstance(held, int) and held >= 0 for held in result.tables["support"].values())
    for tie in result.ties:
        assert 0 < tie.places < len(tie.options)
        assert method.winners == "seats" or not set(tie.options) & set(result.outcome)
    assert sum(tie.places for tie in result.ties) + len(result.outcome) <= seats
    placed = [option for group in result.ranking for option in group]
    assert len(set(placed)) == len(placed)
    assert all(step.code.startswith("voting.") for step in result.steps)
    assert sum("elected" in step.code for step in result.steps) == bool(result.outcome)


@for_each_method
@in_the_normal_run
@given(data=st.data())
def test_an_order_published_before_the_count_leaves_no_tie(method, data):
    names, pairs, settings = data.draw(elections(method))
    if "tie_order" not in {field.name for field in fields(method.settings)}:
        pytest.skip("this method has no ties to break")
    order = tuple(data.draw(st.permutations(names)))
    open_result = count(method, names, pairs, settings)
    closed = count(method, names, pairs, replace(settings, tie_order=order))
    assert closed.ties == ()
    if method.winners == "seats" and open_result.ties and not open_result.outcome:
        return  # which list comes first decides all the other seats
    # It only chooses where the ballots do not.
    assert set(open_result.outcome) <= set(closed.outcome)
    assert set(closed.outcome) <= {*open_result.outcome, *(o for tie in open_result.ties for o in tie.options)}
    if not open_result.ties:
        assert set(closed.outcome) == set(open_result.outcome)


@for_each_method
@in_the_normal_run
@given(data=st.data())
def test_choices_and_settings_come_back_as_they_were_written(method, data):
    names, pairs, settings = data.draw(elections(method))
    assert method.read_settings(settings_to_json(settings)) == settings
    summary = method.summarise(names, pairs, settings)
    blanks = [(None, summary.blank)]
    assert method.summarise(names, [*summary.choices(), *blanks], settings) == summary
    for choice, _ in pairs:
        checked = method.check(names, choice, settings)
        assert method.check(names, checked, settings) == checked


@for_each_method
def test_a_description_is_written_for_citizens(method):
    assert ">>>" in method.description
    assert "Source:" in method.description
    assert ":" in method.description.splitlines()[0], "the first line names the method, then says what it does"
