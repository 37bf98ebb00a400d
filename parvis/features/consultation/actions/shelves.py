"""Numbering contributions, and counting those that can be read."""

from __future__ import annotations

from django.db.models import F, QuerySet

from parvis.core.processes.models import Phase
from parvis.core.record.prepared import Change, insert, prepared, prepared_change
from parvis.features.consultation.models import Shelf


@prepared_change
def _added(phase: int, many: int) -> Change:
    return Change(Shelf.objects.filter(phase=phase), numbered=F("numbered") + many, published=F("published") + many)


@prepared
def _numbered(phase: int) -> QuerySet[Shelf, int]:
    return Shelf.objects.filter(phase=phase).values_list("numbered", flat=True)


def numbered(phase: Phase, *, many: int = 1) -> int:
    """Count new contributions, and give the number of the first of them; the row is held until the end of the transaction."""
    if not _added(phase.pk, many):
        insert(Shelf(phase=phase), unless_there=True)
        _added(phase.pk, many)
    return _numbered.all(phase.pk)[0] - many + 1


def counted(phase_id: int, change: int) -> None:
    """Count one contribution more or less that can be read."""
    Shelf.objects.filter(phase=phase_id).update(published=F("published") + change)
