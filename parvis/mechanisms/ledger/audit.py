"""The full audit of a record from its published files alone: every hash is computed again from the entries.

Nothing published is believed but the signatures. Go's `tlog.TileHashReader` shows why: it leaves some tiles unauthenticated, so that
an entry and its hash forged together pass. Here tiles are only compared with what the entries give.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from parvis.mechanisms.ledger.checkpoints import Checkpoint
from parvis.mechanisms.ledger.edge import Edge, File, read_bundle, read_tile
from parvis.mechanisms.ledger.hashing import leaf_hashes
from parvis.mechanisms.ledger.policies import Attested, Policy
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.storage import Storage
from parvis.mechanisms.ledger.summary import Summary
from parvis.mechanisms.ledger.tiles import TILE_WIDTH, entry_bundles
from parvis.mechanisms.ledger.tree import Tree

STATE_FORMAT = "parvis/audit/v1"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many entries are verified, of how many."""

    entries: int
    of: int


@dataclass(frozen=True, slots=True)
class State:
    """What lets an audit go on where it stopped, or only read what a grown record has new. It belongs to whoever audits.

    Arguments:
        origin: the log.
        edge: the edge of the tree after the last full bundle.
        summary: what was read until there.
        seen: the largest checkpoint whose audit came to its end, if any.

    Examples:
        >>> state = State("example.org/log", Edge(), Summary())
        >>> State.decode(state.encode()).edge.size
        0
    """

    origin: str
    edge: Edge
    summary: Summary
    seen: Checkpoint | None = None

    def encode(self) -> bytes:
        """Give the state as a JSON file."""
        document = {
            "format": STATE_FORMAT,
            "origin": self.origin,
            "size": self.edge.size,
            "levels": [b"".join(hashes).hex() for hashes in self.edge.levels],
            "acts": self.summary.acts,
            "seen": self.seen.text if self.seen else None,
        }
        return json.dumps(document, ensure_ascii=False, indent=1).encode()

    @classmethod
    def decode(cls, data: bytes) -> State:
        """Read the file of a state; raise `Rejected` when it is not one."""
        try:
            document = json.loads(data)
            if document["format"] != STATE_FORMAT:
                raise ValueError
            rows = [bytes.fromhex(text) for text in document["levels"]]
            levels = [[row[at : at + 32] for at in range(0, len(row), 32)] for row in rows]
            acts = {str(kind): (int(n), int(a), int(z), str(s), str(e)) for kind, (n, a, z, s, e) in document["acts"].items()}
            seen = Checkpoint.parse(document["seen"]) if document["seen"] else None
            return cls(str(document["origin"]), Edge(int(document["size"]), levels), Summary(acts), seen)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise Rejected("bad-state", f"The saved state of the audit cannot be read ({error}). Delete it and start again.") from None


