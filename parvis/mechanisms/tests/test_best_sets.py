"""Searches over sets against trying every set; committees against all committees, lists of projects against all lists."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.mechanisms import best_sets, registry
from parvis.mechanisms.best_sets import Limit, Problem, best
from parvis.mechanisms.budgeting.tests.shared import elections as budgets
from parvis.mechanisms.voting.balance import balanced
from parvis.mechanisms.voting.conversions import without
from parvis.mechanisms.voting.pav import PavSettings, pav
from parvis.mechanisms.voting.profile import ApprovalProfile

NAMES = "abcdef"
WELFARE = registry.get("maximum-welfare")


@pytest.fixture(params=["each set is valued", "the solver is asked"])
def both_ways(request, monkeypatch):
    if request.param == "the solver is asked":
        monkeypatch.setattr(best_sets, "FEW", 0)


fixed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.usefixtures("both_ways")
@given(
    st.lists(st.tuples(st.lists(st.sampled_from(NAMES), unique=True, min_size=1), st.integers(1, 4)), max_size=6),
    st.integers(1, 6),
    st.permutations(NAMES),
)
@fixed
def test_pav_is_the_best_of_all_committees(ballots, seats, order):
    def score(committee):
        return sum((n * Fraction(1, place) for names, n in ballots for place in range(1, len({*names} & {*committee}) + 1)), Fraction(0))

    all_of_them = [frozenset(chosen) for chosen in combinations(NAMES, seats)]
    most = max(map(score, all_of_them))
    top = [chosen for chosen in all_of_them if score(chosen) == most]
    profile = ApprovalProfile.summarise(NAMES, ballots, None)
    result = pav(profile, PavSettings(seats=seats))
    assert Fraction(result.tables["score"]) == most
    assert {*result.outcome} == frozenset.intersection(*top)
    assert {option for tie in result.ties for option in tie.options} == frozenset().union(*top) - frozenset.intersection(*top)
    assert all(tie.places == seats - len(result.outcome) for tie in result.ties)
    closed = pav(profile, PavSettings(seats=seats, tie_order=tuple(order)))
    assert {*closed.outcome} == min(top, key=lambda chosen: sorted(order.index(option) for option in chosen))


@pytest.mark.usefixtures("both_ways")
@given(st.data())
@fixed
def test_maximum_support_is_the_best_of_all_lists(data):
    names, pairs, chosen = data.draw(budgets(WELFARE))
    profile = WELFARE.summarise(names, pairs, chosen)
    support, prices = profile.support(), chosen.prices()
    lists = [
        frozenset(some)
        for size in range(len(names) + 1)
        for some in combinations(names, size)
        if sum(prices[ref] for ref in some) <= chosen.budget
        and all(support[ref] >= max(1, chosen.minimum_support) for ref in some)
        and all(len({*group} & {*some}) < 2 for group in chosen.incompatible)
    ]
    most = max(sum(support[ref] for ref in some) for some in lists)
    top = [some for some in lists if sum(support[ref] for ref in some) == most]
    result = WELFARE(profile, chosen)
    assert {*result.outcome} == frozenset.intersection(*top)
    assert {ref for tie in result.ties for ref in tie.options} == frozenset().union(*top) - frozenset.intersection(*top)
    for tie in result.ties:
        assert tie.places == max(1, min(min(map(len, top)) - len(result.outcome), len(tie.options) - 1))


@pytest.mark.usefixtures("both_ways")
@given(
    st.lists(st.tuples(st.lists(st.sampled_from(NAMES), unique=True, min_size=1), st.integers(1, 4)), min_size=1, max_size=6),
    st.integers(1, 5),
    st.lists(st.lists(st.sampled_from(NAMES), unique=True, min_size=1), min_size=1, max_size=3),
    st.data(),
)
@fixed
def test_pav_is_the_best_of_all_balanced_committees(ballots, seats, groups, data):
    least = [data.draw(st.integers(0, 2)) for _ in groups]
    most = [low + data.draw(st.integers(0, 3)) for low in least]
    method = registry.get("pav")
    asked = method.read_settings({"seats": seats, "groups": groups, "at_least": least, "at_most": most})
    profile = ApprovalProfile.summarise(NAMES, ballots, None)
    fitting = [
        frozenset(chosen)
        for chosen in combinations(NAMES, seats)
        if all(low <= len({*group} & {*chosen}) <= high for group, low, high in zip(groups, least, most, strict=True))
    ]
    if not fitting:
        with pytest.raises(ValueError, match="lower a minimum, or raise a maximum"):
            method(profile, asked)
        return
    scores = {
        chosen: sum((n * Fraction(1, place) for names, n in ballots for place in range(1, len({*names} & chosen) + 1)), Fraction(0))
        for chosen in fitting
    }
    top = [chosen for chosen, score in scores.items() if score == max(scores.values())]
    result = method(profile, asked)
    assert Fraction(result.tables["score"]) == max(scores.values())
    assert {*result.outcome} == frozenset.intersection(*top)
    assert {option for tie in result.ties for option in tie.options} == frozenset().union(*top) - frozenset.intersection(*top)


def test_a_balance_is_part_of_the_search():
    """Setting aside, one after the other, whoever no longer fits would keep b, who earns most, and then only c gives both groups a seat."""
    method = registry.get("pav")
    asked = method.read_settings({"seats": 2, "groups": [["a", "c"], ["c", "d"]], "at_least": [1, 1]})
    profile = method.summarise("abcd", [(["b"], 5), (["a", "d"], 4)], asked)
    aside = balanced(method.function, profile, asked, without)
    assert (set(aside.outcome), aside.tables["score"]) == ({"b", "c"}, "5")
    result = method(profile, asked)
    assert (set(result.outcome), result.tables["score"]) == ({"a", "d"}, "6")
    assert [step.facts for step in result.steps if step.code == "voting.balance.among"] == [{"groups": 2}]


def test_a_list_that_only_rounding_makes_affordable_is_refused():
    """HiGHS accepts what is over a limit by less than its tolerance: the exact check does not, and the search goes on."""
    prices, budget = [10**9, 10**9 + 1, 5], 2 * 10**9
    problem = Problem(
        3,
        [3.0, 3.0, 1.0],
        [Limit(range(3), [float(price) for price in prices], 0, budget)],
        lambda chosen: Fraction(sum((3, 3, 1)[place] for place in chosen)),
        Fraction(1),
        lambda chosen: sum(prices[place] for place in chosen) <= budget,
    )
    found = best(problem)
    assert found is not None
    assert (found.value, found.sure, found.perhaps) == (4, {2}, {0, 1})
