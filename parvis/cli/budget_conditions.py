"""The conditions of a budget in a table (.csv): envelopes of districts, projects that exclude one another, partial funding, least support.

Columns `condition`, `amount`, `projects`. A row is one of:

envelope         an amount of money, and its projects; "district=Centre" stands for all those whose column `district` says so
incompatible     no amount; projects of which one at most is funded
least-part       a share ("50%"): what remains may fund a part of a project, this share of its price at least
minimum-support  the support that a project needs
pooled           "no": what a district cannot spend is not passed on to the whole town
"""

import csv
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from parvis.cli.errors import CommandError
from parvis.mechanisms.budgeting.pabulib import PabulibFile
from parvis.mechanisms.voting.ballot_file import BallotFileError, text

COLUMNS = ("condition", "amount", "projects")
KINDS = ("envelope", "incompatible", "least-part", "minimum-support", "pooled")


def read(name: str, content: bytes, file: PabulibFile) -> dict[str, object]:
    """Give the settings that the table asks for; raise CommandError with the line at fault."""
    asked: dict[str, object] = {}
    districts: list[list[str]] = []
    envelopes: list[int] = []
    incompatible: list[list[str]] = []
    for line, kind, amount, projects in _rows(name, content):
        where = f"{name}, line {line}"
        match kind:
            case "envelope":
                districts.append(_projects(where, projects, file))
                envelopes.append(_money(where, amount, file.scale))
            case "incompatible":
                incompatible.append(_projects(where, projects, file))
            case "least-part":
                asked["least_part"] = amount
            case "minimum-support":
                if not amount.isdecimal():
                    raise CommandError(f"{where}: a whole number was expected as the least support; got {amount!r}.")
                asked["minimum_support"] = int(amount)
            case "pooled":
                if amount.lower() not in ("yes", "no", "oui", "non"):
                    raise CommandError(f"{where}: yes or no was expected; got {amount!r}.")
                asked["pooled"] = amount.lower() in ("yes", "oui")
            case _:
                raise CommandError(f"{where}: one of {', '.join(KINDS)} was expected; got {kind!r}.")
    if districts:
        asked |= {"districts": districts, "envelopes": envelopes}
    return asked | ({"incompatible": incompatible} if incompatible else {})


def _rows(name: str, content: bytes) -> Iterator[tuple[int, str, str, str]]:
    try:
        lines = text(name, content).splitlines()
    except BallotFileError as error:
        raise CommandError(str(error)) from None
    head = lines[0] if lines else ""
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(lines, delimiter=delimiter)
    columns = [cell.strip().lower() for cell in next(rows, [])]
    if not set(COLUMNS) <= set(columns):
        raise CommandError(f"{name}, line 1: the columns {', '.join(COLUMNS)} were expected; got {head!r}.")
    for line, row in enumerate(rows, start=2):
        if any(cell.strip() for cell in row):
            cells = {column: row[place].strip() if place < len(row) else "" for place, column in enumerate(columns)}
            yield line, cells["condition"].lower(), cells["amount"], cells["projects"]


def _projects(where: str, said: str, file: PabulibFile) -> list[str]:
    """Give the projects of a cell: ids, or those whose column says something."""
    column, equals, value = said.partition("=")
    if equals:
        refs, held = file.projects.column("project_id") or [], file.projects.column(column.strip())
        if held is None:
            raise CommandError(f"{where}: the projects have no column {column.strip()!r}; they have {', '.join(file.projects.columns)}.")
        found = [ref for ref, cell in zip(refs, held, strict=True) if cell.strip() == value.strip()]
        if not found:
            there = ", ".join(sorted({cell.strip() for cell in held if cell.strip()})[:12])
            raise CommandError(f"{where}: no project has {said!r}; the column says {there}.")
        return found
    found = [ref for ref in said.replace(",", " ").split() if ref]
    unknown = [ref for ref in found if ref not in file.titles]
    if not found or unknown:
        raise CommandError(f"{where}: ids of projects of the file were expected; got {', '.join(unknown) or 'nothing'}.")
    return found


def _money(where: str, amount: str, scale: int) -> int:
    try:
        exact = Decimal("".join(amount.split()).replace(",", ".")) * scale
    except InvalidOperation:
        exact = Decimal(-1)
    if exact < 0 or exact != int(exact):
        raise CommandError(f"{where}: an amount of money was expected for the envelope; got {amount!r}.")
    return int(exact)
