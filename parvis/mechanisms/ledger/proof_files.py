"""A file that proves, without network, that an entry is in a log that witnesses saw. C2SP tlog-proof."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from parvis.mechanisms.ledger.checkpoints import Checkpoint
from parvis.mechanisms.ledger.encoding import decode_base64, decode_hash, decode_number
from parvis.mechanisms.ledger.hashing import leaf_hash
from parvis.mechanisms.ledger.notes import MAX_NOTE_SIZE, Note
from parvis.mechanisms.ledger.policies import Attested, Policy
from parvis.mechanisms.ledger.proofs import MAX_PROOF, verify_inclusion
from parvis.mechanisms.ledger.rejected import Rejected

FIRST_LINE = "c2sp.org/tlog-proof@v1"
EXTENSION = ".tlog-proof"


@dataclass(frozen=True, slots=True)
class ProofFile:
    """The place of an entry, its inclusion proof, and a checkpoint. tlog-proof, "Format".

    Arguments:
        index: the place of the entry, from 0.
        proof: the hashes from the leaf's sibling up to the root's child.
        checkpoint: the signed and cosigned checkpoint, as published.
        extra: bytes that nothing authenticates.

    Examples:
        >>> from parvis.mechanisms.ledger.checkpoints import sign_checkpoint
        >>> from parvis.mechanisms.ledger.keys import Kind, SigningKey
        >>> key = SigningKey.generate("example.org/log", Kind.LOG, randomness=bytes)
        >>> note = sign_checkpoint(Checkpoint("example.org/log", 1, leaf_hash(b"an entry")), key, after=None)
        >>> file = ProofFile(0, (), note.encode(), b"more")
        >>> ProofFile.parse(file.encode()) == file
        True
        >>> policy = Policy.parse(f"log {key.verifier}\\nquorum none\\n".encode())
        >>> file.accept(b"an entry", policy).checkpoint.size
        1
    """

    index: int
    proof: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def encode(self) -> bytes:
        """Give the file."""
        lines = [FIRST_LINE]
        if self.extra is not None:
            lines.append(f"extra {b64encode(self.extra).decode()}")
        lines += [f"index {self.index}", *(b64encode(item).decode() for item in self.proof), ""]
        return "".join(f"{line}\n" for line in lines).encode() + self.checkpoint

    @classmethod
    def parse(cls, data: bytes) -> ProofFile:
        """Read a file; raise `Rejected`, saying what was expected, when it is not one."""
        if len(data) > MAX_NOTE_SIZE:
            raise Rejected("bad-proof-file", f"A proof file has at most {MAX_NOTE_SIZE} bytes; {len(data)} came.")
        head, blank, checkpoint = data.partition(b"\n\n")
        try:
            first, *lines = head.decode("ascii").split("\n")
        except UnicodeDecodeError:
            first, lines = "", []
        if not blank or first != FIRST_LINE:
            raise Rejected("bad-proof-file", f"A proof file begins with {FIRST_LINE!r} and ends with a checkpoint.")
        extra = None
        if lines and lines[0].startswith("extra "):
            extra = decode_base64(lines.pop(0).removeprefix("extra "), "extra data")
        if not lines or not lines[0].startswith("index ") or len(lines) > MAX_PROOF + 1:
            raise Rejected("bad-proof-file", f"Expected a line 'index N', then at most {MAX_PROOF} hashes.")
        index = decode_number(lines.pop(0).removeprefix("index "), "an index")
        Checkpoint.parse(Note.parse(checkpoint).text)
        return cls(index, tuple(decode_hash(line, "a hash of the proof") for line in lines), checkpoint, extra)

    def accept(self, entry: bytes, policy: Policy) -> Attested:
        """Make sure that this entry is in a log that the policy believes, and say who vouches for it.

        Raises:
            Rejected: the checkpoint is not believed, or the entry is not at this place of its tree.
        """
        attested = policy.accept(self.checkpoint)
        head = attested.checkpoint
        verify_inclusion(leaf_hash(entry), self.index, head.size, self.proof, head.root)
        return attested
