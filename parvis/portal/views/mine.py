"""My participation: all I did, and what came of it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.core.decisions.queries import answers_to
from parvis.core.people.queries import pseudonyms_of
from parvis.core.people.requests import person_of
from parvis.core.processes.models import Process
from parvis.core.record.models import State, Thing
from parvis.core.spaces.models import Membership
from parvis.features.ballots.queries import votes_taken_part_in
from parvis.portal import queries
from parvis.portal.views.processes import row

PER_PAGE = 20
LOST = {
    State.WITHDRAWN: gettext_lazy("You withdrew it"),
    State.HIDDEN: gettext_lazy("Hidden by moderation"),
    State.ERASED: gettext_lazy("Erased"),
}


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Show what I published with the answer that each got, the votes I took part in, and where I belong."""
    person = person_of(request)
    assert person is not None
    published = Thing.objects.filter(author__in=pseudonyms_of(person)).order_by("-published_at")
    page = Paginator(published, PER_PAGE).get_page(request.GET.get("page"))
    answers = answers_to([thing.ref for thing in page])
    titles = dict(Process.objects.filter(ref__in={thing.process for thing in page if thing.process}).values_list("ref", "title"))
    memberships = Membership.objects.current().filter(person=person).select_related("space")
    spaces = [membership.space_id for membership in memberships]
    running = queries.processes_seen_by(person).filter(space__in=spaces, state=Process.State.RUNNING)[:5]
    return render(
        request,
        "portal/mine.html",
        {
            "page": page,
            "rows": [
                {
                    "thing": thing,
                    "answer": answers.get(thing.ref),
                    "lost": LOST.get(State(thing.state), ""),
                    "process": titles.get(thing.process) if thing.process else "",
                }
                for thing in page
            ],
            "votes": votes_taken_part_in(person),
            "memberships": memberships,
            "open_rows": [row(process) for process in running],
            "here": _("My participation"),
        },
    )
