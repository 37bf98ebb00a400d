"""Simple draw: everybody in the pool has the same chance, and nothing else is looked at.

It is the easiest draw to explain and the only one that is perfectly equal. With a small panel it can leave out whole groups of people:
quotas are shown beside the panel, but not enforced.

>>> from parvis.mechanisms.sortition.pool import Draw, Pool
>>> people = [({"person": name, "features": {}}, 1) for name in ("ada", "bao", "chloe", "driss")]
>>> settings = Draw(size=2, seed="dice 3 5 1")
>>> result = simple_draw(Pool.summarise(["ada", "bao", "chloe", "driss"], people, settings), settings)
>>> result.outcome, result.tables["minimum"]
(('ada', 'driss'), '1/2')

Source: Bernard Manin, "Principes du gouvernement représentatif", Calmann-Lévy, 1995, chapter 1.
"""

from fractions import Fraction

from parvis.mechanisms.randomness import lot
from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.sortition.lottery import result
from parvis.mechanisms.sortition.pool import Draw, Pool


@mechanism(slug="simple-draw", family="sortition", version=1, ballot="person", winners="several", summary=Pool, settings=Draw)
def simple_draw(pool: Pool, settings: Draw) -> Result:
    """Draw the first names of the lot."""
    if settings.size > len(pool.people):
        raise ValueError(f"At least {settings.size} people were expected in the pool; it has {len(pool.people)}.")
    if settings.one_per_household:
        raise ValueError(
            "A simple draw gives everybody the same chance and cannot keep households apart: choose leximin or stratified-draw."
        )
    chosen = tuple(sorted(lot(settings.seed, pool.refs)[: settings.size]))
    chance = Fraction(settings.size, len(pool.people))
    return result(pool, settings, chosen, [Step(code="sortition.simple", facts={"chance": chance})], dict.fromkeys(pool.refs, chance))
