"""After an older copy of the database was restored: finding the missing acts again in what was published, before anything is signed.

The entries say which act was done, on what, by which pseudonym and when. What they only commit to (names, texts) was in the part of the
database that is lost: it is gone, as if erased. Erasures are done again, and so is what rooms know how to do from an entry alone (hiding,
showing again, withdrawing, supporting), where its object is in the backup. The rest is told, to be done again by people.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from parvis.core.record import acts, upstairs
from parvis.core.record.entries import columns_of
from parvis.core.record.log import alarm, guard, keys
from parvis.core.record.log.care import note
from parvis.core.record.log.files import CHECKPOINT, Files
from parvis.core.record.log.publishing import published
from parvis.core.record.log.sequencing import frontier
from parvis.core.record.models import Act, Audience, Log, Opening, Thing
from parvis.mechanisms.ledger.checkpoints import Checkpoint, open_checkpoint
from parvis.mechanisms.ledger.edge import read_bundle
from parvis.mechanisms.ledger.frontier import Frontier
from parvis.mechanisms.ledger.hashing import leaf_hashes
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.storage import Storage
from parvis.mechanisms.ledger.tiles import entry_bundles


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair found again: from which size to which, how many acts of each kind, how many values were erased again, and how many
    acts did again what they had done.
    """

    before: int
    after: int
    kinds: dict[str, int]
    erased: int
    again: int


def repair(source: Storage | None = None) -> Repaired:
    """Find the acts again that this database lost, in our own published files or a copy of them (a mirror, a reader's folder).

    Raises:
        Rejected: the copy does not go as far as what was signed, or this database has gone on with another history. Nothing is changed.
        FileNotFoundError: a file of the copy is missing.
    """
    files = source or Files()
    here, target = frontier(), _target(files)
    if target is None or target.size <= here.size:
        # Whether what is here continues what was signed is checked when it is signed again.
        alarm.end()
        return Repaired(here.size, here.size, {}, 0, 0)
    missing, grown = _read(files, here, target)
    with transaction.atomic():
        found = [_put_back(place, entry) for place, entry in enumerate(missing, here.size)]
        erased = sum(_erase_again(act) for act in found)
        again = sum(_done_again(act) for act in found)
        Log.objects.update_or_create(pk=1, defaults={"size": grown.size, "nodes": grown.encode()})
        note(acts.RESTORED, de=here.size, a=grown.size)
    alarm.end()
    return Repaired(here.size, grown.size, dict(Counter(act.kind for act in found)), erased, again)


def _target(files: Storage) -> Checkpoint | None:
    """Give the largest head that this log signed, as far as anybody here knows."""
    signers = keys.log_keys()
    heads = [guard.last_signed(signers), published(Files())]
    try:
        known = [*(key.verifier for key in signers), *(each.key for each in keys.retired_keys())]
        heads.append(open_checkpoint(files.read(CHECKPOINT), known))
    except FileNotFoundError:
        pass
    return max((head for head in heads if head), key=lambda head: head.size, default=None)


def _read(files: Storage, here: Frontier, target: Checkpoint) -> tuple[list[bytes], Frontier]:
    """Give the missing entries and the tree with them, having made sure that the copy is what was signed and begins with what is here."""
    missing: list[bytes] = []
    grown, size = Frontier(), 0
    for bundle in entry_bundles(target.size):
        entries = read_bundle(bundle, files)
        known = max(0, min(here.size - size, len(entries)))
        for part in (entries[:known], entries[known:]):
            grown = grown.extend(leaf_hashes(part))
            if grown.size == here.size and grown.root != here.root:
                raise Rejected(
                    "not-consistent",
                    f"The {here.size} acts of this database are not the first {here.size} that were published: it has gone on by itself. "
                    "Nothing was changed. Restore the backup again, and repair before anybody writes; see docs/guides/two-histories.md.",
                )
        missing += entries[known:]
        size += len(entries)
    if grown.root != target.root:
        raise Rejected("wrong-root", f"The {target.size} published entries are not those that were signed: use another copy (--from).")
    return missing, grown


def _put_back(place: int, entry: bytes) -> Act:
    columns: dict[str, Any] = columns_of(entry)
    act = Act.objects.filter(uuid=columns["uuid"]).first()
    if act is None:
        if columns["previous"] and Act.objects.filter(previous=columns["previous"]).exists():
            # Somebody has acted on the same thing since the restoration; the entry keeps what was said then.
            columns["previous"] = None
        act = Act.objects.create(**columns, audience=Audience.PUBLIC, entry=entry, place=place)
        Thing.objects.filter(ref=act.object).update(last_act=act.uuid)
    else:
        Act.objects.filter(pk=act.pk).update(place=place)
    return act


def _done_again(act: Act) -> bool:
    """Do again what an act did, and let the card of its object say the same."""
    done, state = upstairs.done_again(act)
    if state:
        Thing.objects.filter(ref=act.object).update(state=state)
    return done


def left_to_people() -> list[Act]:
    """Give what people must look at after the latest restoration: acts found again that no program could do again; none without one."""
    restored = Act.objects.filter(kind=acts.RESTORED.code).order_by("-pk").first()
    if restored is None:
        return []
    found = list(Act.objects.filter(place__gte=restored.clear["de"], place__lt=restored.clear["a"]).order_by("place"))
    there = set(Thing.objects.filter(ref__in={act.object for act in found}).values_list("ref", flat=True))
    done = [act for act in found if act.kind == acts.ERASED.code or (upstairs.can_be_done_again(act.kind) and act.object in there)]
    return [act for act in found if act not in done]


def _erase_again(act: Act) -> int:
    if act.kind != acts.ERASED.code:
        return 0
    opening = Opening.objects.filter(act__uuid=act.clear["de"]).first()
    gone = [name for name in act.clear["champs"] if opening and name in opening.fields]
    if opening and gone:
        opening.fields = {name: value for name, value in opening.fields.items() if name not in gone}
        opening.save(update_fields=["fields"])
    return len(gone)
