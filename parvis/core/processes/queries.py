"""Reading about processes."""

from __future__ import annotations

from uuid import UUID

from parvis.core.processes.models import Process


def ref_at(slug: str) -> UUID | None:
    """Give the ref of the process at an address, if there is one."""
    return Process.objects.filter(slug=slug).values_list("ref", flat=True).first()
