"""After a backup was restored: what was hidden, shown, withdrawn or supported since is done again, and the rest is told to people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from parvis.cli import record as command
from parvis.core.decisions import actions as decisions
from parvis.core.decisions.models import Feedback
from parvis.core.discussion import actions as discussion
from parvis.core.discussion.models import Argument, Question, Source, Support, Tally
from parvis.core.record.log.repair import left_to_people, repair
from parvis.core.record.models import Act, State, Thing
from parvis.core.record.tasks import tick
from parvis.core.record.tests.conftest import log
from parvis.core.record.tests.writing import audited
from parvis.features.consultation import actions as consultation
from parvis.features.consultation.models import Contribution, Option, Shelf
from tests import world as worlds

__all__ = ["log"]
pytestmark = pytest.mark.django_db


def seen(place: Any) -> dict[str, Any]:
    """Give what people can tell of the state of things, without reasons and texts."""
    rows = (Contribution, Option, Argument, Question, Source, Feedback)
    return {
        "states": {row.ref: row.state for model in rows for row in model.objects.all()},
        "cards": dict(Thing.objects.exclude(kind="record").values_list("ref", "state")),
        "supports": sorted(Support.objects.values_list("ref", "supporter__uuid")),
        "tally": sorted(Tally.objects.values_list("ref", "supports", "arguments_for", "arguments_against", "questions", "sources")),
        "shelf": Shelf.objects.get(phase=place.gathering).published,
    }


def test_what_was_done_since_the_backup_is_done_again(town: Any, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = worlds.build(town).places["town"]
    kept, hidden = Contribution.objects.get(ref=place.contribution), Contribution.objects.get(ref=place.hidden)
    other = consultation.contribute(place.gathering, by=town.ada, title="Benches", kind="idea", text="Two of them.")
    discussion.support(other.ref, by=town.bao)
    tick()
    backup = transaction.savepoint()
    discussion.support(place.argument, by=town.ada)
    consultation.hide(kept, by=town.driss, reason="It names a neighbour.")
    consultation.show(hidden, by=town.driss, reason="A mistake.")
    consultation.withdraw(other, by=town.ada)
    consultation.drop_option(Option.objects.get(ref=place.option), by=town.chloe)
    discussion.hide(Argument.objects.get(ref=place.argument), by=town.driss, reason="An insult.")
    discussion.show(Argument.objects.get(ref=place.hidden_argument), by=town.driss)
    discussion.withdraw(Question.objects.get(ref=place.question), by=town.bao)
    decisions.hide_feedback(Feedback.objects.get(ref=place.feedback), by=town.driss, reason="An insult.")
    before, size = seen(place), Act.objects.public().count()
    lost = consultation.contribute(place.gathering, by=town.ada, title="Lost", kind="idea", text="Written after the backup.")
    consultation.hide(lost, by=town.driss, reason="An insult.")
    tick()
    transaction.savepoint_rollback(backup)
    with pytest.raises(ValueError, match="parvis record repair"):
        tick()
    done = repair()
    assert done.after == size + 2
    assert done.again == 9
    assert seen(place) == before
    kept.refresh_from_db()
    assert kept.hidden_because == "Le motif s’est perdu quand une sauvegarde a été restaurée. Le registre en garde l’empreinte."
    assert [act.kind for act in left_to_people()] == ["contribution.publiée", "contribution.masquée"]
    with translation.override("en"):
        assert command.lost(None) == 1  # type: ignore[arg-type]  # it looks at no argument
    told = capsys.readouterr().out
    assert "What it was done to is lost, with its words." in told
    assert f"/registre/actes/{left_to_people()[0].uuid}/" in told
    tick()
    assert audited(log) == size + 3


def test_what_no_program_can_do_again_is_told_with_where_to_do_it(town: Any, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = worlds.build(town).places["town"]
    tick()
    backup = transaction.savepoint()
    consultation.edit(Contribution.objects.get(ref=place.contribution), by=town.bao, title="Trees", text="Other words.")
    discussion.support(place.contribution, by=town.ada)
    discussion.unsupport(place.contribution, by=town.ada)
    tick()
    transaction.savepoint_rollback(backup)
    repair()
    assert not Support.objects.filter(ref=place.contribution, supporter__person=town.ada).exists()
    assert command.lost(None) == 1  # type: ignore[arg-type]
    told = capsys.readouterr().out
    assert "contribution.modifiée" in told
    assert f"It is not done again. Do it again where it belongs: {Thing.objects.get(ref=place.contribution).path}" in told
    assert "1 acts of the latest restoration are left to people" in told


def test_without_a_restoration_nothing_is_left(town: Any, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tick()
    assert command.lost(None) == 0  # type: ignore[arg-type]
    assert "Nothing is left to do" in capsys.readouterr().out


def test_every_kind_that_changes_a_state_can_be_done_again() -> None:
    """Who adds a kind of act that hides or withdraws says here how it is done again."""
    from parvis.core.record import kinds, upstairs

    ends = ("masqué", "masquée", "retiré", "retirée", "rétabli", "rétablie", "abandonnée")
    changing = [kind.code for kind in kinds.every() if kind.code.endswith(ends) and not kind.code.startswith(("clé", "témoin"))]
    assert len(changing) >= 10
    assert [code for code in changing if not upstairs.can_be_done_again(code)] == []
    assert State.HIDDEN in upstairs._again["contribution.masquée"]
