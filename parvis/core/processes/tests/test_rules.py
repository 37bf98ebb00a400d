"""Who may do what in a process, as a draft, while it runs and once it is closed; and in a phase, before, during and after it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from parvis.core.decisions.actions import close_process
from parvis.core.processes import actions, rules
from parvis.core.processes.models import Phase, Process
from tests import town as towns

EVERYBODY = ("visitor", "ada", "bao", "chloe", "driss", "fanny", "emile")
NOBODY: set[str] = set()
RUNS, MEMBERS = {"chloe", "fanny"}, {"bao", "chloe", "driss", "fanny"}
OF_THE_TOWN = MEMBERS | {"ada"}
SIGNED_IN = OF_THE_TOWN | {"emile"}
EVERYONE = set(EVERYBODY)
PLAN = actions.Plan(kind="gathering", title="Ideas")


def allowed(town: Any, rule: Any, subject: Any) -> set[str]:
    return {who for who in EVERYBODY if rule(getattr(town, who, None), subject)}


def at(town: Any, moment: str, **details: Any) -> Process:
    """Give a process with one phase, at a moment of its life."""
    process = towns.process(town, PLAN, publish=moment != "before", **details)
    return close_process(process, by=town.chloe) if moment == "after" else process


@pytest.mark.parametrize(
    ("rule", "before", "during", "after"),
    [
        (rules.may_see, RUNS, EVERYONE, EVERYONE),
        (rules.may_edit, RUNS, RUNS, NOBODY),
        (rules.may_run, RUNS, RUNS, NOBODY),
        (rules.may_invite, NOBODY, RUNS, NOBODY),
        # To take part is not to act: nothing is done outside an open phase.
        (rules.may_take_part, NOBODY, OF_THE_TOWN, OF_THE_TOWN),
    ],
)
def test_what_is_done_in_a_process(town: Any, rule: Any, before: set[str], during: set[str], after: set[str]) -> None:
    for moment, expected in (("before", before), ("during", during), ("after", after)):
        assert allowed(town, rule, at(town, moment, slug=moment)) == expected, moment


@pytest.mark.parametrize(
    ("details", "seen", "takes_part"),
    [
        ({}, EVERYONE, OF_THE_TOWN),
        ({"open_to": Process.OpenTo.EVERYONE}, EVERYONE, SIGNED_IN),
        ({"open_to": Process.OpenTo.MEMBERS}, EVERYONE, MEMBERS),
        ({"audience": "members"}, OF_THE_TOWN, OF_THE_TOWN),
        # What only members read is not open to everyone, whatever it says.
        ({"audience": "members", "open_to": Process.OpenTo.EVERYONE}, OF_THE_TOWN, OF_THE_TOWN),
    ],
)
def test_for_whom_a_process_is(town: Any, details: dict[str, str], seen: set[str], takes_part: set[str]) -> None:
    process = at(town, "during", **details)
    assert allowed(town, rules.may_see, process) == seen
    assert allowed(town, rules.may_take_part, process) == takes_part


def test_who_creates_one(town: Any) -> None:
    assert allowed(town, rules.may_create, town.space) == RUNS


def phase_at(town: Any, moment: str) -> Phase:
    """Give a phase of a process under way: planned, open or closed."""
    phase = at(town, "during", slug=moment).phases.select_related("process__space").get()
    if moment != "before":
        phase = towns.open_phase(town, phase)
    if moment == "after":
        actions.close_phase(phase, by=town.chloe)
    return Phase.objects.select_related("process__space").get(pk=phase.pk)


@pytest.mark.parametrize(
    ("rule", "before", "during", "after"),
    [
        (rules.may_act_in, NOBODY, OF_THE_TOWN, NOBODY),
        (rules.may_open, RUNS, NOBODY, NOBODY),
        (rules.may_close, NOBODY, RUNS, NOBODY),
    ],
)
def test_what_is_done_in_a_phase(town: Any, rule: Any, before: set[str], during: set[str], after: set[str]) -> None:
    for moment, expected in (("before", before), ("during", during), ("after", after)):
        assert allowed(town, rule, phase_at(town, moment)) == expected, moment


def test_a_phase_of_a_draft_does_not_open(town: Any) -> None:
    phase = at(town, "before").phases.select_related("process__space").get()
    assert allowed(town, rules.may_open, phase) == NOBODY


def test_past_its_end_nothing_is_done_in_a_phase_even_before_the_clock_closes_it(town: Any) -> None:
    phase = phase_at(town, "during")
    Phase.objects.filter(pk=phase.pk).update(closes_at=timezone.now())
    phase.refresh_from_db()
    assert allowed(town, rules.may_act_in, phase) == NOBODY
    assert allowed(town, rules.may_close, phase) == RUNS
