"""`{% load notices %}{% unread_notices %}`: how many notices the person who is signed in has not read; one query, none for a visitor."""

from __future__ import annotations

from typing import Any

from django import template

from parvis.core.notices import queries
from parvis.core.people.requests import person_of

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: Any) -> int:
    """Count what the reader has not read."""
    request = context.get("request")
    person = person_of(request) if request else None
    return queries.unread(person) if person else 0
