"""Equal shares: everybody gets the same share of the budget, and the people who support a project pay for it together.

The budget is divided equally between the voters. A project is bought when those who support it have enough left to pay for it; the one
that costs its supporters least, for what it is worth to them, comes first. So every group is heard in proportion to its size. Shares can
leave money over: then they are raised little by little as long as the cost stays within the budget, or support decides on the rest.

>>> from parvis.mechanisms.budgeting.profile import BudgetProfile
>>> settings = EqualSharesSettings(budget=90, projects=("park", "pool", "tree"), costs=(60, 40, 30), utility="cardinality")
>>> ballots = [(["park", "pool"], 6), (["tree"], 3)]
>>> equal_shares(BudgetProfile.summarise(["park", "pool", "tree"], ballots, settings), settings).outcome
('pool', 'tree')

Source: Dominik Peters, Grzegorz Pierczyński and Piotr Skowron, "Proportional Participatory Budgeting with Additive Utilities",
NeurIPS 2021. Completions: Piotr Faliszewski et al., "Participatory Budgeting: Data, Tools, and Analysis", IJCAI 2023, and equalshares.net.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib.util import find_spec
from typing import Literal, cast

from parvis.mechanisms.budgeting.explaining import Loser, allocation
from parvis.mechanisms.budgeting.greedy import by_support
from parvis.mechanisms.budgeting.profile import Budget, BudgetProfile
from parvis.mechanisms.budgeting.purses import Market, Purses
from parvis.mechanisms.budgeting.ties import Memory, Order, explore
from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step

MANY = 2_000
"""From so many different ballots on, arrays are quicker, once numpy is imported."""


@dataclass(frozen=True, kw_only=True)
class EqualSharesSettings(Budget):
    """What a project is worth to those who support it, and what becomes of the money that shares leave over."""

    utility: Literal["cost", "cardinality", "additive"] = "cost"
    """cost: as much as it costs; cardinality: 1; additive: the points on the ballot, or those of its rank."""
    completion: Literal["none", "add1", "add1-greedy", "greedy", "comparison"] = "add1"
    """comparison: add1, unless more voters are better served by what is funded greedily."""
    increment: int = 1
    """By how much each share is raised at a time, in add1."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.increment < 1:
            raise ValueError(f"Shares were expected to be raised by 1 or more at a time; got {self.increment}.")


@dataclass(frozen=True)
class Bought:
    """What a count funds, in order; how much of it shares paid for; the purses at their end."""

    funded: tuple[str, ...]
    paid: int
    purses: Purses
    raised: int = 0
    votes: tuple[int, int] | None = None
    """For a comparison: how many are better served by equal shares, and by greedy."""
    greedy: bool = False


@mechanism(
    slug="equal-shares",
    family="budgeting",
    version=1,
    ballot="projects",
    winners="several",
    summary=BudgetProfile,
    settings=EqualSharesSettings,
)
def equal_shares(profile: BudgetProfile, settings: EqualSharesSettings) -> Result:
    """Let equal shares pay for projects, then complete."""
    if not profile.expressed:
        empty = explore(settings.tie_order, lambda order: (), lambda run: run)
        return allocation("equal-shares", profile, settings, empty)
    support = profile.support()
    market = _market(profile, settings, support)
    memory, opened = Memory(), _opener(market)
    ways = explore(
        settings.tie_order, lambda order: _count(profile, settings, support, market, order, opened, memory), lambda run: run.funded
    )
    losers = [] if ways.ties else _losers(settings, market, ways.run)
    return allocation("equal-shares", profile, settings, ways, losers, _steps(profile, settings, ways.run))


def _market(profile: BudgetProfile, settings: EqualSharesSettings, support: dict[str, int]) -> Market:
    prices = settings.prices()
    refs = [
        ref for ref in profile.options if prices[ref] <= settings.budget and support[ref] >= max(settings.minimum_support, 1)
    ]  # what costs more than everything there is can never be funded
    weights, supporters, points = _supporters(profile, [profile.options.index(ref) for ref in refs])
    rivals = [
        frozenset(
            other
            for other, ref in enumerate(refs)
            if ref != refs[place] and any(ref in g and refs[place] in g for g in settings.incompatible)
        )
        for place in range(len(refs))
    ]
    additive = settings.utility == "additive"
    utilities = [given if additive and given is not None and set(given) != {1} else None for given in points]
    if profile.packed:
        worths = [support[ref] for ref in refs]
    else:
        worths = [
            sum(weights[i] * (given[k] if given else 1) for k, i in enumerate(purses))
            for purses, given in zip(supporters, utilities, strict=True)
        ]
    costs = [prices[ref] for ref in refs]
    return Market(
        refs=refs,
        costs=costs,
        weights=weights,
        supporters=supporters,
        utilities=utilities,
        divisors=[max(cost, 1) if settings.utility == "cost" else 1 for cost in costs],
        rivals=rivals,
        worths=worths,
    )


