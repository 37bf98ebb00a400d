"""What a person keeps of an act: the promise at once, the proof once it is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from parvis.core.record import acts
from parvis.core.record.log import alarm, keys
from parvis.core.record.log.files import CHECKPOINT, Files
from parvis.core.record.log.policy import DELAY
from parvis.core.record.models import Act, Audience, Opening, State, Thing
from parvis.mechanisms.ledger.checkpoints import Checkpoint
from parvis.mechanisms.ledger.commitments import Opening as Opened
from parvis.mechanisms.ledger.hashing import leaf_hash
from parvis.mechanisms.ledger.notes import Note
from parvis.mechanisms.ledger.promises import Promise
from parvis.mechanisms.ledger.proof_files import ProofFile
from parvis.mechanisms.ledger.receipts import Receipt
from parvis.mechanisms.ledger.tree import Tree

# These say why something is not shown: they stay public when it is not.
REASONS = frozenset({"motif"})


class Stopped(LookupError):
    """The alarm lasts: nothing is signed."""


class NotPublished(LookupError):
    """The act is not in the published log yet, or will never be, because it is meant for members only."""


@dataclass(frozen=True, slots=True)
class Published:
    """What readers see of the log: the head, the bytes of its checkpoint, and the tree."""

    head: Checkpoint
    checkpoint: bytes
    tree: Tree


def published(log: int | None = None) -> Published:
    """Give what is published now of the log that goes on, or of this one.

    Raises:
        NotPublished: nothing is.
    """
    files = Files(log)
    try:
        data = files.read(CHECKPOINT)
    except FileNotFoundError:
        raise NotPublished("nothing is published yet") from None
    head = Checkpoint.parse(Note.parse(data).text)
    return Published(head, data, Tree(head.size, head.root, files))


def proof_of(place: int, log: int | None = None) -> tuple[bytes, ProofFile]:
    """Give the entry at a place of the published log, and the proof that it is there, checked.

    Raises:
        NotPublished: the log does not go so far.
    """
    now = published(log)
    if place >= now.head.size:
        raise NotPublished(str(place))
    return now.tree.entry(place), ProofFile(place, tuple(now.tree.inclusion(place)), now.checkpoint)


def receipt_of(act: Act, openings: Mapping[str, Opened]) -> Receipt:
    """Give the receipt of an act, with the values that it may reveal.

    Raises:
        NotPublished: it is not in the published log; while an alarm lasts another act may stand there in its place.
    """
    if act.place is None:
        raise NotPublished(str(act.uuid))
    entry, file = proof_of(act.place)
    if entry != bytes(act.entry or b""):
        raise NotPublished(str(act.uuid))
    return Receipt.make(entry, openings, file)


def promise_of(act: Act) -> bytes:
    """Give the promise, signed by the log, that this act will be published. The same however often it is asked for.

    Raises:
        NotPublished: it is meant for members only.
        Stopped: the alarm lasts, so that a promise could not be kept.
    """
    if act.entry is None:
        raise NotPublished(str(act.uuid))
    if alarm.current():
        raise Stopped(str(act.uuid))
    # The minute of an act is rounded down.
    before = int((act.at + timedelta(minutes=1, seconds=DELAY)).timestamp())
    key = keys.log_keys()[-1]
    return Promise(key.name, leaf_hash(bytes(act.entry)), before).sign(key).encode()


def opened(act: Act, *, hers: bool = False) -> dict[str, Opened]:
    """Give the values behind an act that its reader may see, with their salts: nothing of what is hidden, withdrawn or erased.

    The author of an act (`hers`) sees what she wrote, unless it is erased.
    """
    opening = Opening.objects.filter(act=act).first()
    if opening is None:
        return {}
    shown = hers or Thing.objects.filter(ref=act.object, state=State.PUBLISHED, audience=Audience.PUBLIC).exists()
    return {name: (value, salt) for name, (value, salt) in opening.fields.items() if shown or name in REASONS}


def erasures_of(act: Act) -> list[dict[str, Any]]:
    """Give the erasures of values behind an act: which ones, and the place of the act that says so."""
    found = Act.objects.filter(kind=acts.ERASED.code, object=act.object, clear__de=str(act.uuid)).order_by("pk")
    return [{"acte": each.uuid.urn, "champs": each.clear["champs"], "place": each.place} for each in found]
