"""What a log says of itself at one moment: its name, its size, its root. C2SP tlog-checkpoint."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parvis.mechanisms.ledger.cosignatures import cosign_bytes
from parvis.mechanisms.ledger.encoding import decode_hash, decode_number
from parvis.mechanisms.ledger.hashing import HASH_SIZE
from parvis.mechanisms.ledger.keys import Kind, SigningKey, VerifierKey
from parvis.mechanisms.ledger.notes import Note, Signature, sign
from parvis.mechanisms.ledger.proofs import verify_consistency
from parvis.mechanisms.ledger.rejected import Rejected


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a tree.

    Arguments:
        origin: the name of the log.
        size: how many entries it has.
        root: the root of its tree.
        extension: further lines, which nobody can audit; ours writes none.

    Raises:
        Rejected: the origin is empty or has a line break, the size is negative, the root is not a hash.

    Examples:
        >>> print(Checkpoint("demo.parvis.example/registre", 0, bytes(32)).text, end="")
        demo.parvis.example/registre
        0
        AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
    """

    origin: str
    size: int
    root: bytes
    extension: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not all(self.lines) or any("\n" in line for line in self.lines) or self.size < 0 or len(self.root) != HASH_SIZE:
            raise Rejected("bad-checkpoint", "A checkpoint has an origin, a size and a root of 32 bytes.")

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of its text. tlog-checkpoint, "Note text"."""
        return (self.origin, str(self.size), b64encode(self.root).decode(), *self.extension)

    @property
    def text(self) -> str:
        """The text that is signed."""
        return "".join(f"{line}\n" for line in self.lines)

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Read the text of a checkpoint. tlog-checkpoint, "Note text"."""
        lines = text.split("\n")
        if len(lines) < 4 or lines.pop():
            raise Rejected("bad-checkpoint", "A checkpoint has three lines: origin, size and root; this text has not.")
        origin, size, root, *extension = lines
        return cls(origin, decode_number(size, "a tree size"), decode_hash(root, "a root"), tuple(extension))

    def contradicts(self, other: Checkpoint) -> bool:
        """Say whether the two cannot both be true: one log, one size, two roots. Signed by the log, they are evidence."""
        return (self.origin, self.size) == (other.origin, other.size) and self.root != other.root


def open_checkpoint(data: bytes, keys: Iterable[VerifierKey]) -> Checkpoint:
    """Read a checkpoint signed by one of these log keys, whose name must be the origin. tlog-checkpoint, "Signatures".

    Raises:
        Rejected: it is not a checkpoint, none of these keys signed it, or it is the checkpoint of another log.
    """
    note = Note.parse(data)
    checkpoint = Checkpoint.parse(note.text)
    logs = [key for key in keys if key.kind is Kind.LOG]
    if any(key.name == checkpoint.origin for key, _ in note.verified(logs)):
        return checkpoint
    names = ", ".join(sorted({key.name for key in logs})) or "no log"
    raise Rejected(
        "not-signed",
        f"The checkpoint of {checkpoint.origin!r} carries no signature of a known key of this log (known: {names}). "
        "Check the address, and the keys of the policy.",
        origin=checkpoint.origin,
    )


def sign_checkpoint(checkpoint: Checkpoint, *keys: SigningKey, after: Checkpoint | None, proof: Sequence[bytes] = ()) -> Note:
    """Sign a checkpoint that continues the last one that was signed. tlog-checkpoint, "Signatures".

    A log must never sign two inconsistent checkpoints, so the last signed one must be given, with the proof.

    Arguments:
        checkpoint: the new head.
        keys: the keys of the log; two during a rotation.
        after: the last head that these keys signed, from a place that no backup restores; None for the very first.
        proof: the consistency proof from one to the other.

    Raises:
        Rejected: the new head does not continue the last one, or a key has another name than the log.
    """
    if any(key.name != checkpoint.origin for key in keys):
        raise Rejected("wrong-key", f"The keys of {checkpoint.origin} must have this very name.", origin=checkpoint.origin)
    if after is not None:
        if after.origin != checkpoint.origin:
            raise Rejected("wrong-origin", f"The last signed head is that of {after.origin}, not {checkpoint.origin}.")
        if checkpoint.size < after.size:
            raise Rejected(
                "rollback",
                f"{after.size} entries were signed already; signing {checkpoint.size} would make a second history. "
                "An old backup was probably restored: recover the missing entries from the published files or a mirror.",
                signed=after.size,
                size=checkpoint.size,
            )
        verify_consistency(after.size, after.root, checkpoint.size, checkpoint.root, proof)
    return sign(checkpoint.text, *keys)


def cosign(note: Note, key: SigningKey, *, time: int) -> Signature:
    """Give the cosignature of a checkpoint; checking it first is the work of `witness`. tlog-cosignature.

    Arguments:
        note: the checkpoint.
        key: the key of the witness.
        time: POSIX seconds, from the caller's clock.
    """
    Checkpoint.parse(note.text)
    return Signature(key.name, key.verifier.key_id, cosign_bytes(key, note.text.encode(), time))
