"""What was signed last, in a folder that no backup holds: the one thing that keeps this instance from signing two histories.

A head is signed only if it continues the head kept here, and it is kept here before anybody sees its signature. When the database is an
older copy, the guard knows more than it does, and nothing is signed until the missing acts are found again (`parvis record repair`).

Limits: whoever deletes the folder, and asks no witness, can sign a second history. On several machines they share this folder.
"""

from __future__ import annotations

import fcntl
import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

from django.conf import settings

from parvis.mechanisms.ledger.checkpoints import Checkpoint, sign_checkpoint
from parvis.mechanisms.ledger.keys import SigningKey, VerifierKey
from parvis.mechanisms.ledger.notes import Note

# Gives the consistency proof from an earlier head.
Prove = Callable[[Checkpoint], Sequence[bytes]]
ERASED = "erased-accounts"


class Busy(Exception):
    """Another process holds what was asked for."""


def folder() -> Path:
    """Give the folder of the guard, made if need be.

    Raises:
        PermissionError: it cannot be made; the message says which setting names another.
    """
    path = Path(settings.PARVIS_GUARD)
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise PermissionError(
            f"{path}: this folder keeps what was signed last, outside the data and its backups, and cannot be made ({error.strerror}). "
            "Name one that can be written: PARVIS_GUARD=/path/to/folder."
        ) from None
    return path


@contextmanager
def locked(name: str, *, wait: bool = True) -> Iterator[None]:
    """Hold this name alone among all processes that share the folder; the system gives it up when a process dies.

    Raises:
        Busy: somebody else holds it, and we do not wait.
    """
    descriptor = os.open(folder() / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise Busy(name) from None
        yield
    finally:
        os.close(descriptor)


def last_signed(keys: Sequence[SigningKey | VerifierKey]) -> Checkpoint | None:
    """Give the largest head that these keys signed on this machine, if any."""
    heads = [Checkpoint.parse(Note.parse(data).text) for key in keys if (data := read(named("head", key))) is not None]
    return max(heads, key=lambda head: head.size, default=None)


def sign(head: Checkpoint, keys: Sequence[SigningKey], prove: Prove) -> Note:
    """Sign a head that continues the last one, and remember it before anybody sees the signature.

    Arguments:
        head: the new head; its files are on disk.
        keys: the keys of the log.
        prove: gives the proof from the last signed head to this one.

    Raises:
        Rejected: `rollback` or `not-consistent`: signing would make a second history.
        OSError: it could not be remembered, so that it was not signed.
    """
    with locked("signing"):
        last = last_signed(keys)
        note = sign_checkpoint(head, *keys, after=last, proof=prove(last) if last else ())
        if last != head:
            for key in keys:
                write(named("head", key), note.encode())
        return note


def carry_over(old: SigningKey, new: SigningKey) -> None:
    """Let a new key begin where the one before it stands, so that it cannot sign what that one could not."""
    with locked("signing"):
        data = read(named("head", old))
        if data is not None:
            write(named("head", new), data)


def read(name: str) -> bytes | None:
    """Give what is kept under this name, if anything is."""
    try:
        return (Path(settings.PARVIS_GUARD) / name).read_bytes()
    except FileNotFoundError:
        return None


def write(name: str, data: bytes) -> None:
    """Keep bytes under this name, whole or not at all, on the disk when this returns."""
    target = folder() / name
    draft = target.with_name(f"{name}.{os.getpid()}-{threading.get_ident()}.new")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    settle(target.parent)


def add_line(name: str, line: str) -> None:
    """Add a line to what is kept under this name, on the disk when this returns."""
    with os.fdopen(os.open(folder() / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as file:
        file.write(f"{line}\n")
        file.flush()
        os.fsync(file.fileno())


def remember_erased(ref: UUID) -> None:
    """Remember that this account was erased: a backup that is restored brings it back, and it is erased again.

    Where the folder cannot be written the erasure stands, and whoever runs the server is told.
    """
    try:
        add_line(ERASED, str(ref))
    except OSError as error:
        logging.getLogger(__name__).error("An erasure was not remembered outside the backups, and a restoration would undo it: %s", error)


def forget(name: str) -> None:
    """Keep nothing under this name any more."""
    (folder() / name).unlink(missing_ok=True)


def settle(path: Path) -> None:
    """Bring the names in a folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def named(prefix: str, key: SigningKey | VerifierKey, *more: str) -> str:
    """Give the name under which something of a key is kept: several instances may share the folder."""
    public = key.verifier if isinstance(key, SigningKey) else key
    return "-".join([prefix, quote(public.name, safe=""), public.key_id.hex(), *(quote(word, safe="") for word in more)])
