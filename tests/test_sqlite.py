"""SQLite as we set it: writers in turn, and nothing confirmed before the disk has it."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import OperationalError
from typing import Any

import pytest
from django.db import OperationalError as DatabaseError
from django.db.transaction import Atomic

from parvis.config import environment
from parvis.config.sqlite.base import DatabaseWrapper


@pytest.fixture
def opened(tmp_path: Path, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A function that opens a connection to one database in a file."""
    made: list[DatabaseWrapper] = []
    names = ("USER", "PASSWORD", "HOST", "PORT", "TIME_ZONE")
    described = {"ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "CONN_HEALTH_CHECKS": False, "TEST": {}} | dict.fromkeys(names)

    def connection() -> DatabaseWrapper:
        one = DatabaseWrapper(described | environment.database("", tmp_path), f"beside{len(made)}")
        made.append(one)
        # `atomic` finds a connection by its name.
        monkeypatch.setattr("django.db.transaction.get_connection", lambda using=None: next(each for each in made if each.alias == using))
        return one

    with django_db_blocker.unblock():
        yield connection
        for one in made:
            one.close()


def atomic(connection: DatabaseWrapper) -> Atomic:
    return Atomic(connection.alias, savepoint=True, durable=False)


def test_a_transaction_gives_its_turn_and_then_waits_for_the_disk(opened: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = opened()
    first.cursor().execute("CREATE TABLE seats (name text)")
    waited: list[tuple[str, bool]] = []
    real = os.fdatasync

    def watched(descriptor: int) -> None:
        waited.append((Path(f"/proc/self/fd/{descriptor}").readlink().name, turn_is_free(tmp_path)))
        real(descriptor)

    monkeypatch.setattr(os, "fdatasync", watched)
    with atomic(first):
        first.cursor().execute("INSERT INTO seats VALUES ('a')")
        assert not turn_is_free(tmp_path)
        assert waited == []
    assert waited == [("parvis.sqlite3-wal", True)]
    with pytest.raises(OperationalError), atomic(first):
        first.cursor().execute("INSERT INTO seats VALUES ('b')").execute("no SQL")
    assert turn_is_free(tmp_path)
    assert len(waited) == 1
    assert first.cursor().execute("SELECT name FROM seats").fetchall() == [("a",)]


def test_outside_a_transaction_sqlite_waits_itself(opened: Any) -> None:
    first = opened()
    modes = []
    modes.append(synchronous(first))
    with atomic(first):
        first.cursor().execute("CREATE TABLE seats (name text)")
        modes.append(synchronous(first))
        with atomic(first):
            modes.append(synchronous(first))
    modes.append(synchronous(first))
    with pytest.raises(ZeroDivisionError), atomic(first):
        raise ZeroDivisionError
    modes.append(synchronous(first))
    assert modes == ["FULL", "NORMAL", "NORMAL", "FULL", "FULL"]


def test_writers_follow_one_another(opened: Any) -> None:
    opened().cursor().execute("CREATE TABLE seats (name text)")
    connections = [opened() for _each in range(4)]
    wrong: list[BaseException] = []

    def write(connection: DatabaseWrapper) -> None:
        try:
            connection.inc_thread_sharing()
            for number in range(25):
                with atomic(connection):
                    (taken,) = connection.cursor().execute("SELECT count(*) FROM seats").fetchone()
                    connection.cursor().execute("INSERT INTO seats VALUES (%s)", [f"{taken}-{number}"])
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=write, args=[connection]) for connection in connections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    names = connections[0].cursor().execute("SELECT name FROM seats ORDER BY rowid").fetchall()
    assert [int(name.partition("-")[0]) for (name,) in names] == list(range(100))


def test_who_waited_for_a_turn_in_vain_does_not_wait_as_long_again(opened: Any, tmp_path: Path) -> None:
    first, second = opened(), opened()
    first.cursor().execute("CREATE TABLE seats (name text)")
    second.settings_dict["OPTIONS"]["timeout"] = 0.05
    second.ensure_connection()
    said: list[str] = []
    second.connection.set_trace_callback(said.append)
    with atomic(first), pytest.raises(DatabaseError, match="locked"), atomic(second):
        pass
    assert [line for line in said if "busy" in line] == ["PRAGMA busy_timeout=1000", "PRAGMA busy_timeout=50"]
    said.clear()
    with atomic(second):
        second.cursor().execute("INSERT INTO seats VALUES ('a')")
    assert not [line for line in said if "busy" in line]
    assert turn_is_free(tmp_path)


def synchronous(connection: DatabaseWrapper) -> str:
    """Give how SQLite waits for the disk."""
    return ("OFF", "NORMAL", "FULL", "EXTRA")[connection.cursor().execute("PRAGMA synchronous").fetchone()[0]]


def turn_is_free(folder: Path) -> bool:
    """Say whether a writer could take a turn now."""
    descriptor = os.open(folder / "parvis.sqlite3-turn", os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True
