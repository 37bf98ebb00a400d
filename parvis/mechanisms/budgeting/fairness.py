"""Checks of proportionality of any list of funded projects, however it was chosen: EJR+ up to any project, and priceability.

EJR+: when people who support a project together hold a part of the budget that could pay for it, and each of them has less from what is
funded than that part could give even with the project added, they were left out. Sources: Markus Brill and Jannik Peters, "Robust and
Verifiable Proportionality Axioms for Multiwinner Voting", EC 2023; Dominik Peters, Grzegorz Pierczyński and Piotr Skowron, "Proportional
Participatory Budgeting with Additive Utilities", NeurIPS 2021 (priceability: section 4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib.util import find_spec
from typing import Literal

from parvis.mechanisms.best_sets import NoSolver
from parvis.mechanisms.budgeting.profile import Budget, BudgetProfile


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A project that is not funded, how many of its supporters were left out, and the part of the budget that is theirs."""

    ref: str
    voters: int
    share: Fraction


def left_out(
    profile: BudgetProfile, settings: Budget, funded: Sequence[str], utility: Literal["cost", "cardinality"] = "cost"
) -> list[LeftOut]:
    """Give, for each project that fails EJR+, its largest group left out; an empty list says that the funded projects satisfy it.

    >>> settings = Budget(budget=10, projects=("a", "b"), costs=(10, 5))
    >>> profile = BudgetProfile.summarise(["a", "b"], [(["a"], 5), (["b"], 5)], settings)
    >>> left_out(profile, settings, ["a"]), left_out(profile, settings, ["b"])
    ([LeftOut(ref='b', voters=5, share=Fraction(5, 1))], [])
    """
    prices, chosen = settings.prices(), {profile.options.index(ref) for ref in funded}
    has: list[tuple[int, frozenset[int], int]] = []
    for key, weight in profile.ballots.items():
        mine = frozenset(profile.named(key))
        worth = sum(prices[profile.options[place]] if utility == "cost" else 1 for place in mine & chosen)
        has.append((worth, mine, weight))
    has.sort(key=lambda voter: voter[0])
    found = []
    for place, ref in enumerate(profile.options):
        if place in chosen or not prices[ref] or prices[ref] > settings.budget:
            continue
        together, worst = 0, None
        for worth, named, weight in has:
            if place not in named:
                continue
            together += weight
            # What everybody up to here would have with the project: at most this.
            wanted = worth + prices[ref] if utility == "cost" else (worth + 1) * prices[ref]
            share = Fraction(settings.budget * together, profile.expressed)
            if wanted <= share:
                worst = LeftOut(ref=ref, voters=together, share=share)
        if worst:
            found.append(worst)
    return found


def priceable(profile: BudgetProfile, settings: Budget, funded: Sequence[str]) -> bool | None:
    """Say whether prices explain what is funded: everybody has as much, pays only for what they support, what is funded is paid in
    full, and no supporters of another project have enough left to pay for it. None when it is so near that the solver cannot tell.

    Raise NoSolver without HiGHS.
    """
    if find_spec("scipy") is None:
        raise NoSolver("This needs the solver HiGHS, which is not installed: pip install 'parvis[solve]'.")
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    prices = [settings.prices()[ref] for ref in profile.options]
    chosen = {profile.options.index(ref) for ref in funded if settings.prices()[ref]}
    ballots = [(profile.named(key), weight) for key, weight in profile.ballots.items()]
    pays = [(number, place) for number, (named, _) in enumerate(ballots) for place in named if place in chosen]
    if {place for _, place in pays} != chosen:
        return False  # something funded has no supporter
    # Columns: what each group of equal ballots pays for each project, what everybody has, and by how much the worst rest is too much.
    column = {pair: number for number, pair in enumerate(pays)}
    has, slack, unit = len(pays), len(pays) + 1, max(settings.budget, 1)
    upper: list[tuple[int, int, float]] = []
    limits: list[float] = []
    row = 0
    for number, (named, weight) in enumerate(ballots):
        upper += [(row, column[number, place], 1.0) for place in named if place in chosen] + [(row, has, -float(weight))]
        row, limits = row + 1, [*limits, 0.0]
    for place, price in enumerate(prices):
        if place not in chosen and price and any(place in named for named, _ in ballots):
            for number, (named, weight) in enumerate(ballots):
                if place in named:
                    upper.append((row, has, float(weight)))
                    upper += [(row, column[number, other], -1.0) for other in named if other in chosen]
            upper.append((row, slack, -1.0))
            row, limits = row + 1, [*limits, price / unit]
    order = {place: number for number, place in enumerate(sorted(chosen))}
    equal = [(order[place], number, 1.0) for number, (_, place) in enumerate(pays)]

    def matrix(entries: Sequence[tuple[int, int, float]], rows: int) -> object:
        at, to, value = zip(*entries, strict=True) if entries else ((), (), ())
        return coo_array((value, (at, to)), shape=(rows, len(pays) + 2)).tocsr()

    cost = np.zeros(len(pays) + 2)
    cost[slack] = 1
    solved = linprog(
        cost,
        A_ub=matrix(upper, row),
        b_ub=limits,
        A_eq=matrix(equal, len(order)) if order else None,
        b_eq=[prices[place] / unit for place in sorted(chosen)] if order else None,
        bounds=[(0, None)] * (len(pays) + 1) + [(-1, None)],
        method="highs",
    )
    if solved.status != 0:
        return False
    over = float(solved.fun)
    return None if abs(over) < 1e-9 else over < 0
