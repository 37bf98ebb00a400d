"""What a .pb file asks of its ballots, and the ballots that do not keep to it: lengths, costs, points, and lengths per category.

A town counted these ballots as it published them, so that reading does not refuse them: whoever counts again is told, and decides.

Source: https://pabulib.org/format, fields min_length, max_length, min_sum_cost, max_sum_cost, min_points, max_points, min_sum_points,
max_sum_points, min_length_per_category, max_length_per_category.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from parvis.mechanisms.budgeting.pabulib import BadPabulib, PabulibFile
from parvis.mechanisms.result import Step

Measure = Callable[[str, str], Iterator[tuple[Decimal, str]]]
"""From the projects of a ballot and its points to what is limited, once for each category or project that it is about."""
BOUNDS = {"length": "length", "sum_cost": "cost", "points": "points", "sum_points": "points_in_all", "length_per_category": "category"}
"""What follows min_ or max_ in the file, and what the sentence is about."""


def departures(name: str, file: PabulibFile) -> tuple[Step, ...]:
    """Give one step for each limit of the file that some ballots do not keep to: how many, and the first of them with its line.

    Blank ballots keep to everything. Raise BadPabulib for a limit that is not a number.
    """
    limits = {
        f"{end}_{about}": _number(name, f"{end}_{about}", text)
        for about in BOUNDS
        for end in ("min", "max")
        if (text := file.meta.get(f"{end}_{about}", "").strip())
    }
    found: dict[str, tuple[int, int, Decimal, str]] = {}
    votes = file.votes.column("vote") or []
    given = file.votes.column("points") or [""] * len(votes)
    measures = _measures(file, {key.partition("_")[2] for key in limits})
    if not measures:
        return ()
    for line, cell, points in zip(file.vote_lines, votes, given, strict=True):
        if not cell:
            continue
        for about, measure in measures.items():
            for value, what in measure(cell, points):
                for end in ("min", "max"):
                    limit = limits.get(f"{end}_{about}")
                    if limit is not None and (value < limit if end == "min" else value > limit):
                        many, *first = found.get(f"{end}_{about}", (0, line, value, what))
                        found[f"{end}_{about}"] = (many + 1, *first)  # type: ignore[assignment]  # as it was
    return tuple(
        Step(
            code=f"budgeting.limit.{'few' if key.startswith('min') else 'many'}-{BOUNDS[key.partition('_')[2]].replace('_', '-')}",
            facts={"ballots": many, "line": line, "limit": _plain(limits[key]), "given": _plain(value), "field": key, "category": what},
        )
        for key, (many, line, value, what) in found.items()
    )


def _measures(file: PabulibFile, wanted: set[str]) -> dict[str, Measure]:
    """Give, for each limit, a function from a ballot to what it measures: one value, or one for each category or project."""
    refs = file.projects.column("project_id") or []
    costs = {ref: Decimal(cost.strip().replace(",", ".")) for ref, cost in zip(refs, file.projects.column("cost") or [], strict=True)}
    categories = {
        ref: [part.strip() for part in cell.split(",") if part.strip()]
        for ref, cell in zip(refs, file.projects.column("category") or [""] * len(refs), strict=True)
    }
    every = sorted({category for held in categories.values() for category in held})

    def lengths(cell: str, points: str) -> Iterator[tuple[Decimal, str]]:
        yield Decimal(cell.count(",") + 1), ""

    def cost(cell: str, points: str) -> Iterator[tuple[Decimal, str]]:
        yield sum((costs[ref] for ref in cell.split(",")), Decimal(0)), ""

    def each(cell: str, points: str) -> Iterator[tuple[Decimal, str]]:
        yield from ((Decimal(number), "") for number in points.split(",") if number.strip())

    def whole(cell: str, points: str) -> Iterator[tuple[Decimal, str]]:
        yield sum((Decimal(number) for number in points.split(",") if number.strip()), Decimal(0)), ""

    def per_category(cell: str, points: str) -> Iterator[tuple[Decimal, str]]:
        counted = dict.fromkeys(every, 0)
        for ref in cell.split(","):
            for category in categories[ref]:
                counted[category] += 1
        yield from ((Decimal(many), category) for category, many in counted.items())

    known = {"length": lengths, "sum_cost": cost, "points": each, "sum_points": whole, "length_per_category": per_category}
    return {about: measure for about, measure in known.items() if about in wanted}


def _number(name: str, field: str, text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise BadPabulib(name, 0, f"{field} was expected to be a number; got {text!r}.") from None


def _plain(value: Decimal) -> int | str:
    return int(value) if value == value.to_integral_value() else str(value)
