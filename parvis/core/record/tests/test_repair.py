"""After an older copy of the database was restored; keys that change; accounts that were erased and come back."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from parvis.core.people.actions import erase_account
from parvis.core.people.replay import erase_again
from parvis.core.record.actions import append, erase
from parvis.core.record.log import alarm, care, guard, keys
from parvis.core.record.log.policy import policy, written
from parvis.core.record.log.receipts import receipt_of
from parvis.core.record.log.repair import repair
from parvis.core.record.log.status import now
from parvis.core.record.models import Act, Log, Opening, Thing
from parvis.core.record.tasks import tick
from parvis.core.record.tests.writing import NOTED, Folder, audited, write
from parvis.mechanisms.ledger.edge import Edge, grow
from parvis.mechanisms.ledger.keys import Kind
from parvis.mechanisms.ledger.policies import Policy
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.storage import Memory
from parvis.mechanisms.ledger.tests.sample import key

pytestmark = pytest.mark.django_db


def older(size: int) -> None:
    """Put the database back to fewer acts, as restoring an old backup does."""
    with connection.cursor() as cursor:
        for name in ("never_updated", "never_deleted", "keeps_its_place") if connection.vendor == "sqlite" else ():
            cursor.execute(f"DROP TRIGGER IF EXISTS record_act_{name}")
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE record_act DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM record_opening WHERE act_id IN (SELECT id FROM record_act WHERE place >= %s OR place IS NULL)", [size])
        cursor.execute("DELETE FROM record_act WHERE place >= %s OR place IS NULL", [size])
    edge = Edge()
    list(grow(edge, [bytes(entry) for entry in Act.objects.order_by("place").values_list("entry", flat=True)], Memory({})))
    Log.objects.update(size=size, nodes=edge.frontier.encode())


def test_missing_acts_are_found_again_and_the_log_goes_on(log: Path) -> None:
    write(20)
    tick()
    act = Act.objects.get(place=3)
    opening = Opening.objects.get(act=act).fields
    erase(act, names=["texte"], actor=None, reason="demande")
    with transaction.atomic():
        append(NOTED, act.object, actor=None, fields={"texte": "later"})
    tick()
    rows = list(Act.objects.order_by("place").values("uuid", "kind", "object", "actor", "at", "previous", "commitments", "clear", "place"))
    older(20)
    Opening.objects.filter(act=act).update(fields=opening)
    Thing.objects.filter(ref=act.object).update(last_act=act.uuid)
    with pytest.raises(Rejected, match="parvis record repair"):
        tick()
    done = repair()
    assert (done.before, done.after, done.erased) == (20, 22, 1)
    assert done.kinds == {"champ.effacé": 1, "essai.écrit": 1}
    assert rows == list(Act.objects.filter(place__lt=22).order_by("place").values(*rows[0]))
    assert Opening.objects.get(act=act).fields == {}, "what was erased since the backup is erased again"
    assert alarm.current() is None
    tick()
    assert audited(log) == 23
    assert Act.objects.get(place=22).clear == {"de": 20, "a": 22}
    with transaction.atomic():
        append(NOTED, act.object, actor=None, fields={"texte": "goes on"})
    assert Act.objects.get(object=act.object, place=None).previous == rows[21]["uuid"]


def test_a_copy_of_somebody_else_will_do(log: Path, tmp_path: Path) -> None:
    write(300)
    tick()
    shutil.copytree(log, tmp_path / "mirror")
    older(100)
    shutil.rmtree(log)
    with pytest.raises(Rejected, match="300 acts were signed already"):
        tick()
    assert repair(Folder(tmp_path / "mirror")).after == 300
    tick()
    assert audited(log) == 301


def test_a_copy_that_was_changed_or_does_not_go_so_far_changes_nothing(log: Path, tmp_path: Path) -> None:
    write(100)
    tick()
    shutil.copytree(log, tmp_path / "short")
    write(100)
    tick()
    older(50)
    before = Act.objects.count()
    with pytest.raises(FileNotFoundError):
        repair(Folder(tmp_path / "short"))
    shutil.copytree(log, tmp_path / "changed")
    bundle = tmp_path / "changed" / "tile" / "entries" / "000.p" / "200"
    bundle.write_bytes(bundle.read_bytes().replace(b"essai.", b"Essai."))
    with pytest.raises(Rejected):
        repair(Folder(tmp_path / "changed"))
    assert (Act.objects.count(), Log.objects.get().size) == (before, 50)
    assert repair().after == 200


def test_a_database_that_has_gone_on_is_not_mixed_with_what_was_signed(log: Path) -> None:
    write(100)
    tick()
    older(50)
    from parvis.core.record.log.sequencing import give_places

    write(10)
    give_places()
    with pytest.raises(Rejected, match="gone on by itself"):
        repair()
    assert Act.objects.count() == 60


def test_acts_written_since_the_restoration_come_after(log: Path) -> None:
    write(20)
    tick()
    older(10)
    write(5)
    assert repair().after == 20
    tick()
    assert audited(log) == 26


def test_nothing_to_repair_is_no_harm(log: Path) -> None:
    write(5)
    tick()
    assert repair().kinds == {}
    assert Act.objects.count() == 5


def test_a_key_is_replaced_without_losing_a_receipt(log: Path) -> None:
    write(5)
    tick()
    receipt = receipt_of(Act.objects.get(place=2), {})
    old, old_policy = keys.log_keys()[0].verifier, Policy.parse(written())
    with pytest.raises(ValueError, match="one key only"):
        care.retire_key()
    new = care.add_key()
    tick()
    assert old_policy.accept((log / "checkpoint").read_bytes()).checkpoint.size == 6
    care.retire_key()
    write(3)
    tick()
    with pytest.raises(Rejected, match="no signature of a known key"):
        old_policy.accept((log / "checkpoint").read_bytes())
    assert [key.verifier for key in keys.log_keys()] == [new]
    assert receipt.accept(Policy.parse(written())).checkpoint.size == 5
    assert f"# retired at 6 entries: {old.name}+{old.key_id.hex()}".encode() in written()
    assert audited(log) == 10


def test_a_new_key_cannot_sign_what_the_old_one_could_not(log: Path) -> None:
    write(20)
    tick()
    care.add_key()
    older(10)
    care.retire_key()
    with pytest.raises(Rejected):
        tick()


def test_witnesses_are_acts_of_the_record(log: Path) -> None:
    witness = key("voisin.example/temoin", Kind.COSIGNER).verifier
    write(1)
    tick()
    shown = (log / "checkpoint").read_bytes()
    care.add_witness("voisin", witness, "http://127.0.0.1:9")
    for wrong in (lambda: care.add_witness("voisin", witness, ""), lambda: care.remove_witness("autre")):
        with pytest.raises(ValueError, match=r"known already|no witness has this name"):
            wrong()
    with pytest.raises(ValueError, match="key of a log"):
        care.add_witness("autre", keys.log_keys()[0].verifier, "")
    tick()
    assert policy().quorum == "majorite"
    assert (log / "checkpoint").read_bytes() == shown, "nothing more is shown before the witness has signed"
    assert [each.name for each in now().troubled] == ["voisin"]
    care.remove_witness("voisin")
    tick()
    assert audited(log) == 3
    assert sorted(Act.objects.exclude(place=0).values_list("kind", flat=True)) == ["témoin.ajouté", "témoin.retiré"]


def test_accounts_erased_since_the_backup_are_erased_again(log: Path, town: Any, django_capture_on_commit_callbacks: Any) -> None:
    before = type(town.bao).objects.filter(pk=town.bao.pk).values("email", "public_name", "is_active", "password").get()
    with django_capture_on_commit_callbacks(execute=True):
        erase_account(town.bao, by=town.bao)
    type(town.bao).objects.filter(pk=town.bao.pk).update(erased_at=None, **before)
    assert erase_again() == 1
    town.bao.refresh_from_db()
    assert town.bao.email is None
    assert erase_again() == 0


def test_an_erasure_that_cannot_be_remembered_stands(log: Path, town: Any, settings: Any, tmp_path: Path, caplog: Any) -> None:
    (tmp_path / "file").write_text("")
    settings.PARVIS_GUARD = tmp_path / "file"
    guard.remember_erased(town.bao.ref)
    assert "was not remembered" in caplog.text
