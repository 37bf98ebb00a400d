"""Many first acts at once are the same as one after the other."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from parvis.core.record.actions import Card, append
from parvis.core.record.batch import First, append_many
from parvis.core.record.models import Act, Opening, Thing
from parvis.core.spaces import acts
from parvis.mechanisms.ledger.commitments import opens

AT = datetime(2015, 9, 26, 12, 5, 4, tzinfo=UTC)


def first(**changes: Any) -> First:
    card = Card(kind="seat", title="A seat", path="/x/", body="Hélène sits.", author=uuid4())
    return First(
        **({"ref": uuid4(), "card": card, "actor": uuid4(), "at": AT, "fields": {"titulaire": "Hélène"}, "clear": {"de": "x"}} | changes)
    )


def rows(ref: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the thing and its act, without what is drawn at random."""
    drawn = {"id", "uuid", "ref", "object", "last_act", "commitments", "entry"}
    thing = {name: value for name, value in Thing.objects.filter(ref=ref).values().get().items() if name not in drawn}
    act = {name: value for name, value in Act.objects.filter(object=ref).values().get().items() if name not in drawn}
    return thing, act


def test_the_same_rows_as_one_by_one(town: Any) -> None:
    context = {"space": town.space.ref, "process": uuid4()}
    many = first()
    with transaction.atomic():
        append_many(acts.SEATED, [many, first(), first()], **context)
        one = uuid4()
        append(acts.SEATED, one, actor=many.actor, at=AT, fields=many.fields, clear=many.clear, card=many.card, **context)
    assert rows(many.ref) == rows(one)
    act = Act.objects.get(object=many.ref)
    assert Thing.objects.get(ref=many.ref).last_act == act.uuid
    value, salt = Opening.objects.get(act=act).fields["titulaire"]
    assert opens("titulaire", (value, salt), act.commitments["titulaire"])
    assert Opening.objects.filter(act__kind=acts.SEATED.code).count() == 4


def test_the_same_checks(town: Any) -> None:
    with pytest.raises(ValueError, match="expected the fields"), transaction.atomic():
        append_many(acts.SEATED, [first(fields={"nom": "x"})])
    given = first()
    with pytest.raises(IntegrityError), transaction.atomic():
        append_many(acts.SEATED, [given, given])
    assert not Act.objects.filter(object=given.ref).exists()
