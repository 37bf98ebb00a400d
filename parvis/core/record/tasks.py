"""What the worker does for the record, every few seconds."""

from __future__ import annotations

from parvis.core.record.log.publishing import Turn, publish
from parvis.core.record.log.sequencing import give_places, is_somebody_waiting


def tick() -> Turn | None:
    """Give every act that waits its place, then publish. Several workers may call it at once: one of them does it."""
    while is_somebody_waiting() and give_places():
        pass
    return publish()
