"""Groups of people whom the quotas do not tell apart, so that one number per group describes a panel.

Two people are in the same group when they have the same value of each feature and, where only one person per household may be
drawn, when the people they live with are alike too. Everybody in a group then has the same chance under any rule that treats equals
equally, and a panel is known, up to lots drawn inside the groups, by how many people it takes from each.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from parvis.mechanisms.sortition.pool import Draw, Pool

Panel = tuple[int, ...]
"""The numbers of the groups that the members come from, in order, a group once for each member."""


@dataclass(frozen=True)
class Row:
    """A number of seats, at least `least` and at most `most`, for the people of some groups."""

    name: tuple[str, str]
    """The feature and its value; ("", "") for the size of the panel, ("household", …) for households."""
    groups: tuple[int, ...]
    least: int
    most: int


@dataclass(frozen=True)
class Groups:
    """The pool in groups, with the rows that every panel meets."""

    size: int
    members: tuple[tuple[str, ...], ...]
    """Who is in each group, sorted. Groups come in the order of their features."""
    rows: tuple[Row, ...]
    homes: tuple[tuple[tuple[int, ...], tuple[tuple[str, ...], ...]], ...]
    """Alike households of several people of the pool: the groups that live there, and who lives in each of them."""

    @classmethod
    def of(cls, pool: Pool, settings: Draw) -> "Groups":
        """Group a pool for this draw."""
        homes: dict[str, list[str]] = {}
        if settings.one_per_household:
            for ref, person in pool.people.items():
                if person.household is not None:
                    homes.setdefault(person.household, []).append(ref)
        kind = {ref: tuple(sorted(pool.people[other].key() for other in home)) for home in homes.values() if len(home) > 1 for ref in home}
        grouped: dict[tuple[object, ...], list[str]] = {}
        for ref, person in sorted(pool.people.items()):
            grouped.setdefault((person.key(), kind.get(ref, ())), []).append(ref)
        order = sorted(grouped, key=repr)
        members = tuple(tuple(grouped[key]) for key in order)
        number = {ref: place for place, refs in enumerate(members) for ref in refs}
        example = [pool.people[refs[0]].features for refs in members]
        alike: dict[object, list[tuple[str, ...]]] = {}
        for home in homes.values():
            if len(home) > 1:
                alike.setdefault(kind[home[0]], []).append(tuple(sorted(home)))
        households = tuple(
            (tuple(sorted({number[ref] for ref in found[0]})), tuple(sorted(found)))
            for _, found in sorted(alike.items(), key=lambda item: repr(item[0]))
        )
        rows = [Row(("", ""), tuple(range(len(members))), settings.size, settings.size)]
        rows += [
            Row(
                (quota.feature, quota.value),
                tuple(place for place, features in enumerate(example) if features.get(quota.feature) == quota.value),
                quota.least,
                quota.most,
            )
            for quota in sorted(settings.quotas())
        ]
        rows += [Row(("household", str(place)), groups, 0, len(found)) for place, (groups, found) in enumerate(households)]
        return cls(settings.size, members, tuple(rows), households)

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """How many people each group has."""
        return tuple(map(len, self.members))

    @cached_property
    def most(self) -> tuple[int, ...]:
        """How many people of each group a panel can have: all of them, or one from each of their households."""
        most = list(self.counts)
        for groups, found in self.homes:
            for group in groups:
                most[group] = min(most[group], len(found))
        return tuple(min(held, self.size) for held in most)

    def faults(self, panel: Iterable[int]) -> list[Row]:
        """Give the rows that a panel does not meet, in whole numbers; none when it is a panel that may be drawn."""
        taken = Counter(panel)
        wrong = [row for row in self.rows if not row.least <= sum(taken[group] for group in row.groups) <= row.most]
        wrong += [
            Row(("group", str(group)), (group,), 0, self.most[group] if 0 <= group < len(self.most) else 0)
            for group, held in taken.items()
            if not 0 <= group < len(self.most) or held > self.most[group]
        ]
        return wrong

    def taken(self, panel: Panel) -> Mapping[int, int]:
        """Give how many people a panel takes from each group."""
        return Counter(panel)


def panel_of(taken: Sequence[int]) -> Panel:
    """Give the panel that takes so many people from each group.

    >>> panel_of([1, 0, 2])
    (0, 2, 2)
    """
    return tuple(group for group, held in enumerate(taken) for _ in range(held))
