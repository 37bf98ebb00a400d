"""Where a thing went, and what it was made of: rooms that make options out of contributions say so here, so that the way can be shown
without knowing them.

    from parvis.core.decisions.trails import sources, trail

    @trail
    def into_options(ref: UUID) -> list[UUID]:
        return list(Source.objects.filter(contribution=ref).values_list("option__ref", flat=True))

    @sources
    def of_an_option(ref: UUID) -> list[UUID]:
        return list(Source.objects.filter(option__ref=ref).values_list("contribution", flat=True))

Each function gives refs in their order, with a number of queries that does not depend on how many there are. They are declared in a
module that the room's `apps.ready()` imports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar
from uuid import UUID

Trail = Callable[[UUID], Iterable[UUID]]
Declared = TypeVar("Declared", bound=Trail)

_TRAILS: list[Trail] = []
_SOURCES: list[Trail] = []


def trail(function: Declared) -> Declared:
    """Register a function that follows a thing into what was made of it; the same one twice counts once."""
    if function not in _TRAILS:
        _TRAILS.append(function)
    return function


def sources(function: Declared) -> Declared:
    """Register a function that gives what a thing was made of; the same one twice counts once."""
    if function not in _SOURCES:
        _SOURCES.append(function)
    return function


def into(ref: UUID) -> list[UUID]:
    """Give the refs that a thing went into, from every room, each once."""
    return list(dict.fromkeys(made for follow in _TRAILS for made in follow(ref) if made != ref))


def made_of(ref: UUID) -> list[UUID]:
    """Give the refs that a thing was made of, from every room, each once."""
    return list(dict.fromkeys(source for follow in _SOURCES for source in follow(ref) if source != ref))
