"""The entry of an act says what its row says, and nothing that a person may want erased."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from parvis.core.record.actions import append
from parvis.core.record.entries import columns_of, entry_of
from parvis.core.record.models import Act, Audience
from parvis.core.spaces import acts as space_acts
from parvis.mechanisms.ledger.entries import decode


@pytest.fixture
def seated(town: Any) -> Act:
    with transaction.atomic():
        return append(space_acts.SEATED, town.space, actor=None, space=town.space.ref, fields={"titulaire": "Hélène Kerviel"})


def test_the_entry_of_an_act_says_what_its_row_says(seated: Act) -> None:
    stored = Act.objects.get(pk=seated.pk)
    assert bytes(stored.entry) == entry_of(stored)
    columns = columns_of(bytes(stored.entry))
    assert {name: getattr(stored, name) for name in columns} == columns
    assert decode(bytes(stored.entry))["precedent"] == stored.previous.urn  # type: ignore[union-attr]
    assert b"Kerviel" not in bytes(stored.entry)


def test_every_public_act_of_the_town_has_its_entry_and_no_other(town: Any) -> None:
    for act in Act.objects.all():
        assert (act.entry is not None) == (act.audience == Audience.PUBLIC)


def test_what_is_in_clear_is_written_in_one_way(town: Any) -> None:
    with transaction.atomic():
        act = append(space_acts.DESCRIBED, town.space, actor=None, clear={"mot": "e\u0301te\u0301"})
    assert act.clear == {"mot": "été"}
    assert decode(act.entry)["clair"] == {"mot": "été"}


def test_an_act_is_given_its_place_once(seated: Act) -> None:
    Act.objects.filter(pk=seated.pk).update(place=7)
    for place in (8, None):
        with pytest.raises(DatabaseError, match="keeps its place"), transaction.atomic():
            Act.objects.filter(pk=seated.pk).update(place=place)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE record_act SET entry = NULL WHERE id = %s", [seated.pk])


def test_two_acts_never_share_a_place(seated: Act) -> None:
    other = Act.objects.exclude(pk=seated.pk).first()
    assert other is not None
    Act.objects.filter(pk=seated.pk).update(place=7)
    with pytest.raises(DatabaseError), transaction.atomic():
        Act.objects.filter(pk=other.pk).update(place=7)
