"""A budget in envelopes: one for the projects of each district, and one for those of the whole town; and money that funds a part.

Each district shares its envelope between its own projects, by the ballots that name one of them. Then the projects of no district share
the rest of the budget, with what districts could not spend when it is `pooled`. Any rule counts this way: each envelope is a count of its
own. Warsaw and many French towns vote so: a level of quarters and a level of the town.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from parvis.mechanisms.budgeting.profile import Budget, BudgetProfile
from parvis.mechanisms.exact import ceiling
from parvis.mechanisms.result import Result, Step

Rule = Callable[[BudgetProfile, Any], Result]  # each rule has its settings


def in_envelopes(rule: Rule, profile: BudgetProfile, settings: Any) -> Result:
    """Count each envelope, then fund a part of one more project if the settings allow it."""
    if not settings.districts:
        return partly(rule(profile, settings), profile, settings)
    inside = {ref for district in settings.districts for ref in district}
    everywhere = tuple(ref for ref in settings.projects if ref not in inside)
    parts, saved = [], 0
    for refs, money in zip(settings.districts, settings.envelopes, strict=True):
        result = rule(*narrowed(profile, settings, refs, money))
        parts.append((refs, money, result))
        saved += money - _spent(result)
    money = settings.budget - sum(settings.envelopes) + (saved if settings.pooled else 0)
    if everywhere:
        parts.append((everywhere, money, rule(*narrowed(profile, settings, everywhere, money))))
    return partly(_together(parts, profile, settings), profile, settings)


def narrowed(profile: BudgetProfile, settings: Any, refs: tuple[str, ...], money: int) -> tuple[BudgetProfile, Any]:
    """Give the ballots and the settings as if there were only these projects; a ballot that names none of them is blank."""
    prices, kept = settings.prices(), set(refs)
    told = replace(
        settings,
        budget=money,
        projects=tuple(refs),
        costs=tuple(prices[ref] for ref in refs),
        incompatible=tuple(held for group in settings.incompatible if len(held := tuple(ref for ref in group if ref in kept)) > 1),
        districts=(),
        envelopes=(),
        least_part=None,
        ballots="approval" if settings.ballots == "knapsack" else settings.ballots,
        most_points=None,
        minimum=0,
        maximum=settings.maximum if settings.ballots == "ranking" else None,
    )
    options = tuple(sorted(refs))
    place = {profile.options.index(ref): number for number, ref in enumerate(options)}
    ballots: dict[tuple[int, ...], int] = {}
    blank = profile.blank
    for key, weight in profile.ballots.items():
        if profile.kind == "points":
            pairs = zip(key[::2], key[1::2], strict=True)
            mine = tuple(number for named, points in pairs if named in place for number in (place[named], points))
        else:
            mine = tuple(place[named] for named in key if named in place)
        if mine:
            ballots[mine] = ballots.get(mine, 0) + weight
        else:
            blank += weight
    return BudgetProfile(options, ballots, blank, told.ballots, told.maximum), told


def partly(result: Result, profile: BudgetProfile, settings: Budget) -> Result:
    """Give what remains to the most supported project that could be funded in part, if there is one and nothing is tied."""
    left = settings.budget - _spent(result)
    if settings.least_part is None or result.ties or left <= 0:
        return result
    prices, support = settings.prices(), profile.support()
    barred = {ref for group in settings.incompatible if set(group) & set(result.outcome) for ref in group}
    inside = {ref for district in settings.districts for ref in district}
    possible = [
        ref
        for ref in settings.projects
        if ref not in result.outcome
        and ref not in barred
        and ref not in inside
        and support[ref] >= max(1, settings.minimum_support)
        and ceiling(settings.least_part * prices[ref]) <= left < prices[ref]
    ]
    most = max((support[ref] for ref in possible), default=0)
    first = [ref for ref in possible if support[ref] == most]
    if len(first) > 1:
        first = [ref for ref in settings.tie_order if ref in first][:1]
    if len(first) != 1:
        return result
    told = Step(code="budgeting.partly", facts={"option": first[0], "money": left, "cost": prices[first[0]]})
    tables = {**result.tables, "cost": settings.budget, "partly": {first[0]: left}}
    return replace(result, outcome=(*result.outcome, first[0]), steps=(*result.steps, told), tables=tables)


def _spent(result: Result) -> int:
    return int(str(result.tables["cost"]))


def _together(parts: list[tuple[tuple[str, ...], int, Result]], profile: BudgetProfile, settings: Budget) -> Result:
    steps: list[Step] = []
    lacked: dict[str, object] = {}
    for number, (refs, money, result) in enumerate(parts, start=1):
        code = "district" if number <= len(settings.districts) else "everywhere"
        steps += [Step(code=f"budgeting.{code}", facts={"number": number, "budget": money, "options": list(refs)}), *result.steps]
        lacked |= dict(result.tables["lacked"])  # type: ignore[call-overload]  # a mapping by project
    tables = {
        "support": profile.support(),
        "costs": settings.prices(),
        "cost": sum(_spent(result) for _, _, result in parts),
        "budget": settings.budget,
        "ballots": profile.expressed,
        "lacked": lacked,
        "envelopes": [{"budget": money, "cost": _spent(result), "funded": result.outcome} for _, money, result in parts],
    }
    return Result(
        outcome=tuple(ref for _, _, result in parts for ref in result.outcome),
        ties=tuple(tie for _, _, result in parts for tie in result.ties),
        steps=tuple(steps),
        tables=tables,
    )