@dataclass(slots=True)
class Audit:
    """One audit. Iterate over it: each step verifies one bundle of entries, and any failure raises.

    Memory does not grow with the record. `state()` may be saved after any step.

    Arguments:
        storage: the published files.
        policy: whom to believe.
        known: checkpoints of this log that were received elsewhere (a receipt, a witness, an earlier visit); the record must
            continue each of them.
        resume: the state of an earlier audit of this log.
        read_entries: whether entries must be those of Parvis; without it, any log can be audited.

    Raises:
        Rejected: while iterating, with a code, the path or place, and what to do.
        FileNotFoundError: while iterating, a file that must be published is not.

    Examples:
        >>> from parvis.mechanisms.ledger.checkpoints import sign_checkpoint
        >>> from parvis.mechanisms.ledger.edge import grow
        >>> from parvis.mechanisms.ledger.keys import Kind, SigningKey
        >>> from parvis.mechanisms.ledger.storage import Memory
        >>> edge, files = Edge(), {}
        >>> for file in grow(edge, [b'{"acte":"vote.ouvert","date":"2026-11-23T18:00:00Z"}'] * 300, Memory(files)):
        ...     files[file.tile.path] = file.data
        >>> key = SigningKey.generate("example.org/log", Kind.LOG, randomness=bytes)
        >>> head = Checkpoint("example.org/log", edge.size, edge.root)
        >>> files["checkpoint"] = sign_checkpoint(head, key, after=None).encode()
        >>> audit = Audit(Memory(files), Policy.parse(f"log {key.verifier}\\nquorum none\\n".encode()))
        >>> [step.entries for step in audit], audit.summary.acts["vote.ouvert"][:3], audit.attested.witnessed
        ([256, 300], (300, 0, 299), False)
    """

    storage: Storage
    policy: Policy
    known: tuple[Checkpoint, ...] = ()
    resume: State | None = None
    read_entries: bool = True
    attested: Attested = field(init=False)
    summary: Summary = field(init=False, default_factory=Summary)
    done: bool = field(init=False, default=False)
    _state: State | None = field(init=False, default=None)

    def __iter__(self) -> Iterator[Progress]:
        self.done = False
        self.attested = self.policy.accept(self.storage.read("checkpoint"))
        head = self.attested.checkpoint
        state = self._start(head)
        edge, kept = Edge(state.edge.size, state.edge.levels), state.summary + Summary()
        self._state, self.summary = State(head.origin, edge, kept, state.seen), kept
        for bundle in entry_bundles(head.size):
            if bundle.index * TILE_WIDTH < edge.size:
                continue
            # Nothing is saved of a step that fails.
            safe, self._state = self._state, None
            entries = read_bundle(bundle, self.storage)
            if not bundle.full:
                # The state stays before a bundle that will grow.
                edge = Edge(edge.size, edge.levels)
                self.summary = kept + Summary()
            if self.read_entries:
                self.summary.add(edge.size, entries)
            for file in edge.add(leaf_hashes(entries)):
                self._compare(file)
            self._state = safe
            yield Progress(edge.size, head.size)
        safe, self._state = self._state, None
        self._finish(head, edge, self._earlier(state))
        self._state = State(head.origin, safe.edge, safe.summary, head)
        self.done = True

    def state(self) -> State:
        """Give what to save: the audit then goes on from the last full bundle."""
        if self._state is None:
            raise Rejected("no-state", "There is nothing to save: the audit has not started, or it failed.")
        return self._state

    def _start(self, head: Checkpoint) -> State:
        state = self.resume or State(head.origin, Edge(), Summary())
        if state.origin != head.origin:
            raise Rejected("wrong-origin", f"The saved audit is that of {state.origin!r}; this record is {head.origin!r}.")
        if self.read_entries and state.summary.count != state.edge.size:
            raise Rejected("unread-state", "The saved audit had not read what the entries say. Start again without it.")
        for earlier in self._earlier(state):
            if earlier.origin != head.origin:
                raise Rejected("wrong-origin", f"A known checkpoint is that of {earlier.origin!r}, not {head.origin!r}.")
            if earlier.size > head.size:
                raise _rollback(earlier.size, head.size)
        if state.edge.size > head.size:
            raise _rollback(state.edge.size, head.size)
        return state

    def _earlier(self, state: State) -> Iterable[Checkpoint]:
        return (*self.known, state.seen) if state.seen else self.known

    def _compare(self, file: File) -> None:
        if read_tile(file.tile, self.storage) != file.data:
            raise Rejected(
                "wrong-tile",
                f"{file.tile.path} is not what the published entries give: the tile, or an entry under it, was changed. "
                "Keep a copy of the files and compare them with a mirror.",
                path=file.tile.path,
            )

    def _finish(self, head: Checkpoint, edge: Edge, known: Iterable[Checkpoint]) -> None:
        if edge.root != head.root:
            raise Rejected(
                "wrong-root",
                f"The {head.size} published entries do not have the root that the log signed: an entry was changed, perhaps "
                "one that an earlier audit had read. Keep a copy of the files and of the checkpoint, and compare with a mirror.",
                size=head.size,
            )
        for file in edge.partial_files():
            self._compare(file)
        tree = Tree(head.size, head.root, self.storage)
        for earlier in known:
            tree.consistency(earlier.size, earlier.root)


def _rollback(known: int, size: int) -> Rejected:
    return Rejected(
        "rollback",
        f"The record had {known} entries; it now publishes {size}. A record only grows: keep the earlier checkpoint, and ask "
        "the site and its witnesses.",
        known=known,
        size=size,
    )
