"""A statement that is compiled once answers as the query it was made of."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.core.people.models import Follow, Person, Pseudonym
from parvis.core.processes.models import Process
from parvis.core.record.models import Thing
from parvis.core.record.prepared import Change, _Reading, insert, prepared, prepared_change
from parvis.core.spaces.models import Membership, Space
from tests import town as towns


@prepared
def process_with_all_above(ref: UUID) -> QuerySet[Process]:
    return Process.objects.select_related("space", "space__parent", "body").defer("purpose").filter(ref=ref).order_by()


@prepared
def roles(person: int, now: datetime) -> QuerySet[Membership, tuple[int, str]]:
    return Membership.objects.current(now).filter(person=person).values_list("space_id", "role")


@prepared
def names(public_name: str) -> QuerySet[Person, str]:
    return Person.objects.filter(public_name=public_name).values_list("email", flat=True)


@prepared
def those(keys: list[int], refs: list[UUID]) -> QuerySet[Space, str]:
    return Space.objects.filter(pk__among=keys, ref__among=refs).order_by("pk").values_list("name", flat=True)


@prepared
def held(ref: UUID) -> QuerySet[Thing]:
    return Thing.objects.select_for_update().filter(ref=ref)  # type: ignore[no-any-return]


@prepared_change
def renamed(ref: UUID, name: str, more: int) -> Change:
    return Change(Space.objects.filter(ref=ref), name=name, id=F("id") + more)


def test_it_gives_what_the_query_gives(town: SimpleNamespace) -> None:
    process = towns.process(town)
    made = process_with_all_above.first(process.ref)
    assert made is not None
    queried = Process.objects.select_related("space").get(ref=process.ref)
    for field in Process._meta.concrete_fields:
        assert getattr(made, field.attname) == getattr(queried, field.attname), field.name
    assert (made.space, made.space.parent, made.body) == (town.space, None, None)
    assert process_with_all_above.first(uuid4()) is None
    now = timezone.now()
    assert roles.all(town.ada.pk, now) == [(town.space.pk, "resident")]
    assert roles.all(person=town.ada.pk, now=now - timedelta(days=1)) == []
    assert names.all("Ada") == [town.ada.email]


def test_what_it_leaves_out_is_asked_for_when_it_is_wanted(town: SimpleNamespace) -> None:
    made = process_with_all_above.first(towns.process(town, purpose="To sit.").ref)
    assert made is not None
    with CaptureQueriesContext(connection) as seen:
        assert made.space.name == "Saint-Aubin"
        assert made.purpose == "To sit."
    assert len(seen) == 1


def test_a_change_gives_how_many_rows_it_changed(town: SimpleNamespace) -> None:
    assert renamed(town.space.ref, "Saint-Aubin-des-Prés", 0) == 1
    town.space.refresh_from_db()
    assert town.space.name == "Saint-Aubin-des-Prés"
    assert renamed(uuid4(), "Nowhere", 0) == 0


def test_a_row_is_held_in_a_transaction_only(town: SimpleNamespace) -> None:
    thing = Thing.objects.get(ref=towns.process(town).ref)
    with transaction.atomic():
        assert held.first(thing.ref) == thing


@pytest.mark.django_db
def test_without_a_transaction_nothing_is_held() -> None:
    asked = _Reading(Thing.objects.select_for_update().filter(ref=uuid4()), connection)
    assert asked.rows({}, connection) == []
    with pytest.raises(transaction.TransactionManagementError, match="there is none"):
        asked.rows({}, SimpleNamespace(in_atomic_block=False))


def test_a_row_is_written_as_save_writes_it(town: SimpleNamespace) -> None:
    row = Pseudonym(person=town.ada, context=uuid4(), name="Ada")
    assert insert(row)
    assert not row._state.adding
    stored = Pseudonym.objects.get(pk=row.pk)
    assert (stored.uuid, stored.person, stored.context, stored.name) == (row.uuid, town.ada, row.context, "Ada")
    ref = uuid4()
    assert insert(Follow(person=town.ada, ref=ref), unless_there=True)
    assert not insert(Follow(person=town.ada, ref=ref), unless_there=True)
    assert Follow.objects.filter(ref=ref).count() == 1


def test_a_value_that_is_missing_is_told() -> None:
    with pytest.raises(TypeError, match="expected a value for each of person, now"):
        roles.all(1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="expected a value for each of public_name"):
        names.all(None)  # type: ignore[arg-type]


def test_a_list_is_one_parameter_however_long_it_is(town: SimpleNamespace) -> None:
    spaces = [Space.objects.create(name=f"Space {number}", slug=f"s{number}", kind="commune") for number in range(3)]
    keys, refs = [space.pk for space in spaces], [space.ref for space in spaces]
    assert those.all(keys, refs) == ["Space 0", "Space 1", "Space 2"]
    assert those.all([keys[1], keys[1] + 1_000], refs) == ["Space 1"]
    assert those.all(keys, [refs[2], uuid4()]) == ["Space 2"]
    assert those.all([], refs) == those.all(keys, []) == []
    assert those.all(list(range(5_000)), refs) == ["Space 0", "Space 1", "Space 2"]
