"""Files of participatory budgets (.pb) as Pabulib publishes them: read from bytes, written back.

The three sections are META, PROJECTS and VOTES, with columns separated by semicolons. A column that we do not count is kept as it is.
Format: https://pabulib.org/format
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from importlib.util import find_spec
from typing import Any, cast

from parvis.mechanisms.budgeting import packed
from parvis.mechanisms.budgeting.profile import Budget, BudgetProfile, Kind

KINDS: Mapping[str, Kind] = {
    "approval": "approval",
    "choose-1": "choice",
    "cumulative": "points",
    "scoring": "points",
    "ordinal": "ranking",
}

MANY = 5_000
"""From so many votes on, they are read into arrays, when numpy is here."""


MOST = 10**15
"""No budget is larger: what is was not meant as an amount."""


class BadPabulib(ValueError):
    """A file that is not a .pb file: the line, what was expected and what came."""

    def __init__(self, name: str, line: int, message: str) -> None:
        super().__init__(f"{name}, line {line}: {message}" if line else f"{name}: {message}")


@dataclass(frozen=True, kw_only=True)
class Table:
    """Columns and lines of a section, as text; the lines are cut into cells when somebody asks for them."""

    columns: tuple[str, ...]
    lines: tuple[str, ...]

    @cached_property
    def rows(self) -> tuple[Sequence[str], ...]:
        """The cells of each line."""
        return tuple(_cells(line)[: len(self.columns)] for line in self.lines)

    def column(self, name: str) -> list[str] | None:
        """Give the cells of a column, None when there is no such column."""
        if name not in self.columns:
            return None
        place = self.columns.index(name)
        return [line.split(";", place + 1)[place] if '"' not in line else _cells(line)[place] for line in self.lines]


@dataclass(frozen=True, kw_only=True)
class PabulibFile:
    """A budget as the file has it, and as we count it."""

    meta: Mapping[str, str]
    projects: Table
    votes: Table
    scale: int
    """How many of our units make one unit of the file's currency: 1, or 100 when prices have decimals."""
    election: Budget
    profile: BudgetProfile
    vote_lines: Sequence[int] = field(default=(), compare=False)
    """The number of the line on which each ballot stands."""

    @property
    def titles(self) -> dict[str, str]:
        """Give the name of each project."""
        refs = self.projects.column("project_id") or []
        return dict(zip(refs, self.projects.column("name") or refs, strict=True))

    @property
    def selected(self) -> tuple[str, ...] | None:
        """Give what the town funded, None when the file does not say. 2 and 3 stand for other ways of being funded."""
        said = self.projects.column("selected")
        refs = self.projects.column("project_id") or []
        return None if said is None else tuple(ref for ref, value in zip(refs, said, strict=True) if value.strip() == "1")


