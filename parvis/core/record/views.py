"""The public record: all acts day by day, one act, the history of an object, the journal of a process."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.core.record import queries, upstairs
from parvis.core.record.forms import Filters
from parvis.core.record.log.receipts import REASONS
from parvis.core.record.models import Act, Thing
from parvis.core.record.sentences import is_shown, tell, title_shown
from parvis.mechanisms.ledger.hashing import leaf_hash
from parvis.ui import moments
from parvis.ui.parts import Link


def crumb() -> Link:
    return Link(_("Public record"), reverse("record:record"))


def before_asked(request: HttpRequest) -> UUID | None:
    """Give the act to continue before; an address that was cut short starts again from the latest."""
    try:
        return UUID(request.GET.get("avant", ""))
    except ValueError:
        return None


def _listed(
    request: HttpRequest, template: str, acts: QuerySet[Act], context: Mapping[str, Any], *, asked: Mapping[str, str]
) -> HttpResponse:
    """Show acts, with the filters under which the same rows are open data."""
    before = before_asked(request)
    kept = urlencode({name: value for name, value in asked.items() if value})
    page = queries.page_of(acts, before=before)
    return render(request, template, {"page": page, "before": before, "asked": f"?{kept}" if kept else "", **context})


def seen_by(request: HttpRequest) -> QuerySet[Act]:
    """Give the acts that this reader may see."""
    return Act.objects.visible_in(upstairs.spaces_of_reader(request))


def card_seen_by(request: HttpRequest, ref: UUID | None) -> Thing:
    """Give the card of an object; one that this reader may not see does not exist for her."""
    thing = queries.card_of(ref, upstairs.spaces_of_reader(request)) if ref else None
    if thing is None:
        raise Http404
    return thing


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """Show the latest acts of the whole instance."""
    places = upstairs.places_for(request)
    filters = Filters(request.GET, places=places)
    filters.is_valid()
    chosen = filters.cleaned_data
    acts = seen_by(request)
    if kind := chosen.get("genre"):
        acts = acts.filter(kind=kind)
    if slug := chosen.get("espace"):
        acts = acts.filter(space=next(place.ref for place in places if place.slug == slug))
    context = {"filters": filters, "filtered": bool(kind or slug)}
    return _listed(request, "record/record.html", acts, context, asked={"acte": kind or "", "espace": slug or ""})


@require_safe
def act(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show one act: what it says, what it commits to, and what stands before and after it on the same object."""
    subject = get_object_or_404(seen_by(request), uuid=uuid)
    told = tell([subject])[0]
    around = {thing.ref: thing for thing in Thing.objects.filter(ref__in=[ref for ref in (subject.space, subject.process) if ref])}
    return render(
        request,
        "record/act.html",
        {
            "told": told,
            "act": subject,
            "commitments": queries.commitments_of(subject),
            "shown": is_shown(told.thing),
            "number": subject.place,
            "paper": _paper(request, subject),
            "reasons": REASONS,
            "following": seen_by(request).filter(previous=subject.uuid).first(),
            "space": around.get(subject.space) if subject.space else None,
            "process": around.get(subject.process) if subject.process else None,
            "trail": [crumb()],
            "here": _("One act"),
        },
    )


def _paper(request: HttpRequest, subject: Act) -> str:
    """Say whether a fingerprint that was read from paper is that of this act: `same`, `other`, or nothing when none was given."""
    given = request.GET.get("empreinte", "").strip().lower()
    if not given:
        return ""
    return "same" if subject.entry and leaf_hash(bytes(subject.entry)).hex() == given else "other"


@require_safe
def day(request: HttpRequest, day: date) -> HttpResponse:
    """Show the acts of one day."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    acts = seen_by(request).filter(at__gte=start, at__lt=timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)))
    # Between its first and its last act only those of the day are walked over, however long the record is.
    found = acts.aggregate(count=Count("pk"), first=Min("pk"), last=Max("pk"))
    if found["count"]:
        acts = acts.filter(pk__range=(found["first"], found["last"]))
    today = timezone.localdate()
    context = {
        "day": day,
        "count": found["count"],
        "earlier": day - timedelta(days=1),
        "later": day + timedelta(days=1) if day < today else None,
        "trail": [crumb()],
        "here": moments.day(day, weekday=True),
    }
    return _listed(request, "record/day.html", acts, context, asked={"jour": day.isoformat()})


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Lead to the acts of this day."""
    response = redirect("record:day", day=timezone.localdate())
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def history(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show everything that was done to one object."""
    thing = card_seen_by(request, ref)
    title = title_shown(thing, thing.audience)
    context = {"thing": thing, "title": title, "shown": is_shown(thing), "trail": [crumb()], "here": title}
    return _listed(request, "record/history.html", seen_by(request).filter(object=ref), context, asked={"objet": str(ref)})


@require_safe
def journal(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything that happened in one process."""
    thing = card_seen_by(request, upstairs.process_at(slug))
    context = {"process": thing, "slug": slug, "trail": [Link(thing.title, thing.path)], "here": _("Journal")}
    return _listed(request, "record/journal.html", seen_by(request).filter(process=thing.ref), context, asked={"demarche": slug})
