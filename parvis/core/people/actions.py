"""What is written about people."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from parvis.core.people.models import Follow, Person, Pseudonym


def pseudonym(person: Person, context: UUID) -> Pseudonym:
    """Give what this person is called in this context (the ref of a process or a space), made on her first act there."""
    return Pseudonym.objects.get_or_create(person=person, context=context, defaults={"name": person.public_name})[0]


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
