"""Placing and publishing: one act, one entry, one history."""

from __future__ import annotations

import errno
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db import connection, transaction

from parvis.core.record.log import alarm, guard, keys
from parvis.core.record.log.files import Files, RecordStorage
from parvis.core.record.log.publishing import publish, published
from parvis.core.record.log.sequencing import LOCK, frontier, give_places, is_somebody_waiting
from parvis.core.record.models import Act, Audience, Log
from parvis.core.record.tests.writing import audited, write
from parvis.mechanisms.ledger.checkpoints import Checkpoint
from parvis.mechanisms.ledger.edge import Edge, grow
from parvis.mechanisms.ledger.hashing import leaf_hashes, tree_hash
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.storage import Memory

pytestmark = pytest.mark.django_db


def test_acts_get_their_place_in_order_and_without_a_gap() -> None:
    write(5)
    assert is_somebody_waiting()
    assert [give_places(3), give_places(3), give_places(3)] == [3, 2, 0]
    rows = list(Act.objects.order_by("id").values_list("place", "entry"))
    assert [place for place, _entry in rows] == [0, 1, 2, 3, 4]
    assert frontier().root == tree_hash(leaf_hashes(bytes(entry) for _place, entry in rows))
    assert not is_somebody_waiting()


def test_what_is_meant_for_members_is_not_in_the_log() -> None:
    write(2, audience=Audience.MEMBERS)
    write(1)
    assert give_places() == 1
    assert Act.objects.filter(audience=Audience.MEMBERS, place=None, entry=None).count() == 2


