"""Text signed by one or more keys. C2SP signed-note."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from parvis.mechanisms.ledger.cosignatures import cosignature_verifies
from parvis.mechanisms.ledger.encoding import decode_base64
from parvis.mechanisms.ledger.keys import Kind, SigningKey, VerifierKey, check_name
from parvis.mechanisms.ledger.rejected import Rejected

# At least 16 signatures must be accepted; a limit is wished for. signed-note, "Format".
MAX_SIGNATURES = 100
MAX_NOTE_SIZE = 1_000_000


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: who signed, with which key, and the bytes of the signature.

    Arguments:
        name: the key name.
        key_id: the four bytes that say which key of this name.
        data: the signature itself; for a cosignature, the time then the signature.
    """

    name: str
    key_id: bytes
    data: bytes

    def __str__(self) -> str:
        return f"— {self.name} {b64encode(self.key_id + self.data).decode()}\n"

    @classmethod
    def parse(cls, line: str) -> Signature:
        """Read a signature line without its newline. signed-note, "Signatures"."""
        dash, _, rest = line.partition(" ")
        name, _, encoded = rest.partition(" ")
        if dash != "—" or not encoded:
            raise Rejected("bad-note", f"Expected a signature line, '— name base64'; {line[:80]!r} came.")
        check_name(name)
        data = decode_base64(encoded, "a signature")
        if len(data) <= 4:
            raise Rejected("bad-note", f"The signature of {name} is too short.")
        return cls(name, data[:4], data[4:])


@dataclass(frozen=True, slots=True)
class Note:
    """A text and its signatures, which are not verified yet.

    Arguments:
        text: ends with a newline.
        signatures: at least one.

    Examples:
        >>> key = SigningKey.generate("example.org/log", Kind.LOG, randomness=bytes)
        >>> note = sign("a text\\n", key)
        >>> Note.parse(note.encode()) == note
        True
        >>> [signer.name for signer, _ in note.verified([key.verifier])]
        ['example.org/log']
    """

    text: str
    signatures: tuple[Signature, ...]

    def __post_init__(self) -> None:
        if not self.text.endswith("\n") or _has_control(self.text):
            raise Rejected("bad-note", "The text of a note ends with a newline and has no other control character.")
        if not 1 <= len(self.signatures) <= MAX_SIGNATURES:
            raise Rejected("bad-note", f"A note has 1 to {MAX_SIGNATURES} signatures; it has {len(self.signatures)}.")

    def encode(self) -> bytes:
        """Give the note as it is published. signed-note, "Format"."""
        return f"{self.text}\n{''.join(map(str, self.signatures))}".encode()

    @classmethod
    def parse(cls, data: bytes) -> Note:
        """Read a note; the text stops at the last empty line. signed-note, "Format"."""
        if len(data) > MAX_NOTE_SIZE:
            raise Rejected("bad-note", f"A note has at most {MAX_NOTE_SIZE} bytes; this one has {len(data)}.")
        try:
            whole = data.decode()
        except UnicodeDecodeError:
            raise Rejected("bad-note", "A note is UTF-8 text; these bytes are not.") from None
        text, blank, lines = whole.rpartition("\n\n")
        if not blank or not lines.endswith("\n") or _has_control(lines):
            raise Rejected("bad-note", "A note is a text, an empty line, then signature lines; this is not one.")
        return cls(f"{text}\n", tuple(Signature.parse(line) for line in lines[:-1].split("\n")))

    def with_signatures(self, more: Iterable[Signature]) -> Note:
        """Give the same note with these signatures after its own; one that it already has is not repeated."""
        return Note(self.text, tuple(dict.fromkeys((*self.signatures, *more))))

    def verified(self, keys: Iterable[VerifierKey]) -> list[tuple[VerifierKey, Signature]]:
        """Give the signatures made by these keys; those of unknown keys are ignored. signed-note, "Signatures".

        Raises:
            Rejected: a signature that says it is from one of these keys is not. The whole note is then refused.
        """
        known: dict[tuple[str, bytes], VerifierKey] = {}
        for key in keys:
            if known.setdefault((key.name, key.key_id), key) != key:
                raise Rejected("ambiguous-keys", f"Two different keys are named {key.name} with one id.", name=key.name)
        found: dict[VerifierKey, Signature] = {}
        for signature in self.signatures:
            signer = known.get((signature.name, signature.key_id))
            if signer is None:
                continue
            if not _verifies(signer, self.text.encode(), signature.data):
                raise Rejected(
                    "bad-signature",
                    f"The signature of {signer.name} does not verify: the text was changed, or the key is another one.",
                    name=signer.name,
                )
            found.setdefault(signer, signature)
        return list(found.items())


def sign(text: str, *keys: SigningKey) -> Note:
    """Give this text signed by these log keys. signed-note, "Ed25519 signatures".

    Raises:
        Rejected: a key is that of a cosigner, which only cosigns checkpoints.
    """
    for key in keys:
        if key.kind is not Kind.LOG:
            raise Rejected("wrong-key", f"{key.name} is a cosigner: it signs no text, it cosigns checkpoints.")
    message = text.encode()
    return Note(text, tuple(Signature(key.name, key.verifier.key_id, key.sign(message)) for key in keys))


def _verifies(key: VerifierKey, text: bytes, data: bytes) -> bool:
    if key.kind is Kind.COSIGNER:
        return cosignature_verifies(key, text, data)
    return key.verifies(text, data)


def _has_control(text: str) -> bool:
    return any(char < " " and char != "\n" for char in text)
