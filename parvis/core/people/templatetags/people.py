"""`{% load people %}`: following a thing from its page, and names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import template
from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from parvis.core.people.models import Pseudonym
from parvis.core.people.mydata import Part
from parvis.core.people.queries import is_following
from parvis.core.people.requests import person_of
from parvis.ui import moments
from parvis.ui.components.actions import person as shown
from parvis.ui.parts import Line

register = template.Library()


@register.inclusion_tag("people/_follow.html", takes_context=True)
def follow_button(context: Context, ref: UUID, *, following: bool | None = None) -> dict[str, Any]:
    """The button that follows a thing, or follows it no more; a visitor is shown the way in.

    One query for somebody who is signed in, none when the page says whether she follows it, none for a visitor.
    """
    request = context.get("request")
    person = person_of(request) if request is not None else None
    if person is not None and following is None:
        following = is_following(person, ref)
    return {"request": request, "person": person, "ref": ref, "following": following, "csrf_token": context.get("csrf_token")}


@register.simple_tag
def person_name(pseudonym: Pseudonym | None) -> SafeString:
    """The name of who wrote something, as text: “Somebody who left” once her account is erased."""
    return conditional_escape(str(pseudonym) if pseudonym is not None else _("Somebody"))


@register.simple_tag
def by_person(pseudonym: Pseudonym | None, *, role: str = "", date: str = "") -> SafeString:
    """Who wrote something, as the component shows people: initials, name, role and date."""
    return shown(person_name(pseudonym), role=role, date=date)


@register.filter
def as_ledgers(part: Part, at_most: int) -> list[list[Line]]:
    """What a room holds about a person, each row as a ledger: there are too many columns, and too long texts, for a table."""
    labels = part.holding.labels.items()
    return [[Line(str(label).capitalize(), _cell(row[key])) for key, label in labels] for row in part.rows[:at_most]]


def _cell(value: object) -> str:
    """Give a value as people read it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return moments.day_and_hour(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_cell(inner)}" for name, inner in value.items()) or "–"
    if isinstance(value, list | tuple):
        return ", ".join(_cell(inner) for inner in value) or "–"
    return "–" if value in (None, "") else str(value)
