"""Sending what is due by e-mail."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from parvis.core.notices import queries
from parvis.core.notices.letters import letter
from parvis.core.notices.models import Cursor, Notice, Preference
from parvis.core.people.models import Person

log = logging.getLogger("parvis.notices")
MOST = 200
ATTEMPTS = 5
TURN = timedelta(minutes=5)


def take_turn(now: datetime) -> bool:
    """Say whether this worker may start sending: one at a time, for five minutes at most."""
    Cursor.objects.get_or_create(pk=1)
    free = Q(delivering_until__isnull=True) | Q(delivering_until__lt=now)
    return bool(Cursor.objects.filter(free, pk=1).update(delivering_until=now + TURN))


def send_due(now: datetime | None = None, *, most: int = MOST) -> int:
    """Send their e-mail to the people to whom one is due at their rhythm, and say how many were sent.

    What is sent is claimed first, so that nobody gets it twice; when the mail server refuses, it is given back and tried again, five
    times at most. On the site it stands in any case.
    """
    now = now or timezone.now()
    sent = 0
    with get_connection() as connection:
        for person in list(queries.due(now)[:most]):
            claimed = _claim(person, now)
            try:
                message = letter(person, claimed)
                if message:
                    message.connection = connection
                    message.send()
                    sent += 1
            except Exception:
                log.exception("An e-mail of notices could not be sent; it is tried again.")
                _give_back(claimed)
    Cursor.objects.filter(pk=1).update(delivering_until=None)
    return sent


@transaction.atomic
def _claim(person: Person, now: datetime) -> list[Notice]:
    """Take what is to be sent to a person, so that no other worker takes it."""
    waiting = list(Notice.objects.select_for_update(of=("self",)).filter(person=person, to_mail=True).select_related("act").order_by("pk"))
    Notice.objects.filter(pk__in=[notice.pk for notice in waiting]).update(to_mail=False)
    Preference.objects.filter(person=person).update(digest_on=timezone.localdate(now))
    return waiting


def _give_back(claimed: list[Notice]) -> None:
    pks = [notice.pk for notice in claimed]
    Notice.objects.filter(pk__in=pks).update(attempts=F("attempts") + 1)
    Notice.objects.filter(pk__in=pks, attempts__lt=ATTEMPTS, read_at__isnull=True).update(to_mail=True)
    Preference.objects.filter(person__in={notice.person_id for notice in claimed}).update(digest_on=None)
