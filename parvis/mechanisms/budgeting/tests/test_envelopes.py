"""Envelopes of districts, parts of projects, ballots that keep to a budget, what would have been enough, checks, comparisons."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import settings as cases
from hypothesis import strategies as st

from parvis.mechanisms import registry
from parvis.mechanisms.budgeting.comparison import compare
from parvis.mechanisms.budgeting.fairness import left_out, priceable
from parvis.mechanisms.budgeting.profile import Budget, BudgetProfile, InvalidChoice
from parvis.mechanisms.budgeting.tests.shared import elections, real
from parvis.mechanisms.budgeting.what_if import lacks

RULES = [pytest.param(rule, id=rule.slug) for rule in registry.all("budgeting")]
TOWN = {
    "budget": 2000,
    "projects": ["bench", "path", "pool", "tree"],
    "costs": [600, 500, 900, 300],
    "districts": [["bench", "path"], ["tree"]],
    "envelopes": [600, 400],
}
BALLOTS = [(["bench", "pool"], 4), (["path"], 8), (["tree", "pool"], 3), (None, 2)]


@pytest.mark.parametrize("rule", RULES)
def test_each_district_shares_its_envelope_and_the_town_what_is_left(rule):
    settings = rule.read_settings(TOWN)
    result = rule(rule.summarise(TOWN["projects"], BALLOTS, settings), settings)
    assert set(result.outcome) == {"path", "tree", "pool"}
    # 600 − 500 and 400 − 300 go to the envelope of 1,000 of the whole town.
    assert [part["budget"] for part in result.tables["envelopes"]] == [600, 400, 1200]
    apart = rule.read_settings({**TOWN, "pooled": False, "costs": [600, 500, 1100, 300]})
    assert set(rule(rule.summarise(TOWN["projects"], BALLOTS, apart), apart).outcome) == {"path", "tree"}


@pytest.mark.parametrize("rule", RULES)
def test_what_remains_can_fund_a_part(rule):
    for least, funded in (("1/2", {"bench", "pool"}), ("3/4", {"bench"})):
        settings = rule.read_settings({"budget": 10, "projects": ["bench", "pool"], "costs": [4, 11], "least_part": least})
        result = rule(rule.summarise(["bench", "pool"], [(["bench"], 3), (["pool", "bench"], 2)], settings), settings)
        assert set(result.outcome) == funded
    assert result.tables["cost"] == 4


@pytest.mark.parametrize(
    ("asked", "choice", "code"),
    [
        ({"ballots": "knapsack"}, ["a", "b"], "too_dear"),
        ({"minimum": 2}, ["a"], "too_few"),
        ({"ballots": "points", "most_points": 5}, {"a": 3, "b": 3}, "too_many_points"),
    ],
)
def test_a_ballot_keeps_to_what_the_vote_asks(asked, choice, code):
    rule = registry.get("greedy")
    vote = rule.read_settings({"budget": 10, "projects": ["a", "b"], "costs": [6, 5], **asked})
    with pytest.raises(InvalidChoice) as refused:
        rule.check(["a", "b"], choice, vote)
    assert refused.value.code == f"budgeting.choice.{code}"


@pytest.mark.parametrize("asked", [{"districts": [["a"]]}, {"districts": [["a"], ["a"]], "envelopes": [1, 1]}, {"least_part": "2"}])
def test_settings_that_cannot_be_are_refused(asked):
    with pytest.raises(ValueError, match="expected"):
        registry.get("greedy").read_settings({"budget": 10, "projects": ["a"], "costs": [6], **asked})


@pytest.mark.parametrize("rule", RULES)
@given(data=st.data())
@cases(max_examples=12, deadline=None)
def test_what_is_said_to_be_enough_is_enough(rule, data):
    names, pairs, settings = data.draw(elections(rule))
    profile = rule.summarise(names, pairs, settings)
    lost = sorted(set(names) - {*rule(profile, settings).outcome})
    for lack in lacks(rule.function, profile, settings, lost):
        told = settings if settings.tie_order else replace(settings, tie_order=(lack.ref, *(name for name in names if name != lack.ref)))
        if lack.price is not None:
            costs = tuple(lack.price if name == lack.ref else cost for name, cost in settings.prices().items())
            assert lack.ref in rule(profile, replace(told, costs=costs)).outcome
        if lack.more is not None:
            choice = {"choice": lack.ref, "points": {lack.ref: 1}}.get(settings.ballots, [lack.ref])
            assert lack.ref in rule(rule.summarise(names, [*pairs, (choice, lack.more)], settings), told).outcome


@given(st.data())
@cases(max_examples=60, deadline=None)
def test_a_group_left_out_is_found_among_all_groups(data):
    names = "abcd"
    ballots = data.draw(st.lists(st.lists(st.sampled_from(names), unique=True, min_size=1), min_size=1, max_size=6))
    settings = Budget(budget=12, projects=tuple(names), costs=tuple(data.draw(st.lists(st.integers(1, 9), min_size=4, max_size=4))))
    funded = data.draw(st.lists(st.sampled_from(names), unique=True))
    prices = settings.prices()
    for utility in ("cost", "cardinality"):
        failing = set()
        for ref in set(names) - set(funded):
            supporters = [ballot for ballot in ballots if ref in ballot]
            for size in range(1, len(supporters) + 1):
                for group in combinations(supporters, size):
                    part = Fraction(12 * size, len(ballots))
                    has = [sum(prices[name] if utility == "cost" else 1 for name in ballot if name in funded) for ballot in group]
                    wanted = [each + prices[ref] if utility == "cost" else (each + 1) * prices[ref] for each in has]
                    if all(each <= part for each in wanted):
                        failing.add(ref)
        found = left_out(BudgetProfile.summarise(names, [(ballot, 1) for ballot in ballots], settings), settings, funded, utility)
        assert {each.ref for each in found} == failing


@given(st.data())
@cases(max_examples=40, deadline=None)
def test_equal_shares_leave_nobody_out_and_have_prices(data):
    rule = registry.get("equal-shares")
    names, pairs, settings = data.draw(elections(rule))
    settings = replace(settings, completion="none", utility="cost", minimum_support=0, incompatible=(), tie_order=names)
    result = rule(profile := rule.summarise(names, pairs, settings), settings)
    if settings.ballots in ("approval", "choice"):
        assert left_out(profile, settings, result.outcome) == []
        assert priceable(profile, settings, result.outcome) is not False


def test_what_a_majority_takes_has_no_prices():
    settings = Budget(budget=4, projects=("a", "b", "c"), costs=(2, 2, 2))
    profile = BudgetProfile.summarise(["a", "b", "c"], [(["a", "b"], 3), (["c"], 3)], settings)
    assert priceable(profile, settings, ["a", "b"]) is False
    assert priceable(profile, settings, ["a", "c"]) is True
    assert [each.ref for each in left_out(profile, settings, ["a", "b"])] == ["c"]


def test_rules_are_compared_on_the_ballots_of_wieliczka():
    file = real("Poland_Wieliczka_2023_Green_Budget")
    rows = compare(file.profile, file.election)
    by_rule = {(row.slug, row.asked.get("completion"), row.asked.get("utility")): row for row in rows}
    shares = by_rule["equal-shares", "add1", "cost"]
    assert {*shares.result.outcome} == {*file.selected}
    assert shares.left_out == 0
    assert shares.served > by_rule["greedy", None, None].served
