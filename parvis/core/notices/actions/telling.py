"""Telling people that a role or a seat was given to them."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.mail import get_connection
from django.utils.functional import Promise

from parvis.core.notices.roles import letter_of_role
from parvis.core.people.models import Person
from parvis.core.spaces import rules
from parvis.core.spaces.models import Space


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
