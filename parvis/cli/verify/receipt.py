"""`parvis verify receipt FILE --policy P`: is this act in the record, as the receipt says? Loads no Django and needs no network."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

from parvis.cli.errors import CommandError
from parvis.cli.explain import language
from parvis.mechanisms.ledger.policies import Attested, Policy
from parvis.mechanisms.ledger.receipts import Receipt
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.ui.sentences.record import SAID, refusal


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    parser.add_argument("file", type=Path, help="the receipt, a .tlog-proof file")
    parser.add_argument("--policy", type=Path, required=True, help="whom to believe: a file of keys that does not come from the same site")
    parser.add_argument("--json", action="store_true", help="write the answer as JSON")
    parser.add_argument("--language", choices=["fr", "en"], help="language of the answer")


def run(arguments: argparse.Namespace) -> int:
    """Give 0 when the receipt is good, 1 when it is not."""
    spoken = language(arguments.language)
    policy = read_policy(arguments.policy)
    try:
        receipt = Receipt.parse(arguments.file.read_bytes())
        attested = receipt.accept(policy)
    except Rejected as error:
        if arguments.json:
            print(json.dumps({"accepted": False, "code": error.code, "message": str(error)}, ensure_ascii=False, indent=2))
        else:
            print(refusal(error.code, error.facts, str(error), spoken))
        return 1
    if arguments.json:
        print(json.dumps(_as_json(receipt, attested), ensure_ascii=False, indent=2))
        return 0
    said = SAID[spoken]
    head, entry = attested.checkpoint, receipt.content
    print(said["receipt.good"].format(place=receipt.file.index, size=head.size, origin=head.origin))
    print(said["receipt.act"].format(act=entry.get("acte"), date=entry.get("date"), object=entry.get("objet")))
    for name, value in receipt.values.items():
        print(said["receipt.value"].format(name=name, value=value))
    print(witnesses_said(attested, spoken))
    return 0


def read_policy(path: Path) -> Policy:
    """Read a policy file; what is wrong in it is told with its line."""
    try:
        return Policy.parse(path.read_bytes())
    except Rejected as error:
        raise CommandError(f"{path}: {error}") from None


def witnesses_said(attested: Attested, spoken: str) -> str:
    """Say who else than the log vouches for the head."""
    said = SAID[spoken]
    if not attested.witnesses:
        return said["nobody"]
    names = ", ".join(f"{name} ({moment(time)})" for name, time in sorted(attested.witnesses.items()))
    return said["witnesses"].format(names=names)


def moment(time: int) -> str:
    """Give a POSIX time as a date and an hour, in UTC."""
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _as_json(receipt: Receipt, attested: Attested) -> dict[str, object]:
    head = attested.checkpoint
    return {
        "accepted": True,
        "origin": head.origin,
        "place": receipt.file.index,
        "size": head.size,
        "entry": receipt.content,
        "values": receipt.values,
        "witnesses": attested.witnesses,
        "witnessed": attested.witnessed,
    }
