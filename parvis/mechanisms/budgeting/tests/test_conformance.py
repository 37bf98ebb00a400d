"""What every rule keeps to, whatever it is: a new rule is tested here as soon as its file exists."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as cases
from hypothesis import strategies as st

from parvis.mechanisms import registry
from parvis.mechanisms.budgeting.tests.shared import elections
from parvis.mechanisms.fold import fold
from parvis.mechanisms.registry_settings import settings_to_json
from parvis.mechanisms.result import Result
from parvis.mechanisms.result_file import publish, recount

for_each_rule = pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.slug) for rule in registry.all("budgeting")])
in_the_normal_run = cases(max_examples=30, deadline=None)


def count(rule: Any, names: Any, pairs: Any, settings: Any) -> Result:
    return rule(rule.summarise(names, pairs, settings), settings)


@for_each_rule
@in_the_normal_run
@given(data=st.data())
def test_order_parts_and_copies_change_nothing(rule, data):
    names, pairs, settings = data.draw(elections(rule))
    result = count(rule, names, pairs, settings)
    other = data.draw(st.permutations(pairs))
    turned = replace(settings, projects=settings.projects[::-1], costs=settings.costs[::-1])
    assert count(rule, names[::-1], other, turned).to_json() == result.to_json()
    copies = [(choice, 1) for choice, weight in pairs for _ in range(weight)]
    assert count(rule, names, copies, settings) == result
    cut = data.draw(st.integers(0, len(pairs)))
    summary = fold([pairs[:cut], pairs[cut:], []], lambda part: rule.summarise(names, part, settings))
    assert summary == rule.summarise(names, pairs, settings)
    assert hash(summary) == hash(rule.summarise(names, pairs, settings))
    assert rule(summary, settings) == result


@for_each_rule
@in_the_normal_run
@given(data=st.data())
def test_names_decide_nothing(rule, data):
    names, pairs, settings = data.draw(elections(rule))
    renamed = dict(zip(names, data.draw(st.permutations(names)), strict=True))

    def rename(value: Any) -> Any:
        match value:
            case str():
                return renamed.get(value, value)
            case list() | tuple():
                return type(value)(rename(item) for item in value)
            case dict():
                return {rename(key): item for key, item in value.items()}
        return value

    before = count(rule, names, pairs, settings)
    called = replace(settings, projects=rename(settings.projects), incompatible=rename(settings.incompatible))
    after = count(rule, names, [(rename(choice), weight) for choice, weight in pairs], called)
    assert sorted(after.outcome) == sorted(rename(before.outcome))
    assert [(set(tie.options), tie.places) for tie in after.ties] == [(set(rename(tie.options)), tie.places) for tie in before.ties]


@for_each_rule
@in_the_normal_run
@given(data=st.data())
def test_a_result_is_well_formed_and_keeps_to_the_budget(rule, data):
    names, pairs, settings = data.draw(elections(rule))
    result = count(rule, names, pairs, settings)
    prices, support = settings.prices(), result.tables["support"]
    assert Result.from_json(result.to_json()) == result
    assert len(set(result.outcome)) == len(result.outcome)
    assert sum(prices[ref] for ref in result.outcome) == result.tables["cost"] <= settings.budget
    assert all(support[ref] >= max(1, settings.minimum_support) for ref in result.outcome)
    assert all(len(set(group) & set(result.outcome)) < 2 for group in settings.incompatible)
    for tie in result.ties:
        assert 0 < tie.places <= max(1, len(tie.options) - 1)  # alone: whether it is funded depends on another tie
        assert not set(tie.options) & set(result.outcome)


@for_each_rule
@in_the_normal_run
@given(data=st.data())
def test_an_order_published_before_the_count_leaves_no_tie(rule, data):
    names, pairs, settings = data.draw(elections(rule))
    left_open = count(rule, names, pairs, settings)
    closed = count(rule, names, pairs, replace(settings, tie_order=tuple(data.draw(st.permutations(names)))))
    assert closed.ties == ()
    assert set(left_open.outcome) <= set(closed.outcome)
    assert set(closed.outcome) <= {*left_open.outcome, *(ref for tie in left_open.ties for ref in tie.options)}


@for_each_rule
@in_the_normal_run
@given(data=st.data())
def test_what_is_published_is_recounted_equal(rule, data):
    names, pairs, settings = data.draw(elections(rule))
    assert rule.read_settings(settings_to_json(settings)) == settings
    summary = rule.summarise(names, pairs, settings)
    assert rule.summarise(names, [*summary.choices(), (None, summary.blank)], settings) == summary
    ballots = [{"choice": choice, "weight": weight} for choice, weight in pairs]
    options = [{"ref": name, "title": name} for name in names]
    file = publish(rule, options=options, ballots=ballots, counts={"eligible": None}, settings=settings)
    assert recount(file).equal
    for choice, _ in pairs:
        checked = rule.check(names, choice, settings)
        assert rule.check(names, checked, settings) == checked


@for_each_rule
def test_a_description_is_written_for_citizens(rule):
    assert ">>>" in rule.description
    assert "Source:" in rule.description
    assert ":" in rule.description.splitlines()[0]


@for_each_rule
@in_the_normal_run
@given(data=st.data())
def test_a_price_or_a_support_said_to_be_enough_is_enough(rule, data):
    names, pairs, settings = data.draw(elections(rule))
    if settings.ballots != "approval":
        settings = replace(settings, ballots="approval")
        pairs = [([name for name in names if name in str(choice)] or None, weight) for choice, weight in pairs]
    result = count(rule, names, pairs, settings)
    for ref, lacked in result.tables["lacked"].items():
        if lacked["price"] is not None:
            costs = tuple(lacked["price"] if name == ref else cost for name, cost in settings.prices().items())
            cheaper = replace(settings, costs=costs, tie_order=(ref, *(name for name in names if name != ref)))
            assert ref in count(rule, names, pairs, cheaper).outcome
        if lacked["more"] is not None:
            assert ref in count(rule, names, [*pairs, ([ref], lacked["more"])], settings).outcome
