"""A log that begins anew under another name: the old one stays readable and is cited, the new one tells all."""

from __future__ import annotations

import shutil
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.urls import reverse

from parvis.core.record.log import alarm, guard, keys
from parvis.core.record.log.anew import begin_anew
from parvis.core.record.log.policy import address, written
from parvis.core.record.log.receipts import receipt_of
from parvis.core.record.log.repair import repair
from parvis.core.record.log.status import now
from parvis.core.record.models import Act
from parvis.core.record.tasks import tick
from parvis.core.record.tests.writing import audited, write
from parvis.mechanisms.ledger.checkpoints import Checkpoint
from parvis.mechanisms.ledger.hashing import leaf_hashes, tree_hash
from parvis.mechanisms.ledger.notes import Note, sign
from parvis.mechanisms.ledger.policies import Policy
from parvis.mechanisms.ledger.receipts import Receipt
from parvis.mechanisms.ledger.rejected import Rejected

pytestmark = pytest.mark.django_db
WHY = "The disk that held the key was lost in a fire."


def head(folder: Path) -> Checkpoint:
    return Checkpoint.parse(Note.parse((folder / "checkpoint").read_bytes()).text)


def get(path: str) -> Any:
    return Client(headers={"accept-language": "en"}).get(path)


def test_the_first_entry_cites_the_last_head_of_the_old_log_and_every_act_follows(log: Path) -> None:
    acts = write(300)
    tick()
    old, policy = head(log), written()
    receipt = receipt_of(Act.objects.get(place=7), {})
    before = {path: path.read_bytes() for path in log.rglob("*") if path.is_file()}
    late = write(3)
    done = begin_anew(WHY)
    assert (done.closed, done.key.name, done.acts) == (old, f"{old.origin}/2", 300)
    tick()
    new = log / "2"
    assert head(new).size == 304
    first = Act.objects.get(place=0)
    assert first.kind == "registre.recommencé"
    assert first.clear["ancien"] == old.origin
    assert (first.clear["taille"], first.clear["racine"]) == (300, b64encode(old.root).decode())
    assert first.clear["motif"] == WHY
    assert list(Act.objects.order_by("place").values_list("uuid", flat=True)[1:]) == [act.uuid for act in [*acts, *late]]
    assert audited(new) == 304
    assert {path: path.read_bytes() for path in before} == before, "the old log stays where it was"
    assert receipt.accept(Policy.parse(policy)).checkpoint.size == 300, "its receipts stay good against its keys"
    assert get("/registre/policy").content == policy
    write(5)
    tick()
    assert audited(new) == 309


def test_both_are_served_each_at_its_own_addresses(log: Path) -> None:
    write(20)
    tick()
    old_proof = get("/registre/preuve/3.tlog-proof").content
    begin_anew(WHY)
    tick()
    assert address().endswith("/registre/2")
    assert get("/registre/checkpoint").content == (log / "checkpoint").read_bytes()
    assert get("/registre/2/checkpoint").content == (log / "2" / "checkpoint").read_bytes()
    assert get("/registre/2/tile/entries/000.p/21").status_code == get("/registre/tile/entries/000.p/20").status_code == 200
    assert get("/registre/2/policy").content == written()
    assert b"/registre/2" in written()
    assert get("/registre/preuve/3.tlog-proof").content == old_proof
    assert Receipt.parse(get("/registre/2/preuve/4.tlog-proof").content).entry == Receipt.parse(old_proof).entry
    assert get("/registre/ouverture/3.json").json() == get("/registre/2/ouverture/4.json").json()
    assert get("/registre/3/checkpoint").status_code == get("/registre/3/policy").status_code == 404
    act = Act.objects.get(place=4)
    assert b"/registre/2/preuve/4.tlog-proof" in get(reverse("record:act", args=[act.uuid])).content
    assert b'data-policy="/registre/2/policy"' in get(reverse("record:check")).content
    for page in (reverse("record:record"), reverse("portal:check")):
        html = get(page).content.decode()
        assert "This record began anew on" in html
        assert WHY in html


