"""`{% load record %}`: the history of a thing on its own page, and lists of acts in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString

from parvis.core.record import upstairs
from parvis.core.record.log import keys
from parvis.core.record.log.anew import earlier
from parvis.core.record.log.policy import address
from parvis.core.record.log.status import Status, now
from parvis.core.record.models import Act, Audience
from parvis.core.record.sentences import in_words, short_number
from parvis.ui import moments
from parvis.ui.components.lists import acts as listed
from parvis.ui.parts import PublicAct

register = template.Library()
AT_MOST = 10


@register.inclusion_tag("record/_history.html", takes_context=True)
def history_of(context: Context, ref: UUID, *, level: int = 2) -> dict[str, Any]:
    """What was done to a thing, the latest first, at most ten acts, with the way to all of them.

    Three queries for what is public; who may see the rest is asked only when there is some.
    """
    rows = list(Act.objects.filter(object=ref).order_by("-pk")[: AT_MOST + 1])
    if any(act.audience == Audience.MEMBERS for act in rows):
        request = context.get("request")
        mine = upstairs.spaces_of_reader(request) if request is not None else []
        rows = [act for act in rows if act.audience == Audience.PUBLIC or act.space in mine]
    return {
        "acts": in_words(rows[:AT_MOST]),
        "more": len(rows) > AT_MOST,
        "url": reverse("record:object", args=[ref]),
        "level": level,
    }


@register.simple_tag
def acts(items: Iterable[Act | PublicAct], *, label: str = "") -> SafeString:
    """A list of acts, given as rows of the record or as the component takes them."""
    given = list(items)
    words = in_words([item for item in given if isinstance(item, Act)])
    ready = iter(words)
    return listed([next(ready) if isinstance(item, Act) else item for item in given], label=label)


@register.simple_tag
def record_status() -> Status:
    """How far the record is published, and who vouches for it: one query."""
    return now()


@register.simple_tag
def earlier_records() -> list[Act]:
    """The acts that say how this record came after an earlier one; no query where it is the first."""
    return earlier()


@register.simple_tag
def record_address() -> str:
    """Where the files of the record are published."""
    return address()


@register.simple_tag
def record_file(name: str, *, place: int | None = None) -> str:
    """Where something of the log that goes on now is read: `checkpoint`, `policy`, `proof` or `opening` of a place."""
    number = keys.number()
    of_log = {} if number == 1 else {"log": number}
    return reverse(f"record:{name}", kwargs=of_log | ({} if place is None else {"place": place}))


@register.filter
def hour(moment: datetime) -> str:
    """The time of day, where the day is said already: “18:00”, “18 h”."""
    return moments.hour(moment)


@register.filter
def act_number(act: Act) -> str:
    """The number under which lists speak of an act."""
    return short_number(act)


@register.filter
def clear(value: object) -> str:
    """A value written as it is in an act: lists one after the other, the rest as it stands."""
    if isinstance(value, list):
        return ", ".join(str(item) for item in value) or "–"
    return "–" if value in (None, "") else str(value)
