"""Who is what, where."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import timezone

from parvis.core.people.models import Person
from parvis.core.record.prepared import prepared
from parvis.core.spaces.models import Membership, Role, Space
from parvis.core.spaces.tree import held_by

MINUTE = 60
OUTSIDER = "outsider"
VISITOR = "visitor"


def line_of(space: Space) -> list[Space]:
    """Give the space and those above it, nearest first."""
    line = [space]
    while (above := line[-1].parent) is not None:
        line.append(above)
    return line


def levels_of(space: Space) -> list[int]:
    """Give the keys of the space and of those above it, nearest first, without a query for most: where a space stands does not change.

    What stands above another is asked again each minute.
    """
    if space.parent_id is None:
        return [space.pk]
    above = cache.get_or_set(f"spaces:above:{space.parent_id}", lambda: [each.pk for each in line_of(space)[1:]], MINUTE)
    return [space.pk, *(above or [])]


def roles_of(person: Person | None, space: Space) -> frozenset[str]:
    """Give the roles that a person holds now in a space, or in one of those above it.

    The answer is kept on the person for the time of a request, so that ten rules ask once.
    """
    if person is None or not person.is_authenticated:
        return frozenset()
    kept = _held(person)
    return frozenset(role for level in levels_of(space) for role in kept.get(level, ())) if kept else frozenset()


def held_in(person: Person, space: Space) -> frozenset[str]:
    """Give the roles that a person holds now in this very space, not in those above it."""
    return frozenset(_held(person).get(space.pk, ()))


@prepared
def _memberships(person: int, now: datetime) -> QuerySet[Membership, tuple[int, str]]:
    return Membership.objects.current(now).filter(person=person).values_list("space_id", "role")


def _held(person: Person) -> dict[int, set[str]]:
    """Give the roles that a person holds now, by the key of the space, asked once."""
    kept: dict[int, set[str]] | None = person.__dict__.get("_roles")
    if kept is None:
        kept = {}
        for held_in, role in _memberships.all(person.pk, timezone.now()):
            kept.setdefault(held_in, set()).add(role)
        person.__dict__["_roles"] = kept
    return kept


def forget_roles(person: Person) -> None:
    """Ask the database again next time: called by the actions that change a role."""
    person.__dict__.pop("_roles", None)
    person.__dict__.pop("_spaces", None)


def standing(person: Person | None, space: Space) -> str:
    """Give the strongest role of a person in a space in one word: visitor, outsider, resident … officer.

    For sentences and tests; rules ask `roles_of`.
    """
    if person is None or not person.is_authenticated:
        return VISITOR
    held = roles_of(person, space)
    return next((role for role in reversed(Role.values) if role in held), OUTSIDER)


def spaces_of(person: Person | None) -> list[UUID]:
    """Give the refs of the spaces whose members-only things this person may see: those she belongs to, and those below them.

    The same query gives the roles that she holds, unless they are known already.
    """
    if person is None or not person.is_authenticated:
        return []
    kept: list[UUID] | None = person.__dict__.get("_spaces")
    if kept is None:
        roles, kept = held_by(person)
        person.__dict__["_spaces"] = kept
        person.__dict__.setdefault("_roles", roles)
    return kept
