"""The options of a sorting phase, for everyone, with the trail to what they came from."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from parvis.core.people.requests import person_of
from parvis.core.record.models import State
from parvis.features.consultation import queries, rules
from parvis.features.consultation.models import Contribution
from parvis.features.consultation.views.found import option_of, phase_of, trail_of

ORIGINS_ON_A_PAGE = 100


def options(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the options, and how many contributions are in none of them."""
    phase, person = phase_of(request, ref, rules.SORTING), person_of(request)
    context = {
        "phase": phase,
        "process": phase.process,
        "options": list(queries.options_of(phase)),
        "ungrouped": queries.ungrouped(phase)[: queries.COUNTED].count(),
        "gathering": phase.takes_from,
        "may_sort": rules.may_sort(person, phase),
        "trail": trail_of(phase, with_phase=False),
        "here": phase.title,
    }
    return render(request, "consultation/options.html", context)


def option(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show one option, and every contribution it comes from."""
    subject = option_of(request, ref)
    phase, process = subject.phase, subject.phase.process
    phases = list(process.phases.order_by("position"))
    for each in phases:
        each.process = process
    origins = Contribution.objects.for_list().filter(origins__option=subject, state=State.PUBLISHED).order_by("number")
    context = {
        "option": subject,
        "stands": subject.state == State.PUBLISHED,
        "phase": phase,
        "process": process,
        "phases": phases,
        "page": Paginator(origins, ORIGINS_ON_A_PAGE).get_page(request.GET.get("page")),
        "may_change": bool(rules.may_change(person_of(request), subject)),
        "trail": trail_of(phase),
        "here": subject.title if subject.state == State.PUBLISHED else _("An option given up"),
    }
    return render(request, "consultation/option.html", context)
