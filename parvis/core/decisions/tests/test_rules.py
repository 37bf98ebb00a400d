"""Who may do what, before a process is published, while it runs, and after it is closed."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from parvis.core.decisions import actions, phases, queries, rules, trails
from parvis.core.decisions.tests.conftest import decide, promised
from parvis.core.processes.models import Outcome, Process
from tests import town as towns

EVERYBODY = ("visitor", "ada", "bao", "chloe", "driss", "fanny", "emile")
OFFICER, RUNS, MODERATES = {"fanny"}, {"chloe", "fanny"}, {"driss", "fanny"}
OF_THE_TOWN = {"ada", "bao", "chloe", "driss", "fanny"}


def at(town: Any, moment: str) -> Process:
    """Give a process at a moment of its life, with a promise made while it ran."""
    process = towns.process(town, publish=moment != "before")
    if moment == "before":
        return process
    promise = promised(town, decide(town, process))
    actions.give_feedback(promise, by=town.ada, satisfied="yes", text="Here.")
    return actions.close_process(process, by=town.chloe) if moment == "after" else process


def allowed(town: Any, rule: Any, subject: Any) -> set[str]:
    return {who for who in EVERYBODY if rule(getattr(town, who, None), subject)}


@pytest.mark.parametrize(
    ("rule", "before", "during", "after"),
    [
        (rules.may_decide, set(), OFFICER, set()),
        (rules.may_answer, set(), RUNS, RUNS),
        (rules.may_promise, set(), OFFICER, OFFICER),
        (rules.may_close_process, set(), RUNS, set()),
    ],
)
def test_what_is_done_in_a_process(town: Any, rule: Any, before: set[str], during: set[str], after: set[str]) -> None:
    for moment, expected in (("before", before), ("during", during), ("after", after)):
        process = at(town, moment)
        assert allowed(town, rule, process) == expected, moment
        Process.objects.filter(pk=process.pk).update(slug=moment)


@pytest.mark.parametrize(("rule", "expected"), [(rules.may_follow_up, RUNS), (rules.may_give_feedback, OF_THE_TOWN)])
@pytest.mark.parametrize("moment", ["during", "after"])
def test_what_is_done_to_a_promise_goes_on_after_the_close(town: Any, moment: str, rule: Any, expected: set[str]) -> None:
    promise = at(town, moment).decisions.get().promises.get()
    promise.refresh_from_db()
    assert allowed(town, rule, promise) == expected


@pytest.mark.parametrize(
    ("rule", "published", "hidden", "withdrawn"),
    [
        (rules.may_withdraw_feedback, {"ada"}, set(), set()),
        (rules.may_hide_feedback, MODERATES, set(), set()),
        (rules.may_show_feedback, set(), MODERATES, set()),
    ],
)
def test_what_is_done_to_what_people_said(town: Any, rule: Any, published: set[str], hidden: set[str], withdrawn: set[str]) -> None:
    said = at(town, "during").decisions.get().promises.get().feedback.get()
    for state, expected in (("published", published), ("hidden", hidden), ("withdrawn", withdrawn)):
        said.state = state
        assert allowed(town, rule, said) == expected, state


def test_a_closed_door_says_why_and_whether_signing_in_helps(town: Any, process: Process) -> None:
    assert rules.may_decide(None, process).sign_in
    assert "Only officers" in str(rules.may_decide(town.ada, process).reason)
    assert not rules.may_decide(town.ada, process).sign_in


def test_a_refused_close_names_the_date_that_was_promised(town: Any, write: Any) -> None:
    process = towns.process(town, answer_by="2026-12-20")
    process.refresh_from_db()
    write(process, town.ada)
    reason = str(rules.may_close_process(town.chloe, process).reason)
    assert reason.startswith("1 contribution still waits for an answer.")
    assert "Dec. 20, 2026" in reason


def test_phases_invite_count_and_conclude(town: Any) -> None:
    plan = towns.processes.Plan
    process = towns.process(town, plan(kind="decision", title="Decision"), plan(kind="follow_up", title="Follow-up"))
    deciding, following = (towns.open_phase(town, phase) for phase in process.phases.all())
    kinds = phases.Deciding(), phases.FollowUp()
    assert [kind.tally(deciding) for kind in kinds] == ["", ""]
    decision = decide(town, process)
    promise = actions.mark(promised(town, decision), by=town.chloe, status="kept")
    assert [kind.tally(deciding) for kind in kinds] == ["1 decision", "1 promise, 1 kept"]
    assert kinds[0].invitation(deciding, town.ada) is None
    assert kinds[0].invitation(deciding, town.fanny).url == f"/demarches/{process.slug}/decider/"
    assert kinds[1].invitation(following, town.ada).verdict
    assert not kinds[1].invitation(following, town.emile).verdict
    for phase, ref in ((deciding, decision.ref), (following, promise.ref)):
        towns.processes.close_phase(phase, by=town.chloe)
        assert Outcome.objects.get(phase=phase).refs == [str(ref)]


def test_trails_of_many_rooms_are_followed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    here, option, other = uuid4(), uuid4(), uuid4()
    monkeypatch.setattr(trails, "_TRAILS", [])
    monkeypatch.setattr(trails, "_SOURCES", [])

    @trails.trail
    def first(ref: Any) -> list[Any]:
        return [option, ref]

    trails.trail(first)
    trails.trail(lambda ref: (option, other))
    trails.sources(lambda ref: [here])
    assert trails.into(here) == [option, other]
    assert trails.made_of(option) == [here]


def test_a_count_of_many_is_kept_for_a_moment(
    town: Any, process: Process, write: Any, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(queries, "EXACT_UP_TO", 1)
    refs = [write(process, town.ada) for _ in range(3)]
    assert queries.waiting(process).things == 3
    write(process, town.bao)
    assert queries.waiting(process).things == 3
    assert queries.count_unanswered(process) == 4
    with django_capture_on_commit_callbacks(execute=True):
        actions.answer(process, refs=refs, verdict="adopted", reasons="Yes.", by=town.chloe)
    assert queries.waiting(process).things == 1
