"""A small published log for tests, and for the judges of `tests/judges`."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from parvis.mechanisms.ledger.checkpoints import Checkpoint, cosign, sign_checkpoint
from parvis.mechanisms.ledger.edge import Edge, grow
from parvis.mechanisms.ledger.entries import encode
from parvis.mechanisms.ledger.hashing import leaf_hashes
from parvis.mechanisms.ledger.keys import Kind, SigningKey
from parvis.mechanisms.ledger.policies import Group, Policy, Trusted
from parvis.mechanisms.ledger.proof_files import ProofFile
from parvis.mechanisms.ledger.storage import Memory
from parvis.mechanisms.ledger.tree import Tree

ORIGIN = "demo.parvis.example/registre"
TIME = 1_795_000_000


def key(name: str, kind: Kind) -> SigningKey:
    """Give the same key for the same name in every run."""
    return SigningKey.generate(name, kind, randomness=lambda count: sha256(name.encode()).digest()[:count])


def act(index: int, kind: str = "contribution.publiée") -> bytes:
    """Give the entry of an act."""
    return encode({"acte": kind, "date": "2026-11-23T18:00:00Z", "objet": f"urn:uuid:{index:032x}", "v": 1})


def plain(count: int, start: int = 0) -> list[bytes]:
    """Give entries that the judges make too: `entry 0`, `entry 1` …"""
    return [b"entry %d" % index for index in range(start, start + count)]


class SampleLog:
    """A log with three witnesses, of which two are the quorum."""

    def __init__(self, origin: str = ORIGIN) -> None:
        self.key = key(origin, Kind.LOG)
        self.witnesses = [key(f"{name}.example/temoin", Kind.COSIGNER) for name in ("rennes", "brest", "vannes")]
        self.policy = Policy(
            logs=(Trusted(self.key.verifier),),
            witnesses={f"w{number}": Trusted(witness.verifier) for number, witness in enumerate(self.witnesses)},
            groups={"q": Group(2, ("w0", "w1", "w2"))},
            quorum="q",
        )
        self.files: dict[str, bytes] = {}
        self.edge = Edge()
        self.head: Checkpoint | None = None

    @property
    def storage(self) -> Memory:
        return Memory(self.files)

    @property
    def tree(self) -> Tree:
        return Tree(self.edge.size, self.edge.root, self.storage)

    def append(self, entries: Iterable[bytes]) -> SampleLog:
        """Append entries, and publish the files and a cosigned checkpoint."""
        for file in grow(self.edge, list(entries), self.storage):
            self.files[file.tile.path] = file.data
        return self.publish()

    def publish(self, cosigners: Sequence[int] = (0, 1)) -> SampleLog:
        """Publish a checkpoint cosigned by these witnesses."""
        head = Checkpoint(self.key.name, self.edge.size, self.edge.root)
        proof = self.tree.consistency(self.head.size, self.head.root) if self.head else ()
        note = sign_checkpoint(head, self.key, after=self.head, proof=proof)
        note = note.with_signatures(cosign(note, self.witnesses[number], time=TIME) for number in cosigners)
        self.files["checkpoint"], self.head = note.encode(), head
        return self

    def proof_file(self, index: int) -> ProofFile:
        """Give the proof of an entry."""
        return ProofFile(index, tuple(self.tree.inclusion(index)), self.files["checkpoint"])

    def write(self, folder: Path) -> Path:
        """Write the published files to a folder."""
        for path, data in self.files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return folder


def published(count: int) -> SampleLog:
    """Give a published log of plain entries."""
    return SampleLog().append(plain(count))


def _tile_forged_with_entry(log: SampleLog, index: int) -> None:
    """Forge an entry and its hash together: what Go's TileHashReader does not see (specification of the record, 2.3)."""
    entries = plain(log.edge.size)
    entries[index] = b"forged"
    forged: dict[str, bytes] = {}
    for file in grow(Edge(), entries, Memory({})):
        forged[file.tile.path] = file.data
    place = index // 256
    for path in log.files:
        if f"/{place:03d}" in path and path.startswith(("tile/0/", "tile/entries/")):
            log.files[path] = forged[path]


def rewritten_and_signed_again(log: SampleLog) -> None:
    """Rewrite the past and have everybody sign it: only whoever kept an earlier checkpoint can see it."""
    entries = plain(log.edge.size)
    entries[3] = b"rewritten"
    log.files, log.edge, log.head = {}, Edge(), None
    log.append(entries)


def _change(log: SampleLog, path: str, at: int) -> None:
    data = bytearray(log.files[path])
    data[at] ^= 1
    log.files[path] = bytes(data)


def _wrong_key_id(log: SampleLog) -> None:
    text = log.files["checkpoint"].decode()
    other = key(ORIGIN, Kind.COSIGNER).verifier.key_id
    log.files["checkpoint"] = text.replace(_encoded(log, b""), _encoded(log, other)).encode()


def _encoded(log: SampleLog, key_id: bytes) -> str:
    assert log.head is not None
    signature = log.key.sign(log.head.text.encode())
    return b64encode((key_id or log.key.verifier.key_id) + signature).decode()


def _edit_root(log: SampleLog) -> None:
    assert log.head is not None
    other = Checkpoint(log.head.origin, log.head.size, leaf_hashes([b"another"])[0])
    log.files["checkpoint"] = log.files["checkpoint"].replace(log.head.text.encode(), other.text.encode())


def _checkpoint_of_another_log(log: SampleLog) -> None:
    log.files["checkpoint"] = SampleLog("other.example/registre").append(plain(3)).files["checkpoint"]


# Each forgery, for a log of 70,000 plain entries, with the code of our refusal.
FORGERIES: dict[str, tuple[Callable[[SampleLog], object], str]] = {
    "an entry changed": (lambda log: _change(log, "tile/entries/003", 40), "wrong-tile"),
    "the last entry changed": (lambda log: _change(log, "tile/entries/273.p/112", -1), "wrong-root"),
    "a tile changed": (lambda log: _change(log, "tile/0/003", 40), "wrong-tile"),
    "a tile of the second level changed": (lambda log: _change(log, "tile/1/000", 40), "wrong-tile"),
    "a partial tile changed": (lambda log: _change(log, "tile/1/001.p/17", 40), "wrong-tile"),
    "an entry and its tile forged together": (lambda log: _tile_forged_with_entry(log, 1000), "wrong-tile"),
    "the root edited": (_edit_root, "bad-signature"),
    "a cosignature removed": (lambda log: log.publish(cosigners=[1]), "no-quorum"),
    "the same witness twice": (lambda log: log.publish(cosigners=[1, 1]), "no-quorum"),
    "a tile missing": (lambda log: log.files.pop("tile/0/100"), ""),
    "a bundle missing": (lambda log: log.files.pop("tile/entries/100"), ""),
    "a bundle cut": (lambda log: log.files.update({"tile/entries/100": log.files["tile/entries/100"][:-1]}), "bundle-cut"),
    "a tile cut": (lambda log: log.files.update({"tile/0/100": log.files["tile/0/100"][:-1]}), "tile-size"),
    "two bundles exchanged": (
        lambda log: log.files.update({"tile/entries/100": log.files["tile/entries/101"]}),
        "wrong-tile",
    ),
    "a wrong key id": (_wrong_key_id, "not-signed"),
    "the checkpoint of another log": (_checkpoint_of_another_log, "not-signed"),
}
