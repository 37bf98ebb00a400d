"""Maximum support: of all the lists of projects that the budget can pay for, the one whose projects have the most support in all.

Greedy looks at one project at a time; this looks at every list. It spends the budget better in votes, and, like greedy, looks at support
and not at who supports: a majority that votes alike can take it all. With `utility="cost"`, support counts as many times as the price.

>>> from parvis.mechanisms.budgeting.profile import BudgetProfile
>>> settings = MaximumWelfareSettings(budget=10, projects=("hall", "path", "tree"), costs=(10, 5, 5))
>>> ballots = [(["hall"], 5), (["path"], 3), (["tree", "path"], 2)]
>>> maximum_welfare(BudgetProfile.summarise(["hall", "path", "tree"], ballots, settings), settings).outcome
('path', 'tree')

Source: Nimrod Talmon and Piotr Faliszewski, "A Framework for Approval-Based Budgeting Methods", AAAI 2019 (max rules). The search is
made by HiGHS: Qi Huangfu and Julian Hall, "Parallelizing the dual revised simplex method", 2018; its answer is checked exactly.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import gcd
from typing import Literal

from parvis.mechanisms import best_sets
from parvis.mechanisms.best_sets import Limit, Problem, best
from parvis.mechanisms.budgeting.explaining import allocation
from parvis.mechanisms.budgeting.greedy import excluded
from parvis.mechanisms.budgeting.profile import Budget, BudgetProfile
from parvis.mechanisms.budgeting.ties import Ways
from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step, Tie


@dataclass(frozen=True, kw_only=True)
class MaximumWelfareSettings(Budget):
    """What a supported project is worth: the support it has, or that many times its price."""

    utility: Literal["support", "cost"] = "support"


@mechanism(
    slug="maximum-welfare",
    family="budgeting",
    version=1,
    ballot="projects",
    winners="several",
    summary=BudgetProfile,
    settings=MaximumWelfareSettings,
)
def maximum_welfare(profile: BudgetProfile, settings: MaximumWelfareSettings) -> Result:
    """Find the list with the most support that the budget can pay for."""
    prices, support = settings.prices(), profile.support()
    refs = [ref for ref in profile.options if prices[ref] <= settings.budget and support[ref] >= max(settings.minimum_support, 1)]
    worth = [support[ref] * (prices[ref] if settings.utility == "cost" else 1) for ref in refs]
    index = {ref: place for place, ref in enumerate(refs)}
    limits = [Limit(range(len(refs)), [float(prices[ref]) for ref in refs], 0, settings.budget)]
    for group in settings.incompatible:
        inside = [index[ref] for ref in group if ref in index]
        limits.append(Limit(inside, [1.0] * len(inside), 0, 1))

    def allowed(chosen: frozenset[int]) -> bool:
        named = [refs[place] for place in chosen]
        return sum(prices[ref] for ref in named) <= settings.budget and not any(excluded(ref, named, settings) for ref in named)

    few = 2 ** len(refs) <= best_sets.FEW
    problem = Problem(
        len(refs),
        [float(each) for each in worth],
        limits,
        lambda chosen: Fraction(sum(worth[place] for place in chosen)),
        Fraction(gcd(*worth) or 1),
        allowed,
        few=[frozenset(some) for size in range(len(refs) + 1) for some in combinations(range(len(refs)), size)] if few else None,
    )
    order = [index[ref] for ref in settings.tie_order if ref in index]
    found = best(problem, order) if refs else None

    def listed(places: frozenset[int]) -> tuple[str, ...]:
        return tuple(sorted((refs[place] for place in places), key=lambda ref: (-support[ref], ref)))

    if found is None:
        return allocation("maximum-welfare", profile, settings, Ways((), (), (), ()))
    ties: tuple[Tie, ...] = ()
    steps: tuple[Step, ...] = ()
    if found.perhaps:
        options = tuple(sorted(refs[place] for place in found.perhaps))
        ties = (Tie(options=options, places=max(1, min(found.least, len(options) - 1))),)
        steps = (Step(code="budgeting.tie.left", facts={"options": options}),)
    told = Step(code="budgeting.maximum-welfare.best", facts={"worth": found.value, "options": listed(found.chosen)})
    ways = Ways(listed(found.chosen), listed(found.sure), ties, steps)
    return allocation("maximum-welfare", profile, settings, ways, steps=() if ties else (told,))
