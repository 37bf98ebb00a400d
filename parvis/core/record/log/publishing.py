"""Publishing what has its place: tiles, then the signed head, then the cosignatures of witnesses, then the checkpoint that readers see.

A crash at any point leaves nothing that the next turn does not repair: tiles are a function of the entries, a head is signed once its files
are on the disk, and it is remembered by the guard before anybody sees it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from django.db import connection

from parvis.core.record.log import alarm, guard, keys, witnesses
from parvis.core.record.log.files import CHECKPOINT, Files
from parvis.core.record.log.policy import policy
from parvis.core.record.log.sequencing import LOCK, frontier
from parvis.core.record.models import Act
from parvis.mechanisms.ledger.checkpoints import Checkpoint, open_checkpoint
from parvis.mechanisms.ledger.edge import Edge, grow
from parvis.mechanisms.ledger.frontier import Frontier
from parvis.mechanisms.ledger.hashing import leaf_hashes
from parvis.mechanisms.ledger.keys import SigningKey
from parvis.mechanisms.ledger.notes import Note
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.tree import Tree

ROWS = 2_048


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn did: the head that is published now, and whether it is a new one."""

    head: Checkpoint
    new: bool


def publish() -> Turn | None:
    """Publish all that has its place; None when another process is at it.

    Raises:
        Rejected: what is here does not continue what was signed. The alarm is raised, and nothing is signed until
            `parvis record repair` has found what is missing.
        OSError: a file could not be written, for instance on a full disk: nothing was signed, and the next turn tries again.
    """
    with suppress(guard.Busy), alone(keys.log_keys()[0]):
        if lasting := alarm.current():
            raise lasting.rejected()
        files, signers = Files(), keys.log_keys()
        with alarm.sounding():
            return _publish(files, signers)
    return None


def _publish(files: Files, signers: list[SigningKey]) -> Turn:
    here = frontier()
    head = Checkpoint(signers[-1].name, here.size, here.root)
    shown = published(files, signers)
    last = furthest(guard.last_signed(signers), shown)
    if last and last.size > head.size:
        raise rolled_back(last, head.size)
    files.tidy()
    filled = _write(files, last, here)
    tree = Tree(head.size, head.root, files)
    note = guard.sign(head, signers, lambda old: tree.consistency(old.size, old.root))
    note, quorum = _cosigned(files, note, tree)
    if quorum and (_read(files) != note.encode()):
        files.put(CHECKPOINT, note.encode())
        files.settle()
    for path in filled:
        files.drop_partial(path)
    return Turn(head=head, new=shown != head)


def _write(files: Files, last: Checkpoint | None, here: Frontier) -> list[str]:
    """Write the files that the last head does not have yet, and give the paths of the tiles that are full now."""
    edge = Edge()
    if last:
        try:
            edge = Edge.read(last.size, last.root, files)
        except (FileNotFoundError, Rejected):
            # They are lost or damaged. All are written again, if what is here begins with what was signed.
            return _write_again(files, last, here)
    filled = []
    try:
        for file in grow(edge, _entries(edge.size, here.size), files):
            files.put(file.tile.path, file.data)
            if file.tile.full:
                filled.append(file.tile.path)
    except Rejected as error:
        if error.code != "bundle-hash" or not last:
            raise
        return _write_again(files, last, here)
    if edge.root != here.root:
        if last and root_of(last.size) != last.root:
            raise another_history(last, here.size)
        raise Rejected(
            "wrong-root",
            f"The {here.size} entries of the database do not have the root that was computed when they got their places: an entry was "
            "changed in the database. Nothing was signed. Keep a copy, and restore a backup from before the change.",
        )
    files.settle()
    return filled


def _write_again(files: Files, last: Checkpoint, here: Frontier) -> list[str]:
    if root_of(last.size) != last.root:
        raise another_history(last, here.size)
    return _write(files, None, here)


def root_of(size: int) -> bytes:
    """Give the root of the first acts of the database."""
    edge = Edge()
    for start in range(0, size, ROWS):
        deque(edge.add(leaf_hashes(_entries(start, min(size, start + ROWS)))), maxlen=0)
    return edge.root


def _entries(start: int, end: int) -> Iterator[bytes]:
    while start < end:
        rows = Act.objects.filter(place__gte=start, place__lt=min(end, start + ROWS)).order_by("place").values_list("place", "entry")
        for place, entry in rows:
            if place != start:
                break
            yield bytes(entry or b"")
            start += 1
        else:
            if rows:
                continue
        raise Rejected("wrong-root", f"The act of place {start} is missing from the database. Nothing was signed. Restore a backup.")


def _cosigned(files: Files, note: Note, tree: Tree) -> tuple[Note, bool]:
    """Give the head with all cosignatures that can be had, and whether they are enough to show it."""
    known = _read(files)
    if known is not None and (shown := Note.parse(known)).text == note.text:
        note = note.with_signatures(shown.signatures)
    asked = witnesses.ask(note, tree)
    note = note.with_signatures(asked)
    return note, policy().examine(note.encode()).quorum


def published(files: Files, signers: list[SigningKey] | None = None) -> Checkpoint | None:
    """Give the head that readers see, if there is one.

    Raises:
        Rejected: what is published there was not signed by this log.
    """
    data = _read(files)
    if data is None:
        return None
    known = [key.verifier for key in signers or keys.log_keys()]
    try:
        return open_checkpoint(data, [*known, *(each.key for each in keys.retired_keys())])
    except Rejected as error:
        told = "Nothing is signed. Put the key back (a copy of PARVIS_KEYS) or, if it is lost, see docs/guides/two-histories.md."
        raise Rejected(error.code, f"{error} {told}", **error.facts) from None


def _read(files: Files) -> bytes | None:
    try:
        return files.read(CHECKPOINT)
    except FileNotFoundError:
        return None


def furthest(*heads: Checkpoint | None) -> Checkpoint | None:
    """Give the largest of these heads, if there is one."""
    return max((head for head in heads if head), key=lambda head: head.size, default=None)


def rolled_back(last: Checkpoint, size: int) -> Rejected:
    """Give the reason to stop: more was signed than is here."""
    return Rejected(
        "rollback",
        f"{last.size} acts were signed already, and this database has places for {size}: it is probably an older copy. Nothing is "
        "signed until the missing acts are found again: run `parvis record repair`. What people do meanwhile "
        "is kept, and comes after them.",
        signed=last.size,
        size=size,
    )


def another_history(last: Checkpoint, size: int) -> Rejected:
    """Give the reason to stop: what is here is not what was signed."""
    return Rejected(
        "not-consistent",
        f"The first {last.size} of {size} acts in this database are not those that were signed: an older copy was restored and has "
        "gone on, or acts were changed. Nothing is signed. Stop the instance and see docs/guides/two-histories.md.",
        signed=last.size,
        size=size,
    )


@contextmanager
def alone(key: SigningKey) -> Iterator[None]:
    """Publish alone: on this machine by a lock of the system, among machines by one of the database.

    Raises:
        Busy: another process is at it.
    """
    with guard.locked(guard.named("publishing", key), wait=False):
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK + 1])
            if not cursor.fetchone()[0]:
                raise guard.Busy("publishing")
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK + 1])
