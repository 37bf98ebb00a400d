"""Answering many at once: those who run a process choose what says the same, and write one answer."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.core.decisions import actions, queries, rules
from parvis.core.decisions.forms import SILENCE, AnswerForm, WordsFilter, refs_chosen
from parvis.core.decisions.views.seeing import allowed, blame, process_at, way_to
from parvis.core.people.models import Person
from parvis.core.people.requests import person_of
from parvis.core.people.views.drafting import drafted
from parvis.core.processes.models import Process
from parvis.core.record.models import Thing

PER_PAGE = 50


@drafted(parameters=["objet"])
def give_answers(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what waits, with boxes to tick, and one answer to write under it."""
    process = process_at(request, slug)
    person = allowed(request, rules.may_answer(person_of(request), process))
    words = request.GET.get("q", "").strip()
    alone = _alone(request, process)
    found = [alone] if alone else queries.with_text(queries.matching(queries.unanswered(process), words))
    page: Page[Thing] = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    form = AnswerForm(request.POST or None, process=process)
    ticked = set(request.POST.getlist("refs")) if request.method == "POST" else _ticked_at_first(request, page, alone)
    if request.method == "POST" and form.is_valid():
        try:
            everything = form.cleaned_data["everything"]
            refs = [thing.ref for thing in found] if everything else refs_chosen(request.POST.getlist("refs"))
            done = _answer(process, refs, form, person)
        except ValidationError as wrong:
            blame(form, wrong)
        else:
            messages.success(request, done)
            return redirect(reverse("decisions:give_answers", args=[process.slug]) if not alone else alone.path)
    context = {
        "process": process, "form": form, "page": page, "words": words, "alone": alone, "ticked": ticked,
        "waiting": queries.waiting(process),
        "filters": WordsFilter(request.GET), "trail": way_to(process), "here": _("Answer"),
        "closing": rules.may_close_process(person, process),
    }  # fmt: skip
    return render(request, "decisions/give_answers.html", context, status=422 if form.is_bound else 200)


def _alone(request: HttpRequest, process: Process) -> Thing | None:
    """Give the one thing to answer, answered already or not, when the address names it."""
    ref = request.GET.get("objet")
    if not ref:
        return None
    try:
        thing = UUID(ref)
    except ValueError:
        raise Http404 from None
    return get_object_or_404(Thing, ref=thing, process=process.ref, calls_for_answer=True)


def _ticked_at_first(request: HttpRequest, page: Iterable[Thing], alone: Thing | None) -> set[str]:
    """Give the boxes that are ticked when the page opens: all of this page when its link was followed, which needs no script."""
    return {str(thing.ref) for thing in page} if alone or "tout" in request.GET else set()


@transaction.atomic
def _answer(process: Process, refs: list[UUID], form: AnswerForm, person: Person) -> str:
    """Do what the form asks, and say it: one answer to all, or a stated silence for each."""
    given = form.cleaned_data
    if given["verdict"] != SILENCE:
        decision = given.get("decision")
        actions.answer(process, refs=refs, verdict=given["verdict"], reasons=given["reasons"], by=person, decision=decision)
        words = ngettext(
            "Your answer to %(count)d contribution is published.", "Your answer to %(count)d contributions is published.", len(refs)
        )
        return words % {"count": len(refs)}
    if not refs:
        raise ValidationError({"refs": _("Choose at least one contribution to answer.")})
    for ref in refs:
        actions.keep_silent(process, ref=ref, reason=given["reasons"], by=person)
    words = ngettext(
        "The reason is published beside %(count)d contribution.", "The reason is published beside %(count)d contributions.", len(refs)
    )
    return words % {"count": len(refs)}
