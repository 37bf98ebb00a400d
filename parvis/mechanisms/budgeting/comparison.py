"""The same ballots under several rules, side by side: what each funds, whom it serves, and whom it leaves out."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from parvis.mechanisms import registry
from parvis.mechanisms.best_sets import NoSolver
from parvis.mechanisms.budgeting.fairness import left_out
from parvis.mechanisms.budgeting.profile import Budget, BudgetProfile
from parvis.mechanisms.exact import share
from parvis.mechanisms.registry_settings import settings_to_json
from parvis.mechanisms.result import Result

RULES: tuple[tuple[str, dict[str, object]], ...] = (
    ("greedy", {}),
    ("maximum-welfare", {}),
    ("phragmen", {}),
    ("equal-shares", {"utility": "cost", "completion": "none"}),
    ("equal-shares", {"utility": "cost", "completion": "add1"}),
    ("equal-shares", {"utility": "cardinality", "completion": "add1"}),
)


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What a rule makes of the ballots."""

    slug: str
    asked: dict[str, object]
    result: Result
    served: int
    """How many voters have at least one project that they support."""
    money: Fraction
    """How much of what a voter supports is funded, on average, in money."""
    projects: Fraction
    """How many of the projects that a voter supports are funded, on average."""
    left_out: int
    """How many projects that are not funded have supporters whom EJR+ calls left out (`fairness`)."""


def compare(profile: BudgetProfile, election: Budget, rules: Sequence[tuple[str, dict[str, object]]] = RULES) -> list[Compared]:
    """Count by each rule. One that needs a solver that is not here is left aside."""
    prices = [election.prices()[ref] for ref in profile.options]
    told = settings_to_json(election)
    rows = []
    for slug, asked in rules:
        rule = registry.get(slug)
        settings: Any = rule.read_settings({**told, **asked})
        try:
            result = rule(profile, settings)
        except NoSolver:
            continue
        funded = {profile.options.index(ref) for ref in result.outcome}
        served = money = many = 0
        for key, weight in profile.ballots.items():
            mine = funded.intersection(profile.named(key))
            served += weight if mine else 0
            many += weight * len(mine)
            money += weight * sum(prices[place] for place in mine)
        rows.append(
            Compared(
                slug=slug,
                asked=asked,
                result=result,
                served=served,
                money=share(money, profile.expressed),
                projects=share(many, profile.expressed),
                left_out=len(left_out(profile, election, result.outcome)),
            )
        )
    return rows
