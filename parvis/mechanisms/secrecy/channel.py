"""Private messages between trustees, through whoever carries them: signed by the sender, encrypted for one receiver.

Used only while a threshold key is made; nothing of it is published, so that verifiers never see it. It is ours, not that of Belenios:
ElGamal gives a key, AES-256-GCM does the rest, and the receiver's key is inside what is signed.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from parvis.mechanisms.secrecy import groups
from parvis.mechanisms.secrecy.canonical import fields, read, string, write
from parvis.mechanisms.secrecy.groups import Draw, Element, Group
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.trustees import check_signature, read_signed, signed

_HEX = re.compile(r"([0-9a-f]{2})+")


def send(group: Group, signing: int, receiver: Element, message: str, draw: Draw) -> dict[str, Any]:  # plain values
    """Give a message that only the holder of the receiver's key can read, and that only the holder of `signing` can have sent."""
    said = write({"recipient": group.text(receiver), "message": message}).decode()
    body = write(signed(group, said, signing, draw))
    r = draw(group.q)
    alpha = group.of_generator(r)
    return {"alpha": group.text(alpha), "data": _cipher(group, group.power(receiver, r)).encrypt(_nonce(group, alpha), body, None).hex()}


def receive(group: Group, secret: int, sender: Element, value: object) -> str:
    """Give the message, once its sender, its receiver and each byte of it have been checked."""
    found = fields(value, ("alpha", "data"), "message")
    alpha, data = groups.read(group, found["alpha"]), string(found["data"], "message")
    if not _HEX.fullmatch(data):
        raise Rejected("trustee.message")
    try:
        body = _cipher(group, group.power(alpha, secret)).decrypt(_nonce(group, alpha), bytes.fromhex(data), None)
    except InvalidTag:
        raise Rejected("trustee.message") from None
    said, signature = read_signed(read(body, "message"), group, "message")
    check_signature(group, said, signature, sender, "message")
    inside = fields(read(said.encode(), "message"), ("recipient", "message"), "message")
    if inside["recipient"] != group.text(group.of_generator(secret)):
        raise Rejected("trustee.message")
    return string(inside["message"], "message")


def _cipher(group: Group, shared: Element) -> AESGCM:
    return AESGCM(sha256(f"key|{group.text(shared)}".encode()).digest())


def _nonce(group: Group, alpha: Element) -> bytes:
    # alpha is drawn anew for each message, and so is the key.
    return sha256(f"iv|{group.text(alpha)}".encode()).digest()[:12]
