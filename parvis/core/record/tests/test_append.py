"""What the record promises to the rooms."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from parvis.core.processes import acts
from parvis.core.record.actions import append, erase
from parvis.core.record.kinds import act_kind
from parvis.core.record.models import Act, Opening, Thing
from parvis.core.spaces import acts as space_acts
from parvis.mechanisms.ledger.commitments import opens
from tests import town as towns

SEATED = space_acts.SEATED


@pytest.fixture
def seated(town: Any) -> Act:
    with transaction.atomic():
        return append(SEATED, town.space, actor=None, space=town.space.ref, fields={"titulaire": "Hélène Kerviel"})


def test_acts_on_one_thing_are_chained(town: Any) -> None:
    first = Act.objects.get(object=town.space.ref, previous=None)
    chain = [first]
    while following := Act.objects.filter(previous=chain[-1].uuid).first():
        chain.append(following)
    assert len(chain) == Act.objects.filter(object=town.space.ref).count()
    assert Thing.objects.get(ref=town.space.ref).last_act == chain[-1].uuid


@pytest.mark.parametrize("statement", ["UPDATE record_act SET kind = 'x' WHERE id = %s", "DELETE FROM record_act WHERE id = %s"])
def test_the_database_refuses_to_change_an_act(seated: Act, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [seated.pk])


def test_a_commitment_is_opened_by_its_value_and_salt_alone(seated: Act) -> None:
    value, salt = Opening.objects.get(act=seated).fields["titulaire"]
    committed = seated.commitments["titulaire"]
    assert opens("titulaire", (value, salt), committed)
    assert not opens("titulaire", ("Somebody else", salt), committed)
    assert "Kerviel" not in str([seated.commitments, seated.clear])


def test_erasing_a_value_leaves_the_act_and_says_so(seated: Act) -> None:
    erasure = erase(seated, names=["titulaire"], actor=None, reason="demande")
    assert Opening.objects.get(act=seated).fields == {}
    assert erasure is not None
    assert erasure.clear == {"de": str(seated.uuid), "champs": ["titulaire"], "motif": "demande"}
    assert erase(seated, names=["titulaire"], actor=None, reason="demande") is None


def test_the_minute_is_the_finest_time(seated: Act) -> None:
    assert (seated.at.second, seated.at.microsecond) == (0, 0)


def test_fields_are_exactly_those_declared(town: Any) -> None:
    with pytest.raises(ValueError, match=r"expected the fields \['titulaire'\]"), transaction.atomic():
        append(SEATED, town.space, actor=None, fields={"nom": "x"})


def test_a_kind_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        act_kind(acts.PUBLISHED.code, "again")


def test_publishing_a_process_is_one_act(town: Any) -> None:
    before = Act.objects.count()
    process = towns.process(town)
    assert Act.objects.count() == before + 1
    card = Thing.objects.get(ref=process.ref)
    assert (card.title, card.kind, card.space) == ("The market square", "process", town.space.ref)
