"""A dictionary attack on what a record publishes: is one of these values behind a commitment?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from parvis.mechanisms.ledger.checkpoints import Checkpoint
from parvis.mechanisms.ledger.commitments import commitment
from parvis.mechanisms.ledger.edge import read_bundle
from parvis.mechanisms.ledger.encoding import decode_base64
from parvis.mechanisms.ledger.entries import decode_all
from parvis.mechanisms.ledger.notes import Note
from parvis.mechanisms.ledger.storage import Storage
from parvis.mechanisms.ledger.tiles import entry_bundles


def guess(source: Storage, values: Iterable[str], *, salts: Sequence[str] = ()) -> list[str]:
    """Give the values that are found, in clear or behind a commitment.

    Without their salts, the best that can be tried is what lazy programs use: no salt, zeroes, or what is published elsewhere.

    Arguments:
        source: the published files.
        values: the dictionary.
        salts: salts that somebody has, in Base64.
    """
    size = Checkpoint.parse(Note.parse(source.read("checkpoint")).text).size
    raw, tried = b"", {bytes(16), b"\xff" * 16}
    committed: set[str] = set()
    names: set[str] = set()
    for bundle in entry_bundles(size):
        entries = read_bundle(bundle, source)
        raw += b"".join(entries)
        for entry in decode_all(entries):
            fields, identifier = entry["champs"], str(entry["id"]).removeprefix("urn:uuid:").replace("-", "")
            assert isinstance(fields, dict)
            names |= fields.keys()
            committed |= set(map(str, fields.values()))
            tried.add(bytes.fromhex(identifier))
            tried |= {decode_base64(str(value), "a commitment")[:16] for value in fields.values()}
    tried |= {decode_base64(salt, "a salt") for salt in salts}
    return [
        value
        for value in values
        if value.encode() in raw or any(commitment(name, value, salt) in committed for name, salt in product(names, tried))
    ]
