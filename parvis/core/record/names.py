"""The names behind the opaque actors of the record. The room of people says how to find them; the record itself knows nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

Finder = Callable[[Iterable[UUID]], dict[UUID, str]]
_finders: list[Finder] = []


def found_by(finder: Finder) -> Finder:
    """Register how names are found: all of them in one query."""
    _finders.append(finder)
    return finder


def names_of(actors: Iterable[UUID | None]) -> dict[UUID, str]:
    """Give the public names of these actors; one who left has none."""
    wanted = {actor for actor in actors if actor}
    return {actor: name for finder in _finders for actor, name in finder(wanted).items()} if wanted else {}
