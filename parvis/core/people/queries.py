"""Reading about people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from parvis.core.people.models import Draft, Follow, Person, Pseudonym
from parvis.core.people.requests import person_of
from parvis.core.record.models import State, Thing
from parvis.core.record.prepared import prepared


@prepared
def _pseudonym(person: int, context: UUID) -> QuerySet[Pseudonym]:
    return Pseudonym.objects.filter(person=person, context=context)


def pseudonym_of(person: Person, context: UUID) -> Pseudonym | None:
    """Give what this person is called in this context, if she has done something there."""
    return _pseudonym.first(person.pk, context)


def pseudonyms_of(person: Person) -> list[UUID]:
    """Give the pseudonyms of a person in all contexts: what "my participation" looks for."""
    return list(Pseudonym.objects.filter(person=person).values_list("uuid", flat=True))


def actors_of_requester(request: HttpRequest) -> list[UUID]:
    """Give the pseudonyms of the person who asks; a visitor has none."""
    person = person_of(request)
    return pseudonyms_of(person) if person else []


def names_of(uuids: Collection[UUID]) -> dict[UUID, str]:
    """Give the names to show for these pseudonyms: one query. Somebody who left is called so."""
    found = Pseudonym.objects.filter(uuid__in=uuids).only("uuid", "name", "person_id")
    return {pseudonym.uuid: str(pseudonym) for pseudonym in found}


def followed_by(person: Person) -> QuerySet[Follow]:
    """Give what a person follows, the latest first."""
    return Follow.objects.filter(person=person).order_by("-pk")


@prepared
def _follow(person: int, ref: UUID) -> QuerySet[Follow, int]:
    return Follow.objects.filter(person=person, ref=ref).values_list("pk", flat=True)


def is_following(person: Person, ref: UUID) -> bool:
    """Say whether a person follows a thing."""
    return _follow.first(person.pk, ref) is not None


@prepared
def _draft(person: int, address: str) -> QuerySet[Draft]:
    return Draft.objects.filter(person=person, address=address)


def draft_of(person: Person, address: str) -> Draft | None:
    """Give what a person typed into the form at this address and has not sent."""
    return _draft.first(person.pk, address)


@prepared
def _drafts_at(person: int, one: str, other: str) -> QuerySet[Draft]:
    return Draft.objects.filter(Q(address=one) | Q(address=other), person=person)


def drafts_at(person: Person, one: str, other: str) -> dict[str, Draft]:
    """Give the drafts of the forms at two addresses: one query."""
    return {draft.address: draft for draft in _drafts_at.all(person.pk, one, other)}


def drafts_of(person: Person) -> QuerySet[Draft]:
    """Give all that a person typed and has not sent, the latest first."""
    return Draft.objects.filter(person=person).order_by("-saved_at", "-pk")


def cards_of(follows: Iterable[Follow], spaces: Sequence[UUID]) -> list[tuple[Follow, Thing | None]]:
    """Give what is followed with its card; None for what is not shown, or not shown to her, any more. One query."""
    rows = list(follows)
    things = {thing.ref: thing for thing in Thing.objects.visible_in(spaces).filter(ref__in=[row.ref for row in rows])}
    return [(row, things.get(row.ref)) for row in rows]


def counts_of(person: Person) -> dict[str, int]:
    """Give how much a person leaves behind her: what she published and is still shown, and what she follows."""
    return {
        "published": Thing.objects.filter(author__in=pseudonyms_of(person), state=State.PUBLISHED).count(),
        "follows": Follow.objects.filter(person=person).count(),
    }
