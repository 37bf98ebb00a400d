"""What the front door looks up across the rooms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, FilteredRelation, Prefetch, Q, QuerySet
from django.utils import timezone

from parvis.core.people.models import Person
from parvis.core.processes import rules
from parvis.core.processes.models import Invitation, Outcome, Phase, Process
from parvis.core.record import kinds
from parvis.core.record.models import Act, Thing
from parvis.core.record.prepared import prepared
from parvis.core.spaces.models import Body, Mandate, Space
from parvis.core.spaces.standing import spaces_of
from parvis.ui import moments
from parvis.ui.parts import Step

LOOKED_AT = 500
UP = "space"


def processes_seen_by(person: Person | None) -> QuerySet[Process]:
    """Give the processes that this person may see in lists, with their space and phases."""
    phases = Phase.objects.order_by("position")
    return Process.objects.visible_in(list(spaces_of(person))).select_related(UP).prefetch_related(Prefetch("phases", phases))


def refs_of_spaces(person: Person | None) -> list[UUID]:
    """Give the refs of the spaces whose members-only things this person may see."""
    return spaces_of(person)


@prepared
def _with_phases(slug: str) -> QuerySet[Phase]:
    return Phase.objects.select_related("process__space", "process__body", "outcome").filter(process__slug=slug).order_by("position")


def process_at(slug: str) -> Process | None:
    """Give the process at an address with its space, its body, and its phases with their outcomes: one query."""
    phases = _with_phases.all(slug)
    if not phases:
        return Process.objects.select_related(UP, "body").filter(slug=slug).first()
    process: Process = phases[0].process
    process._prefetched_objects_cache = {"phases": phases}  # type: ignore[attr-defined]  # as prefetch_related leaves them
    return process


def phases_of(process: Process) -> list[Phase]:
    """Give the phases in order, each knowing its process without asking again."""
    phases = list(process.phases.all())
    for phase in phases:
        phase.process = process
    return sorted(phases, key=lambda phase: phase.position)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """What a person can do in an open phase now."""

    phase: Phase
    invitation: Invitation


def doings(phases: Sequence[Phase], person: Person | None) -> list[Doing]:
    """Give what can be done now, what closes first coming first."""
    open_now = sorted((phase for phase in phases if phase.is_open), key=lambda phase: (phase.closes_at is None, phase.closes_at))
    found = ((phase, phase.kind_of_phase.invitation(phase, person)) for phase in open_now)
    return [Doing(phase=phase, invitation=invitation) for phase, invitation in found if invitation]


def options_of(phases: Sequence[Phase]) -> list[Thing]:
    """Give the options that the process has come to: what its latest phase that chooses among options chooses from."""
    choosing = [phase for phase in phases if phase.takes_from_id and phase.kind_of_phase.family]
    latest = next((phase for phase in reversed(choosing)), None)
    before = next((phase for phase in phases if latest and phase.pk == latest.takes_from_id), None)
    outcome: Outcome | None = getattr(before, "outcome", None)
    if outcome is None:
        return []
    by_ref = {str(thing.ref): thing for thing in Thing.objects.public().filter(ref__in=outcome.refs).defer(None).defer("words")}
    return [by_ref[ref] for ref in outcome.refs if ref in by_ref]


def dates_of(phase: Phase) -> str:
    """Give when a phase happens, in words: its two days, or the one that is known."""
    days = [moments.day(moment) for moment in (phase.opens_at, phase.closes_at) if moment]
    return " – ".join(dict.fromkeys(days))


def steps_of(phases: Sequence[Phase], *, tallies: bool = True) -> list[Step]:
    """Give the thread of a process: every phase, where one is, when, and what happened in it."""
    states = {Phase.State.CLOSED: "done", Phase.State.OPEN: "here", Phase.State.PLANNED: "next"}
    return [
        Step(
            label=phase.title,
            state="done" if phase.state == Phase.State.OPEN and not phase.is_open else states[Phase.State(phase.state)],
            url=phase.get_absolute_url() if phase.state != Phase.State.PLANNED else "",
            notes=[dates_of(phase), phase.kind_of_phase.tally(phase) if tallies else ""],
        )
        for phase in phases
    ]


def latest_acts(acts: QuerySet[Act], many: int) -> list[Act]:
    """Give the latest of these acts that a short list tells, among the five hundred latest: a million supports in a row cost no more."""
    acts = acts.order_by("-id")
    return list(acts.filter(pk__in=acts.values("pk")[:LOOKED_AT]).exclude(kind__in=kinds.quiet())[:many])


def bodies_of(space: Space) -> list[tuple[Body, list[Mandate]]]:
    """Give who decides in a space: each body by name, with the seats that are held today. One query."""
    lasts = Q(mandates__ends_on__isnull=True) | Q(mandates__ends_on__gte=timezone.localdate())
    seats = Body.objects.filter(space=space).annotate(
        seat=FilteredRelation("mandates", condition=lasts), holder=F("seat__holder"), office=F("seat__office")
    )
    found: dict[int, tuple[Body, list[Mandate]]] = {}
    for row in seats.order_by("name", "pk", "seat__pk"):
        _body, held = found.setdefault(row.pk, (row, []))
        if row.holder is not None:
            held.append(Mandate(body=row, holder=row.holder, office=row.office))
    return list(found.values())


def may_see(person: Person | None, process: Process) -> bool:
    """Say whether a page of this process exists for this person."""
    return bool(rules.may_see(person, process))


def roots_and_children() -> list[Space]:
    """Give all spaces, for the tree: parents before children, by name."""
    return list(Space.objects.select_related("parent").order_by("parent__name", "name"))
