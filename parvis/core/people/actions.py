"""What is written about people."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from parvis.core.people.models import Follow, Person, Pseudonym


def pseudonym(person: Person, context: UUID) -> Pseudonym:
    """Give what this person is called in this context (the ref of a process or a space), made on her first act there."""
    return Pseudonym.objects.get_or_create(person=person, context=context, defaults={"name": person.public_name})[0]


def pseudonyms(people: QuerySet[Person], context: UUID) -> list[UUID]:
    """Give what these people are called in this context, in an order that tells nothing; those who have no name there yet are given one."""
    known = set(Pseudonym.objects.filter(context=context, person__in=people).values_list("person_id", flat=True))
    missing = [Pseudonym(person=person, context=context, name=person.public_name) for person in people if person.pk not in known]
    missing.sort(key=lambda pseudonym: pseudonym.uuid)
    Pseudonym.objects.bulk_create(missing, batch_size=2000, ignore_conflicts=True)
    return list(Pseudonym.objects.filter(context=context, person__in=people).order_by("uuid").values_list("uuid", flat=True))


@transaction.atomic
def rename(person: Person, *, public_name: str, by: Person) -> None:
    """Change a public name, everywhere it is shown."""
    assert by == person, "A person changes her own name."
    person.public_name = public_name
    person.save(update_fields=["public_name"])
    Pseudonym.objects.filter(person=person).update(name=public_name)


def follow(ref: UUID, *, by: Person) -> Follow:
    """Hear from now on what happens to this thing."""
    return Follow.objects.get_or_create(person=by, ref=ref)[0]


def unfollow(ref: UUID, *, by: Person) -> None:
    """Hear no more of it."""
    Follow.objects.filter(person=by, ref=ref).delete()


def appoint_operator(email: str, *, public_name: str = "") -> Person:
    """Let the person with this e-mail address run the instance; she is created if need be. Called from the server's command line only."""
    person, _new = Person.objects.get_or_create(email=email.lower(), defaults={"public_name": public_name})
    person.is_operator = True
    person.save(update_fields=["is_operator"])
    return person
