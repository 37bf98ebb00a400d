"""The entry of an act: what the log hashes, and anybody can read. The names in it are French words, mapped here and nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from parvis.mechanisms.ledger.entries import Value, decode, encode

if TYPE_CHECKING:
    from parvis.core.record.models import Act

VERSION = 1


def entry_of(act: Act) -> bytes:
    """Give the entry of a public act: the RFC 8785 JSON of what its row says.

    Everything in it is known when the act is appended, so that the log can promise this very entry at once.

    Raises:
        Rejected: it does not fit an entry (4,096 bytes), or holds a value that an entry may not have.
    """
    return encode(
        {
            "acte": act.kind,
            "acteur": _urn(act.actor),
            "champs": act.commitments,
            "clair": act.clear,
            "date": act.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "demarche": _urn(act.process),
            "espace": _urn(act.space),
            "id": act.uuid.urn,
            "objet": act.object.urn,
            "precedent": _urn(act.previous),
            "v": VERSION,
        }
    )


def columns_of(data: bytes) -> dict[str, Any]:
    """Give what the row of an act holds, from its entry: for acts that a restored backup had lost.

    Raises:
        Rejected: it is not the entry of an act of this version.
    """
    entry = decode(data)
    return {
        "kind": entry["acte"],
        "actor": _uuid(entry["acteur"]),
        "commitments": entry["champs"],
        "clear": entry["clair"],
        "at": datetime.fromisoformat(str(entry["date"])),
        "process": _uuid(entry["demarche"]),
        "space": _uuid(entry["espace"]),
        "uuid": _uuid(entry["id"]),
        "object": _uuid(entry["objet"]),
        "previous": _uuid(entry["precedent"]),
    }


def _urn(ref: UUID | None) -> str | None:
    return ref.urn if ref else None


def _uuid(urn: Value) -> UUID | None:
    return UUID(str(urn)) if urn else None
