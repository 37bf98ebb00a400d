"""Asking our witnesses to cosign a head. C2SP tlog-witness, the side of the log."""

from __future__ import annotations

import urllib.error
import urllib.request
from datetime import timedelta

from django.utils import timezone

from parvis.core.record.log import keys
from parvis.core.record.models import Witness
from parvis.mechanisms.ledger.checkpoints import Checkpoint, open_checkpoint
from parvis.mechanisms.ledger.encoding import decode_number
from parvis.mechanisms.ledger.keys import VerifierKey
from parvis.mechanisms.ledger.notes import Note, Signature
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.tree import Tree
from parvis.mechanisms.ledger.witness import Request, monitor_path

PATIENCE = 10  # seconds for an answer
AGAIN = timedelta(seconds=30)  # before one that did not answer well is asked again
LONGEST = 64 * 1024


class NoAnswer(Exception):
    """A witness did not answer, or not in a way that can be used."""


def ask(note: Note, tree: Tree) -> list[Signature]:
    """Ask each witness that has not cosigned this head, and give the cosignatures that came.

    What a witness answers, and its trouble, is kept beside its name: pages say it. One that failed is left in peace for half a minute.

    Raises:
        Rejected: `rollback`: a witness has cosigned more than this instance has: an older copy was restored.
    """
    found = []
    for witness in Witness.objects.order_by("pk"):
        key = VerifierKey.parse(witness.key)
        if _signed(note, key) or (witness.trouble and witness.answered_at and timezone.now() - witness.answered_at < AGAIN):
            continue
        try:
            signature = _cosignature(witness, key, note, tree)
        except NoAnswer as error:
            _remember(witness, trouble=str(error)[:300])
            continue
        _remember(witness, cosigned=tree.size)
        found.append(signature)
    return found


def seen_by(witness: Witness, origin: str) -> Checkpoint | None:
    """Give the head that a witness publishes of this log, if it has one: signed by a key of ours, past or present, and by the witness.

    Raises:
        NoAnswer: it cannot be asked, or what it gives lacks one of the signatures; nobody else can raise an alarm here.
    """
    try:
        with urllib.request.urlopen(f"{witness.url.rstrip('/')}/{monitor_path(origin)}", timeout=PATIENCE) as answer:  # noqa: S310
            note = Note.parse(answer.read(LONGEST))
        if not _signed(note, VerifierKey.parse(witness.key)):
            raise NoAnswer(f"{witness.name}: what it publishes of this record is not signed by it.")
        ours = [*(key.verifier for key in keys.log_keys()), *(each.key for each in keys.retired_keys())]
        return open_checkpoint(note.encode(), ours)
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return None
        raise NoAnswer(f"{witness.name}: {error}") from None
    except (OSError, Rejected) as error:
        raise NoAnswer(f"{witness.name}: {error}") from None


def _signed(note: Note, key: VerifierKey) -> bool:
    return bool(note.verified([key]))


def _cosignature(witness: Witness, key: VerifierKey, note: Note, tree: Tree) -> Signature:
    old = min(witness.cosigned, tree.size)
    for _attempt in range(2):
        request = Request(old, tuple(tree.consistency(old, tree.root_at(old))), note)
        status, body = _post(witness.url, request.encode())
        if status == 409:
            old = _size(body)
            if old > tree.size:
                raise Rejected(
                    "rollback",
                    f"The witness {witness.name} has cosigned {old} acts of this record, and this instance has {tree.size}: it is probably "
                    "an older copy. Nothing is signed until the missing acts are found again: run `parvis record repair`.",
                    signed=old,
                    size=tree.size,
                )
            continue
        if status != 200:
            raise NoAnswer(f"{status}: {body.decode(errors='replace').strip()}")
        return _verified(body, note, key)
    raise NoAnswer("It changes its mind about the size that it has cosigned.")


def _verified(body: bytes, note: Note, key: VerifierKey) -> Signature:
    try:
        lines = body.decode().removesuffix("\n").split("\n")
        signatures = note.with_signatures(Signature.parse(line) for line in lines).verified([key])
    except (Rejected, UnicodeDecodeError) as error:
        raise NoAnswer(f"Its cosignature cannot be used: {error}") from None
    if not signatures:
        raise NoAnswer("It answered with no signature of its key.")
    return signatures[0][1]


def _size(body: bytes) -> int:
    try:
        return decode_number(body.decode("ascii").strip(), "a size")
    except (Rejected, UnicodeDecodeError):
        raise NoAnswer(f"Expected the size that it has cosigned; {body[:80]!r} came.") from None


def _post(url: str, body: bytes) -> tuple[int, bytes]:
    request = urllib.request.Request(f"{url.rstrip('/')}/add-checkpoint", body, {"Content-Type": "text/plain; charset=utf-8"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 (the address was given by the operator)
            return int(answer.status), answer.read(LONGEST)
    except urllib.error.HTTPError as error:
        return error.code, error.read(LONGEST)
    except OSError as error:
        raise NoAnswer(str(getattr(error, "reason", error))) from None


def _remember(witness: Witness, *, cosigned: int | None = None, trouble: str = "") -> None:
    changes: dict[str, object] = {"answered_at": timezone.now(), "trouble": trouble}
    if cosigned is not None:
        changes["cosigned"] = cosigned
    Witness.objects.filter(pk=witness.pk).update(**changes)
