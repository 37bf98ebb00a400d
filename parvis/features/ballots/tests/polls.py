"""Votes for tests: one about three benches, in the town of `tests/town.py`."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from parvis.core.people.models import Person
from parvis.core.processes import actions as processes
from parvis.core.processes.actions import Plan
from parvis.core.processes.models import Outcome, Phase
from parvis.features.ballots import actions
from tests import town as towns

BENCHES = ("A bench", "A fountain", "A swing")


def plan(*, mechanism: str = "approval", **settings: Any) -> Plan:
    """Plan a vote."""
    return Plan(kind="vote", title="Vote on the square", mechanism=mechanism, settings=settings)


def planned(town: SimpleNamespace, *, mechanism: str = "approval", options: tuple[str, ...] = BENCHES, **settings: Any) -> Phase:
    """Give a vote with its options, not opened yet. `process_…` settings go to the process."""
    details = {name.removeprefix("process_"): settings.pop(name) for name in list(settings) if name.startswith("process_")}
    process = towns.process(town, plan(mechanism=mechanism, **settings), **details)
    phase = process.phases.get()
    for title in options:
        actions.write_option(phase, by=town.chloe, title=title, text=f"{title}, in the middle of the square.")
    return phase


def opened(town: SimpleNamespace, **settings: Any) -> Phase:
    """Give a vote that is open."""
    return fresh(towns.open_phase(town, planned(town, **settings)))


def closed(town: SimpleNamespace, **settings: Any) -> Phase:
    """Give a vote in which Ada, Bao and Driss have voted, closed and counted: the swing has three, the bench two."""
    phase = opened(town, **settings)
    bench, _fountain, swing = refs(phase)
    for person, choice in ((town.ada, [swing, bench]), (town.bao, [swing]), (town.driss, [bench, swing])):
        actions.cast(phase, by=person, choice=choice)
    close(town, phase)
    return fresh(phase)


def close(town: SimpleNamespace, phase: Phase) -> Outcome:
    """Close a vote by hand."""
    return processes.close_phase(phase, by=town.chloe)


def refs(phase: Phase) -> list[str]:
    """Give the refs of the options, in the order of the ballot."""
    return [option["ref"] for option in phase.vote.options]


def fresh(phase: Phase) -> Phase:
    """Give the phase as the database has it now."""
    return Phase.objects.select_related("process__space").get(pk=phase.pk)


def crowd(town: SimpleNamespace, size: int) -> list[Person]:
    """Give so many more residents."""
    from parvis.core.spaces import actions as spaces

    people = [towns.person(f"resident-{number}") for number in range(size)]
    for person in people:
        spaces.give_role(town.space, to=person, role="resident", by=town.operator)
    return people
