"""The keys of logs and witnesses, as lines of text. C2SP signed-note, "Verifier keys" and "Signature types"."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from parvis.mechanisms.ledger.encoding import decode_base64
from parvis.mechanisms.ledger.rejected import Rejected

KEY_SIZE = 32


class Kind(IntEnum):
    """What a key signs. signed-note, "Signature types". 6 (ML-DSA-44) is reserved: no judge can verify it yet."""

    LOG = 1
    COSIGNER = 4


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """What is needed to believe a signature: a name and a public key.

    Arguments:
        name: the origin of a log, or the name of a witness: an address without scheme, without space nor `+`.
        kind: log or cosigner.
        public: the Ed25519 public key, 32 bytes. RFC 8032.

    Raises:
        Rejected: the name or the key has not this form.

    Examples:
        The key published with Go's `note` package, read and written back:

        >>> text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        >>> key = VerifierKey.parse(text)
        >>> key.name, key.kind.name, str(key) == text
        ('PeterNeumann', 'LOG', True)
    """

    name: str
    kind: Kind
    public: bytes

    def __post_init__(self) -> None:
        check_name(self.name)
        if len(self.public) != KEY_SIZE:
            raise Rejected("bad-key", f"An Ed25519 public key has {KEY_SIZE} bytes; this one has {len(self.public)}.")

    @property
    def key_id(self) -> bytes:
        """SHA-256(name ‖ 0x0A ‖ kind ‖ key)[:4]. signed-note, "Signatures"."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{b64encode(bytes([self.kind]) + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """Read `name+id+key`; raise `Rejected` when it is not one, or its id is not that of its key."""
        name, key_id, kind, material = _split(text, text)
        key = cls(name, kind, material)
        if key.key_id.hex() != key_id:
            raise Rejected("bad-key", f"The key of {name} should have the id {key.key_id.hex()}; {key_id} is written.")
        return key

    def verifies(self, message: bytes, signature: bytes) -> bool:
        """Say whether this key made this Ed25519 signature of these bytes. RFC 8032, section 5.1.7."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The secret half of a key. Its text form is that of Go's `note` package: `PRIVATE+KEY+name+id+seed`.

    Arguments:
        name: as in the verifier key.
        kind: log or cosigner.
        seed: the Ed25519 private key, 32 bytes. Never shown by `repr`.

    Examples:
        >>> key = SigningKey.generate("demo.parvis.example/registre", Kind.LOG, randomness=lambda count: bytes(count))
        >>> SigningKey.parse(key.encode()) == key, key.verifier.verifies(b"text", key.sign(b"text"))
        (True, True)
    """

    name: str
    kind: Kind
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        check_name(self.name)
        if len(self.seed) != KEY_SIZE:
            raise Rejected("bad-key", f"An Ed25519 private key has {KEY_SIZE} bytes; this one has {len(self.seed)}.")

    @classmethod
    def generate(cls, name: str, kind: Kind, *, randomness: Callable[[int], bytes]) -> SigningKey:
        """Make a key from 32 bytes of `randomness`, which must be `secrets.token_bytes` or as good."""
        return cls(name, kind, randomness(KEY_SIZE))

    @property
    def verifier(self) -> VerifierKey:
        """The half to publish."""
        return VerifierKey(self.name, self.kind, self._private().public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """Give the Ed25519 signature of these bytes. RFC 8032, section 5.1.6."""
        return self._private().sign(message)

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def encode(self) -> str:
        """Give the key as text, to be kept where nobody else reads."""
        secret = b64encode(bytes([self.kind]) + self.seed).decode()
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{secret}"

    @classmethod
    def parse(cls, text: str) -> SigningKey:
        """Read what `encode` gave; raise `Rejected`, without showing the secret, when it is not one."""
        prefix, _, rest = text.strip().partition("PRIVATE+KEY+")
        if prefix or not rest:
            raise Rejected("bad-key", "A private key begins with PRIVATE+KEY+; this text does not.")
        name, key_id, kind, material = _split(rest, "a private key (not shown)")
        key = cls(name, kind, material)
        if key.verifier.key_id.hex() != key_id:
            raise Rejected("bad-key", f"The private key of {name} should have the id {key.verifier.key_id.hex()}.")
        return key


def check_name(name: str) -> None:
    """Make sure that a key name is not empty and has no space, `+` nor control character. signed-note, "Format"."""
    if not name or "+" in name or any(char.isspace() or ord(char) < 0x20 or ord(char) == 0x7F for char in name):
        raise Rejected("bad-name", f"A key name is an address without space nor plus sign; {name!r} came.", name=name)


def _split(text: str, shown: str) -> tuple[str, str, Kind, bytes]:
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise Rejected("bad-key", f"A key is written name+id+key; {shown} came.")
    name, key_id, encoded = parts
    data = decode_base64(encoded, "a key")
    if data[:1] not in (b"\x01", b"\x04"):
        raise Rejected("bad-key", f"The key of {name} is of type {data[:1].hex()}: expected 01 (log) or 04 (cosigner).")
    return name, key_id, Kind(data[0]), data[1:]
