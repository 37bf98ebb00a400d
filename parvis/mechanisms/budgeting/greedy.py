"""Greedy: projects are funded in the order of their support, as long as money remains.

It is what most towns do, and it is easy to follow: the most supported project first, then the next. A project that costs more than what
remains is passed over, or ends the count. It looks at support and not at who supports: a majority that votes alike can take it all.

>>> from parvis.mechanisms.budgeting.profile import BudgetProfile
>>> settings = GreedySettings(budget=10, projects=("bench", "park", "tree"), costs=(3, 8, 2))
>>> ballots = [(["park", "tree"], 3), (["bench"], 2)]
>>> greedy(BudgetProfile.summarise(["bench", "park", "tree"], ballots, settings), settings).outcome
('park', 'tree')

Source: Piotr Faliszewski et al., "Participatory Budgeting: Data, Tools, and Analysis", IJCAI 2023, section 3 (GreedyAV).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from parvis.mechanisms.budgeting.explaining import Loser, allocation
from parvis.mechanisms.budgeting.profile import Budget, BudgetProfile
from parvis.mechanisms.budgeting.ties import Order, explore
from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result


@dataclass(frozen=True, kw_only=True)
class GreedySettings(Budget):
    """Whether a project that costs more than what remains is skipped, or ends the count."""

    skip: bool = True


@mechanism(
    slug="greedy", family="budgeting", version=1, ballot="projects", winners="several", summary=BudgetProfile, settings=GreedySettings
)
def greedy(profile: BudgetProfile, settings: GreedySettings) -> Result:
    """Fund the projects in the order of their support."""
    support = profile.support()
    ways = explore(settings.tie_order, lambda order: by_support(settings, support, order, skip=settings.skip), lambda run: run)
    return allocation("greedy", profile, settings, ways, _losers(settings, support, ways.run) if not ways.ties else ())


def by_support(settings: Budget, support: dict[str, int], order: Order, start: Sequence[str] = (), *, skip: bool = True) -> tuple[str, ...]:
    """Give what is funded by support, going on from what is funded already."""
    prices = settings.prices()
    funded = list(start)
    left = settings.budget - sum(prices[ref] for ref in funded)
    waiting = [ref for ref in settings.projects if ref not in start and support[ref] >= max(settings.minimum_support, 1)]
    for votes in sorted({support[ref] for ref in waiting}, reverse=True):
        tied = sorted(ref for ref in waiting if support[ref] == votes)
        while tied:
            tied = [ref for ref in tied if not excluded(ref, funded, settings)]
            if skip:
                tied = [ref for ref in tied if prices[ref] <= left]
            if not tied:
                break
            free = sum(prices[ref] for ref in tied) <= left and not any(excluded(ref, tied, settings) for ref in tied)
            chosen = tied[0] if free or len(tied) == 1 else order.first(tied)
            if prices[chosen] > left:
                return tuple(funded)
            funded.append(chosen)
            left -= prices[chosen]
            tied.remove(chosen)
    return tuple(funded)


def excluded(ref: str, funded: Sequence[str], settings: Budget) -> bool:
    """Say whether a project cannot be funded beside these."""
    return any(ref in group and any(other in group and other != ref for other in funded) for group in settings.incompatible)


def _losers(settings: GreedySettings, support: dict[str, int], funded: Sequence[str]) -> list[Loser]:
    prices = settings.prices()
    before = {}
    left = settings.budget
    for ref in funded:
        before[ref] = left
        left -= prices[ref]
    losers = []
    for ref in sorted(set(settings.projects) - set(funded), key=lambda ref: (-support[ref], ref)):
        # Ahead of which project would it still have found its price? Those it is compatible with come before it whatever happens.
        rivals = [other for other in funded if before[other] >= prices[ref]]
        ahead = [other for index, other in enumerate(funded) if other in rivals and not excluded(ref, funded[:index], settings)]
        needed = max(support[ahead[-1]] + 1, settings.minimum_support) if ahead else None
        if left >= prices[ref] and not excluded(ref, funded, settings):
            # Without skipping, one must come before the project that ended the count.
            ends = (
                0
                if settings.skip
                else max((support[other] + 1 for other in prices if other not in funded and prices[other] > left), default=0)
            )
            needed = max(settings.minimum_support, 1, ends)
        turn = settings.budget - sum(prices[other] for other in funded if support[other] >= support[ref])
        barred = support[ref] < max(settings.minimum_support, 1) or excluded(ref, funded, settings)
        price = None if barred or not settings.skip or turn >= prices[ref] else turn or None
        losers.append(Loser(ref, more=None if needed is None or needed <= support[ref] else needed - support[ref], price=price))
    return losers