def test_a_key_that_was_lost(log: Path, settings: Any) -> None:
    write(20)
    tick()
    origin, kept = keys.origin(), log.parent / "kept"
    shutil.copytree(settings.PARVIS_KEYS, kept)
    shutil.rmtree(settings.PARVIS_KEYS)
    write(2)
    with pytest.raises(Rejected, match=r"no signature of a known key.*two-histories\.md"):
        tick()
    assert alarm.current()
    done = begin_anew(WHY)
    assert (done.closed.origin, done.closed.size, done.key.name) == (origin, 20, f"{origin}/2")
    assert alarm.current() is None
    tick()
    assert audited(log / "2") == 23
    assert get("/registre/policy").status_code == 404, "its keys are not known here any more"


def test_a_key_that_is_found_again_ends_the_alarm(log: Path, settings: Any) -> None:
    write(20)
    tick()
    kept = log.parent / "kept"
    shutil.move(settings.PARVIS_KEYS, kept)
    with pytest.raises(Rejected):
        tick()
    shutil.rmtree(settings.PARVIS_KEYS)
    shutil.move(kept, settings.PARVIS_KEYS)
    repair()
    write(1)
    tick()
    assert audited(log) == 21


def test_two_histories_that_cannot_be_mended(log: Path) -> None:
    """The files say another history than the database."""
    write(20)
    tick()
    other = Checkpoint(keys.origin(), 20, tree_hash(leaf_hashes([b"%d" % number for number in range(20)])))
    (log / "checkpoint").write_bytes(sign(other.text, keys.log_keys()[0]).encode())
    shutil.rmtree(guard.folder())
    write(2)
    with pytest.raises(Rejected, match="not those that were signed"):
        tick()
    begin_anew("Two histories were signed: the earlier one cannot be put together again.")
    tick()
    assert audited(log / "2") == 23
    assert (now().alarm, now().size) == (None, 23)
    assert head(log) == other


def test_it_can_happen_twice_even_when_the_second_key_is_lost_too(log: Path, settings: Any) -> None:
    write(5)
    tick()
    origin = keys.origin()
    begin_anew(WHY)
    tick()
    shutil.rmtree(settings.PARVIS_KEYS)
    with pytest.raises(Rejected):
        tick()
    done = begin_anew(WHY)
    assert (done.closed.origin, done.closed.size, done.key.name) == (f"{origin}/2", 6, f"{origin}/3")
    tick()
    assert audited(log / "3") == 7
    assert head(log / "2").size == 6


def test_interrupted_between_database_and_key_it_is_done_again(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(20)
    tick()
    with monkeypatch.context() as patch:
        patch.setattr(keys, "begin_anew", lambda: (_ for _ in ()).throw(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            begin_anew(WHY)
    before = guard.last_signed(keys.log_keys())
    with pytest.raises(Rejected):
        tick()
    assert guard.last_signed(keys.log_keys()) == before, "nothing was signed meanwhile"
    begin_anew(WHY)
    tick()
    assert audited(log / "2") == 22


def test_acts_keep_their_places_afterwards(log: Path) -> None:
    write(5)
    tick()
    begin_anew(WHY)
    tick()
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE record_act SET place = NULL WHERE place = 3")


@pytest.mark.parametrize("reason", ["", "  short ", "x" * 501])
def test_without_a_reason_nothing_is_done(log: Path, reason: str) -> None:
    write(5)
    tick()
    with pytest.raises(ValueError, match="everybody will read it"):
        begin_anew(reason)
    assert keys.number() == 1
    assert Act.objects.get(place=0).kind == "essai.écrit"


def test_while_somebody_publishes_it_waits_for_another_time(log: Path) -> None:
    write(5)
    tick()
    with guard.locked(guard.named("publishing", keys.log_keys()[0])), pytest.raises(guard.Busy):
        begin_anew(WHY)
    assert keys.number() == 1
