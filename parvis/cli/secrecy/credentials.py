"""`parvis credentials`: the credential authority makes one private credential for each voter, and publishes their public halves."""

import argparse
import csv
import json
import secrets
from pathlib import Path

from parvis.cli.secrecy.files import say, told, write_public, write_secret
from parvis.mechanisms.secrecy.credentials import new_credential, public_of, write_credentials
from parvis.mechanisms.secrecy.elections import read_uuid
from parvis.mechanisms.secrecy.groups import NAMES, group
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.transcript import fingerprint


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--count", type=int, metavar="N", help="make so many credentials, numbered")
    who.add_argument("--voters", type=Path, help="a file with one voter a line: address[,login[,weight]]")
    parser.add_argument("--uuid", required=True, help="the identifier of the election (parvis election id)")
    parser.add_argument("--group", choices=NAMES, default="Ed25519", help="the group of the election (Ed25519 unless told)")
    parser.add_argument("--private", type=Path, required=True, help="where to write the private credentials: keep it secret")
    parser.add_argument("--public", type=Path, required=True, help="where to write the public ones: give it to the election board")
    parser.add_argument("--language", choices=["fr", "en"])


def run(arguments: argparse.Namespace) -> int:
    """Write the two files; only their number and the fingerprint of the public list are shown."""
    with told(arguments.language):
        voters = _voters(arguments.voters) if arguments.voters else {str(n): 1 for n in range(1, arguments.count + 1)}
        if not voters:
            raise Rejected("file.no-voter")
        uuid, here = read_uuid(arguments.uuid), group(arguments.group)
        private = {name: new_credential(secrets.randbelow) for name in voters}
        weights = {public_of(credential, uuid, here): voters[name] for name, credential in private.items()}
        public = write_credentials(here, weights)
        write_secret(arguments.private, json.dumps(private, ensure_ascii=False, indent=1))
        write_public(arguments.public, public)
    say("said.credentials", arguments.language, count=len(private), fingerprint=fingerprint(public), file=str(arguments.private))
    return 0


def _voters(path: Path) -> dict[str, int]:
    """Give the weight of each voter, by login, or by address where there is none."""
    found: dict[str, int] = {}
    with path.open(newline="", encoding="utf-8") as file:
        for line, row in enumerate(csv.reader(file), 1):
            if not any(row):
                continue
            name = (row[1] if len(row) > 1 else "").strip() or row[0].strip()
            weight = (row[2] if len(row) > 2 else "").strip() or "1"
            if name in found:
                raise Rejected("file.voter-twice", file=str(path), line=line, name=name)
            if not weight.isdecimal() or not 0 < int(weight) < 1 << 62:
                raise Rejected("file.voter-weight", file=str(path), line=line, came=weight)
            found[name] = int(weight)
    return found
