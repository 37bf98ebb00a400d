"""What writing about votes promises."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from parvis.core.people.models import Pseudonym
from parvis.core.processes import actions as processes
from parvis.core.processes.models import Phase
from parvis.core.record.models import Act, Thing
from parvis.core.rules.verdict import Refused
from parvis.core.spaces import actions as spaces
from parvis.features.ballots import actions, electorate, queries, receipts
from parvis.features.ballots.actions.closing import A_BATCH
from parvis.features.ballots.models import Ballot, Eligibility, Participation, ResultFile, Vote
from parvis.features.ballots.tests import polls
from parvis.mechanisms.ledger.entries import MAX_ENTRY
from parvis.mechanisms.result_file import read, recount
from tests import town as towns


def test_a_ballot_goes_into_the_box_and_the_record_says_nothing(town: SimpleNamespace) -> None:
    phase = polls.opened(town)
    acts, pseudonyms = Act.objects.count(), Pseudonym.objects.count()
    receipt = actions.cast(phase, by=town.ada, choice=[polls.refs(phase)[1]])
    assert receipts.read(receipt) == receipt
    ballot = Ballot.objects.get()
    assert (ballot.receipt, ballot.choice) == (receipt, [polls.refs(phase)[1]])
    assert Participation.objects.get().person == town.ada
    assert (Act.objects.count(), Pseudonym.objects.count()) == (acts, pseudonyms)


def test_a_cast_ballot_cannot_be_cast_again(town: SimpleNamespace) -> None:
    phase = polls.opened(town)
    actions.cast(phase, by=town.ada, choice=[polls.refs(phase)[0]])
    with pytest.raises(Refused, match="You have voted"):
        actions.cast(phase, by=town.ada, choice=[polls.refs(phase)[1]])
    assert Ballot.objects.count() == Participation.objects.count() == 1


def test_the_choice_is_kept_in_one_form_whatever_the_order_it_came_in(town: SimpleNamespace) -> None:
    phase = polls.opened(town)
    one, two, _three = polls.refs(phase)
    actions.cast(phase, by=town.ada, choice=[one, two])
    actions.cast(phase, by=town.bao, choice=[two, one])
    first, second = Ballot.objects.values_list("choice", flat=True)
    assert first == second == sorted([one, two])


@pytest.mark.parametrize("choice", [["not-an-option"], {"a": "good"}, "x"])
def test_a_ballot_that_cannot_be_counted_is_refused_and_leaves_nothing(town: SimpleNamespace, choice: object) -> None:
    phase = polls.opened(town)
    with pytest.raises(ValidationError):
        actions.cast(phase, by=town.ada, choice=choice)
    assert not Ballot.objects.exists()
    assert not Participation.objects.exists()


def test_a_blank_ballot_is_cast_unless_the_vote_says_no(town: SimpleNamespace) -> None:
    phase = polls.opened(town)
    actions.cast(phase, by=town.ada, choice=None)
    assert Ballot.objects.get().choice is None
    Phase.objects.filter(pk=phase.pk).update(settings={"blank": False})
    with pytest.raises(ValidationError, match="Blank ballots are not accepted"):
        actions.cast(polls.fresh(phase), by=town.bao, choice=[])


def test_limits_of_an_approval_ballot_are_kept(town: SimpleNamespace) -> None:
    phase = polls.opened(town, minimum=1, maximum=2)
    with pytest.raises(ValidationError, match="at most 2 are possible"):
        actions.cast(phase, by=town.ada, choice=polls.refs(phase))


def test_a_vote_is_counted_at_its_close_and_anybody_can_count_it_again(town: SimpleNamespace) -> None:
    phase = polls.closed(town)
    outcome = phase.outcome
    swing = polls.refs(phase)[2]
    assert outcome.refs == [swing]
    assert [thing.title for thing in outcome.things] == ["A swing"]
    file = read(ResultFile.objects.get().content.encode())
    assert recount(file).equal
    assert file["counts"] == {"eligible": 6, "participated": 3, "blank": 0, "spoilt": 0}
    assert outcome.result["result"] == file["result"]
    assert outcome.steps == file["result"]["steps"]


def test_majority_judgment_is_counted_too(town: SimpleNamespace) -> None:
    phase = polls.opened(town, mechanism="majority-judgment")
    bench, fountain, swing = polls.refs(phase)
    actions.cast(phase, by=town.ada, choice={bench: "good", fountain: "reject", swing: "very-good"})
    actions.cast(phase, by=town.bao, choice={bench: "very-good", swing: "passable"})
    outcome = polls.close(town, phase)
    assert outcome.refs == [bench]
    assert recount(read(ResultFile.objects.get().content.encode())).equal


def test_the_close_is_told_in_shuffled_batches_and_one_count(town: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parvis.features.ballots.actions.closing.A_BATCH", 2)
    before = Act.objects.count()
    phase = polls.opened(town)
    for person in (town.ada, town.bao, town.driss):
        actions.cast(phase, by=person, choice=[polls.refs(phase)[0]])
    polls.close(town, phase)
    kinds = list(Act.objects.order_by("pk").values_list("kind", flat=True))[before:]
    assert kinds[-4:] == ["vote.émargement", "vote.émargement", "vote.dépouillement", "phase.close"]
    batches = [act.clear["votants"] for act in Act.objects.filter(kind="vote.émargement").order_by("pk")]
    assert [len(batch) for batch in batches] == [2, 1]
    named = Pseudonym.objects.filter(uuid__in=[uuid for batch in batches for uuid in batch], context=phase.process.ref)
    assert {pseudonym.person for pseudonym in named} == {town.ada, town.bao, town.driss}
    told = Act.objects.get(kind="vote.dépouillement")
    assert told.clear["bulletins"] == told.clear["emargements"] == 3
    assert told.clear["empreinte"] == Vote.objects.get(phase=phase).fingerprint
    assert told.actor is None


def test_an_act_of_the_close_fits_in_an_entry_of_the_log() -> None:
    longest = {"lot": 10_000, "lots": 10_000, "votants": ["0" * 36] * A_BATCH}
    assert len(json.dumps(longest)) < MAX_ENTRY - 1000


def test_opening_fixes_the_options_and_tells_of_them(town: SimpleNamespace) -> None:
    phase = polls.planned(town)
    before = Act.objects.count()
    phase = towns.open_phase(town, phase)
    kinds = list(Act.objects.order_by("pk").values_list("kind", flat=True))[before:]
    assert kinds == ["calendrier.modifié", *["vote.option"] * 3, "vote.préparé", "phase.ouverte"]
    act = Act.objects.get(kind="vote.préparé")
    assert act.clear["inscrits"] == 6
    assert Thing.objects.filter(kind="option").count() == 3


def test_options_are_written_changed_moved_and_removed_without_an_act(town: SimpleNamespace) -> None:
    phase = polls.planned(town)
    before = Act.objects.count()
    bench, fountain, swing = phase.vote_options.all()
    actions.rewrite_option(bench, by=town.chloe, title="Two benches", text="")
    actions.move_option(bench, by=town.fanny, up=False)
    actions.remove_option(swing, by=town.chloe)
    assert [option.title for option in phase.vote_options.all()] == ["A fountain", "Two benches"]
    actions.move_option(fountain, by=town.chloe, up=True)
    assert Act.objects.count() == before


def test_two_options_with_the_same_words_are_refused(town: SimpleNamespace) -> None:
    phase = polls.planned(town)
    with pytest.raises(ValidationError):
        actions.write_option(phase, by=town.chloe, title="A swing")


def test_a_vote_takes_its_options_from_an_earlier_phase(town: SimpleNamespace) -> None:
    first = polls.planned(town, seats=2)
    process = first.process
    second = processes.add_phase(process, polls.plan(), by=town.chloe)
    second.takes_from = first
    second.save()
    first = towns.open_phase(town, first)
    bench, _fountain, swing = polls.refs(first)
    actions.cast(first, by=town.ada, choice=[bench, swing])
    polls.close(town, first)
    second = towns.open_phase(town, second)
    assert set(polls.refs(second)) == {bench, swing}
    third = processes.add_phase(process, polls.plan(), by=town.chloe)
    third.takes_from = first
    third.save()
    with pytest.raises(Refused, match="earlier phase"):
        actions.write_option(third, by=town.chloe, title="x")


class TestTheRoll:
    def test_it_is_fixed_when_the_vote_opens(self, town: SimpleNamespace) -> None:
        phase = polls.opened(town)
        late = polls.crowd(town, 1)[0]
        with pytest.raises(Refused, match="fixed when the vote opened"):
            actions.cast(phase, by=late, choice=[])
        spaces.leave(town.space, by=town.ada)
        actions.cast(phase, by=town.ada, choice=[])

    def test_late_joiners_vote_where_they_are_admitted_and_are_counted(self, town: SimpleNamespace) -> None:
        phase = polls.opened(town, late_joiners=True)
        assert phase.vote.eligible == 6
        here, _elsewhere = polls.crowd(town, 2)
        actions.cast(phase, by=here, choice=[])
        polls.close(town, phase)
        assert Vote.objects.get(phase=phase).eligible == 8

    # The operator founded the town, and is its officer beside Fanny.
    @pytest.mark.parametrize(
        ("asked", "count"), [("participants", 6), ("members", 5), ("facilitator", 1), ("moderator", 1), ("officer", 2)]
    )
    def test_it_follows_the_roles(self, town: SimpleNamespace, asked: str, count: int) -> None:
        assert polls.opened(town, electorate=asked).vote.eligible == count

    def test_everyone_with_an_account_when_the_process_is_open_to_everyone(self, town: SimpleNamespace) -> None:
        phase = polls.opened(town, process_open_to="everyone")
        assert phase.vote.eligible == 7
        actions.cast(phase, by=town.emile, choice=[])

    def test_it_goes_with_the_close_and_its_number_stays(self, town: SimpleNamespace) -> None:
        phase = polls.closed(town)
        assert not Eligibility.objects.filter(phase=phase).exists()
        assert phase.vote.eligible == 6


class TestAnImportedList:
    def listed(self, town: SimpleNamespace, *addresses: str) -> Phase:
        phase = polls.planned(town, electorate="list")
        actions.list_voters(phase, by=town.chloe, addresses=addresses)
        return polls.fresh(towns.open_phase(town, phase))

    def test_whoever_signs_in_with_a_listed_address_votes_even_an_outsider(self, town: SimpleNamespace) -> None:
        phase = self.listed(town, "Emile@Town.example", "somebody@else.example")
        actions.cast(phase, by=town.emile, choice=[])
        with pytest.raises(Refused, match="list of addresses"):
            actions.cast(phase, by=town.ada, choice=[])
        assert phase.vote.eligible == 2

    def test_addresses_are_not_kept(self, town: SimpleNamespace) -> None:
        phase = self.listed(town, "emile@town.example")
        kept = Eligibility.objects.get(phase=phase)
        assert kept.person is None
        assert "emile" not in kept.entry
        assert len(kept.entry) == 64
        other = polls.fresh(phase)
        other.ref = town.space.ref
        assert electorate.entry(other, "emile@town.example") != kept.entry

    def test_an_address_serves_once_even_when_it_changes_hands(self, town: SimpleNamespace) -> None:
        phase = self.listed(town, "emile@town.example")
        actions.cast(phase, by=town.emile, choice=[])
        town.emile.email = "moved@town.example"
        town.emile.save()
        other = towns.person("emile")
        with pytest.raises(Refused, match="list of addresses"):
            actions.cast(phase, by=other, choice=[])

    def test_a_new_list_replaces_the_one_before(self, town: SimpleNamespace) -> None:
        phase = polls.planned(town, electorate="list")
        assert actions.list_voters(phase, by=town.chloe, addresses=["a@b.example", "A@B.example "]) == 1
        assert actions.list_voters(phase, by=town.chloe, addresses=["c@b.example", "d@b.example"]) == 2
        assert queries.eligible_so_far(phase) == 2

    def test_a_vote_without_its_list_does_not_open(self, town: SimpleNamespace) -> None:
        with pytest.raises(Refused, match="Import the list"):
            towns.open_phase(town, polls.planned(town, electorate="list"))


class TestNotReady:
    def test_too_few_options(self, town: SimpleNamespace) -> None:
        with pytest.raises(Refused, match="from 2 to 200 options; this one has 1"):
            towns.open_phase(town, polls.planned(town, options=("Only one",)))

    def test_a_method_that_has_no_ballot_here(self, town: SimpleNamespace) -> None:
        with pytest.raises(Refused, match="cannot be used for a vote here"):
            towns.open_phase(town, polls.planned(town, mechanism="dice"))

    def test_limits_that_contradict_each_other(self, town: SimpleNamespace) -> None:
        with pytest.raises(Refused, match="From 0 up to the maximum"):
            towns.open_phase(town, polls.planned(town, minimum=3, maximum=2))


class TestConditions:
    def test_a_missed_quorum_chooses_nothing(self, town: SimpleNamespace) -> None:
        phase = polls.closed(town, quorum=80)
        assert phase.outcome.refs == []
        assert "voting.quorum.missed" in [step["code"] for step in phase.outcome.steps]

    def test_a_majority_that_nobody_reaches(self, town: SimpleNamespace) -> None:
        phase = polls.opened(town, majority="two-thirds")
        for person, ref in zip((town.ada, town.bao, town.driss), polls.refs(phase), strict=True):
            actions.cast(phase, by=person, choice=[ref])
        assert polls.close(town, phase).refs == []

    def test_a_vote_in_which_nobody_voted_closes_all_the_same(self, town: SimpleNamespace) -> None:
        outcome = polls.close(town, polls.opened(town))
        assert outcome.refs == []
        assert recount(read(ResultFile.objects.get().content.encode())).equal


def test_the_clock_closes_and_counts(town: SimpleNamespace) -> None:
    phase = polls.opened(town)
    actions.cast(phase, by=town.ada, choice=[polls.refs(phase)[0]])
    processes.keep_time(now=timezone.now() + timedelta(days=8))
    assert polls.fresh(phase).outcome.refs == [polls.refs(phase)[0]]


class TestAnArchive:
    def test_ballots_of_the_past_make_a_finished_vote(self, town: SimpleNamespace) -> None:
        process = towns.process(town, polls.plan(electorate="archive"))
        phase = process.phases.get()
        held = datetime(2002, 4, 21, 8, tzinfo=UTC)
        outcome = actions.bring_in_finished(
            phase, by=town.chloe, options=[("Oui", ""), ("Non", ""), ("Peut-être", "")],
            ballots=[([0, 2], 3), ([1], 2), (None, 1)], held_from=held, held_until=held + timedelta(hours=10),
            about={"citation": "Laslier and Van der Straeten, 2008"},
        )  # fmt: skip
        assert len(outcome.result["result"]["ties"]) == 1
        vote = Vote.objects.get(phase=phase)
        assert (vote.eligible, vote.signed, vote.counted) == (None, 6, 6)
        file = read(ResultFile.objects.get().content.encode())
        assert recount(file).equal
        assert file["about"]["citation"].startswith("Laslier")
        assert file["about"]["clos"].startswith("2002-04-21")
        assert all("receipt" not in ballot for ballot in file["input"]["ballots"])
        assert not Participation.objects.exists()

    def test_a_ballot_that_names_an_unknown_option_stops_it_all(self, town: SimpleNamespace) -> None:
        phase = towns.process(town, polls.plan(electorate="archive")).phases.get()
        with pytest.raises(ValidationError, match="Ballot 2"):
            actions.bring_in_finished(phase, by=town.chloe, options=[("a", ""), ("b", "")], ballots=[([0], 1), ([7], 1)])
        assert not Ballot.objects.exists()
        assert not Vote.objects.exists()

    def test_only_a_vote_set_up_as_an_archive_takes_them(self, town: SimpleNamespace) -> None:
        with pytest.raises(ValidationError, match="archive"):
            actions.bring_in_finished(polls.planned(town), by=town.chloe, options=[], ballots=[])

    def test_nobody_votes_in_it_here(self, town: SimpleNamespace) -> None:
        phase = polls.opened(town, electorate="archive")
        with pytest.raises(Refused, match="took place elsewhere"):
            actions.cast(phase, by=town.ada, choice=[])
