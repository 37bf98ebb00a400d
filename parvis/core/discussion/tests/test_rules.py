"""Who may say what, before, during and after: visitor, outsider, resident, member, facilitator, moderator, officer."""

from __future__ import annotations

from typing import Any

import pytest

from parvis.core.discussion import actions, rules
from parvis.core.processes import actions as processes
from parvis.core.processes.actions import Plan
from parvis.core.record.models import Thing
from tests import town as towns

CAST = (None, "emile", "ada", "bao", "chloe", "driss", "fanny")
NOBODY: set[str] = set()
PEOPLE = {"ada", "bao", "chloe", "driss", "fanny"}


def allowed(rule: Any, town: Any, *subjects: Any) -> set[str]:
    """Give the names of those who may; each refusal must have its reason."""
    verdicts = {who: rule(getattr(town, who) if who else None, *subjects) for who in CAST}
    assert all(verdict.reason for verdict in verdicts.values() if not verdict)
    return {who or "visitor" for who, verdict in verdicts.items() if verdict}


@pytest.fixture
def argument(town: Any, thing: Thing) -> Any:
    return actions.argue(thing.ref, by=town.ada, side="for", text="It is cool under trees.")


@pytest.fixture
def question(town: Any, thing: Thing) -> Any:
    return actions.ask(thing.ref, by=town.ada, text="How many trees?")


def test_before_nobody_discusses(town: Any, process: Any) -> None:
    assert allowed(rules.may_discuss, town, Thing.objects.get(ref=process.ref)) == NOBODY


def test_during_those_who_take_part_discuss(town: Any, thing: Thing, argument: Any, question: Any) -> None:
    assert allowed(rules.may_discuss, town, thing) == PEOPLE
    assert allowed(rules.may_support_argument, town, argument.ref) == PEOPLE - {"ada"}
    assert allowed(rules.may_edit, town, argument) == {"ada"}
    assert allowed(rules.may_withdraw, town, argument) == {"ada"}
    assert allowed(rules.may_reply, town, question) == {"chloe", "fanny"}
    assert allowed(rules.may_moderate, town, argument) == {"driss", "fanny"}
    assert allowed(rules.may_see, town, rules.process_of(thing)) == PEOPLE | {"visitor", "emile"}


def test_after_nothing_is_added_but_answers_withdrawals_and_moderation(
    town: Any, phase: Any, thing: Thing, argument: Any, question: Any
) -> None:
    processes.close_phase(phase, by=town.chloe)
    assert allowed(rules.may_discuss, town, thing) == NOBODY
    assert allowed(rules.may_support_argument, town, argument.ref) == NOBODY
    assert allowed(rules.may_edit, town, argument) == NOBODY
    assert allowed(rules.may_withdraw, town, argument) == {"ada"}
    assert allowed(rules.may_reply, town, question) == {"chloe", "fanny"}
    assert allowed(rules.may_moderate, town, argument) == {"driss", "fanny"}


def test_a_phase_can_leave_no_room_for_discussion(town: Any) -> None:
    process = towns.process(town, Plan(kind="talking", title="Silent", settings={"discussion": False}))
    towns.open_phase(town, process.phases.get())
    verdict = rules.may_discuss(town.ada, Thing.objects.get(ref=process.ref))
    assert "no discussion" in str(verdict.reason) or "discussion" in str(verdict.reason)
    assert not verdict


def test_what_is_not_published_is_not_discussed(town: Any, thing: Thing, argument: Any) -> None:
    actions.hide(argument, by=town.driss, reason="It insults somebody.")
    card = Thing.objects.get(ref=argument.ref)
    assert allowed(rules.may_discuss, town, card) == NOBODY
    argument.refresh_from_db()
    assert allowed(rules.may_withdraw, town, argument) == NOBODY
    assert allowed(rules.may_moderate, town, argument) == {"driss", "fanny"}


def test_an_answered_question_stays_as_it_was_answered(town: Any, question: Any) -> None:
    assert allowed(rules.may_edit, town, question) == {"ada"}
    actions.reply(question, by=town.chloe, text="Thirty-eight.")
    question.refresh_from_db()
    assert allowed(rules.may_edit, town, question) == NOBODY


def test_a_space_has_nothing_to_discuss(town: Any) -> None:
    assert allowed(rules.may_discuss, town, Thing.objects.get(ref=town.space.ref)) == NOBODY
