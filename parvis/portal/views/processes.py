"""A process: where are we, what can I do now, what became of it. And the list of all processes."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from parvis.core.decisions.models import Decision, Promise
from parvis.core.decisions.queries import waiting
from parvis.core.people.requests import person_of
from parvis.core.processes import rules
from parvis.core.processes.models import Process
from parvis.core.processes.queries import listed
from parvis.core.record.models import Act, Audience
from parvis.core.record.pages import for_visitors
from parvis.core.record.sentences import in_words
from parvis.core.spaces.models import Space
from parvis.core.spaces.standing import spaces_of
from parvis.portal import queries
from parvis.portal.forms import ProcessFilter
from parvis.ui.parts import Link, Tab

PER_PAGE = 20
LATEST = 6


def process_named(request: HttpRequest, slug: str) -> Process:
    """Give the process of an address; one that this person may not see does not exist for her."""
    process = queries.process_at(slug)
    if process is None:
        raise Http404
    if not rules.may_see(person_of(request), process):
        raise Http404
    request.space = process.space  # type: ignore[attr-defined]
    return process


@for_visitors
def process(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one process."""
    subject, person = process_named(request, slug), person_of(request)
    acts = Act.objects.visible_in(spaces_of(person)).filter(process=subject.ref)
    phases = queries.phases_of(subject)
    doings = queries.doings(phases, person)
    decisions = list(Decision.objects.filter(process=subject).order_by("-decided_on"))
    promises = list(Promise.objects.filter(decision__in=decisions).order_by("due_on")) if decisions else []
    return render(
        request,
        "portal/process.html",
        {
            "process": subject,
            "trail": [Link(_("Take part"), reverse("portal:processes"))],
            "here": subject.title,
            "steps": queries.steps_of(phases),
            "first": doings[0] if doings else None,
            "others": doings[1:],
            "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': doings[0].invitation.url})}" if doings else "",
            "options": queries.options_of(phases),
            "next_phase": next((phase for phase in phases if phase.state == phase.State.PLANNED and phase.opens_at), None),
            "decisions": decisions,
            "promises": promises,
            "waiting": waiting(subject),
            "acts": in_words(queries.latest_acts(acts, LATEST)),
            "runs": bool(rules.may_run(person, subject)),
            "plain": "facile" in request.GET and subject.plain_summary,
        },
    )


@for_visitors
def processes(request: HttpRequest) -> HttpResponse:
    """Show the processes, those under way first, with filters that live in the address."""
    found = queries.processes_seen_by(person_of(request))
    form = ProcessFilter(request.GET, spaces=Space.objects.filter(audience=Audience.PUBLIC).order_by("name"))
    form.is_valid()
    words, space, chosen = (form.cleaned_data.get(name) for name in ("q", "espace", "etat"))
    found = listed(found, {"q": words or "", "etat": chosen or ""})
    if space:
        found = found.filter(space=space)
    page = Paginator(found.order_by("-state", "-published_at"), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "portal/processes.html",
        {
            "page": page,
            "rows": [row(process) for process in page],
            "words": words,
            "form": form,
            "tabs": [
                Tab(label, f"?etat={state}" if state else "?", current=state == (chosen or ""))
                for state, label in (("", _("All")), ("open", _("Under way")), ("closed", _("Closed")))
            ],
        },
    )


def row(process: Process) -> dict[str, object]:
    """Give what a list shows of a process: what is open, until when, or what is next."""
    phases = queries.phases_of(process)
    open_now = [phase for phase in phases if phase.is_open]
    closing = min((phase for phase in open_now if phase.closes_at), key=lambda phase: phase.closes_at, default=None)
    state, status = {
        Process.State.RUNNING: ("open", ", ".join(phase.title for phase in open_now)) if open_now else ("half", _("Under way")),
        Process.State.CLOSED: ("kept", _("Closed")),
    }.get(Process.State(process.state), ("coming", _("Draft")))
    return {"process": process, "state": state, "status": status, "closing": closing}
