"""What is written about people."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from parvis.core.people import mydata, rules, unnamed
from parvis.core.people.models import Draft, Follow, Person, Pseudonym, Session
from parvis.core.people.queries import draft_of, pseudonym_of
from parvis.core.record.actions import erase
from parvis.core.record.kinds import NAMES_THE_AUTHOR
from parvis.core.record.log.guard import remember_erased
from parvis.core.record.models import Act
from parvis.core.record.prepared import insert

DRAFTS_LAST = timedelta(days=30)
MOST_DRAFTS = 50


def pseudonym(person: Person, context: UUID) -> Pseudonym:
    """Give what this person is called in this context (the ref of a process or a space), made on her first act there."""
    if known := pseudonym_of(person, context):
        return known
    named = unnamed.still_named(context)
    name = person.public_name if named is None or person.pk in named else ""
    return Pseudonym.objects.get_or_create(person=person, context=context, defaults={"name": name})[0]


def pseudonyms(people: QuerySet[Person], context: UUID) -> list[UUID]:
    """Give what these people are called in this context, in an order that tells nothing; those who have no name there yet are given one."""
    known = set(Pseudonym.objects.filter(context=context, person__in=people).values_list("person_id", flat=True))
    named = people.values_list("pk", "public_name")
    shown = unnamed.still_named(context)
    missing = [
        Pseudonym(person_id=person, context=context, name=name if shown is None or person in shown else "")
        for person, name in named
        if person not in known
    ]
    missing.sort(key=lambda pseudonym: pseudonym.uuid)
    Pseudonym.objects.bulk_create(missing, batch_size=2000, ignore_conflicts=True)
    return list(Pseudonym.objects.filter(context=context, person__in=people).order_by("uuid").values_list("uuid", flat=True))


def open_account(person: Person, *, email: str, public_name: str, language: str = "", in_cast: bool = False) -> Person:
    """Keep a new account. Nobody enters it before the code sent to this address is typed; the cast of a demonstration is open to all."""
    person.email, person.public_name, person.language, person.in_cast = email.lower(), public_name, language, in_cast
    person.set_unusable_password()
    person.save()
    return person


def keep_address(person: Person) -> None:
    """Let a code prove the address of an account that was opened without one: by the command line, or for the demonstration."""
    if person.email and not EmailAddress.objects.filter(user=person).exists():
        EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=False)


@transaction.atomic
def rename(person: Person, *, public_name: str, by: Person) -> None:
    """Change a public name, everywhere it is shown."""
    rules.may_change(by, person).require()
    person.public_name = public_name
    person.save(update_fields=["public_name"])
    mine = Pseudonym.objects.filter(person=person)
    apart = [context for context in mine.filter(name="").values_list("context", flat=True) if _is_unnamed(person, context)]
    mine.exclude(context__in=apart).update(name=public_name)


def _is_unnamed(person: Person, context: UUID) -> bool:
    named = unnamed.still_named(context)
    return named is not None and person.pk not in named


def leave_names_out(context: UUID, *, but: Collection[int]) -> None:
    """Begin to read a context without names: all but those of these people are taken out of it."""
    Pseudonym.objects.filter(context=context).exclude(person__in=but).update(name="")


def put_names_back(context: UUID) -> None:
    """End it: everybody is called again by the public name she has now."""
    theirs = Person.objects.filter(pk=OuterRef("person")).values("public_name")
    Pseudonym.objects.filter(context=context, person__isnull=False, name="").update(name=Subquery(theirs))


def set_password(person: Person, *, password: str, by: Person) -> None:
    """Give an account a password, beside the codes sent by e-mail."""
    rules.may_change(by, person).require()
    person.set_password(password)
    person.save(update_fields=["password"])


def choose_language(person: Person, *, language: str, by: Person) -> None:
    """Keep the language in which a person wants pages and e-mails."""
    rules.may_change(by, person).require()
    person.language = language
    person.save(update_fields=["language"])


def follow(ref: UUID, *, by: Person) -> None:
    """Hear from now on what happens to this thing; a second time changes nothing."""
    insert(Follow(person=by, ref=ref), unless_there=True)


def unfollow(ref: UUID, *, by: Person) -> None:
    """Hear no more of it."""
    Follow.objects.filter(person=by, ref=ref).delete()


@transaction.atomic
def keep_draft(address: str, *, by: Person, fields: dict[str, list[str]]) -> Draft:
    """Keep what somebody typed into the form at this address, in place of what was kept before; her oldest drafts make room for it."""
    draft, _new = Draft.objects.update_or_create(person=by, address=address, defaults={"fields": fields, "saved_at": timezone.now()})
    kept = Draft.objects.filter(person=by).order_by("-saved_at", "-pk")
    Draft.objects.filter(pk__in=list(kept.values_list("pk", flat=True)[MOST_DRAFTS:])).delete()
    return draft


def drop_draft(address: str, *, by: Person) -> None:
    """Forget what was typed there: it is published, or no longer wanted."""
    # Most have none: deleting nothing would make whoever publishes wait a second time for her turn to write.
    if kept := draft_of(by, address):
        kept.delete()


def drop_old_drafts(*, now: datetime | None = None) -> int:
    """Forget drafts that nobody touched for thirty days, and give how many there were: the clock calls it."""
    return Draft.objects.filter(saved_at__lt=(now or timezone.now()) - DRAFTS_LAST).delete()[0]


def accounts_for(addresses: Iterable[str]) -> list[Person]:
    """Give the accounts of these addresses; whoever has none yet finds hers when she first signs in with a code sent there.

    So nobody learns, by naming an address, whether it had an account.
    """
    found = []
    for address in dict.fromkeys(address.strip().lower() for address in addresses):
        found.append(Person.objects.get_or_create(email=address, defaults={"public_name": ""})[0])
    return found


def appoint_operator(email: str, *, public_name: str = "") -> Person:
    """Let the person with this e-mail address run the instance; she is created if need be. Called from the server's command line only."""
    person, _new = Person.objects.get_or_create(email=email.lower(), defaults={"public_name": public_name})
    person.is_operator = True
    person.save(update_fields=["is_operator"])
    return person


