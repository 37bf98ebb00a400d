"""Sequential Phragmén: money flows to everybody at the same pace, and a project is bought as soon as its supporters can pay for it.

Imagine that each voter earns one unit of money at a time. As soon as the supporters of a project have enough together, it is bought with
what they have, and they start again from nothing. The count ends with the first project that costs more than what remains of the budget.
Groups get their turn in proportion to their size; what a project is worth beyond being supported plays no part.

>>> from parvis.mechanisms.budgeting.profile import BudgetProfile
>>> settings = PhragmenSettings(budget=90, projects=("park", "pool", "tree"), costs=(60, 40, 30))
>>> ballots = [(["park", "pool"], 6), (["tree"], 3)]
>>> phragmen(BudgetProfile.summarise(["park", "pool", "tree"], ballots, settings), settings).outcome
('pool', 'tree')

Source: Maaike Los, Zoé Christoff and Davide Grossi, "Proportional Budget Allocations: Towards a Systematization", IJCAI 2022, section 2.
"""

from dataclasses import dataclass
from fractions import Fraction

from parvis.mechanisms.budgeting.explaining import allocation
from parvis.mechanisms.budgeting.greedy import excluded
from parvis.mechanisms.budgeting.profile import Budget, BudgetProfile
from parvis.mechanisms.budgeting.ties import Order, explore
from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step


@dataclass(frozen=True, kw_only=True)
class PhragmenSettings(Budget):
    """Nothing beyond what every budget says."""


@mechanism(
    slug="phragmen", family="budgeting", version=1, ballot="projects", winners="several", summary=BudgetProfile, settings=PhragmenSettings
)
def phragmen(profile: BudgetProfile, settings: PhragmenSettings) -> Result:
    """Buy each project at the moment when its supporters can pay for it, up to the first that the budget cannot."""
    ways = explore(settings.tie_order, lambda order: _buy(profile, settings, order), lambda run: run)
    bought = Step(code="budgeting.phragmen.bought", facts={"options": ways.run})
    return allocation("phragmen", profile, settings, ways, steps=(bought,) if ways.run and not ways.ties else ())


def _buy(profile: BudgetProfile, settings: PhragmenSettings, order: Order) -> tuple[str, ...]:
    prices, support, options = settings.prices(), profile.support(), profile.options
    ballots = [(profile.named(key), weight) for key, weight in profile.ballots.items()]
    # A voter last paid when a project of theirs was last bought. By project: how many of its supporters last paid with which purchase.
    last = [0] * len(ballots)
    since: list[dict[int, int]] = [{} for _ in options]
    supporters: list[list[int]] = [[] for _ in options]
    for number, (named, weight) in enumerate(ballots):
        for place in named:
            supporters[place].append(number)
            since[place][0] = since[place].get(0, 0) + weight
    moments, funded, left = [Fraction(0)], list[str](), settings.budget
    asked: dict[int, Fraction] = {}
    changed = set(range(len(options)))
    waiting = {
        place
        for place, ref in enumerate(options)
        if since[place] and prices[ref] <= left and support[ref] >= max(settings.minimum_support, 1)
    }
    while waiting:
        for place in changed & waiting:
            paid = sum((moments[number] * weight for number, weight in since[place].items()), Fraction(0))
            asked[place] = (prices[options[place]] + paid) / sum(since[place].values())
        least = min(asked[place] for place in waiting)
        tied = sorted(options[place] for place in waiting if asked[place] == least)
        chosen = tied[0] if len(tied) == 1 else order.first(tied)
        if prices[chosen] > left:
            break
        place = options.index(chosen)
        funded.append(chosen)
        left -= prices[chosen]
        moments.append(least)
        waiting.discard(place)
        waiting = {other for other in waiting if not excluded(options[other], funded, settings)}
        changed = set()
        for number in supporters[place]:
            named, weight = ballots[number]
            for other in named:
                since[other][last[number]] -= weight
                if not since[other][last[number]]:
                    del since[other][last[number]]
                since[other][len(funded)] = since[other].get(len(funded), 0) + weight
            changed.update(named)
            last[number] = len(funded)
    return tuple(funded)
