"""Numbering contributions, and counting those that can be read."""

from __future__ import annotations

from django.db.models import F

from parvis.core.processes.models import Phase
from parvis.features.consultation.models import Shelf


def numbered(phase: Phase, *, many: int = 1) -> int:
    """Count new contributions, and give the number of the first of them; the row is held until the end of the transaction."""
    if not Shelf.objects.filter(phase=phase).update(numbered=F("numbered") + many, published=F("published") + many):
        Shelf.objects.bulk_create([Shelf(phase=phase)], ignore_conflicts=True)
        Shelf.objects.filter(phase=phase).update(numbered=F("numbered") + many, published=F("published") + many)
    return Shelf.objects.values_list("numbered", flat=True).get(phase=phase) - many + 1


def counted(phase_id: int, change: int) -> None:
    """Count one contribution more or less that can be read."""
    Shelf.objects.filter(phase=phase_id).update(published=F("published") + change)
