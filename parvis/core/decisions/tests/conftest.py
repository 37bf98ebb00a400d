"""A process of the town with contributions that call for an answer, and a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from parvis.core.decisions import actions
from parvis.core.decisions.models import Decision, Promise, Weighed
from parvis.core.people.actions import pseudonym
from parvis.core.people.models import Person
from parvis.core.processes.models import PhaseKind, Process
from parvis.core.processes.models import kinds as phase_kinds
from parvis.core.record import kinds
from parvis.core.record.actions import Card, append
from parvis.core.record.kinds import ActKind
from parvis.core.record.models import Act
from tests import town as towns

Written = Callable[..., UUID]


@pytest.fixture(autouse=True)
def in_english(settings: Any) -> Iterator[None]:
    """Sentences are read in their source language, unless a test asks for French."""
    settings.LANGUAGE_CODE = "en"
    with override("en"):
        yield


@pytest.fixture(scope="session")
def written_kind() -> ActKind:
    """An act that calls for an answer, as rooms upstairs declare theirs."""
    code = "essai.écrit"
    return next((kind for kind in kinds.every() if kind.code == code), None) or kinds.act_kind(code, "“%(title)s”.", calls_for_answer=True)


@pytest.fixture
def vote_kind(monkeypatch: pytest.MonkeyPatch) -> str:
    """A kind of phase that counts votes, as rooms upstairs declare theirs."""

    class Vote(PhaseKind):
        slug, name, description, family = "essai-vote", "Vote", "A vote.", "voting"

    monkeypatch.setattr(phase_kinds, "_KINDS", {**phase_kinds._KINDS, Vote.slug: Vote()})
    return Vote.slug


@pytest.fixture
def process(town: SimpleNamespace) -> Process:
    return towns.process(town)


@pytest.fixture
def write(written_kind: ActKind) -> Written:
    """Publish something that calls for an answer, and give its ref."""

    def publish(process: Process, by: Person, title: str = "Trees on the square", **changes: Any) -> UUID:
        ref = uuid4()
        author = pseudonym(by, process.ref).uuid
        with transaction.atomic():
            append(
                written_kind, ref, actor=author, space=process.space.ref, process=process.ref, audience=process.audience,
                card=Card(kind="contribution", title=title, path=f"/contributions/{ref}/", body="Shade, please.", author=author), **changes,
            )  # fmt: skip
        return ref

    return publish


@pytest.fixture
def decision(town: SimpleNamespace, process: Process) -> Decision:
    return decide(town, process)


@pytest.fixture
def promise(town: SimpleNamespace, decision: Decision) -> Promise:
    return promised(town, decision)


def decide(town: SimpleNamespace, process: Process, **changes: Any) -> Decision:
    """Let Fanny write a decision of today."""
    given = {
        "title": "The square will be planted",
        "decided_on": timezone.localdate(),
        "text": "Thirty-eight trees, *sixteen* on the south row.",
        "reasons": "Heat is what 83 contributions speak of.",
        "options": [
            actions.Option(title="The planted mall", kept=Weighed.Kept.YES, why="First in the vote."),
            actions.Option(title="The bare square", kept=Weighed.Kept.NO, why="Rejected by one in four."),
        ],
    } | changes
    return actions.decide(process, by=town.fanny, **given)


def promised(town: SimpleNamespace, decision: Decision, days: int = 30, **changes: Any) -> Promise:
    """Let Fanny make a promise, due in some days; a promise already late is due before today, with an older decision."""
    due_on: date = timezone.localdate() + timedelta(days=days)
    if due_on < decision.decided_on:
        Decision.objects.filter(pk=decision.pk).update(decided_on=due_on)
        decision.refresh_from_db()
    given = {"text": "Plant thirty-eight trees", "due_on": due_on, "who": "Public works", "budget_cents": 101_500_000} | changes
    return actions.promise(decision, by=town.fanny, **given)


@pytest.fixture
def one_act() -> Callable[[], Any]:
    """Assert that exactly one act is recorded, and give it: `with one_act() as recorded: …; recorded()`."""
    from contextlib import contextmanager

    @contextmanager
    def recording() -> Any:
        before = set(Act.objects.values_list("uuid", flat=True))
        yield lambda: Act.objects.exclude(uuid__in=before).get()
        assert Act.objects.exclude(uuid__in=before).count() == 1

    return recording
