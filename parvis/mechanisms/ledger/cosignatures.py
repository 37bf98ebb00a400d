"""A witness's dated signature of a checkpoint: "this is the largest tree of this log that I have seen". C2SP tlog-cosignature."""

from __future__ import annotations

import struct

from parvis.mechanisms.ledger.encoding import MAX_NUMBER
from parvis.mechanisms.ledger.keys import Kind, SigningKey, VerifierKey
from parvis.mechanisms.ledger.rejected import Rejected

# Eight bytes of time, then the Ed25519 signature. tlog-cosignature, "Format".
_SIZE = 8 + 64


def _message(text: bytes, time: int) -> bytes:
    """Give the signed message: header line, time line, note text. tlog-cosignature, "Ed25519 signed message"."""
    return b"cosignature/v1\ntime %d\n%b" % (time, text)


def cosign_bytes(key: SigningKey, text: bytes, time: int) -> bytes:
    """Give the cosignature of a checkpoint's text at this time (POSIX seconds, given by the caller's clock).

    Raises:
        Rejected: the key is not a cosigner's, or the time is not between 0 and 2^63 - 1.
    """
    if key.kind is not Kind.COSIGNER:
        raise Rejected("wrong-key", f"{key.name} is the key of a log: cosigning needs a key of its own.")
    if not 0 <= time <= MAX_NUMBER:
        raise Rejected("bad-time", f"Expected a time in POSIX seconds; {time} came.")
    return struct.pack(">Q", time) + key.sign(_message(text, time))


def cosignature_verifies(key: VerifierKey, text: bytes, data: bytes) -> bool:
    """Say whether this is a cosignature of this text by this key."""
    return len(data) == _SIZE and cosigned_at(data) <= MAX_NUMBER and key.verifies(_message(text, cosigned_at(data)), data[8:])


def cosigned_at(data: bytes) -> int:
    """Give the time of a cosignature, in POSIX seconds."""
    time: int = struct.unpack(">Q", data[:8])[0]
    return time
