"""One promise: where it stands, what shows it, and what the people concerned say."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parvis.core.decisions import actions, rules
from parvis.core.decisions.forms import FeedbackForm, ReasonForm
from parvis.core.decisions.models import Evidence, Feedback, Promise
from parvis.core.decisions.views.seeing import allowed, form_page, promise_at, seen, way_to
from parvis.core.discussion.documents import ENDINGS, SHOWN
from parvis.core.people.requests import person_of
from parvis.core.people.views.drafting import drafted
from parvis.core.record.models import State
from parvis.core.rules.verdict import Verdict
from parvis.core.spaces.rules import may_moderate
from parvis.ui.moments import day, late_by
from parvis.ui.parts import Line, Link, Step
from parvis.ui.typography import excerpt, money

FEEDBACK_PER_PAGE = 20
SATISFIED_PAVERS = {Feedback.Satisfied.YES: "kept", Feedback.Satisfied.PARTLY: "half", Feedback.Satisfied.NO: "dropped"}


@drafted
@require_http_methods(["GET", "HEAD", "POST"])
def promise(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show a promise; sent to, take what a person concerned says of it."""
    shown = promise_at(request, ref)
    person, process = person_of(request), shown.decision.process
    may_say = rules.may_give_feedback(person, shown)
    form = FeedbackForm(request.POST or None, initial=_said_before(shown, person))
    if request.method == "POST":
        by = allowed(request, may_say)
        if form.is_valid():
            actions.give_feedback(shown, by=by, **form.cleaned_data)
            messages.success(request, _("Thank you. What you say is published."))
            return redirect(f"{shown.get_absolute_url()}#avis")
    said = shown.feedback.filter(state=State.PUBLISHED).select_related("author")
    counted = dict(said.order_by().values_list("satisfied").annotate(Count("pk")))
    may_follow_up = rules.may_follow_up(person, shown)
    context = {
        "promise": shown, "process": process, "facts": _facts(shown), "milestones": steps_of(shown, bool(may_follow_up)),
        "moves": list(shown.moves.all()), "evidence": list(shown.evidence.all()), "form": form, "may_say": may_say,
        "may_follow_up": may_follow_up, "may_moderate": may_moderate(person, process.space), "person": person,
        "page": Paginator(said, FEEDBACK_PER_PAGE).get_page(request.GET.get("page")), "satisfied": _satisfied(counted),
        "trail": [Link(_("Promises"), "/promesses/"), *way_to(process, shown.decision)], "here": shown.text,
    }  # fmt: skip
    return render(request, "decisions/promise.html", context, status=422 if form.is_bound else 200)


def _said_before(promise: Promise, person: Any) -> dict[str, str]:
    """Give what this person said already, so that she changes it rather than writing it twice."""
    if person is None:
        return {}
    before = promise.feedback.filter(state=State.PUBLISHED, author__person=person).first()
    return {"satisfied": before.satisfied, "text": before.text} if before else {}


def _facts(promise: Promise) -> list[Line]:
    language = get_language() or "fr"
    facts = [Line(_("Who is responsible"), promise.who), Line(_("By when"), day(promise.due_on))]
    if promise.budget_cents is not None:
        facts.append(Line(_("Budget"), money(promise.budget_cents, language, promise.currency)))
    if promise.spent_cents is not None:
        facts.append(Line(_("Spent so far"), money(promise.spent_cents, language, promise.currency)))
    return facts


def steps_of(promise: Promise, may_follow_up: bool) -> list[Step]:
    """Give the milestones as a thread: the first one neither reached nor late is where one is.

    For those who follow up, a milestone that is not reached leads to saying that it is.
    """
    steps, found = [], False
    for milestone in promise.milestones.all():
        if milestone.reached_on:
            steps.append(Step(milestone.title, "done", notes=[_("done on %(day)s") % {"day": day(milestone.reached_on)}]))
            continue
        notes = [_("due on %(day)s") % {"day": day(milestone.due_on)}]
        url = reverse("decisions:reach_milestone", args=[promise.ref, milestone.pk]) if may_follow_up else ""
        if milestone.is_late:
            steps.append(Step(milestone.title, "late", url, notes, late=late_by(milestone.due_on)))
        else:
            coming = found or promise.status not in Promise.PENDING
            steps.append(Step(milestone.title, "next" if coming else "here", url, notes, here=_("Under way")))
            found = True
    return steps


