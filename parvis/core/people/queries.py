"""Reading about people."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from parvis.core.people.models import Person, Pseudonym


def pseudonym_of(person: Person, context: UUID) -> Pseudonym | None:
    """Give what this person is called in this context, if she has done something there."""
    return Pseudonym.objects.filter(person=person, context=context).first()


def pseudonyms_of(person: Person) -> list[UUID]:
    """Give the pseudonyms of a person in all contexts: what "my participation" looks for."""
    return list(Pseudonym.objects.filter(person=person).values_list("uuid", flat=True))


def names_of(uuids: Collection[UUID]) -> dict[UUID, str]:
    """Give the names to show for these pseudonyms: one query. Somebody who left is called so."""
    found = Pseudonym.objects.filter(uuid__in=uuids).only("uuid", "name", "person_id")
    return {pseudonym.uuid: str(pseudonym) for pseudonym in found}
