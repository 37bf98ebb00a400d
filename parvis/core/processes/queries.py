"""Reading about processes."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q, QuerySet

from parvis.core.processes.models import Phase, Process
from parvis.core.record.prepared import prepared

STATES_BY_CODE = {"open": Process.State.RUNNING, "closed": Process.State.CLOSED}


def listed(found: QuerySet[Process], filters: Mapping[str, str]) -> QuerySet[Process]:
    """Keep the processes of a list page: `etat` (open, closed), `q` (words of the title or the question)."""
    if state := STATES_BY_CODE.get(filters.get("etat", "")):
        found = found.filter(state=state)
    if words := filters.get("q", "").strip():
        found = found.filter(Q(title__icontains=words) | Q(question__icontains=words))
    return found


def ref_at(slug: str) -> UUID | None:
    """Give the ref of the process at an address, if there is one."""
    return Process.objects.filter(slug=slug).values_list("ref", flat=True).first()


@prepared
def _phases(process: int) -> QuerySet[Phase]:
    return Phase.objects.filter(process=process).order_by("position")


def phases_of(process: Process) -> list[Phase]:
    """Give the phases of a process in order, each knowing the process without asking again."""
    phases = _phases.all(process.pk)
    for phase in phases:
        phase.process = process
    return phases
