"""What would have been enough for a project that lost: how many more voters for it alone, or how much lower a price.

Each answer is counted again before it is given, so that it is enough; the least one is sought by halving, and since funding is not
monotone in support or price under every rule, a smaller one may exist. Without a published order, ties are broken in favour of the
project: what is said is what makes it at least level.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from parvis.mechanisms.budgeting.profile import BudgetProfile
from parvis.mechanisms.result import Result

Rule = Callable[[BudgetProfile, Any], Result]  # each rule has its settings


@dataclass(frozen=True, kw_only=True)
class Lack:
    """What a project lacked; None where no amount was found to be enough."""

    ref: str
    more: int | None
    price: int | None


def lacks(rule: Rule, profile: BudgetProfile, settings: Any, refs: Iterable[str]) -> list[Lack]:
    """Give what each of these projects lacked. It counts some thirty times for each."""
    return [Lack(ref=ref, more=_more(rule, profile, settings, ref), price=_price(rule, profile, settings, ref)) for ref in refs]


def _first(settings: Any, ref: str) -> Any:
    if settings.tie_order:
        return settings
    return replace(settings, tie_order=(ref, *(other for other in settings.projects if other != ref)))


def _more(rule: Rule, profile: BudgetProfile, settings: Any, ref: str) -> int | None:
    place, told = profile.options.index(ref), _first(settings, ref)
    key = (place, 1) if profile.kind == "points" else (place,)

    def enough(voters: int) -> bool:
        ballots = dict(profile.ballots)
        ballots[key] = ballots.get(key, 0) + voters
        return ref in rule(replace(profile, ballots=ballots), told).outcome

    most = max(2, profile.expressed * 2)
    high = 1
    while not enough(high):
        high *= 2
        if high > most:
            return None
    return _halved(high // 2, high, enough)


def _price(rule: Rule, profile: BudgetProfile, settings: Any, ref: str) -> int | None:
    told = _first(settings, ref)
    cost: int = settings.prices()[ref]

    def enough(less: int) -> bool:
        costs = tuple(cost - less if other == ref else price for other, price in told.prices().items())
        return ref in rule(profile, replace(told, costs=costs)).outcome

    if cost < 2 or not enough(cost - 1):
        return None
    return cost - _halved(0, cost - 1, enough)


def _halved(low: int, high: int, enough: Callable[[int], bool]) -> int:
    """Give a number that is enough, between one that is not and one that is."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
