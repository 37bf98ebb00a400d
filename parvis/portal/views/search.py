"""Search over everything one may read."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from parvis.core.people.requests import person_of
from parvis.core.processes.models import Process
from parvis.core.record.models import Thing
from parvis.core.record.pages import for_visitors
from parvis.core.record.search import search as find
from parvis.core.spaces.standing import spaces_of
from parvis.portal.forms import SearchForm
from parvis.ui.parts import Tab

PER_PAGE = 20
KINDS = {
    "": _("All"),
    "process": _("Processes"),
    "contribution": _("Contributions"),
    "argument": _("Arguments"),
    "question": _("Questions"),
    "option": _("Options"),
    "decision": _("Decisions"),
    "answer": _("Answers"),
    "promise": _("Promises"),
}


@for_visitors
def search(request: HttpRequest) -> HttpResponse:
    """Show what holds all the words, the best first; kind and process are filters in the address."""
    person = person_of(request)
    form = SearchForm(request.GET if "q" in request.GET else None)
    form.is_valid()
    words, kind, slug = ((form.cleaned_data if form.is_bound else {}).get(name, "") for name in ("q", "genre", "demarche"))
    seen: QuerySet[Thing] = Thing.objects.visible_in(spaces_of(person))
    process = Process.objects.visible_in(list(spaces_of(person))).filter(slug=slug).first() if slug else None
    if process:
        seen = seen.filter(process=process.ref)
    if kind in KINDS and kind:
        seen = seen.filter(kind=kind)
    found = find(seen, words)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list.defer(None).defer("words")) if words else []
    return render(
        request,
        "portal/search.html",
        {
            "words": words,
            "kind": kind,
            "process": process,
            "page": page,
            "tabs": [Tab(str(label), address(words, code, slug), current=code == kind) for code, label in KINDS.items()],
            "form": form,
        },
    )


def address(words: str, kind: str, slug: str) -> str:
    """Give the address of the same search with another kind."""
    query = QueryDict(mutable=True)
    for name, value in (("q", words), ("genre", kind), ("demarche", slug)):
        if value:
            query[name] = value
    return f"?{query.urlencode()}"
