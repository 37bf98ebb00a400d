"""`{% load portal %}`: words for things of any room, on pages that look into all of them."""

from __future__ import annotations

from datetime import datetime

from django.template import Library
from django.utils.translation import gettext_lazy as _

from parvis.core.record.models import Thing
from parvis.ui import moments

register = Library()

KINDS = {
    "space": _("space"),
    "body": _("body that decides"),
    "process": _("process"),
    "phase": _("phase"),
    "contribution": _("contribution"),
    "option": _("option"),
    "argument": _("argument"),
    "question": _("question"),
    "source": _("source"),
    "vote": _("vote"),
    "decision": _("decision"),
    "answer": _("answer"),
    "promise": _("promise"),
}


@register.simple_tag
def kind_of(thing: Thing) -> str:
    """The word for what a thing is."""
    return str(KINDS.get(thing.kind, thing.kind))


@register.filter
def listed(word: str, when: datetime) -> list[str]:
    """A word and a day, for the last line of a brief."""
    return [word, moments.day(when)]
