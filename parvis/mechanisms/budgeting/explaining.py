"""What every rule says of its result: what is funded, what that costs, and what each other project lacked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parvis.mechanisms.budgeting.profile import Budget, BudgetProfile
from parvis.mechanisms.budgeting.ties import Ways
from parvis.mechanisms.result import Result, Step


@dataclass(frozen=True)
class Loser:
    """A project that is not funded: how much more support, and what price, would have been enough; None when that alone is not."""

    ref: str
    more: int | None = None
    price: int | None = None


def allocation(
    slug: str, profile: BudgetProfile, settings: Budget, ways: Ways[Any], losers: Sequence[Loser] = (), steps: Sequence[Step] = ()
) -> Result:
    """Give the result of a rule, in the same form for all of them."""
    prices, support = settings.prices(), profile.support()
    cost = sum(prices[ref] for ref in ways.certain)
    said = [
        Step(
            code="budgeting.counted",
            facts={
                "ballots": profile.expressed,
                "projects": len(prices),
                "support": {ref: support[ref] for ref in sorted(support, key=lambda ref: (-support[ref], ref))},
            },
        )
    ]
    under = [ref for ref in sorted(support) if support[ref] < settings.minimum_support]
    if under:
        said.append(Step(code="budgeting.under", facts={"least": settings.minimum_support, "options": under}))
    said += [*steps, *ways.steps]
    if ways.certain:
        facts = {"options": ways.certain, "cost": cost, "budget": settings.budget, "left": settings.budget - cost}
        said.append(Step(code="budgeting.funded", facts=facts))
    else:
        said.append(Step(code="budgeting.none"))
    for loser in losers:
        match loser.more, loser.price:
            case None, None:
                continue
            case more, None:
                said.append(Step(code=f"budgeting.{slug}.more", facts={"option": loser.ref, "more": more}))
            case None, price:
                said.append(Step(code=f"budgeting.{slug}.cheaper", facts={"option": loser.ref, "price": price, "cost": prices[loser.ref]}))
            case more, price:
                facts = {"option": loser.ref, "more": more, "price": price, "cost": prices[loser.ref]}
                said.append(Step(code=f"budgeting.{slug}.either", facts=facts))
    return Result(
        outcome=ways.certain,
        ties=ways.ties,
        steps=tuple(said),
        tables={
            "support": support,
            "costs": prices,
            "cost": cost,
            "budget": settings.budget,
            "ballots": profile.expressed,
            "lacked": {loser.ref: {"more": loser.more, "price": loser.price} for loser in losers},
        },
    )
