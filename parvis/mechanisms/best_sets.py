"""Choosing the best of many sets: HiGHS searches with floats, and what is within its error is settled with exact values.

A problem says what it gains by choosing each thing, in which limits, and can give the exact value of any set. The solver proposes sets
and bounds; a set is taken for best only when the bound of all others is under its exact value, or they have been compared exactly.
Where the sets are few, each is valued exactly, and no solver is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from importlib.util import find_spec
from typing import Any

BAND = 1e-7
"""How far, as a share of the value, a bound of the solver may be wrong beyond what it says."""
ROUNDS = 2_000
FEW = 128
"""So many sets are valued one after the other sooner than a solver is asked."""


class NoSolver(ValueError):
    """HiGHS is not installed."""


@dataclass(frozen=True)
class Limit:
    """What the columns may add up to: at least `low`, at most `high`."""

    columns: Sequence[int]
    times: Sequence[float]
    low: float
    high: float


@dataclass
class Problem:
    """Which of `size` things to choose. Columns from `size` on are helpers from 0 to 1, for gains that are not sums."""

    size: int
    gains: Sequence[float]
    limits: Sequence[Limit]
    value: Callable[[frozenset[int]], Fraction]
    """The exact value of a set."""
    unit: Fraction = Fraction(1)
    """All values are whole multiples of this: a bound that is nearer to a value than that leaves nothing better."""
    allowed: Callable[[frozenset[int]], bool] = lambda chosen: True
    """Whether a set keeps the limits exactly."""
    cuts: list[Limit] = field(default_factory=list)
    few: Sequence[frozenset[int]] | None = None
    """All the sets within the limits, when they are few enough to value each (see FEW)."""


@dataclass(frozen=True)
class Best:
    """The best value, a set that has it, what is in every best set, and what is in some and not in others."""

    value: Fraction
    chosen: frozenset[int]
    sure: frozenset[int]
    perhaps: frozenset[int]
    least: int
    """How many of `perhaps` the smallest best set holds."""


def best(problem: Problem, order: Sequence[int] = ()) -> Best | None:
    """Give the best sets, None when no set is allowed. `order`, when it holds all of `perhaps`, chooses one of them.

    Raise NoSolver without HiGHS, ValueError when too many sets are within its error.
    """
    if problem.few is not None:
        return _among(problem, problem.few, order)
    first = _highest(problem)
    if first is None:
        return None
    value, chosen = first
    found = [chosen]
    while True:
        sure, union = frozenset.intersection(*found), frozenset[int]().union(*found)
        other = _other(problem, value, sure, union)
        if other is None:
            break
        found.append(other)
    perhaps = union - sure
    if perhaps and perhaps <= set(order):
        return _ordered(problem, value, sure, [each for each in order if each in perhaps])
    return Best(value, chosen, sure, perhaps, _smallest(problem, value, found) - len(sure) if perhaps else 0)


def _among(problem: Problem, sets: Sequence[frozenset[int]], order: Sequence[int]) -> Best | None:
    """Give the best of these sets, each of them valued."""
    values = {each: problem.value(each) for each in sets if problem.allowed(each)}
    if not values:
        return None
    highest = max(values.values())
    found = [each for each, value in values.items() if value == highest]
    sure, union = frozenset.intersection(*found), frozenset[int]().union(*found)
    if union - sure and union - sure <= set(order):
        for each in order:
            found = [one for one in found if each in one] or found
        return Best(highest, found[0], found[0], frozenset(), 0)
    return Best(highest, found[0], sure, union - sure, min(map(len, found)) - len(sure))


def _highest(problem: Problem, fixed: Sequence[Limit] = ()) -> tuple[Fraction, frozenset[int]] | None:
    """Give the highest exact value and a set that has it, None when there is none."""
    held: tuple[Fraction, frozenset[int]] | None = None
    seen: list[Limit] = []
    for _ in range(ROUNDS):
        answer = _solve(problem, problem.gains, [*fixed, *seen])
        if answer is None:
            return held
        chosen, bound = answer
        if held is not None and bound < float(held[0] + problem.unit) - _band(held[0]):
            return held
        if not problem.allowed(chosen):
            problem.cuts.append(_never(problem, chosen))
            continue
        value = problem.value(chosen)
        if held is None or value > held[0]:
            held = value, chosen
        if bound < float(held[0] + problem.unit) - _band(held[0]):
            return held
        seen.append(_never(problem, chosen))
    raise ValueError("Too many sets are too near to the best one for the solver to tell them apart.")


def _band(value: Fraction) -> float:
    return max(1e-6, BAND * abs(float(value)))


def _other(problem: Problem, value: Fraction, sure: frozenset[int], union: frozenset[int]) -> frozenset[int] | None:
    """Give a set as good as the best that has something outside their union, or lacks something in all of them."""
    changes = [0.0] * len(problem.gains)
    for each in range(problem.size):
        changes[each] = -1.0 if each in sure else 0.0 if each in union else 1.0
    reached = _reached(problem, value)
    new = Limit(range(problem.size), changes[: problem.size], 1 - len(sure), float("inf"))
    seen: list[Limit] = []
    for _ in range(ROUNDS):
        answer = _solve(problem, changes, [reached, new, *seen])
        if answer is None:
            return None
        chosen = answer[0]
        if not problem.allowed(chosen):
            problem.cuts.append(_never(problem, chosen))
        elif problem.value(chosen) == value and (chosen - union or sure - chosen):
            return chosen
        else:
            seen.append(_never(problem, chosen))
    raise ValueError("Too many sets are too near to the best one for the solver to tell them apart.")


def _smallest(problem: Problem, value: Fraction, found: Sequence[frozenset[int]]) -> int:
    """Give how many things the smallest set has that is as good as the best: found by the solver, so that its way there decides nothing."""
    held = min(map(len, found))
    fewest = [-1.0 if each < problem.size else 0.0 for each in range(len(problem.gains))]
    seen: list[Limit] = []
    for _ in range(ROUNDS):
        answer = _solve(problem, fewest, [_reached(problem, value), *seen])
        if answer is None or len(answer[0]) >= held:
            return held
        if problem.allowed(answer[0]) and problem.value(answer[0]) == value:
            return len(answer[0])
        seen.append(_never(problem, answer[0]))
    raise ValueError("Too many sets are too near to the best one for the solver to tell them apart.")


def _reached(problem: Problem, value: Fraction) -> Limit:
    """Ask for what is as good as this, within what the solver may be wrong by."""
    return Limit(range(len(problem.gains)), problem.gains, float(value) - _band(value), float("inf"))


def _ordered(problem: Problem, value: Fraction, sure: frozenset[int], order: Sequence[int]) -> Best:
    """Take what comes first in the order, as long as a best set has it."""
    fixed, kept = [Limit([each], [1.0], 1, 1) for each in sure], set(sure)
    for each in order:
        with_it = _highest(problem, [*fixed, Limit([each], [1.0], 1, 1)])
        taken = with_it is not None and with_it[0] == value
        fixed.append(Limit([each], [1.0], taken, taken))
        if taken:
            kept.add(each)
    chosen = frozenset(kept)
    return Best(value, chosen, chosen, frozenset(), 0)


def _never(problem: Problem, chosen: frozenset[int]) -> Limit:
    """Forbid exactly this set."""
    times = [1.0 if each in chosen else -1.0 for each in range(problem.size)]
    return Limit(range(problem.size), times, float("-inf"), len(chosen) - 1)


def _solve(problem: Problem, gains: Sequence[float], more: Sequence[Limit]) -> tuple[frozenset[int], float] | None:
    """Give a set that the solver finds best, and a bound that no set passes; None when there is no set."""
    if find_spec("scipy") is None:
        raise NoSolver("This needs the solver HiGHS, which is not installed: pip install 'parvis[solve]'.")
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    columns = len(gains)
    rows: list[Any] = []
    limits = [*problem.limits, *problem.cuts, *more]
    starts = np.cumsum([0, *(len(limit.columns) for limit in limits)])
    if limits:
        scales = [max(map(abs, limit.times), default=1.0) or 1.0 for limit in limits]  # tolerances are the same for all rows
        data = np.concatenate([np.asarray(limit.times, dtype=float) / scale for limit, scale in zip(limits, scales, strict=True)])
        indices = np.concatenate([np.asarray(limit.columns, dtype=np.int64) for limit in limits])
        matrix = csr_array((data, indices, starts), shape=(len(limits), columns))
        lows, highs = ([getattr(limit, end) / scale for limit, scale in zip(limits, scales, strict=True)] for end in ("low", "high"))
        rows = [LinearConstraint(matrix, lows, highs)]
    whole = np.zeros(columns)
    whole[: problem.size] = 1
    solved = milp(-np.asarray(gains, dtype=float), integrality=whole, bounds=Bounds(0, 1), constraints=rows, options={"mip_rel_gap": 0})
    if solved.status == 2:
        return None
    if solved.x is None:
        raise ValueError(f"The solver stopped without an answer: {solved.message}")
    bound = -float(solved.mip_dual_bound if solved.mip_dual_bound is not None else solved.fun)
    return frozenset(int(each) for each in np.flatnonzero(solved.x[: problem.size] > 0.5)), bound
