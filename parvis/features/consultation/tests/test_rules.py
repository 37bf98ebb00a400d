"""Who may contribute, support and sort, before, during and after: visitor, outsider, resident … officer."""

from __future__ import annotations

from typing import Any

import pytest

from parvis.core.processes import actions as processes
from parvis.core.processes.actions import Plan
from parvis.core.processes.models import Process
from parvis.features.consultation import actions, rules
from parvis.features.consultation.models import Contribution
from tests import town as towns

CAST = (None, "emile", "ada", "bao", "chloe", "driss", "fanny")
NOBODY: set[str] = set()
PEOPLE = {"ada", "bao", "chloe", "driss", "fanny"}
RUN = {"chloe", "fanny"}
MODERATE = {"driss", "fanny"}


def allowed(rule: Any, town: Any, subject: Any) -> set[str]:
    """Give the names of those who may; each refusal must have its reason."""
    verdicts = {who: rule(getattr(town, who) if who else None, subject) for who in CAST}
    assert all(verdict.reason for verdict in verdicts.values() if not verdict)
    return {who or "visitor" for who, verdict in verdicts.items() if verdict}


def fresh(thing: Any) -> Any:
    """Give the same row as the next request would read it."""
    return type(thing)._default_manager.get(pk=thing.pk)


@pytest.fixture
def made(town: Any, gathering: Any) -> Contribution:
    return actions.contribute(gathering, by=town.ada, kind="idea", title="A bench", text="Under the tree.")


def test_before(town: Any) -> None:
    process = towns.process(town, Plan(kind="gathering", title="x"), Plan(kind="sorting", title="y", takes_from=0))
    gathering, sorting = process.phases.order_by("position")
    assert allowed(rules.may_contribute, town, gathering) == NOBODY
    assert allowed(rules.may_sort, town, sorting) == NOBODY
    assert allowed(rules.may_bring_in, town, gathering) == RUN
    assert allowed(rules.may_set_themes, town, gathering) == RUN
    assert allowed(rules.may_see, town, gathering) == PEOPLE | {"visitor", "emile"}


def test_during(town: Any, gathering: Any, made: Contribution) -> None:
    assert allowed(rules.may_contribute, town, gathering) == PEOPLE
    assert allowed(rules.may_support, town, made) == PEOPLE - {"ada"}
    assert allowed(rules.may_support_ref, town, made.ref) == PEOPLE - {"ada"}
    assert allowed(rules.may_edit, town, made) == {"ada"}
    assert allowed(rules.may_withdraw, town, made) == {"ada"}
    assert allowed(rules.may_moderate, town, made) == MODERATE
    assert allowed(rules.may_bring_in, town, gathering) == RUN


def test_after(town: Any, gathering: Any, made: Contribution) -> None:
    processes.close_phase(gathering, by=town.chloe)
    gathering, made = fresh(gathering), fresh(made)
    assert allowed(rules.may_contribute, town, gathering) == NOBODY
    assert allowed(rules.may_support, town, made) == NOBODY
    assert allowed(rules.may_support_ref, town, made.ref) == NOBODY
    assert allowed(rules.may_edit, town, made) == NOBODY
    assert allowed(rules.may_withdraw, town, made) == {"ada"}
    assert allowed(rules.may_moderate, town, made) == MODERATE
    assert allowed(rules.may_bring_in, town, gathering) == NOBODY


def test_sorting_is_for_those_who_run_the_process(town: Any, sorting: Any) -> None:
    option = actions.make_option(sorting, by=town.chloe, title="Shade")
    assert allowed(rules.may_sort, town, sorting) == allowed(rules.may_change, town, option) == RUN
    assert allowed(rules.may_contribute, town, sorting) == NOBODY
    processes.close_phase(sorting, by=town.chloe)
    assert allowed(rules.may_sort, town, fresh(sorting)) == allowed(rules.may_change, town, fresh(option)) == NOBODY


def test_a_process_open_to_everyone_takes_outsiders(town: Any) -> None:
    process = towns.process(town, Plan(kind="gathering", title="x"), open_to=Process.OpenTo.EVERYONE)
    assert allowed(rules.may_contribute, town, towns.open_phase(town, process.phases.get())) == PEOPLE | {"emile"}


def test_a_process_of_members_is_for_members(town: Any) -> None:
    process = towns.process(town, Plan(kind="gathering", title="x"), open_to=Process.OpenTo.MEMBERS, audience="members")
    phase = towns.open_phase(town, process.phases.get())
    assert allowed(rules.may_contribute, town, phase) == PEOPLE - {"ada"}
    assert allowed(rules.may_see, town, phase) == PEOPLE


def test_settings_close_supports(town: Any) -> None:
    process = towns.process(town, Plan(kind="gathering", title="x", settings={"supports": False}))
    phase = towns.open_phase(town, process.phases.get())
    made = actions.contribute(phase, by=town.ada, kind="idea", title="A bench", text="x")
    assert allowed(rules.may_support, town, made) == NOBODY


def test_settings_say_what_is_asked(town: Any) -> None:
    from django.core.exceptions import ValidationError

    settings = {"idea": False, "theme_required": True, "place": "required", "attachments": False}
    process = towns.process(town, Plan(kind="gathering", title="x", settings=settings))
    phase = towns.open_phase(town, process.phases.get())
    with pytest.raises(ValidationError) as refused:
        actions.contribute(phase, by=town.ada, kind="idea", title="A bench", text="x")
    assert set(refused.value.message_dict) == {"kind", "theme", "latitude"}


def test_a_sorting_opens_only_when_it_knows_what_it_sorts(town: Any) -> None:
    phase = towns.process(town, Plan(kind="sorting", title="x")).phases.get()
    assert not phase.kind_of_phase.ready(phase)
