"""Who is answered and who still waits: for everybody to read."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.core.decisions import queries, rules
from parvis.core.decisions.codes import VERDICTS, VERDICTS_BY_CODE
from parvis.core.decisions.models import Answer
from parvis.core.decisions.models.answer import PAVERS
from parvis.core.decisions.views.lists import counted_as
from parvis.core.decisions.views.seeing import process_at, seen, way_to
from parvis.core.people.requests import person_of
from parvis.core.processes.models import Process
from parvis.core.record.models import State, Thing
from parvis.ui.parts import Link, Tab

PER_PAGE = 20
THINGS_PER_PAGE = 50
WAITING, SILENT = "en-attente", "silences"


@require_safe
def of_process(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the answers of a process, by verdict; who still waits, until when; and the silences with their reason."""
    process = process_at(request, slug)
    counted = queries.waiting(process)
    chosen = request.GET.get("etat", "")
    words = request.GET.get("q", "").strip()
    context: dict[str, Any] = {
        "process": process, "waiting": counted, "verdicts": verdict_picture(counted.verdicts), "chosen": chosen, "words": words,
        "tabs": _tabs(counted, chosen), "may_answer": rules.may_answer(person_of(request), process),
        "trail": way_to(process), "here": _("Answers"), "tables": _tables(process, chosen),
    }  # fmt: skip
    if chosen == WAITING:
        context["page"] = _page(request, queries.matching(queries.unanswered(process), words), THINGS_PER_PAGE)
    elif chosen == SILENT:
        page = _page(request, process.silences.all(), THINGS_PER_PAGE)
        things = {thing.ref: thing for thing in Thing.objects.filter(ref__in=[silence.ref for silence in page], state=State.PUBLISHED)}
        context["page"], context["silences"] = page, [(silence, things.get(silence.ref)) for silence in page]
    else:
        found = process.answers.filter(replies__replaced=False).distinct().select_related("decision", "author")
        if chosen in VERDICTS_BY_CODE:
            found = found.filter(verdict=VERDICTS_BY_CODE[chosen])
        if words:
            found = found.filter(reasons__icontains=words)
        page = _page(request, found, PER_PAGE)
        context["page"], context["answers"] = page, queries.with_what_they_answer(list(page))
    return render(request, "decisions/answers.html", context)


def _page(request: HttpRequest, found: QuerySet[Any], size: int) -> Any:
    return Paginator(found, size).get_page(request.GET.get("page"))


def _tabs(counted: queries.Waiting, chosen: str) -> list[Tab]:
    entries = [("", _("All answers"), counted.answered)]
    entries += [
        (VERDICTS[Answer.Verdict(verdict)], str(Answer.Verdict(verdict).label), number) for verdict, number in counted.verdicts.items()
    ]
    entries.append((WAITING, _("still waiting"), counted.things))
    if counted.silences:
        entries.append((SILENT, _("not answered, with the reason"), counted.silences))
    return [
        Tab(f"{capfirst(label)} ({number})", f"?etat={code}" if code else "?", current=code == chosen) for code, label, number in entries
    ]


def _tables(process: Process, chosen: str) -> list[Link]:
    """Give where the same rows are as open data."""
    slug = SILENT if chosen == SILENT else "objets" if chosen == WAITING else "reponses-donnees"
    query = {"demarche": process.slug}
    if chosen in VERDICTS_BY_CODE:
        query["verdict"] = chosen
    elif chosen == WAITING:
        query["attend"] = "oui"
    return [Link(form.upper(), f"{reverse('opendata:table', args=[slug, form])}?{urlencode(query)}") for form in ("csv", "json")]


def verdict_picture(verdicts: dict[str, int]) -> dict[str, Any]:
    """Give what the picture of answers needs: pavers, the sentence, and the key."""
    pavers: dict[str, int] = {}
    for verdict, number in verdicts.items():
        pavers[PAVERS[verdict]] = pavers.get(PAVERS[verdict], 0) + number
    key = [(counted_as(str(Answer.Verdict(verdict).label), number), PAVERS[verdict]) for verdict, number in verdicts.items()]
    return {"pavers": pavers, "in_words": ", ".join(words for words, _paver in key), "key": key}


@require_safe
def answer(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show one answer, and everything it answers."""
    found = Answer.objects.select_related("process__space__parent", "decision", "author")
    shown = get_object_or_404(found, ref=ref)
    process = seen(request, shown.process)
    page = _page(request, shown.replies.order_by("pk"), THINGS_PER_PAGE)
    things = {thing.ref: thing for thing in Thing.objects.filter(ref__in=[reply.ref for reply in page], state=State.PUBLISHED)}
    context = {
        "answer": shown, "process": process, "page": page, "things": [(reply, things.get(reply.ref)) for reply in page],
        "promises": list(shown.decision.promises.all()) if shown.decision else [], "trail": way_to(process),
        "here": _("An answer"), "kept": any(not reply.replaced for reply in page),
    }  # fmt: skip
    return render(request, "decisions/answer.html", context)
