"""What is done to something that was said: changed, withdrawn, answered, hidden, shown; and what it said before."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from parvis.core.discussion import actions, rules
from parvis.core.discussion.documents import ENDINGS, SHOWN
from parvis.core.discussion.forms import ReasonForm, ReplyForm, WordsForm
from parvis.core.discussion.models import Argument, Question, Source, Wording
from parvis.core.discussion.views.things import form_page, seen, trail
from parvis.core.people.models import Person
from parvis.core.people.requests import person_of
from parvis.core.people.views.drafting import drafted
from parvis.core.processes.models import Process
from parvis.core.record.models import Thing
from parvis.core.record.receipts import confirm
from parvis.core.rules.verdict import no
from parvis.core.spaces.rules import SIGN_IN

Said = Argument | Question | Source


def said(request: HttpRequest, ref: UUID) -> tuple[Said, Thing, Process]:
    """Give what was said, its own card, and the process."""
    thing, process = seen(request, ref)
    models: dict[str, type[Said]] = {"argument": Argument, "question": Question, "source": Source}
    model = models.get(thing.kind)
    remark = model._default_manager.select_related("author").filter(ref=ref).first() if model else None
    if remark is None:
        raise Http404
    return remark, thing, process


def signed_in(request: HttpRequest) -> Person:
    """Give who asks; a visitor is sent to sign in."""
    person = person_of(request)
    if person is None:
        no(SIGN_IN, sign_in=True).require()
        raise AssertionError("refused above")
    return person


@drafted
def edit(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Change one's words."""
    remark, thing, process = said(request, ref)
    person = signed_in(request)
    if isinstance(remark, Source):
        raise Http404
    rules.may_edit(person, remark).require()
    form = WordsForm(request.POST or None, initial={"title": getattr(remark, "title", ""), "text": remark.text})
    if isinstance(remark, Question):
        del form.fields["title"]
    if request.method == "POST" and form.is_valid():
        actions.edit(remark, by=person, **form.cleaned_data)
        confirm(request, _("Your words are changed. What they were before can be read in the history."), remark.ref)
        return redirect(thing.path)
    return form_page(request, thing, process, form, heading=_("Change your words"), submit=_("Publish the change"), status=_status(form))


def _status(form: forms.Form) -> int:
    return 422 if form.is_bound else 200


def withdraw(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Withdraw one's words, after a question."""
    remark, thing, process = said(request, ref)
    person = signed_in(request)
    rules.may_withdraw(person, remark).require()
    if request.method == "POST":
        actions.withdraw(remark, by=person)
        confirm(request, _("What you wrote is withdrawn."), remark.ref)
        return redirect(rules.thing_of(remark).path)
    context = {
        "question": _("Withdraw what you wrote?"),
        "about": str(remark),
        "trail": trail(thing, process),
        "here": _("Withdraw it"),
        "consequence": _("It will not be shown any more, and this cannot be undone. That it was withdrawn stays in the public record."),
        "yes": _("Withdraw it"),
        "cancel_url": thing.path,
    }
    return render(request, "ui/confirm.html", context)


@drafted
def reply(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Answer a question."""
    remark, thing, process = said(request, ref)
    person = signed_in(request)
    if not isinstance(remark, Question):
        raise Http404
    rules.may_reply(person, remark).require()
    form = ReplyForm(request.POST or None, initial={"text": remark.answer})
    if request.method == "POST" and form.is_valid():
        actions.reply(remark, by=person, **form.cleaned_data)
        confirm(request, _("Your answer is published."), remark.ref)
        return redirect(thing.path)
    heading = _("Answer a question")
    return form_page(request, thing, process, form, heading=heading, lede=remark.text, submit=_("Publish the answer"), status=_status(form))


@drafted
def hide(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Hide what breaks the rules of the place, with a reason."""
    return _moderate(request, ref, actions.hide, _("Hide what was said"), _("Hide"), _("It is hidden. The reason is public."))


@drafted
def show(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show again what was hidden, with a reason."""
    return _moderate(request, ref, actions.show, _("Show again what was hidden"), _("Show again"), _("It is shown again."))


def _moderate(request: HttpRequest, ref: UUID, act: Any, heading: str, submit: str, done: str) -> HttpResponse:
    remark, thing, process = said(request, ref)
    person = signed_in(request)
    rules.may_moderate(person, remark).require()
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(remark, by=person, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("reason", error)
        else:
            confirm(request, done, remark.ref)
            return redirect(thing.path)
    return form_page(request, thing, process, form, heading=heading, lede=str(remark), submit=submit, status=_status(form))


def versions(request: HttpRequest, ref: UUID) -> HttpResponse:
    """What was said before it was changed. What is withdrawn or hidden has no history for anybody."""
    remark, thing, process = said(request, ref)
    if not remark.is_published:
        raise Http404
    context = {
        "remark": remark,
        "thing": thing,
        "wordings": Wording.objects.filter(ref=ref).order_by("-number"),
        "trail": trail(thing, process),
        "here": _("History"),
    }
    return render(request, "discussion/versions.html", context)


def document(request: HttpRequest, ref: UUID) -> HttpResponse | FileResponse:
    """The document of a source, for those who may see the source."""
    remark, _thing, _process = said(request, ref)
    if not isinstance(remark, Source) or not remark.document or not remark.is_published:
        raise Http404
    kind = ENDINGS[(remark.document.name or "").rpartition(".")[2]]
    shown = kind.media_type in SHOWN
    return FileResponse(remark.document.open(), as_attachment=not shown, filename=remark.document_name, content_type=kind.media_type)
