"""Deciding, answering, promising: one act each, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from parvis.core.decisions import actions, queries
from parvis.core.decisions.actions.answering import digest
from parvis.core.decisions.models import Answer, Decision, Evidence, Feedback, Promise, Reply, Silence
from parvis.core.decisions.tests.conftest import decide, promised
from parvis.core.processes.models import Process
from parvis.core.record.models import Act, Opening, State, Thing
from parvis.core.rules.verdict import Refused
from parvis.core.spaces import actions as spaces
from tests import town as towns


def test_a_decision_is_one_act_with_its_digest_and_its_card(town: Any, process: Process, one_act: Any) -> None:
    council = spaces.set_up_body(town.space, name="Town council", kind="council", seats=27, by=town.fanny)
    with one_act() as recorded:
        decision = decide(town, process, body=council, voices=(21, 4, 2))
    act = recorded()
    assert (act.kind, act.object) == ("décision.prise", decision.ref)
    assert act.clear["voix"] == [21, 4, 2]
    assert act.clear["instance"] == str(council.ref)
    assert len(act.clear["texte"]) == 64
    card = Thing.objects.get(ref=decision.ref)
    assert (card.kind, card.title, card.path) == ("decision", "The square will be planted", f"/decisions/{decision.ref}/")
    assert "sixteen" in card.body
    assert "<em>sixteen</em>" in decision.text_html
    assert decision.who == "Town council"
    assert [option.kept for option in decision.options.all()] == ["yes", "no"]


def test_without_body_or_vote_the_convenor_decided(decision: Decision) -> None:
    assert decision.who == "The mayor"


def test_a_decision_is_not_written_before_it_is_taken(town: Any, process: Process) -> None:
    with pytest.raises(ValidationError, match="still to come"):
        decide(town, process, decided_on=timezone.localdate() + timedelta(days=1))
    assert not Decision.objects.exists()


def test_only_officers_decide(town: Any, process: Process) -> None:
    with pytest.raises(Refused, match="Only officers"):
        actions.decide(process, by=town.chloe, title="x", decided_on=timezone.localdate(), text="x", reasons="x")
    assert not Act.objects.filter(kind="décision.prise").exists()


def test_many_contributions_get_one_answer_and_one_act(town: Any, process: Process, write: Any, one_act: Any) -> None:
    refs = [write(process, by) for by in (town.ada, town.bao, town.ada)]
    with one_act() as recorded:
        given = actions.answer(process, refs=[*refs, refs[0]], verdict="adopted", reasons="Sixteen trees **south**.", by=town.chloe)
    act = recorded()
    assert act.clear == {"verdict": "adopté", "nombre": 3, "objets": digest(refs)}
    assert Opening.objects.get(act=act).fields["motifs"][0] == "Sixteen trees **south**."
    assert set(queries.refs_answered_by(given)) == set(refs)
    assert Thing.objects.get(ref=given.ref).title == "Sixteen trees south."


def test_a_new_answer_takes_the_place_of_the_earlier_one(town: Any, process: Process, write: Any) -> None:
    ref = write(process, town.ada)
    first = actions.answer(process, refs=[ref], verdict="to_be_studied", reasons="We will measure.", by=town.chloe)
    second = actions.answer(process, refs=[ref], verdict="adopted", reasons="Measured: yes.", by=town.chloe)
    assert queries.answer_of(ref) == second
    assert Reply.objects.get(answer=first).replaced
    assert queries.verdicts(process) == {"adopted": 1}


def test_what_calls_for_no_answer_is_refused(town: Any, process: Process, write: Any, decision: Decision) -> None:
    with pytest.raises(ValidationError, match="1 of the things chosen"):
        actions.answer(process, refs=[write(process, town.ada), decision.ref], verdict="adopted", reasons="Yes.", by=town.chloe)
    with pytest.raises(ValidationError, match="at least one"):
        actions.answer(process, refs=[], verdict="adopted", reasons="Yes.", by=town.chloe)
    with pytest.raises(ValidationError):
        actions.answer(process, refs=[write(process, town.ada)], verdict="maybe", reasons="Yes.", by=town.chloe)
    with pytest.raises(ValidationError):
        actions.answer(process, refs=[write(process, town.ada)], verdict="adopted", reasons="", by=town.chloe)
    assert not Answer.objects.exists()


def test_who_still_waits(town: Any, process: Process, write: Any) -> None:
    first, second, third, hidden = (write(process, by) for by in (town.ada, town.ada, town.bao, town.bao))
    Thing.objects.filter(ref=hidden).update(state=State.HIDDEN)
    assert list(queries.unanswered(process).values_list("ref", flat=True)) == [first, second, third]
    counted = queries.waiting(process)
    assert (counted.things, counted.people, counted.answered, counted.total) == (3, 2, 0, 3)
    actions.answer(process, refs=[first], verdict="adopted", reasons="Yes.", by=town.chloe)
    actions.keep_silent(process, ref=second, reason="The same text, sent twice.", by=town.chloe)
    counted = queries.waiting(process)
    assert (counted.things, counted.people, counted.answered, counted.silences, counted.total) == (1, 1, 1, 1, 3)


def test_a_silence_is_one_act_on_the_thing_and_gives_way_to_an_answer(town: Any, process: Process, write: Any, one_act: Any) -> None:
    ref = write(process, town.ada)
    with one_act() as recorded:
        actions.keep_silent(process, ref=ref, reason="Sent twice.", by=town.chloe)
    assert (recorded().kind, recorded().object) == ("silence.motivé", ref)
    with pytest.raises(ValidationError, match="already"):
        actions.keep_silent(process, ref=ref, reason="Again.", by=town.chloe)
    actions.answer(process, refs=[ref], verdict="adopted", reasons="After all.", by=town.chloe)
    assert not Silence.objects.exists()
    with pytest.raises(ValidationError, match="Say why"):
        actions.keep_silent(process, ref=write(process, town.ada), reason="  ", by=town.chloe)


def test_a_process_closes_only_when_nobody_waits(town: Any, process: Process, write: Any, one_act: Any) -> None:
    refs = [write(process, town.ada) for _ in range(2)]
    with pytest.raises(Refused, match="2 contributions still wait"):
        actions.close_process(process, by=town.chloe)
    actions.answer(process, refs=refs[:1], verdict="adopted", reasons="Yes.", by=town.chloe)
    actions.keep_silent(process, ref=refs[1], reason="Sent twice.", by=town.chloe)
    with one_act() as recorded:
        closed = actions.close_process(process, by=town.chloe)
    assert recorded().clear == {"reponses": 1, "silences": 1}
    assert closed.state == Process.State.CLOSED
    with pytest.raises(Refused, match="closed"):
        actions.close_process(process, by=town.chloe)


def test_a_process_with_an_open_phase_does_not_close(town: Any) -> None:
    process = towns.process(town, towns.processes.Plan(kind="decision", title="Decision"))
    towns.open_phase(town, process.phases.get())
    with pytest.raises(Refused, match="1 phase is still open"):
        actions.close_process(process, by=town.fanny)


def test_a_promise_is_one_act_without_the_name_in_clear(town: Any, decision: Decision, one_act: Any) -> None:
    with one_act() as recorded:
        promise = promised(town, decision, who="Mrs Martin")
    assert recorded().clear["budget"] == 101_500_000
    assert "Martin" not in str(recorded().clear)
    assert promise.shown == Promise.Status.COMING


def test_a_promise_is_due_after_its_decision(town: Any, decision: Decision) -> None:
    with pytest.raises(ValidationError, match="after the decision"):
        actions.promise(decision, by=town.fanny, text="x", due_on=decision.decided_on - timedelta(days=1), who="x")


def test_lateness_follows_from_the_date(town: Any, decision: Decision) -> None:
    on_time, late = promised(town, decision, days=0), promised(town, decision, days=-1)
    kept = actions.mark(promised(town, decision, days=-1), by=town.chloe, status="kept")
    assert [on_time.shown, late.shown, kept.shown] == ["coming", "late", "kept"]
    assert list(Promise.objects.shown_as("late")) == [late]
    assert list(Promise.objects.shown_as("coming")) == [on_time]
    assert queries.promises_by_state(Promise.objects.all()) == {
        "late": 1, "coming": 1, "under_way": 0, "kept": 1, "half": 0, "dropped": 0,
    }  # fmt: skip


def test_marking_is_one_act_and_dropping_needs_a_reason(town: Any, promise: Promise, one_act: Any) -> None:
    with one_act() as recorded:
        marked = actions.mark(promise, by=town.chloe, status="under_way", spent_cents=500)
    assert recorded().clear == {"statut": "en-cours", "depense": 500}
    assert marked.moves.get().status == "under_way"
    with pytest.raises(ValidationError, match="Nothing changed"):
        actions.mark(promise, by=town.chloe, status="under_way")
    with pytest.raises(ValidationError, match="Say why"):
        actions.mark(promise, by=town.chloe, status="dropped")
    assert actions.mark(promise, by=town.chloe, status="dropped", reason="The soil is polluted.").shown == "dropped"


def test_milestones_are_set_and_reached_once(town: Any, promise: Promise, one_act: Any) -> None:
    today = timezone.localdate()
    with one_act():
        milestone = actions.add_milestone(promise, by=town.chloe, title="Choose the gardener", due_on=today - timedelta(days=2))
    assert milestone.is_late
    with one_act() as recorded:
        reached = actions.reach_milestone(milestone, by=town.chloe, on=today)
    assert recorded().kind == "étape.franchie"
    assert not reached.is_late
    with pytest.raises(ValidationError, match="already"):
        actions.reach_milestone(milestone, by=town.chloe, on=today)
    with pytest.raises(ValidationError, match="still to come"):
        actions.add_milestone(promise, by=town.chloe, title="x", due_on=today, reached_on=today + timedelta(days=1))


def test_evidence_is_a_file_or_an_address(town: Any, promise: Promise, one_act: Any, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    given = {"by": town.chloe, "title": "The plans", "dated_on": timezone.localdate()}
    with one_act() as recorded:
        kept = actions.add_evidence(promise, file=SimpleUploadedFile("plans.pdf", b"%PDF-1.7 plans"), **given)
    assert len(recorded().clear["empreinte"]) == 64
    with kept.file.open() as file:
        assert (kept.size, file.read()) == (14, b"%PDF-1.7 plans")
    with one_act() as recorded:
        actions.add_evidence(promise, address="https://example.org/plans", **given)
    assert recorded().opening.fields["adresse"][0] == "https://example.org/plans"
    for wrong in ({}, {"address": "https://example.org", "file": SimpleUploadedFile("a.pdf", b"%PDF")}):
        with pytest.raises(ValidationError, match="one of the two"):
            actions.add_evidence(promise, **given, **wrong)


def test_a_person_says_once_what_came_of_a_promise(town: Any, promise: Promise, one_act: Any) -> None:
    with one_act() as recorded:
        actions.give_feedback(promise, by=town.ada, satisfied="no", text="No tree yet.")
    assert "No tree" not in str(recorded().clear)
    said = actions.give_feedback(promise, by=town.ada, satisfied="yes", text="They are here.")
    assert Feedback.objects.get() == said
    assert Thing.objects.get(ref=said.ref).body == "They are here."
    with pytest.raises(ValidationError, match="few words"):
        actions.give_feedback(promise, by=town.bao, satisfied="yes", text=" ")
    with pytest.raises(ValidationError, match="Choose"):
        actions.give_feedback(promise, by=town.bao, satisfied="maybe", text="x")


def test_feedback_is_taken_back_hidden_and_shown_again(town: Any, promise: Promise, one_act: Any) -> None:
    said = actions.give_feedback(promise, by=town.ada, satisfied="no", text="No tree yet.")
    with pytest.raises(Refused):
        actions.withdraw_feedback(said, by=town.bao)
    with one_act() as recorded:
        actions.hide_feedback(said, by=town.driss, reason="Insult.")
    assert recorded().kind == "avis.masqué"
    assert Thing.objects.get(ref=said.ref).state == State.HIDDEN
    with pytest.raises(Refused):
        actions.withdraw_feedback(said, by=town.ada)
    with one_act():
        actions.show_feedback(said, by=town.driss, reason="Appeal heard.")
    with one_act():
        actions.withdraw_feedback(said, by=town.ada)
    assert Thing.objects.get(ref=said.ref).state == State.WITHDRAWN
    with pytest.raises(Refused, match="Only what moderation has hidden"):
        actions.show_feedback(said, by=town.driss, reason="No.")


@pytest.mark.parametrize(
    "change",
    [
        lambda d, p: Decision.objects.filter(pk=d.pk).update(votes_for=3),
        lambda d, p: Promise.objects.filter(pk=p.pk).update(status="late"),
        lambda d, p: Promise.objects.filter(pk=p.pk).update(status="dropped", status_reason=""),
        lambda d, p: Promise.objects.filter(pk=p.pk).update(currency="eur"),
        lambda d, p: Evidence.objects.create(promise=p, title="x", dated_on=d.decided_on),
        lambda d, p: Evidence.objects.create(promise=p, title="x", dated_on=d.decided_on, file="a", address="https://b.example"),
        lambda d, p: Answer.objects.create(process=d.process, verdict="maybe", reasons="x", author=d.author),
        lambda d, p: Answer.objects.create(process=d.process, verdict="adopted", reasons="", author=d.author),
        lambda d, p: Silence.objects.create(process=d.process, ref=d.ref, reason="", author=d.author),
        lambda d, p: Feedback.objects.create(promise=p, author=d.author, satisfied="maybe", text="x"),
        lambda d, p: d.options.update(kept="maybe"),
    ],
)
def test_the_database_holds_what_must_always_be_true(decision: Decision, promise: Promise, change: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        change(decision, promise)


def test_a_thing_has_one_answer_at_a_time(town: Any, process: Process, write: Any) -> None:
    ref = write(process, town.ada)
    actions.answer(process, refs=[ref], verdict="adopted", reasons="Yes.", by=town.chloe)
    other = Answer.objects.create(process=process, verdict="adopted", reasons="Yes.", author=Answer.objects.get().author)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.create(answer=other, ref=ref)
