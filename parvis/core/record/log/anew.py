"""Beginning a new log under another name, when the old one cannot go on: its key is lost or stolen, or there are two histories.

The old log is closed and stays where it was, to be read and checked for ever: its files, its last head, the keys that signed it. The first
entry of the new one names it and cites that head. Then comes every public act that the database has, in its order, so that the new log
tells all by itself. Receipts of the old log stay good against its own keys.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.core.record import acts
from parvis.core.record.actions import Card, append
from parvis.core.record.log import keys
from parvis.core.record.log.care import record_ref
from parvis.core.record.log.files import CHECKPOINT, POLICY, Files
from parvis.core.record.log.policy import written
from parvis.core.record.log.publishing import alone
from parvis.core.record.log.sequencing import LOCK
from parvis.core.record.models import Act, Log, Witness
from parvis.mechanisms.ledger.checkpoints import Checkpoint
from parvis.mechanisms.ledger.entries import Value
from parvis.mechanisms.ledger.frontier import Frontier
from parvis.mechanisms.ledger.hashing import leaf_hashes
from parvis.mechanisms.ledger.keys import VerifierKey
from parvis.mechanisms.ledger.notes import Note, Signature
from parvis.mechanisms.ledger.rejected import Rejected

# The trigger by which an act keeps its place.
KEEPS = "record_act_keeps_its_place"


@dataclass(frozen=True, slots=True)
class Anew:
    """What was done: the head at which the old log was closed, if it had published any, and the key of the new one."""

    closed: Checkpoint | None
    key: VerifierKey
    acts: int


def begin_anew(reason: str) -> Anew:
    """Close the log that goes on now, and begin another whose first entry cites its last head.

    Either all of it happens or nothing: the new key takes its place after the database has changed. Interrupted between the two, nothing is
    signed, and it is done again by the same command.

    Arguments:
        reason: why, in words that everybody will read.

    Raises:
        ValueError: no reason is given, or it is too long for an entry.
        Busy: a worker is publishing; try again, or stop the instance first.
    """
    reason = " ".join(reason.split())
    if not 10 <= len(reason) <= 500:
        raise ValueError("Say why in a sentence of 10 to 500 signs: everybody will read it in the first entry of the new log.")
    old = keys.log_keys()
    with alone(old[0]), transaction.atomic():
        last = _last_number()
        files = Files(last)
        closed, signatures = _closed(files)
        here = closed.origin if closed else old[-1].name
        key = keys.next_key(f"{here.removesuffix(f'/{last}')}/{last + 1}")
        if closed and {each.key_id for each in signatures} & {each.verifier.key_id for each in old}:
            files.put(POLICY, written())
            files.settle()
        count = _without_places()
        _first(key.name, here, closed, [str(each.verifier) for each in old], reason)
        Witness.objects.update(cosigned=0, trouble="", answered_at=None)
    keys.begin_anew()
    return Anew(closed, key.verifier, count)


def earlier() -> list[Act]:
    """Give the acts that say how this log came after another, the latest first; none where it is the first."""
    return list(Act.objects.filter(kind=acts.BEGUN_ANEW.code).order_by("-pk")) if keys.number() > 1 else []


def _last_number() -> int:
    """Give the number of the last log that was published here: a key that was lost does not say it any more."""
    number = keys.number()
    while _closed(Files(number + 1))[0]:
        number += 1
    return number


def _closed(files: Files) -> tuple[Checkpoint | None, tuple[Signature, ...]]:
    """Give the last head that was published, whoever signed it: the key may be lost."""
    try:
        note = Note.parse(files.read(CHECKPOINT))
        return Checkpoint.parse(note.text), tuple(note.signatures)
    except (FileNotFoundError, Rejected):
        return None, ()


def _first(name: str, before: str, closed: Checkpoint | None, signed: list[str], reason: str) -> None:
    """Append the act that the new log begins with, and give it the first place."""
    said: dict[str, Value] = {"registre": name, "ancien": before, "cles": list(signed), "motif": reason}
    if closed:
        said |= {"taille": closed.size, "racine": b64encode(closed.root).decode()}
    card = Card(kind="record", title=_("Public record"), path=reverse("record:record"))
    act = append(acts.BEGUN_ANEW, record_ref(name), actor=None, clear=said, card=card)
    Act.objects.filter(pk=act.pk).update(place=0)
    grown = Frontier().extend(leaf_hashes([bytes(act.entry or b"")]))
    Log.objects.update_or_create(pk=1, defaults={"size": grown.size, "nodes": grown.encode()})


def _without_places() -> int:
    """Take the places of all acts back, which the database refuses at any other time, and give how many there were."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            lift, put_back = f"ALTER TABLE record_act DISABLE TRIGGER {KEEPS}", f"ALTER TABLE record_act ENABLE TRIGGER {KEEPS}"
        else:
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s", [KEEPS])
            lift, put_back = f"DROP TRIGGER {KEEPS}", cursor.fetchone()[0]
        cursor.execute(lift)
        cursor.execute("UPDATE record_act SET place = NULL WHERE place IS NOT NULL")
        count = int(cursor.rowcount)
        cursor.execute(put_back)
    return count
