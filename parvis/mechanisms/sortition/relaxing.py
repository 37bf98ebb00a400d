"""When no panel meets the quotas: why, when it can be seen at once, and the smallest changes that would make one possible."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from parvis.mechanisms.result import Step
from parvis.mechanisms.sortition.groups import Groups
from parvis.mechanisms.sortition.pool import Draw, Pool, Quota

PROPOSALS = 3


@dataclass(frozen=True)
class Change:
    """A quota, and what it would become."""

    quota: Quota
    least: int
    most: int

    @property
    def seats(self) -> int:
        return self.quota.least - self.least + self.most - self.quota.most


@dataclass(frozen=True)
class Proposal:
    """Changes that together make a panel possible, and how many seats they move in all."""

    changes: tuple[Change, ...]

    @property
    def seats(self) -> int:
        return sum(change.seats for change in self.changes)

    def step(self, number: int) -> Step:
        """Give the proposal as a step, to be said in a sentence."""
        changes = [f"{c.quota.feature} {c.quota.value} {c.quota.least}–{c.quota.most} → {c.least}–{c.most}" for c in self.changes]
        return Step(code="sortition.proposal", facts={"number": number, "seats": self.seats, "changes": "; ".join(changes)})


def contradictions(pool: Pool, settings: Draw) -> Iterator[Step]:
    """Give what one can see without a solver: quotas that ask for too many, allow too few, or count on people who are not there."""
    if settings.size > len(pool.people):
        yield Step(code="sortition.wrong.pool", facts={"size": settings.size, "people": len(pool.people)})
    for feature, found in groupby(sorted(settings.quotas()), key=lambda quota: quota.feature):
        quotas = list(found)
        least, most = sum(quota.least for quota in quotas), sum(quota.most for quota in quotas)
        if least > settings.size:
            yield Step(code="sortition.wrong.minimum", facts={"feature": feature, "sum": least, "size": settings.size})
        if most < settings.size:
            yield Step(code="sortition.wrong.maximum", facts={"feature": feature, "sum": most, "size": settings.size})
        for quota in quotas:
            there = sum(1 for person in pool.people.values() if person.features.get(feature) == quota.value)
            if there < quota.least:
                facts = {"feature": feature, "value": quota.value, "least": quota.least, "people": there}
                yield Step(code="sortition.wrong.people", facts=facts)


def proposals(pool: Pool, settings: Draw, flexible: Mapping[Quota, tuple[int, int]] | None = None) -> tuple[Proposal, ...]:
    """Give up to three sets of changes that make a panel possible, those that move fewest seats first; none when nothing would.

    `flexible` says how far each quota may move (min_flex and max_flex); without it, from 0 to the size of the panel. Seats are moved in
    large quotas before small ones. Each next proposal does without something that every one before it asks for.
    """
    from parvis.mechanisms.sortition.panels import answer, solved

    model, quotas = _programme(pool, settings, flexible or {})
    groups, count = len(Groups.of(pool, settings).members), 2 * len(settings.quotas())
    found: list[Proposal] = []
    while len(found) < PROPOSALS and solved(model):
        moved = [round(value) for value in answer(model, groups + count)[groups:]]
        changes = tuple(
            Change(quota, quota.least - moved[2 * place], quota.most + moved[2 * place + 1])
            for place, quota in enumerate(quotas)
            if moved[2 * place] or moved[2 * place + 1]
        )
        if not changes or (found and Proposal(changes).seats > 2 * found[0].seats + 2):
            break
        found.append(Proposal(changes))
        _forbid(model, groups + count, [place for place, seats in enumerate(moved) if seats])
    return tuple(found)


def _programme(pool: Pool, settings: Draw, flexible: Mapping[Quota, tuple[int, int]]) -> tuple[object, Sequence[Quota]]:
    """A panel, for each quota how many seats its minimum goes down and its maximum up, and whether each of them moves at all."""
    import highspy
    import numpy as np

    from parvis.mechanisms.sortition.panels import quiet

    groups = Groups.of(pool, settings)
    model = quiet()
    model.setOptionValue("mip_rel_gap", 0.0)
    empty = np.array([], dtype=np.int32)
    for most in groups.most:
        model.addCol(0.0, 0.0, float(most), 0, empty, np.array([]))
    quotas = settings.quotas()
    for quota in quotas:
        down, up = flexible.get(quota, (0, max(settings.size, quota.most)))
        cost = 1 + 0.1 / (1 + quota.most)
        model.addCol(cost, 0.0, float(quota.least - down), 0, empty, np.array([]))
        model.addCol(cost, 0.0, float(up - quota.most), 0, empty, np.array([]))
    columns = len(groups.members) + 2 * len(quotas)
    for _ in range(2 * len(quotas)):
        model.addCol(1e-3, 0.0, 1.0, 0, empty, np.array([]))
    for row in groups.rows:
        quota = Quota(*row.name, row.least, row.most)
        place = quotas.index(quota) if quota in quotas else None
        if place is None:
            model.addRow(float(row.least), float(row.most), len(row.groups), np.array(row.groups, dtype=np.int32), np.ones(len(row.groups)))
            continue
        for column, sign, low, high in (
            (len(groups.members) + 2 * place, 1.0, float(row.least), highspy.kHighsInf),
            (len(groups.members) + 2 * place + 1, -1.0, -highspy.kHighsInf, float(row.most)),
        ):
            index = np.array([*row.groups, column], dtype=np.int32)
            model.addRow(low, high, len(index), index, np.append(np.ones(len(row.groups)), sign))
            move = np.array([column, column + 2 * len(quotas)], dtype=np.int32)
            model.addRow(-highspy.kHighsInf, 0.0, 2, move, np.array([1.0, -float(settings.size + len(pool.people))]))
    every = np.arange(columns + 2 * len(quotas), dtype=np.int32)
    model.changeColsIntegrality(len(every), every, [highspy.HighsVarType.kInteger] * len(every))
    return model, quotas


def _forbid(model: object, before: int, moved: Sequence[int]) -> None:
    """Ask for a proposal that leaves at least one of these quotas where it is."""
    import highspy
    import numpy as np

    index = np.array([before + place for place in moved], dtype=np.int32)
    model.addRow(-highspy.kHighsInf, float(len(moved) - 1), len(moved), index, np.ones(len(moved)))  # type: ignore[attr-defined]  # a Highs
