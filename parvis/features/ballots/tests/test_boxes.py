"""The three tables: what the database refuses, and what somebody who reads all of it can join."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from parvis.core.people.models import Person
from parvis.features.ballots import actions
from parvis.features.ballots.models import Ballot, Eligibility, Participation, ResultFile, Vote
from parvis.features.ballots.tests import polls

TABLES = (Eligibility, Participation, Ballot)
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only on SQLite")
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only on PostgreSQL")


def sql(statement: str, *params: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def voters(town: SimpleNamespace) -> list[Person]:
    """Forty people, in an order of voting that is not the one of their accounts."""
    return random.Random(2026).sample(polls.crowd(town, 40), 40)


def vote_one_by_one(town: SimpleNamespace, voters: list[Person]) -> tuple[Any, list[str]]:
    """Let everybody vote in turn; give the vote, and the receipts in the order of the voters."""
    phase = polls.opened(town)
    options = polls.refs(phase)
    return phase, [actions.cast(phase, by=voter, choice=[options[place % 3]]) for place, voter in enumerate(voters)]


class TestWhatTheTablesHold:
    def test_nothing_of_one_is_in_another(self) -> None:
        assert {field.name for field in Ballot._meta.get_fields()} == {"id", "phase", "receipt", "choice"}
        assert {field.name for field in Participation._meta.get_fields()} == {"id", "phase", "person"}
        assert {field.name for field in Eligibility._meta.get_fields()} == {"id", "phase", "person", "entry"}

    @pytest.mark.parametrize("model", TABLES)
    def test_there_is_no_time_and_no_counter(self, model: type[models.Model]) -> None:
        kinds = {type(field) for field in model._meta.get_fields()}
        assert not kinds & {models.DateTimeField, models.DateField, models.TimeField, models.AutoField, models.BigAutoField}

    def test_keys_are_drawn_at_random(self, town: SimpleNamespace, voters: list[Person]) -> None:
        phase, _receipts = vote_one_by_one(town, voters)
        for model in (Participation, Ballot):
            assert {key.version for key in model.objects.filter(phase=phase).values_list("pk", flat=True)} == {4}
        assert not set(Ballot.objects.values_list("pk")) & set(Participation.objects.values_list("pk"))

    def test_signatures_are_all_of_one_size(self, town: SimpleNamespace, voters: list[Person]) -> None:
        vote_one_by_one(town, voters)
        sizes = {len(str(pk)) for pk in Participation.objects.values_list("pk", flat=True)}
        assert sizes == {36}

    def test_a_ballot_is_as_long_as_what_it_says_and_no_more(self, town: SimpleNamespace, voters: list[Person]) -> None:
        phase, _receipts = vote_one_by_one(town, voters)
        sizes = {(len(ballot.receipt), len(str(ballot.choice))) for ballot in Ballot.objects.filter(phase=phase)}
        assert len(sizes) == 1


class TestTheOrderOfRows:
    """The voters voted in turn: does the order in which rows come out tell whose ballot is whose?"""

    def ranks(self, phase: Any, receipts: list[str], voters: list[Person], tail: str = "") -> tuple[list[int], list[int]]:
        ballots = [row[0] for row in sql(f"SELECT receipt FROM ballots_ballot WHERE phase_id = %s {tail}", phase.pk)]
        people = [row[0] for row in sql(f"SELECT person_id FROM ballots_participation WHERE phase_id = %s {tail}", phase.pk)]
        of_person = {voter.pk: place for place, voter in enumerate(voters)}
        return [receipts.index(receipt) for receipt in ballots], [of_person[pk] for pk in people]

    def assert_unrelated(self, one: list[int], other: list[int]) -> None:
        assert sorted(one) == sorted(other) == list(range(len(one)))
        # Of 40 in a random order about one keeps its place; that 12 do has a chance below one in 10**8.
        assert sum(a == b for a, b in zip(one, other, strict=True)) < 12
        for order in (one, other):
            assert sum(a == b for a, b in zip(order, sorted(order), strict=True)) < 12

    @on_sqlite
    def test_during_the_vote_rows_come_out_in_the_order_of_random_keys(self, town: SimpleNamespace, voters: list[Person]) -> None:
        phase, receipts = vote_one_by_one(town, voters)
        self.assert_unrelated(*self.ranks(phase, receipts, voters))
        self.assert_unrelated(*self.ranks(phase, receipts, voters, "ORDER BY id"))

    def test_after_the_close_they_come_out_at_random(self, town: SimpleNamespace, voters: list[Person]) -> None:
        phase, receipts = vote_one_by_one(town, voters)
        polls.close(town, phase)
        for tail in ("", "ORDER BY id"):
            self.assert_unrelated(*self.ranks(phase, receipts, voters, tail))

    @on_sqlite
    @pytest.mark.parametrize("model", TABLES)
    def test_sqlite_numbers_no_row(self, town: SimpleNamespace, model: type[models.Model]) -> None:
        with pytest.raises(Exception, match="no such column: rowid"):
            sql(f"SELECT rowid FROM {model._meta.db_table}")

    @on_sqlite
    def test_the_bytes_of_the_file_are_rewritten_at_random_too(self, town: SimpleNamespace, voters: list[Person]) -> None:
        """Within a page SQLite lays cells down as they come, whatever their key: at the close this order goes too."""
        phase, receipts = vote_one_by_one(town, voters)
        assert connection.connection.execute("PRAGMA secure_delete").fetchone() is not None
        polls.close(town, phase)
        # The published file holds every number in order; what is looked at here is the table, where a key precedes the number.
        content = bytes(connection.connection.serialize())
        keys = {row[1]: row[0] for row in sql("SELECT id, receipt FROM ballots_ballot WHERE phase_id = %s", phase.pk)}
        places = {}
        for receipt in receipts:
            found = [match.start() for match in re.finditer(keys[receipt].encode() + b"[^-]{0,8}?" + receipt.encode(), content)]
            assert len(found) == 1, "one copy is left in the file: that of the shuffled row"
            places[receipt] = found[0]
        order = [receipts.index(receipt) for receipt in sorted(receipts, key=places.__getitem__)]
        self.assert_unrelated(order, [(place * 7) % 40 for place in range(40)])

    @on_postgresql
    @pytest.mark.postgres
    def test_after_the_close_all_rows_are_of_one_transaction(self, town: SimpleNamespace, voters: list[Person]) -> None:
        phase, receipts = vote_one_by_one(town, voters)
        # Before the close the operator could join them, row by row: the page says so.
        near = "abs(b.xmin::text::bigint - p.xmin::text::bigint) <= 1"
        joined = f"SELECT count(*) FROM ballots_ballot b JOIN ballots_participation p ON {near} WHERE b.phase_id = %s AND p.phase_id = %s"
        assert sql(joined, phase.pk, phase.pk)[0][0] >= len(voters)
        assert len(sql("SELECT DISTINCT xmin::text FROM ballots_ballot WHERE phase_id = %s", phase.pk)) == len(voters)
        polls.close(town, phase)
        for model in (Ballot, Participation):
            assert len(sql(f"SELECT DISTINCT xmin::text FROM {model._meta.db_table} WHERE phase_id = %s", phase.pk)) == 1
        for tail in ("ORDER BY ctid", "ORDER BY xmin::text, ctid"):
            self.assert_unrelated(*self.ranks(phase, receipts, voters, tail))

    def test_neither_does_the_record(self, town: SimpleNamespace, voters: list[Person]) -> None:
        from parvis.core.people.models import Pseudonym
        from parvis.core.record.models import Act

        phase, _receipts = vote_one_by_one(town, voters)
        polls.close(town, phase)
        told = [uuid for act in Act.objects.filter(kind="vote.émargement").order_by("pk") for uuid in act.clear["votants"]]
        of_uuid = {str(uuid): person for uuid, person in Pseudonym.objects.filter(uuid__in=told).values_list("uuid", "person_id")}
        of_person = {voter.pk: place for place, voter in enumerate(voters)}
        order = [of_person[of_uuid[uuid]] for uuid in told]
        made = [of_person[pk] for pk in Pseudonym.objects.filter(uuid__in=told).order_by("pk").values_list("person_id", flat=True)]
        self.assert_unrelated(order, made)


class TestWhatTheDatabaseRefuses:
    @pytest.fixture
    def phase(self, town: SimpleNamespace) -> Any:
        phase = polls.opened(town)
        actions.cast(phase, by=town.ada, choice=[polls.refs(phase)[0]])
        return phase

    @pytest.fixture(params=["open", "closed"])
    def moment(self, request: Any, town: SimpleNamespace, phase: Any) -> Iterator[str]:
        if request.param == "closed":
            polls.close(town, phase)
        return request.param

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE ballots_ballot SET choice = NULL",
            "UPDATE ballots_ballot SET receipt = NULL",
            "DELETE FROM ballots_ballot",
            "UPDATE ballots_participation SET person_id = (SELECT max(id) FROM people_person)",
            "DELETE FROM ballots_participation",
            "DELETE FROM ballots_vote",
            "UPDATE ballots_vote SET options = '[]'",
            "UPDATE ballots_vote SET state = 'closed', signed = 0, counted = 0, fingerprint = 'x' WHERE state = 'open'",
        ],
    )
    def test_nothing_in_the_box_is_changed_or_taken_out(self, moment: str, statement: str) -> None:
        if moment == "closed" and statement.endswith("'open'"):
            pytest.skip("only on an open vote does this statement find a row")
        with pytest.raises(IntegrityError), transaction.atomic():
            sql(statement)

    @pytest.mark.parametrize(
        "statement",
        ["UPDATE ballots_vote SET state = 'open'", "UPDATE ballots_resultfile SET content = ''", "DELETE FROM ballots_resultfile"],
    )
    def test_a_closed_vote_is_sealed(self, town: SimpleNamespace, phase: Any, statement: str) -> None:
        polls.close(town, phase)
        with pytest.raises(IntegrityError), transaction.atomic():
            sql(statement)

    @on_postgresql
    @pytest.mark.postgres
    @pytest.mark.parametrize("table", ["ballots_ballot", "ballots_participation", "ballots_vote CASCADE", "ballots_resultfile"])
    def test_no_table_is_emptied_at_a_stroke(self, phase: Any, table: str) -> None:
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError), transaction.atomic():
            sql(f"TRUNCATE {table}")

    def test_nothing_enters_a_closed_box(self, town: SimpleNamespace, phase: Any) -> None:
        polls.close(town, phase)
        with pytest.raises(IntegrityError), transaction.atomic():
            Participation.objects.create(phase=phase, person=town.bao)
        with pytest.raises(IntegrityError), transaction.atomic():
            Ballot.objects.create(phase=phase, receipt="x", choice=None)

    def test_nothing_enters_before_the_vote_opens(self, town: SimpleNamespace) -> None:
        phase = polls.planned(town)
        with pytest.raises(IntegrityError), transaction.atomic():
            Participation.objects.create(phase=phase, person=town.bao)

    def test_the_other_votes_stay_open_when_one_is_closed(self, town: SimpleNamespace, phase: Any) -> None:
        other = polls.opened(town, process_slug="other")
        receipt = actions.cast(other, by=town.ada, choice=None)
        polls.close(town, phase)
        actions.cast(other, by=town.bao, choice=None)
        assert Ballot.objects.filter(phase=other, receipt=receipt).exists()
        assert Vote.objects.get(phase=other).state == "open"
        assert not ResultFile.objects.filter(vote_id=other.pk).exists()
