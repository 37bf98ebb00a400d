"""Creating a process, publishing it, and opening and closing its phases, by hand or by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from parvis.core.people.actions import pseudonym
from parvis.core.people.models import Person
from parvis.core.processes import acts, rules
from parvis.core.processes.models import Outcome, Phase, Process
from parvis.core.processes.models.kinds import kind_named
from parvis.core.record.actions import Card, append
from parvis.core.record.kinds import ActKind
from parvis.core.spaces.models import Space


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One phase to create. `takes_from` is the position of an earlier phase in the same list."""

    kind: str
    title: str
    description: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    mechanism: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    takes_from: int | None = None


def _append(
    kind: ActKind, process: Process, *, actor: UUID | None, subject: Phase | None = None, fields: dict[str, Any] | None = None, **clear: Any
) -> None:
    """Append an act on the process, or on one of its phases."""
    thing: Process | Phase = subject or process
    card = Card(
        kind="phase" if subject else "process",
        title=thing.title,
        path=process.get_absolute_url(),
        body=subject.description if subject else "\n".join([process.question, process.purpose]),
    )
    append(
        kind, thing, actor=actor, space=process.space.ref, process=process.ref, audience=process.audience, fields=fields,
        clear=clear, card=card,
    )  # fmt: skip


@transaction.atomic
def create(space: Space, *, by: Person, phases: Sequence[Plan] = (), **details: Any) -> Process:
    """Prepare a process, as a draft that only those who run the space can see. Nothing is public yet, so nothing is recorded."""
    rules.may_create(by, space).require()
    process = Process(space=space, **{"audience": space.audience} | details)
    process.full_clean()
    process.save()
    made: list[Phase] = []
    for position, plan in enumerate(phases, 1):
        made.append(_make(process, position, plan, made))
    return process


def _make(process: Process, position: int, plan: Plan, made: Sequence[Phase]) -> Phase:
    kind_named(plan.kind).settings_from(plan.settings)
    phase = Phase(
        process=process, position=position, kind=plan.kind, title=plan.title, description=plan.description,
        opens_at=plan.opens_at, closes_at=plan.closes_at, mechanism=plan.mechanism, settings=plan.settings,
        takes_from=made[plan.takes_from] if plan.takes_from is not None else None,
    )  # fmt: skip
    phase.full_clean()
    phase.save()
    return phase


@transaction.atomic
def edit(process: Process, *, by: Person, **details: Any) -> Process:
    """Change the presentation. Once the process is public, the change is an act."""
    rules.may_edit(by, process).require()
    for name, value in details.items():
        setattr(process, name, value)
    process.full_clean()
    process.save()
    if process.state != Process.State.DRAFT:
        _append(acts.EDITED, process, actor=pseudonym(by, process.ref).uuid)
    return process


@transaction.atomic
def add_phase(process: Process, plan: Plan, *, by: Person) -> Phase:
    """Add a phase after the last one."""
    rules.may_edit(by, process).require()
    made = list(process.phases.order_by("position"))
    phase = _make(process, (made[-1].position if made else 0) + 1, plan, made)
    if process.state != Process.State.DRAFT:
        _append(acts.PLANNED, process, actor=pseudonym(by, process.ref).uuid, subject=phase)
    return phase


@transaction.atomic
def plan_phase(phase: Phase, *, by: Person, **details: Any) -> Phase:
    """Change the dates, the words or the settings of a phase that is not closed. What is being voted on cannot change any more."""
    process = phase.process
    rules.may_edit(by, process).require()
    if phase.state == Phase.State.CLOSED:
        rules.is_open(phase).require()
    fixed = {"kind", "mechanism", "settings", "takes_from"} & set(details)
    if phase.state == Phase.State.OPEN and fixed:
        rules.may_open(by, phase).require()
    for name, value in details.items():
        setattr(phase, name, value)
    phase.typed_settings()
    phase.full_clean()
    phase.save()
    if process.state != Process.State.DRAFT:
        _append(acts.PLANNED, process, actor=pseudonym(by, process.ref).uuid, subject=phase)
    return phase


@transaction.atomic
def publish(process: Process, *, by: Person) -> Process:
    """Make a draft public, with its question, its commitment and its calendar."""
    rules.may_edit(by, process).require()
    if process.state != Process.State.DRAFT:
        return process
    process.state, process.published_at = Process.State.RUNNING, timezone.now()
    process.save(update_fields=["state", "published_at"])
    _append(
        acts.PUBLISHED, process, actor=pseudonym(by, process.ref).uuid,
        fields={"question": process.question, "engagement": process.commitment}, niveau=process.level,
    )  # fmt: skip
    keep_time(process=process)
    return process


def _locked(phase: Phase) -> Phase:
    """Give the phase as it stands now, and hold it until the end of the transaction."""
    return Phase.objects.select_for_update(of=("self",)).select_related("process__space").get(pk=phase.pk)


@transaction.atomic
def open_phase(phase: Phase, *, by: Person | None) -> Phase:
    """Open a phase; `by` is None when the clock does it."""
    phase = _locked(phase)
    if by:
        rules.may_open(by, phase).require()
    elif phase.state != Phase.State.PLANNED:
        return phase
    phase.state = Phase.State.OPEN
    phase.opens_at = phase.opens_at if phase.opens_at and phase.opens_at <= timezone.now() else timezone.now()
    phase.save(update_fields=["state", "opens_at"])
    phase.kind_of_phase.opened(phase)
    actor = pseudonym(by, phase.process.ref).uuid if by else None
    _append(acts.PHASE_OPENED, phase.process, actor=actor, subject=phase, genre=phase.kind, methode=phase.mechanism)
    return phase


@transaction.atomic
def close_phase(phase: Phase, *, by: Person | None) -> Outcome:
    """Close a phase and keep what follows from it; `by` is None when the clock does it."""
    phase = _locked(phase)
    if by:
        rules.may_close(by, phase).require()
    if phase.state == Phase.State.CLOSED:
        return phase.outcome
    phase.state = Phase.State.CLOSED
    phase.closes_at = phase.closes_at if phase.closes_at and phase.closes_at <= timezone.now() else timezone.now()
    phase.save(update_fields=["state", "closes_at"])
    conclusion = phase.kind_of_phase.conclude(phase)
    outcome = Outcome.objects.create(phase=phase, refs=conclusion.refs, result=conclusion.result, steps=conclusion.steps)
    actor = pseudonym(by, phase.process.ref).uuid if by else None
    # Which ones were kept is committed to: it may be long, and an entry of the record is short.
    _append(
        acts.PHASE_CLOSED, phase.process, actor=actor, subject=phase, fields={"retenu": list(conclusion.refs)}, nombre=len(conclusion.refs)
    )
    return outcome


def keep_time(*, process: Process | None = None, now: datetime | None = None) -> int:
    """Open and close what is due, in the order of time, and say how many phases moved. The worker calls it every few seconds.

    A phase whose needs are not there yet stays planned, and is tried again at the next call.
    """
    now = now or timezone.now()
    moved = 0
    phases = Phase.objects.select_related("process__space")
    if process:
        phases = phases.filter(process=process)
    for phase in phases.due_to_close(now).order_by("closes_at"):
        close_phase(phase, by=None)
        moved += 1
    for phase in phases.due_to_open(now).order_by("opens_at"):
        if phase.kind_of_phase.ready(phase):
            open_phase(phase, by=None)
            moved += 1
    return moved
