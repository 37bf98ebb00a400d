"""A consultation to test with."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from parvis.core.processes.actions import Plan
from tests import town as towns


@pytest.fixture
def gathering(town: SimpleNamespace) -> Any:
    """An open gathering, followed by its sorting."""
    process = towns.process(town, Plan(kind="gathering", title="Contributions"), Plan(kind="sorting", title="Sorting", takes_from=0))
    return towns.open_phase(town, process.phases.get(position=1))


@pytest.fixture
def sorting(town: SimpleNamespace, gathering: Any) -> Any:
    """The sorting of that gathering, open too."""
    return towns.open_phase(town, gathering.process.phases.get(position=2))