def read(name: str, content: bytes) -> PabulibFile:
    """Read the content of a .pb file; raise BadPabulib when it is not one. The name only serves to name the file in errors."""
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise BadPabulib(name, content[: error.start].count(b"\n") + 1, "a text in UTF-8 was expected.") from None
    starts = _sections(name, lines)
    meta_table, _ = _table(name, lines, starts["META"], starts["PROJECTS"] - 1)
    meta = {row[0].strip(): row[1].strip() for row in meta_table.rows if len(row) > 1}
    projects, project_lines = _table(name, lines, starts["PROJECTS"], starts["VOTES"] - 1)
    votes, vote_lines = _table(name, lines, starts["VOTES"], len(lines))
    kind = KINDS.get(meta.get("vote_type", ""))
    if kind is None:
        message = f"vote_type was expected to be one of {', '.join(KINDS)}; got {meta.get('vote_type')!r}."
        raise BadPabulib(name, starts["META"], message)
    refs = projects.column("project_id")
    costs = projects.column("cost")
    if refs is None or costs is None:
        raise BadPabulib(name, starts["PROJECTS"] + 1, "the columns project_id and cost were expected.")
    seen: set[str] = set()
    for ref, line in zip(refs, project_lines, strict=True):
        if ref in seen or not ref:
            raise BadPabulib(name, line, f"a project_id of its own was expected; got {ref!r}.")
        seen.add(ref)
    amounts = [_amount(name, line, "cost", cost) for cost, line in zip(costs, project_lines, strict=True)]
    budget = _amount(name, starts["META"], "budget", meta.get("budget", ""))
    scale = 10 ** max(0, *(-int(amount.normalize().as_tuple().exponent) for amount in (budget, *amounts) if amount))
    least = _amount(name, starts["META"], "min_project_score_threshold", meta.get("min_project_score_threshold") or "0")
    most = meta.get("max_length", "")
    election = Budget(
        budget=int(budget * scale),
        projects=tuple(refs),
        costs=tuple(int(amount * scale) for amount in amounts),
        ballots=kind,
        maximum=int(most) if kind == "ranking" and most.isdecimal() and int(most) else None,
        minimum_support=-int(-least // 1),
    )
    profile = _profile(name, election, votes, vote_lines, starts["VOTES"] + 1)
    return PabulibFile(meta=meta, projects=projects, votes=votes, scale=scale, election=election, profile=profile, vote_lines=vote_lines)


def write(file: PabulibFile) -> bytes:
    """Write the file back; what is read from it is equal."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    for title, columns, rows in (
        ("META", ("key", "value"), list(file.meta.items())),
        ("PROJECTS", file.projects.columns, file.projects.rows),
        ("VOTES", file.votes.columns, file.votes.rows),
    ):
        text.write(f"{title}\n")
        writer.writerow(columns)
        writer.writerows(cast("Sequence[Sequence[str]]", rows))
    return text.getvalue().encode()


def _sections(name: str, lines: Sequence[str]) -> dict[str, int]:
    """Give, for each section, the number of lines up to its title."""
    starts: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if line.rstrip("; \t").upper() in ("META", "PROJECTS", "VOTES"):
            title = line.rstrip("; \t").upper()
            if title not in starts:
                starts[title] = number
            if title == "VOTES":
                break
    for title in ("META", "PROJECTS", "VOTES"):
        if title not in starts:
            raise BadPabulib(name, len(lines), f"a section {title} was expected; the file ends without it.")
    if not starts["META"] < starts["PROJECTS"] < starts["VOTES"]:
        raise BadPabulib(name, starts["PROJECTS"], "the sections were expected in this order: META, PROJECTS, VOTES.")
    return starts


def _table(name: str, lines: Sequence[str], start: int, end: int) -> tuple[Table, Sequence[int]]:
    if start >= end:
        raise BadPabulib(name, start, "a line with the names of the columns was expected after the title of the section.")
    columns = tuple(column.strip() for column in lines[start].split(";"))
    width, kept = len(columns), lines[start + 1 : end]
    numbers: Sequence[int] = range(start + 2, end + 1)
    if not all(kept):
        numbers = [number for number, line in zip(numbers, kept, strict=True) if line.strip()]
        kept = [line for line in kept if line.strip()]
    for number, line in zip(numbers, kept, strict=True):
        if line.count(";") != width - 1 or '"' in line:
            row = _cells(line)
            if len(row) < width or any(cell.strip() for cell in row[width:]):
                raise BadPabulib(name, number, f"{width} columns ({';'.join(columns)}) were expected; got {len(row)}.")
    return Table(columns=columns, lines=tuple(kept)), numbers


def _cells(line: str) -> list[str]:
    return line.split(";") if '"' not in line else next(csv.reader([line], delimiter=";"))


def _amount(name: str, line: int, what: str, text: str) -> Decimal:
    try:
        amount = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or not 0 <= amount < MOST:
        raise BadPabulib(name, line, f"{what} was expected to be a number from 0 up to {MOST}; got {text!r}.")
    return amount


def _profile(name: str, election: Budget, votes: Table, lines: Sequence[int], header: int) -> BudgetProfile:
    named = votes.column("vote")
    if named is None:
        raise BadPabulib(name, header, "a column vote was expected.")
    if len(named) >= MANY and election.ballots == "approval" and find_spec("numpy"):
        options = tuple(sorted(election.projects))
        filled = [cell for cell in named if cell]
        many = packed.read(filled, {option: place for place, option in enumerate(options)}, ordered=False)
        if many is not None:
            return BudgetProfile(options, many, len(named) - len(filled), election.ballots, election.maximum)
    counted: dict[tuple[str, str], tuple[int, int]] = {}
    given = votes.column("points") if election.ballots == "points" else None
    if election.ballots == "points" and given is None:
        raise BadPabulib(name, header, "a column points was expected beside vote.")
    for cell, points, line in zip(named, given or [""] * len(named), lines, strict=True):
        times, first = counted.get((cell, points), (0, line))
        counted[cell, points] = (times + 1, first)
    where = [0]  # the line of the choice being read: an error of a choice is told at the place where it stands

    def choices() -> Iterator[tuple[Any, int]]:
        for (cell, points), (times, line) in counted.items():
            where[0] = line
            yield _choice(name, line, election.ballots, cell, points), times

    try:
        return BudgetProfile.summarise(election.projects, choices(), election)
    except BadPabulib:
        raise
    except ValueError as error:
        raise BadPabulib(name, where[0], str(error)) from None


def _choice(name: str, line: int, kind: Kind, cell: str, points: str) -> Any:  # as the kind of ballot writes it
    refs = cell.split(",") if cell else []
    if not refs:
        return None
    match kind:
        case "choice":
            if len(refs) > 1:
                raise BadPabulib(name, line, f"one project was expected; got {cell!r}.")
            return refs[0]
        case "points":
            given = points.split(",")
            if len(given) != len(refs) or not all(number.strip().isdecimal() for number in given):
                raise BadPabulib(name, line, f"whole points for each of {len(refs)} projects were expected; got {points!r}.")
            if len(set(refs)) != len(refs):
                raise BadPabulib(name, line, f"each project was expected once; got {cell!r}.")
            return dict(zip(refs, map(int, given), strict=True))
    return refs
