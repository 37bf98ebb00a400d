"""Nash: the product of everybody's chances of being drawn is as large as it can be.

The panel meets every quota. Where `leximin` thinks first of those whom the quotas serve worst, this lottery weighs everybody: it lets the
smallest chance be a little smaller when many others gain much by it.

>>> from parvis.mechanisms.sortition.pool import Draw, Pool
>>> settings = Draw(size=2, features=("age", "age"), values=("retired", "other"), minimum=(1, 1), maximum=(1, 1), seed="dice 3 5 1")
>>> people = [({"person": f"p{n}", "features": {"age": "retired" if n < 2 else "other"}}, 1) for n in range(8)]
>>> nash(Pool.summarise([f"p{n}" for n in range(8)], people, settings), settings).tables["probabilities"]["p0"]
'1/2'

Source: P. Flanigan, P. Gölz, A. Gupta, B. Hennig and A. D. Procaccia, "Fair algorithms for selecting citizens' assemblies", Nature 596,
2021 (supplementary information, NASH).
"""

from typing import TYPE_CHECKING

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result
from parvis.mechanisms.sortition.leximin import aim as leximin_aim
from parvis.mechanisms.sortition.lottery import draw
from parvis.mechanisms.sortition.pool import Draw, Pool

if TYPE_CHECKING:
    from parvis.mechanisms.sortition.panels import Panels, Vector
    from parvis.mechanisms.sortition.reaching import Aim

ROUNDS = 60
ENOUGH = 1e-9


@mechanism(slug="nash", family="sortition", version=1, ballot="person", winners="several", summary=Pool, settings=Draw)
def nash(pool: Pool, settings: Draw) -> Result:
    """Draw a panel from the lottery with the largest product of chances."""
    return draw(pool, settings, "nash")


def aim(panels: "Panels") -> "Aim":
    """Give the fractional panel with the largest product of chances.

    Newton's method with the rows kept: at each round a quadratic programme stands for the sum of logarithms. It ends when no fractional
    panel x has sum of people·x/seats above their number by more than a rounding: the sum of logarithms is then the largest (it is concave).
    """
    import highspy
    import numpy as np

    from parvis.mechanisms.sortition.panels import answer, solved
    from parvis.mechanisms.sortition.reaching import Aim, NoPanel

    start = leximin_aim(panels)
    can = panels.most > 0
    count, people = len(panels.counts), panels.counts * can
    every = np.arange(count, dtype=np.int32)
    seats = np.where(can, np.maximum(start.guide, 1e-9), 0.0)
    for _ in range(ROUNDS):
        prices = np.divide(people, seats, out=np.zeros(count), where=can)
        linear = panels.programme()
        linear.changeColsCost(count, every, -prices)
        if not solved(linear):
            raise NoPanel
        best = float(prices @ answer(linear, count))
        if best - people.sum() <= ENOUGH * people.sum():
            break
        model = panels.programme()
        curve = np.divide(people, seats**2, out=np.zeros(count), where=can)
        model.changeColsCost(count, every, -2 * prices)
        model.passHessian(count, count, int(highspy.HessianFormat.kTriangular), np.arange(count + 1, dtype=np.int32)[:-1], every, curve)
        if not solved(model):
            break
        step = answer(model, count) - seats
        length = _length(people, seats, step)
        seats = seats + length * step
    chances = np.divide(seats, panels.counts)
    return Aim(seats, seats, float(chances[can].min()))


def _length(people: "Vector", seats: "Vector", step: "Vector") -> float:
    """Give how far to go along a step, at most all of it, for the largest sum of logarithms."""
    held = people > 0

    def slope(length: float) -> float:
        after = seats[held] + length * step[held]
        return float((people[held] * step[held] / after).sum()) if after.min() > 0 else -1.0

    short, long = 0.0, 1.0
    if slope(long) >= 0:
        return long
    for _ in range(50):
        middle = (short + long) / 2
        short, long = (middle, long) if slope(middle) > 0 else (short, middle)
    return short
