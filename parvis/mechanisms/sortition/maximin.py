"""Maximin: the smallest chance of being drawn is as large as it can be.

The panel meets every quota, and nobody in the pool has a smaller chance than any other lottery could have given to everybody. Beyond
that smallest chance it does not care: `leximin` goes on with the second smallest, and so on, for a little more computing.

>>> from parvis.mechanisms.sortition.pool import Draw, Pool
>>> settings = Draw(size=2, features=("age", "age"), values=("retired", "other"), minimum=(1, 1), maximum=(1, 1), seed="dice 3 5 1")
>>> people = [({"person": f"p{n}", "features": {"age": "retired" if n < 2 else "other"}}, 1) for n in range(8)]
>>> maximin(Pool.summarise([f"p{n}" for n in range(8)], people, settings), settings).tables["minimum"]
'1/6'

Source: P. Flanigan, P. Gölz, A. Gupta, B. Hennig and A. D. Procaccia, "Fair algorithms for selecting citizens' assemblies", Nature 596,
2021 (supplementary information, MAXIMIN).
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result
from parvis.mechanisms.sortition.leximin import aim as leximin_aim
from parvis.mechanisms.sortition.lottery import draw
from parvis.mechanisms.sortition.pool import Draw, Pool

if TYPE_CHECKING:
    from parvis.mechanisms.sortition.panels import Panels
    from parvis.mechanisms.sortition.reaching import Aim


@mechanism(slug="maximin", family="sortition", version=1, ballot="person", winners="several", summary=Pool, settings=Draw)
def maximin(pool: Pool, settings: Draw) -> Result:
    """Draw a panel from the lottery whose smallest chance is the largest."""
    return draw(pool, settings, "maximin")


def aim(panels: "Panels") -> "Aim":
    """Give everybody the smallest chance of leximin, and let the rest fall as it may."""
    fairest = leximin_aim(panels)
    return replace(fairest, seats=(panels.most > 0) * panels.counts * fairest.least)
