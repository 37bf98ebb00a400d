"""Equal shares and Phragmén against their definitions, written out with fractions for one voter at a time."""

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parvis.mechanisms import registry
from parvis.mechanisms.budgeting.equal_shares import EqualSharesSettings, equal_shares
from parvis.mechanisms.budgeting.phragmen import PhragmenSettings, phragmen
from parvis.mechanisms.budgeting.profile import BudgetProfile
from parvis.mechanisms.budgeting.tests.test_axioms import drawn
from parvis.mechanisms.budgeting.ties import Memory

NAMES = "abcdef"
ORDER = tuple("cafbed")
ballot = st.dictionaries(st.sampled_from(NAMES), st.integers(1, 4), min_size=1)
votes = st.lists(ballot, min_size=1, max_size=8)
prices = st.lists(st.sampled_from([0, 1, 2, 3, 5, 6, 7, 10, 12]), min_size=6, max_size=6)


def shares(ballots, costs, budget, utility):
    """Buy at the least rate; the rate is sought among the purses, the poorest first."""
    left = [Fraction(budget, len(ballots))] * len(ballots)
    bought = []
    while True:
        rates = {}
        for name, cost in costs.items():
            who = [i for i, given_points in enumerate(ballots) if name in given_points]
            if name in bought or not who or cost > budget or sum(left[i] for i in who) < cost:
                continue
            worth = {i: {"cost": cost or 1, "cardinality": 1, "additive": ballots[i][name]}[utility] for i in who}
            due, payers = Fraction(cost), sum(worth.values())
            for i in sorted(who, key=lambda i: left[i] / worth[i]):
                if left[i] / worth[i] * payers >= due:
                    break
                due -= left[i]
                payers -= worth[i]
            rates[name] = (due / payers if payers else Fraction(0), worth)
        if not rates:
            return bought
        name = min(rates, key=lambda name: (rates[name][0], ORDER.index(name)))
        rate, worth = rates[name]
        bought.append(name)
        for i, times in worth.items():
            left[i] -= min(left[i], rate * times)


@given(votes, prices, st.integers(1, 40), st.sampled_from(["cost", "cardinality", "additive"]))
@example([{"a": 1, "b": 1}, {"b": 1, "c": 1}, {"a": 1}], [3, 3, 3, 0, 0, 0], 9, "cost")
@settings(max_examples=300, deadline=None)
def test_equal_shares_is_what_it_is_defined_to_be(ballots, costs, budget, utility):
    election = EqualSharesSettings(
        budget=budget,
        projects=tuple(NAMES),
        costs=tuple(costs),
        ballots="points",
        utility=utility,
        completion="none",
        tie_order=ORDER,
    )
    profile = BudgetProfile.summarise(NAMES, [(given_points, 1) for given_points in ballots], election)
    assert set(equal_shares(profile, election).outcome) == set(shares(ballots, dict(zip(NAMES, costs, strict=True)), budget, utility))


@given(votes, prices, st.integers(1, 40))
@settings(max_examples=150, deadline=None)
def test_phragmen_is_what_it_is_defined_to_be(ballots, costs, budget):
    """Money flows; at each moment when somebody can buy, they do."""
    election = PhragmenSettings(budget=budget, projects=tuple(NAMES), costs=tuple(costs), ballots="points", tie_order=ORDER)
    profile = BudgetProfile.summarise(NAMES, [(given_points, 1) for given_points in ballots], election)
    cost = dict(zip(NAMES, costs, strict=True))
    purses, bought, left = [Fraction(0)] * len(ballots), [], budget
    while True:
        waits = {}
        for name in NAMES:
            who = [i for i, named in enumerate(ballots) if name in named]
            if who and name not in bought and cost[name] <= budget:
                waits[name] = (cost[name] - sum(purses[i] for i in who)) / Fraction(len(who))
        if not waits:
            break
        name = min(waits, key=lambda name: (waits[name], ORDER.index(name)))
        if cost[name] > left:
            break
        purses = [Fraction(0) if name in named else purse + waits[name] for purse, named in zip(purses, ballots, strict=True)]
        bought.append(name)
        left -= cost[name]
    assert phragmen(profile, election).outcome == tuple(bought)


def test_what_ties_do_not_change_is_counted_once_and_gives_the_same(monkeypatch):
    """Raised shares are counted under every order of the ties: what was remembered from one order to another is what is counted again."""
    again, left_open = [], 0
    for number in range(300):
        budget, costs, ballots = drawn(number)
        names = NAMES[: len(costs)]
        settings_ = EqualSharesSettings(budget=budget, projects=tuple(names), costs=tuple(min(cost, 4) for cost in costs))
        profile = BudgetProfile.summarise(names, [(list(ballot), n) for ballot, n in ballots], settings_)
        again.append((profile, settings_, equal_shares(profile, settings_)))
        left_open += bool(again[-1][2].ties)
    assert left_open > 10
    monkeypatch.setattr(Memory, "recall", lambda memory, part, order: None)
    for profile, settings_, result in again:
        assert equal_shares(profile, settings_) == result


def test_too_many_ties_ask_for_an_order():
    names = [f"p{number:02}" for number in range(24)]
    asked = {"budget": 120, "projects": names, "costs": [10] * 24}
    rule = registry.get("equal-shares")
    settings_ = rule.read_settings(asked)
    ballots = [([names[n], names[(n + 1) % 24]], 1) for n in range(24)]
    profile = rule.summarise(names, ballots, settings_)
    with pytest.raises(ValueError, match="draw an order by lot, and give it as tie_order"):
        rule(profile, settings_)
    assert len(rule(profile, rule.read_settings({**asked, "tie_order": names})).outcome) == 12
