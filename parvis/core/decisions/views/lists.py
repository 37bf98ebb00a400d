"""The decisions, and the promises, over all processes."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.core.decisions import queries
from parvis.core.decisions.codes import STATUSES_BY_CODE
from parvis.core.decisions.forms import DecisionsFilter, PromisesFilter
from parvis.core.decisions.models import Decision
from parvis.core.decisions.models.promise import PAVERS, Promise
from parvis.core.people.requests import person_of
from parvis.core.processes.models import Process
from parvis.core.spaces.models import Space
from parvis.core.spaces.standing import spaces_of
from parvis.ui.parts import Link, Tab

PER_PAGE = 20
COUNTED = ("kept", "half", "open", "coming", "late", "dropped")


def tables(slug: str, request: HttpRequest) -> list[Link]:
    """Give where the rows of this page are as open data, with the same filters."""
    query = request.GET.copy()
    query.pop("page", None)
    for name in [name for name, value in query.items() if not value]:
        del query[name]
    asked = f"?{query.urlencode()}" if query else ""
    return [Link(form.upper(), reverse("opendata:table", args=[slug, form]) + asked) for form in ("csv", "json")]


def _spaces() -> list[tuple[str, str]]:
    """Give the spaces where something was decided."""
    return list(Space.objects.filter(processes__decisions__isnull=False).distinct().order_by("name").values_list("slug", "name"))


def _process(asked: dict[str, str], mine: list[object]) -> Process | None:
    slug = asked.get("demarche")
    return Process.objects.visible_in(mine).filter(slug=slug).first() if slug else None


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: str(value) for name, value in request.GET.items()}


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """Show the decisions, the latest first."""
    mine, asked = spaces_of(person_of(request)), _asked(request)
    visible = Decision.objects.visible_in(mine)
    days: list[date] = list(visible.dates("decided_on", "year", order="DESC"))
    form = DecisionsFilter(request.GET, spaces=_spaces(), years=[day.year for day in days])
    found = queries.decisions_listed(asked, spaces=mine)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "filters": form, "process": _process(asked, list(mine)), "filtered": any(asked.get(name) for name in form.fields),
        "tables": tables("decisions", request), "here": _("Decisions"),
    }  # fmt: skip
    return render(request, "decisions/decisions.html", context)


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """Show the promises, those due first at the top, with where each stands."""
    mine, asked = spaces_of(person_of(request)), _asked(request)
    chosen = asked.pop("etat", "")
    everything = queries.promises_listed(asked, spaces=mine)
    counted = queries.promises_by_state(everything)
    found = queries.promises_listed({**asked, "etat": chosen}, spaces=mine)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    form = PromisesFilter(request.GET, spaces=_spaces())
    context = {
        "page": page, "filters": form, "process": _process(asked, list(mine)), "tabs": _tabs(request, counted, chosen),
        "pavers": pavers(counted), "in_words": in_words(counted), "total": sum(counted.values()),
        "filtered": chosen or any(asked.get(name) for name in form.fields), "tables": tables("promesses", request), "here": _("Promises"),
    }  # fmt: skip
    return render(request, "decisions/promises.html", context)


def _tabs(request: HttpRequest, counted: dict[str, int], chosen: str) -> list[Tab]:
    def address(code: str) -> str:
        query = request.GET.copy()
        for name in ("page", "etat"):
            query.pop(name, None)
        if code:
            query["etat"] = code
        return f"?{query.urlencode()}"

    tabs = [Tab(_("All (%(count)d)") % {"count": sum(counted.values())}, address(""), current=not chosen)]
    for code, shown in STATUSES_BY_CODE.items():
        if counted[shown] or code == chosen:
            tabs.append(Tab(f"{name_of(shown)} ({counted[shown]})", address(code), current=code == chosen))
    return tabs


def name_of(shown: str) -> str:
    """Give where a promise stands, in words that begin a line."""
    return capfirst(_("late") if shown == Promise.LATE else str(Promise.Status(shown).label))


def pavers(counted: dict[str, int]) -> dict[str, int]:
    """Give the pavers that draw these promises, in the order of the picture."""
    drawn = {PAVERS[shown]: number for shown, number in counted.items()}
    return {paver: drawn[paver] for paver in COUNTED if drawn.get(paver)}


def in_words(counted: dict[str, int]) -> str:
    """Give the sentence of the picture: “Kept: 8, Late: 3”."""
    return ", ".join(counted_as(name_of(shown), number) for shown, number in counted.items() if number)


def counted_as(label: str, number: int) -> str:
    """Give a label and its number, in an order that no language has to agree in."""
    return _("%(label)s: %(count)d") % {"label": capfirst(label), "count": number}
