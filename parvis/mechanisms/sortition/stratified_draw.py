"""Stratified draw: seats are filled one by one, each time where the quotas are hardest to meet.

At each seat, the quota that lacks most people for those it can still find is served first, by lot among its people. When the quotas can no
longer be met, the draw starts again. It is quick and needs no solver, and was the usual way before 2021; but it can give some people
far smaller chances than they could have. Nobody can say those chances exactly: they are estimated by drawing many times.

>>> from parvis.mechanisms.sortition.pool import Pool
>>> settings = StratifiedDraw(size=2, features=("age", "age"), values=("young", "old"), minimum=(1, 1), maximum=(1, 1), seed="dice 1")
>>> people = [({"person": f"p{n}", "features": {"age": "young" if n < 2 else "old"}}, 1) for n in range(4)]
>>> stratified_draw(Pool.summarise([f"p{n}" for n in range(4)], people, settings), settings).outcome
('p0', 'p2')

Source: the algorithm called LEGACY in P. Flanigan, P. Gölz, A. Gupta, B. Hennig and A. D. Procaccia, "Fair algorithms for selecting
citizens' assemblies", Nature 596, 2021, supplementary information 11, after the Sortition Foundation's practice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from parvis.mechanisms.randomness import numbers
from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.sortition.groups import Groups, Panel
from parvis.mechanisms.sortition.lottery import people, result
from parvis.mechanisms.sortition.pool import Draw, Pool


@dataclass(frozen=True, kw_only=True)
class StratifiedDraw(Draw):
    """How often to start again, and how many times to draw for the estimate of chances."""

    attempts: int = 1000
    trials: int = 0
    """Draws from which chances are estimated; 0: none is estimated."""


class NoPanelFound(ValueError):
    """No attempt met the quotas: perhaps no panel does."""


@mechanism(slug="stratified-draw", family="sortition", version=1, ballot="person", winners="several", summary=Pool, settings=StratifiedDraw)
def stratified_draw(pool: Pool, settings: StratifiedDraw) -> Result:
    """Fill the seats one by one; raise NoPanelFound when no attempt meets the quotas."""
    groups = Groups.of(pool, settings)
    panel, attempts = _draw(groups, settings.attempts, settings.seed)
    held = [0] * len(groups.members)
    for trial in range(settings.trials):
        for group in _draw(groups, settings.attempts, f"{settings.seed}\0trial {trial}")[0]:
            held[group] += 1
    chances = {
        ref: Fraction(seats, settings.trials * len(refs))
        for refs, seats in zip(groups.members, held, strict=True)
        for ref in refs
        if settings.trials
    }
    steps = [Step(code="sortition.stratified", facts={"attempts": attempts})]
    if settings.trials:
        steps.append(Step(code="sortition.estimated", facts={"trials": settings.trials}))
    return result(pool, settings, people(groups, panel, settings.seed), steps, chances)


def _draw(groups: Groups, attempts: int, seed: str) -> tuple[Panel, int]:
    for attempt in range(1, attempts + 1):
        panel = _attempt(groups, numbers(f"{seed}\0attempt {attempt}"))
        if panel is not None:
            return panel, attempt
    raise NoPanelFound(f"No panel that meets the quotas was found in {attempts} attempts; leximin says whether there is one.")


def _attempt(groups: Groups, chance: Iterator[int]) -> Panel | None:
    """Fill the seats, group by group; None when the quotas can no longer be met."""
    left = list(groups.most)
    taken = [0] * len(groups.rows)
    rows_of: list[list[int]] = [[] for _ in left]
    for number, row in enumerate(groups.rows):
        for group in row.groups:
            rows_of[group].append(number)
    available = [sum(left[group] for group in row.groups) for row in groups.rows]
    for number, row in enumerate(groups.rows):
        if row.most == 0:
            _close(row.groups, left, available, rows_of)
        if available[number] < row.least:
            return None
    seats: list[int] = []
    while len(seats) < groups.size:
        urgent, most = 0, Fraction(-1)
        for number, row in enumerate(groups.rows):
            lacking = row.least - taken[number]
            if lacking > available[number]:
                return None
            if number and lacking > 0 and Fraction(lacking, available[number]) > most:
                urgent, most = number, Fraction(lacking, available[number])
        candidates = groups.rows[urgent].groups
        if not available[urgent]:
            return None
        place = next(chance) % available[urgent]
        for group in candidates:
            place -= left[group]
            if place < 0:
                break
        seats.append(group)
        left[group] -= 1
        for number in rows_of[group]:
            available[number] -= 1
            taken[number] += 1
        for number in rows_of[group]:
            if number and taken[number] == groups.rows[number].most:
                _close(groups.rows[number].groups, left, available, rows_of)
    return tuple(sorted(seats)) if not groups.faults(seats) else None


def _close(closed: Sequence[int], left: list[int], available: list[int], rows_of: list[list[int]]) -> None:
    """Leave nobody of these groups to be drawn."""
    for group in closed:
        for number in rows_of[group]:
            available[number] -= left[group]
        left[group] = 0
