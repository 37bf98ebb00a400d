"""Reading about processes."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from parvis.core.processes.models import Phase, Process
from parvis.core.record.prepared import prepared


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
