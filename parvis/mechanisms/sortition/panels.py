"""What HiGHS is asked about panels: the best fractional panel for some weights (a linear programme kept warm), and the best real one.

A *fractional panel* takes a number of people, not always whole, from each group, and meets every row. Averages of real panels are
fractional panels; not every fractional panel is an average of real ones, and *cuts* (weights · panel ≤ most, true of every real panel)
take away those that were found not to be.
"""

from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from parvis.mechanisms.sortition.groups import Groups

Vector = NDArray[np.float64]
TIGHT = 1e-6
WHOLE = 1e-6
LOOSE = 0.3  # a panel found on the way need not be the best one for its weights


@dataclass(frozen=True)
class Cut:
    """weights · panel ≤ most, for every real panel."""

    weights: Vector
    most: float


@dataclass
class Panels:
    """All the panels that may be drawn from these groups."""

    groups: Groups
    cuts: list[Cut] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.counts: Vector = np.array(self.groups.counts, dtype=float)
        self.most: Vector = np.array(self.groups.most, dtype=float)
        """How many each group may give; 0 for one that no panel can hold."""
        self.matrix = [(np.array(row.groups, dtype=np.int32), float(row.least), float(row.most)) for row in self.groups.rows]

    def programme(self, *, whole: bool = False, around: Vector | None = None, beside: int = 0) -> Any:  # a Highs, which has no types
        """Give the rows as a model of HiGHS, with room for `beside` more columns after the groups.

        `around` keeps only what an average equal to this fractional panel is made of: where it meets a row with equality, so do all.
        """
        count = len(self.counts)
        model = quiet()
        low, high = np.zeros(count), self.most
        if around is not None:
            low, high = np.floor(around + TIGHT), np.ceil(around - TIGHT)
        empty = np.array([], dtype=np.int32)
        model.addCols(count, np.zeros(count), low, high, 0, empty, empty, np.array([]))
        for _ in range(beside):
            model.addCol(0.0, 0.0, 1.0, 0, empty, np.array([]))
        for index, least, most in self.matrix:
            lower, upper = least, most
            if around is not None:
                held = float(around[index].sum())
                lower, upper = (lower, lower) if held < least + TIGHT else (upper, upper) if held > most - TIGHT else (lower, upper)
            model.addRow(lower, upper, len(index), index, np.ones(len(index)))
        for cut in self.cuts:
            index = np.flatnonzero(cut.weights).astype(np.int32)
            model.addRow(-highspy.kHighsInf, cut.most, len(index), index, cut.weights[index])
        if whole:
            model.changeColsIntegrality(count, np.arange(count, dtype=np.int32), [highspy.HighsVarType.kInteger] * count)
        return model


class _Quiet(highspy.Highs):
    """HiGHS without a word, on one thread, so that the same question has the same answer."""

    def __init__(self) -> None:
        # Not the constructor of Highs, which prints a banner before one can ask for silence.
        super(highspy.Highs, self).__init__()
        self.setOptionValue("output_flag", False)
        self.setOptionValue("threads", 1)


def quiet() -> Any:
    """Give an empty model."""
    return _Quiet()


def solved(model: Any) -> bool:
    """Run, and say whether the best answer was found."""
    model.run()
    return bool(model.getModelStatus() == highspy.HighsModelStatus.kOptimal)


def answer(model: Any, count: int) -> Vector:
    """Give the first values of the answer."""
    return np.array(model.getSolution().col_value[:count])


class Pricer:
    """Finds real panels with much weight."""

    def __init__(self, panels: Panels, around: Vector | None = None) -> None:
        self.count = len(panels.counts)
        self.every = np.arange(self.count, dtype=np.int32)
        self.linear = panels.programme(around=around)
        self.whole = panels.programme(whole=True, around=around)
        self.low: Vector = np.zeros(self.count) if around is None else np.floor(around + TIGHT)
        self.high: Vector = panels.most if around is None else np.ceil(around - TIGHT)

    def near_best(self, weights: Vector) -> Vector | None:
        """Give a panel with much weight: a corner of the linear programme with its few fractions made whole. None: there is no panel."""
        self.linear.changeColsCost(self.count, self.every, -weights)
        if not solved(self.linear):
            return None
        corner = answer(self.linear, self.count)
        nearest = np.round(corner)
        if np.abs(corner - nearest).max() < WHOLE:
            return nearest
        self.whole.setOptionValue("mip_rel_gap", LOOSE)
        for reach in (0, 1):  # most corners become whole by moving only what is fractional, nearly all others by one step
            low, high = np.floor(corner + WHOLE) - reach, np.ceil(corner - WHOLE) + reach
            found = self._best(weights, np.maximum(self.low, low), np.minimum(self.high, high))
            if found is not None:
                return found
        return self._best(weights, self.low, self.high)

    def best(self, weights: Vector) -> tuple[Vector | None, float]:
        """Give the panel with most weight, and a weight that no panel exceeds."""
        self.whole.setOptionValue("mip_rel_gap", 0.0)
        self.whole.setOptionValue("mip_abs_gap", 1e-9)
        found = self._best(weights, self.low, self.high)
        return found, -float(self.whole.getInfo().mip_dual_bound)

    def _best(self, weights: Vector, low: Vector, high: Vector) -> Vector | None:
        self.whole.changeColsBounds(self.count, self.every, low, high)
        self.whole.changeColsCost(self.count, self.every, -weights)
        return np.round(answer(self.whole, self.count)) if solved(self.whole) else None


def keep_possible(panels: Panels) -> None:
    """Leave no room for groups that no fractional panel holds a whole person of: nobody in them can be drawn."""
    count = len(panels.counts)
    model, every = panels.programme(), np.arange(count, dtype=np.int32)
    waiting = {int(group) for group in np.flatnonzero(panels.most > 0)}
    together = True
    while waiting:
        asked = sorted(waiting) if together else [min(waiting)]
        weights = np.zeros(count)
        weights[asked] = 1.0
        model.changeColsCost(count, every, -weights)
        if not solved(model):
            return
        corner = answer(model, count)
        seen = {group for group in waiting if corner[group] > 1 - WHOLE}
        if not seen and not together:
            panels.most[asked[0]] = 0.0
            seen = {asked[0]}
        together = together and bool(seen)
        waiting -= seen
