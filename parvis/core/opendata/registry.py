"""The tables that rooms publish.

A room writes `datasets.py`, which its `apps.ready()` imports, with one declaration for each table:

    from parvis.core.opendata.registry import Column, Dataset, Scope, Type, dataset

    def rows(scope: Scope, person: Person | None) -> Iterable[Contribution]:
        found = queries.listed(scope.filters, spaces=spaces_of(person))   # the same filters as the list page
        if scope.process:
            found = found.filter(phase__process=scope.process)
        return found.iterator(chunk_size=2000)

    CONTRIBUTIONS = dataset(Dataset(
        slug="contributions", title=_("Contributions"), description=_("What people proposed, with what became of it."),
        columns=(
            Column("ref", Type.UUID, _("Public identifier of the contribution."), lambda row: row.ref),
            Column("titre", Type.TEXT, _("Title."), lambda row: row.title),
        ),
        rows=rows, filters=("phase", "theme", "q"),
    ))

This gives `/donnees/contributions.csv` and `.json`, with `?demarche=<slug>`, `?espace=<slug>` and the filters named, an entry in the
catalogue `/donnees/`, and a table in the zip of each process. A list page offers its own rows with the tag
`{% load opendata %}{% downloads "contributions" phase=phase.ref %}`, which adds the filters of the current address that the table knows.

What a declaration promises: `rows` gives only what this person may see and what is published (`Thing.objects.visible_in`, never withdrawn,
hidden or erased); nothing that could join a person with her vote; a number of queries that does not depend on the number of rows.
Names of columns are French, lower case, ASCII, and never change their meaning; codes are French too, and explained in `codes`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from parvis.core.people.models import Person
from parvis.core.processes.models import Process
from parvis.core.spaces.models import Space

NAME = re.compile(r"[a-z][a-z0-9_]*")
SLUG = re.compile(r"[a-z][a-z0-9-]*")
EVERYWHERE = ("demarche", "espace")


class Type(StrEnum):
    """The type of a column, in the words of Table Schema (specs.frictionlessdata.io), which schema.data.gouv.fr uses too."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    INSTANT = "datetime"
    URL = "uri"
    UUID = "uuid"
    LIST = "array"
    OBJECT = "object"


class WrongFilter(ValueError):
    """A filter was given a value that it cannot use: the message says what was expected and what came."""

    def __init__(self, name: str, *, expected: str, got: str) -> None:
        super().__init__(_("%(name)s: expected %(expected)s, got “%(got)s”.") % {"name": name, "expected": expected, "got": got})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Arguments:
        name: technical name, French, lower case, ASCII, with underscores (`publiee_le`).
        type: what its cells hold.
        description: one sentence for the data dictionary, with the unit if there is one.
        value: gives the cell of a row; None is an empty cell.
        codes: when cells hold codes, what each one means.
    """

    name: str
    type: Type
    description: str | Promise
    value: Callable[[Any], Any]
    codes: Mapping[str, str | Promise] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise ValueError(f"A column is named in lower case ASCII letters, digits and underscores; got {self.name!r}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which part is asked for: one process, one space, and the filters of the list page as they stand in the address.

    The process and the space are already checked: this person may see them.
    """

    process: Process | None = None
    space: Space | None = None
    filters: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> dict[str, str]:
        """All of it as a list page reads it from its address: the filters, `demarche` and `espace`."""
        asked = dict(self.filters)
        if self.process:
            asked["demarche"] = self.process.slug
        if self.space:
            asked["espace"] = self.space.slug
        return asked


Rows = Callable[[Scope, Person | None], Iterable[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """One table.

    Arguments:
        slug: its name in addresses and files (`contributions`).
        title: for people.
        description: what a row is, and what is left out.
        columns: in their order.
        rows: gives the rows of a scope for a person, as an iterator; checked by the room.
        filters: the parameters of the address that `rows` understands, beside `demarche` and `espace`.
        in_process: whether the table belongs in the zip of a process.
    """

    slug: str
    title: str | Promise
    description: str | Promise
    columns: tuple[Column, ...]
    rows: Rows
    filters: tuple[str, ...] = ()
    in_process: bool = True

    def __post_init__(self) -> None:
        if not SLUG.fullmatch(self.slug):
            raise ValueError(f"A table is named in lower case ASCII letters, digits and hyphens; got {self.slug!r}.")
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names) or not names:
            raise ValueError(f"{self.slug}: the columns must have different names; got {names}.")


_DATASETS: dict[str, Dataset] = {}


def dataset(declared: Dataset) -> Dataset:
    """Register a table; the same slug twice is a mistake."""
    if declared.slug in _DATASETS:
        raise ValueError(f"The table {declared.slug!r} is declared twice.")
    _DATASETS[declared.slug] = declared
    return declared


def named(slug: str) -> Dataset | None:
    """Give the table with this slug, if there is one."""
    return _DATASETS.get(slug)


def every() -> Iterator[Dataset]:
    """Give all tables, in the order of their slugs."""
    return (table for _slug, table in sorted(_DATASETS.items()))
