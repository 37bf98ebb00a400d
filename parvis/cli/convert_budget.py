"""Writing a .pb file: from another one, or from ballots and a table of projects (`parvis convert votes.csv budget.pb --projects …`)."""

import argparse
import csv
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from parvis.cli.errors import CommandError
from parvis.mechanisms.budgeting import pabulib
from parvis.mechanisms.budgeting.pabulib_made import Project, made
from parvis.mechanisms.voting.ballot_file import BallotFile, BallotFileError, read, text
from parvis.mechanisms.voting.profile import ApprovalProfile, ChoiceProfile, GradeProfile, RankProfile

REFS, NAMES, COSTS = (
    {"project_id", "id", "ref"},
    {"name", "project", "nom", "projet", "title", "titre"},
    {"cost", "price", "prix", "coût", "cout"},
)
KINDS = {ApprovalProfile: "approval", ChoiceProfile: "choice", RankProfile: "ranking", GradeProfile: "points"}


def to_pabulib(arguments: argparse.Namespace) -> bytes:
    """Give the content of the .pb file that is asked for; raise CommandError when something is missing to make it."""
    source: Path = arguments.file
    if source.suffix.lower() == ".pb":
        return pabulib.write(pabulib.read(source.name, source.read_bytes()))
    if not arguments.projects or not arguments.budget:
        raise CommandError(
            f"A .pb file holds prices and a budget, which {source.name} has not: "
            "add --projects FILE.csv (project_id, name, cost) and --budget N."
        )
    if not _is_amount(arguments.budget):
        raise CommandError(f"--budget: an amount of money was expected; got {arguments.budget!r}.")
    projects = _projects(arguments.projects)
    about = {"description": source.stem}
    for given in arguments.about:
        key, equals, value = given.partition("=")
        if not equals or not key.strip():
            raise CommandError(f"--about KEY=VALUE was expected; got {given!r}.")
        about[key.strip()] = value.strip()
    file = _ballots(arguments)
    refs = _matched(file, projects, source.name)
    kind = KINDS[type(file.profile)]
    choices = [(_renamed(choice, refs, kind, source.name), weight) for choice, weight in file.profile.choices()]
    content = made(projects, arguments.budget, kind, [*choices, (None, file.profile.blank)], about)
    pabulib.read(arguments.to.name, content)  # what would not be read again is not written
    return content


def _ballots(arguments: argparse.Namespace) -> BallotFile:
    if arguments.ballot != "points":
        return read(arguments.file.name, arguments.file.read_bytes(), ballot=arguments.ballot, grades=_listed(arguments.grades))
    # Points are read as grades that are the numbers found in the table.
    content = arguments.file.read_bytes()
    found = {
        cell.strip() for row in csv.reader(text(arguments.file.name, content).splitlines()[1:]) for part in row for cell in part.split(";")
    }
    numbers = sorted((cell for cell in found if cell.isdecimal()), key=int, reverse=True)
    return read(arguments.file.name, content, ballot="grades", grades=tuple(numbers))


def _listed(said: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in said.split(",") if part.strip())


def _projects(path: Path) -> list[Project]:
    try:
        lines = text(path.name, path.read_bytes()).splitlines()
    except BallotFileError as error:
        raise CommandError(str(error)) from None
    head = lines[0] if lines else ""
    rows = csv.reader(lines, delimiter=max(",;\t", key=head.count))
    columns = [cell.strip() for cell in next(rows, [])]
    places = [next((place for place, cell in enumerate(columns) if cell.lower() in names), None) for names in (REFS, NAMES, COSTS)]
    if places[2] is None or (places[0] is None and places[1] is None):
        raise CommandError(f"{path.name}, line 1: the columns project_id (or name) and cost were expected; got {head!r}.")
    projects: list[Project] = []
    for line, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        cells = [row[place].strip() if place is not None and place < len(row) else "" for place in places]
        ref = cells[0] or str(len(projects) + 1)
        if not _is_amount(cells[2]):
            raise CommandError(f"{path.name}, line {line}: a price was expected; got {cells[2]!r}.")
        if any(project.ref == ref for project in projects) or "," in ref:
            raise CommandError(f"{path.name}, line {line}: an id of its own, without a comma, was expected; got {ref!r}.")
        more = {column: row[place].strip() for place, column in enumerate(columns) if place not in places and place < len(row)}
        projects.append(Project(ref, cells[1] or ref, cells[2].replace(",", "."), more))
    return projects


def _is_amount(said: str) -> bool:
    try:
        return Decimal(said.replace(",", ".")) >= 0
    except InvalidOperation:
        return False


def _matched(file: BallotFile, projects: Sequence[Project], name: str) -> dict[str, str]:
    """Give the id of the project that each option of the ballots stands for: its id, or its name."""
    named: dict[str, str] = {}
    for project in projects:
        named.setdefault(project.name, project.ref)
    named |= {project.ref: project.ref for project in projects}
    unknown = [title for title in file.titles.values() if title not in named]
    if unknown:
        raise CommandError(
            f"{name}: the table of projects was expected to hold each of them by id or name; it lacks {', '.join(unknown[:5])}."
        )
    return {ref: named[title] for ref, title in file.titles.items()}


def _renamed(choice: Any, refs: dict[str, str], kind: str, name: str) -> Any:
    if isinstance(choice, str):
        return refs[choice]
    if isinstance(choice, dict):
        return {refs[ref]: int(points) for ref, points in choice.items() if int(points)}
    if any(isinstance(rank, list) for rank in choice):
        raise CommandError(f"{name}: a ranking without equal or empty ranks was expected for a .pb file.")
    return [refs[ref] for ref in choice]
