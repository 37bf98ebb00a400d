"""Who comes instead: a draw that fills the seats of those who leave, and a reserve drawn beforehand."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from parvis.mechanisms.randomness import lot
from parvis.mechanisms.sortition.pool import Draw, Pool


def replacement(pool: Pool, settings: Draw, panel: Collection[str], leaving: Collection[str]) -> tuple[Pool, Draw]:
    """Give the pool and the settings of the draw that replaces members who leave, so that the whole panel meets the quotas again.

    Those who stay count towards the quotas; nobody of the panel, nor, where households are kept apart, of the households of those who
    stay, is drawn again. Raise ValueError when somebody who leaves is not in the panel, or nobody does.

    >>> from parvis.mechanisms.sortition.pool import Person
    >>> pool = Pool({name: Person({"age": age}) for name, age in [("ada", "old"), ("bao", "young"), ("chloe", "old"), ("driss", "young")]})
    >>> settings = Draw(size=2, features=("age", "age"), values=("old", "young"), minimum=(1, 1), maximum=(1, 1))
    >>> rest, asked = replacement(pool, settings, ["ada", "bao"], ["ada"])
    >>> rest.refs, asked.size, [(quota.value, quota.least, quota.most) for quota in asked.quotas()]
    (('chloe', 'driss'), 1, [('old', 1, 1), ('young', 0, 0)])
    """
    unknown = set(leaving) - set(panel) | set(panel) - set(pool.people)
    if unknown or not leaving:
        raise ValueError(f"Members of the panel were expected; got {', '.join(sorted(unknown)) or 'nobody'}.")
    staying = [pool.people[ref] for ref in panel if ref not in set(leaving)]
    homes = {person.household for person in staying if person.household is not None} if settings.one_per_household else set()
    rest = Pool(
        {ref: person for ref, person in pool.without(panel).people.items() if person.household is None or person.household not in homes}
    )
    held = [sum(1 for person in staying if person.features.get(quota.feature) == quota.value) for quota in settings.quotas()]
    return rest, replace(
        settings,
        size=len(set(leaving)),
        minimum=tuple(max(0, quota.least - here) for quota, here in zip(settings.quotas(), held, strict=True)),
        maximum=tuple(max(0, quota.most - here) for quota, here in zip(settings.quotas(), held, strict=True)),
        panels=(),
        weights=(),
        bound=None,
        short=None,
    )


def reserve(pool: Pool, settings: Draw, panel: Collection[str], size: int) -> tuple[Pool, Draw]:
    """Give the pool and the settings of the draw of a reserve: so many others, with the quotas of the panel in proportion.

    A minimum is rounded down and a maximum up, and no more are asked for than there are. Where households are kept apart, nobody who
    lives with a member of the panel is in it.
    """
    homes = {pool.people[ref].household for ref in panel} - {None} if settings.one_per_household else set()
    rest = Pool({ref: person for ref, person in pool.without(panel).people.items() if person.household not in homes})
    share = Fraction(size, settings.size)
    there = [sum(1 for person in rest.people.values() if person.features.get(quota.feature) == quota.value) for quota in settings.quotas()]
    return rest, replace(
        settings,
        size=size,
        seed=f"{settings.seed}\0reserve",
        minimum=tuple(min(here, floor(quota.least * share)) for quota, here in zip(settings.quotas(), there, strict=True)),
        maximum=tuple(ceil(quota.most * share) for quota in settings.quotas()),
        panels=(),
        weights=(),
        bound=None,
        short=None,
    )


def by_lot(pool: Pool, settings: Draw) -> tuple[str, ...]:
    """Give a reserve drawn by lot alone, for when no draw keeps the quotas in proportion: of each household the first one drawn.

    >>> from parvis.mechanisms.sortition.pool import Person
    >>> pool = Pool({name: Person({}, home) for name, home in [("ada", "1"), ("bao", "1"), ("chloe", "2")]})
    >>> sorted(by_lot(pool, Draw(size=2, one_per_household=True, seed="s")))[-1]
    'chloe'
    """
    drawn: list[str] = []
    homes: set[str] = set()
    for ref in lot(settings.seed, pool.refs):
        home = pool.people[ref].household
        if len(drawn) < settings.size and not (settings.one_per_household and home in homes):
            drawn.append(ref)
            homes |= {home} if home is not None else set()
    return tuple(drawn)


def in_order(seed: str, drawn: Sequence[str]) -> tuple[str, ...]:
    """Give the reserve in the order, drawn by lot, in which people are called."""
    return lot(f"{seed}\0call", drawn)
