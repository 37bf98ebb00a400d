"""Finding a lottery over real panels that gives every group the chance it should have.

The chances aimed at come from fractional panels, which is quick; then real panels are gathered around them until some of them, with
some weights, average to the aim. If they do, no lottery can do better, since the aim was the best even of the fractional panels. If
whole panels cannot average to it, the solver's proof of that is a cut: the aim is computed again without what it takes away.

Source: column generation as in P. Flanigan, P. Gölz, A. Gupta, B. Hennig and A. D. Procaccia, "Fair algorithms for selecting citizens'
assemblies", Nature 596 (2021), supplementary information 4; panels gathered as by herding: M. Welling, ICML 2009; Frank and Wolfe, 1956.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np

from parvis.mechanisms.sortition.panels import Cut, Panels, Pricer, Vector, keep_possible, quiet, solved

REACHED = 1e-7
"""Chances are aimed at to a ten millionth, a tenth of one ticket in a million."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a long computation is."""

    stage: str
    """"aim", "gather", "prove"."""
    panels: int
    minimum: float
    """The smallest chance reached so far."""
    bound: float
    """The smallest chance that is aimed at: no lottery gives everybody more."""


Watch = Callable[[Progress], bool]
"""Told how far it is; gives False to stop and take what there is."""


@dataclass(frozen=True)
class Aim:
    """What each group should get. A group has `seats` of a panel on average, or at least that many."""

    seats: Vector
    guide: Vector
    """A fractional panel with these seats or more."""
    least: float
    """The smallest chance of a person: no lottery gives everybody more."""


@dataclass
class Found:
    """Real panels with weights that add up to 1, and how far they are from the aim, as a chance."""

    panels: list[Vector] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    gap: float = 1.0
    bound: float = 1.0
    stopped: bool = False


def reach(panels: Panels, aim_at: Callable[[Panels], Aim], watch: Watch | None = None) -> Found:
    """Give panels and weights that reach the aim, or the nearest to it when `watch` says to stop.

    Raise NoPanel when no panel meets the rows.
    """
    gathered: dict[bytes, Vector] = {}
    anywhere = Pricer(panels)
    first = anywhere.near_best(np.zeros(len(panels.counts)))
    if first is None:
        raise NoPanel
    gathered[first.tobytes()] = first
    keep_possible(panels)
    while True:
        aim = aim_at(panels)
        attempt = _Attempt(panels, aim, gathered, anywhere, watch)
        cut = attempt.run()
        if cut is None:
            return attempt.found()
        panels.cuts.append(cut)
        keep_possible(panels)


class NoPanel(ValueError):
    """No panel meets the quotas."""


class _Attempt:
    """One aim, and the panels gathered for it."""

    def __init__(self, panels: Panels, aim: Aim, gathered: dict[bytes, Vector], anywhere: Pricer, watch: Watch | None) -> None:
        self.panels, self.aim, self.gathered, self.anywhere, self.watch = panels, aim, gathered, anywhere, watch
        self.count = len(panels.counts)
        self.wanted = np.flatnonzero(aim.seats > 0).astype(np.int32)
        self.scale = panels.counts
        self.model = self._master()
        self.inside: list[Vector] = []
        self.gap, self.stopped = 1.0, False
        for panel in gathered.values():
            self._add(panel)

    def run(self) -> Cut | None:
        """Gather panels until the aim is reached or stopped (None), or give the proof that it cannot be."""
        if self._solve() <= REACHED or not self._gather() or self.gap <= REACHED:
            return None
        return self._prove()

    def found(self) -> Found:
        held = [
            (panel, weight) for panel, weight in zip(self.inside, self.model.getSolution().col_value[1:], strict=True) if weight > 1e-12
        ]
        return Found([panel for panel, _ in held], [weight for _, weight in held], self.gap, self.aim.least, self.stopped)

    def _gather(self) -> bool:
        """Take panels that pull the average of those taken so far to the guide; False when stopped."""
        near = Pricer(self.panels, self.aim.guide)
        total, most = np.zeros(self.count), 3 * self.count + 50
        step = max(10, self.count // 5)
        for taken in range(1, most + 1):
            panel = near.near_best((taken * self.aim.guide - total) / self.scale)
            if panel is None:  # the guide is not an average of panels next to it
                return True
            total += panel
            self._keep(panel)
            if taken % step == 0 and self._solve() <= REACHED:
                return True
            if not self._go_on("gather"):
                return False
        return True

    def _prove(self) -> Cut | None:
        """Ask the solver for the panel that helps most, until the aim is reached or no panel helps: that is the proof."""
        while self._solve() > REACHED:
            if not self._go_on("prove"):
                return None
            weights, most = self._prices()
            panel = self.anywhere.near_best(weights)
            if panel is None or weights @ panel <= most + 1e-9 or panel.tobytes() in self.gathered:
                panel, bound = self.anywhere.best(weights)
                if panel is None or weights @ panel <= most + 1e-9 or panel.tobytes() in self.gathered:
                    beyond = float(weights @ self.aim.guide) - bound
                    if beyond <= REACHED / 10:  # within what the solver can tell
                        return None
                    return Cut(weights, bound + 1e-10)
            self._keep(panel)
        return None

    def _master(self) -> Any:
        """The gap, then a weight for each panel: seats of each group + gap ≥ those aimed at, as chances of a person."""
        model = quiet()
        empty = np.array([], dtype=np.int32)
        model.addCol(1.0, 0.0, highspy.kHighsInf, 0, empty, np.array([]))
        for group in self.wanted:
            model.addRow(
                float(self.aim.seats[group]), highspy.kHighsInf, 1, np.array([0], dtype=np.int32), np.array([float(self.scale[group])])
            )
        model.addRow(1.0, 1.0, 0, empty, np.array([]))
        return model

    def _add(self, panel: Vector) -> None:
        held = np.flatnonzero(panel[self.wanted])
        index = np.append(held, len(self.wanted)).astype(np.int32)
        self.model.addCol(0.0, 0.0, highspy.kHighsInf, len(index), index, np.append(panel[self.wanted[held]], 1.0))
        self.inside.append(panel)

    def _keep(self, panel: Vector) -> None:
        if panel.tobytes() not in self.gathered:
            self.gathered[panel.tobytes()] = panel
            self._add(panel)

    def _solve(self) -> float:
        solved(self.model)
        self.gap = max(0.0, float(self.model.getSolution().col_value[0]))
        return self.gap

    def _prices(self) -> tuple[Vector, float]:
        """What a seat of each group is worth to the aim now, and what the best panel taken is worth."""
        dual = np.array(self.model.getSolution().row_dual)
        weights = np.zeros(self.count)
        weights[self.wanted] = np.maximum(0.0, dual[:-1])
        return weights, max(float(weights @ panel) for panel in self.inside)

    def _go_on(self, stage: str) -> bool:
        progress = Progress(stage=stage, panels=len(self.inside), minimum=max(0.0, self.aim.least - self.gap), bound=self.aim.least)
        if self.watch is not None and not self.watch(progress):
            self._solve()
            self.stopped = True
            return False
        return True
