"""Being a witness of other logs: what the operator chose to watch, and cosigning what continues what was cosigned. C2SP tlog-witness.

What was cosigned last is kept in the database and, because a backup may bring back an older one, by the guard too: the larger counts.
"""

from __future__ import annotations

import time

from django.db import transaction

from parvis.core.record.log import guard, keys
from parvis.core.record.models import Watched
from parvis.mechanisms.ledger.checkpoints import Checkpoint
from parvis.mechanisms.ledger.keys import Kind, SigningKey, VerifierKey
from parvis.mechanisms.ledger.notes import Note
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.witness import Answer, Head, Request, add_checkpoint, monitor_path


@transaction.atomic
def watch(key: VerifierKey, url: str = "") -> Watched:
    """Cosign the checkpoints of this log from now on; another key of a log that is watched already is added to the first.

    Raises:
        ValueError: it is the key of a witness, not of a log.
    """
    if key.kind is not Kind.LOG:
        raise ValueError(f"{key.name}: expected the key of a log; this is the key of a witness.")
    watched, _new = Watched.objects.select_for_update().get_or_create(origin=key.name, defaults={"url": url})
    if str(key) not in watched.keys:
        watched.keys = [*watched.keys, str(key)]
    watched.url = url or watched.url
    watched.save()
    return watched


def stop_watching(origin: str) -> bool:
    """Cosign nothing of this log any more, and say whether it was watched. What was cosigned stays remembered by the guard."""
    return Watched.objects.filter(origin=origin).delete()[0] > 0


@transaction.atomic
def answer(body: bytes, *, now: int | None = None) -> Answer:
    """Answer a request to cosign. The head is checked and stored while nobody else holds it, before the answer is sent."""
    try:
        origin = Checkpoint.parse(Request.parse(body).note.text).origin
    except Rejected as error:
        return Answer(400, f"{error}\n".encode(), reason=error.code)
    watched = Watched.objects.select_for_update().filter(origin=origin).first()
    if watched is None:
        return Answer(404, b"This witness does not follow this log.\n", reason="unknown-log")
    key = keys.witness_key()
    with guard.locked("cosigning"):
        head = _head(watched, key)
        said, new = add_checkpoint(
            body,
            logs={origin: [VerifierKey.parse(text) for text in watched.keys]},
            heads={origin: head} if head else {},
            keys=[key],
            time=int(time.time()) if now is None else now,
        )
        if new:
            guard.write(guard.named("cosigned", key, origin), b"%d\n%b" % (new.time, new.note))
            watched.time, watched.note = new.time, new.note
            watched.save()
    return said


def cosigned(name: str) -> bytes | None:
    """Give the last checkpoint cosigned of the log with this name on the monitoring path (the hash of its origin), if there is one."""
    for watched in Watched.objects.all():
        if monitor_path(watched.origin).partition("/")[0] == name:
            head = _head(watched, keys.witness_key())
            return head.note if head else None
    return None


def _head(watched: Watched, key: SigningKey) -> Head | None:
    """Give what was cosigned last, from the database or the guard: whichever is the larger."""
    kept = [(watched.time, bytes(watched.note))] if watched.note else []
    if (data := guard.read(guard.named("cosigned", key, watched.origin))) is not None:
        moment, _, note = data.partition(b"\n")
        kept.append((int(moment), note))
    heads = [Head(Checkpoint.parse(Note.parse(note).text), moment, note) for moment, note in kept]
    return max(heads, key=lambda head: head.checkpoint.size, default=None)
