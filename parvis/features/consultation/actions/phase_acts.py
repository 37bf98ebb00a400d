"""Acts on a whole phase: its themes, the order of its options, what was brought in."""

from __future__ import annotations

from typing import Any

from parvis.core.people.actions import pseudonym
from parvis.core.people.models import Person
from parvis.core.processes.models import Phase
from parvis.core.record.actions import Card, append
from parvis.core.record.kinds import ActKind


def append_on_phase(kind: ActKind, phase: Phase, by: Person, **more: Any) -> None:
    """Append an act on a phase, with the card that the room of processes gives it."""
    process = phase.process
    append(
        kind,
        phase,
        actor=pseudonym(by, process.ref).uuid,
        space=process.space.ref,
        process=process.ref,
        audience=process.audience,
        card=Card(kind="phase", title=phase.title, path=process.get_absolute_url(), body=phase.description),
        **more,
    )
