"""A signed promise that an act will be in the record before a given time: what shows an omission, which no tree can show.

It is a signed note of four lines, made with the key of the log: `parvis/promesse/v1`, the origin, the leaf hash of the entry in
Base64, the time in POSIX seconds. Its first line is no origin, so that it can never be taken for a checkpoint.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from parvis.mechanisms.ledger.encoding import decode_hash, decode_number
from parvis.mechanisms.ledger.keys import Kind, SigningKey, VerifierKey
from parvis.mechanisms.ledger.notes import Note, sign
from parvis.mechanisms.ledger.rejected import Rejected

FIRST_LINE = "parvis/promesse/v1"


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised.

    Arguments:
        origin: the log that promises.
        leaf: the leaf hash of the entry.
        before: the time, in POSIX seconds, at which a checkpoint must include it.

    Examples:
        >>> key = SigningKey.generate("example.org/log", Kind.LOG, randomness=bytes)
        >>> promise = Promise("example.org/log", bytes(32), 1_800_000_000)
        >>> Promise.open(promise.sign(key).encode(), [key.verifier]) == promise
        True
    """

    origin: str
    leaf: bytes
    before: int

    def sign(self, key: SigningKey) -> Note:
        """Give the promise, signed by the log that makes it."""
        if key.name != self.origin or self.origin == FIRST_LINE:
            raise Rejected("wrong-key", f"A promise of {self.origin!r} is signed by its own key, not by {key.name!r}.")
        return sign(f"{FIRST_LINE}\n{self.origin}\n{b64encode(self.leaf).decode()}\n{self.before}\n", key)

    @classmethod
    def open(cls, data: bytes, keys: Iterable[VerifierKey]) -> Promise:
        """Read a promise signed by one of these log keys; raise `Rejected` when it is not one."""
        note = Note.parse(data)
        lines = note.text.split("\n")
        if len(lines) != 5 or lines[0] != FIRST_LINE:
            raise Rejected("bad-promise", f"A promise has four lines and begins with {FIRST_LINE!r}; this note does not.")
        _, origin, leaf, before, _ = lines
        promise = cls(origin, decode_hash(leaf, "a leaf hash"), decode_number(before, "a time"))
        logs = [key for key in keys if key.kind is Kind.LOG and key.name == origin]
        if not note.verified(logs):
            raise Rejected("not-signed", f"The promise of {origin!r} carries no signature of a known key of this log.")
        return promise

    def broken(self, *, leaf_is_included: bool, now: int) -> bool:
        """Say whether the promise was not kept: the time is over and the entry is nowhere in the record."""
        return now > self.before and not leaf_is_included
