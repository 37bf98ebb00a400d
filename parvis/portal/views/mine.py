"""My participation: all I did, and what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.core.decisions.queries import answers_to
from parvis.core.opendata.catalogue import absolute
from parvis.core.opendata.writing import csv_line, plain
from parvis.core.people.models import Person
from parvis.core.people.queries import pseudonyms_of
from parvis.core.people.requests import person_of
from parvis.core.processes.models import Process
from parvis.core.record.models import State, Thing
from parvis.core.spaces.models import Membership
from parvis.features.ballots.queries import votes_taken_part_in
from parvis.portal import queries
from parvis.portal.views.processes import row

PER_PAGE = 20
COLUMNS = ("ref", "genre", "titre", "texte", "publie_le", "etat", "reponse", "adresse")
LOST = {
    State.WITHDRAWN: gettext_lazy("You withdrew it"),
    State.HIDDEN: gettext_lazy("Hidden by moderation"),
    State.ERASED: gettext_lazy("Erased"),
}


def published_by(person: Person) -> QuerySet[Thing]:
    """Give what this person published, the latest first, also what stands there no more."""
    found: QuerySet[Thing] = Thing.objects.filter(author__in=pseudonyms_of(person)).order_by("-published_at", "-pk")
    return found


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Show what I published with the answer that each got, the votes I took part in, and where I belong."""
    person = person_of(request)
    assert person is not None
    published = published_by(person)
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


@never_cache
@login_required
@require_safe
def mine_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give all that I published, with the answer that each got, as a table to take away. It is for nobody else."""
    person = person_of(request)
    assert person is not None
    things = list(published_by(person).defer(None).defer("words"))
    answers = answers_to([thing.ref for thing in things])
    rows: list[dict[str, Any]] = [
        {
            "ref": thing.ref,
            "genre": thing.kind,
            "titre": thing.title,
            "texte": thing.body,
            "publie_le": thing.published_at,
            "etat": thing.get_state_display(),
            "reponse": answers[thing.ref].get_verdict_display() if thing.ref in answers else None,
            "adresse": absolute(thing.path),
        }
        for thing in things
    ]
    response: HttpResponse
    if form == "csv":
        lines = [csv_line(COLUMNS), *(csv_line(row[name] for name in COLUMNS) for row in rows)]
        response = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    else:
        plainly = [{name: plain(row[name]) for name in COLUMNS} for row in rows]
        response = JsonResponse({"table": "ma-participation", "lignes": plainly}, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="ma-participation.{form}"'
    return response
