"""Which spaces there are, and who holds which role where: one small table, read once for a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache as remembered
from uuid import UUID

from django.core.cache import cache
from django.db.models import FilteredRelation, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from parvis.core.people.models import Person
from parvis.core.record.models import Audience
from parvis.core.record.prepared import prepared
from parvis.core.spaces.models import Space

MINUTE = 60
FOUNDED = "spaces:founded-first"
ASKED = 24  # the header leads to some spaces; its page of spaces has them all
COLUMNS = ("pk", "parent_id", "ref", "name", "slug", "audience")


@dataclass(frozen=True, slots=True)
class Founded:
    """What the header knows of a space."""

    pk: int
    parent: int | None
    ref: UUID
    name: str
    slug: str
    audience: str

    @property
    def url(self) -> str:
        """Where its page is."""
        return reverse("portal:space", args=[self.slug])

    @property
    def is_public(self) -> bool:
        """Whether everybody may know of it."""
        return self.audience == Audience.PUBLIC


@prepared
def _first() -> QuerySet[Space]:
    return Space.objects.order_by("pk")[:ASKED]


def founded() -> list[Founded]:
    """Give the spaces that were founded first. They are asked once a minute: they change a few times in a lifetime."""
    kept: list[Founded] | None = cache.get(FOUNDED)
    return kept if kept is not None else _keep(Founded(*(getattr(space, name) for name in COLUMNS)) for space in _first.all())


def founded_first() -> list[Space]:
    """Read the spaces that were founded first, whole."""
    spaces = _first.all()
    _keep(Founded(*(getattr(space, name) for name in COLUMNS)) for space in spaces)
    return spaces


def _keep(rows: Iterable[Founded]) -> list[Founded]:
    kept = list(rows)
    cache.set(FOUNDED, kept, MINUTE)
    return kept


@prepared
def _held(person: int, now: datetime) -> QuerySet[Space, tuple[int, int | None, UUID, str, str, str, str | None]]:
    begun = Q(memberships__person=person, memberships__starts_at__lte=now)
    lasts = Q(memberships__ends_at__isnull=True) | Q(memberships__ends_at__gt=now)
    spaces = Space.objects.alias(held=FilteredRelation("memberships", condition=begun & lasts))
    return spaces.order_by("pk").values_list(*COLUMNS, "held__role")


def held_by(person: Person) -> tuple[dict[int, set[str]], list[UUID]]:
    """Give the roles that a person holds now, by the key of the space, and the refs of the spaces that she is inside of.

    One query reads all spaces with her roles in them; what the header asks of the spaces is answered by it too.
    """
    rows: dict[int, Founded] = {}
    roles: dict[int, set[str]] = {}
    for pk, parent, ref, name, slug, audience, role in _held.all(person.pk, timezone.now()):
        rows[pk] = Founded(pk, parent, ref, name, slug, audience)
        if role:
            roles.setdefault(pk, set()).add(role)
    if cache.get(FOUNDED) is None:
        _keep(list(rows.values())[:ASKED])

    @remembered
    def inside(pk: int | None) -> bool:
        return pk is not None and (pk in roles or inside(rows[pk].parent))

    return roles, [space.ref for pk, space in rows.items() if inside(pk)]
