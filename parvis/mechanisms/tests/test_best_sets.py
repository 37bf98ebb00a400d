"""Searches over sets against trying every set; committees against all committees, lists of projects against all lists."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.mechanisms import registry
from parvis.mechanisms.best_sets import Limit, Problem, best
from parvis.mechanisms.budgeting.tests.shared import elections as budgets
from parvis.mechanisms.voting.pav import PavSettings, pav
from parvis.mechanisms.voting.profile import ApprovalProfile

NAMES = "abcdef"
WELFARE = registry.get("maximum-welfare")


@given(
    st.lists(st.tuples(st.lists(st.sampled_from(NAMES), unique=True, min_size=1), st.integers(1, 4)), max_size=6),
    st.integers(1, 6),
    st.permutations(NAMES),
)
@settings(max_examples=60, deadline=None)
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
    closed = pav(profile, PavSettings(seats=seats, tie_order=tuple(order)))
    assert {*closed.outcome} == min(top, key=lambda chosen: sorted(order.index(option) for option in chosen))


@given(st.data())
@settings(max_examples=60, deadline=None)
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
