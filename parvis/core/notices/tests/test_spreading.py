"""Who is told of what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from parvis.core.decisions import actions as deciding
from parvis.core.decisions import trails
from parvis.core.decisions.tests.conftest import decide, promised
from parvis.core.notices import actions
from parvis.core.notices.models import Cursor, Notice, Spread
from parvis.core.people.actions import follow
from parvis.core.record import kinds
from parvis.core.record.actions import append
from parvis.core.record.models import Act, State, Thing
from tests import town as towns


def read_all() -> None:
    while actions.spread():
        pass


def heard(person: Any) -> list[tuple[str, bool]]:
    read_all()
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("act__kind", "mine"))


def test_a_contributor_hears_that_she_is_answered(town: Any, process: Any, write: Any) -> None:
    refs = [write(process, by) for by in (town.ada, town.ada, town.bao)]
    deciding.answer(process, refs=refs, verdict="adopted", reasons="Yes.", by=town.chloe)
    assert heard(town.ada) == [("réponse.donnée", True)]
    assert heard(town.bao) == [("réponse.donnée", True)]
    assert heard(town.emile) == heard(town.chloe) == []
    assert Notice.objects.get(person=town.ada).ref == refs[0]


def test_a_contributor_hears_that_she_is_cited_also_by_what_was_made_of_her_words(
    town: Any, process: Any, write: Any, monkeypatch: Any
) -> None:
    ada, bao, option = write(process, town.ada), write(process, town.bao), write(process, town.chloe)
    monkeypatch.setattr(trails, "_SOURCES", [lambda ref: [bao] if ref == option else []])
    weighed = [deciding.Option(title=str(number), kept="yes", why="x", ref=ref) for number, ref in enumerate((ada, option))]
    decide(town, process, options=weighed)
    assert heard(town.ada) == heard(town.bao) == [("décision.prise", True)]


def test_a_contributor_hears_that_follow_up_moves(town: Any, process: Any, write: Any) -> None:
    ref = write(process, town.ada)
    decision = decide(town, process)
    deciding.answer(process, refs=[ref], verdict="adopted", reasons="Yes.", by=town.chloe, decision=decision)
    promise = promised(town, decision)
    deciding.mark(promise, by=town.chloe, status="kept")
    assert heard(town.ada) == [("réponse.donnée", True), ("promesse.faite", True), ("promesse.suivie", True)]


def test_a_contributor_hears_why_she_is_not_answered(town: Any, process: Any, write: Any) -> None:
    deciding.keep_silent(process, ref=write(process, town.ada), reason="Sent twice.", by=town.chloe)
    assert heard(town.ada) == [("silence.motivé", True)]


def test_followers_of_a_process_hear_of_phases_and_decisions_and_not_of_each_contribution(town: Any, write: Any) -> None:
    process = towns.process(town, towns.processes.Plan(kind="decision", title="Decision"))
    follow(process.ref, by=town.emile)
    write(process, town.ada)
    phase = towns.open_phase(town, process.phases.get())
    decide(town, process)
    towns.processes.close_phase(phase, by=town.chloe)
    told = [kind for kind, _mine in heard(town.emile)]
    assert told[-3:] == ["phase.ouverte", "décision.prise", "phase.close"]
    assert "essai.écrit" not in told


def test_followers_of_a_space_hear_of_a_new_process(town: Any) -> None:
    follow(town.space.ref, by=town.bao)
    read_all()
    towns.process(town)
    assert heard(town.bao)[-1] == ("démarche.ouverte", False)


def test_nobody_hears_of_her_own_act(town: Any, process: Any, write: Any) -> None:
    ref = write(process, town.chloe)
    follow(ref, by=town.chloe)
    deciding.answer(process, refs=[ref], verdict="adopted", reasons="Yes.", by=town.chloe)
    assert heard(town.chloe) == []


def test_what_is_for_members_is_told_to_members(town: Any, write: Any) -> None:
    private = towns.process(town, slug="private", audience="members")
    for person in (town.emile, town.bao):
        follow(private.ref, by=person)
    decide(town, private)
    assert heard(town.emile) == []
    assert ("décision.prise", False) in heard(town.bao)


def test_the_author_of_what_is_hidden_is_not_told_through_it(town: Any, process: Any, write: Any) -> None:
    ref = write(process, town.ada)
    deciding.answer(process, refs=[ref], verdict="adopted", reasons="Yes.", by=town.chloe)
    Thing.objects.filter(ref=ref).update(state=State.HIDDEN)
    assert heard(town.ada) == []


def test_reading_again_tells_nobody_twice(town: Any, process: Any, write: Any) -> None:
    deciding.answer(process, refs=[write(process, town.ada)], verdict="adopted", reasons="Yes.", by=town.chloe)
    read_all()
    Cursor.objects.update(seen=0, settled=0)
    Spread.objects.all().delete()
    read_all()
    assert Notice.objects.filter(person=town.ada).count() == 1


def test_an_act_that_becomes_visible_late_is_not_lost(town: Any, process: Any, write: Any) -> None:
    deciding.answer(process, refs=[write(process, town.ada)], verdict="adopted", reasons="Yes.", by=town.chloe)
    late = Act.objects.get(kind="réponse.donnée")
    deciding.answer(process, refs=[write(process, town.bao)], verdict="adopted", reasons="Yes.", by=town.chloe)
    # As PostgreSQL shows it: the transaction that took the lower id is not over when the next act is read.
    Cursor.objects.create(pk=1, seen=Act.objects.latest("pk").pk)
    Spread.objects.bulk_create(Spread(act=act) for act in Act.objects.exclude(pk=late.pk))
    assert actions.spread() == 1
    assert heard(town.ada) == [("réponse.donnée", True)]
    assert heard(town.bao) == []


def test_marks_are_forgotten_once_every_transaction_of_their_time_is_over(town: Any, process: Any) -> None:
    now = timezone.now()
    read_all()
    marked = Spread.objects.count()
    assert marked
    actions.spread(now + timedelta(minutes=30))
    assert Spread.objects.count() == marked
    actions.spread(now + timedelta(hours=2))
    assert not Spread.objects.exists()
    assert Cursor.objects.get().settled == Act.objects.latest("pk").pk
    assert actions.spread(now + timedelta(hours=3)) == 0


def test_the_record_is_read_by_pieces(town: Any, process: Any, write: Any) -> None:
    for _ in range(7):
        write(process, town.ada)
    total, pieces = Act.objects.count(), []
    while piece := actions.spread(most=4):
        pieces.append(piece)
    assert sum(pieces) == total
    assert max(pieces) <= 4


def test_what_happened_long_ago_is_not_mailed(town: Any, process: Any, write: Any, written_kind: Any) -> None:
    follow(process.ref, by=town.bao)
    read_all()
    Notice.objects.all().delete()
    closed = next(kind for kind in kinds.every() if kind.code == "démarche.close")
    with transaction.atomic():
        append(closed, process, actor=None, space=town.space.ref, process=process.ref, at=timezone.now() - timedelta(days=400))
    assert heard(town.bao) == [("démarche.close", False)]
    assert not Notice.objects.get(person=town.bao).to_mail


@pytest.mark.parametrize("kind", [kind for kind in kinds.every() if not kind.told], ids=lambda kind: kind.code)
def test_what_is_not_to_be_told_is_not_told(town: Any, process: Any, kind: Any) -> None:
    follow(process.ref, by=town.bao)
    read_all()
    Notice.objects.all().delete()
    with transaction.atomic():
        append(kind, process, actor=None, space=town.space.ref, process=process.ref, fields=dict.fromkeys(kind.fields, "x"))
    assert heard(town.bao) == []


def test_nobody_is_told_how_somebody_voted() -> None:
    told = {kind.code for kind in kinds.every() if kind.told}
    assert not {code for code in told if "émargement" in code or "bulletin" in code or "soutien" in code}


def test_spreading_costs_the_same_for_many(town: Any, process: Any, write: Any, django_assert_max_num_queries: Any) -> None:
    for _ in range(5):
        refs = [write(process, by) for by in (town.ada, town.bao)]
        deciding.answer(process, refs=refs, verdict="adopted", reasons="Yes.", by=town.chloe)
    with django_assert_max_num_queries(20):
        actions.spread()
    assert Notice.objects.filter(person=town.ada).count() == 5
