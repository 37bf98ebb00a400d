"""The acts of before the log are given their entries in batches: bounded statements and memory, however many they are."""

from __future__ import annotations

import math
import tracemalloc
import uuid
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from parvis.core.record.entries import entry_of
from parvis.core.record.models import Act

place_once = import_module("parvis.core.record.migrations.0007_place_once")


def old_acts(count: int) -> None:
    """Write acts as they were before the log: without an entry."""
    at = timezone.now().replace(second=0, microsecond=0)
    for start in range(0, count, 5000):
        Act.objects.bulk_create(
            [
                Act(
                    uuid=uuid.uuid4(),
                    kind="essai.écrit",
                    object=uuid.uuid4(),
                    at=at,
                    audience="public",
                    commitments={"texte": "x" * 43},
                    clear={"rang": n},
                )
                for n in range(start, min(count, start + 5000))
            ],
            batch_size=1000,
        )


def migrate() -> tuple[list[str], int]:
    """Go back before the migration and through it again; give its statements, and the most memory that Python held."""
    said: list[str] = []

    def keep(execute: Any, sql: str, *rest: Any) -> Any:
        said.append(sql[:6])
        return execute(sql, *rest)

    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        place_once.backwards(apps, editor)
        tracemalloc.start()
        with connection.execute_wrapper(keep):
            place_once.forwards(apps, editor)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return said, most


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1_201, pytest.param(100_000, marks=pytest.mark.slow)])
def test_statements_and_memory_are_bounded(count: int) -> None:
    old_acts(count)
    said, most = migrate()
    batches = math.ceil(count / place_once.BATCH)
    assert said.count("UPDATE") == batches
    assert said.count("SELECT") == batches + 1
    assert most < 25_000_000, f"{most / 1e6:.1f} MB"
    assert not Act.objects.filter(entry=None).exists()
    for act in Act.objects.order_by("?")[:20]:
        assert bytes(act.entry) == entry_of(act)


@pytest.mark.django_db
def test_members_acts_have_none_and_all_refuse_to_change_afterwards() -> None:
    old_acts(3)
    Act.objects.bulk_create(
        [Act(uuid=uuid.uuid4(), kind="essai.écrit", object=uuid.uuid4(), at=timezone.now(), audience="members", space=uuid.uuid4())]
    )
    migrate()
    assert Act.objects.filter(entry=None).get().audience == "members"
    with pytest.raises((IntegrityError, DatabaseError), match="append-only"), transaction.atomic():
        Act.objects.update(kind="changed")
