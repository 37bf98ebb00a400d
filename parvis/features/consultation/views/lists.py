"""The contributions of a phase: as a list, as a table of places, and as GeoJSON."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from parvis.core.people.requests import person_of
from parvis.core.record.pages import for_visitors
from parvis.features.consultation import names, queries, rules
from parvis.features.consultation.forms import FilterForm
from parvis.features.consultation.models import Contribution
from parvis.features.consultation.views.found import phase_of, trail_of
from parvis.ui import background
from parvis.ui.charts.drawing import Picture
from parvis.ui.charts.places import Place
from parvis.ui.charts.places import places as drawn
from parvis.ui.parts import Column, Link, Table
from parvis.ui.typography import spaced

PLACES = 10_000
PLACES_ON_A_PAGE = 100


@for_visitors
def contributions(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the contributions of a phase."""
    phase, person = phase_of(request, ref, rules.GATHERING), person_of(request)
    form = FilterForm(request.GET, phase=phase, person=person)
    choice = queries.choice_from(request.GET)
    listing = queries.listing(phase, choice, request.GET.get("page", 1), person)
    context = {
        "phase": phase,
        "process": phase.process,
        "form": form,
        "choice": choice,
        "listing": listing,
        "page": listing.page,
        "unnamed": names.is_unnamed(phase),
        "may_contribute": rules.may_contribute(person, phase),
        "may_set_themes": person is not None and bool(rules.may_set_themes(person, phase)),
        "trail": trail_of(phase, with_phase=False),
        "here": phase.title,
    }
    return render(request, "consultation/list.html", context)


def places(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show where the contributions are: the map, as a table."""
    phase = phase_of(request, ref, rules.GATHERING)
    located = _located(phase.pk)
    page = queries.Counted(located, PLACES_ON_A_PAGE, located[:PLACES].count()).get_page(request.GET.get("page"))
    rows = [
        [Link(row.title, row.get_absolute_url()), row.get_kind_display(), row.theme or "", f"{row.latitude:.5f}", f"{row.longitude:.5f}"]
        for row in page
    ]
    columns = [_("Contribution"), _("Kind"), _("Theme"), Column(_("Latitude"), figures=True), Column(_("Longitude"), figures=True)]
    context = {
        "phase": phase,
        "map": _map(list(page)),
        "table": Table(columns, rows),
        "page": page,
        "trail": trail_of(phase),
        "here": _("Places"),
    }
    return render(request, "consultation/places.html", context)


def _map(rows: list[Contribution]) -> Picture | None:
    """Draw the places of one page, numbered as in the table under it; None when there is nothing to draw."""
    points = [Place(spaced(row.title, get_language() or "fr"), float(row.latitude), float(row.longitude)) for row in rows]
    title = ngettext("%(count)d place named by a contribution", "%(count)d places named by contributions", len(points))
    if not points:
        return None
    return drawn(points, title=title % {"count": len(points)}, columns=[_("No."), _("Contribution")], tiles=background.tiles())


def _located(phase_id: int) -> queries.QuerySet[Contribution]:
    rows = Contribution.objects.filter(phase=phase_id, latitude__isnull=False).published().select_related("theme")
    return rows.only("ref", "number", "kind", "title", "latitude", "longitude", "theme__name", "published_at").order_by("-pk")


def geojson(request: HttpRequest, ref: UUID) -> JsonResponse:
    """Give the places of a phase as GeoJSON (RFC 7946), at most ten thousand, the newest first."""
    phase = phase_of(request, ref, rules.GATHERING)
    features = [
        {
            "type": "Feature",
            "id": str(row.ref),
            "geometry": {"type": "Point", "coordinates": [float(row.longitude or 0), float(row.latitude or 0)]},
            "properties": {
                "titre": row.title,
                "genre": row.kind,
                "theme": row.theme.name if row.theme else None,
                "adresse": request.build_absolute_uri(row.get_absolute_url()),
            },
        }
        for row in _located(phase.pk)[:PLACES]
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features}, content_type="application/geo+json")
