"""What the worker does for the record, every few seconds."""

from __future__ import annotations

from parvis.core.record.log.looking import look, look_at_witnesses
from parvis.core.record.log.publishing import Turn, publish
from parvis.core.record.log.sequencing import give_places, is_somebody_waiting


def begin() -> None:
    """What the worker does once, before its first turn: it hears what the witnesses have seen.

    Raises:
        Rejected: one of them has seen more than is here, or something else. Nothing is signed until it is repaired.
    """
    look_at_witnesses()


def tick() -> Turn | None:
    """Give every act that waits its place, then publish. Several workers may call it at once: one of them does it.

    Raises:
        Rejected: the alarm lasts or is raised now. Nobody gets a place, and nothing is signed; acts wait.
        NoAnswer: nobody remembers what was signed last. The same.
    """
    look()
    while is_somebody_waiting() and give_places():
        pass
    return publish()
