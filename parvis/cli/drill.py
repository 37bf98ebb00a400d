"""`parvis drill NAME`: rehearses what is done on a bad day, on a small instance made for it and thrown away. Real data is not touched.

Each drill says what it does and what it makes sure of; it ends with 0 when all of it held.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path

from parvis.cli.errors import CommandError

SECRET = "Hélène Kerviel, 12 rue des Lilas"  # noqa: S105 (an address that is erased)


class Failed(CommandError):
    """Something that a drill must see did not happen."""


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    parser.add_argument("name", choices=list(DRILLS), help="what to rehearse")


def run(arguments: argparse.Namespace) -> int:
    """Make an instance in a folder of its own, rehearse in it, and throw it away."""
    with tempfile.TemporaryDirectory(prefix="parvis-drill-") as name:
        folder = Path(name)
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PARVIS_", "DATABASE_URL"))}
        os.environ.clear()
        os.environ.update(kept | {"PARVIS_DATA": str(folder / "data"), "PARVIS_GUARD": str(folder / "guard")})
        from parvis.cli.ready import set_up

        set_up()
        from django.core.management import call_command
        from django.db import connections

        call_command("migrate", interactive=False, verbosity=0)
        try:
            DRILLS[arguments.name](folder)
        finally:
            connections.close_all()
    print("The drill held.")
    return 0


def said(text: str) -> None:
    """Say what was done or seen."""
    print(f"- {text}", flush=True)


def must(holds: bool, text: str) -> None:
    """Say what was seen; end the drill when it was not."""
    if not holds:
        raise Failed(f"the drill failed here: {text}")
    said(text)


def acts(count: int, *, name: str = "") -> list[uuid.UUID]:
    """Append acts on new things, publish them, and give their identifiers."""
    from django.db import transaction

    from parvis.core.record.actions import Card
    from parvis.core.record.batch import First, append_many
    from parvis.core.record.kinds import ActKind
    from parvis.core.record.tasks import tick

    kind = ActKind(code="exercice.écrit", sentence="%(title)s", fields=("auteur",))
    card = Card(kind="note", title="A drill", path="/")
    with transaction.atomic():
        fields = {"auteur": name or "somebody"}
        made = append_many(kind, [First(ref=uuid.uuid4(), card=card, actor=uuid.uuid4(), fields=fields) for _ in range(count)])
    tick()
    return [act.uuid for act in made]


def audit(folder: Path) -> int:
    """Audit what the drill's instance publishes, and give how many acts it holds."""
    from parvis.cli.storage import Folder
    from parvis.core.record.log.policy import written
    from parvis.mechanisms.ledger.audit import Audit
    from parvis.mechanisms.ledger.policies import Policy

    done = Audit(Folder(folder / "data" / "registre"), Policy.parse(written()), read_entries=False)
    list(done)
    return done.attested.checkpoint.size


def erasure(folder: Path) -> None:
    """A value is erased: the record stays whole, and the true value cannot be guessed from anything published."""
    from parvis.cli.storage import Folder
    from parvis.core.record.actions import erase
    from parvis.core.record.models import Act, Opening
    from parvis.core.record.tasks import tick
    from parvis.mechanisms.ledger.guessing import guess

    (one,) = acts(1, name=SECRET)
    acts(5)
    said(f"six acts are published; the first commits to “{SECRET}”")
    act = Act.objects.get(uuid=one)
    salt = Opening.objects.get(act=act).fields["auteur"][1]
    published = Folder(folder / "data" / "registre")
    must(guess(published, [SECRET], salts=[salt]) == [SECRET], "with its salt, the value is found from what is published: the attack works")
    must(guess(published, [SECRET]) == [], "without the salt it is not found")
    erase(act, names=["auteur"], actor=None, reason="exercice")
    tick()
    must(not Opening.objects.get(act=act).fields, "the value and its salt are erased from the database")
    must(
        guess(published, [SECRET, "somebody", "Hélène Kerviel"]) == [],
        "a dictionary with the true value finds nothing in what is published",
    )
    must(audit(folder) == 7, "all seven acts, the erasure among them, are verified")


def restoration(folder: Path) -> None:
    """An older copy of the database is brought back: nothing is signed, the missing acts are found again, the log goes on."""
    from django.db import connections

    from parvis.core.record.log import alarm
    from parvis.core.record.log.repair import repair
    from parvis.core.record.models import Act
    from parvis.core.record.tasks import tick
    from parvis.mechanisms.ledger.rejected import Rejected

    database, copy = folder / "data" / "parvis.sqlite3", folder / "old.sqlite3"
    acts(20)
    connections.close_all()
    shutil.copy(database, copy)
    said("a backup is made at 20 acts")
    acts(10)
    shown = (folder / "data" / "registre" / "checkpoint").read_bytes()
    said("ten more acts are published and signed")
    connections.close_all()
    for leftover in ("-wal", "-shm"):
        database.with_name(database.name + leftover).unlink(missing_ok=True)
    shutil.copy(copy, database)
    said("the backup is restored")
    try:
        tick()
    except Rejected as error:
        must(error.code == "rollback", f"the log refuses to sign: {error}")
    must(bool(alarm.current()), "the alarm is raised")
    must((folder / "data" / "registre" / "checkpoint").read_bytes() == shown, "what readers see has not changed")
    done = repair()
    must((done.before, done.after) == (20, 30), "the ten acts are found again in the published files")
    must(not alarm.current() and Act.objects.count() == 31, "the log signs again, and says that it was restored")
    acts(1)
    must(audit(folder) == 32, "all acts are verified, and continue what was signed")


def rotation(folder: Path) -> None:
    """The key is replaced: both sign for a while, the old one is retired, and old receipts stay good."""
    from parvis.core.record.log import care, keys
    from parvis.core.record.log.policy import written
    from parvis.core.record.log.receipts import receipt_of
    from parvis.core.record.models import Act
    from parvis.core.record.tasks import tick
    from parvis.mechanisms.ledger.policies import Policy

    (one,) = acts(1)
    receipt, old_policy = receipt_of(Act.objects.get(uuid=one), {}), Policy.parse(written())
    old = keys.log_keys()[0].verifier
    new = care.add_key()
    tick()
    said(f"a second key signs beside the first: {new}")
    both = (folder / "data" / "registre" / "checkpoint").read_bytes()
    must(old_policy.accept(both).checkpoint.size == 2, "readers with the old policy accept the record still")
    must(Policy.parse(written()).accept(both).checkpoint.size == 2, "so do readers with the new one")
    care.retire_key()
    tick()
    must([key.verifier for key in keys.log_keys()] == [new], "the old key is retired, and its secret is deleted")
    must(old.key_id.hex() in written().decode(), "the policy says at which size")
    must(receipt.accept(Policy.parse(written())).checkpoint.size == 1, "a receipt signed by the old key is good still")
    must(audit(folder) == 3, "all acts are verified")


DRILLS: dict[str, Callable[[Path], None]] = {"erasure": erasure, "restoration": restoration, "rotation": rotation}
