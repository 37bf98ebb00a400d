"""Saying where a promise stands: for those who run the process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.core.decisions import actions, rules
from parvis.core.decisions.forms import EvidenceForm, MarkForm, MilestoneForm, ReachedForm
from parvis.core.decisions.models import Promise
from parvis.core.decisions.views.seeing import allowed, form_page, promise_at, way_to
from parvis.core.people.models import Person
from parvis.core.people.requests import person_of
from parvis.core.people.views.drafting import drafted


def _follow_up(
    request: HttpRequest,
    promise: Promise,
    form: forms.Form,
    act: Callable[[Person, dict[str, Any]], object],
    *,
    heading: str,
    said: str,
    lede: str = "",
) -> HttpResponse:
    person = allowed(request, rules.may_follow_up(person_of(request), promise))

    def done(given: dict[str, Any]) -> str:
        act(person, given)
        messages.success(request, said)
        return promise.get_absolute_url()

    return form_page(
        request, form, done, heading=heading, submit=_("Publish"), cancel_url=promise.get_absolute_url(),
        trail=way_to(promise.decision.process, promise.decision, promise), lede=lede or promise.text,
    )  # fmt: skip


@drafted
def mark(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Say where a promise stands."""
    promise = promise_at(request, ref)
    form = MarkForm(request.POST or None, initial={"status": promise.status, "spent_cents": promise.spent_cents})
    return _follow_up(
        request, promise, form, lambda by, given: actions.mark(promise, by=by, **given), heading=_("Say where the promise stands"),
        said=_("It is published, and those who follow hear of it."),
    )  # fmt: skip


@drafted
def add_milestone(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Add a step on the way."""
    promise = promise_at(request, ref)
    return _follow_up(
        request, promise, MilestoneForm(request.POST or None), lambda by, given: actions.add_milestone(promise, by=by, **given),
        heading=_("Add a milestone"), said=_("The milestone is published."),
    )  # fmt: skip


@drafted
def reach_milestone(request: HttpRequest, ref: UUID, pk: int) -> HttpResponse:
    """Say that a step was reached."""
    promise = promise_at(request, ref)
    milestone = get_object_or_404(promise.milestones.select_related("promise__decision__process__space"), pk=pk)
    form = ReachedForm(request.POST or None, initial={"on": timezone.localdate()})
    return _follow_up(
        request, promise, form, lambda by, given: actions.reach_milestone(milestone, by=by, **given),
        heading=_("A milestone was reached"), said=_("It is published, and those who follow hear of it."), lede=milestone.title,
    )  # fmt: skip


@drafted
def add_evidence(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show what was done."""
    promise = promise_at(request, ref)
    form = EvidenceForm(request.POST or None, request.FILES or None, initial={"dated_on": timezone.localdate()})
    return _follow_up(
        request, promise, form, lambda by, given: actions.add_evidence(promise, by=by, **given), heading=_("Give evidence"),
        said=_("The evidence is published."),
    )  # fmt: skip
