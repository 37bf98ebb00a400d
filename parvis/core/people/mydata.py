"""Everything the instance holds about a person, room by room; and what each room cleans up when she has her account erased.

A room says what it holds, and what it cleans up, from its `apps.ready()`:

    mydata.held(Holding(key="roles", title=_("My roles"), labels={"role": _("role"), "espace": _("space")}, rows=queries.roles_held_by))
    mydata.cleaned_up_by(actions.end_all_roles)

`rows` takes the person and gives dictionaries whose keys are French words (they are written to the file) that `labels` explains.
A clean-up takes the person, in the transaction of the erasure, while her pseudonyms are still hers. It leaves the public debate readable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from parvis.core.people.models import Person

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One table of what is held.

    Arguments:
        key: its name in the file, a French word.
        title: its name on the page.
        labels: the columns in their order, each with its name on the page.
        rows: gives the rows about a person.
        why: one sentence: what it is kept for.
    """

    key: str
    title: str | Promise
    labels: Mapping[str, str | Promise]
    rows: Callable[[Person], Iterable[Row]]
    why: str | Promise = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A holding with its rows about one person."""

    holding: Holding
    rows: Sequence[Row]


_HOLDINGS: dict[str, Holding] = {}
_CLEAN_UPS: list[Callable[[Person], None]] = []


def held(holding: Holding) -> Holding:
    """Register what a room holds; the same key twice is a mistake."""
    if holding.key in _HOLDINGS:
        raise ValueError(f"The holding {holding.key!r} is declared twice.")
    _HOLDINGS[holding.key] = holding
    return holding


def cleaned_up_by(function: Callable[[Person], None]) -> None:
    """Register what a room does when an account is erased."""
    if function not in _CLEAN_UPS:
        _CLEAN_UPS.append(function)


def clean_ups() -> Iterator[Callable[[Person], None]]:
    """Give what the rooms above do when an account is erased, the last room first: what stands on other things goes before them."""
    return reversed(_CLEAN_UPS)


def gathered(person: Person) -> list[Part]:
    """Give everything that is held about a person, room by room.

    Raises:
        ValueError: a room gave a row whose keys are not the columns it declares.
    """
    parts = []
    for holding in _HOLDINGS.values():
        rows = list(holding.rows(person))
        for row in rows:
            if set(row) != set(holding.labels):
                raise ValueError(f"{holding.key}: expected the columns {list(holding.labels)}, got {list(row)}.")
        parts.append(Part(holding=holding, rows=rows))
    return parts


def as_file(person: Person) -> dict[str, Any]:
    """Give everything that is held about a person as one value for JSON."""
    return {"format": "parvis/mes-donnees", "schema": 1} | {part.holding.key: part.rows for part in gathered(person)}
