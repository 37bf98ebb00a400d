"""How fast the ledger hashes, publishes, proves and audits, in seconds of CPU.

    python benchmarks/ledger.py [ENTRIES]

The aim for 1,000,000 entries: a full audit under 15 s of CPU and 500 MB. Files are held in memory, so that the disk is not measured;
the memory of the audit alone is therefore measured in a process of its own, over files on disk.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from parvis.mechanisms.ledger.audit import Audit
from parvis.mechanisms.ledger.checkpoints import Checkpoint, sign_checkpoint
from parvis.mechanisms.ledger.edge import Edge, grow
from parvis.mechanisms.ledger.entries import encode
from parvis.mechanisms.ledger.frontier import Frontier
from parvis.mechanisms.ledger.hashing import leaf_hash, leaf_hashes
from parvis.mechanisms.ledger.keys import Kind, SigningKey
from parvis.mechanisms.ledger.policies import Policy
from parvis.mechanisms.ledger.proofs import verify_inclusion
from parvis.mechanisms.ledger.storage import Memory
from parvis.mechanisms.ledger.tree import Tree

ORIGIN = "demo.parvis.example/registre"


@dataclass(frozen=True)
class Folder:
    """Published files on disk."""

    root: Path

    def read(self, path: str) -> bytes:
        return (self.root / path).read_bytes()


def entries(count: int) -> Iterator[bytes]:
    """Realistic entries: three commitments each, 350 bytes. Written directly, since encoding is measured apart."""
    for index in range(count):
        grain = sha256(b"%d" % index).digest()
        one, two, three = (b64encode(sha256(grain + bytes([i])).digest()).decode() for i in range(3))
        yield (
            f'{{"acte":"contribution.publiée","champs":{{"auteur":"{one}","texte":"{two}","titre":"{three}"}},'
            f'"date":"2026-11-23T18:00:00Z","espace":"/p/budget-2026",'
            f'"objet":"urn:uuid:{grain[:16].hex()}","precedent":null,"v":1}}'
        ).encode()


def measure(name: str, count: int, work: Callable[[], object]) -> object:
    start = time.process_time()
    result = work()
    spent = time.process_time() - start
    print(f"{name:46} {spent:8.2f} s  {count / spent if spent else 0:12,.0f} /s", flush=True)
    return result


def audit_in_child(folder: Path, policy: Policy) -> None:
    """Audit in a forked process and print its CPU and how much its memory grew."""
    child = os.fork()
    if child == 0:
        before = resource.getrusage(resource.RUSAGE_SELF)
        list(audit := Audit(Folder(folder), policy))
        after = resource.getrusage(resource.RUSAGE_SELF)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        size = audit.attested.checkpoint.size
        print(f"{'full audit, files on disk':46} {spent:8.2f} s  {size / spent:12,.0f} /s", flush=True)
        print(f"{'memory of the audit (peak)':46} {after.ru_maxrss / 1024:8.0f} MB", flush=True)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        raise SystemExit("the audit failed")


def main(count: int) -> None:
    sample = {"acte": "contribution.publiée", "champs": {"titre": "A" * 44}, "date": "2026-11-23T18:00:00Z", "v": 1}
    measure("encode an entry (RFC 8785)", 20_000, lambda: [encode(sample) for _ in range(20_000)])
    key = SigningKey.generate(ORIGIN, Kind.LOG, randomness=os.urandom)
    policy = Policy.parse(f"log {key.verifier}\nquorum none\n".encode())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        edge = Edge()

        def publish() -> None:
            for file in grow(edge, entries(count), Memory({})):
                path = folder / file.tile.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(file.data)

        measure("make entries, hash, write tiles and bundles", count, publish)
        head = Checkpoint(ORIGIN, edge.size, edge.root)
        (folder / "checkpoint").write_bytes(sign_checkpoint(head, key, after=None).encode())
        audit_in_child(folder, policy)

        many = list(entries(min(count, 200_000)))
        hashes = measure("hash entries", len(many), lambda: leaf_hashes(many))
        measure("grow a frontier", len(many), lambda: Frontier().extend(hashes))
        cold = head.size, head.root, Folder(folder)
        tree = Tree(*cold)
        places = [index * 7919 % count for index in range(2_000)]
        measure("inclusion proofs, made and checked", 2_000, lambda: [tree.inclusion(index) for index in places])
        measure("the same, from cold tiles", 200, lambda: [Tree(*cold).inclusion(index) for index in places[:200]])
        one = leaf_hash(next(entries(1))), 0, head.size, tree.inclusion(0), head.root
        measure("verify an inclusion proof", 20_000, lambda: [verify_inclusion(*one) for _ in range(20_000)])


if __name__ == "__main__":
    main(int(sys.argv[1].replace(",", "").replace("_", "")) if len(sys.argv) > 1 else 1_000_000)