def test_an_act_that_was_seen_late_gets_a_later_place() -> None:
    """An act with a smaller number becomes visible after one with a greater number: it is not lost."""
    early, late = write(2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM record_act")
    Log.objects.create(pk=1, size=1, nodes=b"".join(leaf_hashes([bytes(late.entry)])))
    Act.objects.filter(pk=late.pk).update(place=0)
    assert give_places() == 1
    early.refresh_from_db()
    assert early.place == 1


@pytest.mark.parametrize("sizes", [[1], [255, 1, 1], [300, 213, 600]])
def test_what_is_published_is_audited(log: Path, sizes: list[int]) -> None:
    for more in sizes:
        write(more)
        give_places()
        turn = publish()
        assert turn is not None
        assert turn.new
    assert audited(log) == sum(sizes)
    again = publish()
    assert again is not None
    assert not again.new


def test_partial_tiles_go_once_their_tile_is_full(log: Path) -> None:
    for _turn in range(3):
        write(100)
        give_places()
        publish()
    partial = sorted(str(path.relative_to(log)) for path in log.rglob("*.p/*"))
    assert partial == ["tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44"]
    assert not (log / ".drafts").exists() or not list((log / ".drafts").iterdir())


def test_the_files_may_be_kept_in_any_storage_of_django(log: Path, settings: Any, tmp_path: Path) -> None:
    settings.STORAGES = settings.STORAGES | {"record": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    for more in (200, 300):
        write(more)
        give_places()
        publish()
    held, copy = storages["record"], tmp_path / "copy"
    for folder in ("", "tile/0", "tile/1", "tile/entries", "tile/0/001.p", "tile/1/000.p", "tile/entries/001.p"):
        for name in held.listdir(folder)[1]:
            target = copy / folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(held.open(f"{folder}/{name}".lstrip("/")).read())
    assert audited(copy) == 500


def test_lost_files_are_written_again(log: Path) -> None:
    write(600)
    give_places()
    publish()
    for path in [*log.rglob("tile/0/001"), *log.rglob("*.p/88")]:
        path.unlink()
    write(1)
    give_places()
    publish()
    assert audited(log) == 601


@pytest.mark.parametrize("damaged", ["tile/0/000.p/100", "tile/entries/000.p/100"])
def test_a_damaged_partial_file_is_not_built_upon(log: Path, damaged: str) -> None:
    write(100)
    give_places()
    publish()
    data = bytearray((log / damaged).read_bytes())
    data[40] ^= 1
    (log / damaged).write_bytes(bytes(data))
    write(10)
    give_places()
    publish()
    assert audited(log) == 110


def test_an_entry_changed_in_the_database_is_never_signed(log: Path) -> None:
    acts = write(10)
    give_places()
    with connection.cursor() as cursor:
        trigger = {"sqlite": "DROP TRIGGER record_act_never_updated", "postgresql": "ALTER TABLE record_act DISABLE TRIGGER USER"}
        cursor.execute(trigger[connection.vendor])
        cursor.execute("UPDATE record_act SET entry = %s WHERE id = %s", [b'{"acte":"x"}', acts[3].pk])
    with pytest.raises(Rejected, match="changed in the database"):
        publish()
    assert not (log / "checkpoint").exists()
    assert "changed in the database" in alarm.current().reason


class TestOneHistoryAlone:
    """Nothing is signed twice: the guard, the alarm, and what each error says to do."""

    def signed(self, log: Path, count: int = 20) -> None:
        write(count)
        give_places()
        publish()

    def older(self, size: int) -> None:
        """Put the database back to fewer acts, as restoring an old backup does."""
        with connection.cursor() as cursor:
            for name in ("never_updated", "never_deleted", "keeps_its_place") if connection.vendor == "sqlite" else ():
                cursor.execute(f"DROP TRIGGER IF EXISTS record_act_{name}")
            if connection.vendor == "postgresql":
                cursor.execute("ALTER TABLE record_act DISABLE TRIGGER USER")
            cursor.execute("DELETE FROM record_opening WHERE act_id IN (SELECT id FROM record_act WHERE place >= %s)", [size])
            cursor.execute("DELETE FROM record_act WHERE place >= %s", [size])
        entries = Act.objects.exclude(place=None).order_by("place").values_list("entry", flat=True)
        edge = Edge()
        list(grow(edge, [bytes(entry) for entry in entries], Memory({})))
        Log.objects.update(size=size, nodes=edge.frontier.encode())

    def test_an_older_database_signs_nothing(self, log: Path) -> None:
        self.signed(log)
        before = (log / "checkpoint").read_bytes()
        self.older(10)
        with pytest.raises(Rejected, match="parvis record repair"):
            publish()
        assert (log / "checkpoint").read_bytes() == before
        self.signed_more_is_refused_still(log, before)

    def signed_more_is_refused_still(self, log: Path, before: bytes) -> None:
        write(30)
        give_places()
        with pytest.raises(Rejected, match="parvis record repair"):
            publish()
        assert (log / "checkpoint").read_bytes() == before

    def test_even_when_it_has_grown_beyond_what_was_signed(self, log: Path) -> None:
        self.signed(log)
        self.older(10)
        write(30)
        give_places()
        before = {path: path.read_bytes() for path in log.rglob("*") if path.is_file()}
        with pytest.raises(Rejected, match="not those that were signed"):
            publish()
        assert alarm.current()
        assert {path: path.read_bytes() for path in before} == before, "what was published can still be found again"

    def test_even_when_the_published_files_are_of_the_older_copy(self, log: Path) -> None:
        self.signed(log, 10)
        old = {path: path.read_bytes() for path in log.rglob("*") if path.is_file()}
        self.signed(log, 10)
        for path in log.rglob("*"):
            if path.is_file():
                path.unlink()
        for path, data in old.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        self.older(10)
        with pytest.raises(Rejected, match="20 acts were signed already"):
            publish()

    def test_even_when_the_guard_is_lost_and_the_files_are_not(self, log: Path, settings: Any, tmp_path: Path) -> None:
        self.signed(log)
        settings.PARVIS_GUARD = tmp_path / "elsewhere"
        self.older(10)
        with pytest.raises(Rejected, match="20 acts were signed already"):
            publish()

    def test_two_histories_of_one_size_are_never_signed(self, log: Path) -> None:
        self.signed(log)
        signers = keys.log_keys()
        other = Checkpoint(signers[0].name, 20, tree_hash(leaf_hashes([b"another"] * 20)))
        with pytest.raises(Rejected, match="not shown to be the beginning"):
            guard.sign(other, signers, lambda _old: ())

    def test_the_alarm_lasts_until_it_is_ended(self, log: Path) -> None:
        self.signed(log)
        self.older(10)
        with pytest.raises(Rejected):
            publish()
        write(15)
        give_places()
        with pytest.raises(Rejected, match="20 acts were signed already"):
            publish()
        alarm.end()
        assert alarm.current() is None

    def test_the_checkpoint_of_another_log_in_its_place_is_refused(self, log: Path) -> None:
        self.signed(log)
        text = (log / "checkpoint").read_text().replace("127.0.0.1", "other.example")
        (log / "checkpoint").write_text(text)
        with pytest.raises(Rejected, match="no signature of a known key"):
            publish()

    def test_a_turn_that_somebody_else_has_is_left_to_her(self, log: Path) -> None:
        write(1)
        give_places()
        with guard.locked(guard.named("publishing", keys.log_keys()[0])):
            assert publish() is None
        assert publish() is not None


@pytest.mark.parametrize("after", range(7))
def test_a_full_disk_signs_nothing_and_the_next_turn_goes_on(log: Path, after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full after so many files: among tiles, at the guard, at the checkpoint."""
    write(300)
    give_places()
    left = [after]
    really = {"put": RecordStorage.put, "write": guard.write}

    def full(name: str) -> Any:
        def write_or_not(*args: Any) -> None:
            if left[0] == 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            left[0] -= 1
            really[name](*args)

        return write_or_not

    monkeypatch.setattr(RecordStorage, "put", full("put"))
    monkeypatch.setattr(guard, "write", full("write"))
    with pytest.raises(OSError, match="No space"):
        publish()
    assert published(Files()) is None
    monkeypatch.undo()
    write(5)
    give_places()
    publish()
    assert audited(log) == 305


def test_keys_stand_outside_the_database_for_their_owner_alone(log: Path, settings: Any) -> None:
    name = keys.origin()
    path = Path(settings.PARVIS_KEYS) / "registre"
    assert path.stat().st_mode & 0o777 == 0o600
    settings.PARVIS_URL = "https://elsewhere.example"
    assert keys.origin() == name, "the log keeps its name when the address changes"


def test_a_clock_that_goes_back_changes_neither_places_nor_proofs(log: Path) -> None:
    write(3)
    give_places()
    publish()
    with pytest.MonkeyPatch.context() as patch:
        long_ago = datetime(2001, 1, 1, tzinfo=UTC)
        patch.setattr("django.utils.timezone.now", lambda: long_ago)
        early = write(2)
        give_places()
        publish()
    assert [Act.objects.get(pk=act.pk).place for act in early] == [3, 4]
    assert Act.objects.get(place=4).at < Act.objects.get(place=0).at
    assert audited(log) == 5


@pytest.mark.postgres
def test_a_transaction_that_commits_late_is_not_lost(log: Path, transactional_db: None) -> None:
    """Somebody's act has a smaller number, and is committed after a later one was placed and published."""
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL: SQLite has one writer at a time")
    written, placed, slow = threading.Event(), threading.Event(), list[Act]()

    def late() -> None:
        with transaction.atomic():
            slow.extend(write(1))
            written.set()
            assert placed.wait(60)
        connection.close()

    thread = threading.Thread(target=late)
    thread.start()
    assert written.wait(60)
    (quick,) = write(1)
    assert slow[0].pk < quick.pk
    assert give_places() == 1
    publish()
    placed.set()
    thread.join()
    assert give_places() == 1
    publish()
    assert [Act.objects.get(pk=act.pk).place for act in (quick, slow[0])] == [0, 1]
    assert audited(log) == 2


@pytest.mark.postgres
def test_two_sequencers_at_once_never_wait_for_each_other(log: Path, transactional_db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL: on SQLite the lock of writers is the same for all")
    write(5)
    held, done = threading.Event(), threading.Event()

    def other() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            held.set()
            assert done.wait(60)
        connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    assert held.wait(60)
    assert give_places() == 0
    done.set()
    thread.join()
    assert give_places() == 5
