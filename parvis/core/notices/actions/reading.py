"""What a person does with her notices."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from parvis.core.notices import tokens
from parvis.core.notices.models import Notice, Preference
from parvis.core.people.models import Person


def mark_read(notice: Notice, *, by: Person) -> None:
    """Mark one's own notice as read; no e-mail is sent about it any more."""
    Notice.objects.filter(pk=notice.pk, person=by, read_at__isnull=True).update(read_at=timezone.now(), to_mail=False)


def mark_all_read(*, by: Person) -> int:
    """Mark all one's notices as read, and say how many were not."""
    return Notice.objects.filter(person=by, read_at__isnull=True).update(read_at=timezone.now(), to_mail=False)


@transaction.atomic
def choose_rhythm(*, by: Person, rhythm: str) -> Preference:
    """Choose how often one hears by e-mail. Choosing a digest waits for the next one; choosing never drops what was waiting."""
    preference, _new = Preference.objects.get_or_create(person=by)
    preference.rhythm = rhythm
    preference.digest_on = timezone.localdate() if rhythm in (Preference.Rhythm.DAILY, Preference.Rhythm.WEEKLY) else None
    preference.full_clean()
    preference.save()
    if rhythm == Preference.Rhythm.NEVER:
        Notice.objects.filter(person=by, to_mail=True).update(to_mail=False)
    return preference


def unsubscribe(token: str) -> Person | None:
    """Stop all e-mails to the person of a signed link; None when the link is none of ours, or the account is gone."""
    person = tokens.person_of(token)
    if person:
        choose_rhythm(by=person, rhythm=Preference.Rhythm.NEVER)
    return person


def forget(person: Person) -> None:
    """Forget what a person was told and wanted to be told: called when her account is erased."""
    Notice.objects.filter(person=person).delete()
    Preference.objects.filter(person=person).delete()
