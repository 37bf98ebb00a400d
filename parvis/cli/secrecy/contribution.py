"""What a trustee gives to the election board: a shuffle or a decryption, with her number."""

import json
from dataclasses import dataclass
from pathlib import Path

from parvis.cli.secrecy.files import read_json
from parvis.mechanisms.secrecy.canonical import write
from parvis.mechanisms.secrecy.rejected import Rejected

FORMAT = "parvis/depositaire"


@dataclass(frozen=True)
class Contribution:
    """A trustee's part, ready to be added to the archive."""

    kind: str
    owner: int
    payload: bytes

    def written(self) -> bytes:
        said = {"format": FORMAT, "schema": 1, "kind": self.kind, "owner": self.owner, "payload": json.loads(self.payload)}
        return write(said)


def read_contribution(path: Path) -> Contribution:
    """Give what a trustee sent. Its content is checked when it is added."""
    value = read_json(path)
    if not isinstance(value, dict) or (value.get("format"), value.get("schema")) != (FORMAT, 1):
        raise Rejected("file.part", file=str(path))
    if value.get("kind") not in ("shuffle", "decryption") or type(value.get("owner")) is not int or "payload" not in value:
        raise Rejected("file.part-fields", file=str(path))
    return Contribution(value["kind"], value["owner"], write(value["payload"]))