def _supporters(
    profile: BudgetProfile, places: Sequence[int]
) -> tuple[Sequence[int], Sequence[Sequence[int]], Sequence[Sequence[int] | None]]:
    """Give how many voters each purse stands for, and for each project the purses of those who support it, and their points."""
    if profile.packed and profile.kind == "approval":
        found = profile.packed.supporters(len(profile.options))
        return (
            cast("Sequence[int]", profile.packed.weights),
            [cast("Sequence[int]", found[place]) for place in places],
            [None] * len(places),
        )
    index = {place: number for number, place in enumerate(places)}
    supporters: list[list[int]] = [[] for _ in places]
    points: list[list[int]] = [[] for _ in places]
    for number, ballot in enumerate(profile.ballots):
        for project, given in profile.points(ballot):
            place = index.get(project)
            if place is not None and given:
                supporters[place].append(number)
                points[place].append(given)
    return list(profile.ballots.values()), supporters, points


def _count(
    profile: BudgetProfile,
    settings: EqualSharesSettings,
    support: dict[str, int],
    market: Market,
    order: Order,
    opened: Callable[[Fraction], Purses],
    memory: Memory,
) -> Bought:
    prices, share, raised = settings.prices(), Fraction(settings.budget, profile.expressed), 0
    spent: dict[int, Purses] = {}

    def buy(times: int) -> list[str]:
        def spend(order: Order) -> list[int]:
            spent.clear()
            spent[times] = opened(share + times * settings.increment)
            return spent[times].spend(order)

        return [market.refs[place] for place in memory.count(times, order, spend)]

    funded = buy(0)
    if settings.completion in ("add1", "add1-greedy", "comparison"):
        # Funding is not monotone in the share: each is tried in turn, up to the first that would cost too much.
        while len(funded) < len(market.refs) and raised * settings.increment <= sum(market.costs):
            kept, more = spent.get(raised), buy(raised + 1)
            if sum(prices[ref] for ref in more) > settings.budget:
                if kept:
                    spent[raised] = kept
                break
            funded, raised = more, raised + 1
    if raised not in spent:  # what was remembered is bought again, for what it leaves in the purses
        spent[raised] = opened(share + raised * settings.increment)
        spent[raised].spend(order)
    purses, paid = spent[raised], len(funded)
    if settings.completion in ("greedy", "add1-greedy"):
        funded = list(by_support(settings, support, order, funded))
    bought = Bought(tuple(funded), paid, purses, raised)
    if settings.completion != "comparison":
        return bought
    other = by_support(settings, support, order)
    votes = _preferences(profile, settings, funded, other)
    if votes[1] > votes[0]:
        return Bought(other, 0, purses, raised, votes, greedy=True)
    return Bought(tuple(funded), paid, purses, raised, votes)


def _opener(market: Market) -> Callable[[Fraction], Purses]:
    """Give the function that opens purses with a share: in arrays when there are many and numpy is here, with the same result."""
    if len(market.weights) < MANY or find_spec("numpy") is None:
        return lambda share: Purses(market, share)
    from parvis.mechanisms.budgeting.purses_array import ArrayMarket, ArrayPurses

    arrays = ArrayMarket(market)
    return lambda share: ArrayPurses(arrays, share)


def _preferences(profile: BudgetProfile, settings: EqualSharesSettings, one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """Give how many voters get more from one list of projects, and how many from the other."""
    prices = settings.prices()
    sign = [(ref in one) - (ref in other) for ref in profile.options]
    sides = [0, 0]
    for ballot, weight in profile.ballots.items():
        match settings.utility:
            case "cost":
                balance = sum(sign[place] * prices[profile.options[place]] for place in profile.named(ballot))
            case "cardinality":
                balance = sum(sign[place] for place in profile.named(ballot))
            case _:
                balance = sum(sign[place] * points for place, points in profile.points(ballot))
        if balance:
            sides[balance < 0] += weight
    return sides[0], sides[1]


def _steps(profile: BudgetProfile, settings: EqualSharesSettings, run: Bought) -> list[Step]:
    code = "budgeting.equal-shares"
    first = Fraction(settings.budget, profile.expressed)
    steps = [Step(code=f"{code}.share", facts={"budget": settings.budget, "voters": profile.expressed, "share": first})]
    if run.raised:
        steps.append(Step(code=f"{code}.raised", facts={"times": run.raised, "increment": settings.increment, "share": run.purses.share}))
    if run.votes is not None:
        facts = {"shares": run.votes[0], "greedy": run.votes[1]}
        steps.append(Step(code=f"{code}.compared-{'greedy' if run.greedy else 'shares'}", facts=facts))
    if run.paid:
        steps.append(Step(code=f"{code}.paid", facts={"options": run.funded[: run.paid]}))
    if run.funded[run.paid :] and not run.greedy:
        steps.append(Step(code=f"{code}.completed", facts={"options": run.funded[run.paid :]}))
    return steps


def _losers(settings: EqualSharesSettings, market: Market, run: Bought) -> list[Loser]:
    """Without completion, a project whose price is what its supporters have left in the end is bought: sooner, or then."""
    if settings.completion != "none":
        return []
    losers = []
    for place, ref in enumerate(market.refs):
        if ref not in run.funded and not any(market.refs[rival] in run.funded for rival in market.rivals[place]):
            losers.append(Loser(ref, price=run.purses.price(place) or None))
    return losers
