"""`{% load decisions %}`: what rooms upstairs show of decisions beside their own things.

{% answer_to ref %}                    the answer with its verdict, its decision and its promises; two queries at most, three with a silence
{% answer_to ref process=process %}    the same, with the promised date while one waits, and the way to answer for those who may
{% way_of ref %}                       the thread: contribution, option, vote, decision, promise
{% decision_of process %}              what was decided in a process
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.core.decisions import queries, rules
from parvis.core.decisions.models import Promise
from parvis.core.decisions.way import way_of as steps_of
from parvis.core.people.requests import person_of
from parvis.core.processes.models import Process
from parvis.ui.components.way import thread

register = template.Library()


@register.inclusion_tag("decisions/_answer_to.html", takes_context=True)
def answer_to(context: Any, ref: UUID | str, process: Process | None = None, level: int = 2) -> dict[str, Any]:
    """Show what was answered to a thing, and what follows from it."""
    ref = UUID(str(ref))
    answer = queries.answer_of(ref)
    silence = None if answer else queries.silence_on(ref)
    promises = list(Promise.objects.filter(decision=answer.decision_id)) if answer and answer.decision_id else []
    request = context.get("request")
    may_answer = bool(process and request and rules.may_answer(person_of(request), process))
    return {
        "answer": answer, "silence": silence, "promises": promises, "process": process, "level": level, "inner": level + 1,
        "answer_url": f"{reverse('decisions:give_answers', args=[process.slug])}?objet={ref}" if process and may_answer else "",
    }  # fmt: skip


@register.simple_tag
def way_of(ref: UUID | str) -> str:
    """Show the way of a thing as a thread."""
    return thread(steps_of(UUID(str(ref))), label=_("What became of it"), across=True, here=_("It is here"))


@register.inclusion_tag("decisions/_decision_of.html")
def decision_of(process: Process, level: int = 3) -> dict[str, Any]:
    """Show what was decided in a process, the latest first."""
    return {"decisions": list(process.decisions.select_related("body", "phase", "process")), "level": level}
