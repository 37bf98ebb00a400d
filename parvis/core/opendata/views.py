"""The catalogue, a table, and a process to take away."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.core.opendata import archive, catalogue
from parvis.core.opendata.registry import EVERYWHERE, Dataset, Scope, WrongFilter, every, named
from parvis.core.opendata.writing import chunks, csv_lines, json_lines
from parvis.core.people.models import Person
from parvis.core.people.requests import person_of
from parvis.core.processes import rules as processes
from parvis.core.processes.models import Process
from parvis.core.spaces import rules as spaces
from parvis.core.spaces.models import Space
from parvis.core.spaces.standing import spaces_of

MEDIA = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
PROCESSES_SHOWN = 50


@require_safe
def show_catalogue(request: HttpRequest) -> HttpResponse:
    """Show every table, its columns, and the processes that can be taken away."""
    person = person_of(request)
    shown = Process.objects.visible_in(list(spaces_of(person))).select_related("space")[:PROCESSES_SHOWN]
    context = {"tables": list(every()), "processes": shown, "licence": catalogue.LICENCE}
    return render(request, "opendata/catalogue.html", context)


@require_safe
def dcat(request: HttpRequest) -> HttpResponse:
    """Give the catalogue for harvesters of open data."""
    roots = list(Space.objects.filter(parent=None).values_list("name", flat=True)[:2])
    publisher = roots[0] if len(roots) == 1 else "Parvis"
    body = json.dumps(catalogue.dcat(publisher, every()), ensure_ascii=False, indent=1)
    return HttpResponse(body, content_type="application/ld+json")


@require_safe
def table(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """Give one table, with the filters of the address."""
    dataset = named(slug)
    if dataset is None:
        raise Http404(_("There is no table of this name."))
    person = person_of(request)
    try:
        scope = scope_of(request, dataset, person)
        return export(dataset, dataset.rows(scope, person), form)
    except WrongFilter as wrong:
        return HttpResponse(f"{wrong}\n", status=400, content_type="text/plain; charset=utf-8")


def scope_of(request: HttpRequest, dataset: Dataset, person: Person | None) -> Scope:
    """Give what the address asks for; raises WrongFilter for a parameter that the table does not know, Http404 for what one may not see."""
    given = {name: str(value) for name, value in request.GET.items() if value}
    for name in given:
        if name not in (*EVERYWHERE, *dataset.filters):
            raise WrongFilter(name, expected=", ".join((*EVERYWHERE, *dataset.filters)), got=name)
    process = space = None
    if slug := given.pop("demarche", ""):
        process = process_seen(person, slug)
    if slug := given.pop("espace", ""):
        space = get_object_or_404(Space, slug=slug)
        if not spaces.may_see(person, space):
            raise Http404
    return Scope(process=process, space=space, filters=given)


def process_seen(person: Person | None, slug: str) -> Process:
    """Give the process of an address; what this person may not see does not exist for her."""
    process = get_object_or_404(Process.objects.select_related("space__parent"), slug=slug)
    if not processes.may_see(person, process):
        raise Http404
    return process


def export(dataset: Dataset, rows: Iterable[Any], form: str) -> StreamingHttpResponse:
    """Give rows as a download that is written while it is read. The first row is read at once, so that a wrong filter is told."""
    read = iter(rows)
    first = list(_first(read))
    everything = chain(first, read)
    lines = csv_lines(dataset, everything) if form == "csv" else json_lines(dataset, everything, catalogue.about(dataset))
    response = StreamingHttpResponse(chunks(lines), content_type=MEDIA[form])
    response["Content-Disposition"] = f'attachment; filename="{dataset.slug}.{form}"'
    return response


def _first(rows: Iterator[Any]) -> Iterator[Any]:
    for row in rows:
        yield row
        return


@require_safe
def process_archive(request: HttpRequest, slug: str) -> FileResponse:
    """Give a process whole."""
    person = person_of(request)
    process = process_seen(person, slug)
    return FileResponse(archive.of_process(process, person), as_attachment=True, filename=f"{process.slug}.zip")
