"""Reading contributions without names, where the gathering asks for it: until it is sorted, or closed when nobody sorts it."""

from __future__ import annotations

from uuid import UUID

from parvis.core.processes.models import Phase, Process
from parvis.core.spaces.models import Membership
from parvis.core.spaces.rules import MODERATES, RUNS
from parvis.core.spaces.standing import line_of
from parvis.features.consultation.rules import GATHERING, SORTING

AT_ONCE, AFTERWARDS = "at_once", "afterwards"


def unnamed_phases(process: UUID) -> list[Phase]:
    """Give the gatherings of a process that are read without names now."""
    asked = Phase.objects.filter(process__ref=process, kind=GATHERING, settings__named=AFTERWARDS).exclude(state=Phase.State.PLANNED)
    gatherings = list(asked.order_by())
    if not gatherings:
        return []
    to_sort = Phase.objects.filter(takes_from__in=gatherings, kind=SORTING).exclude(state=Phase.State.CLOSED)
    sorted_later = set(to_sort.values_list("takes_from_id", flat=True))
    return [phase for phase in gatherings if phase.state == Phase.State.OPEN or phase.pk in sorted_later]


def is_unnamed(phase: Phase) -> bool:
    """Say whether a gathering is read without names now; nothing is asked of the database where it never is."""
    return phase.settings.get("named") == AFTERWARDS and phase.pk in {each.pk for each in unnamed_phases(phase.process.ref)}


def people_acting_for(process: Process) -> set[int]:
    """Give those whose name is owed to the public: they run, moderate or decide."""
    held = Membership.objects.current().filter(space__in=line_of(process.space), role__in=RUNS | MODERATES)
    return set(held.values_list("person_id", flat=True))


def still_named(process: UUID) -> set[int] | None:
    """Give who is named in a process now; None when everybody is, as nearly always."""
    if not unnamed_phases(process):
        return None
    return people_acting_for(Process.objects.select_related("space").get(ref=process))
