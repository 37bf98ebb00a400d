"""Equal shares and Phragmén against their definitions, written out with fractions for one voter at a time."""

from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from parvis.mechanisms.budgeting.equal_shares import EqualSharesSettings, equal_shares
from parvis.mechanisms.budgeting.phragmen import PhragmenSettings, phragmen
from parvis.mechanisms.budgeting.profile import BudgetProfile

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
