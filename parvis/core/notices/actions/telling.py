"""Telling people that a role or a seat was given to them, and those who run the instance that the record is stopped."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.mail import get_connection
from django.utils.functional import Promise

from parvis.core.notices.alarms import letter_of_alarm
from parvis.core.notices.roles import letter_of_role
from parvis.core.people.models import Person
from parvis.core.record.log import alarm, guard
from parvis.core.spaces import rules
from parvis.core.spaces.models import Space

TOLD = "told-of-alarm"


def tell_of_role(people: Iterable[Person], *, space: Space, role: str | Promise, by: Person) -> int:
    """Write to each of these people and say how many were written to. Nothing is kept of it.

    They are sent while the page waits, over one connection. Who calls leaves out those who had the role already. Raises SMTPException
    or OSError when the mail server refuses.
    """
    rules.may_give_roles(by, space).require()
    messages = [letter_of_role(person, space=space, role=role, by=by) for person in people if person.email and person != by]
    if not messages:
        return 0
    with get_connection() as connection:
        return connection.send_messages(messages) or 0


def tell_of_alarm() -> int:
    """Write to those who run the instance, once for each alarm, and say to how many; nothing when there is none. The worker asks.

    Several workers may: one writes. That it was told is remembered beside the alarm. Raises SMTPException or OSError when the mail server
    refuses: the next turn tries again.
    """
    lasting = alarm.current()
    if lasting is None or guard.read(TOLD) == lasting.since.isoformat().encode():
        return 0
    try:
        with guard.locked("telling", wait=False), get_connection() as connection:
            people = Person.objects.filter(is_operator=True, is_active=True).exclude(email=None)
            sent = connection.send_messages([letter_of_alarm(person, lasting) for person in people]) or 0
            guard.write(TOLD, lasting.since.isoformat().encode())
    except guard.Busy:
        return 0
    return sent