def _satisfied(counted: dict[str, int]) -> dict[str, Any]:
    """Give what the picture of feedback needs."""
    present = [(Feedback.Satisfied(said), counted[said]) for said in Feedback.Satisfied.values if said in counted]
    words = {
        Feedback.Satisfied.YES: _("%(count)d say it is kept"),
        Feedback.Satisfied.PARTLY: _("%(count)d say in part"),
        Feedback.Satisfied.NO: _("%(count)d say it is not kept"),
    }
    key = [(words[said] % {"count": number}, SATISFIED_PAVERS[said]) for said, number in present]
    return {
        "pavers": {SATISFIED_PAVERS[said]: number for said, number in present}, "in_words": ", ".join(text for text, _paver in key),
        "key": key, "total": sum(counted.values()),
    }  # fmt: skip


@require_safe
def evidence(request: HttpRequest, ref: UUID) -> FileResponse:
    """Give a file that shows what was done, to those who may see its process."""
    shown = get_object_or_404(Evidence.objects.select_related("promise__decision__process__space__parent").exclude(file=""), ref=ref)
    seen(request, shown.promise.decision.process)
    kind = ENDINGS.get(str(shown.file.name).rpartition(".")[2].lower())
    media_type = kind.media_type if kind else "application/octet-stream"
    response = FileResponse(shown.file.open(), as_attachment=media_type not in SHOWN, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _feedback_at(request: HttpRequest, ref: UUID) -> Feedback:
    found = Feedback.objects.select_related("author", "promise__decision__process__space__parent")
    feedback = get_object_or_404(found, ref=ref)
    seen(request, feedback.promise.decision.process)
    return feedback


def withdraw_feedback(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Take back one's own words, after a question."""
    feedback = _feedback_at(request, ref)
    person = allowed(request, rules.may_withdraw_feedback(person_of(request), feedback))
    if request.method == "POST":
        actions.withdraw_feedback(feedback, by=person)
        messages.success(request, _("What you said is taken back."))
        return redirect(feedback.promise)
    context = {
        "question": _("Take back what you said?"), "about": excerpt(feedback.text, 120),
        "yes": _("Take it back"), "cancel_url": feedback.promise.get_absolute_url(),
        "consequence": _("It will not be shown any more. That it was taken back stays in the public record."),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


def _moderate(request: HttpRequest, feedback: Feedback, verdict: Verdict, act: Any, heading: str, said: str) -> HttpResponse:
    person = allowed(request, verdict)

    def done(given: dict[str, Any]) -> str:
        act(feedback, by=person, **given)
        messages.success(request, said)
        return feedback.promise.get_absolute_url()

    form: forms.Form = ReasonForm(request.POST or None)
    return form_page(
        request, form, done, heading=heading, submit=heading, cancel_url=feedback.promise.get_absolute_url(),
        trail=way_to(feedback.promise.decision.process, feedback.promise), lede=feedback.text,
    )  # fmt: skip


@drafted
def hide_feedback(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Hide what breaks the rules of the place."""
    feedback = _feedback_at(request, ref)
    verdict = rules.may_hide_feedback(person_of(request), feedback)
    return _moderate(request, feedback, verdict, actions.hide_feedback, _("Hide what was said"), _("It is hidden. The reason is public."))


@drafted
def show_feedback(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show again what was hidden."""
    feedback = _feedback_at(request, ref)
    verdict = rules.may_show_feedback(person_of(request), feedback)
    return _moderate(request, feedback, verdict, actions.show_feedback, _("Show again what was hidden"), _("It is shown again."))
