"""Finding what an address names; what a person may not see does not exist for her."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from parvis.core.people.models import Person
from parvis.core.people.requests import person_of
from parvis.core.processes.models import Phase
from parvis.core.record.prepared import prepared
from parvis.core.rules.verdict import no
from parvis.core.spaces.rules import SIGN_IN
from parvis.features.consultation import rules
from parvis.features.consultation.models import Contribution, Option
from parvis.ui.parts import Link

PROCESS = rules.UP.removeprefix("phase__")


def _seen(request: HttpRequest, phase: Phase) -> None:
    if not rules.may_see(person_of(request), phase):
        raise Http404
    request.space = phase.process.space  # type: ignore[attr-defined]


@prepared
def _phase(ref: UUID, kind: str) -> QuerySet[Phase]:
    return Phase.objects.select_related(PROCESS, "takes_from", "outcome").filter(ref=ref, kind=kind).order_by()


@prepared
def _contribution(ref: UUID) -> QuerySet[Contribution]:
    return Contribution.objects.select_related("author", "theme", rules.UP).filter(ref=ref)


def phase_of(request: HttpRequest, ref: UUID, kind: str) -> Phase:
    """Give the phase of this kind with this ref."""
    phase = _phase.first(ref, kind)
    if phase is None:
        raise Http404
    _seen(request, phase)
    return phase


def contribution_of(request: HttpRequest, ref: UUID) -> Contribution:
    """Give the contribution with this ref, with its author, theme, phase, process and space."""
    contribution = _contribution.first(ref)
    if contribution is None:
        raise Http404
    _seen(request, contribution.phase)
    return contribution


def option_of(request: HttpRequest, ref: UUID) -> Option:
    """Give the option with this ref, with its author, phase, process and space."""
    option = Option.objects.select_related("author", rules.UP).filter(ref=ref).first()
    if option is None:
        raise Http404
    _seen(request, option.phase)
    return option


def signed_in(request: HttpRequest) -> Person:
    """Give who asks; a visitor is sent to sign in."""
    person = person_of(request)
    if person is None:
        no(SIGN_IN, sign_in=True).require()
        raise AssertionError("refused above")
    return person


def trail_of(phase: Phase, *, with_phase: bool = True) -> list[Link]:
    """Give the way to a page of this phase."""
    trail = [Link(phase.process.title, phase.process.get_absolute_url())]
    return [*trail, Link(phase.title, phase.get_absolute_url())] if with_phase else trail
