"""Writing a decision, making a promise, closing a process."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.core.decisions import actions, queries, rules
from parvis.core.decisions.forms import DecisionForm, OptionFormSet, PromiseForm, options_of
from parvis.core.decisions.views.seeing import allowed, blame, decision_at, form_page, process_at, way_to
from parvis.core.people.requests import person_of
from parvis.core.people.views.drafting import drafted
from parvis.core.processes.models import Phase, Process


@drafted
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a decision, with the options that the vote or the sorting left to weigh."""
    process = process_at(request, slug)
    person = allowed(request, rules.may_decide(person_of(request), process))
    form = DecisionForm(request.POST or None, process=process, initial={"decided_on": timezone.localdate()})
    options = OptionFormSet(request.POST or None, prefix="options", initial=_weighed_before(process))
    if request.method == "POST" and form.is_valid() and options.is_valid():
        try:
            decision = actions.decide(process, by=person, options=options_of(options), **form.details())
        except ValidationError as wrong:
            blame(form, wrong)
        else:
            messages.success(request, _("The decision is published. Now promise what follows from it, and answer everybody."))
            return redirect(decision)
    context = {
        "form": form, "options": options, "process": process, "waiting": queries.waiting(process), "trail": way_to(process),
        "here": _("Write the decision"), "cancel_url": process.get_absolute_url(),
    }  # fmt: skip
    return render(request, "decisions/decide.html", context, status=422 if form.is_bound else 200)


def _weighed_before(process: Process) -> list[dict[str, Any]]:
    """Give the options of the latest phase that chose among some."""
    for phase in process.phases.select_related("takes_from").order_by("-position"):
        if things := phase.options:
            return [{"ref": thing.ref, "title": thing.title} for thing in things]
    return []


@drafted
def promise(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Make a promise that follows from a decision."""
    decision = decision_at(request, ref)
    person = allowed(request, rules.may_promise(person_of(request), decision.process))

    def done(given: dict[str, Any]) -> str:
        made = actions.promise(decision, by=person, **given)
        messages.success(request, _("The promise is published."))
        return made.get_absolute_url()

    return form_page(
        request, PromiseForm(request.POST or None), done, heading=_("Make a promise"), submit=_("Publish the promise"),
        cancel_url=decision.get_absolute_url(), trail=way_to(decision.process, decision), lede=decision.title,
    )  # fmt: skip


def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close a process, after a question; while somebody waits, the page says who."""
    process = process_at(request, slug)
    person = person_of(request)
    verdict = rules.may_close_process(person, process)
    allowed(request, rules.may_answer(person, process))
    if request.method == "POST" and person is not None:
        actions.close_process(process, by=person)
        messages.success(request, _("The process is closed. Everybody was answered."))
        return redirect(process)
    context = {
        "process": process, "verdict": verdict, "open_phases": process.phases.filter(state=Phase.State.OPEN).order_by("position"),
        "question": _("Close “%(title)s”?") % {"title": process.title},
        "yes": _("Close the process"),
        "consequence": _("Nobody can take part any more, and this cannot be undone. Promises are still followed."),
        "cancel_url": process.get_absolute_url(), "trail": way_to(process), "here": _("Close the process"),
    }  # fmt: skip
    return render(request, "ui/confirm.html" if verdict else "decisions/not_yet.html", context)
