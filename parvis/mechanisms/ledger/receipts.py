"""What a person keeps after an act: proof that it is in the record, and what only she can still show once it is erased there.

A receipt is a C2SP tlog-proof whose extra data is the RFC 8785 JSON `{"champs": {name: [value, salt]}, "entree": "…"}`. The entry is
written in it as text, byte for byte, so that checking it needs SHA-256 and no canonical JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import rfc8785

from parvis.mechanisms.ledger.commitments import Opening, opens
from parvis.mechanisms.ledger.entries import Entry, Value, decode
from parvis.mechanisms.ledger.policies import Attested, Policy
from parvis.mechanisms.ledger.proof_files import ProofFile
from parvis.mechanisms.ledger.rejected import Rejected


@dataclass(frozen=True, slots=True)
class Receipt:
    """An entry, the openings of its fields and the proof that it is in the record.

    Arguments:
        entry: the bytes of the entry.
        openings: the value and salt of the fields that this receipt reveals; all, some or none.
        file: the proof.
    """

    entry: bytes
    openings: dict[str, Opening]
    file: ProofFile

    @property
    def content(self) -> Entry:
        """The entry, read."""
        return decode(self.entry)

    @property
    def values(self) -> dict[str, Value]:
        """The values that the receipt reveals."""
        return {name: value for name, (value, _) in self.openings.items()}

    def encode(self) -> bytes:
        """Give the receipt as a file."""
        return self.file.encode()

    @classmethod
    def make(cls, entry: bytes, openings: Mapping[str, Opening], file: ProofFile) -> Receipt:
        """Put together a receipt.

        Arguments:
            entry: the bytes of the entry.
            openings: what may still be revealed; nothing of an erased field.
            file: the proof of inclusion; its extra data is replaced.

        Raises:
            Rejected: the entry is not one, or an opening is not that of its field.
        """
        for name, opening in openings.items():
            _check_opening(decode(entry), name, opening)
        fields: dict[str, list[Value]] = {name: list(opening) for name, opening in openings.items()}
        extra = rfc8785.dumps({"champs": fields, "entree": entry.decode()})
        return cls(entry, dict(openings), ProofFile(file.index, file.proof, file.checkpoint, extra))

    @classmethod
    def parse(cls, data: bytes) -> Receipt:
        """Read a receipt; nothing in it is verified yet.

        Raises:
            Rejected: it is not a proof file, or its extra data is not that of a receipt.
        """
        file = ProofFile.parse(data)
        try:
            extra = json.loads(file.extra or b"")
            entry = extra["entree"].encode()
            openings = {name: (value, salt) for name, (value, salt) in extra["champs"].items()}
            if not all(isinstance(salt, str) for _, salt in openings.values()):
                raise TypeError
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise Rejected(
                "bad-receipt",
                "This file proves a place in the record but is not a receipt: its line 'extra' does not hold the entry. "
                "Ask the site for the receipt again.",
            ) from None
        return cls(entry, openings, file)

    def accept(self, policy: Policy) -> Attested:
        """Make sure that the entry is in the record, and that each revealed value is the one that it commits to.

        Raises:
            Rejected: with a code and what to do.
        """
        attested = self.file.accept(self.entry, policy)
        for name, opening in self.openings.items():
            _check_opening(self.content, name, opening)
        return attested


def _check_opening(entry: Entry, name: str, opening: Opening) -> None:
    commitments = entry.get("champs")
    expected = commitments.get(name) if isinstance(commitments, dict) else None
    if not isinstance(expected, str) or not opens(name, opening, expected):
        raise Rejected(
            "wrong-opening",
            f"The value of {name!r} is not the one that the record commits to: the value or its salt was changed.",
            name=name,
        )
