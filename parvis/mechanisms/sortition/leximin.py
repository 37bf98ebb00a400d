"""Leximin: the smallest chance of being drawn is as large as it can be, then the next smallest, and so on.

The panel meets every quota. Among all the lotteries over such panels, this one first cares for those whom the quotas serve worst: it makes
their chance as large as any lottery could; then, without touching it, that of the next ones. It is the usual choice for a citizens'
assembly.

Two retired people and six others; one of two seats is for each. A retired person has one chance in two, another person one in six,
and no lottery can even that out:

>>> from parvis.mechanisms.sortition.pool import Draw, Pool
>>> settings = Draw(size=2, features=("age", "age"), values=("retired", "other"), minimum=(1, 1), maximum=(1, 1), seed="dice 3 5 1")
>>> people = [({"person": f"p{n}", "features": {"age": "retired" if n < 2 else "other"}}, 1) for n in range(8)]
>>> result = leximin(Pool.summarise([f"p{n}" for n in range(8)], people, settings), settings)
>>> result.tables["probabilities"]["p0"], result.tables["minimum"]
('1/2', '1/6')

Source: P. Flanigan, P. Gölz, A. Gupta, B. Hennig and A. D. Procaccia, "Fair algorithms for selecting citizens' assemblies", Nature 596,
2021 (LEXIMIN).
"""

from typing import TYPE_CHECKING

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result
from parvis.mechanisms.sortition.lottery import draw
from parvis.mechanisms.sortition.pool import Draw, Pool

if TYPE_CHECKING:
    from parvis.mechanisms.sortition.panels import Panels
    from parvis.mechanisms.sortition.reaching import Aim


@mechanism(slug="leximin", family="sortition", version=1, ballot="person", winners="several", summary=Pool, settings=Draw)
def leximin(pool: Pool, settings: Draw) -> Result:
    """Draw a panel with the fairest chances, the smallest first."""
    return draw(pool, settings, "leximin")


def aim(panels: "Panels") -> "Aim":
    """Give the leximin chances over fractional panels, stage by stage.

    At each stage the smallest chance not yet settled is made as large as possible. By duality, a group whose row has a price cannot
    have more in any optimum: it is settled.
    """
    import highspy
    import numpy as np

    from parvis.mechanisms.sortition.panels import answer, solved
    from parvis.mechanisms.sortition.reaching import Aim, NoPanel

    count = len(panels.counts)
    model = panels.programme(beside=1)
    model.setOptionValue("primal_feasibility_tolerance", 1e-9)
    model.setOptionValue("dual_feasibility_tolerance", 1e-9)
    model.changeColCost(count, -1.0)
    before = model.getNumRow()
    for group, people in enumerate(panels.counts):
        model.addRow(0.0, highspy.kHighsInf, 2, np.array([group, count], dtype=np.int32), np.array([1.0, -people]))
    waiting = panels.most > 0
    chances = np.zeros(count)
    for group in map(int, np.flatnonzero(~waiting)):
        model.changeCoeff(before + group, count, 0.0)
    while waiting.any():
        if not solved(model):
            raise NoPanel
        solution = model.getSolution()
        chance = min(1.0, float(solution.col_value[count]))
        settled = waiting & (np.abs(np.array(solution.row_dual[before:])) > 1e-7)
        if chance > 1 - 1e-9 or not settled.any():
            settled = waiting.copy()
        for group in map(int, np.flatnonzero(settled)):
            chances[group] = chance
            model.changeCoeff(before + group, count, 0.0)
            model.changeRowBounds(before + group, max(0.0, chance * panels.counts[group] - 1e-10), highspy.kHighsInf)
        waiting = waiting & ~settled
    model.changeColCost(count, 0.0)
    if not solved(model):
        raise NoPanel
    seats = chances * panels.counts
    return Aim(seats, answer(model, count), float(chances[panels.most > 0].min()))
