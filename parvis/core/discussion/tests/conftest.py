"""Something to discuss: a process whose first phase is open."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from parvis.core.processes.actions import Plan
from parvis.core.processes.models import PhaseKind, phase_kind, setting
from parvis.core.processes.models.kinds import _KINDS
from parvis.core.record.models import Thing
from tests import town as towns

if "talking" not in _KINDS:

    @phase_kind
    class Talking(PhaseKind):
        """A kind of phase for these tests: it can refuse discussion."""

        slug, name, description = "talking", "Talking", "People talk."

        @dataclass(frozen=True, slots=True, kw_only=True)
        class Settings:
            discussion: bool = setting(True, label="People discuss")


@pytest.fixture
def process(town: SimpleNamespace) -> Any:
    """A process with one phase, not open yet."""
    return towns.process(town, Plan(kind="talking", title="Talk"))


@pytest.fixture
def phase(town: SimpleNamespace, process: Any) -> Any:
    """Its phase, open."""
    return towns.open_phase(town, process.phases.get())


@pytest.fixture
def thing(phase: Any) -> Thing:
    """What is discussed: the card of the process."""
    return Thing.objects.get(ref=phase.process.ref)
