"""What is posted on a thing: arguments, questions, sources, supports. Each comes back to its place on the thing's page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parvis.core.discussion import actions, queries, rules
from parvis.core.discussion.forms import ArgumentForm, QuestionForm, SourceForm
from parvis.core.discussion.rows import Pen
from parvis.core.people.requests import person_of
from parvis.core.people.views.drafting import drafted
from parvis.core.processes.models import Process
from parvis.core.record.models import Thing
from parvis.core.record.receipts import confirm
from parvis.core.rules.verdict import Refused, no
from parvis.core.spaces.rules import SIGN_IN
from parvis.ui.parts import Link
from parvis.ui.typography import excerpt

SHORT = 60


def seen(request: HttpRequest, ref: UUID) -> tuple[Thing, Process]:
    """Give the thing of an address and its process; what this person may not see does not exist for her."""
    try:
        thing = rules.card_of(ref)
    except Thing.DoesNotExist:
        raise Http404 from None
    process = rules.process_of(thing)
    if process is None or not rules.may_see(person_of(request), process):
        raise Http404
    request.space = process.space  # type: ignore[attr-defined]
    return thing, process


def page_of(thing: Thing) -> str:
    """Give the page a thing is read on, without the place in it."""
    return thing.path.partition("#")[0]


def trail(thing: Thing, process: Process) -> list[Link]:
    """Give the way to the forms of a thing."""
    return [Link(process.title, process.get_absolute_url()), Link(excerpt(thing.title, SHORT), thing.path)]


def form_page(
    request: HttpRequest, thing: Thing, process: Process, form: forms.Form, *, heading: str, submit: str, lede: str = "", status: int = 200
) -> HttpResponse:
    """Show one form on a page of its own."""
    context = {
        "form": form, "heading": heading, "lede": lede, "submit": submit, "cancel_url": thing.path, "trail": trail(thing, process),
        "here": heading, "thing": thing,
    }  # fmt: skip
    return render(request, "discussion/form.html", context, status=status)


def _said(request: HttpRequest, ref: UUID, form_class: type[forms.Form], say: Any, words: dict[str, str]) -> HttpResponse:
    """Show a form (GET), or say what it holds (POST) and come back to the place where it is read."""
    thing, process = seen(request, ref)
    person = person_of(request)
    if person is None:
        no(SIGN_IN, sign_in=True).require()
    form = form_class(request.POST, request.FILES) if request.method == "POST" else form_class()
    if form.is_bound and form.is_valid():
        remark = say(ref, by=person, **form.cleaned_data)
        confirm(request, words["done"], remark.ref)
        return redirect(f"{page_of(thing)}#{type(remark).__name__.lower()}-{remark.ref}")
    # The action asks its rule itself; a form is shown to those who may use it.
    rules.may_discuss(person, thing, process).require()
    status = 422 if form.is_bound else 200
    return form_page(request, thing, process, form, heading=words["heading"], submit=words["submit"], status=status)


@drafted(form_at="?nouveau=")
def arguments(request: HttpRequest, ref: UUID) -> HttpResponse:
    """All arguments on a thing, a hundred of each side to a page; posted to, one more."""
    if request.method == "POST" or "nouveau" in request.GET:
        words = {"heading": _("Give an argument"), "submit": _("Publish the argument"), "done": _("Your argument is published.")}
        return _said(request, ref, ArgumentForm, actions.argue, words)
    thing, process = seen(request, ref)
    page = request.GET.get("page", "1")
    number = int(page) if page.isdecimal() and 0 < int(page) < 10_000 else 1
    talk = queries.talk(thing, process, list(process.phases.all()), person_of(request), page=number, at_first=queries.ON_A_PAGE)
    if number > talk.pages:
        raise Http404
    context = {
        "talk": talk,
        "pen": Pen(bool(talk.may_discuss), talk.may_moderate),
        "thing": thing,
        "process": process,
        "trail": trail(thing, process),
        "here": _("All arguments"),
        "number": number,
        "previous": number - 1,
        "following": number + 1 if number < talk.pages else 0,
    }
    return render(request, "discussion/arguments.html", context)


@drafted
def questions(request: HttpRequest, ref: UUID) -> HttpResponse:
    """The form of a question; posted to, one more question."""
    words = {
        "heading": _("Ask a question"),
        "submit": _("Ask"),
        "done": _("Your question is published. You will hear when it is answered."),
    }
    return _said(request, ref, QuestionForm, actions.ask, words)


@drafted
def sources(request: HttpRequest, ref: UUID) -> HttpResponse:
    """The form of a source; posted to, one more source."""
    words = {"heading": _("Cite a source"), "submit": _("Add the source"), "done": _("The source is published.")}
    return _said(request, ref, SourceForm, actions.cite, words)


@require_POST
def supports(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Give one's support, or take it back (`faire=reprendre`), and come back to where the button was."""
    person = person_of(request)
    if person is None:
        seen(request, ref)
        no(SIGN_IN, sign_in=True).require()
        raise AssertionError("refused above")
    try:
        thing = actions.unsupport(ref, by=person) if request.POST.get("faire") == "reprendre" else actions.support(ref, by=person)
    except (Refused, Thing.DoesNotExist):
        # Whoever takes part may see it; to whom it is refused we say why only when she may.
        seen(request, ref)
        raise
    back = thing.path if "#" in thing.path else f"{thing.path}#soutien"
    return redirect(back)
