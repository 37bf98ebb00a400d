"""What the pages of this room share: what one may see, and forms on a page of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from parvis.core.decisions.models import Decision, Promise
from parvis.core.people.models import Person
from parvis.core.people.requests import person_of
from parvis.core.processes import rules as processes
from parvis.core.processes.models import Process
from parvis.core.rules.verdict import Refused, Verdict, no
from parvis.core.spaces.rules import SIGN_IN
from parvis.ui.parts import Link


def seen(request: HttpRequest, process: Process) -> Process:
    """Give the process if this person may see it; otherwise it does not exist for her."""
    if not processes.may_see(person_of(request), process):
        raise Http404
    request.space = process.space  # type: ignore[attr-defined]  # the base page asks which space this is
    return process


def process_at(request: HttpRequest, slug: str) -> Process:
    """Give the process of an address."""
    return seen(request, get_object_or_404(Process.objects.select_related("space__parent"), slug=slug))


def decision_at(request: HttpRequest, ref: UUID) -> Decision:
    """Give the decision of an address."""
    found = Decision.objects.select_related("process__space__parent", "body", "phase", "author")
    decision = get_object_or_404(found, ref=ref)
    seen(request, decision.process)
    return decision


def promise_at(request: HttpRequest, ref: UUID) -> Promise:
    """Give the promise of an address."""
    promise = get_object_or_404(Promise.objects.select_related("decision__process__space__parent"), ref=ref)
    seen(request, promise.decision.process)
    return promise


def allowed(request: HttpRequest, verdict: Verdict) -> Person:
    """Give who asks, once the rule has said yes."""
    verdict.require()
    person = person_of(request)
    if person is None:
        raise Refused(no(SIGN_IN, sign_in=True))
    return person


def way_to(*things: Process | Decision | Promise) -> list[Link]:
    """Give the way to a page: its process, decision and promise."""
    return [Link(thing.title if not isinstance(thing, Promise) else thing.text, thing.get_absolute_url()) for thing in things]


def form_page(
    request: HttpRequest,
    form: forms.Form,
    done: Callable[[dict[str, Any]], str],
    *,
    heading: str,
    submit: str,
    cancel_url: str,
    trail: Sequence[Link],
    lede: str = "",
    template: str = "decisions/form.html",
    **context: Any,
) -> HttpResponse:
    """Show a form on a page of its own; when it is sent and right, do what it asks and go where `done` says.

    What the action finds wrong is written beside its field.
    """
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(done(form.cleaned_data))
        except ValidationError as wrong:
            blame(form, wrong)
    shown = {
        "form": form, "heading": heading, "submit": submit, "cancel_url": cancel_url, "trail": trail, "here": heading, "lede": lede,
    }  # fmt: skip
    return render(request, template, shown | context, status=422 if form.is_bound else 200)


def blame(form: forms.Form, wrong: ValidationError) -> None:
    """Write what an action found wrong beside the field it speaks of, or at the top when the form has no such field."""
    by_field = wrong.message_dict if hasattr(wrong, "error_dict") else {NON_FIELD_ERRORS: wrong.messages}
    for name, messages in by_field.items():
        for message in messages:
            form.add_error(name if name in form.fields else None, message)
