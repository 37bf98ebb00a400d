"""`{% load discussion %}{% discussion_on thing %}`: everything that is said of a thing, with the forms to say more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString

from parvis.core.discussion import queries, rules
from parvis.core.discussion.forms import forms_for
from parvis.core.discussion.models import Source
from parvis.core.discussion.queries import Said
from parvis.core.discussion.rows import Pen
from parvis.core.people.requests import person_of
from parvis.core.people.views.drafting import claim
from parvis.core.processes.models import Phase, Process
from parvis.core.record.models import Recorded, State, Thing

register = template.Library()


@register.simple_tag
def argument_rows(pen: Pen, arguments: Sequence[Said]) -> SafeString:
    """Draw arguments of a `Talk`."""
    return pen.arguments(arguments)


@register.simple_tag
def source_row(pen: Pen, source: Source) -> SafeString:
    """Draw one source."""
    return pen.source(source)


@register.inclusion_tag("discussion/_discussion.html", takes_context=True)
def discussion_on(
    context: Context,
    thing: Thing | Recorded,
    *,
    process: Process | None = None,
    phases: Sequence[Phase] | None = None,
    supported: Collection[UUID] | None = None,
    expected: int = 0,
) -> dict[str, Any]:
    """Show what is said of a thing: arguments in two columns, questions, sources, and the forms to add to them.

    It costs five queries, whatever is said, and one more for who may write; three more when `process` and `phases` are not given.

    Arguments:
        thing: its card, or the thing itself (it has a `ref`, a `state` and an address).
        process, phases: its process with the space, and the phases of the process.
        supported: what `discussion.queries.supported_by` gave, when the page has asked already.
        expected: how many arguments the page knows there are, if it does.
    """
    if isinstance(thing, Thing):
        about = thing
    else:
        path, state = getattr(thing, "get_absolute_url", str)(), getattr(thing, "state", State.PUBLISHED)
        about = Thing(ref=thing.ref, state=state, path=path, process=process.ref if process else None)
        if process is None:
            about = Thing.objects.get(ref=thing.ref)
    process = process or rules.process_of(about)
    if process is None:
        return {}
    request = context["request"]
    # What was typed here when the session had ended is found again.
    claim(request)
    talk = queries.talk(
        about, process, list(process.phases.all()) if phases is None else phases, person_of(request), supported=supported, expected=expected
    )
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "talk": talk,
        "pen": Pen(bool(talk.may_discuss), talk.may_moderate),
        "thing": about,
        "process": process,
        "forms_of": forms_for(talk, person_of(request)),
        "sign_in_url": f"{reverse('account_login')}?next={about.path}" if talk.may_discuss.sign_in else "",
    }
