"""What a witness does: cosign the checkpoints of a log as long as each continues the one before. C2SP tlog-witness."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from parvis.mechanisms.ledger.checkpoints import Checkpoint, cosign, open_checkpoint
from parvis.mechanisms.ledger.encoding import decode_hash, decode_number
from parvis.mechanisms.ledger.hashing import EMPTY_ROOT
from parvis.mechanisms.ledger.keys import SigningKey, VerifierKey
from parvis.mechanisms.ledger.notes import Note
from parvis.mechanisms.ledger.proofs import MAX_PROOF, verify_consistency
from parvis.mechanisms.ledger.rejected import Rejected

# Enough for 63 hashes and a checkpoint with many signatures.
MAX_REQUEST_SIZE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """A checkpoint that is submitted, and how it continues the one before. tlog-witness, "add-checkpoint".

    Arguments:
        old: the size of the last checkpoint that the witness cosigned, as the log believes.
        proof: the consistency proof from it.
        note: the signed checkpoint.

    Examples:
        >>> from parvis.mechanisms.ledger.checkpoints import sign_checkpoint
        >>> from parvis.mechanisms.ledger.keys import Kind
        >>> key = SigningKey.generate("example.org/log", Kind.LOG, randomness=bytes)
        >>> note = sign_checkpoint(Checkpoint("example.org/log", 0, EMPTY_ROOT), key, after=None)
        >>> request = Request(0, (), note)
        >>> Request.parse(request.encode()) == request
        True
    """

    old: int
    proof: tuple[bytes, ...]
    note: Note

    def encode(self) -> bytes:
        """Give the body of the request."""
        lines = [f"old {self.old}", *(b64encode(item).decode() for item in self.proof), ""]
        return "".join(f"{line}\n" for line in lines).encode() + self.note.encode()

    @classmethod
    def parse(cls, body: bytes) -> Request:
        """Read the body of a request; raise `Rejected` when it is not one."""
        if len(body) > MAX_REQUEST_SIZE:
            raise Rejected("bad-request", f"A request has at most {MAX_REQUEST_SIZE} bytes; this one has {len(body)}.")
        head, blank, note = body.partition(b"\n\n")
        try:
            old, *proof = head.decode("ascii").split("\n")
        except UnicodeDecodeError:
            raise Rejected("bad-request", "The lines before the checkpoint are ASCII; these are not.") from None
        if not blank or not old.startswith("old ") or len(proof) > MAX_PROOF:
            raise Rejected("bad-request", f"Expected 'old SIZE', at most {MAX_PROOF} hashes, an empty line and a checkpoint.")
        hashes = tuple(decode_hash(line, "a hash of the proof") for line in proof)
        return cls(decode_number(old.removeprefix("old "), "the old size"), hashes, Note.parse(note))


@dataclass(frozen=True, slots=True)
class Head:
    """What a witness remembers of a log.

    Arguments:
        checkpoint: the last one that it cosigned.
        time: when, in POSIX seconds.
        note: the checkpoint with the log's signatures and the cosignature, to be served to monitors.
    """

    checkpoint: Checkpoint
    time: int
    note: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer.

    Arguments:
        status: 200, or 400, 403, 404, 409, 422 with the meaning of tlog-witness.
        body: what to send.
        content_type: of the body.
        reason: the code of the refusal, empty when there is none.
    """

    status: int
    body: bytes
    content_type: str = "text/plain; charset=utf-8"
    reason: str = ""


def add_checkpoint(
    body: bytes,
    *,
    logs: Mapping[str, Collection[VerifierKey]],
    heads: Mapping[str, Head],
    keys: Sequence[SigningKey],
    time: int,
) -> tuple[Answer, Head | None]:
    """Answer a request and say what to remember. tlog-witness, "add-checkpoint".

    The caller must hold a lock on the log's head from the reading of `heads` until the new head is on disk, and only then
    send the answer: otherwise two requests at once could have two histories cosigned.

    Arguments:
        body: the bytes of the request.
        logs: the keys of each log that this witness follows, by origin.
        heads: what it remembers, by origin; a log that was never cosigned is absent.
        keys: the cosigning keys of this witness, at least one.
        time: POSIX seconds, from the caller's clock. A clock that went back is not followed: time never decreases.

    Returns:
        The answer, and the head to store before sending it; None when nothing changes.

    Raises:
        Rejected: this witness has no key.
    """
    if not keys:
        raise Rejected("no-key", "A witness needs at least one cosigning key.")
    try:
        request = Request.parse(body)
        claimed = Checkpoint.parse(request.note.text)
    except Rejected as error:
        return _refusal(400, error), None
    if claimed.origin not in logs:
        return _refusal(404, Rejected("unknown-log", f"This witness does not follow {claimed.origin!r}.")), None
    try:
        checkpoint = open_checkpoint(request.note.encode(), logs[claimed.origin])
        signed = Note(request.note.text, tuple(signature for _, signature in request.note.verified(logs[claimed.origin])))
    except Rejected as error:
        return _refusal(403, error), None
    return _decide(Request(request.old, request.proof, signed), checkpoint, heads.get(checkpoint.origin), keys, time)


def _decide(
    request: Request, checkpoint: Checkpoint, head: Head | None, keys: Sequence[SigningKey], time: int
) -> tuple[Answer, Head | None]:
    if request.old > checkpoint.size:
        error = Rejected("bad-sizes", f"The old size {request.old} is larger than the checkpoint's {checkpoint.size}.")
        return _refusal(400, error), None
    last = head.checkpoint if head else Checkpoint(checkpoint.origin, 0, EMPTY_ROOT)
    if request.old != last.size:
        return Answer(409, b"%d\n" % last.size, "text/x.tlog.size", "other-size"), None
    try:
        verify_consistency(last.size, last.root, checkpoint.size, checkpoint.root, request.proof)
    except Rejected as error:
        return _refusal(422, error), None
    time = max(time, head.time) if head else time
    signatures = [cosign(request.note, key, time=time) for key in keys]
    stored = request.note.with_signatures(signatures).encode()
    return Answer(200, "".join(map(str, signatures)).encode()), Head(checkpoint, time, stored)


def monitor_path(origin: str) -> str:
    """Give where a witness or mirror publishes what it holds of a log. C2SP tlog-mirror, "Monitoring prefix".

    >>> monitor_path("demo.parvis.example/registre")[:12]
    '1cf5cc1ee55f'
    """
    return f"{sha256(origin.encode()).hexdigest()}/checkpoint"


def _refusal(status: int, error: Rejected) -> Answer:
    return Answer(status, f"{error}\n".encode(), reason=error.code)
