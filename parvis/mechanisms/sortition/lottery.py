"""The lottery: panels with a whole number of tickets each, one of which a public seed draws.

Everything here is in whole numbers: a panel is checked against every quota before it may have a ticket, each person's chance is a
fraction, and whoever knows the people, the lottery and the seed finds the same panel. A ticket draws a panel as numbers of people
from each group; the same seed then draws by lot who they are, among people whom the quotas do not tell apart.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from parvis.mechanisms.randomness import lot, ticket
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.sortition.groups import Groups, Panel
from parvis.mechanisms.sortition.pool import Draw, Pool

SAME = Fraction(1, 2000)  # chances that look the same in per cent with one decimal


class BadLottery(ValueError):
    """A panel of the lottery does not meet the quotas."""


@dataclass(frozen=True)
class Lottery:
    """Panels, each with its tickets, and a chance that no lottery can give to everybody, when that was proved."""

    panels: tuple[Panel, ...]
    weights: tuple[int, ...]
    bound: Fraction | None = None
    short: Fraction | None = None

    @property
    def tickets(self) -> int:
        return sum(self.weights)

    def seats(self, groups: Groups) -> list[int]:
        """Give, for each group, the seats it has over all tickets."""
        held = [0] * len(groups.members)
        for panel, weight in zip(self.panels, self.weights, strict=True):
            for group in panel:
                held[group] += weight
        return held

    def chances(self, groups: Groups) -> list[Fraction]:
        """Give the chance of each person, by group."""
        return [Fraction(seats, self.tickets * people) for seats, people in zip(self.seats(groups), groups.counts, strict=True)]

    def check(self, groups: Groups) -> None:
        """Raise BadLottery unless every panel meets every quota and no household has two members."""
        for number, panel in enumerate(self.panels):
            faults = groups.faults(panel)
            if faults:
                row = faults[0]
                held = sum(1 for group in panel if group in row.groups)
                raise BadLottery(
                    f"panel {number}: {' '.join(row.name).strip() or 'size'} from {row.least} to {row.most} was expected; got {held}."
                )

    def drawn(self, number: int) -> tuple[int, Panel]:
        """Give the place and the panel of a ticket; tickets are numbered from 0, in the order of the panels."""
        before = 0
        for place, weight in enumerate(self.weights):
            before += weight
            if number < before:
                return place, self.panels[place]
        raise BadLottery(f"A ticket from 0 to {self.tickets - 1} was expected; got {number}.")

    def into(self, settings: Draw) -> Draw:
        """Give the settings with this lottery in them, as it is published before the seed is known."""
        return replace(settings, panels=self.panels, weights=self.weights, bound=self.bound, short=self.short)


def draw(pool: Pool, settings: Draw, fairness: str) -> Result:
    """Draw the panel of the settings' lottery, computed first when it is not there."""
    groups = Groups.of(pool, settings)
    lottery = Lottery(settings.panels, settings.weights, settings.bound, settings.short)
    if not lottery.panels:
        from parvis.mechanisms.sortition.computing import compute  # it needs the solver

        lottery = compute(pool, settings, fairness)
    lottery.check(groups)
    chances = lottery.chances(groups)
    number = ticket(settings.seed, settings.tickets)
    place, panel = lottery.drawn(number)
    chosen = people(groups, panel, settings.seed)
    of = {ref: chance for refs, chance in zip(groups.members, chances, strict=True) for ref in refs}
    return result(pool, settings, chosen, fairness_steps(lottery, groups, fairness, number, place), of, lottery=lottery)


def people(groups: Groups, panel: Panel, seed: str) -> tuple[str, ...]:
    """Draw by lot who takes the seats of each group, sorted by ref.

    In a group, the first names of the lot. Where households are kept apart, lots are drawn between alike households first, then between
    the people of the group in each of them.
    """
    taken = Counter(panel)
    chosen: list[str] = []
    at_home = {group for where, _ in groups.homes for group in where}
    for group in sorted(set(taken) - at_home):
        chosen += lot(seed, groups.members[group])[: taken[group]]
    for where, homes in groups.homes:
        by_name = {min(home): home for home in homes}
        waiting = [by_name[name] for name in lot(seed + "\0home", by_name)]
        for group in where:
            for _ in range(taken[group]):
                chosen.append(lot(seed, set(waiting.pop(0)) & set(groups.members[group]))[0])
    return tuple(sorted(chosen))


def fairness_steps(lottery: Lottery, groups: Groups, fairness: str, number: int, place: int) -> Iterable[Step]:
    """Tell what the lottery guarantees and which ticket was drawn."""
    chances = lottery.chances(groups)
    can = [(chance, people) for chance, people in zip(chances, groups.counts, strict=True) if chance]
    least = min(chance for chance, _ in can)
    hardly_more = sum(people for chance, people in can if chance - least <= SAME)
    facts = {"minimum": least, "people": hardly_more, "panels": len(lottery.panels)}
    yield Step(code="sortition.chances", facts={**facts, "tickets": lottery.tickets, "fairness": fairness})
    if lottery.bound is not None:
        yield Step(code="sortition.bound", facts={"bound": lottery.bound, "minimum": least})
    if lottery.short is not None:
        yield Step(code="sortition.short", facts={"short": lottery.short})
    left_out = sum(people for chance, people in zip(chances, groups.counts, strict=True) if not chance)
    if left_out and lottery.short is None:
        yield Step(code="sortition.left-out", facts={"people": left_out})
    elif left_out:  # nobody has shown that no panel holds them: the computation ended before
        yield Step(code="sortition.not-reached", facts={"people": left_out})
    yield Step(
        code="sortition.ticket", facts={"ticket": number, "last": lottery.tickets - 1, "panel": place + 1, "panels": len(lottery.panels)}
    )


def result(
    pool: Pool,
    settings: Draw,
    chosen: Sequence[str],
    steps: Iterable[Step],
    chances: Mapping[str, Fraction],
    lottery: Lottery | None = None,
) -> Result:
    """Give the result of a draw: the panel, how it meets each quota, and everybody's chance."""
    quotas, met = [], 0
    for quota in settings.quotas():
        held, drawn = (
            sum(1 for ref in refs if pool.people[ref].features.get(quota.feature) == quota.value) for refs in (pool.refs, chosen)
        )
        met += quota.least <= drawn <= quota.most
        quotas.append({**quota._asdict(), "pool": held, "panel": drawn})
    told = (
        Step(code="sortition.pool", facts={"people": len(pool.people), "size": settings.size, "quotas": len(quotas)}),
        *steps,
        Step(code="sortition.drawn", facts={"people": chosen}),
        Step(code="sortition.quotas-met" if met == len(quotas) else "sortition.quotas-missed", facts={"met": met, "quotas": len(quotas)}),
    )
    able = [chance for chance in chances.values() if chance]
    tables: dict[str, object] = {"quotas": quotas, "probabilities": dict(chances), "minimum": min(able) if able else None}
    if lottery is not None:
        tables |= {"bound": lottery.bound, "panels": len(lottery.panels), "tickets": lottery.tickets}
    return Result(outcome=tuple(chosen), steps=told, tables=tables)