@transaction.atomic
def erase_account(person: Person, *, by: Person) -> None:
    """Erase an account for good: who she is goes, what she said in public stays under nobody's name.

    The rooms above clean up first. Then the record forgets the values that name her, her pseudonyms are cut from her and blanked, and
    nothing is left of her row but that it existed. Titles and texts stay: whoever wants one gone withdraws it before.
    """
    rules.may_erase(by, person).require()
    person = Person.objects.select_for_update().get(pk=person.pk)
    for clean_up in mydata.clean_ups():
        clean_up(person)
    mine = list(Pseudonym.objects.filter(person=person).values_list("uuid", flat=True))
    for name in NAMES_THE_AUTHOR:
        for act in Act.objects.filter(actor__in=mine, commitments__has_key=name):
            erase(act, names=[name], actor=act.actor, reason="compte effacé")
    Follow.objects.filter(person=person).delete()
    Draft.objects.filter(person=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    Pseudonym.objects.filter(person=person).update(person=None, name="")
    _end_sessions(person)
    person.email, person.public_name, person.language = None, "", ""
    person.is_active = person.is_operator = False
    person.last_login = None
    person.set_unusable_password()
    transaction.on_commit(partial(remember_erased, person.ref))
    person.joined_at = person.erased_at = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    person.save()


def _end_sessions(person: Person) -> None:
    """Close the sessions of a person on all her devices. Those of before the table said whose they are have to be opened."""
    Session.objects.filter(person=person).delete()
    for session in Session.objects.filter(person=None, expire_date__gt=timezone.now()).iterator(chunk_size=500):
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()
