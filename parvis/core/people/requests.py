"""Who is asking."""

from __future__ import annotations

from django.http import HttpRequest

from parvis.core.people.models import Person


def person_of(request: HttpRequest) -> Person | None:
    """Give the person who is signed in, or None for a visitor."""
    return request.user if isinstance(request.user, Person) else None
