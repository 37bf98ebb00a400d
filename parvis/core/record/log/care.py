"""Taking care of the log: its keys, its witnesses. Each of these is an act of the record itself. Called from the server's command line."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.core.record import acts
from parvis.core.record.actions import Card, append
from parvis.core.record.kinds import ActKind
from parvis.core.record.log import guard, keys
from parvis.core.record.log.sequencing import frontier
from parvis.core.record.models import Act, Thing, Witness
from parvis.mechanisms.ledger.entries import Value
from parvis.mechanisms.ledger.keys import Kind, VerifierKey


def record_ref(origin: str = "") -> UUID:
    """Give the ref of the record itself, as the object of acts: the log that goes on now, or the one of this name."""
    return uuid5(NAMESPACE_URL, f"https://{origin or keys.origin()}")


def note(kind: ActKind, **clear: Value) -> Act:
    """Append an act on the record itself."""
    ref = record_ref()
    known = Thing.objects.filter(ref=ref).exists()
    card = None if known else Card(kind="record", title=_("Public record"), path=reverse("record:record"))
    return append(kind, ref, actor=None, clear=clear, card=card)


@transaction.atomic
def add_key() -> VerifierKey:
    """Let a new key sign beside the one before, until that one is retired: readers and witnesses learn of it meanwhile."""
    before = keys.log_keys()[-1]
    made = keys.add_key()
    guard.carry_over(before, made)
    note(acts.KEY_ADDED, cle=str(made.verifier))
    return made.verifier


@transaction.atomic
def retire_key() -> VerifierKey:
    """Let the oldest key sign no more; its receipts stay good.

    Raises:
        ValueError: there is one key only.
    """
    size = frontier().size
    gone = keys.retire_key(size)
    note(acts.KEY_RETIRED, cle=str(gone), taille=size)
    return gone


@transaction.atomic
def add_witness(name: str, key: VerifierKey, url: str) -> Witness:
    """Ask this witness to cosign from now on.

    Raises:
        ValueError: it is the key of a log, or the name or key is taken.
    """
    if key.kind is not Kind.COSIGNER:
        raise ValueError(f"{key.name}: expected the key of a witness; this is the key of a log.")
    if Witness.objects.filter(name=name).exists() or Witness.objects.filter(key=str(key)).exists():
        raise ValueError(f"{name}: a witness of this name, or with this key, is known already.")
    made = Witness.objects.create(name=name, key=str(key), url=url)
    note(acts.WITNESS_ADDED, nom=name, cle=str(key), adresse=url)
    return made


@transaction.atomic
def remove_witness(name: str) -> None:
    """Ask this witness no more.

    Raises:
        ValueError: nobody has this name.
    """
    gone = Witness.objects.filter(name=name).first()
    if gone is None:
        raise ValueError(
            f"{name}: no witness has this name; there are: {', '.join(Witness.objects.values_list('name', flat=True)) or 'none'}."
        )
    gone.delete()
    note(acts.WITNESS_REMOVED, nom=name, cle=gone.key)
